//! Shops whose truth is known: how much of what knowing it would earn does the plan earn?
//!
//! Each shop draws its demand from negative binomials of known rate and dispersion. The plan sees
//! sales alone, through a workspace of its own; *knowing* decides by the same rules from the true
//! distribution, at whichever correction of the critical ratio serves it best in hindsight. Both
//! start from the same stock and meet the same demand.

use domain::Day;
use forecast::CountDistribution;
use planning::demand::Demand;
use planning::habit::{fitted_habit, foresight, habit};
use planning::item::{Item, OpenOrder, Settings};
use planning::lead_time::LeadTime;
use planning::plan::plan;
use planning::replay::{
    ReplayOutcome, ReplayPolicy, ReplaySku, ReplayTerms, View, lived_under, replay,
};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

use super::desk::{Desk, Product};
use crate::Outcome;

/// Share of what knowing would earn that the plan must earn.
const BAR: f64 = 0.85;
/// Days of history before the judged year, and of the judged year.
const HISTORY: usize = 560;
const JUDGED: usize = 364;
/// SKUs of a shop.
const SKUS: usize = 60;
/// Corrections of the critical ratio that knowing may choose from.
const SHIFTS: [f64; 5] = [-1.0, -0.5, 0.0, 0.5, 1.0];
/// First day of every shop, a Monday.
const FIRST: Day = Day(18_993);

/// What a kind of shop is like.
struct Kind {
    name: &'static str,
    /// Lowest and highest mean rate, units a day; rates are even on the log scale between them.
    rates: (f64, f64),
    /// Variance ÷ mean of a day's demand, lowest and highest.
    scatter: (f64, f64),
    /// Amplitude of the season: the rate swings by this share around its mean over a year.
    season: f64,
    /// Standard deviation of the monthly change of the log rate.
    drift: f64,
    /// Cost ÷ price.
    cost_share: f64,
    /// Lead time and review, days.
    lead: usize,
    review: usize,
}

const KINDS: [Kind; 6] = [
    Kind {
        name: "steady, far supplier",
        rates: (0.1, 10.0),
        scatter: (1.0, 3.0),
        season: 0.0,
        drift: 0.0,
        cost_share: 0.45,
        lead: 42,
        review: 14,
    },
    Kind {
        name: "steady, near supplier",
        rates: (0.1, 10.0),
        scatter: (1.0, 3.0),
        season: 0.0,
        drift: 0.0,
        cost_share: 0.7,
        lead: 7,
        review: 7,
    },
    Kind {
        name: "slow movers",
        rates: (0.02, 0.2),
        scatter: (1.0, 2.0),
        season: 0.0,
        drift: 0.0,
        cost_share: 0.4,
        lead: 35,
        review: 7,
    },
    Kind {
        name: "wild buyers",
        rates: (0.3, 10.0),
        scatter: (4.0, 12.0),
        season: 0.0,
        drift: 0.0,
        cost_share: 0.5,
        lead: 35,
        review: 7,
    },
    Kind {
        name: "seasonal",
        rates: (0.3, 10.0),
        scatter: (1.0, 3.0),
        season: 0.5,
        drift: 0.0,
        cost_share: 0.45,
        lead: 35,
        review: 14,
    },
    Kind {
        name: "wandering",
        rates: (0.3, 10.0),
        scatter: (1.0, 3.0),
        season: 0.0,
        drift: 0.2,
        cost_share: 0.45,
        lead: 35,
        review: 14,
    },
];

/// One good as it truly is.
struct Good {
    /// Mean demand of each day.
    rate: Vec<f64>,
    scatter: f64,
    price: f64,
    unit_cost: f64,
}

fn unit(random: &mut Pcg64Mcg) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A draw that is nearly normal: the sum of twelve uniform ones.
fn bell(random: &mut Pcg64Mcg) -> f64 {
    (0..12).map(|_| unit(random)).sum::<f64>() - 6.0
}

fn good_of(kind: &Kind, random: &mut Pcg64Mcg) -> (Good, Vec<f64>) {
    let within = |(low, high): (f64, f64), u: f64| low * (high / low).powf(u);
    let mean = within(kind.rates, unit(random));
    let scatter = within(kind.scatter, unit(random));
    let price = (within((5.0, 80.0), unit(random)) * 100.0).round() / 100.0;
    let phase = unit(random) * 0.1;
    let mut level = 1.0;
    let mut rate = Vec::new();
    let mut demand = Vec::new();
    for day in 0..HISTORY + JUDGED {
        if day % 30 == 29 {
            level *= (kind.drift * bell(random)).exp();
        }
        let turn = std::f64::consts::TAU * (day as f64 / 364.0 + phase);
        let today = mean * level * (1.0 + kind.season * turn.sin());
        rate.push(today);
        let drawn = CountDistribution::new(today, today * scatter, 0.0).quantile(unit(random));
        demand.push(drawn);
    }
    let good = Good {
        rate,
        scatter,
        price,
        unit_cost: (price * kind.cost_share * 100.0).round() / 100.0,
    };
    (good, demand)
}

/// The true demand of a good from a morning on. A wandering rate is known as it is that morning.
struct Truth<'a> {
    good: &'a Good,
    today: usize,
    wanders: bool,
}

impl Truth<'_> {
    fn distribution(&self, days: f64, sd_days: f64) -> CountDistribution {
        let mean = self.mean(0.0, days);
        let spread = if days > 0.0 {
            mean / days * sd_days
        } else {
            0.0
        };
        let scatter = self.good.scatter;
        CountDistribution::new(mean, mean * scatter + spread * spread, 0.0)
    }
}

impl Demand for Truth<'_> {
    fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        let rate = |day: usize| {
            let day = if self.wanders { 0 } else { day };
            let last = self.good.rate.len() - 1;
            self.good.rate[(self.today + day).min(last)]
        };
        let until = |day: f64| {
            let whole = day.max(0.0).floor() as usize;
            (0..whole).map(rate).sum::<f64>() + rate(whole) * day.max(0.0).fract()
        };
        (until(to_day) - until(from_day)).max(0.0)
    }
    fn quantile(&self, days: f64, sd_days: f64, q: f64) -> f64 {
        self.distribution(days, sd_days).quantile(q)
    }
    fn shortage(&self, days: f64, sd_days: f64, units: f64) -> f64 {
        self.distribution(days, sd_days).expected_shortage(units)
    }
    fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64> {
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        (0..blocks)
            .map(|block| {
                let from = block as f64 * block_days;
                let mean = self.mean(from, from + block_days);
                CountDistribution::new(mean, mean * self.good.scatter, 0.0)
                    .quantile(unit(&mut random))
            })
            .collect()
    }
}

/// A shop of a kind, ready to be played.
struct Shop {
    goods: Vec<Good>,
    lived: Vec<ReplaySku>,
    skus: Vec<ReplaySku>,
    before: ReplayTerms,
    terms: ReplayTerms,
}

fn shop_of(kind: &Kind, seed: u64) -> Shop {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let drawn: Vec<(Good, Vec<f64>)> = (0..SKUS).map(|_| good_of(kind, &mut random)).collect();
    let skus: Vec<ReplaySku> = drawn
        .iter()
        .map(|(good, demand)| ReplaySku {
            demand: demand.clone(),
            price: good.price,
            unit_cost: good.unit_cost,
            opening: (good.rate[0] * (kind.lead + kind.review + 30) as f64).round(),
            lead_days: vec![kind.lead],
            ..ReplaySku::default()
        })
        .collect();
    let before = ReplayTerms::new(0, HISTORY, kind.review, kind.lead);
    // The past is lived under a usual cover, so that stock-outs cut what the plan learns from.
    let cover = (kind.lead + 2 * kind.review + 7) as f64;
    let lived = lived_under(&skus, &before, &mut habit(cover));
    Shop {
        goods: drawn.into_iter().map(|(good, _)| good).collect(),
        lived,
        skus,
        before,
        terms: ReplayTerms::new(HISTORY, HISTORY + JUDGED, kind.review, kind.lead),
    }
}

fn play(shop: &Shop, policy: &mut dyn ReplayPolicy) -> ReplayOutcome {
    replay(&shop.lived, &shop.terms, policy, &mut |_, _| true).unwrap_or_default()
}

/// Knowing the truth, at one correction of the ratio.
fn knowing(shop: &Shop, kind: &Kind, shift: f64) -> ReplayOutcome {
    let mut policy = |views: &[View<'_>]| -> Vec<f64> {
        let Some(today) = views.first().map(|view| view.today) else {
            return Vec::new();
        };
        let as_of = FIRST + today as i32;
        let items: Vec<Item<Truth<'_>>> = views
            .iter()
            .zip(&shop.goods)
            .enumerate()
            .map(|(at, (view, good))| {
                let wanders = kind.drift > 0.0;
                let truth = Truth {
                    good,
                    today,
                    wanders,
                };
                let lead = LeadTime::stated(kind.lead as f64, 1.0);
                let mut item = Item::new(&format!("S{at}"), "", truth, lead);
                (item.price, item.unit_cost) = (Some(good.price), Some(good.unit_cost));
                item.on_hand = Some(view.on_hand as i64);
                item.open_orders = view
                    .open_orders
                    .iter()
                    .map(|(due, units)| OpenOrder {
                        po_number: "P".into(),
                        quantity: *units as i64,
                        ordered_on: as_of,
                        expected_on: Some(FIRST + *due as i32),
                    })
                    .collect();
                item
            })
            .collect();
        let settings = Settings {
            review_days: kind.review as f64,
            ratio_logit_shift: shift,
            ..Settings::new(as_of)
        };
        let made = plan(&items, &settings, None);
        made.lines.iter().map(|line| line.quantity as f64).collect()
    };
    play(shop, &mut policy)
}

fn planned(shop: &Shop, kind: &Kind) -> Outcome<ReplayOutcome> {
    let products = shop
        .goods
        .iter()
        .enumerate()
        .map(|(at, good)| Product {
            sku: format!("S{at}"),
            price: good.price,
            unit_cost: good.unit_cost,
            lead: (kind.lead as f64, 1.0),
        })
        .collect();
    let review = kind.review.to_string();
    let mut desk = Desk::open(FIRST, products, &[("review_days", &review)])?;
    let outcome = play(shop, &mut desk);
    match desk.failure {
        Some(failure) => Err(failure.into()),
        None => Ok(outcome),
    }
}

/// Runs the judge.
pub fn run() -> Outcome<()> {
    println!(
        "  {:<24}{:>9}{:>9}{:>9}{:>9}{:>9}{:>8}{:>8}",
        "shop", "cover", "plan", "knowing", "foresee", "ratio at", "earned", "of gap"
    );
    let (mut earned, mut gap) = (Vec::new(), Vec::new());
    for (number, kind) in KINDS.iter().enumerate() {
        let shop = shop_of(kind, 100 + number as u64);
        let (cover, _) = fitted_habit(&shop.skus, &shop.before);
        let zero = play(&shop, &mut habit(cover)).profit();
        let limit = play(&shop, &mut foresight(&shop.lived, kind.review)).profit();
        let (shift, known) = SHIFTS
            .iter()
            .map(|shift| (*shift, knowing(&shop, kind, *shift).profit()))
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap_or_default();
        let plan = planned(&shop, kind)?.profit();
        earned.push(plan / known);
        gap.push((plan - zero) / (known - zero));
        println!(
            "  {:<24}{zero:>9.0}{plan:>9.0}{known:>9.0}{limit:>9.0}{shift:>9.1}{:>8.3}{:>8.3}",
            kind.name,
            plan / known,
            (plan - zero) / (known - zero)
        );
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let least = earned.iter().copied().fold(f64::INFINITY, f64::min);
    println!(
        "  earned of what knowing would earn: mean {:.3}, least {least:.3} (bar {BAR}); of the gap from the cover: {:.3}",
        mean(&earned),
        mean(&gap)
    );
    Ok(())
}

//! A year of a gift shop, decided every two weeks by the plan of the app.
//!
//! The world: demand is what the shop sold; goods take 35 days and 0–6 more, drawn for each SKU;
//! unmet demand is lost; holding costs 30 % of the cost a year; stock left when scoring ends is
//! worth 90 % of its cost. The year before is lived under a cover of 30 days beyond the lead time,
//! so that what the app learns from is cut by stock-outs. The app is fed through imports and asked
//! for its plan on each review morning, as a script would do it.
//!
//! `JUDGE_SEEDS=3` plays three draws of the lead times instead of one.
//!
//! 0 = the days of cover that earned the most on the year before; 1 = perfect foresight.

use domain::Day;
use planning::bootstrap::{Interval, difference, gap_closed};
use planning::habit::{LOOK_BACK, fitted_habit, foresight, habit, textbook};
use planning::replay::{
    ReplayOutcome, ReplayPolicy, ReplaySku, ReplayTerms, View, lived_under, replay,
};

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

use super::desk::{Desk, Product};
use super::gift_shop::{self, GiftShop};
use crate::{Outcome, shared};

/// Share of the gap that the plan must close.
const BAR: f64 = 0.36;
/// Days between two orders.
const REVIEW: usize = 14;
/// Shortest lead time, and the most that is drawn on top of it.
const LEAD: (usize, usize) = (35, 6);
/// Cover beyond the lead time that the year before was lived under, days.
const PAST_COVER: f64 = 30.0;
/// Resamples of the bootstrap.
const RESAMPLES: usize = 2000;

/// A shop ready to be played.
pub struct World {
    skus: Vec<ReplaySku>,
    /// The same at the start of the judged year, its past lived.
    lived: Vec<ReplaySku>,
    before: ReplayTerms,
    terms: ReplayTerms,
}

fn world(shop: &GiftShop, start: usize, seed: u64) -> World {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let skus: Vec<ReplaySku> = shop
        .goods
        .iter()
        .map(|good| {
            let drawn = random.next_u64() % (LEAD.1 as u64 + 1);
            let lead = LEAD.0 + drawn as usize;
            // Whoever launches a good has its first lot there on the first day.
            let launch = good.sold.iter().position(|units| *units > 0.0).unwrap_or(0);
            let lot_days = lead + PAST_COVER as usize + REVIEW;
            let lot = good.sold.iter().skip(launch).take(lot_days).sum::<f64>();
            ReplaySku {
                demand: good.sold.clone(),
                price: good.price,
                unit_cost: good.unit_cost,
                opening_orders: vec![(launch, lot)],
                lead_days: vec![lead],
                ..ReplaySku::default()
            }
        })
        .collect();
    let terms = |start: usize, end: usize| ReplayTerms {
        score_from: start + LEAD.0 + REVIEW,
        score_to: end - (LEAD.0 + LEAD.1 + REVIEW),
        holding_cost_rate: 0.30,
        ..ReplayTerms::new(start, end, REVIEW, LEAD.0)
    };
    let before = terms(0, start);
    let lived = lived_under(&skus, &before, &mut beyond_the_lead(PAST_COVER));
    World {
        skus,
        lived,
        before,
        terms: terms(start, shop.days),
    }
}

/// Orders up to `cover` days of mean sales beyond the lead time.
fn beyond_the_lead(cover: f64) -> impl FnMut(&[View<'_>]) -> Vec<f64> {
    move |views| {
        views
            .iter()
            .map(|view| {
                let recent = &view.sales[view.sales.len().saturating_sub(LOOK_BACK)..];
                let mean = recent.iter().sum::<f64>() / recent.len().max(1) as f64;
                (view.mean_lead_days + cover) * mean - view.position()
            })
            .collect()
    }
}

fn play(world: &World, policy: &mut dyn ReplayPolicy) -> ReplayOutcome {
    replay(&world.lived, &world.terms, policy, &mut |_, _| true).unwrap_or_default()
}

/// The app's own plan, through a workspace.
fn planned(shop: &GiftShop, world: &World, settings: &[(&str, &str)]) -> Outcome<ReplayOutcome> {
    let mean_lead = LEAD.0 as f64 + LEAD.1 as f64 / 2.0;
    let products = shop
        .goods
        .iter()
        .map(|good| Product {
            sku: good.sku.clone(),
            price: good.price,
            unit_cost: good.unit_cost,
            lead: (mean_lead, 2.0),
        })
        .collect();
    let mut desk = Desk::open(shop.first, products, settings)?;
    let outcome = play(world, &mut desk);
    match desk.failure {
        Some(failure) => Err(failure.into()),
        None => Ok(outcome),
    }
}

/// Runs the judge.
pub fn run() -> Outcome<()> {
    let shop = match gift_shop::read(&shared()) {
        Ok(shop) => shop,
        Err(missing) => {
            println!("skipped, the open data is not there: {missing}");
            return Ok(());
        }
    };
    let start = usize::try_from("2010-12-01".parse::<Day>()?.since(shop.first))?;
    let mut settings = vec![
        ("review_days", "14"),
        ("holding_cost_rate", "0.30"),
        ("default_lead_time_days", "38"),
        ("default_lead_time_sd_days", "2"),
    ];
    let seeds: u64 = std::env::var("JUDGE_SEEDS").map_or(Ok(1), |count| count.parse())?;
    let mut shares = Vec::new();
    for salvage in ["0.9", "0.5"] {
        settings.retain(|(key, _)| *key != "salvage_rate");
        settings.push(("salvage_rate", salvage));
        println!("salvage_rate {salvage}");
        for seed in 1..=seeds {
            let world = world(&shop, start, seed);
            let (cover, _) = fitted_habit(&world.skus, &world.before);
            let zero = play(&world, &mut habit(cover));
            let (best_cover, in_hindsight) = fitted_habit(&world.lived, &world.terms);
            let (level, best_textbook) = textbook_in_hindsight(&world);
            let one = play(&world, &mut foresight(&world.lived, REVIEW));
            let plan = planned(&shop, &world, &settings)?;
            let of = |outcome: &ReplayOutcome| share(&zero, outcome, &one);
            row(
                &format!("cover {cover} days (year before)"),
                &zero,
                of(&zero),
            );
            row(
                &format!("cover {best_cover} days (hindsight)"),
                &in_hindsight,
                of(&in_hindsight),
            );
            row(
                &format!("textbook {level} (hindsight)"),
                &best_textbook,
                of(&best_textbook),
            );
            row("the plan", &plan, of(&plan));
            row("foresight", &one, of(&one));
            let gain = difference(
                &plan.profit_by_sku,
                &in_hindsight.profit_by_sku,
                RESAMPLES,
                1,
            );
            if let Some(gain) = gain {
                println!(
                    "  plan − best cover in hindsight: {:.0} [{:.0} {:.0}]",
                    gain.estimate, gain.outer[0], gain.outer[1]
                );
            }
            shares.extend(of(&plan).map(|interval| interval.estimate));
        }
        let mean = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
        println!("  mean share {mean:.3} (bar {BAR})");
        shares.clear();
    }
    Ok(())
}

fn textbook_in_hindsight(world: &World) -> (f64, ReplayOutcome) {
    [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98]
        .into_iter()
        .map(|level| (level, play(world, &mut textbook(REVIEW, level))))
        .max_by(|a, b| a.1.profit().total_cmp(&b.1.profit()))
        .unwrap_or_default()
}

fn share(zero: &ReplayOutcome, outcome: &ReplayOutcome, one: &ReplayOutcome) -> Option<Interval> {
    gap_closed(
        &zero.profit_by_sku,
        &outcome.profit_by_sku,
        &one.profit_by_sku,
        RESAMPLES,
        1,
    )
}

fn row(name: &str, outcome: &ReplayOutcome, share: Option<Interval>) {
    let closed = share.map_or_else(String::new, |found| {
        let [low, high] = found.outer;
        format!("{:+.3} [{low:+.3} {high:+.3}]", found.estimate)
    });
    println!(
        "  {name:<28} profit {:>8.0}  fill {:.3}  stock {:>7.0}  lost {:>7.0}  {closed}",
        outcome.profit(),
        outcome.fill_rate().unwrap_or(1.0),
        outcome.mean_stock_value(),
        outcome.lost_sales()
    );
}

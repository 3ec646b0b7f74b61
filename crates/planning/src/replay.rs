//! Replay of ordering policies over the shop's own past, blind to the future.
//!
//! A day goes: what is due arrives in the morning; on a review day the policy orders, knowing
//! sales and stock up to the evening before; demand is met from stock, the rest is lost; holding
//! is charged on the stock of the evening. Every policy meets the same demand, lead times and
//! opening stock. What it sees is its own censored past: sales, and days that kept stock.

use rayon::prelude::*;

use crate::stockroom::Stockroom;

/// One SKU (at one location) of a replay. Days are counted from the first day of history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReplaySku {
    /// Demand of each day, history and replay; in the history what is known of it. Units.
    pub demand: Vec<f64>,
    /// Of the days before the replay: units that the shop saw sold. Shorter = the demand.
    pub seen_sales: Vec<f64>,
    /// Of the same days: whether the day kept stock. Shorter = it did.
    pub seen_stocked: Vec<bool>,
    /// Selling price, base currency.
    pub price: f64,
    /// Unit cost, base currency.
    pub unit_cost: f64,
    /// Units on hand on the morning the replay starts.
    pub opening: f64,
    /// Orders on the way then: (day of arrival, units).
    pub opening_orders: Vec<(usize, f64)>,
    /// Lead times in days, used in turn from order to order; empty = arrives the same day.
    pub lead_days: Vec<usize>,
}

/// What a replay is played by.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplayTerms {
    /// First day on which orders may be placed.
    pub start: usize,
    /// First day after the replay.
    pub end: usize,
    /// First day that is scored: earlier ones carry stock that no policy chose.
    pub score_from: usize,
    /// First day that is no longer scored: what is ordered near the end cannot be sold any more.
    pub score_to: usize,
    /// Days between two reviews, at least 1.
    pub review_days: usize,
    /// Cost of holding stock, share of its cost a year.
    pub holding_cost_rate: f64,
    /// What stock left at the end of the scored days is worth, share of its cost. The same for
    /// every policy; open orders are neither cost nor worth.
    pub end_value_rate: f64,
    /// Cost of a lost sale beyond its margin, in units of the margin (0 = the margin alone).
    pub lost_sale_penalty: f64,
}

impl ReplayTerms {
    /// Terms whose end effects do not decide: scored from start + longest lead + review to the
    /// end − the same, stock left valued at 90 % of cost.
    #[must_use]
    pub fn new(start: usize, end: usize, review_days: usize, longest_lead: usize) -> ReplayTerms {
        let edge = longest_lead + review_days;
        ReplayTerms {
            start,
            end,
            score_from: start + edge,
            score_to: end.saturating_sub(edge),
            review_days: review_days.max(1),
            holding_cost_rate: 0.25,
            end_value_rate: 0.9,
            lost_sale_penalty: 0.0,
        }
    }
}

/// What a policy sees of one SKU on a review morning.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Today, counted from the first day of history.
    pub today: usize,
    /// Units sold each day before today.
    pub sales: &'a [f64],
    /// Whether each of these days kept stock.
    pub stocked: &'a [bool],
    /// Units on hand this morning, today's arrivals included.
    pub on_hand: f64,
    /// Orders on the way: (day of arrival, units), later than today.
    pub open_orders: &'a [(usize, f64)],
    /// Mean of the SKU's lead times, days.
    pub mean_lead_days: f64,
    /// Lead time of an order placed today. Known to foresight alone; a policy that reads it
    /// looks into the future.
    pub lead_days_of_this_order: usize,
}

impl View<'_> {
    /// Units on hand and on the way.
    #[must_use]
    pub fn position(&self) -> f64 {
        self.on_hand + self.open_orders.iter().map(|(_, units)| units).sum::<f64>()
    }
}

/// A policy: on each review morning, units to order of every SKU, in the order of the views.
/// Missing, negative or endless quantities count as zero.
pub trait ReplayPolicy {
    /// Decides for all SKUs at once, so that a forecast can be fitted to the whole shop.
    fn order(&mut self, views: &[View<'_>]) -> Vec<f64>;
}

impl<F: FnMut(&[View<'_>]) -> Vec<f64>> ReplayPolicy for F {
    fn order(&mut self, views: &[View<'_>]) -> Vec<f64> {
        self(views)
    }
}

/// What a profit is made of, base currency: margin − holding − left (− a penalty on lost sales,
/// where one was asked for).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ProfitParts {
    /// Margin of what was sold.
    pub margin: f64,
    /// Cost of holding stock.
    pub holding: f64,
    /// Loss on stock left when scoring ends.
    pub left: f64,
    /// Margin of what was demanded and not sold: no part of the profit, but what it misses.
    pub lost_margin: f64,
}

impl ProfitParts {
    pub(crate) fn add(&mut self, other: &ProfitParts) {
        self.margin += other.margin;
        self.holding += other.holding;
        self.left += other.left;
        self.lost_margin += other.lost_margin;
    }
}

/// What one policy earned, over the scored days. Money is in base currency.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReplayOutcome {
    /// By SKU: margin of what was sold − holding − loss on stock left.
    pub profit_by_sku: Vec<f64>,
    /// By SKU: units sold.
    pub sold_by_sku: Vec<f64>,
    /// By SKU: units demanded.
    pub demanded_by_sku: Vec<f64>,
    /// By SKU: mean daily stock value at cost.
    pub stock_value_by_sku: Vec<f64>,
    /// Profit of each scored day, all SKUs together; the loss on stock left is on the last.
    pub profit_by_day: Vec<f64>,
    /// By SKU: scored evenings with nothing on hand.
    pub empty_days_by_sku: Vec<usize>,
    /// What the profit of all SKUs is made of.
    pub parts: ProfitParts,
}

impl ReplayOutcome {
    /// Profit of all SKUs.
    #[must_use]
    pub fn profit(&self) -> f64 {
        self.profit_by_sku.iter().sum()
    }

    /// Units sold ÷ units demanded; `None` without demand.
    #[must_use]
    pub fn fill_rate(&self) -> Option<f64> {
        let demanded: f64 = self.demanded_by_sku.iter().sum();
        (demanded > 0.0).then(|| self.sold_by_sku.iter().sum::<f64>() / demanded)
    }

    /// Mean daily stock value at cost.
    #[must_use]
    pub fn mean_stock_value(&self) -> f64 {
        self.stock_value_by_sku.iter().sum()
    }

    /// Units demanded and not sold.
    #[must_use]
    pub fn lost_sales(&self) -> f64 {
        let lost = |(demanded, sold): (&f64, &f64)| demanded - sold;
        self.demanded_by_sku
            .iter()
            .zip(&self.sold_by_sku)
            .map(lost)
            .sum()
    }

    /// Profit up to the end of each week of the scored days.
    #[must_use]
    pub fn profit_by_week(&self) -> Vec<f64> {
        let mut sum = 0.0;
        self.profit_by_day
            .chunks(7)
            .map(|week| {
                sum += week.iter().sum::<f64>();
                sum
            })
            .collect()
    }
}

/// Plays a policy. `progress` is told (reviews done, reviews in all) and cancels by answering
/// `false`; then the result is `None`. SKUs without a finite price and cost earn nothing.
pub fn replay(
    skus: &[ReplaySku],
    terms: &ReplayTerms,
    policy: &mut dyn ReplayPolicy,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<ReplayOutcome> {
    let states = play(skus, terms, policy, progress)?;
    let days = terms.score_to.saturating_sub(terms.score_from);
    let mut outcome = ReplayOutcome {
        profit_by_day: vec![0.0; days],
        ..ReplayOutcome::default()
    };
    for state in states {
        let priced = state.sku.price.is_finite() && state.sku.unit_cost.is_finite();
        let of = |value: f64| if priced { value } else { 0.0 };
        outcome.profit_by_sku.push(of(state.profit.iter().sum()));
        outcome.sold_by_sku.push(state.sold);
        outcome.demanded_by_sku.push(state.demanded);
        outcome.empty_days_by_sku.push(state.empty_days);
        if priced {
            outcome.parts.add(&state.parts);
        }
        outcome
            .stock_value_by_sku
            .push(of(state.value_days / days.max(1) as f64));
        for (sum, profit) in outcome.profit_by_day.iter_mut().zip(&state.profit) {
            *sum += of(*profit);
        }
    }
    Some(outcome)
}

/// The same SKUs after a policy has run the shop from `terms.start` to `terms.end`: what they
/// saw sold and in stock, what is on hand and on the way. Ready for replays that start at
/// `terms.end`, whose policies then know a past cut by the stock-outs that this one lived through.
pub fn lived_under(
    skus: &[ReplaySku],
    terms: &ReplayTerms,
    policy: &mut dyn ReplayPolicy,
) -> Vec<ReplaySku> {
    let states = play(skus, terms, policy, &mut |_, _| true).unwrap_or_default();
    states
        .into_iter()
        .map(|state| ReplaySku {
            seen_sales: state.sales,
            seen_stocked: state.stocked,
            opening: state.on_hand,
            opening_orders: state.open,
            ..state.sku.clone()
        })
        .collect()
}

fn play<'a>(
    skus: &'a [ReplaySku],
    terms: &ReplayTerms,
    policy: &mut dyn ReplayPolicy,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<Vec<Stockroom<'a>>> {
    let review = terms.review_days.max(1);
    let mut states: Vec<Stockroom<'_>> =
        skus.iter().map(|sku| Stockroom::new(sku, terms)).collect();
    let reviews = terms.end.saturating_sub(terms.start).div_ceil(review);
    for number in 0..reviews {
        if !progress(number, reviews) {
            return None;
        }
        let today = terms.start + number * review;
        states.iter_mut().for_each(|state| state.receive(today));
        let views: Vec<View<'_>> = states.iter().map(|state| state.view(today)).collect();
        let mut quantities = policy.order(&views);
        quantities.resize(states.len(), 0.0);
        states
            .par_iter_mut()
            .zip(quantities)
            .for_each(|(state, units)| {
                state.order(today, units);
                for day in today..(today + review).min(terms.end) {
                    state.receive(day);
                    state.sell(day, terms);
                }
            });
    }
    progress(reviews, reviews).then_some(states)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sku(demand: &[f64], opening: f64, lead: usize) -> ReplaySku {
        ReplaySku {
            demand: demand.to_vec(),
            price: 10.0,
            unit_cost: 4.0,
            opening,
            lead_days: vec![lead],
            ..ReplaySku::default()
        }
    }

    fn terms(start: usize, end: usize, review: usize) -> ReplayTerms {
        ReplayTerms {
            score_from: start,
            score_to: end,
            holding_cost_rate: 0.365,
            ..ReplayTerms::new(start, end, review, 0)
        }
    }

    fn run(
        skus: &[ReplaySku],
        terms: &ReplayTerms,
        policy: &mut dyn ReplayPolicy,
    ) -> ReplayOutcome {
        replay(skus, terms, policy, &mut |_, _| true).expect("nobody cancels")
    }

    /// 5 on hand, demand 3 a day, 4 ordered on the first morning for day 2: sold 3 2 3 1.
    /// Evenings 2 0 1 0; margin 9 · 6, holding 3 · 4 · .001, nothing left.
    #[test]
    fn four_days_by_hand() {
        let shop = [sku(&[3.0; 4], 5.0, 2)];
        let mut seen = Vec::new();
        let mut policy = |views: &[View<'_>]| {
            seen.push((views[0].today, views[0].on_hand, views[0].position()));
            vec![if views[0].today == 0 { 4.0 } else { 0.0 }]
        };
        let found = run(&shop, &terms(0, 4, 2), &mut policy);
        assert_eq!((found.sold_by_sku[0], found.lost_sales()), (9.0, 3.0));
        assert_eq!(found.fill_rate(), Some(0.75));
        assert!(
            (found.profit() - (54.0 - 0.012)).abs() < 1e-9,
            "{}",
            found.profit()
        );
        assert!((found.mean_stock_value() - 3.0).abs() < 1e-9);
        assert!((found.profit_by_day.iter().sum::<f64>() - found.profit()).abs() < 1e-9);
        let parts = found.parts;
        assert!((parts.margin - 54.0).abs() < 1e-9 && (parts.holding - 0.012).abs() < 1e-9);
        assert_eq!((parts.left, parts.lost_margin), (0.0, 18.0));
        assert_eq!(found.empty_days_by_sku, [2]);
        assert_eq!(found.profit_by_week().len(), 1);
        assert_eq!(seen, [(0, 5.0, 5.0), (2, 4.0, 4.0)]);
    }

    #[test]
    fn stock_left_is_charged_once_and_open_orders_never() {
        let shop = [sku(&[0.0; 3], 10.0, 30)];
        let found = run(&shop, &terms(0, 3, 1), &mut |_: &[View<'_>]| vec![1000.0]);
        // Three evenings of 40 at .001, and a tenth of 40.
        assert!(
            (found.profit() + 0.12 + 4.0).abs() < 1e-9,
            "{}",
            found.profit()
        );
    }

    /// A policy sees its own censored past and nothing of the future.
    #[test]
    fn the_view_is_blind_to_the_future() {
        let mut shop = sku(&[2.0, 2.0, 9.0, 1.0, 7.0], 4.0, 0);
        shop.seen_sales = vec![1.0, 2.0];
        shop.seen_stocked = vec![false];
        let mut last = (Vec::new(), Vec::new());
        let mut policy = |views: &[View<'_>]| {
            last = (views[0].sales.to_vec(), views[0].stocked.to_vec());
            vec![0.0]
        };
        run(&[shop], &terms(2, 5, 1), &mut policy);
        assert_eq!(
            last,
            (vec![1.0, 2.0, 4.0, 0.0], vec![false, true, false, false])
        );
    }

    /// 5 on hand, 3 a day, 4 ordered on day 0 for day 2: sold 3 2 3 1, and the last order is due
    /// on day 4, when the next replay starts.
    #[test]
    fn a_lived_past_is_what_the_next_replay_starts_from() {
        let shop = [sku(&[3.0; 6], 5.0, 2)];
        let past = lived_under(&shop, &terms(0, 4, 2), &mut |_: &[View<'_>]| vec![4.0]);
        assert_eq!(past[0].seen_sales, [3.0, 2.0, 3.0, 1.0]);
        assert_eq!(past[0].seen_stocked, [true, false, true, false]);
        assert_eq!(
            (past[0].opening, past[0].opening_orders.clone()),
            (0.0, vec![(4, 4.0)])
        );
        let next = play_on(&past, &terms(4, 6, 2));
        assert_eq!(next.sold_by_sku, [4.0]);
    }

    fn play_on(skus: &[ReplaySku], terms: &ReplayTerms) -> ReplayOutcome {
        run(skus, terms, &mut |_: &[View<'_>]| vec![0.0])
    }

    #[test]
    fn wild_policies_and_shops_stay_finite() {
        let mut shop = sku(&[f64::NAN, -3.0, f64::INFINITY, 2.0], f64::NAN, 1);
        shop.opening_orders = vec![(0, f64::INFINITY), (1, -5.0)];
        for wild in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
            let found = run(&[shop.clone()], &terms(0, 4, 1), &mut |_: &[View<'_>]| {
                vec![wild]
            });
            assert!(found.profit().is_finite() && found.lost_sales() >= 0.0);
        }
        assert_eq!(
            run(&[], &terms(5, 2, 1), &mut |_: &[View<'_>]| vec![]).fill_rate(),
            None
        );
    }

    #[test]
    fn a_replay_can_be_cancelled() {
        let shop = [sku(&[1.0; 9], 5.0, 1)];
        let mut asked = 0;
        let found = replay(
            &shop,
            &terms(0, 9, 1),
            &mut |_: &[View<'_>]| vec![1.0],
            &mut |done, of| {
                asked += 1;
                assert_eq!(of, 9);
                done < 3
            },
        );
        assert_eq!((found, asked), (None, 4));
    }
}

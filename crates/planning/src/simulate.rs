//! The order found by simulating lost sales until it arrives.
//!
//! With lost sales the position rule counts demand of the lead time that can never be met; where
//! the lead time is short, or little safety stock is held, that is too much. Here the demand of
//! many paths runs through the stock and the open orders; the order is the quantile, over the
//! paths, of (demand of the review period it covers − stock at its arrival).

use crate::demand::{Demand, Sound, normal_quantile};
use crate::policy::Policy;
use crate::position::Position;

/// Blocks of a path, at most; a longer horizon gets longer blocks.
const MOST_BLOCKS: f64 = 40.0;

/// Fewest paths simulated for an item.
pub const FEWEST_PATHS: usize = 16;
/// Most paths simulated for an item: beyond this the quantile no longer moves by a unit.
pub const MOST_PATHS: usize = 10_000;

/// Units to order, before least quantity and packs: the `policy.ratio`-quantile of the need over
/// `paths` paths. Path k has the same random numbers for every SKU.
pub fn simulated_need<D: Demand>(
    demand: &D,
    position: &Position,
    policy: &Policy,
    paths: usize,
    seed: u64,
) -> f64 {
    Paths::draw(demand, policy, paths, seed).need(position, policy.ratio)
}

/// Paths of one item's demand, drawn once and asked with any stock and ratio.
pub struct Paths {
    /// Demand by block, and the day on which an order placed now arrives.
    paths: Vec<(Vec<f64>, f64)>,
    block: f64,
    review_days: f64,
}

impl Paths {
    /// Draws `paths` paths over the protection interval of a policy.
    pub fn draw<D: Demand>(demand: &D, policy: &Policy, paths: usize, seed: u64) -> Paths {
        let demand = Sound(demand);
        let paths = paths.clamp(FEWEST_PATHS, MOST_PATHS);
        let block = block_days(policy.lead_days, policy.review_days);
        // Lead times are drawn to 2½ standard deviations, so the path must reach that far.
        let reach = policy.protection_days + 2.5 * policy.lead_sd_days;
        let blocks = ((reach / block) - 1e-9).ceil().max(1.0) as usize;
        let drawn = (0..paths).map(|k| {
            let path = demand.sample_path(block, blocks, seed.wrapping_add(k as u64));
            let late = policy.lead_sd_days * lead_draw(k, paths);
            (path, (policy.lead_days + late).max(0.0))
        });
        Paths {
            paths: drawn.collect(),
            block,
            review_days: policy.review_days,
        }
    }

    /// The `ratio`-quantile of the need at a position, units; negative where there is too much.
    pub fn need(&self, position: &Position, ratio: f64) -> f64 {
        let mut needs: Vec<f64> = self
            .paths
            .iter()
            .map(|(path, arrives)| {
                let ends = arrives + self.review_days;
                need_of_path(path, self.block, position, *arrives, ends)
            })
            .collect();
        needs.sort_unstable_by(f64::total_cmp);
        quantile(&needs, ratio)
    }
}

/// A stratified standard normal number for path `k`, spread over the paths by a step that is
/// prime to their number, so that late paths are not those of high demand.
fn lead_draw(k: usize, paths: usize) -> f64 {
    let step = 0.618_033_988_749_895;
    let u = ((k as f64 + 0.5) * step).fract();
    // Half a stratum keeps both ends away from 0 and 1.
    let half = 0.5 / paths as f64;
    normal_quantile(u.clamp(half, 1.0 - half)).clamp(-2.5, 2.5)
}

/// Demand of `[arrives, ends)` − stock at `arrives` − what arrives in between; all in one path
/// of lost sales.
fn need_of_path(path: &[f64], block: f64, position: &Position, arrives: f64, ends: f64) -> f64 {
    let mut arrivals = position.arrivals.iter().peekable();
    let mut stock = position.available as f64;
    let mut covered = 0.0;
    for (i, units) in path.iter().enumerate() {
        let (from, until) = (i as f64 * block, (i as f64 + 1.0) * block);
        if from >= ends {
            break;
        }
        // What arrives in the first half of a block serves all of it; the rest serves the next.
        let middle = from + block / 2.0;
        while let Some(next) = arrivals.next_if(|next| f64::from(next.day) < middle) {
            stock += next.quantity as f64;
        }
        let before = ((arrives.min(until) - from) / block).clamp(0.0, 1.0);
        let after = ((ends.min(until) - from.max(arrives)) / block).clamp(0.0, 1.0);
        // Units owed to customers stay owed; only new demand is lost.
        stock = (stock - units * before).max(stock.min(0.0));
        covered += units * after;
    }
    let later: i64 = arrivals
        .filter(|next| f64::from(next.day) < ends)
        .map(|next| next.quantity)
        .sum();
    covered - stock - later as f64
}

/// Length of a block: the longest of review ÷ 1 … 7 into which the lead time fits within a tenth
/// of a day, else a seventh; at least so long that a path has no more than 40 blocks.
fn block_days(lead: f64, review: f64) -> f64 {
    let fits = |k: f64| {
        let block = review / k;
        ((lead / block).round() * block - lead).abs() < 0.1
    };
    let parts = (1..=7).map(f64::from).find(|k| fits(*k)).unwrap_or(7.0);
    (review / parts).max((lead + review) / MOST_BLOCKS)
}

/// Quantile of sorted values with linear interpolation between order statistics.
pub(crate) fn quantile(sorted: &[f64], q: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return 0.0;
    };
    let at = q.clamp(0.0, 1.0) * last as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (sorted[above] - sorted[below]) * (at - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::{Deterministic, SteadyCount};
    use crate::item::{Item, Settings};
    use crate::lead_time::LeadTime;
    use crate::policy::policy_of;
    use crate::position::Arrival;
    use domain::Day;

    fn position(available: i64, arrivals: &[(i32, i64)]) -> Position {
        Position {
            available,
            arrivals: arrivals
                .iter()
                .map(|(day, quantity)| Arrival {
                    day: *day,
                    quantity: *quantity,
                    late: false,
                })
                .collect(),
            ..Position::default()
        }
    }

    fn policy(lead: f64, sd: f64) -> Policy {
        let item = Item::new(
            "S",
            "L",
            Deterministic { per_day: 1.0 },
            LeadTime::stated(lead, sd),
        );
        policy_of(&item, &Settings::new(Day(0)), 0)
    }

    /// One a day, lead 14, review 7: of 5 on hand nothing is left on day 14, so the week it
    /// covers needs 7, where the position rule would order 21 − 5 = 16.
    #[test]
    fn demand_lost_before_arrival_is_not_ordered() {
        let demand = Deterministic { per_day: 1.0 };
        let need =
            |position: &Position| simulated_need(&demand, position, &policy(14.0, 0.0), 16, 1);
        assert_eq!(need(&position(5, &[])), 7.0);
        assert_eq!(need(&position(16, &[])), 5.0);
        assert_eq!(need(&position(5, &[(7, 10)])), 4.0);
        assert_eq!(need(&position(5, &[(16, 3)])), 4.0);
        assert_eq!(need(&position(30, &[])), -9.0);
        assert_eq!(need(&position(-4, &[])), 11.0);
    }

    #[test]
    fn blocks_fit_lead_and_review() {
        assert_eq!(block_days(14.0, 7.0), 7.0);
        assert_eq!(block_days(10.0, 4.0), 2.0);
        assert_eq!(block_days(0.0, 7.0), 7.0);
        assert_eq!(block_days(400.0, 1.0), 401.0 / 40.0);
    }

    #[test]
    fn the_quantile_of_a_covered_week_meets_the_forecast() {
        let demand = SteadyCount::poisson(3.0);
        let mut policy = policy(0.0, 0.0);
        policy.ratio = 0.9;
        let need = simulated_need(&demand, &position(0, &[]), &policy, 4000, 1);
        assert!(
            (need - demand.quantile(7.0, 0.0, 0.9)).abs() <= 1.0,
            "{need}"
        );
    }

    #[test]
    fn quantiles_between_two_values() {
        assert_eq!(quantile(&[0.0, 10.0], 0.25), 2.5);
        assert_eq!(quantile(&[], 0.5), 0.0);
    }
}

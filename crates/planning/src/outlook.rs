//! How much the profit of a plan may differ from what is expected: its 80 % range.
//!
//! Every line's profit is a function of the demand of its interval. Over many paths each line
//! draws its demand, and the shop draws one luck that moves all lines a little together: seasons
//! turn for all SKUs at once, so adding the lines as independent would be too sure.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::demand::{Demand, Sound};
use crate::item::Item;
use crate::proposal::Line;
use crate::simulate::quantile;

/// Equally likely outcomes a line's profit is cut into.
const OUTCOMES: usize = 16;

/// Paths of the whole plan.
const PATHS: usize = 400;

/// Share of a line's variance (on the scale of a normal variable) that all lines have in common.
/// An assumption: in the year of open data at hand the errors of all SKUs moved together at the
/// turns of the season, by how much cannot be learned from one year.
pub const COMMON_SHARE: f64 = 0.1;

/// Profit of each equally likely outcome of demand, worst demand first, with its mean moved to the
/// line's expected profit; `None` where price or cost is unknown or nothing is ordered.
fn outcomes<D: Demand>(item: &Item<D>, line: &Line) -> Option<[f64; OUTCOMES]> {
    let policy = &line.sizing.policy;
    let money = policy.economics.as_ref().filter(|_| line.quantity > 0)?;
    let expected = line.expected_profit?;
    let demand = Sound(&item.demand);
    let units = line.quantity as f64;
    let supply = policy.target - line.sizing.need;
    let mut profits = [0.0; OUTCOMES];
    for (k, profit) in profits.iter_mut().enumerate() {
        let q = (k as f64 + 0.5) / OUTCOMES as f64;
        let needed = demand.quantile(policy.protection_days, policy.lead_sd_days, q) - supply;
        let sold = needed.clamp(0.0, units);
        *profit = money.underage * sold - money.overage * (units - sold);
    }
    let mean = profits.iter().sum::<f64>() / OUTCOMES as f64;
    profits.iter_mut().for_each(|p| *p += expected - mean);
    Some(profits)
}

/// The 10 % and 90 % ends of the profit of all lines together, base currency; `None` where no
/// line has a known profit. `lines` pairs each line with its item. The same seed gives the same
/// range on any number of threads.
#[must_use]
pub fn profit_range<D: Demand>(lines: &[(&Item<D>, &Line)], seed: u64) -> Option<[f64; 2]> {
    let known: Vec<[f64; OUTCOMES]> = lines
        .par_iter()
        .filter_map(|(item, line)| outcomes(item, line))
        .collect();
    let normal = Normal::new(0.0, 1.0).ok().filter(|_| !known.is_empty())?;
    let edges: Vec<f64> = (1..OUTCOMES)
        .map(|k| normal.inverse_cdf(k as f64 / OUTCOMES as f64))
        .collect();
    let (common, own) = (COMMON_SHARE.sqrt(), (1.0 - COMMON_SHARE).sqrt());
    let mut totals: Vec<f64> = (0..PATHS)
        .into_par_iter()
        .map(|path| {
            // The shop's luck is stratified over the paths, so that few of them suffice.
            let luck = normal.inverse_cdf((path as f64 + 0.5) / PATHS as f64);
            let below: Vec<f64> = edges
                .iter()
                .map(|edge| normal.cdf((edge - common * luck) / own))
                .collect();
            let mut random = Pcg64Mcg::seed_from_u64(seed.wrapping_add(path as u64));
            let draw = |profits: &[f64; OUTCOMES]| {
                let u = random.random::<f64>();
                profits[below.partition_point(|edge| *edge <= u)]
            };
            known.iter().map(draw).sum()
        })
        .collect();
    totals.sort_by(f64::total_cmp);
    Some([quantile(&totals, 0.1), quantile(&totals, 0.9)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::{Deterministic, SteadyCount};
    use crate::item::{Rule, Settings};
    use crate::lead_time::LeadTime;
    use crate::proposal::propose;
    use domain::Day;

    fn settings() -> Settings {
        let mut settings = Settings::new(Day(0));
        settings.rule = Rule::Position;
        settings
    }

    fn priced<D>(demand: D) -> Item<D> {
        let mut item = Item::new("A", "main", demand, LeadTime::stated(28.0, 0.0));
        (item.price, item.unit_cost) = (Some(10.0), Some(4.0));
        (item.on_hand, item.stocked_days_since_sale) = (Some(0), Some(0));
        item
    }

    #[test]
    fn what_is_certain_has_no_range() {
        let item = priced(Deterministic { per_day: 2.0 });
        let line = propose(&item, &settings());
        let range = profit_range(&[(&item, &line)], 1).expect("it has a profit");
        let profit = line.expected_profit.expect("it has one");
        assert!((range[0] - profit).abs() < 1e-9 && (range[1] - profit).abs() < 1e-9);
        let mut unpriced = item.clone();
        unpriced.price = None;
        let line = propose(&unpriced, &settings());
        assert_eq!(profit_range(&[(&unpriced, &line)], 1), None);
        assert_eq!(profit_range::<Deterministic>(&[], 1), None);
    }

    /// One line: the ends are those of its own demand. Poisson of 70: one unit of demand is 6 +
    /// 2.019 of profit, up to the 77 units there are; 10 % of the months need 59 or fewer.
    #[test]
    fn the_range_of_one_line_is_that_of_its_demand() {
        let item = priced(SteadyCount::poisson(2.0));
        let line = propose(&item, &settings());
        let range = profit_range(&[(&item, &line)], 1).expect("it has a profit");
        let money = line.policy().economics.expect("known");
        let of = |needed: f64| {
            let sold = needed.min(line.quantity as f64);
            money.underage * sold - money.overage * (line.quantity as f64 - sold)
        };
        let low = of(item.demand.quantile(35.0, 0.0, 0.1));
        assert!(
            (range[0] - low).abs() < 2.0 * money.underage,
            "{range:?} {low}"
        );
        assert!((range[1] - of(1e9)).abs() < 2.0, "{range:?}");
    }

    /// A hundred equal lines: independent ones would be a tenth as wide as one; the common luck
    /// makes the sum wider than that and narrower than a hundred times one.
    #[test]
    fn many_lines_share_a_little_luck() {
        let item = priced(SteadyCount::poisson(0.2));
        let line = propose(&item, &settings());
        let width = |lines: &[(&Item<SteadyCount>, &Line)]| {
            let range = profit_range(lines, 7).expect("it has a profit");
            range[1] - range[0]
        };
        let one = width(&[(&item, &line)]);
        let hundred = width(&vec![(&item, &line); 100]);
        assert!(
            hundred > 1.5 * 10.0 * one && hundred < 60.0 * one,
            "{one} {hundred}"
        );
    }

    #[test]
    fn the_same_seed_gives_the_same_range() {
        let item = priced(SteadyCount::poisson(1.0));
        let line = propose(&item, &settings());
        let lines = vec![(&item, &line); 30];
        let on = |threads: usize| {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("a pool")
                .install(|| profit_range(&lines, 3))
        };
        assert_eq!(on(1), on(4));
    }
}

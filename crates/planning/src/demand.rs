//! What a plan needs to know of a forecast, and simple forecasts for tests and new goods.
//!
//! Days are counted from the morning of the decision: day 0 is the day of the decision itself.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use statrs::distribution::{Continuous, ContinuousCDF, Normal};

/// Mean demand split into what the arithmetic of a line shows. The parts sum to the mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// Demand at the level of now, no season, no promotion, in units.
    pub base: f64,
    /// What the season adds (negative: takes away), in units.
    pub season: f64,
    /// What promotions add, in units.
    pub promotion: f64,
}

/// Future demand of one SKU at one location as a distribution, in units.
pub trait Demand: Sync {
    /// Mean demand of the days `[from_day, to_day)`; fractions of days are allowed.
    fn mean(&self, from_day: f64, to_day: f64) -> f64;

    /// The `q`-quantile (0–1) of the demand of `[0, days)` where the number of days is itself
    /// uncertain with standard deviation `sd_days`.
    fn quantile(&self, days: f64, sd_days: f64, q: f64) -> f64;

    /// Expected shortage E\[(D − units)⁺\] of the same demand against a supply of `units`.
    fn shortage(&self, days: f64, sd_days: f64, units: f64) -> f64;

    /// One path of demand in `blocks` blocks of `block_days` each. The same seed means the same
    /// random numbers for every SKU, so that two policies meet the same luck.
    fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64>;

    /// The mean of `[from_day, to_day)` in its parts; by default all of it is base.
    fn parts(&self, from_day: f64, to_day: f64) -> Parts {
        Parts {
            base: self.mean(from_day, to_day),
            ..Parts::default()
        }
    }
}

impl<D: Demand + ?Sized> Demand for &D {
    fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        (**self).mean(from_day, to_day)
    }
    fn quantile(&self, days: f64, sd_days: f64, q: f64) -> f64 {
        (**self).quantile(days, sd_days, q)
    }
    fn shortage(&self, days: f64, sd_days: f64, units: f64) -> f64 {
        (**self).shortage(days, sd_days, units)
    }
    fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64> {
        (**self).sample_path(block_days, blocks, seed)
    }
    fn parts(&self, from_day: f64, to_day: f64) -> Parts {
        (**self).parts(from_day, to_day)
    }
}

/// More units than any shop sells in the longest horizon; larger answers are cut to it.
pub(crate) const MOST_UNITS: f64 = 1e12;

/// A forecast whose answers are made finite and not negative, so that a wild forecast cannot
/// turn into a wild order.
#[derive(Clone, Copy)]
pub(crate) struct Sound<'a, D: ?Sized>(pub &'a D);

/// `value` between zero and [`MOST_UNITS`]; what is no number counts as zero.
pub(crate) fn sound(value: f64) -> f64 {
    if value.is_nan() {
        0.0
    } else {
        value.clamp(0.0, MOST_UNITS)
    }
}

impl<D: Demand + ?Sized> Demand for Sound<'_, D> {
    fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        sound(self.0.mean(from_day, to_day))
    }
    fn quantile(&self, days: f64, sd_days: f64, q: f64) -> f64 {
        sound(self.0.quantile(days, sd_days, q))
    }
    fn shortage(&self, days: f64, sd_days: f64, units: f64) -> f64 {
        // Below zero every unit of supply that is owed is short for certain.
        sound(self.0.shortage(days, sd_days, units.max(0.0)) + (-units).max(0.0))
    }
    fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64> {
        let mut path = self.0.sample_path(block_days, blocks, seed);
        path.resize(blocks, 0.0);
        path.iter_mut().for_each(|units| *units = sound(*units));
        path
    }
    fn parts(&self, from_day: f64, to_day: f64) -> Parts {
        let parts = self.0.parts(from_day, to_day);
        let mean = self.mean(from_day, to_day);
        let sum = parts.base + parts.season + parts.promotion;
        // The waterfall must add up to the mean that the target was built on.
        if sum.is_finite() && (sum - mean).abs() <= 1e-6 * (1.0 + mean) {
            parts
        } else {
            Parts {
                base: mean,
                ..Parts::default()
            }
        }
    }
}

/// Demand that is known: the same units every day. For tests, and for goods sold by contract.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deterministic {
    /// Units a day.
    pub per_day: f64,
}

impl Demand for Deterministic {
    fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        self.per_day * (to_day - from_day).max(0.0)
    }
    fn quantile(&self, days: f64, _sd_days: f64, _q: f64) -> f64 {
        self.per_day * days
    }
    fn shortage(&self, days: f64, _sd_days: f64, units: f64) -> f64 {
        (self.per_day * days - units).max(0.0)
    }
    fn sample_path(&self, block_days: f64, blocks: usize, _seed: u64) -> Vec<f64> {
        vec![self.per_day * block_days; blocks]
    }
}

/// Independent daily counts of a steady rate: Poisson at a variance of one time the mean,
/// negative binomial above it, normal where the mean of the sum exceeds 400 units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SteadyCount {
    /// Mean units a day.
    pub per_day: f64,
    /// Variance ÷ mean of a day's demand, at least 1.
    pub variance_to_mean: f64,
}

impl SteadyCount {
    /// Poisson demand.
    #[must_use]
    pub fn poisson(per_day: f64) -> SteadyCount {
        SteadyCount {
            per_day,
            variance_to_mean: 1.0,
        }
    }

    /// Mean and variance of the sum; lead-time spread adds (rate · sd)², the variance of a
    /// random sum.
    fn moments(&self, days: f64, sd_days: f64) -> (f64, f64) {
        let mean = self.per_day.max(0.0) * days.max(0.0);
        let spread = self.per_day * sd_days;
        (
            mean,
            mean * self.variance_to_mean.max(1.0) + spread * spread,
        )
    }
}

/// Calls `visit(k, p_k, cdf_k)` for k = 0, 1, … of the count distribution with these moments
/// until `visit` says stop or the tail is below 1e-12.
fn walk_counts(mean: f64, variance: f64, mut visit: impl FnMut(f64, f64, f64) -> bool) {
    let ratio = variance / mean;
    let poisson = ratio < 1.0 + 1e-9;
    let size = mean / (ratio - 1.0);
    let mut p = if poisson {
        (-mean).exp()
    } else {
        (-size * ratio.ln()).exp()
    };
    let mut cdf = p;
    let mut k = 0.0;
    while visit(k, p, cdf) && cdf < 1.0 - 1e-12 && k < 1e6 {
        p *= if poisson {
            mean / (k + 1.0)
        } else {
            (size + k) / (k + 1.0) * (1.0 - 1.0 / ratio)
        };
        k += 1.0;
        cdf += p;
    }
}

const NORMAL_ABOVE: f64 = 400.0;

impl Demand for SteadyCount {
    fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        self.per_day.max(0.0) * (to_day - from_day).max(0.0)
    }

    fn quantile(&self, days: f64, sd_days: f64, q: f64) -> f64 {
        let (mean, variance) = self.moments(days, sd_days);
        if mean <= 0.0 {
            return 0.0;
        }
        if mean > NORMAL_ABOVE {
            return (mean + variance.sqrt() * normal_quantile(q)).max(0.0);
        }
        let mut found = 0.0;
        walk_counts(mean, variance, |k, _, cdf| {
            found = k;
            cdf < q
        });
        found
    }

    fn shortage(&self, days: f64, sd_days: f64, units: f64) -> f64 {
        let (mean, variance) = self.moments(days, sd_days);
        if mean <= 0.0 || units <= 0.0 {
            return (mean - units).max(0.0);
        }
        if mean > NORMAL_ABOVE {
            return normal_shortage(mean, variance.sqrt(), units);
        }
        // E[(D−u)⁺] = E[D] − u + E[(u−D)⁺]; the last sum is short.
        let mut left = 0.0;
        walk_counts(mean, variance, |k, p, _| {
            left += (units - k).max(0.0) * p;
            k < units
        });
        (mean - units + left).max(0.0)
    }

    fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64> {
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        (0..blocks)
            .map(|_| self.quantile(block_days, 0.0, random.random::<f64>()))
            .collect()
    }
}

/// Quantile of the standard normal, cut to ±8 so that 0 and 1 stay finite.
#[must_use]
pub fn normal_quantile(q: f64) -> f64 {
    match Normal::new(0.0, 1.0) {
        Ok(normal) if q.is_finite() => normal.inverse_cdf(q.clamp(0.0, 1.0)).clamp(-8.0, 8.0),
        _ => 0.0,
    }
}

/// Expected shortage of a normal demand: σ·(φ(z) − z·(1 − Φ(z))), z = (units − mean) ÷ σ
/// (the unit normal loss function of any inventory textbook).
#[must_use]
pub fn normal_shortage(mean: f64, sd: f64, units: f64) -> f64 {
    match Normal::new(0.0, 1.0) {
        Ok(normal) if sd > 0.0 => {
            let z = (units - mean) / sd;
            (sd * (normal.pdf(z) - z * normal.sf(z))).max(0.0)
        }
        _ => (mean - units).max(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Poisson(2): cdf .1353 .4060 .6767 .8571 .9473; E[(D−2)⁺] = 2 − 2 + 2·.1353 + 1·.2707.
    #[test]
    fn poisson_by_hand() {
        let demand = SteadyCount::poisson(1.0);
        assert_eq!(demand.quantile(2.0, 0.0, 0.5), 2.0);
        assert_eq!(demand.quantile(2.0, 0.0, 0.86), 4.0);
        assert!((demand.shortage(2.0, 0.0, 2.0) - 0.541_341).abs() < 1e-5);
        assert_eq!(demand.shortage(2.0, 0.0, 0.0), 2.0);
    }

    /// Negative binomial with mean 2 and variance 4 is the geometric sum r = 2, p = ½:
    /// p_k = (k+1)/2^(k+2): ¼ ¼ 3⁄16 ⅛ …, cdf .25 .5 .6875 .8125.
    #[test]
    fn negative_binomial_by_hand() {
        let demand = SteadyCount {
            per_day: 1.0,
            variance_to_mean: 2.0,
        };
        assert_eq!(demand.quantile(2.0, 0.0, 0.49), 1.0);
        assert_eq!(demand.quantile(2.0, 0.0, 0.8), 3.0);
        assert!((demand.shortage(2.0, 0.0, 1.0) - 1.25).abs() < 1e-9);
    }

    #[test]
    fn lead_time_spread_widens_and_never_moves_the_mean() {
        let demand = SteadyCount::poisson(5.0);
        assert!(demand.quantile(40.0, 6.0, 0.95) > demand.quantile(40.0, 0.0, 0.95));
        assert_eq!(demand.mean(0.0, 40.0), 200.0);
    }

    #[test]
    fn unit_normal_loss() {
        assert!((normal_shortage(0.0, 1.0, 0.0) - 0.398_942).abs() < 1e-5);
        assert_eq!(normal_shortage(5.0, 0.0, 3.0), 2.0);
        assert!((normal_quantile(0.95) - 1.644_854).abs() < 1e-5);
        assert_eq!(normal_quantile(1.0), 8.0);
    }

    #[test]
    fn paths_repeat_with_their_seed_and_meet_the_mean() {
        let demand = SteadyCount::poisson(3.0);
        assert_eq!(demand.sample_path(7.0, 4, 9), demand.sample_path(7.0, 4, 9));
        let total: f64 = (0..500)
            .flat_map(|seed| demand.sample_path(7.0, 2, seed))
            .sum();
        assert!((total / 1000.0 - 21.0).abs() < 0.6, "{total}");
    }

    struct Wild;
    impl Demand for Wild {
        fn mean(&self, _: f64, _: f64) -> f64 {
            f64::NAN
        }
        fn quantile(&self, _: f64, _: f64, _: f64) -> f64 {
            f64::INFINITY
        }
        fn shortage(&self, _: f64, _: f64, _: f64) -> f64 {
            -3.0
        }
        fn sample_path(&self, _: f64, _: usize, _: u64) -> Vec<f64> {
            vec![f64::NAN]
        }
    }

    #[test]
    fn wild_forecasts_are_tamed() {
        let tamed = Sound(&Wild);
        assert_eq!(tamed.mean(0.0, 1.0), 0.0);
        assert_eq!(tamed.quantile(1.0, 0.0, 0.5), MOST_UNITS);
        assert_eq!(tamed.shortage(1.0, 0.0, 0.5), 0.0);
        assert_eq!(tamed.sample_path(1.0, 3, 0), vec![0.0; 3]);
        assert_eq!(tamed.parts(0.0, 1.0), Parts::default());
    }
}

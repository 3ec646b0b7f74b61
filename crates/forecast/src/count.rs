//! Distribution of a count of units demanded.
//!
//! A mixture of the negative binomial and the normal rounded to whole units and cut at 0, both
//! with the forecast's mean and variance. The negative binomial is right for slow goods; for fast
//! ones its tail is a little heavy and its median a little low, and the normal draws both in.
//! Mixing probabilities keeps whole units whole, which averaging quantiles does not: an interval
//! that should begin at 0 would begin above it.

use crate::negative_binomial::NegativeBinomial;
use crate::normal;

/// Least part of mean² in the variance of the negative binomial beyond the Poisson's: no level
/// is known better than to about 14 %.
pub(crate) const LEAST_RELATIVE_VARIANCE: f64 = 0.02;
/// Bound on mean and deviation; beyond it sums of units lose their whole digits.
const LARGEST: f64 = 1e12;

/// A non-negative distribution of demand in units.
///
/// Mean and variance are near but not exactly the two numbers that it was made from: where the
/// normal has weight and its deviation is large against its mean, cutting at 0 lifts the mean a
/// little. Values are whole units up to a mean of 200, continuous beyond it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountDistribution {
    center: f64,
    deviation: f64,
    normal_weight: f64,
    counted: NegativeBinomial,
}

impl CountDistribution {
    /// From a mean and a variance (units and units²; the variance is lifted to mean +
    /// 0.02 · mean², the least that counts and an uncertain level allow) and the weight of the normal, 0–1. Anything not finite or below 0
    /// counts as 0.
    #[must_use]
    pub fn new(mean: f64, variance: f64, normal_weight: f64) -> Self {
        let mean = if mean.is_finite() {
            mean.clamp(0.0, LARGEST)
        } else {
            0.0
        };
        let variance = if variance.is_nan() {
            mean
        } else {
            variance.clamp(
                mean + LEAST_RELATIVE_VARIANCE * mean * mean,
                LARGEST * LARGEST,
            )
        };
        let normal_weight = if normal_weight.is_finite() {
            normal_weight.clamp(0.0, 1.0)
        } else {
            0.0
        };
        let beyond = variance - mean;
        let counted = if mean > 0.0 {
            NegativeBinomial::new(mean, mean * mean / beyond)
        } else {
            NegativeBinomial::Zero
        };
        let deviation = if mean > 0.0 { variance.sqrt() } else { 0.0 };
        Self {
            center: mean,
            deviation,
            normal_weight,
            counted,
        }
    }

    /// Demand that is always 0.
    #[must_use]
    pub fn zero() -> Self {
        Self::new(0.0, 0.0, 0.0)
    }

    /// Value at the standard normal deviate `z`, that is the quantile of Φ(z).
    #[must_use]
    pub fn at_z(&self, z: f64) -> f64 {
        let w = self.normal_weight;
        let counted = if w < 1.0 { self.counted.at_z(z) } else { 0.0 };
        if w <= 0.0 {
            return counted;
        }
        let plain = (self.center + self.deviation * z).max(0.0);
        if !self.counted.is_counted() {
            return if w < 1.0 {
                self.between(counted, plain, z)
            } else {
                plain
            };
        }
        let plain = (plain - 0.5).ceil().max(0.0);
        if w >= 1.0 || counted == plain {
            return plain;
        }
        // The quantile of a mixture lies between those of its parts; halving finds the least
        // whole number that reaches the probability.
        let q = normal::cdf(z).min(1.0 - 1e-12);
        let (mut low, mut high) = (counted.min(plain), counted.max(plain));
        while high > low {
            let mid = ((low + high) / 2.0).floor();
            if self.cdf(mid) >= q {
                high = mid;
            } else {
                low = mid + 1.0;
            }
        }
        low
    }

    /// Quantile of the continuous mixture between two bounds, by false position with the Illinois
    /// rule: the bounds lie near each other, so that a handful of steps is enough.
    fn between(&self, one: f64, other: f64, z: f64) -> f64 {
        let q = normal::cdf(z);
        let (mut low, mut high) = (one.min(other), one.max(other));
        let (mut below, mut above) = (self.cdf(low) - q, self.cdf(high) - q);
        if below >= 0.0 {
            return low;
        }
        let mut side = 0_i8;
        for _ in 0..60 {
            if high - low <= 1e-9 * high || above <= 0.0 {
                break;
            }
            let part = below / (below - above);
            let mid = low
                + (high - low)
                    * if part.is_finite() {
                        part.clamp(0.01, 0.99)
                    } else {
                        0.5
                    };
            let value = self.cdf(mid) - q;
            if value < 0.0 {
                (low, below) = (mid, value);
                if side < 0 {
                    above *= 0.5;
                }
                side = -1;
            } else {
                (high, above) = (mid, value);
                if value <= 1e-12 {
                    break;
                }
                if side > 0 {
                    below *= 0.5;
                }
                side = 1;
            }
        }
        high
    }

    /// True where all values are whole units.
    pub(crate) fn is_whole(&self) -> bool {
        self.counted.is_counted()
    }

    /// Calls `visit` with P(D ≤ k) for k = `first`, `first` + 1, … until it answers false; one
    /// pass, unlike as many calls of [`Self::cdf`]. Only for whole units.
    pub(crate) fn walk(&self, first: f64, mut visit: impl FnMut(f64) -> bool) {
        let w = self.normal_weight;
        self.counted.walk(first, |k, counted| {
            let plain = if w > 0.0 {
                w * normal::cdf((k + 0.5 - self.center) / self.deviation)
            } else {
                0.0
            };
            visit((1.0 - w) * counted + plain)
        });
    }

    /// Quantile of a probability; 0 and 1 give the ends of ±8.2 deviations.
    #[must_use]
    pub fn quantile(&self, q: f64) -> f64 {
        if q.is_nan() {
            self.center
        } else {
            self.at_z(normal::quantile(q))
        }
    }

    /// The outcome of a uniform number in (0, 1).
    #[must_use]
    pub fn sample(&self, u: f64) -> f64 {
        self.quantile(u)
    }

    /// P(D ≤ x).
    #[must_use]
    pub fn cdf(&self, x: f64) -> f64 {
        if x.is_nan() || x < 0.0 {
            return 0.0;
        }
        if self.center <= 0.0 {
            return 1.0;
        }
        let w = self.normal_weight;
        let counted = if w < 1.0 {
            (1.0 - w) * self.counted.cdf(x)
        } else {
            0.0
        };
        if w <= 0.0 {
            return counted;
        }
        let edge = if self.counted.is_counted() {
            x.floor() + 0.5
        } else {
            x
        };
        counted + w * normal::cdf((edge - self.center) / self.deviation)
    }

    /// Expected demand beyond a stock of `x`: E[(D − x)⁺], units.
    #[must_use]
    pub fn expected_shortage(&self, x: f64) -> f64 {
        if x.is_nan() || self.center <= 0.0 {
            return if x < 0.0 { -x } else { 0.0 };
        }
        let w = self.normal_weight;
        let counted = if w < 1.0 {
            (1.0 - w) * self.counted.shortage(x)
        } else {
            0.0
        };
        // Rounding to whole units moves the normal's part by less than a thousandth of a unit at
        // the deviations that come with any weight, so its closed formula stands.
        let plain = if w > 0.0 {
            w * normal::cut_shortage(self.center, self.deviation, x)
        } else {
            0.0
        };
        counted + plain
    }

    /// Mean, units.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.expected_shortage(0.0)
    }

    /// Variance, units².
    #[must_use]
    pub fn variance(&self) -> f64 {
        if self.center <= 0.0 {
            return 0.0;
        }
        let w = self.normal_weight;
        let (first, second) = normal::cut_moments(self.center, self.deviation);
        let counted = self.counted.variance() + self.center * self.center;
        let mean = (1.0 - w) * self.center + w * first;
        ((1.0 - w) * counted + w * second - mean * mean).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::CountDistribution;
    use proptest::prelude::*;

    /// Mean and variance by 4,000 evenly spread probabilities.
    fn by_sampling(distribution: &CountDistribution) -> (f64, f64) {
        let count = 4_000;
        let values: Vec<f64> = (0..count)
            .map(|index| distribution.sample((f64::from(index) + 0.5) / f64::from(count)))
            .collect();
        let mean = values.iter().sum::<f64>() / f64::from(count);
        (
            mean,
            values
                .iter()
                .map(|value| (value - mean).powi(2))
                .sum::<f64>()
                / f64::from(count),
        )
    }

    #[test]
    fn a_geometric_distribution_is_met_to_the_digit() {
        // Mean 1 and variance 2: shape 1, that is P(D = k) = 2^-(k+1).
        let d = CountDistribution::new(1.0, 2.0, 0.0);
        for k in 0..20 {
            assert!((d.cdf(f64::from(k)) - (1.0 - 0.5_f64.powi(k + 1))).abs() < 1e-12);
            // E[(D − k)⁺] = 2^-k.
            assert!((d.expected_shortage(f64::from(k)) - 0.5_f64.powi(k)).abs() < 1e-12);
        }
        assert_eq!(
            [0.5, 0.51, 0.75, 0.98].map(|q| d.quantile(q)),
            [0.0, 1.0, 1.0, 5.0]
        );
        assert!((d.variance() - 2.0).abs() < 1e-12);
    }

    #[test]
    fn large_counts_are_near_the_gamma() {
        // Shape 4, mean 1000: quantiles of the gamma from tables (×250): .5 3.6721, .9 6.6808, .98 9.0841.
        let d = CountDistribution::new(1000.0, 250_000.0, 0.0);
        for (q, value) in [(0.5, 918.0), (0.9, 1670.2), (0.98, 2271.0)] {
            assert!(
                (d.quantile(q) / value - 1.0).abs() < 0.01,
                "{q} {}",
                d.quantile(q)
            );
        }
    }

    #[test]
    fn hostile_numbers_are_zero_or_bounded() {
        for value in [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            -1.0,
            0.0,
            1e-300,
            1e300,
        ] {
            for variance in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300] {
                for weight in [f64::NAN, -1.0, 0.5, 7.0] {
                    let d = CountDistribution::new(value, variance, weight);
                    for q in [f64::NAN, -1.0, 0.0, 0.5, 1.0, 2.0] {
                        assert!(d.quantile(q).is_finite() && d.quantile(q) >= 0.0);
                    }
                    for x in [f64::NEG_INFINITY, -5.0, 0.0, 1e9, f64::INFINITY] {
                        assert!((0.0..=1.0).contains(&d.cdf(x)));
                        assert!(d.expected_shortage(x) >= 0.0);
                    }
                    assert!(d.variance().is_finite() && d.mean().is_finite());
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn quantiles_rise_and_undo_the_distribution_function(
            log_mean in -9.0..9.0_f64,
            log_excess in -3.0..4.0_f64,
            weight in 0.0..=1.0_f64,
            q in 0.001..0.999_f64,
            step in 0.0..0.3_f64,
        ) {
            let mean = 10f64.powf(log_mean);
            let d = CountDistribution::new(mean, mean * (1.0 + 10f64.powf(log_excess)), weight);
            let value = d.quantile(q);
            prop_assert!(value.is_finite() && value >= 0.0);
            prop_assert!(d.quantile((q + step).min(0.9999)) >= value);
            // The least value that reaches q: q is reached there and not below.
            prop_assert!(d.cdf(value) >= q - 1e-6, "{} < {}", d.cdf(value), q);
            if value > 0.0 {
                let below = if mean <= 200.0 { value - 1.0 } else { value * (1.0 - 1e-6) };
                prop_assert!(d.cdf(below) <= q + 1e-5, "{} > {}", d.cdf(below), q);
            }
        }

        #[test]
        fn moments_and_shortage_agree_with_samples(
            log_mean in -1.0..5.0_f64,
            relative in 0.02..0.8_f64,
            weight in 0.0..=1.0_f64,
            at in 0.0..2.5_f64,
        ) {
            let mean = 10f64.powf(log_mean);
            // The weight falls with the mean as in a forecast: rounding a narrow normal to whole
            // units would move the moments of a count below 1.
            let weight = weight * mean / (mean + 20.0);
            let d = CountDistribution::new(mean, mean + relative * mean * mean, weight);
            let (sampled, variance) = by_sampling(&d);
            prop_assert!((sampled - d.mean()).abs() <= 0.02 * mean + 0.01, "{sampled} {}", d.mean());
            prop_assert!((variance / d.variance() - 1.0).abs() < 0.1, "{variance} {}", d.variance());
            let x = at * mean;
            let count = 4_000;
            let shortage = (0..count)
                .map(|i| (d.sample((f64::from(i) + 0.5) / f64::from(count)) - x).max(0.0))
                .sum::<f64>() / f64::from(count);
            prop_assert!((shortage - d.expected_shortage(x)).abs() <= 0.02 * mean + 0.02);
        }
    }
}

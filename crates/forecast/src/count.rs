//! Distribution of a count of units demanded.
//!
//! The negative binomial and the normal cut at 0, both with the forecast's mean and variance,
//! averaged quantile by quantile. The negative binomial is right for slow goods; for fast ones
//! its tail is a little heavy and the normal draws it in.

use crate::negative_binomial::NegativeBinomial;
use crate::normal;

/// Least part of mean² in the variance of the negative binomial beyond the Poisson's: no level
/// is known better than to about 14 %.
const LEAST_RELATIVE_VARIANCE: f64 = 0.02;
/// Bound on mean and deviation; beyond it sums of units lose their whole digits.
const LARGEST: f64 = 1e12;

/// A non-negative distribution of demand in units.
///
/// Quantiles are those of the mixture, so mean and variance are near but not exactly the two
/// numbers that it was made from: where the normal has weight and its deviation is large
/// against its mean, cutting at 0 lifts the mean a little.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountDistribution {
    center: f64,
    deviation: f64,
    normal_weight: f64,
    counted: NegativeBinomial,
}

impl CountDistribution {
    /// From a mean and a variance (units and units²; the variance is lifted to the mean, the
    /// least that counts allow) and the weight of the normal, 0–1. Anything not finite or below 0
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
            variance.clamp(mean, LARGEST * LARGEST)
        };
        let normal_weight = if normal_weight.is_finite() {
            normal_weight.clamp(0.0, 1.0)
        } else {
            0.0
        };
        let beyond = (variance - mean).max(LEAST_RELATIVE_VARIANCE * mean * mean);
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
        let counted = if w < 1.0 {
            (1.0 - w) * self.counted.at_z(z)
        } else {
            0.0
        };
        counted + w * (self.center + self.deviation * z).max(0.0)
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
        if w <= 0.0 {
            return self.counted.cdf(x);
        }
        // sup{q: quantile(q) ≤ x}. The quantile is monotone in z; sixty halvings settle z to
        // 1e-13, and steps of the count are found like any other point.
        let (mut low, mut high) = (-8.2_f64, 8.2_f64);
        if self.at_z(high) <= x {
            return 1.0;
        }
        if self.at_z(low) > x {
            return 0.0;
        }
        for _ in 0..50 {
            let mid = 0.5 * (low + high);
            if self.at_z(mid) <= x {
                low = mid;
            } else {
                high = mid;
            }
        }
        normal::cdf(low)
    }

    /// Expected demand beyond a stock of `x`: E[(D − x)⁺], units.
    #[must_use]
    pub fn expected_shortage(&self, x: f64) -> f64 {
        if self.center <= 0.0 || x.is_nan() {
            return if x < 0.0 { -x } else { 0.0 };
        }
        if x <= 0.0 {
            return self.mean() - x;
        }
        let w = self.normal_weight;
        // Both parts share the probability, so the shortage is the integral of
        // (quantile − x) above the probability of x.
        let q = self.cdf(x);
        let z = normal::quantile(q);
        let counted = if w < 1.0 {
            (1.0 - w) * self.counted.mean_above(z)
        } else {
            0.0
        };
        let cut = if w > 0.0 {
            w * self.normal_above(z)
        } else {
            0.0
        };
        (counted + cut - x * (1.0 - q)).max(0.0)
    }

    /// Part of the cut normal's mean above the deviate `z`.
    fn normal_above(&self, z: f64) -> f64 {
        if self.deviation <= 0.0 {
            return self.center * normal::cdf(-z);
        }
        let z = z.max(-self.center / self.deviation);
        self.center * normal::cdf(-z) + self.deviation * normal::density(z)
    }

    /// Mean, units.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let w = self.normal_weight;
        (1.0 - w) * self.center + w * normal::cut_shortage(self.center, self.deviation, 0.0)
    }

    /// Variance, units²; by integration over the quantiles, not for inner loops.
    #[must_use]
    pub fn variance(&self) -> f64 {
        const STEPS: usize = 1600;
        let step = 16.4 / STEPS as f64;
        let (mut weight_sum, mut first, mut second) = (0.0, 0.0, 0.0);
        for index in 0..=STEPS {
            let z = -8.2 + step * index as f64;
            let weight = normal::density(z);
            let value = self.at_z(z);
            weight_sum += weight;
            first += weight * value;
            second += weight * value * value;
        }
        let mean = first / weight_sum;
        (second / weight_sum - mean * mean).max(0.0)
    }
}

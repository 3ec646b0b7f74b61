//! The standard normal distribution.

use statrs::function::erf::{erfc, erfc_inv};

/// Distribution function.
pub(crate) fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// Density.
pub(crate) fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// Quantile of a probability, held within ±8.2 standard deviations.
pub(crate) fn quantile(q: f64) -> f64 {
    let q = q.clamp(1e-16, 1.0 - 1e-16);
    (-std::f64::consts::SQRT_2 * erfc_inv(2.0 * q)).clamp(-8.2, 8.2)
}

/// E[(X − x)⁺] of a normal cut at 0 (values below 0 count as 0).
pub(crate) fn cut_shortage(mean: f64, deviation: f64, x: f64) -> f64 {
    let above = |x: f64| {
        if deviation <= 0.0 {
            return (mean - x).max(0.0);
        }
        let z = (x - mean) / deviation;
        (deviation * density(z) - (x - mean) * cdf(-z)).max(0.0)
    };
    if x >= 0.0 { above(x) } else { above(0.0) - x }
}

/// First and second moment of a normal cut at 0.
pub(crate) fn cut_moments(mean: f64, deviation: f64) -> (f64, f64) {
    if deviation <= 0.0 {
        return (mean.max(0.0), mean.max(0.0).powi(2));
    }
    let z = mean / deviation;
    let first = mean * cdf(z) + deviation * density(z);
    (
        first,
        (mean * mean + deviation * deviation) * cdf(z) + mean * deviation * density(z),
    )
}

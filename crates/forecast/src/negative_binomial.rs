//! The negative binomial with given mean and variance, made for many fast evaluations.

use statrs::function::gamma::gamma_lr;

use crate::normal;
use crate::skewed::CubedNormal;

/// Mean above which a count is treated as continuous: a step of one unit is then below half a
/// percent, and summing term by term no longer pays.
const COUNTED_MEAN: f64 = 200.0;
/// Least shape of the cubed normal; a smaller shape piles up at 0 and needs the gamma itself.
const LEAST_CUBED_SHAPE: f64 = 1.0;
/// Least shape at all: a relative variance of 10,000 is "nothing is known".
const LEAST_SHAPE: f64 = 1e-4;
/// Terms summed at most; with the bounds on mean and shape the rest is below 1e-9.
const MOST_TERMS: usize = 200_000;

/// Negative binomial, or its continuous limit for large means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum NegativeBinomial {
    /// Nothing is ever demanded.
    Zero,
    /// Counted term by term.
    Counted { mean: f64, shape: f64 },
    /// Large mean: the cube of a normal.
    Cubed(CubedNormal),
    /// Large mean and small shape: gamma.
    Gamma { mean: f64, shape: f64 },
}

impl NegativeBinomial {
    /// `shape` = mean² ÷ (variance − mean).
    pub fn new(mean: f64, shape: f64) -> Self {
        let shape = shape.max(LEAST_SHAPE);
        if mean <= 0.0 {
            Self::Zero
        } else if mean <= COUNTED_MEAN {
            Self::Counted { mean, shape }
        } else if shape >= LEAST_CUBED_SHAPE {
            Self::Cubed(CubedNormal::new(mean, 1.0 / shape + 1.0 / mean))
        } else {
            Self::Gamma { mean, shape }
        }
    }

    /// Probability of 0 and the ratio by which the terms fall in the end.
    fn start(mean: f64, shape: f64) -> (f64, f64) {
        // ln_1p keeps the digits where the mean is tiny against the shape.
        (
            (-shape * (mean / shape).ln_1p()).exp(),
            mean / (mean + shape),
        )
    }

    /// Least value whose distribution function reaches Φ(z).
    pub fn at_z(&self, z: f64) -> f64 {
        match self {
            Self::Zero => 0.0,
            Self::Counted { mean, shape } => {
                counted_quantile(*mean, *shape, normal::cdf(z).min(1.0 - 1e-12))
            }
            Self::Cubed(cubed) => cubed.at_z(z),
            Self::Gamma { mean, shape } => {
                gamma_quantile(*mean, *shape, normal::cdf(z).min(1.0 - 1e-12))
            }
        }
    }

    /// P(D ≤ x).
    pub fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 || x.is_nan() {
            return 0.0;
        }
        match self {
            Self::Zero => 1.0,
            Self::Counted { mean, shape } => sums_to(*mean, *shape, x.floor()).0,
            Self::Cubed(cubed) => cubed.cdf(x),
            Self::Gamma { mean, shape } => gamma_cdf(*shape, x * shape / mean),
        }
    }

    /// True where values are whole units.
    pub fn is_counted(&self) -> bool {
        matches!(self, Self::Zero | Self::Counted { .. })
    }

    /// Mean.
    fn mean(&self) -> f64 {
        match self {
            Self::Zero => 0.0,
            Self::Counted { mean, .. } | Self::Gamma { mean, .. } => *mean,
            Self::Cubed(cubed) => cubed.mean(),
        }
    }

    /// Variance.
    pub fn variance(&self) -> f64 {
        match self {
            Self::Zero => 0.0,
            Self::Counted { mean, shape } => mean + mean * mean / shape,
            Self::Gamma { mean, shape } => mean * mean / shape,
            Self::Cubed(cubed) => cubed.variance(),
        }
    }

    /// Calls `visit` with k and P(D ≤ k) for the whole numbers from `first` on until it answers
    /// false. Nothing for the continuous kinds.
    pub fn walk(&self, first: f64, mut visit: impl FnMut(f64, f64) -> bool) {
        let Self::Counted { mean, shape } = self else {
            if matches!(self, Self::Zero) {
                visit(0.0, 1.0);
            }
            return;
        };
        let (mut term, ratio) = Self::start(*mean, *shape);
        let (mut sum, mut k) = (term, 0.0);
        for _ in 0..MOST_TERMS {
            if k >= first && !visit(k, sum.min(1.0)) {
                return;
            }
            term *= (k + shape) / (k + 1.0) * ratio;
            k += 1.0;
            sum += term;
        }
    }

    /// E[(D − x)⁺].
    pub fn shortage(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return self.mean() - x;
        }
        let value = match self {
            Self::Zero => 0.0,
            Self::Counted { mean, shape } => {
                let (below, part) = sums_to(*mean, *shape, x.floor());
                mean - part - x * (1.0 - below)
            }
            Self::Cubed(cubed) => cubed.shortage(x),
            Self::Gamma { mean, shape } => {
                let scaled = x * shape / mean;
                mean * (1.0 - gamma_cdf(shape + 1.0, scaled))
                    - x * (1.0 - gamma_cdf(*shape, scaled))
            }
        };
        if value.is_finite() {
            value.max(0.0)
        } else {
            0.0
        }
    }
}

/// P(D ≤ x) and E[D; D ≤ x] for a whole x.
fn sums_to(mean: f64, shape: f64, x: f64) -> (f64, f64) {
    let (mut term, ratio) = NegativeBinomial::start(mean, shape);
    let (mut sum, mut part, mut k) = (term, 0.0, 0.0);
    let last = x.min(MOST_TERMS as f64);
    while k < last {
        term *= (k + shape) / (k + 1.0) * ratio;
        k += 1.0;
        sum += term;
        part += k * term;
        if term < 1e-18 && k > mean {
            break;
        }
    }
    (sum.min(1.0), part.min(mean))
}

fn counted_quantile(mean: f64, shape: f64, q: f64) -> f64 {
    let (mut term, ratio) = NegativeBinomial::start(mean, shape);
    let (mut sum, mut k) = (term, 0.0);
    for _ in 0..MOST_TERMS {
        if sum >= q || (term < 1e-18 && k > mean) {
            break;
        }
        term *= (k + shape) / (k + 1.0) * ratio;
        k += 1.0;
        sum += term;
    }
    k
}

/// P(G ≤ x) of a gamma with scale 1. The library refuses 0 and infinities.
fn gamma_cdf(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x > 1e6 {
        1.0
    } else {
        gamma_lr(shape, x).clamp(0.0, 1.0)
    }
}

/// By bisection on the logarithm: rare enough (large mean, shape below 1) not to need more.
fn gamma_quantile(mean: f64, shape: f64, q: f64) -> f64 {
    let (mut low, mut high) = (-80.0_f64, 12.0_f64);
    if gamma_cdf(shape, low.exp()) >= q {
        return 0.0;
    }
    while high - low > 1e-10 {
        let mid = 0.5 * (low + high);
        if gamma_cdf(shape, mid.exp()) < q {
            low = mid;
        } else {
            high = mid;
        }
    }
    high.exp() * mean / shape
}

//! Variance of a week: each series' own errors, pulled toward the shop's line over the level.

/// Added before logarithms are taken: series without errors or sales stay finite.
const OFFSET: f64 = 0.1;
/// Weeks of errors that a series needs to help draw the line.
const LEAST_WEEKS: u32 = 8;
/// Series that the line needs.
const LEAST_SERIES: usize = 8;
/// Weeks at which own errors and the line weigh the same, beyond the tuned pull.
const HALF_WEEKS: f64 = 2.0;
/// Variance ÷ mean of a week where the shop cannot tell.
const DEFAULT_SCATTER: f64 = 2.0;

/// log(σ² + 0.1) = intercept + slope · log(level + 0.1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Line {
    pub intercept: f64,
    pub slope: f64,
}

impl Line {
    /// Least squares over (level, mean squared error, weeks of errors).
    pub fn fit(points: &[(f64, f64, u32)]) -> Self {
        let used: Vec<(f64, f64)> = points
            .iter()
            .filter(|(level, error, weeks)| {
                *weeks >= LEAST_WEEKS && *level > 0.0 && level.is_finite() && error.is_finite()
            })
            .map(|(level, error, _)| ((level + OFFSET).ln(), (error + OFFSET).ln()))
            .collect();
        let fallback = Self {
            intercept: DEFAULT_SCATTER.ln(),
            slope: 1.0,
        };
        if used.len() < LEAST_SERIES {
            return fallback;
        }
        let count = used.len() as f64;
        let mean_x = used.iter().map(|p| p.0).sum::<f64>() / count;
        let mean_y = used.iter().map(|p| p.1).sum::<f64>() / count;
        let xx: f64 = used.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
        let xy: f64 = used.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
        // A shop whose goods all sell alike cannot show a slope; Poisson's is 1.
        let slope = if xx > 1e-6 * count {
            (xy / xx).clamp(0.0, 3.0)
        } else {
            1.0
        };
        Self {
            intercept: mean_y - slope * mean_x,
            slope,
        }
    }

    /// Variance of a week at a level.
    pub fn at(&self, level: f64) -> f64 {
        ((self.intercept + self.slope * (level + OFFSET).ln()).exp() - OFFSET).max(0.0)
    }

    /// Variance of a week for a series: own and line mixed on the log scale.
    pub fn pull(&self, level: f64, own: f64, weeks: u32, share: f64) -> f64 {
        let weeks = f64::from(weeks);
        // The line counts for more where there are few own errors.
        let share = share.max(HALF_WEEKS / (HALF_WEEKS + weeks)).min(1.0);
        let line = self.intercept + self.slope * (level + OFFSET).ln();
        (((1.0 - share) * (own + OFFSET).ln() + share * line).exp() - OFFSET).max(0.0)
    }
}

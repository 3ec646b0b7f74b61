//! Scores of forecast distributions against what was sold.

use serde::{Deserialize, Serialize};

use crate::count::CountDistribution;

/// Probabilities whose quantiles are scored.
pub const PINBALL_LEVELS: [f64; 5] = [0.5, 0.8, 0.9, 0.95, 0.98];

/// Pinball (quantile) loss of a forecast quantile: q·(actual − value) above it, (1 − q)·(value −
/// actual) below (Koenker and Bassett 1978), units.
#[must_use]
pub fn pinball(q: f64, value: f64, actual: f64) -> f64 {
    if actual >= value {
        q * (actual - value)
    } else {
        (1.0 - q) * (value - actual)
    }
}

/// Sums of scores over lines (a series at an origin).
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Lines scored.
    pub lines: u64,
    /// Sum over lines of the pinball loss, mean over [`PINBALL_LEVELS`], units.
    pub pinball: f64,
    /// Sum of mean − actual, units.
    pub excess: f64,
    /// Sum of |mean − actual|, units.
    pub absolute: f64,
    /// Sum of what was sold, units.
    pub actual: f64,
    /// Lines whose sales lay within the 80 % interval (quantiles .1 and .9).
    pub within_80: u64,
    /// Lines whose sales lay within the 95 % interval (quantiles .025 and .975).
    pub within_95: u64,
}

impl Tally {
    /// Score of one line.
    #[must_use]
    pub fn of(distribution: &CountDistribution, mean: f64, actual: f64) -> Self {
        let loss: f64 = PINBALL_LEVELS
            .iter()
            .map(|&q| pinball(q, distribution.quantile(q), actual))
            .sum();
        let within = |low: f64, high: f64| {
            u64::from(distribution.quantile(low) <= actual && actual <= distribution.quantile(high))
        };
        Self {
            lines: 1,
            pinball: loss / PINBALL_LEVELS.len() as f64,
            excess: mean - actual,
            absolute: (mean - actual).abs(),
            actual,
            within_80: within(0.1, 0.9),
            within_95: within(0.025, 0.975),
        }
    }

    /// Adds another tally.
    pub fn add(&mut self, other: &Self) {
        self.lines += other.lines;
        self.pinball += other.pinball;
        self.excess += other.excess;
        self.absolute += other.absolute;
        self.actual += other.actual;
        self.within_80 += other.within_80;
        self.within_95 += other.within_95;
    }

    /// Σ(mean − actual) ÷ Σ actual; `None` where nothing was sold.
    #[must_use]
    pub fn bias(&self) -> Option<f64> {
        (self.actual > 0.0).then(|| self.excess / self.actual)
    }

    /// Σ|mean − actual| ÷ Σ actual; `None` where nothing was sold.
    #[must_use]
    pub fn wape(&self) -> Option<f64> {
        (self.actual > 0.0).then(|| self.absolute / self.actual)
    }

    /// Shares of lines within the 80 % and the 95 % interval; `None` without lines.
    #[must_use]
    pub fn coverage(&self) -> Option<(f64, f64)> {
        let lines = self.lines as f64;
        (self.lines > 0).then(|| (self.within_80 as f64 / lines, self.within_95 as f64 / lines))
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, pinball};
    use crate::CountDistribution;

    #[test]
    fn pinball_charges_each_side_its_share() {
        assert!((pinball(0.9, 10.0, 14.0) - 3.6).abs() < 1e-12);
        assert!((pinball(0.9, 10.0, 6.0) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn tallies_add_up() {
        // Geometric with mean 1: quantiles .5 .8 .9 .95 .98 are 0 2 3 4 5; .1 .9 are 0 3.
        let geometric = CountDistribution::new(1.0, 2.0, 0.0);
        let mut tally = Tally::of(&geometric, 1.0, 4.0);
        let loss = (0.5 * 4.0 + 0.8 * 2.0 + 0.9 + 0.0 + 0.02) / 5.0;
        assert!((tally.pinball - loss).abs() < 1e-12);
        assert_eq!((tally.within_80, tally.within_95), (0, 1));
        tally.add(&Tally::of(&geometric, 1.0, 0.0));
        assert_eq!(tally.wape(), Some(1.0));
        assert_eq!(tally.bias(), Some(-0.5));
        assert_eq!(tally.coverage(), Some((0.5, 1.0)));
        assert_eq!(Tally::default().coverage(), None);
    }
}

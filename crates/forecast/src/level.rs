//! Level of demand: exponentially weighted sales ÷ exponentially weighted season and stock.

use crate::weeks::Weeks;

/// Speeds offered, share of a new week in the level.
pub(crate) const SPEEDS: [f64; 7] = [0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.65];
/// Speed of the level that is mixed in for steadiness.
pub(crate) const SLOW: usize = 2;
/// Weeks after the launch whose errors are not counted: the level has no footing yet.
const WARM_UP: usize = 4;
/// Weight of the slow level in every other: after long absence from the shelf, one day in stock
/// must not stand for the whole level.
const SLOW_WEIGHT: f64 = 0.05;
/// Below this much weight there is no level yet.
const LEAST_WEIGHT: f64 = 1e-12;

/// Exponentially weighted sums at every speed.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    top: [f64; SPEEDS.len()],
    bottom: [f64; SPEEDS.len()],
}

impl Sums {
    /// Adds a week of `sales` that counts `weight` (season × in-stock share). Both sums fade in
    /// weeks out of stock too, so that their ratio stays and the next week in stock counts more.
    fn add(&mut self, sales: f64, weight: f64) {
        for (speed, a) in SPEEDS.iter().enumerate() {
            self.top[speed] += a * (sales - self.top[speed]);
            self.bottom[speed] += a * (weight - self.bottom[speed]);
        }
    }

    /// Levels at every speed, each leaning a little on the slow one.
    fn levels(&self) -> [f64; SPEEDS.len()] {
        let slow = self.top[SLOW] / self.bottom[SLOW].max(LEAST_WEIGHT);
        let mut levels = [0.0; SPEEDS.len()];
        for (speed, level) in levels.iter_mut().enumerate() {
            *level = (self.top[speed] + SLOW_WEIGHT * slow) / (self.bottom[speed] + SLOW_WEIGHT);
        }
        levels
    }
}

/// Levels and one-step errors of one series at every speed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Levels {
    /// Units a week at a season of 1.
    pub level: [f64; SPEEDS.len()],
    /// Mean squared one-step error, units².
    pub error: [f64; SPEEDS.len()],
    /// Weeks whose errors were counted.
    pub error_weeks: u32,
}

impl Levels {
    /// Runs over the weeks of a series. `season` is aligned at the end and covers at least as
    /// many weeks.
    pub fn of(weeks: &Weeks, season: &[f32]) -> Self {
        let season = &season[season.len() - weeks.len()..];
        let mut sums = Sums::default();
        let mut error = [0.0; SPEEDS.len()];
        let mut count = 0u32;
        for (week, ((&sales, &open), &factor)) in
            weeks.sales.iter().zip(&weeks.open).zip(season).enumerate()
        {
            let (sales, open) = (f64::from(sales), f64::from(open));
            let weight = f64::from(factor) * open;
            if week >= WARM_UP && open > 0.5 {
                count += 1;
                for (error, level) in error.iter_mut().zip(sums.levels()) {
                    *error += (sales - level * weight).powi(2);
                }
            }
            sums.add(sales, weight);
        }
        let mean = f64::from(count.max(1));
        Self {
            level: sums.levels(),
            error: error.map(|error| error / mean),
            error_weeks: count,
        }
    }

    /// Errors of the speeds relative to their mean, where there are any.
    pub fn relative_errors(&self) -> Option<[f64; SPEEDS.len()]> {
        let mean = self.error.iter().sum::<f64>() / SPEEDS.len() as f64;
        (self.error_weeks > 0 && mean > 0.0 && mean.is_finite())
            .then(|| self.error.map(|error| error / mean))
    }
}

/// Mean over the series of the relative errors: what the shop says of the speeds.
pub(crate) fn pooled_errors(levels: &[Levels]) -> [f64; SPEEDS.len()] {
    let mut sum = [0.0; SPEEDS.len()];
    let mut count = 0.0;
    for relative in levels.iter().filter_map(Levels::relative_errors) {
        for (total, value) in sum.iter_mut().zip(relative) {
            *total += value;
        }
        count += 1.0;
    }
    if count > 0.0 {
        sum.map(|total| total / count)
    } else {
        [1.0; SPEEDS.len()]
    }
}

/// Level of a series at a mixture of the speeds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Mixed {
    /// Units a week at a season of 1.
    pub level: f64,
    /// Mean squared one-step error of the mixture, units².
    pub error: f64,
    /// Mean speed: share of a new week in the level.
    pub speed: f64,
}

/// Weights of the speeds, falling with the (1 − p)·own + p·shop relative error by
/// exp(−sharpness · excess over the best). Averaging the speeds that do about as well is steadier
/// than choosing one of them.
pub(crate) fn speed_weights(
    levels: &Levels,
    shop: &[f64; SPEEDS.len()],
    pooling: f64,
    sharpness: f64,
) -> [f64; SPEEDS.len()] {
    let own = levels.relative_errors().unwrap_or(*shop);
    let mut scores = [0.0; SPEEDS.len()];
    for speed in 0..SPEEDS.len() {
        scores[speed] = (1.0 - pooling) * own[speed] + pooling * shop[speed];
    }
    let best = scores.iter().copied().fold(f64::INFINITY, f64::min);
    let weights = scores.map(|score| (-sharpness * (score - best)).exp());
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| weight / sum)
}

/// The series once more, at the weights found for its speeds.
pub(crate) fn mixed(weeks: &Weeks, season: &[f32], weights: &[f64; SPEEDS.len()]) -> Mixed {
    let season = &season[season.len() - weeks.len()..];
    let mut sums = Sums::default();
    let level = |sums: &Sums| -> f64 {
        sums.levels()
            .iter()
            .zip(weights)
            .map(|(level, weight)| level * weight)
            .sum()
    };
    let (mut error, mut count) = (0.0, 0u32);
    for (week, ((&sales, &open), &factor)) in
        weeks.sales.iter().zip(&weeks.open).zip(season).enumerate()
    {
        let (sales, open) = (f64::from(sales), f64::from(open));
        let weight = f64::from(factor) * open;
        if week >= WARM_UP && open > 0.5 {
            count += 1;
            error += (sales - level(&sums) * weight).powi(2);
        }
        sums.add(sales, weight);
    }
    Mixed {
        level: level(&sums),
        error: error / f64::from(count.max(1)),
        speed: SPEEDS
            .iter()
            .zip(weights)
            .map(|(speed, weight)| speed * weight)
            .sum(),
    }
}

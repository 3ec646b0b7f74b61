//! Level of demand: exponentially weighted sales ÷ exponentially weighted season and stock.

use crate::weeks::Weeks;

/// Speeds offered, share of a new week in the level.
pub(crate) const SPEEDS: [f64; 7] = [0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.65];
/// Speed of the level that is mixed in for steadiness.
pub(crate) const SLOW: usize = 2;
/// Weeks after the launch whose errors are not counted: the level has no footing yet.
const WARM_UP: usize = 4;
/// Least denominator of the level, so that a single week in stock cannot blow it up.
const LEAST_WEIGHT: f64 = 0.05;

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
        let mut top = [0.0_f64; SPEEDS.len()];
        let mut bottom = [0.0_f64; SPEEDS.len()];
        let mut error = [0.0; SPEEDS.len()];
        let mut count = 0u32;
        for (week, ((&sales, &open), &factor)) in
            weeks.sales.iter().zip(&weeks.open).zip(season).enumerate()
        {
            let (sales, open) = (f64::from(sales), f64::from(open));
            let weight = f64::from(factor) * open;
            if week >= WARM_UP && open > 0.5 {
                count += 1;
                for speed in 0..SPEEDS.len() {
                    let miss = sales - top[speed] / bottom[speed].max(LEAST_WEIGHT) * weight;
                    error[speed] += miss * miss;
                }
            }
            for (speed, a) in SPEEDS.iter().enumerate() {
                top[speed] += a * (sales - top[speed]);
                bottom[speed] += a * (weight - bottom[speed]);
            }
        }
        let mut levels = Self {
            error_weeks: count,
            ..Self::default()
        };
        for speed in 0..SPEEDS.len() {
            levels.level[speed] = top[speed] / bottom[speed].max(LEAST_WEIGHT);
            levels.error[speed] = if count > 0 {
                error[speed] / f64::from(count)
            } else {
                0.0
            };
        }
        levels
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
    let mut top = [0.0_f64; SPEEDS.len()];
    let mut bottom = [0.0_f64; SPEEDS.len()];
    let level = |top: &[f64; SPEEDS.len()], bottom: &[f64; SPEEDS.len()]| -> f64 {
        (0..SPEEDS.len())
            .map(|speed| weights[speed] * top[speed] / bottom[speed].max(LEAST_WEIGHT))
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
            error += (sales - level(&top, &bottom) * weight).powi(2);
        }
        for (speed, a) in SPEEDS.iter().enumerate() {
            top[speed] += a * (sales - top[speed]);
            bottom[speed] += a * (weight - bottom[speed]);
        }
    }
    Mixed {
        level: level(&top, &bottom),
        error: error / f64::from(count.max(1)),
        speed: SPEEDS
            .iter()
            .zip(weights)
            .map(|(speed, weight)| speed * weight)
            .sum(),
    }
}

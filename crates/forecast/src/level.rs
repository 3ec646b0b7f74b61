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

/// Index of the speed with the least (1 − p)·own + p·shop relative error.
pub(crate) fn choose_speed(levels: &Levels, shop: &[f64; SPEEDS.len()], pooling: f64) -> usize {
    let own = levels.relative_errors().unwrap_or(*shop);
    let score = |speed: usize| (1.0 - pooling) * own[speed] + pooling * shop[speed];
    // Without any error to compare, all scores are equal: the slow speed is the safe answer.
    (0..SPEEDS.len()).fold(SLOW, |best, speed| {
        if score(speed) < score(best) {
            speed
        } else {
            best
        }
    })
}

//! The classical family on weekly buckets, as candidates beside the recipe.
//!
//! Each gives a level and the variance of its own one-step errors; the distribution of sums is
//! then made as for the recipe, so that the backtest compares levels and not shapes.

use crate::weeks::Weeks;

/// Speeds tried for simple exponential smoothing.
const SMOOTHING: [f64; 6] = [0.05, 0.1, 0.2, 0.3, 0.45, 0.65];
/// Speed of Croston's two averages and of TSB's size (Syntetos and Boylan use .05–.2).
const INTERMITTENT: f64 = 0.1;
/// Weeks whose errors are not counted.
const WARM_UP: usize = 4;

/// Result of a classical method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Smoothed {
    /// Units a week.
    pub level: f64,
    /// Mean squared one-step error.
    pub error: f64,
    /// Share of a new week in the level; carries the error to the horizon.
    pub speed: f64,
    /// Weeks whose errors were counted.
    pub weeks: u32,
}

/// Weeks in stock for more than half of their days, scaled up to whole weeks.
fn observed(weeks: &Weeks) -> impl Iterator<Item = f64> + '_ {
    weeks
        .sales
        .iter()
        .zip(&weeks.open)
        .filter(|(_, open)| **open > 0.5)
        .map(|(sales, open)| f64::from(*sales / *open))
}

fn run(weeks: &Weeks, speed: f64, mut step: impl FnMut(f64) -> f64, mut forecast: f64) -> Smoothed {
    let (mut error, mut count) = (0.0, 0u32);
    for (index, units) in observed(weeks).enumerate() {
        if index >= WARM_UP {
            error += (units - forecast).powi(2);
            count += 1;
        }
        forecast = step(units);
    }
    Smoothed {
        level: forecast.max(0.0),
        error: error / f64::from(count.max(1)),
        speed,
        weeks: count,
    }
}

fn first_mean(weeks: &Weeks) -> f64 {
    let (sum, count) = observed(weeks)
        .take(8)
        .fold((0.0, 0.0), |(sum, count), units| (sum + units, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Simple exponential smoothing, the speed with the least squared error of the series itself
/// (Gardner 1985).
pub(crate) fn exponential_smoothing(weeks: &Weeks) -> Smoothed {
    let start = first_mean(weeks);
    let fits = SMOOTHING.map(|speed| {
        let mut level = start;
        run(
            weeks,
            speed,
            |units| {
                level += speed * (units - level);
                level
            },
            start,
        )
    });
    fits.into_iter()
        .reduce(|best, next| if next.error < best.error { next } else { best })
        .unwrap_or(fits[0])
}

/// Croston's size ÷ interval, times 1 − α/2 against its bias (Syntetos and Boylan 2005).
pub(crate) fn croston_sba(weeks: &Weeks) -> Smoothed {
    let a = INTERMITTENT;
    let (mut size, mut interval, mut since) = (0.0, 1.0, 0.0);
    let mut started = false;
    run(
        weeks,
        a,
        |units| {
            since += 1.0;
            if units > 0.0 {
                if started {
                    size += a * (units - size);
                    interval += a * (since - interval);
                } else {
                    (size, interval, started) = (units, since, true);
                }
                since = 0.0;
            }
            (1.0 - a / 2.0) * size / interval
        },
        0.0,
    )
}

/// Chance of a sale × size, the chance falling in weeks without one (Teunter, Syntetos and
/// Babai 2011).
pub(crate) fn tsb(weeks: &Weeks) -> Smoothed {
    let a = INTERMITTENT;
    let (mut size, mut chance, mut started) = (0.0, 0.5, false);
    run(
        weeks,
        a,
        |units| {
            let sold = units > 0.0;
            chance += a * (f64::from(u8::from(sold)) - chance);
            if sold {
                size = if started {
                    size + a * (units - size)
                } else {
                    units
                };
                started = true;
            }
            chance * size
        },
        0.0,
    )
}

/// Same weeks of a year ago: factor per week ahead relative to a level, for as far as they were
/// seen in stock, and the errors of the same rule in the past. `None` without a year of history.
pub(crate) fn seasonal_naive(weeks: &Weeks, ahead: usize) -> Option<(Smoothed, Vec<f64>)> {
    let count = weeks.len();
    let from = count.checked_sub(52)?;
    let mean = observed(weeks).sum::<f64>() / observed(weeks).count().max(1) as f64;
    if mean <= 0.0 {
        return None;
    }
    let value = |week: usize| {
        let open = f64::from(weeks.open[week]);
        if open > 0.5 {
            f64::from(weeks.sales[week]) / open
        } else {
            mean
        }
    };
    let factors = (0..ahead)
        .map(|week| value(from + week % 52) / mean)
        .collect();
    let (mut error, mut used) = (0.0, 0u32);
    for week in 52..count {
        if weeks.open[week] > 0.5 && weeks.open[week - 52] > 0.5 {
            error += (value(week) - value(week - 52)).powi(2);
            used += 1;
        }
    }
    if used == 0 {
        // No second year yet: the spread within the year stands in for the errors.
        let spread: f64 = observed(weeks).map(|units| (units - mean).powi(2)).sum();
        error = 2.0 * spread;
        used = observed(weeks).count().max(1) as u32;
    }
    let fit = Smoothed {
        level: mean,
        error: error / f64::from(used),
        speed: 0.0,
        weeks: used,
    };
    Some((fit, factors))
}

//! Shape of the days ahead: season factor × share of the weekday, summed up day by day.

use crate::events::Ahead;
use crate::season::Factors;

/// Season and weekdays of one group over the days ahead, in weeks at a season of 1.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    /// `weeks_to[d]`: weighted weeks in the first `d` days.
    weeks_to: Vec<f64>,
}

impl Shape {
    /// `weekdays` are indexed by days since 1970-01-01 modulo 7.
    pub fn new(factors: &Factors, weekdays: &[f64; 7], as_of: i32) -> Self {
        let days = factors.ahead.len() * 7;
        let mut weeks_to = Vec::with_capacity(days + 1);
        let mut sum = 0.0;
        weeks_to.push(sum);
        for day in 0..days {
            let weekday = (i64::from(as_of) + day as i64).rem_euclid(7) as usize;
            sum += factors.ahead[day / 7] * weekdays[weekday];
            weeks_to.push(sum);
        }
        Self { weeks_to }
    }

    /// The shape whose day `d` weighs Σ of the parts' days, each times its factor.
    pub fn blended(parts: &[(&Self, f64)]) -> Self {
        let days = parts.iter().map(|(shape, _)| shape.weeks_to.len()).max();
        let weeks_to = (0..days.unwrap_or(1))
            .map(|day| {
                parts
                    .iter()
                    .map(|(shape, factor)| factor * shape.weeks(day as f64))
                    .sum()
            })
            .collect();
        Self { weeks_to }
    }

    /// Weighted weeks in the first `days` days (fractions allowed). Beyond the known season every
    /// day is a plain seventh of a week.
    pub fn weeks(&self, days: f64) -> f64 {
        let known = (self.weeks_to.len() - 1) as f64;
        if days >= known {
            return self.weeks_to[self.weeks_to.len() - 1] + (days - known) / 7.0;
        }
        between(&self.weeks_to, days)
    }
}

/// Value at `days` of a sum that is known at whole days and stays after the last.
fn between(sums: &[f64], days: f64) -> f64 {
    if days.is_nan() || days <= 0.0 || sums.is_empty() {
        return 0.0;
    }
    let last = sums.len() - 1;
    let day = (days as usize).min(last);
    let part = (days - day as f64).min(1.0);
    sums[day] + part * (sums[(day + 1).min(last)] - sums[day])
}

/// What events add to the days ahead, summed up day by day.
#[derive(Debug, Clone)]
pub(crate) struct Lift {
    /// Weighted weeks that events add in the first `d` days.
    added_to: Vec<f64>,
    /// Standard deviation of that, all days erring together.
    deviation_to: Vec<f64>,
}

impl Lift {
    /// `None` where no event lies ahead.
    pub fn new(shape: &Shape, ahead: &Ahead) -> Option<Self> {
        if ahead.lift.iter().all(|&lift| lift == 0.0) {
            return None;
        }
        let (mut added, mut deviation) = (0.0, 0.0);
        let (mut added_to, mut deviation_to) = (vec![0.0], vec![0.0]);
        for (day, (lift, sd)) in ahead.lift.iter().zip(&ahead.deviation).enumerate() {
            let weight = shape.weeks(day as f64 + 1.0) - shape.weeks(day as f64);
            added += lift * weight;
            deviation += sd * weight;
            added_to.push(added);
            deviation_to.push(deviation);
        }
        Some(Self {
            added_to,
            deviation_to,
        })
    }

    /// Weighted weeks added in the first `days` days.
    pub fn weeks(&self, days: f64) -> f64 {
        between(&self.added_to, days)
    }

    /// Its standard deviation.
    pub fn deviation(&self, days: f64) -> f64 {
        between(&self.deviation_to, days)
    }
}

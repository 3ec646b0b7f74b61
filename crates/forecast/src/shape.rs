//! Shape of the days ahead: season factor × share of the weekday, summed up day by day.

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

    /// Weighted weeks in the first `days` days (fractions allowed). Beyond the known season every
    /// day is a plain seventh of a week.
    pub fn weeks(&self, days: f64) -> f64 {
        let known = (self.weeks_to.len() - 1) as f64;
        if days.is_nan() || days <= 0.0 {
            return 0.0;
        }
        if days >= known {
            return self.weeks_to[self.weeks_to.len() - 1] + (days - known) / 7.0;
        }
        let day = days as usize;
        let part = days - day as f64;
        self.weeks_to[day] + part * (self.weeks_to[day + 1] - self.weeks_to[day])
    }
}

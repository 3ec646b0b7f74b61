//! The forecast of one series: means by day, the distribution of any sum, paths.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use crate::count::CountDistribution;
use crate::normal;
use crate::panel::{Method, Tuning};
use crate::season::SeasonSource;

/// Numbers behind a forecast, for its explanation.
#[derive(Debug, Clone, Copy)]
pub struct Parts {
    /// How it was made.
    pub method: Method,
    /// Units a week at a season of 1.
    pub level_per_week: f64,
    /// Standard deviation of that level where it is believed rather than seen.
    pub level_sd: f64,
    /// Share of a new week in the level.
    pub speed: f64,
    /// Variance of one week around its forecast, units².
    pub weekly_variance: f64,
    /// Weeks of evidence.
    pub weeks_in_stock: f64,
    /// Units sold on days that did not keep stock, left out as a lower bound.
    pub censored_units: f64,
    /// Where the season comes from.
    pub season: SeasonSource,
}

/// Future demand of one series. Days are counted from the morning of the decision.
#[derive(Debug, Clone)]
pub struct Forecast {
    parts: Parts,
    ahead: Vec<f64>,
    /// Share of each weekday, starting with the day of the decision.
    weekday: [f64; 7],
    tuning: Tuning,
}

impl Forecast {
    pub(crate) fn new(
        parts: Parts,
        ahead: Vec<f64>,
        weekday: [f64; 7],
        as_of: i32,
        tuning: Tuning,
    ) -> Forecast {
        let turned = std::array::from_fn(|day| {
            weekday[(i64::from(as_of) + day as i64).rem_euclid(7) as usize]
        });
        Forecast { parts, ahead, weekday: turned, tuning }
    }

    /// How it was made.
    #[must_use]
    pub fn method(&self) -> Method {
        self.parts.method
    }

    /// The numbers behind it.
    #[must_use]
    pub fn parts(&self) -> Parts {
        self.parts
    }

    fn factor(&self, week: usize) -> f64 {
        self.ahead.get(week).copied().unwrap_or(1.0)
    }

    /// Sum of season × weekday share over the days `[from, to)`, in weeks.
    fn weight(&self, from_day: f64, to_day: f64) -> f64 {
        let from = if from_day.is_finite() { from_day.max(0.0) } else { 0.0 };
        let to = if to_day.is_finite() { to_day.clamp(from, 1e6) } else { from };
        let day_weight = |day: usize| self.factor(day / 7) * self.weekday[day % 7];
        let mut sum = 0.0;
        let mut at = from;
        while at < to {
            let day = at as usize;
            // Whole weeks at once: within a week the factor is one and the shares sum to 1.
            if at.fract() == 0.0 && to - at >= 7.0 && day % 7 == 0 {
                sum += self.factor(day / 7);
                at += 7.0;
            } else {
                let end = (day as f64 + 1.0).min(to);
                sum += (end - at) * day_weight(day);
                at = end;
            }
        }
        sum
    }

    /// Mean demand of the days `[from_day, to_day)`.
    #[must_use]
    pub fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        self.parts.level_per_week * self.weight(from_day, to_day)
    }

    /// Mean demand at the level of now without season.
    #[must_use]
    pub fn base_mean(&self, from_day: f64, to_day: f64) -> f64 {
        self.parts.level_per_week * (to_day - from_day).max(0.0) / 7.0
    }

    /// Mean of each of the next `days` days.
    #[must_use]
    pub fn daily_means(&self, days: usize) -> Vec<f64> {
        (0..days)
            .map(|day| self.parts.level_per_week * self.factor(day / 7) * self.weekday[day % 7])
            .collect()
    }

    /// Variance of the sum over `[0, days)`: one-step errors carried to the horizon with the speed
    /// of the level, V = σ²·Σ(1 + a(h−j))²·(h/n)·c²·f (simple exponential smoothing's multi-step
    /// variance, Hyndman et al. 2008, ch. 6, with season f), and what is not known of a launch.
    fn variance(&self, days: f64) -> f64 {
        let weeks = (days / 7.0).max(0.0);
        if weeks <= 0.0 {
            return 0.0;
        }
        let n = weeks.floor().max(1.0);
        let a = self.parts.speed;
        let mut sum = 0.0;
        for j in 1..=(n.min(520.0) as usize) {
            let carried = 1.0 + a * (weeks - j as f64).max(0.0);
            sum += carried * carried;
        }
        let weight = self.weight(0.0, days);
        let season = weight / weeks;
        let width = self.tuning.width * self.tuning.width;
        let launch = self.parts.level_sd * weight;
        self.parts.weekly_variance * sum * (weeks / n) * width * season + launch * launch
    }

    /// Distribution of the demand of `[0, days)`, where the number of days itself has standard
    /// deviation `extra_sd_days`.
    #[must_use]
    pub fn sum(&self, days: f64, extra_sd_days: f64) -> CountDistribution {
        let days = if days.is_finite() { days.clamp(0.0, 3650.0) } else { 0.0 };
        if days <= 0.0 || self.parts.level_per_week <= 0.0 {
            return CountDistribution::zero();
        }
        let mean = self.mean(0.0, days);
        let spread = mean / days * extra_sd_days.max(0.0);
        let variance = self.variance(days).max(mean) + spread * spread;
        let normal = self.tuning.normal_weight * mean / (mean + self.tuning.normal_half_mean);
        CountDistribution::new(mean, variance, normal)
    }

    /// Demand of `blocks` blocks of `block_days` each. The error of the level is shared along the
    /// path, so that the path's sum spreads as [`Forecast::sum`] says; the same seed means the
    /// same luck for every series.
    #[must_use]
    pub fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64> {
        let mut luck = Pcg64Mcg::seed_from_u64(seed);
        let horizon = block_days * blocks as f64;
        let mean = self.mean(0.0, horizon);
        // What the sum varies beyond independent blocks is the level's.
        let block_variance: f64 = (0..blocks)
            .map(|block| {
                let mean = self.block_mean(block, block_days);
                (self.parts.weekly_variance * block_days / 7.0).max(mean)
            })
            .sum();
        let level_variance = (self.variance(horizon) - block_variance).max(0.0);
        let level_deviation = if mean > 0.0 { level_variance.sqrt() / mean } else { 0.0 };
        let shift = (1.0 + level_deviation * normal::quantile(uniform(&mut luck))).max(0.0);
        (0..blocks)
            .map(|block| {
                let mean = self.block_mean(block, block_days) * shift;
                let variance = self.parts.weekly_variance * block_days / 7.0 * shift.max(0.05);
                let normal = self.tuning.normal_weight * mean / (mean + self.tuning.normal_half_mean);
                CountDistribution::new(mean, variance.max(mean), normal)
                    .sample(uniform(&mut luck))
                    .round()
            })
            .collect()
    }

    fn block_mean(&self, block: usize, days: f64) -> f64 {
        self.mean(block as f64 * days, (block as f64 + 1.0) * days)
    }
}

/// A number strictly between 0 and 1.
fn uniform(luck: &mut Pcg64Mcg) -> f64 {
    luck.random::<f64>().clamp(1e-12, 1.0 - 1e-12)
}

#[cfg(test)]
mod tests {
    use crate::panel::{Method, Panel, Series, Settings};

    fn forecast_of(sales: &[f32], in_stock: &[u8]) -> super::Forecast {
        let series = Series { first_day: 0, sales, in_stock, ..Series::default() };
        let panel = Panel { as_of: i32::try_from(sales.len()).expect("short"), series: vec![series] };
        crate::fit(&panel, &Settings::default()).forecast(0)
    }

    #[test]
    fn steady_demand_is_forecast_as_it_is() {
        let sales = [2.0; 7 * 26];
        let forecast = forecast_of(&sales, &[1; 7 * 26]);
        assert_eq!(forecast.method(), Method::SeasonLevelNb);
        assert!((forecast.mean(0.0, 35.0) - 70.0).abs() < 0.7, "{}", forecast.mean(0.0, 35.0));
        let daily: f64 = forecast.daily_means(35).iter().sum();
        assert!((daily - forecast.mean(0.0, 35.0)).abs() < 1e-9);
    }

    #[test]
    fn days_out_of_stock_are_missing_and_not_zero() {
        let mut sales = [2.0_f32; 7 * 26];
        let mut in_stock = [1_u8; 7 * 26];
        for day in (7 * 26 - 21)..(7 * 26) {
            sales[day] = 0.0;
            in_stock[day] = 0;
        }
        let forecast = forecast_of(&sales, &in_stock);
        assert!((forecast.mean(0.0, 7.0) - 14.0).abs() < 0.5, "{}", forecast.mean(0.0, 7.0));
    }

    #[test]
    fn what_cannot_be_known_has_a_defined_answer() {
        for (sales, in_stock) in [
            (vec![0.0_f32; 300], vec![1_u8; 300]),
            (vec![], vec![]),
            (vec![3.0, 0.0, 1.0], vec![1, 1, 1]),
            (vec![f32::NAN, -5.0, 1e30], vec![1, 0, 1]),
            (vec![1.0; 100], vec![0; 100]),
        ] {
            let forecast = forecast_of(&sales, &in_stock);
            for days in [0.0, 0.5, 7.0, 400.0, f64::NAN] {
                let sum = forecast.sum(days, 3.0);
                assert!(sum.mean().is_finite() && sum.quantile(0.98).is_finite());
                assert!(sum.quantile(0.98) >= sum.quantile(0.5));
                assert!(sum.expected_shortage(10.0).is_finite());
            }
            assert!(forecast.sample_path(7.0, 6, 9).iter().all(|units| units.is_finite()));
        }
    }
}

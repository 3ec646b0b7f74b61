//! The forecast of one series: means, distributions of sums, paths.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::count::{CountDistribution, LEAST_RELATIVE_VARIANCE};
use crate::events::EventEffects;
use crate::panel::{Method, Tuning};
use crate::path::{self, Blocks, PathSampler};
use crate::shape::{Lift, Shape};

/// Longest horizon, days. Longer ones are cut to it: nobody orders a century ahead.
const LONGEST_DAYS: f64 = 3650.0;
/// Bound on blocks of a path.
const MOST_BLOCKS: usize = 4000;
/// Bound on the relative deviation of a sum: a random walk carried over years would else say
/// nothing but "anything".
const LARGEST_RELATIVE_SD: f64 = 3.0;

/// Numbers behind a forecast, for its explanation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// Method used.
    pub method: Method,
    /// Its share in the forecast; the rest is the recipe's.
    pub method_weight: f64,
    /// Demand a week at a season of 1, units.
    pub level_per_week: f64,
    /// Mean season factor over the asked horizon.
    pub season_factor: f64,
    /// Share of a new week in the level.
    pub speed: f64,
    /// Standard deviation of a week's demand around its forecast, units.
    pub weekly_sd: f64,
    /// What is not known of the level itself, units a week; only where history is short.
    pub level_sd: f64,
    /// Share of the days since the launch that kept stock, 0–1.
    pub in_stock_share: f64,
    /// Weeks in stock that were used.
    pub weeks_used: f64,
    /// What promotions add over the asked horizon, units.
    pub promotion: f64,
    /// Weight of the normal in the distribution of the asked horizon.
    pub normal_weight: f64,
}

/// Level, spread and speed of one series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct State {
    pub method: Method,
    pub method_weight: f64,
    pub level: f64,
    /// Variance of a week.
    pub variance: f64,
    pub speed: f64,
    /// Variance of the level itself.
    pub level_variance: f64,
    pub in_stock_share: f64,
    pub weeks_used: f64,
}

/// What promotions and prices did to a series so far, and how they act on it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EventSummary {
    /// How the series answers to them.
    pub effects: EventEffects,
    /// Past days with a promotion, its aftermath or a changed price.
    pub days: u32,
    /// Units of those days that are not counted as its level (below 0: units added).
    pub units: f64,
    /// Multiplier of the price that holds now, which is taken to last; part of the level.
    pub price_now: f64,
}

/// Demand of one series from the morning of the decision on. Days are counted from it.
#[derive(Debug, Clone)]
pub struct Forecast {
    pub(crate) state: State,
    pub(crate) shape: Arc<Shape>,
    pub(crate) lift: Option<Arc<Lift>>,
    pub(crate) events: Option<EventSummary>,
    pub(crate) tuning: Tuning,
}

/// Σ_{j=1..n}(1 + a(h−j))² · h/n: variance of the sum of h weeks in units of one week's, n = whole
/// weeks in h, at least 1.
fn carried(speed: f64, weeks: f64) -> f64 {
    let n = weeks.floor().max(1.0);
    let a = speed;
    // Σ over j of (1 + a·x_j)² with x_j = h − j: closed sums instead of a loop.
    let last = weeks - n;
    let sum_x = n * last + n * (n - 1.0) / 2.0;
    let sum_xx = n * last * last + last * n * (n - 1.0) + (n - 1.0) * n * (2.0 * n - 1.0) / 6.0;
    ((n + 2.0 * a * sum_x + a * a * sum_xx) * weeks / n).max(0.0)
}

fn days(value: f64) -> f64 {
    if value.is_nan() {
        0.0
    } else {
        value.clamp(0.0, LONGEST_DAYS)
    }
}

impl Forecast {
    /// How the series was forecast.
    #[must_use]
    pub fn method(&self) -> Method {
        self.state.method
    }

    /// What promotions and prices did and do; `None` for a series that never had any.
    #[must_use]
    pub fn events(&self) -> Option<EventSummary> {
        self.events
    }

    /// Weighted weeks in the first `days` days, events included.
    fn weeks(&self, days: f64) -> f64 {
        let added = self.lift.as_ref().map_or(0.0, |lift| lift.weeks(days));
        (self.shape.weeks(days) + added).max(0.0)
    }

    /// Mean demand over the days `[from_day, to_day)`, units. Fractions of days are allowed; a
    /// stretch that ends before it starts has none.
    #[must_use]
    pub fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        let (from, to) = (days(from_day), days(to_day));
        self.state.level * (self.weeks(to) - self.weeks(from)).max(0.0)
    }

    /// What promotions ahead add to that mean (below 0: a dip after one), units.
    #[must_use]
    pub fn promotion_mean(&self, from_day: f64, to_day: f64) -> f64 {
        let (from, to) = (days(from_day), days(to_day));
        if to <= from {
            return 0.0;
        }
        self.lift.as_ref().map_or(0.0, |lift| {
            self.state.level * (lift.weeks(to) - lift.weeks(from))
        })
    }

    /// Mean demand over the same days at the level of now, without season, units.
    #[must_use]
    pub fn base_mean(&self, from_day: f64, to_day: f64) -> f64 {
        self.state.level * (days(to_day) - days(from_day)).max(0.0) / 7.0
    }

    /// Mean demand of each of the next `days` days, units.
    #[must_use]
    pub fn daily_means(&self, days: usize) -> Vec<f64> {
        (0..days.min(LONGEST_DAYS as usize))
            .map(|day| self.mean(day as f64, day as f64 + 1.0))
            .collect()
    }

    /// Variance of the demand of the first `days` days.
    fn variance(&self, days: f64) -> f64 {
        let weeks = days / 7.0;
        let weighted = self.weeks(days);
        if weeks <= 0.0 {
            return 0.0;
        }
        let factor = weighted / weeks;
        let width = self.tuning.width * self.tuning.width;
        let noise = self.state.variance * carried(self.state.speed, weeks) * factor * width;
        let mean = self.state.level * weighted;
        let most = (LARGEST_RELATIVE_SD * mean).powi(2);
        let event = self.lift.as_ref().map_or(0.0, |lift| lift.deviation(days)) * self.state.level;
        // The bound must not cut what a slow series scatters by itself.
        noise.min(most.max(self.state.variance * weeks * factor))
            + self.state.level_variance * weighted * weighted
            + event * event
    }

    fn normal_weight(&self, mean: f64) -> f64 {
        let weight = self.tuning.normal_weight * mean / (mean + self.tuning.normal_half_mean);
        if weight.is_finite() { weight } else { 0.0 }
    }

    /// Distribution of the demand over `[0, days)`, where the length itself is uncertain with a
    /// standard deviation of `extra_sd_days` days: (mean per day × it)² is added to the variance.
    #[must_use]
    pub fn sum(&self, length_days: f64, extra_sd_days: f64) -> CountDistribution {
        let length = days(length_days);
        let mean = self.mean(0.0, length);
        let per_day = if length > 0.0 { mean / length } else { 0.0 };
        let extra = if extra_sd_days.is_finite() {
            extra_sd_days.clamp(0.0, LONGEST_DAYS)
        } else {
            0.0
        };
        let variance = self.variance(length).max(mean) + (per_day * extra).powi(2);
        CountDistribution::new(mean, variance, self.normal_weight(mean))
    }

    /// Sampler of paths of `blocks` blocks of `block_days` days each, whose sum over all blocks
    /// has the mean of [`Self::sum`] over the same days and nearly its variance.
    #[must_use]
    pub fn paths(&self, block_days: f64, blocks: usize) -> PathSampler {
        PathSampler::new(self.blocks(block_days, blocks))
    }

    fn blocks(&self, block_days: f64, blocks: usize) -> Blocks {
        let blocks = blocks.min(MOST_BLOCKS);
        let block_days = days(block_days);
        let whole = blocks as f64;
        let total_days = days(block_days * whole);
        let mean = self.mean(0.0, total_days);
        if blocks == 0 || mean <= 0.0 {
            return Blocks {
                distributions: vec![CountDistribution::zero(); blocks],
                carry: 0.0,
                common: 0.0,
            };
        }
        let block_mean = mean / whole;
        let weighted = self.weeks(total_days);
        // The variance of the whole falls into three parts: what is not known of the level, the
        // least relative variance that every sum is given, and the noise of the blocks with what it
        // carries into the level. The first two are common to all blocks.
        let level = self.state.level_variance * weighted * weighted;
        let total = self.variance(total_days).max(mean);
        let floor = (mean + LEAST_RELATIVE_VARIANCE * mean * mean - total).max(0.0);
        let common_block = (level + floor) / (whole * whole);
        let width = self.tuning.width * self.tuning.width;
        let weeks = block_days / 7.0;
        let noise = self.state.variance * carried(self.state.speed, weeks) * width;
        let noise_block = (noise * weighted / (whole * weeks)).max(block_mean);
        // Carry per block c such that n + c·n(n−1) + c²·(n−1)n(2n−1)/6 blocks of noise add up to
        // the noise of the whole.
        let target = ((total - level) / noise_block - whole).max(0.0);
        let (square, linear) = (
            (whole - 1.0) * whole * (2.0 * whole - 1.0) / 6.0,
            whole * (whole - 1.0),
        );
        let root = linear + (linear * linear + 4.0 * square * target).sqrt();
        let carry = if root > 0.0 { 2.0 * target / root } else { 0.0 };
        let distributions = (0..blocks)
            .map(|index| {
                let start = block_days * index as f64;
                let own = self.mean(start, start + block_days);
                let share = own / block_mean;
                let spread = noise_block * (1.0 + carry * carry * index as f64) * share;
                CountDistribution::new(
                    own,
                    spread + common_block * share * share,
                    self.normal_weight(own),
                )
            })
            .collect();
        Blocks {
            distributions,
            carry,
            common: (common_block / noise_block).sqrt(),
        }
    }

    /// One path of demand by block, without the tables that [`Self::paths`] makes first: for a
    /// dozen paths or fewer. The same seed gives the same luck to every series.
    #[must_use]
    pub fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64> {
        path::once(&self.blocks(block_days, blocks), seed)
    }

    /// Numbers behind the forecast of the first `horizon_days` days.
    #[must_use]
    pub fn parts(&self, horizon_days: f64) -> Parts {
        let length = days(horizon_days);
        let weighted = self.shape.weeks(length);
        Parts {
            promotion: self.promotion_mean(0.0, length),
            method: self.state.method,
            method_weight: self.state.method_weight,
            level_per_week: self.state.level,
            season_factor: if length > 0.0 {
                weighted * 7.0 / length
            } else {
                1.0
            },
            speed: self.state.speed,
            weekly_sd: self.state.variance.sqrt() * self.tuning.width,
            level_sd: self.state.level_variance.sqrt(),
            in_stock_share: self.state.in_stock_share,
            weeks_used: self.state.weeks_used,
            normal_weight: self.normal_weight(self.mean(0.0, length)),
        }
    }
}

//! Goods with little or no history: what the launches of their category say, made narrower by
//! every week in stock.
//!
//! The level of a new good is gamma distributed around the category's mean level after launch;
//! Poisson-like sales update it (the conjugate gamma–Poisson pair), with sales weighted down by
//! how much more than Poisson this shop's sales scatter.

use std::collections::BTreeMap;

use crate::panel::{Panel, Prior};
use crate::weeks::Weeks;

/// Weeks after launch that are taken as the launch level.
const LAUNCH_WEEKS: usize = 8;
/// Weeks in stock that a launch needs to count.
const LEAST_EXPOSURE: f64 = 2.0;
/// A series that begins this many weeks after the panel's start was launched within it.
const AFTER_START: usize = 4;
/// Launches from which a shop's launches speak for it; with fewer, all its series do.
const LEAST_LAUNCHES: usize = 5;
/// Weight of the shop's mean in a category's, in launches.
const SHOP_LAUNCHES: f64 = 5.0;
/// Bounds of the relative variance of launch levels.
const SPREAD: (f64, f64) = (0.5, 10.0);

/// Launch levels of a shop.
#[derive(Debug, Clone, Default)]
pub(crate) struct Launches {
    shop_mean: f64,
    relative_variance: f64,
    categories: BTreeMap<u32, f64>,
}

/// Level of a new good: mean, and variance of that mean (units a week, squared).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Belief {
    pub level: f64,
    pub variance: f64,
}

impl Launches {
    pub fn fit(panel: &Panel<'_>, weeks: &[Weeks]) -> Self {
        let longest = weeks.iter().map(Weeks::len).max().unwrap_or(0);
        let early = |weeks: &Weeks| {
            let exposure: f64 = weeks
                .open
                .iter()
                .take(LAUNCH_WEEKS)
                .map(|&open| f64::from(open))
                .sum();
            let sold: f64 = weeks
                .sales
                .iter()
                .take(LAUNCH_WEEKS)
                .map(|&sales| f64::from(sales))
                .sum();
            (weeks.sold && exposure >= LEAST_EXPOSURE).then(|| sold / exposure)
        };
        let all: Vec<(u32, f64, bool)> = panel
            .series
            .iter()
            .zip(weeks)
            .filter_map(|(series, weeks)| {
                early(weeks)
                    .map(|level| (series.category, level, weeks.len() + AFTER_START <= longest))
            })
            .collect();
        let launched = all.iter().filter(|(_, _, new)| *new).count();
        let used: Vec<(u32, f64)> = all
            .iter()
            .filter(|(_, _, new)| *new || launched < LEAST_LAUNCHES)
            .map(|(category, level, _)| (*category, *level))
            .collect();
        if used.is_empty() {
            return Self {
                relative_variance: SPREAD.1,
                ..Self::default()
            };
        }
        let count = used.len() as f64;
        let mean = used.iter().map(|(_, level)| level).sum::<f64>() / count;
        let variance = used
            .iter()
            .map(|(_, level)| (level - mean).powi(2))
            .sum::<f64>()
            / count;
        let relative = if mean > 0.0 {
            variance / (mean * mean)
        } else {
            SPREAD.1
        };
        let mut sums: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        for (category, level) in &used {
            let sum = sums.entry(*category).or_insert((0.0, 0.0));
            sum.0 += level;
            sum.1 += 1.0;
        }
        let categories = sums
            .into_iter()
            .map(|(category, (sum, n))| {
                (category, (sum + SHOP_LAUNCHES * mean) / (n + SHOP_LAUNCHES))
            })
            .collect();
        // One launch alone says nothing of the spread.
        let relative_variance = if used.len() < 3 {
            SPREAD.1
        } else {
            relative.clamp(SPREAD.0, SPREAD.1)
        };
        Self {
            shop_mean: mean,
            relative_variance,
            categories,
        }
    }

    /// Level of a good from the belief before it (the seller's, else the category's) and its own
    /// weeks. `scatter` is the shop's variance ÷ mean of a week's sales at such a level.
    pub fn belief(
        &self,
        category: u32,
        own: Option<Prior>,
        weeks: &Weeks,
        season: &[f32],
        scatter: f64,
    ) -> Belief {
        let (mean, relative) = match own {
            Some(prior) if prior.mean_per_week.is_finite() && prior.mean_per_week >= 0.0 => {
                let spread = if prior.relative_sd.is_finite() {
                    prior.relative_sd.clamp(0.05, 10.0)
                } else {
                    1.0
                };
                (prior.mean_per_week.min(1e9), spread * spread)
            }
            _ => (
                self.categories
                    .get(&category)
                    .copied()
                    .unwrap_or(self.shop_mean),
                self.relative_variance,
            ),
        };
        let season = &season[season.len() - weeks.len()..];
        let exposure: f64 = weeks
            .open
            .iter()
            .zip(season)
            .map(|(o, s)| f64::from(*o) * f64::from(*s))
            .sum();
        let sold = weeks.total();
        let evidence = 1.0 / scatter.max(1.0);
        if mean <= 0.0 {
            let level = if exposure > 0.0 {
                sold / exposure.max(1.0)
            } else {
                0.0
            };
            return Belief {
                level,
                variance: level * level,
            };
        }
        let shape = 1.0 / relative + evidence * sold;
        let rate = 1.0 / (relative * mean) + evidence * exposure;
        let mut level = shape / rate;
        if weeks.censored > 0.0 {
            // Days that did not keep stock sold at least this much: a floor under the level.
            let span = weeks.len() as f64;
            level = level.max((sold + weeks.censored) / span.max(1.0));
        }
        Belief {
            level,
            variance: level * level / shape,
        }
    }
}

//! Rolling-origin backtest: what each method would have foretold on the shop's own past.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::fit::fit;
use crate::panel::{Method, Panel, Series, Settings};
use crate::score::Tally;

/// Least days of history before the first origin.
const LEAST_HISTORY: i64 = 56;
/// A method replaces the recipe only if its loss is below this share of the recipe's …
const CLEAR_WIN: f64 = 0.97;
/// … in at least this share of the origins …
const ORIGINS_WON: f64 = 0.75;
/// … which are at least so many …
const LEAST_ORIGINS: usize = 4;
/// … over at least so many lines. Fewer is noise: on open data, choosing by a few origins of one
/// season lost against a fixed method.
const LEAST_LINES: u64 = 100;

/// Which past moments are replayed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BacktestOptions {
    /// Days of the sum that is scored.
    pub horizon_days: u16,
    /// Moments replayed at most.
    pub origins: u16,
    /// Days between two moments.
    pub step_days: u16,
    /// Methods compared.
    pub methods: Vec<Method>,
}

impl Default for BacktestOptions {
    fn default() -> Self {
        Self {
            horizon_days: 42,
            origins: 8,
            step_days: 28,
            methods: Method::CANDIDATES.to_vec(),
        }
    }
}

/// Scores of one method on one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Method asked for. Series with little history are forecast as new items under each.
    pub method: Method,
    /// Category, or `None` for the whole shop.
    pub category: Option<u32>,
    /// Sums over all origins.
    pub total: Tally,
    /// (origin, sums), oldest first.
    pub by_origin: Vec<(i32, Tally)>,
}

/// Replays the past. At each origin every method is fitted on the days before it alone and scored
/// on the sum of the horizon after it; lines with a day out of stock in the horizon are left out,
/// for their demand is unknown. Empty where the history is too short.
#[must_use]
pub fn backtest(panel: &Panel<'_>, settings: &Settings, options: &BacktestOptions) -> Vec<Score> {
    let horizon = i64::from(options.horizon_days.max(1));
    let step = i64::from(options.step_days.max(1));
    let first = panel
        .series
        .iter()
        .map(|series| i64::from(series.first_day))
        .min()
        .unwrap_or(0);
    let latest = i64::from(panel.as_of) - horizon;
    let origins: Vec<i32> = (0..i64::from(options.origins))
        .rev()
        .map(|back| latest - back * step)
        .filter(|&origin| origin - first >= LEAST_HISTORY)
        .filter_map(|origin| i32::try_from(origin).ok())
        .collect();
    let mut scores = Vec::new();
    for &method in &options.methods {
        let settings = Settings {
            method,
            category_methods: Vec::new(),
            ..settings.clone()
        };
        let mut groups: BTreeMap<Option<u32>, Score> = BTreeMap::new();
        for &origin in &origins {
            for (category, tally) in at_origin(panel, &settings, origin, horizon as usize) {
                let score = groups.entry(category).or_insert_with(|| Score {
                    method,
                    category,
                    total: Tally::default(),
                    by_origin: Vec::new(),
                });
                score.total.add(&tally);
                score.by_origin.push((origin, tally));
            }
        }
        scores.extend(groups.into_values());
    }
    scores
}

/// Tallies of one origin by category, and under `None` of the shop.
fn at_origin(
    panel: &Panel<'_>,
    settings: &Settings,
    origin: i32,
    horizon: usize,
) -> BTreeMap<Option<u32>, Tally> {
    let known = Panel {
        as_of: origin,
        series: panel
            .series
            .iter()
            .map(|series| before(series, origin))
            .collect(),
    };
    let fitted = fit(&known, settings);
    let tallies: Vec<Option<Tally>> = panel
        .series
        .par_iter()
        .zip(&known.series)
        .zip(fitted.forecasts())
        .map(|((whole, past), forecast)| {
            let sold_before = past.sales.iter().any(|&units| units > 0.0);
            let actual = actual(whole, origin, horizon).filter(|_| sold_before)?;
            let days = horizon as f64;
            Some(Tally::of(
                &forecast.sum(days, 0.0),
                forecast.mean(0.0, days),
                actual,
            ))
        })
        .collect();
    let mut groups: BTreeMap<Option<u32>, Tally> = BTreeMap::new();
    for (series, tally) in panel.series.iter().zip(&tallies) {
        if let Some(tally) = tally {
            groups.entry(Some(series.category)).or_default().add(tally);
            groups.entry(None).or_default().add(tally);
        }
    }
    groups
}

/// The days of a series before an origin.
fn before<'a>(series: &Series<'a>, origin: i32) -> Series<'a> {
    let count = (i64::from(origin) - i64::from(series.first_day)).max(0) as usize;
    Series {
        sales: &series.sales[..count.min(series.sales.len())],
        in_stock: &series.in_stock[..count.min(series.in_stock.len())],
        ..*series
    }
}

/// What was sold over the horizon, if every day of it is there and kept stock.
fn actual(series: &Series<'_>, origin: i32, horizon: usize) -> Option<f64> {
    let from = usize::try_from(i64::from(origin) - i64::from(series.first_day)).ok()?;
    let sold = series.sales.get(from..from + horizon)?;
    let kept =
        (from..from + horizon).all(|day| series.in_stock.get(day).is_none_or(|&kept| kept != 0));
    let units = |&units: &f32| {
        if units.is_finite() {
            f64::from(units.max(0.0))
        } else {
            0.0
        }
    };
    kept.then(|| sold.iter().map(units).sum())
}

/// Methods that win clearly: one for the shop, and those of categories where another wins.
///
/// The recipe stays unless a method has the lower pinball loss by 3 %, in three quarters of at
/// least four origins and over at least 100 lines.
#[must_use]
pub fn choose(scores: &[Score]) -> (Method, Vec<(u32, Method)>) {
    let recipe = Method::SeasonLevelNb;
    let winner = |category: Option<u32>| {
        let own = scores
            .iter()
            .find(|score| score.method == recipe && score.category == category)?;
        scores
            .iter()
            .filter(|score| score.category == category && wins(score, own))
            .min_by(|a, b| a.total.pinball.total_cmp(&b.total.pinball))
            .map(|score| score.method)
    };
    let shop = winner(None).unwrap_or(recipe);
    let mut categories: Vec<u32> = scores.iter().filter_map(|score| score.category).collect();
    categories.sort_unstable();
    categories.dedup();
    let own = categories
        .into_iter()
        .filter_map(|category| winner(Some(category)).map(|method| (category, method)))
        .filter(|(_, method)| *method != shop)
        .collect();
    (shop, own)
}

fn wins(score: &Score, recipe: &Score) -> bool {
    let origins = score.by_origin.len().min(recipe.by_origin.len());
    let won = score
        .by_origin
        .iter()
        .zip(&recipe.by_origin)
        .filter(|((_, own), (_, other))| own.pinball < other.pinball)
        .count();
    origins >= LEAST_ORIGINS
        && score.total.lines >= LEAST_LINES
        && score.total.pinball < CLEAR_WIN * recipe.total.pinball
        && won as f64 >= ORIGINS_WON * origins as f64
}

//! Rolling-origin backtest: what each method would have foretold on the shop's own past.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::boost::{Boosted, Sample};
use crate::features::Row;
use crate::fit::Prepared;
use crate::forecast::Forecast;
use crate::panel::{Choice, Method, Panel, Series, Settings};
use crate::score::Tally;

/// Least days of history before the first origin.
const LEAST_HISTORY: i64 = 56;
/// A method replaces the recipe only if its loss is below this share of the recipe's …
const CLEAR_WIN: f64 = 0.985;
/// … in at least this share of the origins …
const ORIGINS_WON: f64 = 0.75;
/// … by so many standard errors of the mean log ratio of losses over them. Less is noise: asked for
/// less, both another method and half of the trees were chosen on the daily open set and lost.
const LEAST_T: f64 = 3.0;
/// Origins that a win is shown on, at least.
const LEAST_ORIGINS: usize = 6;
/// Lines that it is shown on, at least.
const LEAST_LINES: u64 = 300;

/// Which past moments are replayed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BacktestOptions {
    /// Days of the sum that is scored.
    pub horizon_days: u16,
    /// Moments replayed at most.
    pub origins: u16,
    /// Days between two moments.
    pub step_days: u16,
    /// Methods compared, and halves of them with the recipe.
    pub choices: Vec<Choice>,
    /// Trains trees.
    pub learn: bool,
    /// Series looked at, at most, evenly spread over the panel; what is pooled is pooled over them.
    pub most_series: usize,
}

impl Default for BacktestOptions {
    fn default() -> Self {
        let halves = Method::CANDIDATES[1..].iter().map(|&method| Choice {
            method,
            weight: 0.5,
        });
        Self {
            horizon_days: 42,
            origins: 13,
            step_days: 28,
            choices: Method::CANDIDATES
                .into_iter()
                .map(Choice::alone)
                .chain(halves)
                .collect(),
            learn: true,
            most_series: usize::MAX,
        }
    }
}

/// Scores of one choice on one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Choice asked for. Series with little history are forecast as new items under each.
    pub choice: Choice,
    /// Category, or `None` for the whole shop.
    pub category: Option<u32>,
    /// Sums over all origins.
    pub total: Tally,
    /// (origin, sums), oldest first.
    pub by_origin: Vec<(i32, Tally)>,
}

/// What the shop's past says of the methods.
#[derive(Debug, Clone, Default)]
pub struct Backtest {
    /// Scores by choice and group.
    pub scores: Vec<Score>,
    /// Trees that learned from all origins; none where there is too little to learn from.
    pub boosted: Option<Arc<Boosted>>,
}

/// Replays the past. At each origin every method is fitted on the days before it alone and scored
/// on the sum of the horizon after it; lines with a day out of stock in the horizon are left out,
/// for their demand is unknown. Trees learn from the origins whose horizon was over by then. Empty
/// where the history is too short.
#[must_use]
pub fn backtest(panel: &Panel<'_>, settings: &Settings, options: &BacktestOptions) -> Backtest {
    let panel = &some_of(panel, options.most_series);
    let horizon = i64::from(options.horizon_days.max(1));
    let step = i64::from(options.step_days.max(1));
    let first = panel
        .series
        .iter()
        .map(|series| i64::from(series.first_day))
        .min()
        .unwrap_or(0);
    let latest = i64::from(panel.as_of) - horizon;
    let origins = (0..i64::from(options.origins))
        .rev()
        .map(|back| latest - back * step)
        .filter(|&origin| origin - first >= LEAST_HISTORY)
        .filter_map(|origin| i32::try_from(origin).ok());
    let learns = options.learn;
    let mut groups: BTreeMap<(usize, Option<u32>), Score> = BTreeMap::new();
    let mut samples: Vec<(i32, Sample)> = Vec::new();
    for origin in origins {
        let known = Panel {
            as_of: origin,
            series: panel
                .series
                .iter()
                .map(|series| before(series, origin))
                .collect(),
        };
        let actuals: Vec<Option<f64>> = panel
            .series
            .par_iter()
            .zip(&known.series)
            .map(|(whole, past)| {
                let sold_before = past.sales.iter().any(|&units| units > 0.0);
                actual(whole, origin, horizon as usize).filter(|_| sold_before)
            })
            .collect();
        let prepared = Prepared::of(&known, settings);
        let boosted = if learns {
            learned(&samples, origin, horizon)
        } else {
            None
        };
        for (index, choice) in options.choices.iter().enumerate() {
            if choice.method == Method::BoostedTrees && boosted.is_none() {
                continue;
            }
            let forecasts = prepared.forecasts(&Settings {
                choice: *choice,
                category_choices: Vec::new(),
                boosted: boosted.clone(),
                ..settings.clone()
            });
            for (category, tally) in tallies(panel, &forecasts, &actuals, horizon as f64) {
                let score = groups.entry((index, category)).or_insert_with(|| Score {
                    choice: *choice,
                    category,
                    total: Tally::default(),
                    by_origin: Vec::new(),
                });
                score.total.add(&tally);
                score.by_origin.push((origin, tally));
            }
        }
        if learns {
            let recipe = prepared.forecasts(&Settings {
                choice: Choice::default(),
                category_choices: Vec::new(),
                boosted: None,
                ..settings.clone()
            });
            let rows = prepared.rows();
            samples.extend(rows.into_iter().zip(&recipe).zip(&actuals).filter_map(
                |((row, forecast), actual)| {
                    Some((origin, sample(row, forecast, (*actual)?, horizon as f64)?))
                },
            ));
        }
    }
    Backtest {
        scores: groups.into_values().collect(),
        boosted: learned(&samples, panel.as_of, horizon),
    }
}

/// Trees from the samples whose horizon was over on the morning of `origin`. What all series of a
/// morning have in common is taken out first: the trees learn who does better than the others.
fn learned(samples: &[(i32, Sample)], origin: i32, horizon: i64) -> Option<Arc<Boosted>> {
    let mut over = Vec::new();
    for morning in samples.chunk_by(|a, b| a.0 == b.0) {
        if i64::from(morning[0].0) + horizon > i64::from(origin) {
            continue;
        }
        let (actual, mean) = morning
            .iter()
            .fold((0.0, 0.0), |(actual, mean), (_, sample)| {
                (actual + sample.actual, mean + sample.mean)
            });
        if actual <= 0.0 || mean <= 0.0 {
            continue;
        }
        over.extend(morning.iter().map(|(_, sample)| Sample {
            actual: sample.actual * mean / actual,
            ..*sample
        }));
    }
    Boosted::train(&over).map(Arc::new)
}

/// A settled series as the trees learn from it.
fn sample(row: Row, forecast: &Forecast, actual: f64, days: f64) -> Option<Sample> {
    (forecast.method() == Method::SeasonLevelNb).then(|| Sample {
        row,
        mean: forecast.mean(0.0, days),
        variance: forecast.sum(days, 0.0).variance(),
        actual,
    })
}

/// A panel of at most `most` series, evenly spread.
fn some_of<'a>(panel: &Panel<'a>, most: usize) -> Panel<'a> {
    let count = panel.series.len();
    let series = if count <= most {
        panel.series.clone()
    } else {
        (0..most)
            .map(|index| Series {
                // Indices of the whole panel mean nothing in a part of it.
                like: None,
                ..panel.series[index * count / most]
            })
            .collect()
    };
    Panel {
        as_of: panel.as_of,
        series,
    }
}

/// Tallies of one origin by category, and under `None` of the shop.
fn tallies(
    panel: &Panel<'_>,
    forecasts: &[Forecast],
    actuals: &[Option<f64>],
    days: f64,
) -> BTreeMap<Option<u32>, Tally> {
    let tallies: Vec<Option<Tally>> = forecasts
        .par_iter()
        .zip(actuals)
        .map(|(forecast, actual)| {
            let distribution = forecast.sum(days, 0.0);
            actual.map(|actual| Tally::of(&distribution, forecast.mean(0.0, days), actual))
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

impl Backtest {
    /// The settings with the choices that win clearly: one for the shop, and those of categories
    /// where another wins.
    ///
    /// The recipe stays unless a choice has the lower pinball loss by 1.5 % over the origins that both
    /// were scored on, in three quarters of at least six of them, by three standard errors, and over
    /// at least 300 lines.
    #[must_use]
    pub fn chosen(&self, settings: &Settings) -> Settings {
        let shop = self.winner(None).unwrap_or_default();
        let mut categories: Vec<u32> = self.scores.iter().filter_map(|s| s.category).collect();
        categories.sort_unstable();
        categories.dedup();
        let own = |&category: &u32| {
            // A category with too few lines of its own goes with the shop; one with enough is asked
            // itself, whatever wins elsewhere.
            let lines = self.recipe(Some(category)).map_or(0, |s| s.total.lines);
            (lines >= LEAST_LINES)
                .then(|| (category, self.winner(Some(category)).unwrap_or_default()))
        };
        let category_choices: Vec<(u32, Choice)> = categories
            .iter()
            .filter_map(own)
            .filter(|(_, choice)| *choice != shop)
            .collect();
        let learned = category_choices
            .iter()
            .map(|(_, choice)| choice)
            .chain([&shop])
            .any(|choice| choice.method == Method::BoostedTrees);
        Settings {
            choice: shop,
            category_choices,
            boosted: self.boosted.clone().filter(|_| learned),
            ..settings.clone()
        }
    }

    fn recipe(&self, category: Option<u32>) -> Option<&Score> {
        self.scores.iter().find(|score| {
            score.choice.method == Method::SeasonLevelNb && score.category == category
        })
    }

    fn winner(&self, category: Option<u32>) -> Option<Choice> {
        let recipe = self.recipe(category)?;
        self.scores
            .iter()
            .filter(|score| score.category == category)
            .filter_map(|score| Some((score.choice, gain(score, recipe)?)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(choice, _)| choice)
    }
}

/// Loss of a score ÷ the recipe's on the origins of both, where it wins clearly.
fn gain(score: &Score, recipe: &Score) -> Option<f64> {
    let (mut own, mut other) = (Tally::default(), Tally::default());
    let mut won = 0;
    let mut ratios = Vec::new();
    for (origin, tally) in &score.by_origin {
        let Some((_, beside)) = recipe.by_origin.iter().find(|(at, _)| at == origin) else {
            continue;
        };
        ratios.push(((tally.pinball + 1e-9) / (beside.pinball + 1e-9)).ln());
        won += usize::from(tally.pinball < beside.pinball);
        own.add(tally);
        other.add(beside);
    }
    let origins = ratios.len();
    let mean = ratios.iter().sum::<f64>() / origins.max(1) as f64;
    let variance = ratios
        .iter()
        .map(|ratio| (ratio - mean).powi(2))
        .sum::<f64>()
        / (origins.max(2) - 1) as f64;
    let wins = origins >= LEAST_ORIGINS
        && -mean >= LEAST_T * (variance / origins as f64).sqrt()
        && own.lines >= LEAST_LINES
        && own.pinball < CLEAR_WIN * other.pinball
        && won as f64 >= ORIGINS_WON * origins as f64;
    wins.then(|| own.pinball / other.pinball)
}

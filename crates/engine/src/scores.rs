//! How each method would have foretold the shop's own past, and which one each category is forecast
//! by for it.
//!
//! Scores are kept with the workspace. The winners are used once the seller adopts them, so that no
//! plan changes because a page was looked at; they stand in the setting `forecast_methods` then, and
//! emptied, everything is forecast by season and level again.

use ::forecast::{
    BacktestOptions, Choice, Method, Panel, Purpose, Score, Settings, Tally, backtest,
};
use domain::Day;
use serde::{Deserialize, Serialize};

use crate::contract::Nothing;
use crate::contract::demand::{
    EstimateRequest, ForecastScores, GroupScores, MethodScore, ScoresRequest,
};
use crate::snapshot::Snapshot;
use crate::{Engine, Failure, demand, forecast, morning};

/// Setting that keeps the choice.
const CHOICE: &str = "forecast_methods";
/// Row of the settings' table that keeps the latest scores; no setting of the seller's.
const KEPT: &str = "forecast_scores_kept";
/// Series that the backtest looks at, at most: it takes a second or two.
const MOST_SERIES: usize = 1000;
/// Series that trees learn from when a plan is made, at most: it may not slow the plan.
const MOST_TAUGHT: usize = 500;

/// The choice as it is kept.
#[derive(PartialEq, Serialize, Deserialize)]
struct Kept {
    /// Morning of the scores; no earlier morning may know it.
    as_of: Day,
    shop: (String, f64),
    categories: Vec<(String, String, f64)>,
}

fn method(code: &str) -> Option<Method> {
    Method::CANDIDATES
        .into_iter()
        .find(|method| method.code() == code)
}

/// The settings with the choice kept for the shop, where it was known on the snapshot's morning.
pub(crate) fn with_choices(
    snapshot: &Snapshot,
    panel: &Panel<'_>,
    categories: &[&str],
    mut settings: Settings,
) -> Settings {
    let kept = serde_json::from_str::<Kept>(snapshot.values.text(CHOICE)).ok();
    let Some(kept) = kept.filter(|kept| kept.as_of <= snapshot.as_of) else {
        return settings;
    };
    let choice = |code: &str, weight: f64| {
        method(code).map(|method| Choice {
            method,
            weight: weight.clamp(0.0, 1.0),
        })
    };
    settings.choice = choice(&kept.shop.0, kept.shop.1).unwrap_or_default();
    settings.category_choices = kept
        .categories
        .iter()
        .filter_map(|(name, code, weight)| {
            let at = categories.iter().position(|known| known == name)?;
            Some((u32::try_from(at).ok()?, choice(code, *weight)?))
        })
        .collect();
    let learned = settings
        .category_choices
        .iter()
        .map(|(_, choice)| choice.method)
        .chain([settings.choice.method])
        .any(|method| method == Method::BoostedTrees);
    if learned {
        let options = BacktestOptions {
            choices: Vec::new(),
            most_series: MOST_TAUGHT,
            ..BacktestOptions::default()
        };
        settings.boosted = backtest(panel, &settings, &options).boosted;
    }
    settings
}

/// Replays the past and keeps the scores; adopts their winners where that is asked.
pub(crate) async fn report(
    engine: &Engine,
    request: ScoresRequest,
) -> Result<ForecastScores, Failure> {
    let as_of = morning::of(engine, request.as_of).await?;
    let mut scores = scored(engine, as_of, request.again).await?;
    let store = engine.store();
    let winners = winners(&scores);
    if request.adopt {
        let text = winners
            .as_ref()
            .and_then(|winners| serde_json::to_string(winners).ok());
        store.set(CHOICE, &text.unwrap_or_default()).await?;
    }
    let in_use = store.settings().await?.remove(CHOICE);
    let in_use = in_use.and_then(|text| serde_json::from_str::<Kept>(&text).ok());
    scores.adopted = in_use.map(|kept| Kept { as_of, ..kept }) == winners;
    Ok(scores)
}

/// The scores kept of a morning, else computed and kept.
async fn scored(engine: &Engine, as_of: Day, again: bool) -> Result<ForecastScores, Failure> {
    let store = engine.store();
    if !again {
        let kept = store.settings().await?.remove(KEPT);
        let kept = kept.and_then(|text| serde_json::from_str::<ForecastScores>(&text).ok());
        if let Some(kept) = kept.filter(|kept| kept.as_of == as_of) {
            return Ok(kept);
        }
    }
    let snapshot = Snapshot::load(engine, as_of).await?;
    let scores = score(&snapshot);
    if let Ok(text) = serde_json::to_string(&scores) {
        // Scores change nothing that was computed.
        let before = store.version().await?;
        store.set(KEPT, &text).await?;
        engine.kept().renew(before, store.version().await?);
    }
    Ok(scores)
}

/// What wins, by group; none where season and level win everywhere.
fn winners(scores: &ForecastScores) -> Option<Kept> {
    let of = |group: &GroupScores| {
        let used = group.methods.iter().find(|score| score.used)?;
        Some((used.method.clone(), used.weight))
    };
    let recipe = Choice::default();
    let recipe = (recipe.method.code().to_owned(), recipe.weight);
    let whole = scores.groups.iter().find(|group| group.category.is_none());
    let shop = whole.and_then(of).unwrap_or_else(|| recipe.clone());
    let categories: Vec<_> = scores
        .groups
        .iter()
        .filter_map(|group| Some((group.category.clone()?, of(group)?)))
        .filter(|(_, own)| *own != shop)
        .map(|(name, (method, weight))| (name, method, weight))
        .collect();
    (shop != recipe || !categories.is_empty()).then_some(Kept {
        as_of: scores.as_of,
        shop,
        categories,
    })
}

/// Scores of the shop on a morning.
fn score(snapshot: &Snapshot) -> ForecastScores {
    let columns = demand::columns(snapshot);
    let (panel, names) = forecast::panel(snapshot, &columns);
    let settings = Settings {
        purpose: Purpose::Forecast,
        ..Settings::default()
    };
    let options = BacktestOptions {
        most_series: MOST_SERIES,
        ..BacktestOptions::default()
    };
    let found = backtest(&panel, &settings, &options);
    let chosen = found.chosen(&settings);
    let name = |category: u32| {
        usize::try_from(category)
            .ok()
            .and_then(|at| names.get(at))
            .map_or_else(String::new, |name| (*name).to_owned())
    };
    let mut categories: Vec<Option<u32>> = found.scores.iter().map(|s| s.category).collect();
    categories.sort_unstable();
    categories.dedup();
    let groups = categories
        .into_iter()
        .map(|category| {
            let used = category.map_or(chosen.choice, |category| chosen.choice_of(category));
            let own: Vec<&Score> = found
                .scores
                .iter()
                .filter(|score| score.category == category)
                .collect();
            GroupScores {
                category: category.map(name),
                methods: method_scores(&own, used),
            }
        })
        .collect();
    ForecastScores {
        as_of: snapshot.as_of,
        horizon: u32::from(options.horizon_days),
        groups,
        adopted: false,
    }
}

/// Four decimals: nobody reads more, and kept scores read back as they were.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// Scores of one group, best first.
fn method_scores(own: &[&Score], used: Choice) -> Vec<MethodScore> {
    let recipe = own
        .iter()
        .find(|score| score.choice == Choice::default())
        .map_or(&[][..], |score| &score.by_origin[..]);
    let mut methods: Vec<MethodScore> = own
        .iter()
        .map(|score| {
            // Methods that need some past to learn from are scored on fewer mornings.
            let mut beside = Tally::default();
            for (origin, _) in &score.by_origin {
                if let Some((_, tally)) = recipe.iter().find(|(at, _)| at == origin) {
                    beside.add(tally);
                }
            }
            let (within_80, within_95) = score.total.coverage().unwrap_or_default();
            MethodScore {
                method: score.choice.method.code().to_owned(),
                weight: score.choice.weight,
                lines: score.total.lines,
                origins: u32::try_from(score.by_origin.len()).unwrap_or(u32::MAX),
                pinball: rounded(score.total.pinball / score.total.lines.max(1) as f64),
                relative: if beside.pinball > 0.0 {
                    rounded(score.total.pinball / beside.pinball)
                } else {
                    1.0
                },
                bias: score.total.bias().map(rounded),
                wape: score.total.wape().map(rounded),
                within_80: rounded(within_80),
                within_95: rounded(within_95),
                used: score.choice == used,
            }
        })
        .collect();
    methods.sort_by(|a, b| a.relative.total_cmp(&b.relative));
    methods
}

/// Keeps or forgets what the seller believes of a good.
pub(crate) async fn estimate(
    engine: &Engine,
    request: EstimateRequest,
) -> Result<Nothing, Failure> {
    let store = engine.store();
    let skus = store.skus().await?;
    let find = |code: &str| skus.iter().find(|row| row.code == code);
    let unknown = |code: &str| Failure::new("unknown_sku").with("sku", code);
    let sku = find(&request.sku).ok_or_else(|| unknown(&request.sku))?;
    if let Some(like) = &request.like_sku
        && (find(like).is_none() || *like == request.sku)
    {
        return Err(unknown(like));
    }
    let within = |value: Option<f64>, low: f64, high: f64| match value {
        Some(number) if !(low..=high).contains(&number) => {
            Err(Failure::new("bad_estimate").with("value", number))
        }
        _ => Ok(value),
    };
    let estimate = store::DemandEstimate {
        units_per_week: within(request.units_per_week, 0.0, 1e9)?,
        spread: within(request.spread, 0.05, 10.0)?,
        like_sku: request.like_sku,
        like_scale: within(request.like_scale, 0.001, 1000.0)?,
    };
    store.set_estimate(sku.id, &estimate).await?;
    Ok(Nothing {})
}

//! Demand and forecast.

use std::collections::BTreeMap;

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Coded;

/// Asks for the forecast.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ForecastRequest {
    /// The morning; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// One SKU only.
    #[ts(optional)]
    pub sku: Option<String>,
    /// One location only.
    #[ts(optional)]
    pub location: Option<String>,
    /// Days ahead, 1–730.
    pub horizon: u32,
}

/// What was done to sales to make demand of them, or what moves the demand ahead.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DemandCorrection {
    /// What and with which numbers (`demand.correction_<code>`).
    pub reason: Coded,
    /// Units taken out of what the level is learned from; below 0 where some were added.
    pub units: f64,
    /// False where the seller switched it off: it is shown and not applied.
    pub applied: bool,
}

/// An order line that is not taken for what it looks like.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MarkedLine {
    /// Day of the order.
    #[ts(type = "string")]
    pub day: Day,
    /// Its units.
    #[ts(type = "number")]
    pub quantity: i64,
    /// Why (`reason.<code>`).
    pub reason: Coded,
    /// Whether it is left out of demand.
    pub left_out: bool,
}

/// Numbers behind a forecast.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ForecastParts {
    /// Demand a week at a season of 1, units.
    pub level_per_week: f64,
    /// Mean season factor over the horizon.
    pub season_factor: f64,
    /// What promotions ahead add over the horizon, units.
    pub promotion: f64,
    /// Standard deviation of a week around its forecast, units.
    pub weekly_sd: f64,
    /// What is not known of the level itself, units a week; above 0 where history is short.
    pub level_sd: f64,
    /// Share of a new week in the level.
    pub speed: f64,
    /// Share of the days since the launch that kept stock.
    pub in_stock_share: f64,
    /// Weeks in stock that were used.
    pub weeks_used: f64,
    /// Share of the method in the forecast; the rest is season and level.
    pub method_weight: f64,
}

/// Demand of a SKU at a location over the horizon.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ForecastSeries {
    /// SKU.
    pub sku: String,
    /// Location.
    pub location: String,
    /// Method used (`demand.method_<code>`).
    pub method: String,
    /// Mean of the sum over the horizon.
    pub mean: f64,
    /// Quantiles of the sum: `0.025`, `0.05`, `0.1`, `0.5`, `0.8`, `0.9`, `0.95`, `0.975`, `0.98`.
    pub quantiles: BTreeMap<String, f64>,
    /// Mean of each day.
    pub daily: Vec<f64>,
    /// Numbers behind it.
    pub parts: ForecastParts,
    /// Every correction made.
    pub corrections: Vec<DemandCorrection>,
    /// The latest order lines that stand out, at most 50, latest first.
    pub marked: Vec<MarkedLine>,
}

/// The answer of `forecast`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ForecastReport {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Days ahead.
    pub horizon: u32,
    /// One entry a SKU and location.
    pub series: Vec<ForecastSeries>,
}

/// Asks how well each method would have foretold the shop's own past.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ScoresRequest {
    /// The morning; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// Computes anew even where scores of that morning are kept.
    pub again: bool,
    /// Forecasts by the winners from now on. Without it the scores are shown and change nothing.
    pub adopt: bool,
}

/// How one method did on one group of SKUs.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MethodScore {
    /// Method (`demand.method_<code>`).
    pub method: String,
    /// Its share; the rest is season and level.
    pub weight: f64,
    /// Sums scored: a SKU at a location on a past morning.
    #[ts(type = "number")]
    pub lines: u64,
    /// Mornings.
    pub origins: u32,
    /// Pinball loss of a line, mean over the quantiles .5 .8 .9 .95 .98, units.
    pub pinball: f64,
    /// The same ÷ that of season and level on the same mornings; below 1 is better.
    pub relative: f64,
    /// Σ(mean − sold) ÷ Σ sold; null where nothing was sold.
    pub bias: Option<f64>,
    /// Σ|mean − sold| ÷ Σ sold.
    pub wape: Option<f64>,
    /// Share of sums within the 80 % interval.
    pub within_80: f64,
    /// Share of sums within the 95 % interval.
    pub within_95: f64,
    /// Whether it wins the group: the one it is forecast by once the winners are adopted.
    pub used: bool,
}

/// Scores of a group of SKUs.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GroupScores {
    /// Category; null for the whole shop, empty for SKUs without one.
    pub category: Option<String>,
    /// Every method, best first.
    pub methods: Vec<MethodScore>,
}

/// The answer of `forecast_scores`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ForecastScores {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Days of the sums that were scored.
    pub horizon: u32,
    /// The shop first, then its categories; empty where the history is too short.
    pub groups: Vec<GroupScores>,
    /// Whether the winners are what the shop is forecast by now.
    pub adopted: bool,
}

/// What the seller believes of a good's demand; without any field it is forgotten.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct EstimateRequest {
    /// SKU.
    pub sku: String,
    /// Units a week, all locations together.
    #[ts(optional)]
    pub units_per_week: Option<f64>,
    /// Standard deviation of that number ÷ itself, 0.05–10; 0.5 without it.
    #[ts(optional)]
    pub spread: Option<f64>,
    /// SKU that it will sell like.
    #[ts(optional)]
    pub like_sku: Option<String>,
    /// Its demand ÷ that SKU's; 1 without it.
    #[ts(optional)]
    pub like_scale: Option<f64>,
}

//! Demand and forecast.

use std::collections::BTreeMap;

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// Quantiles of the sum: `0.05`, `0.5`, `0.8`, `0.9`, `0.95`, `0.98`.
    pub quantiles: BTreeMap<String, f64>,
    /// Mean of each day.
    pub daily: Vec<f64>,
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

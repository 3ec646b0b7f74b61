//! Replay of policies over the shop's own past.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for a replay, both days included.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReplayRequest {
    /// First day.
    #[ts(type = "string")]
    pub from: Day,
    /// Last day.
    #[ts(type = "string")]
    pub to: Day,
}

/// What one policy would have earned.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReplayPolicy {
    /// `habit`, `textbook`, `plan`, `foresight`, `actual`.
    pub name: String,
    /// Gross margin − holding cost − loss on stock left, base currency, decimal text.
    pub profit: String,
    /// Units sold ÷ units demanded.
    pub fill_rate: Option<f64>,
    /// Mean daily stock value at cost, decimal text.
    pub mean_stock_value: String,
    /// Units demanded and not sold.
    pub lost_sales: f64,
    /// Profit up to each week's end.
    pub profit_by_week: Vec<f64>,
}

/// The answer of `replay`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReplayReport {
    /// First day scored.
    #[ts(type = "string")]
    pub from: Day,
    /// Last day scored.
    #[ts(type = "string")]
    pub to: Day,
    /// Base currency.
    pub currency: String,
    /// One entry a policy.
    pub policies: Vec<ReplayPolicy>,
    /// Share of the gap between habit and foresight that the plan closes.
    pub gap_closed: Option<f64>,
    /// Its 95 % interval by paired bootstrap over SKUs.
    pub gap_closed_interval: Option<[f64; 2]>,
    /// SKUs replayed.
    #[ts(type = "number")]
    pub skus: u64,
    /// SKUs left out, for want of price or cost.
    #[ts(type = "number")]
    pub skus_left_out: u64,
}

//! Today: three answers and how the shop stands.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::alerts::Alert;

/// Asks for the state on a morning.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AsOfRequest {
    /// The morning; without it the workspace's own `as_of`.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
}

/// One indicator with its course.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Indicator {
    /// `stock_value`, `turnover`, `days_of_inventory`, `stockout_rate`, `sell_through_rate`,
    /// `dead_stock_share`, `active_sku_share`, `gmroi`.
    pub name: String,
    /// Value of the last 28 days (for `stock_value` and `dead_stock_share`: today); null where it
    /// is undefined.
    pub value: Option<f64>,
    /// The same, 28 days before.
    pub previous: Option<f64>,
    /// Whether more is better: decides the colour of a change; null where neither is.
    pub more_is_better: Option<bool>,
    /// One value a week, oldest first, at most 26; null where undefined.
    pub trend: Vec<Option<f64>>,
    /// Last day of each trend value.
    #[ts(type = "string[]")]
    pub trend_days: Vec<Day>,
}

/// What is to be bought from one supplier.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SupplierBuy {
    /// Supplier; empty text where none is known.
    pub supplier: String,
    /// Lines.
    pub lines: u32,
    /// Units.
    #[ts(type = "number")]
    pub units: i64,
    /// Sum in base currency, decimal text; null where no line of it has a cost that a rate brings
    /// into base currency.
    pub cost: Option<String>,
    /// Lines left out of `cost` because their cost or a rate is missing.
    pub lines_without_cost: u32,
    /// Sum in the supplier's currency where all lines share one.
    pub cost_foreign: Option<String>,
    /// That currency.
    pub currency: Option<String>,
    /// Latest safe day to order.
    #[ts(type = "string")]
    pub order_by: Day,
}

/// Value of stock on a day, at cost.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StockValuePoint {
    /// The day.
    #[ts(type = "string")]
    pub day: Day,
    /// Base currency.
    pub value: f64,
}

/// The Today page.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Overview {
    /// The morning it describes.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Base currency of every amount.
    pub currency: String,
    /// What needs a decision, most money first; at most 50.
    pub alerts: Vec<Alert>,
    /// How many stocks (SKU and location) need a decision.
    pub alert_count: u32,
    /// Money at stake in them, each stock once at its highest, decimal text.
    pub alert_value: String,
    /// What the plan buys, by supplier, earliest `order_by` first.
    pub buys: Vec<SupplierBuy>,
    /// Sum of the plan, decimal text.
    pub buy_total: String,
    /// Indicators in the order shown.
    pub indicators: Vec<Indicator>,
    /// Stock value of the last 26 weeks, one value a week, then today.
    pub stock_value: Vec<StockValuePoint>,
    /// Value of what the plan expects to be there, week by week for 16 weeks: median and the
    /// 10 % and 90 % ends.
    pub stock_value_expected: Vec<StockValueExpected>,
}

/// Expected value of stock on a day to come, at cost.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StockValueExpected {
    /// The day.
    #[ts(type = "string")]
    pub day: Day,
    /// Middle.
    pub median: f64,
    /// One in ten is lower.
    pub low: f64,
    /// One in ten is higher.
    pub high: f64,
}

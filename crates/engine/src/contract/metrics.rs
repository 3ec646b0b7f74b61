//! Indicators of a period.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the rows are split by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum MetricsBy {
    /// By SKU.
    #[default]
    Sku,
    /// By location.
    Location,
    /// By category.
    Category,
    /// By supplier.
    Supplier,
    /// By the buyer's country. Stock serves several markets, so rows by market carry sales
    /// figures; figures of stock are null.
    Market,
}

/// Asks for the indicators of a period, both days included.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MetricsRequest {
    /// First day.
    #[ts(type = "string")]
    pub from: Day,
    /// Last day.
    #[ts(type = "string")]
    pub to: Day,
    /// What the rows are split by.
    #[serde(default)]
    pub by: MetricsBy,
}

/// Indicators of one SKU, location, category, supplier or market, or of the whole shop.
/// Shares are fractions; null where the figure is undefined (nothing to divide by) or its data is
/// not known.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct MetricsRow {
    /// SKU, location, category, supplier or country; empty text where none is known; `total`.
    pub key: String,
    /// Its name, for SKUs.
    pub name: Option<String>,
    /// Order lines.
    #[ts(type = "number")]
    pub order_lines: i64,
    /// Units sold, cancelled lines left out.
    #[ts(type = "number")]
    pub units_sold: i64,
    /// Units taken back: returns and credit lines.
    #[ts(type = "number")]
    pub units_returned: i64,
    /// Sold − taken back.
    #[ts(type = "number")]
    pub units_net: i64,
    /// Net revenue in base currency, decimal text.
    pub revenue: String,
    /// Cost of goods sold in base currency, decimal text; null where no cost is known.
    pub cost_of_goods: Option<String>,
    /// Revenue − cost of goods of the lines whose cost is known.
    pub gross_margin: Option<String>,
    /// Units received from suppliers.
    #[ts(type = "number | null")]
    pub units_received: Option<i64>,
    /// Units on hand at the end.
    #[ts(type = "number | null")]
    pub on_hand_end: Option<i64>,
    /// Mean daily stock value at cost, base currency.
    pub mean_stock_value: Option<f64>,
    /// Stock value at the end.
    pub end_stock_value: Option<f64>,
    /// Inventory turnover a year.
    pub turnover: Option<f64>,
    /// 365 ÷ turnover.
    pub days_of_inventory: Option<f64>,
    /// By the workspace's definition.
    pub sell_through_rate: Option<f64>,
    /// Days out ÷ days on sale.
    pub stockout_rate: Option<f64>,
    /// Days out of stock.
    #[ts(type = "number | null")]
    pub stockout_days: Option<i64>,
    /// Cost of slow stock ÷ cost of all stock, at the end.
    pub dead_stock_share: Option<f64>,
    /// SKUs that sold ÷ SKUs that had stock.
    pub active_sku_share: Option<f64>,
    /// Gross margin return on inventory.
    pub gmroi: Option<f64>,
    /// Orders shipped whole ÷ orders.
    pub order_fill: Option<f64>,
    /// Counted lines that match the book ÷ counted lines.
    pub stock_accuracy: Option<f64>,
}

/// The answer of `metrics`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MetricsReport {
    /// First day.
    #[ts(type = "string")]
    pub from: Day,
    /// Last day.
    #[ts(type = "string")]
    pub to: Day,
    /// Base currency.
    pub currency: String,
    /// Definition of the sell-through rate in use.
    pub sell_through_definition: String,
    /// One row a key, most revenue first.
    pub rows: Vec<MetricsRow>,
    /// The whole shop.
    pub total: MetricsRow,
    /// Currencies without a rate, left out of the sums.
    pub missing_rates: Vec<String>,
}

/// Asks for the course of the indicators.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TrendRequest {
    /// First day.
    #[ts(type = "string")]
    pub from: Day,
    /// Last day.
    #[ts(type = "string")]
    pub to: Day,
    /// Days a point covers, 1–365.
    pub step_days: u32,
}

/// The whole shop's indicators, point by point.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MetricsTrend {
    /// Base currency.
    pub currency: String,
    /// Last day of each point.
    #[ts(type = "string[]")]
    pub days: Vec<Day>,
    /// One row a point, keyed by its last day.
    pub points: Vec<MetricsRow>,
}

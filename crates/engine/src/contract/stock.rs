//! The stock table.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One SKU at one location.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StockRow {
    /// SKU.
    pub sku: String,
    /// Its name; the SKU where it has none.
    pub name: String,
    /// Category, empty where none.
    pub category: String,
    /// Supplier, empty where none.
    pub supplier: String,
    /// Barcode, empty where none.
    pub barcode: String,
    /// Location.
    pub location: String,
    /// Units on hand this morning; 0 where no count is known.
    #[ts(type = "number")]
    pub on_hand: i64,
    /// Whether a count is known.
    pub counted: bool,
    /// Sold, not yet shipped.
    #[ts(type = "number")]
    pub allocated: i64,
    /// On hand − allocated.
    #[ts(type = "number")]
    pub available: i64,
    /// Ordered, not yet received.
    #[ts(type = "number")]
    pub on_order: i64,
    /// Inventory position at which to order.
    #[ts(type = "number")]
    pub reorder_point: i64,
    /// Order-up-to level.
    #[ts(type = "number")]
    pub target: i64,
    /// Days until the projected stock is empty on the median forecast; null = not within a year.
    pub days_of_supply: Option<f64>,
    /// Mean units a day expected now.
    pub daily_demand: f64,
    /// Units sold in each of the last 13 weeks, oldest first.
    #[ts(type = "number[]")]
    pub weeks: Vec<i64>,
    /// Share of each of those weeks in which the stock was out, 0–1.
    pub weeks_out: Vec<f64>,
    /// Days since the oldest unit was received.
    #[ts(type = "number | null")]
    pub stock_age: Option<i64>,
    /// Value of what is on hand at cost in base currency; null where no cost is known.
    pub value_at_cost: Option<f64>,
    /// `out`, `will_run_out`, `reorder`, `slow`, `ok`, `unknown`, `idle` (no stock, no sales).
    pub status: String,
    /// Picture beside the workspace, where there is one.
    pub image: Option<String>,
}

/// The stock table.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StockTable {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Base currency.
    pub currency: String,
    /// Every SKU at every location that has, had or awaits it.
    pub rows: Vec<StockRow>,
}

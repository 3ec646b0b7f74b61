//! One SKU in full.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::demand::ForecastSeries;
use super::stock::StockRow;

/// Asks for one SKU.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuRequest {
    /// SKU.
    pub sku: String,
    /// Location; without it all locations together.
    #[serde(default)]
    #[ts(optional)]
    pub location: Option<String>,
    /// The morning; without it the workspace's own.
    #[serde(default)]
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
}

/// A past week.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuWeek {
    /// Its first day.
    #[ts(type = "string")]
    pub day: Day,
    /// Units sold.
    #[ts(type = "number")]
    pub sold: i64,
    /// Units that the forecast learns from: those of days that kept stock to their end, without
    /// same-day corrections and what wholesale lines exceed.
    #[ts(type = "number")]
    pub demand_seen: i64,
    /// Days out of stock, 0–7; null where stock is unknown.
    pub days_out: Option<f64>,
    /// Units on hand at its end; null where unknown.
    #[ts(type = "number | null")]
    pub on_hand: Option<i64>,
    /// Promotion that ran in it.
    pub promotion: Option<String>,
}

/// A coming week.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuForecastWeek {
    /// Its first day.
    #[ts(type = "string")]
    pub day: Day,
    /// Quantiles of the week's demand: 2.5, 10, 25, 50, 75, 90, 97.5 %.
    pub demand: [f64; 7],
    /// The same quantiles of the stock at its end, open orders and the plan's order included.
    pub stock: [f64; 7],
}

/// What one receipt brought and is still there.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuLot {
    /// Document that brought it.
    pub source: String,
    /// Location.
    pub location: String,
    /// Day received.
    #[ts(type = "string")]
    pub received_on: Day,
    /// Units left.
    #[ts(type = "number")]
    pub quantity: i64,
    /// Days since.
    #[ts(type = "number")]
    pub age: i64,
}

/// One movement of stock.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuMovement {
    /// Day.
    #[ts(type = "string")]
    pub day: Day,
    /// Kind, a word of the glossary.
    pub kind: String,
    /// Signed units.
    #[ts(type = "number")]
    pub quantity: i64,
    /// Location.
    pub location: String,
    /// Document and line it came from.
    pub source: String,
    /// Batch that booked it.
    #[ts(type = "number")]
    pub batch: i64,
    /// Whether it takes back an earlier movement.
    pub reverses: bool,
}

/// An open order at a supplier.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuOpenOrder {
    /// Purchase order number.
    pub po_number: String,
    /// Supplier.
    pub supplier: String,
    /// Location it goes to.
    pub location: String,
    /// Units still to come.
    #[ts(type = "number")]
    pub quantity: i64,
    /// Day ordered.
    #[ts(type = "string")]
    pub ordered_on: Day,
    /// Day it is expected now.
    #[ts(type = "string")]
    pub expected_on: Day,
    /// Past the day promised.
    pub late: bool,
}

/// A lead time seen.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuLeadTime {
    /// Purchase order.
    pub po_number: String,
    /// Day ordered.
    #[ts(type = "string")]
    pub ordered_on: Day,
    /// Days to receipt.
    pub days: f64,
}

/// Sales of one market.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuMarket {
    /// Country.
    pub market: String,
    /// Units sold in the last 90 days.
    #[ts(type = "number")]
    pub sold: i64,
}

/// One SKU.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuDetail {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Base currency.
    pub currency: String,
    /// The row of the stock table for each location asked for.
    pub rows: Vec<StockRow>,
    /// Locations that have, had or await it.
    pub locations: Vec<String>,
    /// Selling price in base currency.
    pub price: Option<f64>,
    /// Purchase cost as the supplier writes it, decimal text.
    pub unit_cost: Option<String>,
    /// Its currency.
    pub cost_currency: Option<String>,
    /// Least order.
    #[ts(type = "number | null")]
    pub moq: Option<i64>,
    /// Units a carton.
    #[ts(type = "number | null")]
    pub pack_size: Option<i64>,
    /// Lead time used: mean days.
    pub lead_time_days: f64,
    /// Its standard deviation.
    pub lead_time_sd_days: f64,
    /// The last 52 weeks, oldest first.
    pub weeks: Vec<SkuWeek>,
    /// The next 16 weeks.
    pub forecast_weeks: Vec<SkuForecastWeek>,
    /// The forecast over the protection interval.
    pub forecast: Vec<ForecastSeries>,
    /// Lots, oldest first.
    pub lots: Vec<SkuLot>,
    /// The last 200 movements, newest first.
    pub movements: Vec<SkuMovement>,
    /// Open orders.
    pub open_orders: Vec<SkuOpenOrder>,
    /// Lead times seen, oldest first.
    pub lead_times: Vec<SkuLeadTime>,
    /// Where it sold, most first.
    pub markets: Vec<SkuMarket>,
}

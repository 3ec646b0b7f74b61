//! The replay: what policies would have earned on the shop's own past.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for a replay.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReplayRequest {
    /// First day of the replay: its morning is the first on which orders are placed.
    #[ts(type = "string")]
    pub from: Day,
    /// Last day of the replay.
    #[ts(type = "string")]
    pub to: Day,
}

/// What one policy would have earned over the scored days. Money is in base currency, decimal
/// text.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReplayPolicy {
    /// `actual`: the orders that were placed, where receipts were imported; `habit`: the days of
    /// cover that earned the most before the replay; `textbook`: mean and standard deviation at
    /// 95 %; `plan`: this plan; `foresight`: every sale known beforehand, a limit that nobody
    /// reaches.
    pub name: String,
    /// Margin − holding − loss on stock left.
    pub profit: String,
    /// Units sold ÷ units demanded; none without demand.
    pub fill_rate: Option<f64>,
    /// Mean daily stock value at cost.
    pub mean_stock_value: String,
    /// Units demanded and not sold.
    pub lost_sales: f64,
    /// Their margin.
    pub lost_margin: String,
    /// Margin of what was sold.
    pub margin: String,
    /// Cost of holding stock.
    pub holding: String,
    /// Loss on stock left at the end.
    pub left: String,
    /// SKU-location-days that ended empty.
    pub empty_days: u64,
    /// Profit up to the end of each of `weeks`, base currency.
    pub profit_by_week: Vec<f64>,
}

/// An estimate and how sure it is: paired bootstrap over SKUs.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReplayInterval {
    /// The estimate.
    pub estimate: f64,
    /// Ends of the 80 % interval.
    pub inner: [f64; 2],
    /// Ends of the 95 % interval.
    pub outer: [f64; 2],
    /// Resamples drawn.
    pub resamples: u32,
    /// Lower end of the first bar of their histogram.
    pub bars_from: f64,
    /// Width of a bar.
    pub bar_width: f64,
    /// Resamples in each bar.
    pub bars: Vec<u32>,
}

/// One SKU at one location.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReplayRow {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location.
    pub location: String,
    /// Units demanded over the scored days.
    pub demanded: f64,
    /// Profit by policy, in the order of `policies`, base currency.
    pub profit: Vec<f64>,
    /// Units lost by policy.
    pub lost_sales: Vec<f64>,
    /// Mean stock value by policy, base currency.
    pub mean_stock_value: Vec<f64>,
}

/// The answer of `replay`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReplayReport {
    /// First day of the replay.
    #[ts(type = "string")]
    pub from: Day,
    /// Last day of the replay.
    #[ts(type = "string")]
    pub to: Day,
    /// First day that is scored: what was sold before it came from stock no policy chose.
    #[ts(type = "string")]
    pub scored_from: Day,
    /// Last day that is scored.
    #[ts(type = "string")]
    pub scored_to: Day,
    /// Base currency.
    pub currency: String,
    /// Days between two orders.
    pub review_days: u32,
    /// Days of cover of the habit.
    pub habit_cover_days: f64,
    /// Whether they were fitted on the time before the replay; else assumed, as too little is known.
    pub habit_fitted: bool,
    /// SKUs at locations that were replayed.
    pub places: u32,
    /// Left out: not on sale yet when the replay began.
    pub left_out_new: u32,
    /// Left out: no price or no cost.
    pub left_out_without_money: u32,
    /// Replayed with an assumed opening stock, as no count was known then.
    pub opening_assumed: u32,
    /// The policies.
    pub policies: Vec<ReplayPolicy>,
    /// What the gain is measured against: `actual` where there is one, else `habit`.
    pub against: String,
    /// Profit of the plan − profit of what it is measured against, base currency.
    pub gain: Option<ReplayInterval>,
    /// Share of the gap between habit and foresight that the plan closes.
    pub gap_closed: Option<ReplayInterval>,
    /// Last day of each week of the course; the last one may be shorter.
    #[ts(type = "string[]")]
    pub weeks: Vec<Day>,
    /// By SKU and location, the plan's largest gain first.
    pub rows: Vec<ReplayRow>,
}

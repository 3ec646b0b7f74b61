//! The purchase plan.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Coded, Language};

/// Asks for the plan.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PlanRequest {
    /// The morning; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// Money to spend in base currency, decimal text; without it no limit.
    #[ts(optional)]
    pub budget: Option<String>,
}

/// The arithmetic of a line, in units: each step is what the bar of the waterfall shows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Arithmetic {
    /// Mean demand of the protection interval at today's level, before season and promotion.
    pub base_demand: f64,
    /// What the season adds or takes.
    pub season: f64,
    /// What planned promotions add.
    pub promotion: f64,
    /// Target − mean demand.
    pub safety_stock: f64,
    /// Order-up-to level.
    pub target: f64,
    /// Units on hand less allocated.
    pub available: f64,
    /// Units on order that arrive within the interval.
    pub on_order: f64,
    /// Above zero: what available and on order exceed the target by. Below: demand that will be
    /// lost before the goods arrive, which no order placed now can serve.
    pub surplus: f64,
    /// What is missing: target − available − on order + surplus, at least 0.
    pub need: f64,
    /// What MOQ and full packs add.
    pub rounding: f64,
    /// What the budget or the supplier's minimum took or added.
    pub budget: f64,
    /// Units to order.
    pub order: f64,
    /// Lead time + review period, days.
    pub protection_days: f64,
    /// Mean lead time.
    pub lead_time_days: f64,
    /// Its standard deviation.
    pub lead_time_sd_days: f64,
    /// Review period.
    pub review_days: f64,
    /// Mean demand a day over the interval.
    pub daily_demand: f64,
    /// Critical ratio.
    pub critical_ratio: f64,
    /// Cost of one unit short, base currency.
    pub underage: f64,
    /// Cost of one unit too many, base currency.
    pub overage: f64,
    /// Quantiles of the interval's demand: 5, 50, 80, 95 %.
    pub demand_quantiles: [f64; 4],
}

/// What one change of the world does to a line.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Sensitivity {
    /// `lead_time_plus_one_day`, `price_plus_ten_percent`, `one_more_pack` …
    pub change: String,
    /// Units the line would order.
    #[ts(type = "number")]
    pub quantity: i64,
    /// Change of the expected profit, base currency.
    pub profit_change: f64,
}

/// One line of the plan.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlanLine {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location.
    pub location: String,
    /// Supplier; empty where none is known.
    pub supplier: String,
    /// Units to order now: the seller's own figure where he set one.
    #[ts(type = "number")]
    pub quantity: i64,
    /// Units the plan proposes.
    #[ts(type = "number")]
    pub proposed: i64,
    /// Units the plan would propose without a budget.
    #[ts(type = "number")]
    pub unlimited: i64,
    /// Least order.
    #[ts(type = "number")]
    pub moq: i64,
    /// Units a carton.
    #[ts(type = "number")]
    pub pack_size: i64,
    /// Cartons.
    #[ts(type = "number")]
    pub cartons: i64,
    /// Volume, m³; null where carton measures are missing.
    pub cbm: Option<f64>,
    /// Gross weight, kg.
    pub weight_kg: Option<f64>,
    /// Purchase cost of one unit, decimal text; null where unknown.
    pub unit_cost: Option<String>,
    /// Its currency.
    pub currency: Option<String>,
    /// Sum of the line in its currency.
    pub amount: Option<String>,
    /// Sum of the line in base currency.
    pub amount_base: Option<String>,
    /// Latest safe day to order.
    #[ts(type = "string")]
    pub order_by: Day,
    /// Day the goods are expected.
    #[ts(type = "string")]
    pub expected_on: Day,
    /// Units on hand.
    #[ts(type = "number")]
    pub on_hand: i64,
    /// Sold, not shipped.
    #[ts(type = "number")]
    pub allocated: i64,
    /// Ordered, not received.
    #[ts(type = "number")]
    pub on_order: i64,
    /// Inventory position at which to order.
    #[ts(type = "number")]
    pub reorder_point: i64,
    /// Order-up-to level.
    #[ts(type = "number")]
    pub target: i64,
    /// Days the position lasts now; null = over a year.
    pub days_before: Option<f64>,
    /// Days it lasts with the order.
    pub days_after: Option<f64>,
    /// Day the stock runs out on the median forecast, before this order arrives.
    #[ts(type = "string | null")]
    pub stockout_on: Option<Day>,
    /// Expected profit of ordering against not ordering, decimal text in base currency; null where
    /// price or cost is unknown.
    pub expected_profit: Option<String>,
    /// Why, most telling first (`reason.<code>`).
    pub reasons: Vec<Coded>,
    /// The arithmetic.
    pub arithmetic: Arithmetic,
    /// Method of the forecast.
    pub method: String,
    /// The seller set the quantity.
    pub edited: bool,
    /// The quantity stays when the budget moves.
    pub locked: bool,
    /// Left out by the seller, with his reason.
    pub skipped: Option<String>,
    /// The seller's note, printed on the supplier's order.
    pub note: String,
    /// Units ordered on the plan's own morning already; 0 where none.
    #[ts(type = "number")]
    pub ordered: i64,
    /// How the goods travel: `sea`, `air`, `rail`, `express`; null where unknown.
    pub transport: Option<String>,
    /// Freight of the line in base currency, decimal text, part of `amount_base`; null without any.
    pub freight: Option<String>,
    /// The part of a split order that comes by a quicker way, beside the line of the same SKU and
    /// location. The seller's own quantity is for both.
    pub quick: bool,
}

/// Goods to move between locations before buying.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TransferLine {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location with too many.
    pub from: String,
    /// Location in need.
    pub to: String,
    /// Units.
    #[ts(type = "number")]
    pub quantity: i64,
    /// Purchase saved, base currency, decimal text.
    pub saves: String,
    /// Why.
    pub reasons: Vec<Coded>,
}

/// One supplier's part of the plan.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlanSupplier {
    /// Supplier; empty where none is known.
    pub supplier: String,
    /// Lines with a quantity.
    pub lines: u32,
    /// Units.
    #[ts(type = "number")]
    pub units: i64,
    /// Sum in base currency of the lines whose cost is known.
    pub cost: String,
    /// Lines on this order left out of `cost`, because their cost or a rate is missing.
    pub lines_without_cost: u32,
    /// Sum in the supplier's currency, where all lines share one.
    pub cost_foreign: Option<String>,
    /// That currency.
    pub currency: Option<String>,
    /// Earliest `order_by` of its lines.
    #[ts(type = "string | null")]
    pub order_by: Option<Day>,
    /// Mean lead time.
    pub lead_time_days: f64,
    /// Its standard deviation.
    pub lead_time_sd_days: f64,
    /// Volume of the lines whose cartons are known, m³.
    pub cbm: f64,
    /// Weight of the same, kg.
    pub weight_kg: f64,
    /// Least money of an order in the supplier's currency.
    pub min_order_value: Option<String>,
    /// Money left unspent by the budget's cut, base currency.
    pub held_back: String,
    /// Lines the cut left out.
    pub lines_held_back: u32,
}

/// A step of the budget curve: spending up to `spent`, the next unit of money earns `rate`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BudgetStep {
    /// Money spent before this step, base currency.
    pub spent: f64,
    /// Expected profit of one unit of money spent next.
    pub rate: f64,
}

/// The plan.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Plan {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Base currency.
    pub currency: String,
    /// Lines, grouped by supplier, most expected profit first.
    pub lines: Vec<PlanLine>,
    /// Transfers proposed before purchases.
    pub transfers: Vec<TransferLine>,
    /// Suppliers, earliest `order_by` first.
    pub suppliers: Vec<PlanSupplier>,
    /// Sum of all lines in base currency, decimal text.
    pub total_cost: String,
    /// Sum of what the plan would buy without a budget.
    pub total_unlimited: String,
    /// Expected profit of all lines, decimal text.
    pub expected_profit: String,
    /// The 10 % and 90 % ends of that profit.
    pub profit_range: Option<[f64; 2]>,
    /// Lines that will run out before the goods arrive.
    pub lines_out_before_arrival: u32,
    /// Budget used, decimal text; null without one.
    pub budget: Option<String>,
    /// The budget curve, falling.
    pub curve: Vec<BudgetStep>,
    /// SKUs that cannot be planned in money, with the reason (`no_price`, `no_cost` …).
    pub warnings: Vec<Coded>,
}

/// The seller's hand on a line. Fields left out stay as they were.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PlanEdit {
    /// The morning of the plan; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// The budget the plan is shown under.
    #[ts(optional)]
    pub budget: Option<String>,
    /// SKU.
    pub sku: String,
    /// Location.
    pub location: String,
    /// Units; null gives the line back to the plan.
    #[serde(deserialize_with = "super::plan::present")]
    #[ts(optional, type = "number | null")]
    pub quantity: Option<Option<i64>>,
    /// Keep the quantity when the budget moves.
    #[ts(optional)]
    pub locked: Option<bool>,
    /// Leave the line out, with a reason; null takes it back in.
    #[serde(deserialize_with = "super::plan::present")]
    #[ts(optional, type = "string | null")]
    pub skipped: Option<Option<String>>,
    /// Note for the supplier.
    #[ts(optional)]
    pub note: Option<String>,
}

/// Tells a field that is null from one that is not there.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Asks what would change a line.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ExplainRequest {
    /// The morning; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// SKU.
    pub sku: String,
    /// Location.
    pub location: String,
}

/// What would change a line.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Explanation {
    /// One entry a change.
    pub sensitivities: Vec<Sensitivity>,
}

/// Asks what a SKU's order at a location would be under other terms; nothing is kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SkuTermsRequest {
    /// The morning; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// SKU.
    pub sku: String,
    /// Location.
    pub location: String,
    /// Mean days from order to receipt, 0–730.
    #[ts(optional)]
    pub lead_time_days: Option<f64>,
    /// Selling price in base currency, above 0. Demand stays as it is.
    #[ts(optional)]
    pub price: Option<f64>,
    /// Share of cases in which the stock is to last, 0.5–0.995.
    #[ts(optional)]
    pub service: Option<f64>,
}

/// One side of a comparison.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuTermsSide {
    /// Mean days from order to receipt, closures left out.
    pub lead_time_days: f64,
    /// Selling price in base currency; null where unknown.
    pub price: Option<f64>,
    /// Critical ratio or service level that sized the order.
    pub service: f64,
    /// Units to order, before budget and transfers; both parts of a split order.
    #[ts(type = "number")]
    pub quantity: i64,
    /// What they cost in base currency, decimal text; null where the cost is unknown.
    pub cost: Option<String>,
    /// Expected profit of the order against none, decimal text; null where price or cost is
    /// unknown.
    pub expected_profit: Option<String>,
    /// Inventory position at which to order, units.
    pub reorder_point: f64,
    /// Order-up-to level, units.
    pub target: f64,
}

/// The order as it is and as it would be.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SkuTerms {
    /// Base currency of the sums.
    pub currency: String,
    /// As it is.
    pub now: SkuTermsSide,
    /// Under the terms asked for.
    pub then: SkuTermsSide,
}

/// Writes the workbooks of the plan.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExportPlanRequest {
    /// The morning; without it the workspace's own.
    #[serde(default)]
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// The budget the plan is made under.
    #[serde(default)]
    #[ts(optional)]
    pub budget: Option<String>,
    /// Folder to write into; made where it is not there.
    pub out: String,
    /// Language of the workbooks.
    #[serde(default)]
    pub lang: Language,
    /// One supplier only.
    #[serde(default)]
    #[ts(optional)]
    pub supplier: Option<String>,
}

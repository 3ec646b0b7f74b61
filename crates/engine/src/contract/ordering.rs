//! From a plan to goods: frozen versions, orders placed, goods received.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Keeps the plan as it stands.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FreezeRequest {
    /// The morning of the plan; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// Money to spend in base currency, decimal text; without it no limit.
    #[ts(optional)]
    pub budget: Option<String>,
    /// What the seller calls it; may be empty.
    pub name: String,
}

/// A frozen plan, without its lines.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlanVersion {
    /// Its number.
    #[ts(type = "number")]
    pub version: i64,
    /// The plan's morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// What the seller calls it.
    pub name: String,
    /// Money it was made under, decimal text; null without a limit.
    pub budget: Option<String>,
    /// When it was frozen, RFC 3339.
    pub frozen_at: String,
    /// Lines with a quantity.
    pub lines: u32,
    /// Base currency of the sums.
    pub currency: String,
    /// Sum of the lines whose cost is known, decimal text.
    pub total_cost: String,
    /// Expected profit, decimal text.
    pub expected_profit: String,
}

/// All frozen plans, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlanVersions {
    /// One entry a version.
    pub versions: Vec<PlanVersion>,
}

/// Compares a frozen plan with another, or with the plan as it stands.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CompareRequest {
    /// Number of the earlier version.
    #[ts(type = "number")]
    pub before: i64,
    /// Number of the later one; without it the plan as it stands now.
    #[ts(optional, type = "number")]
    pub after: Option<i64>,
    /// Morning of the plan as it stands; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// Budget of the plan as it stands.
    #[ts(optional)]
    pub budget: Option<String>,
}

/// A line whose quantity differs between two plans.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ComparedLine {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location.
    pub location: String,
    /// The part of a split order that comes by the quicker way: the same SKU and location stand
    /// twice then.
    pub quick: bool,
    /// Supplier.
    pub supplier: String,
    /// Units in the earlier plan.
    #[ts(type = "number")]
    pub before: i64,
    /// Units in the later one.
    #[ts(type = "number")]
    pub after: i64,
    /// Change of the line's sum in base currency, decimal text; null where a cost is unknown.
    pub cost_change: Option<String>,
}

/// What differs between two plans, most units first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlanComparison {
    /// The earlier plan.
    pub before: PlanVersion,
    /// The later one; its number is 0 where it is the plan as it stands.
    pub after: PlanVersion,
    /// Lines that differ.
    pub lines: Vec<ComparedLine>,
}

/// Marks lines of the plan as ordered: they become open purchase orders, dated the plan's morning,
/// as one batch that can be taken back.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OrderRequest {
    /// The morning of the plan; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
    /// Budget the plan is made under.
    #[ts(optional)]
    pub budget: Option<String>,
    /// One supplier only (empty text: the lines without one).
    #[ts(optional)]
    pub supplier: Option<String>,
    /// The lines of this frozen version instead of the plan as it stands.
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
}

/// One purchase order placed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlacedOrder {
    /// Its number, the one in the supplier's workbook.
    pub po_number: String,
    /// Supplier.
    pub supplier: String,
    /// Lines.
    pub lines: u32,
    /// Units.
    #[ts(type = "number")]
    pub units: i64,
    /// Sum in `currency`, decimal text; null where a cost is unknown.
    pub amount: Option<String>,
    /// Currency.
    pub currency: String,
}

/// What was ordered.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Ordered {
    /// The batch, to take it back.
    #[ts(type = "number")]
    pub batch: i64,
    /// One entry a purchase order.
    pub orders: Vec<PlacedOrder>,
}

/// A line of a purchase order.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OpenOrderLine {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location the goods go to.
    pub location: String,
    /// Units ordered.
    #[ts(type = "number")]
    pub ordered: i64,
    /// Units received so far.
    #[ts(type = "number")]
    pub received: i64,
    /// Units still to come.
    #[ts(type = "number")]
    pub rest: i64,
}

/// A purchase order that is not wholly received.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OpenOrder {
    /// Its number.
    pub po_number: String,
    /// Supplier; empty where none is known.
    pub supplier: String,
    /// Day ordered.
    #[ts(type = "string")]
    pub ordered_on: Day,
    /// Day promised for the last of its open lines.
    #[ts(type = "string | null")]
    pub expected_on: Option<Day>,
    /// Days past the day promised; 0 where it is not late.
    pub days_late: u32,
    /// Units still to come.
    #[ts(type = "number")]
    pub rest: i64,
    /// Its lines, received ones too.
    pub lines: Vec<OpenOrderLine>,
}

/// Purchase orders under way at the end of a day.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OpenOrders {
    /// The day.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Earliest promised first.
    pub orders: Vec<OpenOrder>,
}

/// Units of one line that came.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct ReceivedLine {
    /// SKU.
    pub sku: String,
    /// Location.
    pub location: String,
    /// Units.
    #[ts(type = "number")]
    pub quantity: i64,
}

/// Books goods that came, in full or in part.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ReceiveRequest {
    /// Purchase order number.
    pub po_number: String,
    /// Day they came; without it the workspace's own morning.
    #[ts(optional, type = "string")]
    pub received_on: Option<Day>,
    /// What came; without lines, all that is still to come.
    pub lines: Vec<ReceivedLine>,
}

/// What was booked.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Received {
    /// The batch, to take it back.
    #[ts(type = "number")]
    pub batch: i64,
    /// Purchase order number.
    pub po_number: String,
    /// Day they came.
    #[ts(type = "string")]
    pub received_on: Day,
    /// Units booked.
    #[ts(type = "number")]
    pub units: i64,
    /// Units of the order still to come.
    #[ts(type = "number")]
    pub rest: i64,
}

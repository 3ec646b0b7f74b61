//! What needs a decision.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Coded;

/// One thing to decide.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Alert {
    /// Rule that fired: `slow_low_sales`, `slow_old_lot`, `slow_not_promoted`,
    /// `below_reorder_point`, `below_minimum`, `order_overdue`, `stockout_before_arrival`.
    pub rule: String,
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location.
    pub location: String,
    /// Money at stake in base currency, decimal text.
    pub value_at_cost: String,
    /// Numbers of the rule's sentence (`alert.<rule>`).
    #[ts(type = "Record<string, string | number | boolean | null>")]
    pub params: serde_json::Map<String, serde_json::Value>,
    /// What can be done, best first (`alert.action_<code>`).
    pub actions: Vec<Coded>,
}

/// The answer of `alerts`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Alerts {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Base currency.
    pub currency: String,
    /// Most money first.
    pub alerts: Vec<Alert>,
}

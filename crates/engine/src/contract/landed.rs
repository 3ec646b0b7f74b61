//! Landed cost, its dated rates, and what a change of them would do.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One dated rate of what it costs to bring goods in. Empty texts are "any".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CostRate {
    /// `freight`, `insurance`, `duty`, `brokerage`, `fee`, `vat`.
    pub kind: String,
    /// Layer: rates of different names add up, of one name the most specific counts.
    pub programme: String,
    /// `per_kg`, `per_cbm`, `per_carton`, `per_unit`, `per_shipment`, `goods_percent`,
    /// `cif_percent`.
    pub basis: String,
    /// Decimal text: money, or a share where the basis is a percentage (0.025 = 2.5 %; `2.5%` is
    /// read as well).
    pub rate: String,
    /// Currency of the money; empty = base currency.
    pub currency: String,
    /// Country of origin.
    pub from_country: String,
    /// Country of arrival, or `EU`.
    pub to_country: String,
    /// `sea`, `air`, `rail`, `express`.
    pub transport: String,
    /// First digits of the HS code.
    pub hs_code: String,
    /// Whether it is paid back.
    pub recoverable: bool,
    /// First day of arrival it holds for; null = always did.
    #[ts(type = "string | null")]
    pub valid_from: Option<Day>,
    /// Last day of arrival it holds for; null = no end known.
    #[ts(type = "string | null")]
    pub valid_to: Option<Day>,
    /// Where it comes from.
    pub note: String,
}

/// All rates.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CostRates {
    /// By kind, layer and first day.
    pub rates: Vec<CostRate>,
}

/// Which landed costs are asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LandedRequest {
    /// The morning; null = the workspace's own.
    #[ts(type = "string | null")]
    pub as_of: Option<Day>,
    /// One SKU only.
    pub sku: Option<String>,
}

/// One part of a landed cost.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LandedPart {
    /// What it is for.
    pub kind: String,
    /// Its layer.
    pub programme: String,
    /// What it is counted by.
    pub basis: String,
    /// The rate: base currency, or a share.
    pub rate: f64,
    /// Base currency a unit, decimal text.
    pub amount: String,
    /// Whether it is paid back and no part of the sum.
    pub recoverable: bool,
}

/// The landed cost of a SKU at a location.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LandedRow {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location.
    pub location: String,
    /// Country of origin; null where unknown.
    pub origin: Option<String>,
    /// Country of the location; null where unknown.
    pub destination: Option<String>,
    /// How it travels; null where unknown.
    pub transport: Option<String>,
    /// Day an order of this morning arrives: the day it is costed on.
    #[ts(type = "string")]
    pub arrives_on: Day,
    /// What the supplier is paid, base currency, decimal text.
    pub goods: String,
    /// Everything else.
    pub parts: Vec<LandedPart>,
    /// Landed cost, base currency, decimal text.
    pub landed: String,
    /// Paid at the border and got back, decimal text.
    pub recoverable: String,
    /// Selling price, base currency, decimal text; null where unknown.
    pub price: Option<String>,
    /// Margin on the landed cost ÷ price.
    pub margin: Option<f64>,
    /// What is not known and would be needed: `weight`, `volume`, `carton`, `hs_code`, `origin`,
    /// `destination`, `transport`, `shipment_value`.
    pub missing: Vec<String>,
}

/// The answer of `landed`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LandedReport {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Base currency.
    pub currency: String,
    /// How many rates there are.
    pub rates: u32,
    /// Currencies of rates without an exchange rate; those rates are left out.
    pub without_exchange: Vec<String>,
    /// Value of a usual shipment over which a flat fee is shared, decimal text; null where none
    /// is known.
    pub shipment_value: Option<String>,
    /// Whether the seller stated it; else it is the median of past purchase orders.
    pub shipment_value_stated: bool,
    /// SKUs at their locations, the largest share of added cost first.
    pub rows: Vec<LandedRow>,
    /// SKU-locations without a purchase cost: nothing can be said of them.
    pub without_cost: u32,
}

/// Goods whose origin or way is asked to change.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RouteChange {
    /// One SKU only; empty = all.
    pub sku: String,
    /// One category only; empty = all.
    pub category: String,
    /// One supplier only; empty = all.
    pub supplier: String,
    /// New country of origin; empty = as it is.
    pub origin: String,
    /// New transport; empty = as it is.
    pub transport: String,
}

/// A what-if of rates, routes and origins.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct WhatIfRequest {
    /// The morning; null = the workspace's own.
    #[ts(type = "string | null")]
    pub as_of: Option<Day>,
    /// Rates to add, or to put in the place of those with the same words and first day.
    pub rates: Vec<CostRate>,
    /// Rates to take away.
    pub without: Vec<CostRate>,
    /// Changes of origin and way.
    pub routes: Vec<RouteChange>,
    /// Most days of demand that are bought early; null = 180.
    pub most_days_early: Option<f64>,
}

/// Buying before a cost rises.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BuyEarly {
    /// Units beyond the usual order, whole packs.
    pub units: i64,
    /// Days of demand they last.
    pub days: f64,
    /// Rise saved less longer holding, base currency, decimal text.
    pub gain: String,
    /// What they cost, base currency, decimal text.
    pub cost: String,
    /// Latest day on which an order arrives before the change with a chance of 90 %; null where
    /// that has passed.
    #[ts(type = "string | null")]
    pub order_by: Option<Day>,
    /// Chance that an order of this morning arrives before the change.
    pub chance_today: f64,
}

/// What a change does to one SKU at a location.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WhatIfRow {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Location.
    pub location: String,
    /// Landed cost by today's rates on today's arrival, base currency, decimal text.
    pub landed_now: String,
    /// Landed cost after the change, base currency, decimal text.
    pub landed_then: String,
    /// Selling price, base currency, decimal text; null where unknown.
    pub price: Option<String>,
    /// Margin ÷ price now.
    pub margin_now: Option<f64>,
    /// Margin ÷ price then.
    pub margin_then: Option<f64>,
    /// Price that keeps the margin, decimal text.
    pub price_needed: Option<String>,
    /// Units of today's order as things are.
    pub order_now: i64,
    /// Units of today's order if the change held for it.
    pub order_then: i64,
    /// What to buy before the change; null where nothing is worth it.
    pub buy_early: Option<BuyEarly>,
    /// The lead time of the new way is not known from receipts; the old one was kept.
    pub lead_time_kept: bool,
    /// What is not known and would be needed.
    pub missing: Vec<String>,
}

/// The answer of `landed_what_if`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WhatIfReport {
    /// The morning.
    #[ts(type = "string")]
    pub as_of: Day,
    /// Base currency.
    pub currency: String,
    /// Day from which the change holds; null where it holds at once.
    #[ts(type = "string | null")]
    pub changes_on: Option<Day>,
    /// SKU-locations whose landed cost changes, most money a year first.
    pub rows: Vec<WhatIfRow>,
    /// SKU-locations that stay as they are.
    pub unchanged: u32,
    /// Added cost a year on the expected demand, base currency, decimal text; negative = saved.
    pub cost_a_year: String,
    /// Cost of today's plan as things are, base currency, decimal text.
    pub plan_now: String,
    /// Cost of today's plan if the change held for it, decimal text.
    pub plan_then: String,
    /// Gain of all early buying that can still arrive, decimal text.
    pub early_gain: String,
    /// Money that needs, decimal text.
    pub early_cost: String,
    /// Time the whole answer took, milliseconds.
    pub took_ms: u32,
}

//! What a plan is made from: one item for each SKU and location, and the shop's settings.

use std::collections::BTreeMap;

use domain::{Day, Text, Transport, UnitPrice};

use crate::bundles::Assembly;
use crate::lead_time::{Closure, LeadTime};
use crate::offer::Offer;

/// An order at a supplier that has not been received in full.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenOrder {
    /// Number of the purchase order.
    pub po_number: Text,
    /// Units still to come.
    pub quantity: i64,
    /// Day it was ordered.
    pub ordered_on: Day,
    /// Day the supplier promised, where one is known.
    pub expected_on: Option<Day>,
}

/// One SKU at one location as the plan sees it on the morning of the decision.
#[derive(Clone, Debug)]
pub struct Item<D> {
    /// SKU.
    pub sku: Text,
    /// Location.
    pub location: Text,
    /// Supplier, where one is known.
    pub supplier: Option<Text>,
    /// Future demand at this location.
    pub demand: D,
    /// Units on hand; `None` where no count is known.
    pub on_hand: Option<i64>,
    /// Units sold and not yet shipped.
    pub allocated: i64,
    /// Orders on the way.
    pub open_orders: Vec<OpenOrder>,
    /// Selling price of a unit in base currency, net of tax.
    pub price: Option<f64>,
    /// Landed cost of a unit in base currency: what the supplier is paid, and what it costs to
    /// bring it in.
    pub unit_cost: Option<f64>,
    /// What the supplier is paid for a unit, as it is quoted.
    pub quoted: Option<UnitPrice>,
    /// Freight, duty and fees of a unit in base currency, part of `unit_cost`.
    pub freight: f64,
    /// How the goods travel, where known.
    pub transport: Option<Transport>,
    /// Least quantity of an order; 1 where there is none.
    pub moq: i64,
    /// Units in a pack; orders are whole packs.
    pub pack_size: i64,
    /// Lead time with its evidence.
    pub lead_time: LeadTime,
    /// Days between two orders at this supplier, where it differs from the shop's.
    pub review_days: Option<f64>,
    /// Least units the seller wants available here.
    pub minimum: Option<i64>,
    /// The seller buys it no more.
    pub stopped: bool,
    /// Days with stock since the last sale, or since the first count where it never sold; `None`
    /// where it was never there to be sold.
    pub stocked_days_since_sale: Option<i32>,
    /// Ways to buy it, where more is known than the fields above; the plan chooses among them and
    /// then reads supplier, cost, least quantity, pack and lead time from the chosen one.
    pub offers: Vec<Offer>,
    /// Days from receipt after which a unit can no longer be sold.
    pub shelf_life_days: Option<f64>,
    /// Units on hand by the day after which they can no longer be sold, oldest first.
    pub lots_end: Vec<(Day, i64)>,
    /// Volume of a unit as it is packed, m³, where its carton is known.
    pub unit_cbm: Option<f64>,
    /// Set where it is not bought but made from parts.
    pub assembly: Option<Assembly>,
}

impl<D> Item<D> {
    /// An item with nothing known but its demand: no stock count, no price, packs of one.
    pub fn new(sku: &str, location: &str, demand: D, lead_time: LeadTime) -> Item<D> {
        Item {
            sku: sku.into(),
            location: location.into(),
            supplier: None,
            demand,
            on_hand: None,
            allocated: 0,
            open_orders: Vec::new(),
            price: None,
            unit_cost: None,
            quoted: None,
            moq: 1,
            pack_size: 1,
            lead_time,
            review_days: None,
            minimum: None,
            stopped: false,
            stocked_days_since_sale: None,
            freight: 0.0,
            transport: None,
            offers: Vec::new(),
            shelf_life_days: None,
            lots_end: Vec::new(),
            unit_cbm: None,
            assembly: None,
        }
    }

    /// The same item with another demand.
    #[must_use]
    pub fn with_demand<E>(&self, demand: E) -> Item<E> {
        Item {
            sku: self.sku.clone(),
            location: self.location.clone(),
            supplier: self.supplier.clone(),
            demand,
            on_hand: self.on_hand,
            allocated: self.allocated,
            open_orders: self.open_orders.clone(),
            price: self.price,
            unit_cost: self.unit_cost,
            quoted: self.quoted,
            freight: self.freight,
            transport: self.transport,
            moq: self.moq,
            pack_size: self.pack_size,
            lead_time: self.lead_time.clone(),
            review_days: self.review_days,
            minimum: self.minimum,
            stopped: self.stopped,
            stocked_days_since_sale: self.stocked_days_since_sale,
            offers: self.offers.clone(),
            shelf_life_days: self.shelf_life_days,
            lots_end: self.lots_end.clone(),
            unit_cbm: self.unit_cbm,
            assembly: self.assembly.clone(),
        }
    }
}

/// What the orders aim at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Objective {
    /// Most expected profit: the critical ratio from prices and costs.
    Profit,
    /// The same chance of no stock-out in an interval for every SKU, 0–1.
    ServiceLevel(f64),
}

/// How an order's size is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Simulation where the lead time is short or the ratio low, else the position rule.
    Auto,
    /// Target − inventory position.
    Position,
    /// Quantile of (demand of the covered review period − stock then) with lost sales.
    Simulate,
}

/// A supplier's terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SupplierTerms {
    /// Least value of one order, in base currency.
    pub min_order_value: Option<f64>,
    /// Days it makes and ships nothing.
    pub closures: Vec<Closure>,
    /// Most volume of one order, m³: what a container holds.
    pub max_cbm: Option<f64>,
}

/// What it takes to move goods between two locations.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Where goods leave.
    pub from: Text,
    /// Where they arrive.
    pub to: Text,
    /// Cost a unit, base currency.
    pub cost_per_unit: f64,
    /// Days on the way.
    pub days: f64,
}

/// The shop's settings and assumptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The morning of the decision.
    pub as_of: Day,
    /// Days between two orders.
    pub review_days: f64,
    /// Cost of holding stock, share of its cost a year.
    pub holding_cost_rate: f64,
    /// What unsellable stock still brings, share of its cost.
    pub salvage_rate: f64,
    /// Cost of a lost sale in units of its margin.
    pub lost_sale_cost_factor: f64,
    /// Money or service level.
    pub objective: Objective,
    /// How an order's size is found.
    pub rule: Rule,
    /// Correction of the critical ratio on the logit scale, from `calibrate`; 0 = the formula.
    pub ratio_logit_shift: f64,
    /// Service level where price or cost is unknown.
    pub unpriced_service_level: f64,
    /// Days with stock and without a sale after which nothing is ordered.
    pub no_sale_days: i32,
    /// A least quantity that lasts longer than this many days is not bought.
    pub max_cover_days: f64,
    /// Simulated paths of demand.
    pub paths: usize,
    /// Seed of everything random.
    pub seed: u64,
    /// Terms by supplier.
    pub suppliers: BTreeMap<Text, SupplierTerms>,
    /// Ways between locations; none = no transfers are proposed.
    pub lanes: Vec<Lane>,
}

impl Settings {
    /// The defaults of a new workspace.
    #[must_use]
    pub fn new(as_of: Day) -> Settings {
        Settings {
            as_of,
            review_days: 7.0,
            holding_cost_rate: 0.25,
            salvage_rate: 0.5,
            lost_sale_cost_factor: 1.0,
            objective: Objective::Profit,
            rule: Rule::Auto,
            ratio_logit_shift: 0.0,
            unpriced_service_level: 0.9,
            no_sale_days: 42,
            max_cover_days: 730.0,
            paths: 400,
            seed: 1,
            suppliers: BTreeMap::new(),
            lanes: Vec::new(),
        }
    }

    /// The review period of an item, 1 to 365 days.
    pub(crate) fn review<D>(&self, item: &Item<D>) -> f64 {
        let days = item.review_days.unwrap_or(self.review_days);
        within(days, 1.0, 365.0, 7.0)
    }
}

/// `value` cut to the range, or `otherwise` where it is no number.
pub(crate) fn within(value: f64, low: f64, high: f64, otherwise: f64) -> f64 {
    if value.is_nan() {
        otherwise
    } else {
        value.clamp(low, high)
    }
}

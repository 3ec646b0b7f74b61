//! One line of the plan: from need to a quantity, a day and a reason.

use domain::{Day, Text, Transport, UnitPrice};

use crate::demand::{Demand, Sound};
use crate::item::{Item, Objective, Settings};
use crate::lead_time::closure_days;
use crate::packs::{Packs, rounded};
use crate::policy::{Policy, policy_of, reorder_point};
use crate::position::{Arrival, Position, closures_of, day_after};
use crate::reason::{self, Reason};
use crate::simulate::{FEWEST_PATHS, MOST_PATHS, simulated_need};
use crate::value::{Value, days_until};

/// The arithmetic of a line, in units, in the order of the waterfall:
/// base + season + promotion + safety = target; target − available − on order + surplus = need;
/// need + rounding + budget = order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arithmetic {
    /// Demand of the protection interval at today's level.
    pub base_demand: f64,
    /// What the season adds or takes.
    pub season: f64,
    /// What promotions add.
    pub promotion: f64,
    /// Target − mean demand.
    pub safety_stock: f64,
    /// Order-up-to level.
    pub target: f64,
    /// On hand − allocated.
    pub available: f64,
    /// On order and expected within the interval.
    pub on_order: f64,
    /// Above zero: what available and on order exceed the target by. Below: demand that will be
    /// lost before the goods arrive, which no order placed now can serve (simulated orders).
    pub surplus: f64,
    /// What an order placed now has to bring, at least 0.
    pub need: f64,
    /// What packs and least quantity add or take.
    pub rounding: f64,
    /// What transfers, budget and the supplier's minimum add or take.
    pub budget: f64,
    /// Units to order.
    pub order: f64,
    /// Lead time + review period, days.
    pub protection_days: f64,
    /// Mean lead time, closures included, days.
    pub lead_time_days: f64,
    /// Its standard deviation, days.
    pub lead_time_sd_days: f64,
    /// Review period, days.
    pub review_days: f64,
    /// Mean demand a day over the interval.
    pub daily_demand: f64,
    /// Critical ratio, 0–1.
    pub critical_ratio: f64,
    /// Cost of one unit short, base currency; `None` where price or cost is unknown.
    pub underage: Option<f64>,
    /// Cost of one unit too many over the interval, base currency.
    pub overage: Option<f64>,
}

/// One line of the plan: a SKU at a location, whether or not anything is to be ordered.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// SKU.
    pub sku: Text,
    /// Location.
    pub location: Text,
    /// Supplier, where known.
    pub supplier: Option<Text>,
    /// Units to order now.
    pub quantity: i64,
    /// Units it would order without a budget or a supplier's minimum.
    pub unlimited: i64,
    /// Landed cost of a unit in base currency, where known.
    pub unit_cost: Option<f64>,
    /// What the supplier is paid for a unit, as quoted.
    pub quoted: Option<UnitPrice>,
    /// Freight, duty and fees of a unit in base currency, part of `unit_cost`.
    pub freight: f64,
    /// How the goods travel, where known.
    pub transport: Option<Transport>,
    /// Index of the offer it is bought by, where the item has offers.
    pub offer: Option<usize>,
    /// The latest day on which to order without running below the safety stock: the day the
    /// position falls to the reorder point. Today where it has.
    pub order_by: Day,
    /// Day the goods of an order placed today are expected.
    pub expected_on: Day,
    /// Stock and arrivals.
    pub position: Position,
    /// Inventory position at which to order, units.
    pub reorder_point: f64,
    /// Order-up-to level, units.
    pub target: f64,
    /// Days until the projected stock is empty; `None` = not within a year.
    pub days_of_supply: Option<f64>,
    /// Days until the last unit of what is here, on the way and in this order is sold, gaps
    /// between arrivals passed over; equal to `days_of_supply` where nothing is ordered.
    pub days_after: Option<f64>,
    /// Expected profit of the order against none, base currency; `None` where price or cost is
    /// unknown.
    pub expected_profit: Option<f64>,
    /// The arithmetic.
    pub arithmetic: Arithmetic,
    /// Why, most telling first.
    pub reasons: Vec<Reason>,
    /// What later steps need to value another quantity.
    pub(crate) sizing: Sizing,
}

/// What sized a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sizing {
    pub policy: Policy,
    /// Target − supply, unrounded; negative where there is too much.
    pub need: f64,
    pub packs: Packs,
    /// Whether nothing may be bought, whatever the money.
    pub refused: bool,
    /// Most units of the order, whatever else asks for more.
    pub most: i64,
}

impl Line {
    /// Cost of the line in base currency; `None` where the unit cost is unknown.
    #[must_use]
    pub fn cost(&self) -> Option<f64> {
        self.unit_cost.map(|cost| cost * self.quantity as f64)
    }

    /// Day the projected stock runs out, where that is within a year.
    #[must_use]
    pub fn stock_out_on(&self, as_of: Day) -> Option<Day> {
        self.days_of_supply.map(|days| day_after(as_of, days))
    }

    /// The lead-time, ratio and interval figures this line was sized by.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.sizing.policy
    }

    /// The line as it would be with another quantity: its profit, arithmetic and days follow.
    #[must_use]
    pub fn with_quantity<D: Demand>(&self, item: &Item<D>, quantity: i64) -> Line {
        let mut line = self.clone();
        line.set_quantity(item, quantity);
        line
    }

    /// Sets the quantity, and every figure that hangs on it.
    pub(crate) fn set_quantity<D: Demand>(&mut self, item: &Item<D>, quantity: i64) {
        self.quantity = quantity.max(0);
        let units = self.quantity as f64;
        let value = Value::new(&item.demand, &self.sizing.policy, self.sizing.need);
        let policy = &self.sizing.policy;
        self.expected_profit = policy.economics.as_ref().map(|money| {
            // A lot far above the need is not meant for one interval.
            if units > self.sizing.need.max(0.0) + self.sizing.packs.pack_size as f64 {
                value.lot_gain(money, units)
            } else {
                value.gain(money, units)
            }
        });
        self.arithmetic.order = units;
        self.days_after = if self.quantity > 0 {
            let mut with_order = self.position.clone();
            let day = policy.lead_days.round() as i32;
            with_order.arrivals.push(Arrival {
                day,
                quantity: self.quantity,
                late: false,
            });
            with_order.arrivals.sort_by_key(|arrival| arrival.day);
            with_order.days_until_last_unit(&item.demand)
        } else {
            self.days_of_supply
        };
    }
}

/// Proposes the line of an item, before transfers, budget and the supplier's minimum.
pub fn propose<D: Demand>(item: &Item<D>, settings: &Settings) -> Line {
    let demand = Sound(&item.demand);
    let position = Position::of(item, settings);
    let (lead, _) = item.lead_time.days();
    let (closed_days, closure) = closure_days(settings.as_of, lead, closures_of(item, settings));
    let mut policy = policy_of(item, settings, closed_days);
    let mut reasons = std::mem::take(&mut policy.reasons);
    // An order due just after the interval serves it half the time; two standard deviations
    // of the lead time are the reach of an ordinary delay.
    let counted = position.arriving_before(policy.protection_days + 2.0 * policy.lead_sd_days);
    let supply = (position.available + counted) as f64;

    let mut need = policy.target - supply;
    let refused = refusal(item, settings, &policy);
    if policy.simulate && refused.is_none() {
        let paths = settings.paths.clamp(FEWEST_PATHS, MOST_PATHS);
        need = simulated_need(&item.demand, &position, &policy, paths, settings.seed)
            .min(crate::policy::ceiling(policy.mean_demand) - supply);
        reasons.insert(0, reason::simulated(paths, 100.0 * policy.ratio));
    }
    let short_of_minimum = item
        .minimum
        .filter(|minimum| !item.stopped && *minimum as f64 - supply > need.max(0.0))
        .map(|minimum| minimum.clamp(0, crate::packs::MOST_ORDER));
    if let Some(minimum) = short_of_minimum {
        need = minimum as f64 - supply;
        reasons.insert(0, reason::raised_to_minimum(minimum));
    }

    let packs = Packs::of(item.moq, item.pack_size);
    if item.moq < 1 || item.pack_size < 1 {
        reasons.push(reason::bad_pack(item.pack_size, item.moq));
    }
    // The order-up-to level is the glossary's, whatever sized the order, so that it and the
    // reorder point speak of the same interval.
    let target = short_of_minimum.map_or(policy.target, |minimum| minimum as f64);
    let is_refused = refused.is_some() && short_of_minimum.is_none();
    let whole_need = if is_refused {
        0
    } else {
        (need.round() as i64).max(0)
    };
    let value = Value::new(&item.demand, &policy, need);
    let of_money = matches!(settings.objective, Objective::Profit) && short_of_minimum.is_none();
    let money = policy.economics.as_ref().filter(|_| of_money);
    let longest = crate::item::within(settings.max_cover_days, 1.0, 3_650.0, 730.0);
    let (quantity, rounding) = rounded(whole_need, packs, &value, money, longest);

    let parts = demand.parts(0.0, policy.protection_days);
    let lead_demand = demand.mean(0.0, policy.lead_days);
    let reorder = reorder_point(lead_demand, policy.target, policy.mean_demand);
    let days_of_supply = position.days_of_supply(&item.demand);
    let above = supply - reorder;
    let order_by = match days_until(&demand, above, 365.0) {
        Some(days) => day_after(settings.as_of, days),
        None => settings.as_of + 365,
    };
    let expected_on = settings.as_of + policy.lead_days.round() as i32;

    let mut said = Vec::new();
    if is_refused {
        said.extend(refused);
    } else if whole_need == 0 {
        said.push(reason::enough_stock(supply, target.round()));
    } else {
        said.push(reason::need(supply, target.round(), whole_need));
    }
    if quantity > 0 && days_of_supply.is_some_and(|days| days < policy.lead_days) {
        let out = day_after(settings.as_of, days_of_supply.unwrap_or(0.0));
        said.push(reason::stock_out_before_arrival(out, expected_on));
    }
    said.extend(rounding);
    said.extend(position.reasons.iter().cloned());
    said.push(reason::demand_of_interval(
        policy.mean_demand,
        policy.protection_days,
    ));
    said.append(&mut reasons);
    said.extend(item.lead_time.reasons());
    if let Some(closure) = closure {
        said.push(reason::supplier_closed(
            closure.from,
            closure.to,
            i64::from(closed_days),
        ));
    }

    let units = quantity as f64;
    let arithmetic = Arithmetic {
        base_demand: parts.base,
        season: parts.season,
        promotion: parts.promotion,
        safety_stock: target - policy.mean_demand,
        target,
        available: position.available as f64,
        on_order: counted as f64,
        surplus: whole_need as f64 - (target - supply),
        need: whole_need as f64,
        rounding: units - whole_need as f64,
        budget: 0.0,
        order: units,
        protection_days: policy.protection_days,
        lead_time_days: policy.lead_days,
        lead_time_sd_days: policy.lead_sd_days,
        review_days: policy.review_days,
        daily_demand: policy.mean_demand / policy.protection_days,
        critical_ratio: policy.ratio,
        underage: policy.economics.map(|money| money.underage),
        overage: policy.economics.map(|money| money.overage),
    };
    let mut line = Line {
        sku: item.sku.clone(),
        location: item.location.clone(),
        supplier: item.supplier.clone(),
        quantity,
        unlimited: quantity,
        unit_cost: item
            .unit_cost
            .filter(|cost| cost.is_finite() && *cost > 0.0),
        quoted: item.quoted,
        freight: item.freight,
        transport: item.transport,
        offer: None,
        order_by,
        expected_on,
        position,
        reorder_point: reorder,
        target,
        days_of_supply,
        days_after: days_of_supply,
        expected_profit: None,
        arithmetic,
        reasons: said,
        sizing: Sizing {
            policy,
            need,
            packs,
            refused: is_refused,
            most: crate::packs::MOST_ORDER,
        },
    };
    line.set_quantity(item, quantity);
    line
}

/// Why an item gets no order, where that is so.
fn refusal<D: Demand>(item: &Item<D>, settings: &Settings, policy: &Policy) -> Option<Reason> {
    if item.stopped {
        return Some(reason::stopped());
    }
    if policy.mean_demand <= 1e-9 {
        return Some(reason::no_demand());
    }
    let idle = item.stocked_days_since_sale.unwrap_or(0);
    let parts = Sound(&item.demand).parts(0.0, policy.protection_days);
    // Christmas goods rest for months: an upswing that the season or a promotion brings is no
    // reason to stop.
    let upswing = parts.season + parts.promotion > 0.0;
    if idle >= settings.no_sale_days.max(1) && !upswing {
        return Some(reason::no_recent_sale(i64::from(idle)));
    }
    policy.refused.clone()
}

//! What needs a decision, ranked by the money at stake.

use domain::{Day, Text};

use crate::demand::{Demand, Sound};
use crate::item::{Item, Settings};
use crate::position::day_after;
use crate::proposal::Line;
use crate::reason::{self, Reason};
use crate::slow::{ActionTerms, Outlet, SlowCandidate, SlowThresholds, actions, slow_stock};

/// One thing to decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// The rule, with the figures of its sentence.
    pub rule: Reason,
    /// SKU.
    pub sku: Text,
    /// Location.
    pub location: Text,
    /// Money at stake in base currency, at cost: slow units, or units missed; 0 where no cost is
    /// known.
    pub value_at_cost: f64,
    /// What can be done, best first.
    pub actions: Vec<Reason>,
}

/// Alerts of one planned item: reorder point, the seller's minimum, overdue orders, stock-out
/// before the next arrival, negative book stock.
pub fn item_alerts<D: Demand>(item: &Item<D>, line: &Line, settings: &Settings) -> Vec<Alert> {
    let demand = Sound(&item.demand);
    let as_of = settings.as_of;
    let position = &line.position;
    let cost = line.unit_cost.unwrap_or(0.0);
    let policy = line.policy();
    let mut found = Vec::new();
    let mut add = |rule, units: f64, actions| {
        found.push(Alert {
            rule,
            sku: item.sku.clone(),
            location: item.location.clone(),
            value_at_cost: cost * units.max(0.0),
            actions,
        });
    };
    let order =
        |line: &Line| (line.quantity > 0).then(|| reason::order(line.quantity, line.order_by));
    let counted = item.on_hand.is_some();
    let sells = !item.stopped && policy.mean_demand > 1e-9;

    // What is refused altogether (stopped, no sale for long, a loss on every sale) has no need.
    let reorder = line.reorder_point.ceil() as i64;
    if counted && sells && line.arithmetic.need > 0.0 && position.position <= reorder {
        let rule = reason::below_reorder_point(position.position, reorder, line.order_by);
        let units = line.target - position.position as f64;
        add(rule, units, order(line).into_iter().collect());
    }
    if let Some(minimum) = item.minimum
        && counted
        && position.available < minimum
    {
        let rule = reason::below_minimum(position.available, minimum);
        add(
            rule,
            (minimum as f64) - position.available as f64,
            order(line).into_iter().collect(),
        );
    }
    for open in item.open_orders.iter().filter(|open| open.quantity > 0) {
        if let Some(expected_on) = open.expected_on.filter(|day| *day < as_of) {
            let days = i64::from(as_of.since(expected_on));
            let rule = reason::order_overdue(&open.po_number, open.quantity, expected_on, days);
            let supplier = item.supplier.as_deref().unwrap_or("");
            add(
                rule,
                open.quantity as f64,
                vec![reason::chase(&open.po_number, supplier)],
            );
        }
    }
    if counted && sells {
        if let Some(alert) = stock_out(line, &demand, as_of) {
            let (rule, missed, mut what) = alert;
            if let Some(order) = order(line) {
                what.push(order);
            }
            add(rule, missed, what);
        }
        if item.on_hand.is_some_and(|on_hand| on_hand < 0) {
            let booked = item.on_hand.unwrap_or(0);
            add(
                reason::stock_negative(booked),
                booked.unsigned_abs() as f64,
                vec![reason::count()],
            );
        }
    }
    found
}

/// Whether the stock runs out before something arrives: the next arrival, or the order that
/// could be placed today.
fn stock_out<D: Demand>(
    line: &Line,
    demand: &Sound<'_, D>,
    as_of: Day,
) -> Option<(Reason, f64, Vec<Reason>)> {
    let position = &line.position;
    let policy = line.policy();
    let available = position.available as f64;
    let next = position.next_arrival();
    let arrives = next.map_or(policy.lead_days, |arrival| f64::from(arrival.day));
    let missed = (demand.quantile(arrives, 0.0, 0.5) - available.max(0.0)).max(0.0);
    if missed < 1.0 {
        return None;
    }
    // Days of supply before the arrival: the moment the median has used up what is available.
    let mut alone = position.clone();
    alone.arrivals.clear();
    let days = alone.days_of_supply(demand.0)?;
    if days >= arrives {
        return None;
    }
    let out = day_after(as_of, days);
    let units = missed.round() as i64;
    let margin = policy
        .economics
        .map_or(0.0, |money| money.underage.max(0.0));
    Some(match next {
        Some(arrival) => (
            reason::stockout_before_arrival(out, as_of + arrival.day, units),
            missed,
            vec![
                reason::expedite(units, margin * missed),
                reason::slow_down((arrives - days).ceil()),
            ],
        ),
        None => (
            reason::stockout_without_order(out, units),
            missed,
            Vec::new(),
        ),
    })
}

/// Alerts of slow stock with their priced actions. `outlets_of` names other locations of a SKU
/// that could sell it.
pub fn slow_alerts(
    candidates: &[SlowCandidate],
    thresholds: &SlowThresholds,
    terms: &ActionTerms,
    as_of: Day,
    outlets_of: impl Fn(&SlowCandidate) -> Vec<Outlet>,
) -> Vec<Alert> {
    slow_stock(candidates, thresholds, as_of)
        .into_iter()
        .map(|finding| {
            let candidate = &candidates[finding.candidate];
            let outlets = outlets_of(candidate);
            let mut what = actions(candidate, finding.units, &outlets, terms, as_of);
            if finding.rule.code == "slow_not_promoted" {
                what.insert(0, reason::promote(finding.units));
            }
            Alert {
                rule: finding.rule,
                sku: candidate.sku.clone(),
                location: candidate.location.clone(),
                value_at_cost: finding.value_at_cost,
                actions: what,
            }
        })
        .collect()
}

/// An alert for a count that disagreed with the book. `None` where they agree.
#[must_use]
pub fn mismatch_alert(
    sku: &Text,
    location: &Text,
    booked: i64,
    counted: i64,
    counted_on: Day,
    unit_cost: Option<f64>,
) -> Option<Alert> {
    (booked != counted).then(|| Alert {
        rule: reason::stock_mismatch(booked, counted, counted_on),
        sku: sku.clone(),
        location: location.clone(),
        value_at_cost: booked.abs_diff(counted) as f64
            * unit_cost
                .filter(|cost| cost.is_finite() && *cost > 0.0)
                .unwrap_or(0.0),
        actions: vec![reason::count()],
    })
}

/// Sorts alerts, most money first; ties by SKU, location and rule so that the order is stable.
pub fn rank(alerts: &mut [Alert]) {
    alerts.sort_by(|a, b| {
        b.value_at_cost
            .total_cmp(&a.value_at_cost)
            .then_with(|| a.sku.cmp(&b.sku))
            .then_with(|| a.location.cmp(&b.location))
            .then_with(|| a.rule.code.cmp(&b.rule.code))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::Deterministic;
    use crate::item::{OpenOrder, Rule};
    use crate::lead_time::LeadTime;
    use crate::proposal::propose;

    fn alerts(on_hand: Option<i64>, orders: &[(i64, i32)], minimum: Option<i64>) -> Vec<Alert> {
        let mut settings = Settings::new(Day(1000));
        settings.rule = Rule::Position;
        let demand = Deterministic { per_day: 2.0 };
        let mut item = Item::new("A", "main", demand, LeadTime::stated(28.0, 0.0));
        (item.price, item.unit_cost, item.on_hand) = (Some(10.0), Some(4.0), on_hand);
        item.minimum = minimum;
        item.open_orders = orders
            .iter()
            .map(|(quantity, day)| OpenOrder {
                po_number: "PO7".into(),
                quantity: *quantity,
                ordered_on: Day(970),
                expected_on: Some(Day(1000 + day)),
            })
            .collect();
        let line = propose(&item, &settings);
        let mut found = item_alerts(&item, &line, &settings);
        rank(&mut found);
        found
    }

    fn codes(alerts: &[Alert]) -> Vec<&str> {
        alerts
            .iter()
            .map(|alert| alert.rule.code.as_str())
            .collect()
    }

    #[test]
    fn enough_stock_raises_nothing() {
        assert_eq!(codes(&alerts(Some(100), &[], None)), Vec::<&str>::new());
        assert_eq!(codes(&alerts(None, &[], None)), Vec::<&str>::new());
    }

    /// 20 on hand last 10 days, an order takes 28: 36 units are missed, and 50 are to be bought.
    #[test]
    fn the_reorder_point_and_the_stock_out() {
        let found = alerts(Some(20), &[], None);
        assert_eq!(
            codes(&found),
            ["below_reorder_point", "stockout_without_order"]
        );
        assert_eq!(found[0].value_at_cost, 200.0);
        assert_eq!(found[0].actions[0].params["quantity"], 50);
        assert_eq!(found[1].rule.params["stock_out_on"], Day(1010).to_string());
        assert_eq!(
            (
                found[1].rule.params["units_missed"].as_i64(),
                found[1].value_at_cost
            ),
            (Some(36), 144.0)
        );
    }

    /// 100 arrive on day 14, the stock lasts 10: four days, 8 units, 6 margin each.
    #[test]
    fn a_stock_out_before_the_arrival_by_hand() {
        let found = alerts(Some(20), &[(100, 14)], None);
        assert_eq!(codes(&found), ["stockout_before_arrival"]);
        let actions = &found[0].actions;
        assert_eq!(
            (actions[0].code.as_str(), &actions[0].params["margin"]),
            ("expedite", &48.0.into())
        );
        assert_eq!(actions[1].params["days"], 4.0);
    }

    #[test]
    fn overdue_orders_minimums_and_negative_books() {
        let found = alerts(Some(90), &[(30, -6)], Some(95));
        assert_eq!(codes(&found), ["order_overdue", "below_minimum"]);
        assert_eq!(found[0].rule.params["days"], 6);
        assert_eq!(
            (found[0].value_at_cost, found[1].value_at_cost),
            (120.0, 20.0)
        );
        assert!(codes(&alerts(Some(-3), &[], None)).contains(&"stock_negative"));
    }

    #[test]
    fn counts_that_agree_are_silent() {
        let of = |counted| mismatch_alert(&"A".into(), &"m".into(), 9, counted, Day(5), Some(2.0));
        assert_eq!(of(9), None);
        assert_eq!(of(4).map(|alert| alert.value_at_cost), Some(10.0));
    }
}

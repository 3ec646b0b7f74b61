//! Inventory position, and the stock projected on the median forecast.

use domain::Day;

use crate::demand::{Demand, Sound};
use crate::item::{Item, Settings};
use crate::lead_time::closure_days;
use crate::reason::{self, Reason};

/// The longest a projection looks ahead, in days.
pub const PROJECTION_DAYS: f64 = 365.0;

/// Units that are expected to arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Days from the morning of the decision; 0 = today.
    pub day: i32,
    /// Units.
    pub quantity: i64,
    /// The promised day has passed.
    pub late: bool,
}

/// Stock and what is coming, with everything doubtful settled and said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Position {
    /// Units on hand, at least 0; 0 where no count is known.
    pub on_hand: i64,
    /// Units sold and not shipped, at least 0.
    pub allocated: i64,
    /// On hand − allocated; negative where more is sold than there is.
    pub available: i64,
    /// Units ordered and not received.
    pub on_order: i64,
    /// On hand − allocated + on order.
    pub position: i64,
    /// What is on order by the day it is expected, soonest first.
    pub arrivals: Vec<Arrival>,
    /// What had to be assumed.
    pub reasons: Vec<Reason>,
}

/// Units beyond which a quantity is a misread cell.
pub const MOST_QUANTITY: i64 = 1_000_000_000_000;

impl Position {
    /// The position of an item. An open order past its promised day is late, not lost: it is
    /// expected one standard deviation of the lead time from today, at least 3 days. An order
    /// without a promised day is expected a lead time after it was placed.
    pub fn of<D>(item: &Item<D>, settings: &Settings) -> Position {
        let mut reasons = Vec::new();
        let booked = item
            .on_hand
            .unwrap_or(0)
            .clamp(-MOST_QUANTITY, MOST_QUANTITY);
        if item.on_hand.is_none() {
            reasons.push(reason::on_hand_unknown());
        } else if booked < 0 {
            // Goods were sold that the book never saw arrive: how many are there is unknown, but
            // it cannot be less than none, and what is owed stands under allocated.
            reasons.push(reason::negative_on_hand(booked));
        }
        let on_hand = booked.max(0);
        let allocated = item.allocated.clamp(0, MOST_QUANTITY);
        if item.on_hand.is_some() && allocated > on_hand {
            reasons.push(reason::oversold(allocated - on_hand));
        }
        let (lead, sd) = item.lead_time.days();
        let soon = sd.max(3.0).ceil() as i32;
        let (mut late, mut undated, mut on_order) = (0_i64, 0_i64, 0_i64);
        let mut arrivals: Vec<Arrival> = Vec::with_capacity(item.open_orders.len());
        for order in item.open_orders.iter().filter(|order| order.quantity > 0) {
            let quantity = order.quantity.min(MOST_QUANTITY - on_order);
            if quantity <= 0 {
                break;
            }
            let expected_on = order.expected_on.unwrap_or_else(|| {
                undated += quantity;
                let closures = closures_of(item, settings);
                let (closed, _) = closure_days(order.ordered_on, lead, closures);
                order.ordered_on + lead.round() as i32 + closed
            });
            let is_late = expected_on < settings.as_of;
            if is_late {
                late += quantity;
            }
            let day = if is_late {
                soon
            } else {
                expected_on.since(settings.as_of)
            };
            arrivals.push(Arrival {
                day,
                quantity,
                late: is_late,
            });
            on_order += quantity;
        }
        arrivals.sort_by_key(|arrival| arrival.day);
        if late > 0 {
            reasons.push(reason::orders_late(late, settings.as_of + soon));
        }
        if undated > 0 {
            reasons.push(reason::orders_undated(undated));
        }
        let available = on_hand - allocated;
        Position {
            on_hand,
            allocated,
            available,
            on_order,
            position: available + on_order,
            arrivals,
            reasons,
        }
    }

    /// Units expected to arrive before `day` days from now.
    #[must_use]
    pub fn arriving_before(&self, day: f64) -> i64 {
        self.arrivals
            .iter()
            .filter(|arrival| f64::from(arrival.day) < day)
            .map(|arrival| arrival.quantity)
            .sum()
    }

    /// The first arrival.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Arrival> {
        self.arrivals.first().copied()
    }

    /// Days of supply: days until the projected stock, open orders included as they arrive,
    /// reaches zero on the median forecast; `None` = not within a year. Fractions of a day are
    /// kept.
    pub fn days_of_supply<D: Demand>(&self, demand: &D) -> Option<f64> {
        let demand = Sound(demand);
        let median = |days: f64| demand.quantile(days, 0.0, 0.5);
        let mut supply = self.available as f64;
        if supply <= 0.0 && self.arriving_before(1.0) == 0 {
            return Some(0.0);
        }
        let mut from = 0.0;
        for arrival in &self.arrivals {
            let until = f64::from(arrival.day).min(PROJECTION_DAYS);
            if until > from {
                if median(until) >= supply {
                    return Some(first_day(&median, supply, from, until));
                }
                from = until;
            }
            supply += arrival.quantity as f64;
        }
        if median(PROJECTION_DAYS) < supply {
            return None;
        }
        Some(first_day(&median, supply, from, PROJECTION_DAYS))
    }

    /// Days until the last unit of what is here and on the way is sold on the median forecast:
    /// where the stock runs out before an arrival, sales stop and go on with it. `None` = not
    /// within a year.
    pub fn days_until_last_unit<D: Demand>(&self, demand: &D) -> Option<f64> {
        let demand = Sound(demand);
        let median = |days: f64| demand.quantile(days, 0.0, 0.5);
        let (mut supply, mut from, mut passed) = (self.available as f64, 0.0, 0.0);
        for arrival in &self.arrivals {
            let until = f64::from(arrival.day).min(PROJECTION_DAYS);
            if until > from {
                if median(until) - passed >= supply {
                    // Demand of the gap is lost. Units owed to customers stay owed.
                    supply = supply.min(0.0);
                    passed = median(until);
                }
                from = until;
            }
            supply += arrival.quantity as f64;
        }
        let sold = |days: f64| median(days) - passed;
        if sold(PROJECTION_DAYS) < supply {
            return None;
        }
        Some(first_day(&sold, supply, from, PROJECTION_DAYS))
    }

    /// Projected stock at the end of each of the next `days` days on the median forecast, with
    /// lost sales: it never falls below zero, and what arrives later does not serve the past.
    pub fn projected_stock<D: Demand>(&self, demand: &D, days: usize) -> Vec<f64> {
        let demand = Sound(demand);
        let mut arrivals = self.arrivals.iter().peekable();
        let mut stock = self.available as f64;
        let mut sold = 0.0;
        (0..days.min(PROJECTION_DAYS as usize))
            .map(|day| {
                while let Some(arrival) = arrivals.next_if(|arrival| arrival.day <= day as i32) {
                    stock += arrival.quantity as f64;
                }
                let until_now = demand.quantile(day as f64 + 1.0, 0.0, 0.5);
                stock = (stock - (until_now - sold).max(0.0)).max(stock.min(0.0));
                sold = until_now.max(sold);
                stock
            })
            .collect()
    }
}

pub(crate) fn closures_of<'a, D>(
    item: &Item<D>,
    settings: &'a Settings,
) -> &'a [crate::lead_time::Closure] {
    item.supplier
        .as_ref()
        .and_then(|supplier| settings.suppliers.get(supplier))
        .map_or(&[], |terms| &terms.closures)
}

/// The first moment in `(from, until]` at which the cumulative median reaches `supply`, to a
/// tenth of a day.
fn first_day(median: &impl Fn(f64) -> f64, supply: f64, from: f64, until: f64) -> f64 {
    let (mut low, mut high) = (from, until);
    while high - low > 0.02 {
        let middle = (low + high) / 2.0;
        if median(middle) >= supply {
            high = middle;
        } else {
            low = middle;
        }
    }
    (high * 10.0).round() / 10.0
}

/// The day of a projection: `days` from the morning, whole days only.
#[must_use]
pub fn day_after(as_of: Day, days: f64) -> Day {
    as_of + days.clamp(0.0, 36_500.0).floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::Deterministic;
    use crate::item::OpenOrder;
    use crate::lead_time::LeadTime;

    fn item(on_hand: Option<i64>, orders: &[(i64, Option<i32>)]) -> Item<Deterministic> {
        let demand = Deterministic { per_day: 2.0 };
        let mut item = Item::new("S", "L", demand, LeadTime::stated(30.0, 5.0));
        item.on_hand = on_hand;
        item.open_orders = orders
            .iter()
            .map(|(quantity, day)| OpenOrder {
                po_number: "P".into(),
                quantity: *quantity,
                ordered_on: Day(990),
                expected_on: day.map(|day| Day(1000 + day)),
            })
            .collect();
        item
    }

    fn position(item: &Item<Deterministic>) -> Position {
        Position::of(item, &Settings::new(Day(1000)))
    }

    fn codes(position: &Position) -> Vec<&str> {
        position.reasons.iter().map(|r| r.code.as_str()).collect()
    }

    #[test]
    fn late_orders_come_soon_and_undated_ones_after_a_lead_time() {
        let found = position(&item(Some(10), &[(5, Some(-3)), (7, None), (4, Some(12))]));
        assert_eq!((found.on_order, found.position), (16, 26));
        let days: Vec<_> = found
            .arrivals
            .iter()
            .map(|a| (a.day, a.quantity, a.late))
            .collect();
        assert_eq!(days, [(5, 5, true), (12, 4, false), (20, 7, false)]);
        assert_eq!(codes(&found), ["orders_late", "orders_undated"]);
    }

    #[test]
    fn doubtful_stock_is_settled_and_said() {
        assert_eq!(codes(&position(&item(None, &[]))), ["on_hand_unknown"]);
        let negative = position(&item(Some(-8), &[]));
        assert_eq!(
            (negative.on_hand, codes(&negative)),
            (0, vec!["negative_on_hand"])
        );
        let mut sold = item(Some(3), &[]);
        sold.allocated = 5;
        let sold = position(&sold);
        assert_eq!((sold.available, codes(&sold)), (-2, vec!["oversold"]));
    }

    /// Two a day, 10 on hand: out after 5 days. 8 more on day 3 make it 9; on day 7 they are
    /// too late for the first zero.
    #[test]
    fn days_of_supply_by_hand() {
        let days = |orders: &[(i64, Option<i32>)]| {
            let item = item(Some(10), orders);
            position(&item).days_of_supply(&item.demand)
        };
        assert_eq!(days(&[]), Some(5.0));
        assert_eq!(days(&[(8, Some(3))]), Some(9.0));
        assert_eq!(days(&[(8, Some(7))]), Some(5.0));
        assert_eq!(days(&[(10_000, Some(3))]), None);
        let empty = item(Some(0), &[(8, Some(0))]);
        assert_eq!(position(&empty).days_of_supply(&empty.demand), Some(4.0));
    }

    #[test]
    fn the_projection_loses_what_it_cannot_sell() {
        let item = item(Some(3), &[(6, Some(3))]);
        let stock = position(&item).projected_stock(&item.demand, 6);
        assert_eq!(stock, [1.0, 0.0, 0.0, 4.0, 2.0, 0.0]);
    }
}

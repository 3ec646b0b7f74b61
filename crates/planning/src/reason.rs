//! Why a number is what it is: a stable code and the figures used, never a sentence.
//!
//! The sentences live in `locales/<language>/reason.json` and `alert.json` under the same code,
//! with the same blanks; an action's key is `action_<code>`. Each code is a function here, so a code without its figures cannot be
//! written; the tests compare [`REASONS`], [`ALERTS`] and [`ACTIONS`] with the sentences.

use domain::{Day, Text};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A code with the figures that fill the blanks of its sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Snake-case code, the key of the sentence.
    pub code: String,
    /// One value for each blank of the sentence.
    pub params: Map<String, Value>,
}

impl Reason {
    fn new<const N: usize>(code: &str, params: [(&str, Blank); N]) -> Reason {
        Reason {
            code: code.to_owned(),
            params: params
                .into_iter()
                .map(|(name, blank)| (name.to_owned(), blank.0))
                .collect(),
        }
    }
}

/// One figure or word of a sentence. Fractions are cut to four decimals, which is finer than any
/// screen shows; a figure that is no number becomes null.
#[derive(Clone, Debug, PartialEq)]
pub struct Blank(Value);

impl From<f64> for Blank {
    fn from(value: f64) -> Blank {
        let rounded = (value * 1e4).round() / 1e4;
        Blank(Value::from(if rounded.is_finite() {
            rounded
        } else {
            value
        }))
    }
}
impl From<i64> for Blank {
    fn from(value: i64) -> Blank {
        Blank(value.into())
    }
}
impl From<usize> for Blank {
    fn from(value: usize) -> Blank {
        Blank(value.into())
    }
}
impl From<Day> for Blank {
    fn from(value: Day) -> Blank {
        Blank(value.to_string().into())
    }
}
impl From<&Text> for Blank {
    fn from(value: &Text) -> Blank {
        Blank(value.as_ref().into())
    }
}
impl From<&str> for Blank {
    fn from(value: &str) -> Blank {
        Blank(value.into())
    }
}

/// A code and the names of the blanks its sentence has.
pub type Signature = (&'static str, &'static [&'static str]);

macro_rules! codes {
    ($(#[$list_doc:meta])* $list:ident { $($(#[$doc:meta])* $name:ident = $code:literal($($blank:ident),*);)+ }) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name($($blank: impl Into<Blank>),*) -> Reason {
                Reason::new($code, [$((stringify!($blank), $blank.into())),*])
            }
        )+
        $(#[$list_doc])*
        pub const $list: &[Signature] = &[$(($code, &[$(stringify!($blank)),*])),+];
    };
}

codes! {
    /// Every code a plan line, a lead time or a correction of demand can carry.
    REASONS {
        /// Mean demand of the protection interval.
        demand_of_interval = "demand_of_interval"(mean, days);
        /// The target and the critical ratio it is the quantile at.
        target_at_ratio = "target_at_ratio"(target, percent, margin, overage);
        /// The target where the seller asked for a service level instead of money.
        target_at_service_level = "target_at_service_level"(target, percent);
        /// Order decided by simulating lost sales until the order arrives.
        simulated = "simulated"(paths, percent);
        /// The target was cut to twice the mean demand plus three units.
        target_capped = "target_capped"(target, uncapped);
        /// Position and what is missing to the target.
        need = "need"(position, target, need);
        /// The position is above the target.
        enough_stock = "enough_stock"(position, target);
        /// Raised to the supplier's least quantity.
        raised_to_moq = "raised_to_moq"(need, moq, quantity);
        /// Rounded up to whole packs.
        rounded_up = "rounded_up"(need, pack_size, quantity);
        /// Rounded down to whole packs, the last pack earning less than it costs.
        rounded_down = "rounded_down"(need, pack_size, quantity);
        /// The least quantity would cost more than it earns.
        moq_not_worth = "moq_not_worth"(moq, loss);
        /// The least quantity pays, but waiting a review period costs less.
        moq_can_wait = "moq_can_wait"(moq, need);
        /// The least quantity lasts longer than the shop accepts.
        moq_too_large = "moq_too_large"(moq, years);
        /// Raised to the least stock the seller wants here.
        raised_to_minimum = "raised_to_minimum"(minimum);
        /// A quantity beyond what the program accepts was cut.
        quantity_capped = "quantity_capped"(quantity);
        /// A pack size or least quantity below one was read as one.
        bad_pack = "bad_pack"(pack_size, moq);
        /// No stock count is known; zero is assumed.
        on_hand_unknown = "on_hand_unknown"();
        /// The book shows less than nothing; zero is assumed.
        negative_on_hand = "negative_on_hand"(on_hand);
        /// More is allocated than is there.
        oversold = "oversold"(units);
        /// Open orders past their expected day, counted as coming soon.
        orders_late = "orders_late"(units, expected_on);
        /// Purchase orders have no expected day; lead time was used.
        orders_undated = "orders_undated"(units);
        /// Nothing was ever sold and no forecast expects a sale.
        no_demand = "no_demand"();
        /// The seller stopped this SKU.
        stopped = "stopped"();
        /// It never sold: what is expected comes from goods like it, or from the shop as a whole.
        never_sold = "never_sold"(a_day);
        /// No sale for many days with stock.
        no_recent_sale = "no_recent_sale"(days);
        /// Price unknown: a service level is used.
        price_missing = "price_missing"(percent);
        /// Unit cost unknown: a service level is used, the line is not in the sum.
        cost_missing = "cost_missing"(percent);
        /// Every sale loses money.
        cost_above_price = "cost_above_price"(unit_cost, price);
        /// Lead time learned from receipts of this supplier and transport.
        lead_time_of_transport = "lead_time_of_transport"(days, sd, receipts);
        /// Lead time learned from receipts of this supplier.
        lead_time_of_supplier = "lead_time_of_supplier"(days, sd, receipts);
        /// No receipts of this supplier; the shop's other receipts were used.
        lead_time_of_shop = "lead_time_of_shop"(days, sd, receipts);
        /// Lead time as stated for the product or the supplier.
        lead_time_stated = "lead_time_stated"(days, sd);
        /// No receipts and nothing stated; the setting was used.
        lead_time_assumed = "lead_time_assumed"(days, sd);
        /// A lead time outside 0 to 730 days was cut.
        lead_time_capped = "lead_time_capped"(days);
        /// The supplier closes in the meantime.
        supplier_closed = "supplier_closed"(closed_from, closed_to, days);
        /// Fewer or no units because the budget ends here.
        cut_by_budget = "cut_by_budget"(wanted, quantity);
        /// The supplier's order would stay below its minimum value.
        below_supplier_minimum = "below_supplier_minimum"(total, minimum);
        /// Units added so that the supplier's minimum is met.
        raised_to_supplier_minimum = "raised_to_supplier_minimum"(added, minimum);
        /// Of several suppliers, the one whose goods cost least in the long run, everything included.
        supplier_chosen = "supplier_chosen"(supplier, cost, other, other_cost);
        /// Of several ways of transport, the one that costs least in the long run.
        transport_chosen = "transport_chosen"(cost, other_cost);
        /// The price that holds from a quantity on.
        price_break = "price_break"(min_quantity, unit_cost);
        /// More units than needed, as the price from that quantity on earns more than they cost.
        raised_to_price_break = "raised_to_price_break"(need, quantity, gain);
        /// Units of a split order that come by the quicker way, and why.
        quick_part = "quick_part"(units, margin, extra);
        /// The rest of a split order comes by the quicker way.
        split_with_quick = "split_with_quick"(units, arrives_on);
        /// The least quantity of a supplier is met by several locations together.
        moq_shared = "moq_shared"(total, moq);
        /// Units added so that several locations together meet the least quantity.
        raised_to_shared_moq = "raised_to_shared_moq"(added, moq);
        /// Several locations together stay below the least quantity.
        below_shared_moq = "below_shared_moq"(total, moq);
        /// Fewer or no units because the container is full.
        cut_by_volume = "cut_by_volume"(wanted, quantity, cbm);
        /// Fewer units because the rest would spoil before it sells.
        cut_by_shelf_life = "cut_by_shelf_life"(wanted, quantity, days);
        /// The least quantity would spoil before it sells.
        shelf_life_too_short = "shelf_life_too_short"(least, days);
        /// Stock that will spoil before it sells, not counted.
        stock_spoils = "stock_spoils"(units, days);
        /// It is not bought but made: what the parts that are there suffice for.
        made_from_parts = "made_from_parts"(units, part);
        /// It is not bought but made, of a part that is not known.
        part_unknown = "part_unknown"(part);
        /// What bundles take of a part.
        needed_for_bundles = "needed_for_bundles"(units, bundles);
        /// Another location sends units, so that fewer are bought.
        covered_by_transfer = "covered_by_transfer"(units, location);
        /// Units this location sends to another.
        sends_by_transfer = "sends_by_transfer"(units, location);
        /// Stock is expected to run out before this order can arrive.
        stock_out_before_arrival = "stock_out_before_arrival"(stock_out_on, expected_on);
        /// Why a transfer pays.
        transfer_pays = "transfer_pays"(units, gain, cost);
        /// A line far above the usual size, left out of demand as wholesale.
        wholesale_line = "wholesale_line"(quantity, usual);
        /// A day without stock: what was sold is less than the demand.
        out_of_stock_day = "out_of_stock_day"(sold);
        /// A line of a cancelled order, left out of demand.
        cancelled_line = "cancelled_line"(quantity);
        /// Units that came back, kept apart from demand.
        returned_units = "returned_units"(quantity);
        /// The replay's best ratio was taken halfway.
        ratio_moved_halfway = "ratio_moved_halfway"(from_percent, to_percent);
        /// The replay asked for a higher ratio in one half of the past only.
        ratio_rise_refused = "ratio_rise_refused"(percent);
        /// The replay found nothing better than the formula.
        ratio_kept = "ratio_kept"(percent);
        /// The replay had too few windows to judge.
        ratio_not_tried = "ratio_not_tried"(windows);
    }
}

codes! {
    /// Every rule that raises an alert, with the figures of its sentence.
    ALERTS {
        /// Sales of the last days below the threshold, stock above the category's mean.
        slow_low_sales = "slow_low_sales"(units_sold, days, on_hand, category_mean);
        /// A lot older than the threshold with no sale in that time.
        slow_old_lot = "slow_old_lot"(units, age_days, days);
        /// Not in the promotion list for some cycles running.
        slow_not_promoted = "slow_not_promoted"(cycles, on_hand);
        /// Position at or under the reorder point.
        below_reorder_point = "below_reorder_point"(position, reorder_point, order_by);
        /// Available under the least the seller wants there.
        below_minimum = "below_minimum"(available, minimum);
        /// An open purchase order past its expected day.
        order_overdue = "order_overdue"(po_number, units, expected_on, days);
        /// Stock runs out before the next arrival.
        stockout_before_arrival = "stockout_before_arrival"(stock_out_on, arrival_on, units_missed);
        /// Stock runs out and nothing is on order.
        stockout_without_order = "stockout_without_order"(stock_out_on, units_missed);
        /// A count disagreed with the book.
        stock_mismatch = "stock_mismatch"(booked, counted, counted_on);
        /// The book shows less than nothing.
        stock_negative = "stock_negative"(on_hand);
    }
}

codes! {
    /// What an alert proposes, with what it is worth.
    ACTIONS {
        /// Cut the price so that the stock is gone by a day.
        clear = "clear"(percent, price, by, cash);
        /// Move units to a location that sells.
        move_stock = "move_stock"(units, location, cost, gain);
        /// Sell to a business buyer at no less than this price.
        sell_in_bulk = "sell_in_bulk"(units, price, cash);
        /// Buy this many units.
        order = "order"(quantity, order_by);
        /// Ask the supplier where an order is.
        chase = "chase"(po_number, supplier);
        /// Bring part of an order by a quicker way.
        expedite = "expedite"(units, margin);
        /// Count the stock again.
        count = "count"();
        /// Put the SKU in the next promotion.
        promote = "promote"(units);
        /// Lower the ads or raise the price until the arrival.
        slow_down = "slow_down"(days);
    }
}

//! Order lines and returns.

use domain::record::{OrderLine, Return};
use domain::{Currency, Day, OrderStatus, Text};
use rust_decimal::Decimal;

use super::wide;
use crate::import::cell::{Cell, Row};
use crate::import::compound::{Compound, compound};
use crate::import::damaged::Damaged;
use crate::import::date::Moment;
use crate::import::fields::{Fields, NoRecord};
use crate::import::plan::Wide;

use crate::import::role::Role;
use crate::import::word::{self, StatusWord};

/// What the lines of one order share; many systems give it on the first line only.
#[derive(Clone, Debug, Default)]
pub struct OrderHead {
    order_id: Option<Text>,
    at: Option<Moment>,
    currency: Option<Currency>,
    country: Option<Text>,
    location: Option<Text>,
    channel: Option<Text>,
    customer_id: Option<Text>,
    payment: Option<StatusWord>,
    fulfilment: Option<StatusWord>,
    status: Option<StatusWord>,
    cancelled: Option<bool>,
    shipped_on: Option<Day>,
    delivered_on: Option<Day>,
    is_test: bool,
}

/// Reads one order line. `head` carries the order's own fields from its first line to the next.
///
/// A negative quantity takes back an earlier sale. Where the sheet marks such a line as cancelled
/// its state is `Refunded`: the goods had been sold, and this line undoes that; `Cancelled` is an
/// order that never became a sale, and its quantity is positive.
pub fn line(
    f: &mut Fields<'_>,
    head: &mut OrderHead,
    row: &Row,
    out: &mut Vec<OrderLine>,
) -> Result<(), NoRecord> {
    match &f.plan.wide {
        Some(Wide::Days(days)) => return wide::day_columns(f, days, row, out),
        Some(Wide::Periods(periods)) => return wide::period_columns(f, periods, row, out),
        _ => {}
    }
    if f.plan.habits.daily
        && let Some(monday) = f.week(row, Role::OrderedAt)
    {
        return wide::week_row(f, monday, row, out);
    }
    let order_id = if f.plan.habits.daily {
        Some(day_order(f, row)?)
    } else {
        f.text(row, Role::OrderId)
    };
    let continues = match (&order_id, &head.order_id) {
        (Some(own), Some(last)) => own == last,
        (None, Some(_)) => f.plan.habits.blank_continues,
        _ => false,
    };
    if !continues {
        *head = OrderHead::default();
    } else if tells_itself(f, row) {
        // Systems that repeat the order on every line mean a blank as a blank.
        *head = OrderHead {
            order_id: head.order_id.take(),
            at: head.at,
            is_test: head.is_test,
            ..OrderHead::default()
        };
    }
    if is_test(f, row) {
        head.is_test = true;
    }
    if head.is_test {
        // Further lines of the same order are recognised by its number.
        head.order_id = order_id.or_else(|| head.order_id.take());
        f.count_left_out("test_order_skipped", String::new());
        return Err(NoRecord::Skipped);
    }
    let order_id = match order_id.or_else(|| head.order_id.clone()) {
        Some(id) if word::is_total(&id) => {
            f.warn(row.number, None, "summary_row_skipped", &id);
            return Err(NoRecord::Skipped);
        }
        Some(id) => id,
        None => return Err(f.reject(row, Role::OrderId, "value_missing", None)),
    };
    let at = match (
        head.at,
        f.plan
            .columns(Role::OrderedAt)
            .iter()
            .all(|c| row.cell(*c) == Cell::Empty),
    ) {
        (Some(at), true) => at,
        _ => f.required_moment(row, Role::OrderedAt)?,
    };
    head.order_id = Some(order_id.clone());
    head.at = Some(at);
    let unit = f.amount(row, Role::UnitPrice);
    fill_head(f, head, row, unit.and_then(|(_, c)| c));
    let goods = compound(f, row);
    let sku = f.sku(row)?;
    let quantity = match &goods {
        Some(Compound::List(_)) => 1,
        _ => sold(f, row)?,
    };
    let total = match unit {
        Some(_) => None,
        None => f.amount(row, Role::LineTotal).map(|(value, _)| value),
    };
    // Money that goes back with units that are written without a sign: a line of a refund.
    let refund =
        quantity > 0 && total.is_some_and(|total| total.is_sign_negative() && !total.is_zero());
    let quantity = if refund { -quantity } else { quantity };
    let (quantity, all_cancelled) = less_cancelled(f, row, quantity);
    let unit_price = unit
        .map(|(value, _)| value)
        .or_else(|| per_unit(total?, quantity));
    let name = f.text(row, Role::Name);
    let is_fee = f.is_fee(&sku, name.as_ref());
    if f.plan
        .columns(Role::OrderId)
        .first()
        .is_some_and(|c| matches!(row.cell(*c), Cell::Text(t) if Damaged::of_text(t).is_some()))
    {
        f.warn(
            row.number,
            f.plan.header_of(Role::OrderId),
            "order_id_damaged",
            &order_id,
        );
    }
    let line = OrderLine {
        row: row.number,
        order_id,
        line_id: f.text(row, Role::LineId),
        ordered_on: at.day,
        ordered_second: at.second,
        sku,
        name,
        quantity,
        unit_price,
        currency: head.currency,
        discount: f.amount(row, Role::Discount).map(|(value, _)| value),
        country: head.country.clone(),
        location: head.location.clone(),
        channel: head.channel.clone(),
        customer_id: head.customer_id.clone(),
        status: if all_cancelled {
            Some(OrderStatus::Cancelled)
        } else {
            state(head, quantity)
        },
        shipped_on: head.shipped_on,
        delivered_on: head.delivered_on,
        is_fee,
    };
    match goods {
        Some(goods) => explode(f, &line, &goods, out),
        None => out.push(line),
    }
    Ok(())
}

/// Puts the goods of one line on lines of their own. The price of a set is shared out by units;
/// what a list of goods costs is not told by one price.
fn explode(f: &mut Fields<'_>, line: &OrderLine, goods: &Compound, out: &mut Vec<OrderLine>) {
    let (parts, is_set) = match goods {
        Compound::Set(parts) => (parts, true),
        Compound::List(parts) => (parts, false),
    };
    let units: i64 = parts.iter().map(|part| part.units).sum();
    let price = line.unit_price.filter(|_| is_set);
    let unit_price = price.and_then(|price| per_unit(price, units));
    for (place, part) in parts.iter().enumerate() {
        let own_id = |id: &Text| match place {
            0 => id.clone(),
            _ => Text::from(format!("{id}/{}", place + 1)),
        };
        out.push(OrderLine {
            line_id: line.line_id.as_ref().map(own_id),
            sku: f.share(Role::Sku, &part.sku),
            // The name is the set's.
            name: None,
            quantity: if is_set {
                line.quantity.saturating_mul(part.units)
            } else {
                part.units
            },
            unit_price,
            discount: line.discount.filter(|_| place == 0),
            ..line.clone()
        });
    }
    let header = f.plan.header_of(Role::Sku);
    f.warn(line.row, header, "goods_taken_apart", &line.sku);
}

/// Units of a line, with the signs and habits of its sheet.
fn sold(f: &mut Fields<'_>, row: &Row) -> Result<i64, NoRecord> {
    if f.plan.habits.one_unit_lines && f.filled(row, Role::Quantity).is_none() {
        return Ok(1);
    }
    let quantity = f.required_units(row, Role::Quantity)?;
    Ok(if f.plan.habits.negative_is_sold {
        -quantity
    } else {
        quantity
    })
}

/// Units left after those cancelled before they left. Where all are, the line is cancelled and
/// keeps its quantity.
fn less_cancelled(f: &mut Fields<'_>, row: &Row, quantity: i64) -> (i64, bool) {
    let cancelled = f.units(row, Role::CancelledQuantity).unwrap_or(0).abs();
    if quantity <= 0 || cancelled == 0 {
        (quantity, false)
    } else if cancelled >= quantity {
        (quantity, true)
    } else {
        (quantity - cancelled, false)
    }
}

/// Whether an order only tried the shop out: the flag says so, or the payment went through a
/// gateway for tests.
fn is_test(f: &Fields<'_>, row: &Row) -> bool {
    f.plan
        .columns(Role::TestOrder)
        .iter()
        .any(|column| match row.cell(*column) {
            Cell::Flag(flag) => flag,
            Cell::Number(number) => number != 0.0,
            Cell::Text(text) => word::flag(text).unwrap_or_else(|| word::is_test(text)),
            _ => false,
        })
}

/// Whether a line gives any of the order's own fields.
fn tells_itself(f: &Fields<'_>, row: &Row) -> bool {
    [
        Role::Currency,
        Role::Country,
        Role::Channel,
        Role::PaymentStatus,
        Role::Status,
    ]
    .iter()
    .any(|role| f.filled(row, *role).is_some())
}

fn fill_head(f: &mut Fields<'_>, head: &mut OrderHead, row: &Row, in_price: Option<Currency>) {
    // A filled cell of this line counts before what the line above said.
    macro_rules! take {
        ($field:ident, $value:expr) => {
            if let Some(value) = $value {
                head.$field = Some(value);
            }
        };
    }
    take!(currency, f.currency(row, Role::Currency).or(in_price));
    take!(country, f.country(row, Role::Country));
    take!(location, f.place(row));
    take!(channel, f.text(row, Role::Channel));
    take!(customer_id, customer(f, row));
    take!(payment, f.word(row, Role::PaymentStatus, word::status));
    take!(
        fulfilment,
        f.word(row, Role::FulfilmentStatus, word::status)
    );
    take!(status, f.word(row, Role::Status, word::status));
    take!(cancelled, cancelled(f, row));
    take!(shipped_on, f.day(row, Role::ShippedAt));
    take!(delivered_on, f.day(row, Role::DeliveredAt));
}

/// A customer number that went through a table of floating numbers, `13085.0`, is `13085`. What is
/// no number or code (an e-mail, a name) is turned into one: records hold no personal data.
fn customer(f: &mut Fields<'_>, row: &Row) -> Option<Text> {
    let id = f.text(row, Role::CustomerId)?;
    if !is_code(&id) {
        return Some(f.share(Role::CustomerId, &nameless(&id)));
    }
    match id.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) => {
            Some(f.share(Role::CustomerId, whole))
        }
        _ => Some(id),
    }
}

/// Whether a customer's key names nobody: one word of ASCII with a digit, no phone and no e-mail.
fn is_code(id: &str) -> bool {
    id.is_ascii()
        && id.len() <= 64
        && id.bytes().any(|b| b.is_ascii_digit())
        && !id.contains(['@', '+', '(', ' '])
}

/// FNV-1a of a person's key, so that equal ones stay equal (offset basis and prime: Fowler, Noll,
/// Vo). The store hashes it once more, with the workspace's salt.
fn nameless(id: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in id.trim().to_lowercase().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("person-{hash:016x}")
}

/// A flag, or the moment of the cancellation: any filled cell that does not say no.
fn cancelled(f: &mut Fields<'_>, row: &Row) -> Option<bool> {
    let columns = f.plan.columns(Role::Cancelled);
    columns.iter().find_map(|column| match row.cell(*column) {
        Cell::Empty => None,
        Cell::Flag(flag) => Some(flag),
        Cell::Number(number) => Some(number != 0.0),
        Cell::Text(text) => Some(word::flag(text).unwrap_or(true)),
        Cell::Moment(..) => Some(true),
    })
}

fn state(head: &OrderHead, quantity: i64) -> Option<OrderStatus> {
    use OrderStatus::{Cancelled, Open, Refunded, Shipped};
    let is = |word: Option<StatusWord>| match word {
        Some(StatusWord::Is(status)) => Some(status),
        _ => None,
    };
    let own = is(head.status);
    let shipment = is(head.fulfilment);
    let paid = is(head.payment);
    if head.cancelled == Some(true) || own == Some(Cancelled) || paid == Some(Cancelled) {
        return Some(if quantity < 0 { Refunded } else { Cancelled });
    }
    if own == Some(Refunded) || paid == Some(Refunded) {
        // Money given back for goods that never left is a cancellation.
        let left = shipment.is_none_or(|s| s == Shipped) || head.shipped_on.is_some();
        return Some(if left || quantity < 0 {
            Refunded
        } else {
            Cancelled
        });
    }
    if head.delivered_on.is_some()
        || head.shipped_on.is_some() && own.is_none() && shipment.is_none()
    {
        return Some(Shipped);
    }
    own.or(shipment)
        .or((head.payment.is_some() && shipment.is_none()).then_some(Open))
}

/// Price of one unit from that of the whole line, to six decimals.
fn per_unit(total: Decimal, quantity: i64) -> Option<Decimal> {
    total
        .checked_div(Decimal::from(quantity))
        .map(|price| price.abs().round_dp(6).normalize())
}

/// The order that stands for all sales of a day at one place.
fn day_order(f: &mut Fields<'_>, row: &Row) -> Result<Text, NoRecord> {
    let day = f.required_moment(row, Role::OrderedAt)?.day;
    let place = f.place(row).or_else(|| f.text(row, Role::Channel));
    Ok(made_up(f, day, place.as_ref()))
}

pub(super) fn made_up(f: &mut Fields<'_>, day: Day, place: Option<&Text>) -> Text {
    let place = place.map_or("", |p| &**p);
    f.share(Role::OrderId, &format!("day:{day}:{place}"))
}

/// Reads one return. Systems write the units with either sign; they are positive here.
pub fn returned(f: &mut Fields<'_>, row: &Row, out: &mut Vec<Return>) -> Result<(), NoRecord> {
    out.push(Return {
        row: row.number,
        sku: f.sku(row)?,
        quantity: f.required_units(row, Role::Quantity)?.abs(),
        returned_on: f.required_moment(row, Role::ReturnedOn)?.day,
        order_id: f.text(row, Role::OrderId),
        location: f.place(row),
        resellable: f.flag(row, Role::Resellable),
    });
    Ok(())
}

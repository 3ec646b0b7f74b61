//! Sales with one column a day, a week or a month, and with one row a week.

use domain::record::OrderLine;
use domain::{Day, OrderStatus, Text};

use super::orders::made_up;
use crate::import::cell::Row;
use crate::import::fields::{Fields, NoRecord};
use crate::import::period::Period;
use crate::import::role::Role;

/// What all cells of a row share.
struct Goods {
    sku: Text,
    name: Option<Text>,
    country: Option<Text>,
    location: Option<Text>,
    channel: Option<Text>,
    is_fee: bool,
}

impl Goods {
    fn of(f: &mut Fields<'_>, row: &Row) -> Result<Goods, NoRecord> {
        let sku = f.sku(row)?;
        let name = f.text(row, Role::Name);
        Ok(Goods {
            is_fee: f.is_fee(&sku, name.as_ref()),
            country: f.country(row, Role::Country),
            location: f.place(row),
            channel: f.text(row, Role::Channel),
            sku,
            name,
        })
    }

    /// The line of an order made up for a day.
    fn line(&self, f: &mut Fields<'_>, row: u32, day: Day, quantity: i64) -> OrderLine {
        OrderLine {
            row,
            order_id: made_up(f, day, self.location.as_ref().or(self.channel.as_ref())),
            line_id: None,
            ordered_on: day,
            ordered_second: 0,
            sku: self.sku.clone(),
            name: self.name.clone(),
            quantity,
            unit_price: None,
            currency: None,
            discount: None,
            country: self.country.clone(),
            location: self.location.clone(),
            channel: self.channel.clone(),
            customer_id: None,
            status: Some(OrderStatus::Shipped),
            shipped_on: None,
            delivered_on: None,
            is_fee: self.is_fee,
        }
    }
}

/// Units in a cell; one bad cell refuses the row whole: half a row would look like weak sales.
fn units(
    f: &mut Fields<'_>,
    row: &Row,
    column: usize,
    out: &mut Vec<OrderLine>,
    start: usize,
) -> Result<i64, NoRecord> {
    match f.units_at(row, column) {
        Ok(units) => Ok(units.unwrap_or(0)),
        Err(why) => {
            out.truncate(start);
            Err(f.not_whole(row, column, why))
        }
    }
}

/// One column a day: each filled cell is a line of an order made up for that day.
pub fn day_columns(
    f: &mut Fields<'_>,
    days: &[(usize, Day)],
    row: &Row,
    out: &mut Vec<OrderLine>,
) -> Result<(), NoRecord> {
    let goods = Goods::of(f, row)?;
    let start = out.len();
    for (column, day) in days {
        let quantity = units(f, row, *column, out, start)?;
        if quantity != 0 {
            let line = goods.line(f, row.number, *day, quantity);
            out.push(line);
        }
    }
    Ok(())
}

/// One column a week or month: its units are spread evenly over its days, whole units only, so
/// that weeks get their share. How they really fell is not in the file.
pub fn period_columns(
    f: &mut Fields<'_>,
    periods: &[(usize, Day, u32)],
    row: &Row,
    out: &mut Vec<OrderLine>,
) -> Result<(), NoRecord> {
    let goods = Goods::of(f, row)?;
    let start = out.len();
    for (column, first, length) in periods {
        let quantity = units(f, row, *column, out, start)?;
        spread(f, &goods, row.number, (*first, *length), quantity, out);
    }
    let weekly = periods.iter().all(|(_, _, length)| *length <= 7);
    f.count_left_out(spread_code(weekly), String::new());
    Ok(())
}

/// One row a week of a SKU: the same.
pub fn week_row(
    f: &mut Fields<'_>,
    monday: Day,
    row: &Row,
    out: &mut Vec<OrderLine>,
) -> Result<(), NoRecord> {
    let goods = Goods::of(f, row)?;
    let quantity = f.required_units(row, Role::Quantity)?;
    spread(f, &goods, row.number, (monday, 7), quantity, out);
    f.count_left_out(spread_code(true), String::new());
    Ok(())
}

fn spread_code(weekly: bool) -> &'static str {
    if weekly {
        "week_spread_over_days"
    } else {
        "month_spread_over_days"
    }
}

fn spread(
    f: &mut Fields<'_>,
    goods: &Goods,
    row: u32,
    (first, length): Period,
    quantity: i64,
    out: &mut Vec<OrderLine>,
) {
    let until = |day: i64| quantity * day / i64::from(length.max(1));
    for place in 0..length as i32 {
        let share = until(i64::from(place) + 1) - until(i64::from(place));
        if share != 0 {
            let line = goods.line(f, row, Day(first.0 + place), share);
            out.push(line);
        }
    }
}

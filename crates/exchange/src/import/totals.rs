//! Amounts of the whole order that stand on each of its lines: they are no amounts of the line.

use domain::RecordKind;
use rust_decimal::Decimal;

use super::candidates::Candidate;
use super::cell::{Cell, Row};
use super::number::parse_amount;
use super::role::Role;

/// Takes away the meaning of columns that give the order's total or discount: in every order of
/// several lines they say the same on each line, or something on the first line only.
pub fn drop_order_totals(reading: &mut Candidate, data: &[Row]) {
    if reading.kind != RecordKind::Orders || reading.wide.is_some() {
        return;
    }
    let Some(order) = reading.column_of(Role::OrderId) else {
        return;
    };
    for role in [Role::LineTotal, Role::Discount] {
        let named_by_hand = |c: &Option<(Role, &str)>| c.is_some_and(|(_, e)| e == "mapping");
        if let Some(column) = reading.column_of(role)
            && !named_by_hand(&reading.columns[column])
            && is_of_the_order(reading, order, column, data)
        {
            reading.columns[column] = None;
        }
    }
}

fn amount(row: &Row, column: usize) -> Option<Decimal> {
    match row.cell(column) {
        Cell::Text(text) => parse_amount(text, false).map(|a| a.value),
        Cell::Number(number) => Decimal::from_f64_retain(number).map(|d| d.round_dp(4)),
        _ => None,
    }
}

fn is_of_the_order(reading: &Candidate, order: usize, column: usize, data: &[Row]) -> bool {
    let product = |row: &Row| {
        let price = amount(row, reading.column_of(Role::UnitPrice)?)?;
        price.checked_mul(amount(row, reading.column_of(Role::Quantity)?)?)
    };
    let mut several = 0;
    let mut at = 0;
    while at < data.len() {
        let id = data[at].display(order);
        let same = |row: &&Row| {
            let own = row.display(order);
            own == id || own.is_empty()
        };
        let lines: Vec<&Row> = data[at..].iter().take_while(same).collect();
        at += lines.len().max(1);
        let amounts: Vec<Option<Decimal>> = lines.iter().map(|row| amount(row, column)).collect();
        let Some(first) = amounts.first().copied().flatten() else {
            continue;
        };
        if lines.len() < 2 || first.is_zero() {
            continue;
        }
        let alike = amounts.iter().all(|a| *a == Some(first));
        let once = amounts[1..].iter().all(Option::is_none);
        let own = lines.iter().all(|row| product(row) == amount(row, column));
        if own || !(alike || once) {
            return false;
        }
        several += 1;
    }
    several > 0
}

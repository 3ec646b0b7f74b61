//! Counts of stock, its history, and stocktakes.

use std::collections::HashMap;

use domain::record::{StockCount, StockHistory, Stocktake};
use domain::{Day, Text};

use crate::import::cell::{Cell, Row};
use crate::import::fields::{Fields, NoRecord};
use crate::import::plan::Wide;
use crate::import::role::Role;
use crate::import::word;

/// Reads one line of a count; a sheet with a column a location gives one count a cell.
pub fn count(f: &mut Fields<'_>, row: &Row, out: &mut Vec<StockCount>) -> Result<(), NoRecord> {
    let sku = f.sku(row)?;
    let name = f.text(row, Role::Name);
    let as_of = f.day(row, Role::AsOf);
    let unit_cost = f.amount(row, Role::UnitCost).map(|(value, _)| value);
    let make = |location, on_hand| StockCount {
        row: row.number,
        sku: sku.clone(),
        location,
        on_hand,
        as_of,
        unit_cost,
        name: name.clone(),
    };
    let Some(Wide::Locations(columns)) = &f.plan.wide else {
        if is_not_stocked(f, row) {
            return Err(NoRecord::Skipped);
        }
        let on_hand = on_hand(f, row)?;
        out.push(make(f.place(row), on_hand));
        return Ok(());
    };
    let start = out.len();
    for (column, location) in columns {
        match row.cell(*column) {
            Cell::Text(text) if word::is_not_stocked(text) => continue,
            _ => {}
        }
        match f.units_at(row, *column) {
            Ok(Some(on_hand)) => out.push(make(Some(location.clone()), on_hand)),
            Ok(None) => {}
            Err(why) => {
                out.truncate(start);
                return Err(f.not_whole(row, *column, why));
            }
        }
    }
    if out.len() == start {
        return Err(NoRecord::Skipped);
    }
    Ok(())
}

/// Units on hand: the first filled column, or the sum of all where the sheet gives parts.
fn on_hand(f: &mut Fields<'_>, row: &Row) -> Result<i64, NoRecord> {
    if f.plan.habits.blank_is_none && f.filled(row, Role::OnHand).is_none() {
        return Err(NoRecord::Skipped);
    }
    if !f.plan.habits.sum_on_hand {
        return f.required_units(row, Role::OnHand);
    }
    let mut sum = None;
    for column in f.plan.columns(Role::OnHand) {
        match f.units_at(row, *column) {
            Ok(Some(units)) => sum = Some(sum.unwrap_or(0_i64).saturating_add(units)),
            Ok(None) => {}
            Err(why) => return Err(f.not_whole(row, *column, why)),
        }
    }
    sum.ok_or_else(|| f.reject(row, Role::OnHand, "value_missing", None))
}

/// A count that can be added to another of the same SKU, place and day.
pub trait Part {
    /// SKU, place and day.
    fn key(&self) -> (Text, Option<Text>, Option<Day>);
    /// Adds the units of another.
    fn add(&mut self, other: &Self);
}

impl Part for StockCount {
    fn key(&self) -> (Text, Option<Text>, Option<Day>) {
        (self.sku.clone(), self.location.clone(), self.as_of)
    }

    fn add(&mut self, other: &StockCount) {
        self.on_hand = self.on_hand.saturating_add(other.on_hand);
    }
}

impl Part for StockHistory {
    fn key(&self) -> (Text, Option<Text>, Option<Day>) {
        (self.sku.clone(), self.location.clone(), Some(self.date))
    }

    fn add(&mut self, other: &StockHistory) {
        self.on_hand = match (self.on_hand, other.on_hand) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
        self.in_stock = match (self.in_stock, other.in_stock) {
            (Some(a), Some(b)) => Some(a || b),
            (a, b) => a.or(b),
        };
    }
}

/// Where the count of a SKU, place and day stands among the records.
pub type Known = HashMap<(Text, Option<Text>, Option<Day>), usize>;

/// Adds the records of a row, `out[from..]`, to those of the same SKU, place and day before them,
/// where the sheet gives one count in several rows. A row that went into another is no row of its
/// own any more.
pub fn merge<T: Part>(
    f: &mut Fields<'_>,
    known: &mut Known,
    out: &mut Vec<T>,
    from: usize,
) -> Result<(), NoRecord> {
    if !f.plan.habits.sum_rows {
        return Ok(());
    }
    let mut own = false;
    for record in out.split_off(from) {
        match known.get(&record.key()).and_then(|at| out.get_mut(*at)) {
            Some(first) => first.add(&record),
            None => {
                known.insert(record.key(), out.len());
                out.push(record);
                own = true;
            }
        }
    }
    if own {
        return Ok(());
    }
    f.count_left_out("rows_added_together", String::new());
    Err(NoRecord::Skipped)
}

fn is_not_stocked(f: &Fields<'_>, row: &Row) -> bool {
    f.plan.columns(Role::OnHand).first().is_some_and(
        |column| matches!(row.cell(*column), Cell::Text(text) if word::is_not_stocked(text)),
    )
}

/// Reads one line of the history; a sheet with a column a day gives one line a cell.
pub fn history(f: &mut Fields<'_>, row: &Row, out: &mut Vec<StockHistory>) -> Result<(), NoRecord> {
    let sku = f.sku(row)?;
    let location = f.place(row);
    if let Some(Wide::Days(days)) = &f.plan.wide {
        let start = out.len();
        for (column, day) in days {
            match f.flag_at(row, *column) {
                Ok(Some(in_stock)) => out.push(StockHistory {
                    row: row.number,
                    sku: sku.clone(),
                    location: location.clone(),
                    date: *day,
                    on_hand: None,
                    in_stock: Some(in_stock),
                }),
                Ok(None) => {}
                Err(why) => {
                    out.truncate(start);
                    return Err(f.not_whole(row, *column, why));
                }
            }
        }
        return Ok(());
    }
    let date = f.required_moment(row, Role::Date)?.day;
    let in_stock = f.flag(row, Role::InStock);
    let on_hand = if in_stock.is_none() {
        Some(on_hand(f, row)?)
    } else {
        f.units(row, Role::OnHand)
    };
    out.push(StockHistory {
        row: row.number,
        sku,
        location,
        date,
        on_hand,
        in_stock,
    });
    Ok(())
}

/// Reads one line of a stocktake.
pub fn stocktake(f: &mut Fields<'_>, row: &Row, out: &mut Vec<Stocktake>) -> Result<(), NoRecord> {
    out.push(Stocktake {
        row: row.number,
        sku: f.sku(row)?,
        counted: f.required_units(row, Role::Counted)?,
        counted_on: f.required_moment(row, Role::CountedOn)?.day,
        location: f.text(row, Role::Location),
    });
    Ok(())
}

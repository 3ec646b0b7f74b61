//! Counts of stock, its history, and stocktakes.

use domain::record::{StockCount, StockHistory, Stocktake};

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
        let on_hand = f.required_units(row, Role::OnHand)?;
        out.push(make(f.text(row, Role::Location), on_hand));
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

fn is_not_stocked(f: &Fields<'_>, row: &Row) -> bool {
    f.plan.columns(Role::OnHand).first().is_some_and(
        |column| matches!(row.cell(*column), Cell::Text(text) if word::is_not_stocked(text)),
    )
}

/// Reads one line of the history; a sheet with a column a day gives one line a cell.
pub fn history(f: &mut Fields<'_>, row: &Row, out: &mut Vec<StockHistory>) -> Result<(), NoRecord> {
    let sku = f.sku(row)?;
    let location = f.text(row, Role::Location);
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
        Some(f.required_units(row, Role::OnHand)?)
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

//! The stock table.

use planning::demand::Demand;

use crate::contract::overview::AsOfRequest;
use crate::contract::stock::{StockRow, StockTable};
use crate::plan::{self, Planned};
use crate::{Engine, Failure, pictures, slow};

pub(crate) async fn table(engine: &Engine, request: AsOfRequest) -> Result<StockTable, Failure> {
    let planned = plan::make(engine, request.as_of, None).await?;
    let shelf = pictures::Shelf::look(engine);
    let mut rows = rows(&planned);
    for row in &mut rows {
        row.image = shelf.picture(&row.sku);
    }
    Ok(StockTable {
        as_of: planned.snapshot.as_of,
        currency: planned.snapshot.base.to_string(),
        rows,
    })
}

pub(crate) fn rows(planned: &Planned) -> Vec<StockRow> {
    let slow = slow::values(&planned.snapshot);
    (0..planned.items.len())
        .map(|at| row(planned, at, slow[at] > 0.0))
        .collect()
}

fn row(planned: &Planned, at: usize, slow: bool) -> StockRow {
    let snapshot = &planned.snapshot;
    let (place, item, line) = (
        &snapshot.places[at],
        &planned.items[at],
        &planned.plan.lines[at],
    );
    let sku = &snapshot.skus[place.sku];
    let (on_hand, counted) = (place.on_hand.unwrap_or(0), place.on_hand.is_some());
    let daily = item.demand.mean(0.0, 28.0) / 28.0;
    let days = place.sold.len();
    let week = |back: usize| {
        let end = days.saturating_sub(back * 7);
        end.saturating_sub(7)..end
    };
    let weeks: Vec<i64> = (0..13)
        .rev()
        .map(|back| place.sold[week(back)].iter().sum())
        .collect();
    let weeks_out = (0..13)
        .rev()
        .map(|back| {
            let kept = &place.in_stock[week(back)];
            let out = kept.iter().filter(|kept| **kept == 0).count();
            if kept.is_empty() {
                0.0
            } else {
                out as f64 / kept.len() as f64
            }
        })
        .collect();
    let runs_out = line
        .stock_out_on(snapshot.as_of)
        .is_some_and(|day| day < line.expected_on);
    let status = if !counted {
        "unknown"
    } else if on_hand <= 0 && daily < 0.01 {
        "idle"
    } else if on_hand <= 0 {
        "out"
    } else if runs_out {
        // What is about to be missing is no stock to clear, whatever rule it meets.
        "will_run_out"
    } else if slow {
        "slow"
    } else if line.quantity > 0 {
        "reorder"
    } else {
        "ok"
    };
    StockRow {
        sku: sku.code.clone(),
        name: snapshot.name(place.sku),
        category: sku.category.clone().unwrap_or_default(),
        supplier: sku.supplier.clone().unwrap_or_default(),
        barcode: sku.barcode.clone().unwrap_or_default(),
        location: snapshot.locations[place.location].code.clone(),
        on_hand,
        counted,
        allocated: place.allocated,
        available: on_hand - place.allocated,
        on_order: line.position.on_order,
        reorder_point: line.reorder_point.ceil() as i64,
        target: line.target.round() as i64,
        days_of_supply: line.days_of_supply,
        daily_demand: daily,
        weeks,
        weeks_out,
        stock_age: place
            .lots
            .first()
            .map(|lot| i64::from(snapshot.as_of.since(lot.received_on))),
        value_at_cost: snapshot
            .unit_cost(place.sku)
            .map(|cost| cost * on_hand.max(0) as f64),
        status: status.to_owned(),
        image: None,
    }
}

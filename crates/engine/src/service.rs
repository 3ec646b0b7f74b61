//! Indicators of service that need more than daily sums: order fill and stock accuracy.

use std::collections::HashMap;

use domain::Day;
use planning::metrics::{CountedLine, stock_accuracy};
use store::StocktakeLine;

use crate::snapshot::Snapshot;
use crate::{Engine, Failure};

/// Orders of a period shipped whole from stock ÷ orders. A line is from stock where the day of its
/// order ended with no more promised than was there.
pub(crate) async fn order_fill(
    engine: &Engine,
    snapshot: &Snapshot,
    from: Day,
    to: Day,
) -> Result<Option<f64>, Failure> {
    let short = short_days(snapshot, from, to);
    let orders = engine.store().order_counts(from, to, &short).await?;
    Ok((orders.orders > 0).then(|| orders.shipped_whole as f64 / orders.orders as f64))
}

/// SKU's and location's number and each day of the period whose end found less on hand than was
/// sold and not yet shipped. Days before the ledger was opened are unknown, not short.
fn short_days(snapshot: &Snapshot, from: Day, to: Day) -> Vec<(i64, i64, Day)> {
    let numbers: HashMap<(i64, i64), usize> = snapshot
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let sku = snapshot.skus[place.sku].id;
            ((sku, snapshot.locations[place.location].id), at)
        })
        .collect();
    let mut short = Vec::new();
    for series in &snapshot.sales.series {
        let key = (series.sku, series.location);
        let Some(place) = numbers.get(&key).map(|at| &snapshot.places[*at]) else {
            continue;
        };
        let Some(opened) = place.opened else { continue };
        let days = place.on_hand_end.len();
        let index = |day: Day| {
            usize::try_from(day.since(place.first))
                .unwrap_or(0)
                .min(days)
        };
        // What waits to be shipped, as steps up on the day of the order and down on shipping.
        let mut waiting = vec![0_i64; days + 1];
        for line in series.lines.iter().filter(|l| l.counts() && l.quantity > 0) {
            let until = match line.shipped_on {
                Some(shipped) => index(shipped),
                None if line.allocated(Day::LATEST) > 0 => days,
                None => continue,
            };
            let start = index(line.ordered_on);
            if start < until {
                waiting[start] += line.quantity;
                waiting[until] -= line.quantity;
            }
        }
        let (mut sum, first) = (0_i64, from.max(opened));
        for (at, end) in place.on_hand_end.iter().enumerate() {
            sum += waiting[at];
            let day = place.first + i32::try_from(at).unwrap_or(0);
            if day >= first && day <= to && end - sum < 0 {
                short.push((series.sku, series.location, day));
            }
        }
    }
    short
}

/// Counted lines that match the book ÷ counted lines, over the SKUs and locations (indexes into
/// the snapshot) that `wanted` names.
pub(crate) fn accuracy(
    snapshot: &Snapshot,
    counted: &[StocktakeLine],
    wanted: impl Fn(usize, usize) -> bool,
) -> Option<f64> {
    let lines: Vec<CountedLine> = counted
        .iter()
        .filter_map(|line| {
            let sku = snapshot.skus.iter().position(|row| row.id == line.sku)?;
            let location = snapshot
                .locations
                .iter()
                .position(|l| l.id == line.location)?;
            wanted(sku, location).then_some(CountedLine {
                booked: line.book,
                counted: line.counted,
                unit_cost: 0,
            })
        })
        .collect();
    stock_accuracy(&lines).0
}

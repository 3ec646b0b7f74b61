//! The stored form of a sales series: days as steps from the line before, everything small.

use domain::{Day, OrderStatus};
use serde::{Deserialize, Serialize};

use crate::{Destination, SalesLine, StoreError};

/// The stored form: days as steps from the line before, everything small.
#[derive(Serialize, Deserialize)]
struct Packed {
    destinations: Vec<Destination>,
    lines: Vec<PackedLine>,
}

#[derive(Serialize, Deserialize)]
struct PackedLine {
    days_later: u32,
    /// Days to shipping.
    shipped_after: Option<i32>,
    status: u8,
    destination: u32,
    quantity: i64,
    amount: i64,
}

/// Stored numbers of states; they must never change their meaning.
fn status_code(status: Option<OrderStatus>) -> u8 {
    match status {
        None => 0,
        Some(OrderStatus::Open) => 1,
        Some(OrderStatus::Shipped) => 2,
        Some(OrderStatus::Cancelled) => 3,
        Some(OrderStatus::Refunded) => 4,
    }
}

fn status_of(code: u8) -> Option<OrderStatus> {
    match code {
        1 => Some(OrderStatus::Open),
        2 => Some(OrderStatus::Shipped),
        3 => Some(OrderStatus::Cancelled),
        4 => Some(OrderStatus::Refunded),
        _ => None,
    }
}

pub(crate) fn pack(
    destinations: &[Destination],
    lines: &[SalesLine],
) -> Result<Vec<u8>, StoreError> {
    let mut before = Day::EARLIEST;
    let lines = lines
        .iter()
        .map(|line| {
            let days_later = u32::try_from(line.ordered_on.since(before)).unwrap_or(0);
            before = line.ordered_on;
            PackedLine {
                days_later,
                shipped_after: line.shipped_on.map(|day| day.since(line.ordered_on)),
                status: status_code(line.status),
                destination: line.destination,
                quantity: line.quantity,
                amount: line.amount,
            }
        })
        .collect();
    let packed = Packed {
        destinations: destinations.to_vec(),
        lines,
    };
    postcard::to_stdvec(&packed).map_err(|error| StoreError::Database(error.to_string()))
}

pub(crate) fn unpack(bytes: &[u8]) -> Result<(Vec<Destination>, Vec<SalesLine>), StoreError> {
    let packed: Packed =
        postcard::from_bytes(bytes).map_err(|error| StoreError::Database(error.to_string()))?;
    let mut day = Day::EARLIEST;
    let lines = packed
        .lines
        .into_iter()
        .map(|line| {
            day = Day(day
                .0
                .saturating_add(i32::try_from(line.days_later).unwrap_or(i32::MAX)));
            SalesLine {
                ordered_on: day,
                shipped_on: line
                    .shipped_after
                    .map(|days| Day(day.0.saturating_add(days))),
                status: status_of(line.status),
                quantity: line.quantity,
                amount: line.amount,
                destination: line.destination,
            }
        })
        .collect();
    Ok((packed.destinations, lines))
}

//! Demand from sales: day totals, days on which demand was cut, and lines that are no demand.
//!
//! Nothing is dropped in silence: each correction comes back as data with its reason, and the
//! seller can switch it off.

use domain::Day;

use crate::bulk::wholesale_limit;
use crate::reason::{self, Reason};

/// One order line of a SKU at a location, as demand sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaleLine {
    /// Day of the order.
    pub day: Day,
    /// Units; at or below zero = returned or void, which is no demand.
    pub quantity: i64,
    /// The order was cancelled.
    pub cancelled: bool,
    /// The seller's word on this line: `Some(true)` it is demand, `Some(false)` it is not.
    pub overruled: Option<bool>,
}

/// A correction of one line or one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// Index of the line; `None` for a correction of a whole day.
    pub line: Option<usize>,
    /// Day it concerns.
    pub day: Day,
    /// Units taken out of demand (0 where the day is only masked).
    pub units: i64,
    /// Why.
    pub reason: Reason,
}

/// What is known of the stock at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockOfDay {
    /// Units on hand at the end of the day.
    OnHand(i64),
    /// Only whether something was left.
    InStock(bool),
    /// Nothing: taken as in stock, as demand cannot be shown to be cut.
    Unknown,
}

/// Daily demand of one SKU at one location.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DailyDemand {
    /// First day of the columns.
    pub first: Day,
    /// Units of demand each day.
    pub units: Vec<f64>,
    /// Whether the day kept stock, so that its demand was met in full.
    pub stocked: Vec<bool>,
    /// Units returned each day, kept apart.
    pub returned: Vec<f64>,
    /// Every correction made.
    pub corrections: Vec<Correction>,
}

/// Longest history taken, in days; earlier lines are left out.
const MOST_DAYS: i32 = 36_500;

/// Cleans the lines of the days `[first, as_of)`. `stock` gives the stock at the end of day
/// `first + i`; days beyond it are unknown. Lines far above the SKU's usual size are wholesale
/// (see [`wholesale_limit`]); cancelled lines and lines at or below zero are no demand.
#[must_use]
pub fn daily_demand(
    lines: &[SaleLine],
    returns: &[(Day, i64)],
    stock: &[StockOfDay],
    first: Day,
    as_of: Day,
) -> DailyDemand {
    let days = as_of.since(first).clamp(0, MOST_DAYS) as usize;
    let first = as_of - days as i32;
    let place = |day: Day| usize::try_from(day.since(first)).ok().filter(|i| *i < days);
    let mut result = DailyDemand {
        first,
        units: vec![0.0; days],
        stocked: vec![true; days],
        returned: vec![0.0; days],
        corrections: Vec::new(),
    };
    let sizes: Vec<i64> = lines
        .iter()
        .filter(|line| !line.cancelled && line.quantity > 0 && place(line.day).is_some())
        .map(|line| line.quantity)
        .collect();
    let limit = wholesale_limit(&sizes);
    for (index, line) in lines.iter().enumerate() {
        let Some(day) = place(line.day) else { continue };
        if line.quantity <= 0 {
            continue;
        }
        let doubt = if line.cancelled {
            Some(reason::cancelled_line(line.quantity))
        } else {
            limit
                .filter(|limit| line.quantity > limit.most)
                .map(|limit| reason::wholesale_line(line.quantity, limit.usual))
        };
        let keeps = line.overruled.unwrap_or(doubt.is_none());
        if keeps {
            result.units[day] += line.quantity as f64;
        } else {
            result.corrections.push(Correction {
                line: Some(index),
                day: line.day,
                units: line.quantity,
                reason: doubt.unwrap_or_else(|| {
                    reason::wholesale_line(line.quantity, limit.map_or(line.quantity, |l| l.usual))
                }),
            });
        }
    }
    for (day, quantity) in returns.iter().filter(|(_, quantity)| *quantity > 0) {
        let Some(place) = place(*day) else { continue };
        result.returned[place] += *quantity as f64;
        result.corrections.push(Correction {
            line: None,
            day: *day,
            units: 0,
            reason: reason::returned_units(*quantity),
        });
    }
    for (i, known) in stock.iter().enumerate().take(days) {
        let empty = match known {
            StockOfDay::OnHand(units) => *units <= 0,
            StockOfDay::InStock(in_stock) => !in_stock,
            StockOfDay::Unknown => false,
        };
        if empty {
            result.stocked[i] = false;
            result.corrections.push(Correction {
                line: None,
                day: first + i as i32,
                units: 0,
                reason: reason::out_of_stock_day(result.units[i]),
            });
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sale(day: i32, quantity: i64) -> SaleLine {
        SaleLine {
            day: Day(day),
            quantity,
            cancelled: false,
            overruled: None,
        }
    }

    #[test]
    fn lines_become_days_and_corrections_are_data() {
        let mut lines: Vec<SaleLine> = (0..20)
            .map(|i| sale(100 + i % 5, 1 + i64::from(i % 2)))
            .collect();
        lines.push(sale(102, 500));
        lines.push(SaleLine {
            cancelled: true,
            ..sale(103, 2)
        });
        lines.push(sale(103, -4));
        lines.push(sale(99, 1));
        lines.push(sale(105, 1));
        let stock = [
            StockOfDay::OnHand(3),
            StockOfDay::InStock(false),
            StockOfDay::Unknown,
        ];
        let found = daily_demand(&lines, &[(Day(104), 3)], &stock, Day(100), Day(105));
        assert_eq!(found.units, [6.0; 5]);
        assert_eq!(found.stocked, [true, false, true, true, true]);
        assert_eq!(found.returned, [0.0, 0.0, 0.0, 0.0, 3.0]);
        let said: Vec<_> = found
            .corrections
            .iter()
            .map(|c| (c.line, c.units, c.reason.code.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (Some(20), 500, "wholesale_line"),
                (Some(21), 2, "cancelled_line"),
                (None, 0, "returned_units"),
                (None, 0, "out_of_stock_day"),
            ]
        );
    }

    #[test]
    fn the_sellers_word_overrules_the_rule() {
        let mut lines: Vec<SaleLine> = (0..20).map(|i| sale(100 + i % 5, 1)).collect();
        lines.push(SaleLine {
            overruled: Some(true),
            ..sale(102, 500)
        });
        lines.push(SaleLine {
            overruled: Some(false),
            ..sale(103, 1)
        });
        let found = daily_demand(&lines, &[], &[], Day(100), Day(105));
        assert_eq!(found.units, [4.0, 4.0, 504.0, 4.0, 4.0]);
        assert_eq!(found.corrections.len(), 1);
    }

    #[test]
    fn an_empty_or_backward_period_is_empty() {
        let found = daily_demand(&[sale(5, 2)], &[], &[StockOfDay::Unknown], Day(9), Day(3));
        assert!(found.units.is_empty() && found.corrections.is_empty());
    }
}

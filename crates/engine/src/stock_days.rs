//! From lines and movements to days: what was sold, and what moved the stock.

use std::collections::{BTreeMap, HashMap};

use domain::Day;
use store::{OtherMovement, SalesLine};

use crate::sales::Sales;

/// Sales of a SKU at a location on a day; cancelled lines left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SalesDay {
    /// The day.
    pub day: Day,
    /// Units of its lines.
    pub units: i64,
    /// Units of its largest line.
    pub largest: i64,
    /// Units that credit lines of the day take back.
    pub taken_back: i64,
}

/// What moved on a day at a SKU and location whose ledger is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct StockDay {
    /// SKU's number.
    pub sku: i64,
    /// Location's number.
    pub location: i64,
    /// The day.
    pub day: Day,
    /// Change by counts, on its morning.
    pub counted: i64,
    /// Received from suppliers.
    pub received: i64,
    /// Sold: negative.
    pub sold: i64,
    /// Everything else: returns, transfers, write-offs.
    pub other: i64,
}

/// Days with a line, of lines sorted by day.
pub(crate) fn sales_days(lines: &[SalesLine]) -> Vec<SalesDay> {
    let mut days: Vec<SalesDay> = Vec::new();
    for line in lines.iter().filter(|line| line.counts()) {
        if days.last().is_none_or(|last| last.day != line.ordered_on) {
            days.push(SalesDay {
                day: line.ordered_on,
                ..SalesDay::default()
            });
        }
        if let Some(last) = days.last_mut() {
            last.units = last.units.saturating_add(line.quantity.max(0));
            last.largest = last.largest.max(line.quantity);
            last.taken_back = last.taken_back.saturating_sub(line.quantity.min(0));
        }
    }
    days
}

/// Movements by SKU, location and day since each ledger was opened, as known on the morning of
/// `as_of`: movements before it, counts up to and on it. By SKU, location and day.
pub(crate) fn stock_days(
    sales: &Sales,
    openings: &HashMap<(i64, i64), Day>,
    others: &[OtherMovement],
    as_of: Day,
) -> Vec<StockDay> {
    let mut days: BTreeMap<(i64, i64, Day), StockDay> = BTreeMap::new();
    let mut at = |sku: i64, location: i64, day: Day, last: Day, book: &dyn Fn(&mut StockDay)| {
        let open = openings.get(&(sku, location));
        if open.is_some_and(|opened| (*opened..=last).contains(&day)) {
            book(days.entry((sku, location, day)).or_insert(StockDay {
                sku,
                location,
                day,
                ..StockDay::default()
            }));
        }
    };
    let yesterday = as_of - 1;
    for row in others {
        let (sku, location, day) = (row.sku, row.location, row.day);
        // A ledger is opened by a count even of zero, which moves nothing that could be seen.
        at(sku, location, day, as_of, &|to| to.counted += row.counted);
        at(sku, location, day, yesterday, &|to| {
            to.received += row.received;
            to.other += row.other;
        });
    }
    for ((sku, location), opened) in openings {
        at(*sku, *location, *opened, as_of, &|_| {});
    }
    if !openings.is_empty() {
        for series in &sales.series {
            if !openings.contains_key(&(series.sku, series.location)) {
                continue;
            }
            for (day, units) in series.lines.iter().filter_map(SalesLine::movement) {
                at(series.sku, series.location, day, yesterday, &|to| {
                    if units < 0 {
                        to.sold = to.sold.saturating_add(units);
                    } else {
                        to.other = to.other.saturating_add(units);
                    }
                });
            }
        }
        for row in sales.returns.iter().filter(|row| row.resellable) {
            at(row.sku, row.location, row.returned_on, yesterday, &|to| {
                to.other += row.quantity;
            });
        }
    }
    days.into_values().collect()
}

/// How many days one mark of a stock history speaks for, its own the first: 7 where the marks come
/// by the week, which then is dated its first day; else 1. `days` ascend.
pub(crate) fn days_of_a_mark(days: &[Day]) -> i32 {
    let steps: Vec<i32> = days.windows(2).map(|pair| pair[1].since(pair[0])).collect();
    let weekly = steps.len() >= 3
        && steps.iter().all(|step| step % 7 == 0)
        && steps.iter().filter(|step| **step == 7).count() * 2 > steps.len();
    if weekly { 7 } else { 1 }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use domain::{Day, OrderStatus};
    use store::{OtherMovement, ReturnedGoods, SalesLine, SalesSeries};

    use super::{SalesDay, StockDay, days_of_a_mark, sales_days, stock_days};
    use crate::sales::Sales;

    fn line(day: i32, quantity: i64) -> SalesLine {
        SalesLine {
            ordered_on: Day(day),
            shipped_on: None,
            status: None,
            quantity,
            amount: 0,
            destination: 0,
        }
    }

    #[test]
    fn marks_by_the_week_speak_for_their_week() {
        let days = |numbers: &[i32]| numbers.iter().map(|day| Day(*day)).collect::<Vec<_>>();
        assert_eq!(days_of_a_mark(&days(&[0, 7, 14, 28, 35])), 7);
        assert_eq!(days_of_a_mark(&days(&[0, 7, 14, 15])), 1);
        assert_eq!(days_of_a_mark(&days(&[0, 7, 14])), 1);
        assert_eq!(days_of_a_mark(&days(&[3])), 1);
        assert_eq!(days_of_a_mark(&days(&[0, 28, 56, 84])), 1);
    }

    #[test]
    fn lines_of_a_day_are_one_day_and_cancelled_ones_none() {
        let cancelled = SalesLine {
            status: Some(OrderStatus::Cancelled),
            ..line(11, 9)
        };
        let days = sales_days(&[
            line(10, 2),
            line(10, 5),
            line(10, -1),
            cancelled,
            line(12, -3),
        ]);
        let day = |day, units, largest, taken_back| SalesDay {
            day: Day(day),
            units,
            largest,
            taken_back,
        };
        assert_eq!(days, [day(10, 7, 5, 1), day(12, 0, 0, 3)]);
    }

    #[test]
    fn only_what_an_open_ledger_knew_that_morning_moves_stock() {
        // Opened with 20 on the morning of day 10. Day 9: history. Day 10: 4 sold. Day 12: 6 of an
        // order of day 11 are shipped, one comes back, 30 arrive. Day 13: a count finds one too few;
        // what is sold that day is not known yet.
        let sent = SalesLine {
            shipped_on: Some(Day(12)),
            status: Some(OrderStatus::Shipped),
            ..line(11, 6)
        };
        let back = ReturnedGoods {
            sku: 1,
            location: 2,
            returned_on: Day(12),
            quantity: 1,
            resellable: true,
            market: String::new(),
        };
        let broken = ReturnedGoods {
            resellable: false,
            quantity: 5,
            ..back.clone()
        };
        let sales = Sales {
            series: vec![SalesSeries {
                sku: 1,
                location: 2,
                destinations: Vec::new(),
                lines: vec![line(9, 7), line(10, 4), sent, line(13, 2)],
            }],
            returns: vec![back, broken],
        };
        let moved = |day, counted, received| OtherMovement {
            sku: 1,
            location: 2,
            day: Day(day),
            counted,
            received,
            other: 0,
        };
        let others = [moved(10, 20, 0), moved(12, 0, 30), moved(13, -1, 50)];
        let openings = HashMap::from([((1, 2), Day(10))]);
        let day = |day, counted, received, sold, other| StockDay {
            sku: 1,
            location: 2,
            day: Day(day),
            counted,
            received,
            sold,
            other,
        };
        assert_eq!(
            stock_days(&sales, &openings, &others, Day(13)),
            [
                day(10, 20, 0, -4, 0),
                day(12, 0, 30, -6, 1),
                day(13, -1, 0, 0, 0)
            ]
        );
        assert_eq!(stock_days(&sales, &HashMap::new(), &others, Day(13)), []);
    }
}

//! The indicators of inventory as formulas over daily columns.
//!
//! Each SKU and location is summed into [`Totals`], whole numbers that add up over any grouping;
//! the ratios are formed last. A ratio of nothing to nothing is `None`, never a number.

use std::ops::AddAssign;

/// Daily columns of one SKU at one location for one period, all of the same length; shorter ones
/// count as zero or false beyond their end. Money is in minor units of the base currency.
#[derive(Clone, Copy, Debug, Default)]
pub struct Columns<'a> {
    /// Units sold each day, returns not taken off.
    pub units_sold: &'a [i64],
    /// Revenue each day.
    pub revenue: &'a [i64],
    /// Cost of the goods sold each day.
    pub cost_of_goods: &'a [i64],
    /// Units on hand at the end of each day.
    pub on_hand: &'a [i64],
    /// Their value at cost.
    pub stock_value: &'a [i64],
    /// Units received each day.
    pub received: &'a [i64],
    /// Whether the SKU was on sale here that day.
    pub on_sale: &'a [bool],
    /// Units on hand before the first day.
    pub opening: i64,
    /// Value at cost of the stock at the end that is under a slow-stock rule.
    pub slow_value: i64,
    /// Units of the same.
    pub slow_units: i64,
}

/// Sums from which every indicator follows. Adding two of the same period gives their group's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Days of the period.
    pub days: i64,
    /// Units sold.
    pub units_sold: i128,
    /// Revenue, minor units.
    pub revenue: i128,
    /// Cost of goods sold, minor units.
    pub cost_of_goods: i128,
    /// Sum over days of units on hand at the end of the day, at least 0 each.
    pub unit_days: i128,
    /// Sum over days of stock value, minor units.
    pub value_days: i128,
    /// Units on hand before the first day.
    pub opening: i128,
    /// Units on hand at the end.
    pub ending: i128,
    /// Value at cost at the end, minor units.
    pub ending_value: i128,
    /// Units received.
    pub received: i128,
    /// SKU-location-days on sale.
    pub days_on_sale: i64,
    /// Of these, with nothing on hand at the end.
    pub days_out: i64,
    /// SKU-locations that had stock on any day.
    pub had_stock: i64,
    /// Of these, those that sold.
    pub sold_and_stocked: i64,
    /// Value at cost of slow stock at the end, minor units.
    pub slow_value: i128,
    /// Units of slow stock at the end.
    pub slow_units: i128,
}

impl Totals {
    /// Sums the columns of one SKU and location over `days` days.
    #[must_use]
    pub fn of(columns: &Columns<'_>, days: usize) -> Totals {
        let sum = |column: &[i64]| {
            column
                .iter()
                .take(days)
                .map(|v| i128::from(*v))
                .sum::<i128>()
        };
        let positive = |column: &[i64]| {
            column
                .iter()
                .take(days)
                .map(|v| i128::from((*v).max(0)))
                .sum()
        };
        let last = |column: &[i64]| {
            let end = column.get(..days).unwrap_or(column).last();
            i128::from(end.copied().unwrap_or(0).max(0))
        };
        let stocked = columns.opening > 0 || columns.on_hand.iter().take(days).any(|v| *v > 0);
        let units_sold = sum(columns.units_sold);
        let on_sale = columns.on_sale.iter().take(days);
        let days_out = columns
            .on_sale
            .iter()
            .take(days)
            .enumerate()
            .filter(|(day, on)| **on && columns.on_hand.get(*day).is_none_or(|units| *units <= 0))
            .count();
        Totals {
            days: days as i64,
            units_sold,
            revenue: sum(columns.revenue),
            cost_of_goods: sum(columns.cost_of_goods),
            unit_days: positive(columns.on_hand),
            value_days: positive(columns.stock_value),
            opening: i128::from(columns.opening.max(0)),
            ending: if days == 0 {
                i128::from(columns.opening.max(0))
            } else {
                last(columns.on_hand)
            },
            ending_value: last(columns.stock_value),
            received: sum(columns.received),
            days_on_sale: on_sale.filter(|on| **on).count() as i64,
            days_out: days_out as i64,
            had_stock: i64::from(stocked),
            sold_and_stocked: i64::from(stocked && units_sold > 0),
            slow_value: i128::from(columns.slow_value.max(0)),
            slow_units: i128::from(columns.slow_units.max(0)),
        }
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Totals) {
        self.days = self.days.max(other.days);
        self.units_sold += other.units_sold;
        self.revenue += other.revenue;
        self.cost_of_goods += other.cost_of_goods;
        self.unit_days += other.unit_days;
        self.value_days += other.value_days;
        self.opening += other.opening;
        self.ending += other.ending;
        self.ending_value += other.ending_value;
        self.received += other.received;
        self.days_on_sale += other.days_on_sale;
        self.days_out += other.days_out;
        self.had_stock += other.had_stock;
        self.sold_and_stocked += other.sold_and_stocked;
        self.slow_value += other.slow_value;
        self.slow_units += other.slow_units;
    }
}

/// Which definition of sell-through is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SellThrough {
    /// Sold ÷ (sold + on hand at the end).
    #[default]
    SoldOverSoldAndEnding,
    /// Sold ÷ on hand at the start.
    SoldOverOpening,
    /// Sold ÷ received in the period.
    SoldOverReceived,
}

impl SellThrough {
    /// Reads the setting `sell_through_definition`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<SellThrough> {
        match word {
            "sold/(sold+ending)" => Some(SellThrough::SoldOverSoldAndEnding),
            "sold/opening" => Some(SellThrough::SoldOverOpening),
            "sold/received" => Some(SellThrough::SoldOverReceived),
            _ => None,
        }
    }
}

/// Which definition of turnover is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turnover {
    /// Cost of goods sold ÷ mean daily stock value at cost.
    #[default]
    ByCost,
    /// Units sold ÷ mean daily units on hand.
    ByUnits,
    /// Cost of goods sold ÷ stock value at the end.
    ByEndingStock,
}

/// The indicators of one row. Shares are 0–1; turnover is times a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Indicators {
    /// Inventory turnover, × 365 ÷ days.
    pub turnover: Option<f64>,
    /// Days of inventory: 365 ÷ turnover.
    pub days_of_inventory: Option<f64>,
    /// Sell-through rate.
    pub sell_through: Option<f64>,
    /// SKU-location-days with nothing on hand ÷ SKU-location-days on sale.
    pub stockout_rate: Option<f64>,
    /// Cost of slow stock ÷ cost of all stock at the end.
    pub dead_stock_share: Option<f64>,
    /// The same by units.
    pub dead_stock_share_units: Option<f64>,
    /// SKUs that sold ÷ SKUs that had stock.
    pub active_sku_share: Option<f64>,
    /// Gross margin ÷ mean stock value at cost, for the period as it is (not a year).
    pub gross_margin_return: Option<f64>,
    /// Gross margin ÷ revenue.
    pub gross_margin_share: Option<f64>,
    /// Mean daily stock value at cost, minor units.
    pub mean_stock_value: Option<f64>,
}

/// `a ÷ b`, `None` where b is zero.
#[must_use]
pub fn ratio(a: i128, b: i128) -> Option<f64> {
    (b != 0).then(|| a as f64 / b as f64)
}

impl Totals {
    /// The indicators of these sums.
    #[must_use]
    pub fn indicators(&self, sell_through: SellThrough, turnover: Turnover) -> Indicators {
        let days = i128::from(self.days);
        let year = |share: Option<f64>| share.filter(|_| days > 0).map(|s| s * 365.0 / days as f64);
        let margin = self.revenue - self.cost_of_goods;
        let turns = year(match turnover {
            Turnover::ByCost => ratio(self.cost_of_goods * days, self.value_days),
            Turnover::ByUnits => ratio(self.units_sold * days, self.unit_days),
            Turnover::ByEndingStock => ratio(self.cost_of_goods, self.ending_value),
        });
        Indicators {
            turnover: turns,
            days_of_inventory: turns
                .filter(|turns| *turns > 0.0)
                .map(|turns| 365.0 / turns),
            sell_through: match sell_through {
                SellThrough::SoldOverSoldAndEnding => {
                    ratio(self.units_sold, self.units_sold + self.ending)
                }
                SellThrough::SoldOverOpening => ratio(self.units_sold, self.opening),
                SellThrough::SoldOverReceived => ratio(self.units_sold, self.received),
            },
            stockout_rate: ratio(self.days_out.into(), self.days_on_sale.into()),
            dead_stock_share: ratio(self.slow_value, self.ending_value),
            dead_stock_share_units: ratio(self.slow_units, self.ending),
            active_sku_share: ratio(self.sold_and_stocked.into(), self.had_stock.into()),
            gross_margin_return: ratio(margin * days, self.value_days),
            gross_margin_share: ratio(margin, self.revenue),
            mean_stock_value: ratio(self.value_days, days),
        }
    }
}

/// Order fill: orders shipped whole from stock ÷ orders; and its on-time share.
/// Each order is (shipped whole, days to shipping where shipped).
#[must_use]
pub fn order_fill(orders: &[(bool, Option<i32>)], on_time_days: i32) -> (Option<f64>, Option<f64>) {
    let of = |n: usize| ratio(n as i128, orders.len() as i128);
    let whole = orders.iter().filter(|(whole, _)| *whole).count();
    let on_time = orders
        .iter()
        .filter(|(_, days)| days.is_some_and(|days| days <= on_time_days))
        .count();
    (of(whole), of(on_time))
}

/// One line of a stocktake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedLine {
    /// Units the book had.
    pub booked: i64,
    /// Units counted.
    pub counted: i64,
    /// Unit cost, minor units.
    pub unit_cost: i64,
}

/// Stock accuracy: counted lines that match the book ÷ counted lines; and by value: 1 − |book −
/// count| at cost ÷ book at cost, at least 0.
#[must_use]
pub fn stock_accuracy(lines: &[CountedLine]) -> (Option<f64>, Option<f64>) {
    let same = lines
        .iter()
        .filter(|line| line.booked == line.counted)
        .count();
    let value = |units: i128, line: &CountedLine| units * i128::from(line.unit_cost.max(0));
    let (mut book, mut off) = (0_i128, 0_i128);
    for line in lines {
        let (booked, counted) = (i128::from(line.booked), i128::from(line.counted));
        book += value(booked.max(0), line);
        off += value((booked - counted).abs(), line);
    }
    let by_value = ratio(off, book).map(|share| (1.0 - share).max(0.0));
    (ratio(same as i128, lines.len() as i128), by_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four days: sold 3 1 0 2 at 10.00 and cost 4.00 from an opening of 5, 4 received on day 3.
    /// On hand 2 1 5 3; on sale all days.
    fn four_days() -> Totals {
        Totals::of(
            &Columns {
                units_sold: &[3, 1, 0, 2],
                revenue: &[3000, 1000, 0, 2000],
                cost_of_goods: &[1200, 400, 0, 800],
                on_hand: &[2, 1, 5, 3],
                stock_value: &[800, 400, 2000, 1200],
                received: &[0, 0, 4, 0],
                on_sale: &[true; 4],
                opening: 5,
                slow_value: 400,
                slow_units: 1,
            },
            4,
        )
    }

    #[test]
    fn every_indicator_by_hand() {
        let totals = four_days();
        let by = |turnover| totals.indicators(SellThrough::default(), turnover).turnover;
        // 24.00 ÷ (44.00 ÷ 4) × 365 ÷ 4 = 199.09
        assert!((by(Turnover::ByCost).expect("stock") - 199.090_909).abs() < 1e-5);
        // 6 ÷ (11 ÷ 4) × 365 ÷ 4, and 24.00 ÷ 12.00 × 365 ÷ 4
        assert!((by(Turnover::ByUnits).expect("stock") - 199.090_909).abs() < 1e-5);
        assert_eq!(by(Turnover::ByEndingStock), Some(182.5));
        let found = totals.indicators(SellThrough::default(), Turnover::ByCost);
        assert!((found.days_of_inventory.expect("turns") - 1.833_333).abs() < 1e-5);
        assert_eq!(found.sell_through, Some(6.0 / 9.0));
        assert_eq!(found.stockout_rate, Some(0.0));
        assert_eq!(found.dead_stock_share, Some(400.0 / 1200.0));
        assert_eq!(found.active_sku_share, Some(1.0));
        assert_eq!(found.gross_margin_return, Some(36.0 / 11.0));
        assert_eq!(found.gross_margin_share, Some(0.6));
        assert_eq!(found.mean_stock_value, Some(1100.0));
        let by = |d| totals.indicators(d, Turnover::ByCost).sell_through;
        assert_eq!(by(SellThrough::SoldOverOpening), Some(1.2));
        assert_eq!(by(SellThrough::SoldOverReceived), Some(1.5));
    }

    #[test]
    fn groups_add_up_and_empty_days_count_only_on_sale() {
        let mut all = four_days();
        all += Totals::of(
            &Columns {
                on_hand: &[0, 0, 0, 0],
                on_sale: &[false, true, true, true],
                ..Columns::default()
            },
            4,
        );
        let found = all.indicators(SellThrough::default(), Turnover::ByCost);
        assert_eq!(found.stockout_rate, Some(3.0 / 7.0));
        assert_eq!(found.active_sku_share, Some(1.0));
        assert_eq!(all.days, 4);
    }

    #[test]
    fn nothing_over_nothing_is_undefined() {
        let nothing = Totals::of(&Columns::default(), 0);
        let found = nothing.indicators(SellThrough::default(), Turnover::ByCost);
        assert_eq!(found, Indicators::default());
        assert_eq!(order_fill(&[], 2), (None, None));
        assert_eq!(stock_accuracy(&[]), (None, None));
    }

    #[test]
    fn negative_book_stock_is_no_negative_capital() {
        let totals = Totals::of(
            &Columns {
                on_hand: &[-5, 5],
                stock_value: &[-50, 50],
                ..Columns::default()
            },
            2,
        );
        assert_eq!(
            (totals.unit_days, totals.value_days, totals.ending),
            (5, 50, 5)
        );
    }

    #[test]
    fn orders_and_counts_by_hand() {
        let orders = [
            (true, Some(1)),
            (true, Some(4)),
            (false, None),
            (true, Some(2)),
        ];
        assert_eq!(order_fill(&orders, 2), (Some(0.75), Some(0.5)));
        let line = |booked, counted, unit_cost| CountedLine {
            booked,
            counted,
            unit_cost,
        };
        let lines = [line(10, 10, 100), line(10, 8, 50)];
        assert_eq!(
            stock_accuracy(&lines),
            (Some(0.5), Some(1.0 - 100.0 / 1500.0))
        );
    }
}

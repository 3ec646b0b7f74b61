//! Typed cells and what makes outside text safe in them.

use domain::{Day, Money, UnitPrice};
use rust_decimal::prelude::ToPrimitive;

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing: unknown, never zero.
    Empty,
    /// Text as it is; never a formula.
    Text(String),
    /// A whole number, such as units or days.
    Integer(i64),
    /// A number shown with `decimals` digits after the point, such as kg or cubic metres.
    Number {
        /// The value; one that is not finite leaves the cell empty.
        value: f64,
        /// Digits after the point, at most 6.
        decimals: u8,
    },
    /// An amount, shown with its currency and the currency's digits.
    Money(Money),
    /// A day, as a real spreadsheet date.
    Date(Day),
    /// A share: 0.25 is shown as 25.0 %.
    Percent(f64),
}

impl Cell {
    /// Text, or an empty cell where there is none.
    #[must_use]
    pub fn text(text: Option<&str>) -> Cell {
        text.map_or(Cell::Empty, |text| Cell::Text(text.to_owned()))
    }
}

/// Most characters (UTF-16 units) a spreadsheet cell holds.
const CELL_LIMIT: usize = 32_767;

/// Integers beyond fifteen digits lose their last digits in a spreadsheet's floating point.
pub(crate) const LARGEST_EXACT: u64 = 999_999_999_999_999;

/// Text that a workbook can hold: control characters, which XML forbids, become spaces, and what
/// is beyond the cell limit is cut and marked with an ellipsis.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut units = 0;
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        units += character.len_utf16();
        if units >= CELL_LIMIT {
            kept.push('…');
            break;
        }
        let forbidden = character.is_control() && character != '\n'
            || matches!(character, '\u{fffe}' | '\u{ffff}');
        kept.push(if forbidden { ' ' } else { character });
    }
    kept
}

/// Text for a csv field. A spreadsheet program that opens a csv runs a field beginning with `=`,
/// `+`, `-`, `@`, tab or carriage return as a formula; a leading apostrophe makes it text
/// (OWASP, "CSV Injection"). Full-width signs count too: Excel reads them like the narrow ones
/// in Chinese and Japanese settings.
#[must_use]
pub fn disarmed(text: &str) -> String {
    let risky = text.trim_start_matches([' ', '\u{feff}', '\u{a0}', '\u{3000}']);
    let starts_formula =
        risky.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if starts_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The amount as a spreadsheet number: exact to the minor unit up to fifteen digits.
pub(crate) fn amount(money: Money) -> f64 {
    money.to_decimal().to_f64().unwrap_or(0.0)
}

/// A unit's price as a spreadsheet number, with every digit it was quoted with.
pub(crate) fn price(price: UnitPrice) -> f64 {
    price.price.to_f64().unwrap_or(0.0)
}

/// The serial number of a day in a spreadsheet's calendar, where 1970-01-01 is 25569. `None` for
/// days before March 1900, which spreadsheet programs count differently (they know a
/// 1900-02-29), and after the year 9999.
pub(crate) fn serial(day: Day) -> Option<f64> {
    let serial = i64::from(day.0) + 25_569;
    (61..=2_958_465)
        .contains(&serial)
        .then(|| f64::from(day.0) + 25_569.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_could_run_is_disarmed_in_csv() {
        for risky in [
            "=1+1", "+49", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1",
        ] {
            assert_eq!(disarmed(risky), format!("'{risky}"));
        }
        for plain in ["", "A-1", "007", "a=b", "'=1", "红色"] {
            assert_eq!(disarmed(plain), plain);
        }
    }

    #[test]
    fn text_is_made_fit_for_a_cell() {
        assert_eq!(printable("a\u{0}b\u{1b}c\nd\te"), "a b c\nd e");
        let long = printable(&"😀".repeat(20_000));
        assert!(long.ends_with('…'));
        assert!(long.encode_utf16().count() <= CELL_LIMIT);
        let exactly = "x".repeat(CELL_LIMIT - 1);
        assert_eq!(printable(&exactly), exactly);
    }

    #[test]
    fn days_become_serials() {
        // 2011-09-01 is 40787 in every spreadsheet program.
        assert_eq!(
            serial(Day::from_ymd(2011, 9, 1).expect("a day")),
            Some(40_787.0)
        );
        assert_eq!(
            serial(Day::from_ymd(1900, 3, 1).expect("a day")),
            Some(61.0)
        );
        assert_eq!(serial(Day::from_ymd(1900, 2, 28).expect("a day")), None);
        assert_eq!(serial(Day(i32::MAX)), None);
    }
}

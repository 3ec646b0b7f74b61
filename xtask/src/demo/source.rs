//! Reads the real order lines and moves their dates.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use domain::Day;
use flate2::read::MultiGzDecoder;
use rust_decimal::Decimal;

use super::{AS_OF, SHIFT_WEEKS};
use crate::Outcome;

/// One line of the open data that names goods.
pub struct Line {
    /// Invoice number; that of a cancellation starts with C.
    pub order: String,
    /// Day of the order, moved by the shift.
    pub day: Day,
    /// Minute of that day.
    pub minute: u32,
    /// Stock code, upper case.
    pub sku: String,
    /// Description with its spaces put in order.
    pub name: String,
    /// Units; negative in cancellations and corrections.
    pub quantity: i64,
    /// Price of one unit, GBP.
    pub price: Decimal,
    /// Customer number, empty where unknown.
    pub customer: String,
    /// Country as written.
    pub country: String,
}

impl Line {
    /// Whether the line takes back an earlier one.
    pub fn is_cancellation(&self) -> bool {
        self.order.starts_with('C')
    }

    /// Whether goods were sold: what has no price is a sample, a find or a correction of stock.
    pub fn is_sale(&self) -> bool {
        !self.is_cancellation() && self.quantity > 0 && self.price > Decimal::ZERO
    }
}

/// Reads every line that names goods and falls before [`AS_OF`] once its date is moved.
pub fn read(path: &Path) -> Outcome<Vec<Line>> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut reader = csv::Reader::from_reader(MultiGzDecoder::new(BufReader::new(file)));
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |column: usize| record.get(column).unwrap_or_default();
        let sku = cell(2).trim().to_uppercase();
        let (date, time) = cell(1).split_once(' ').ok_or("no time of day")?;
        let day = date.parse::<Day>()? + SHIFT_WEEKS * 7;
        if !names_goods(&sku) || day >= AS_OF {
            continue;
        }
        let mut clock = time.split(':').map(str::parse::<u32>);
        let hour = clock.next().ok_or("no hour")??;
        let minute = clock.next().ok_or("no minute")??;
        lines.push(Line {
            order: cell(0).to_owned(),
            day,
            minute: hour * 60 + minute,
            sku,
            name: cell(3).split_whitespace().collect::<Vec<_>>().join(" "),
            quantity: cell(4).parse()?,
            price: cell(5).parse::<Decimal>()?.normalize(),
            customer: cell(6).to_owned(),
            country: cell(7).to_owned(),
        });
    }
    Ok(lines)
}

/// Whether a stock code names goods: five digits and at most two letters. Postage, fees,
/// vouchers and corrections have other shapes.
fn names_goods(sku: &str) -> bool {
    let (digits, letters) = sku.split_at_checked(5).unwrap_or((sku, ""));
    digits.len() == 5
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && letters.len() <= 2
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::names_goods;

    #[test]
    fn fees_and_postage_are_no_goods() {
        for sku in ["85123A", "22423", "15056BL"] {
            assert!(names_goods(sku), "{sku}");
        }
        for sku in [
            "POST",
            "C2",
            "M",
            "DCGS0003",
            "79323GRE",
            "2242",
            "BANK CHARGES",
            "茶",
        ] {
            assert!(!names_goods(sku), "{sku}");
        }
    }
}

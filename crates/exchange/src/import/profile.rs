//! What the values of a column look like, from a sample of rows.

use std::collections::HashSet;

use domain::ShopZone;

use super::cell::{Cell, Row};
use super::date::{DateOrder, OrderEvidence, order_evidence, parse_moment};
use super::number::{comma_evidence, parse_amount, whole};
use super::period::week_number;
use super::{country, currency};

/// Counts over the filled cells of one column.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Filled cells.
    pub filled: u32,
    /// Cells that are dates.
    pub dates: u32,
    /// Cells that are numbers, currency words inside included.
    pub numbers: u32,
    /// Numbers without a fraction.
    pub whole: u32,
    /// Cells of the four digits or more that no quantity has, or with letters and digits mixed.
    pub codes: u32,
    /// Cells that are one word as codes are: with a digit, a dash, or capitals only.
    pub bare: u32,
    /// Cells that name a country by more than two letters, or by a code in capitals.
    pub countries: u32,
    /// Cells that are a currency.
    pub currencies: u32,
    /// Cells equal to the one above.
    pub repeats: u32,
    /// Different values.
    pub distinct: u32,
    /// Cells that say "not stocked".
    pub not_stocked: u32,
    /// Different days.
    pub days: u32,
    /// Cells that can be the number of a week.
    pub weeks: u32,
    /// Cells that say yes or no in words.
    pub flags: u32,
    /// Whether all numbers are 0 or 1, or half of the cells say yes or no in words.
    pub binary: bool,
    /// Evidence for a decimal comma, less evidence for a point.
    pub comma: i32,
    /// Evidence for the day first.
    pub day_first: u32,
    /// Evidence for the month first.
    pub month_first: u32,
    /// Dates that leave the order open.
    pub open_dates: u32,
}

impl Profile {
    /// Whether at least nine tenths of the filled cells are counted by `count`.
    #[must_use]
    pub fn mostly(&self, count: u32) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 9
    }

    /// Adds what a date cell says about the order of day and month.
    pub fn note_order(&mut self, text: &str) {
        match order_evidence(text) {
            Some(OrderEvidence::Day) => self.day_first += 1,
            Some(OrderEvidence::Month) => self.month_first += 1,
            Some(OrderEvidence::Open) => self.open_dates += 1,
            None => {}
        }
    }

    /// Whether dates were seen whose order nothing decides.
    #[must_use]
    pub fn order_is_open(&self) -> bool {
        self.open_dates > 0 && self.day_first == 0 && self.month_first == 0
    }
}

/// Profiles of the first `width` columns.
#[must_use]
pub fn profiles(rows: &[Row], width: usize) -> Vec<Profile> {
    (0..width).map(|column| profile(rows, column)).collect()
}

fn profile(rows: &[Row], column: usize) -> Profile {
    let mut p = Profile {
        binary: true,
        ..Profile::default()
    };
    let mut values: HashSet<String> = HashSet::new();
    let mut days = HashSet::new();
    let mut above = String::new();
    for row in rows {
        let cell = row.cell(column);
        if cell == Cell::Empty {
            continue;
        }
        p.filled += 1;
        match cell {
            Cell::Text(text) => {
                p.weeks += u32::from(week_number(text).is_some());
                let moment = (text.len() >= 6)
                    .then(|| parse_moment(text, DateOrder::DayFirst, &ShopZone::default()))
                    .flatten()
                    .filter(|m| m.day.is_plausible());
                if let Some(moment) = moment {
                    p.dates += 1;
                    days.insert(moment.day);
                    p.note_order(text);
                }
                match parse_amount(text, false) {
                    Some(amount) => {
                        p.numbers += 1;
                        p.whole += u32::from(whole(amount.value).is_ok());
                        p.binary &= matches!(text, "0" | "1");
                        p.codes +=
                            u32::from(text.len() >= 5 && text.bytes().all(|b| b.is_ascii_digit()));
                        p.comma += match comma_evidence(text) {
                            Some(true) => 1,
                            Some(false) => -1,
                            None => 0,
                        };
                    }
                    None => {
                        p.flags += u32::from(super::word::flag(text).is_some());
                        p.codes += u32::from(is_code(text));
                        p.bare += u32::from(is_bare(text));
                        p.countries += u32::from(is_country(text));
                        p.currencies +=
                            u32::from(text.len() <= 12 && currency::parse(text).is_some());
                        p.not_stocked += u32::from(super::word::is_not_stocked(text));
                    }
                }
            }
            Cell::Number(number) => {
                p.numbers += 1;
                p.whole += u32::from(number.fract() == 0.0);
                p.weeks += u32::from(number.fract() == 0.0 && (1.0..54.0).contains(&number));
                p.binary &= number == 0.0 || number == 1.0;
                p.codes += u32::from(number.fract() == 0.0 && number >= 10_000.0);
            }
            Cell::Moment(day, _) => {
                p.dates += 1;
                days.insert(day);
            }
            Cell::Flag(_) => p.flags += 1,
            Cell::Empty => {}
        }
        let shown = row.display(column);
        p.repeats += u32::from(shown == above);
        above.clone_from(&shown);
        values.insert(shown);
    }
    p.binary = p.flags > 0 && p.flags * 2 >= p.filled || p.binary && p.numbers > 0;
    p.distinct = u32::try_from(values.len()).unwrap_or(u32::MAX);
    p.days = u32::try_from(days.len()).unwrap_or(u32::MAX);
    p
}

/// Letters and digits in one word of 3 to 40 characters, as SKUs and order numbers are.
fn is_code(text: &str) -> bool {
    let length = text.chars().count();
    (3..=40).contains(&length)
        && !text.contains(char::is_whitespace)
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.is_ascii()
}

/// `BAG-RED`, `MUG`: a code, though without a digit.
fn is_bare(text: &str) -> bool {
    let capitals = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    (2..=40).contains(&text.len())
        && text.is_ascii()
        && !text.contains(' ')
        && (text.contains(['-', '_']) || is_code(text) || text.bytes().all(capitals))
}

fn is_country(text: &str) -> bool {
    let short = text.chars().count() <= 2 && text.is_ascii();
    (!short || text.bytes().all(|b| b.is_ascii_uppercase())) && country::code(text).is_some()
}

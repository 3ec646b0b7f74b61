//! Typed values of a row's cells, with the problems met on the way.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use domain::{Currency, Day, Problem, Text};
use hashbrown::HashSet;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::cell::{Cell, Row};
use super::date::{DateOrder, Moment, from_serial, parse_moment};
use super::fee::is_fee;
use super::number::{MOST_UNITS, NotWhole, parse_amount, parse_whole, whole};
use super::plan::Plan;
use super::role::Role;
use super::{country, currency, word};

/// A row that makes no record. Either a problem that rejects it has been noted, or it is no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRecord {
    /// A problem tells why.
    Rejected,
    /// A line of sums, a repeated header, a picture line.
    Skipped,
}

/// Warnings of one code told one by one; the rest are counted.
const TOLD_WARNINGS: u32 = 200;
/// Texts kept to share between rows; beyond it sharing starts anew, so memory stays bounded.
const MOST_SHARED: usize = 400_000;
/// No SKU, order number or name is longer.
const LONGEST_TEXT: usize = 2_000;
const LONGEST_SKU: usize = 200;

/// Reads the cells of one sheet.
pub struct Fields<'p> {
    /// What was understood of the sheet.
    pub plan: &'p Plan,
    /// The shop's clock, minutes east of UTC.
    pub offset: i32,
    /// Problems noted since they were last taken.
    pub problems: Vec<Problem>,
    warned: HashMap<&'static str, u32>,
    shared: HashSet<Text>,
    last: Vec<Option<Text>>,
    countries: HashMap<Text, Text>,
    fees: HashMap<(usize, usize), bool>,
    fee_codes: HashSet<Text>,
    scratch: String,
    last_moment: (String, Option<Moment>),
}

impl<'p> Fields<'p> {
    /// A reader for a sheet.
    #[must_use]
    pub fn new(plan: &'p Plan, offset: i32) -> Fields<'p> {
        Fields {
            plan,
            offset,
            problems: Vec::new(),
            warned: HashMap::new(),
            shared: HashSet::new(),
            last: vec![None; Role::ALL.len()],
            countries: HashMap::new(),
            fees: HashMap::new(),
            fee_codes: HashSet::new(),
            scratch: String::new(),
            last_moment: (String::new(), None),
        }
    }

    /// Notes why a row is refused.
    pub fn reject(&mut self, row: &Row, role: Role, code: &str, value: Option<String>) -> NoRecord {
        let header = self.plan.header_of(role);
        let mut problem = Problem::rejected(row.number, header.or(Some(role.word())), code);
        if let Some(value) = value {
            problem = problem.with("value", short(&value));
        }
        self.problems.push(problem);
        NoRecord::Rejected
    }

    /// Notes a doubt; after many of one code they are only counted.
    pub fn warn(&mut self, row: u32, column: Option<&str>, code: &'static str, value: &str) {
        let count = self.warned.entry(code).or_insert(0);
        *count += 1;
        if *count <= TOLD_WARNINGS {
            self.problems
                .push(Problem::warning(row, column, code).with("value", short(value)));
        }
    }

    /// One warning for each code with more doubts than were told.
    pub fn finish(&mut self) {
        let mut rest: Vec<(&str, u32)> = self
            .warned
            .iter()
            .filter(|(_, count)| **count > TOLD_WARNINGS)
            .map(|(code, count)| (*code, count - TOLD_WARNINGS))
            .collect();
        rest.sort_unstable();
        for (code, count) in rest {
            self.problems.push(
                Problem::warning(0, None, "more_of_the_same")
                    .with("code", code)
                    .with("count", count),
            );
        }
    }

    /// Shares a text with the rows before.
    pub fn share(&mut self, role: Role, text: &str) -> Text {
        let slot = role as usize;
        if let Some(last) = &self.last[slot]
            && **last == *text
        {
            return Arc::clone(last);
        }
        if self.shared.len() >= MOST_SHARED {
            self.shared.clear();
            // What was known by address is known no more.
            self.fees.clear();
            self.last.fill(None);
        }
        let shared = Arc::clone(self.shared.get_or_insert_with(text, |text| Arc::from(text)));
        self.last[slot] = Some(Arc::clone(&shared));
        shared
    }

    /// The text of the first filled column of a role.
    pub fn text(&mut self, row: &Row, role: Role) -> Option<Text> {
        let plan = self.plan;
        plan.columns(role)
            .iter()
            .find_map(|column| self.text_at(row, *column, role))
    }

    /// The text of a column.
    pub fn text_at(&mut self, row: &Row, column: usize, role: Role) -> Option<Text> {
        match row.cell(column) {
            Cell::Empty => None,
            Cell::Text(text) => {
                // Excel hides a leading apostrophe that keeps a number text; other programs show it.
                let text = text.strip_prefix('\'').unwrap_or(text);
                let text = if text.len() > LONGEST_TEXT {
                    cut(text)
                } else {
                    text
                };
                (!text.is_empty()).then(|| self.share(role, text))
            }
            Cell::Number(number) => {
                let mut scratch = std::mem::take(&mut self.scratch);
                scratch.clear();
                // Display of f64 never uses an exponent and gives whole numbers without a point.
                let _ = write!(scratch, "{number}");
                let shared = self.share(role, &scratch);
                self.scratch = scratch;
                Some(shared)
            }
            Cell::Moment(day, _) => Some(self.share(role, &day.to_string())),
            Cell::Flag(flag) => Some(self.share(role, if flag { "true" } else { "false" })),
        }
    }

    /// Every filled option of the row, ` / ` between, as shop systems print variants.
    pub fn options(&mut self, row: &Row) -> Option<Text> {
        let mut joined = String::new();
        for column in self.plan.columns(Role::Options) {
            let option = row.display(*column);
            // Shopify names the only variant of a product so.
            if option.is_empty() || option == "Default Title" {
                continue;
            }
            if !joined.is_empty() {
                joined.push_str(" / ");
            }
            joined.push_str(cut(&option));
        }
        (!joined.is_empty()).then(|| self.share(Role::Options, &joined))
    }

    /// The SKU that every row needs.
    pub fn sku(&mut self, row: &Row) -> Result<Text, NoRecord> {
        let column = self
            .plan
            .columns(Role::Sku)
            .iter()
            .copied()
            .find(|c| row.cell(*c) != Cell::Empty);
        let Some(column) = column else {
            return match self.sku_from_name(row) {
                Some(sku) => Ok(sku),
                None => Err(self.reject(row, Role::Sku, "sku_missing", None)),
            };
        };
        if let Cell::Number(number) = row.cell(column)
            && (number.abs() >= 1e15 || number.fract() != 0.0 && number.abs() >= 1e11)
        {
            // Excel keeps fifteen digits: a longer number has lost its end.
            return Err(self.reject(row, Role::Sku, "sku_damaged", Some(row.display(column))));
        }
        let Some(sku) = self.text_at(row, column, Role::Sku) else {
            return Err(self.reject(row, Role::Sku, "sku_missing", None));
        };
        if is_damaged_number(&sku) {
            return Err(self.reject(row, Role::Sku, "sku_damaged", Some(sku.to_string())));
        }
        if sku.len() > LONGEST_SKU {
            return Err(self.reject(row, Role::Sku, "sku_too_long", Some(sku.to_string())));
        }
        if word::is_total(&sku) {
            self.warn(row.number, None, "summary_row_skipped", &sku);
            return Err(NoRecord::Skipped);
        }
        Ok(sku)
    }

    /// `Title - Option / Option`, as Shopify names the line items of products without SKU.
    fn sku_from_name(&mut self, row: &Row) -> Option<Text> {
        if !self.plan.habits.sku_from_name {
            return None;
        }
        let name = self.text(row, Role::Name)?;
        let name = match self.options(row) {
            Some(options) => self.share(Role::Sku, &format!("{name} - {options}")),
            None => name,
        };
        (name.len() <= LONGEST_SKU).then(|| {
            self.warn(
                row.number,
                self.plan.header_of(Role::Sku),
                "sku_from_name",
                &name,
            );
            name
        })
    }

    /// A text that every row needs.
    pub fn required_text(&mut self, row: &Row, role: Role) -> Result<Text, NoRecord> {
        match self.text(row, role) {
            Some(text) if word::is_total(&text) => {
                self.warn(row.number, None, "summary_row_skipped", &text);
                Err(NoRecord::Skipped)
            }
            Some(text) => Ok(text),
            None => Err(self.reject(row, role, "value_missing", None)),
        }
    }

    fn filled<'r>(&self, row: &'r Row, role: Role) -> Option<(usize, Cell<'r>)> {
        self.plan
            .columns(role)
            .iter()
            .find_map(|column| match row.cell(*column) {
                Cell::Empty => None,
                cell => Some((*column, cell)),
            })
    }

    fn read_moment(&mut self, column: usize, cell: Cell<'_>) -> Option<Moment> {
        let order = self
            .plan
            .date_order
            .get(column)
            .copied()
            .unwrap_or(DateOrder::DayFirst);
        match cell {
            Cell::Moment(day, second) => Some(Moment { day, second }),
            Cell::Number(number) if (19_900_101.0..21_000_101.0).contains(&number) => {
                parse_moment(&format!("{number}"), order, self.offset)
            }
            Cell::Number(number) => from_serial(number),
            Cell::Text(text) => {
                if self.last_moment.0 == text {
                    return self.last_moment.1;
                }
                let moment = parse_moment(text.trim_start_matches('\''), order, self.offset)
                    .or_else(|| text.parse().ok().and_then(from_serial));
                self.last_moment.0.clear();
                self.last_moment.0.push_str(text);
                self.last_moment.1 = moment;
                moment
            }
            _ => None,
        }
    }

    /// A moment that may be missing; an unreadable one is told and left out.
    pub fn moment(&mut self, row: &Row, role: Role) -> Option<Moment> {
        let (column, cell) = self.filled(row, role)?;
        match self
            .read_moment(column, cell)
            .filter(|m| m.day.is_plausible())
        {
            Some(moment) => Some(moment),
            None => {
                let plan = self.plan;
                self.warn(
                    row.number,
                    plan.header_of(role),
                    "date_ignored",
                    &row.display(column),
                );
                None
            }
        }
    }

    /// A day that may be missing.
    pub fn day(&mut self, row: &Row, role: Role) -> Option<Day> {
        self.moment(row, role).map(|m| m.day)
    }

    /// A moment that every row needs.
    pub fn required_moment(&mut self, row: &Row, role: Role) -> Result<Moment, NoRecord> {
        let Some((column, cell)) = self.filled(row, role) else {
            return Err(self.reject(row, role, "value_missing", None));
        };
        match self.read_moment(column, cell) {
            Some(moment) if moment.day.is_plausible() => Ok(moment),
            Some(_) => Err(self.reject(row, role, "date_implausible", Some(row.display(column)))),
            None => Err(self.reject(row, role, "date_unreadable", Some(row.display(column)))),
        }
    }

    /// Units in a column.
    pub fn units_at(&self, row: &Row, column: usize) -> Result<Option<i64>, NotWhole> {
        let comma = self
            .plan
            .decimal_comma
            .get(column)
            .copied()
            .unwrap_or(false);
        match row.cell(column) {
            Cell::Empty => Ok(None),
            Cell::Text(text) => parse_whole(text.trim_start_matches('\''), comma).map(Some),
            Cell::Number(number) if number.fract() != 0.0 => Err(NotWhole::Fraction),
            Cell::Number(number) if number.abs() > MOST_UNITS as f64 => Err(NotWhole::TooLarge),
            Cell::Number(number) => Ok(Some(number as i64)),
            Cell::Flag(flag) => Ok(Some(i64::from(flag))),
            Cell::Moment(..) => Err(NotWhole::Unreadable),
        }
    }

    /// The problem of a cell that is no count.
    pub fn not_whole(&mut self, row: &Row, role: Role, column: usize, why: NotWhole) -> NoRecord {
        let code = match why {
            NotWhole::Unreadable => "number_unreadable",
            NotWhole::Fraction => "quantity_not_whole",
            NotWhole::TooLarge => "quantity_too_large",
        };
        self.reject(row, role, code, Some(row.display(column)))
    }

    /// Units that every row needs.
    pub fn required_units(&mut self, row: &Row, role: Role) -> Result<i64, NoRecord> {
        let Some((column, _)) = self.filled(row, role) else {
            return Err(self.reject(row, role, "value_missing", None));
        };
        match self.units_at(row, column) {
            Ok(Some(units)) => Ok(units),
            Ok(None) => Err(self.reject(row, role, "value_missing", None)),
            Err(why) => Err(self.not_whole(row, role, column, why)),
        }
    }

    /// A whole number that may be missing; anything else is told and left out.
    pub fn units(&mut self, row: &Row, role: Role) -> Option<i64> {
        let (column, _) = self.filled(row, role)?;
        match self.units_at(row, column) {
            Ok(units) => units,
            Err(_) => {
                self.ignored_number(row, role, column);
                None
            }
        }
    }

    fn ignored_number(&mut self, row: &Row, role: Role, column: usize) {
        let plan = self.plan;
        self.warn(
            row.number,
            plan.header_of(role),
            "number_ignored",
            &row.display(column),
        );
    }

    /// An amount that may be missing, with the currency its cell or header names.
    pub fn amount(&mut self, row: &Row, role: Role) -> Option<(Decimal, Option<Currency>)> {
        let (column, cell) = self.filled(row, role)?;
        let header = self.plan.currency.get(column).copied().flatten();
        let comma = self
            .plan
            .decimal_comma
            .get(column)
            .copied()
            .unwrap_or(false);
        let read = match cell {
            Cell::Text(text) => parse_amount(text.trim_start_matches('\''), comma)
                .map(|amount| (amount.value, amount.currency.or(header))),
            Cell::Number(number) => Decimal::from_f64_retain(number)
                .map(|value| (value.round_dp(6).normalize(), header)),
            _ => None,
        };
        if read.is_none() {
            self.ignored_number(row, role, column);
        }
        read
    }

    /// A number that may be missing: days, centimetres, a share. `20%` is 0.2.
    pub fn decimal(&mut self, row: &Row, role: Role) -> Option<f64> {
        self.amount(row, role).and_then(|(value, _)| value.to_f64())
    }

    /// A number that cannot be negative.
    pub fn positive(&mut self, row: &Row, role: Role) -> Option<f64> {
        let value = self.decimal(row, role)?;
        if value < 0.0 {
            if let Some((column, _)) = self.filled(row, role) {
                self.ignored_number(row, role, column);
            }
            return None;
        }
        Some(value)
    }

    /// A share: `0.2`, `20%`, and `20` in a column of percents.
    pub fn share_of(&mut self, row: &Row, role: Role) -> Option<f64> {
        let value = self.positive(row, role)?;
        Some(if value > 1.0 { value / 100.0 } else { value })
    }

    /// A currency that may be missing.
    pub fn currency(&mut self, row: &Row, role: Role) -> Option<Currency> {
        let (column, cell) = self.filled(row, role)?;
        let Cell::Text(text) = cell else { return None };
        let found = currency::parse(text).or_else(|| text.parse().ok());
        if found.is_none() {
            let plan = self.plan;
            self.warn(
                row.number,
                plan.header_of(role),
                "word_ignored",
                &row.display(column),
            );
        }
        found
    }

    /// A yes or no that may be missing.
    pub fn flag(&mut self, row: &Row, role: Role) -> Option<bool> {
        let (column, cell) = self.filled(row, role)?;
        let found = match cell {
            Cell::Flag(flag) => Some(flag),
            Cell::Number(number) => Some(number != 0.0),
            Cell::Text(text) => word::flag(text),
            _ => None,
        };
        if found.is_none() {
            let plan = self.plan;
            self.warn(
                row.number,
                plan.header_of(role),
                "word_ignored",
                &row.display(column),
            );
        }
        found
    }

    /// A word of a closed list that may be missing.
    pub fn word<T>(&mut self, row: &Row, role: Role, read: fn(&str) -> Option<T>) -> Option<T> {
        let (column, cell) = self.filled(row, role)?;
        let found = match cell {
            Cell::Text(text) => read(text),
            _ => None,
        };
        if found.is_none() {
            let plan = self.plan;
            self.warn(
                row.number,
                plan.header_of(role),
                "word_ignored",
                &row.display(column),
            );
        }
        found
    }

    /// A country: its ISO code where it is known, else as written.
    pub fn country(&mut self, row: &Row, role: Role) -> Option<Text> {
        let text = self.text(row, role)?;
        Some(self.country_of(text))
    }

    /// The same for a text.
    pub fn country_of(&mut self, text: Text) -> Text {
        if let Some(known) = self.countries.get(&text) {
            return Arc::clone(known);
        }
        let named = country::code(&text).map_or_else(|| Arc::clone(&text), Arc::from);
        if self.countries.len() < MOST_SHARED {
            self.countries.insert(text, Arc::clone(&named));
        }
        named
    }

    /// Whether a line is a fee; a code without three digits that once was a fee stays one.
    pub fn is_fee(&mut self, sku: &Text, name: Option<&Text>) -> bool {
        let address = |text: &Text| text.as_ptr() as usize;
        let key = (address(sku), name.map_or(0, address));
        if let Some(known) = self.fees.get(&key) {
            return *known;
        }
        let fee =
            is_fee(sku, name.map(|n| &**n), self.plan.sku_habit) || self.fee_codes.contains(sku);
        if fee && sku.bytes().filter(u8::is_ascii_digit).count() < 3 {
            self.fee_codes.insert(Arc::clone(sku));
        }
        if self.fees.len() < MOST_SHARED {
            self.fees.insert(key, fee);
        }
        fee
    }

    /// Whole units of a decimal column such as a lead time written `35.0`.
    pub fn whole_of(value: Option<f64>) -> Option<i64> {
        value
            .and_then(|v| Decimal::from_f64_retain(v))
            .and_then(|d| whole(d).ok())
    }
}

/// `1.23E+18`: what is left of a long number that Excel has shown in exponents. `1E5` is a code.
#[must_use]
pub fn is_damaged_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(at) = bytes.iter().position(|b| matches!(b, b'E' | b'e')) else {
        return false;
    };
    let (mantissa, exponent) = (&text[..at], &text[at + 1..]);
    let plus = exponent.starts_with('+');
    let exponent = exponent.trim_start_matches('+');
    let point = mantissa.contains(['.', ',']);
    !mantissa.is_empty()
        && mantissa.len() <= 18
        && mantissa
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        && mantissa.as_bytes()[0].is_ascii_digit()
        && (plus || point)
        && exponent.len() <= 3
        && exponent.parse::<u32>().is_ok_and(|e| e >= 10)
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A value short enough for a message.
fn short(value: &str) -> String {
    value.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_shown_in_exponents_are_damaged() {
        for text in ["1.23E+18", "1E+18", "6,9E+12", "1.5e12"] {
            assert!(is_damaged_number(text), "{text}");
        }
        for text in [
            "1E5",
            "007",
            "12E10",
            "E10",
            "AB1.2E+18",
            "1.5E+3",
            "1234567890123456789",
        ] {
            assert!(!is_damaged_number(text), "{text}");
        }
    }
}

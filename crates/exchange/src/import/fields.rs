//! Typed values of a row's cells, with the problems met on the way.

use std::collections::HashMap;
use std::fmt::Write as _;

use domain::{Day, Problem, Text};

use super::cell::{Cell, Row};
use super::date::{DateOrder, Moment, from_serial, parse_moment};
use super::plan::Plan;
use super::role::Role;
use super::shared::Shared;
use super::word;

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
    /// Texts shared between rows.
    pub shared: Shared,
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
            shared: Shared::default(),
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

    /// Notes that the cell of a column is why a row is refused.
    pub fn reject_at(&mut self, row: &Row, column: usize, code: &str) -> NoRecord {
        let header = self.plan.headers.get(column).map(|h| h.text.as_str());
        let problem = Problem::rejected(row.number, header, code);
        self.problems
            .push(problem.with("value", short(&row.display(column))));
        NoRecord::Rejected
    }

    /// Skips a row that stands for none: a line of sums, or the header once more where files were
    /// joined.
    fn skip_no_record(&mut self, row: &Row, role: Role, text: &str) -> Result<(), NoRecord> {
        let code = if word::is_total(text) {
            "summary_row_skipped"
        } else if self.plan.header_of(role) == Some(text) {
            "header_repeated"
        } else {
            return Ok(());
        };
        self.warn(row.number, None, code, text);
        Err(NoRecord::Skipped)
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
        self.shared.share(role, text)
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
        self.skip_no_record(row, Role::Sku, &sku)?;
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
        let Some(text) = self.text(row, role) else {
            return Err(self.reject(row, role, "value_missing", None));
        };
        self.skip_no_record(row, role, &text)?;
        Ok(text)
    }

    /// The first filled cell of a role, with its column.
    pub fn filled<'r>(&self, row: &'r Row, role: Role) -> Option<(usize, Cell<'r>)> {
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

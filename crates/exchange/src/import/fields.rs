//! Typed values of a row's cells, with the problems met on the way.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use domain::{Day, Problem, ShopZone, Text};

use super::cell::{Cell, Row};
use super::damaged::{Damaged, KnownSkus};
use super::date::{DateOrder, Moment, from_serial, parse_moment};
use super::header::{compact, half_width};
use super::period::{monday, week, week_number};
use super::plan::{Options, Plan};
use super::role::Role;
use super::shared::Shared;
use super::systems::FBA;
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
    /// The shop's clock.
    pub zone: ShopZone,
    /// SKUs of the shop, to find damaged ones again.
    known_skus: &'p KnownSkus,
    /// Problems noted since they were last taken.
    pub problems: Vec<Problem>,
    warned: HashMap<&'static str, u32>,
    left_out: BTreeMap<(&'static str, String), u32>,
    /// Texts shared between rows.
    pub shared: Shared,
    scratch: String,
    last_moment: (String, Option<Moment>),
}

impl<'p> Fields<'p> {
    /// A reader for a sheet.
    #[must_use]
    pub fn new(plan: &'p Plan, options: &'p Options) -> Fields<'p> {
        Fields {
            plan,
            zone: options.zone.clone(),
            known_skus: &options.known_skus,
            problems: Vec::new(),
            warned: HashMap::new(),
            left_out: BTreeMap::new(),
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

    /// Whether a row does not count, by what stands in one of its columns; such rows are told
    /// together at the end.
    pub fn is_filtered(&mut self, row: &Row) -> bool {
        let plan = self.plan;
        for filter in &plan.filters {
            let text = row.display(filter.column);
            let word = compact(&text);
            let known = filter.words.iter().any(|known| compact(known) == word);
            if known != filter.keep {
                let header = plan.headers.get(filter.column);
                let header = header.map_or("", |h| h.text.as_str());
                self.count_left_out("rows_left_out", format!("{header}: {}", short(&text)));
                return true;
            }
        }
        false
    }

    /// Counts a row that is no record, to be told with the others of its kind at the end.
    pub fn count_left_out(&mut self, code: &'static str, value: String) {
        // Values come from the file: their number is bounded like that of warnings.
        let key = if self.left_out.len() < TOLD_WARNINGS as usize {
            (code, value)
        } else {
            (code, String::new())
        };
        *self.left_out.entry(key).or_insert(0) += 1;
    }

    /// The place of a row: its own, or that of the whole sheet.
    pub fn place(&mut self, row: &Row) -> Option<Text> {
        let mut own = self.text(row, Role::Location);
        if self.plan.habits.place_by_shipper {
            own = match own.as_deref().map(compact).as_deref() {
                Some("amazon" | "afn") => Some(self.share(Role::Location, FBA)),
                Some(other) if other.starts_with("amazon") && other.len() <= 9 => {
                    Some(self.share(Role::Location, FBA))
                }
                _ => None,
            };
        }
        own.or_else(|| {
            let place = self.plan.habits.place?;
            Some(self.share(Role::Location, place))
        })
    }

    /// One note for each kind of rows left out, and one for each code with more doubts than were
    /// told.
    pub fn finish(&mut self) {
        for ((code, value), count) in std::mem::take(&mut self.left_out) {
            self.problems.push(
                Problem::warning(0, None, code)
                    .with("count", count)
                    .with("value", value),
            );
        }
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
            // What a buyer wants written on the goods makes no variant, and may name a person.
            let option = without_personal_text(&option);
            if option.is_empty() {
                continue;
            }
            if !joined.is_empty() {
                joined.push_str(" / ");
            }
            joined.push_str(cut(option));
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
        let damaged = match row.cell(column) {
            Cell::Number(number) => Damaged::of_number(number),
            Cell::Text(text) => Damaged::of_text(text),
            _ => None,
        };
        if let Some(damaged) = damaged {
            return self.restored(row, column, &damaged);
        }
        let Some(sku) = self.text_at(row, column, Role::Sku) else {
            return Err(self.reject(row, Role::Sku, "sku_missing", None));
        };
        if sku.len() > LONGEST_SKU {
            return Err(self.reject(row, Role::Sku, "sku_too_long", Some(sku.to_string())));
        }
        self.skip_no_record(row, Role::Sku, &sku)?;
        // Full-width letters come from an input method; no system means them.
        let sku = if sku.chars().any(|c| half_width(c) != c) {
            let plain: String = sku.chars().map(half_width).collect();
            self.share(Role::Sku, plain.trim())
        } else {
            sku
        };
        Ok(self.without_name(sku))
    }

    /// The SKU that a number cut short must have been, where the shop knows just one that fits.
    fn restored(&mut self, row: &Row, column: usize, damaged: &Damaged) -> Result<Text, NoRecord> {
        let shown = row.display(column);
        let Some(sku) = self.known_skus.find(damaged).cloned() else {
            return Err(self.reject(row, Role::Sku, "sku_damaged", Some(shown)));
        };
        let header = self.plan.header_of(Role::Sku);
        let problem = Problem::warning(row.number, header, "sku_restored");
        self.problems
            .push(problem.with("value", shown).with("sku", &*sku));
        Ok(sku)
    }

    /// The code of `[CODE] Name`, where the sheet writes SKUs so.
    fn without_name(&mut self, sku: Text) -> Text {
        if !self.plan.habits.bracketed_sku {
            return sku;
        }
        match sku.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((code, _)) if !code.trim().is_empty() => self.share(Role::Sku, code.trim()),
            _ => sku,
        }
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
                parse_moment(&format!("{number}"), order, &self.zone)
            }
            Cell::Number(number) => from_serial(number),
            Cell::Text(text) => {
                if self.last_moment.0 == text {
                    return self.last_moment.1;
                }
                let moment = parse_moment(text.trim_start_matches('\''), order, &self.zone)
                    .or_else(|| text.parse().ok().and_then(from_serial));
                self.last_moment.0.clear();
                self.last_moment.0.push_str(text);
                self.last_moment.1 = moment;
                moment
            }
            _ => None,
        }
    }

    /// The Monday of a week, where the cell names one: whole (`2024-W05`), or by its number with the
    /// year in a column of its own.
    pub fn week(&self, row: &Row, role: Role) -> Option<Day> {
        let (_, cell) = self.filled(row, role)?;
        let number = match cell {
            Cell::Text(text) => match week(text) {
                Some(monday) => return Some(monday),
                None => week_number(text)?,
            },
            Cell::Number(number) if number.fract() == 0.0 && (1.0..54.0).contains(&number) => {
                number as u32
            }
            _ => return None,
        };
        let (_, year) = self.filled(row, Role::Year)?;
        let year = match year {
            Cell::Number(year) => year as i32,
            Cell::Text(text) => text.trim_end_matches('年').parse().ok()?,
            Cell::Moment(..) | Cell::Flag(_) | Cell::Empty => return None,
        };
        monday(year, number)
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
        let week = self.week(row, role).map(|day| Moment { day, second: 0 });
        match week.or_else(|| self.read_moment(column, cell)) {
            Some(moment) if moment.day.is_plausible() => Ok(moment),
            Some(_) => Err(self.reject(row, role, "date_implausible", Some(row.display(column)))),
            None => Err(self.reject(row, role, "date_unreadable", Some(row.display(column)))),
        }
    }
}

/// `Color:Blue,Personalization:To Ann` without the second half.
#[must_use]
pub fn without_personal_text(option: &str) -> &str {
    let end = ["Personalization", "Personalisation", "个性化", "定制内容"]
        .iter()
        .filter_map(|word| option.find(word))
        .min()
        .unwrap_or(option.len());
    option[..end].trim_end_matches([',', ';', ' ', '|'])
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

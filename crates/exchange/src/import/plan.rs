//! What was understood of a sheet before its rows are read.

use std::collections::HashMap;
use std::ops::ControlFlow;

use domain::record::Records;
use domain::{Currency, Day, Problem, RecordKind, ShopZone, Text};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::damaged::KnownSkus;
use super::date::DateOrder;
use super::failure::ImportFailure;
use super::fee::SkuHabit;
use super::header::Header;
use super::role::Role;
use super::systems::Habits;

/// How to read a path.
#[derive(Clone, Debug)]
pub struct Options {
    /// The kind of every sheet, where the person says so.
    pub kind: Option<RecordKind>,
    /// The system of every sheet: a name of [`super::systems::ALL`], `template` or `generic`.
    pub system: Option<String>,
    /// The shop's clock; moments with an offset are moved to it.
    pub zone: ShopZone,
    /// Corrected meanings of columns, for every sheet of the path.
    pub mapping: Option<Mapping>,
    /// Meanings corrected earlier, by [`SheetInfo::fingerprint`]. They hold where neither
    /// `mapping` is given nor `kind` asks for another kind.
    pub remembered: HashMap<String, Mapping>,
    /// Row of the header, counted from 1, where a person points at it; the fingerprint is then of
    /// that row. Found by itself where missing.
    pub header_row: Option<u32>,
    /// SKUs the shop knows: a long number that Excel has cut short (1.23E+18) is read as the one
    /// of them that fits, and refused where none or several do.
    pub known_skus: KnownSkus,
    /// Order of day and month where neither the column nor its system decides: day first, as most
    /// countries write.
    pub default_date_order: DateOrder,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            kind: None,
            system: None,
            zone: ShopZone::default(),
            mapping: None,
            remembered: HashMap::new(),
            known_skus: KnownSkus::default(),
            header_row: None,
            default_date_order: DateOrder::DayFirst,
        }
    }
}

/// Meanings of columns as a person corrected them; valid for sheets of one fingerprint.
///
/// What the rows have in common beyond their columns (an order told on its first line only, one
/// place a column) is kept from the reading that fits best. Of a stock sheet with several columns
/// of `on_hand` and none of `location`, each of them is a place; columns of `quantity` whose
/// headers are days are days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Row of the header, counted from 1; found by itself where missing.
    #[serde(default)]
    pub header_row: Option<u32>,
    /// What the rows are.
    pub kind: RecordKind,
    /// Header and meaning; headers that are not named are ignored. `#3` names the third column
    /// where its header is empty or stands twice.
    pub columns: Vec<(String, Role)>,
    /// What comes first in `03/04/2026`, where the person was asked.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
}

/// Why a sheet was understood so: a code of `locales/*/recognition.json` and its blanks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// One of [`REASON_CODES`].
    pub code: String,
    /// Blanks of the sentence.
    pub params: Map<String, Value>,
}

/// Codes of [`Reason`]: the headers are those of a system's export or of a template, names of
/// columns are known, values look like what is needed, columns are days, weeks, months or places, a person has
/// said so, nobody has seen a real export of the system, or a needed column was not found.
pub const REASON_CODES: [&str; 11] = [
    "headers_of_system",
    "headers_of_template",
    "names_known",
    "values_fit",
    "columns_are_days",
    "columns_are_months",
    "columns_are_weeks",
    "columns_are_places",
    "mapping_given",
    "system_unconfirmed",
    "column_not_found",
];

/// Another way to read the same sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rival {
    /// System of that reading.
    pub system: String,
    /// Kind of that reading.
    pub kind: RecordKind,
    /// How sure it is, 0–1.
    pub score: f64,
}

/// One column as understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// Header as written.
    pub header: String,
    /// What it means; `None` for a column that is not used.
    pub role: Option<Role>,
    /// Why: `template_header`, `system_header`, `known_name`, `values`, `mapping`, `location`,
    /// `day`, `personal`, `not_used`.
    pub evidence: String,
}

/// One sheet as understood.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetInfo {
    /// File, relative to the path given.
    pub file: String,
    /// Tab of a workbook.
    pub sheet: Option<String>,
    /// System: `template`, a name of [`super::systems::ALL`], or `generic`.
    pub system: String,
    /// Whether a real export of that system was seen when its table was made.
    pub confirmed: bool,
    /// What the rows are.
    pub kind: RecordKind,
    /// How sure that is, 0–1. Below [`LEAST_SCORE`](super::LEAST_SCORE) a sheet is not read by
    /// itself; below [`SURE_SCORE`](super::SURE_SCORE) a person should look.
    pub score: f64,
    /// Why it was understood so, the strongest first.
    pub reasons: Vec<Reason>,
    /// The next best readings, best first, at most three.
    pub rivals: Vec<Rival>,
    /// Columns that the kind needs and the sheet lacks; only a guess has any.
    pub missing: Vec<Role>,
    /// Date columns whose cells leave open whether the day or the month comes first.
    pub open_dates: Vec<String>,
    /// Row of the header, counted from 1.
    pub header_row: u32,
    /// Every column in order.
    pub columns: Vec<ColumnUse>,
    /// Headers of columns that are not used.
    pub ignored_columns: Vec<String>,
    /// Same for every sheet with the same headers; headers that are days count as one, so that
    /// next month's export of a sheet with a column a day has the same.
    pub fingerprint: String,
}

/// What happens while a path is read, in order.
#[derive(Clone, Debug)]
pub enum Event {
    /// A sheet begins.
    SheetStart(SheetInfo),
    /// The next rows of it.
    Block {
        /// Rows understood.
        records: Records,
        /// Rows refused, and doubts.
        problems: Vec<Problem>,
        /// Data rows read in this block, those skipped with a warning not counted.
        rows_read: u64,
    },
    /// The sheet ends.
    SheetEnd {
        /// Data rows: blank rows, sums and repeated headers are none.
        rows: u64,
        /// Those of them that were refused, each with exactly one problem that rejects.
        rejected: u64,
    },
    /// A file or sheet could not be read, or was left out (`hidden_sheet_skipped`). After a
    /// `SheetStart` it stands instead of `SheetEnd`: the sheet was not read to its end, and its
    /// blocks are to be thrown away.
    FileFailed {
        /// File, relative to the path given.
        file: String,
        /// Tab of a workbook.
        sheet: Option<String>,
        /// Why.
        failure: ImportFailure,
    },
    /// Bytes taken from disk so far.
    Progress {
        /// Done.
        bytes_done: u64,
        /// In all.
        bytes_total: u64,
    },
}

/// Where events go; answering `Break` ends the reading at once.
pub type Sink<'a> = &'a mut dyn FnMut(Event) -> ControlFlow<()>;

/// Columns that each stand for one place or one day.
#[derive(Clone, Debug, PartialEq)]
pub enum Wide {
    /// One location a column.
    Locations(Vec<(usize, Text)>),
    /// One day a column.
    Days(Vec<(usize, Day)>),
    /// One week, month or other stretch of days a column: its first day, and how many days it has.
    Periods(Vec<(usize, Day, u32)>),
}

/// Rows that count, by what stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowFilter {
    /// The column.
    pub column: usize,
    /// The words, compared without case and punctuation.
    pub words: &'static [&'static str],
    /// `true`: only rows with one of the words count. `false`: those rows do not.
    pub keep: bool,
}

/// Everything the row readers need to know of a sheet.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is told to people; file and sheet are filled in by the reader.
    pub info: SheetInfo,
    /// Headers by column.
    pub headers: Vec<Header>,
    /// Columns by role, the better ones first.
    pub by_role: Vec<Vec<usize>>,
    /// Order of day and month by column.
    pub date_order: Vec<DateOrder>,
    /// Date columns whose order the sample leaves open.
    pub open_dates: Vec<usize>,
    /// Decimal comma by column.
    pub decimal_comma: Vec<bool>,
    /// Currency named in the header by column.
    pub currency: Vec<Option<Currency>>,
    /// Habits of the system.
    pub habits: Habits,
    /// Rows that count; a row has to pass all of them.
    pub filters: Vec<RowFilter>,
    /// What stands above the table and holds for all its rows.
    pub constants: Vec<(Role, String)>,
    /// Columns that are places or days.
    pub wide: Option<Wide>,
    /// The column in which items stand above their lines.
    pub group: Option<usize>,
    /// How the sheet's SKUs look.
    pub sku_habit: SkuHabit,
}

impl Plan {
    /// Columns of a role, the better ones first.
    #[must_use]
    pub fn columns(&self, role: Role) -> &[usize] {
        self.by_role.get(role as usize).map_or(&[], Vec::as_slice)
    }

    /// What stands above the table for a role.
    #[must_use]
    pub fn constant(&self, role: Role) -> Option<&str> {
        let mut all = self.constants.iter();
        all.find(|(known, _)| *known == role)
            .map(|(_, value)| value.as_str())
    }

    /// Header of the first column of a role.
    #[must_use]
    pub fn header_of(&self, role: Role) -> Option<&str> {
        let column = *self.columns(role).first()?;
        self.headers.get(column).map(|header| header.text.as_str())
    }
}

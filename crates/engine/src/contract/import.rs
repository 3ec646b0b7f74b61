//! Files in: what was read, what was not, and taking it back.

use domain::{Day, Problem};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Coded;
use super::mapping::SheetMapping;
use super::pictures::PicturesAttached;

/// Reads files into the workspace.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ImportRequest {
    /// Files, folders or zips.
    pub paths: Vec<String>,
    /// Overrules the kind found, one of the template kinds.
    #[ts(optional)]
    pub kind: Option<String>,
    /// Overrules the system found.
    #[ts(optional)]
    pub system: Option<String>,
    /// Reads and reports, writes nothing.
    pub dry_run: bool,
    /// Corrected meanings of columns, each for the sheets it names.
    #[ts(optional, as = "Option<Vec<SheetMapping>>")]
    pub mapping: Vec<SheetMapping>,
    /// Keeps those corrections for every later sheet with the same headers.
    #[ts(optional, as = "Option<bool>")]
    pub remember: bool,
    /// Leaves out what the seller should look at first; those sheets come back with a `question`.
    #[ts(optional, as = "Option<bool>")]
    pub ask: bool,
    /// Reads these sheets only; empty = all.
    #[ts(optional, as = "Option<Vec<SheetName>>")]
    pub only: Vec<SheetName>,
    /// The morning on which undated counts were taken; without it, today.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
}

/// A sheet of a path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SheetName {
    /// File as a [`Batch`] names it.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
}

/// How a column was understood.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ColumnRead {
    /// Header as written.
    pub header: String,
    /// Template column it was read as; null where it was left out.
    pub role: Option<String>,
    /// Why: `template_header`, `system_header`, `known_name`, `values`, `mapping`, `location`,
    /// `day`, `personal`, `not_used`.
    pub evidence: String,
}

/// One import of one sheet.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Batch {
    /// Number of the batch; null for a dry run or a sheet that could not be read.
    #[ts(type = "number | null")]
    pub id: Option<i64>,
    /// File name without its folder.
    pub file: String,
    /// The path of the request it came from; null in the history.
    pub path: Option<String>,
    /// Sheet of a workbook, or file inside a zip.
    pub sheet: Option<String>,
    /// Same for every sheet with the same headers: a correction is remembered under it.
    pub fingerprint: Option<String>,
    /// How sure the reading is, 0–1.
    pub score: Option<f64>,
    /// Why the sheet was understood so, the strongest first: codes of `recognition.json`.
    #[serde(default)]
    pub reasons: Vec<Coded>,
    /// Why the sheet waits for the seller instead of being read: `unsure`, `dates_open`,
    /// `not_recognised`, `columns_missing`; null where it was read.
    pub question: Option<String>,
    /// System that wrote it: `template`, `shopify`, `generic` …; null where it could not be read.
    pub system: Option<String>,
    /// What the rows are; null where that could not be found.
    pub kind: Option<String>,
    /// Data rows; `rows` = `accepted` + `unchanged` + `rejected`.
    #[ts(type = "number")]
    pub rows: u64,
    /// Rows that are new or changed something.
    #[ts(type = "number")]
    pub accepted: u64,
    /// Earlier facts that say something else since; `import_changes` lists them.
    #[ts(type = "number")]
    pub changed: u64,
    /// Rows left out.
    #[ts(type = "number")]
    pub rejected: u64,
    /// Rows known already.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// The first problems (at most 1,000), rejecting ones first.
    pub problems: Vec<BatchProblem>,
    /// How many problems there are.
    #[ts(type = "number")]
    pub problem_count: u64,
    /// What was noticed on the whole: adjustments booked, products made, shortages.
    pub notes: Vec<Coded>,
    /// Columns and how they were understood.
    pub columns: Vec<ColumnRead>,
    /// Why the whole sheet was refused.
    pub failure: Option<Coded>,
    /// When it was imported, RFC 3339.
    pub imported_at: String,
    /// Taken back.
    pub undone: bool,
}

/// A problem with its row, and its sentence in the language of the call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BatchProblem {
    /// Row of the sheet, the first line being 1; 0 = the whole sheet.
    pub row: u32,
    /// Header of the column.
    pub column: Option<String>,
    /// Stable code.
    pub code: String,
    /// Blanks of the sentence.
    #[ts(type = "Record<string, string | number | boolean | null>")]
    pub params: serde_json::Map<String, serde_json::Value>,
    /// Whether the row was left out.
    pub rejects: bool,
    /// The sentence in the command line's language; empty in the window, which has its own.
    #[serde(default)]
    pub message: String,
}

impl From<Problem> for BatchProblem {
    fn from(problem: Problem) -> BatchProblem {
        BatchProblem {
            row: problem.row,
            column: problem.column,
            code: problem.code,
            params: problem.params,
            rejects: problem.rejects,
            message: String::new(),
        }
    }
}

/// The answer of `import`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct ImportReport {
    /// One entry a sheet, in the order of the files.
    pub batches: Vec<Batch>,
    /// What became of the pictures among the files; null where there were none.
    pub pictures: Option<PicturesAttached>,
    /// Seconds it took.
    pub seconds: f64,
}

/// All imports, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ImportHistory {
    /// Without their problems; ask for one batch to see them.
    pub batches: Vec<Batch>,
}

/// Names a batch.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BatchRequest {
    /// Its number.
    #[ts(type = "number")]
    pub batch: i64,
}

/// Something of another import that stands on this one.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Dependent {
    /// How: `order_line_of_sku`, `return_line_of_sku`, `purchase_line_of_sku`,
    /// `stock_count_of_sku` (rows whose SKU this import described), `return_line_of_order`,
    /// `changed_later` (its rows that the other changed since), `alias_of_sku`.
    pub code: String,
    /// Number of the other import.
    #[ts(type = "number")]
    pub batch: i64,
    /// Its file.
    pub file: String,
    /// Kind of its rows.
    pub kind: String,
    /// How many rows.
    #[ts(type = "number")]
    pub count: u64,
}

/// Rows of one table.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EntityCount {
    /// `order_line`, `purchase_line`, `sku` …
    pub entity: String,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

/// What taking an import back would touch.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct UndoEffects {
    /// The import.
    #[ts(type = "number")]
    pub batch: i64,
    /// Rows that go.
    pub removed: Vec<EntityCount>,
    /// Rows of earlier imports that say again what they said before.
    pub put_back: Vec<EntityCount>,
    /// What other imports built on it.
    pub dependents: Vec<Dependent>,
}

/// One field of one row that says something else since an import.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FactChange {
    /// What the row is: `order_line`, `purchase_line`, `sku` …
    pub entity: String,
    /// Number of the order, name of the supplier; the SKU for a row of the catalogue.
    pub name: String,
    /// SKU of the row, where it has one.
    pub sku: Option<String>,
    /// Field: `price`, `shipped_on`, `status` …
    pub field: String,
    /// What it said; null = nothing.
    #[ts(type = "string | number | boolean | null")]
    pub before: serde_json::Value,
    /// What the import made it say.
    #[ts(type = "string | number | boolean | null")]
    pub after: serde_json::Value,
}

/// What an import changed in earlier facts.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FactChanges {
    /// The import.
    #[ts(type = "number")]
    pub batch: i64,
    /// Field by field, in the order of the file; of the first 500 rows.
    pub changes: Vec<FactChange>,
    /// How many rows changed in all.
    #[ts(type = "number")]
    pub rows: u64,
}

/// The answer of `undo`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Undone {
    /// The batch.
    #[ts(type = "number")]
    pub batch: i64,
    /// Rows taken back.
    #[ts(type = "number")]
    pub removed: u64,
}

/// Progress of a long command.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Progress {
    /// What is being done: `import`, `plan`, `export` …
    pub stage: String,
    /// File or supplier in work.
    pub subject: String,
    /// Done so far, in the unit of `total`.
    #[ts(type = "number")]
    pub done: u64,
    /// Whole size; 0 where unknown.
    #[ts(type = "number")]
    pub total: u64,
}

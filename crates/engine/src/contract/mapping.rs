//! Correcting how a sheet was understood, once and for all.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::import::{BatchProblem, ColumnRead};
use super::{Coded, Language};

/// A column and what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ColumnRole {
    /// Header as written; `#3` is the third column, where its header is empty or stands twice.
    pub header: String,
    /// Template column it is read as; null leaves it out.
    pub role: Option<String>,
}

/// How the seller wants sheets to be read. What is not said stays as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SheetMapping {
    /// Holds for sheets of this fingerprint; without fingerprint, file and sheet it holds for
    /// every sheet.
    #[ts(optional)]
    pub fingerprint: Option<String>,
    /// Holds for this file.
    #[ts(optional)]
    pub file: Option<String>,
    /// Holds for this sheet.
    #[ts(optional)]
    pub sheet: Option<String>,
    /// What the rows are, one of the template kinds.
    #[ts(optional)]
    pub kind: Option<String>,
    /// System that wrote the sheet.
    #[ts(optional)]
    pub system: Option<String>,
    /// Row of the header, the first line being 1.
    #[ts(optional)]
    pub header_row: Option<u32>,
    /// What `03/04/2026` begins with: `day_first` or `month_first`.
    #[ts(optional)]
    pub date_order: Option<String>,
    /// Columns that mean something else than was understood.
    pub columns: Vec<ColumnRole>,
}

/// Asks how a sheet would be read.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PreviewRequest {
    /// The file, folder or zip it is in.
    pub path: String,
    /// File as the batch names it.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// The correction so far.
    pub mapping: SheetMapping,
    /// The morning on which undated counts were taken; without it, today.
    #[ts(optional, type = "string")]
    pub as_of: Option<Day>,
}

/// One column with what is in it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PreviewColumn {
    /// What a [`ColumnRole`] calls it.
    pub name: String,
    /// Header, what it is read as, and why.
    #[serde(flatten)]
    pub read: ColumnRead,
    /// The first cells that hold something; dots where they hold personal data.
    pub samples: Vec<String>,
}

/// A role that the kind has.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct KindRole {
    /// Template column.
    pub role: String,
    /// Whether no row can be read without it.
    pub required: bool,
}

/// A line of a sheet as written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SheetLine {
    /// As a spreadsheet program counts it, the first line being 1.
    pub row: u32,
    /// Its cells; dots where they hold personal data.
    pub cells: Vec<String>,
}

/// A sheet as it would be read.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SheetPreview {
    /// File as the batch names it.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// A correction is remembered under it.
    pub fingerprint: String,
    /// Row of the header.
    pub header_row: u32,
    /// System.
    pub system: String,
    /// Kind of the rows.
    pub kind: String,
    /// How sure it was before any correction, 0–1.
    pub score: f64,
    /// Why it was understood so.
    pub reasons: Vec<Coded>,
    /// Every column in order.
    pub columns: Vec<PreviewColumn>,
    /// What a column of this kind can be.
    pub roles: Vec<KindRole>,
    /// Required roles that no column has: nothing is read then.
    pub missing: Vec<String>,
    /// Date columns that read both ways, day first and month first.
    pub open_dates: Vec<String>,
    /// The first lines as written, to find the header among.
    pub lines: Vec<SheetLine>,
    /// Roles that the first rows fill, in order.
    pub shown_roles: Vec<String>,
    /// The first rows as understood, one cell a role of `shown_roles`.
    pub rows: Vec<Vec<String>>,
    /// Data rows.
    #[ts(type = "number")]
    pub row_count: u64,
    /// Rows that would be left out.
    #[ts(type = "number")]
    pub rejected: u64,
    /// The first problems (at most 1,000), rejecting ones first.
    pub problems: Vec<BatchProblem>,
    /// How many problems there are.
    #[ts(type = "number")]
    pub problem_count: u64,
}

/// Writes the rows that cannot be read, as they stand in the file, with a column of reasons.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct BadRowsRequest {
    /// Which sheet, and the correction so far.
    pub sheet: PreviewRequest,
    /// Where to write the workbook.
    pub file: String,
    /// Language of the reasons.
    pub lang: Language,
}

/// A correction as remembered.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RememberedMapping {
    /// Headers it holds for.
    pub fingerprint: String,
    /// File and sheet it was made on.
    pub name: String,
    /// Kind of the rows.
    pub kind: String,
    /// System, where the seller overruled the one found.
    pub system: Option<String>,
    /// Row of the header, where it is not found by itself.
    pub header_row: Option<u32>,
    /// What `03/04/2026` begins with.
    pub date_order: Option<String>,
    /// Columns that are read; the others are left out.
    pub columns: Vec<ColumnRole>,
    /// When it was made, RFC 3339.
    pub remembered_at: String,
}

/// All corrections, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Mappings {
    /// One entry a fingerprint.
    pub mappings: Vec<RememberedMapping>,
}

/// Corrections to remember; each names its fingerprint and its kind.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetMappings {
    /// In any order.
    pub mappings: Vec<SheetMapping>,
}

/// Names a correction.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MappingRequest {
    /// Headers it holds for.
    pub fingerprint: String,
}

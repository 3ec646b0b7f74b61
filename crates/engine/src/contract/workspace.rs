//! The workspace: state, settings, rates, check, backup.

use std::collections::BTreeMap;

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the window must know before it shows a page.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WorkspaceStatus {
    /// Version of the app.
    pub version: String,
    /// Where the workspace's file lies.
    pub path: String,
    /// Its size.
    #[ts(type = "number")]
    pub size_bytes: u64,
    /// Nothing has been imported yet.
    pub empty: bool,
    /// Base currency.
    pub base_currency: String,
    /// The morning on which all known data lies in the past: the pages' `as_of` unless another is
    /// asked for.
    #[ts(type = "string")]
    pub as_of: Day,
    /// The last day with data; none in an empty workspace.
    #[ts(type = "string | null")]
    pub data_until: Option<Day>,
    /// The first day with data.
    #[ts(type = "string | null")]
    pub data_from: Option<Day>,
    /// SKUs in the catalogue.
    #[ts(type = "number")]
    pub skus: u64,
    /// Customer orders.
    #[ts(type = "number")]
    pub orders: u64,
    /// Locations.
    pub locations: Vec<String>,
    /// Whether a stock count is known; without one the plan takes every stock for 0.
    pub stock_known: bool,
}

/// The workspace's settings: key → value as text.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Settings {
    /// Every key with its value or default.
    pub settings: BTreeMap<String, String>,
}

/// Changes one setting.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetRequest {
    /// A key of the settings.
    pub key: String,
    /// The new value, as text.
    pub value: String,
}

/// A dated exchange rate: 1 `currency` = `rate` of the base currency from `day` on.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExchangeRate {
    /// Currency.
    pub currency: String,
    /// First day it holds.
    #[ts(type = "string")]
    pub day: Day,
    /// Units of base currency, decimal text.
    pub rate: String,
}

/// All rates.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExchangeRates {
    /// Sorted by currency and day.
    pub rates: Vec<ExchangeRate>,
    /// Currencies in the data without any rate: what they price is left out of sums.
    pub missing: Vec<String>,
}

/// What the demo shop brought.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DemoLoaded {
    /// The day on which the demo's plan makes sense.
    #[ts(type = "string")]
    pub as_of: Day,
    /// SKUs.
    #[ts(type = "number")]
    pub skus: u64,
    /// Orders.
    #[ts(type = "number")]
    pub orders: u64,
}

/// One check of the workspace.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CheckResult {
    /// What was checked: `file`, `ledger`, `balances`, `series` …
    pub name: String,
    /// Whether it holds.
    pub ok: bool,
    /// How many things were compared.
    #[ts(type = "number")]
    pub compared: u64,
    /// What differs, at most ten.
    pub differences: Vec<String>,
}

/// The answer of `check`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CheckReport {
    /// Every check holds.
    pub ok: bool,
    /// One entry a check.
    pub checks: Vec<CheckResult>,
}

/// Where to write or read a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FileRequest {
    /// Its path.
    pub file: String,
}

/// A least stock the seller wants of a SKU at a location.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MinimumRequest {
    /// SKU.
    pub sku: String,
    /// Location.
    pub location: String,
    /// Units; null takes the minimum away.
    #[ts(type = "number | null")]
    pub minimum: Option<i64>,
}

/// What a table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TableFormat {
    /// Text with commas.
    Csv,
    /// A workbook.
    Xlsx,
}

/// Writes everything the workspace was told, a file a kind, to be read again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExportAllRequest {
    /// Folder to write into.
    pub out: String,
    /// What the files are.
    pub format: TableFormat,
    /// Language of the headers.
    pub lang: super::Language,
}

/// An empty template to fill in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TemplateRequest {
    /// What its rows are.
    #[ts(type = "string")]
    pub kind: domain::RecordKind,
    /// Where to write it.
    pub file: String,
    /// Language of headers and notes.
    pub lang: super::Language,
}

//! Why a file could not be made.

use serde_json::{Map, Value};

/// A failed export. The sentence for people lives in `locales/*/export.json` under the code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The file could not be written: disk full, no permission, folder gone.
    #[error("cannot write {path}: {detail}")]
    Write {
        /// Where it should have gone.
        path: String,
        /// What the operating system said.
        detail: String,
    },
    /// The workbook could not be put together.
    #[error("cannot build the workbook: {detail}")]
    Workbook {
        /// What the workbook library said.
        detail: String,
    },
    /// An order or plan without a single line to buy.
    #[error("nothing to export")]
    Nothing,
    /// More lines than one printable sheet can hold.
    #[error("{rows} rows, at most {most}")]
    TooManyRows {
        /// Rows asked for.
        rows: usize,
        /// Rows that fit.
        most: usize,
    },
    /// More columns than a sheet can hold.
    #[error("{columns} columns, at most {most}")]
    TooManyColumns {
        /// Columns asked for.
        columns: usize,
        /// Columns that fit.
        most: usize,
    },
    /// A line is priced in another currency than its order: its amount cannot be summed.
    #[error("{sku} is priced in {found}, the order in {expected}")]
    MixedCurrencies {
        /// The line's SKU.
        sku: String,
        /// The order's currency.
        expected: String,
        /// The line's currency.
        found: String,
    },
    /// A line's amount does not fit 64 bits of minor units: a misread quantity or price.
    #[error("the amount of {sku} is too large")]
    AmountTooLarge {
        /// The line's SKU.
        sku: String,
    },
}

impl ExportError {
    /// Stable code in snake case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ExportError::Write { .. } => "export_write_failed",
            ExportError::Workbook { .. } => "export_workbook_failed",
            ExportError::Nothing => "export_nothing",
            ExportError::TooManyRows { .. } => "export_too_many_rows",
            ExportError::TooManyColumns { .. } => "export_too_many_columns",
            ExportError::MixedCurrencies { .. } => "export_mixed_currencies",
            ExportError::AmountTooLarge { .. } => "export_amount_too_large",
        }
    }

    /// The blanks of the sentence.
    #[must_use]
    pub fn params(&self) -> Map<String, Value> {
        let pairs: Vec<(&str, Value)> = match self {
            ExportError::Write { path, detail } => vec![
                ("path", path.clone().into()),
                ("detail", detail.clone().into()),
            ],
            ExportError::Workbook { detail } => vec![("detail", detail.clone().into())],
            ExportError::Nothing => vec![],
            ExportError::TooManyRows { rows, most } => {
                vec![("rows", (*rows).into()), ("most", (*most).into())]
            }
            ExportError::TooManyColumns { columns, most } => {
                vec![("columns", (*columns).into()), ("most", (*most).into())]
            }
            ExportError::MixedCurrencies {
                sku,
                expected,
                found,
            } => vec![
                ("sku", sku.clone().into()),
                ("expected", expected.clone().into()),
                ("found", found.clone().into()),
            ],
            ExportError::AmountTooLarge { sku } => vec![("sku", sku.clone().into())],
        };
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}

impl From<rust_xlsxwriter::XlsxError> for ExportError {
    fn from(error: rust_xlsxwriter::XlsxError) -> ExportError {
        ExportError::Workbook {
            detail: error.to_string(),
        }
    }
}

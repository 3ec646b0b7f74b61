//! What was wrong with a row of a file.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A row that could not be read, or was read with a doubt. The sentence lives in `locales/`
/// under `problem.<code>`; `params` fill its blanks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// Row of the sheet as a spreadsheet program counts it: the first line is 1.
    /// 0 where the whole sheet is meant.
    pub row: u32,
    /// Header of the column, where one cell is to blame.
    pub column: Option<String>,
    /// Stable code in snake case, such as `bad_date`.
    pub code: String,
    /// Blanks of the sentence, such as the offending value.
    pub params: Map<String, Value>,
    /// Whether the row was left out. A warning keeps its row.
    pub rejects: bool,
}

impl Problem {
    /// A problem that keeps its row out of the workspace.
    #[must_use]
    pub fn rejected(row: u32, column: Option<&str>, code: &str) -> Problem {
        Problem {
            row,
            column: column.map(str::to_owned),
            code: code.to_owned(),
            params: Map::new(),
            rejects: true,
        }
    }

    /// A doubt that is told while the row is kept.
    #[must_use]
    pub fn warning(row: u32, column: Option<&str>, code: &str) -> Problem {
        Problem {
            rejects: false,
            ..Problem::rejected(row, column, code)
        }
    }

    /// Adds one blank of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Problem {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

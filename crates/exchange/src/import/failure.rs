//! Why a file or a sheet could not be read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A file or sheet that could not be read: a code of `locales/*/problem.json` and its blanks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}")]
pub struct ImportFailure {
    /// Stable code in snake case.
    pub code: String,
    /// Blanks of the sentence.
    pub params: Map<String, Value>,
}

impl ImportFailure {
    /// A failure without blanks.
    #[must_use]
    pub fn new(code: &str) -> ImportFailure {
        ImportFailure {
            code: code.to_owned(),
            params: Map::new(),
        }
    }

    /// Adds one blank of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> ImportFailure {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// The failure that travelled inside an I/O error, or one for the error itself.
    #[must_use]
    pub fn from_io(error: &std::io::Error) -> ImportFailure {
        use std::io::ErrorKind;
        if let Some(failure) = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<ImportFailure>())
        {
            return failure.clone();
        }
        match error.kind() {
            ErrorKind::NotFound => ImportFailure::new("file_not_found"),
            ErrorKind::PermissionDenied => ImportFailure::new("file_not_permitted"),
            ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput => {
                ImportFailure::new("file_damaged")
            }
            _ => ImportFailure::new("file_unreadable").with("reason", error.to_string()),
        }
    }

    /// The failure as an I/O error, to travel through readers.
    #[must_use]
    pub fn into_io(self) -> std::io::Error {
        std::io::Error::other(self)
    }
}

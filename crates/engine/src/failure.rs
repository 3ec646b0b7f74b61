//! How a command says no.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A refusal or failure: a stable code and the blanks of its sentence, which lives in
/// `locales/<lang>/failure.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{code} {params:?}")]
pub struct Failure {
    /// Code in snake case.
    pub code: String,
    /// Blanks of the sentence.
    pub params: Map<String, Value>,
}

impl Failure {
    /// A failure without blanks.
    #[must_use]
    pub fn new(code: &str) -> Failure {
        Failure {
            code: code.to_owned(),
            params: Map::new(),
        }
    }

    /// Fills one blank.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Failure {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Failure {
        let failure = Failure::new(error.code());
        match error {
            store::StoreError::NoBatch(batch) => failure.with("batch", batch),
            store::StoreError::Database(detail)
            | store::StoreError::DiskFailed(detail)
            | store::StoreError::NotAWorkspace(detail) => failure.with("detail", detail),
            _ => failure,
        }
    }
}

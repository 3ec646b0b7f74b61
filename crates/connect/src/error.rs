//! How a connection says no.

use std::time::Duration;

use serde_json::{Map, Value};

/// Longest piece of another system's words that is passed on, in characters.
const DETAIL: usize = 240;

/// Whether trying again can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Something has to be changed first: a key, an address, the item.
    Never,
    /// The cause passes by itself.
    Later,
    /// The system named the time to wait.
    After(Duration),
}

/// A refusal or failure of another system: a stable code and the blanks of its sentence, which
/// lives in `locales/<lang>/failure.json`.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{code} {params:?}")]
pub struct ConnectError {
    /// Code in snake case; all begin with `connect_`.
    pub code: &'static str,
    /// Blanks of the sentence. Never holds a key: see [`crate::Settings::redact`].
    pub params: Map<String, Value>,
    /// Whether trying again can help.
    pub again: Again,
    /// Whether what was asked for may have been done all the same: the answer is missing.
    pub maybe_done: bool,
}

impl ConnectError {
    /// A failure that stays until something is changed.
    #[must_use]
    pub fn new(code: &'static str) -> ConnectError {
        ConnectError {
            code,
            params: Map::new(),
            again: Again::Never,
            maybe_done: false,
        }
    }

    /// The system does not offer this.
    #[must_use]
    pub fn not_offered(what: &str) -> ConnectError {
        ConnectError::new("connect_not_offered").with("what", what)
    }

    /// The system answered something that is not what its interface promises.
    #[must_use]
    pub fn bad_answer(detail: impl AsRef<str>) -> ConnectError {
        ConnectError::new("connect_bad_answer").detail(detail)
    }

    /// The system understood and refused.
    #[must_use]
    pub fn rejected(detail: impl AsRef<str>) -> ConnectError {
        ConnectError::new("connect_rejected").detail(detail)
    }

    /// Fills one blank.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> ConnectError {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Fills the blank `detail` with the other system's words, shortened and on one line.
    #[must_use]
    pub fn detail(self, words: impl AsRef<str>) -> ConnectError {
        let line: String = words
            .as_ref()
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(DETAIL)
            .collect();
        self.with("detail", line.trim())
    }

    /// Says whether trying again can help.
    #[must_use]
    pub fn again(mut self, again: Again) -> ConnectError {
        self.again = again;
        self
    }
}

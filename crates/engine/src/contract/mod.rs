//! Requests and responses of every command: the one language of window, command line and tests.
//!
//! Days are ISO text, money is a decimal text with its currency beside it, quantities are whole
//! units, rates and shares are fractions (0.05 = 5 %). Amounts named `…_base` or standing without
//! a currency of their own are in the workspace's base currency. TypeScript types are generated
//! from here into `ui/src/ipc/contract.ts`.

pub mod alerts;
pub mod alias;
pub mod connection;
pub mod demand;
pub mod import;
pub mod landed;
pub mod mapping;
pub mod metrics;
pub mod ordering;
pub mod outbox;
pub mod overview;
pub mod pictures;
pub mod plan;
pub mod promotion;
pub mod replay;
pub mod sku;
pub mod stock;
pub mod stocktake;
pub mod workspace;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A code with the blanks of its sentence: `locales/<lang>/<file>.json` turns it into words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Coded {
    /// Stable code in snake case.
    pub code: String,
    /// Blanks of the sentence: texts and numbers.
    #[ts(type = "Record<string, string | number | boolean | null>")]
    pub params: serde_json::Map<String, serde_json::Value>,
}

impl From<&planning::reason::Reason> for Coded {
    fn from(reason: &planning::reason::Reason) -> Coded {
        Coded {
            code: reason.code.clone(),
            params: reason.params.clone(),
        }
    }
}

/// A request without parameters.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// The language of sentences and workbooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

/// A file written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FileWritten {
    /// Its whole path.
    pub file: String,
}

/// Files written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FilesWritten {
    /// Their whole paths.
    pub files: Vec<String>,
}

//! One SKU under several codes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A code that is read as a SKU.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Alias {
    /// The code as files write it.
    pub code: String,
    /// The SKU it is read as.
    pub sku: String,
    /// When they were joined, RFC 3339.
    pub joined_at: String,
    /// Rows moved when they were joined; a split puts them back.
    #[ts(type = "number")]
    pub moved: u64,
    /// Rows read under the code since; they stay with the SKU after a split.
    #[ts(type = "number")]
    pub rows_since: u64,
}

/// A SKU that looks like another.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LookalikeSku {
    /// Code.
    pub sku: String,
    /// Name, empty where none.
    pub name: String,
    /// System whose file named it last.
    pub system: String,
    /// Order lines under it.
    #[ts(type = "number")]
    pub orders: u64,
}

/// SKUs that may be one.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Lookalikes {
    /// Why: `letters` (case or width), `spelling` (spaces, hyphens, leading zeros), `barcode`.
    pub reason: String,
    /// The one with most orders first: the others would be joined to it.
    pub skus: Vec<LookalikeSku>,
}

/// Joined codes, and what looks as if it should be.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Aliases {
    /// By SKU.
    pub aliases: Vec<Alias>,
    /// Nothing here is joined by itself.
    pub suggestions: Vec<Lookalikes>,
}

/// Joins a code to a SKU.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct JoinRequest {
    /// The code, known as a SKU of its own or not met yet.
    pub code: String,
    /// The SKU it is from now on.
    pub sku: String,
}

/// Makes a code a SKU of its own again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SplitRequest {
    /// The code.
    pub code: String,
}

/// What joining or splitting did.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Joined {
    /// The code.
    pub code: String,
    /// The SKU it is, or was, read as.
    pub sku: String,
    /// Rows moved.
    #[ts(type = "number")]
    pub moved: u64,
    /// Counts of one place and morning under both codes: the SKU's own stands.
    #[ts(type = "number")]
    pub conflicts: u64,
    /// Rows read under the code while it was joined; a split leaves them with the SKU.
    #[ts(type = "number")]
    pub stays: u64,
}

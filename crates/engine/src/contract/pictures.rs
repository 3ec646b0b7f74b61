//! Pictures of products, kept beside the workspace.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Files with pictures.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PicturesRequest {
    /// Pictures, folders or zips of them, named by SKU.
    pub paths: Vec<String>,
}

/// What became of pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PicturesAttached {
    /// SKUs that have a new picture.
    #[ts(type = "number")]
    pub attached: u64,
    /// Files whose names are no SKU, the first 200.
    pub unmatched: Vec<String>,
    /// Files that are no picture or are damaged, the first 200.
    pub unreadable: Vec<String>,
}

/// Asks for pictures.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PictureRequest {
    /// At most 200 are answered.
    pub skus: Vec<String>,
}

/// Pictures ready to be shown.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Pictures {
    /// SKU → `data:` address; a SKU without a picture is missing.
    pub pictures: BTreeMap<String, String>,
}

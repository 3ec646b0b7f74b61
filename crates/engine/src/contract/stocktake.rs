//! Counting what is there: by scanner, by RFID reader; and variants of a good made in one go.

use domain::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Coded;

/// What a scanner or an RFID reader read, in its order.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CodesRequest {
    /// SKUs, joined codes, barcodes, or RFID tags (SGTIN-96 as hexadecimal or URI).
    pub codes: Vec<String>,
}

/// A SKU that was read.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CodeFound {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Pieces: a tag counts once however often it was read, any other code each time.
    #[ts(type = "number")]
    pub units: i64,
}

/// A code that stands for no SKU, or for several.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CodeUnknown {
    /// As read.
    pub code: String,
    /// How often.
    #[ts(type = "number")]
    pub times: i64,
    /// `unknown_code`, `unknown_gtin` {gtin}, `ambiguous_code` {skus}.
    pub problem: Coded,
}

/// What the codes stand for.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CodesFound {
    /// One entry a SKU, in the order of its first code.
    pub lines: Vec<CodeFound>,
    /// Codes that were not understood.
    pub unknown: Vec<CodeUnknown>,
    /// Tags read again and not counted again.
    #[ts(type = "number")]
    pub repeated: i64,
}

/// A line of a count.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CountLine {
    /// SKU.
    pub sku: String,
    /// Units counted.
    #[ts(type = "number")]
    pub counted: i64,
}

/// Books a count: what was counted is what is there.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct StocktakeRequest {
    /// Location that was counted.
    pub location: String,
    /// The morning of the count; without it the workspace's own.
    #[ts(optional, type = "string")]
    pub counted_on: Option<Day>,
    /// One entry a SKU; several of one SKU are added up.
    pub lines: Vec<CountLine>,
}

/// A line of a count beside the book.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StocktakeDifference {
    /// SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Units the book had.
    #[ts(type = "number")]
    pub book: i64,
    /// Units counted.
    #[ts(type = "number")]
    pub counted: i64,
}

/// A booked count.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StocktakeBooked {
    /// The batch; `import_undo` takes it back.
    #[ts(type = "number")]
    pub batch: i64,
    /// Location.
    pub location: String,
    /// The morning of the count.
    #[ts(type = "string")]
    pub counted_on: Day,
    /// Lines that the book could be held against.
    pub compared: u32,
    /// Lines that opened the ledger of their SKU here: there was no book before.
    pub opened: u32,
    /// Lines that match the book ÷ lines compared; null where none could be.
    pub accuracy: Option<f64>,
    /// Lines that differ, most units first.
    pub differences: Vec<StocktakeDifference>,
}

/// One thing by which variants differ.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VariantAxis {
    /// Its name as the pattern has it, such as `colour`.
    pub name: String,
    /// Its values; `Red=RD` stands as RD in the SKU and as Red in the name.
    pub values: Vec<String>,
}

/// Makes the variants of a good: every value of each axis with every value of the others.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct VariantsRequest {
    /// Name of the good.
    pub name: String,
    /// The SKU with the axes' names in braces, such as `LN2-{colour}-{size}`.
    pub pattern: String,
    /// One to four axes.
    pub axes: Vec<VariantAxis>,
    /// SKU whose supplier, cost, price and packing the variants get.
    #[ts(optional)]
    pub like: Option<String>,
    /// Only say what they would be.
    pub dry_run: bool,
}

/// A variant.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Variant {
    /// Its SKU.
    pub sku: String,
    /// What tells it from the others, such as `Red · L`.
    pub options: String,
    /// Why it cannot be made: `sku_known` {sku}, `sku_joined` {sku}, `sku_twice`.
    pub clash: Option<Coded>,
}

/// The variants, made or as they would be.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Variants {
    /// The batch that made them; null on a dry run. `import_undo` takes it back.
    #[ts(type = "number | null")]
    pub batch: Option<i64>,
    /// Every variant, the last axis changing fastest.
    pub variants: Vec<Variant>,
}

//! What can change stock.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::words;

words! {
    /// Kind of a stock movement: one signed, dated, never edited change of stock.
    #[derive(Serialize, Deserialize, TS)]
    #[serde(rename_all = "snake_case")]
    MovementKind {
        /// The first count of a SKU at a location; takes effect on the morning of its day.
        Opening = "opening",
        /// Goods received from a supplier.
        Receipt = "receipt",
        /// Goods shipped to a customer; negative.
        Sale = "sale",
        /// Goods a customer sent back.
        Return = "return",
        /// Goods moved between locations.
        Transfer = "transfer",
        /// A later count that disagreed; takes effect on the morning of its day.
        Adjustment = "adjustment",
        /// Goods lost or broken; negative.
        WriteOff = "write_off",
    }
}

impl MovementKind {
    /// Whether the movement takes effect before anything else of its day: a count is taken in
    /// the morning.
    #[must_use]
    pub fn is_count(self) -> bool {
        matches!(self, MovementKind::Opening | MovementKind::Adjustment)
    }
}

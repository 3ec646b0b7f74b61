//! Exports of other systems, one file a system. A system is a table of its sheets: the headers
//! that tell the sheet, what each header means, and the few habits that differ between systems.
//! To add one: write `systems/<name>.rs` with a `SYSTEM`, list it in [`ALL`], and put a small
//! file of the same shape with its expected output under `testdata/import/<name>/`.

use domain::RecordKind;

use super::date::DateOrder;
use super::role::Role;

pub mod amazon;
pub mod etsy;
pub mod shopify;
pub mod xero;

/// A system whose exports are known.
#[derive(Debug)]
pub struct System {
    /// Its name in snake case, as `--system` takes it.
    pub name: &'static str,
    /// Whether a real export has been seen; otherwise it is built from the names in its API.
    pub confirmed: bool,
    /// The sheets it exports.
    pub sheets: &'static [Sheet],
}

/// One kind of sheet of a system.
#[derive(Debug)]
pub struct Sheet {
    /// What its rows are.
    pub kind: RecordKind,
    /// Headers that must all be there; as written, compared without case and punctuation.
    pub must: &'static [&'static str],
    /// What each header means. Several headers of one role are tried in this order, row by row.
    pub columns: &'static [(&'static str, Role)],
    /// How lines belong together.
    pub habits: Habits,
}

/// Where sheets of systems differ beyond their headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// A line without an order number continues the order above.
    pub blank_continues: bool,
    /// A line without SKU is known by the product's name and options instead.
    pub sku_from_name: bool,
    /// A line without SKU and without price only adds a picture to the product above.
    pub picture_lines: bool,
    /// Columns right of the known ones are one location each.
    pub location_columns: bool,
    /// The sheet lists sales a day, not orders: each day and place makes up one order.
    pub daily: bool,
    /// Order of day and month where the column leaves it open.
    pub date_order: Option<DateOrder>,
}

/// No special habit.
pub const PLAIN: Habits = Habits {
    blank_continues: false,
    sku_from_name: false,
    picture_lines: false,
    location_columns: false,
    daily: false,
    date_order: None,
};

/// Every known system.
pub const ALL: &[&System] = &[
    &amazon::SYSTEM,
    &etsy::SYSTEM,
    &shopify::SYSTEM,
    &xero::SYSTEM,
];

//! Exports of other systems, one file a system. A system is a table of its sheets: the headers
//! that tell the sheet, what each header means, and the few habits that differ between systems.
//! To add one: write `systems/<name>.rs` with a `SYSTEM`, list it in [`ALL`], and put a small
//! file of the same shape with its expected output under `testdata/import/<name>/`; CONTRIBUTING
//! says how, step by step.

use domain::RecordKind;

use super::date::DateOrder;
use super::role::Role;

pub mod alibaba;
pub mod amazon;
pub mod dianxiaomi;
pub mod etsy;
pub mod gerpgo;
pub mod lingxing;
pub mod mabang;
pub mod miaoshou;
pub mod odoo;
pub mod quickbooks;
pub mod shipstation;
pub mod shopify;
pub mod shoplazza;
pub mod shukuajing;
pub mod tradegecko;
pub mod unicommerce;
pub mod woocommerce;
pub mod xero;
pub mod zoho;

/// A system whose exports are known.
#[derive(Debug)]
pub struct System {
    /// Its name in snake case, as `--system` takes it.
    pub name: &'static str,
    /// Its name as people write it.
    pub title: &'static str,
    /// The sheets it exports.
    pub sheets: &'static [Sheet],
}

/// One kind of sheet of a system. `|` stands between the spellings of one header: languages of
/// the market, versions of the export.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// What its rows are.
    pub kind: RecordKind,
    /// Whether such a file, or its row of headers, has been seen; otherwise the sheet is built
    /// from the names in the system's public interface.
    pub confirmed: bool,
    /// Headers that must all be there; as written, compared without case and punctuation.
    pub must: &'static [&'static str],
    /// Headers that must not be there: they tell a neighbouring sheet.
    pub unless: &'static [&'static str],
    /// What each header means. Several headers of one role are tried in this order, row by row.
    pub columns: &'static [(&'static str, Role)],
    /// Rows that count, by what stands in a column.
    pub filters: &'static [Filter],
    /// How lines belong together.
    pub habits: Habits,
    /// Whether it reads a sheet a second time: a list of products that holds their stock too.
    pub also: bool,
    /// The report that says the same and more, where this one only repeats parts of it. Such a
    /// sheet is left out unless a person asks for its kind.
    pub told_by: Option<&'static str>,
}

/// What the sheets of systems are written from: `Sheet { kind, must, columns, ..SHEET }`.
pub const SHEET: Sheet = Sheet {
    kind: RecordKind::Orders,
    confirmed: true,
    must: &[],
    unless: &[],
    columns: &[],
    filters: &[],
    habits: PLAIN,
    also: false,
    told_by: None,
};

/// Rows that count, told by the words in one column.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// The column's header.
    pub header: &'static str,
    /// The words, compared without case and punctuation; `""` is an empty cell.
    pub words: &'static [&'static str],
    /// `true`: only rows with one of the words count. `false`: those rows do not count.
    pub keep: bool,
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
    /// Several columns of units on hand are parts of one count and are added.
    pub sum_on_hand: bool,
    /// Rows of one SKU, place and day are parts of one count and are added.
    pub sum_rows: bool,
    /// A row without a count says nothing; elsewhere it is refused.
    pub blank_is_none: bool,
    /// The place of every row without one of its own.
    pub place: Option<&'static str>,
    /// The place is told by who ships: `Amazon`, `AFN` mean [`FBA`], `Merchant`, `MFN` nothing.
    pub place_by_shipper: bool,
    /// Each column whose header is a day holds the sales of that day.
    pub day_columns: bool,
    /// `[CODE] Name` in the SKU's cell holds the code and the name.
    pub bracketed_sku: bool,
    /// Units that left are written with a minus.
    pub negative_is_sold: bool,
    /// A line without a quantity is one unit.
    pub one_unit_lines: bool,
    /// Purchase lines are bills: the goods came with them.
    pub billed: bool,
    /// A product's cell of SKUs lists those of all its variants.
    pub sku_lists: bool,
}

/// No special habit.
pub const PLAIN: Habits = Habits {
    blank_continues: false,
    sku_from_name: false,
    picture_lines: false,
    location_columns: false,
    daily: false,
    date_order: None,
    sum_on_hand: false,
    sum_rows: false,
    blank_is_none: false,
    place: None,
    place_by_shipper: false,
    day_columns: false,
    bracketed_sku: false,
    negative_is_sold: false,
    one_unit_lines: false,
    billed: false,
    sku_lists: false,
};

/// The one place that stands for all of Amazon's warehouses: its stock reports do not say more.
pub const FBA: &str = "FBA";

/// Every known system.
pub const ALL: &[&System] = &[
    &alibaba::SYSTEM,
    &amazon::SYSTEM,
    &dianxiaomi::SYSTEM,
    &etsy::SYSTEM,
    &gerpgo::SYSTEM,
    &lingxing::SYSTEM,
    &mabang::SYSTEM,
    &miaoshou::SYSTEM,
    &odoo::SYSTEM,
    &quickbooks::SYSTEM,
    &shipstation::SYSTEM,
    &shopify::SYSTEM,
    &shoplazza::SYSTEM,
    &shukuajing::SYSTEM,
    &tradegecko::SYSTEM,
    &unicommerce::SYSTEM,
    &woocommerce::SYSTEM,
    &xero::SYSTEM,
    &zoho::SYSTEM,
];

//! The columns of the order's table, and where things stand in the two sheets.

use super::labels::Lang;
use super::picture;
use super::sheet::{address, column_range, quoted};
use super::supplier::OrderedLine;

/// Row of the table's header, counted from 0.
pub(crate) const HEADER: u32 = 8;

/// The columns of the order's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Col {
    No,
    Picture,
    Sku,
    Name,
    Options,
    Barcode,
    Unit,
    Quantity,
    Pack,
    Cartons,
    Price,
    Amount,
    Ready,
    Note,
}

impl Col {
    const ALL: [Col; 14] = [
        Col::No,
        Col::Picture,
        Col::Sku,
        Col::Name,
        Col::Options,
        Col::Barcode,
        Col::Unit,
        Col::Quantity,
        Col::Pack,
        Col::Cartons,
        Col::Price,
        Col::Amount,
        Col::Ready,
        Col::Note,
    ];

    /// Key of the header's label, and the width in characters.
    pub(crate) fn look(self) -> (&'static str, f64) {
        match self {
            Col::No => ("order_no", 5.0),
            Col::Picture => ("order_picture", 9.5),
            Col::Sku => ("sku", 17.0),
            Col::Name => ("name", 27.0),
            Col::Options => ("options", 14.0),
            Col::Barcode => ("barcode", 15.5),
            Col::Unit => ("unit", 7.0),
            Col::Quantity => ("quantity", 9.0),
            Col::Pack => ("pack_size", 9.0),
            Col::Cartons => ("cartons", 7.5),
            Col::Price => ("unit_price_in", 12.0),
            Col::Amount => ("amount_in", 13.0),
            Col::Ready => ("ready_on", 12.0),
            Col::Note => ("note", 18.0),
        }
    }
}

/// Where things stand in the two sheets, so that each can point into the other.
pub(crate) struct Place {
    pub(crate) lang: Lang,
    /// Name of the order's sheet.
    pub(crate) order_sheet: String,
    /// Name of the packing list's sheet.
    pub(crate) packing_sheet: String,
    /// The order's first line, counted from 0.
    pub(crate) first: u32,
    /// How many lines there are.
    pub(crate) count: u32,
    /// Pictures as PNG, one a line; the picture column is there only where one could be read.
    pictures: Vec<Option<Vec<u8>>>,
    /// The columns in print order.
    pub(crate) columns: Vec<Col>,
}

impl Place {
    pub(crate) fn of(lines: &[&OrderedLine], lang: Lang) -> Place {
        let pictures: Vec<Option<Vec<u8>>> = lines
            .iter()
            .map(|line| line.picture.as_deref().and_then(picture::thumbnail))
            .collect();
        let has_picture = pictures.iter().any(Option::is_some);
        Place {
            lang,
            order_sheet: lang.label("order_sheet"),
            packing_sheet: lang.label("packing_sheet"),
            first: HEADER + 1,
            count: u32::try_from(lines.len()).unwrap_or(u32::MAX),
            pictures,
            columns: Col::ALL
                .into_iter()
                .filter(|column| *column != Col::Picture || has_picture)
                .collect(),
        }
    }

    /// The picture of a line, as PNG.
    pub(crate) fn picture(&self, line: u32) -> Option<&[u8]> {
        self.pictures.get(line as usize)?.as_deref()
    }

    /// Position of a column, counted from 0.
    pub(crate) fn column(&self, column: Col) -> u16 {
        let position = self.columns.iter().position(|known| *known == column);
        position.map_or(0, |position| u16::try_from(position).unwrap_or(0))
    }

    /// A cell of the order's sheet as the packing list writes it.
    pub(crate) fn in_order(&self, line: u32, column: Col) -> String {
        let cell = address(self.first + line, self.column(column));
        format!("{}!{cell}", quoted(&self.order_sheet))
    }

    /// The last column, counted from 0.
    pub(crate) fn last_column(&self) -> u16 {
        u16::try_from(self.columns.len()).unwrap_or(1) - 1
    }

    /// All lines of a column, as a formula of the same sheet writes them.
    pub(crate) fn range(&self, column: Col) -> String {
        let last = self.first + self.count.saturating_sub(1);
        column_range(self.first, last, self.column(column))
    }
}

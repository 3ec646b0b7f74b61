//! One restrained look for every sheet: formats made once a workbook.

use domain::{Currency, UnitPrice};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::labels::Lang;

/// Fill of header rows and of chart bars.
pub(crate) const ACCENT: u32 = 0x0A_5F_78;
/// Fill of totals and of labels in the head.
pub(crate) const PALE: u32 = 0xE8_F1_F4;
/// Fill of cells the supplier is asked to fill in.
pub(crate) const ASKED: u32 = 0xFF_F7_DB;
/// Hairlines between cells.
pub(crate) const LINE: u32 = 0xB8_C4_C9;
/// Secondary text.
pub(crate) const MUTED: u32 = 0x5B_67_6D;

/// A spreadsheet date, always year first.
pub(crate) const DATE_FORMAT: &str = "yyyy-mm-dd";

/// Number format of a whole number. `_ ` at the end keeps a space's width from the border, which
/// spreadsheet programs do more alike than an indent.
const WHOLE: &str = "#,##0_ ";
/// Number format of a share.
const SHARE: &str = "0.0%_ ";

/// Number format with `decimals` digits and thousands separators.
pub(crate) fn decimal_format(decimals: u8) -> String {
    match decimals.min(6) {
        0 => WHOLE.to_owned(),
        digits => format!("#,##0.{}_ ", "0".repeat(usize::from(digits))),
    }
}

/// Number format of an amount whose currency stands in its column's header.
pub(crate) fn money_format(currency: Currency) -> String {
    decimal_format(u8::try_from(currency.exponent()).unwrap_or(2))
}

/// Number format of a unit's price: as many digits as it was quoted with.
pub(crate) fn price_format(price: UnitPrice) -> String {
    decimal_format(u8::try_from(price.digits()).unwrap_or(6))
}

/// Number format of an amount that carries its currency itself.
pub(crate) fn money_with_code_format(currency: Currency) -> String {
    with_code(currency, &money_format(currency))
}

/// Number format of a unit's price that carries its currency itself.
pub(crate) fn price_with_code_format(price: UnitPrice) -> String {
    with_code(price.currency, &price_format(price))
}

/// The bracketed text is the only place where Excel takes letters into a number format without
/// quoting rules of its own.
fn with_code(currency: Currency, digits: &str) -> String {
    let code = currency.code();
    format!("[${code}] {digits};[${code}] -{digits}")
}

/// The formats of one workbook in one language.
pub(crate) struct Styles {
    /// Text of no cell in particular.
    pub plain: Format,
    /// The sheet's title.
    pub title: Format,
    /// The line under the title, and explanations.
    pub subtitle: Format,
    /// Header row of a table.
    pub header: Format,
    /// Name of a field in the head.
    pub label: Format,
    /// Content of a field in the head.
    pub field: Format,
    /// Content of a date field in the head.
    pub field_date: Format,
    /// A text cell of a table, wrapped.
    pub text: Format,
    /// A text cell that stays text when typed over: SKU, barcode, HS code.
    pub code: Format,
    /// A centred text cell.
    pub centred: Format,
    /// A whole number.
    pub integer: Format,
    /// A date.
    pub date: Format,
    /// A share of one.
    pub percent: Format,
    /// Label of a totals row.
    pub total_label: Format,
    /// A whole number in a totals row.
    pub total_integer: Format,
    /// Where somebody signs.
    pub signature: Format,
}

impl Styles {
    pub(crate) fn new(lang: Lang) -> Styles {
        let plain = Format::new()
            .set_font_name(lang.typeface())
            .set_font_size(10)
            .set_align(FormatAlign::VerticalCenter);
        let boxed = plain
            .clone()
            .set_border(FormatBorder::Hair)
            .set_border_color(Color::RGB(LINE));
        let total = boxed
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(PALE));
        Styles {
            title: plain
                .clone()
                .set_font_size(18)
                .set_bold()
                .set_font_color(Color::RGB(ACCENT)),
            subtitle: plain
                .clone()
                .set_font_color(Color::RGB(MUTED))
                .set_text_wrap(),
            header: boxed
                .clone()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(ACCENT))
                .set_align(FormatAlign::Center)
                .set_text_wrap(),
            label: boxed
                .clone()
                .set_font_color(Color::RGB(MUTED))
                .set_background_color(Color::RGB(PALE))
                .set_indent(1),
            field: boxed
                .clone()
                .set_align(FormatAlign::Left)
                .set_text_wrap()
                .set_indent(1),
            field_date: boxed
                .clone()
                .set_align(FormatAlign::Left)
                .set_num_format(DATE_FORMAT)
                .set_indent(1),
            text: boxed
                .clone()
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_text_wrap(),
            code: boxed
                .clone()
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_num_format("@")
                .set_text_wrap(),
            centred: boxed.clone().set_align(FormatAlign::Center).set_text_wrap(),
            integer: boxed
                .clone()
                .set_align(FormatAlign::Right)
                .set_num_format(WHOLE),
            date: boxed
                .clone()
                .set_align(FormatAlign::Center)
                .set_num_format(DATE_FORMAT),
            percent: boxed
                .clone()
                .set_align(FormatAlign::Right)
                .set_num_format(SHARE),
            total_label: total.clone().set_align(FormatAlign::Right).set_indent(1),
            total_integer: total.set_align(FormatAlign::Right).set_num_format(WHOLE),
            signature: plain
                .clone()
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(Color::RGB(MUTED)),
            plain,
        }
    }

    /// A number cell with a number format of its own.
    pub(crate) fn number(&self, format: &str) -> Format {
        self.integer.clone().set_num_format(format)
    }

    /// A totals cell with a number format of its own.
    pub(crate) fn total_number(&self, format: &str) -> Format {
        self.total_integer.clone().set_num_format(format)
    }
}

/// The same cell, marked as one that the reader is asked to fill in.
pub(crate) fn asked(format: &Format) -> Format {
    format.clone().set_background_color(Color::RGB(ASKED))
}

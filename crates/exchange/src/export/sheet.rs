//! What every sheet shares: typed cells, live formulas, page set-up, document properties.

use domain::Day;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, utility,
};

use super::cell::{printable, serial};
use super::error::ExportError;
use super::labels::Lang;
use super::style::{DATE_FORMAT, Styles};

/// Most lines of a printable sheet: Excel's 1,048,576 rows less head, totals and signatures.
pub(crate) const MOST_LINES: usize = 1_000_000;

/// Writes text as a string cell, whatever it looks like; an empty text keeps the cell's format.
pub(crate) fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), ExportError> {
    sheet.write_string_with_format(row, column, printable(text), format)?;
    Ok(())
}

/// Writes a number; one that is unknown or not finite leaves an empty cell with its format.
pub(crate) fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: Option<f64>,
    format: &Format,
) -> Result<(), ExportError> {
    match value.filter(|value| value.is_finite()) {
        Some(value) => sheet.write_number_with_format(row, column, value, format)?,
        None => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

/// Writes a day as a spreadsheet date, or as ISO text where the calendar of spreadsheets ends.
pub(crate) fn date(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    day: Option<Day>,
    format: &Format,
) -> Result<(), ExportError> {
    match day.map(|day| (day, serial(day))) {
        Some((_, Some(serial))) => {
            let format = format.clone().set_num_format(DATE_FORMAT);
            sheet.write_number_with_format(row, column, serial, &format)?;
        }
        Some((day, None)) => text(sheet, row, column, &day.to_string(), format)?,
        None => {
            sheet.write_blank(row, column, format)?;
        }
    }
    Ok(())
}

/// Writes a live formula with the value it has now, so that a reader which does not calculate
/// (a preview, a phone, an importer) shows the right figure too.
pub(crate) fn formula(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    formula: &str,
    value: Option<f64>,
    format: &Format,
) -> Result<(), ExportError> {
    let result = value
        .filter(|value| value.is_finite())
        .map(|value| value.to_string())
        .unwrap_or_default();
    let formula = Formula::new(formula).set_result(result);
    sheet.write_formula_with_format(row, column, formula, format)?;
    Ok(())
}

/// Merges cells of one row around a text; a single cell is written plainly, since Excel refuses
/// a merge of one.
pub(crate) fn merged(
    sheet: &mut Worksheet,
    row: u32,
    columns: std::ops::RangeInclusive<u16>,
    content: &str,
    format: &Format,
) -> Result<(), ExportError> {
    let (first, last) = (*columns.start(), *columns.end());
    if first >= last {
        return text(sheet, row, first, content, format);
    }
    sheet.merge_range(row, first, row, last, &printable(content), format)?;
    Ok(())
}

/// The address of a cell as formulas write it, such as `C7`.
pub(crate) fn address(row: u32, column: u16) -> String {
    utility::row_col_to_cell(row, column)
}

/// The address of a range of one column, such as `C7:C19`.
pub(crate) fn column_range(first: u32, last: u32, column: u16) -> String {
    utility::cell_range(first, column, last, column)
}

/// The letters of a column, such as `C`.
pub(crate) fn column_letters(column: u16) -> String {
    utility::column_number_to_name(column)
}

/// A sheet's name as formulas write it.
pub(crate) fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// A sheet's name as Excel accepts it: at most 31 characters, none of `[]:*?/\`, no apostrophe
/// at either end.
pub(crate) fn sheet_name(name: &str) -> String {
    let replaced: String = printable(name)
        .chars()
        .map(|character| match character {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\n' => ' ',
            other => other,
        })
        .collect();
    let mut units = 0;
    let short: String = replaced
        .trim_matches([' ', '\''])
        .chars()
        .take_while(|character| {
            units += character.len_utf16();
            units <= 31
        })
        .collect();
    let short = short.trim_matches([' ', '\'']);
    if short.is_empty() {
        "Sheet1".to_owned()
    } else {
        short.to_owned()
    }
}

/// A4 landscape, one page wide, page numbers below, header rows repeated on every page.
pub(crate) fn page(
    sheet: &mut Worksheet,
    lang: Lang,
    caption: &str,
    repeat: (u32, u32),
) -> Result<(), ExportError> {
    // `&` starts a code in headers and footers, so that one from outside is doubled. The limit
    // of 255 characters is for the whole footer.
    let caption: String = printable(caption)
        .replace('\n', " ")
        .chars()
        .take(100)
        .collect();
    let caption = caption.replace('&', "&&");
    let pages = lang.filled("footer_page_of", &[("page", "&P"), ("pages", "&N")]);
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.45, 0.6, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_footer(format!("&L&8{caption}&C&8{pages}"))
        .set_repeat_rows(repeat.0, repeat.1)?;
    // A formula without a value yet shows nothing, not 0.
    sheet.set_formula_result_default("");
    sheet.set_screen_gridlines(false);
    Ok(())
}

/// A workbook that tells nothing but its author: the shop's name. The creation date is the
/// document's own, so that the same input gives the same bytes.
pub(crate) fn workbook(author: &str, created: Day) -> Workbook {
    let mut workbook = Workbook::new();
    let when = ExcelDateTime::from_timestamp(i64::from(created.0) * 86_400)
        .or_else(|_| ExcelDateTime::from_timestamp(0))
        .unwrap_or_default();
    let author: String = printable(author).chars().take(120).collect();
    let properties = DocProperties::new()
        .set_author(author)
        .set_creation_datetime(&when);
    workbook.set_properties(&properties);
    workbook
}

/// Writes the title and the line under it.
pub(crate) fn heading(
    sheet: &mut Worksheet,
    styles: &Styles,
    title: &str,
    subtitle: &str,
    last_column: u16,
) -> Result<(), ExportError> {
    sheet.set_row_height(0, 30)?;
    merged(sheet, 0, 0..=last_column, title, &styles.title)?;
    merged(sheet, 1, 0..=last_column, subtitle, &styles.subtitle)
}

/// Height in points that a wrapped text needs in a column `width` characters wide. Excel finds it
/// by itself for plain cells, but not for merged ones and not for rows with a height of their
/// own. A CJK character counts as two narrow ones. At most 200 points: a row must fit on a page with
/// the repeated header, whatever a file calls a product; the cell keeps all of the text.
pub(crate) fn height_for(text: &str, width: f64) -> f64 {
    // One narrow character of indent and one of margins.
    let room = (width - 2.0).max(1.0);
    let lines: f64 = printable(text)
        .lines()
        .map(|line| (columns_of(line) / room).ceil().max(1.0))
        .sum();
    (lines * 15.0 + 5.0).clamp(20.0, 200.0)
}

/// Width of a text in narrow characters.
pub(crate) fn columns_of(line: &str) -> f64 {
    line.chars()
        .map(|character| if character >= '\u{1100}' { 2.0 } else { 1.0 })
        .sum()
}

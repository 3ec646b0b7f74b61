//! Any table as a workbook or as csv: what the window shows is what is saved.

use std::collections::HashMap;

use domain::{Currency, Day};
use rust_xlsxwriter::{Format, Worksheet};

use super::cell::{Cell, LARGEST_EXACT, amount, disarmed};
use super::error::ExportError;
use super::labels::Lang;
use super::sheet::{columns_of, date, number, page, sheet_name, text, workbook};
use super::style::{Styles, decimal_format, money_with_code_format};

/// Rows of a sheet below its header: Excel's 1,048,576 less one.
const ROWS_A_SHEET: usize = 1_048_575;
/// Columns of a sheet.
const MOST_COLUMNS: usize = 16_384;
/// Deflate level: at 3 a large table takes about a fifth less time and a tenth more room than at 6.
const LEVEL: u8 = 3;
/// Rows looked at to choose the widths of the columns.
const SAMPLE: usize = 200;

/// A table to save.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows: the sheet's name and the page's footer.
    pub name: String,
    /// The shop's name: the author in the document's properties.
    pub shop: String,
    /// The day the figures are of.
    pub as_of: Day,
    /// Headers, as shown.
    pub headers: Vec<String>,
    /// Rows, as shown. A short row is filled up with empty cells; what is beyond the headers
    /// is kept.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    fn width(&self) -> Result<usize, ExportError> {
        let longest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let columns = longest.max(self.headers.len());
        match columns {
            0 => Err(ExportError::Nothing),
            1..=MOST_COLUMNS => Ok(columns),
            _ => Err(ExportError::TooManyColumns {
                columns,
                most: MOST_COLUMNS,
            }),
        }
    }
}

/// The table as the bytes of an xlsx file: typed cells, header frozen and filterable, further
/// sheets where one is full.
///
/// It is built in memory. The library's constant-memory mode is at most a quarter faster but panics where the temporary folder is full.
///
/// # Errors
/// [`ExportError::Nothing`] without a column, [`ExportError::TooManyColumns`].
pub fn table_workbook(table: &Table, lang: Lang) -> Result<Vec<u8>, ExportError> {
    let width = table.width()?;
    let mut workbook = workbook(&table.shop, table.as_of);
    let mut formats = TableFormats::of(lang);
    let name = sheet_name(&table.name);
    let mut parts: Vec<&[Vec<Cell>]> = table.rows.chunks(ROWS_A_SHEET).collect();
    if parts.is_empty() {
        parts.push(&[]);
    }
    for (index, rows) in parts.into_iter().enumerate() {
        let sheet = workbook.add_worksheet();
        match index {
            0 => sheet.set_name(&name)?,
            _ => sheet.set_name(part_name(&name, index + 1))?,
        };
        write_sheet(sheet, table, rows, width, lang, &mut formats)?;
    }
    workbook.set_zip_compression_level(LEVEL);
    Ok(workbook.save_to_buffer()?)
}

fn part_name(name: &str, part: usize) -> String {
    let short: String = name.chars().take(12).collect();
    sheet_name(&format!("{short} {part}"))
}

fn write_sheet(
    sheet: &mut Worksheet,
    table: &Table,
    rows: &[Vec<Cell>],
    width: usize,
    lang: Lang,
    formats: &mut TableFormats,
) -> Result<(), ExportError> {
    page(sheet, lang, &table.name, (0, 0))?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 30)?;
    let last_column = u16::try_from(width - 1).unwrap_or(u16::MAX);
    for column in 0..=last_column {
        let index = usize::from(column);
        let header = table.headers.get(index).map_or("", String::as_str);
        sheet.set_column_width(column, column_width(header, rows, index))?;
        text(sheet, 0, column, header, &formats.styles.header)?;
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            write_cell(sheet, row, column, cell, formats)?;
        }
    }
    let last_row = u32::try_from(rows.len()).unwrap_or(0);
    sheet.autofilter(0, 0, last_row, last_column)?;
    Ok(())
}

fn column_width(header: &str, rows: &[Vec<Cell>], index: usize) -> f64 {
    let widest = rows
        .iter()
        .take(SAMPLE)
        .filter_map(|row| row.get(index))
        .map(|cell| match cell {
            Cell::Empty => 0.0,
            Cell::Text(text) => text.lines().map(columns_of).fold(0.0, f64::max),
            Cell::Integer(_) | Cell::Number { .. } | Cell::Percent(_) => 9.0,
            Cell::Money(_) => 14.0,
            Cell::Date(_) => 11.0,
        })
        .fold(0.0, f64::max);
    // A header is bold, wraps once and shares its cell with the filter's button.
    let header = columns_of(header) * 1.15 / 1.6 + 4.0;
    (widest + 2.0).max(header).clamp(8.0, 48.0)
}

struct TableFormats {
    styles: Styles,
    money: HashMap<Currency, Format>,
    numbers: Vec<Format>,
}

impl TableFormats {
    fn of(lang: Lang) -> TableFormats {
        let styles = Styles::new(lang);
        TableFormats {
            money: HashMap::new(),
            numbers: (0..=6)
                .map(|digits| styles.number(&decimal_format(digits)))
                .collect(),
            styles,
        }
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &mut TableFormats,
) -> Result<(), ExportError> {
    let styles = &formats.styles;
    match cell {
        Cell::Empty => {
            sheet.write_blank(row, column, &styles.text)?;
            Ok(())
        }
        Cell::Text(content) => text(sheet, row, column, content, &styles.text),
        // Fifteen digits are exact in a spreadsheet; a longer number keeps its digits as text.
        Cell::Integer(value) if value.unsigned_abs() > LARGEST_EXACT => {
            text(sheet, row, column, &value.to_string(), &styles.code)
        }
        Cell::Integer(value) => number(sheet, row, column, Some(*value as f64), &styles.integer),
        Cell::Number { value, decimals } => {
            let digits = usize::from((*decimals).min(6));
            let format = formats.numbers.get(digits).unwrap_or(&styles.integer);
            number(sheet, row, column, Some(*value), format)
        }
        Cell::Money(money) => {
            let format = formats
                .money
                .entry(money.currency)
                .or_insert_with(|| styles.number(&money_with_code_format(money.currency)));
            number(sheet, row, column, Some(amount(*money)), format)
        }
        Cell::Date(day) => date(sheet, row, column, Some(*day), &styles.date),
        Cell::Percent(share) => number(sheet, row, column, Some(*share), &styles.percent),
    }
}

/// The table as csv: UTF-8 with a byte order mark (Excel in China reads GBK without it), CRLF.
/// A column whose amounts share one currency names it in its header; in a mixed column each
/// amount is followed by its own. Text that could run as a formula is disarmed.
///
/// # Errors
/// [`ExportError::Nothing`] without a column.
pub fn table_csv(table: &Table) -> Result<Vec<u8>, ExportError> {
    let width = table.width()?;
    let currencies: Vec<Option<Currency>> = (0..width).map(|i| one_currency(table, i)).collect();
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut out);
    let headers = currencies.iter().enumerate().map(|(index, currency)| {
        let header = table.headers.get(index).map_or("", String::as_str);
        match currency {
            Some(currency) => disarmed(&format!("{header} ({currency})")),
            None => disarmed(header),
        }
    });
    let failed = |error: csv::Error| ExportError::Workbook {
        detail: error.to_string(),
    };
    writer.write_record(headers).map_err(failed)?;
    for row in &table.rows {
        let fields = currencies.iter().enumerate().map(|(index, currency)| {
            row.get(index)
                .map_or_else(String::new, |cell| field(cell, currency.is_some()))
        });
        writer.write_record(fields).map_err(failed)?;
    }
    writer.flush().map_err(|error| failed(error.into()))?;
    drop(writer);
    Ok(out)
}

/// The currency of a column's amounts, where it holds some and all share one.
fn one_currency(table: &Table, index: usize) -> Option<Currency> {
    let mut currencies = table.rows.iter().filter_map(|row| match row.get(index) {
        Some(Cell::Money(money)) => Some(money.currency),
        _ => None,
    });
    let first = currencies.next()?;
    currencies.all(|other| other == first).then_some(first)
}

fn field(cell: &Cell, header_names_currency: bool) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(content) => disarmed(content),
        Cell::Integer(value) => value.to_string(),
        Cell::Number { value, decimals } if value.is_finite() => {
            format!("{value:.*}", usize::from((*decimals).min(6)))
        }
        Cell::Percent(share) if share.is_finite() => format!("{:.1}%", share * 100.0),
        Cell::Number { .. } | Cell::Percent(_) => String::new(),
        Cell::Money(money) if header_names_currency => money.to_string(),
        Cell::Money(money) => format!("{money} {}", money.currency),
        Cell::Date(day) => day.to_string(),
    }
}

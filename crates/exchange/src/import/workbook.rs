//! Rows of workbooks: xlsx cell by cell as a stream, xls, xlsb and ods sheet by sheet.

use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    Xlsx, XlsxCellReader, XlsxError,
};

use super::cell::{Cells, Row};
use super::failure::ImportFailure;
use super::merge::Merges;
use super::sniff::Format;
use super::source::{ReadSeek, Source};
use super::unpack::{LIMITS, check_unpacked};
use super::unpack_xls::check_cells;

type Stream = Box<dyn ReadSeek>;

/// Cells right of this column are not read: no table of a seller is that wide.
const MOST_COLUMNS: usize = 2_000;
/// Most bytes of text in one row. Many cells can name one shared text, so that a row may be far
/// longer than the file.
const LONGEST_ROW: usize = 4 * 1024 * 1024;
/// Rows of a sheet that may have been laid out by hand.
const MOST_LAID_OUT: u32 = 20_000;

/// An open workbook.
pub enum Workbook {
    /// Read as a stream.
    Xlsx(Xlsx<Stream>),
    /// Held in memory, a sheet at a time; with the bytes of the file.
    Xlsb(Xlsb<Stream>, u64),
    /// Held in memory whole.
    Xls(Xls<Stream>),
    /// Held in memory whole.
    Ods(Ods<Stream>),
}

/// One sheet's name and whether a person can see it.
#[derive(Clone, Debug)]
pub struct SheetName {
    /// The name on its tab.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
}

/// Runs a call into the workbook library; a panic in it means that the file is damaged.
fn guarded<T>(call: impl FnOnce() -> Result<T, ImportFailure>) -> Result<T, ImportFailure> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| Err(damaged("panic")))
}

fn damaged(reason: &str) -> ImportFailure {
    ImportFailure::new("file_damaged").with("reason", reason)
}

fn password() -> ImportFailure {
    ImportFailure::new("file_password_protected")
}

impl Workbook {
    /// Opens a source whose format is a workbook's.
    ///
    /// # Errors
    /// `file_damaged`, `file_password_protected`, `file_too_large`, `workbook_too_large`,
    /// `cell_too_long`, `sheet_too_sparse`.
    pub fn open(source: &Source) -> Result<Workbook, ImportFailure> {
        match source.format {
            Format::Xls => check_cells(source.open_seek()?, &LIMITS)?,
            format => check_unpacked(source.open_seek()?, format, &LIMITS)?,
        }
        let stream = source.open_seek()?;
        guarded(|| match source.format {
            Format::Xls => Xls::new(stream).map(Workbook::Xls).map_err(|e| match e {
                XlsError::Password => password(),
                e => damaged(&e.to_string()),
            }),
            Format::Xlsb => Xlsb::new(stream)
                .map(|book| Workbook::Xlsb(book, source.bytes_on_disk()))
                .map_err(|e| damaged(&e.to_string())),
            Format::Ods => Ods::new(stream).map(Workbook::Ods).map_err(|e| match e {
                OdsError::Password => password(),
                e => damaged(&e.to_string()),
            }),
            _ => Xlsx::new(stream).map(Workbook::Xlsx).map_err(|e| match e {
                XlsxError::Password => password(),
                e => damaged(&e.to_string()),
            }),
        })
    }

    /// The worksheets in the order of their tabs; charts and macros are left out.
    #[must_use]
    pub fn sheets(&self) -> Vec<SheetName> {
        let all = match self {
            Workbook::Xlsx(book) => book.sheets_metadata(),
            Workbook::Xlsb(book, _) => book.sheets_metadata(),
            Workbook::Xls(book) => book.sheets_metadata(),
            Workbook::Ods(book) => book.sheets_metadata(),
        };
        all.iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| SheetName {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    /// The rows of a sheet from its top.
    ///
    /// # Errors
    /// `file_damaged`.
    pub fn rows(&mut self, sheet: &str) -> Result<WorkbookRows<'_>, ImportFailure> {
        guarded(|| {
            let mut merges = Merges::default();
            let range = match self {
                Workbook::Xlsx(book) => {
                    let merges = merges_of(book, sheet);
                    let cells = book
                        .worksheet_cells_reader(sheet)
                        .map_err(|e| damaged(&e.to_string()))?;
                    return Ok(WorkbookRows::Streamed {
                        cells: Box::new(cells),
                        pending: None,
                        done: false,
                        merges,
                    });
                }
                Workbook::Xlsb(book, bytes) => {
                    check_reach(book, sheet, *bytes)?;
                    book.worksheet_range(sheet).map_err(|e| e.to_string())
                }
                Workbook::Xls(book) => {
                    let regions = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
                    merges = Merges::new(&regions);
                    book.worksheet_range(sheet).map_err(|e| e.to_string())
                }
                Workbook::Ods(book) => book.worksheet_range(sheet).map_err(|e| e.to_string()),
            };
            Ok(WorkbookRows::Whole {
                range: range.map_err(|e| damaged(&e))?,
                next: 0,
                merges,
            })
        })
    }
}

/// The merged cells of a sheet that people have laid out. They stand at its end, and looking for
/// them there takes a second pass: tables that no person has laid out are too long for it.
fn merges_of(book: &mut Xlsx<Stream>, sheet: &str) -> Merges {
    let rows = book
        .worksheet_cells_reader(sheet)
        .map_or(0, |cells| cells.dimensions().end.0);
    // Programs that write long tables row by row do not say how long they are.
    if rows == 0 || rows > MOST_LAID_OUT {
        return Merges::default();
    }
    let regions = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    Merges::new(&regions)
}

/// Rows of one sheet.
pub enum WorkbookRows<'a> {
    /// Cells arrive one by one.
    Streamed {
        /// The library's reader.
        cells: Box<XlsxCellReader<'a, Stream>>,
        /// First cell of the next row, already taken.
        pending: Option<(u32, usize, Data)>,
        /// Whether the last cell has been taken: the library must not be asked again.
        done: bool,
        /// Cells merged with one above.
        merges: Merges,
    },
    /// The sheet is in memory.
    Whole {
        /// Its used cells.
        range: Range<Data>,
        /// Next row of the range.
        next: usize,
        /// Cells merged with one above.
        merges: Merges,
    },
}

impl WorkbookRows<'_> {
    /// Reads the next row that holds a cell.
    ///
    /// # Errors
    /// `file_damaged`.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, ImportFailure> {
        if !matches!(row.cells, Cells::Typed(_)) {
            row.cells = Cells::Typed(Vec::new());
        }
        let Cells::Typed(out) = &mut row.cells else {
            return Ok(false);
        };
        out.clear();
        match self {
            WorkbookRows::Whole {
                range,
                next,
                merges,
            } => {
                let (top, left) = range.start().unwrap_or((0, 0));
                let (height, width) = range.get_size();
                if *next >= height {
                    return Ok(false);
                }
                out.resize((left as usize).min(MOST_COLUMNS), Data::Empty);
                for column in 0..width.min(MOST_COLUMNS) {
                    out.push(range.get((*next, column)).cloned().unwrap_or(Data::Empty));
                }
                let number = top.saturating_add(*next as u32);
                merges.fill(number, out);
                row.number = number.saturating_add(1);
                *next += 1;
                Ok(true)
            }
            WorkbookRows::Streamed {
                cells,
                pending,
                done,
                merges,
            } => {
                if *done {
                    return Ok(false);
                }
                let number = guarded(|| streamed_row(cells, pending, done, out))?;
                if let Some(number) = number {
                    merges.fill(number, out);
                }
                row.number = number.map_or(0, |n| n.saturating_add(1));
                Ok(number.is_some())
            }
        }
    }
}

fn streamed_row(
    cells: &mut XlsxCellReader<'_, Stream>,
    pending: &mut Option<(u32, usize, Data)>,
    done: &mut bool,
    out: &mut Vec<Data>,
) -> Result<Option<u32>, ImportFailure> {
    let mut current = None;
    let mut length = 0;
    loop {
        let (number, column, value) = match pending.take() {
            Some(cell) => cell,
            None => match cells.next_cell().map_err(|e| damaged(&e.to_string()))? {
                Some(cell) => {
                    let (number, column) = cell.get_position();
                    (number, column as usize, owned(cell.get_value()))
                }
                None => {
                    *done = true;
                    return Ok(current);
                }
            },
        };
        if current.is_some_and(|row| row != number) {
            *pending = Some((number, column, value));
            return Ok(current);
        }
        current = Some(number);
        if column < MOST_COLUMNS {
            if out.len() <= column {
                out.resize(column + 1, Data::Empty);
            }
            length += text_length(&value);
            if length > LONGEST_ROW {
                return Err(ImportFailure::new("row_too_long")
                    .with("row", number.saturating_add(1))
                    .with("limit_mb", LONGEST_ROW >> 20));
            }
            out[column] = value;
        }
    }
}

fn text_length(value: &Data) -> usize {
    match value {
        Data::String(text) => text.len(),
        _ => 0,
    }
}

/// Refuses a sheet whose cells, laid out with their empty places, take far more than the file.
fn check_reach(book: &mut Xlsb<Stream>, sheet: &str, bytes: u64) -> Result<(), ImportFailure> {
    let unreadable = |e: calamine::XlsbError| damaged(&e.to_string());
    let mut cells = book.worksheet_cells_reader(sheet).map_err(unreadable)?;
    let (mut top, mut left, mut end, mut texts) = (u32::MAX, u32::MAX, (0, 0), 0_u64);
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        (top, left) = (top.min(row), left.min(column));
        end = (row.max(end.0), column.max(end.1));
        if let DataRef::SharedString(text) = cell.get_value() {
            texts += text.len() as u64;
        }
        let span = |first: u32, last: u32| u64::from(last.saturating_sub(first)) + 1;
        let places = span(top, end.0).saturating_mul(span(left, end.1));
        // A text that many cells share is written out for each: count it as the places it takes.
        LIMITS.check_places(places.max(texts / 32), bytes)?;
    }
    Ok(())
}

fn owned(value: &DataRef<'_>) -> Data {
    match value {
        DataRef::Int(n) => Data::Int(*n),
        DataRef::Float(n) => Data::Float(*n),
        DataRef::String(text) => Data::String(text.clone()),
        DataRef::SharedString(text) => Data::String((*text).to_owned()),
        DataRef::Bool(flag) => Data::Bool(*flag),
        DataRef::DateTime(moment) => Data::DateTime(*moment),
        DataRef::DateTimeIso(text) => Data::DateTimeIso(text.clone()),
        _ => Data::Empty,
    }
}

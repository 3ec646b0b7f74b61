//! What a workbook may unpack to. The library that reads workbooks holds some of their parts in
//! memory whole and believes what they say of themselves, so every part is measured before it is
//! asked: by what the archive declares, and by what really comes out.

use std::io::{self, BufReader, Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::failure::ImportFailure;
use super::sniff::Format;
use super::source::{ABSURD_RATIO, MOST_EXPANDED, MOST_IN_MEMORY, SMALL_EXPANSION};

/// Bounds on what a workbook may unpack to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes of all parts together.
    pub expanded: u64,
    /// Most bytes of a part that is held in memory.
    pub held: u64,
    /// Bytes up to which no ratio is absurd.
    pub small: u64,
    /// Most bytes that one byte of a part read as a stream may unpack to.
    pub streamed_ratio: u64,
    /// The same of a part that is held: people's texts compress by 3 to 15.
    pub held_ratio: u64,
    /// Most bytes of one cell. Spreadsheet programs allow 32,767 characters.
    pub cell: u64,
    /// Most places that the cells of one sheet may reach over where nearly all of them are empty.
    pub places: u64,
}

/// The bounds that hold outside tests. Reading what they let pass takes at most 20 times the file
/// and 200 MB.
pub const LIMITS: Limits = Limits {
    expanded: MOST_EXPANDED,
    held: MOST_IN_MEMORY,
    small: SMALL_EXPANSION,
    streamed_ratio: ABSURD_RATIO,
    held_ratio: 20,
    cell: 1024 * 1024,
    places: 4_000_000,
};

/// Chunks in which parts are measured: smaller than the longest cell.
const CHUNK: usize = 64 * 1024;

impl Limits {
    fn refuse(&self) -> ImportFailure {
        ImportFailure::new("workbook_too_large").with("limit_mb", self.held >> 20)
    }

    fn most(&self, held: bool, packed: u64) -> u64 {
        let ratio = if held {
            self.held_ratio
        } else {
            self.streamed_ratio
        };
        let most = self.small.saturating_add(packed.saturating_mul(ratio));
        most.min(if held { self.held } else { self.expanded })
    }

    /// Refuses cells that reach over more places than a file of `bytes` can mean: empty places
    /// are held in memory too.
    ///
    /// # Errors
    /// `sheet_too_sparse`.
    pub fn check_places(&self, places: u64, bytes: u64) -> Result<(), ImportFailure> {
        if places > self.places.saturating_add(bytes / 2) {
            return Err(ImportFailure::new("sheet_too_sparse").with("places", places));
        }
        Ok(())
    }
}

/// Whether the library holds a part in memory. Sheets of the newer format are read cell by cell.
fn is_held(name: &str, format: Format) -> bool {
    !(format == Format::Xlsx && name.starts_with("xl/worksheets/"))
}

/// Whether the library opens a part at all: pictures and the like are only named.
fn is_opened(name: &str) -> bool {
    let end = name.rsplit('.').next().unwrap_or_default();
    ["xml", "rels", "bin"].contains(&end) || !name.contains('.')
}

/// Refuses a workbook whose parts declare more than can be meant.
///
/// # Errors
/// `workbook_too_large`, `file_password_protected`, `file_damaged`.
pub fn check_declared<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    format: Format,
    limits: &Limits,
) -> Result<(), ImportFailure> {
    let damaged = |_| ImportFailure::new("file_damaged");
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        if entry.encrypted() {
            return Err(ImportFailure::new("file_password_protected"));
        }
        let name = part_name(entry.name_raw());
        total = total.saturating_add(entry.size());
        let most = limits.most(is_held(&name, format), entry.compressed_size());
        if total > limits.expanded || (is_opened(&name) && entry.size() > most) {
            return Err(limits.refuse());
        }
    }
    Ok(())
}

fn part_name(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw)
        .replace('\\', "/")
        .to_lowercase()
}

/// Unpacks every part once without keeping it, and refuses a workbook of which more comes out
/// than can be meant, or one whose cells are longer, or reach further, than any table's.
///
/// # Errors
/// `workbook_too_large`, `cell_too_long`, `sheet_too_sparse`, `file_damaged`.
pub fn check_unpacked(
    stream: impl Read + Seek,
    format: Format,
    limits: &Limits,
) -> Result<(), ImportFailure> {
    let damaged = |_| ImportFailure::new("file_damaged");
    let mut archive = ZipArchive::new(stream).map_err(damaged)?;
    check_declared(&mut archive, format, limits)?;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(damaged)?;
        let name = part_name(entry.name_raw());
        if entry.is_dir() || !is_opened(&name) {
            continue;
        }
        let packed = entry.compressed_size();
        let part = Measured {
            most: limits.most(is_held(&name, format), packed),
            limits: *limits,
            inner: entry,
            total: 0,
            run: 0,
            cells: format != Format::Xlsb,
        };
        if format == Format::Ods && name == "content.xml" {
            check_repeats(part, packed, limits)?;
        } else if name.ends_with("sharedstrings.xml") {
            check_strings(part)?;
        } else {
            drain(part)?;
        }
    }
    Ok(())
}

/// A part that is given no further than it may reach.
struct Measured<R> {
    inner: R,
    limits: Limits,
    most: u64,
    total: u64,
    /// Bytes since the last tag began.
    run: u64,
    /// Whether it is made of tags.
    cells: bool,
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = buffer.len().min(CHUNK);
        let n = self.inner.read(&mut buffer[..room])?;
        let got = &buffer[..n];
        self.total = self.total.saturating_add(n as u64);
        if self.total > self.most {
            return Err(self.limits.refuse().into_io());
        }
        let first = got.iter().position(|b| *b == b'<').unwrap_or(n);
        if self.cells && self.run + first as u64 > self.limits.cell {
            let limit = self.limits.cell >> 10;
            return Err(ImportFailure::new("cell_too_long")
                .with("limit_kb", limit)
                .into_io());
        }
        self.run = match got.iter().rposition(|b| *b == b'<') {
            Some(last) => (n - last) as u64,
            None => self.run + n as u64,
        };
        Ok(n)
    }
}

fn drain(mut part: impl Read) -> Result<(), ImportFailure> {
    let mut buffer = vec![0; CHUNK];
    loop {
        match part.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(ImportFailure::from_io(&error)),
        }
    }
}

fn xml_failure(error: quick_xml::Error) -> ImportFailure {
    match error {
        quick_xml::Error::Io(error) => ImportFailure::from_io(&error),
        error => ImportFailure::new("file_damaged").with("reason", error.to_string()),
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u64> {
    let attribute = tag.try_get_attribute(name).ok()??;
    attribute.value.trim().parse().ok()
}

/// Shared strings say beforehand how many they are, and room is made for that many.
fn check_strings<R: Read>(part: Measured<R>) -> Result<(), ImportFailure> {
    let (most, limits) = (part.most, part.limits);
    let mut xml = Reader::from_reader(BufReader::with_capacity(CHUNK, part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(xml_failure)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sst" => {
                // The shortest string is `<si/>`.
                if number(&tag, "uniqueCount").is_some_and(|count| count > most / 5) {
                    return Err(limits.refuse());
                }
                break;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
    drain(xml.into_inner())
}

/// OpenDocument writes a cell or a row once and says how often it is there; the library writes it
/// out as often.
fn check_repeats<R: Read>(
    part: Measured<R>,
    packed: u64,
    limits: &Limits,
) -> Result<(), ImportFailure> {
    let mut xml = Reader::from_reader(BufReader::with_capacity(CHUNK, part));
    xml.config_mut().check_end_names = false;
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let (mut rows, mut last_row, mut width) = (0_u64, 0_u64, 0_u64);
    let (mut here, mut filled, mut repeats, mut held) = (0_u64, 0_u64, 1_u64, 0_u64);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(xml_failure)? {
            Event::Start(tag) => match tag.name().as_ref() {
                "table:table" => (rows, last_row, width) = (0, 0, 0),
                "table:table-row" => {
                    repeats = number(&tag, "table:number-rows-repeated").unwrap_or(1);
                    (here, filled) = (0, 0);
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let count = number(&tag, "table:number-columns-repeated").unwrap_or(1);
                    here = here.saturating_add(count).min(16_384);
                    let typed = ["office:value-type", "table:formula"]
                        .iter()
                        .any(|name| matches!(tag.try_get_attribute(name), Ok(Some(_))));
                    if typed {
                        filled = here;
                    }
                }
                _ => {}
            },
            // Text stands in a cell whether or not its type is said.
            Event::Text(text) if !text.trim_ascii().is_empty() => filled = here,
            Event::End(tag) if tag.name().as_ref() == "table:table-row" => {
                rows = rows.saturating_add(repeats).min(1_048_576);
                held = held.saturating_add(filled);
                if filled > 0 {
                    last_row = rows;
                    width = width.max(filled);
                }
                // Cells written one by one take room as well, before they are written out.
                limits.check_places(held.max(last_row.saturating_mul(width)), packed)?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;

//! Rows of text files with separators.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use csv::StringRecord;

use super::cell::{Cells, Row};
use super::encoding::Utf8Reader;
use super::failure::ImportFailure;
use super::source::Source;

/// Separators tried, the commonest first: ties go to the earlier one.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];
const SNIFFED: usize = 64 * 1024;
/// No table has longer rows. A quote left open swallows what follows it, and comes here as well.
const LONGEST_ROW: usize = 4 * 1024 * 1024;

/// The rows of one text file.
pub struct TextRows {
    reader: csv::Reader<OneRow>,
    row: u32,
    line: u64,
}

/// A reader that gives a row no more bytes than a row may have: a file that is one endless row is
/// stopped there instead of being taken into memory.
struct OneRow {
    inner: Box<dyn Read + Send>,
    /// Bytes given since the row began.
    given: usize,
    /// Whether a line ended among them: only a quotation mark carries a row over it.
    lines: bool,
    /// Whether a line ends in what was given last, of which the row may be over already.
    newest: bool,
}

impl OneRow {
    fn new(inner: Box<dyn Read + Send>) -> OneRow {
        OneRow {
            inner,
            given: 0,
            lines: false,
            newest: false,
        }
    }

    fn begin(&mut self) {
        (self.given, self.lines, self.newest) = (0, false, false);
    }
}

impl Read for OneRow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.lines |= self.newest;
        if self.given > LONGEST_ROW {
            return Err(too_long(self.lines).into_io());
        }
        let n = self.inner.read(buffer)?;
        // Looked for only in rows that go on over more than one reading.
        self.newest = self.given > 0 && buffer[..n].contains(&b'\n');
        self.given += n;
        Ok(n)
    }
}

/// Why a row is too long; the caller says which.
fn too_long(lines: bool) -> ImportFailure {
    if lines {
        ImportFailure::new("quote_not_closed")
    } else {
        ImportFailure::new("row_too_long").with("limit_mb", LONGEST_ROW >> 20)
    }
}

impl TextRows {
    /// Opens a file, finds its encoding and separator.
    ///
    /// # Errors
    /// The file cannot be opened or decompressed.
    pub fn open(
        source: &Source,
        counter: Option<Arc<AtomicU64>>,
    ) -> Result<TextRows, ImportFailure> {
        let io = |e: io::Error| ImportFailure::from_io(&e);
        let bytes = source.open(counter).map_err(io)?;
        let mut text = BufReader::with_capacity(SNIFFED, Utf8Reader::new(bytes));
        let mut head = Vec::new();
        (&mut text)
            .take(SNIFFED as u64)
            .read_to_end(&mut head)
            .map_err(io)?;
        let (separator, skip) = separator(&head);
        let rest = io::Cursor::new(head[skip..].to_vec()).chain(text);
        let mut lines_before = 0;
        if skip > 0 {
            lines_before = 1;
        }
        Ok(TextRows {
            reader: csv::ReaderBuilder::new()
                .delimiter(separator)
                .quoting(separator != b'\t' || quotes_cells(&head[skip..]))
                .has_headers(false)
                .flexible(true)
                .buffer_capacity(1 << 17)
                .from_reader(OneRow::new(Box::new(rest))),
            row: lines_before,
            line: 1,
        })
    }

    /// Reads the next row, blank lines included in the count as a spreadsheet program does.
    ///
    /// # Errors
    /// The file is damaged or too large.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, ImportFailure> {
        let record = match &mut row.cells {
            Cells::Record(record) => record,
            other => {
                *other = Cells::Record(StringRecord::new());
                let Cells::Record(record) = other else {
                    return Ok(false);
                };
                record
            }
        };
        self.reader.get_mut().begin();
        match self.reader.read_record(record) {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(error) => {
                return Err(match error.into_kind() {
                    csv::ErrorKind::Io(error) => {
                        let failure = ImportFailure::from_io(&error);
                        match failure.code.as_str() {
                            "quote_not_closed" | "row_too_long" => {
                                failure.with("row", self.row.saturating_add(1))
                            }
                            _ => failure,
                        }
                    }
                    _ => ImportFailure::new("file_damaged"),
                });
            }
        }
        if record.as_slice().len() > LONGEST_ROW {
            let lines = record.as_slice().contains('\n');
            return Err(too_long(lines).with("row", self.row.saturating_add(1)));
        }
        // The reader skips blank lines silently, but a spreadsheet program shows them: the lines
        // passed since the last row, less those inside quoted cells, are rows.
        let line = self.reader.position().line();
        let passed = line - self.line;
        self.line = line;
        self.row += 1;
        if passed > 1 {
            let inside = record.as_slice().bytes().filter(|b| *b == b'\n').count() as u64;
            let blank = passed.saturating_sub(1 + inside);
            self.row = self
                .row
                .saturating_add(u32::try_from(blank).unwrap_or(u32::MAX));
        }
        row.number = self.row;
        Ok(true)
    }
}

/// The separator whose columns agree best over the first rows, and the bytes of a leading
/// `sep=;` line, with which Excel is told the separator.
fn separator(head: &[u8]) -> (u8, usize) {
    if let Some(rest) = head.strip_prefix(b"sep=")
        && let [separator, after @ ..] = rest
    {
        let line_end = after
            .iter()
            .position(|b| *b == b'\n')
            .map_or(after.len(), |at| at + 1);
        return (*separator, 5 + line_end);
    }
    let complete = match head.iter().rposition(|b| *b == b'\n') {
        Some(at) if head.len() >= SNIFFED => &head[..=at],
        _ => head,
    };
    let mut best = (b',', 0.0);
    for separator in SEPARATORS {
        let score = agreement(complete, separator);
        if score > best.1 {
            best = (separator, score);
        }
    }
    (best.0, 0)
}

/// Whether quotation marks enclose cells of a file with tabs. Marketplaces write their reports
/// without: there a name such as `"Best" mug` would swallow the rows behind it.
fn quotes_cells(head: &[u8]) -> bool {
    let cells = head.split(|b| matches!(b, b'\t' | b'\n'));
    let (mut opened, mut closed) = (0_usize, 0_usize);
    for cell in cells
        .map(<[u8]>::trim_ascii)
        .filter(|c| c.starts_with(b"\""))
    {
        opened += 1;
        closed += usize::from(cell.len() > 1 && cell.ends_with(b"\""));
    }
    opened > 0 && closed * 10 >= opened * 9
}

/// Share of rows with the commonest number of columns, times a gentle reward for more columns;
/// 0 where the separator does not split.
fn agreement(head: &[u8], separator: u8) -> f64 {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(head);
    let mut counts: Vec<usize> = Vec::new();
    let mut record = csv::ByteRecord::new();
    while counts.len() < 100 && matches!(reader.read_byte_record(&mut record), Ok(true)) {
        counts.push(record.len());
    }
    let mut tally = std::collections::BTreeMap::new();
    for count in &counts {
        *tally.entry(*count).or_insert(0_usize) += 1;
    }
    let common = tally
        .iter()
        .filter(|(columns, _)| **columns > 1)
        .max_by_key(|(columns, rows)| (**rows, **columns));
    let Some((columns, rows)) = common else {
        return 0.0;
    };
    (*rows as f64 / counts.len() as f64) * (1.0 + (*columns as f64).ln())
}

/// Every row of a text, with its number.
#[cfg(test)]
fn rows_of(text: &str) -> Vec<(u32, Vec<String>)> {
    let (separator, skip) = separator(text.as_bytes());
    let mut rows = TextRows {
        reader: csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(OneRow::new(Box::new(io::Cursor::new(
                text.as_bytes()[skip..].to_vec(),
            )))),
        row: u32::from(skip > 0),
        line: 1,
    };
    let mut row = Row::default();
    let mut all = Vec::new();
    while rows.next(&mut row).expect("readable") {
        all.push((row.number, (0..row.len()).map(|i| row.display(i)).collect()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_found_and_commas_inside_cells_do_not_matter() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n", b','),
            ("a\tb\tc\n1,5\t2,5\t3\n", b'\t'),
            ("a;b;c\n1,5;2,5;3,5\n", b';'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("title\nsku;qty\n\"x,y\";3\n", b';'),
        ] {
            assert_eq!(separator(text.as_bytes()).0, expected, "{text}");
        }
        assert_eq!(separator(b"sep=;\na;b\n"), (b';', 6));
    }

    #[test]
    fn quotation_marks_in_reports_with_tabs_are_letters() {
        assert!(!quotes_cells(
            b"sku\tname\nA\t\"Best\" mug\nB\tcup 12\" wide\n"
        ));
        assert!(!quotes_cells(b"sku\tname\nA\tmug\n"));
        assert!(quotes_cells(
            b"\"sku\"\t\"name\"\r\n\"A\"\t\"mug, red\"\r\n"
        ));
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_program_counts_them() {
        for newline in ["\n", "\r\n"] {
            let text = [
                "sku,name", "", "A,\"two", "lines\"", "B,x", "", "", "C,y", "",
            ]
            .join(newline);
            let numbers: Vec<u32> = rows_of(&text).iter().map(|(n, _)| *n).collect();
            assert_eq!(numbers, [1, 3, 4, 7], "{newline:?}");
        }
    }
}

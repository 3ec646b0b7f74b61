//! Tables written as markup: the web pages and the XML of 2003 that many systems call `.xls`.

use std::collections::HashMap;
use std::io::Read;

use csv::StringRecord;

use super::cell::{Cells, Row};
use super::encoding::Utf8Reader;
use super::failure::ImportFailure;
use super::number::parse_amount;
use super::source::Source;

/// Most bytes of such a file: it is read whole.
const MOST_BYTES: u64 = 128 * 1024 * 1024;
/// Most bytes that the rows may take for each byte of the file, above a few: a tag of ten letters
/// can ask for 2,000 cells, or put a text into 100,000 rows.
const MOST_GROWTH: usize = 10;
const SMALL_GROWTH: usize = 64 * 1024 * 1024;
/// Cells right of this column are not read.
const MOST_COLUMNS: usize = 2_000;

/// One table of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The name on its tab, where it has one.
    pub name: Option<String>,
    /// Its rows.
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads the next row; `false` at the end. `next` counts the rows read so far.
    pub fn next(&self, next: &mut usize, row: &mut Row) -> bool {
        let Some(cells) = self.rows.get(*next) else {
            return false;
        };
        *next += 1;
        row.number = u32::try_from(*next).unwrap_or(u32::MAX);
        row.cells = Cells::Record(StringRecord::from(cells.as_slice()));
        true
    }
}

/// The tables of a file: each sheet of a workbook, and of a web page the longest.
///
/// # Errors
/// `file_too_large`, `sheet_too_sparse`, `web_page_not_table` where no row has two cells, or the file cannot be read.
pub fn tables(source: &Source) -> Result<Vec<Table>, ImportFailure> {
    let io = |e: std::io::Error| ImportFailure::from_io(&e);
    let mut text = String::new();
    let bytes = source.open(None).map_err(io)?;
    Utf8Reader::new(bytes)
        .take(MOST_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(io)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(ImportFailure::new("file_too_large").with("limit_mb", MOST_BYTES >> 20));
    }
    let most = SMALL_GROWTH.saturating_add(text.len().saturating_mul(MOST_GROWTH));
    let mut tables = parse(&text, most)?;
    tables.retain(|table| table.rows.iter().any(|row| row.len() > 1));
    if tables.iter().all(|table| table.name.is_none())
        && let Some(longest) = tables.iter().max_by_key(|t| t.rows.len()).cloned()
    {
        tables = vec![longest];
    }
    if tables.is_empty() {
        return Err(ImportFailure::new("web_page_not_table"));
    }
    Ok(tables)
}

/// What is being read.
#[derive(Default)]
struct Reading {
    tables: Vec<Table>,
    row: Option<Vec<String>>,
    cell: Option<(String, usize, u32)>,
    /// Cells that reach down from rows above: rows left and text, by column.
    spans: HashMap<usize, (u32, String)>,
    /// Bytes that the rows take.
    taken: usize,
    cells: u64,
}

/// The tables of a text; their rows may take `most` bytes.
fn parse(text: &str, most: usize) -> Result<Vec<Table>, ImportFailure> {
    let mut reading = Reading::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        reading.text(&rest[..at]);
        let tag = &rest[at + 1..];
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = tag.find('>') else { break };
        reading.tag(&tag[..end]);
        if reading.taken > most {
            return Err(ImportFailure::new("sheet_too_sparse").with("places", reading.cells));
        }
        rest = &tag[end + 1..];
    }
    reading.end_row();
    Ok(reading.tables)
}

impl Reading {
    fn text(&mut self, text: &str) {
        if let Some((cell, ..)) = &mut self.cell {
            cell.push_str(text);
        }
    }

    fn tag(&mut self, tag: &str) {
        let (closes, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let name_end = tag.find(|c: char| c.is_whitespace() || c == '/');
        let (name, attributes) = tag.split_at(name_end.unwrap_or(tag.len()));
        let name = name.rsplit(':').next().unwrap_or(name).to_lowercase();
        match (name.as_str(), closes) {
            ("table" | "worksheet", false) => {
                self.end_row();
                self.spans.clear();
                let named = attribute(attributes, "name").filter(|_| name == "worksheet");
                // The table inside a sheet is the sheet's.
                let inside = self
                    .tables
                    .last()
                    .is_some_and(|t| t.name.is_some() && t.rows.is_empty());
                if !inside {
                    self.tables.push(Table {
                        name: named.map(|n| decode(&n)),
                        rows: Vec::new(),
                    });
                }
            }
            ("tr" | "row", false) => {
                self.end_row();
                self.row = Some(Vec::new());
            }
            ("tr" | "row" | "table" | "worksheet", true) => self.end_row(),
            ("td" | "th" | "cell", false) => self.begin_cell(attributes),
            ("td" | "th" | "cell", true) => self.end_cell(),
            ("br" | "p" | "div" | "li", _) => self.text(" "),
            _ => {}
        }
    }

    fn begin_cell(&mut self, attributes: &str) {
        self.end_cell();
        let Some(row) = &mut self.row else { return };
        let number = |name| attribute(attributes, name).and_then(|n| n.trim().parse::<u32>().ok());
        // `Index` skips empty cells; a span reaches right or down.
        let index = number("index").map_or(0, |n| n.saturating_sub(1) as usize);
        while row.len() < index.min(MOST_COLUMNS) {
            row.push(String::new());
        }
        let right =
            number("colspan").or_else(|| number("mergeacross").map(|n| n.saturating_add(1)));
        let down = number("rowspan").or_else(|| number("mergedown").map(|n| n.saturating_add(1)));
        let columns = right.unwrap_or(1).clamp(1, 500) as usize;
        self.cell = Some((String::new(), columns, down.unwrap_or(1).clamp(1, 100_000)));
    }

    fn end_cell(&mut self) {
        let Some((text, columns, down)) = self.cell.take() else {
            return;
        };
        let Some(row) = &mut self.row else { return };
        fill(row, &mut self.spans);
        let text = decode(&text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // An amount that reaches down is a sum of those rows, not each one's.
        if down > 1 {
            let carried = match parse_amount(&text, false) {
                Some(_) => String::new(),
                None => text.clone(),
            };
            self.spans.insert(row.len(), (down - 1, carried));
        }
        if row.len() < MOST_COLUMNS {
            row.push(text);
            for _ in 1..columns.min(MOST_COLUMNS) {
                row.push(String::new());
            }
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(mut row) = self.row.take() else {
            return;
        };
        fill(&mut row, &mut self.spans);
        row.truncate(MOST_COLUMNS);
        let texts: usize = row.iter().map(String::len).sum();
        self.taken += texts + row.len() * size_of::<String>();
        self.cells += row.len() as u64;
        if self.tables.is_empty() {
            self.tables.push(Table::default());
        }
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(row);
        }
    }
}

/// Puts the cells that reach down into a row.
fn fill(row: &mut Vec<String>, spans: &mut HashMap<usize, (u32, String)>) {
    while let Some((left, text)) = spans.get_mut(&row.len()) {
        let at = row.len();
        row.push(text.clone());
        *left -= 1;
        if *left == 0 {
            spans.remove(&at);
        }
        if row.len() >= MOST_COLUMNS {
            return;
        }
    }
}

/// The value of an attribute, with or without a prefix such as `ss:`.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find(name) {
        let at = from + found;
        from = at + name.len();
        let before = lower[..at].chars().next_back();
        let value = attributes[from..].trim_start();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '-') {
            continue;
        }
        let Some(value) = value.strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start();
        return Some(match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inside = &value[1..];
                inside[..inside.find(quote).unwrap_or(inside.len())].to_owned()
            }
            _ => value.split([' ', '\t', '\n', '/']).next()?.to_owned(),
        });
    }
    None
}

/// Text without entities.
fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let entity = &rest[at + 1..];
        let end = entity.find(';').filter(|end| *end <= 10);
        let decoded = end.and_then(|end| {
            let name = &entity[..end];
            let code = match name.strip_prefix('#') {
                Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
                Some(decimal) => decimal.parse().ok(),
                None => None,
            };
            code.and_then(char::from_u32).or(match name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "nbsp" => Some(' '),
                "yen" => Some('¥'),
                "euro" => Some('€'),
                "pound" => Some('£'),
                _ => None,
            })
        });
        match (decoded, end) {
            (Some(c), Some(end)) => {
                out.push(c);
                rest = &entity[end + 1..];
            }
            _ => {
                out.push('&');
                rest = entity;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_web_pages_and_of_xml_are_read() {
        let page = "<html><style>td{a:b}</style><table border=1><tr><th>SKU<th>Name<th>Qty</tr>\
            <tr><td rowspan=2>A-1<td>Caf&eacute; &amp; T&#39;ea<br>cup</td><td colspan=\"2\">5</td></tr>\
            <!-- <tr><td>no</td></tr> --><tr><td>Mug</td><td>&nbsp;7</td></tr></table>";
        let tables = parse(page, usize::MAX).expect("small");
        assert_eq!(
            tables[0].rows,
            [
                vec!["SKU", "Name", "Qty"],
                vec!["A-1", "Caf&eacute; & T'ea cup", "5", ""],
                vec!["A-1", "Mug", "7"],
            ]
        );
        let book = "<?xml version=\"1.0\"?><Workbook><Worksheet ss:Name=\"库存\"><Table>\
            <Row><Cell><Data ss:Type=\"String\">sku</Data></Cell><Cell ss:Index=\"3\"><Data>qty</Data></Cell></Row>\
            </Table></Worksheet></Workbook>";
        let tables = parse(book, usize::MAX).expect("small");
        assert_eq!(tables[0].name.as_deref(), Some("库存"));
        assert_eq!(tables[0].rows, [vec!["sku", "", "qty"]]);
    }

    #[test]
    fn tags_that_ask_for_far_more_room_than_they_take_are_refused() {
        let refused = |text: String| {
            let said = parse(&text, text.len() * MOST_GROWTH).expect_err("it grows");
            assert_eq!(said.code, "sheet_too_sparse");
        };
        refused("<tr><td index=2000>".repeat(100));
        refused("<tr><td colspan=500>".repeat(100));
        let long = "x".repeat(1_000);
        refused(format!("<tr><td rowspan=9999>{long}") + &"<tr><td>1".repeat(1_000));
        // A sheet of short cells as systems write it stays below.
        let plain = "<tr><td>A-1</td><td>7</td><td></td><td></td></tr>".repeat(1_000);
        assert!(parse(&plain, plain.len() * MOST_GROWTH).is_ok());
    }

    #[test]
    fn broken_markup_ends_somewhere() {
        for text in [
            "<",
            "<td",
            "<tr><td>1<",
            "<table><tr><td rowspan=99999999999>x",
            "<!--",
            "&&&;",
        ] {
            let _ = parse(text, usize::MAX);
            let _ = decode(text);
        }
        assert_eq!(
            attribute(" data-name='no' ss:Name='yes'", "name").as_deref(),
            Some("yes")
        );
    }
}

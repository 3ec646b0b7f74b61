//! One cell and one row, whatever kind of file they came from.

use calamine::Data;
use csv::StringRecord;
use domain::Day;

/// Value of a cell as its file format types it; text files hold text only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing, or a word that stands for nothing (`#N/A`, `null`, `--`).
    Empty,
    /// Trimmed text, never empty.
    Text(&'a str),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook: day, second of the day.
    Moment(Day, u32),
    /// A truth value of a workbook.
    Flag(bool),
}

/// One row of a sheet, reused while reading.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Row as a spreadsheet program counts it; the first line is 1.
    pub number: u32,
    /// The cells.
    pub cells: Cells,
}

/// The two ways in which rows arrive.
#[derive(Clone, Debug)]
pub enum Cells {
    /// A record of a text file.
    Record(StringRecord),
    /// Typed cells of a workbook.
    Typed(Vec<Data>),
}

impl Default for Cells {
    fn default() -> Cells {
        Cells::Record(StringRecord::new())
    }
}

impl Row {
    /// Number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Record(record) => record.len(),
            Cells::Typed(cells) => cells.len(),
        }
    }

    /// Bytes of text in the row.
    #[must_use]
    pub fn text_length(&self) -> usize {
        match &self.cells {
            Cells::Record(record) => record.as_slice().len(),
            Cells::Typed(cells) => (cells.iter())
                .map(|cell| match cell {
                    Data::String(text) => text.len(),
                    _ => 0,
                })
                .sum(),
        }
    }

    /// The cell of a column counted from 0; `Empty` beyond the end.
    #[must_use]
    pub fn cell(&self, column: usize) -> Cell<'_> {
        match &self.cells {
            Cells::Record(record) => record.get(column).map_or(Cell::Empty, text_cell),
            Cells::Typed(cells) => cells.get(column).map_or(Cell::Empty, typed_cell),
        }
    }

    /// Whether no cell holds anything.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match &self.cells {
            Cells::Record(record) => record.iter().all(|field| field.trim().is_empty()),
            Cells::Typed(cells) => cells.iter().all(|cell| typed_cell(cell) == Cell::Empty),
        }
    }

    /// The cell as text for headers, previews and messages.
    #[must_use]
    pub fn display(&self, column: usize) -> String {
        match self.cell(column) {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.to_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Moment(day, _) => day.to_string(),
            Cell::Flag(flag) => flag.to_string(),
        }
    }
}

/// Text that stands for a missing value in exports of databases, data frames and Excel.
fn means_nothing(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'#') => matches!(
            text,
            "#N/A" | "#VALUE!" | "#REF!" | "#DIV/0!" | "#NAME?" | "#NULL!" | "#NUM!" | "#SPILL!"
        ),
        Some(b'n' | b'N') => matches!(
            text,
            "nan" | "NaN" | "NAN" | "null" | "NULL" | "Null" | "N/A" | "n/a" | "None" | "NONE"
        ),
        Some(b'-') => matches!(text, "-" | "--" | "---"),
        Some(0xE2) => matches!(text, "—" | "——" | "–"),
        Some(b'\\') => text == "\\N",
        _ => false,
    }
}

fn text_cell(field: &str) -> Cell<'_> {
    let text = field.trim();
    let text = match text.as_bytes() {
        // `="00123"` is how some exports keep Excel from turning a code into a number.
        [b'=', b'"', .., b'"'] if text.len() > 3 => text[2..text.len() - 1].trim(),
        _ => text,
    };
    if text.is_empty() || means_nothing(text) {
        Cell::Empty
    } else {
        Cell::Text(text)
    }
}

fn typed_cell(cell: &Data) -> Cell<'_> {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) => text_cell(text),
        Data::Float(number) if number.is_finite() => Cell::Number(*number),
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Bool(flag) => Cell::Flag(*flag),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(at) => {
                use chrono::Timelike;
                Cell::Moment(Day::from_date(at.date()), at.num_seconds_from_midnight())
            }
            None => Cell::Number(moment.as_f64()),
        },
        _ => Cell::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_are_empty_and_codes_in_formulas_are_text() {
        let row = Row {
            number: 1,
            cells: Cells::Record(StringRecord::from(vec![
                " #N/A ",
                "nan",
                "=\"00123\"",
                "-5",
                "None of it",
            ])),
        };
        let cells: Vec<Cell<'_>> = (0..6).map(|i| row.cell(i)).collect();
        assert_eq!(
            cells,
            [
                Cell::Empty,
                Cell::Empty,
                Cell::Text("00123"),
                Cell::Text("-5"),
                Cell::Text("None of it"),
                Cell::Empty
            ]
        );
    }
}

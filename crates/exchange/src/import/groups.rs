//! Reports grouped by item: the item stands alone in a row above its lines and again in the row
//! of their sum, and its column is empty in between.

use super::cell::{Cell, Cells, Row};

/// Name given to a column of items that has none.
pub const COLUMN_NAME: &str = "Item";

/// Where a sheet has its groups: the column, if the rows below the header show it.
#[must_use]
pub fn group_column(data: &[Row]) -> Option<usize> {
    let column = data.iter().find_map(alone)?;
    let mut headings: Vec<String> = Vec::new();
    let (mut sums, mut lines) = (0, 0);
    for row in data {
        let text = row.display(column);
        if alone(row) == Some(column) && total_of(&text).is_none() {
            headings.push(text);
        } else if let Some(of) = total_of(&text) {
            sums += usize::from(headings.iter().any(|heading| heading == of));
        } else if text.is_empty() {
            lines += 1;
        } else {
            // Something else stands there as well: an ordinary column.
            return None;
        }
    }
    (sums > 0 && lines > 0).then_some(column)
}

/// The column of the only filled cell, where it is a text.
fn alone(row: &Row) -> Option<usize> {
    let mut filled = (0..row.len()).filter(|column| row.cell(*column) != Cell::Empty);
    let first = filled.next()?;
    let is_text = matches!(row.cell(first), Cell::Text(_));
    (is_text && filled.next().is_none()).then_some(first)
}

/// What a line of sums adds up: `Total for Canvas bag`, `Total Canvas bag`, `Canvas bag 合计`; an
/// empty text where it is the whole report.
fn total_of(text: &str) -> Option<&str> {
    let start = |mark: &str| {
        text.get(..mark.len())
            .filter(|start| start.eq_ignore_ascii_case(mark))
            .map(|_| text[mark.len()..].trim())
    };
    let found = start("total for ").or_else(|| start("total "));
    let found = found.or_else(|| text.eq_ignore_ascii_case("total").then_some(""));
    found.or_else(|| {
        let ends = ["合计", "小计", "汇总"];
        let rest = ends.iter().find_map(|mark| text.strip_suffix(mark))?;
        Some(rest.trim_end_matches(['：', ':']).trim())
    })
}

/// The groups while the rows are read from the top.
#[derive(Clone, Debug)]
pub struct Groups {
    column: usize,
    /// Headings that have begun and not been summed yet, the outermost first.
    open: Vec<String>,
}

impl Groups {
    /// Begins at the header.
    #[must_use]
    pub fn new(column: usize) -> Groups {
        Groups {
            column,
            open: Vec::new(),
        }
    }

    /// Puts the heading above into a row; `false` where the row is a heading or a sum and no line
    /// of its own.
    pub fn take(&mut self, row: &mut Row) -> bool {
        let text = row.display(self.column);
        if let Some(of) = total_of(&text) {
            match self.open.iter().rposition(|heading| heading == of) {
                Some(at) => self.open.truncate(at),
                None => self.open.clear(),
            }
            return false;
        }
        if alone(row) == Some(self.column) {
            self.open.push(text);
            return false;
        }
        if text.is_empty()
            && let Some(heading) = self.open.last()
        {
            put(row, self.column, heading);
        }
        true
    }
}

fn put(row: &mut Row, column: usize, text: &str) {
    match &mut row.cells {
        Cells::Record(record) => {
            let width = record.len().max(column + 1);
            *record = (0..width)
                .map(|at| {
                    if at == column {
                        text
                    } else {
                        record.get(at).unwrap_or_default()
                    }
                })
                .collect::<Vec<_>>()
                .into();
        }
        Cells::Typed(cells) => {
            if cells.len() <= column {
                cells.resize(column + 1, calamine::Data::Empty);
            }
            cells[column] = calamine::Data::String(text.to_owned());
        }
    }
}

//! Cells merged over several rows: what stands in the first of them holds for all.

use calamine::{Data, Dimensions};

/// Merged regions beyond this number are not looked at; no person makes that many.
const MOST_REGIONS: usize = 50_000;

/// The cells of one sheet that are merged downwards, while its rows are read from the top.
#[derive(Clone, Debug, Default)]
pub struct Merges {
    /// First row, last row, column; by first row.
    regions: Vec<(u32, u32, usize)>,
    next: usize,
    /// Last row, column, value of those that the current row is in.
    open: Vec<(u32, usize, Data)>,
}

impl Merges {
    /// Keeps what is merged over more than one row.
    #[must_use]
    pub fn new(regions: &[Dimensions]) -> Merges {
        let mut regions: Vec<(u32, u32, usize)> = regions
            .iter()
            .take(MOST_REGIONS)
            .filter(|r| r.end.0 > r.start.0)
            .map(|r| (r.start.0, r.end.0, r.start.1 as usize))
            .collect();
        regions.sort_unstable();
        Merges {
            regions,
            ..Merges::default()
        }
    }

    /// Fills the cells of a row, counted from 0, that are merged with one above. Only texts and
    /// dates are: an amount that is merged over the lines of an order is their sum, not each
    /// line's.
    pub fn fill(&mut self, row: u32, cells: &mut Vec<Data>) {
        if self.regions.is_empty() {
            return;
        }
        self.open.retain(|(last, _, _)| *last >= row);
        while let Some((first, last, column)) = self.regions.get(self.next).copied() {
            if first > row {
                break;
            }
            self.next += 1;
            let value = cells.get(column).cloned().unwrap_or(Data::Empty);
            let names = matches!(
                value,
                Data::String(_) | Data::DateTime(_) | Data::DateTimeIso(_)
            );
            if first == row && last > row && names {
                self.open.push((last, column, value));
            }
        }
        for (_, column, value) in &self.open {
            if cells.len() <= *column {
                cells.resize(*column + 1, Data::Empty);
            }
            if cells[*column] == Data::Empty {
                cells[*column] = value.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_carried_down_and_amounts_are_not() {
        let region = |start, end| Dimensions { start, end };
        let mut merges = Merges::new(&[
            region((1, 0), (2, 0)),
            region((1, 2), (2, 2)),
            region((0, 0), (0, 5)),
        ]);
        let text = |text: &str| Data::String(text.to_owned());
        let mut rows = [
            vec![text("Title")],
            vec![text("PO-1"), text("A"), Data::Float(30.0)],
            vec![Data::Empty, text("B")],
            vec![Data::Empty, text("C")],
        ];
        for (number, row) in rows.iter_mut().enumerate() {
            merges.fill(number as u32, row);
        }
        assert_eq!(rows[0], [text("Title")]);
        assert_eq!(rows[2], [text("PO-1"), text("B")]);
        assert_eq!(rows[3], [Data::Empty, text("C")]);
    }
}

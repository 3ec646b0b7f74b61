//! How far the cells of an old workbook reach. The library lays every sheet out with its empty
//! places when it opens the file, so a few records could ask for any amount of memory.

use std::io::{BufReader, Read, Seek};

use super::failure::ImportFailure;
use super::source::MOST_IN_MEMORY;
use super::unpack::Limits;

/// Record types of the Excel binary format ([MS-XLS] 2.3).
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const DIMENSIONS: u16 = 0x0200;
const MANY_NUMBERS: u16 = 0x00bd;
/// Number, label, rich label, truth value, short number, shared string, formula: row and column
/// come first in all of them.
const CELLS: [u16; 7] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, 0x00fd, 0x0006];

/// The corners of one sheet's cells.
#[derive(Clone, Copy)]
struct Reach {
    rows: (u64, u64),
    columns: (u64, u64),
}

impl Reach {
    const NOWHERE: Reach = Reach {
        rows: (u64::MAX, 0),
        columns: (u64::MAX, 0),
    };

    fn take(&mut self, row: u64, first: u64, last: u64) {
        self.rows = (self.rows.0.min(row), self.rows.1.max(row));
        self.columns = (self.columns.0.min(first), self.columns.1.max(last));
    }

    fn places(&self) -> u64 {
        let span = |(first, last): (u64, u64)| last.saturating_sub(first) + 1;
        if self.rows.0 > self.rows.1 {
            return 0;
        }
        span(self.rows).saturating_mul(span(self.columns))
    }
}

/// Refuses an old workbook whose sheets together reach over more places than its size can mean.
/// One that is damaged is left to the library, which says so.
///
/// # Errors
/// `sheet_too_sparse`.
pub fn check_cells(stream: impl Read + Seek, limits: &Limits) -> Result<(), ImportFailure> {
    let Ok(mut file) = cfb::CompoundFile::open(stream) else {
        return Ok(());
    };
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name));
    let Some(Ok(stream)) = name.map(|name| file.open_stream(name)) else {
        return Ok(());
    };
    let bytes = stream.len();
    check_records(
        BufReader::with_capacity(1 << 16, stream.take(MOST_IN_MEMORY)),
        bytes,
        limits,
    )
}

fn check_records(mut records: impl Read, bytes: u64, limits: &Limits) -> Result<(), ImportFailure> {
    let mut total = 0_u64;
    let mut reach = Reach::NOWHERE;
    let mut declared = 0_u64;
    let mut head = [0_u8; 4];
    let mut data = Vec::new();
    while records.read_exact(&mut head).is_ok() {
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = u16::from_le_bytes([head[2], head[3]]);
        data.resize(usize::from(length), 0);
        if records.read_exact(&mut data).is_err() {
            break;
        }
        let at = |i: usize| {
            let two = data.get(i..i + 2).map_or([0, 0], |two| [two[0], two[1]]);
            u64::from(u16::from_le_bytes(two))
        };
        match kind {
            // A chart inside a sheet begins anew; its cells reach no further than they say.
            BEGIN | END => {
                total = total.saturating_add(reach.places().max(declared));
                (reach, declared) = (Reach::NOWHERE, 0);
            }
            DIMENSIONS if data.len() >= 14 => {
                // Rows are four bytes wide here, and the last is the one after.
                let rows = |i: usize| at(i) | at(i + 2) << 16;
                let tall = rows(4).saturating_sub(rows(0));
                declared = tall.saturating_mul(at(10).saturating_sub(at(8)));
            }
            MANY_NUMBERS if data.len() >= 6 => {
                let last = at(data.len() - 2);
                reach.take(at(0), at(2), last.max(at(2)));
            }
            kind if CELLS.contains(&kind) && data.len() >= 4 => reach.take(at(0), at(2), at(2)),
            _ => {}
        }
        limits.check_places(total.saturating_add(reach.places().max(declared)), bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::unpack::LIMITS;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let mut out = kind.to_le_bytes().to_vec();
        out.extend((data.len() as u16).to_le_bytes());
        out.extend(data);
        out
    }

    /// A number in a cell.
    fn cell(row: u16, column: u16) -> Vec<u8> {
        let mut data = [row.to_le_bytes(), column.to_le_bytes()].concat();
        data.extend([0; 10]);
        record(0x0203, &data)
    }

    fn checked(records: &[Vec<u8>]) -> Result<(), String> {
        let bytes = records.concat();
        check_records(&bytes[..], bytes.len() as u64, &LIMITS).map_err(|failure| failure.code)
    }

    #[test]
    fn few_cells_far_apart_are_no_table() {
        let begin = record(BEGIN, &[0; 16]);
        let end = record(END, &[]);
        // 65,536 rows of 256 columns are 16,777,216 places.
        let far = [begin.clone(), cell(0, 0), cell(65_535, 255), end.clone()];
        assert_eq!(checked(&far), Err("sheet_too_sparse".to_owned()));
        // A stray cell far below a table: 65,536 rows of 20 columns, 1.3 million places.
        let stray = [begin.clone(), cell(0, 0), cell(65_535, 19), end.clone()];
        assert_eq!(checked(&stray), Ok(()));
        // Four sheets of them are too many again.
        assert_eq!(
            checked(&[
                stray.concat(),
                stray.concat(),
                stray.concat(),
                stray.concat()
            ]),
            Err("sheet_too_sparse".to_owned())
        );
        // Room is made for what a sheet says it needs: here 4,294,967,295 rows of one column.
        let mut wide = u32::MAX.to_le_bytes().to_vec();
        wide.splice(0..0, [0; 4]);
        wide.extend([0, 0, 1, 0, 0, 0]);
        assert_eq!(
            checked(&[begin, record(DIMENSIONS, &wide), end]),
            Err("sheet_too_sparse".to_owned())
        );
    }
}

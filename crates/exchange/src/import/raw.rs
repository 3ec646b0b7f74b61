//! Rows as they stand in a file, for people to look at.

use std::ops::ControlFlow;
use std::path::Path;

use super::cell::Row;
use super::failure::ImportFailure;
use super::read::each_sheet;
use super::source::list;

/// A row as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRow {
    /// As a spreadsheet program counts it, the first line being 1.
    pub number: u32,
    /// Its cells as text.
    pub cells: Vec<String>,
}

/// What is to be done with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// It belongs to the answer.
    Take,
    /// It does not.
    Leave,
    /// Neither it nor any row after it.
    Stop,
}

/// The rows of one sheet that `pick` takes by their number; blank rows are never asked for. `file`
/// and `sheet` are named as [`SheetInfo`](super::SheetInfo) names them.
///
/// # Errors
/// The path or the sheet is not there, or cannot be read to its end.
pub fn raw_rows(
    path: &Path,
    file: &str,
    sheet: Option<&str>,
    pick: &mut dyn FnMut(u32) -> Pick,
) -> Result<Vec<RawRow>, ImportFailure> {
    for source in list(path)?.into_iter().flatten() {
        if source.name != file {
            continue;
        }
        let mut found: Option<Result<Vec<RawRow>, ImportFailure>> = None;
        let flow = each_sheet(&source, &mut |opened, name| {
            if name.as_deref() != sheet {
                return ControlFlow::Continue(());
            }
            found = Some(opened.and_then(|mut opened| {
                let mut rows = opened.rows(None)?;
                let mut row = Row::default();
                let mut taken = Vec::new();
                while rows.next(&mut row)? {
                    if row.is_blank() {
                        continue;
                    }
                    match pick(row.number) {
                        Pick::Take => taken.push(RawRow {
                            number: row.number,
                            cells: (0..row.len()).map(|column| row.display(column)).collect(),
                        }),
                        Pick::Leave => {}
                        Pick::Stop => break,
                    }
                }
                Ok(taken)
            }));
            ControlFlow::Break(())
        });
        if let Some(found) = found {
            return found;
        }
        // The sheet was not met because the file could not be opened.
        let _ = flow?;
    }
    Err(ImportFailure::new("file_not_found"))
}

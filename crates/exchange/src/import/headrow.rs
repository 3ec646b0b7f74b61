//! Where the header of a sheet is.

use std::collections::HashSet;
use std::sync::OnceLock;

use domain::RecordKind;

use super::alias;
use super::cell::{Cell, Row};
use super::failure::ImportFailure;
use super::groups::group_column;
use super::header::{Header, compact};
use super::known::is_known_header;
use super::role::Role;
use super::template::template_columns;

/// The header is looked for in so many rows.
const HEADER_ROWS: usize = 40;

/// The header: the row with most known names among the first ones; names of merged cells are
/// taken from the row above or below. `forced` is the row that a person has named.
pub fn find_header(
    sample: &[Row],
    forced: Option<u32>,
) -> Result<(usize, Vec<Header>), ImportFailure> {
    let known = |row: &Row| {
        (0..row.len())
            .filter(|i| match row.cell(*i) {
                Cell::Text(text) => text.len() < 120 && is_known(&Header::new(text)),
                _ => false,
            })
            .count()
    };
    let filled = |row: &Row| {
        (0..row.len())
            .filter(|i| row.cell(*i) != Cell::Empty)
            .count()
    };
    let at = match forced {
        Some(number) => sample.iter().position(|row| row.number == number),
        None => {
            let mut best: Option<(usize, usize)> = None;
            for (i, row) in sample.iter().take(HEADER_ROWS).enumerate() {
                let hits = known(row);
                if hits > 0 && best.is_none_or(|(most, _)| hits > most) {
                    best = Some((hits, i));
                }
            }
            best.map(|(_, i)| i).or_else(|| {
                sample
                    .iter()
                    .take(HEADER_ROWS)
                    .position(|row| filled(row) >= 2)
            })
        }
    };
    let Some(at) = at else {
        return Err(ImportFailure::new("not_a_table"));
    };
    let width = sample.iter().map(Row::len).max().unwrap_or(0);
    let above = at.checked_sub(1).and_then(|i| sample.get(i));
    let below = sample
        .get(at + 1)
        .filter(|row| second_header(&sample[at], row))
        .filter(|_| group_column(&sample[at + 1..]).is_none());
    let headers = (0..width)
        .map(|column| {
            let own = sample[at].display(column);
            let under = below.map(|row| row.display(column)).unwrap_or_default();
            let text = match (own.is_empty(), under.is_empty()) {
                (true, false) => under,
                (false, false) if own == under => own,
                (false, false) => format!("{own} {under}"),
                (true, true) => above.map(|row| row.display(column)).unwrap_or_default(),
                (false, true) => own,
            };
            Header::new(&text).hinted()
        })
        .collect();
    Ok((if below.is_some() { at + 1 } else { at }, headers))
}

/// Chinese names of templates in the compared form; their English names are words of roles, which
/// [`alias`] knows.
fn names() -> &'static HashSet<String> {
    static NAMES: OnceLock<HashSet<String>> = OnceLock::new();
    NAMES.get_or_init(|| {
        RecordKind::ALL
            .iter()
            .flat_map(|kind| template_columns(*kind))
            .map(|column| compact(column.name_zh))
            .collect()
    })
}

fn is_known(header: &Header) -> bool {
    !header.full.is_empty()
        && (!alias::roles(header).is_empty()
            || names().contains(&header.full)
            || is_known_header(&header.full))
}

/// A second header row names nothing under the columns that every data row fills.
fn second_header(header: &Row, row: &Row) -> bool {
    let mut texts = 0;
    for column in 0..row.len().max(header.len()) {
        let key = alias::roles(&Header::new(&header.display(column)))
            .iter()
            .any(|(role, _)| {
                matches!(
                    role,
                    Role::Sku | Role::OrderId | Role::PoNumber | Role::Name
                )
            });
        match row.cell(column) {
            Cell::Empty => {}
            // Merged over both rows.
            Cell::Text(text) if text == header.display(column) => {}
            Cell::Text(text) if !key && !text.bytes().any(|b| b.is_ascii_digit()) => texts += 1,
            _ => return false,
        }
    }
    let blanks = (0..row.len().max(header.len()))
        .any(|column| header.cell(column) == Cell::Empty && row.cell(column) != Cell::Empty);
    texts > 0 && blanks
}

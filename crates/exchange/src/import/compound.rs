//! Cells that hold several goods: a set written as `BAG*1+MUG*2`, or several values side by side,
//! `BAG|MUG` beside `1|2`.

use super::cell::{Cell, Row};
use super::fields::Fields;
use super::role::Role;

/// Most goods in one cell; a longer list is a text.
const MOST_PARTS: usize = 40;

/// One of the goods in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its SKU.
    pub sku: String,
    /// Units of it: in one set, or of the whole line where the line gives each its own.
    pub units: i64,
}

/// The goods of a line that holds more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compound {
    /// One unit of the line is a set of these.
    Set(Vec<Part>),
    /// The line gives each of these its own quantity.
    List(Vec<Part>),
}

/// Takes a line's SKU apart; `None` where it is one SKU, which may well hold a star or a dash.
#[must_use]
pub fn compound(f: &Fields<'_>, row: &Row) -> Option<Compound> {
    let text = cell(f, row, Role::Sku)?;
    set(text).map(Compound::Set).or_else(|| {
        let quantities = cell(f, row, Role::Quantity)?;
        list(text, quantities).map(Compound::List)
    })
}

fn cell<'r>(f: &Fields<'_>, row: &'r Row, role: Role) -> Option<&'r str> {
    match f.filled(row, role)?.1 {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}

/// `BAG*1+MUG*2`, `BAG×1;MUG×2`: at least two parts, each with its count.
fn set(text: &str) -> Option<Vec<Part>> {
    if !text.contains(['*', '×', '＊']) {
        return None;
    }
    let pieces: Vec<&str> = text
        .split(['+', ';', ',', '|', '\n', '；', '，', '＋'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    if !(2..=MOST_PARTS).contains(&pieces.len()) {
        return None;
    }
    let part = |piece: &&str| {
        let (sku, count) = piece.rsplit_once(['*', '×', '＊'])?;
        let units: i64 = count.trim().parse().ok()?;
        let sku = sku.trim();
        (!sku.is_empty() && (1..=9_999).contains(&units)).then(|| Part {
            sku: sku.to_owned(),
            units,
        })
    };
    pieces.iter().map(part).collect()
}

/// `BAG|MUG` beside `1|2`: as many SKUs as quantities.
fn list(skus: &str, quantities: &str) -> Option<Vec<Part>> {
    let separator = ['|', '\n', ';']
        .into_iter()
        .find(|s| quantities.contains(*s))?;
    let skus: Vec<&str> = skus.split(separator).map(str::trim).collect();
    let units: Option<Vec<i64>> = quantities
        .split(separator)
        .map(|q| {
            q.trim()
                .parse()
                .ok()
                .filter(|u: &i64| u.abs() < 1_000_000_000)
        })
        .collect();
    let units = units?;
    let sound = (2..=MOST_PARTS).contains(&skus.len()) && skus.iter().all(|sku| !sku.is_empty());
    (sound && skus.len() == units.len()).then(|| {
        skus.iter()
            .zip(units)
            .map(|(sku, units)| Part {
                sku: (*sku).to_owned(),
                units,
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(parts: &[(&str, i64)]) -> Option<Vec<Part>> {
        Some(
            parts
                .iter()
                .map(|(sku, units)| Part {
                    sku: (*sku).to_owned(),
                    units: *units,
                })
                .collect(),
        )
    }

    #[test]
    fn sets_and_lists_are_taken_apart_and_codes_are_not() {
        assert_eq!(set("BAG*1+MUG*2"), parts(&[("BAG", 1), ("MUG", 2)]));
        assert_eq!(set("A-1 × 2；B × 10"), parts(&[("A-1", 2), ("B", 10)]));
        for code in ["BOLT-M5*20", "A+B", "A*x+B*1", "A*0+B*1", "BAG", "*1+*2"] {
            assert_eq!(set(code), None, "{code}");
        }
        assert_eq!(
            list("A|B|C", "1|2|-3"),
            parts(&[("A", 1), ("B", 2), ("C", -3)])
        );
        assert_eq!(list("A|B", "3"), None);
        assert_eq!(list("A|B", "1|2|3"), None);
        assert_eq!(list("A|", "1|2"), None);
    }
}

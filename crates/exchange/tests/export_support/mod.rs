//! What the export tests share: reading a workbook back as a program would, and as raw parts.
#![allow(dead_code, reason = "each test binary uses its own share of this")]

pub mod order;

use std::io::{Cursor, Read};

use calamine::{Data, DataType, Range, Reader, Xlsx};

/// Every sheet with its values, in order.
pub fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("an xlsx file");
    let names = workbook.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let range = workbook.worksheet_range(&name).expect("the sheet's values");
            (name, range)
        })
        .collect()
}

/// The formulas of the sheet at `index`.
pub fn formulas(bytes: &[u8], index: usize) -> Range<String> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("an xlsx file");
    let name = workbook.sheet_names()[index].clone();
    workbook.worksheet_formula(&name).expect("its formulas")
}

/// All parts of the file with their names.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).expect("a zip");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("an entry");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("its content");
            (file.name().expect("its name").into_owned(), content)
        })
        .collect()
}

/// One part as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(known, _)| known == name);
    let content = found.unwrap_or_else(|| panic!("no part {name}")).1;
    String::from_utf8(content).expect("utf-8")
}

/// All text of all parts, markup and words alike.
pub fn all_text(bytes: &[u8]) -> String {
    parts(bytes)
        .into_iter()
        .filter(|(name, _)| !name.ends_with(".png"))
        .map(|(name, content)| name + &String::from_utf8_lossy(&content))
        .collect()
}

/// Panics where a part holds a character that XML 1.0 forbids (section 2.2): spreadsheet programs
/// call such a file damaged, while lenient readers pass over it.
pub fn assert_well_formed(bytes: &[u8]) {
    for (name, content) in parts(bytes) {
        if name.ends_with(".png") {
            continue;
        }
        let text = String::from_utf8(content).expect("utf-8");
        let bad = text.chars().find(|character| {
            (*character < ' ' && !matches!(character, '\t' | '\n' | '\r'))
                || matches!(character, '\u{fffe}' | '\u{ffff}')
        });
        assert_eq!(bad, None, "{name}");
    }
}

/// The first cell (row, column from 0) whose text is `content`.
pub fn find(range: &Range<Data>, content: &str) -> (u32, u32) {
    range
        .used_cells()
        .find(|(_, _, value)| value.as_string().as_deref() == Some(content))
        .map(|(row, column, _)| {
            let (top, left) = range.start().unwrap_or((0, 0));
            (row as u32 + top, column as u32 + left)
        })
        .unwrap_or_else(|| panic!("no cell says {content:?}"))
}

/// A cell as text.
pub fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    range
        .get_value((row, column))
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// A cell as a number.
pub fn figure(range: &Range<Data>, row: u32, column: u32) -> f64 {
    match range.get_value((row, column)) {
        Some(Data::Float(value)) => *value,
        Some(Data::Int(value)) => *value as f64,
        other => panic!("({row}, {column}) is {other:?}, not a number"),
    }
}

/// Every well-formed text an export may be handed by a hostile file.
pub fn hostile() -> Vec<String> {
    vec![
        "=HYPERLINK(\"http://x\",\"y\")".to_owned(),
        "+1+1".to_owned(),
        "-2+3".to_owned(),
        "@SUM(A1)".to_owned(),
        "\t=1".to_owned(),
        "\r=1".to_owned(),
        "<script>alert(1)</script>".to_owned(),
        "]]>&amp;<!--".to_owned(),
        "a/b\\c:d*e?f\"g<h>i|j".to_owned(),
        "长".repeat(300),
        "😀👩‍👩‍👧‍👦🏳️‍🌈".to_owned(),
        "_x0041_ \u{0}\u{1}\u{b}\u{1f}\u{fffe}\u{202e}".to_owned(),
        "'quoted'".to_owned(),
        "x".repeat(40_000),
        " ".to_owned(),
        String::new(),
    ]
}

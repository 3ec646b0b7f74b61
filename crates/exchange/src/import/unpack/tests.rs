//! Small bombs against small limits: each is refused while it is measured, before anything that
//! would hold it has been asked.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::*;

/// A thousandth of the limits outside tests.
const SMALL: Limits = Limits {
    expanded: 2 << 20,
    held: 512 << 10,
    small: 64 << 10,
    streamed_ratio: 400,
    held_ratio: 20,
    cell: 64 << 10,
    places: 4_000,
};

fn book(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("in memory");
        writer.write_all(bytes).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

/// Lets the archive say that its first part unpacks to `size` bytes, in both places.
fn claiming(mut archive: Vec<u8>, size: u32) -> Vec<u8> {
    let find = |archive: &[u8], mark: &[u8]| {
        let found = archive.windows(4).position(|window| window == mark);
        found.expect("the mark is there")
    };
    let directory = find(&archive, b"PK\x01\x02");
    archive[directory + 24..directory + 28].copy_from_slice(&size.to_le_bytes());
    archive[22..26].copy_from_slice(&size.to_le_bytes());
    archive
}

fn declared(bytes: &[u8], format: Format) -> Result<(), String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    check_declared(&mut archive, format, &SMALL).map_err(|failure| failure.code)
}

fn unpacked(bytes: &[u8], format: Format) -> Result<(), String> {
    check_unpacked(Cursor::new(bytes), format, &SMALL).map_err(|failure| failure.code)
}

fn strings(count: usize) -> Vec<u8> {
    let mut out = format!("<sst uniqueCount=\"{count}\">").into_bytes();
    for number in 0..count {
        out.extend(format!("<si><t>aaaaaaaaaaaaaaaaaaaa{}</t></si>", number % 10).bytes());
    }
    out.extend(b"</sst>");
    out
}

const STRINGS: &str = "xl/sharedStrings.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn shared_strings_that_unpack_beyond_reason_are_refused_by_their_own_word() {
    // 38 bytes a string: 380 kB out of a few, where 64 kB and 20 times the few are allowed.
    let bomb = book(&[(STRINGS, &strings(10_000))]);
    assert!(bomb.len() < 10_000, "{}", bomb.len());
    assert_eq!(
        declared(&bomb, Format::Xlsx),
        Err("workbook_too_large".into())
    );
    // 38 kB are not absurd, however well they pack.
    let fine = book(&[(STRINGS, &strings(1_000))]);
    assert_eq!(declared(&fine, Format::Xlsx), Ok(()));
    assert_eq!(unpacked(&fine, Format::Xlsx), Ok(()));
    // A picture is never opened.
    let picture = book(&[("xl/media/image1.bmp", &vec![0; 400 << 10])]);
    assert_eq!(unpacked(&picture, Format::Xlsx), Ok(()));
}

#[test]
fn what_comes_out_counts_and_not_what_was_said() {
    let liar = claiming(book(&[(STRINGS, &strings(10_000))]), 1_000);
    assert_eq!(declared(&liar, Format::Xlsx), Ok(()));
    let said = unpacked(&liar, Format::Xlsx).expect_err("it lies");
    assert!(
        ["workbook_too_large", "file_damaged"].contains(&said.as_str()),
        "{said}"
    );
    // The part itself stops there, whoever reads it.
    let mut part = Measured {
        inner: io::repeat(b'<'),
        limits: SMALL,
        most: 1_000_000,
        total: 0,
        run: 0,
        cells: true,
    };
    let mut taken = Vec::new();
    let error = part.read_to_end(&mut taken).expect_err("endless");
    assert_eq!(ImportFailure::from_io(&error).code, "workbook_too_large");
    assert!(taken.len() <= 1_000_000);
}

#[test]
fn one_endless_cell_is_refused() {
    let cell = |length: usize| {
        // Letters that do not repeat, so that no ratio gives them away.
        let mut seed = 1_u32;
        let mut text = b"<sheetData><row><c t=\"inlineStr\"><is><t>".to_vec();
        for _ in 0..length {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push(b'a' + (seed >> 24) as u8 % 26);
        }
        text.extend(b"</t></is></c></row></sheetData>");
        text
    };
    assert_eq!(
        unpacked(&book(&[(SHEET, &cell(70 << 10))]), Format::Xlsx),
        Err("cell_too_long".into())
    );
    assert_eq!(
        unpacked(&book(&[(SHEET, &cell(60 << 10))]), Format::Xlsx),
        Ok(())
    );
}

#[test]
fn room_is_not_made_for_strings_that_cannot_be_there() {
    let bytes = book(&[(STRINGS, b"<sst uniqueCount=\"999999999999\"><si/></sst>")]);
    assert_eq!(
        unpacked(&bytes, Format::Xlsx),
        Err("workbook_too_large".into())
    );
}

#[test]
fn cells_repeated_beyond_reason_are_refused_and_empty_ends_of_sheets_are_not() {
    let sheet = |row: &str| {
        let text =
            format!("<a><table:table><table:table-row>{row}</table:table-row></table:table></a>");
        unpacked(&book(&[("content.xml", text.as_bytes())]), Format::Ods)
    };
    let value = "<table:table-cell office:value-type=\"float\" office:value=\"1\"";
    // 16,384 times the same number.
    assert_eq!(
        sheet(&format!(
            "{value} table:number-columns-repeated=\"16384\"/>"
        )),
        Err("sheet_too_sparse".into())
    );
    // One number far to the right.
    assert_eq!(
        sheet(&format!(
            "<table:table-cell table:number-columns-repeated=\"16000\"/>{value}/>"
        )),
        Err("sheet_too_sparse".into())
    );
    // As every such program ends its rows and its sheets.
    let text = format!(
        "<a><table:table><table:table-row>{value}/><table:table-cell \
         table:number-columns-repeated=\"16383\"/></table:table-row><table:table-row \
         table:number-rows-repeated=\"1048575\"><table:table-cell \
         table:number-columns-repeated=\"16384\"/></table:table-row></table:table></a>"
    );
    assert_eq!(
        unpacked(&book(&[("content.xml", text.as_bytes())]), Format::Ods),
        Ok(())
    );
    // A million rows of one number, written once.
    let tall = format!(
        "<a><table:table><table:table-row table:number-rows-repeated=\"1048576\">{value}/>\
         </table:table-row></table:table></a>"
    );
    assert_eq!(
        unpacked(&book(&[("content.xml", tall.as_bytes())]), Format::Ods),
        Err("sheet_too_sparse".into())
    );
}

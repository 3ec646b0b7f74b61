//! What a file is, told from its content and never from its name.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::failure::ImportFailure;
use super::unpack::{LIMITS, check_declared};

/// Kinds of files that can hold tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with separators.
    Text,
    /// A web page, or the XML of Excel 2003.
    Markup,
    /// Excel since 2007.
    Xlsx,
    /// Its binary form.
    Xlsb,
    /// Excel before 2007.
    Xls,
    /// OpenDocument.
    Ods,
    /// An archive of files.
    Zip,
    /// One compressed file.
    Gzip,
}

/// The format by the first bytes. A zip may still be a workbook: see [`zip_format`]; a compound
/// file may still be an encrypted workbook: see [`compound_format`].
///
/// # Errors
/// `file_empty`, `not_a_table`.
pub fn head_format(head: &[u8]) -> Result<Format, ImportFailure> {
    const OTHERS: &[&[u8]] = &[
        b"%PDF",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"{\\rtf",
        b"RIFF",
        b"BM",
        b"7z\xbc\xaf",
        b"Rar!",
        b"SQLite format 3",
        b"MZ",
        b"\x7fELF",
    ];
    if head
        .iter()
        .all(|b| b.is_ascii_whitespace() || matches!(b, 0xef | 0xbb | 0xbf))
    {
        return Err(ImportFailure::new("file_empty"));
    }
    match head {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => return Ok(Format::Zip),
        [0x1f, 0x8b, ..] => return Ok(Format::Gzip),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => return Ok(Format::Xls),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Ok(Format::Text),
        _ => {}
    }
    // `BM` alone starts many a text; a bitmap has zeros right behind it.
    if OTHERS.iter().any(|magic| {
        head.starts_with(magic) && (magic.len() > 2 || head[..head.len().min(64)].contains(&0))
    }) {
        return Err(ImportFailure::new("not_a_table"));
    }
    let text: String = head
        .iter()
        .take(512)
        .map(|b| (*b as char).to_ascii_lowercase())
        .collect();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    if ["<html", "<!doctype", "<table", "<?xml", "<head", "<meta"]
        .iter()
        .any(|tag| text.starts_with(tag))
    {
        return Ok(Format::Markup);
    }
    if !looks_like_text(head) {
        return Err(ImportFailure::new("not_a_table"));
    }
    Ok(Format::Text)
}

fn looks_like_text(head: &[u8]) -> bool {
    if super::encoding::utf16_without_mark(head).is_some() {
        return true;
    }
    let odd = head
        .iter()
        .filter(|b| **b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a))
        .count();
    odd * 200 <= head.len()
}

/// Tells workbooks from plain archives.
///
/// # Errors
/// `file_damaged`, `file_password_protected`, `workbook_too_large`.
pub fn zip_format(reader: impl Read + Seek) -> Result<Format, ImportFailure> {
    let mut archive = ZipArchive::new(reader).map_err(|_| ImportFailure::new("file_damaged"))?;
    let has = |archive: &ZipArchive<_>, name: &str| archive.index_for_name(name).is_some();
    let format = if has(&archive, "xl/workbook.bin") {
        Format::Xlsb
    } else if has(&archive, "[Content_Types].xml")
        && archive
            .file_names()
            .flatten()
            .any(|name| name.starts_with("xl/"))
    {
        Format::Xlsx
    } else if has(&archive, "content.xml") {
        Format::Ods
    } else {
        return Ok(Format::Zip);
    };
    check_declared(&mut archive, format, &LIMITS)?;
    Ok(format)
}

/// Tells an old workbook from an encrypted new one and from other compound files.
///
/// # Errors
/// `file_password_protected`, `not_a_table`.
pub fn compound_format(head: &[u8], rest: &[u8]) -> Result<Format, ImportFailure> {
    let utf16 =
        |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let holds = |name: &str| {
        let name = utf16(name);
        [head, rest].iter().any(|part| find(part, &name))
    };
    if holds("EncryptedPackage") {
        return Err(ImportFailure::new("file_password_protected"));
    }
    if holds("Workbook") || holds("Book") {
        return Ok(Format::Xls);
    }
    Err(ImportFailure::new("not_a_table"))
}

fn find(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

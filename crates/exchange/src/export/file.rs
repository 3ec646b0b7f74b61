//! Names that every operating system accepts, and writing that never leaves half a file.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::ExportError;

/// Most bytes of a file name without its extension. Linux allows 255 bytes and encrypted folders
/// as few as 143; a CJK character takes three.
const STEM_LIMIT: usize = 120;

/// Most bytes the order number may take of that.
const NUMBER_LIMIT: usize = 60;

/// Names Windows keeps for devices, whatever the extension (Microsoft, "Naming Files, Paths, and
/// Namespaces").
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The name of a supplier's file: `{number}_{supplier}.{extension}`, safe on Windows, macOS and
/// Linux. The number is kept whole for longer than the supplier's name.
#[must_use]
pub fn file_name(number: &str, supplier: &str, extension: &str) -> String {
    let number = shortened(&harmless(number), NUMBER_LIMIT);
    let supplier = harmless(supplier);
    let stem = match (number.is_empty(), supplier.is_empty()) {
        (true, true) => "tidestock".to_owned(),
        (true, false) => supplier,
        (false, true) => number,
        (false, false) => format!("{number}_{supplier}"),
    };
    let stem = shortened(&stem, STEM_LIMIT);
    let stem = if is_reserved(&stem) {
        format!("_{stem}")
    } else {
        stem
    };
    format!("{stem}.{extension}")
}

/// A name not in `taken` yet, and put there: ` (2)`, ` (3)` … before the extension where needed.
/// Case is ignored, as Windows and macOS ignore it.
pub fn unique_name(name: &str, taken: &mut HashSet<String>) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut candidate = name.to_owned();
    let mut number = 2_u32;
    while !taken.insert(candidate.to_lowercase()) {
        candidate = numbered(stem, extension, number);
        number += 1;
    }
    candidate
}

/// Writes a file whole or not at all: into a temporary file of the same folder, flushed to the
/// disk, then renamed. A file of that name is replaced. The folder is made where it is missing.
///
/// # Errors
/// [`ExportError::Write`]; then neither the target nor the temporary file has changed or stayed.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    written(path, bytes)?
        .persist(path)
        .map(|_| ())
        .map_err(|failure| refused(path, &failure.error))
}

/// Like [`save`] under the first free name of `name`, `name (2)` …: what the seller saved before
/// is never replaced. Returns where the file went.
///
/// # Errors
/// [`ExportError::Write`], as [`save`].
pub fn save_new(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ExportError> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut target = folder.join(name);
    let mut temporary = written(&target, bytes)?;
    let mut number = 2_u32;
    loop {
        match temporary.persist_noclobber(&target) {
            Ok(_) => return Ok(target),
            Err(failure)
                if failure.error.kind() == std::io::ErrorKind::AlreadyExists && number < 10_000 =>
            {
                temporary = failure.file;
                target = folder.join(numbered(stem, extension, number));
                number += 1;
            }
            Err(failure) => return Err(refused(&target, &failure.error)),
        }
    }
}

fn written(path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, ExportError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let attempt = || {
        std::fs::create_dir_all(folder)?;
        let mut temporary = builder().tempfile_in(folder)?;
        temporary.write_all(bytes)?;
        temporary.as_file().sync_all()?;
        Ok(temporary)
    };
    attempt().map_err(|error| refused(path, &error))
}

/// A temporary file is private by default; a saved workbook is as readable as any other file of
/// the seller's.
#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder
        .prefix(".tidestock-")
        .permissions(std::fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tidestock-");
    builder
}

fn refused(path: &Path, error: &std::io::Error) -> ExportError {
    ExportError::Write {
        path: path.display().to_string(),
        detail: error.to_string(),
    }
}

fn numbered(stem: &str, extension: &str, number: u32) -> String {
    if extension.is_empty() {
        format!("{stem} ({number})")
    } else {
        format!("{stem} ({number}).{extension}")
    }
}

/// Replaces what a file system refuses and drops characters that make a name look like another:
/// direction marks (`U+202E` turns `fdp.exe` around) and zero-width ones.
fn harmless(text: &str) -> String {
    let replaced: String = text
        .chars()
        .filter(|character| {
            !matches!(character,
                '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        })
        .map(|character| match character {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
            other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => '_',
            other if other.is_whitespace() => ' ',
            other => other,
        })
        .collect();
    trimmed(&replaced).to_owned()
}

/// Windows drops trailing dots and spaces; a leading dot hides the file elsewhere.
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '.'])
}

fn shortened(text: &str, limit: usize) -> String {
    let end = text
        .char_indices()
        .map(|(start, character)| start + character.len_utf8())
        .take_while(|end| *end <= limit)
        .last()
        .unwrap_or(0);
    trimmed(text.get(..end).unwrap_or_default()).to_owned()
}

fn is_reserved(stem: &str) -> bool {
    let device = stem.split('.').next().unwrap_or(stem).trim().to_lowercase();
    let is_port = ["com", "lpt"].iter().any(|port| {
        device.strip_prefix(port).is_some_and(|number| {
            let mut characters = number.chars();
            matches!(characters.next(), Some('0'..='9' | '¹' | '²' | '³'))
                && characters.next().is_none()
        })
    });
    is_port || RESERVED.contains(&device.as_str())
}

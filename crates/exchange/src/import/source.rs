//! From a path to the files in it: single files, folders, zip archives. Nothing is written to disk.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::failure::ImportFailure;
use super::pipe::{PipeReader, pipe};
use super::sniff::{Format, head_format, zip_format};

/// Most bytes an archive or a compressed file may expand to.
pub const MOST_EXPANDED: u64 = 2 * 1024 * 1024 * 1024;
/// Most bytes a workbook may hold that has to be kept in memory while it is read.
pub const MOST_IN_MEMORY: u64 = 512 * 1024 * 1024;
/// Expansion beyond this ratio is refused once it comes to `SMALL_EXPANSION`; real tables
/// compress by 5 to 60.
pub const ABSURD_RATIO: u64 = 400;
/// Expansion up to this many bytes is never absurd.
pub const SMALL_EXPANSION: u64 = 64 * 1024 * 1024;
const MOST_FILES: usize = 10_000;
const DEEPEST_FOLDER: u32 = 8;

/// One file to be read, wherever it lies.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name shown to people: relative to the path given, `orders.zip/may.csv` inside archives.
    pub name: String,
    place: Place,
    gzip: bool,
    /// What its content is.
    pub format: Format,
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    Zipped { archive: PathBuf, index: usize },
}

/// Where a file of a path could not even be opened.
pub type Found = Result<Source, (String, ImportFailure)>;

/// Something that can be read and repositioned, as workbooks need it.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// Lists every file of a path in the order of names, each with its format or its failure.
///
/// # Errors
/// The path itself does not exist or may not be read.
pub fn list(path: &Path) -> Result<Vec<Found>, ImportFailure> {
    let meta = std::fs::metadata(path).map_err(|e| ImportFailure::from_io(&e))?;
    let name = path.file_name().map_or_else(
        || path.display().to_string(),
        |n| n.to_string_lossy().into(),
    );
    let mut found = Vec::new();
    if meta.is_dir() {
        let mut files = Vec::new();
        walk(path, "", 0, &mut files).map_err(|e| ImportFailure::from_io(&e))?;
        for (name, file) in files {
            push_file(&file, name, &mut found);
        }
    } else {
        push_file(path, name, &mut found);
    }
    Ok(found)
}

/// Names that no seller has put there on purpose: hidden files, lock files, macOS's shadows.
fn is_noise(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || matches!(name, "__MACOSX" | "Thumbs.db" | "desktop.ini")
}

fn walk(
    folder: &Path,
    prefix: &str,
    depth: u32,
    files: &mut Vec<(String, PathBuf)>,
) -> io::Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_noise(&name) || files.len() >= MOST_FILES {
            continue;
        }
        let shown = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && depth < DEEPEST_FOLDER {
            walk(&entry.path(), &format!("{shown}/"), depth + 1, files)?;
        } else if kind.is_file() {
            files.push((shown, entry.path()));
        }
    }
    Ok(())
}

fn push_file(path: &Path, name: String, found: &mut Vec<Found>) {
    match file_source(path, &name) {
        Ok(source) if source.format == Format::Zip => match zip_sources(path, &name) {
            Ok(mut inner) => found.append(&mut inner),
            Err(failure) => found.push(Err((name, failure))),
        },
        Ok(source) => found.push(Ok(source)),
        Err(failure) => found.push(Err((name, failure))),
    }
}

fn file_source(path: &Path, name: &str) -> Result<Source, ImportFailure> {
    let io = |e: io::Error| ImportFailure::from_io(&e);
    let mut file = File::open(path).map_err(io)?;
    let head = read_head(&mut file).map_err(io)?;
    let mut source = Source {
        name: name.to_owned(),
        place: Place::File(path.to_owned()),
        gzip: false,
        format: Format::Text,
    };
    source.format = match head_format(&head)? {
        Format::Zip => zip_format(File::open(path).map_err(io)?)?,
        Format::Gzip => {
            source.gzip = true;
            source.inner_format()?
        }
        Format::Xls => {
            let mut bytes = Vec::new();
            file.take(MOST_IN_MEMORY)
                .read_to_end(&mut bytes)
                .map_err(io)?;
            super::sniff::compound_format(&head, &bytes)?
        }
        format => format,
    };
    Ok(source)
}

fn read_head(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(64 * 1024).read_to_end(&mut head)?;
    Ok(head)
}

fn zip_sources(path: &Path, shown: &str) -> Result<Vec<Found>, ImportFailure> {
    let damaged = |_| ImportFailure::new("file_damaged");
    let io = |e: io::Error| ImportFailure::from_io(&e);
    let file = File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
    let mut total = 0_u64;
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        if entry.is_dir() {
            continue;
        }
        let name = entry_name(entry.name_raw());
        let parts: Vec<&str> = name.split(['/', '\\']).collect();
        if parts.iter().any(|part| *part == ".." || is_noise(part)) {
            continue;
        }
        total = total.saturating_add(entry.size());
        entries.push((index, format!("{shown}/{name}"), entry.encrypted()));
    }
    if total > MOST_EXPANDED || (total > SMALL_EXPANSION && total / ABSURD_RATIO > size) {
        return Err(too_large());
    }
    if entries.is_empty() {
        return Err(ImportFailure::new("file_empty"));
    }
    if entries.len() > MOST_FILES {
        return Err(too_large());
    }
    Ok(entries
        .into_iter()
        .map(|(index, name, encrypted)| {
            if encrypted {
                return Err((name, ImportFailure::new("file_password_protected")));
            }
            let mut source = Source {
                name: name.clone(),
                place: Place::Zipped {
                    archive: path.to_owned(),
                    index,
                },
                gzip: false,
                format: Format::Text,
            };
            match source.inner_format() {
                Ok(format) => {
                    source.format = format;
                    Ok(source)
                }
                Err(failure) => Err((name, failure)),
            }
        })
        .collect())
}

/// Names in archives made on Chinese Windows are GB18030 without saying so.
fn entry_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(raw).0.into_owned(),
    }
}

fn too_large() -> ImportFailure {
    ImportFailure::new("zip_too_large").with("limit_gb", 2)
}

impl Source {
    /// Bytes on disk, for progress; 0 for a file inside an archive after the first.
    #[must_use]
    pub fn bytes_on_disk(&self) -> u64 {
        match &self.place {
            Place::File(path) => std::fs::metadata(path).map_or(0, |meta| meta.len()),
            Place::Zipped { archive, index } => std::fs::File::open(archive)
                .ok()
                .and_then(|file| ZipArchive::new(BufReader::new(file)).ok())
                .and_then(|mut archive| {
                    let entry = archive.by_index_raw(*index).ok()?;
                    Some(entry.compressed_size())
                })
                .unwrap_or(0),
        }
    }

    /// The format behind gzip or inside an archive.
    fn inner_format(&mut self) -> Result<Format, ImportFailure> {
        let io = |e: io::Error| ImportFailure::from_io(&e);
        let mut head = read_head(&mut self.open(None).map_err(io)?).map_err(io)?;
        if !self.gzip && head.starts_with(&[0x1f, 0x8b]) {
            self.gzip = true;
            head = read_head(&mut self.open(None).map_err(io)?).map_err(io)?;
        }
        match head_format(&head)? {
            Format::Zip => match zip_format(self.bytes()?)? {
                Format::Zip => Err(ImportFailure::new("zip_nested")),
                format => Ok(format),
            },
            Format::Xls => super::sniff::compound_format(&head, self.bytes()?.get_ref()),
            Format::Gzip => Err(ImportFailure::new("zip_nested")),
            format => Ok(format),
        }
    }

    /// The whole content in memory.
    fn bytes(&self) -> Result<Cursor<Vec<u8>>, ImportFailure> {
        let io = |e: io::Error| ImportFailure::from_io(&e);
        let mut bytes = Vec::new();
        self.open(None)
            .map_err(io)?
            .take(MOST_IN_MEMORY + 1)
            .read_to_end(&mut bytes)
            .map_err(io)?;
        if bytes.len() as u64 > MOST_IN_MEMORY {
            return Err(ImportFailure::new("file_too_large").with("limit_mb", MOST_IN_MEMORY >> 20));
        }
        Ok(Cursor::new(bytes))
    }

    /// A reader of the uncompressed bytes. `counter` is advanced by the bytes taken from disk.
    /// Decompression runs on its own thread, which ends when the reader is dropped.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(&self, counter: Option<Arc<AtomicU64>>) -> io::Result<Box<dyn Read + Send>> {
        match &self.place {
            Place::File(path) => {
                let file = Counted::new(File::open(path)?, counter);
                if self.gzip {
                    Ok(Box::new(pipe(move |send| {
                        let compressed = Arc::clone(&file.total);
                        let reader = MultiGzDecoder::new(BufReader::with_capacity(1 << 17, file));
                        pump(reader, &compressed, send)
                    })))
                } else {
                    Ok(Box::new(file))
                }
            }
            Place::Zipped { archive, index } => {
                let (archive, index, gzip) = (archive.clone(), *index, self.gzip);
                Ok(Box::new(pipe(move |send| {
                    let file = Counted::new(File::open(archive)?, counter);
                    let compressed = Arc::clone(&file.total);
                    let mut archive = ZipArchive::new(BufReader::with_capacity(1 << 17, file))
                        .map_err(|_| ImportFailure::new("file_damaged").into_io())?;
                    let entry = archive
                        .by_index(index)
                        .map_err(|_| ImportFailure::new("file_damaged").into_io())?;
                    if gzip {
                        pump(
                            MultiGzDecoder::new(BufReader::new(entry)),
                            &compressed,
                            send,
                        )
                    } else {
                        pump(entry, &compressed, send)
                    }
                })))
            }
        }
    }

    /// A reader that can be repositioned: the file itself, or its bytes in memory.
    ///
    /// # Errors
    /// The file cannot be opened, or is too large to be held in memory.
    pub fn open_seek(&self) -> Result<Box<dyn ReadSeek>, ImportFailure> {
        match &self.place {
            Place::File(path) if !self.gzip => {
                let file = File::open(path).map_err(|e| ImportFailure::from_io(&e))?;
                Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
            }
            _ => Ok(Box::new(self.bytes()?)),
        }
    }
}

/// Copies a decompressing reader into the pipe, within the limits of expansion.
fn pump(
    mut reader: impl Read,
    compressed: &AtomicU64,
    send: &mut dyn FnMut(Vec<u8>) -> bool,
) -> io::Result<()> {
    let mut total = 0_u64;
    loop {
        let mut chunk = vec![0; PipeReader::CHUNK];
        let mut filled = 0;
        while filled < chunk.len() {
            match reader.read(&mut chunk[filled..])? {
                0 => break,
                n => filled += n,
            }
        }
        if filled == 0 {
            return Ok(());
        }
        total += filled as u64;
        let taken = compressed.load(Ordering::Relaxed).max(1);
        if total > MOST_EXPANDED || (total > SMALL_EXPANSION && total / ABSURD_RATIO > taken) {
            return Err(too_large().into_io());
        }
        chunk.truncate(filled);
        if !send(chunk) {
            return Ok(());
        }
    }
}

/// Counts the bytes taken from a file.
struct Counted {
    file: File,
    total: Arc<AtomicU64>,
    counter: Option<Arc<AtomicU64>>,
}

impl Counted {
    fn new(file: File, counter: Option<Arc<AtomicU64>>) -> Counted {
        Counted {
            file,
            total: Arc::new(AtomicU64::new(0)),
            counter,
        }
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.total.fetch_add(n as u64, Ordering::Relaxed);
        if let Some(counter) = &self.counter {
            counter.fetch_add(n as u64, Ordering::Relaxed);
        }
        Ok(n)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

//! Pictures of products, kept beside the workspace: a file a SKU, small enough to be shown.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use base64::Engine as _;
use exchange::pictures::{PictureFile, PictureReader, find, small};

use crate::contract::import::Progress;
use crate::contract::pictures::{PictureRequest, Pictures, PicturesAttached, PicturesRequest};
use crate::{Engine, Failure};

/// Pictures are fitted into a square of so many pixels: sharp at 160 on any screen, and in print
/// at three centimetres.
const SIDE: u32 = 320;
/// Names that are listed.
const NAMES_SHOWN: usize = 200;
/// Pictures of one answer.
const ANSWERED: usize = 200;
const ENDINGS: [&str; 2] = ["jpg", "png"];

/// The folder of a workspace's pictures.
fn folder(engine: &Engine) -> PathBuf {
    let mut name = engine.store().path().as_os_str().to_owned();
    name.push(".pictures");
    PathBuf::from(name)
}

/// The file name of a SKU's picture, without its ending: what can be read of the SKU, and a hash
/// (FNV-1a) because disks do not tell `ab` from `AB` and know no `/`.
fn stem(sku: &str) -> String {
    let readable: String = sku
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
        .take(40)
        .collect();
    let hash = sku.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{readable}-{hash:016x}")
}

/// The paths of an import that hold tables, and those that hold pictures; a folder may hold both.
pub(crate) async fn apart(
    engine: &Engine,
    paths: Vec<PathBuf>,
) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Failure> {
    let split = tokio::task::spawn_blocking(move || {
        let (mut tables, mut pictures) = (Vec::new(), Vec::new());
        for path in paths {
            // What cannot be read says so when it is read as a table.
            let found = find(&path).unwrap_or_default();
            if !found.pictures.is_empty() {
                pictures.push(path.clone());
            }
            if found.others || found.pictures.is_empty() {
                tables.push(path);
            }
        }
        (tables, pictures)
    });
    let stop = engine.stop();
    tokio::select! {
        split = split => split.map_err(|_| Failure::new("cancelled")),
        () = crate::import_read::stopped(&stop) => Err(Failure::new("cancelled")),
    }
}

pub(crate) async fn attach(
    engine: &Engine,
    request: PicturesRequest,
) -> Result<PicturesAttached, Failure> {
    engine.begin_long();
    let paths = request.paths.into_iter().map(PathBuf::from).collect();
    attach_paths(engine, paths, false).await
}

/// Attaches the pictures of paths to the SKUs they are named by; `dry_run` only counts them.
pub(crate) async fn attach_paths(
    engine: &Engine,
    paths: Vec<PathBuf>,
    dry_run: bool,
) -> Result<PicturesAttached, Failure> {
    let store = engine.store();
    let mut codes = Codes::default();
    for sku in store.skus().await? {
        codes.add(&sku.code, &sku.code);
    }
    for alias in store.aliases().await? {
        codes.add(&alias.code, &alias.sku);
    }
    let (folder, stop, tell) = (folder(engine), engine.stop(), engine.teller());
    let work = tokio::task::spawn_blocking(move || {
        let mut report = PicturesAttached::default();
        let mut chosen: HashMap<String, (u32, PictureFile)> = HashMap::new();
        for path in &paths {
            let found = find(path).map_err(|_| {
                Failure::new("file_not_found").with("file", path.display().to_string())
            })?;
            for file in found.pictures {
                match codes.sku_of(file.stem()) {
                    None => list(&mut report.unmatched, file.name),
                    // Of several pictures the unnumbered one is taken, else the lowest number.
                    Some((sku, number)) => match chosen.get(sku) {
                        Some((known, _)) if *known <= number => {}
                        _ => {
                            chosen.insert(sku.to_owned(), (number, file));
                        }
                    },
                }
            }
        }
        let mut chosen: Vec<(String, PictureFile)> = chosen
            .into_iter()
            .map(|(sku, (_, file))| (sku, file))
            .collect();
        chosen.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        let mut reader = PictureReader::default();
        let total = u64::try_from(chosen.len()).unwrap_or(0);
        for (done, (sku, file)) in (0..).zip(chosen) {
            if stop.load(Ordering::Relaxed) {
                return Err(Failure::new("cancelled"));
            }
            tell(Progress {
                stage: "pictures".to_owned(),
                subject: file.name.clone(),
                done,
                total,
            });
            let made = reader.bytes(&file).ok().and_then(|b| small(&b, SIDE));
            let Some(made) = made else {
                list(&mut report.unreadable, file.name);
                continue;
            };
            if !dry_run {
                keep(&folder, &sku, made.ending, &made.bytes)?;
            }
            report.attached += 1;
        }
        Ok(report)
    });
    work.await.map_err(|_| Failure::new("cancelled"))?
}

fn list(names: &mut Vec<String>, name: String) {
    if names.len() < NAMES_SHOWN {
        names.push(name);
    }
}

/// Writes a picture beside its place and moves it there, so that no half picture is ever shown.
fn keep(folder: &Path, sku: &str, ending: &str, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::StorageFull => Failure::new("disk_full"),
        _ => Failure::new("read_only"),
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let stem = stem(sku);
    let mut half = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    std::io::Write::write_all(&mut half, bytes).map_err(failed)?;
    half.persist(folder.join(format!("{stem}.{ending}")))
        .map_err(|error| failed(error.error))?;
    for other in ENDINGS.iter().filter(|other| **other != ending) {
        // A SKU has one picture; usually there is no other.
        let _ = std::fs::remove_file(folder.join(format!("{stem}.{other}")));
    }
    Ok(())
}

/// Codes as pictures may be named by them.
#[derive(Default)]
struct Codes {
    exact: HashMap<String, String>,
    folded: HashMap<String, String>,
}

impl Codes {
    fn add(&mut self, code: &str, sku: &str) {
        self.exact.insert(code.to_owned(), sku.to_owned());
        self.folded.insert(folded(code), sku.to_owned());
    }

    /// The SKU a picture is named by, and the number behind it: `LN2-OAK`, `ln2-oak_2`,
    /// `LN2-OAK (3)`. A name that is a SKU as it stands has the number 0.
    fn sku_of(&self, stem: &str) -> Option<(&str, u32)> {
        let find = |name: &str| {
            let name = name.trim();
            (self.exact.get(name)).or_else(|| self.folded.get(&folded(name)))
        };
        if let Some(sku) = find(stem) {
            return Some((sku, 0));
        }
        let bare = stem.trim_end_matches(')').trim_end();
        let name = bare.trim_end_matches(|c: char| c.is_ascii_digit());
        let number: u32 = bare[name.len()..].parse().ok()?;
        let name = name
            .strip_suffix(['-', '_', '(', ' ', '.'])?
            .trim_end_matches(['-', '_', '(', ' ']);
        find(name).map(|sku| (sku.as_str(), number.saturating_add(1)))
    }
}

/// A code without what file systems and people change: case, width, and marks that no file name
/// may hold.
fn folded(code: &str) -> String {
    code.trim()
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn file_of(folder: &Path, sku: &str) -> Option<(PathBuf, &'static str)> {
    let stem = stem(sku);
    ENDINGS.iter().find_map(|ending| {
        let path = folder.join(format!("{stem}.{ending}"));
        path.is_file().then_some((path, *ending))
    })
}

/// The bytes of a SKU's picture, for workbooks.
pub(crate) fn bytes_of(engine: &Engine, sku: &str) -> Option<Vec<u8>> {
    let (path, _) = file_of(&folder(engine), sku)?;
    std::fs::read(path).ok()
}

/// Which SKUs have a picture, asked once for a whole table.
pub(crate) struct Shelf {
    names: std::collections::HashSet<String>,
}

impl Shelf {
    pub(crate) fn look(engine: &Engine) -> Shelf {
        let entries = std::fs::read_dir(folder(engine)).into_iter().flatten();
        let names = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        Shelf { names }
    }

    /// File name of the picture beside the workspace.
    pub(crate) fn picture(&self, sku: &str) -> Option<String> {
        if self.names.is_empty() {
            return None;
        }
        let stem = stem(sku);
        ENDINGS
            .iter()
            .map(|ending| format!("{stem}.{ending}"))
            .find(|name| self.names.contains(name))
    }
}

pub(crate) async fn get(engine: &Engine, request: PictureRequest) -> Result<Pictures, Failure> {
    let folder = folder(engine);
    let read = tokio::task::spawn_blocking(move || {
        let mut answer = Pictures::default();
        for sku in request.skus.into_iter().take(ANSWERED) {
            let Some((path, ending)) = file_of(&folder, &sku) else {
                continue;
            };
            if let Ok(bytes) = std::fs::read(path) {
                let kind = if ending == "png" { "png" } else { "jpeg" };
                let text = base64::engine::general_purpose::STANDARD.encode(bytes);
                answer
                    .pictures
                    .insert(sku, format!("data:image/{kind};base64,{text}"));
            }
        }
        answer
    });
    read.await.map_err(|_| Failure::new("cancelled"))
}

#[cfg(test)]
mod tests {
    use super::{Codes, stem};

    #[test]
    fn a_picture_finds_its_sku_by_name() {
        let mut codes = Codes::default();
        for code in ["LN2-OAK", "A/B", "X-1", "007"] {
            codes.add(code, code);
        }
        codes.add("shop-ln2", "LN2-OAK");
        assert_eq!(codes.sku_of("LN2-OAK"), Some(("LN2-OAK", 0)));
        assert_eq!(codes.sku_of("ln2-oak_2"), Some(("LN2-OAK", 3)));
        assert_eq!(codes.sku_of("LN2-OAK (3)"), Some(("LN2-OAK", 4)));
        assert_eq!(codes.sku_of("shop-ln2"), Some(("LN2-OAK", 0)));
        assert_eq!(codes.sku_of("A_B"), Some(("A/B", 0)));
        // A SKU that ends in a number is itself, not the first picture of another.
        assert_eq!(codes.sku_of("X-1"), Some(("X-1", 0)));
        assert_eq!(codes.sku_of("7"), None);
    }

    #[test]
    fn no_two_skus_share_a_file() {
        assert_ne!(stem("ab").to_lowercase(), stem("AB").to_lowercase());
        assert_ne!(stem("../a"), stem("a"));
        assert!(!stem("../../etc/passwd").contains(['/', '.']));
    }
}

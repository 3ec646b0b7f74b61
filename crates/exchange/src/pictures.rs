//! Pictures of products: found in folders and zips, made small.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use zip::ZipArchive;

/// Endings of the pictures that can be read.
const ENDINGS: [&str; 4] = ["png", "jpg", "jpeg", "webp"];
const MOST_FILES: usize = 20_000;
const DEEPEST_FOLDER: u32 = 8;
/// Most bytes of one picture, packed or not.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Largest side of a picture that is read at all, in pixels.
const LARGEST_SIDE: u32 = 12_000;
/// Most memory one picture may take while it is read.
const MOST_MEMORY: u64 = 600 * 1024 * 1024;

/// A picture wherever it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    /// Name shown to people: relative to the path given.
    pub name: String,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    Zipped { archive: PathBuf, index: usize },
}

/// What a path holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Its pictures, in the order of names.
    pub pictures: Vec<PictureFile>,
    /// Whether there is anything else.
    pub others: bool,
}

impl PictureFile {
    /// The name without folders and ending.
    #[must_use]
    pub fn stem(&self) -> &str {
        let leaf = (self.name.rsplit(['/', '\\']).next()).unwrap_or(&self.name);
        leaf.rsplit_once('.').map_or(leaf, |(stem, _)| stem)
    }
}

/// Whether a file calls itself a picture.
#[must_use]
pub fn is_picture_name(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| {
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// Finds the pictures of a path: a file, a folder or a zip. A workbook is no folder of pictures,
/// whatever it holds.
///
/// # Errors
/// The path does not exist or may not be read.
pub fn find(path: &Path) -> io::Result<Found> {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut found = Found::default();
    if std::fs::metadata(path)?.is_dir() {
        walk(path, "", 0, &mut found)?;
    } else if is_picture_name(&name) {
        found.pictures.push(PictureFile {
            name,
            place: Place::File(path.to_owned()),
        });
    } else if name.to_lowercase().ends_with(".zip") {
        zipped(path, &name, &mut found)?;
    } else {
        found.others = true;
    }
    Ok(found)
}

fn is_noise(name: &str) -> bool {
    // A step upwards in an archive's names is no hidden file.
    (name.starts_with('.') && name != "..")
        || matches!(name, "__MACOSX" | "Thumbs.db" | "desktop.ini")
}

fn walk(folder: &Path, prefix: &str, depth: u32, found: &mut Found) -> io::Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let leaf = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if is_noise(&leaf) {
            continue;
        }
        let name = format!("{prefix}{leaf}");
        if kind.is_dir() && depth < DEEPEST_FOLDER {
            walk(&entry.path(), &format!("{name}/"), depth + 1, found)?;
        } else if kind.is_file() && is_picture_name(&leaf) && found.pictures.len() < MOST_FILES {
            found.pictures.push(PictureFile {
                name,
                place: Place::File(entry.path()),
            });
        } else if kind.is_file() {
            found.others = true;
        }
    }
    Ok(())
}

fn zipped(path: &Path, shown: &str, found: &mut Found) -> io::Result<()> {
    let mut archive = open(path)?;
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(index) else {
            continue;
        };
        // Only the name is taken from the archive, and nothing is ever written under it.
        let name = match std::str::from_utf8(entry.name_raw()) {
            Ok(name) => name.to_owned(),
            Err(_) => encoding_rs::GB18030.decode(entry.name_raw()).0.into_owned(),
        };
        if entry.is_dir() || name.split(['/', '\\']).any(is_noise) {
            continue;
        }
        if is_picture_name(&name) && found.pictures.len() < MOST_FILES {
            found.pictures.push(PictureFile {
                name: format!("{shown}/{name}"),
                place: Place::Zipped {
                    archive: path.to_owned(),
                    index,
                },
            });
        } else {
            found.others = true;
        }
    }
    found.pictures.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(())
}

fn open(path: &Path) -> io::Result<ZipArchive<BufReader<File>>> {
    ZipArchive::new(BufReader::new(File::open(path)?)).map_err(io::Error::other)
}

/// Reads pictures one after the other; an archive stays open while its pictures follow each other.
#[derive(Default)]
pub struct PictureReader {
    open: Option<(PathBuf, ZipArchive<BufReader<File>>)>,
}

impl PictureReader {
    /// The bytes of a picture file.
    ///
    /// # Errors
    /// It cannot be read, or is larger than any camera makes.
    pub fn bytes(&mut self, file: &PictureFile) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match &file.place {
            Place::File(path) => {
                File::open(path)?
                    .take(MOST_BYTES + 1)
                    .read_to_end(&mut bytes)?;
            }
            Place::Zipped { archive, index } => {
                let stale = (self.open.as_ref()).is_none_or(|(path, _)| path != archive);
                if stale {
                    self.open = Some((archive.clone(), open(archive)?));
                }
                if let Some((_, zip)) = &mut self.open {
                    zip.by_index(*index)
                        .map_err(io::Error::other)?
                        .take(MOST_BYTES + 1)
                        .read_to_end(&mut bytes)?;
                }
            }
        }
        if bytes.len() as u64 > MOST_BYTES {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(bytes)
    }
}

/// A picture made small and encoded anew, which leaves behind what a photo knows of place, time
/// and camera. JPEG where it is opaque, PNG where one can see through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Small {
    /// `jpg` or `png`.
    pub ending: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The pixels of a picture, shrunk to fit a square of `side`. `None` for what is no PNG, JPEG or
/// WebP, is damaged, or is larger than a camera makes.
pub(crate) fn shrunk(bytes: &[u8], side: u32) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let whole = reader.decode().ok()?;
    Some(if whole.width() > side || whole.height() > side {
        whole.thumbnail(side, side)
    } else {
        whole
    })
}

/// Shrinks a picture to fit a square of `side` pixels; a smaller one keeps its size. `None` for
/// what is no PNG, JPEG or WebP, is damaged, or is larger than a camera makes.
#[must_use]
pub fn small(bytes: &[u8], side: u32) -> Option<Small> {
    let whole = shrunk(bytes, side)?;
    let see_through =
        whole.color().has_alpha() && whole.to_rgba8().pixels().any(|pixel| pixel[3] < 255);
    let (ending, picture, format) = if see_through {
        let picture = DynamicImage::ImageRgba8(whole.to_rgba8());
        ("png", picture, ImageFormat::Png)
    } else {
        let picture = DynamicImage::ImageRgb8(whole.to_rgb8());
        ("jpg", picture, ImageFormat::Jpeg)
    };
    let mut bytes = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut bytes), format)
        .ok()?;
    Some(Small { ending, bytes })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use image::{Rgba, RgbaImage};

    use super::*;

    fn png(width: u32, height: u32, alpha: u8) -> Vec<u8> {
        let picture = RgbaImage::from_pixel(width, height, Rgba([200, 30, 30, alpha]));
        let mut bytes = Cursor::new(Vec::new());
        picture
            .write_to(&mut bytes, ImageFormat::Png)
            .expect("encodes");
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_shrunk_to_its_square_and_keeps_its_shape() {
        let small_one = small(&png(800, 400, 255), 320).expect("a picture");
        assert_eq!(small_one.ending, "jpg");
        let back = image::load_from_memory(&small_one.bytes).expect("decodes");
        assert_eq!((back.width(), back.height()), (320, 160));
        let see_through = small(&png(20, 10, 128), 320).expect("a picture");
        assert_eq!(see_through.ending, "png");
        assert_eq!(small(b"GIF89a", 320), None);
        assert_eq!(small(&png(800, 400, 255)[..60], 320), None);
    }

    #[test]
    fn pictures_are_found_in_folders_and_zips_and_a_workbook_is_none() {
        let folder = tempfile::tempdir().expect("folder");
        let inside = folder.path().join("deep");
        std::fs::create_dir(&inside).expect("folder");
        std::fs::write(inside.join("A-1.PNG"), png(2, 2, 255)).expect("written");
        std::fs::write(folder.path().join(".DS_Store"), b"x").expect("written");
        let found = find(folder.path()).expect("finds");
        assert_eq!(found.pictures[0].stem(), "A-1");
        assert!(!found.others);

        let zip = folder.path().join("all.zip");
        let mut writer = zip::ZipWriter::new(File::create(&zip).expect("file"));
        let options = zip::write::SimpleFileOptions::default();
        for name in ["../B.jpg", "readme.txt"] {
            writer.start_file(name, options).expect("entry");
            writer.write_all(&png(2, 2, 255)).expect("written");
        }
        writer.finish().expect("closed");
        let found = find(&zip).expect("finds");
        assert_eq!(found.pictures.len(), 1);
        assert_eq!(found.pictures[0].stem(), "B");
        assert!(found.others);
        let bytes = PictureReader::default().bytes(&found.pictures[0]);
        assert_eq!(bytes.expect("reads"), png(2, 2, 255));

        let book = folder.path().join("book.xlsx");
        std::fs::copy(&zip, &book).expect("copied");
        assert!(find(&book).expect("finds").pictures.is_empty());
    }
}

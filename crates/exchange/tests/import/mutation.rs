//! Golden files with random damage: whatever comes, the reader answers and every data row is
//! either a record or a refusal.

use std::ops::ControlFlow;

use crate::support::inputs;
use exchange::import::{Event, Options, inspect, read};

/// A small generator with a fixed seed (Knuth's MMIX constants), so that a failure repeats.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below.max(1)
    }
}

fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const PIECES: &[&[u8]] = &[
        b"\"",
        b",",
        b"\n",
        b"\r",
        b"\0",
        b"\xff\xfe",
        b"1E999",
        b"-",
        b"\xe6",
        b"9999999999999999",
        b"2026-99-99",
        b"\t",
        b";",
        b"=cmd()",
        b"'",
        b"NaN",
        b"%",
        b"\xef\xbb\xbf",
        b"(((",
    ];
    for _ in 0..=dice.next(6) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.next(bytes.len());
        match dice.next(5) {
            0 => bytes[at] = dice.next(256) as u8,
            1 => {
                bytes.truncate(at);
            }
            2 => {
                let piece = PIECES[dice.next(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            3 => {
                let end = (at + dice.next(40)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = dice.next(bytes.len());
                bytes.splice(to..to, copy);
            }
            _ => {
                let end = (at + dice.next(20)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
    }
}

#[test]
fn damaged_files_are_answered_and_every_row_is_accounted_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut dice = Dice(20_261_124);
    let mut sheets = 0;
    for input in inputs() {
        let original = std::fs::read(&input).expect("readable");
        for _ in 0..2 {
            let mut bytes = original.clone();
            damage(&mut bytes, &mut dice);
            let path = folder.path().join("damaged");
            std::fs::write(&path, &bytes).expect("written");
            let (mut rejections, mut read_rows) = (0_u64, 0_u64);
            read(&path, &Options::default(), &mut |event| {
                match event {
                    Event::SheetStart(_) => (rejections, read_rows) = (0, 0),
                    Event::Block {
                        problems,
                        rows_read,
                        ..
                    } => {
                        rejections += problems.iter().filter(|p| p.rejects).count() as u64;
                        read_rows += rows_read;
                    }
                    Event::SheetEnd { rows, rejected } => {
                        assert_eq!(
                            (rows, rejected),
                            (read_rows, rejections),
                            "{}",
                            input.display()
                        );
                        sheets += 1;
                    }
                    Event::FileFailed { failure, .. } => assert!(!failure.code.is_empty()),
                    Event::Progress { .. } => {}
                }
                ControlFlow::Continue(())
            })
            .expect("the path is there");
            inspect(&path, &Options::default()).expect("the path is there");
        }
    }
    assert!(
        sheets > 150,
        "the damage left only {sheets} sheets readable"
    );
}

/// Damage inside a workbook's parts, packed again so that it reaches the readers of the parts.
#[test]
fn workbooks_with_damaged_parts_are_answered() {
    use std::io::{Read as _, Write as _};
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("damaged");
    let mut dice = Dice(5);
    let mut answers = std::collections::BTreeMap::new();
    for name in ["stock.xlsx", "stock.ods"] {
        let bytes =
            std::fs::read(crate::support::testdata().join("generic").join(name)).expect("there");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).expect("there");
            let mut part = Vec::new();
            entry.read_to_end(&mut part).expect("readable");
            parts.push((String::from_utf8_lossy(entry.name_raw()).into_owned(), part));
        }
        for _ in 0..60 {
            let hit = dice.next(parts.len());
            let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            for (i, (name, part)) in parts.iter().enumerate() {
                let mut part = part.clone();
                if i == hit {
                    damage(&mut part, &mut dice);
                }
                writer
                    .start_file(name.as_str(), zip::write::SimpleFileOptions::default())
                    .expect("in memory");
                writer.write_all(&part).expect("in memory");
            }
            let bytes = writer.finish().expect("in memory").into_inner();
            std::fs::write(&path, bytes).expect("written");
            read(&path, &Options::default(), &mut |event| {
                match event {
                    Event::SheetEnd { .. } => *answers.entry("read".to_owned()).or_insert(0) += 1,
                    Event::FileFailed { failure, .. } => {
                        *answers.entry(failure.code).or_insert(0) += 1;
                    }
                    _ => {}
                }
                ControlFlow::Continue(())
            })
            .expect("the path is there");
        }
    }
    assert!(
        answers["read"] > 20 && answers["file_damaged"] > 5,
        "{answers:?}"
    );
}

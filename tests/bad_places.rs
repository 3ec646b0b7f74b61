//! Bad places, through the real program: workspaces that are none, are damaged or cannot be
//! written, disks that are full, copies that are no copies. Each gets its own message in both
//! languages, and whatever was there is there afterwards.

mod program;

use std::path::{Path, PathBuf};
use std::process::Command;

use engine::contract::Language;
use program::{Answer, answer, program, tidestock};
use serde_json::Value;

const ORDERS: &str = "order_id,ordered_at,sku,quantity,unit_price,currency\n";

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        Place {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn word(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).expect("written");
        self.word(name)
    }

    /// A file of `count` orders of one unit, from number `first` on.
    fn orders(&self, name: &str, first: usize, count: usize) -> String {
        let mut text = ORDERS.to_owned();
        for order in first..first + count {
            text.push_str(&format!(
                "N{order},2026-03-01,S-{},1,9.90,USD\n",
                order % 50
            ));
        }
        self.file(name, text)
    }

    /// A workspace with one import of `count` orders.
    fn workspace(&self, name: &str, count: usize) -> PathBuf {
        let file = self.orders("first.csv", 0, count);
        done(&tidestock(&self.path(name), &["import", &file]));
        self.path(name)
    }
}

fn done(answer: &Answer) {
    assert_eq!(answer.exit, 0, "{}", answer.json);
}

/// The code with which a command was refused; its sentence exists in both languages.
fn refused(answer: &Answer) -> String {
    assert_eq!(answer.exit, 1, "{}", answer.json);
    let error = &answer.json["error"];
    let code = error["code"].as_str().expect("a code").to_owned();
    let params = error["params"].as_object().expect("blanks");
    for language in [Language::En, Language::Zh] {
        let sentence = engine::sentences::say(language, "failure", &code, params);
        assert_ne!(sentence, code, "{code} has a sentence");
        assert!(!sentence.contains('{'), "{code}: {sentence}");
    }
    code
}

/// Orders in a workspace, which is sound.
fn orders_in(workspace: &Path) -> u64 {
    let check = tidestock(workspace, &["check"]);
    assert_eq!(check.json["ok"], true, "{}", check.json);
    let status = tidestock(workspace, &["status"]);
    status.json["orders"].as_u64().expect("a count")
}

#[test]
fn a_file_that_is_no_workspace_is_left_alone() {
    let place = Place::new();
    for bytes in [
        b"order_id,sku\nA,B\n".repeat(200),
        b"SQLite format 3\0 and then something else entirely".to_vec(),
        vec![0x5a; 20_000],
    ] {
        let file = place.file("notes.csv", &bytes);
        let said = tidestock(Path::new(&file), &["status"]);
        assert_eq!(refused(&said), "not_a_workspace", "{}", said.json);
        let error = &said.json["error"];
        assert_eq!(error["params"]["file"], file);
        // What the database said in its own language is there to be looked up, not in the sentence.
        let detail = error["params"]["detail"].as_str().expect("a detail");
        let params = error["params"].as_object().expect("blanks");
        for language in [Language::En, Language::Zh] {
            let sentence = engine::sentences::say(language, "failure", "not_a_workspace", params);
            assert!(!sentence.contains(detail), "{sentence}");
            assert!(!sentence.contains('{'), "{sentence}");
        }
        assert_eq!(std::fs::read(&file).expect("still there"), bytes);
    }
}

#[test]
fn a_damaged_workspace_says_so_and_a_copy_can_be_put_in_its_place() {
    let place = Place::new();
    let workspace = place.workspace("shop.db", 3_000);
    let copy = place.word("copy.db");
    done(&tidestock(&workspace, &["backup", "--out", &copy]));
    let mut bytes = std::fs::read(&workspace).expect("read");
    // Every page after the first.
    bytes[4_096..].fill(0x5a);
    std::fs::write(&workspace, &bytes).expect("written");
    for verb in [&["status"][..], &["check"], &["plan"]] {
        assert_eq!(
            refused(&tidestock(&workspace, verb)),
            "not_a_workspace",
            "{verb:?}"
        );
    }
    done(&tidestock(&workspace, &["restore", &copy]));
    assert_eq!(orders_in(&workspace), 3_000);
    assert_eq!(
        std::fs::read(place.path("shop.db.before-restore")).expect("kept"),
        bytes
    );
}

#[test]
fn a_copy_that_is_none_changes_nothing() {
    let place = Place::new();
    let workspace = place.workspace("shop.db", 100);
    let garbage = place.file("garbage.db", "no database at all".repeat(500));
    let other = place.workspace("other.db", 3_000);
    let mut bytes = std::fs::read(&other).expect("read");
    let half = bytes.len() / 2;
    let damaged = place.file("damaged.db", {
        bytes[half..half + 40_000].fill(0x5a);
        &bytes
    });
    let cut = place.file("cut.db", &bytes[..half]);
    for (file, code) in [
        (place.word("nowhere.db"), "file_not_found"),
        (place.folder.path().display().to_string(), "file_not_found"),
        (garbage, "not_a_workspace"),
        (damaged, "not_a_workspace"),
        (cut, "not_a_workspace"),
    ] {
        let said = tidestock(&workspace, &["restore", &file]);
        assert_eq!(refused(&said), code, "{file}");
        assert_eq!(said.json["error"]["params"]["file"], file);
        assert_eq!(orders_in(&workspace), 100, "{file}");
        assert!(!place.path("shop.db.restoring").exists(), "{file}");
    }
}

#[test]
fn a_copy_is_refused_where_it_would_harm_a_workspace() {
    let place = Place::new();
    let workspace = place.workspace("shop.db", 100);
    let itself = place.word("shop.db");
    let said = tidestock(&workspace, &["backup", "--out", &itself]);
    assert_eq!(refused(&said), "workspace_busy");
    let nowhere = place.word("no/such/folder/copy.db");
    let said = tidestock(&workspace, &["backup", "--out", &nowhere]);
    assert_eq!(refused(&said), "read_only");
    assert_eq!(orders_in(&workspace), 100);
    // An older copy in its place is replaced whole.
    let copy = place.file("copy.db", "an older copy");
    done(&tidestock(&workspace, &["backup", "--out", &copy]));
    assert_eq!(orders_in(Path::new(&copy)), 100);
    assert!(!place.path("copy.db.part").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn a_place_that_cannot_be_written_says_so() {
    // Nobody may write there, not even the superuser under whom some machines test.
    for workspace in ["/proc/shop.db", "/proc/shop/shop.db"] {
        let said = tidestock(Path::new(workspace), &["status"]);
        assert_eq!(refused(&said), "read_only");
        assert_eq!(said.json["error"]["params"]["file"], workspace);
    }
    let place = Place::new();
    let workspace = place.workspace("shop.db", 100);
    place.file("file", "no folder");
    for out in ["/proc/copy.db".to_owned(), place.word("file/copy.db")] {
        let said = tidestock(&workspace, &["backup", "--out", &out]);
        assert_eq!(refused(&said), "read_only", "{out}");
    }
    let said = tidestock(Path::new(&place.word("file/shop.db")), &["status"]);
    assert_eq!(refused(&said), "read_only");
    let said = tidestock(place.folder.path(), &["status"]);
    assert_eq!(refused(&said), "read_only", "a folder is no file");
    assert_eq!(orders_in(&workspace), 100);
}

/// The program where no file may grow beyond `kilobytes`, as on a full disk or one that cannot
/// hold large files.
#[cfg(unix)]
fn within(kilobytes: usize, workspace: &Path, words: &[&str]) -> Answer {
    let inner = program(workspace);
    let mut command = Command::new("sh");
    command
        // The shell counts in blocks of 512 bytes; the signal would end the program before it can
        // say anything.
        .args(["-c", "ulimit -f $0; trap '' XFSZ; exec \"$@\""])
        .arg((kilobytes * 2).to_string())
        .arg(inner.get_program())
        .args(inner.get_args())
        .args(words);
    answer(&mut command)
}

#[test]
#[cfg(unix)]
fn a_disk_that_takes_no_more_leaves_everything_as_it_was() {
    let place = Place::new();
    let workspace = place.workspace("shop.db", 1_000);
    let more = place.orders("more.csv", 1_000, 20_000);
    let size = std::fs::metadata(&workspace).expect("there").len() as usize / 1_024;
    for words in [
        &["import", &more][..],
        &["backup", "--out", &place.word("copy.db")],
        &[
            "restore",
            &place.workspace("large.db", 8_000).display().to_string(),
        ],
    ] {
        let said = within(size / 2, &workspace, words);
        assert_eq!(refused(&said), "disk_failed", "{words:?}");
        assert_eq!(orders_in(&workspace), 1_000, "{words:?}");
        for left in ["copy.db", "copy.db.part", "shop.db.restoring"] {
            assert!(!place.path(left).exists(), "{words:?} leaves {left}");
        }
    }
    // With room again, the same import goes through.
    done(&tidestock(&workspace, &["import", &more]));
    assert_eq!(orders_in(&workspace), 21_000);
}

#[test]
fn two_programs_that_write_wait_for_each_other() {
    let place = Place::new();
    let workspace = place.workspace("shop.db", 100);
    let running: Vec<_> = (1..=3)
        .map(|part| {
            let file = place.orders(&format!("part-{part}.csv"), part * 1_000, 1_000);
            program(&workspace)
                .args(["import", &file])
                .spawn()
                .expect("runs")
        })
        .collect();
    for child in running {
        let output = child.wait_with_output().expect("ends");
        let said: Value = serde_json::from_slice(&output.stdout).expect("json");
        assert_eq!(said["batches"][0]["accepted"], 1_000, "{said}");
    }
    assert_eq!(orders_in(&workspace), 3_100);
}

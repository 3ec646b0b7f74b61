//! The program killed at any moment of what it writes: afterwards the workspace is sound, what was
//! committed is there, and what was not is wholly absent.
//!
//! `npm run torture` plays 500 rounds; `TIDESTOCK_ROUNDS` and `TIDESTOCK_SEED` choose otherwise. The
//! moment of a kill is a number of bytes written, drawn from the seed, so that kills fall where
//! something is at stake, on a slow machine as on a quick one.

mod program;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Child;

use engine::Engine;
use program::{program, tidestock};
use serde_json::{Value, json};

/// Everything a seller could see of a workspace, apart from the times at which it was written.
type Seen = Value;

/// Something that writes, from a workspace as it was to one as it will be.
struct Deed {
    name: &'static str,
    /// The verb and its words.
    words: Vec<String>,
    /// The workspace before it.
    before: PathBuf,
    seen_before: Seen,
    seen_after: Seen,
    /// Bytes it writes when nobody disturbs it.
    bytes: u64,
    /// A file beside the workspace that it makes whole or not at all, itself a workspace.
    makes: Option<PathBuf>,
}

/// Even draws from a seed (splitmix64, Steele, Lea and Flood 2014).
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn copy(from: &Path, to: &Path) {
    for ending in ["-wal", "-shm", ".restoring", ".before-restore"] {
        let _ = std::fs::remove_file(format!("{}{ending}", to.display()));
    }
    std::fs::copy(from, to).expect("copied");
}

/// Opens a workspace, checks it and looks at it.
async fn look(workspace: &Path) -> Seen {
    let engine = Engine::open(workspace)
        .await
        .unwrap_or_else(|failure| panic!("{} opens: {failure}", workspace.display()));
    let ask = async |name: &str, request: Value| {
        engine::call(&engine, name, request)
            .await
            .unwrap_or_else(|failure| panic!("{name}: {failure}"))
    };
    let check = ask("check", json!({})).await;
    assert_eq!(check["ok"], true, "{}: {check}", workspace.display());
    let mut imports = ask("import_history", json!({})).await;
    for batch in imports["batches"].as_array_mut().expect("a list") {
        batch["imported_at"] = Value::Null;
    }
    let mut status = ask("workspace_status", json!({})).await;
    for key in ["path", "size_bytes", "as_of"] {
        status[key] = Value::Null;
    }
    let period = json!({ "from": "2026-01-01", "to": "2026-03-31", "by": "sku" });
    let seen = json!({
        "imports": imports,
        "status": status,
        "settings": ask("settings_get", json!({})).await,
        "rates": ask("rates_list", json!({})).await,
        "metrics": ask("metrics", period).await,
    });
    engine.close().await;
    seen
}

/// Order lines that a shop may have: `count` of them over three months, from order `first` on.
fn orders(first: usize, count: usize) -> String {
    let mut text =
        "order_id,ordered_at,sku,quantity,unit_price,currency,country,status\n".to_owned();
    for line in first..first + count {
        let day = line * 7 % 90;
        let (month, day) = (1 + day / 30, 1 + day % 30 % 28);
        writeln!(
            text,
            "N{},2026-{month:02}-{day:02},S-{},{},9.90,USD,US,shipped",
            line / 2,
            line * 31 % 97,
            1 + line % 4
        )
        .expect("in memory");
    }
    text
}

/// Counts of every SKU on the morning of 2026-01-01.
fn counts() -> String {
    let mut text = "sku,on_hand,as_of\n".to_owned();
    for sku in 0..97 {
        writeln!(text, "S-{sku},{},2026-01-01", 400 + sku).expect("in memory");
    }
    text
}

/// Bytes that a process has written so far, to whatever file.
fn written(process: u32) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/io")).ok()?;
    text.lines()
        .find_map(|line| line.strip_prefix("wchar: "))?
        .parse()
        .ok()
}

/// Watches a process until it has written `limit` bytes, and kills it then, or until it ends. The
/// bytes seen.
fn watch(child: &mut Child, limit: u64) -> u64 {
    let mut bytes = 0;
    while child.try_wait().expect("a child of ours").is_none() {
        bytes = written(child.id()).unwrap_or(bytes).max(bytes);
        if bytes >= limit {
            child.kill().expect("a child of ours");
            break;
        }
    }
    bytes
}

/// Whether an ended process had said that it did what it was asked to.
fn finished(child: Child) -> bool {
    let output = child.wait_with_output().expect("a child of ours");
    serde_json::from_slice::<Value>(&output.stdout).is_ok_and(|said| said["error"].is_null())
}

/// The deeds on files in `folder`, each lived through once without harm.
async fn deeds(folder: &Path, lines: usize, names: &[&str]) -> Vec<Deed> {
    let path = |name: &str| folder.join(name);
    let word = |name: &str| path(name).display().to_string();
    std::fs::write(path("stock.csv"), counts()).expect("written");
    std::fs::write(path("orders.csv"), orders(0, lines)).expect("written");
    // Later: half of the orders again, and as many new ones.
    std::fs::write(path("later.csv"), orders(lines / 2, lines)).expect("written");

    let run = |workspace: &str, words: &[&str]| {
        let answer = tidestock(&path(workspace), words);
        assert_eq!(answer.exit, 0, "{words:?}: {}", answer.json);
    };
    run("empty.db", &["settings"]);
    copy(&path("empty.db"), &path("one.db"));
    run(
        "one.db",
        &["import", &word("stock.csv"), &word("orders.csv")],
    );
    copy(&path("one.db"), &path("two.db"));
    run("two.db", &["import", &word("later.csv")]);

    let list: [(&'static str, Vec<String>, &str, Option<&str>); 5] = [
        (
            "import",
            vec!["import".to_owned(), word("later.csv")],
            "one.db",
            None,
        ),
        // The orders, the second import; the later export stands on them.
        (
            "undo",
            vec!["undo".to_owned(), "2".to_owned()],
            "two.db",
            None,
        ),
        (
            "backup",
            vec!["backup".to_owned(), "--out".to_owned(), word("copy.db")],
            "two.db",
            Some("copy.db"),
        ),
        (
            "restore",
            vec!["restore".to_owned(), word("one.db")],
            "two.db",
            None,
        ),
        ("demo", vec!["demo".to_owned()], "empty.db", None),
    ];
    let mut deeds = Vec::new();
    for (name, words, before, makes) in list {
        if !names.contains(&name) {
            continue;
        }
        let before = path(before);
        let lived = path("lived.db");
        copy(&before, &lived);
        let seen_before = look(&lived).await;
        copy(&before, &lived);
        let mut child = program(&lived).args(&words).spawn().expect("runs");
        let bytes = watch(&mut child, u64::MAX);
        assert!(finished(child), "{name} does what it should");
        let seen_after = look(&lived).await;
        deeds.push(Deed {
            name,
            words,
            before,
            seen_before,
            seen_after,
            bytes,
            makes: makes.map(path),
        });
    }
    deeds
}

/// How each part of what is seen stands to what was seen before a deed and after it.
fn differences(seen: &Seen, deed: &Deed) -> Vec<String> {
    let parts = seen.as_object().expect("an object");
    parts
        .iter()
        .map(|(name, part)| {
            let before = *part == deed.seen_before[name];
            let after = *part == deed.seen_after[name];
            format!("{name} is as before: {before}, as after: {after}")
        })
        .collect()
}

/// Plays `rounds` rounds of the deeds of these names and returns how many of them left the workspace as before and as after.
async fn play(rounds: usize, seed: u64, lines: usize, names: &[&str]) -> (usize, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let deeds = deeds(folder.path(), lines, names).await;
    let workspace = folder.path().join("killed.db");
    let mut draw = Draw(seed);
    let (mut before, mut after) = (0, 0);
    for round in 0..rounds {
        // The last one, the demo shop, is the longest and comes every tenth time.
        let short = deeds.len() - 1;
        let deed = &deeds[if round % 10 == 9 {
            short
        } else {
            round % short
        }];
        copy(&deed.before, &workspace);
        if let Some(made) = &deed.makes {
            let _ = std::fs::remove_file(made);
        }
        // A little beyond the last byte: what comes after it, closing and moving, is at stake too.
        let limit = (draw.unit() * 1.05 * deed.bytes as f64) as u64;
        let mut child = program(&workspace).args(&deed.words).spawn().expect("runs");
        watch(&mut child, limit);
        let said = finished(child);

        let what = format!(
            "round {round} of seed {seed}: {} at {limit} bytes",
            deed.name
        );
        assert!(workspace.is_file(), "{what}: the workspace is gone");
        let seen = look(&workspace).await;
        let is_after = seen == deed.seen_after;
        assert!(
            is_after || seen == deed.seen_before,
            "{what}: half of it is there: {:?}",
            differences(&seen, deed)
        );
        assert!(
            is_after || !said,
            "{what}: what was said to be done is not there"
        );
        if let Some(made) = &deed.makes {
            assert!(made.is_file() || !said, "{what}: what was made is gone");
            if made.is_file() {
                assert_eq!(look(made).await, deed.seen_before, "{what}: the copy");
            }
        }
        // Whatever a kill has left lying about, the same deed can be done again.
        if !is_after {
            let words: Vec<&str> = deed.words.iter().map(String::as_str).collect();
            let answer = tidestock(&workspace, &words);
            assert_eq!(answer.exit, 0, "{what}, again: {}", answer.json);
            assert_eq!(look(&workspace).await, deed.seen_after, "{what}, again");
        }
        if is_after && deed.seen_after != deed.seen_before {
            after += 1;
        } else {
            before += 1;
        }
    }
    (before, after)
}

fn is_watchable() -> bool {
    let known = written(std::process::id()).is_some();
    if !known {
        eprintln!("skipped: this system does not say how much a process has written");
    }
    known
}

#[tokio::test]
async fn kills_lose_nothing_that_was_committed_and_keep_nothing_that_was_not() {
    if is_watchable() {
        // The demo shop is too large to be loaded many times in a short test.
        play(20, 1, 200, &["import", "undo", "backup", "restore"]).await;
    }
}

#[tokio::test]
#[ignore = "500 rounds take minutes: npm run torture"]
async fn many_kills_lose_nothing() {
    if !is_watchable() {
        return;
    }
    let number = |name: &str, default: u64| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let rounds = usize::try_from(number("TIDESTOCK_ROUNDS", 500)).expect("a count");
    let names = ["import", "undo", "backup", "restore", "demo"];
    let (before, after) = play(rounds, number("TIDESTOCK_SEED", 1), 3_000, &names).await;
    eprintln!("{rounds} rounds: {before} left it as before, {after} as after; nothing between");
    assert!(before > 0 && after > 0, "the kills fell on both sides");
}

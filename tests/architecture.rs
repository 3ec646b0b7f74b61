//! The rules of the house that no compiler knows: who may depend on whom, where each kind of
//! contact with the outside lives, and that the map in ARCHITECTURE.md is of this place.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Longest source file, in lines. A longer one knows more than one thing.
const LINES: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under `folder` with one of the endings, as (path from the root, text). Generated
/// files, dependencies and build outputs are no source.
fn sources(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                let skipped = ["node_modules", "target", "dist", "gen", "test-results"];
                if !name.starts_with('.') && !skipped.contains(&name.as_str()) {
                    walk(&path, endings, found);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) && name != "contract.ts" {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), endings, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file is UTF-8");
            let relative = path.strip_prefix(root()).expect("inside the root");
            (relative.to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}

/// All Rust source that is shipped or run here.
fn rust() -> Vec<(String, String)> {
    let folders = ["crates", "src", "src-tauri", "xtask", "benches", "tests"];
    folders
        .iter()
        .flat_map(|folder| sources(folder, &[".rs"]))
        .collect()
}

/// The line without its comment. `://` starts no comment: it is inside an address.
fn code(line: &str) -> &str {
    let mut from = 0;
    while let Some(at) = line[from..].find("//").map(|at| at + from) {
        if at == 0 || line.as_bytes()[at - 1] != b':' {
            return &line[..at];
        }
        from = at + 2;
    }
    line
}

/// Whether `word` stands in `line` with no letter, digit, `_` or `-` right before or after it.
fn has_word(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    line.match_indices(word).any(|(at, _)| {
        !line[..at].chars().next_back().is_some_and(part_of_name)
            && !line[at + word.len()..]
                .chars()
                .next()
                .is_some_and(part_of_name)
    })
}

/// Every line outside of `allowed` that uses one of `words`, as `file:line: text`. A place in
/// `allowed` is the start of a path; one that begins with `/` is a folder anywhere in it.
fn uses(files: &[(String, String)], words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        // This file has to name what it forbids.
        if path == "tests/architecture.rs" || allowed.iter().any(|place| within(path, place)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| has_word(code(line), word)) {
                found.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

fn within(path: &str, place: &str) -> bool {
    if place.starts_with('/') {
        path.contains(place)
    } else {
        path.starts_with(place)
    }
}

fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

/// Package name to its dependencies, each with its kind (`normal`, `dev` or `build`), as cargo
/// itself reads the manifests.
fn dependencies() -> BTreeMap<String, Vec<(String, String)>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata is json");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    packages
        .iter()
        .map(|package| {
            let list = package["dependencies"].as_array().into_iter().flatten();
            let names = list.filter_map(|one| {
                Some((
                    text(&one["name"])?,
                    text(&one["kind"]).unwrap_or_else(|| "normal".into()),
                ))
            });
            (text(&package["name"]).expect("a name"), names.collect())
        })
        .collect()
}

#[test]
fn packages_depend_only_inwards() {
    let middle = ["forecast", "planning", "store", "exchange", "connect"];
    let packages = dependencies();
    let members: Vec<&String> = packages.keys().collect();
    let mut found = Vec::new();
    for (package, needs) in &packages {
        for (need, kind) in needs {
            if !members.contains(&need) {
                continue;
            }
            let inwards = match package.as_str() {
                "domain" => false,
                name if middle.contains(&name) => need == "domain",
                "engine" => need == "domain" || middle.contains(&need.as_str()),
                // A face shows what the engine answers. Its benchmarks may measure a part alone.
                "tidestock" | "tidestock-desktop" => {
                    ["engine", "domain"].contains(&need.as_str()) || kind == "dev"
                }
                "xtask" => need != "tidestock-desktop",
                other => panic!("{other} is new: say here what it may depend on"),
            };
            if !inwards {
                found.push(format!("{package} depends on {need} ({kind})"));
            }
        }
    }
    assert_none(
        &found,
        "domain < forecast, planning, store, exchange, connect < engine < faces",
    );
    assert!(packages.contains_key("engine"), "the workspace was read");
}

#[test]
fn libraries_that_touch_the_outside_have_one_home() {
    // (library, packages that may have it, packages that may have it for tests or measurements)
    let homes: [(&str, &[&str], &[&str]); 8] = [
        ("sqlx", &["store"], &["store"]),
        ("rusqlite", &[], &["tidestock", "xtask", "store"]),
        ("reqwest", &["connect"], &["connect", "tidestock"]),
        ("hyper", &["connect"], &["connect", "tidestock"]),
        ("axum", &["tidestock"], &["tidestock", "connect"]),
        ("tauri", &["tidestock-desktop"], &["tidestock-desktop"]),
        ("keyring", &["connect", "engine"], &["connect", "engine"]),
        (
            "calamine",
            &["exchange"],
            &["exchange", "tidestock", "xtask"],
        ),
    ];
    let mut found = Vec::new();
    for (package, needs) in dependencies() {
        for (need, kind) in needs {
            for (library, normal, measured) in homes {
                // The helper program of this repository measures and generates; it is not shipped.
                let places = if kind == "dev" || package == "xtask" {
                    measured
                } else {
                    normal
                };
                if need == library && !places.contains(&package.as_str()) {
                    found.push(format!("{package} depends on {need} ({kind})"));
                }
            }
        }
    }
    assert_none(
        &found,
        "a library is in a package that has no business with it",
    );
}

#[test]
fn only_the_store_speaks_sql() {
    let found = uses(
        &rust(),
        &["sqlx", "rusqlite"],
        &["crates/store/", "benches/", "xtask/"],
    );
    assert_none(&found, "sqlx and rusqlite live in crates/store");
}

#[test]
fn only_connections_and_the_server_open_sockets() {
    let words = [
        "std::net",
        "tokio::net",
        "TcpListener",
        "TcpStream",
        "UdpSocket",
        "axum",
        "reqwest",
    ];
    let allowed = [
        "crates/connect/",
        "src/serve",
        "tests/",
        "src/command/serve",
    ];
    assert_none(
        &uses(&rust(), &words, &allowed),
        "a socket is opened outside of connect and serve",
    );
}

#[test]
fn nothing_below_the_shell_knows_the_window() {
    let found = uses(&rust(), &["tauri", "tauri_build"], &["src-tauri/"]);
    assert_none(&found, "tauri lives in src-tauri");

    let interface = sources("ui", &[".ts", ".vue"]);
    let found: Vec<String> = interface
        .iter()
        .filter(|(path, text)| text.contains("@tauri-apps") && path != "ui/src/ipc/hosts/tauri.ts")
        .map(|(path, _)| path.clone())
        .collect();
    assert_none(
        &found,
        "@tauri-apps is imported by ui/src/ipc/hosts/tauri.ts alone",
    );
}

#[test]
fn one_place_reads_the_clock() {
    let clock = "crates/engine/src/clock.rs";
    let dates = ["Utc::now", "Local::now", "SystemTime::now"];
    // The counterparts of the connectors refuse a signature that is minutes old.
    let live = [clock, "crates/connect/tests/"];
    assert_none(
        &uses(&rust(), &dates, &live),
        "the date comes from the engine's clock",
    );
    let stopwatch = [clock, "benches/", "xtask/", "/examples/", "/benches/"];
    assert_none(
        &uses(&rust(), &["Instant::now"], &stopwatch),
        "time is measured in benchmarks alone",
    );
}

#[test]
fn no_file_is_too_long() {
    let found: Vec<String> = sources("", &[".rs", ".ts", ".vue", ".sql", ".mjs"])
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert_none(&found, "split the file by what each piece knows");
}

#[test]
fn the_interface_is_typed_and_writes_no_markup() {
    let interface = sources("ui/src", &[".ts", ".vue"]);
    assert!(!interface.is_empty(), "the interface was read");
    // A name in a seller's file may hold markup; as text it stays text.
    let found = uses(
        &interface,
        &["v-html", "innerHTML", "outerHTML", "insertAdjacentHTML"],
        &[],
    );
    assert_none(&found, "text is never written as markup");
    let untyped = [
        ": any",
        "as any",
        "<any",
        "any[]",
        "@ts-ignore",
        "@ts-nocheck",
    ];
    let found: Vec<String> = interface
        .iter()
        .flat_map(|(path, text)| text.lines().enumerate().map(move |line| (path, line)))
        .filter(|(_, (_, line))| untyped.iter().any(|word| has_word(line, word)))
        .map(|(path, (number, line))| format!("{path}:{}: {}", number + 1, line.trim()))
        .collect();
    assert_none(&found, "a type is missing");
}

/// `a/{b,c}/d` as `a/b/d` and `a/c/d`.
fn alternatives(path: &str) -> Vec<String> {
    let (Some(open), Some(close)) = (path.find('{'), path.find('}')) else {
        return vec![path.to_owned()];
    };
    path[open + 1..close]
        .split(',')
        .flat_map(|one| alternatives(&format!("{}{one}{}", &path[..open], &path[close + 1..])))
        .collect()
}

/// Whether something is there. A part of the path with `*` or `<name>` stands for any entry.
fn exists(folder: &Path, path: &str) -> bool {
    let (head, rest) = path.split_once('/').unwrap_or((path, ""));
    if head.is_empty() {
        return folder.exists();
    }
    let Some(open) = head.find(['*', '<']) else {
        return exists(&folder.join(head), rest);
    };
    let close = head.rfind(['*', '>']).unwrap_or(open);
    let (before, after) = (&head[..open], &head[close + 1..]);
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.starts_with(before) && name.ends_with(after) && exists(&entry.path(), rest)
        })
}

#[test]
fn the_map_shows_this_place() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    // Every second piece between backticks is quoted code. One with a slash and no space is a path.
    let named: Vec<&str> = map
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|quoted| quoted.contains('/') && !quoted.contains([' ', ':', '@', '\n']))
        .filter(|quoted| !quoted.starts_with(['/', '.']))
        .collect();
    assert!(named.len() > 10, "the map names paths: {named:?}");
    let gone: Vec<String> = named
        .into_iter()
        .flat_map(alternatives)
        .filter(|path| !exists(root(), path))
        .collect();
    assert_none(&gone, "ARCHITECTURE.md names what is not there");
}

/// The helpers above decide what the rules see, so they are held to account too.
#[test]
fn the_rules_see_what_they_should() {
    assert_eq!(code("let a = 1; // sqlx"), "let a = 1; ");
    assert_eq!(code("get(\"http://a\") // b"), "get(\"http://a\") ");
    assert!(has_word("use sqlx::query;", "sqlx"));
    assert!(!has_word("use my_sqlx::query;", "sqlx"));
    assert!(!has_word("open(\"src-tauri/src\")", "tauri"));
    assert!(within("crates/a/examples/b.rs", "/examples/"));
    assert!(!within("crates/store/src/lib.rs", "store/"));
    assert!(has_word("chrono::Utc::now()", "Utc::now"));
    assert!(!has_word("Utc::nowhere()", "Utc::now"));
    assert_eq!(alternatives("a/{b,c}.rs"), ["a/b.rs", "a/c.rs"]);
    assert!(exists(root(), "crates/*/src/lib.rs"));
    assert!(exists(root(), "crates/<name>/Cargo.toml"));
    assert!(!exists(root(), "crates/*/nothing.rs"));
}

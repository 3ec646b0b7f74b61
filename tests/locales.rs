//! The sentences of both languages say the same things, with the same blanks, and all are used.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `file.path.to.key` to its sentence.
fn sentences(language: &str) -> BTreeMap<String, String> {
    fn collect(prefix: &str, value: &Value, found: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(entries) => {
                for (key, entry) in entries {
                    collect(&format!("{prefix}.{key}"), entry, found);
                }
            }
            Value::String(sentence) => {
                found.insert(prefix.to_owned(), sentence.clone());
            }
            other => panic!("{prefix} is {other}, not a sentence"),
        }
    }
    let mut found = BTreeMap::new();
    let folder = root().join("locales").join(language);
    for entry in fs::read_dir(&folder)
        .expect("the language's folder")
        .flatten()
    {
        let path = entry.path();
        let file = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path).expect("a readable file");
        let value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{file}.json: {e}"));
        collect(&file, &value, &mut found);
    }
    found
}

/// The names between braces.
fn blanks(sentence: &str) -> BTreeSet<&str> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// All source text that can name a key, one file after another.
fn sources(endings: &[&str], folders: &[&str]) -> String {
    fn walk(folder: &Path, endings: &[&str], text: &mut String) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                walk(&path, endings, text);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                text.push_str(&fs::read_to_string(&path).expect("a source file is UTF-8"));
            }
        }
    }
    let mut text = String::new();
    for folder in folders {
        walk(&root().join(folder), endings, &mut text);
    }
    text
}

fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_blanks() {
    let [english, chinese] = LANGUAGES.map(sentences);
    assert!(english.len() > 50, "the sentences were read");
    let mut found = Vec::new();
    for key in english
        .keys()
        .chain(chinese.keys())
        .collect::<BTreeSet<_>>()
    {
        match (english.get(key), chinese.get(key)) {
            (Some(one), Some(other)) if blanks(one) == blanks(other) => {}
            (Some(one), Some(other)) => {
                found.push(format!("{key}: {:?} and {:?}", blanks(one), blanks(other)));
            }
            (None, _) => found.push(format!("{key}: no English")),
            (_, None) => found.push(format!("{key}: no Chinese")),
        }
    }
    assert_none(&found, "the languages differ");
}

#[test]
fn sentences_are_plain_text_with_named_blanks() {
    let mut found = Vec::new();
    for language in LANGUAGES {
        for (key, sentence) in sentences(language) {
            // `|` would start a plural form and `@` a link to another sentence in the window.
            let marked = sentence.contains(['|', '@', '<', '`']);
            let blank = |name: &&str| {
                !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            };
            let named = blanks(&sentence).iter().all(blank);
            let paired = sentence.matches('{').count() == sentence.matches('}').count();
            if marked || !named || !paired || sentence.trim().is_empty() {
                found.push(format!("{language} {key}: {sentence}"));
            }
        }
    }
    assert_none(
        &found,
        "a sentence holds markup, an unnamed blank, or nothing",
    );
}

/// The tone of the window: short, and it neither begs nor congratulates. What is printed for a
/// supplier may be polite.
#[test]
fn sentences_keep_the_tone() {
    let avoided = [
        ("zh-CN", &["您", "请", "成功", "进行"][..]),
        ("en", &["please", "successfully", " %"][..]),
    ];
    let mut found = Vec::new();
    for (language, words) in avoided {
        for (key, sentence) in sentences(language) {
            let lower = sentence.to_lowercase();
            if !key.starts_with("export.") && words.iter().any(|word| lower.contains(word)) {
                found.push(format!("{language} {key}: {sentence}"));
            }
        }
    }
    assert_none(&found, "a sentence is longer than what it says");
}

#[test]
fn every_sentence_is_used() {
    let text = sources(
        &[".rs", ".ts", ".vue"],
        &["ui/src", "crates", "src", "src-tauri/src"],
    );
    let (quoted, starts, ends) = (quoted(&text), starts(&text), ends(&text));
    let used = |key: &str| {
        let name = key.rsplit('.').next().unwrap_or(key);
        // Written out whole, or as the code that chooses it at run time.
        if quoted.contains(name) || text.contains(key) {
            return true;
        }
        // Or put together from a fixed and a changing part: "kind_{kind}", `{name}_hint`.
        name.match_indices('_')
            .any(|(at, _)| starts.contains(&name[..=at]) || ends.contains(&name[at..]))
    };
    let found: Vec<String> = sentences("en")
        .into_keys()
        .filter(|key| !used(key))
        .collect();
    assert_none(&found, "nothing says these sentences");
}

/// Everything between two equal marks with no other mark between them: property names of TypeScript
/// and codes in Rust's `match` both count.
fn quoted(text: &str) -> BTreeSet<&str> {
    let marks: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, mark)| ['"', '\'', '`'].contains(mark))
        .collect();
    marks
        .windows(2)
        .filter(|pair| pair[0].1 == pair[1].1)
        .map(|pair| &text[pair[0].0 + 1..pair[1].0])
        .collect()
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// Names that stand between a mark or a point and `{` or `${`.
fn starts(text: &str) -> BTreeSet<&str> {
    text.match_indices('{')
        .filter_map(|(at, _)| {
            let before = &text[..at];
            let before = before.strip_suffix('$').unwrap_or(before);
            let rest = before.trim_end_matches(is_of_a_name);
            rest.ends_with(['"', '\'', '`', '.'])
                .then(|| &before[rest.len()..])
        })
        .collect()
}

/// Names that stand between `}` and a mark.
fn ends(text: &str) -> BTreeSet<&str> {
    text.match_indices('}')
        .filter_map(|(at, _)| {
            let after = &text[at + 1..];
            let rest = after.trim_start_matches(is_of_a_name);
            rest.starts_with(['"', '\'', '`'])
                .then(|| &after[..after.len() - rest.len()])
        })
        .collect()
}

#[test]
fn every_sentence_that_the_window_names_is_there() {
    let known = sentences("en");
    let text = sources(&[".ts", ".vue"], &["ui/src"]);
    let mut found = BTreeSet::new();
    for call in ["t('", "t(\""] {
        for (at, _) in text.match_indices(call) {
            let before = text[..at].chars().next_back();
            let mark = &call[call.len() - 1..];
            let Some((key, _)) = text[at + call.len()..].split_once(mark) else {
                continue;
            };
            let is_call = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let is_key = key.contains('.') && !key.contains([' ', '$', '/']);
            if is_call && is_key && !known.contains_key(key) {
                found.insert(key.to_owned());
            }
        }
    }
    assert_none(
        &found.into_iter().collect::<Vec<_>>(),
        "a sentence is missing",
    );
}

#[test]
fn the_rules_see_what_they_should() {
    assert_eq!(blanks("{a} of {b}, {a}"), BTreeSet::from(["a", "b"]));
    assert_eq!(blanks("none"), BTreeSet::new());
    assert!(quoted("let a = \"code\";").contains("code"));
    assert!(!quoted("let code = 1;").contains("code"));
}

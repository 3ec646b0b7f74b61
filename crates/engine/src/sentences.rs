//! Sentences of `locales/` for what is not the window: command line and workbooks.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::contract::Language;

macro_rules! files {
    ($($name:literal),+) => {
        [$(($name,
            include_str!(concat!("../../../locales/zh-CN/", $name, ".json")),
            include_str!(concat!("../../../locales/en/", $name, ".json")))),+]
    };
}

const FILES: [(&str, &str, &str); 10] = files!(
    "alert",
    "cli",
    "connection",
    "demand",
    "export",
    "failure",
    "import",
    "problem",
    "promotion",
    "reason"
);

type Table = HashMap<(Language, &'static str), Map<String, Value>>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let parse = |text: &str| serde_json::from_str(text).unwrap_or_default();
    FILES
        .iter()
        .flat_map(|(name, zh, en)| {
            [
                ((Language::Zh, *name), parse(zh)),
                ((Language::En, *name), parse(en)),
            ]
        })
        .collect()
});

/// The sentence of a key, `group.name` where it stands in a group; the key itself where there is
/// none.
#[must_use]
pub fn text(language: Language, file: &'static str, key: &str) -> String {
    TABLE
        .get(&(language, file))
        .and_then(|table| {
            let mut names = key.split('.');
            let first = table.get(names.next()?)?;
            names.try_fold(first, |value, name| value.get(name))
        })
        .and_then(Value::as_str)
        .unwrap_or(key)
        .to_owned()
}

/// The sentence of a code with its blanks filled.
#[must_use]
pub fn say(
    language: Language,
    file: &'static str,
    code: &str,
    params: &Map<String, Value>,
) -> String {
    let mut sentence = text(language, file, code);
    for (name, value) in params {
        let shown = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => match number.as_f64() {
                // Whole numbers without digits, others with two: a sentence is no ledger.
                Some(value) if value.fract() == 0.0 => format!("{value:.0}"),
                Some(value) => format!("{value:.2}"),
                None => number.to_string(),
            },
            Value::Null => String::new(),
            other => other.to_string(),
        };
        sentence = sentence.replace(&format!("{{{name}}}"), &shown);
    }
    sentence
}

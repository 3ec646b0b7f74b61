//! The words printed in exported files, in both languages.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// Language of an exported file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Reads `zh`, `zh-CN`, `en`, `en-US` …; `None` for any other language.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Lang> {
        match code.split(['-', '_']).next() {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => None,
        }
    }

    /// The typeface every supplier's computer has for this language.
    pub(crate) fn typeface(self) -> &'static str {
        match self {
            Lang::Zh => "Microsoft YaHei",
            Lang::En => "Calibri",
        }
    }

    /// The sentence of a key. A key without a sentence comes back in angle brackets: visible to
    /// a reader and to the tests, which look for them in every workbook.
    pub(crate) fn label(self, key: &str) -> String {
        self.known(key).unwrap_or_else(|| format!("⟨{key}⟩"))
    }

    /// The sentence of a key, where there is one.
    pub(crate) fn known(self, key: &str) -> Option<String> {
        self.table().get(key).cloned()
    }

    /// The sentence of a key with its `{blanks}` filled. A value that looks like a blank itself
    /// is never filled in turn.
    pub(crate) fn filled(self, key: &str, blanks: &[(&str, &str)]) -> String {
        let sentence = self.label(key);
        let mut filled = String::with_capacity(sentence.len());
        let mut rest = sentence.as_str();
        while let Some(open) = rest.find('{') {
            let (before, from_open) = rest.split_at(open);
            filled.push_str(before);
            let blank = from_open.find('}').and_then(|close| {
                let name = from_open.get(1..close)?;
                let value = blanks.iter().find(|(known, _)| *known == name)?.1;
                Some((value, close + 1))
            });
            match blank {
                Some((value, end)) => {
                    filled.push_str(value);
                    rest = from_open.get(end..).unwrap_or_default();
                }
                None => {
                    filled.push('{');
                    rest = from_open.get(1..).unwrap_or_default();
                }
            }
        }
        filled.push_str(rest);
        filled
    }

    fn table(self) -> &'static HashMap<String, String> {
        static ZH: OnceLock<HashMap<String, String>> = OnceLock::new();
        static EN: OnceLock<HashMap<String, String>> = OnceLock::new();
        let (table, json) = match self {
            Lang::Zh => (&ZH, include_str!("../../../../locales/zh-CN/export.json")),
            Lang::En => (&EN, include_str!("../../../../locales/en/export.json")),
        };
        table.get_or_init(|| serde_json::from_str(json).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_and_the_same_blanks() {
        let blanks = |sentence: &str| -> Vec<String> {
            let mut names: Vec<String> = sentence
                .split('{')
                .skip(1)
                .filter_map(|part| part.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            names.sort();
            names
        };
        let (zh, en) = (Lang::Zh.table(), Lang::En.table());
        assert!(zh.len() > 50, "the table was read");
        let mut keys: Vec<_> = zh.keys().chain(en.keys()).collect();
        keys.sort();
        for key in keys {
            let zh = zh.get(key).unwrap_or_else(|| panic!("zh lacks {key}"));
            let en = en.get(key).unwrap_or_else(|| panic!("en lacks {key}"));
            assert_eq!(blanks(zh), blanks(en), "{key}");
            assert!(
                !zh.contains(['|', '@']) && !en.contains(['|', '@']),
                "{key}"
            );
        }
    }

    #[test]
    fn a_value_that_looks_like_a_blank_is_left_alone() {
        let filled = Lang::En.filled("footer_page_of", &[("page", "{pages}"), ("pages", "9")]);
        assert_eq!(filled, "Page {pages} of 9");
        assert_eq!(Lang::En.label("no_such_key"), "⟨no_such_key⟩");
    }

    #[test]
    fn languages_are_read_from_their_codes() {
        assert_eq!(Lang::from_code("zh-CN"), Some(Lang::Zh));
        assert_eq!(Lang::from_code("en_GB"), Some(Lang::En));
        assert_eq!(Lang::from_code("de"), None);
    }
}

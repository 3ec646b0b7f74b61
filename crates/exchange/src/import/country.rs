//! Countries: names in six languages and everyday abbreviations to ISO 3166 alpha-2 codes.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Code and names a line, `|` between: the display names of Unicode CLDR (Unicode licence) in
/// English, Chinese, Japanese, German, French and Spanish, then everyday names and abbreviations.
/// "Channel Islands" is filed under Jersey, the larger of the two.
const NAMES: &str = include_str!("countries.txt");

fn table() -> &'static HashMap<String, &'static str> {
    static TABLE: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for line in NAMES.lines() {
            let code = line.split('|').next().unwrap_or_default();
            for name in line.split('|') {
                table.entry(key(name)).or_insert(code);
            }
        }
        table
    })
}

/// Letters only, lower case: `U.S.A.` and `usa` are one name.
fn key(name: &str) -> String {
    name.chars()
        .map(super::header::half_width)
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The ISO 3166 alpha-2 code of a country's name or code, in either case and several languages;
/// `None` where it is not known (`West Indies`, `Unspecified`).
#[must_use]
pub fn code(name: &str) -> Option<&'static str> {
    let key = key(name);
    if key.is_empty() {
        return None;
    }
    table().get(&key).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_codes_and_abbreviations_are_one_country() {
        for (name, expected) in [
            ("United Kingdom", "GB"),
            ("EIRE", "IE"),
            ("RSA", "ZA"),
            ("UK", "GB"),
            ("usa", "US"),
            ("美国", "US"),
            ("德国", "DE"),
            ("ドイツ", "DE"),
            ("Deutschland", "DE"),
            ("Channel Islands", "JE"),
            ("Korea", "KR"),
            ("Czech Republic", "CZ"),
            ("Hong Kong", "HK"),
            ("de", "DE"),
        ] {
            assert_eq!(code(name), Some(expected), "{name}");
        }
        for name in ["", "Unspecified", "West Indies", "European Community", "12"] {
            assert_eq!(code(name), None, "{name}");
        }
    }
}

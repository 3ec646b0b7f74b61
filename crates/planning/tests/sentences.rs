//! Every code the crate can emit has a sentence in both languages, with the same blanks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use planning::reason::{ACTIONS, ALERTS, REASONS, Signature};
use rstest::rstest;

fn sentences(language: &str, file: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    let path = root.join(language).join(file);
    let text = std::fs::read_to_string(&path).expect("the sentences are there");
    serde_json::from_str(&text).expect("flat code to sentence")
}

fn blanks(sentence: &str) -> BTreeSet<&str> {
    sentence
        .split('{')
        .skip(1)
        .map(|part| part.split_once('}').expect("a closed blank").0)
        .collect()
}

fn expected(list: &[Signature], prefix: &str) -> BTreeMap<String, BTreeSet<&'static str>> {
    list.iter()
        .map(|(code, blanks)| (format!("{prefix}{code}"), blanks.iter().copied().collect()))
        .collect()
}

#[rstest]
#[case("zh-CN")]
#[case("en")]
fn every_code_has_its_sentence_and_blanks(#[case] language: &str) {
    let mut alerts = expected(ALERTS, "");
    alerts.extend(expected(ACTIONS, "action_"));
    for (file, codes) in [
        ("reason.json", expected(REASONS, "")),
        ("alert.json", alerts),
    ] {
        let found = sentences(language, file);
        let found: BTreeMap<String, BTreeSet<&str>> = found
            .iter()
            .map(|(code, sentence)| (code.clone(), blanks(sentence)))
            .collect();
        assert_eq!(found, codes, "{language}/{file}");
    }
}

#[rstest]
#[case("zh-CN")]
#[case("en")]
fn sentences_hold_no_sign_the_window_reads_as_markup(#[case] language: &str) {
    for file in ["reason.json", "alert.json"] {
        for (code, sentence) in sentences(language, file) {
            assert!(
                !sentence.contains(['|', '@']),
                "{language} {code}: {sentence}"
            );
            assert!(!sentence.trim().is_empty());
        }
    }
}

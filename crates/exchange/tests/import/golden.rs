//! Each file under `testdata/import/<system>/` beside what is read from it. After a wanted change
//! run with `UPDATE_GOLDEN=1` and look at the difference.

use crate::support::{inputs, story};
use exchange::import::Options;

#[test]
fn every_file_is_understood_as_its_golden_output_says() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    // A shop in China: moments with an offset are moved by eight hours.
    let options = Options {
        zone: domain::ShopZone::fixed(480),
        ..Options::default()
    };
    let mut wrong = Vec::new();
    for input in inputs() {
        let golden = input.with_file_name(format!(
            "{}.golden",
            input.file_name().expect("a file").to_string_lossy()
        ));
        let told = story(&input, &options);
        if update {
            std::fs::write(&golden, &told).expect("the golden file is written");
        }
        let expected = std::fs::read_to_string(&golden).unwrap_or_default();
        if told != expected {
            wrong.push(format!("{}\n{told}", input.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Codes met in the golden files and in broken files; the sentences are kept by hand.
#[test]
fn every_code_met_has_a_sentence_in_both_languages() {
    let mut codes = Vec::new();
    for input in inputs() {
        exchange::import::read(&input, &Options::default(), &mut |event| {
            match event {
                exchange::import::Event::Block { problems, .. } => {
                    codes.extend(problems.into_iter().map(|p| (p.code, p.params)));
                }
                exchange::import::Event::FileFailed { failure, .. } => {
                    codes.extend([(failure.code, failure.params)]);
                }
                _ => {}
            }
            std::ops::ControlFlow::Continue(())
        })
        .expect("the path is there");
    }
    assert!(codes.len() > 10);
    for lang in ["zh-CN", "en"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../locales")
            .join(lang)
            .join("problem.json");
        let sentences: std::collections::BTreeMap<String, String> =
            serde_json::from_str(&std::fs::read_to_string(path).expect("there")).expect("flat");
        for (code, params) in &codes {
            let sentence = sentences
                .get(code)
                .unwrap_or_else(|| panic!("{lang} lacks {code}"));
            let filled = params.keys().fold(sentence.clone(), |text, key| {
                text.replace(&format!("{{{key}}}"), "")
            });
            assert!(
                !filled.contains('{'),
                "{lang} {code}: a blank of {sentence} is never filled"
            );
        }
    }
}

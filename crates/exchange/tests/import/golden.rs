//! Each file under `testdata/import/<system>/` beside what is read from it. After a wanted change
//! run with `UPDATE_GOLDEN=1` and look at the difference.

use crate::support::{inputs, story};
use exchange::import::Options;

#[test]
fn every_file_is_understood_as_its_golden_output_says() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    // A shop in China: moments with an offset are moved by eight hours.
    let options = Options {
        utc_offset_minutes: 480,
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

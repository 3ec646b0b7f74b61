//! The little shop in a workspace of its own, and what its figures are compared with.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

pub(crate) const MORNING: &str = "2026-04-27";

pub(crate) fn little_shop() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/little-shop")
}

pub(crate) fn expected(name: &str) -> Value {
    let path = little_shop().join("expected").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).expect("expected file")).expect("json")
}

/// A workspace of its own, driven by the program as a script would.
pub(crate) struct Shop(pub(crate) tempfile::TempDir);

impl Shop {
    pub(crate) fn empty() -> Shop {
        Shop(tempfile::tempdir().expect("a folder"))
    }

    /// The shop with every file of `expected/import.json`, in their order.
    pub(crate) fn whole() -> Shop {
        let shop = Shop::empty();
        shop.say(&["rate", "CNY", "2026-01-01", "0.14"]);
        for file in list(&expected("import.json")["files"]) {
            shop.import(text(&file["file"]));
        }
        shop
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> (bool, Value) {
        let done = Command::new(env!("CARGO_BIN_EXE_tidestock"))
            .arg("--workspace")
            .arg(self.0.path().join("shop.db"))
            .arg("--json")
            .args(arguments)
            .output()
            .expect("the program runs");
        let answer = serde_json::from_slice(&done.stdout).unwrap_or_else(|error| {
            panic!(
                "{arguments:?}: {error}: {}",
                String::from_utf8_lossy(&done.stderr)
            )
        });
        (done.status.success(), answer)
    }

    pub(crate) fn say(&self, arguments: &[&str]) -> Value {
        let (done, answer) = self.run(arguments);
        assert!(done, "{arguments:?}: {answer}");
        answer
    }

    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        let (done, answer) = self.run(arguments);
        assert!(!done, "{arguments:?}: {answer}");
        text(&answer["error"]["code"]).to_owned()
    }

    pub(crate) fn import(&self, file: &str) -> Value {
        let path = little_shop().join(file).display().to_string();
        self.say(&["import", &path])["batches"][0].clone()
    }

    /// The quantities of `expected/plan.json`, set by hand.
    pub(crate) fn set_quantities(&self) {
        for line in list(&expected("plan.json")["lines"]) {
            let units = line["quantity"].to_string();
            let (sku, location) = (text(&line["sku"]), text(&line["location"]));
            self.say(&["plan", "set", sku, location, &units, "--as-of", MORNING]);
        }
    }
}

pub(crate) fn list(value: &Value) -> &Vec<Value> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value}"))
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

pub(crate) fn number(value: &Value) -> f64 {
    match value {
        Value::String(digits) => digits.parse().expect("a number"),
        other => other
            .as_f64()
            .unwrap_or_else(|| panic!("no number: {other}")),
    }
}

pub(crate) fn near(found: f64, wanted: f64, what: &str) {
    assert!(
        (found - wanted).abs() < 1e-9,
        "{what}: {found} is not {wanted}"
    );
}

//! A shop made from files in a fresh workspace, asked through the list of commands.
#![allow(dead_code, reason = "each file of tests uses a part of it")]

use engine::{Engine, commands};
use serde_json::{Value, json};

/// The morning on which the shop is asked.
pub const AS_OF: &str = "2026-06-01";

/// A workspace of its own.
pub struct Shop {
    folder: tempfile::TempDir,
    pub engine: Engine,
}

impl Shop {
    pub async fn new() -> Shop {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = Engine::open(&folder.path().join("shop.db"))
            .await
            .expect("a workspace");
        Shop { folder, engine }
    }

    pub async fn call(&self, name: &str, request: Value) -> Value {
        commands::call(&self.engine, name, request)
            .await
            .unwrap_or_else(|failure| panic!("{name}: {failure:?}"))
    }

    /// Imports files, none of whose rows may be refused.
    pub async fn import(&self, files: &[(&str, &str)]) {
        let paths: Vec<String> = files
            .iter()
            .map(|(name, text)| {
                let path = self.folder.path().join(name);
                std::fs::write(&path, text).expect("written");
                path.display().to_string()
            })
            .collect();
        let request = json!({"paths": paths, "dry_run": false});
        let report = self.call("import_files", request).await;
        for batch in report["batches"].as_array().expect("batches") {
            assert_eq!(batch["rejected"], 0, "{batch}");
        }
    }

    pub async fn plan(&self) -> Value {
        self.call("plan_get", json!({"as_of": AS_OF})).await
    }
}

/// Lines of a SKU.
pub fn lines<'a>(plan: &'a Value, sku: &str) -> Vec<&'a Value> {
    let lines = plan["lines"].as_array().expect("lines");
    lines.iter().filter(|line| line["sku"] == sku).collect()
}

/// Figures of a reason of a line.
pub fn reason<'a>(line: &'a Value, code: &str) -> Option<&'a Value> {
    let reasons = line["reasons"].as_array().expect("reasons");
    reasons
        .iter()
        .find(|reason| reason["code"] == code)
        .map(|reason| &reason["params"])
}

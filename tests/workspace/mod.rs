//! A workspace in a folder of its own, and the commands tests ask of it.
#![allow(dead_code, reason = "each file of tests uses a part of it")]

use std::path::{Path, PathBuf};

use engine::Engine;
use serde_json::{Value, json};

pub async fn call(engine: &Engine, name: &str, request: Value) -> Value {
    engine::call(engine, name, request)
        .await
        .unwrap_or_else(|failure| panic!("{name}: {failure}"))
}

pub async fn refused(engine: &Engine, name: &str, request: Value) -> engine::Failure {
    match engine::call(engine, name, request).await {
        Ok(answer) => panic!("{name} was not refused: {answer}"),
        Err(failure) => failure,
    }
}

pub async fn open(folder: &Path) -> Engine {
    Engine::open(&folder.join("shop.db")).await.expect("opens")
}

pub fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    path
}

pub async fn check(engine: &Engine) {
    let check = call(engine, "check", json!({})).await;
    assert_eq!(check["ok"], true, "{check}");
}

/// Imports rows of a kind, none of which is refused.
pub async fn import(engine: &Engine, folder: &Path, kind: &str, text: &str) {
    let file = write(folder, &format!("{kind}.csv"), text);
    let request = json!({ "paths": [file], "kind": kind });
    let report = call(engine, "import_files", request).await;
    assert_eq!(report["batches"][0]["rejected"], 0, "{report}");
}

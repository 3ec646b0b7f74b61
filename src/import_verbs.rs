//! The verbs around an import: corrections, joined codes, pictures, what an undo would touch.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use engine::Failure;
use engine::contract::Language;
use engine::sentences::{say, text};
use serde_json::{Map, Value, json};

/// Corrected meanings of columns.
#[derive(Debug, Subcommand)]
pub enum MappingVerb {
    /// Show what is remembered.
    List,
    /// Forget one.
    Remove {
        /// Its fingerprint, as `mapping list` shows it.
        fingerprint: String,
    },
    /// Remember the corrections of a file; each names its fingerprint and kind.
    Set {
        /// JSON, such as `mapping list --json` writes.
        file: PathBuf,
    },
}

/// One SKU under several codes.
#[derive(Debug, Subcommand)]
pub enum AliasVerb {
    /// Show joined codes, and SKUs that look alike.
    List,
    /// Read a code as a SKU from now on, and move what stands under it.
    Join {
        /// The other code.
        code: String,
        /// The SKU it is.
        sku: String,
    },
    /// Make a joined code a SKU of its own again.
    Split {
        /// The code.
        code: String,
    },
}

/// The corrections in a file.
pub fn mappings(file: &Path) -> Result<Value, Failure> {
    let bytes = std::fs::read(file)
        .map_err(|_| Failure::new("file_not_found").with("file", file.display().to_string()))?;
    // Editors on Windows put a mark in front.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| Failure::new("bad_mapping").with("detail", error.to_string()))?;
    Ok(json!(engine::mappings_of(&value)?))
}

/// Command and request of `mapping …`.
pub fn mapping_request(verb: MappingVerb) -> Result<(&'static str, Value), Failure> {
    Ok(match verb {
        MappingVerb::List => ("mapping_list", json!({})),
        MappingVerb::Remove { fingerprint } => {
            ("mapping_remove", json!({ "fingerprint": fingerprint }))
        }
        MappingVerb::Set { file } => ("mapping_set", json!({ "mappings": mappings(&file)? })),
    })
}

/// Command and request of `alias …`.
pub fn alias_request(verb: AliasVerb) -> (&'static str, Value) {
    match verb {
        AliasVerb::List => ("alias_list", json!({})),
        AliasVerb::Join { code, sku } => ("alias_join", json!({ "code": code, "sku": sku })),
        AliasVerb::Split { code } => ("alias_split", json!({ "code": code })),
    }
}

/// What people read of an answer, a line each; `None` for an answer of another command.
pub fn lines(command: &str, answer: &Value, language: Language) -> Option<Vec<String>> {
    let say = |key: &str, params: &Value| {
        let empty = Map::new();
        say(language, "cli", key, params.as_object().unwrap_or(&empty))
    };
    let each = |list: &Value| list.as_array().cloned().unwrap_or_default();
    Some(match command {
        "mapping_list" | "mapping_set" | "mapping_remove" => {
            let all = each(&answer["mappings"]);
            if all.is_empty() {
                return Some(vec![text(language, "cli", "no_mappings")]);
            }
            let mut lines = Vec::new();
            for mapping in &all {
                lines.push(say("mapping", mapping));
                lines.extend(each(&mapping["columns"]).iter().map(|c| say("column", c)));
            }
            lines
        }
        "alias_list" => {
            let mut lines: Vec<String> = each(&answer["aliases"])
                .iter()
                .map(|a| say("alias", a))
                .collect();
            for alike in each(&answer["suggestions"]) {
                let codes: Vec<String> = each(&alike["skus"])
                    .iter()
                    .filter_map(|sku| sku["sku"].as_str().map(str::to_owned))
                    .collect();
                lines.push(say("alike", &json!({ "skus": codes.join("  ") })));
            }
            if lines.is_empty() {
                lines.push(text(language, "cli", "no_aliases"));
            }
            lines
        }
        "alias_join" => vec![say("alias_joined", answer)],
        "alias_split" => vec![say("alias_taken_apart", answer)],
        "pictures_attach" => pictures(answer, language),
        "import_effects" => {
            let counted = |list: &Value| {
                each(list)
                    .iter()
                    .map(|entry| say("effect", entry))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let mut lines = vec![say(
                "undo_would",
                &json!({
                    "batch": answer["batch"],
                    "removed": counted(&answer["removed"]),
                    "put_back": counted(&answer["put_back"]),
                }),
            )];
            lines.extend(
                each(&answer["dependents"])
                    .iter()
                    .map(|d| say("depends", d)),
            );
            lines
        }
        "import_changes" => {
            let shown = |value: &Value| match value {
                Value::Null => "–".to_owned(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            each(&answer["changes"])
                .iter()
                .map(|change| {
                    let params = json!({
                        "entity": change["entity"], "name": change["name"],
                        "sku": shown(&change["sku"]), "field": change["field"],
                        "before": shown(&change["before"]), "after": shown(&change["after"]),
                    });
                    say("change", &params)
                })
                .collect()
        }
        _ => return None,
    })
}

/// What became of pictures.
pub fn pictures(answer: &Value, language: Language) -> Vec<String> {
    let names = |list: &Value| -> Vec<String> {
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect()
    };
    let mut params = Map::new();
    params.insert("attached".to_owned(), answer["attached"].clone());
    let mut lines = vec![say(language, "cli", "pictures_attached", &params)];
    for (key, list) in [
        ("picture_unmatched", &answer["unmatched"]),
        ("picture_unreadable", &answer["unreadable"]),
    ] {
        for name in names(list).into_iter().take(20) {
            let mut params = Map::new();
            params.insert("file".to_owned(), name.into());
            lines.push(say(language, "cli", key, &params));
        }
    }
    lines
}

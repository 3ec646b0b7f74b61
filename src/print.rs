//! Answers on standard output: JSON for scripts, tables and sentences for people.

use std::io::Write;

use engine::Failure;
use engine::contract::Language;
use engine::sentences::{say, text};
use serde_json::{Map, Value, json};

use crate::{import_verbs, landed_verbs, promotion_verbs};

/// Writes to standard output; a reader that went away is no failure of ours.
fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Puts the sentence of each problem beside its code.
pub fn add_messages(report: &mut Value, language: Language) {
    for batch in report["batches"].as_array_mut().into_iter().flatten() {
        for problem in batch["problems"].as_array_mut().into_iter().flatten() {
            let code = problem["code"].as_str().unwrap_or_default().to_owned();
            let empty = Map::new();
            let params = problem["params"].as_object().unwrap_or(&empty);
            problem["message"] = say(language, "problem", &code, params).into();
        }
    }
}

/// A refusal or failure.
pub fn failure(failure: &Failure, language: Language, json: bool) {
    let message = say(language, "failure", &failure.code, &failure.params);
    if json {
        let error = json!({
            "error": { "code": failure.code, "params": failure.params, "message": message }
        });
        line(&error.to_string());
    } else {
        eprintln!("{message}");
        // What the system or the database said, in its own words, helps whoever looks for the
        // cause; the sentence above does without.
        if let Some(detail) = failure.params.get("detail").and_then(Value::as_str)
            && !message.contains(detail)
        {
            eprintln!("{}", say(language, "cli", "details", &failure.params));
        }
    }
}

/// The answer of a command.
pub fn answer(command: &str, answer: &Value, language: Language, json: bool) {
    if json {
        line(&answer.to_string());
        return;
    }
    let say = |key: &str, params: &Value| {
        let empty = Map::new();
        line(&say(
            language,
            "cli",
            key,
            params.as_object().unwrap_or(&empty),
        ));
    };
    let told = import_verbs::lines(command, answer, language)
        .or_else(|| landed_verbs::lines(command, answer, language))
        .or_else(|| promotion_verbs::lines(command, answer, language));
    if let Some(lines) = told {
        lines.iter().for_each(|said| line(said));
        return;
    }
    match command {
        "import_files" | "import_history" => {
            for batch in answer["batches"].as_array().into_iter().flatten() {
                say(
                    if batch["kind"].is_null() {
                        "not_imported"
                    } else {
                        "imported"
                    },
                    batch,
                );
                for problem in batch["problems"].as_array().into_iter().flatten().take(20) {
                    say("problem_at", problem);
                }
            }
            if answer["pictures"].is_object() {
                for said in import_verbs::pictures(&answer["pictures"], language) {
                    line(&said);
                }
            }
        }
        "import_undo" => say("undone", answer),
        "plan_get" | "plan_edit" => {
            show_table(
                &answer["lines"],
                &[
                    "sku",
                    "name",
                    "location",
                    "supplier",
                    "quantity",
                    "unit_cost",
                    "currency",
                    "order_by",
                    "expected_on",
                ],
            );
            say(
                "plan_total",
                &json!({
                    "as_of": answer["as_of"], "total": answer["total_cost"],
                    "currency": answer["currency"],
                    "lines": answer["lines"].as_array().map_or(0, Vec::len),
                }),
            );
        }
        "forecast_scores" => {
            let mut rows = Vec::new();
            for group in answer["groups"].as_array().into_iter().flatten() {
                for score in group["methods"].as_array().into_iter().flatten() {
                    let mut row = score.clone();
                    row["category"] = group["category"].clone();
                    rows.push(row);
                }
            }
            show_table(
                &Value::from(rows),
                &[
                    "category",
                    "method",
                    "weight",
                    "relative",
                    "bias",
                    "wape",
                    "within_80",
                    "within_95",
                    "used",
                ],
            );
            let adopted = answer["adopted"] == true;
            let said = if adopted {
                "scores_adopted"
            } else {
                "scores_shown"
            };
            line(&text(language, "cli", said));
        }
        "plan_freeze" => say("plan_frozen", answer),
        "plan_versions" => show_table(
            &answer["versions"],
            &[
                "version",
                "as_of",
                "name",
                "lines",
                "total_cost",
                "currency",
                "frozen_at",
            ],
        ),
        "plan_compare" if answer["lines"] == json!([]) => {
            line(&text(language, "cli", "plans_same"));
        }
        "plan_compare" => show_table(
            &answer["lines"],
            &[
                "sku",
                "location",
                "supplier",
                "before",
                "after",
                "cost_change",
            ],
        ),
        "plan_order" => {
            for order in answer["orders"].as_array().into_iter().flatten() {
                say("ordered", order);
            }
            say("ordered_batch", answer);
        }
        "orders_open" => show_table(
            &answer["orders"],
            &[
                "po_number",
                "supplier",
                "ordered_on",
                "expected_on",
                "days_late",
                "rest",
            ],
        ),
        "systems_list" => show_table(&answer["systems"], &["name", "title"]),
        "connection_list" | "connection_remove" => show_table(
            &answer["connections"],
            &["name", "system", "source", "pushes", "last_sync"],
        ),
        "connection_add" | "connection_test" => say("connected", answer),
        "connection_sync" | "connection_log" => show_table(
            &answer["runs"],
            &[
                "stream",
                "started_at",
                "finished_at",
                "pages",
                "items",
                "accepted",
                "unchanged",
                "rejected",
                "differs",
            ],
        ),
        "connection_push" | "outbox_list" | "outbox_send" | "outbox_retry" | "outbox_discard" => {
            outbox(answer, language);
        }
        "goods_receive" => say("received", answer),
        "alerts" => {
            let alerts = answer["alerts"].as_array().cloned().unwrap_or_default();
            if alerts.is_empty() {
                line(&text(language, "cli", "no_alerts"));
            }
            for alert in &alerts {
                let rule = alert["rule"].as_str().unwrap_or_default();
                let empty = Map::new();
                let params = alert["params"].as_object().unwrap_or(&empty);
                line(&format!(
                    "{}  {}  {}  {}",
                    cell(&alert["value_at_cost"]),
                    cell(&alert["sku"]),
                    cell(&alert["location"]),
                    engine::sentences::say(language, "alert", rule, params)
                ));
            }
        }
        "metrics" => show_table(
            &answer["rows"],
            &[
                "key",
                "units_net",
                "revenue",
                "turnover",
                "sell_through_rate",
                "stockout_rate",
                "on_hand_end",
            ],
        ),
        "replay" => {
            show_table(
                &answer["policies"],
                &[
                    "name",
                    "profit",
                    "fill_rate",
                    "mean_stock_value",
                    "lost_sales",
                ],
            );
            say(
                "replay_scored",
                &json!({
                    "from": answer["scored_from"], "to": answer["scored_to"],
                    "places": answer["places"], "currency": answer["currency"],
                }),
            );
            for (key, interval) in [
                ("replay_gain", &answer["gain"]),
                ("replay_gap_closed", &answer["gap_closed"]),
            ] {
                if interval.is_object() {
                    let [low, high] = [&interval["outer"][0], &interval["outer"][1]];
                    let text = |value: &Value| json!(cell(value));
                    say(
                        key,
                        &json!({
                            "estimate": text(&interval["estimate"]),
                            "low": text(low), "high": text(high),
                            "against": answer["against"],
                        }),
                    );
                }
            }
        }
        "forecast" => show_table(&answer["series"], &["sku", "location", "method", "mean"]),
        "settings_get" | "settings_set" => {
            for (key, value) in answer["settings"].as_object().into_iter().flatten() {
                line(&format!("{key} = {}", cell(value)));
            }
        }
        "export_plan" | "export_all" => {
            for file in answer["files"].as_array().into_iter().flatten() {
                say("written", &json!({ "file": file }));
            }
        }
        "template" | "backup" | "restore" => say("written", answer),
        "demo_load" => say("demo_loaded", answer),
        "check" => {
            show_table(&answer["checks"], &["name", "ok", "compared"]);
            if answer["ok"] == Value::Bool(true) {
                line(&text(language, "cli", "check_ok"));
            } else {
                eprintln!("{}", text(language, "failure", "check_failed"));
            }
        }
        _ => line(&serde_json::to_string_pretty(answer).unwrap_or_default()),
    }
}

/// The outbox: a row an item, and why the last try of it failed.
fn outbox(answer: &Value, language: Language) {
    let mut items = answer["items"].as_array().cloned().unwrap_or_default();
    if items.is_empty() {
        line(&text(language, "cli", "outbox_empty"));
        return;
    }
    let empty = Map::new();
    for item in &mut items {
        let push = item["push"].as_str().unwrap_or_default();
        item["push"] = text(language, "connection", push).into();
        let state = item["state"].as_str().unwrap_or_default();
        item["state"] = text(language, "connection", &format!("state_{state}")).into();
        let facts = item["facts"].as_object().unwrap_or(&empty);
        let told = [
            "available",
            "expected",
            "tracking_number",
            "carrier",
            "kind",
        ]
        .iter()
        .filter_map(|name| Some(format!("{name}={}", cell(facts.get(*name)?))));
        item["told"] = told.collect::<Vec<_>>().join(" ").into();
        let failure = &item["failure"];
        if let Some(code) = failure["code"].as_str() {
            let params = failure["params"].as_object().unwrap_or(&empty);
            let said = engine::sentences::say(language, "failure", code, params);
            item["why"] = said.into();
        }
    }
    show_table(
        &Value::Array(items),
        &[
            "id",
            "state",
            "connection",
            "push",
            "subject",
            "told",
            "attempts",
            "next_at",
            "done_at",
            "why",
        ],
    );
}

fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "–".to_owned(),
        Value::Number(number) if number.is_f64() => {
            format!("{:.3}", number.as_f64().unwrap_or(0.0))
        }
        other => other.to_string(),
    }
}

/// The blanks of a sentence: the fields of an answer, as they are shown.
pub fn filled(answer: &Value) -> Map<String, Value> {
    let fields = answer.as_object().into_iter().flatten();
    fields
        .filter(|(_, value)| !value.is_array() && !value.is_object())
        .map(|(key, value)| (key.clone(), cell(value).into()))
        .collect()
}

/// Rows as aligned columns on standard output.
fn show_table(rows: &Value, columns: &[&str]) {
    table(rows, columns).iter().for_each(|row| line(row));
}

/// Rows as aligned columns, the headers first.
pub fn table(rows: &Value, columns: &[&str]) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| columns.iter().map(|column| cell(&row[*column])).collect())
        .collect();
    let width = |at: usize| {
        rows.iter()
            .map(|row: &Vec<String>| row[at].chars().count())
            .chain([columns[at].len()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let show = |cells: &[String]| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    let headers: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    [&headers]
        .into_iter()
        .chain(&rows)
        .map(|cells| show(cells))
        .collect()
}

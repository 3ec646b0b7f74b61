//! One little shop through every stage, against figures worked out by hand
//! (tests/testdata/little-shop/WORKED.md), and the promises a seller relies on: the same file
//! twice changes nothing, an undo leaves nothing behind, a copy is the workspace.

use std::path::{Path, PathBuf};

use engine::Engine;
use serde_json::{Value, json};

mod workspace;

use workspace::call;

fn little_shop() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/little-shop")
}

fn expected(name: &str) -> Value {
    let path = little_shop().join("expected").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).expect("expected file")).expect("json")
}

async fn import(engine: &Engine, file: &str) -> Value {
    let path = little_shop().join(file).display().to_string();
    let report = call(engine, "import_files", json!({ "paths": [path] })).await;
    report["batches"][0].clone()
}

/// A workspace with the files of `expected/import.json` in their order, up to and with `last`.
async fn shop_until(folder: &Path, last: Option<&str>) -> (Engine, Vec<Value>) {
    let engine = Engine::open(&folder.join("shop.db")).await.expect("opens");
    let rates = std::fs::read_to_string(little_shop().join("exchange_rates.csv")).expect("rates");
    for line in rates.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let rate = json!({ "day": cells[0], "currency": cells[1], "rate": cells[2] });
        call(&engine, "rate_set", rate).await;
    }
    let mut batches = Vec::new();
    for file in expected("import.json")["files"].as_array().expect("files") {
        let name = file["file"].as_str().expect("name");
        batches.push(import(&engine, name).await);
        if Some(name) == last {
            break;
        }
    }
    (engine, batches)
}

fn place<'a>(table: &'a Value, row: &Value) -> &'a Value {
    table["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .find(|found| found["sku"] == row["sku"] && found["location"] == row["location"])
        .unwrap_or_else(|| panic!("no row for {row}"))
}

#[tokio::test]
async fn every_file_is_read_to_the_row() {
    let folder = tempfile::tempdir().expect("folder");
    let (_, batches) = shop_until(folder.path(), None).await;
    let wanted = expected("import.json");
    for (batch, wanted) in batches
        .iter()
        .zip(wanted["files"].as_array().expect("files"))
    {
        for key in ["file", "kind", "rows", "accepted", "unchanged", "rejected"] {
            assert_eq!(batch[key], wanted[key], "{key} of {}", wanted["file"]);
        }
    }
}

#[tokio::test]
async fn the_ledger_holds_what_was_worked_out() {
    let folder = tempfile::tempdir().expect("folder");
    let (engine, _) = shop_until(folder.path(), None).await;
    for (morning, rows) in expected("ledger.json")["mornings"]
        .as_object()
        .expect("mornings")
    {
        let table = call(&engine, "stock_list", json!({ "as_of": morning })).await;
        for row in rows.as_array().expect("rows") {
            assert_eq!(
                place(&table, row)["on_hand"],
                row["on_hand"],
                "{morning} {row}"
            );
        }
    }
    let check = call(&engine, "check", json!({})).await;
    assert_eq!(check["ok"], true, "{check}");
}

#[tokio::test]
async fn the_position_counts_what_is_sold_and_what_is_coming() {
    let wanted = expected("position.json");
    for (part, last) in [
        (
            "after_first_exports",
            wanted["after_first_exports"]["files_until"].as_str(),
        ),
        ("after_everything", None),
    ] {
        let folder = tempfile::tempdir().expect("folder");
        let (engine, _) = shop_until(folder.path(), last).await;
        let as_of = &wanted[part]["as_of"];
        let table = call(&engine, "stock_list", json!({ "as_of": as_of })).await;
        for row in wanted[part]["rows"].as_array().expect("rows") {
            let found = place(&table, row);
            for key in ["on_hand", "allocated", "available", "on_order"] {
                assert_eq!(found[key], row[key], "{part}: {key} of {row}");
            }
        }
    }
}

#[tokio::test]
async fn the_oldest_lots_leave_first() {
    let folder = tempfile::tempdir().expect("folder");
    let (engine, _) = shop_until(folder.path(), None).await;
    let wanted = expected("lots.json");
    for lots in wanted["lots"]
        .as_array()
        .expect("lots")
        .chunk_by(|a, b| a["sku"] == b["sku"])
    {
        let request = json!({ "sku": lots[0]["sku"], "as_of": wanted["as_of"] });
        let detail = call(&engine, "sku_detail", request).await;
        for wanted in lots {
            let found = detail["lots"].as_array().expect("lots").iter().any(|lot| {
                lot["location"] == wanted["location"]
                    && lot["received_on"] == wanted["received_on"]
                    && lot["quantity"] == wanted["units"]
                    && lot["age"] == wanted["age_days"]
            });
            assert!(found, "{wanted} is not among {}", detail["lots"]);
        }
        assert_eq!(
            detail["lots"].as_array().expect("lots").len(),
            lots.len(),
            "{}",
            detail["lots"]
        );
    }
}

#[tokio::test]
async fn the_demand_is_that_of_days_in_stock() {
    let folder = tempfile::tempdir().expect("folder");
    let (engine, _) = shop_until(folder.path(), None).await;
    let wanted = expected("demand.json");
    let weeks = wanted["weeks"].as_u64().expect("weeks") as usize;
    for series in wanted["series"].as_array().expect("series") {
        let request = json!({
            "sku": series["sku"], "location": series["location"], "as_of": wanted["as_of"],
        });
        let detail = call(&engine, "sku_detail", request).await;
        let all = detail["weeks"].as_array().expect("weeks");
        let last = &all[all.len() - weeks..];
        assert_eq!(last[0]["day"], wanted["first_week"]);
        for (at, week) in last.iter().enumerate() {
            let which = format!(
                "week {} of {} at {}",
                at + 1,
                series["sku"],
                series["location"]
            );
            assert_eq!(week["demand_seen"], series["sold_in_stock"][at], "{which}");
            let days = series["in_stock_days"][at].as_f64().expect("days");
            assert_eq!(week["days_out"].as_f64(), Some(7.0 - days), "{which}");
        }
    }
}

#[tokio::test]
async fn the_lead_times_seen_are_those_of_the_receipts() {
    let folder = tempfile::tempdir().expect("folder");
    let (engine, _) = shop_until(folder.path(), None).await;
    let products = std::fs::read_to_string(little_shop().join("products.csv")).expect("products");
    for supplier in expected("lead_times.json")["suppliers"]
        .as_array()
        .expect("suppliers")
    {
        let name = supplier["supplier"].as_str().expect("name");
        let mut days = Vec::new();
        for row in products.lines().filter(|row| row.contains(name)) {
            let sku = row.split(',').next().expect("sku");
            let request = json!({ "sku": sku, "as_of": "2026-04-27" });
            let detail = call(&engine, "sku_detail", request).await;
            days.extend(
                detail["lead_times"]
                    .as_array()
                    .expect("seen")
                    .iter()
                    .filter_map(|l| l["days"].as_f64()),
            );
        }
        days.sort_by(f64::total_cmp);
        let mut wanted: Vec<f64> = supplier["days"]
            .as_array()
            .expect("days")
            .iter()
            .filter_map(Value::as_f64)
            .collect();
        wanted.sort_by(f64::total_cmp);
        assert_eq!(days, wanted, "{name}");
    }
}

#[tokio::test]
async fn the_indicators_are_those_of_the_glossary() {
    let folder = tempfile::tempdir().expect("folder");
    let (engine, _) = shop_until(folder.path(), None).await;
    let wanted = expected("metrics.json");
    let ask = |by: &str| json!({ "from": wanted["from"], "to": wanted["to"], "by": by });
    let report = call(&engine, "metrics", ask("sku")).await;
    for key in [
        "units_sold",
        "revenue",
        "cost_of_goods",
        "gross_margin",
        "units_received",
        "on_hand_end",
        "stockout_days",
    ] {
        assert_eq!(report["total"][key], wanted["total"][key], "{key}");
    }
    let near = |found: &Value, wanted: &Value, tolerance: f64| {
        let (found, wanted) = (
            found.as_f64().expect("number"),
            wanted.as_f64().expect("number"),
        );
        assert!(
            (found - wanted).abs() < tolerance,
            "{found} is not {wanted}"
        );
    };
    for key in ["stockout_rate", "sell_through_rate"] {
        near(&report["total"][key], &wanted["total"][key], 1e-9);
    }
    for key in ["mean_stock_value", "turnover", "gmroi"] {
        near(&report["total"][key], &wanted["by_day_end"][key], 1e-3);
    }
    let markets = call(&engine, "metrics", ask("market")).await;
    for (market, units) in wanted["by_market"].as_object().expect("markets") {
        let row = markets["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .find(|row| row["key"] == *market);
        assert_eq!(row.expect("market")["units_sold"], *units, "{market}");
    }
}

#[tokio::test]
async fn money_without_a_rate_is_unknown_and_said() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = Engine::open(&folder.path().join("shop.db"))
        .await
        .expect("opens");
    for file in ["products.csv", "opening_stock.csv", "orders_2026-04-10.csv"] {
        import(&engine, file).await;
    }
    let request = json!({ "from": "2026-03-02", "to": "2026-04-09", "by": "sku" });
    let report = call(&engine, "metrics", request).await;
    let row = |sku: &str| {
        let rows = report["rows"].as_array().expect("rows");
        rows.iter()
            .find(|row| row["key"] == sku)
            .unwrap_or_else(|| panic!("{sku}"))
            .clone()
    };
    // C-003 is bought in yuan, and no rate is there; A-001 is bought in the base currency.
    assert_eq!(row("C-003")["gross_margin"], Value::Null);
    assert_eq!(row("C-003")["cost_of_goods"], Value::Null);
    assert!(row("A-001")["gross_margin"].is_string());
    let plan = call(&engine, "plan_get", json!({ "as_of": "2026-04-10" })).await;
    let missing = plan["warnings"]
        .as_array()
        .expect("warnings")
        .iter()
        .find(|w| w["code"] == "rate_missing");
    assert_eq!(missing.expect("said")["params"]["currency"], "CNY");
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let (engine, _) = shop_until(folder.path(), None).await;
    let before = call(&engine, "stock_list", json!({ "as_of": "2026-04-27" })).await;
    for file in [
        "orders_2026-04-27.csv",
        "returns.csv",
        "stock_2026-04-22.csv",
        "purchase_orders_2026-04-27.csv",
    ] {
        let batch = import(&engine, file).await;
        assert_eq!(batch["accepted"], 0, "{file}: {batch}");
        assert_eq!(batch["unchanged"], batch["rows"], "{file}");
    }
    assert_eq!(
        call(&engine, "stock_list", json!({ "as_of": "2026-04-27" })).await,
        before
    );
}

#[tokio::test]
async fn an_undo_leaves_what_was_there_before() {
    let folder = tempfile::tempdir().expect("folder");
    let (engine, _) = shop_until(folder.path(), Some("orders_2026-04-10.csv")).await;
    let before = call(&engine, "stock_list", json!({ "as_of": "2026-04-27" })).await;
    let mut later = Vec::new();
    for file in [
        "orders_2026-04-27.csv",
        "purchase_orders_2026-04-27.csv",
        "returns.csv",
        "stock_2026-04-22.csv",
    ] {
        later.push(import(&engine, file).await["id"].clone());
    }
    assert_ne!(
        call(&engine, "stock_list", json!({ "as_of": "2026-04-27" })).await,
        before
    );
    // Not last first: any import can be taken back.
    for id in [&later[1], &later[3], &later[0], &later[2]] {
        call(&engine, "import_undo", json!({ "batch": id })).await;
        let check = call(&engine, "check", json!({})).await;
        assert_eq!(check["ok"], true, "{check}");
    }
    assert_eq!(
        call(&engine, "stock_list", json!({ "as_of": "2026-04-27" })).await,
        before
    );
    let again = engine::call(&engine, "import_undo", json!({ "batch": later[0] })).await;
    assert_eq!(again.expect_err("undone before").code, "no_such_batch");
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = Engine::open(&folder.path().join("shop.db"))
        .await
        .expect("opens");
    let path = little_shop().join("products.csv").display().to_string();
    let report = call(
        &engine,
        "import_files",
        json!({ "paths": [path], "dry_run": true }),
    )
    .await;
    assert_eq!(report["batches"][0]["accepted"], 5);
    assert_eq!(
        call(&engine, "workspace_status", json!({})).await["empty"],
        true
    );
}

#[tokio::test]
async fn a_copy_is_the_workspace_and_goes_back() {
    let folder = tempfile::tempdir().expect("folder");
    let (engine, _) = shop_until(folder.path(), None).await;
    let stock = json!({ "as_of": "2026-04-27" });
    let before = call(&engine, "stock_list", stock.clone()).await;
    let copy = folder.path().join("copy.db").display().to_string();
    call(&engine, "backup", json!({ "file": copy })).await;
    import(&engine, "suppliers.csv").await;
    call(&engine, "import_undo", json!({ "batch": 1 })).await;
    call(&engine, "restore", json!({ "file": copy })).await;
    assert_eq!(call(&engine, "stock_list", stock).await, before);
    let wrong = little_shop().join("WORKED.md").display().to_string();
    let refused = engine::call(&engine, "restore", json!({ "file": wrong })).await;
    assert_eq!(refused.expect_err("no workspace").code, "not_a_workspace");
    assert_eq!(call(&engine, "check", json!({})).await["ok"], true);
}

#[tokio::test]
async fn the_plan_becomes_a_workbook_for_each_supplier() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = Engine::open(&folder.path().join("demo.db"))
        .await
        .expect("opens");
    let demo = call(&engine, "demo_load", json!({})).await;
    assert_eq!(demo["skus"], 120);
    let plan = call(&engine, "plan_get", json!({ "as_of": demo["as_of"] })).await;
    let lines = plan["lines"].as_array().expect("lines");
    assert!(!lines.is_empty());
    for line in lines {
        let quantity = line["quantity"].as_i64().expect("units");
        assert_eq!(
            quantity % line["pack_size"].as_i64().expect("pack"),
            0,
            "{line}"
        );
        assert!(
            !line["reasons"].as_array().expect("reasons").is_empty(),
            "{line}"
        );
    }
    let first = &lines[0];
    let edited = call(
        &engine,
        "plan_edit",
        json!({ "as_of": demo["as_of"], "sku": first["sku"], "location": first["location"], "quantity": 0 }),
    )
    .await;
    let same = edited["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .find(|line| line["sku"] == first["sku"] && line["location"] == first["location"]);
    assert_eq!(same.expect("the line stays")["quantity"], 0);
    let suppliers = edited["suppliers"].as_array().expect("suppliers");
    let buying = suppliers
        .iter()
        .filter(|part| part["lines"].as_u64() > Some(0))
        .count();
    let out = folder.path().join("out").display().to_string();
    let written = call(
        &engine,
        "export_plan",
        json!({ "as_of": demo["as_of"], "out": out, "lang": "zh" }),
    )
    .await;
    let files = written["files"].as_array().expect("files");
    assert_eq!(
        files.len(),
        buying + 1,
        "one a supplier and the internal one"
    );
    assert!(
        files
            .iter()
            .all(|file| Path::new(file.as_str().expect("path")).is_file())
    );
    let again = engine::call(&engine, "demo_load", json!({})).await;
    assert_eq!(again.expect_err("not empty").code, "workspace_not_empty");
}

//! What is told to a shop: only what was switched on, once, whatever comes in between.
//!
//! The shop has 40 MUG-RED free to be sold at FBA-US (`lib/shop.js`); a count by hand takes seven
//! away, so that 33 are to be told.

use std::path::Path;

use serde_json::{Value, json};

use crate::counterpart::{Counterpart, asked, run, said, started};
use crate::shop::{self, TOKEN, connect, sync};

fn outbox(file: &Path, more: &[&str]) -> Vec<Value> {
    let arguments = [&["connect", "outbox"], more].concat();
    let answer = said(file, &arguments, TOKEN);
    answer["items"].as_array().expect("items").clone()
}

fn push(file: &Path, arguments: &[&str]) -> Vec<Value> {
    let arguments = [&["connect", "push", "店铺"], arguments].concat();
    let answer = said(file, &arguments, "");
    answer["items"].as_array().expect("items").clone()
}

/// Units on hand of a SKU at a location by the ledger.
fn on_hand(file: &Path, sku: &str, location: &str) -> i64 {
    let stock = asked(file, "stock_list");
    let rows = stock["rows"].as_array().expect("rows");
    let row = rows
        .iter()
        .find(|row| row["sku"] == sku && row["location"] == location);
    row.expect("the row")["on_hand"].as_i64().expect("units")
}

/// Counts a SKU by hand.
fn count(file: &Path, sku: &str, location: &str, units: i64) {
    let csv = file.with_file_name("stocktake.csv");
    let today = said(file, &["status"], "")["as_of"]
        .as_str()
        .expect("today")
        .to_owned();
    let text = format!("sku,location,counted,counted_on\n{sku},{location},{units},{today}\n");
    std::fs::write(&csv, text).expect("written");
    let csv = csv.display().to_string();
    let report = said(file, &["import", &csv, "--kind", "stocktake"], "");
    assert_eq!(report["batches"][0]["accepted"], 1, "{report}");
}

fn ready() -> Option<(Counterpart, tempfile::TempDir)> {
    let peer = shop::start()?;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("shop.db");
    assert!(connect(&file, &peer).status.success());
    sync(&file);
    Some((peer, folder))
}

fn changes(peer: &Counterpart) -> usize {
    peer.state()["changes"].as_array().expect("changes").len()
}

#[test]
#[ignore = "npm run test:peers"]
fn quantities_are_told_when_switched_on_and_once_through_every_fault() {
    let Some((peer, folder)) = ready() else {
        return;
    };
    let file = &folder.path().join("shop.db");
    let before = on_hand(file, "MUG-RED", "FBA-US");
    count(file, "MUG-RED", "FBA-US", before - 7);

    // Nothing is on: nothing waits, nothing is sent.
    assert!(outbox(file, &[]).is_empty());
    assert!(outbox(file, &["店铺", "--send"]).is_empty());
    sync(file);
    assert_eq!(changes(&peer), 0);

    // A dry run says what would wait, and leaves it off.
    let would = push(file, &["stock", "on", "--dry-run"]);
    assert_eq!(would.len(), 1, "{would:?}");
    assert_eq!(would[0]["subject"], "MUG-RED @ FBA-US");
    assert_eq!(would[0]["facts"]["expected"], "40");
    assert_eq!(would[0]["facts"]["available"], "33");
    assert!(outbox(file, &[]).is_empty());

    let waits = push(file, &["stock", "on"]);
    assert_eq!(waits.len(), 1);
    assert_eq!(outbox(file, &["--dry-run"]).len(), 1);
    assert_eq!(changes(&peer), 0);

    // Another count before it is sent: one word on the subject, the newer one.
    count(file, "MUG-RED", "FBA-US", before - 9);
    let waits = outbox(file, &["--dry-run"]);
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0]["facts"]["available"], "31");

    // Busy, down, cut, and an answer lost after it was done.
    peer.fail(&json!({ "status": 429, "match": "^POST" }));
    peer.fail(&json!({ "status": 503, "after": 1, "match": "^POST" }));
    peer.fail(&json!({ "mode": "cut", "after": 2, "match": "^POST" }));
    peer.fail(&json!({ "mode": "lost_answer", "after": 3, "match": "^POST" }));
    let sent = outbox(file, &["店铺", "--send"]);
    assert_eq!(
        (sent.len(), &sent[0]["state"]),
        (1, &json!("sent")),
        "{sent:?}"
    );
    assert_eq!(peer.state()["stock"]["MUG-RED"]["1002"], 31);
    assert_eq!(changes(&peer), 1);

    // What was told is known: a sync finds nothing to say, and the same is not told again.
    sync(file);
    assert!(outbox(file, &["--dry-run"]).is_empty());
    assert!(outbox(file, &["店铺", "--send", "--now"]).is_empty());
    assert_eq!(changes(&peer), 1);
}

#[test]
#[ignore = "npm run test:peers"]
fn killed_between_sending_and_marking_it_is_told_once() {
    let Some((peer, folder)) = ready() else {
        return;
    };
    let file = &folder.path().join("shop.db");
    let before = on_hand(file, "MUG-RED", "FBA-US");
    push(file, &["stock", "on"]);
    count(file, "MUG-RED", "FBA-US", before - 7);

    // The shop does it, its answer is lost, and the next try hangs: the program is gone by then.
    peer.fail(&json!({ "mode": "lost_answer", "after": 1, "match": "^POST" }));
    peer.fail(&json!({ "mode": "timeout", "after": 2, "match": "^POST" }));
    let mut child = started(file, &["connect", "outbox", "店铺", "--send"], TOKEN);
    while changes(&peer) == 0 {
        assert!(child.try_wait().expect("its state").is_none(), "it ended");
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    peer.mend();
    let waits = outbox(file, &["--dry-run"]);
    assert_eq!(
        (waits.len(), &waits[0]["attempts"]),
        (1, &json!(1)),
        "{waits:?}"
    );

    let sent = outbox(file, &["店铺", "--send"]);
    assert_eq!(sent[0]["state"], "sent", "{sent:?}");
    assert_eq!(peer.state()["stock"]["MUG-RED"]["1002"], 33);
    assert_eq!(changes(&peer), 1);
}

#[test]
#[ignore = "npm run test:peers"]
fn what_is_given_up_is_seen_and_decided_upon() {
    let Some((peer, folder)) = ready() else {
        return;
    };
    let file = &folder.path().join("shop.db");
    let before = on_hand(file, "MUG-RED", "FBA-US");
    push(file, &["stock", "on"]);
    count(file, "MUG-RED", "FBA-US", before - 7);

    // A refusal that stays gives it up at once.
    peer.fail(&json!({ "status": 403, "match": "^POST" }));
    let dead = outbox(file, &["店铺", "--send"]);
    assert_eq!(dead[0]["state"], "dead", "{dead:?}");
    assert_eq!(dead[0]["failure"]["code"], "connect_key_refused");
    let id = dead[0]["id"].to_string();
    // Given up is given up: neither a send nor a sync brings it back.
    assert!(outbox(file, &["店铺", "--send", "--now"]).is_empty());
    sync(file);
    assert_eq!(changes(&peer), 0);

    // A fault that passes leaves it waiting for its time, unless it is asked for now.
    outbox(file, &["--retry", &id]);
    peer.fail(&json!({ "status": 503, "times": 5, "match": "^POST" }));
    let waits = outbox(file, &["店铺", "--send"]);
    assert_eq!(waits[0]["state"], "waiting", "{waits:?}");
    assert_eq!(waits[0]["failure"]["code"], "connect_server_error");
    assert!(outbox(file, &["店铺", "--send"]).is_empty(), "not due yet");

    // The shop sold two meanwhile, which is not known here: it is left alone.
    let shop_sold = r#"mutation { inventoryAdjustQuantities(input: { name: "available",
        reason: "correction", changes: [{ inventoryItemId: "gid://shopify/InventoryItem/501",
        locationId: "gid://shopify/Location/1002", delta: -2, changeFromQuantity: 40 }] })
        @idempotent(key: "by-hand") { userErrors { message } } }"#;
    let headers = format!("content-type: application/json\r\nx-shopify-access-token: {TOKEN}\r\n");
    let path = "/admin/api/2026-10/graphql.json";
    let body = json!({ "query": shop_sold }).to_string();
    let (_, sold) = peer.call("POST", path, &headers, &body);
    assert_eq!(
        sold["data"]["inventoryAdjustQuantities"]["userErrors"],
        json!([]),
        "{sold}"
    );
    let waits = outbox(file, &["店铺", "--send", "--now"]);
    assert_eq!(
        waits[0]["failure"]["code"], "connect_stock_changed",
        "{waits:?}"
    );
    assert_eq!(peer.state()["stock"]["MUG-RED"]["1002"], 38);

    let left = outbox(file, &["--discard", &id]);
    assert_eq!(left[0]["state"], "discarded", "{left:?}");
    let refused = run(file, &["connect", "outbox", "--retry", &id], "");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stdout).contains("no_such_outbox_row"));

    // Off takes out what waits.
    push(file, &["stock", "off"]);
    count(file, "MUG-RED", "FBA-US", before - 8);
    assert!(outbox(file, &["--dry-run"]).is_empty());
}

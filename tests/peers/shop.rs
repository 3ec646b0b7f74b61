//! The command line against a shop it did not write: connected, read, killed in the middle, read
//! again.

use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use crate::counterpart::{Counterpart, answer, run, started};
use crate::workspace::{call, check, open};

pub const TOKEN: &str = "shpat_peer0000000000000000000000000000";

pub fn start() -> Option<Counterpart> {
    Counterpart::start(&["shopify", "--no-bucket"])
}

pub fn connect(file: &Path, shop: &Counterpart) -> Output {
    let address = format!("address={}", shop.address);
    let arguments = [
        "connect", "add", "店铺", "--system", "shopify", "--field", &address,
    ];
    run(file, &arguments, TOKEN)
}

pub fn sync(file: &Path) -> Value {
    answer(&run(file, &["connect", "sync", "店铺"], TOKEN))
}

/// Requests it has seen.
fn seen(shop: &Counterpart) -> usize {
    shop.count("POST")
}

pub fn of<'a>(runs: &'a Value, stream: &str) -> &'a Value {
    let runs = runs["runs"].as_array().expect("runs");
    runs.iter()
        .find(|run| run["stream"] == stream)
        .expect("the stream's run")
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn a_shop_is_read_into_the_ledger_once_and_its_key_stays_nowhere() {
    let Some(shop) = start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("shop.db");

    let wrong = run(
        &file,
        &[
            "connect",
            "add",
            "x",
            "--system",
            "shopify",
            "--field",
            &format!("address={}", shop.address),
        ],
        "shpat_a-wrong-key",
    );
    assert!(!wrong.status.success());
    let said = String::from_utf8_lossy(&wrong.stdout).into_owned();
    assert!(said.contains("connect_key_refused"), "{said}");
    assert!(!said.contains("a-wrong-key"), "{said}");

    let mut printed = vec![connect(&file, &shop)];
    assert_eq!(answer(&printed[0])["account"], "Peer shop 测试店");
    printed.push(run(&file, &["connect", "sync", "店铺"], TOKEN));
    let first = answer(&printed[1]);
    // 2 locations, 5 SKUs, the 69 lines of 60 orders (worked out in the connector's own test), and
    // a count for each SKU at each location.
    assert_eq!(of(&first, "locations")["accepted"], 2);
    assert_eq!(of(&first, "products")["accepted"], 5);
    assert_eq!(of(&first, "orders")["items"], 60);
    assert_eq!(of(&first, "orders")["accepted"], 69);
    assert_eq!(of(&first, "stock")["accepted"], 10);

    // Nothing new: a call a stream, and nothing changes.
    let before = seen(&shop);
    let second = sync(&file);
    assert_eq!(seen(&shop) - before, 4, "{second}");
    for run in second["runs"].as_array().expect("runs") {
        assert_eq!(
            (&run["accepted"], &run["differs"]),
            (&json!(0), &json!(0)),
            "{run}"
        );
    }

    let engine = open(folder.path()).await;
    check(&engine).await;
    let stock = call(&engine, "stock_list", json!({})).await.to_string();
    assert!(stock.contains("TEA 250G"), "{stock}");
    engine.close().await;

    let copy = folder.path().join("copy.db");
    printed.push(run(
        &file,
        &["backup", "--out", &copy.display().to_string()],
        "",
    ));
    printed.push(run(&file, &["connect", "log", "店铺"], ""));
    for entry in std::fs::read_dir(folder.path())
        .expect("the folder")
        .flatten()
    {
        let bytes = std::fs::read(entry.path()).expect("a file");
        let found = bytes
            .windows(TOKEN.len())
            .any(|part| part == TOKEN.as_bytes());
        assert!(!found, "the key is in {}", entry.path().display());
        let person = "buyer59@example.test".as_bytes();
        let found = bytes.windows(person.len()).any(|part| part == person);
        assert!(!found, "a buyer is in {}", entry.path().display());
    }
    for output in &printed {
        let both = [&output.stdout[..], &output.stderr[..]].concat();
        assert!(
            !String::from_utf8_lossy(&both).contains(TOKEN),
            "a key was printed"
        );
    }
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn killed_anywhere_it_ends_the_same() {
    let Some(shop) = start() else { return };
    let quiet = tempfile::tempdir().expect("a folder");
    let rough = tempfile::tempdir().expect("a folder");
    let (one, other) = (quiet.path().join("shop.db"), rough.path().join("shop.db"));
    answer(&connect(&one, &shop));
    sync(&one);

    answer(&connect(&other, &shop));
    // A whole run asks eight times: it is killed after the first, the second … request, and what it
    // does in between falls where it falls.
    for kill_at in (1..=8).chain(1..=8).chain(1..=4) {
        let before = seen(&shop);
        let mut child = started(&other, &["connect", "sync", "店铺"], TOKEN);
        while seen(&shop) - before < kill_at {
            if child.try_wait().expect("its state").is_some() {
                break;
            }
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
    }
    sync(&other);

    let mut stocks = Vec::new();
    for folder in [&quiet, &rough] {
        let engine = open(folder.path()).await;
        check(&engine).await;
        let stock = call(&engine, "stock_list", json!({})).await;
        let status = call(&engine, "workspace_status", json!({})).await;
        engine.close().await;
        stocks.push((stock["rows"].clone(), status["orders"].clone(), stock));
    }
    assert_eq!(stocks[0].2, stocks[1].2);
    assert_eq!(stocks[0].1, stocks[1].1);
}

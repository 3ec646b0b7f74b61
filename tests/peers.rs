//! The command line against a shop it did not write: connected, read, killed in the middle, read
//! again. `npm run test:peers` runs these; where the counterparts are missing it says so.

mod workspace;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use workspace::{call, check, open};

const TOKEN: &str = "shpat_peer0000000000000000000000000000";

/// The shop of `../shared/peers`, which ends with this value.
struct Shop {
    address: String,
    process: Child,
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Shop {
    fn start() -> Option<Shop> {
        let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/peers"));
        let folder = std::env::var_os("TIDESTOCK_PEERS").map_or(beside, PathBuf::from);
        if !folder.join("start").exists() {
            eprintln!("skipped: no ../shared/peers beside this clone");
            return None;
        }
        let mut process = Command::new("node")
            .arg(folder.join("start"))
            .args(["shopify", "--no-bucket"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let out = BufReader::new(process.stdout.take().expect("its output"));
        let ready = out.lines().map_while(Result::ok);
        let address = ready
            .filter_map(|line| line.strip_prefix("READY ").map(str::to_owned))
            .next()
            .expect("it is ready");
        Some(Shop { address, process })
    }

    /// Requests it has seen.
    async fn seen(&self) -> usize {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let host = self.address.trim_start_matches("http://");
        let mut socket = tokio::net::TcpStream::connect(host)
            .await
            .expect("it listens");
        let request =
            format!("GET /__peer/log HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        socket.write_all(request.as_bytes()).await.expect("asked");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.expect("answered");
        answer.matches("\"method\": \"POST\"").count()
    }
}

fn command(file: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidestock"));
    command
        .arg("--workspace")
        .arg(file)
        .args(["--json", "--lang", "en"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The program with a key on its standard input.
fn started(file: &Path, arguments: &[&str], key: &str) -> Child {
    let mut child = command(file, arguments).spawn().expect("it runs");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(key.as_bytes()).expect("it reads");
    child
}

fn run(file: &Path, arguments: &[&str], key: &str) -> Output {
    started(file, arguments, key)
        .wait_with_output()
        .expect("it ends")
}

fn answer(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"))
}

fn connect(file: &Path, shop: &Shop) -> Output {
    let address = format!("address={}", shop.address);
    let arguments = [
        "connect", "add", "店铺", "--system", "shopify", "--field", &address,
    ];
    run(file, &arguments, TOKEN)
}

fn sync(file: &Path) -> Value {
    answer(&run(file, &["connect", "sync", "店铺"], TOKEN))
}

fn of<'a>(runs: &'a Value, stream: &str) -> &'a Value {
    let runs = runs["runs"].as_array().expect("runs");
    runs.iter()
        .find(|run| run["stream"] == stream)
        .expect("the stream's run")
}

#[tokio::test]
#[ignore = "npm run test:peers"]
async fn a_shop_is_read_into_the_ledger_once_and_its_key_stays_nowhere() {
    let Some(shop) = Shop::start() else { return };
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
    let before = shop.seen().await;
    let second = sync(&file);
    assert_eq!(shop.seen().await - before, 4, "{second}");
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
    let Some(shop) = Shop::start() else { return };
    let quiet = tempfile::tempdir().expect("a folder");
    let rough = tempfile::tempdir().expect("a folder");
    let (one, other) = (quiet.path().join("shop.db"), rough.path().join("shop.db"));
    answer(&connect(&one, &shop));
    sync(&one);

    answer(&connect(&other, &shop));
    // A whole run asks eight times: it is killed after the first, the second … request, and what it
    // does in between falls where it falls.
    for kill_at in (1..=8).chain(1..=8).chain(1..=4) {
        let before = shop.seen().await;
        let mut child = started(&other, &["connect", "sync", "店铺"], TOKEN);
        while shop.seen().await - before < kill_at {
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

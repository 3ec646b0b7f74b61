//! Starting a counterpart of `../shared/peers`, steering it, and the program beside it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// A running counterpart, which ends with this value.
pub struct Counterpart {
    pub address: String,
    process: Child,
}

impl Drop for Counterpart {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Counterpart {
    /// Starts one; none where there are none.
    pub fn start(arguments: &[&str]) -> Option<Counterpart> {
        let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/peers"));
        let folder = std::env::var_os("TIDESTOCK_PEERS").map_or(beside, PathBuf::from);
        if !folder.join("start").exists() {
            eprintln!("skipped: no ../shared/peers beside this clone");
            return None;
        }
        let mut process = Command::new("node")
            .arg(folder.join("start"))
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let out = BufReader::new(process.stdout.take().expect("its output"));
        let ready = out.lines().map_while(Result::ok);
        let address = ready
            .filter_map(|line| line.strip_prefix("READY ").map(str::to_owned))
            .next()
            .expect("it is ready");
        Some(Counterpart { address, process })
    }

    /// How many requests of a method it has seen: told without reading them, to be asked often.
    pub fn count(&self, method: &str) -> usize {
        let text = self.text("GET", "/__peer/log", "", "");
        text.matches(&format!("\"method\": \"{method}\"")).count()
    }

    /// A call over plain HTTP: headers and body of the answer.
    pub fn call(&self, method: &str, path: &str, headers: &str, body: &str) -> (String, Value) {
        let answer = self.text(method, path, headers, body);
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
        let body = serde_json::from_str(body).unwrap_or_else(|_| panic!("{answer}"));
        (head.to_ascii_lowercase(), body)
    }

    fn text(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let host = self.address.trim_start_matches("http://");
        let mut socket = TcpStream::connect(host).expect("it listens");
        let request = format!(
            "{method} {path} HTTP/1.0\r\nhost: {host}\r\n{headers}content-length: {}\r\n\r\n{body}",
            body.len()
        );
        socket.write_all(request.as_bytes()).expect("asked");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).expect("answered");
        answer
    }

    fn control(&self, method: &str, path: &str, body: &str) -> Value {
        let path = format!("/__peer/{path}");
        let headers = "content-type: application/json\r\n";
        self.call(method, &path, headers, body).1
    }

    pub fn state(&self) -> Value {
        self.control("GET", "state", "")
    }

    pub fn fail(&self, how: &Value) {
        self.control("POST", "fail", &how.to_string());
    }
}

impl Counterpart {
    /// Takes back every fault that has not come yet.
    pub fn mend(&self) {
        self.control("DELETE", "fail", "");
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

/// The program with keys on its standard input.
pub fn started(file: &Path, arguments: &[&str], keys: &str) -> Child {
    let mut child = command(file, arguments).spawn().expect("it runs");
    let mut input = child.stdin.take().expect("its input");
    // A verb that asks for no keys may end before it reads them.
    let _ = input.write_all(keys.as_bytes());
    child
}

pub fn run(file: &Path, arguments: &[&str], keys: &str) -> Output {
    started(file, arguments, keys)
        .wait_with_output()
        .expect("it ends")
}

pub fn answer(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"))
}

/// Runs it and answers with what it says.
pub fn said(file: &Path, arguments: &[&str], keys: &str) -> Value {
    answer(&run(file, arguments, keys))
}

/// Asks a command of the engine that the command line has no verb for.
pub fn asked(file: &Path, command: &str) -> Value {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let engine = engine::Engine::open(file).await.expect("opens");
        let answer = engine::call(&engine, command, Value::Object(serde_json::Map::new())).await;
        engine.close().await;
        answer.unwrap_or_else(|failure| panic!("{command}: {failure}"))
    })
}

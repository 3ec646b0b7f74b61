//! Starting a counterpart and steering it.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use connect::{
    Clock, Connected, From, Limits, Method, Page, Rate, Repeat, Request, Secret, Settings, Stream,
};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The folder of the counterparts: `TIDESTOCK_PEERS`, else `../shared/peers` beside the clone.
pub fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/peers"
    ));
    let folder = std::env::var_os("TIDESTOCK_PEERS").map_or(beside, PathBuf::from);
    folder.join("start").exists().then_some(folder)
}

/// A running counterpart; it ends with this value.
pub struct Peer {
    pub address: String,
    _process: Child,
}

/// Real time, since the other end lives in it too.
pub struct RealClock;

#[async_trait]
impl Clock for RealClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the counterparts live in real time"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

impl Peer {
    /// Starts one, and `None` where there is none to start.
    pub async fn start(arguments: &[&str]) -> Option<Peer> {
        let Some(folder) = folder() else {
            eprintln!("skipped: no ../shared/peers beside this clone");
            return None;
        };
        let mut process = Command::new("node")
            .arg(folder.join("start"))
            .args(arguments)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node runs");
        let out = process.stdout.take().expect("its output");
        let mut lines = BufReader::new(out).lines();
        while let Some(line) = lines.next_line().await.expect("its output is text") {
            if let Some(address) = line.strip_prefix("READY ") {
                return Some(Peer {
                    address: address.to_owned(),
                    _process: process,
                });
            }
        }
        panic!("{arguments:?} ended before it was ready");
    }

    /// A control call.
    pub async fn control(&self, method: Method, path: &str, body: &Value) -> Value {
        let http = connect::Http::new(
            &self.address,
            &Settings::default(),
            Rate::new(100, 100),
            Limits::default(),
            Arc::new(RealClock),
        )
        .expect("an address");
        let path = format!("/__peer/{path}");
        let request = match method {
            Method::Get => Request::get(path),
            _ => Request::json(method, path, body, Repeat::Freely),
        };
        let answer = http.call(&request).await.expect("the control answers");
        answer.json().expect("json")
    }

    pub async fn state(&self) -> Value {
        self.control(Method::Get, "state", &Value::Null).await
    }

    /// The requests so far.
    pub async fn log(&self) -> Vec<Value> {
        let log = self.control(Method::Get, "log", &Value::Null).await;
        log["requests"].as_array().expect("a list").clone()
    }

    pub async fn clear_log(&self) {
        self.control(Method::Delete, "log", &Value::Null).await;
    }

    pub async fn fail(&self, how: Value) {
        self.control(Method::Post, "fail", &how).await;
    }
}

/// Limits that keep tests short: the waits between tries are, the time limit is.
pub fn limits() -> Limits {
    Limits {
        total: Duration::from_secs(10),
        first_wait: Duration::from_millis(20),
        ..Limits::default()
    }
}

/// An open connection with these fields.
pub fn open(system: &str, plain: &[(&str, &str)], secret: &[(&str, &str)]) -> Box<dyn Connected> {
    let settings = Settings {
        plain: plain
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        secret: secret
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Secret::new(*value)))
            .collect(),
    };
    let system = connect::system(system).expect("a known system");
    system
        .connect(&settings, limits(), Arc::new(RealClock))
        .unwrap_or_else(|error| panic!("{error}"))
}

/// All pages of a stream.
pub async fn all(connection: &dyn Connected, stream: Stream, from: &From) -> Vec<Page> {
    let mut from = from.clone();
    let mut pages = Vec::new();
    loop {
        let page = connection
            .pull(stream, &from)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", stream.word()));
        from.page.clone_from(&page.next);
        pages.push(page);
        if from.page.is_none() {
            return pages;
        }
    }
}

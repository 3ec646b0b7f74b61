//! Developer tasks: `cargo run -p xtask -- TASK`.
//!
//! - `demo` makes the demo shop in `demo/` again from the open order data beside the repository.
//! - `bench [NAME…]` prints how quick the program is, as ratios to what its parts can do.
//! - `judge [NAME…]` prints how good its decisions are, on open data.

// Tasks are read by developers on their terminal.
#![allow(clippy::print_stdout)]

mod bench;
mod demo;
mod judge;

use std::path::PathBuf;
use std::process::ExitCode;

/// Any failure of a task: tasks are run by developers, so the sentence itself is the interface.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let names: Vec<String> = std::env::args().skip(2).collect();
    let outcome = match task.as_str() {
        "demo" => demo::run(&shared(), &root().join("demo")),
        "bench" => bench::run(&names),
        "judge" => judge::run(&names),
        "one-shot" => bench::one_shot(&names),
        _ => Err(format!("unknown task {task:?}; known tasks: demo, bench, judge").into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask {task}: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of open data: `TIDESTOCK_SHARED`, else `../shared` beside the repository.
fn shared() -> PathBuf {
    std::env::var_os("TIDESTOCK_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

//! Developer tasks: `cargo run -p xtask -- TASK`.
//!
//! `demo` makes the demo shop in `demo/` again from the open order data beside the repository.

mod demo;

use std::path::PathBuf;
use std::process::ExitCode;

/// Any failure of a task: tasks are run by developers, so the sentence itself is the interface.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let outcome = match task.as_str() {
        "demo" => demo::run(&shared(), &root().join("demo")),
        _ => Err(format!("unknown task {task:?}; known tasks: demo").into()),
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

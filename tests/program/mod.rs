//! The real program, run to its end.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run of the program said.
#[derive(Debug)]
pub struct Answer {
    /// Exit code; -1 where it was ended from outside.
    pub exit: i32,
    /// The one JSON document on standard output; null where there is none.
    pub json: Value,
}

/// The program with its workspace, about to be given its verb.
pub fn program(workspace: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidestock"));
    command
        .args(["--json", "--lang", "en", "--workspace"])
        .arg(workspace)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the program to its end.
pub fn tidestock(workspace: &Path, words: &[&str]) -> Answer {
    answer(program(workspace).args(words))
}

/// Runs a prepared program to its end.
pub fn answer(command: &mut Command) -> Answer {
    let output = command.output().expect("the program runs");
    Answer {
        exit: output.status.code().unwrap_or(-1),
        json: serde_json::from_slice(&output.stdout).unwrap_or(Value::Null),
    }
}

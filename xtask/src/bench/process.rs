//! Running a program to its end: how long it took and how much memory it held at most.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Bench;
use crate::Outcome;

/// Seconds that a piece of work took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Took {
    /// From its start to its end.
    pub wall: f64,
    /// Of the processors, all threads together: what others do at the same time adds little to it.
    /// NaN where the system does not say.
    pub cpu: f64,
}

impl Took {
    /// Longer than anything.
    pub const FOREVER: Took = Took {
        wall: f64::INFINITY,
        cpu: f64::INFINITY,
    };

    /// The lesser of both.
    pub fn least(self, other: Took) -> Took {
        Took {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
        }
    }

    /// Two pieces of work one after the other.
    pub fn and(self, other: Took) -> Took {
        Took {
            wall: self.wall + other.wall,
            cpu: self.cpu + other.cpu,
        }
    }

    /// Does the work in this process and says what it took.
    pub fn of<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<(Took, T)> {
        let (start, cpu) = (Instant::now(), cpu_seconds("self"));
        let done = work()?;
        let wall = start.elapsed().as_secs_f64();
        Ok((
            Took {
                wall,
                cpu: cpu_seconds("self") - cpu,
            },
            done,
        ))
    }
}

/// What a run of a program took.
#[derive(Clone, Debug)]
pub struct Run {
    /// Seconds from its start to its end.
    pub took: Took,
    /// Most memory it held, in megabytes of 1,000,000 bytes; 0 where the system does not say.
    pub megabytes: f64,
    /// Its one JSON document.
    pub answer: Value,
}

impl Run {
    /// The better of two runs in time; the worse in memory.
    fn best(self, other: Run) -> Run {
        Run {
            took: self.took.least(other.took),
            megabytes: self.megabytes.max(other.megabytes),
            answer: other.answer,
        }
    }
}

/// Runs `tidestock --json --workspace WORKSPACE WORDS…` once.
pub fn tidestock(bench: &Bench, workspace: &Path, words: &[&str]) -> Outcome<Run> {
    let mut command = Command::new(&bench.program);
    command
        .arg("--json")
        .arg("--workspace")
        .arg(workspace)
        .args(words);
    run(command)
}

/// The same as often as `bench` asks for; the least time, the most memory.
pub fn tidestock_often(bench: &Bench, workspace: &Path, words: &[&str]) -> Outcome<Run> {
    let mut best = tidestock(bench, workspace, words)?;
    for _ in 1..bench.runs {
        best = best.best(tidestock(bench, workspace, words)?);
    }
    Ok(best)
}

/// Imports `file` into a workspace of its own, as often as `bench` asks for. `before` is measured
/// in turn with it, so that both meet the same machine; the workspace of the last run stays.
/// Returns the least seconds of `before` and the import.
pub fn import_beside(
    bench: &Bench,
    workspace: &Path,
    file: &Path,
    mut before: impl FnMut() -> Outcome<Took>,
) -> Outcome<(Took, Run)> {
    let mut best: Option<(Took, Run)> = None;
    for _ in 0..bench.runs {
        remove_workspace(workspace);
        let bare = before()?;
        let file = file.to_string_lossy();
        let run = tidestock(bench, workspace, &["import", &file])?;
        best = Some(match best {
            None => (bare, run),
            Some((least, known)) => (least.least(bare), known.best(run)),
        });
    }
    best.ok_or_else(|| "nothing was run".into())
}

fn remove_workspace(workspace: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = workspace.as_os_str().to_owned();
        name.push(ending);
        // The first time there is none.
        let _ = std::fs::remove_file(name);
    }
}

/// Runs a program that answers with one JSON document.
pub fn run(mut command: Command) -> Outcome<Run> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()?;
    let (ended, has_ended) = mpsc::channel::<()>();
    let watcher = {
        let id = child.id();
        std::thread::spawn(move || {
            let mut most = 0;
            while has_ended.recv_timeout(Duration::from_millis(2)) == Err(RecvTimeoutError::Timeout)
            {
                most = high_water(id).unwrap_or(0).max(most);
            }
            most
        })
    };
    let mut output = Vec::new();
    if let Some(mut out) = child.stdout.take() {
        out.read_to_end(&mut output)?;
    }
    // An ended process keeps its times until it is waited for.
    let id = child.id().to_string();
    while state(&id).is_some_and(|(letter, _)| letter != "Z") {
        std::thread::yield_now();
    }
    let wall = start.elapsed().as_secs_f64();
    let took = Took {
        wall,
        cpu: cpu_seconds(&id),
    };
    let status = child.wait()?;
    drop(ended);
    let most = watcher.join().unwrap_or(0);
    if !status.success() {
        let said = String::from_utf8_lossy(&output);
        return Err(format!("{command:?} ended with {status}: {said}").into());
    }
    Ok(Run {
        took,
        megabytes: most as f64 / 1e6,
        answer: serde_json::from_slice(&output)?,
    })
}

/// The high-water mark of a process's resident memory in bytes, as Linux keeps it.
fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1_024)
}

/// Seconds of the processors that a process has had, user and system; NaN where the system does
/// not say.
fn cpu_seconds(process: &str) -> f64 {
    state(process).map_or(f64::NAN, |(_, seconds)| seconds)
}

/// The state letter of a process and the seconds of the processors that it has had
/// (proc_pid_stat(5): fields 3, 14 and 15; the kernel counts in hundredths).
fn state(process: &str) -> Option<(String, f64)> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program is in brackets and may hold anything.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((
        (*fields.first()?).to_owned(),
        (ticks(11)? + ticks(12)?) / 100.0,
    ))
}

//! Benchmarks: each figure beside the limit it is held to, as a ratio.
//!
//! `npm run bench -- [NAME…] [--runs N] [--save] [--compare]`; without a name all of them run.
//! Times come from whole processes of the release program, and from the bare work that bounds them
//! done in the same run, so that a ratio says the same on a slow machine as on a quick one.
//! `--save` writes the ratios to `benches/baseline.json`; `--compare` fails where one is worse by
//! a fifth than it stands there.

mod baseline;
mod csv_million;
mod export;
mod figure;
mod forecast;
mod insert;
mod one_shot;
mod process;
mod replay;
mod retail;
mod series;
mod synthetic;
mod xlsx;

use std::path::{Path, PathBuf};
use std::process::Command;

pub use one_shot::run as one_shot;

use self::figure::{Figure, print_table};
use crate::{Outcome, root, shared};

/// What every benchmark is given.
pub struct Bench {
    /// The release program.
    program: PathBuf,
    /// Where its files go; gone at the end.
    folder: tempfile::TempDir,
    /// Open data beside the repository.
    shared: PathBuf,
    /// How often each time is taken; the least counts, because others only ever add to it.
    runs: usize,
}

impl Bench {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// One benchmark: its name and what measures it. No figures where its data is missing.
type Measure = fn(&Bench) -> Outcome<Vec<Figure>>;

const BENCHES: &[(&str, Measure)] = &[
    ("retail", retail::measure),
    ("csv", csv_million::measure),
    ("xlsx", xlsx::measure),
    ("series", series::measure),
    ("forecast", forecast::measure),
    ("replay", replay::measure),
    ("export", export::measure),
];

/// What was asked for on the command line.
struct Asked {
    names: Vec<String>,
    runs: usize,
    save: bool,
    compare: bool,
}

fn asked(words: &[String]) -> Outcome<Asked> {
    let mut asked = Asked {
        names: Vec::new(),
        runs: 3,
        save: false,
        compare: false,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--save" => asked.save = true,
            "--compare" => asked.compare = true,
            "--runs" => {
                asked.runs = words.next().ok_or("--runs needs a number")?.parse()?;
            }
            name if BENCHES.iter().any(|(known, _)| *known == name) => {
                asked.names.push(name.to_owned());
            }
            other => {
                let known: Vec<&str> = BENCHES.iter().map(|(name, _)| *name).collect();
                return Err(format!(
                    "unknown benchmark {other:?}; known benchmarks: {}; options: --runs N, --save, --compare",
                    known.join(", ")
                )
                .into());
            }
        }
    }
    asked.runs = asked.runs.max(1);
    Ok(asked)
}

/// Runs the benchmarks named, or all, and prints their table.
pub fn run(words: &[String]) -> Outcome<()> {
    let asked = asked(words)?;
    let bench = Bench {
        program: build()?,
        folder: tempfile::tempdir()?,
        shared: shared(),
        runs: asked.runs,
    };
    let yardstick = insert::yardstick(&bench)?;
    let mut figures = Vec::new();
    for (name, measure) in BENCHES {
        if asked.names.is_empty() || asked.names.iter().any(|wanted| wanted == name) {
            eprintln!("measuring {name} …");
            let measured = measure(&bench).map_err(|failure| format!("{name}: {failure}"))?;
            figures.extend(measured);
        }
    }
    print_table(&figures);
    println!(
        "yardstick (100,000 rows by bare insert): {:.3} s",
        yardstick.wall
    );
    let file = root().join("benches/baseline.json");
    if asked.save {
        baseline::save(&file, &figures, yardstick.wall)?;
    }
    if asked.compare {
        baseline::compare(&file, &figures, yardstick.wall)?;
    }
    Ok(())
}

/// Says that a benchmark has nothing to measure, and why.
fn skip(name: &str, why: &str) -> Vec<Figure> {
    println!("skipped {name}: {why}");
    Vec::new()
}

/// Builds the release program and returns where it lies.
fn build() -> Outcome<PathBuf> {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "tidestock"])
        .current_dir(root())
        .status()?;
    if !built.success() {
        return Err("the program could not be built".into());
    }
    beside_this_program("tidestock")
}

/// A program in the target folder this one was built into, optimised.
pub fn beside_this_program(name: &str) -> Outcome<PathBuf> {
    let own = std::env::current_exe()?;
    let target = own
        .parent()
        .and_then(Path::parent)
        .ok_or("this program lies nowhere")?;
    let program = target
        .join("release")
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION);
    if program.is_file() {
        Ok(program)
    } else {
        Err(format!("{} was not built", program.display()).into())
    }
}

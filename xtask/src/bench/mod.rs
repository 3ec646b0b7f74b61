//! Benchmarks: each figure as a ratio to the limit measured in the same run.

use crate::Outcome;

/// Runs the benchmarks named, or all.
pub fn run(_names: &[String]) -> Outcome<()> {
    Err("no benchmark yet".into())
}

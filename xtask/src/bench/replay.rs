//! A year lived again by 1,000 SKUs with weekly decisions.

use super::figure::{Figure, Held};
use super::process::tidestock;
use super::{Bench, skip, synthetic};
use crate::Outcome;

const SKUS: usize = 334;

/// Measures the replay.
pub fn measure(bench: &Bench) -> Outcome<Vec<Figure>> {
    let help = std::process::Command::new(&bench.program)
        .arg("--help")
        .output()?;
    if !String::from_utf8_lossy(&help.stdout).contains("replay") {
        return Ok(skip("replay", "the program has no such verb"));
    }
    let shop = synthetic::shop(SKUS);
    let folder = bench.path("replay");
    std::fs::create_dir(&folder)?;
    std::fs::write(folder.join("products.csv"), &shop.products)?;
    std::fs::write(folder.join("orders.csv"), &shop.orders)?;
    let workspace = bench.path("replay.db");
    tidestock(bench, &workspace, &["import", &folder.to_string_lossy()])?;
    let from = (shop.as_of + -365).to_string();
    let to = (shop.as_of + -1).to_string();
    let run = tidestock(bench, &workspace, &["replay", "--from", &from, "--to", &to])?;
    Ok(vec![
        Figure::seconds("replay: 1,000 series over a year", run.took, 30.0),
        Figure::new("replay: memory", run.megabytes, Held::Megabytes(600.0)),
    ])
}

//! A csv of 1,000,000 order lines in the app's own columns, all of them filled.

use std::fs::File;
use std::io::{BufReader, BufWriter};

use super::figure::{Figure, Held};
use super::process::import_beside;
use super::{Bench, insert, synthetic};
use crate::Outcome;

const LINES: usize = 1_000_000;

/// Measures the import.
pub fn measure(bench: &Bench) -> Outcome<Vec<Figure>> {
    let file = bench.path("orders.csv");
    synthetic::orders(&mut BufWriter::new(File::create(&file)?), LINES)?;
    let (columns, rows) = insert::table(BufReader::new(File::open(&file)?))?;
    let bare = || insert::took(&bench.path("bare.db"), &columns, synthetic::WHOLE, &rows);
    let (bare, import) = import_beside(bench, &bench.path("csv.db"), &file, bare)?;
    if import.answer["batches"][0]["accepted"] != LINES {
        return Err(format!("not every line was taken: {}", import.answer["batches"][0]).into());
    }
    Ok(vec![
        Figure::multiple("csv: import, 1,000,000 lines", import.took, bare, 3.0, 1.5),
        Figure::new(
            "csv: import, memory",
            import.megabytes,
            Held::Megabytes(600.0),
        ),
    ])
}

//! A real shop's two years: 1,044,847 order lines imported, planned and looked at.

use std::fs::File;

use flate2::read::MultiGzDecoder;

use super::figure::{Figure, Held};
use super::process::{import_beside, tidestock, tidestock_often};
use super::{Bench, insert, one_shot, skip};
use crate::Outcome;

/// Most megabytes that any command may hold on this data.
const MEGABYTES: Held = Held::Megabytes(600.0);

/// Measures import, the same import again, plan and overview.
pub fn measure(bench: &Bench) -> Outcome<Vec<Figure>> {
    let file = bench.shared.join("data/online_retail_II/orders.csv.gz");
    if !file.is_file() {
        return Ok(skip("retail", "no open data beside the repository"));
    }
    let workspace = bench.path("retail.db");
    let (columns, rows) = insert::table(MultiGzDecoder::new(File::open(&file)?))?;
    let bare = || {
        insert::took(
            &bench.path("bare.db"),
            &columns,
            &["qty", "customer"],
            &rows,
        )
    };
    let (bare, import) = import_beside(bench, &workspace, &file, bare)?;
    drop(rows);
    let name = file.to_string_lossy();
    let again = tidestock(bench, &workspace, &["import", &name])?;
    let first = &again.answer["batches"][0];
    if first["unchanged"] != import.answer["batches"][0]["accepted"] {
        return Err(format!("the second import changed something: {first}").into());
    }
    tidestock(bench, &workspace, &["set", "base_currency", "GBP"])?;
    let plan = tidestock_often(bench, &workspace, &["plan", "--as-of", "2011-09-01"])?;
    let overview = one_shot::overview(bench, &workspace)?;
    let mut figures = vec![
        Figure::multiple(
            "retail: import, 1,044,847 lines csv.gz",
            import.took,
            bare,
            4.0,
            1.5,
        ),
        Figure::new("retail: import, memory", import.megabytes, MEGABYTES),
        Figure::multiple("retail: the same file again", again.took, bare, 4.0, 1.5),
        Figure::new("retail: the same again, memory", again.megabytes, MEGABYTES),
        Figure::seconds("retail: plan of 4,700 SKUs", plan.took, 3.0),
        Figure::new("retail: plan, memory", plan.megabytes, MEGABYTES),
    ];
    figures.extend(overview.figures("retail", 1.0, MEGABYTES));
    Ok(figures)
}

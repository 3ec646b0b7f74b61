//! A large shop: 5,000 SKUs at three locations over two years of days, planned.

use super::figure::{Figure, Held};
use super::process::{tidestock, tidestock_often};
use super::{Bench, one_shot, synthetic};
use crate::Outcome;

const SKUS: usize = 5_000;

/// Measures plan and overview.
pub fn measure(bench: &Bench) -> Outcome<Vec<Figure>> {
    let shop = synthetic::shop(SKUS);
    let folder = bench.path("series");
    std::fs::create_dir(&folder)?;
    std::fs::write(folder.join("products.csv"), &shop.products)?;
    std::fs::write(folder.join("stock.csv"), &shop.stock)?;
    std::fs::write(folder.join("orders.csv"), &shop.orders)?;
    eprintln!("  {} order lines", shop.lines);
    let as_of = shop.as_of.to_string();
    drop(shop);
    let workspace = bench.path("series.db");
    for file in ["products.csv", "orders.csv", "stock.csv"] {
        let path = folder.join(file);
        let run = tidestock(bench, &workspace, &["import", &path.to_string_lossy()])?;
        let batch = &run.answer["batches"][0];
        if batch["rejected"] != 0 || batch["accepted"] == 0 {
            return Err(format!("{file} was not taken whole: {batch}").into());
        }
        eprintln!(
            "  {file} imported in {:.1} s, {:.0} MB",
            run.took.wall, run.megabytes
        );
    }
    let plan = tidestock_often(bench, &workspace, &["plan", "--as-of", &as_of])?;
    let overview = one_shot::overview(bench, &workspace)?;
    let memory = Held::Megabytes(500.0);
    let mut figures = vec![
        Figure::seconds("series: plan of 15,000 series", plan.took, 3.0),
        Figure::new("series: plan, memory", plan.megabytes, memory),
    ];
    figures.extend(overview.figures("series", 1.0, memory));
    Ok(figures)
}

//! What the import tests share: the golden files and the text form of what was read.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::record::Records;
use exchange::import::{Event, Options, read};

/// Folder of the golden files.
pub fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/import")
}

/// Every input file under the golden folder, in order.
pub fn inputs() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for system in std::fs::read_dir(testdata()).expect("testdata is there") {
        let system = system.expect("readable").path();
        for file in std::fs::read_dir(&system).expect("a folder a system") {
            let file = file.expect("readable").path();
            if file.extension().is_some_and(|e| e != "golden") {
                files.push(file);
            }
        }
    }
    files.sort();
    assert!(files.len() > 20, "the golden files are missing");
    files
}

/// Leaves out the fields of a record that hold nothing.
fn filled(debug: &str) -> String {
    let mut out = String::new();
    for part in debug.split(", ") {
        if part.ends_with(": None") {
            continue;
        }
        if part.ends_with(": None }") {
            out.push_str(" }");
            continue;
        }
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(part);
    }
    out
}

fn lines(records: &Records) -> Vec<String> {
    macro_rules! each {
        ($($kind:ident),+) => {
            match records {
                $(Records::$kind(rows) => rows.iter().map(|r| format!("{r:?}")).collect()),+
            }
        };
    }
    each!(
        Products,
        Orders,
        Returns,
        Stock,
        StockHistory,
        PurchaseOrders,
        Suppliers,
        Locations,
        Promotions,
        Marketing,
        Stocktake,
        SupplierPrices,
        Bundles,
        ExchangeRates,
        CostRates
    )
}

/// Everything that was read of a path, as text.
pub fn story(path: &Path, options: &Options) -> String {
    let mut out = String::new();
    let end = read(path, options, &mut |event| {
        let written = match event {
            Event::SheetStart(info) => {
                let columns: Vec<String> = info
                    .columns
                    .iter()
                    .map(|c| format!("{}={}", c.header, c.role.map_or("", |r| r.word())))
                    .collect();
                writeln!(
                    out,
                    "sheet {:?} {} {} header {}\n  columns {}",
                    info.sheet,
                    info.system,
                    info.kind.word(),
                    info.header_row,
                    columns.join(" | ")
                )
            }
            Event::Block {
                records, problems, ..
            } => {
                for line in lines(&records) {
                    out.push_str(&filled(&line));
                    out.push('\n');
                }
                for p in problems {
                    let _ = writeln!(
                        out,
                        "{} row {} {:?} {} {}",
                        if p.rejects { "rejected" } else { "note" },
                        p.row,
                        p.column,
                        p.code,
                        serde_json::Value::Object(p.params)
                    );
                }
                Ok(())
            }
            Event::SheetEnd { rows, rejected } => writeln!(out, "rows {rows} rejected {rejected}"),
            Event::FileFailed { sheet, failure, .. } => writeln!(
                out,
                "failed {sheet:?} {} {}",
                failure.code,
                serde_json::Value::Object(failure.params)
            ),
            Event::Progress { .. } => Ok(()),
        };
        written.expect("a string takes everything");
        ControlFlow::Continue(())
    });
    if let Err(failure) = end {
        let _ = writeln!(out, "failed {}", failure.code);
    }
    out
}

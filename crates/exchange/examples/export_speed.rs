//! Seconds and memory to write a table of 100,000 rows, and the same cells by the workbook
//! library alone in its three modes:
//! `cargo run --release -p exchange --example export_speed -- [ROWS]`.
#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use std::time::Instant;

use domain::{Currency, Day, Money};
use exchange::export::{Cell, Lang, Table, table_csv, table_workbook};
use rust_xlsxwriter::{Workbook, XlsxError};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows = std::env::args().nth(1).map_or(Ok(100_000), |n| n.parse())?;
    let table = table(rows);
    println!("{rows} rows × {} columns", table.headers.len());
    let start = Instant::now();
    let bytes = table_workbook(&table, Lang::Zh)?;
    report("table_workbook", start, bytes.len());
    let start = Instant::now();
    let bytes = table_csv(&table)?;
    report("table_csv", start, bytes.len());
    for mode in ["in memory", "low memory", "constant memory"] {
        let start = Instant::now();
        let bytes = bare(&table, mode)?;
        report(&format!("library alone, {mode}"), start, bytes);
    }
    Ok(())
}

fn report(what: &str, start: Instant, bytes: usize) {
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{what:<32} {seconds:>6.2} s  {:>6.1} MB",
        bytes as f64 / 1e6
    );
}

fn bare(table: &Table, mode: &str) -> Result<usize, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = match mode {
        "low memory" => workbook.add_worksheet_with_low_memory()?,
        "constant memory" => workbook.add_worksheet_with_constant_memory()?,
        _ => workbook.add_worksheet(),
    };
    for (row, cells) in (0_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Integer(value) => sheet.write_number(row, column, *value as f64)?,
                Cell::Money(money) => sheet.write_number(row, column, money.minor as f64)?,
                Cell::Date(day) => sheet.write_number(row, column, f64::from(day.0))?,
                Cell::Percent(value) | Cell::Number { value, .. } => {
                    sheet.write_number(row, column, *value)?
                }
                Cell::Empty => sheet,
            };
        }
    }
    Ok(workbook.save_to_buffer()?.len())
}

fn table(rows: u32) -> Table {
    let headers = [
        "SKU",
        "名称",
        "仓库",
        "在库",
        "在途",
        "目标",
        "库存金额",
        "售价",
        "售罄率",
        "最近销售",
    ];
    let row = |index: u32| {
        let money = |minor: u32| {
            Cell::Money(Money {
                minor: i64::from(minor),
                currency: Currency::USD,
            })
        };
        vec![
            Cell::Text(format!("SKU-{index:06}")),
            Cell::Text(format!(
                "White hanging heart T-light holder {}",
                index % 4_000
            )),
            Cell::Text(
                if index.is_multiple_of(3) {
                    "宁波仓"
                } else {
                    "UK warehouse"
                }
                .to_owned(),
            ),
            Cell::Integer(i64::from(index % 977)),
            Cell::Integer(i64::from(index % 251)),
            Cell::Integer(i64::from(index % 1_201)),
            money(index * 37),
            money(index % 9_999),
            Cell::Percent(f64::from(index % 101) / 100.0),
            Cell::Date(Day(20_000 + (index % 700) as i32)),
        ]
    };
    Table {
        name: "Stock".to_owned(),
        shop: "Shop".to_owned(),
        as_of: Day(20_781),
        headers: headers.map(str::to_owned).to_vec(),
        rows: (0..rows).map(row).collect(),
    }
}

//! A workbook of 100,000 rows, beside the workbook library alone.

use domain::{Currency, Day, Money};
use exchange::export::{Cell, Lang, Table, table_workbook};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::Bench;
use super::figure::Figure;
use super::process::Took;
use crate::Outcome;

const ROWS: u32 = 100_000;

/// Measures a table with formats, widths, header and notes against its bare cells.
pub fn measure(bench: &Bench) -> Outcome<Vec<Figure>> {
    let table = table();
    let (mut whole, mut bare) = (Took::FOREVER, Took::FOREVER);
    for _ in 0..bench.runs {
        bare = bare.least(Took::of(|| Ok(bare_workbook(&table)?))?.0);
        whole = whole.least(Took::of(|| Ok(table_workbook(&table, Lang::Zh)?))?.0);
    }
    Ok(vec![Figure::multiple(
        "export: workbook of 100,000 rows",
        whole,
        bare,
        1.5,
        1.2,
    )])
}

fn bare_workbook(table: &Table) -> Result<usize, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
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

fn table() -> Table {
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
    let money = |minor: u32| {
        Cell::Money(Money {
            minor: i64::from(minor),
            currency: Currency::USD,
        })
    };
    let row = |index: u32| {
        vec![
            Cell::Text(format!("TS-{index:06}")),
            Cell::Text(format!("Hanging lantern, warm white, {} cm", index % 4_000)),
            Cell::Text(
                if index.is_multiple_of(3) {
                    "宁波仓"
                } else {
                    "Hamburg"
                }
                .to_owned(),
            ),
            Cell::Integer(i64::from(index % 977)),
            Cell::Integer(i64::from(index % 251)),
            Cell::Integer(i64::from(index % 1_201)),
            money(index * 37),
            money(index % 9_999),
            Cell::Percent(f64::from(index % 101) / 100.0),
            Cell::Date(Day(20_000 + i32::try_from(index % 700).unwrap_or(0))),
        ]
    };
    Table {
        name: "Stock".to_owned(),
        shop: "Shop".to_owned(),
        as_of: Day(20_781),
        headers: headers.map(str::to_owned).to_vec(),
        rows: (0..ROWS).map(row).collect(),
    }
}

//! A workbook of 500,000 order lines, beside reading its cells and inserting them.

use std::path::Path;

use calamine::{Reader, Xlsx};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::figure::{Figure, Held};
use super::process::{Took, import_beside};
use super::{Bench, insert, synthetic};
use crate::Outcome;

const LINES: usize = 500_000;

/// Measures the import.
pub fn measure(bench: &Bench) -> Outcome<Vec<Figure>> {
    let file = bench.path("orders.xlsx");
    write(&file)?;
    let mut text = Vec::new();
    synthetic::orders(&mut text, LINES)?;
    let (columns, rows) = insert::table(text.as_slice())?;
    drop(text);
    let bare = || {
        let cells = read_cells(&file)?;
        let file = bench.path("bare.db");
        Ok(cells.and(insert::took(&file, &columns, synthetic::WHOLE, &rows)?))
    };
    let (bare, import) = import_beside(bench, &bench.path("xlsx.db"), &file, bare)?;
    if import.answer["batches"][0]["accepted"] != LINES {
        return Err(format!("not every line was taken: {}", import.answer["batches"][0]).into());
    }
    Ok(vec![
        Figure::multiple("xlsx: import, 500,000 lines", import.took, bare, 1.5, 1.3),
        Figure::new(
            "xlsx: import, memory",
            import.megabytes,
            Held::Megabytes(600.0),
        ),
    ])
}

/// Writes the lines of [`synthetic::orders`] as a workbook: numbers as numbers, the rest as text.
fn write(file: &Path) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    for (column, name) in (0..).zip(synthetic::COLUMNS) {
        sheet.write_string(0, column, name)?;
    }
    let mut draw = Pcg64Mcg::seed_from_u64(1);
    for (index, row) in (0..LINES).zip(1..) {
        for (column, cell) in (0_u16..).zip(synthetic::order_line(index, &mut draw)) {
            let is_number = matches!(
                synthetic::COLUMNS[usize::from(column)],
                "quantity" | "unit_price" | "discount" | "customer_id"
            );
            match cell.parse::<f64>() {
                Ok(number) if is_number => sheet.write_number(row, column, number)?,
                _ => sheet.write_string(row, column, cell)?,
            };
        }
    }
    workbook.save(file)
}

/// What it takes to read every cell of the first sheet and do nothing with it.
fn read_cells(file: &Path) -> Outcome<Took> {
    let work = || {
        let mut book: Xlsx<_> = calamine::open_workbook(file)?;
        let sheet = book.sheet_names().first().cloned().ok_or("no sheet")?;
        let mut cells = book.worksheet_cells_reader(&sheet)?;
        let mut filled = 0_usize;
        while let Some(cell) = cells.next_cell()? {
            filled += usize::from(*cell.get_value() != calamine::DataRef::Empty);
        }
        Ok(filled)
    };
    let (took, filled) = Took::of(work)?;
    if filled < LINES {
        return Err(format!("only {filled} cells were read").into());
    }
    Ok(took)
}

//! What people do to workbooks: merged cells, hidden rows, several sheets, titles above tables.

use std::path::PathBuf;

use crate::habits::{has, lacks};
use crate::support::story;
use exchange::import::Options;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

pub fn book(make: impl FnOnce(&mut Workbook)) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.xlsx");
    let mut book = Workbook::new();
    make(&mut book);
    book.save(&path).expect("written");
    (folder, path)
}

pub fn put(sheet: &mut Worksheet, top: u32, rows: &[&[&str]]) {
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (top + row as u32, column as u16);
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number),
                Err(_) if cell.is_empty() => continue,
                Err(_) => sheet.write(row, column, *cell),
            }
            .expect("in memory");
        }
    }
}

#[test]
fn merged_cells_hold_for_all_their_rows() {
    let (_folder, path) = book(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet
            .merge_range(0, 0, 0, 5, "三月采购单", &plain)
            .expect("in memory");
        put(
            sheet,
            1,
            &[&["采购单号", "供应商", "日期", "SKU", "数量", "单价"]],
        );
        sheet
            .merge_range(2, 0, 3, 0, "CG-1", &plain)
            .expect("in memory");
        sheet
            .merge_range(2, 1, 3, 1, "义乌包袋厂", &plain)
            .expect("in memory");
        sheet
            .merge_range(2, 2, 3, 2, "2026-03-01", &plain)
            .expect("in memory");
        sheet.write(2, 3, "BAG-1").expect("in memory");
        sheet.write(2, 4, 50).expect("in memory");
        sheet.write(2, 5, 18.5).expect("in memory");
        sheet.write(3, 3, "MUG-1").expect("in memory");
        sheet.write(3, 4, 20).expect("in memory");
        let stock = book.add_worksheet();
        put(stock, 0, &[&["SKU", "仓库", "库存"]]);
        stock
            .merge_range(1, 0, 2, 0, "BAG-1", &plain)
            .expect("in memory");
        put(stock, 1, &[&["", "义乌仓", "5"], &["", "美西仓", "7"]]);
    });
    let told = story(&path, &Options::default());
    has(
        &told,
        &[
            "po_number: \"CG-1\", sku: \"MUG-1\", quantity: 20, ordered_on: Day(20513), supplier: Some(\"义乌包袋厂\")",
            "sku: \"BAG-1\", location: Some(\"美西仓\"), on_hand: 7",
        ],
    );
}

#[test]
fn hidden_rows_count_and_hidden_sheets_do_not() {
    let (_folder, path) = book(|book| {
        let sheet = book.add_worksheet();
        put(
            sheet,
            0,
            &[&["sku", "on_hand"], &["A-1", "5"], &["A-2", "6"]],
        );
        sheet.set_row_hidden(2).expect("in memory");
        let old = book.add_worksheet().set_name("old").expect("a name");
        put(old, 0, &[&["sku", "on_hand"], &["A-1", "99"]]);
        old.set_hidden(true);
    });
    let told = story(&path, &Options::default());
    has(
        &told,
        &[
            "sku: \"A-2\", on_hand: 6",
            "hidden_sheet_skipped",
            "rows 2 rejected 0",
        ],
    );
    lacks(&told, &["on_hand: 99"]);
}

#[test]
fn sheets_of_several_kinds_in_one_workbook() {
    let (_folder, path) = book(|book| {
        let sheet = book.add_worksheet().set_name("说明").expect("a name");
        put(sheet, 0, &[&["本表由仓库每周更新"]]);
        let sheet = book.add_worksheet().set_name("供应商").expect("a name");
        put(
            sheet,
            0,
            &[
                &["供应商", "交货周期", "起订金额"],
                &["义乌包袋厂", "30", "5000"],
            ],
        );
        let sheet = book.add_worksheet().set_name("库存").expect("a name");
        put(
            sheet,
            0,
            &[&["SKU", "仓库", "库存数量"], &["BAG-1", "义乌仓", "5"]],
        );
        let sheet = book.add_worksheet().set_name("退货").expect("a name");
        put(
            sheet,
            0,
            &[
                &["订单号", "SKU", "退货数量", "退货日期"],
                &["A1", "BAG-1", "1", "2026-03-05"],
            ],
        );
    });
    let told = story(&path, &Options::default());
    has(
        &told,
        &[
            "sheet Some(\"供应商\") generic suppliers",
            "sheet Some(\"库存\") generic stock",
            "sheet Some(\"退货\") generic returns",
        ],
    );
}

#[test]
fn titles_above_and_headers_of_two_rows() {
    let (_folder, path) = book(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet
            .merge_range(0, 0, 0, 4, "库存周报", &plain)
            .expect("in memory");
        put(sheet, 1, &[&["制表：仓库", "", "2026-03-01"]]);
        sheet
            .merge_range(3, 0, 4, 0, "SKU", &plain)
            .expect("in memory");
        sheet
            .merge_range(3, 1, 4, 1, "品名", &plain)
            .expect("in memory");
        sheet
            .merge_range(3, 2, 3, 3, "库存", &plain)
            .expect("in memory");
        put(sheet, 4, &[&["", "", "义乌仓", "美西仓"]]);
        put(
            sheet,
            5,
            &[&["BAG-1", "包", "5", "7"], &["MUG-1", "杯", "2", "0"]],
        );
    });
    has(
        &story(&path, &Options::default()),
        &[
            "sku: \"BAG-1\", location: Some(\"义乌仓\"), on_hand: 5",
            "sku: \"BAG-1\", location: Some(\"美西仓\"), on_hand: 7",
        ],
    );
}

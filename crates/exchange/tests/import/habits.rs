//! What people and systems do to spreadsheets, one test a habit.

use std::path::{Path, PathBuf};

use crate::support::story;
use crate::workbooks::{book, put};
use exchange::import::{KnownSkus, Options};
use rust_xlsxwriter::Formula;

fn text(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("written");
    (folder, path)
}

fn told(csv: &str) -> String {
    let (_folder, path) = text("sheet.csv", csv);
    story(&path, &Options::default())
}

pub fn has(told: &str, parts: &[&str]) {
    for part in parts {
        assert!(told.contains(part), "{part} is not in\n{told}");
    }
}

pub fn lacks(told: &str, parts: &[&str]) {
    for part in parts {
        assert!(!told.contains(part), "{part} is in\n{told}");
    }
}

#[test]
fn an_order_that_tells_itself_on_its_first_line_only() {
    let told = told(
        "order no,order date,country,currency,sku,qty,unit price\n\
         A1,2026-03-01,Germany,EUR,BAG-1,2,10\n,,,,MUG-1,1,5\nA2,2026-03-02,France,EUR,BAG-1,1,10\n",
    );
    has(
        &told,
        &[
            "order_id: \"A1\", ordered_on: Day(20513), ordered_second: 0, sku: \"MUG-1\", quantity: 1, unit_price: Some(5), currency: Some(EUR), country: Some(\"DE\")",
        ],
    );
}

#[test]
fn totals_of_the_order_on_each_line_are_no_amounts_of_the_line() {
    let told = told(
        "order no,order date,sku,qty,amount,discount\n\
         A1,2026-03-01,BAG-1,2,30,3\nA1,2026-03-01,MUG-1,1,30,3\nA2,2026-03-02,BAG-1,1,12,0\n",
    );
    lacks(
        &told,
        &["unit_price", "discount: Some", "amount=line_total"],
    );
    // Where they differ within an order they are the line's.
    let told = self::told(
        "order no,order date,sku,qty,amount\n\
         A1,2026-03-01,BAG-1,2,30\nA1,2026-03-01,MUG-1,1,12\n",
    );
    has(&told, &["unit_price: Some(15)", "unit_price: Some(12)"]);
}

#[test]
fn a_column_a_day_and_a_column_a_place() {
    let told = told("货号,2026年3月1日,2026年3月2日\nBAG-1,3,0\nMUG-1,,2\n合计,3,2\n");
    has(
        &told,
        &[
            "order_id: \"day:2026-03-01:\", ordered_on: Day(20513), ordered_second: 0, sku: \"BAG-1\", quantity: 3",
            "order_id: \"day:2026-03-02:\", ordered_on: Day(20514), ordered_second: 0, sku: \"MUG-1\", quantity: 2",
            "summary_row_skipped",
            "rows 2 rejected 0",
        ],
    );
    let told = self::told("SKU,品名,深圳仓,美西仓,合计\nBAG-1,包,5,未备货,5\nMUG-1,杯,0,7,7\n");
    has(
        &told,
        &[
            "sku: \"BAG-1\", location: Some(\"深圳仓\"), on_hand: 5",
            "sku: \"MUG-1\", location: Some(\"美西仓\"), on_hand: 7",
        ],
    );
    lacks(
        &told,
        &["合计=on_hand", "sku: \"BAG-1\", location: Some(\"美西仓\")"],
    );
}

#[test]
fn sets_and_lists_in_one_cell_become_lines() {
    let told = told(
        "订单号,付款时间,SKU,数量,单价\n\
         A1,2026-03-01 10:00,BAG-1*1+MUG-1*2,3,30\nA2,2026-03-01 11:00,BAG-1|MUG-1,1|4,\nA3,2026-03-02 09:00,BOLT-M5*20,2,1\n",
    );
    has(
        &told,
        &[
            "sku: \"BAG-1\", quantity: 3, unit_price: Some(10)",
            "sku: \"MUG-1\", quantity: 6, unit_price: Some(10)",
            "row: 3, order_id: \"A2\", ordered_on: Day(20513), ordered_second: 39600, sku: \"MUG-1\", quantity: 4",
            "sku: \"BOLT-M5*20\", quantity: 2, unit_price: Some(1)",
            "note row 2 Some(\"SKU\") goods_taken_apart",
            "rows 3 rejected 0",
        ],
    );
}

#[test]
fn money_with_words_and_either_separator() {
    let told =
        told("sku,name,price,cost\nA-1,Lamp,IQD 120000,\"¥1,299.00\"\nA-2,Rug,IQD 95000,¥88.5\n");
    has(
        &told,
        &[
            "unit_cost: Some(1299.00), cost_currency: Some(CNY), price: Some(120000), price_currency: Some(IQD)",
        ],
    );
    let told =
        self::told("sku;name;price\nA-1;Lampe;1.299,00 €\nA-2;Teppich;12,5\nA-3;Stuhl;1.299\n");
    // The column's comma makes the last one a thousand and more.
    has(
        &told,
        &[
            "price: Some(1299.00), price_currency: Some(EUR)",
            "price: Some(12.5)",
            "price: Some(1299)",
        ],
    );
}

#[test]
fn days_in_every_dress() {
    let told = told(
        "order id,order date,sku,quantity\n1,46082,A-1,1\n2,2026-03-01T23:30:00-05:00,A-1,1\n\
         3,2026年3月2日,A-1,1\n4,20260302,A-1,1\n5,\"Mar 2, 2026\",A-1,1\n6,2026/3/2 下午 3:05,A-1,1\n",
    );
    // 2026-03-01 is day 20513; the second line is told on a shop's clock of UTC.
    assert_eq!(told.matches("Day(20513)").count(), 1, "{told}");
    assert_eq!(told.matches("Day(20514)").count(), 5, "{told}");
    has(
        &told,
        &[
            "ordered_second: 16200",
            "ordered_second: 54300",
            "rows 6 rejected 0",
        ],
    );
}

#[test]
fn the_whole_column_decides_between_day_and_month_and_a_doubt_is_told() {
    let rows = |last: &str| {
        let mut csv = String::from("order id,order date,sku,quantity\n");
        for number in 0..1_200 {
            csv.push_str(&format!("{number},03/04/2026,A-1,1\n"));
        }
        csv + last
    };
    // The one telling date stands behind the sample.
    let told = self::told(&rows("x,04/25/2026,A-1,1\n"));
    has(&told, &["order_id: \"0\", ordered_on: Day(20516)"]);
    lacks(&told, &["date_order_ambiguous"]);
    let told = self::told(&rows(""));
    has(
        &told,
        &[
            "order_id: \"0\", ordered_on: Day(20546)",
            "date_order_ambiguous",
        ],
    );
}

#[test]
fn codes_stay_codes() {
    let told = told(
        "sku,location,on_hand\n'007,North,1\n1234567890123456789,North,2\n=\"00123\",North,3\n1E5,North,4\nＡＢ－１,North,5\n",
    );
    has(
        &told,
        &[
            "sku: \"007\"",
            "sku: \"1234567890123456789\"",
            "sku: \"00123\"",
            "sku: \"1E5\"",
            "sku: \"AB-1\"",
        ],
    );
}

#[test]
fn a_damaged_sku_is_read_where_one_known_sku_fits() {
    let csv = "sku,location,on_hand\n1.23457E+18,North,2\n1.3E+18,North,3\n";
    let (_folder, path) = text("stock.csv", csv);
    let options = Options {
        known_skus: KnownSkus::new(
            [
                "1234567890123456789",
                "1300000000000000001",
                "1300000000000000002",
            ]
            .map(domain::Text::from),
        ),
        ..Options::default()
    };
    has(
        &story(&path, &options),
        &[
            "sku: \"1234567890123456789\", location: Some(\"North\"), on_hand: 2",
            "note row 2 Some(\"sku\") sku_restored",
            "rejected row 3 Some(\"sku\") sku_damaged",
        ],
    );
    has(
        &story(&path, &Options::default()),
        &[
            "rejected row 2 Some(\"sku\") sku_damaged",
            "rows 2 rejected 2",
        ],
    );
}

#[test]
fn errors_and_formulas_in_cells() {
    let told = told(
        "sku,location,on_hand\nA-1,North,#N/A\nA-2,#REF!,4\nA-3,North,=SUM(B1:B9)\n=cmd|' /C calc'!A0,North,5\n",
    );
    has(
        &told,
        &[
            "rejected row 2 Some(\"on_hand\") value_missing",
            "sku: \"A-2\", on_hand: 4",
            "rejected row 4 Some(\"on_hand\") number_unreadable",
        ],
    );
    let (_folder, path) = book(|book| {
        let sheet = book.add_worksheet();
        put(sheet, 0, &[&["sku", "on_hand"], &["A-1"], &["A-2"]]);
        // A formula is read as what the spreadsheet program last made of it.
        let formula = Formula::new("=2+3").set_result("5");
        sheet.write_formula(1, 1, formula).expect("in memory");
        let formula = Formula::new("=1/0").set_result("#DIV/0!");
        sheet.write_formula(2, 1, formula).expect("in memory");
    });
    let told = story(&path, &Options::default());
    has(&told, &["sku: \"A-1\", on_hand: 5"]);
    lacks(&told, &["sku: \"A-2\""]);
}

#[test]
fn refunds_cancelled_lines_and_gifts() {
    let told = told(
        "order number,created,sku,quantity,price,status\n\
         1,2026-03-01,A-1,2,10,Partially refunded\n1,2026-03-01,GIFT-9,1,0,Partially refunded\n\
         2,2026-03-02,A-1,1,10,Cancelled by buyer\n3,2026-03-03,A-1,-1,10,Shipped\n",
    );
    has(
        &told,
        &[
            "sku: \"A-1\", quantity: 2, unit_price: Some(10), is_fee",
            "sku: \"GIFT-9\", quantity: 1, unit_price: Some(0)",
            "order_id: \"2\", ordered_on: Day(20514), ordered_second: 0, sku: \"A-1\", quantity: 1, unit_price: Some(10), status: Some(Cancelled)",
            "quantity: -1",
        ],
    );
}

#[test]
fn a_report_that_repeats_others_is_left_out_unless_asked_for() {
    let ledger =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/import/amazon/ledger_detail.txt");
    has(
        &story(&ledger, &Options::default()),
        &["sheet_adds_nothing"],
    );
    let options = Options {
        kind: Some(domain::RecordKind::Orders),
        ..Options::default()
    };
    has(
        &story(&ledger, &options),
        &[
            "order_id: \"day:2026-05-13:FBA\"",
            "sku: \"MUG-R\"",
            "quantity: 1",
        ],
    );
}

#[test]
fn a_purchase_order_laid_out_as_a_letter() {
    let told = told(
        "采购订单,,,,\n单号：CG-7,,日期：,2026-03-01,\n供应商：,义乌包袋厂,交货期限：,2026-04-20,\n\
         商品名称,SKU,下单数量,单价(CNY),金额\n包,BAG-1,500,18.5,9250\n杯,MUG-1,100,9,900\n合计,,600,,10150\n",
    );
    has(
        &told,
        &[
            "po_number: \"CG-7\", sku: \"MUG-1\", quantity: 100, ordered_on: Day(20513), supplier: Some(\"义乌包袋厂\"), unit_cost: Some(9), currency: Some(CNY), expected_on: Some(Day(20563))",
        ],
    );
    // The same table without a supplier above it is not taken for one.
    let told = self::told(
        "单号：CG-7,,日期：,2026-03-01\n商品名称,SKU,下单数量,金额\n包,BAG-1,500,9250\n杯,MUG-1,100,900\n",
    );
    lacks(&told, &["PurchaseOrderLine", "StockCount"]);
}

#[test]
fn units_of_a_month_are_spread_over_its_days() {
    let told = told("SKU,2026-02,2026-03\nBAG-1,56,1\nMUG-1,0,62\n");
    // February has 28 days of two; the one unit of March falls on its last day.
    assert_eq!(
        told.matches("sku: \"BAG-1\", quantity: 2").count(),
        28,
        "{told}"
    );
    has(
        &told,
        &[
            "order_id: \"day:2026-03-31:\", ordered_on: Day(20543), ordered_second: 0, sku: \"BAG-1\", quantity: 1",
        ],
    );
    assert_eq!(
        told.matches("sku: \"MUG-1\", quantity: 2").count(),
        31,
        "{told}"
    );
    has(&told, &["month_spread_over_days", "rows 2 rejected 0"]);
}

#[test]
fn a_report_with_tabs_keeps_its_quotation_marks_and_its_rows() {
    let (_folder, path) = text(
        "report.txt",
        "sku\tfnsku\tproduct-name\tafn-fulfillable-quantity\tafn-reserved-quantity\n\
         A-1\tX1\t\"Best\" mug\t5\t1\nA-2\tX2\tRuler 12\"\t3\t0\nA-3\tX3\t\"Cup\t2\t0\n",
    );
    let told = story(&path, &Options::default());
    has(
        &told,
        &[
            "on_hand: 6, name: Some(\"\\\"Best\\\" mug\")",
            "sku: \"A-3\", location: Some(\"FBA\"), on_hand: 2",
            "rows 3 rejected 0",
        ],
    );
}

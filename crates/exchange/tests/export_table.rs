//! Tables as xlsx and csv, file names, and writing.

mod export_support;

use std::collections::HashSet;

use calamine::Data;
use domain::{Currency, Day, Money};
use exchange::export::{
    Cell, ExportError, Lang, Table, file_name, save, save_new, table_csv, table_workbook,
    unique_name,
};
use export_support::{formulas, hostile, part, sheets, text};

fn money(minor: i64, code: &str) -> Cell {
    Cell::Money(Money {
        minor,
        currency: code.parse::<Currency>().expect("a code"),
    })
}

fn table(headers: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        name: "Stock".to_owned(),
        shop: "Harbour Gifts".to_owned(),
        as_of: "2026-11-24".parse().expect("a day"),
        headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        rows,
    }
}

fn csv(table: &Table) -> String {
    String::from_utf8(table_csv(table).expect("csv")).expect("utf-8")
}

#[test]
fn cells_keep_their_types() {
    let day: Day = "2026-12-18".parse().expect("a day");
    let table = table(
        &["SKU", "On hand", "Large", "Price", "Share", "Day", "kg"],
        vec![vec![
            Cell::Text("007".to_owned()),
            Cell::Integer(-12),
            Cell::Integer(9_007_199_254_740_993),
            money(1999, "USD"),
            Cell::Percent(0.425),
            Cell::Date(day),
            Cell::Number {
                value: 8.25,
                decimals: 2,
            },
        ]],
    );
    let bytes = table_workbook(&table, Lang::En).expect("a workbook");
    let (name, range) = &sheets(&bytes)[0];
    assert_eq!(name, "Stock");
    let cell = |column: u32| range.get_value((1, column)).cloned();
    assert_eq!(cell(0), Some(Data::String("007".to_owned())));
    assert_eq!(cell(1), Some(Data::Float(-12.0)));
    assert_eq!(cell(2), Some(Data::String("9007199254740993".to_owned())));
    assert_eq!(cell(3), Some(Data::Float(19.99)));
    assert_eq!(cell(4), Some(Data::Float(0.425)));
    assert!(matches!(cell(5), Some(Data::DateTime(moment)) if moment.as_f64() == 46_374.0));
    assert_eq!(cell(6), Some(Data::Float(8.25)));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(
        styles.contains("[$USD] #,##0.00_ ;[$USD] -#,##0.00_ "),
        "{styles}"
    );
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<autoFilter ref=\"A1:G2\"/>"));
    assert!(sheet.contains("state=\"frozen\""));
}

#[test]
fn csv_names_its_currencies_and_can_be_opened_by_excel() {
    let rows = vec![
        vec![money(1999, "USD"), money(1500, "JPY"), Cell::Percent(0.5)],
        vec![money(-5, "USD"), money(1500, "KWD"), Cell::Empty],
    ];
    assert_eq!(
        csv(&table(&["Value", "Price", "Share"], rows)),
        "\u{feff}Value (USD),Price,Share\r\n19.99,1500 JPY,50.0%\r\n-0.05,1.500 KWD,\r\n"
    );
}

#[test]
fn nothing_runs_as_a_formula() {
    let rows: Vec<Vec<Cell>> = hostile()
        .into_iter()
        .map(|evil| vec![Cell::Text(evil)])
        .collect();
    let mut table = table(&["=1+1"], rows);
    table.name = "=1+1".to_owned();
    let bytes = table_workbook(&table, Lang::En).expect("a workbook");
    assert!(formulas(&bytes, 0).used_cells().next().is_none());
    let range = &sheets(&bytes)[0].1;
    assert_eq!(text(range, 0, 0), "=1+1");
    assert_eq!(text(range, 1, 0), "=HYPERLINK(\"http://x\",\"y\")");
    let saved = csv(&table);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(saved.trim_start_matches('\u{feff}').as_bytes());
    let mut seen = 0;
    for record in reader.records() {
        let field = record.expect("a record")[0].to_owned();
        assert!(
            !field.starts_with(['=', '+', '-', '@', '\t', '\r']),
            "{field:?}"
        );
        seen += 1;
    }
    assert_eq!(seen, hostile().len() + 1, "the header and every row");
}

#[test]
fn ragged_rows_and_odd_figures_are_taken() {
    let rows = vec![
        vec![Cell::Integer(1), Cell::Integer(2), Cell::Integer(3)],
        vec![],
        vec![
            Cell::Percent(f64::NAN),
            Cell::Number {
                value: f64::INFINITY,
                decimals: 255,
            },
            Cell::Date(Day(i32::MIN)),
        ],
        vec![
            Cell::Integer(i64::MIN),
            money(i64::MIN, "KWD"),
            money(i64::MAX, "JPY"),
        ],
    ];
    let table = table(&["A"], rows);
    let bytes = table_workbook(&table, Lang::Zh).expect("a workbook");
    let range = &sheets(&bytes)[0].1;
    assert_eq!(text(range, 1, 2), "3");
    assert_eq!(text(range, 3, 0), "");
    assert_eq!(text(range, 4, 0), "-9223372036854775808");
    assert!(csv(&table).contains("-9223372036854775.808"));
    assert_eq!(
        table_workbook(&Table::default(), Lang::Zh),
        Err(ExportError::Nothing)
    );
    let wide = Table {
        rows: vec![vec![Cell::Empty; 16_385]],
        ..Table::default()
    };
    let refused = table_csv(&wide).expect_err("it is too wide");
    assert_eq!(refused.code(), "export_too_many_columns");
    assert_eq!(refused.params()["columns"], 16_385);
}

#[test]
fn a_table_without_rows_is_its_header() {
    let empty = table(&["SKU", "名称"], vec![]);
    let bytes = table_workbook(&empty, Lang::Zh).expect("a workbook");
    assert_eq!(text(&sheets(&bytes)[0].1, 0, 1), "名称");
    assert_eq!(csv(&empty), "\u{feff}SKU,名称\r\n");
}

#[test]
fn file_names_are_safe_on_every_system() {
    let name = |number: &str, supplier: &str| file_name(number, supplier, "xlsx");
    assert_eq!(name("PO-7", "义乌晨光"), "PO-7_义乌晨光.xlsx");
    assert_eq!(
        name("a/b\\c", "d:e*f?g\"h<i>j|k"),
        "a_b_c_d_e_f_g_h_i_j_k.xlsx"
    );
    assert_eq!(name("../../etc", "passwd"), "_.._etc_passwd.xlsx");
    assert_eq!(name("", "CON"), "_CON.xlsx");
    assert_eq!(name("com1", ""), "_com1.xlsx");
    assert_eq!(name("lpt9.report", ""), "_lpt9.report.xlsx");
    assert_eq!(name("COM", "10"), "COM_10.xlsx");
    assert_eq!(name(" . ", "..."), "tidestock.xlsx");
    assert_eq!(name("PO", "fdp\u{202e}exe"), "PO_fdpexe.xlsx");
    assert_eq!(name("PO", "a\u{0}b\nc"), "PO_a_b_c.xlsx");
    let long = name("PO-2026-0117", &"长".repeat(300));
    assert!(long.starts_with("PO-2026-0117_长") && long.ends_with("长.xlsx"));
    assert!(long.len() <= 125, "{} bytes", long.len());
    for evil in hostile() {
        let name = name(&evil, &evil);
        assert!(name.len() <= 126 && name.ends_with(".xlsx"), "{name}");
        assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\n', '\0']));
        assert!(!name.starts_with(['.', ' ']));
    }
}

#[test]
fn names_of_one_export_never_collide() {
    let mut taken = HashSet::new();
    let mut next = |name: &str| unique_name(name, &mut taken);
    assert_eq!(next("PO_Aa.xlsx"), "PO_Aa.xlsx");
    assert_eq!(next("PO_AA.xlsx"), "PO_AA (2).xlsx");
    assert_eq!(next("po_aa.xlsx"), "po_aa (3).xlsx");
    assert_eq!(next("PO_Aa (2).xlsx"), "PO_Aa (2) (2).xlsx");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("new/deeper");
    let target = inner.join("a.xlsx");
    save(&target, b"first").expect("it is saved");
    save(&target, b"second").expect("it is replaced");
    assert_eq!(std::fs::read(&target).expect("the file"), b"second");
    let beside = save_new(&inner, "a.xlsx", b"third").expect("it is saved");
    assert_eq!(beside, inner.join("a (2).xlsx"));
    assert_eq!(std::fs::read(&target).expect("the file"), b"second");

    // A folder stands where the file should go: the rename fails after all bytes were written.
    let blocked = inner.join("b.xlsx");
    std::fs::create_dir_all(blocked.join("full")).expect("a folder");
    let refused = save(&blocked, b"never").expect_err("it cannot be renamed");
    assert_eq!(refused.code(), "export_write_failed");
    assert!(
        refused.params()["path"]
            .as_str()
            .is_some_and(|path| path.ends_with("b.xlsx"))
    );
    let mut left: Vec<_> = std::fs::read_dir(&inner)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    left.sort();
    assert_eq!(
        left,
        ["a (2).xlsx", "a.xlsx", "b.xlsx"],
        "no temporary file stays"
    );

    // A file stands where the folder should be.
    let refused = save(&target.join("c.xlsx"), b"never").expect_err("no folder can be made");
    assert_eq!(refused.code(), "export_write_failed");
}

#[cfg(unix)]
#[test]
fn a_saved_file_can_be_read_by_others_as_any_file_of_the_seller() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("a.xlsx");
    save(&target, b"x").expect("it is saved");
    let plain = folder.path().join("plain");
    std::fs::write(&plain, b"x").expect("it is written");
    let mode = |path: &std::path::Path| {
        let permissions = std::fs::metadata(path).expect("the file").permissions();
        permissions.mode() & 0o777
    };
    assert_eq!(mode(&target), mode(&plain));
}

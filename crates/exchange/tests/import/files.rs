//! Containers, encodings, broken files and options.

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use crate::support::story;
use domain::record::Records;
use domain::{OrderStatus, RecordKind};
use exchange::import::{Event, Mapping, Options, Role, inspect, read};

fn failures(path: &Path) -> Vec<(String, String)> {
    let mut out = Vec::new();
    read(path, &Options::default(), &mut |event| {
        if let Event::FileFailed { file, failure, .. } = event {
            out.push((file, failure.code));
        }
        ControlFlow::Continue(())
    })
    .expect("the path is there");
    out
}

const STOCK: &str = "sku,location,on_hand\nA-1,North,5\nA-2,North,7\n";

#[test]
fn broken_files_have_their_own_codes() {
    let folder = tempfile::tempdir().expect("a folder");
    let gz = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder
            .write_all(STOCK.repeat(500).as_bytes())
            .expect("in memory");
        encoder.finish().expect("in memory")
    };
    let mut encrypted = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    encrypted.extend([0; 512]);
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let cases: [(&str, Vec<u8>, &str); 9] = [
        ("empty.csv", Vec::new(), "file_empty"),
        ("blank.csv", b"\xef\xbb\xbf \n\n".to_vec(), "file_empty"),
        (
            "picture.csv",
            b"\x89PNG\r\n\x1a\n....".to_vec(),
            "not_a_table",
        ),
        (
            "noise.csv",
            (0..=255).cycle().take(4096).collect(),
            "not_a_table",
        ),
        (
            "page.xls",
            b"<html><table><tr><td>1</td></tr></table>".to_vec(),
            "web_page_not_table",
        ),
        ("cut.gz", gz[..gz.len() / 2].to_vec(), "file_damaged"),
        (
            "cut.xlsx",
            b"PK\x03\x04 and nothing more".to_vec(),
            "file_damaged",
        ),
        ("locked.xlsx", encrypted, "file_password_protected"),
        (
            "notes.txt",
            b"just some words\nand some more\n".to_vec(),
            "not_a_table",
        ),
    ];
    for (name, bytes, code) in cases {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        let codes: Vec<String> = failures(&path).into_iter().map(|(_, code)| code).collect();
        assert_eq!(codes, [code], "{name}");
        std::fs::remove_file(path).expect("removed");
    }
    let missing = read(
        &folder.path().join("nowhere"),
        &Options::default(),
        &mut |_| ControlFlow::Continue(()),
    );
    assert_eq!(
        missing.map_err(|f| f.code),
        Err("file_not_found".to_owned())
    );
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("in memory");
        writer.write_all(bytes).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

#[test]
fn archives_are_read_without_touching_the_disk_and_noise_in_them_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("all.zip");
    let bytes = zip_of(&[
        ("stock/now.csv", STOCK.as_bytes()),
        ("__MACOSX/stock/._now.csv", b"\0\0\0"),
        (".hidden.csv", STOCK.as_bytes()),
        ("../outside.csv", STOCK.as_bytes()),
        ("readme.pdf", b"%PDF-1.7"),
        ("inner.zip", &zip_of(&[("a.csv", STOCK.as_bytes())])),
    ]);
    std::fs::write(&path, bytes).expect("written");
    let mut files = Vec::new();
    read(&path, &Options::default(), &mut |event| {
        match event {
            Event::SheetStart(info) => files.push((info.file, "read".to_owned())),
            Event::FileFailed { file, failure, .. } => files.push((file, failure.code)),
            _ => {}
        }
        ControlFlow::Continue(())
    })
    .expect("the path is there");
    files.sort();
    let expected = [
        ("all.zip/inner.zip", "zip_nested"),
        ("all.zip/readme.pdf", "not_a_table"),
        ("all.zip/stock/now.csv", "read"),
    ];
    assert_eq!(files, expected.map(|(f, c)| (f.to_owned(), c.to_owned())));
    assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 1);
    // The same files in a folder.
    std::fs::create_dir(folder.path().join("sub")).expect("made");
    std::fs::write(folder.path().join("sub/b.csv"), STOCK).expect("written");
    std::fs::write(folder.path().join("sub/.DS_Store"), b"\0").expect("written");
    let seen = inspect(&folder.path().join("sub"), &Options::default()).expect("a folder");
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].file, "b.csv");
    assert_eq!(seen[0].preview[1], ["A-1", "North", "5"]);
}

#[test]
fn an_archive_that_expands_absurdly_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let zeros = vec![b'0'; 100 * 1024 * 1024];
    let path = folder.path().join("bomb.zip");
    std::fs::write(&path, zip_of(&[("a.csv", &zeros)])).expect("written");
    assert_eq!(
        failures(&path),
        [("bomb.zip".to_owned(), "zip_too_large".to_owned())]
    );
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(b"sku,on_hand,name\n").expect("in memory");
    let line = format!("A-1,5,{}\n", "x".repeat(4_000));
    encoder
        .write_all(line.repeat(25_000).as_bytes())
        .expect("in memory");
    let path = folder.path().join("bomb.csv.gz");
    std::fs::write(&path, encoder.finish().expect("in memory")).expect("written");
    assert_eq!(
        failures(&path),
        [("bomb.csv.gz".to_owned(), "zip_too_large".to_owned())]
    );
}

#[test]
fn a_workbook_that_expands_absurdly_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let parts = |name: &str, strings: &[u8]| {
        let path = folder.path().join(name);
        let bytes = zip_of(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("xl/workbook.xml", b"<workbook/>"),
            ("xl/sharedStrings.xml", strings),
        ]);
        std::fs::write(&path, bytes).expect("written");
        failures(&path)
    };
    // 72 MB of one text out of 70 kB: 64 MB and 20 times the 70 kB are allowed.
    let one = [
        &b"<sst><si><t>"[..],
        &vec![b'a'; 72 << 20],
        b"</t></si></sst>",
    ]
    .concat();
    assert_eq!(
        parts("bomb.xlsx", &one),
        [("bomb.xlsx".to_owned(), "workbook_too_large".to_owned())]
    );
    // A text of 2 MB is less than that and longer than any cell.
    let long = [
        &b"<sst><si><t>"[..],
        &vec![b'a'; 2 << 20],
        b"</t></si></sst>",
    ]
    .concat();
    assert_eq!(
        parts("cell.xlsx", &long),
        [("cell.xlsx".to_owned(), "cell_too_long".to_owned())]
    );
}

#[test]
fn an_endless_row_is_told_from_an_open_quotation_mark() {
    let folder = tempfile::tempdir().expect("a folder");
    let failure = |name: &str, text: String| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        let mut said = Vec::new();
        read(&path, &Options::default(), &mut |event| {
            if let Event::FileFailed { failure, .. } = event {
                said.push((failure.code, failure.params["row"].as_u64()));
            }
            ControlFlow::Continue(())
        })
        .expect("the path is there");
        said
    };
    for megabytes in [5, 9] {
        let long = format!(
            "{STOCK}A-3,North,{}\nA-4,North,1\n",
            "7".repeat(megabytes << 20)
        );
        assert_eq!(
            failure("long.csv", long),
            [("row_too_long".to_owned(), Some(4))],
            "{megabytes} MB"
        );
        let open = format!(
            "{STOCK}A-3,\"North,7\n{}",
            "A-4,North,1\n".repeat(megabytes * 90_000)
        );
        assert_eq!(
            failure("open.csv", open),
            [("quote_not_closed".to_owned(), Some(4))],
            "{megabytes} MB"
        );
    }
}

#[test]
fn a_workbook_gives_each_of_its_sheets_with_types_kept() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.xlsx");
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet().set_name("订单").expect("a name");
    sheet.write(0, 0, "八月订单报表").expect("in memory");
    for (column, header) in ["订单编号", "付款时间", "商品编码", "数量", "单价（元）"]
        .iter()
        .enumerate()
    {
        sheet.write(2, column as u16, *header).expect("in memory");
    }
    let day = ExcelDateTime::from_ymd(2026, 8, 24).expect("a day");
    sheet.write(3, 0, 1001).expect("in memory");
    sheet
        .write_with_format(3, 1, &day, &date)
        .expect("in memory");
    sheet.write(3, 2, "007").expect("in memory");
    sheet.write(3, 3, 2).expect("in memory");
    sheet.write(3, 4, 12.5).expect("in memory");
    // A SKU that Excel holds as a number of 19 digits has lost its end.
    sheet.write(4, 0, 1002).expect("in memory");
    sheet
        .write_with_format(4, 1, &day, &date)
        .expect("in memory");
    sheet
        .write(4, 2, 1_234_567_890_123_456_789_i64 as f64)
        .expect("in memory");
    sheet.write(4, 3, 1).expect("in memory");
    let sheet = book.add_worksheet().set_name("stock").expect("a name");
    for (row, cells) in [["SKU", "在库数量", "仓库"], ["007", "15", "宁波"]]
        .iter()
        .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet
                .write(row as u32, column as u16, *cell)
                .expect("in memory");
        }
    }
    let sheet = book.add_worksheet().set_name("old").expect("a name");
    sheet.write(0, 0, "sku").expect("in memory");
    sheet.set_hidden(true);
    book.save(&path).expect("written");
    let told = story(&path, &Options::default());
    let expected = "\
sheet Some(\"订单\") generic orders header 3
  columns 订单编号=order_id | 付款时间=ordered_at | 商品编码=sku | 数量=quantity | 单价（元）=unit_price
OrderLine { row: 4, order_id: \"1001\", ordered_on: Day(20689), ordered_second: 0, sku: \"007\", quantity: 2, unit_price: Some(12.5), currency: Some(CNY), is_fee: false }
rejected row 5 Some(\"商品编码\") sku_damaged {\"value\":\"1234567890123456800\"}
rows 2 rejected 1
sheet Some(\"stock\") generic stock header 1
  columns SKU=sku | 在库数量=on_hand | 仓库=location
StockCount { row: 2, sku: \"007\", location: Some(\"宁波\"), on_hand: 15 }
rows 1 rejected 0
failed Some(\"old\") hidden_sheet_skipped {\"sheet\":\"old\"}
";
    assert_eq!(told, expected);
}

#[test]
fn a_person_can_overrule_kind_and_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("odd.csv");
    std::fs::write(&path, "a,b,c\nX-1,5,North\nX-2,6,North\nX-3,9,South\n").expect("written");
    assert_eq!(
        failures(&path),
        [("odd.csv".to_owned(), "sheet_not_recognised".to_owned())]
    );
    let options = Options {
        kind: Some(RecordKind::Stock),
        ..Options::default()
    };
    assert!(story(&path, &options).contains("sku: \"X-2\", on_hand: 6"));
    let options = Options {
        mapping: Some(Mapping {
            header_row: Some(1),
            kind: RecordKind::Stock,
            columns: vec![
                ("A".to_owned(), Role::Sku),
                ("b".to_owned(), Role::OnHand),
                ("c".to_owned(), Role::Location),
            ],
            date_order: None,
        }),
        ..Options::default()
    };
    let told = story(&path, &options);
    assert!(
        told.contains("sku: \"X-3\", location: Some(\"South\"), on_hand: 9"),
        "{told}"
    );
    let options = Options {
        kind: Some(RecordKind::Orders),
        ..Options::default()
    };
    assert!(story(&path, &options).contains("columns_missing"));
}

#[test]
fn a_break_ends_the_reading_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.csv");
    std::fs::write(&path, format!("sku,on_hand\n{}", "A-1,5\n".repeat(50_000))).expect("written");
    let mut blocks = 0;
    read(&path, &Options::default(), &mut |event| match event {
        Event::Block { .. } => {
            blocks += 1;
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(()),
    })
    .expect("a break is no failure");
    assert_eq!(blocks, 1);
}

#[test]
fn the_gift_shop_of_a_million_lines_is_understood_without_a_mapping() {
    let shared = std::env::var_os("TIDESTOCK_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        std::path::PathBuf::from,
    );
    let path = shared.join("data/online_retail_II/orders.csv.gz");
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return;
    }
    let (mut rows, mut refunds, mut fees, mut net, mut ireland) = (0_u64, 0, 0, 0_i64, 0);
    read(&path, &Options::default(), &mut |event| {
        match event {
            Event::SheetStart(info) => assert_eq!(info.kind, RecordKind::Orders),
            Event::Block {
                records: Records::Orders(lines),
                problems,
                ..
            } => {
                assert!(problems.is_empty(), "{problems:?}");
                for line in lines {
                    refunds += u32::from(line.status == Some(OrderStatus::Refunded));
                    fees += u32::from(line.is_fee && &*line.sku == "POST");
                    ireland += u32::from(line.country.as_deref() == Some("IE"));
                    if &*line.sku == "85123A" && line.ordered_on.to_string().starts_with("2011") {
                        net += line.quantity;
                    }
                }
            }
            Event::SheetEnd {
                rows: all,
                rejected,
            } => {
                assert_eq!(rejected, 0);
                rows = all;
            }
            _ => {}
        }
        ControlFlow::Continue(())
    })
    .expect("readable");
    assert_eq!(rows, 1_044_847);
    assert_eq!((refunds, fees, ireland), (19_164, 2_085, 17_689));
    assert_eq!(net, NET_85123A_2011);
}

/// Counted apart from this program: `zcat orders.csv.gz`, SKU 85123A, dates of 2011, sum of qty.
const NET_85123A_2011: i64 = 35779;

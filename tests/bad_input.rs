//! Bad files and bad places, through the real program: each gets its own message with file, sheet,
//! row and column in both languages, good rows are kept, and nothing is half-written.

mod program;

use std::io::Write as _;
use std::path::PathBuf;

use engine::contract::Language;
use program::{Answer, tidestock};
use rust_xlsxwriter::Workbook;
use serde_json::Value;

/// A folder with a workspace in it.
struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Shop {
        Shop {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).expect("written");
        self.path(name).display().to_string()
    }

    fn run(&self, words: &[&str]) -> Answer {
        tidestock(&self.path("shop.db"), words)
    }

    /// Imports files together; the batches in the order they were read.
    fn import(&self, files: &[&str]) -> Vec<Value> {
        let answer = self.run(&[&["import"], files].concat());
        assert_eq!(answer.exit, 0, "{}", answer.json);
        answer.json["batches"].as_array().expect("batches").clone()
    }

    /// Units of a SKU that were ordered in 2026.
    fn sold(&self, sku: &str) -> i64 {
        let words = ["metrics", "--from", "2026-01-01", "--to", "2026-12-31"];
        let answer = self.run(&words);
        let rows = answer.json["rows"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["key"] == sku);
        row.map_or(0, |row| row["units_sold"].as_i64().expect("units"))
    }

    /// Whether the workspace is sound and nobody wrote into it.
    fn assert_untouched(&self) {
        let check = self.run(&["check"]);
        assert_eq!(check.json["ok"], true, "{}", check.json);
        let status = self.run(&["status"]);
        assert_eq!(status.json["empty"], true, "{}", status.json);
    }
}

/// The sentence of a code in both languages: it exists, and every blank in it is filled.
fn assert_said(file: &'static str, code: &str, params: &Value) {
    let empty = serde_json::Map::new();
    for language in [Language::En, Language::Zh] {
        let params = params.as_object().unwrap_or(&empty);
        let sentence = engine::sentences::say(language, file, code, params);
        assert_ne!(sentence, code, "{code} has a sentence");
        assert!(!sentence.contains('{'), "{code}: {sentence}");
    }
}

/// What a batch says of its problems: (row, column, code) of those that reject a row, in order.
fn rejections(batch: &Value) -> Vec<(u64, &str, &str)> {
    let problems = batch["problems"].as_array().expect("problems");
    let rejecting = problems.iter().filter(|problem| problem["rejects"] == true);
    rejecting
        .map(|problem| {
            let code = problem["code"].as_str().expect("a code");
            assert_said("problem", code, &problem["params"]);
            let message = problem["message"].as_str().expect("a message");
            assert!(message.len() > 10, "{problem}");
            (
                problem["row"].as_u64().expect("a row"),
                problem["column"].as_str().unwrap_or_default(),
                code,
            )
        })
        .collect()
}

/// The one code with which a file was refused whole.
fn refusal(batch: &Value) -> &str {
    assert_eq!(batch["kind"], Value::Null, "{batch}");
    assert_eq!(batch["accepted"], 0);
    let [(0, "", code)] = rejections(batch)[..] else {
        panic!("one problem of the whole file: {batch}");
    };
    code
}

const ORDERS: &str = "order_id,ordered_at,sku,quantity,unit_price,currency\n";

fn good_orders() -> String {
    format!("{ORDERS}G1,2026-03-01,GOOD,2,9.90,USD\nG2,2026-03-02,GOOD,3,9.90,USD\n")
}

#[test]
fn rows_that_cannot_be_are_listed_by_row_and_column_and_the_others_kept() {
    let shop = Shop::new();
    let file = shop.file(
        "orders.csv",
        format!(
            "{ORDERS}A1,2026-03-01,GOOD,2,9.90,USD\n\
             A2,2026-02-30,GOOD,1,9.90,USD\n\
             A3,tomorrow,GOOD,1,9.90,USD\n\
             A4,0026-03-01,GOOD,1,9.90,USD\n\
             A5,2026-03-05,GOOD,many,9.90,USD\n\
             A6,2026-03-06,GOOD,1.5,9.90,USD\n\
             A7,2026-03-07,GOOD,99999999999,9.90,USD\n\
             A8,2026-03-08,GOOD,1e400,9.90,USD\n\
             A9,2026-03-09,GOOD,NaN,9.90,USD\n\
             A10,2026-03-10,,4,9.90,USD\n\
             A11,2026-03-11,GOOD,,9.90,USD\n\
             ,2026-03-12,GOOD,1,9.90,USD\n\
             A13,2026-03-13,GOOD,3,9.90,USD\n"
        ),
    );
    let batches = shop.import(&[&file]);
    let batch = &batches[0];
    assert_eq!(batch["file"], "orders.csv");
    assert_eq!(batch["rows"], 13);
    assert_eq!(batch["accepted"], 2);
    assert_eq!(
        rejections(batch),
        [
            (3, "ordered_at", "date_unreadable"),
            (4, "ordered_at", "date_unreadable"),
            (5, "ordered_at", "date_implausible"),
            (6, "quantity", "number_unreadable"),
            (7, "quantity", "quantity_not_whole"),
            (8, "quantity", "quantity_too_large"),
            (9, "quantity", "number_unreadable"),
            (10, "quantity", "value_missing"),
            (11, "sku", "sku_missing"),
            (12, "quantity", "value_missing"),
            (13, "order_id", "value_missing"),
        ]
    );
    assert_eq!(shop.sold("GOOD"), 5);
    assert_eq!(shop.run(&["check"]).json["ok"], true);
}

#[test]
fn a_problem_in_a_workbook_names_its_sheet() {
    let shop = Shop::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("三月").expect("a name");
    for (row, cells) in [
        ["订单编号", "付款时间", "商品编码", "数量"],
        ["1", "2026-03-01", "GOOD", "2"],
        ["2", "2026-03-99", "GOOD", "2"],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (row as u32, column as u16);
            sheet.write_string(row, column, *cell).expect("in memory");
        }
    }
    let file = shop.file("订单.xlsx", book.save_to_buffer().expect("in memory"));
    let batches = shop.import(&[&file]);
    assert_eq!(batches[0]["file"], "订单.xlsx");
    assert_eq!(batches[0]["sheet"], "三月");
    assert_eq!(
        rejections(&batches[0]),
        [(3, "付款时间", "date_unreadable")]
    );
    assert_eq!(shop.sold("GOOD"), 2);
}

/// Asserts that each file is refused with its code, that the good file dropped with it is read all
/// the same, and that alone it leaves the workspace as it was.
fn assert_refused(cases: &[(&str, Vec<u8>, &str)]) {
    for (name, bytes, code) in cases {
        let shop = Shop::new();
        let bad = shop.file(name, bytes);
        let batches = shop.import(&[&bad]);
        assert_eq!(refusal(&batches[0]), *code, "{name}");
        assert_eq!(batches[0]["file"], *name);
        shop.assert_untouched();

        let good = shop.file("good.csv", good_orders());
        let batches = shop.import(&[&bad, &good]);
        let of = |file: &str| batches.iter().find(|batch| batch["file"] == file);
        assert_eq!(refusal(of(name).expect("reported")), *code, "{name}");
        assert_eq!(of("good.csv").expect("reported")["accepted"], 2, "{name}");
        assert_eq!(shop.sold("GOOD"), 5);
    }
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file(name, options).expect("in memory");
    writer.write_all(bytes).expect("in memory");
    writer.finish().expect("in memory").into_inner()
}

fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0..).zip(["order_id", "ordered_at", "sku", "quantity"]) {
        sheet.write_string(0, column, header).expect("in memory");
    }
    for row in 1..2_000 {
        let cells = [
            format!("X{row}"),
            "2026-03-01".to_owned(),
            format!("S-{}", row % 71),
        ];
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).expect("in memory");
        }
        sheet
            .write_number(row, 3, f64::from(row % 5 + 1))
            .expect("in memory");
    }
    book.save_to_buffer().expect("in memory")
}

/// Many rows that do not compress away.
fn many_orders() -> Vec<u8> {
    let mut text = ORDERS.to_owned();
    let mut bits = 1_u64;
    for row in 0..20_000 {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        text.push_str(&format!("{bits:x},2026-03-01,S-{},1,9.90,USD\n", row % 71));
    }
    text.into_bytes()
}

#[test]
fn files_without_rows_or_with_unknown_columns_say_so() {
    assert_refused(&[
        ("empty.csv", Vec::new(), "file_empty"),
        ("blank.csv", b"\xef\xbb\xbf\r\n \r\n".to_vec(), "file_empty"),
        (
            "empty.xlsx",
            Workbook::new().save_to_buffer().expect("in memory"),
            "file_empty",
        ),
        ("empty.zip", zip("a/", b""), "file_empty"),
        (
            "strange.csv",
            b"wibble,wobble,wubble\nx,y,z\nu,v,w\n".to_vec(),
            "sheet_not_recognised",
        ),
        ("letter.pdf", b"%PDF-1.7 ...".to_vec(), "not_a_table"),
    ]);
}

#[test]
fn files_that_were_cut_off_say_so() {
    let book = xlsx();
    let orders = many_orders();
    let packed = gz(&orders);
    let archive = zip("orders.csv", &orders);
    let cut = |bytes: &[u8], share: usize| bytes[..bytes.len() * share / 100].to_vec();
    let mut cases = Vec::new();
    for share in [3, 40, 99] {
        cases.push(("cut.xlsx", cut(&book, share), "file_damaged"));
        cases.push(("cut.csv.gz", cut(&packed, share), "file_damaged"));
        cases.push(("cut.zip", cut(&archive, share), "file_damaged"));
    }
    assert_refused(&cases);
}

#[test]
fn what_was_written_of_a_file_before_it_broke_is_taken_back_and_its_neighbours_stay() {
    let packed = gz(&many_orders());
    let shop = Shop::new();
    let cut = shop.file("cut.csv.gz", &packed[..packed.len() * 99 / 100]);
    // A code that the damaged file names too, and one that only this file has.
    let good = format!("{ORDERS}1,2026-03-02,S-3,5,9.90,USD\n2,2026-03-02,S-900,7,9.90,USD\n");
    let good = shop.file("good.csv", good);
    let batches = shop.import(&[&cut, &good]);
    assert_eq!(refusal(&batches[0]), "file_damaged");
    assert_eq!(batches[1]["accepted"], 2, "{}", batches[1]);
    assert_eq!(shop.sold("S-3"), 5);
    assert_eq!(shop.sold("S-900"), 7);
    assert_eq!(shop.sold("S-4"), 0);
    assert_eq!(shop.run(&["check"]).json["ok"], true);

    let whole = shop.file("whole.csv.gz", &packed);
    let batches = shop.import(&[&whole]);
    assert_eq!(batches[0]["accepted"], 20_000, "{}", batches[0]);
    // 20,000 rows over 71 codes in turn: code 3 has 282 of them.
    assert_eq!(shop.sold("S-3"), 5 + 282);
    assert_eq!(shop.run(&["check"]).json["ok"], true);
}

#[test]
fn a_file_whose_middle_is_spoilt_is_refused_whole() {
    let spoil = |mut bytes: Vec<u8>| {
        let at = bytes.len() / 2;
        for byte in &mut bytes[at..at + 200] {
            *byte ^= 0x5a;
        }
        bytes
    };
    assert_refused(&[("spoilt.csv.gz", spoil(gz(&many_orders())), "file_damaged")]);
    let shop = Shop::new();
    let file = shop.file("spoilt.zip", spoil(zip("orders.csv", &many_orders())));
    let batches = shop.import(&[&file]);
    assert_eq!(refusal(&batches[0]), "file_damaged");
    shop.assert_untouched();
}

/// Sets the flag that says that an entry is encrypted, in the entry and in the directory.
fn encrypted(mut archive: Vec<u8>) -> Vec<u8> {
    for (magic, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let found: Vec<usize> = archive
            .windows(4)
            .enumerate()
            .filter(|(_, window)| window == magic)
            .map(|(at, _)| at)
            .collect();
        for at in found {
            archive[at + flags] |= 1;
        }
    }
    archive
}

#[test]
fn files_behind_a_password_say_so() {
    // An encrypted workbook is a compound file that holds one stream of that name.
    let mut locked = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    locked.resize(1_536, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    locked.resize(4_096, 0);
    assert_refused(&[
        ("locked.xlsx", locked, "file_password_protected"),
        ("old.xlsx", encrypted(xlsx()), "file_password_protected"),
    ]);
    let shop = Shop::new();
    let file = shop.file(
        "locked.zip",
        encrypted(zip("orders.csv", good_orders().as_bytes())),
    );
    let batches = shop.import(&[&file]);
    assert_eq!(refusal(&batches[0]), "file_password_protected");
    assert_eq!(batches[0]["file"], "locked.zip/orders.csv");
    shop.assert_untouched();
}

/// Lets the directory of an archive claim that its one entry unpacks to `size` bytes.
fn claiming(mut archive: Vec<u8>, size: u32) -> Vec<u8> {
    let directory = archive
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .expect("a directory");
    archive[directory + 24..directory + 28].copy_from_slice(&size.to_le_bytes());
    archive
}

#[test]
fn archives_that_expand_beyond_reason_are_not_opened() {
    let zeros = vec![b'0'; 80 << 20];
    let bomb = zip("orders.csv", &zeros);
    let line = format!("A1,2026-03-01,S-1,1,9.90,USD,{}\n", "x".repeat(4_000));
    let lines = [ORDERS, &line.repeat(20_000)].concat();
    assert_refused(&[
        // Over 2 GB by its own word; its size would be plausible otherwise.
        (
            "huge.zip",
            claiming(zip("orders.csv", &many_orders()), 2_200_000_000),
            "zip_too_large",
        ),
        ("bomb.zip", bomb.clone(), "zip_too_large"),
        ("bomb.csv.gz", gz(lines.as_bytes()), "zip_too_large"),
    ]);
    // One that unpacks to more than it says is stopped there; one inside another is not opened at
    // all.
    for (name, bytes, code) in [
        ("liar.zip", claiming(bomb.clone(), 1_000), "file_damaged"),
        ("nested.zip", zip("inner.zip", &bomb), "zip_nested"),
        ("nested.gz", gz(&bomb), "zip_nested"),
        ("twice.gz", gz(&gz(good_orders().as_bytes())), "zip_nested"),
    ] {
        let shop = Shop::new();
        let file = shop.file(name, bytes);
        let batches = shop.import(&[&file]);
        assert_eq!(refusal(&batches[0]), code, "{name}");
        shop.assert_untouched();
    }
}

#[test]
fn paths_that_are_not_there_are_reported_beside_those_that_are() {
    let shop = Shop::new();
    let good = shop.file("good.csv", good_orders());
    let gone = shop.path("gone.csv").display().to_string();
    let batches = shop.import(&[&gone, &good]);
    let of = |file: &str| {
        batches
            .iter()
            .find(|batch| batch["file"] == file)
            .expect("reported")
    };
    assert_eq!(refusal(of("gone.csv")), "file_not_found");
    assert_eq!(of("good.csv")["accepted"], 2);
}

#[test]
fn two_files_that_contradict_each_other_show_what_was_said_before() {
    let header = "order_id,ordered_at,sku,quantity\n";
    let counted = "sku,location,on_hand,as_of\n";
    for (one, other, entity, field, name) in [
        (
            format!("{header}O1,2026-03-01,GOOD,5\n"),
            format!("{header}O1,2026-03-01,GOOD,7\n"),
            "order_line",
            "quantity",
            "O1",
        ),
        (
            format!("{counted}GOOD,North,5,2026-03-01\n"),
            format!("{counted}GOOD,North,7,2026-03-01\n"),
            "stock_count",
            "on_hand",
            "North",
        ),
    ] {
        let shop = Shop::new();
        let files = [shop.file("1.csv", one), shop.file("2.csv", other)];
        let batches = shop.import(&[&files[0], &files[1]]);
        assert_eq!(batches[0]["changed"], 0);
        assert_eq!(batches[1]["changed"], 1, "the later word stands");
        let later = batches[1]["id"].to_string();
        let said = shop.run(&["changes", &later]);
        let change = &said.json["changes"][0];
        assert_eq!(change["entity"], entity);
        assert_eq!(change["name"], name);
        assert_eq!(change["sku"], "GOOD");
        assert_eq!(change["field"], field);
        assert_eq!(
            (&change["before"], &change["after"]),
            (&5.into(), &7.into())
        );
        assert_eq!(shop.run(&["check"]).json["ok"], true);
        // The earlier word is not lost: taking the later file back brings it back.
        assert_eq!(shop.run(&["undo", &later]).exit, 0);
        if entity == "order_line" {
            assert_eq!(shop.sold("GOOD"), 5);
        }
    }
}

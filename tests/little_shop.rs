//! The little shop through the command line, from its files to the suppliers' workbooks, against
//! the figures of tests/testdata/little-shop/WORKED.md.

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use serde_json::Value;

#[path = "little_shop/shop.rs"]
mod shop;

use shop::{MORNING, Shop, expected, list, near, number, text};

#[test]
fn import_and_ledger_answer_to_the_row() {
    let shop = Shop::empty();
    for file in list(&expected("import.json")["files"]) {
        let batch = shop.import(text(&file["file"]));
        for key in ["kind", "rows", "accepted", "unchanged", "rejected"] {
            assert_eq!(batch[key], file[key], "{key} of {}", file["file"]);
        }
    }
    let check = shop.say(&["check"]);
    assert_eq!(check["ok"], true, "{check}");
}

#[test]
fn the_plan_stands_on_the_position_that_was_worked_out() {
    let shop = Shop::whole();
    let plan = shop.say(&["plan", "--as-of", MORNING]);
    assert_eq!(plan["as_of"], MORNING);
    let positions = expected("position.json");
    let mut seen = 0;
    for line in list(&plan["lines"]) {
        let row = list(&positions["after_everything"]["rows"])
            .iter()
            .find(|row| row["sku"] == line["sku"] && row["location"] == line["location"])
            .expect("a place of the shop");
        for key in ["on_hand", "allocated", "on_order"] {
            assert_eq!(line[key], row[key], "{key} of {line}");
        }
        // Whatever the target: what is ordered is whole packs, and never below the least order.
        let units = |key: &str| line[key].as_i64().expect("units");
        assert_eq!(units("quantity") % units("pack_size"), 0, "{line}");
        assert!(
            units("quantity") == 0 || units("quantity") >= units("moq"),
            "{line}"
        );
        seen += 1;
    }
    assert!(seen > 0, "{plan}");
}

#[test]
fn the_forecast_stands_on_days_in_stock() {
    let shop = Shop::whole();
    let report = shop.say(&["forecast", "--as-of", MORNING, "--horizon", "7"]);
    let series = |sku: &str, location: &str| {
        list(&report["series"])
            .iter()
            .find(|series| series["sku"] == sku && series["location"] == location)
            .unwrap_or_else(|| panic!("{sku} at {location}"))
    };
    for series in list(&report["series"]) {
        let quantiles = ["0.05", "0.5", "0.8", "0.9", "0.95", "0.98"];
        let values: Vec<f64> = quantiles
            .iter()
            .map(|q| number(&series["quantiles"][q]))
            .collect();
        assert!(values.is_sorted(), "{series}");
    }
    assert!(number(&series("D-004", "Leeds")["mean"]) < 0.5);
    // 12.46 a week over the days in stock, 12.125 over all of them; what the first weeks sold less
    // than the last leaves room above, the two empty spells none below 11.
    let mean = number(&series("A-001", "Leeds")["mean"]);
    assert!((11.0..14.0).contains(&mean), "{mean}");
}

/// The row and column of the first cell with this text.
fn find(sheet: &Range<Data>, wanted: &str) -> (u32, u32) {
    sheet
        .used_cells()
        .find(|(_, _, cell)| matches!(cell, Data::String(text) if text == wanted))
        .map(|(row, column, _)| {
            let start = sheet.start().expect("a first cell");
            (start.0 + row as u32, start.1 + column as u32)
        })
        .unwrap_or_else(|| panic!("no cell says {wanted}"))
}

fn figure(sheet: &Range<Data>, row: u32, column: u32) -> f64 {
    match sheet.get_value((row, column)) {
        Some(Data::Float(value)) => *value,
        Some(Data::Int(value)) => *value as f64,
        other => panic!("({row}, {column}) holds {other:?}"),
    }
}

/// The order's sheet of the one file whose name holds `supplier`.
fn order_of(files: &[Value], supplier: &str) -> Range<Data> {
    let mut found = files
        .iter()
        .map(text)
        .filter(|file| file.contains(supplier));
    let path = found
        .next()
        .unwrap_or_else(|| panic!("no file of {supplier} in {files:?}"));
    assert_eq!(found.next(), None, "one file a supplier");
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    let name = workbook.sheet_names()[0].clone();
    workbook.worksheet_range(&name).expect("its first sheet")
}

#[test]
fn the_workbooks_come_to_the_unit_and_the_cent() {
    let shop = Shop::whole();
    shop.set_quantities();
    let plan = shop.say(&["plan", "--as-of", MORNING]);
    let totals = expected("supplier_totals.json");
    near(
        number(&plan["total_cost"]),
        number(&totals["total_in_base"]),
        "total in base currency",
    );

    let out = shop.0.path().join("out").display().to_string();
    let written = shop.say(&[
        "export", "plan", "--as-of", MORNING, "--out", &out, "--lang", "en",
    ]);
    let files = list(&written["files"]);
    assert_eq!(
        files.len(),
        list(&totals["suppliers"]).len() + 1,
        "and the internal one"
    );
    for supplier in list(&totals["suppliers"]) {
        let name = text(&supplier["supplier"]);
        let sheet = order_of(files, name.split(' ').next_back().expect("a word"));
        let currency = text(&supplier["currency"]);
        let (header, quantity) = find(&sheet, "Quantity");
        let (_, cartons) = find(&sheet, "Cartons");
        let (_, amount) = find(&sheet, &format!("Amount ({currency})"));
        let total = find(&sheet, "Total").0;
        near(
            figure(&sheet, total, quantity),
            number(&supplier["units"]),
            name,
        );
        near(
            figure(&sheet, total, cartons),
            number(&supplier["cartons"]),
            name,
        );
        near(
            figure(&sheet, total, amount),
            number(&supplier["amount"]),
            name,
        );
        near(
            figure(&sheet, total + 1, amount),
            number(&supplier["cbm"]),
            name,
        );
        near(
            figure(&sheet, total + 2, amount),
            number(&supplier["weight_kg"]),
            name,
        );

        // Line by line: what the plan says, in packs of the products' file.
        for row in header + 1..total {
            let (_, column) = find(&sheet, "SKU");
            let sku = sheet
                .get_value((row, column))
                .map(ToString::to_string)
                .expect("a SKU");
            let line = list(&expected("plan.json")["lines"])
                .iter()
                .find(|line| line["sku"] == *sku && line["quantity"] != 0)
                .cloned()
                .unwrap_or_else(|| panic!("{sku} is not on the order"));
            near(
                figure(&sheet, row, quantity),
                number(&line["quantity"]),
                &sku,
            );
            let packs = number(&line["quantity"]) / number(&line["pack_size"]);
            near(figure(&sheet, row, cartons), packs.ceil(), &sku);
        }
    }
}

#[test]
fn a_changed_quantity_changes_cartons_and_amount() {
    let shop = Shop::whole();
    shop.set_quantities();
    shop.say(&["plan", "set", "A-001", "Leeds", "40", "--as-of", MORNING]);
    let out = shop.0.path().join("out").display().to_string();
    let written = shop.say(&[
        "export", "plan", "--as-of", MORNING, "--out", &out, "--lang", "en",
    ]);
    let sheet = order_of(list(&written["files"]), "Alpha");
    let row = find(&sheet, "A-001").0;
    // 40 ÷ 12 = 3.33, so 4 cartons; 40 × 4.00 = 160.00.
    near(
        figure(&sheet, row, find(&sheet, "Quantity").1),
        40.0,
        "units",
    );
    near(
        figure(&sheet, row, find(&sheet, "Cartons").1),
        4.0,
        "cartons",
    );
    near(
        figure(&sheet, row, find(&sheet, "Amount (USD)").1),
        160.0,
        "amount",
    );
    let total = find(&sheet, "Total").0;
    let amount = find(&sheet, "Amount (USD)").1;
    // With B-002's carton of 0.060 m³ and 8.0 kg.
    near(figure(&sheet, total + 1, amount), 0.120 + 0.060, "CBM");
    near(figure(&sheet, total + 2, amount), 26.0 + 8.0, "kg");
}

#[test]
fn a_unit_may_cost_a_fraction_of_a_cent() {
    let shop = Shop::whole();
    let file = shop.0.path().join("cheaper.csv");
    std::fs::write(&file, "sku,unit_cost,cost_currency\n007,0.335,USD\n").expect("written");
    shop.say(&["import", &file.display().to_string(), "--kind", "products"]);
    for (sku, location) in [("A-001", "Leeds"), ("A-001", "Kassel"), ("B-002", "Leeds")] {
        shop.say(&["plan", "set", sku, location, "0", "--as-of", MORNING]);
    }
    shop.say(&["plan", "set", "007", "Kassel", "100", "--as-of", MORNING]);
    let plan = shop.say(&["plan", "--as-of", MORNING]);
    let line = list(&plan["lines"])
        .iter()
        .find(|line| line["sku"] == "007")
        .expect("a line");
    assert_eq!(line["unit_cost"], "0.335");
    // 100 × 0.335 = 33.50; a cost rounded first would make 34.00.
    assert_eq!(line["amount"], "33.50");
    let out = shop.0.path().join("out").display().to_string();
    let written = shop.say(&[
        "export", "plan", "--as-of", MORNING, "--out", &out, "--lang", "en",
    ]);
    let sheet = order_of(list(&written["files"]), "Gamma");
    let row = find(&sheet, "007").0;
    near(
        figure(&sheet, row, find(&sheet, "Unit price (USD)").1),
        0.335,
        "price",
    );
    near(
        figure(&sheet, row, find(&sheet, "Amount (USD)").1),
        33.5,
        "amount",
    );
}

#[test]
fn an_order_is_placed_received_in_parts_and_taken_back() {
    let shop = Shop::whole();
    shop.set_quantities();
    let frozen = shop.say(&["plan", "freeze", "--as-of", MORNING, "--name", "Monday"]);
    assert_eq!(
        (&frozen["lines"], &frozen["total_cost"]),
        (&4.into(), &"248.00".into())
    );

    let ordered = shop.say(&["plan", "order", "--as-of", MORNING]);
    let orders = list(&ordered["orders"]);
    let amounts: Vec<&str> = orders.iter().map(|order| text(&order["amount"])).collect();
    assert_eq!(amounts, ["300.00", "12.00", "194.00"], "{ordered}");
    assert_eq!(
        shop.refused(&["plan", "order", "--as-of", MORNING]),
        "already_ordered"
    );

    // From the next morning on A-001's order is on order at Leeds: 48 of PO-7 and 36.
    let on_order = |morning: &str| {
        let plan = shop.say(&["plan", "--as-of", morning]);
        list(&plan["lines"])
            .iter()
            .find(|line| line["sku"] == "A-001" && line["location"] == "Leeds")
            .map(|line| (line["on_hand"].clone(), line["on_order"].clone()))
    };
    let ordered_line = |key: &str| {
        let plan = shop.say(&["plan", "--as-of", MORNING]);
        let lines = list(&plan["lines"]);
        let line = lines
            .iter()
            .find(|line| line["sku"] == "A-001" && line["location"] == "Leeds");
        line.expect("a line")[key].clone()
    };
    assert_eq!(ordered_line("ordered"), 36);
    assert_eq!(ordered_line("on_order"), 48);
    shop.say(&[
        "plan",
        "set",
        "A-001",
        "Leeds",
        "0",
        "--as-of",
        "2026-04-28",
    ]);
    assert_eq!(on_order("2026-04-28"), Some((19.into(), 84.into())));

    // 20 units of PO-7 on 05-04, the rest on 05-11: the ledger moves on both days.
    let part = |units: &str, day: &str| {
        shop.say(&[
            "receive",
            "PO-7",
            "--on",
            day,
            "--sku",
            "A-001",
            "--location",
            "Leeds",
            "--quantity",
            units,
        ])
    };
    let first = part("20", "2026-05-04");
    assert_eq!((&first["units"], &first["rest"]), (&20.into(), &28.into()));
    let last = shop.say(&["receive", "PO-7", "--on", "2026-05-11"]);
    assert_eq!((&last["units"], &last["rest"]), (&28.into(), &0.into()));
    assert_eq!(shop.refused(&["receive", "PO-7"]), "nothing_to_receive");
    for (morning, on_hand, coming) in [
        ("2026-05-04", 19, 84),
        ("2026-05-05", 39, 64),
        ("2026-05-12", 67, 36),
    ] {
        shop.say(&["plan", "set", "A-001", "Leeds", "0", "--as-of", morning]);
        let found = on_order(morning).expect("a line");
        assert_eq!(found, (on_hand.into(), coming.into()), "{morning}");
    }
    assert_eq!(shop.say(&["check"])["ok"], true);

    // Each is a batch of its own; the first part goes, the second stays.
    shop.say(&["undo", &first["batch"].to_string()]);
    assert_eq!(on_order("2026-05-12"), Some((47.into(), 56.into())));
    shop.say(&["undo", &ordered["batch"].to_string()]);
    assert_eq!(on_order("2026-05-12"), Some((47.into(), 20.into())));
    assert_eq!(shop.say(&["check"])["ok"], true);

    // What was frozen stands; the plan as it is now differs in the line set to 0.
    shop.say(&["plan", "set", "A-001", "Leeds", "0", "--as-of", MORNING]);
    let compared = shop.say(&["plan", "compare", &frozen["version"].to_string()]);
    let lines = list(&compared["lines"]);
    assert_eq!(lines.len(), 1, "{compared}");
    assert_eq!(
        (&lines[0]["before"], &lines[0]["after"]),
        (&36.into(), &0.into())
    );
    assert_eq!(lines[0]["cost_change"], "-144.00");
}

#[test]
fn a_file_has_the_last_word_on_what_came() {
    let shop = Shop::whole();
    shop.say(&["receive", "PO-8", "--on", "2026-05-20"]);
    let file = shop.0.path().join("late.csv");
    std::fs::write(
        &file,
        "po_number,sku,quantity,ordered_on,supplier,location,received_on,received_quantity\n\
         PO-8,A-001,12,2026-04-20,宁波甲木 Alpha Wood,Kassel,2026-05-25,10\n",
    )
    .expect("written");
    let batch = shop.say(&["import", &file.display().to_string()])["batches"][0].clone();
    assert_eq!(batch["accepted"], 1, "{batch}");
    let kassel = |morning: &str| {
        shop.say(&["plan", "set", "A-001", "Kassel", "0", "--as-of", morning]);
        let plan = shop.say(&["plan", "--as-of", morning]);
        let lines = list(&plan["lines"]);
        let line = lines
            .iter()
            .find(|l| l["sku"] == "A-001" && l["location"] == "Kassel");
        let line = line.expect("a line");
        (line["on_hand"].clone(), line["on_order"].clone())
    };
    assert_eq!(kassel("2026-05-21"), (2.into(), 12.into()));
    assert_eq!(kassel("2026-05-26"), (12.into(), 2.into()));
    // Without the file the receipt stands again.
    shop.say(&["undo", &batch["id"].to_string()]);
    assert_eq!(kassel("2026-05-21"), (14.into(), 0.into()));
    assert_eq!(shop.say(&["check"])["ok"], true);
}

#[test]
fn service_is_counted_from_orders_and_counts() {
    let shop = Shop::whole();
    let metrics = |from: &str, to: &str| shop.say(&["metrics", "--from", from, "--to", to]);
    // 29 orders were placed by 04-19; 1011 was cancelled, the other 28 left whole, from stock.
    let before = metrics("2026-03-02", "2026-04-19");
    assert_eq!(before["total"]["order_fill"], 1.0);
    assert_eq!(before["total"]["stock_accuracy"], Value::Null);

    // 60 of C-003 are sold on 04-26 where 10 are there. Of the week's five orders 1016 waits and
    // this one was not in stock: 3 ÷ 5.
    let file = |name: &str, content: &str| {
        let path = shop.0.path().join(name);
        std::fs::write(&path, content).expect("written");
        shop.say(&["import", &path.display().to_string()]);
    };
    file(
        "more.csv",
        "order_id,ordered_at,sku,quantity,unit_price,currency,country,location,status,shipped_at\n\
         9001,2026-04-26,C-003,60,5.00,USD,GB,Leeds,shipped,2026-04-26\n",
    );
    let week = metrics("2026-04-20", "2026-04-26");
    near(number(&week["total"]["order_fill"]), 0.6, "order fill");

    // The book holds 19 and 35 on the morning of 04-27; 19 and 33 are counted.
    file(
        "count.csv",
        "sku,location,counted,counted_on\nA-001,Leeds,19,2026-04-27\nB-002,Leeds,33,2026-04-27\n",
    );
    let day = metrics(MORNING, MORNING);
    assert_eq!(day["total"]["stock_accuracy"], 0.5);
    let of = |sku: &str| {
        let rows = list(&day["rows"]);
        rows.iter().find(|row| row["key"] == sku).expect("a row")["stock_accuracy"].clone()
    };
    assert_eq!(
        (of("A-001"), of("B-002"), of("C-003")),
        (1.0.into(), 0.0.into(), Value::Null)
    );
    assert_eq!(shop.say(&["check"])["ok"], true);
}

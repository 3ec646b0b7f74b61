//! The supplier's workbook, read back.

mod export_support;

use domain::{Currency, Money};
use exchange::export::{Lang, supplier_workbook};
use export_support::order::{line, order};
use export_support::{all_text, figure, find, formulas, part, sheets, text};

#[test]
fn the_order_holds_head_lines_and_totals() {
    let bytes = supplier_workbook(&order(), Lang::Zh).expect("a workbook");
    let sheets = sheets(&bytes);
    assert_eq!(sheets[0].0, "采购单");
    let order = &sheets[0].1;
    for (label, value) in [
        ("单号", "PO-7"),
        ("供应商", "义乌晨光"),
        ("联系人", "陈小姐"),
        ("买方", "Harbour Gifts"),
        ("收货仓库", "宁波仓"),
        ("付款方式", "30% 定金"),
        ("币种", "CNY"),
    ] {
        let (row, column) = find(order, label);
        let beside = text(order, row, column + 2);
        assert_eq!(beside, value, "{label}");
    }
    let (header, sku) = find(order, "SKU");
    let column = |label: &str| find(order, label).1;
    let (quantity, cartons) = (column("下单数量"), column("箱数"));
    let (price, amount) = (column("单价（CNY）"), column("金额（CNY）"));
    assert_eq!(text(order, header + 1, sku), "007");
    assert_eq!(
        text(order, header + 1, column("商品条形码")),
        "0690123456789"
    );
    let row = |row: u32| [quantity, cartons, price, amount].map(|c| figure(order, row, c));
    assert_eq!(row(header + 1), [100.0, 5.0, 13.5, 1350.0]);
    assert_eq!(row(header + 2), [36.0, 3.0, 2.35, 84.6]);
    let totals = [quantity, cartons, amount].map(|c| figure(order, header + 3, c));
    assert_eq!(totals, [136.0, 8.0, 1434.6]);
    let volume = find(order, "总体积（CBM）").0;
    assert!((figure(order, volume, amount) - 0.48).abs() < 1e-12);
    let weight = find(order, "总毛重（kg）").0;
    assert!((figure(order, weight, amount) - 72.5).abs() < 1e-12);
    assert!(text(order, find(order, "买方（签字或盖章）：Harbour Gifts").0, 0).contains("买方"));
    find(order, "供方（签字或盖章）：义乌晨光");
}

#[test]
fn amounts_cartons_and_totals_are_live_and_point_at_the_right_cells() {
    let bytes = supplier_workbook(&order(), Lang::En).expect("a workbook");
    let live = formulas(&bytes, 0);
    let at = |row: u32, column: u32| live.get_value((row, column)).cloned().unwrap_or_default();
    let range = &sheets(&bytes)[0].1;
    let (header, _) = find(range, "SKU");
    let column = |label: &str| find(range, label).1;
    // Row 10 of the sheet is the first line; columns: G quantity, H pack, I cartons, J price.
    assert_eq!(header, 8);
    assert_eq!(at(9, column("Amount (CNY)")), "G10*J10");
    assert_eq!(
        at(9, column("Cartons")),
        "IF(N(H10)>0,ROUNDUP(G10/H10,0),\"\")"
    );
    assert_eq!(at(11, column("Quantity")), "SUM(G10:G11)");
    assert_eq!(at(11, column("Cartons")), "SUM(I10:I11)");
    assert_eq!(at(11, column("Amount (CNY)")), "SUM(K10:K11)");
    assert_eq!(at(12, column("Amount (CNY)")), "'Packing list'!P7");
    assert_eq!(at(13, column("Amount (CNY)")), "'Packing list'!L7");
}

#[test]
fn the_packing_list_counts_cartons_volume_and_weight() {
    let bytes = supplier_workbook(&order(), Lang::En).expect("a workbook");
    let (name, list) = &sheets(&bytes)[1];
    assert_eq!(name, "Packing list");
    let (header, numbers) = find(list, "Carton nos.");
    assert_eq!(text(list, header + 1, numbers), "1-5");
    assert_eq!(text(list, header + 2, numbers), "6-8");
    assert_eq!(
        text(list, header + 1, find(list, "Name (Chinese)").1),
        "陶瓷马克杯"
    );
    assert_eq!(
        text(list, header + 1, find(list, "HS code").1),
        "6912001000"
    );
    let column = |label: &str| find(list, label).1;
    let gross = column("Total gross (kg)\n= gross a carton\n× cartons");
    let volume = column("Volume (CBM)\n= L×W×H÷10⁶\n×cartons");
    let figures = |row: u32| [gross, volume].map(|c| figure(list, row, c));
    let near = |got: [f64; 2], want: [f64; 2]| {
        let close = got
            .iter()
            .zip(want)
            .all(|(got, want)| (got - want).abs() < 1e-12);
        assert!(close, "{got:?} is not {want:?}");
    };
    near(figures(header + 1), [42.5, 0.3]);
    near(figures(header + 2), [30.0, 0.18]);
    near(figures(header + 3), [72.5, 0.48]);
    // The second line's net weight is the supplier's to fill in: it is no zero.
    let net = column("Total net weight (kg)");
    assert_eq!(text(list, header + 2, net), "");
    assert_eq!(figure(list, header + 3, net), 40.0);
    let live = formulas(&bytes, 1);
    let at = |column: u32| live.get_value((header + 1, column)).cloned();
    assert_eq!(
        at(column("Cartons")).as_deref(),
        Some("'Purchase order'!I10")
    );
    assert_eq!(
        at(volume).as_deref(),
        Some("IF(COUNT(M5:O5,F5)=4,M5*N5*O5/1000000*F5,\"\")")
    );
}

#[test]
fn what_is_unknown_is_left_to_the_supplier_and_stays_out_of_the_totals() {
    let mut order = order();
    order.lines.push(line("C-3", 50, None, None));
    order.lines.push(line("D-4", 0, Some(5), Some(100)));
    let bytes = supplier_workbook(&order, Lang::En).expect("a workbook");
    let range = &sheets(&bytes)[0].1;
    let header = find(range, "SKU").0;
    let column = |label: &str| find(range, label).1;
    let (price, amount) = (column("Unit price (CNY)"), column("Amount (CNY)"));
    assert_eq!(text(range, header + 3, column("Cartons")), "");
    assert_eq!(text(range, header + 3, price), "");
    assert_eq!(text(range, header + 3, amount), "");
    let live = formulas(&bytes, 0);
    assert_eq!(
        live.get_value((header + 3, amount)).map(String::as_str),
        Some("IF(J12=\"\",\"\",G12*J12)")
    );
    // The line of quantity 0 is not there: the totals follow at once.
    assert_eq!(figure(range, header + 4, column("Quantity")), 186.0);
    assert_eq!(figure(range, header + 4, amount), 1434.6);
    find(
        range,
        "Supplier: please fill in the pale yellow cells; amounts, cartons and totals update by themselves.",
    );
}

#[test]
fn codes_are_text_and_dates_are_dates() {
    let bytes = supplier_workbook(&order(), Lang::Zh).expect("a workbook");
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    let cell = |address: &str| {
        let start = xml.find(&format!("<c r=\"{address}\"")).expect("the cell");
        xml[start..]
            .split("</c>")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(cell("B10").contains("t=\"s\""), "the SKU 007 is a string");
    assert!(cell("E10").contains("t=\"s\""), "the barcode is a string");
    // 2026-12-18 is serial 46374.
    assert!(cell("L10").ends_with("<v>46374</v>"), "{}", cell("L10"));
    assert!(part(&bytes, "xl/styles.xml").contains("yyyy-mm-dd"));
}

#[test]
fn both_sheets_are_print_ready() {
    let bytes = supplier_workbook(&order(), Lang::Zh).expect("a workbook");
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        let xml = part(&bytes, sheet);
        assert!(xml.contains("<pageSetUpPr fitToPage=\"1\"/>"), "{sheet}");
        let set_up = xml.split("<pageSetup ").nth(1).expect("a page set-up");
        let set_up = set_up.split("/>").next().unwrap_or_default();
        for wanted in [
            "paperSize=\"9\"",
            "fitToHeight=\"0\"",
            "orientation=\"landscape\"",
        ] {
            assert!(set_up.contains(wanted), "{sheet}: {set_up}");
        }
        assert!(xml.contains("第 &amp;P 页，共 &amp;N 页"), "{sheet}");
    }
    let workbook = part(&bytes, "xl/workbook.xml");
    assert!(
        workbook.contains("采购单!$9:$9</definedName>"),
        "{workbook}"
    );
    assert!(
        workbook.contains("装箱单!$4:$4</definedName>"),
        "{workbook}"
    );
}

#[test]
fn prices_follow_the_digits_of_the_currency() {
    for (code, minor, shown, format) in [
        ("JPY", 1500, 1500.0, "#,##0_ "),
        ("USD", 1500, 15.0, "#,##0.00_ "),
        ("KWD", 1500, 1.5, "#,##0.000_ "),
    ] {
        let currency: Currency = code.parse().expect("a code");
        let mut order = order();
        order.currency = currency;
        for line in &mut order.lines {
            line.unit_price = Some(Money { minor, currency }.into());
        }
        let bytes = supplier_workbook(&order, Lang::En).expect("a workbook");
        let range = &sheets(&bytes)[0].1;
        let (row, column) = find(range, &format!("Unit price ({code})"));
        assert_eq!(figure(range, row + 1, column), shown, "{code}");
        assert_eq!(figure(range, row + 1, column + 1), shown * 100.0, "{code}");
        let xml = part(&bytes, "xl/worksheets/sheet1.xml");
        let style: usize = xml
            .split("<c r=\"J10\" s=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .and_then(|style| style.parse().ok())
            .expect("the price's style");
        let styles = part(&bytes, "xl/styles.xml");
        let formats = styles.split("<cellXfs").nth(1).expect("formats");
        let id = formats
            .split("<xf numFmtId=\"")
            .nth(style + 1)
            .and_then(|xf| xf.split('"').next())
            .expect("its number format");
        let defined = format!("<numFmt numFmtId=\"{id}\" formatCode=\"{format}\"/>");
        assert!(styles.contains(&defined), "{code}: {defined}");
    }
}

#[test]
fn nothing_internal_and_no_property_leaks() {
    for lang in [Lang::Zh, Lang::En] {
        let bytes = supplier_workbook(&order(), lang).expect("a workbook");
        let everything = all_text(&bytes).replace("pageMargins", "");
        for word in [
            "毛利",
            "利润",
            "预测",
            "需求",
            "目标库存",
            "在库",
            "库存",
            "补货",
            "内部",
            "margin",
            "Margin",
            "profit",
            "Profit",
            "forecast",
            "Forecast",
            "demand",
            "Demand",
            "Internal",
            "On hand",
            "reorder",
            "Tidestock",
            "tidestock",
            "/home/",
            "/tmp/",
            "⟨",
        ] {
            assert!(!everything.contains(word), "{lang:?}: {word}");
        }
        let core = part(&bytes, "docProps/core.xml");
        assert!(
            core.contains("<dc:creator>Harbour Gifts</dc:creator>"),
            "{core}"
        );
        assert!(core.contains("<cp:lastModifiedBy>Harbour Gifts</cp:lastModifiedBy>"));
        assert!(
            core.contains("2026-11-24T00:00:00Z"),
            "the order's day, no clock: {core}"
        );
        for absent in [
            "<dc:title>",
            "<dc:subject>",
            "<cp:keywords>",
            "<dc:description>",
        ] {
            assert!(!core.contains(absent), "{absent}");
        }
        assert!(part(&bytes, "docProps/app.xml").contains("<Company></Company>"));
    }
}

#[test]
fn the_same_order_gives_the_same_bytes() {
    let one = supplier_workbook(&order(), Lang::Zh).expect("a workbook");
    let other = supplier_workbook(&order(), Lang::Zh).expect("a workbook");
    assert!(one == other);
}

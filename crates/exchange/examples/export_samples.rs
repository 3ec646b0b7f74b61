//! Writes one of each exported file in both languages into a folder, for looking at:
//! `cargo run -p exchange --example export_samples -- FOLDER`.

use std::path::PathBuf;

use domain::{Currency, Day, Money, RecordKind};
use exchange::export::{
    Carton, Cell, DemandChart, ExportError, ForecastPoint, HistoryBar, InternalLine, InternalPlan,
    Lang, OrderedLine, SupplierOrder, Table, file_name, internal_workbook, save, supplier_workbook,
    table_csv, table_workbook, template_workbook,
};

fn main() -> Result<(), ExportError> {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "samples".to_owned()),
    );
    for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let order = supplier_order();
        let name = file_name(&format!("{}-{code}", order.number), &order.supplier, "xlsx");
        save(&folder.join(name), &supplier_workbook(&order, lang)?)?;
        let internal = internal_workbook(&internal_plan(lang), lang)?;
        save(&folder.join(format!("internal-{code}.xlsx")), &internal)?;
        for kind in RecordKind::ALL {
            let name = format!("template-{}-{code}.xlsx", kind.word());
            save(&folder.join(name), &template_workbook(*kind, lang)?)?;
        }
        let table = table();
        save(
            &folder.join(format!("table-{code}.xlsx")),
            &table_workbook(&table, lang)?,
        )?;
        save(
            &folder.join(format!("table-{code}.csv")),
            &table_csv(&table)?,
        )?;
    }
    Ok(())
}

fn supplier_order() -> SupplierOrder {
    let goods = [
        (
            "85123A",
            "White hanging heart T-light holder",
            "White",
            480,
            Some(24),
            1350,
        ),
        (
            "71053",
            "White metal lantern",
            "White, 18 cm",
            100,
            Some(12),
            2890,
        ),
        (
            "0084406",
            "奶油色心形钥匙架（带五个挂钩）",
            "奶油色",
            60,
            Some(60),
            990,
        ),
        ("22423", "三层蛋糕架 REGENCY", "玫瑰 / 大号", 36, None, 5600),
    ];
    let lines = goods
        .into_iter()
        .enumerate()
        .map(
            |(index, (sku, name, options, quantity, pack_size, fen))| OrderedLine {
                sku: sku.to_owned(),
                name: Some(name.to_owned()),
                options: Some(options.to_owned()),
                barcode: Some(format!("69012345678{index:02}")),
                hs_code: (index < 3).then(|| "9405500000".to_owned()),
                quantity,
                pack_size,
                unit_price: (index != 3).then_some(
                    Money {
                        minor: fen,
                        currency: Currency::CNY,
                    }
                    .into(),
                ),
                ready_on: Day::from_ymd(2026, 12, 18),
                note: (index == 1).then(|| "每个单独气泡袋，外箱贴条码".to_owned()),
                picture: (index != 2).then(|| swatch(index as u8)),
                carton: Carton {
                    length_cm: Some(48.0),
                    width_cm: Some(36.5),
                    height_cm: Some(30.0),
                    gross_kg: (index != 3).then_some(8.4),
                    net_kg: (index == 0).then_some(7.6),
                },
                ..OrderedLine::default()
            },
        )
        .collect();
    SupplierOrder {
        number: "PO-2026-0117".to_owned(),
        date: Day::from_ymd(2026, 11, 24).unwrap_or_default(),
        supplier: "义乌市晨光工艺品有限公司".to_owned(),
        contact: Some("陈小姐 · 微信 chenguang888 · +86 579 8555 0101".to_owned()),
        buyer: "Harbour & Heather Gifts".to_owned(),
        ship_to: Some("宁波集货仓：浙江省宁波市北仑区进港西路 88 号 3 号库".to_owned()),
        delivery_by: Day::from_ymd(2026, 12, 20),
        payment_terms: Some("30% 定金，出货前付 70% 尾款".to_owned()),
        currency: Currency::CNY,
        note: None,
        lines,
    }
}

/// A plain coloured square standing in for a photo.
fn swatch(shade: u8) -> Vec<u8> {
    let colour = image::Rgb([200 - shade * 40, 150, 90 + shade * 50]);
    let mut png = std::io::Cursor::new(Vec::new());
    let written =
        image::RgbImage::from_pixel(300, 240, colour).write_to(&mut png, image::ImageFormat::Png);
    written.map(|()| png.into_inner()).unwrap_or_default()
}

fn internal_plan(lang: Lang) -> InternalPlan {
    let as_of = Day::from_ymd(2026, 11, 24).unwrap_or_default();
    let suppliers = [
        "义乌市晨光工艺品有限公司",
        "Jingdezhen Ceramics",
        "绍兴麻纺厂",
    ];
    let reason = match lang {
        Lang::Zh => [
            "在库 42 件，按预测中位数 12 月 9 日售完，早于下一批到货。",
            "保护期 42 天的需求在临界比 0.78 处为 540 件，减去库存位置 62 件，按箱规 24 取整为 480 件。",
        ],
        Lang::En => [
            "42 on hand; on the median forecast they last until 9 December, before the next arrival.",
            "Demand of the 42 days covered is 540 at the critical ratio 0.78; less the inventory position of 62, rounded to packs of 24, gives 480.",
        ],
    };
    let usd = |minor| {
        Some(Money {
            minor,
            currency: Currency::USD,
        })
    };
    let lines = (0..7_i64)
        .map(|index| {
            let supplier = usize::try_from(index % 3).unwrap_or(0);
            InternalLine {
                supplier: suppliers.get(supplier).map(|name| (*name).to_owned()),
                sku: format!("85{:03}A", 123 + index),
                name: Some("White hanging heart T-light holder".to_owned()),
                location: Some(
                    if index % 2 == 0 {
                        "宁波仓"
                    } else {
                        "UK warehouse"
                    }
                    .to_owned(),
                ),
                quantity: 480 - 24 * index,
                unit_cost: Some(
                    Money {
                        minor: 1350,
                        currency: Currency::CNY,
                    }
                    .into(),
                ),
                cost: usd((480 - 24 * index) * 189),
                order_by: Some(as_of + (index as i32 * 4 - 2)),
                expected_on: Some(as_of + 40),
                on_hand: 42,
                allocated: 4,
                on_order: 24,
                target: Some(540.0),
                covers_days: Some(42),
                demand_low: Some(310.0),
                demand_median: Some(452.0),
                demand_high: Some(640.0),
                expected_profit: usd(95_000 - index * 7_000),
                reasons: reason.iter().map(|r| (*r).to_owned()).collect(),
                chart: Some(chart(as_of, index)),
            }
        })
        .collect();
    InternalPlan {
        shop: "Harbour & Heather Gifts".to_owned(),
        as_of,
        base_currency: Currency::USD,
        lines,
    }
}

fn chart(as_of: Day, seed: i64) -> DemandChart {
    let wave = |week: i32| 60.0 + 25.0 * (f64::from(week) / 8.0 + seed as f64).sin();
    DemandChart {
        history: (0..52)
            .map(|week| HistoryBar {
                start: as_of - 7 * (52 - week),
                days: 7,
                units: if week == 30 {
                    8.0
                } else {
                    wave(week).round() + f64::from(week * 7 % 11)
                },
                in_stock: week != 30,
            })
            .collect(),
        forecast: (0..12)
            .map(|week| {
                let median = wave(52 + week);
                let spread = 14.0 + 3.0 * f64::from(week);
                ForecastPoint {
                    start: as_of + 7 * week,
                    days: 7,
                    low: (median - spread).max(0.0),
                    median,
                    high: median + spread * 1.2,
                }
            })
            .collect(),
    }
}

fn table() -> Table {
    let money = |minor, currency| Cell::Money(Money { minor, currency });
    Table {
        name: "Stock".to_owned(),
        shop: "Harbour & Heather Gifts".to_owned(),
        as_of: Day::from_ymd(2026, 11, 24).unwrap_or_default(),
        headers: [
            "SKU",
            "品名",
            "On hand",
            "Stock value",
            "Price",
            "Sell-through",
            "Last sale",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: vec![
            vec![
                Cell::Text("00731".to_owned()),
                Cell::Text("亚麻茶巾".to_owned()),
                Cell::Integer(85),
                money(10_030, Currency::USD),
                money(950, Currency::USD),
                Cell::Percent(0.425),
                Cell::Date(Day::from_ymd(2026, 11, 20).unwrap_or_default()),
            ],
            vec![
                Cell::Text("=HYPERLINK(\"x\")".to_owned()),
                Cell::Empty,
                Cell::Integer(-3),
                money(-450, Currency::USD),
                money(6_800, Currency::CNY),
            ],
        ],
    }
}

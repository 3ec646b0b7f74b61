//! Writes one of each exported file in both languages into a folder, for looking at:
//! `cargo run -p exchange --example export_samples -- FOLDER`.

use std::path::PathBuf;

use domain::{Currency, Day, Money};
use exchange::export::{
    Carton, ExportError, Lang, OrderedLine, SupplierOrder, file_name, save, supplier_workbook,
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
                unit_price: (index != 3).then_some(Money {
                    minor: fen,
                    currency: Currency::CNY,
                }),
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

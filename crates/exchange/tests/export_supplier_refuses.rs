//! What the supplier's workbook makes of hostile text, broken pictures and impossible orders.

mod export_support;

use calamine::DataType;
use domain::{Currency, Money};
use exchange::export::{Carton, ExportError, Lang, SupplierOrder, supplier_workbook};
use export_support::order::order;
use export_support::{all_text, assert_well_formed, find, formulas, hostile, parts, sheets, text};

/// A photo of 900 × 600 pixels, as JPEG.
fn photo() -> Vec<u8> {
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(900, 600, image::Rgb([9, 90, 200]))
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)
        .expect("a picture");
    jpeg.into_inner()
}

#[test]
fn hostile_text_stays_text() {
    for evil in hostile() {
        let mut order = order();
        order.number = evil.clone();
        order.supplier = evil.clone();
        order.buyer = evil.clone();
        order.contact = Some(evil.clone());
        order.ship_to = Some(evil.clone());
        order.payment_terms = Some(evil.clone());
        order.note = Some(evil.clone());
        let line = &mut order.lines[0];
        line.sku = evil.clone();
        line.name = Some(evil.clone());
        line.options = Some(evil.clone());
        line.barcode = Some(evil.clone());
        line.hs_code = Some(evil.clone());
        line.unit = Some(evil.clone());
        line.note = Some(evil.clone());
        line.picture = Some(photo());
        let bytes = supplier_workbook(&order, Lang::Zh).expect("a workbook");
        assert_well_formed(&bytes);
        let live = formulas(&bytes, 0);
        for (row, column, formula) in live.used_cells() {
            let known = ["IF(N(", "SUM(", "'装箱单'!"]
                .iter()
                .any(|k| formula.starts_with(k));
            let parts = formula.split_once('*');
            // With the picture's column: H quantity, K price.
            let is_amount = parts.is_some_and(|(quantity, price)| {
                let is_cell = |text: &str, column: char| {
                    text.strip_prefix(column)
                        .is_some_and(|row| row.parse::<u32>().is_ok())
                };
                is_cell(quantity, 'H') && is_cell(price, 'K')
            });
            assert!(
                formula.is_empty() || known || is_amount,
                "({row}, {column}): {formula}"
            );
        }
        let all = sheets(&bytes);
        let (header, sku) = find(&all[0].1, "SKU");
        let shown = text(&all[0].1, header + 1, sku);
        let clean: String = evil
            .chars()
            .map(|c| match c {
                '\n' => '\n',
                c if c.is_control() || c == '\u{fffe}' => ' ',
                c => c,
            })
            .collect();
        if clean.chars().count() < 32_000 {
            assert_eq!(shown, clean);
        } else {
            assert!(shown.ends_with('…') && shown.chars().count() <= 32_767);
        }
    }
}

#[test]
fn pictures_are_shrunk_and_stripped_and_bad_ones_left_out() {
    // A remark in the photo, right after the JPEG's start marker.
    let mut photo = photo();
    let remark = b"SECRET-CAMERA";
    let mut segment = vec![0xff, 0xfe, 0, remark.len() as u8 + 2];
    segment.extend_from_slice(remark);
    photo.splice(2..2, segment);

    let mut order = order();
    order.lines[0].picture = Some(photo);
    order.lines[1].picture = Some(b"\x89PNG\r\n\x1a\nnot a picture".to_vec());
    let bytes = supplier_workbook(&order, Lang::Zh).expect("a workbook");
    let media: Vec<_> = parts(&bytes)
        .into_iter()
        .filter(|(name, _)| name.starts_with("xl/media/"))
        .collect();
    assert_eq!(media.len(), 1, "the unreadable picture is left out");
    let shown = image::load_from_memory(&media[0].1).expect("the picture");
    assert_eq!((shown.width(), shown.height()), (192, 128));
    let leaked = media[0]
        .1
        .windows(remark.len())
        .any(|window| window == remark);
    assert!(!leaked, "the photo's remark was left behind");
    find(&sheets(&bytes)[0].1, "商品图片");

    order.lines[0].picture = None;
    let bytes = supplier_workbook(&order, Lang::Zh).expect("a workbook");
    let header = sheets(&bytes)[0].1.clone();
    assert!(
        !header
            .used_cells()
            .any(|(_, _, value)| value.as_string().as_deref() == Some("商品图片"))
    );
}

#[test]
fn impossible_orders_are_refused_by_code() {
    let refused = |change: &dyn Fn(&mut SupplierOrder)| {
        let mut order = order();
        change(&mut order);
        supplier_workbook(&order, Lang::Zh).expect_err("it is refused")
    };
    let nothing = refused(&|order| order.lines.iter_mut().for_each(|line| line.quantity = -1));
    assert_eq!(nothing, ExportError::Nothing);
    let mixed = refused(&|order| order.currency = Currency::USD);
    assert_eq!(mixed.code(), "export_mixed_currencies");
    assert_eq!(mixed.params()["sku"], "007");
    assert_eq!(mixed.params()["found"], "CNY");
    let large = refused(&|order| order.lines[0].quantity = i64::MAX);
    assert_eq!(large.code(), "export_amount_too_large");
    let sum = refused(&|order| {
        for line in &mut order.lines {
            line.quantity = i64::MAX / 2;
            line.unit_price = Some(
                Money {
                    minor: 2,
                    currency: Currency::CNY,
                }
                .into(),
            );
        }
        order.lines.push(order.lines[0].clone());
    });
    assert_eq!(sum.code(), "export_amount_too_large");
}

#[test]
fn measures_that_are_no_measures_are_left_blank() {
    let mut order = order();
    order.lines.truncate(1);
    order.lines[0].carton = Carton {
        length_cm: Some(f64::NAN),
        width_cm: Some(f64::INFINITY),
        height_cm: Some(-3.0),
        gross_kg: Some(0.0),
        net_kg: Some(f64::NEG_INFINITY),
    };
    order.lines[0].pack_size = Some(-5);
    let bytes = supplier_workbook(&order, Lang::En).expect("a workbook");
    let list = &sheets(&bytes)[1].1;
    let header = find(list, "Carton nos.").0;
    for label in [
        "Length (cm)",
        "Width (cm)",
        "Height (cm)",
        "Gross weight a carton (kg)",
    ] {
        assert_eq!(text(list, header + 1, find(list, label).1), "", "{label}");
    }
    assert!(!all_text(&bytes).contains("NaN"));
}

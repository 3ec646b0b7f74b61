//! One order whose figures are worked out by hand.

use domain::{Currency, Day, Money};
use exchange::export::{Carton, OrderedLine, SupplierOrder};

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub fn line(sku: &str, quantity: i64, pack_size: Option<i64>, minor: Option<i64>) -> OrderedLine {
    OrderedLine {
        sku: sku.to_owned(),
        name: Some("陶瓷马克杯".to_owned()),
        options: Some("白".to_owned()),
        barcode: Some("0690123456789".to_owned()),
        hs_code: Some("6912001000".to_owned()),
        quantity,
        pack_size,
        unit_price: minor.map(|minor| {
            Money {
                minor,
                currency: Currency::CNY,
            }
            .into()
        }),
        ready_on: Some(day("2026-12-18")),
        ..OrderedLine::default()
    }
}

/// Two lines whose figures are worked out by hand:
/// `007` 100 units of 13.50 in cartons of 24: 5 cartons, 1,350.00, 50×40×30 cm ⇒ 0.3 m³, 42.5 kg;
/// `B-2` 36 units of 2.35 in cartons of 12: 3 cartons, 84.60, 60×40×25 cm ⇒ 0.18 m³, 30 kg.
pub fn order() -> SupplierOrder {
    let mut first = line("007", 100, Some(24), Some(1350));
    first.carton = Carton {
        length_cm: Some(50.0),
        width_cm: Some(40.0),
        height_cm: Some(30.0),
        gross_kg: Some(8.5),
        net_kg: Some(8.0),
    };
    let mut second = line("B-2", 36, Some(12), Some(235));
    second.carton = Carton {
        length_cm: Some(60.0),
        width_cm: Some(40.0),
        height_cm: Some(25.0),
        gross_kg: Some(10.0),
        net_kg: None,
    };
    SupplierOrder {
        number: "PO-7".to_owned(),
        date: day("2026-11-24"),
        supplier: "义乌晨光".to_owned(),
        contact: Some("陈小姐".to_owned()),
        buyer: "Harbour Gifts".to_owned(),
        ship_to: Some("宁波仓".to_owned()),
        delivery_by: Some(day("2026-12-20")),
        payment_terms: Some("30% 定金".to_owned()),
        currency: Currency::CNY,
        note: None,
        lines: vec![first, second],
    }
}

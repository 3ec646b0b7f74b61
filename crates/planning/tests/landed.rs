//! Landed cost by hand. A mug costs 4.00; a carton holds 24 of it, weighs 12 kg and takes
//! 0.048 m³, so a unit weighs 0.5 kg and takes 0.002 m³.

use domain::{CostBasis, CostKind, Day, Transport};
use planning::landed::{Goods, Landed, Missing, Rate, landed, price_for_same_margin};
use rstest::rstest;

const ARRIVES: &str = "2026-08-20";

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn rate(kind: CostKind, programme: &str, basis: CostBasis, amount: f64) -> Rate {
    Rate {
        kind,
        programme: programme.into(),
        basis,
        amount,
        origin: None,
        destination: None,
        transport: None,
        hs_code: None,
        recoverable: false,
        from: None,
        to: None,
    }
}

/// Freight 120 a m³ by sea; insurance 0.5 % of goods and freight; duty to the US 10 % of the goods
/// for 6912, and 7.5 % more on goods from China that arrive from 1 September 2026; to the EU 12 %
/// of CIF, VAT 19 % of CIF and duty, paid back; a broker's 150 a shipment.
fn rates() -> Vec<Rate> {
    use CostBasis::{CifPercent, GoodsPercent, PerCbm, PerShipment};
    vec![
        Rate {
            transport: Some(Transport::Sea),
            ..rate(CostKind::Freight, "forwarder", PerCbm, 120.0)
        },
        rate(CostKind::Insurance, "", CifPercent, 0.005),
        Rate {
            destination: Some("US".into()),
            hs_code: Some("6912".into()),
            ..rate(CostKind::Duty, "base", GoodsPercent, 0.10)
        },
        Rate {
            destination: Some("US".into()),
            ..rate(CostKind::Duty, "base", GoodsPercent, 0.03)
        },
        Rate {
            destination: Some("US".into()),
            origin: Some("CN".into()),
            from: Some(day("2026-09-01")),
            ..rate(CostKind::Duty, "added", GoodsPercent, 0.075)
        },
        Rate {
            destination: Some("EU".into()),
            ..rate(CostKind::Duty, "base", CifPercent, 0.12)
        },
        Rate {
            destination: Some("EU".into()),
            recoverable: true,
            ..rate(CostKind::Vat, "", CifPercent, 0.19)
        },
        rate(CostKind::Brokerage, "", PerShipment, 150.0),
    ]
}

fn mug() -> Goods<'static> {
    Goods {
        price: 4.0,
        kg: Some(0.5),
        cbm: Some(0.002),
        units_per_carton: Some(24.0),
        hs_code: Some("6912.00.10"),
        origin: Some("CN"),
        destination: Some("US"),
        transport: Some(Transport::Sea),
        quoted_freight: None,
        shipment_value: Some(10_000.0),
    }
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

/// Freight 120 · 0.002 = 0.24; insurance 0.005 · 4.24 = 0.0212; duty 0.40 (the row for 6912, not the
/// one for all goods); broker 150 · 4 ÷ 10,000 = 0.06. In all 4.7212.
#[test]
fn to_america_before_the_added_duty() {
    let found = landed(&mug(), &rates(), day(ARRIVES));
    close(found.of(CostKind::Freight), 0.24);
    close(found.of(CostKind::Insurance), 0.0212);
    close(found.of(CostKind::Duty), 0.40);
    close(found.of(CostKind::Brokerage), 0.06);
    close(found.total, 4.7212);
    assert_eq!((found.recoverable, found.missing.len()), (0.0, 0));
}

/// The day of arrival counts: 31 August without, 1 September with 0.075 · 4 = 0.30 more.
#[rstest]
#[case("2026-08-31", 4.7212)]
#[case("2026-09-01", 5.0212)]
fn the_added_duty_holds_from_its_day(#[case] arrives: &str, #[case] total: f64) {
    close(landed(&mug(), &rates(), day(arrives)).total, total);
}

/// CIF 4 + 0.24 + 0.0212 = 4.2612, duty 0.511344, broker 0.06: 4.832544. VAT 0.19 · 4.772544 =
/// 0.90678336 is paid and comes back.
#[test]
fn to_germany_on_cif_with_vat_paid_back() {
    let goods = Goods {
        destination: Some("DE"),
        ..mug()
    };
    let found = landed(&goods, &rates(), day(ARRIVES));
    close(found.total, 4.832_544);
    close(found.recoverable, 0.906_783_36);
    // A rate that is not paid back is a cost.
    let mut kept = rates();
    kept[6].recoverable = false;
    close(landed(&goods, &kept, day(ARRIVES)).total, 5.739_327_36);
}

#[test]
fn what_is_not_known_is_named_and_never_guessed() {
    let bare = Goods {
        price: 4.0,
        destination: Some("US"),
        ..Goods::default()
    };
    let found = landed(&bare, &rates(), day("2026-09-10"));
    // Without an HS code the row for all goods would be as wrong as the other, but it is what is
    // said of goods without one; the missing code is named beside it.
    close(found.of(CostKind::Duty), 0.12);
    let named = [
        Missing::HsCode,
        Missing::Origin,
        Missing::Transport,
        Missing::ShipmentValue,
    ];
    assert_eq!(found.missing, named);
    let light = Goods { cbm: None, ..mug() };
    assert_eq!(
        landed(&light, &rates(), day(ARRIVES)).missing,
        [Missing::Volume]
    );
}

#[test]
fn a_quoted_freight_stands_in_for_the_freight_rates() {
    let quoted = Goods {
        quoted_freight: Some(0.5),
        ..mug()
    };
    close(
        landed(&quoted, &rates(), day(ARRIVES)).of(CostKind::Freight),
        0.5,
    );
}

#[test]
fn no_rates_no_price_and_nonsense_are_no_trouble() {
    let plain = landed(&mug(), &[], day(ARRIVES));
    assert_eq!((plain.total, plain.extra()), (4.0, 0.0));
    let wild = Goods {
        price: f64::NAN,
        ..mug()
    };
    let mut bad = rates();
    bad.push(rate(CostKind::Fee, "", CostBasis::PerUnit, f64::NAN));
    bad.push(rate(CostKind::Fee, "b", CostBasis::PerUnit, -1.0));
    let found: Landed = landed(&wild, &bad, day(ARRIVES));
    assert!(found.total.is_finite() && found.total >= 0.0, "{found:?}");
}

/// Sold at 12 with a landed cost of 4.7212; at 5.0212 the same share of margin asks for
/// 12 · 5.0212 ÷ 4.7212 = 12.762518.
#[test]
fn the_price_that_keeps_the_margin() {
    let price = price_for_same_margin(12.0, 4.7212, 5.0212).expect("known");
    assert!((price - 12.762_518).abs() < 1e-6, "{price}");
    assert_eq!(price_for_same_margin(12.0, 0.0, 5.0), None);
    assert_eq!(price_for_same_margin(f64::NAN, 4.0, 5.0), None);
}

//! The internal workbook, read back.

mod export_support;

use domain::{Currency, Day, Money};
use exchange::export::{
    DemandChart, ExportError, ForecastPoint, HistoryBar, InternalLine, InternalPlan, Lang,
    demand_chart_png, internal_workbook,
};
use export_support::{
    all_text, assert_well_formed, figure, find, formulas, hostile, part, parts, sheets, text,
};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn usd(minor: i64) -> Option<Money> {
    Some(Money {
        minor,
        currency: Currency::USD,
    })
}

fn chart() -> DemandChart {
    DemandChart {
        history: (0..10)
            .map(|week| HistoryBar {
                start: day("2026-09-07") + 7 * week,
                days: 7,
                units: f64::from(week),
                in_stock: week != 4,
            })
            .collect(),
        forecast: (0..4)
            .map(|week| ForecastPoint {
                start: day("2026-11-23") + 7 * week,
                days: 7,
                low: 2.0,
                median: 5.0,
                high: 9.0,
            })
            .collect(),
    }
}

fn line(supplier: Option<&str>, sku: &str, quantity: i64, cost: i64, by: &str) -> InternalLine {
    InternalLine {
        supplier: supplier.map(str::to_owned),
        sku: sku.to_owned(),
        quantity,
        unit_cost: Some(
            Money {
                minor: 1350,
                currency: Currency::CNY,
            }
            .into(),
        ),
        cost: usd(cost),
        order_by: Some(day(by)),
        on_hand: 40,
        allocated: 4,
        on_order: 26,
        demand_low: Some(310.0),
        demand_median: Some(452.5),
        demand_high: Some(640.0),
        expected_profit: usd(cost / 2),
        reasons: vec!["First reason.".to_owned(), "Second reason.".to_owned()],
        ..InternalLine::default()
    }
}

/// Suppliers Aa: 100.00 + 50.00, aa (another one): 200.00, none: 30.00. In all 380.00.
fn plan() -> InternalPlan {
    InternalPlan {
        shop: "Harbour Gifts".to_owned(),
        as_of: day("2026-11-24"),
        base_currency: Currency::USD,
        lines: vec![
            line(Some("Aa"), "S-1", 10, 10_000, "2026-11-20"),
            line(Some("Aa"), "S-2", 5, 5_000, "2026-12-02"),
            line(Some("aa"), "S-3", 20, 20_000, "2026-11-29"),
            line(None, "S-4", 3, 3_000, "2026-11-30"),
        ],
    }
}

#[test]
fn suppliers_are_summed_apart_and_the_costliest_comes_first() {
    let bytes = internal_workbook(&plan(), Lang::En).expect("a workbook");
    let (name, summary) = &sheets(&bytes)[0];
    assert_eq!(name, "Summary");
    let (header, supplier) = find(summary, "Supplier");
    let column = |label: &str| find(summary, label).1;
    let rows: Vec<(String, f64, f64)> = (header + 1..header + 4)
        .map(|row| {
            let figure = |label: &str| figure(summary, row, column(label));
            let units = figure("Units");
            (text(summary, row, supplier), units, figure("Spend (USD)"))
        })
        .collect();
    let expected = [
        ("aa", 20.0, 200.0),
        ("Aa", 15.0, 150.0),
        ("No supplier", 3.0, 30.0),
    ];
    for (row, (name, units, spend)) in rows.iter().zip(expected) {
        assert_eq!((row.0.as_str(), row.1, row.2), (name, units, spend));
    }
    let total = header + 4;
    assert_eq!(figure(summary, total, column("Spend (USD)")), 380.0);
    assert_eq!(
        figure(summary, total, column("Expected profit (USD)")),
        190.0
    );
    let share = figure(summary, header + 1, column("Share"));
    assert!((share - 200.0 / 380.0).abs() < 1e-12);
    // Formulas must tell `Aa` from `aa` and read no name as a pattern.
    let live = formulas(&bytes, 0);
    let spend = live.get_value((header + 1, column("Spend (USD)"))).cloned();
    assert_eq!(
        spend.as_deref(),
        Some("SUMPRODUCT(--EXACT('Lines'!$A$5:$A$8,A5),'Lines'!$G$5:$G$8)")
    );
}

#[test]
fn cash_is_summed_by_the_week_of_ordering() {
    let bytes = internal_workbook(&plan(), Lang::En).expect("a workbook");
    let summary = &sheets(&bytes)[0].1;
    let (header, week) = find(summary, "Week of ordering (Monday)");
    // 20 November is past on the 24th: its cash is needed in this week, with the 29th's.
    // Serial 46349 is Monday, 2026-11-23; the 30th and 2 December share the next week.
    let rows: Vec<[f64; 3]> = [1, 2]
        .map(|row| {
            [week, week + 2, week + 3].map(|column| {
                match summary.get_value((header + row, column)) {
                    Some(calamine::Data::DateTime(moment)) => moment.as_f64(),
                    _ => figure(summary, header + row, column),
                }
            })
        })
        .to_vec();
    assert_eq!(rows, [[46_349.0, 300.0, 300.0], [46_356.0, 80.0, 380.0]]);
    assert_eq!(text(summary, header + 3, week), "");
}

#[test]
fn every_line_says_why() {
    let bytes = internal_workbook(&plan(), Lang::Zh).expect("a workbook");
    let (name, lines) = &sheets(&bytes)[1];
    assert_eq!(name, "采购明细");
    let header = find(lines, "SKU").0;
    let column = |label: &str| find(lines, label).1;
    assert_eq!(
        text(lines, header + 1, column("为什么")),
        "• First reason.\n• Second reason."
    );
    assert_eq!(figure(lines, header + 1, column("库存位置")), 62.0);
    assert_eq!(figure(lines, header + 1, column("需求下限 5%")), 310.0);
    assert_eq!(figure(lines, header + 1, column("需求中位数 50%")), 452.5);
    assert_eq!(figure(lines, header + 1, column("需求上限 95%")), 640.0);
    assert_eq!(figure(lines, header + 1, column("采购单价")), 13.5);
    let live = formulas(&bytes, 1);
    let position = live.get_value((header + 1, column("库存位置"))).cloned();
    assert_eq!(position.as_deref(), Some("J5-K5+L5"));
    assert!(part(&bytes, "xl/styles.xml").contains("[$CNY] #,##0.00_ "));
    assert!(
        !all_text(&bytes).contains('⟨'),
        "every label has its sentence"
    );
}

#[test]
fn spend_is_charted_natively_from_the_table() {
    let bytes = internal_workbook(&plan(), Lang::Zh).expect("a workbook");
    let chart = part(&bytes, "xl/charts/chart1.xml");
    assert!(chart.contains("<c:barDir val=\"bar\"/>"));
    assert!(
        chart.contains("汇总!$D$5:$D$7") && chart.contains("汇总!$A$5:$A$7"),
        "{chart}"
    );
}

#[test]
fn the_costliest_lines_have_their_picture() {
    let mut plan = plan();
    plan.lines[0].chart = Some(chart());
    plan.lines[3].chart = Some(DemandChart::default());
    let bytes = internal_workbook(&plan, Lang::Zh).expect("a workbook");
    let pictures = parts(&bytes)
        .iter()
        .filter(|(name, _)| name.starts_with("xl/media/"))
        .count();
    let Some(png) = demand_chart_png(&chart(), Lang::Zh) else {
        println!("no font on this computer: the workbook goes without pictures");
        assert_eq!((pictures, sheets(&bytes).len()), (0, 2));
        return;
    };
    assert_eq!(pictures, 1, "an empty series has no picture");
    assert_eq!(sheets(&bytes)[2].0, "需求图");
    find(&sheets(&bytes)[2].1, "S-1");
    let drawn = image::load_from_memory(&png).expect("a picture").to_rgb8();
    let has = |colour: [u8; 3]| drawn.pixels().any(|pixel| pixel.0 == colour);
    assert!(has([0x0a, 0x5f, 0x78]), "bars of weeks in stock");
    assert!(has([0xd5, 0xa0, 0x8c]), "the bar of the week that ran out");
    assert!(has([0xc7, 0x6b, 0x1e]), "the median");
}

#[test]
fn figures_that_cannot_be_drawn_are_left_out() {
    let mut wild = chart();
    wild.history[0].units = f64::NAN;
    wild.history[1].units = f64::INFINITY;
    wild.history[2].units = -5.0;
    wild.history[3].days = i32::MAX;
    wild.history[5].start = Day(i32::MAX);
    wild.forecast[0].high = f64::NAN;
    wild.forecast[1].low = f64::NEG_INFINITY;
    wild.forecast[2].start = Day(i32::MIN);
    let calm = demand_chart_png(&chart(), Lang::En).is_some();
    assert_eq!(demand_chart_png(&wild, Lang::En).is_some(), calm);
    let one = DemandChart {
        history: vec![HistoryBar {
            start: day("2026-11-24"),
            days: 1,
            units: 0.0,
            in_stock: true,
        }],
        forecast: vec![],
    };
    assert_eq!(demand_chart_png(&one, Lang::En).is_some(), calm);
    assert_eq!(demand_chart_png(&DemandChart::default(), Lang::En), None);
}

#[test]
fn hostile_text_and_figures_are_taken() {
    for evil in hostile() {
        let mut plan = plan();
        plan.shop = evil.clone();
        for line in &mut plan.lines {
            line.supplier = Some(evil.clone());
            line.sku = evil.clone();
            line.name = Some(evil.clone());
            line.location = Some(evil.clone());
            line.reasons = vec![evil.clone(); 3];
            line.on_hand = i64::MAX;
            line.on_order = i64::MAX;
            line.target = Some(f64::NAN);
            line.demand_high = Some(f64::INFINITY);
            line.order_by = Some(Day(i32::MIN));
            line.chart = Some(chart());
            line.expected_on = Some(Day(i32::MAX));
        }
        let bytes = internal_workbook(&plan, Lang::En).expect("a workbook");
        assert_well_formed(&bytes);
        let ours = ["SUMPRODUCT(", "SUM(", "IF(", "SUBTOTAL(", "J"];
        for sheet in [0, 1] {
            for (_, _, formula) in formulas(&bytes, sheet).used_cells() {
                assert!(
                    ours.iter().any(|start| formula.starts_with(start)),
                    "{formula}"
                );
            }
        }
        assert!(!all_text(&bytes).contains("NaN"));
    }
}

#[test]
fn other_currencies_and_empty_plans_are_refused() {
    let mut mixed = plan();
    mixed.lines[1].cost = Some(Money {
        minor: 1,
        currency: Currency::CNY,
    });
    let refused = internal_workbook(&mixed, Lang::En).expect_err("it is refused");
    assert_eq!(refused.code(), "export_mixed_currencies");
    let mut empty = plan();
    empty.lines.clear();
    assert_eq!(
        internal_workbook(&empty, Lang::En),
        Err(ExportError::Nothing)
    );
}

//! Dates of many systems, worked out by hand.

use super::*;

fn read(text: &str, order: DateOrder, offset: i32) -> Option<String> {
    parse_moment(text, order, &ShopZone::fixed(offset))
        .map(|m| format!("{} {:02}:{:02}", m.day, m.second / 3600, m.second / 60 % 60))
}

#[test]
fn dates_of_many_systems_are_one_day() {
    for text in [
        "2026-08-24",
        "2026/8/24",
        "2026.08.24",
        "20260824",
        "2026年8月24日",
        "２０２６年８月２４日",
        "24-Aug-26",
        "24 Aug 2026",
        "Aug 24, 2026",
        "24 August 2026",
        "Monday, 24 August 2026",
        "24/08/2026",
        "8/24/26",
        "2026-08-24T00:00:00",
    ] {
        assert_eq!(
            read(text, DateOrder::DayFirst, 0).as_deref(),
            Some("2026-08-24 00:00"),
            "{text}"
        );
    }
}

#[test]
fn an_offset_moves_the_moment_to_the_shop() {
    let cases = [
        ("2022-01-11 04:32:31 -0500", 480, "2022-01-11 17:32"),
        ("2026-05-01T20:00:00+00:00", 480, "2026-05-02 04:00"),
        ("2026-05-01T20:00:00Z", -300, "2026-05-01 15:00"),
        ("2026-05-01T00:30:00.123+08:00", 0, "2026-04-30 16:30"),
        ("2026-05-01 20:00:00", 480, "2026-05-01 20:00"),
        ("01/05/2026 20:00:00 UTC", 480, "2026-05-02 04:00"),
    ];
    for (text, offset, expected) in cases {
        assert_eq!(
            read(text, DateOrder::DayFirst, offset).as_deref(),
            Some(expected),
            "{text}"
        );
    }
}

#[test]
fn the_order_decides_only_what_the_numbers_leave_open() {
    assert_eq!(
        read("03/04/2026", DateOrder::DayFirst, 0).as_deref(),
        Some("2026-04-03 00:00")
    );
    assert_eq!(
        read("03/04/2026", DateOrder::MonthFirst, 0).as_deref(),
        Some("2026-03-04 00:00")
    );
    assert_eq!(
        read("05/13/2026 09:00:00", DateOrder::DayFirst, 0).as_deref(),
        Some("2026-05-13 09:00")
    );
    assert_eq!(order_evidence("13/05/2026"), Some(OrderEvidence::Day));
    assert_eq!(order_evidence("05/13/26"), Some(OrderEvidence::Month));
    assert_eq!(
        order_evidence("03/04/2026 10:00"),
        Some(OrderEvidence::Open)
    );
    assert_eq!(order_evidence("2026-03-04"), None);
    assert_eq!(order_evidence("04/04/2026"), None);
}

#[test]
fn clock_times_are_read_in_both_habits() {
    assert_eq!(
        read("8/24/2026 1:05 PM", DateOrder::MonthFirst, 0).as_deref(),
        Some("2026-08-24 13:05")
    );
    assert_eq!(
        read("2026年8月24日 下午1:05", DateOrder::MonthFirst, 0).as_deref(),
        Some("2026-08-24 13:05")
    );
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        "abc",
        "2026-02-30",
        "31/02/2026",
        "13/13/2026",
        "12:30:15",
        "2026-08-24 25:00",
        "SKU-2026-08-24x",
        "99999999",
        "1.5",
        "2026-08",
        "٢٠٢٦",
    ] {
        assert_eq!(read(text, DateOrder::DayFirst, 0), None, "{text}");
    }
}

#[test]
fn excel_serials_are_days() {
    assert_eq!(
        from_serial(45_000.5).map(|m| (m.day.to_string(), m.second)),
        Some(("2023-03-15".to_owned(), 43_200))
    );
    assert_eq!(from_serial(12.0), None);
    assert_eq!(from_serial(f64::NAN), None);
}

#[test]
fn the_calendar_agrees_with_the_domain() {
    for (y, m, d) in [(2000, 2, 29), (1999, 12, 31), (2011, 9, 1), (2100, 3, 1)] {
        assert_eq!(ymd(y, m, d), Day::from_ymd(y, m, d));
    }
    assert_eq!(ymd(2100, 2, 29), None);
}

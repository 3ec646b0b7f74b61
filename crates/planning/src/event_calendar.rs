//! Days of the year on which buyers buy more, computed by market; none of them is listed by year.
//!
//! A market is a country code; `None` stands for events that are not bound to one. The sellers'
//! events follow the rules by which the days are set: Thanksgiving is the fourth Thursday of
//! November, Mother's Day the second Sunday of May in most markets, the fourth Sunday of Lent in
//! Britain. Where a day is set anew each year by a platform (Prime Day), the usual week is given
//! and marked as an assumption.

use domain::Day;

/// A computed event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Stable code; the name lives with the sentences.
    pub code: &'static str,
    /// First day.
    pub starts_on: Day,
    /// Last day.
    pub ends_on: Day,
    /// Whether the days are a rule of thumb that the seller should check.
    pub is_assumed: bool,
}

/// Code of every event that is computed.
pub const CODES: [&str; 9] = [
    "valentine",
    "mothers_day",
    "prime_day",
    "back_to_school",
    "singles_day",
    "black_friday",
    "christmas",
    "summer",
    "winter",
];

/// Countries whose summer is December to February.
pub const SOUTHERN: [&str; 8] = ["AU", "NZ", "ZA", "BR", "AR", "CL", "UY", "PE"];

/// Whether the market's summer is December to February.
#[must_use]
pub fn is_southern(market: &str) -> bool {
    SOUTHERN.contains(&market)
}

/// Monday = 0 … Sunday = 6. 1970-01-01 was a Thursday.
fn weekday(day: Day) -> i32 {
    (day.0 + 3).rem_euclid(7)
}

/// The nth weekday (from 1) of a month; `None` where the calendar ends.
fn nth(year: i32, month: u32, weekday_of: i32, n: i32) -> Option<Day> {
    let first = Day::from_ymd(year, month, 1)?;
    let ahead = (weekday_of - weekday(first)).rem_euclid(7);
    Some(first + (ahead + 7 * (n - 1)))
}

/// Easter Sunday of the western churches, by the anonymous Gregorian computus (Meeus, Astronomical
/// Algorithms, ch. 8).
#[must_use]
pub fn easter(year: i32) -> Option<Day> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Day::from_ymd(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// Mother's Day of a market: the second Sunday of May but where custom differs.
fn mothers_day(year: i32, market: &str) -> Option<Day> {
    match market {
        // The fourth Sunday of Lent: three weeks before Easter.
        "GB" | "IE" => Some(easter(year)? - 21),
        "FR" => {
            let end = Day::from_ymd(year, 5, 31)?;
            let last = end - (weekday(end) - 6).rem_euclid(7);
            // Moved to June where it meets Pentecost.
            if last == easter(year)? + 49 {
                Some(last + 7)
            } else {
                Some(last)
            }
        }
        "ES" | "PT" => nth(year, 5, 6, 1),
        "NO" => nth(year, 2, 6, 2),
        _ => nth(year, 5, 6, 2),
    }
}

/// The first and last day of the coming-back to school, a custom and no rule.
fn back_to_school(year: i32, market: &str) -> Option<(Day, Day)> {
    let ((from_month, from_day), (to_month, to_day)) = match market {
        "JP" => ((3, 1), (4, 7)),
        _ if is_southern(market) => ((1, 5), (2, 5)),
        _ => ((7, 20), (9, 5)),
    };
    Some((
        Day::from_ymd(year, from_month, from_day)?,
        Day::from_ymd(year, to_month, to_day)?,
    ))
}

/// The season that begins on the first day of a month of the meteorological year.
fn season(year: i32, first_month: u32) -> Option<(Day, Day)> {
    let from = Day::from_ymd(year, first_month, 1)?;
    let (end_year, end_month) = match first_month {
        12 => (year + 1, 3),
        month => (year, month + 3),
    };
    Some((from, Day::from_ymd(end_year, end_month, 1)? - 1))
}

/// Events of a market that begin in a year, by their first day.
#[must_use]
pub fn events(year: i32, market: &str) -> Vec<Event> {
    let one = |code, day: Option<Day>| day.map(|day| (code, day, day, false));
    let fixed = |month, day| Day::from_ymd(year, month, day);
    let thanksgiving = nth(year, 11, 3, 4);
    let prime = nth(year, 7, 1, 2);
    let (summer, winter) = if is_southern(market) {
        (12, 6)
    } else {
        (6, 12)
    };
    let span =
        |code, days: Option<(Day, Day)>, assumed| days.map(|(from, to)| (code, from, to, assumed));
    let mut found: Vec<Event> = [
        one("valentine", fixed(2, 14)),
        one("mothers_day", mothers_day(year, market)),
        span("prime_day", prime.map(|day| (day, day + 1)), true),
        span("back_to_school", back_to_school(year, market), true),
        one("singles_day", fixed(11, 11)),
        // Friday after Thanksgiving to the Monday.
        span(
            "black_friday",
            thanksgiving.map(|day| (day + 1, day + 4)),
            false,
        ),
        span("christmas", fixed(12, 1).zip(fixed(12, 24)), true),
        span("summer", season(year, summer), false),
        span("winter", season(year, winter), false),
    ]
    .into_iter()
    .flatten()
    .map(|(code, starts_on, ends_on, is_assumed)| Event {
        code,
        starts_on,
        ends_on,
        is_assumed,
    })
    .collect();
    found.sort_by_key(|event| (event.starts_on, event.code));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str, year: i32, market: &str) -> (String, String) {
        let found = events(year, market);
        let event = found
            .iter()
            .find(|event| event.code == code)
            .expect("there");
        (event.starts_on.to_string(), event.ends_on.to_string())
    }

    #[test]
    fn every_code_is_an_event_of_every_year() {
        let found = events(2026, "US");
        let codes: std::collections::BTreeSet<&str> =
            found.iter().map(|event| event.code).collect();
        assert_eq!(codes, CODES.into());
    }

    fn days(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    /// Looked up in printed calendars: Thanksgiving 2026 is 26 November, 2025 the 27th, 2024 the
    /// 28th.
    #[test]
    fn black_friday_follows_thanksgiving() {
        assert_eq!(
            of("black_friday", 2024, "US"),
            days("2024-11-29", "2024-12-02")
        );
        assert_eq!(
            of("black_friday", 2025, "DE"),
            days("2025-11-28", "2025-12-01")
        );
        assert_eq!(
            of("black_friday", 2026, "US"),
            days("2026-11-27", "2026-11-30")
        );
    }

    #[test]
    fn easter_is_that_of_the_almanac() {
        for (year, expected) in [
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(
                easter(year).map(|day| day.to_string()).as_deref(),
                Some(expected)
            );
        }
        assert_eq!(easter(0), None);
    }

    /// Second Sunday of May 2026 is the 10th; the fourth Sunday of Lent the 15th of March; the last
    /// Sunday of May 2026, the 31st, and of 2027, the 30th; Pentecost 2020 met it on 31 May.
    #[test]
    fn mothers_days_differ_by_market() {
        assert_eq!(of("mothers_day", 2026, "US").0, "2026-05-10");
        assert_eq!(of("mothers_day", 2026, "GB").0, "2026-03-15");
        assert_eq!(of("mothers_day", 2026, "FR").0, "2026-05-31");
        assert_eq!(of("mothers_day", 2020, "FR").0, "2020-06-07");
        assert_eq!(of("mothers_day", 2026, "ES").0, "2026-05-03");
    }

    #[test]
    fn summer_is_half_a_year_apart() {
        assert_eq!(of("summer", 2026, "US"), days("2026-06-01", "2026-08-31"));
        assert_eq!(of("summer", 2026, "AU"), days("2026-12-01", "2027-02-28"));
        assert_eq!(of("winter", 2027, "US"), days("2027-12-01", "2028-02-29"));
        assert_eq!(of("back_to_school", 2027, "AU").0, "2027-01-05");
    }

    #[test]
    fn years_outside_the_calendar_give_nothing_wrong() {
        for year in [i32::MIN, -1, 0, 1582, 100_000, i32::MAX - 1] {
            for event in events(year, "GB") {
                assert!(event.starts_on <= event.ends_on);
            }
        }
    }
}

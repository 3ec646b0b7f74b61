//! Holidays on which factories stand still, for suppliers that stated none themselves.
//!
//! The law gives eight days around Chinese New Year and seven from 1 October; in practice workers
//! leave about a week before the new year and production is back about two weeks after it. The
//! new year itself is computed, not listed.

use calendrical_calculations::chinese_based::{Chinese, YearBounds};
use calendrical_calculations::rata_die::RataDie;
use domain::Day;

use crate::lead_time::Closure;

/// Days before Chinese New Year from which a factory makes nothing. An assumption of the trade.
pub const DAYS_BEFORE_NEW_YEAR: i32 = 7;
/// Last day after Chinese New Year on which it makes nothing. An assumption of the trade.
pub const DAYS_AFTER_NEW_YEAR: i32 = 14;

/// 1970-01-01 as the number of days from 0000-12-31.
const EPOCH: i64 = 719_163;

/// Chinese New Year's day of a Gregorian year; `None` outside 1901–2150, beyond which the moon is
/// not known to the day.
#[must_use]
pub fn chinese_new_year(year: i32) -> Option<Day> {
    if !(1901..=2150).contains(&year) {
        return None;
    }
    // The Chinese year that holds the middle of the Gregorian one began in it.
    let middle = Day::from_ymd(year, 7, 1)?;
    let bounds = YearBounds::compute::<Chinese>(RataDie::new(EPOCH + i64::from(middle.0)));
    let days = bounds.new_year.to_i64_date() - EPOCH;
    i32::try_from(days).ok().map(Day)
}

/// Closures of a Chinese factory between two days: around Chinese New Year, and the National Day
/// week of 1 to 7 October. At most fifty years are looked at.
#[must_use]
pub fn chinese_closures(from: Day, to: Day) -> Vec<Closure> {
    let (first, last) = (from.year(), to.year());
    (first..=last.min(first.saturating_add(50)))
        .flat_map(|year| {
            let new_year = chinese_new_year(year).map(|day| Closure {
                from: day - DAYS_BEFORE_NEW_YEAR,
                to: day + DAYS_AFTER_NEW_YEAR,
            });
            let october = Day::from_ymd(year, 10, 1).map(|day| Closure {
                from: day,
                to: day + 6,
            });
            [new_year, october].into_iter().flatten()
        })
        .filter(|closure| closure.to >= from && closure.from <= to)
        .collect()
}

/// Closures of a supplier: what the seller stated, and the default ones that no stated closure
/// speaks of. One within a month of a default closure is the seller's own word for it.
#[must_use]
pub fn with_defaults(stated: &[Closure], defaults: &[Closure]) -> Vec<Closure> {
    let spoken_of = |default: &Closure| {
        stated
            .iter()
            .any(|own| own.from <= default.to + 30 && own.to >= default.from - 30)
    };
    let mut all: Vec<Closure> = stated.to_vec();
    all.extend(defaults.iter().filter(|default| !spoken_of(default)));
    all.sort_by_key(|closure| (closure.from, closure.to));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    /// Days as published by Chinese and Hong Kong observatories; 1985 and 2034 are those on which
    /// the common shortcuts fail.
    #[test]
    fn new_years_are_those_of_the_almanac() {
        for (year, expected) in [
            (1985, "1985-02-20"),
            (2011, "2011-02-03"),
            (2015, "2015-02-19"),
            (2023, "2023-01-22"),
            (2024, "2024-02-10"),
            (2025, "2025-01-29"),
            (2026, "2026-02-17"),
            (2027, "2027-02-06"),
            (2028, "2028-01-26"),
            (2033, "2033-01-31"),
            (2034, "2034-02-19"),
        ] {
            let found = chinese_new_year(year).map(|day| day.to_string());
            assert_eq!(found.as_deref(), Some(expected));
        }
        assert_eq!(chinese_new_year(0), None);
        assert_eq!(chinese_new_year(i32::MAX), None);
    }

    #[test]
    fn closures_of_a_winter_and_an_autumn() {
        let found = chinese_closures(day("2025-10-07"), day("2026-12-31"));
        let days: Vec<_> = found
            .iter()
            .map(|closure| (closure.from.to_string(), closure.to.to_string()))
            .collect();
        let expected = [
            ("2025-10-01", "2025-10-07"),
            ("2026-02-10", "2026-03-03"),
            ("2026-10-01", "2026-10-07"),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
            .collect();
        assert_eq!(days, expected);
        assert!(chinese_closures(day("2026-12-31"), day("2025-01-01")).is_empty());
        assert!(chinese_closures(Day(i32::MIN), Day(i32::MAX)).len() <= 102);
    }

    #[test]
    fn the_sellers_own_word_stands_in_for_the_default_near_it() {
        let own = Closure {
            from: day("2026-02-01"),
            to: day("2026-02-28"),
        };
        let defaults = chinese_closures(day("2026-01-01"), day("2026-12-31"));
        let all = with_defaults(&[own], &defaults);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0], own);
        assert_eq!(all[1].from, day("2026-10-01"));
        assert_eq!(with_defaults(&[], &defaults), defaults);
    }
}

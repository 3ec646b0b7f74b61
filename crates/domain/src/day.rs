//! A day of the shop's calendar.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day in the shop's own timezone, counted from 1970-01-01; written as `2026-11-24`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// The text is not a day written as `YYYY-MM-DD` between the years 1900 and 2200.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day: {0}")]
pub struct NotADay(pub String);

impl Day {
    /// The earliest day accepted from outside: 1990-01-01. No seller's spreadsheet is older.
    pub const EARLIEST: Day = Day(7_305);
    /// The latest day accepted from outside: 2100-01-01.
    pub const LATEST: Day = Day(47_482);

    /// The day of a year, month (1–12) and day of month, where such a day exists.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day::from_date)
    }

    /// The day of a calendar date.
    #[must_use]
    pub fn from_date(date: NaiveDate) -> Day {
        Day(date.num_days_from_ce() - NaiveDate::default().num_days_from_ce())
    }

    /// The calendar date of this day; days beyond chrono's calendar become its first day.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        let from_ce = self
            .0
            .saturating_add(NaiveDate::default().num_days_from_ce());
        NaiveDate::from_num_days_from_ce_opt(from_ce).unwrap_or_default()
    }

    /// The year this day lies in.
    #[must_use]
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// Days from `earlier` to `self`; negative where `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whether this day lies in the range accepted from files: a date outside it is a misread.
    #[must_use]
    pub fn is_plausible(self) -> bool {
        (Day::EARLIEST..=Day::LATEST).contains(&self)
    }
}

impl Add<i32> for Day {
    type Output = Day;
    fn add(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }
}

impl Sub<i32> for Day {
    type Output = Day;
    fn sub(self, days: i32) -> Day {
        Day(self.0.saturating_sub(days))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date().format("%Y-%m-%d"))
    }
}

impl FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Day, NotADay> {
        NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
            .ok()
            .map(Day::from_date)
            .filter(|day| day.is_plausible())
            .ok_or_else(|| NotADay(text.to_owned()))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_epoch_and_written_as_iso() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
        assert_eq!("2011-09-01".parse(), Ok(Day(15_218)));
        assert_eq!(Day(15_218).to_string(), "2011-09-01");
        assert_eq!((Day(15_218) + 1).to_string(), "2011-09-02");
        assert_eq!(Day::EARLIEST.to_string(), "1990-01-01");
        assert_eq!(Day::LATEST.to_string(), "2100-01-01");
    }

    #[test]
    fn days_beyond_the_calendar_do_not_overflow() {
        assert_eq!(Day(i32::MAX).date(), NaiveDate::default());
        assert_eq!(Day(i32::MIN).date(), NaiveDate::default());
        assert_eq!(Day(i32::MAX).since(Day(i32::MIN)), i32::MAX);
    }

    #[test]
    fn impossible_and_implausible_days_are_refused() {
        for text in ["2011-02-30", "0011-01-01", "2026/11/24", "", "2150-01-01"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}

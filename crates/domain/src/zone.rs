//! The clock a shop's days are told by.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A shop's time zone: moments that say their distance from UTC become days of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShopZone(Rule);

#[derive(Clone, Debug, PartialEq)]
enum Rule {
    /// Minutes east of UTC, the whole year.
    Fixed(i32),
    /// A zone of the IANA time zone database: its offset changes with summer time and with law.
    Named(TimeZone),
}

impl Default for ShopZone {
    fn default() -> ShopZone {
        ShopZone::fixed(0)
    }
}

impl ShopZone {
    /// A zone `minutes` east of UTC the whole year; beyond 14 hours it stays there.
    #[must_use]
    pub fn fixed(minutes: i32) -> ShopZone {
        ShopZone(Rule::Fixed(minutes.clamp(-840, 840)))
    }

    /// The zone of a name of the IANA time zone database (`Europe/Berlin`), in whatever case.
    /// `None` where there is no such zone. The database is part of the program, so that a day does
    /// not depend on the computer.
    #[must_use]
    pub fn named(name: &str) -> Option<ShopZone> {
        TimeZone::get(name)
            .ok()
            .map(|zone| ShopZone(Rule::Named(zone)))
    }

    /// Seconds of the shop's clock since 1970-01-01 00:00 on it, at a moment given in seconds since
    /// then in UTC. A moment thousands of years away is told in UTC.
    #[must_use]
    pub fn local(&self, utc: i64) -> i64 {
        let offset = match &self.0 {
            Rule::Fixed(minutes) => i64::from(*minutes) * 60,
            Rule::Named(zone) => Timestamp::from_second(utc)
                .map_or(0, |moment| i64::from(zone.to_offset(moment).seconds())),
        };
        utc.saturating_add(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::ShopZone;

    const HOUR: i64 = 3_600;

    #[test]
    fn summer_time_moves_the_day_and_a_fixed_zone_keeps_it() {
        // 2024-07-01 22:30 UTC is 00:30 of the next day in Berlin's summer (UTC+2) …
        let summer = 1_719_873_000;
        let berlin = ShopZone::named("Europe/Berlin").unwrap();
        assert_eq!(berlin.local(summer) - summer, 2 * HOUR);
        assert_eq!(berlin.local(summer).div_euclid(86_400), 19_906);
        assert_eq!(ShopZone::fixed(60).local(summer).div_euclid(86_400), 19_905);
        // … and 2024-01-01 22:30 UTC is 23:30 of the same day in its winter (UTC+1).
        let winter = 1_704_148_200;
        assert_eq!(berlin.local(winter) - winter, HOUR);
    }

    #[test]
    fn names_are_those_of_the_database() {
        assert!(ShopZone::named("asia/shanghai").is_some());
        for name in ["", "Berlin", "UTC+8", "../../etc/passwd"] {
            assert_eq!(ShopZone::named(name), None, "{name}");
        }
    }

    #[test]
    fn moments_beyond_the_calendar_do_not_fail() {
        let berlin = ShopZone::named("Europe/Berlin").unwrap();
        assert_eq!(berlin.local(i64::MAX), i64::MAX);
        assert_eq!(ShopZone::fixed(10_000).local(0), 14 * HOUR);
    }
}

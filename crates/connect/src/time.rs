//! Other systems' times in the shop's calendar.

use chrono::{DateTime, NaiveDateTime, Utc};
use domain::{Day, ShopZone};

/// An instant as the shop's calendar has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Day in the shop's timezone.
    pub day: Day,
    /// Second of that day.
    pub second: u32,
    /// The instant itself.
    pub utc: DateTime<Utc>,
}

/// Reads an RFC 3339 instant (`2026-01-02T03:04:05Z`, fractions and offsets allowed), or one without
/// an offset, which is taken as UTC, by the shop's clock. `None` for any other text and for a day no
/// shop can mean.
#[must_use]
pub fn moment(text: &str, zone: &ShopZone) -> Option<Moment> {
    let text = text.trim();
    let utc = DateTime::parse_from_rfc3339(text)
        .map(|at| at.with_timezone(&Utc))
        .ok()
        .or_else(|| {
            let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"];
            formats
                .iter()
                .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
                .map(|at| at.and_utc())
        })?;
    let local = zone.local(utc.timestamp());
    let day = Day(i32::try_from(local.div_euclid(86_400)).ok()?);
    let second = u32::try_from(local.rem_euclid(86_400)).ok()?;
    day.is_plausible().then_some(Moment { day, second, utc })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_falls_on_the_shops_day() {
        let china = ShopZone::fixed(480);
        // 23:30 UTC on the 1st is 07:30 on the 2nd in China.
        let at = moment("2026-01-01T23:30:00Z", &china).expect("an instant");
        assert_eq!(at.day.to_string(), "2026-01-02");
        assert_eq!(at.second, 7 * 3600 + 30 * 60);
        let same = moment("2026-01-02T07:30:00.000+08:00", &china).expect("an instant");
        assert_eq!(at, same);
        assert_eq!(moment("2026-01-01 23:30:00", &china), Some(at));
        assert_eq!(moment("2026-01-01", &china), None);
        assert_eq!(moment("0026-01-01T00:00:00Z", &china), None);
    }
}

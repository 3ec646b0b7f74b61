//! Other systems' times in the shop's calendar.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Timelike, Utc};
use domain::Day;

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
/// an offset, which is taken as UTC. `offset_minutes` is the shop's offset east of UTC. `None` for
/// any other text and for a day no shop can mean.
#[must_use]
pub fn moment(text: &str, offset_minutes: i32) -> Option<Moment> {
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
    let offset = FixedOffset::east_opt(offset_minutes.clamp(-840, 840) * 60)?;
    let local = utc.with_timezone(&offset);
    let day = Day::from_date(local.date_naive());
    day.is_plausible().then(|| Moment {
        day,
        second: local.time().num_seconds_from_midnight(),
        utc,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_falls_on_the_shops_day() {
        // 23:30 UTC on the 1st is 07:30 on the 2nd in China.
        let at = moment("2026-01-01T23:30:00Z", 480).expect("an instant");
        assert_eq!(at.day.to_string(), "2026-01-02");
        assert_eq!(at.second, 7 * 3600 + 30 * 60);
        let same = moment("2026-01-02T07:30:00.000+08:00", 480).expect("an instant");
        assert_eq!(at, same);
        assert_eq!(moment("2026-01-01 23:30:00", 480), Some(at));
        assert_eq!(moment("2026-01-01", 0), None);
        assert_eq!(moment("0026-01-01T00:00:00Z", 0), None);
    }
}

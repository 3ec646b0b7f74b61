//! Weeks, months and spans of days as headers and cells write them.

use domain::{Day, ShopZone};

use super::date::{DateOrder, parse_moment, ymd};
use super::header::half_width;

/// The first day and the length of a stretch of days.
pub type Period = (Day, u32);

/// The Monday of an ISO week that names its year: `2024-W05`, `2024W5`, `W5 2024`, `Week 5, 2024`,
/// `2024年第5周`. `None` for anything else, and for a week that the year does not have.
#[must_use]
pub fn week(text: &str) -> Option<Day> {
    let (numbers, word) = parts(text)?;
    let &[(a, a_digits), (b, b_digits)] = numbers.as_slice() else {
        return None;
    };
    let (year, week) = match (a_digits, b_digits) {
        (4, 1 | 2) => (a, b),
        (1 | 2, 4) => (b, a),
        _ => return None,
    };
    const WORDS: [&str; 12] = [
        "w",
        "wk",
        "week",
        "kw",
        "周",
        "週",
        "第周",
        "第週",
        "年第周",
        "年第週",
        "年周",
        "年週",
    ];
    if !WORDS.contains(&word.as_str()) {
        return None;
    }
    monday(i32::try_from(year).ok()?, week)
}

/// The number of a week that does not name its year: `W05`, `Week 5`, `第5周`, or `5` alone.
#[must_use]
pub fn week_number(text: &str) -> Option<u32> {
    let (numbers, word) = parts(text)?;
    let &[(number, 1 | 2)] = numbers.as_slice() else {
        return None;
    };
    const WORDS: [&str; 9] = ["", "w", "wk", "week", "kw", "周", "週", "第周", "第週"];
    (WORDS.contains(&word.as_str()) && (1..=53).contains(&number)).then_some(number)
}

/// The Monday of a week as ISO 8601 counts them: week 1 holds 4 January.
#[must_use]
pub fn monday(year: i32, week: u32) -> Option<Day> {
    if !(1990..2100).contains(&year) || !(1..=53).contains(&week) {
        return None;
    }
    let fourth = ymd(year, 1, 4)?;
    // 1970-01-01 was a Thursday.
    let first = fourth.0 - (fourth.0 + 3).rem_euclid(7);
    let monday = Day(first + 7 * i32::try_from(week - 1).ok()?);
    // A week belongs to the year of its Thursday.
    (monday.0 + 3 < ymd(year + 1, 1, 1)?.0).then_some(monday)
}

/// Two days with `~`, `至` or a spaced dash between, such as `2024-01-29 ~ 2024-02-04`, of at most
/// a month.
#[must_use]
pub fn span(text: &str, order: DateOrder) -> Option<Period> {
    let text: String = text.chars().map(half_width).collect();
    let between = ["~", "至", " - ", " to ", "–", "—"];
    let (first, last) = between.iter().find_map(|mark| text.split_once(mark))?;
    let day = |text: &str| {
        parse_moment(text.trim(), order, &ShopZone::default()).filter(|m| m.day.is_plausible())
    };
    let (first, last) = (day(first)?.day, day(last)?.day);
    let length = u32::try_from(last.0.checked_sub(first.0)?).ok()? + 1;
    (2..=31).contains(&length).then_some((first, length))
}

/// The numbers of a text with their digits, and its letters without spaces and signs, in lower
/// case. `None` where there are too many of either.
fn parts(text: &str) -> Option<(Vec<(u32, usize)>, String)> {
    if text.chars().count() > 24 {
        return None;
    }
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let mut word = String::new();
    let mut open = false;
    for c in text.chars().map(half_width) {
        match c.to_digit(10) {
            Some(digit) if open => {
                let (number, digits) = numbers.last_mut()?;
                *number = number.checked_mul(10)?.checked_add(digit)?;
                *digits += 1;
            }
            Some(digit) => {
                numbers.push((digit, 1));
            }
            None if c.is_alphabetic() => word.extend(c.to_lowercase()),
            None if matches!(c, ' ' | '-' | '_' | '/' | ',' | '.' | '(' | ')' | '\'') => {}
            None => return None,
        }
        open = c.is_ascii_digit();
    }
    Some((numbers, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        // 2024-01-01 was a Monday; 2026-01-01 a Thursday, so that week 1 began on 2025-12-29, and
        // 2026 has 53 weeks, the last from 2026-12-28.
        for (text, monday) in [
            ("2024-W05", "2024-01-29"),
            ("2024W5", "2024-01-29"),
            ("W5 2024", "2024-01-29"),
            ("Week 5, 2024", "2024-01-29"),
            ("2024年第5周", "2024-01-29"),
            ("２０２４年第０５周", "2024-01-29"),
            ("KW 1/2026", "2025-12-29"),
            ("2026-W53", "2026-12-28"),
        ] {
            assert_eq!(week(text), Some(day(monday)), "{text}");
        }
        for text in [
            "2025-W53",
            "2024-W54",
            "2024-W0",
            "2024-05",
            "W5",
            "Web 5 2024",
            "W5 1024",
        ] {
            assert_eq!(week(text), None, "{text}");
        }
        assert_eq!(week_number("第5周"), Some(5));
        assert_eq!(week_number("W05"), Some(5));
        assert_eq!(week_number("7"), Some(7));
        for text in ["54", "W5 2024", "5天", "007", ""] {
            assert_eq!(week_number(text), None, "{text}");
        }
    }

    #[test]
    fn spans_have_two_days() {
        let week = Some((day("2024-01-29"), 7));
        for text in [
            "2024-01-29~2024-02-04",
            "2024/1/29 - 2024/2/4",
            "2024年1月29日至2024年2月4日",
        ] {
            assert_eq!(span(text, DateOrder::DayFirst), week, "{text}");
        }
        assert_eq!(span("2024-01-29~2024-01-20", DateOrder::DayFirst), None);
        assert_eq!(span("2024-01-29~2025-01-20", DateOrder::DayFirst), None);
        assert_eq!(span("2024-01-29", DateOrder::DayFirst), None);
    }
}

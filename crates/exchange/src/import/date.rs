//! Days and moments as people and systems write them.

use domain::{Day, ShopZone};
use serde::{Deserialize, Serialize};

use super::period::week;

/// What comes first in `03/04/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// A day of the shop and the second of that day (0 where only a day is given).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Second of it, 0–86,399.
    pub second: u32,
}

/// Whether a cell settles the order of day and month of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderEvidence {
    /// The first number is over 12.
    Day,
    /// The second number is over 12.
    Month,
    /// Both could be a month, and they differ.
    Open,
}

/// Reads a date with or without time. A moment with an offset is moved to the shop's zone; one
/// without is the shop's already. `None` where the text is no date; a week of a year is its Monday.
/// The caller checks whether the day is plausible.
#[must_use]
pub fn parse_moment(text: &str, order: DateOrder, zone: &ShopZone) -> Option<Moment> {
    iso(text.as_bytes(), zone)
        .or_else(|| free(text, order, zone))
        .or_else(|| week(text).map(|day| Moment { day, second: 0 }))
}

/// The day of an Excel serial number, counted from 1899-12-30; its fraction is the time.
#[must_use]
pub fn from_serial(serial: f64) -> Option<Moment> {
    // 32,874 is 1990-01-01 and 73,050 is 2099-12-31: other numbers are no dates of a shop.
    if !(32_874.0..73_051.0).contains(&serial) {
        return None;
    }
    let whole = serial.floor();
    let second = ((serial - whole) * 86_400.0).round().min(86_399.0);
    Some(Moment {
        day: Day(whole as i32 - 25_569),
        second: second as u32,
    })
}

/// What a cell such as `03/04/2026` says about its column; `None` for other texts.
#[must_use]
pub fn order_evidence(text: &str) -> Option<OrderEvidence> {
    let mut parts = text.splitn(3, ['/', '.', '-']);
    let first: u32 = small(parts.next()?)?;
    let second: u32 = small(parts.next()?)?;
    let year = parts.next()?;
    if !year.as_bytes().first()?.is_ascii_digit() {
        return None;
    }
    match (first > 12, second > 12) {
        (true, false) => Some(OrderEvidence::Day),
        (false, true) => Some(OrderEvidence::Month),
        (false, false) if first != second => Some(OrderEvidence::Open),
        _ => None,
    }
}

fn small(text: &str) -> Option<u32> {
    let text = text.trim();
    (text.len() <= 2).then(|| text.parse().ok()).flatten()
}

fn two(bytes: &[u8], at: usize) -> Option<u32> {
    match bytes.get(at..at + 2)? {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(u32::from((a - b'0') * 10 + (b - b'0'))),
        _ => None,
    }
}

/// `YYYY-MM-DD[ HH:MM[:SS[.fff]][ ][Z|±HH[:]MM]]`, the bulk of all cells.
fn iso(bytes: &[u8], zone: &ShopZone) -> Option<Moment> {
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = two(bytes, 0)? * 100 + two(bytes, 2)?;
    let day = ymd(year as i32, two(bytes, 5)?, two(bytes, 8)?)?;
    if bytes.len() == 10 {
        return Some(Moment { day, second: 0 });
    }
    if !matches!(bytes[10], b' ' | b'T') || bytes.get(13) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (two(bytes, 11)?, two(bytes, 14)?);
    let mut rest = &bytes[16..];
    let mut second = 0;
    if rest.first() == Some(&b':') {
        second = two(rest, 1)?;
        rest = &rest[3..];
        if matches!(rest.first(), Some(b'.' | b',')) {
            let digits = rest[1..].iter().take_while(|b| b.is_ascii_digit()).count();
            rest = &rest[1 + digits..];
        }
    }
    let of_day = clock(hour, minute, second)?;
    if rest.is_empty() {
        return Some(Moment {
            day,
            second: of_day,
        });
    }
    shift(day, of_day, offset(rest)?, zone)
}

/// Minutes east of UTC of `Z`, `UTC`, `+08:00`, `-0500`, `+8`.
fn offset(bytes: &[u8]) -> Option<i32> {
    let text = std::str::from_utf8(bytes).ok()?.trim();
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(0);
    }
    let text = text
        .strip_prefix("UTC")
        .or_else(|| text.strip_prefix("GMT"))
        .unwrap_or(text);
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let minutes = if digits.len() <= 2 {
        number * 60
    } else {
        number / 100 * 60 + number % 100
    };
    (minutes <= 18 * 60).then_some(sign * minutes)
}

fn clock(hour: u32, minute: u32, second: u32) -> Option<u32> {
    // A leap second is the last second of its minute.
    (hour < 24 && minute < 60 && second <= 60).then(|| hour * 3_600 + minute * 60 + second.min(59))
}

fn shift(day: Day, second: u32, from: i32, to: &ShopZone) -> Option<Moment> {
    let total = to.local(i64::from(day.0) * 86_400 + i64::from(second) - i64::from(from) * 60);
    Some(Moment {
        day: Day(i32::try_from(total.div_euclid(86_400)).ok()?),
        second: u32::try_from(total.rem_euclid(86_400)).ok()?,
    })
}

/// The first day and the length of a month as headers write it: `2025-10`, `2025/10`, `2025年10月`,
/// `Oct 2025`, `October 2025`, `Oct-25`. `None` for anything that names a day too.
#[must_use]
pub fn month(text: &str) -> Option<(Day, u32)> {
    if !(6..=24).contains(&text.len()) {
        return None;
    }
    let text: String = text.chars().map(super::header::half_width).collect();
    let parts: Vec<String> = text
        .split([' ', '-', '/', '.', ',', '年', '月', '份'])
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    let [first, second] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str, digits: &[usize]| -> Option<u32> {
        let sound = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        sound.then(|| part.parse().ok()).flatten()
    };
    let (year, month) = match (number(first, &[4]), number(second, &[1, 2])) {
        (Some(year), Some(month)) => (year, month),
        _ => {
            let year = number(second, &[4]).or_else(|| number(second, &[2]).map(|y| 2000 + y))?;
            (year, named_month(first).or_else(|| number(first, &[1, 2]))?)
        }
    };
    let year = i32::try_from(year).ok()?;
    let day = ymd(year, month, 1).filter(|day| day.is_plausible())?;
    let next = if month == 12 {
        ymd(year + 1, 1, 1)
    } else {
        ymd(year, month + 1, 1)
    }?;
    Some((day, u32::try_from(next.0 - day.0).ok()?))
}

/// The number of a month by its name or the first three letters of it.
fn named_month(lower: &str) -> Option<u32> {
    let found = MONTHS.iter().position(|names| {
        names
            .iter()
            .any(|name| lower == *name || name.get(..3) == Some(lower))
    })?;
    u32::try_from(found + 1).ok()
}

/// Days from the civil calendar without building a date object.
/// Formula: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
pub(super) fn ymd(year: i32, month: u32, day: u32) -> Option<Day> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if day == 0 || day > length {
        return None;
    }
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let month = month as i32;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day as i32 - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(Day(era * 146_097 + day_of_era - 719_468))
}

/// Anything else: numbers and words in the order in which they stand.
fn free(text: &str, order: DateOrder, zone: &ShopZone) -> Option<Moment> {
    if text.len() > 64 {
        return None;
    }
    let text: String = text.chars().map(super::header::half_width).collect();
    let bytes = text.as_bytes();
    let mut numbers: Vec<(u32, usize, u8)> = Vec::with_capacity(6);
    let mut month = None;
    let mut afternoon = None;
    let mut before = b' ';
    let mut said = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_digit() {
            let mut end = at + 1;
            while chars.next_if(|(_, c)| c.is_ascii_digit()).is_some() {
                end += 1;
            }
            // A fraction of a second says nothing about the day.
            if before == b'.' && numbers.len() >= 6 {
                continue;
            }
            numbers.push((text[at..end].parse().ok()?, end - at, before));
            before = b' ';
        } else if c.is_alphabetic() {
            let mut word = c.to_string();
            while let Some((_, next)) = chars.next_if(|(_, n)| n.is_alphabetic()) {
                word.push(next);
            }
            let lower = word.to_lowercase();
            match lower.as_str() {
                "t" | "年" | "月" | "日" | "号" | "时" | "時" | "分" | "秒" | "点" | "at"
                | "of" | "de" | "st" | "nd" | "rd" | "th" | "hs" | "hrs" | "uhr" | "à" | "às" => {
                }
                "am" | "上午" | "凌晨" | "午前" => afternoon = Some(false),
                "pm" | "下午" | "晚上" | "午後" => afternoon = Some(true),
                "日上午" => afternoon = Some(false),
                "日下午" => afternoon = Some(true),
                "z" | "utc" | "gmt" if numbers.len() >= 5 => {
                    said = Some(offset(bytes.get(at..)?)?);
                    break;
                }
                _ if WEEKDAYS.iter().any(|d| lower.starts_with(d)) => {}
                // Names of local clocks: the moment is already the shop's.
                "pst" | "pdt" | "est" | "edt" | "cst" | "cdt" | "mst" | "mdt" | "bst" | "cet"
                | "cest" | "jst" | "ist" | "aest" | "aedt" => {}
                _ if month.is_none() && lower.len() >= 3 => {
                    month = Some(named_month(&lower)?);
                }
                _ => return None,
            }
        } else {
            if matches!(c, '+' | '-') && numbers.len() >= 5 && before == b' ' {
                said = Some(offset(bytes.get(at..)?)?);
                break;
            }
            match c {
                '/' | '-' | '.' | ':' => before = c as u8,
                ' ' | ',' | '(' | ')' | '\u{a0}' => {}
                _ => return None,
            }
        }
    }
    let (day, used) = date_part(&numbers, month, order)?;
    let time: Vec<u32> = numbers[used..].iter().map(|n| n.0).collect();
    let (mut hour, minute, second) = match time.as_slice() {
        [] => (0, 0, 0),
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    match afternoon {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let second = clock(hour, minute, second)?;
    match said {
        Some(said) => shift(day, second, said, zone),
        None => Some(Moment { day, second }),
    }
}

/// The day of the leading numbers, and how many of them it took.
fn date_part(
    numbers: &[(u32, usize, u8)],
    month: Option<u32>,
    order: DateOrder,
) -> Option<(Day, usize)> {
    let year = |(value, digits, _): (u32, usize, u8)| match digits {
        4 => Some(value as i32),
        2 => Some(2000 + value as i32),
        _ => None,
    };
    if let Some(month) = month {
        let (a, b) = (*numbers.first()?, *numbers.get(1)?);
        let day = if a.1 == 4 {
            ymd(year(a)?, month, b.0)
        } else {
            ymd(year(b)?, month, a.0)
        };
        return Some((day?, 2));
    }
    let first = *numbers.first()?;
    if first.1 == 8 {
        let day = ymd(
            (first.0 / 10_000) as i32,
            first.0 / 100 % 100,
            first.0 % 100,
        )?;
        return Some((day, 1));
    }
    let (second, third) = (*numbers.get(1)?, *numbers.get(2)?);
    // `12:30:15` is a time, not a date.
    if second.2 == b':' || third.2 == b':' {
        return None;
    }
    if first.1 == 4 {
        return Some((ymd(first.0 as i32, second.0, third.0)?, 3));
    }
    if first.1 > 2 || second.1 > 2 {
        return None;
    }
    let year = year(third)?;
    let day_first = match (first.0 > 12, second.0 > 12) {
        (true, _) => true,
        (_, true) => false,
        _ => order == DateOrder::DayFirst,
    };
    let day = if day_first {
        ymd(year, second.0, first.0)
    } else {
        ymd(year, first.0, second.0)
    };
    Some((day?, 3))
}

const WEEKDAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "星期", "周", "週",
];

/// Month names; the first three letters of each are read too where they are ASCII.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "janeiro", "gennaio", "januari", "januar", "janvier", "enero",
    ],
    &[
        "february",
        "fevereiro",
        "febbraio",
        "februari",
        "februar",
        "fevrier",
        "febrero",
    ],
    &["march", "março", "märz", "maart", "mars", "marzo"],
    &["april", "aprile", "avril", "abril"],
    &["may", "maio", "maggio", "mei", "mai", "mayo"],
    &["june", "junho", "giugno", "juni", "juin", "junio"],
    &["july", "julho", "luglio", "juli", "juillet", "julio"],
    &["august", "agosto", "août", "augustus"],
    &[
        "september",
        "setembro",
        "settembre",
        "sept",
        "septembre",
        "septiembre",
    ],
    &[
        "october", "outubro", "ottobre", "oktober", "octobre", "octubre",
    ],
    &["november", "novembro", "novembre", "noviembre"],
    &[
        "december",
        "dezembro",
        "dicembre",
        "décembre",
        "dezember",
        "decembre",
        "diciembre",
    ],
];

#[cfg(test)]
mod tests;

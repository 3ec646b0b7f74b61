//! Numbers as people write them: separators, currency words, percent signs, brackets.

use domain::Currency;
use rust_decimal::Decimal;

use super::currency;

/// A number and the currency written inside its cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The number.
    pub value: Decimal,
    /// Currency named by a code, word or symbol in the cell.
    pub currency: Option<Currency>,
    /// Whether a percent sign followed: `value` is already divided by 100.
    pub percent: bool,
}

/// Reads a number. `decimal_comma` says what a lone comma before three digits means: with it
/// `1,299` is 1.299, without it 1299. `None` where the text is no number.
#[must_use]
pub fn parse_amount(text: &str, decimal_comma: bool) -> Option<Amount> {
    if let Some(value) = plain(text.as_bytes(), decimal_comma) {
        return Some(Amount {
            value,
            currency: None,
            percent: false,
        });
    }
    dressed(text, decimal_comma)
}

/// `-?digits[.digits]` of at most 18 digits: nearly every cell, without allocation.
fn plain(bytes: &[u8], decimal_comma: bool) -> Option<Decimal> {
    let (negative, digits) = match bytes.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, bytes),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut mantissa: i64 = 0;
    let mut point = None;
    for (i, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + i64::from(byte - b'0'),
            b'.' if point.is_none() && i > 0 => point = Some(i),
            _ => return None,
        }
    }
    let scale = match point {
        // `1.299` in a column of decimal commas has a dot between thousands.
        Some(_) if decimal_comma => return None,
        Some(at) => digits.len() - at - 1,
        None => 0,
    };
    let scale = u32::try_from(scale).ok()?;
    Some(Decimal::new(
        if negative { -mantissa } else { mantissa },
        scale,
    ))
}

/// Everything else that still is a number.
fn dressed(text: &str, decimal_comma: bool) -> Option<Amount> {
    let mut digits = String::with_capacity(text.len());
    let mut word = String::new();
    let mut word_follows = false;
    let mut negative = false;
    let mut percent = false;
    for c in text.chars().map(super::header::half_width) {
        match c {
            '0'..='9' if word_follows => {
                // `1.5e3` is how databases and Excel write large numbers; `3 x 20` is no number.
                return word
                    .eq_ignore_ascii_case("e")
                    .then(|| scientific(text))
                    .flatten();
            }
            '0'..='9' => digits.push(c),
            '.' if digits.is_empty() && word.is_empty() => digits.push_str("0."),
            '.' | ',' if !digits.is_empty() => digits.push(c),
            // A dot inside a currency word, as in `Rs.`.
            '.' => {}
            '\u{a0}' | '\u{202f}' | '\u{2009}' | ' ' | '\'' | '’' => {}
            '-' | '−' if !negative => negative = true,
            '(' if digits.is_empty() => negative = true,
            ')' if negative => {}
            '+' => {}
            '%' => percent = true,
            c if c.is_alphabetic() || currency::is_symbol(c) => {
                word_follows = word_follows || !digits.is_empty();
                word.push(c);
            }
            _ => return None,
        }
    }
    if digits.is_empty() {
        return None;
    }
    let currency = if word.is_empty() {
        None
    } else {
        Some(currency::parse(&word)?)
    };
    // A minus inside the digits is a date or a range: `12-05-2026`.
    let inner_minus = text
        .trim_matches(|c: char| !c.is_ascii_digit())
        .contains(['-', '−', '+']);
    if inner_minus {
        return None;
    }
    let number = plain_separators(digits.trim_end_matches(['.', ',']), decimal_comma)?;
    let mut value: Decimal = number.parse().ok()?;
    if negative {
        value.set_sign_negative(true);
    }
    if percent {
        value = value.checked_div(Decimal::ONE_HUNDRED)?;
    }
    Some(Amount {
        value,
        currency,
        percent,
    })
}

fn scientific(text: &str) -> Option<Amount> {
    let value = Decimal::from_scientific(text.trim()).ok()?;
    Some(Amount {
        value,
        currency: None,
        percent: false,
    })
}

/// Turns thousands and decimal separators into one point.
fn plain_separators(digits: &str, decimal_comma: bool) -> Option<String> {
    let dots = digits.matches('.').count();
    let commas = digits.matches(',').count();
    let decimal = match (dots, commas) {
        (0, 0) => None,
        // With both, the last one is the decimal separator, and it stands once.
        (_, _) if dots > 0 && commas > 0 => {
            let last = if digits.rfind('.') > digits.rfind(',') {
                '.'
            } else {
                ','
            };
            if digits.matches(last).count() > 1 {
                return None;
            }
            Some(last)
        }
        (1, 0) => {
            let after = digits.len() - digits.find('.')? - 1;
            (!(decimal_comma && after == 3)).then_some('.')
        }
        (0, 1) => {
            let after = digits.len() - digits.find(',')? - 1;
            (decimal_comma || after != 3 || digits.starts_with("0,")).then_some(',')
        }
        // Several of one kind are thousands.
        _ => None,
    };
    Some(
        digits
            .chars()
            .filter_map(|c| match c {
                '.' | ',' => (Some(c) == decimal).then_some('.'),
                c => Some(c),
            })
            .collect(),
    )
}

/// What a cell says about the column's separators: `Some(true)` a decimal comma, `Some(false)` a
/// decimal point, `None` nothing.
#[must_use]
pub fn comma_evidence(text: &str) -> Option<bool> {
    let comma = text.rfind(',');
    let dot = text.rfind('.');
    let digits_after = |at: usize| {
        text[at + 1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count()
    };
    match (comma, dot) {
        (Some(c), Some(d)) => Some(c > d),
        (Some(c), None) if text.matches(',').count() == 1 => match digits_after(c) {
            1 | 2 => Some(true),
            _ => None,
        },
        (None, Some(d)) if text.matches('.').count() == 1 => {
            (digits_after(d) != 3).then_some(false)
        }
        _ => None,
    }
}

/// Why a cell is no count of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotWhole {
    /// No number at all.
    Unreadable,
    /// A number with a fraction.
    Fraction,
    /// Beyond a thousand million.
    TooLarge,
}

/// Largest count of units taken seriously: a thousand million.
pub const MOST_UNITS: i64 = 1_000_000_000;

/// A decimal as a whole number of units.
pub fn whole(value: Decimal) -> Result<i64, NotWhole> {
    use rust_decimal::prelude::ToPrimitive;
    if !value.fract().is_zero() {
        return Err(NotWhole::Fraction);
    }
    match value.to_i64() {
        Some(units) if (-MOST_UNITS..=MOST_UNITS).contains(&units) => Ok(units),
        _ => Err(NotWhole::TooLarge),
    }
}

/// A text as a whole number of units.
pub fn parse_whole(text: &str, decimal_comma: bool) -> Result<i64, NotWhole> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes.split_first() {
        Some((b'-', rest)) => (true, rest),
        _ => (false, bytes),
    };
    if !digits.is_empty() && digits.len() <= 9 && digits.iter().all(u8::is_ascii_digit) {
        let units = digits
            .iter()
            .fold(0_i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        return Ok(if negative { -units } else { units });
    }
    let amount = parse_amount(text, decimal_comma).ok_or(NotWhole::Unreadable)?;
    whole(amount.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, comma: bool) -> Option<(String, Option<String>)> {
        parse_amount(text, comma)
            .map(|a| (a.value.to_string(), a.currency.map(|c| c.code().to_owned())))
    }

    #[test]
    fn separators_and_currency_words_are_taken_off() {
        let cases = [
            ("6.95", false, "6.95", None),
            ("-12", false, "-12", None),
            ("¥1,299.00", false, "1299.00", Some("CNY")),
            ("IQD 120000", false, "120000", Some("IQD")),
            ("1.299,00 €", false, "1299.00", Some("EUR")),
            ("US$12", false, "12", Some("USD")),
            ("1,299", false, "1299", None),
            ("1,299", true, "1.299", None),
            ("1.299", true, "1299", None),
            ("12,5", false, "12.5", None),
            ("1.299.000", false, "1299000", None),
            ("1 299,50", false, "1299.50", None),
            ("1'299.50", false, "1299.50", None),
            ("(12.50)", false, "-12.50", None),
            ("20%", false, "0.20", None),
            ("１２．５元", false, "12.5", Some("CNY")),
            (".5", false, "0.5", None),
            ("1.5E3", false, "1500", None),
        ];
        for (text, comma, value, currency) in cases {
            assert_eq!(
                read(text, comma),
                Some((value.to_owned(), currency.map(str::to_owned))),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "abc",
            "3 x 20",
            "12-05-2026",
            "1,2,3.4.5",
            "USD",
            "12 apples",
            "--5",
        ] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }

    #[test]
    fn units_are_whole_and_bounded() {
        assert_eq!(parse_whole("12", false), Ok(12));
        assert_eq!(parse_whole("-3", false), Ok(-3));
        assert_eq!(parse_whole("12.0", false), Ok(12));
        assert_eq!(parse_whole("1,200", false), Ok(1200));
        assert_eq!(parse_whole("1000000000", false), Ok(MOST_UNITS));
        assert_eq!(parse_whole("1000000001", false), Err(NotWhole::TooLarge));
        assert_eq!(parse_whole("1.5", false), Err(NotWhole::Fraction));
        assert_eq!(parse_whole("two", false), Err(NotWhole::Unreadable));
    }

    #[test]
    fn a_column_shows_its_separator() {
        assert_eq!(comma_evidence("12,50"), Some(true));
        assert_eq!(comma_evidence("1.299,00"), Some(true));
        assert_eq!(comma_evidence("1,299.00"), Some(false));
        assert_eq!(comma_evidence("12.5"), Some(false));
        assert_eq!(comma_evidence("1,299"), None);
        assert_eq!(comma_evidence("1.299"), None);
    }
}

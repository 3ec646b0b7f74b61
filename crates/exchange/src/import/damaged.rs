//! Long numbers that a spreadsheet program has cut short, and the SKUs they may have been.

use std::collections::HashMap;

use domain::Text;

/// Digits that survive in a number of a workbook.
const DOUBLE_DIGITS: usize = 15;

/// What is left of a number: its leading digits and how many it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    digits: String,
    length: usize,
}

impl Damaged {
    /// `1.23E+18`, `6,9E+12`: a number shown in exponents. `1E5` is a code.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Damaged> {
        let at = text.bytes().position(|b| matches!(b, b'E' | b'e'))?;
        let (mantissa, exponent) = (&text[..at], &text[at + 1..]);
        let plus = exponent.starts_with('+');
        let exponent = exponent.trim_start_matches('+');
        let point = mantissa.contains(['.', ',']);
        let first = *mantissa.as_bytes().first()?;
        let plain = mantissa
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
        let exponent: usize = (exponent.len() <= 3)
            .then(|| exponent.parse().ok())
            .flatten()?;
        let sound = first.is_ascii_digit() && plain && mantissa.len() <= 18;
        if !sound || !(plus || point) || exponent < 10 {
            return None;
        }
        let whole = mantissa.find(['.', ',']).unwrap_or(mantissa.len());
        Some(Damaged {
            digits: mantissa.chars().filter(char::is_ascii_digit).collect(),
            length: whole + exponent,
        })
    }

    /// A number of a workbook with more digits than it can hold.
    #[must_use]
    pub fn of_number(number: f64) -> Option<Damaged> {
        let long = number.abs() >= 1e15 || number.fract() != 0.0 && number.abs() >= 1e11;
        if !long || !number.is_finite() || number < 0.0 {
            return None;
        }
        let text = format!("{number:.0}");
        Some(Damaged {
            length: text.len(),
            digits: text.chars().take(DOUBLE_DIGITS).collect(),
        })
    }

    /// Whether a SKU may have been this number: as many digits, and the same ones once rounded.
    fn may_be(&self, sku: &str) -> bool {
        if sku.len() != self.length || !sku.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        let kept = self.digits.len().min(sku.len());
        let (head, tail) = sku.split_at(kept);
        if head == self.digits {
            return true;
        }
        // The last digit shown is rounded up where the rest is half or more.
        tail.bytes().next().is_some_and(|b| b >= b'5')
            && head
                .parse::<u64>()
                .is_ok_and(|value| (value + 1).to_string() == self.digits)
    }
}

/// SKUs of long numbers that are known, for finding damaged ones again.
#[derive(Clone, Debug, Default)]
pub struct KnownSkus {
    by_length: HashMap<usize, Vec<Text>>,
}

impl KnownSkus {
    /// Keeps those of eleven digits and more; shorter ones are never damaged.
    #[must_use]
    pub fn new(skus: impl IntoIterator<Item = Text>) -> KnownSkus {
        let mut by_length: HashMap<usize, Vec<Text>> = HashMap::new();
        for sku in skus {
            if sku.len() > 10 && sku.bytes().all(|b| b.is_ascii_digit()) {
                by_length.entry(sku.len()).or_default().push(sku);
            }
        }
        KnownSkus { by_length }
    }

    /// The SKU that a damaged number must have been; `None` where none or several fit.
    #[must_use]
    pub fn find(&self, damaged: &Damaged) -> Option<&Text> {
        let same = self.by_length.get(&damaged.length)?;
        let mut fitting = same.iter().filter(|sku| damaged.may_be(sku));
        let first = fitting.next()?;
        fitting.all(|other| other == first).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_shown_in_exponents_are_damaged() {
        for text in ["1.23E+18", "1E+18", "6,9E+12", "1.5e12"] {
            assert!(Damaged::of_text(text).is_some(), "{text}");
        }
        for text in [
            "1E5",
            "007",
            "12E10",
            "E10",
            "AB1.2E+18",
            "1.5E+3",
            "1234567890123456789",
        ] {
            assert!(Damaged::of_text(text).is_none(), "{text}");
        }
        assert!(Damaged::of_number(123_456_789_012_345.0).is_none());
        assert!(Damaged::of_number(1e18).is_some());
    }

    #[test]
    fn a_damaged_number_is_found_where_one_sku_fits() {
        let known = KnownSkus::new(
            [
                "1234567890123456789",
                "1234967890123456789",
                "1230000000000000001",
                "ABC",
            ]
            .map(Text::from),
        );
        let find = |text: &str| {
            Damaged::of_text(text)
                .and_then(|d| known.find(&d).cloned())
                .map(|sku| sku.to_string())
        };
        // 1.23457 is 1.234567… rounded; 1.23 could be the first or the third.
        assert_eq!(find("1.23457E+18").as_deref(), Some("1234567890123456789"));
        assert_eq!(find("1.23E+18"), None);
        assert_eq!(find("1.23457E+17"), None);
        assert_eq!(find("9.9E+18"), None);
        let number = Damaged::of_number(1_234_967_890_123_456_789_u64 as f64).expect("long");
        assert_eq!(
            known.find(&number).map(|s| &**s),
            Some("1234967890123456789")
        );
    }
}

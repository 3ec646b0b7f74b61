//! Header texts: full-width letters, line breaks, units in brackets, and a form to compare by.

use domain::Currency;

use super::date::{DateOrder, month};
use super::period::Period;
use super::role::Role;
use super::{alias, currency, parts, period};

/// The half-width twin of a full-width character; any other character as it is.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '【' => '[',
        '】' => ']',
        c => c,
    }
}

/// A header as compared: letters and digits only, half-width, lower case.
#[must_use]
pub fn compact(header: &str) -> String {
    header
        .chars()
        .map(half_width)
        .filter(|c| c.is_alphanumeric() || *c == '%' || *c == '#')
        .flat_map(char::to_lowercase)
        .collect()
}

/// A header taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// As written, line breaks turned into spaces.
    pub text: String,
    /// Whole header in the compared form.
    pub full: String,
    /// The same without what stands in brackets: `箱长(cm)` gives `箱长`.
    pub bare: String,
    /// Currency named in the header: `Price (EUR)`, `单价（元）`.
    pub currency: Option<Currency>,
    /// What its words tell where it is no known name; found for the headers of a sheet only.
    pub hint: Option<Role>,
    /// The year that stands above the table.
    pub year: Option<i32>,
}

impl Header {
    /// Takes a header apart.
    #[must_use]
    pub fn new(raw: &str) -> Header {
        let text = raw
            .trim_start_matches('\u{feff}')
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let mut bare = String::new();
        let mut inside = String::new();
        let mut depth = 0_u32;
        for c in text.chars().map(half_width) {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                c if depth > 0 => inside.push(c),
                c => bare.push(c),
            }
        }
        let last = text.split([' ', '_', '-']).next_back().unwrap_or_default();
        let named = currency::parse(&inside).or_else(|| {
            // `price_usd` names it too, but a column of currencies is no unit.
            (last.len() == 3 && last.len() < text.len())
                .then(|| currency::parse(last))
                .flatten()
        });
        Header {
            full: compact(&text),
            bare: compact(&bare),
            currency: named,
            text,
            hint: None,
            year: None,
        }
    }

    /// The stretch of days that the header names: a week, a month, or the days from one to another.
    #[must_use]
    pub fn period(&self, order: DateOrder) -> Option<Period> {
        let week = period::week(&self.text).or_else(|| {
            // A bare number is no week: it needs a word beside it.
            let named = self.text.bytes().any(|b| !b.is_ascii_digit());
            let number = period::week_number(&self.text).filter(|_| named)?;
            period::monday(self.year?, number)
        });
        week.map(|monday| (monday, 7))
            .or_else(|| month(&self.text))
            .or_else(|| period::span(&self.text, order))
    }

    /// The header with what its words tell, where it is no known name.
    #[must_use]
    pub fn hinted(mut self) -> Header {
        if alias::roles(&self).is_empty() {
            self.hint = parts::role(&self);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_brackets_and_full_width_letters_do_not_matter() {
        let header = Header::new("\u{feff}*ＳＫＵ\n（必填）");
        assert_eq!(header.bare, "sku");
        assert_eq!(header.full, "sku必填");
        assert_eq!(Header::new("箱长(cm)").bare, "箱长");
        assert_eq!(Header::new("amazon-order-id").full, "amazonorderid");
        assert_eq!(
            Header::new("单价（元）").currency.map(|c| c.to_string()),
            Some("CNY".to_owned())
        );
        assert_eq!(Header::new("Currency").currency, None);
    }
}

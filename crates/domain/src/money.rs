//! Money as whole minor units of a currency.

use std::fmt;
use std::str::FromStr;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An ISO 4217 code such as `USD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The text is not three letters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a currency code: {0}")]
pub struct NotACurrency(pub String);

impl Currency {
    /// United States dollar, the base currency of a new workspace.
    pub const USD: Currency = Currency(*b"USD");
    /// Chinese yuan.
    pub const CNY: Currency = Currency(*b"CNY");

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits after the decimal point (ISO 4217): none for JPY, three for KWD, two for most.
    #[must_use]
    pub fn exponent(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = NotACurrency;
    /// Reads three letters in either case; `RMB` is the everyday name of `CNY`.
    fn from_str(text: &str) -> Result<Currency, NotACurrency> {
        let refused = || NotACurrency(text.to_owned());
        let trimmed = text.trim();
        let bytes: [u8; 3] = trimmed.as_bytes().try_into().map_err(|_| refused())?;
        if !bytes.iter().all(u8::is_ascii_alphabetic) {
            return Err(refused());
        }
        let upper = bytes.map(|b| b.to_ascii_uppercase());
        Ok(Currency(if &upper == b"RMB" { *b"CNY" } else { upper }))
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount of one currency in its minor units: 12.34 USD is `minor` 1234.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Whole minor units; negative for what is owed back.
    pub minor: i64,
    /// What the amount is in.
    pub currency: Currency,
}

impl Money {
    /// Rounds a decimal amount to the currency's minor unit, halves away from zero.
    /// `None` where the amount does not fit 64 bits.
    #[must_use]
    pub fn from_decimal(amount: Decimal, currency: Currency) -> Option<Money> {
        let scale = Decimal::from(10_i64.pow(currency.exponent()));
        let minor = amount
            .checked_mul(scale)?
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .to_i64()?;
        Some(Money { minor, currency })
    }

    /// The amount as a decimal with the currency's digits: `12.34`, `1500` for JPY.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.exponent())
    }
}

impl fmt::Display for Money {
    /// The decimal alone, `12.34`: the currency stands beside it, never inside it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_decimal())
    }
}

/// What one unit costs. Exact, since a unit may cost a fraction of a minor unit (0.335 USD); an
/// amount is rounded once, after multiplying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnitPrice {
    /// The price in whole units of the currency, as it was quoted.
    pub price: Decimal,
    /// What the price is in.
    pub currency: Currency,
}

impl UnitPrice {
    /// The amount of `quantity` units, rounded to the minor unit. `None` where it does not fit.
    #[must_use]
    pub fn times(self, quantity: i64) -> Option<Money> {
        Money::from_decimal(
            self.price.checked_mul(Decimal::from(quantity))?,
            self.currency,
        )
    }

    /// Digits after the point that are written: the currency's, or as many as the price needs.
    #[must_use]
    pub fn digits(self) -> u32 {
        self.price.normalize().scale().max(self.currency.exponent())
    }
}

impl From<Money> for UnitPrice {
    fn from(money: Money) -> UnitPrice {
        UnitPrice {
            price: money.to_decimal(),
            currency: money.currency,
        }
    }
}

impl fmt::Display for UnitPrice {
    /// The decimal alone, with at least the currency's digits: `0.335`, `4.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut price = self.price.normalize();
        price.rescale(self.digits());
        write!(f, "{price}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_follow_the_currency() {
        let amount = Decimal::new(1_234_567, 3);
        let of = |code: &str| {
            Money::from_decimal(amount, code.parse().expect("a code")).expect("it fits")
        };
        assert_eq!(of("USD").minor, 123_457);
        assert_eq!(of("JPY").minor, 1_235);
        assert_eq!(of("KWD").minor, 1_234_567);
        assert_eq!(of("JPY").to_string(), "1235");
        assert_eq!(of("usd").to_string(), "1234.57");
        assert_eq!("rmb".parse(), Ok(Currency::CNY));
    }

    #[test]
    fn a_unit_price_is_rounded_once_a_line() {
        let price = UnitPrice {
            price: Decimal::new(335, 3),
            currency: Currency::USD,
        };
        // 0.335 × 100 = 33.50; rounded first it would be 34.00 or 33.00.
        assert_eq!(price.times(100).map(|m| m.minor), Some(3_350));
        assert_eq!(price.times(1).map(|m| m.minor), Some(34));
        assert_eq!(price.to_string(), "0.335");
        let whole = UnitPrice {
            price: Decimal::from(4),
            currency: Currency::USD,
        };
        assert_eq!(whole.to_string(), "4.00");
        let large = UnitPrice {
            price: Decimal::MAX,
            currency: Currency::USD,
        };
        assert_eq!(large.times(2), None);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "US", "DOLLAR", "12$", "人民币"] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }
}

//! Currencies as people write them: codes, symbols and words.

use domain::Currency;

/// Symbols and words beside the ISO code they mean. `¥` is taken for yuan: the shops this product
/// is made for keep their books in it, and a yen sheet names its currency in a column.
const WORDS: &[(&str, &str)] = &[
    ("$", "USD"),
    ("us$", "USD"),
    ("usd$", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("cn¥", "CNY"),
    ("元", "CNY"),
    ("人民币", "CNY"),
    ("块", "CNY"),
    // The yen sign of Shift JIS stands where other encodings have the backslash.
    ("\\", "JPY"),
    ("円", "JPY"),
    ("日元", "JPY"),
    ("jp¥", "JPY"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("欧元", "EUR"),
    ("£", "GBP"),
    ("英镑", "GBP"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("澳元", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("加元", "CAD"),
    ("hk$", "HKD"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("nt$", "TWD"),
    ("新台币", "TWD"),
    ("s$", "SGD"),
    ("新加坡元", "SGD"),
    ("nz$", "NZD"),
    ("r$", "BRL"),
    ("mx$", "MXN"),
    ("₹", "INR"),
    ("rs", "INR"),
    ("卢比", "INR"),
    ("₩", "KRW"),
    ("韩元", "KRW"),
    ("₽", "RUB"),
    ("卢布", "RUB"),
    ("₫", "VND"),
    ("฿", "THB"),
    ("泰铢", "THB"),
    ("₱", "PHP"),
    ("₺", "TRY"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("chf", "CHF"),
    ("rm", "MYR"),
    ("rp", "IDR"),
    ("د.ع", "IQD"),
];

/// Codes in circulation that shops meet; three other letters inside a number are not a currency.
const CODES: &[&str] = &[
    "AED", "ARS", "AUD", "BDT", "BGN", "BHD", "BND", "BRL", "CAD", "CHF", "CLP", "CNY", "COP",
    "CRC", "CZK", "DKK", "DOP", "DZD", "EGP", "ETB", "EUR", "GBP", "GEL", "GHS", "GTQ", "HKD",
    "HRK", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JOD", "JPY", "KES", "KHR", "KRW",
    "KWD", "KZT", "LAK", "LBP", "LKR", "LYD", "MAD", "MMK", "MNT", "MOP", "MUR", "MXN", "MYR",
    "NGN", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PHP", "PKR", "PLN", "PYG", "QAR", "RMB",
    "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "TZS", "UAH", "UGX",
    "USD", "UYU", "UZS", "VND", "XAF", "XOF", "YER", "ZAR", "ZMW",
];

/// Whether a character is a currency sign.
#[must_use]
pub fn is_symbol(c: char) -> bool {
    matches!(
        c,
        '$' | '\\'
            | '¥'
            | '￥'
            | '€'
            | '£'
            | '₹'
            | '₩'
            | '₽'
            | '₫'
            | '฿'
            | '₱'
            | '₺'
            | '₪'
            | '₴'
    )
}

/// The currency of a code, symbol or word; `None` for any other text.
#[must_use]
pub fn parse(text: &str) -> Option<Currency> {
    let text = text.trim();
    if text.len() == 3 && text.is_ascii() {
        let upper = text.to_ascii_uppercase();
        if CODES.contains(&upper.as_str()) {
            return upper.parse().ok();
        }
    }
    let lower: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .flat_map(char::to_lowercase)
        .collect();
    WORDS
        .iter()
        .find(|(word, _)| *word == lower)
        .and_then(|(_, code)| code.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_symbols_and_words_are_read() {
        for (text, code) in [
            ("usd", "USD"),
            ("RMB", "CNY"),
            ("人民币", "CNY"),
            ("US$", "USD"),
            ("€", "EUR"),
            ("HK$", "HKD"),
        ] {
            assert_eq!(parse(text).map(|c| c.to_string()).as_deref(), Some(code));
        }
        assert_eq!(parse("pcs"), None);
        assert_eq!(parse(""), None);
    }
}

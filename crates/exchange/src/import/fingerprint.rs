//! One word for a row of headers, by which a corrected mapping is found again.

use domain::ShopZone;

use super::date::{DateOrder, month, parse_moment};
use super::header::Header;

/// FNV-1a over the compared forms of the headers (offset basis and prime: Fowler, Noll, Vo).
/// Headers that are days count as one: next month's export has other days and the same meaning.
#[must_use]
pub fn fingerprint(headers: &[Header]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut days = false;
    for header in headers.iter().filter(|h| !h.full.is_empty()) {
        let is_day = header.text.len() >= 6
            && (month(&header.text).is_some()
                || parse_moment(&header.text, DateOrder::DayFirst, &ShopZone::default())
                    .is_some_and(|m| m.day.is_plausible()));
        if is_day && std::mem::replace(&mut days, true) {
            continue;
        }
        let name = if is_day { "\u{1}day" } else { &header.full };
        for byte in name.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headers: &[&str]) -> String {
        fingerprint(&headers.iter().map(|h| Header::new(h)).collect::<Vec<_>>())
    }

    #[test]
    fn case_and_days_do_not_matter_and_names_do() {
        assert_eq!(of(&["SKU", "On Hand"]), of(&["sku", "on_hand", ""]));
        assert_eq!(
            of(&["sku", "2026-08-01", "2026-08-02"]),
            of(&["sku", "2026-09-01", "2026-09-02", "2026-09-03"])
        );
        assert_ne!(of(&["sku", "on hand"]), of(&["sku", "stock"]));
        assert_ne!(of(&["sku", "2026-08-01"]), of(&["sku"]));
    }
}

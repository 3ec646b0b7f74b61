//! Article numbers: what is printed as a barcode, and what an RFID tag carries of it.
//!
//! GS1 General Specifications, section 7.9 (check digit), and GS1 EPC Tag Data Standard 1.13,
//! sections 6.3.1 (SGTIN), 7.1 (SGTIN and GTIN), 14.6.1 (SGTIN-96) with partition table 14-2.

/// What an RFID tag said.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sgtin {
    /// The article, 14 digits.
    pub gtin: String,
    /// Number of this one piece of it, below 2³⁸.
    pub serial: u64,
}

/// Bits of the company prefix, its digits, and bits of indicator and item reference, by partition
/// value; digits of prefix and reference are 13 together.
const PARTITIONS: [(u32, usize, u32); 7] = [
    (40, 12, 4),
    (37, 11, 7),
    (34, 10, 10),
    (30, 9, 14),
    (27, 8, 17),
    (24, 7, 20),
    (20, 6, 24),
];

/// First eight bits of an SGTIN-96.
const HEADER: u128 = 0x30;

/// A GTIN of 8, 12, 13 or 14 digits as its 14; `None` where it is none or its check digit is wrong.
#[must_use]
pub fn gtin14(code: &str) -> Option<String> {
    let code = code.trim();
    let is_gtin =
        matches!(code.len(), 8 | 12 | 13 | 14) && code.bytes().all(|b| b.is_ascii_digit());
    if !is_gtin {
        return None;
    }
    let padded = format!("{code:0>14}");
    let (body, check) = padded.split_at(13);
    (check_digit(body) == check.bytes().next()).then_some(padded)
}

/// The digit that follows `body`: digits weigh 3 and 1 in turn from the right, the check digit
/// brings their sum to a full ten.
fn check_digit(body: &str) -> Option<u8> {
    let sum: u32 = body
        .bytes()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    let digit = (10 - sum % 10) % 10;
    u8::try_from(digit).ok().map(|digit| b'0' + digit)
}

/// Reads an RFID tag: 24 hexadecimal digits of an SGTIN-96, `urn:epc:id:sgtin:…` or
/// `urn:epc:tag:sgtin-96:…`. `None` where it is none of these, a field is out of its range, or the
/// serial number is no whole number.
#[must_use]
pub fn sgtin(code: &str) -> Option<Sgtin> {
    let code = code.trim();
    if let Some(rest) = strip(code, "urn:epc:id:sgtin:") {
        return of_uri(rest);
    }
    if let Some(rest) = strip(code, "urn:epc:tag:sgtin-96:") {
        let (filter, rest) = rest.split_once('.')?;
        return filter
            .parse::<u8>()
            .ok()
            .filter(|f| *f < 8)
            .and_then(|_| of_uri(rest));
    }
    // Readers write the digits in groups, or with a mark before them.
    let hex: String = strip(code, "0x")
        .unwrap_or(code)
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .collect();
    (hex.len() == 24 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
        .then(|| u128::from_str_radix(&hex, 16).ok())?
        .and_then(of_bits)
}

fn strip<'a>(code: &'a str, prefix: &str) -> Option<&'a str> {
    let head = code.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| &code[prefix.len()..])
}

fn of_bits(bits: u128) -> Option<Sgtin> {
    if bits >> 88 != HEADER {
        return None;
    }
    let field = |low: u32, width: u32| u64::try_from((bits >> low) & ((1_u128 << width) - 1)).ok();
    let partition = usize::try_from(field(82, 3)?).ok()?;
    let (prefix_bits, prefix_digits, item_bits) = *PARTITIONS.get(partition)?;
    let prefix = field(82 - prefix_bits, prefix_bits)?.to_string();
    let item = field(38, item_bits)?.to_string();
    if prefix.len() > prefix_digits || item.len() > 13 - prefix_digits {
        return None;
    }
    let item_digits = 13 - prefix_digits;
    joined(
        &format!("{prefix:0>prefix_digits$}"),
        &format!("{item:0>item_digits$}"),
        field(0, 38)?,
    )
}

/// `CompanyPrefix.IndicatorAndItemReference.Serial`.
fn of_uri(text: &str) -> Option<Sgtin> {
    let (prefix, rest) = text.split_once('.')?;
    let (item, serial) = rest.split_once('.')?;
    let fits = (6..=12).contains(&prefix.len()) && prefix.len() + item.len() == 13;
    let whole = serial == "0" || !serial.starts_with('0');
    let serial: u64 = serial.parse().ok().filter(|n| *n < 1 << 38 && whole)?;
    fits.then(|| joined(prefix, item, serial))?
}

/// The indicator is the first digit of the item reference and goes before the prefix.
fn joined(prefix: &str, item: &str, serial: u64) -> Option<Sgtin> {
    if !prefix
        .bytes()
        .chain(item.bytes())
        .all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let (indicator, reference) = item.split_at(1);
    let body = format!("{indicator}{prefix}{reference}");
    let check = char::from(check_digit(&body)?);
    let gtin = format!("{body}{check}");
    Some(Sgtin { gtin, serial })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &str) -> Option<(String, u64)> {
        sgtin(code).map(|tag| (tag.gtin, tag.serial))
    }
    fn is(gtin: &str, serial: u64) -> Option<(String, u64)> {
        Some((gtin.to_owned(), serial))
    }

    /// The standard's own example of an SGTIN-96 (EPC Tag Data Standard, annex E.3): the element
    /// string (01)80614141123458(21)6789 in all three forms.
    #[test]
    fn the_worked_example_of_the_standard() {
        let tag = is("80614141123458", 6789);
        assert_eq!(read("3074257BF7194E4000001A85"), tag);
        assert_eq!(read("0x3074 257B F719 4E40 0000 1A85"), tag);
        assert_eq!(read("urn:epc:id:sgtin:0614141.812345.6789"), tag);
        assert_eq!(read("urn:epc:tag:sgtin-96:3.0614141.812345.6789"), tag);
    }

    /// Every partition, put together by hand: header 00110000, filter 001, the partition, prefix
    /// 123456… and reference …, serial 12345 = 0x3039. The check digit of 3123456789012 from the
    /// right: 3·(2+0+8+6+4+2+3) + (1+9+7+5+3+1) = 75 + 26 = 101 → 9.
    #[test]
    fn every_partition() {
        for (hex, gtin) in [
            ("302072FA646850C000003039", "31234567890129"),
            ("30245BFB8386A5C000003039", "21234567890139"),
            ("3028499602D21EC000003039", "11234567890231"),
            ("302C75BCD151348000003039", "11234567892341"),
            ("30305E30A70C0E4000003039", "11234567823451"),
            ("30344B5A1C78900000003039", "11234567234561"),
            ("3038789004B5A1C000003039", "11234562345675"),
        ] {
            assert_eq!(read(hex), is(gtin, 12345), "{hex}");
        }
    }

    #[test]
    fn what_is_no_tag_of_an_article() {
        for code in [
            "",
            "3074257BF7194E4000001A8",
            "3174257BF7194E4000001A85",
            // Partition 7 is not in the table.
            "307C257BF7194E4000001A85",
            // Partition 5 with a prefix of 24 ones: 16,777,215 has eight digits, not seven.
            "3077FFFFFC194E4000001A85",
            "urn:epc:id:sgtin:0614141.81234.6789",
            "urn:epc:id:sgtin:0614141.812345.06789",
            "urn:epc:id:sgtin:0614141.812345.274877906944",
            "urn:epc:id:sgtin:061414a.812345.1",
            "urn:epc:tag:sgtin-96:8.0614141.812345.6789",
            "潮潮潮潮潮潮潮潮",
        ] {
            assert_eq!(read(code), None, "{code}");
        }
    }

    /// 400638133393 from the right: 3·(3+3+3+8+6+0) + (9+3+1+3+0+4) = 69 + 20 = 89 → 1.
    /// 036000291452 and 96385074 are a UPC-A and an EAN-8 whose digits add up the same way.
    #[test]
    fn printed_codes_are_one_number() {
        assert_eq!(gtin14("4006381333931").as_deref(), Some("04006381333931"));
        assert_eq!(gtin14(" 036000291452 ").as_deref(), Some("00036000291452"));
        assert_eq!(gtin14("96385074").as_deref(), Some("00000096385074"));
        assert_eq!(gtin14("80614141123458").as_deref(), Some("80614141123458"));
        assert_eq!(gtin14("4006381333932"), None);
        assert_eq!(gtin14("40063813339"), None);
        assert_eq!(gtin14("40063813339３1"), None);
    }
}

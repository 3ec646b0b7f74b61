//! Lines that name no goods: postage, fees, vouchers, samples, corrections.
//!
//! A line is a fee where one of these holds:
//! 1. every group of letters in its SKU is a fee word (`POST`, `ADJUST2`, `GIFT_0001_20`,
//!    `TEST001`, `BANK CHARGES`);
//! 2. its name is made of fee words and the usual words beside them (`DOTCOM POSTAGE`, `Manual`,
//!    `运费`), ends with one (`CRUK Commission`), or starts with a correction (`Adjustment by …`),
//!    and its SKU holds fewer than three digits: goods carry numbers, and a line of real goods
//!    whose name a clerk has typed over stays goods;
//! 3. its name holds a phrase that is never goods (`gift voucher`, `礼品卡`, `补差价`);
//! 4. its SKU is a bare code that does not fit the sheet: nearly all SKUs hold digits, and this one
//!    has at most four letters and none; or nearly all have four characters or more and this one
//!    has at most two.
//!
//! Fees are marked, never dropped.

/// Groups of letters that make a SKU a fee when there are no others.
const SKU_WORDS: &[&str] = &[
    "post",
    "postage",
    "shipping",
    "ship",
    "freight",
    "delivery",
    "carriage",
    "fee",
    "fees",
    "bank",
    "charge",
    "charges",
    "discount",
    "coupon",
    "manual",
    "adjust",
    "adjustment",
    "voucher",
    "gift",
    "giftcard",
    "card",
    "commission",
    "sample",
    "samples",
    "test",
    "tip",
    "tax",
    "vat",
    "deposit",
    "insurance",
    "handling",
    "surcharge",
    "refund",
    "credit",
    "amazonfee",
    "运费",
    "邮费",
];

/// Words that make a name a fee.
const NAME_WORDS: &[&str] = &[
    "postage",
    "shipping",
    "freight",
    "carriage",
    "fee",
    "fees",
    "charge",
    "charges",
    "discount",
    "manual",
    "adjustment",
    "adjust",
    "voucher",
    "commission",
    "samples",
    "sample",
    "surcharge",
    "handling",
    "delivery",
    "insurance",
    "versand",
    "versandkosten",
    "porto",
    "gutschein",
    "rabatt",
    "livraison",
    "envío",
    "gastos",
    "送料",
    "手数料",
    "値引",
    "クーポン",
    "运费",
    "邮费",
    "手续费",
    "服务费",
    "优惠",
    "折扣",
    "样品",
    "补差价",
    "差价",
    "定金",
    "押金",
    "保险费",
];

/// Words that stand beside fee words without making goods of them.
const FILLERS: &[&str] = &[
    "dotcom",
    "amazon",
    "bank",
    "the",
    "and",
    "of",
    "for",
    "cost",
    "costs",
    "extra",
    "standard",
    "express",
    "international",
    "bad",
    "debt",
    "by",
    "service",
    "card",
    "credit",
    "payment",
    "order",
    "de",
    "d",
    "frais",
];

/// Phrases that are never goods.
const PHRASES: &[&str] = &[
    "gift voucher",
    "gift card",
    "e-gift",
    "giftcard",
    "shipping fee",
    "shipping protection",
    "shipping insurance",
    "test product",
    "bank charges",
    "礼品卡",
    "代金券",
    "补差价",
    "运费补",
    "补运费",
    "邮费补",
    "手续费",
    "差价链接",
    "補差",
    "ギフト券",
];

/// How the SKUs of a sheet look: what a code has to fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SkuHabit {
    /// At least 95 % of the sampled SKUs hold a digit.
    pub digits: bool,
    /// At least 95 % of them have four characters or more.
    pub long: bool,
}

impl SkuHabit {
    /// The habit of a sample; with fewer than 20 different SKUs there is none.
    #[must_use]
    pub fn of<'a>(skus: impl Iterator<Item = &'a str>) -> SkuHabit {
        let skus: std::collections::HashSet<&str> = skus.collect();
        if skus.len() < 20 {
            return SkuHabit::default();
        }
        let most = |test: fn(&str) -> bool| {
            skus.iter().filter(|sku| test(sku)).count() * 100 >= skus.len() * 95
        };
        SkuHabit {
            digits: most(|sku| sku.bytes().any(|b| b.is_ascii_digit())),
            long: most(|sku| sku.chars().count() >= 4),
        }
    }
}

/// Whether a line of this SKU and name is a fee; the rule stands at the head of this file.
#[must_use]
pub fn is_fee(sku: &str, name: Option<&str>, habit: SkuHabit) -> bool {
    let digits = sku.bytes().filter(u8::is_ascii_digit).count();
    let length = sku.chars().count();
    let letters = sku.chars().filter(|c| c.is_alphabetic()).count();
    let all_words = letter_groups(sku).all(|group| SKU_WORDS.contains(&group.as_str()));
    // A shop that sells cards may well call one `CARD`.
    if letters > 0 && all_words && !letter_groups(sku).all(|group| group == "card") {
        return true;
    }
    if habit.digits && digits == 0 && letters > 0 && length <= 4 || habit.long && length <= 2 {
        return true;
    }
    name.is_some_and(|name| fee_name(name, digits < 3))
}

fn letter_groups(sku: &str) -> impl Iterator<Item = String> {
    sku.split(|c: char| !c.is_alphabetic())
        .filter(|group| !group.is_empty())
        .map(str::to_lowercase)
}

fn fee_name(name: &str, bare_code: bool) -> bool {
    let name = name.to_lowercase();
    if let Some((phrase, at)) = PHRASES
        .iter()
        .find_map(|p| name.find(p).map(|i| (*p, i + p.len())))
    {
        // `Gift Voucher £20` is money; `Gift card assortment` is a pack of cards.
        let after = name[at..].trim_start_matches('s').trim();
        if !phrase.starts_with("gift")
            || !after.contains(char::is_alphabetic)
            || super::number::parse_amount(after, false).is_some()
        {
            return true;
        }
    }
    if !bare_code {
        return false;
    }
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !w.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    let is_word = |w: &&str| NAME_WORDS.contains(w);
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    let only = words.iter().any(is_word) && words.iter().all(|w| is_word(w) || FILLERS.contains(w));
    only || (words.len() <= 3 && is_word(last)) || matches!(*first, "adjustment" | "adjust")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HABIT: SkuHabit = SkuHabit {
        digits: true,
        long: true,
    };

    #[test]
    fn fee_codes_of_shops_are_fees() {
        for (sku, name) in [
            ("POST", "POSTAGE"),
            ("DOT", "DOTCOM POSTAGE"),
            ("M", "Manual"),
            ("D", "Discount"),
            ("S", "SAMPLES"),
            ("C2", "CARRIAGE"),
            ("BANK CHARGES", "Bank Charges"),
            ("ADJUST", "Adjustment by john on 26/01/2010 16"),
            ("AMAZONFEE", "AMAZON FEE"),
            ("CRUK", "CRUK Commission"),
            ("B", "Adjust bad debt"),
            ("TEST001", "This is a test product."),
            ("GIFT_0001_20", "Dotcomgiftshop Gift Voucher £20.00"),
            ("YF-01", "运费"),
            ("X9", "补差价专用链接"),
        ] {
            assert!(is_fee(sku, Some(name), SkuHabit::default()), "{sku}");
        }
        for sku in ["POST", "PADS", "C3", "GIFT_0001_60"] {
            assert!(is_fee(sku, None, HABIT), "{sku}");
        }
    }

    #[test]
    fn goods_are_goods() {
        for (sku, name) in [
            ("85123A", "WHITE HANGING HEART T-LIGHT HOLDER"),
            ("DCGSSGIRL", "GIRLS PARTY BAG"),
            ("22139", "adjustment"),
            ("GIFT-BOX-RED", "Gift box, red"),
            ("21175", "GIN + TONIC DIET METAL SIGN"),
            ("47591", "MANUAL COFFEE GRINDER"),
            ("20914", "GIFT CARD HOLDER"),
            ("85072", "OCCASIONS GIFT CARD ASSORTMENT"),
            ("POSTER-1", "POST OFFICE POSTER"),
            ("22502", "VICTORIAN CARRIAGE CLOCK"),
        ] {
            assert!(!is_fee(sku, Some(name), HABIT), "{sku}");
        }
    }
}

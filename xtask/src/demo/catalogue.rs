//! The catalogue: category and supplier by the words of the name, cost as a share of the price,
//! packs and cartons by size. All made, from the real price and the real sales.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::shop::Shop;
use super::supply::SUPPLIERS;
use super::{AS_OF, OPENING, draw};

/// A group of goods that cost, weigh and come alike.
struct Category {
    name: &'static str,
    supplier: usize,
    /// Cost as a share of the selling price.
    share: f64,
    /// Litres of carton space a unit takes for each pound of its price, and at least.
    litres_per_pound: f64,
    least_litres: f64,
    /// Kilograms a litre.
    density: f64,
    hs_code: &'static str,
    words: &'static [&'static str],
}

/// In the order in which they are tried: the first of whose words one begins a word of the name.
const CATEGORIES: [Category; 9] = [
    Category {
        name: "Christmas",
        supplier: 1,
        share: 0.27,
        litres_per_pound: 0.45,
        least_litres: 0.15,
        density: 0.22,
        hs_code: "950510",
        words: &[
            "CHRISTMAS",
            "ADVENT",
            "REINDEER",
            "SNOW",
            "SANTA",
            "NOEL",
            "XMAS",
            "ANGEL",
            "WREATH",
        ],
    },
    Category {
        name: "Bags",
        supplier: 5,
        share: 0.30,
        litres_per_pound: 0.40,
        least_litres: 0.20,
        density: 0.25,
        hs_code: "420222",
        words: &["BAG", "PURSE", "SHOPPER", "SUITCASE", "LUGGAGE", "CASE"],
    },
    Category {
        name: "Lighting",
        supplier: 3,
        share: 0.34,
        litres_per_pound: 0.70,
        least_litres: 0.20,
        density: 0.30,
        hs_code: "940550",
        words: &[
            "LIGHT",
            "CANDLE",
            "LANTERN",
            "LAMP",
            "CHANDELIER",
            "INCENSE",
        ],
    },
    Category {
        name: "Ceramics & kitchen",
        supplier: 2,
        share: 0.32,
        litres_per_pound: 0.55,
        least_litres: 0.25,
        density: 0.55,
        hs_code: "691200",
        words: &[
            "MUG", "CUP", "TEA", "PLATE", "BOWL", "CAKE", "JAR", "BOTTLE", "KITCHEN", "DISH",
            "COFFEE", "BAKING", "TRAY", "SPOON", "EGG", "JUG", "APRON", "NAPKIN", "TIN", "RECIPE",
            "OVEN", "LUNCH", "SNACK", "STRAW", "JELLY", "PANTRY", "COLANDER",
        ],
    },
    Category {
        name: "Paper & stationery",
        supplier: 4,
        share: 0.24,
        litres_per_pound: 0.30,
        least_litres: 0.05,
        density: 0.60,
        hs_code: "482010",
        words: &[
            "CARD", "PAPER", "WRAP", "NOTEBOOK", "BOOK", "PENCIL", "STICKER", "TISSUE", "PENS",
            "RIBBON", "TAPE", "STAMP", "CHALK", "MEMO", "DOILEY", "DOILIES", "JOURNAL", "ENVELOPE",
        ],
    },
    Category {
        name: "Children",
        supplier: 6,
        share: 0.28,
        litres_per_pound: 0.60,
        least_litres: 0.20,
        density: 0.25,
        hs_code: "950300",
        words: &[
            "CHILD",
            "TOY",
            "GAME",
            "DOLL",
            "SKITTLE",
            "KIDS",
            "PLAY",
            "JIGSAW",
            "DINOSAUR",
            "SPACEBOY",
            "GIRL",
            "BOY",
            "CIRCUS",
            "PARTY",
            "BALLOON",
            "BABY",
            "TOADSTOOL",
            "RABBIT",
        ],
    },
    Category {
        name: "Jewellery",
        supplier: 1,
        share: 0.22,
        litres_per_pound: 0.06,
        least_litres: 0.04,
        density: 0.50,
        hs_code: "711790",
        words: &[
            "NECKLACE", "BRACELET", "EARRING", "RING", "BEAD", "HAIR", "BROOCH",
        ],
    },
    Category {
        name: "Home decor",
        supplier: 0,
        share: 0.31,
        litres_per_pound: 0.65,
        least_litres: 0.20,
        density: 0.35,
        hs_code: "441490",
        words: &[
            "SIGN",
            "FRAME",
            "CLOCK",
            "HEART",
            "HOOK",
            "DRAWER",
            "CUSHION",
            "HANGER",
            "MIRROR",
            "DOOR",
            "BOX",
            "CABINET",
            "BASKET",
            "HOLDER",
            "HANGING",
            "WALL",
            "DECORATION",
            "BUNTING",
            "MAT",
            "STOOL",
            "SHELF",
            "RUG",
            "THERMOMETER",
            "FELTCRAFT",
            "KNOB",
            "BIRD",
            "VINTAGE",
            "ANTIQUE",
        ],
    },
    Category {
        name: "Gifts",
        supplier: 1,
        share: 0.28,
        litres_per_pound: 0.40,
        least_litres: 0.15,
        density: 0.30,
        hs_code: "392640",
        words: &[""],
    },
];

/// GBP for one unit of a supplier's currency on the morning of the plan, as in
/// `exchange_rates.csv`.
pub fn pounds_for_one(currency: &str) -> f64 {
    if currency == "CNY" { 0.1042 } else { 0.7485 }
}

/// One SKU with everything the catalogue says about it.
pub struct Product {
    /// Stock code.
    pub sku: String,
    /// Name for people.
    pub name: String,
    /// Category.
    pub category: &'static str,
    /// Index into [`SUPPLIERS`].
    pub supplier: usize,
    /// Cost of a unit in hundredths of the supplier's currency.
    pub cost: i64,
    /// Selling price, GBP.
    pub price: Decimal,
    /// Least quantity of an order line: a multiple of the pack.
    pub moq: i64,
    /// Units a carton.
    pub pack: i64,
    /// Carton length, width and height, cm.
    pub carton: [i64; 3],
    /// Gross weight of a full carton in tenths of a kilogram.
    pub weight: i64,
    /// Harmonised System code.
    pub hs_code: &'static str,
    /// Number of the internal-use range 20…, check digit included.
    pub barcode: String,
    /// Days from the opening to the first real sale, for goods that came later.
    pub launched: Option<i32>,
    /// For recent goods: the older SKU of the same category whose price is nearest.
    pub like: Option<String>,
}

/// The catalogue, in the order of the shop's SKUs.
pub fn products(shop: &Shop<'_>) -> Vec<Product> {
    let span = AS_OF.since(OPENING);
    let mut products: Vec<Product> = shop
        .chosen
        .iter()
        .enumerate()
        .map(|(at, chosen)| {
            let mine = || shop.orders.iter().filter(move |order| order.sku == at);
            let first = mine().map(|order| order.day).min().unwrap_or(0);
            let units: i64 = mine()
                .filter(|order| order.quantity <= 200)
                .map(|order| order.quantity)
                .sum();
            let last = mine().map(|order| order.day).max().unwrap_or(0);
            let fortnight = units as f64 / f64::from((last - first).max(56)) * 14.0;
            let price = usual_price(shop, at);
            product(
                &chosen.sku,
                &chosen.name,
                price,
                fortnight,
                (first > 60).then_some(first),
            )
        })
        .collect();
    let known: Vec<(String, &str, Decimal, Option<i32>)> = products
        .iter()
        .map(|p| (p.sku.clone(), p.category, p.price, p.launched))
        .collect();
    for product in &mut products {
        if product
            .launched
            .is_some_and(|launched| span - launched <= 200)
        {
            product.like = known
                .iter()
                .filter(|(_, category, _, launched)| {
                    *category == product.category && launched.is_none()
                })
                .min_by_key(|(sku, _, price, _)| ((*price - product.price).abs(), sku.clone()))
                .map(|(sku, ..)| sku.clone());
        }
    }
    products
}

fn product(
    sku: &str,
    name: &str,
    price: Decimal,
    fortnight: f64,
    launched: Option<i32>,
) -> Product {
    let category = category_of(name);
    let pounds = price.to_f64().unwrap_or(1.0);
    let supplier = category.supplier;
    let share = category.share * (0.9 + 0.2 * draw::unit(&format!("share/{sku}")));
    let cost =
        (pounds * share / pounds_for_one(SUPPLIERS[supplier].currency) * 100.0).round() as i64;
    let wanted: i64 = match pounds {
        p if p >= 5.0 => 6,
        p if p >= 2.0 => 12,
        p if p >= 0.8 => 24,
        _ => 48,
    };
    // A slow seller comes in smaller cartons, else one carton would last for years.
    let pack = [wanted, 24, 12, 6, 4]
        .into_iter()
        .find(|pack| *pack <= wanted && *pack as f64 <= fortnight.max(4.0));
    let pack = pack.unwrap_or(4);
    let packs = (fortnight / pack as f64).round().clamp(1.0, 8.0) as i64;
    let litres =
        (pounds * category.litres_per_pound).max(category.least_litres) * pack as f64 * 1.1;
    Product {
        sku: sku.to_owned(),
        name: title_case(name),
        category: category.name,
        supplier,
        cost: cost.max(1),
        price,
        moq: pack * packs,
        pack,
        carton: carton(litres),
        weight: ((litres * category.density + 0.4) * 10.0).round().max(5.0) as i64,
        hs_code: category.hs_code,
        barcode: barcode(sku),
        launched,
        like: None,
    }
}

fn category_of(name: &str) -> &'static Category {
    let tokens = || name.split(|letter: char| !letter.is_ascii_alphanumeric());
    let has = |category: &&Category| {
        category
            .words
            .iter()
            .any(|word| tokens().any(|token| token.starts_with(word)))
    };
    CATEGORIES
        .iter()
        .find(has)
        .unwrap_or(&CATEGORIES[CATEGORIES.len() - 1])
}

/// The median price of a unit in the last 180 days with sales, of lines of at most 11 units, so
/// that wholesale breaks do not count; of all lines where there is none such.
fn usual_price(shop: &Shop<'_>, sku: usize) -> Decimal {
    let last = shop
        .orders
        .iter()
        .filter(|order| order.sku == sku)
        .map(|order| order.day)
        .max()
        .unwrap_or(0);
    let of = |most: i64| {
        let mut prices: Vec<Decimal> = shop
            .orders
            .iter()
            .filter(|order| order.sku == sku && order.day > last - 180 && order.quantity <= most)
            .map(|order| order.price)
            .collect();
        prices.sort_unstable();
        prices.get(prices.len() / 2).copied()
    };
    of(11).or_else(|| of(i64::MAX)).unwrap_or(Decimal::ONE)
}

/// Length, width and height in whole centimetres of a carton of so many litres, in the
/// proportion 4 : 3 : 2.5.
fn carton(litres: f64) -> [i64; 3] {
    let side = (litres * 1000.0 / 30.0).cbrt();
    [4.0, 3.0, 2.5].map(|part| ((side * part).ceil() as i64).max(10))
}

/// Thirteen digits of the range for use within a company, which no other goods carry.
fn barcode(sku: &str) -> String {
    let body = format!(
        "200{:09}",
        draw::bits(&format!("barcode/{sku}")) % 1_000_000_000
    );
    let sum: u32 = body
        .bytes()
        .enumerate()
        .map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 1 } else { 3 })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn title_case(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(String::from).unwrap_or_default();
        first + &letters.as_str().to_lowercase()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_name_decide_the_category() {
        assert_eq!(category_of("JUMBO BAG RED RETROSPOT").name, "Bags");
        assert_eq!(
            category_of("PAPER CHAIN KIT 50'S CHRISTMAS").name,
            "Christmas"
        );
        assert_eq!(category_of("STRING OF STARS").name, "Gifts");
    }

    #[test]
    fn barcodes_carry_a_valid_check_digit() {
        let code = barcode("85123A");
        let digits: Vec<u32> = code.bytes().map(|b| u32::from(b - b'0')).collect();
        let sum: u32 = digits
            .iter()
            .enumerate()
            .map(|(at, d)| d * if at % 2 == 0 { 1 } else { 3 })
            .sum();
        assert_eq!((digits.len(), sum % 10), (13, 0));
    }

    #[test]
    fn the_minimum_is_whole_packs() {
        for fortnight in [0.1, 5.0, 23.0, 400.0] {
            let made = product(
                "85123A",
                "WHITE HANGING HEART",
                Decimal::new(295, 2),
                fortnight,
                None,
            );
            assert!(made.moq >= made.pack && made.moq % made.pack == 0);
        }
    }
}

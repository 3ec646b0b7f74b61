//! The supply side, all invented: locations, suppliers and how long their goods take.

use domain::Day;

use super::{AS_OF, OPENING, draw};

/// A warehouse.
pub struct Location {
    /// Name, the key.
    pub name: &'static str,
    /// Country it stands in.
    pub country: &'static str,
    /// Countries it serves.
    pub serves: &'static [&'static str],
    /// GBP a cubic metre a month.
    pub storage: &'static str,
}

/// The two warehouses: what the second does not serve, the first does.
pub const LOCATIONS: [Location; 2] = [
    Location {
        name: "UK-Coventry",
        country: "GB",
        serves: &[
            "GB", "JE", "CH", "NO", "IS", "US", "CA", "BM", "BR", "AU", "JP", "KR", "HK", "SG",
            "TH", "AE", "BH", "SA", "IL", "LB", "NG", "ZA",
        ],
        storage: "34.00",
    },
    Location {
        name: "DE-Bremen",
        country: "DE",
        serves: &[
            "DE", "FR", "IE", "NL", "BE", "ES", "PT", "IT", "AT", "SE", "FI", "DK", "PL", "CZ",
            "LT", "GR", "CY", "MT",
        ],
        storage: "29.50",
    },
];

/// Index of the location that serves a country; the first serves whoever is not named.
pub fn location_of(country: &str) -> usize {
    usize::from(LOCATIONS[1].serves.contains(&country))
}

/// A supplier.
pub struct Supplier {
    /// Name, the key.
    pub name: &'static str,
    /// Currency it is paid in.
    pub currency: &'static str,
    /// Days it quotes from order to receipt.
    pub quoted: i32,
    /// Standard deviation of the days it really takes.
    pub spread: f64,
    /// Least money of an order, in its currency; 0 for none.
    pub min_order: u32,
    /// How the goods travel.
    pub transport: &'static str,
    /// Whom to write to; `example.com` is nobody.
    pub contact: &'static str,
}

/// The suppliers. Names and people are invented.
pub const SUPPLIERS: [Supplier; 7] = [
    Supplier {
        name: "宁波海棠家居 Ningbo Haitang Home",
        currency: "USD",
        quoted: 42,
        spread: 5.0,
        min_order: 300,
        transport: "sea",
        contact: "林女士 Ms Lin <lin@haitang.example.com>",
    },
    Supplier {
        name: "义乌禾木礼品 Yiwu Hemu Gifts",
        currency: "CNY",
        quoted: 38,
        spread: 6.0,
        min_order: 1500,
        transport: "sea",
        contact: "陈先生 Mr Chen <chen@hemu.example.com>",
    },
    Supplier {
        name: "景德镇云窑陶瓷 Jingdezhen Yunyao Ceramics",
        currency: "CNY",
        quoted: 48,
        spread: 7.0,
        min_order: 0,
        transport: "sea",
        contact: "吴先生 Mr Wu <wu@yunyao.example.com>",
    },
    Supplier {
        name: "佛山灯语照明 Foshan Dengyu Lighting",
        currency: "USD",
        quoted: 45,
        spread: 4.0,
        min_order: 0,
        transport: "sea",
        contact: "黄女士 Ms Huang <huang@dengyu.example.com>",
    },
    Supplier {
        name: "温州纸鸢文创 Wenzhou Zhiyuan Paper",
        currency: "CNY",
        quoted: 24,
        spread: 3.0,
        min_order: 800,
        transport: "air",
        contact: "金女士 Ms Jin <jin@zhiyuan.example.com>",
    },
    Supplier {
        name: "青岛织禾包袋 Qingdao Zhihe Bags",
        currency: "USD",
        quoted: 33,
        spread: 4.0,
        min_order: 200,
        transport: "rail",
        contact: "孙先生 Mr Sun <sun@zhihe.example.com>",
    },
    Supplier {
        name: "汕头童趣玩具 Shantou Tongqu Toys",
        currency: "CNY",
        quoted: 28,
        spread: 5.0,
        min_order: 0,
        transport: "rail",
        contact: "郑女士 Ms Zheng <zheng@tongqu.example.com>",
    },
];

/// Days between two looks at a supplier's goods.
pub const REVIEW_DAYS: i32 = 14;

/// Last and first working day around Chinese New Year, of which the past two delayed orders.
pub const CLOSURES: [(&str, &str); 3] = [
    ("2025-01-22", "2025-02-08"),
    ("2026-02-09", "2026-02-25"),
    ("2027-01-30", "2027-02-15"),
];

/// Whether a supplier's goods are looked at on a day, counted from the opening.
pub fn is_review(supplier: usize, day: i32) -> bool {
    day >= 0 && day % REVIEW_DAYS == 7 * i32::try_from(supplier % 2).unwrap_or(0)
}

/// The next day on which they are.
pub fn next_review(supplier: usize, day: i32) -> i32 {
    (day + 1..)
        .find(|later| is_review(supplier, *later))
        .unwrap_or(day)
}

/// Day on which an order arrives, counted from the opening like `day`. One shipment a supplier,
/// location and order day: its days are drawn once for all its lines.
pub fn arrival(supplier: usize, location: usize, day: i32) -> i32 {
    let who = &SUPPLIERS[supplier];
    if is_held(supplier, location, day) {
        return AS_OF.since(OPENING) + 9;
    }
    let key = format!("lead/{supplier}/{location}/{day}");
    let usual = f64::from(who.quoted) + 1.0 + who.spread * draw::bell(&key);
    let late = if draw::unit(&format!("late/{key}")) < 0.08 {
        draw::whole(&format!("by/{key}"), 9, 18)
    } else {
        0
    };
    let lead = (usual.round() as i32).max(7)
        + late
        + closure_delay(day)
        + if location == 1 { 2 } else { 0 };
    let arrived = day + lead;
    // Warehouses take deliveries on working days; the opening was a Monday.
    arrived
        + match arrived.rem_euclid(7) {
            5 => 2,
            6 => 1,
            _ => 0,
        }
}

/// Day on which the supplier promises an order to arrive.
pub fn expected(supplier: usize, location: usize, day: i32) -> i32 {
    day + SUPPLIERS[supplier].quoted + if location == 1 { 2 } else { 0 }
}

/// Whether a shipment is the one that hangs in customs on the morning of the plan: overdue.
fn is_held(supplier: usize, location: usize, day: i32) -> bool {
    let due = AS_OF.since(OPENING) - expected(supplier, location, day);
    supplier == 1 && location == 0 && (3..17).contains(&due)
}

/// Whether only half of each line of a shipment came, the rest to follow.
pub fn is_partial(supplier: usize, location: usize, day: i32) -> bool {
    let since = AS_OF.since(OPENING) - arrival(supplier, location, day);
    supplier == 5 && location == 0 && (1..=14).contains(&since)
}

/// Days the spring festival adds to an order given shortly before it or within it.
fn closure_delay(day: i32) -> i32 {
    for (from, to) in CLOSURES {
        if let (Ok(from), Ok(to)) = (from.parse::<Day>(), to.parse::<Day>()) {
            let (from, to) = (from.since(OPENING), to.since(OPENING));
            if (from - 14..=to).contains(&day) {
                return to - day.max(from);
            }
        }
    }
    0
}

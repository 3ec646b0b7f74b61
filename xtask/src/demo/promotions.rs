//! Promotions. The source names none; past ones are read from the real prices (the SKUs whose
//! price in a window lay most below their usual one), planned ones are made.

use domain::Day;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::catalogue::Product;
use super::shop::Shop;
use super::{AS_OF, OPENING, draw};

/// One line of the promotion list.
pub struct Promotion {
    /// Name.
    pub name: &'static str,
    /// First day.
    pub starts_on: &'static str,
    /// Last day.
    pub ends_on: &'static str,
    /// Stock code.
    pub sku: String,
    /// Share taken off, in percent.
    pub percent: u32,
}

const WINDOWS: [(&str, &str, &str); 7] = [
    ("Spring sale 2025", "2025-03-21", "2025-04-06"),
    ("Summer sale 2025", "2025-07-04", "2025-07-20"),
    ("Black Friday 2025", "2025-11-21", "2025-12-01"),
    ("Spring sale 2026", "2026-03-20", "2026-04-05"),
    ("Summer sale 2026", "2026-07-03", "2026-07-19"),
    ("Black Friday 2026", "2026-11-27", "2026-11-30"),
    ("Christmas countdown 2026", "2026-12-04", "2026-12-13"),
];

/// SKUs on the list of one promotion.
const A_WINDOW: usize = 10;

/// The list, by window and stock code.
pub fn promotions(shop: &Shop<'_>, products: &[Product]) -> Vec<Promotion> {
    let mut list = Vec::new();
    for (name, starts_on, ends_on) in WINDOWS {
        let (Ok(from), Ok(to)) = (starts_on.parse::<Day>(), ends_on.parse::<Day>()) else {
            continue;
        };
        let cuts = if from < AS_OF {
            past(shop, products, from.since(OPENING), to.since(OPENING))
        } else {
            planned(shop, products, name)
        };
        list.extend(cuts.into_iter().map(|(sku, percent)| Promotion {
            name,
            starts_on,
            ends_on,
            sku: products[sku].sku.clone(),
            percent,
        }));
    }
    list
}

/// The SKUs whose mean real price of small lines in the window lay at least 5 % below that of the
/// 90 days before, the deepest cuts first.
fn past(shop: &Shop<'_>, products: &[Product], from: i32, to: i32) -> Vec<(usize, u32)> {
    let mean = |sku: usize, from: i32, to: i32| {
        let prices: Vec<Decimal> = shop
            .orders
            .iter()
            .filter(|order| {
                order.sku == sku && (from..=to).contains(&order.day) && order.quantity <= 11
            })
            .map(|order| order.price)
            .collect();
        let sum: Decimal = prices.iter().sum();
        (prices.len() >= 5).then(|| sum.to_f64().unwrap_or(0.0) / prices.len() as f64)
    };
    let mut cuts: Vec<(usize, u32)> = (0..products.len())
        .filter_map(|sku| {
            let (usual, then) = (mean(sku, from - 90, from - 1)?, mean(sku, from, to)?);
            let percent = ((1.0 - then / usual) * 100.0).round();
            (percent >= 5.0).then_some((sku, percent.min(70.0) as u32))
        })
        .collect();
    cuts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    cuts.truncate(A_WINDOW);
    cuts.sort_unstable();
    cuts
}

/// SKUs sold in the last four weeks, drawn by the seed.
fn planned(shop: &Shop<'_>, products: &[Product], name: &str) -> Vec<(usize, u32)> {
    let since = AS_OF.since(OPENING) - 28;
    let mut alive: Vec<usize> = (0..products.len())
        .filter(|sku| {
            shop.orders
                .iter()
                .any(|order| order.sku == *sku && order.day >= since)
        })
        .collect();
    alive.sort_by_key(|sku| draw::bits(&format!("promotion/{name}/{}", products[*sku].sku)));
    alive.truncate(A_WINDOW);
    alive.sort_unstable();
    let percent =
        |sku: usize| 10 + 5 * draw::whole(&format!("cut/{name}/{sku}"), 0, 3).unsigned_abs();
    alive.into_iter().map(|sku| (sku, percent(sku))).collect()
}

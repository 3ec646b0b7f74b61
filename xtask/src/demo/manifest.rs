//! The manifest: what the demo shop holds, which part is real and which is made.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Value, json};

use super::catalogue::Product;
use super::shop::Shop;
use super::simulate::{Fate, Run};
use super::supply::{LOCATIONS, SUPPLIERS};
use super::write::FILES;
use super::{AS_OF, OPENING, SEED, SHIFT_WEEKS};

/// `manifest.json`: counts, files in their order, source, licence and rule.
pub fn manifest(
    shop: &Shop<'_>,
    products: &[Product],
    run: &Run,
    numbers: &HashMap<(i32, usize, usize), String>,
) -> Value {
    let mut characters: BTreeMap<&str, usize> = BTreeMap::new();
    for chosen in shop.chosen {
        *characters.entry(chosen.character.word()).or_default() += 1;
    }
    let countries: HashSet<&str> = shop
        .orders
        .iter()
        .map(|order| order.country)
        .filter(|code| !code.is_empty())
        .collect();
    let mornings: u32 = run.shelves.iter().map(|shelf| shelf.mornings).sum();
    let empty: u32 = run.shelves.iter().map(|shelf| shelf.empty_mornings).sum();
    let span = AS_OF.since(OPENING);
    let open: HashSet<(i32, usize, usize)> = run
        .purchases
        .iter()
        .filter(|line| line.arrives >= span || line.arriving < line.quantity)
        .map(|line| (line.day, line.supplier, line.location))
        .collect();
    json!({
        "as_of": AS_OF.to_string(),
        "opened_on": OPENING.to_string(),
        "base_currency": "GBP",
        "timezone": "Europe/London",
        "skus": products.len(),
        "orders": shop.order_count(),
        "order_lines": shop.orders.len(),
        "units": shop.orders.iter().map(|order| order.quantity).sum::<i64>(),
        "open_order_lines": run.fates.iter().filter(|fate| **fate == Fate::Open).count(),
        "cancelled_lines": run.fates.iter().filter(|fate| **fate == Fate::Cancelled).count(),
        "returns": run.returns.len(),
        "countries": countries.len(),
        "locations": LOCATIONS.len(),
        "suppliers": SUPPLIERS.len(),
        "purchase_orders": numbers.len(),
        "open_purchase_orders": open.len(),
        "empty_share_of_mornings": format!("{:.4}", f64::from(empty) / f64::from(mornings.max(1))),
        "files": FILES,
        "real": {
            "what": "order numbers, times of day, SKUs, names, quantities, prices, countries and cancellations",
            "source": "Online Retail II, Chen, D. (2019), UCI Machine Learning Repository, https://doi.org/10.24432/C5CG6D",
            "licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
            "changes": [
                format!("dates moved by {SHIFT_WEEKS} weeks; lines that fall on {AS_OF} or later left out"),
                "SKUs chosen by character, within a character by the seed".to_owned(),
                "customer numbers replaced by keyed hashes, countries written as ISO 3166 codes (Channel Islands as JE, what is no country left empty)".to_owned(),
                format!("{} cancellations without an earlier line and {} stock corrections of the source left out", shop.unmatched, shop.corrections),
            ],
            "characters": characters,
        },
        "made": {
            "what": "suppliers, costs, packs, cartons, barcodes, warehouses, purchase orders, shipping days, whether a return can be sold again, stock, exchange rates and promotion windows",
            "rule": "xtask/src/demo: a seeded days-of-cover habit lived through day by day around the real sales",
            "exchange_rates": "examples: a seeded walk, not the market's rates; 1 unit of the currency = rate GBP",
            "seed": SEED,
        },
    })
}

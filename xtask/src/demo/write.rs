//! Writes the files as a seller would have them, in the app's own templates.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use flate2::{Compression, GzBuilder};

use super::catalogue::{Product, pounds_for_one};
use super::manifest::manifest;
use super::promotions::Promotion;
use super::shop::Shop;
use super::simulate::{Fate, Purchase, Run};
use super::supply::{self, CLOSURES, LOCATIONS, SUPPLIERS};
use super::{AS_OF, OPENING, draw};
use crate::Outcome;

/// The files in the order in which a workspace reads them: who and where first, then the opening,
/// then what moved it, then the count.
pub const FILES: [&str; 10] = [
    "suppliers.csv",
    "locations.csv",
    "products.csv",
    "exchange_rates.csv",
    "opening_stock.csv",
    "purchase_orders.csv",
    "orders.csv.gz",
    "returns.csv",
    "stock.csv",
    "promotions.csv",
];

/// Writes every file of the demo shop and its manifest.
pub fn write(
    target: &Path,
    shop: &Shop<'_>,
    products: &[Product],
    run: &Run,
    promotions: &[Promotion],
) -> Outcome<()> {
    std::fs::create_dir_all(target)?;
    let csv = |name: &str| -> Outcome<csv::Writer<File>> {
        Ok(csv::Writer::from_path(target.join(name))?)
    };
    suppliers(csv("suppliers.csv")?)?;
    locations(csv("locations.csv")?)?;
    catalogue(csv("products.csv")?, products)?;
    rates(csv("exchange_rates.csv")?)?;
    opening(csv("opening_stock.csv")?, products, run)?;
    let numbers = numbers(run);
    purchases(csv("purchase_orders.csv")?, products, run, &numbers)?;
    orders(&target.join("orders.csv.gz"), shop, products, run)?;
    returns(csv("returns.csv")?, shop, products, run)?;
    count(csv("stock.csv")?, products, run)?;
    promoted(csv("promotions.csv")?, promotions)?;
    let manifest = serde_json::to_string_pretty(&manifest(shop, products, run, &numbers))?;
    std::fs::write(target.join("manifest.json"), manifest + "\n")?;
    Ok(())
}

/// A day counted from the opening, as files write it.
fn date(day: i32) -> String {
    (OPENING + day).to_string()
}

/// Hundredths as a decimal: 1234 is `12.34`.
fn decimal(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn suppliers(mut out: csv::Writer<File>) -> Outcome<()> {
    out.write_record([
        "supplier",
        "lead_time_days",
        "lead_time_sd_days",
        "review_days",
        "min_order_value",
        "currency",
        "closed_from",
        "closed_to",
        "contact",
    ])?;
    let (from, to) = CLOSURES[CLOSURES.len() - 1];
    for supplier in &SUPPLIERS {
        let least = if supplier.min_order == 0 {
            String::new()
        } else {
            supplier.min_order.to_string()
        };
        out.write_record([
            supplier.name,
            &supplier.quoted.to_string(),
            &format!("{:.0}", supplier.spread),
            &supply::REVIEW_DAYS.to_string(),
            &least,
            supplier.currency,
            from,
            to,
            supplier.contact,
        ])?;
    }
    Ok(out.flush()?)
}

fn locations(mut out: csv::Writer<File>) -> Outcome<()> {
    out.write_record([
        "location",
        "country",
        "type",
        "serves",
        "storage_cost_per_m3_month",
    ])?;
    for location in &LOCATIONS {
        let serves = location.serves.join(";");
        out.write_record([
            location.name,
            location.country,
            "third_party",
            &serves,
            location.storage,
        ])?;
    }
    Ok(out.flush()?)
}

fn catalogue(mut out: csv::Writer<File>, products: &[Product]) -> Outcome<()> {
    out.write_record([
        "sku",
        "name",
        "category",
        "supplier",
        "unit_cost",
        "cost_currency",
        "price",
        "price_currency",
        "moq",
        "pack_size",
        "carton_length_cm",
        "carton_width_cm",
        "carton_height_cm",
        "carton_weight_kg",
        "hs_code",
        "origin_country",
        "barcode",
        "launched_on",
        "like_sku",
    ])?;
    for product in products {
        let supplier = &SUPPLIERS[product.supplier];
        let [length, width, height] = product.carton.map(|side| side.to_string());
        out.write_record([
            &product.sku,
            &product.name,
            product.category,
            supplier.name,
            &decimal(product.cost),
            supplier.currency,
            &format!("{:.2}", product.price),
            "GBP",
            &product.moq.to_string(),
            &product.pack.to_string(),
            &length,
            &width,
            &height,
            &format!("{}.{}", product.weight / 10, product.weight % 10),
            product.hs_code,
            "CN",
            &product.barcode,
            &product.launched.map(date).unwrap_or_default(),
            product.like.as_deref().unwrap_or_default(),
        ])?;
    }
    Ok(out.flush()?)
}

/// Example rates, one a month: a seeded walk that ends at the rates of the catalogue.
fn rates(mut out: csv::Writer<File>) -> Outcome<()> {
    out.write_record(["date", "currency", "rate"])?;
    for currency in ["CNY", "USD"] {
        let mut rate = pounds_for_one(currency);
        let mut rows = Vec::new();
        for back in 0..25 {
            let month = 2026 * 12 + 10 - back;
            let first = format!("{}-{:02}-01", month / 12, month % 12 + 1);
            rows.push([first, currency.to_owned(), format!("{rate:.4}")]);
            rate *= 1.0 + 0.012 * draw::bell(&format!("rate/{currency}/{back}")) / 2.0;
        }
        for row in rows.iter().rev() {
            out.write_record(row)?;
        }
    }
    Ok(out.flush()?)
}

fn opening(mut out: csv::Writer<File>, products: &[Product], run: &Run) -> Outcome<()> {
    out.write_record(["sku", "location", "on_hand", "as_of"])?;
    for shelf in &run.shelves {
        if let Some(opened) = shelf.opened {
            let sku = &products[shelf.sku].sku;
            out.write_record([
                sku,
                LOCATIONS[shelf.location].name,
                &shelf.opening.to_string(),
                &date(opened),
            ])?;
        }
    }
    Ok(out.flush()?)
}

/// Numbers of the purchase orders: one a supplier, location and day, counted within the year.
fn numbers(run: &Run) -> HashMap<(i32, usize, usize), String> {
    let mut keys: Vec<(i32, usize, usize)> = run
        .purchases
        .iter()
        .map(|line| (line.day, line.supplier, line.location))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    keys.into_iter()
        .map(|key| {
            let year = date(key.0).chars().take(4).collect::<String>();
            let count = counts.entry(year.clone()).or_default();
            *count += 1;
            (key, format!("PO-{year}-{count:03}"))
        })
        .collect()
}

fn purchases(
    mut out: csv::Writer<File>,
    products: &[Product],
    run: &Run,
    numbers: &HashMap<(i32, usize, usize), String>,
) -> Outcome<()> {
    out.write_record([
        "po_number",
        "sku",
        "quantity",
        "ordered_on",
        "supplier",
        "location",
        "unit_cost",
        "currency",
        "expected_on",
        "received_on",
        "received_quantity",
        "transport",
    ])?;
    let span = AS_OF.since(OPENING);
    for line in &run.purchases {
        let supplier = &SUPPLIERS[line.supplier];
        let number = numbers
            .get(&(line.day, line.supplier, line.location))
            .cloned()
            .unwrap_or_default();
        let here = line.arrives < span;
        out.write_record([
            &number,
            &products[line.sku].sku,
            &line.quantity.to_string(),
            &date(line.day),
            supplier.name,
            LOCATIONS[line.location].name,
            &decimal(cost_then(products[line.sku].cost, line)),
            supplier.currency,
            &date(supply::expected(line.supplier, line.location, line.day)),
            &if here {
                date(line.arrives)
            } else {
                String::new()
            },
            &if here {
                line.arriving.to_string()
            } else {
                String::new()
            },
            supplier.transport,
        ])?;
    }
    Ok(out.flush()?)
}

/// The unit cost on the day of the order: today's, less 3 % for each full year back.
fn cost_then(cost: i64, line: &Purchase) -> i64 {
    let years = i64::from((AS_OF.since(OPENING) - line.day) / 365);
    (cost * (100 - 3 * years) + 50) / 100
}

fn orders(path: &Path, shop: &Shop<'_>, products: &[Product], run: &Run) -> Outcome<()> {
    // No file name and no time in the header: the same lines give the same bytes.
    let zip = GzBuilder::new().write(BufWriter::new(File::create(path)?), Compression::best());
    let mut out = csv::Writer::from_writer(zip);
    out.write_record([
        "order_id",
        "ordered_at",
        "sku",
        "quantity",
        "unit_price",
        "currency",
        "country",
        "location",
        "customer_id",
        "status",
        "shipped_at",
    ])?;
    for (order, fate) in shop.orders.iter().zip(&run.fates) {
        let (status, left) = match fate {
            Fate::Open => ("open", None),
            Fate::Shipped(day) => ("shipped", Some(*day)),
            Fate::Cancelled => ("cancelled", None),
            Fate::Refunded(day) => ("refunded", Some(*day)),
        };
        out.write_record([
            order.order.as_str(),
            &format!(
                "{} {:02}:{:02}",
                date(order.day),
                order.minute / 60,
                order.minute % 60
            ),
            &products[order.sku].sku,
            &order.quantity.to_string(),
            &order.price.to_string(),
            "GBP",
            order.country,
            LOCATIONS[order.location].name,
            &order.customer,
            status,
            &left.map(date).unwrap_or_default(),
        ])?;
    }
    let zip = out.into_inner().map_err(|error| error.to_string())?;
    Ok(zip.finish()?.flush()?)
}

fn returns(
    mut out: csv::Writer<File>,
    shop: &Shop<'_>,
    products: &[Product],
    run: &Run,
) -> Outcome<()> {
    out.write_record([
        "order_id",
        "sku",
        "quantity",
        "returned_on",
        "location",
        "resellable",
    ])?;
    for back in &run.returns {
        let order = &shop.orders[back.order];
        out.write_record([
            order.order.as_str(),
            products[order.sku].sku.as_str(),
            &back.quantity.to_string(),
            &date(back.day),
            LOCATIONS[order.location].name,
            if back.resellable { "yes" } else { "no" },
        ])?;
    }
    Ok(out.flush()?)
}

fn count(mut out: csv::Writer<File>, products: &[Product], run: &Run) -> Outcome<()> {
    out.write_record(["sku", "location", "on_hand", "as_of"])?;
    for shelf in run.shelves.iter().filter(|shelf| shelf.opened.is_some()) {
        let sku = &products[shelf.sku].sku;
        out.write_record([
            sku,
            LOCATIONS[shelf.location].name,
            &shelf.on_hand.to_string(),
            &AS_OF.to_string(),
        ])?;
    }
    Ok(out.flush()?)
}

fn promoted(mut out: csv::Writer<File>, promotions: &[Promotion]) -> Outcome<()> {
    out.write_record(["promotion", "starts_on", "ends_on", "sku", "discount"])?;
    for line in promotions {
        let share = decimal(i64::from(line.percent));
        out.write_record([line.name, line.starts_on, line.ends_on, &line.sku, &share])?;
    }
    Ok(out.flush()?)
}

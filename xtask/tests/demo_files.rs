//! The demo shop's files agree with one another: what a planner reads out of them is possible.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::PathBuf;

use domain::Day;
use flate2::read::GzDecoder;

type Row = HashMap<String, String>;
type Key = (String, String);

fn demo(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../demo")
        .join(name)
}

fn rows(name: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    let file = std::fs::File::open(demo(name))?;
    let source: Box<dyn std::io::Read> = if name.ends_with(".gz") {
        Box::new(GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    Ok(csv::Reader::from_reader(source)
        .deserialize()
        .collect::<Result<_, _>>()?)
}

fn key(row: &Row) -> Key {
    (row["sku"].clone(), row["location"].clone())
}

/// Units that moved each SKU and location on each day, as a ledger would read them.
fn movements() -> Result<HashMap<Key, BTreeMap<Day, i64>>, Box<dyn Error>> {
    let mut moved: HashMap<Key, BTreeMap<Day, i64>> = HashMap::new();
    let mut add = |row: &Row, day: &str, units: i64| -> Result<(), Box<dyn Error>> {
        *moved
            .entry(key(row))
            .or_default()
            .entry(day.parse()?)
            .or_default() += units;
        Ok(())
    };
    for row in rows("orders.csv.gz")?
        .iter()
        .filter(|row| !row["shipped_at"].is_empty())
    {
        add(row, &row["shipped_at"], -row["quantity"].parse::<i64>()?)?;
    }
    for row in rows("purchase_orders.csv")?
        .iter()
        .filter(|row| !row["received_on"].is_empty())
    {
        add(row, &row["received_on"], row["received_quantity"].parse()?)?;
    }
    for row in rows("returns.csv")?
        .iter()
        .filter(|row| row["resellable"] == "yes")
    {
        add(row, &row["returned_on"], row["quantity"].parse()?)?;
    }
    Ok(moved)
}

#[test]
fn opening_and_movements_come_to_the_count_and_never_below_zero() -> Result<(), Box<dyn Error>> {
    let moved = movements()?;
    let counted: HashMap<Key, Row> = rows("stock.csv")?
        .into_iter()
        .map(|row| (key(&row), row))
        .collect();
    let openings = rows("opening_stock.csv")?;
    assert_eq!(openings.len(), counted.len());
    let (mut mornings, mut empty) = (0, 0);
    for opening in openings {
        let key = key(&opening);
        let (first, last): (Day, Day) =
            (opening["as_of"].parse()?, counted[&key]["as_of"].parse()?);
        let mut on_hand: i64 = opening["on_hand"].parse()?;
        let own = &moved[&key];
        assert!(
            own.range(..first).next().is_none(),
            "{key:?} moved before its opening"
        );
        for day in (first.0..last.0).map(Day) {
            mornings += 1;
            empty += i32::from(on_hand == 0);
            on_hand += own.get(&day).copied().unwrap_or(0);
            assert!(on_hand >= 0, "{key:?} below zero on {day}");
        }
        assert_eq!(on_hand.to_string(), counted[&key]["on_hand"], "{key:?}");
    }
    let share = f64::from(empty) / f64::from(mornings);
    assert!(
        (0.02..=0.08).contains(&share),
        "empty on {share} of the mornings"
    );
    Ok(())
}

#[test]
fn purchases_keep_packs_minimums_and_least_values() -> Result<(), Box<dyn Error>> {
    let products: HashMap<String, Row> = rows("products.csv")?
        .into_iter()
        .map(|row| (row["sku"].clone(), row))
        .collect();
    let suppliers: HashMap<String, Row> = rows("suppliers.csv")?
        .into_iter()
        .map(|row| (row["supplier"].clone(), row))
        .collect();
    let mut values: HashMap<(String, String), f64> = HashMap::new();
    for row in rows("purchase_orders.csv")? {
        let product = &products[&row["sku"]];
        let quantity: i64 = row["quantity"].parse()?;
        assert_eq!(row["supplier"], product["supplier"]);
        assert_eq!(
            quantity % product["pack_size"].parse::<i64>()?,
            0,
            "{row:?}"
        );
        assert!(quantity >= product["moq"].parse()?, "{row:?}");
        assert!(row["ordered_on"] < row["expected_on"]);
        *values
            .entry((row["po_number"].clone(), row["supplier"].clone()))
            .or_default() += quantity as f64 * row["unit_cost"].parse::<f64>()?;
    }
    for ((number, supplier), value) in values {
        let least = suppliers[&supplier]["min_order_value"]
            .parse()
            .unwrap_or(0.0);
        assert!(
            value >= least,
            "{number} comes to {value}, the supplier asks for {least}"
        );
    }
    Ok(())
}

#[test]
fn orders_follow_the_launch_and_ship_in_order() -> Result<(), Box<dyn Error>> {
    let launched: HashMap<String, String> = rows("products.csv")?
        .into_iter()
        .map(|row| (row["sku"].clone(), row["launched_on"].clone()))
        .collect();
    for row in rows("orders.csv.gz")? {
        assert!(row["ordered_at"] >= launched[&row["sku"]], "{row:?}");
        let shipped = !row["shipped_at"].is_empty();
        assert_eq!(
            shipped,
            ["shipped", "refunded"].contains(&row["status"].as_str()),
            "{row:?}"
        );
        assert!(
            !shipped
                || row["shipped_at"].as_str() >= row["ordered_at"].split(' ').next().unwrap_or("")
        );
    }
    Ok(())
}

#[test]
fn the_manifest_counts_what_the_files_hold() -> Result<(), Box<dyn Error>> {
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(demo("manifest.json"))?)?;
    let orders = rows("orders.csv.gz")?;
    let distinct: std::collections::HashSet<&String> =
        orders.iter().map(|row| &row["order_id"]).collect();
    assert_eq!(manifest["orders"], distinct.len());
    assert_eq!(manifest["order_lines"], orders.len());
    assert_eq!(manifest["skus"], rows("products.csv")?.len());
    let mut size = 0;
    for name in manifest["files"].as_array().ok_or("no files")? {
        size += std::fs::metadata(demo(name.as_str().ok_or("no name")?))?.len();
    }
    assert!(size < 2_000_000, "the demo shop takes {size} bytes");
    Ok(())
}

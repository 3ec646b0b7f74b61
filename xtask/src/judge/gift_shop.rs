//! The daily sales of a gift shop (Online Retail II, its 465 best-selling SKUs) as a world to play.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use domain::Day;
use flate2::read::MultiGzDecoder;

use crate::Outcome;

/// One SKU of the shop.
pub struct Good {
    /// Its code.
    pub sku: String,
    /// Units sold each day, from the shop's first day on.
    pub sold: Vec<f64>,
    /// Median price, in the shop's currency.
    pub price: f64,
    /// Cost of a unit: 0.45 of the price.
    pub unit_cost: f64,
}

/// The shop.
pub struct GiftShop {
    /// First day of the columns.
    pub first: Day,
    /// Days in each column.
    pub days: usize,
    /// Its goods, by code.
    pub goods: Vec<Good>,
}

/// Reads `online_retail_II/daily_top500.csv.gz` below the folder of open data.
pub fn read(shared: &Path) -> Outcome<GiftShop> {
    let path = shared.join("data/online_retail_II/daily_top500.csv.gz");
    let file = File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut reader = csv::Reader::from_reader(MultiGzDecoder::new(BufReader::new(file)));
    let mut rows: BTreeMap<String, Vec<(Day, f64, f64)>> = BTreeMap::new();
    for record in reader.records() {
        let record = record?;
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let row = (cell(1).parse::<Day>()?, cell(2).parse()?, cell(3).parse()?);
        rows.entry(cell(0).to_owned()).or_default().push(row);
    }
    let all = || rows.values().flatten().map(|(day, ..)| *day);
    let (first, last) = all().min().zip(all().max()).ok_or("no rows")?;
    let days = usize::try_from(last.since(first) + 1)?;
    let goods = rows
        .into_iter()
        .map(|(sku, rows)| {
            let mut sold = vec![0.0; days];
            for (day, units, _) in &rows {
                if let Some(slot) = usize::try_from(day.since(first))
                    .ok()
                    .and_then(|at| sold.get_mut(at))
                {
                    *slot += units;
                }
            }
            let mut prices: Vec<f64> = rows.iter().map(|(_, _, price)| *price).collect();
            prices.sort_by(f64::total_cmp);
            // Rounded to the cent, as the workspace will know it.
            let price = (prices[prices.len() / 2] * 100.0).round() / 100.0;
            Good {
                sku,
                sold,
                price,
                unit_cost: (price * 45.0).round() / 100.0,
            }
        })
        .collect();
    Ok(GiftShop { first, days, goods })
}

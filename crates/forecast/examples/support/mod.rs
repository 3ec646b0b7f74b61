//! Open data sets as panels, for the examples.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

/// Columns of one series that the example owns.
pub struct Owned {
    /// Name as in the reference file.
    pub key: String,
    /// Category for pooling.
    pub category: u32,
    /// Good that it is, where several series share one.
    pub product: Option<u32>,
    /// First day.
    pub first_day: i32,
    /// Units by day.
    pub sales: Vec<f32>,
    /// Stock kept, by day.
    pub in_stock: Vec<u8>,
}

/// Folder of the data, if it is there.
pub fn data_folder() -> Option<PathBuf> {
    let root = std::env::var_os("TIDESTOCK_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let folder = root.join("data");
    folder.is_dir().then_some(folder)
}

/// Days since 1970-01-01 of an ISO date (Hinnant's days-from-civil).
pub fn day_of(date: &str) -> Option<i32> {
    let mut parts = date.get(..10)?.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: i32 = parts.next()?.parse().ok()?;
    let day: i32 = parts.next()?.parse().ok()?;
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The daily retail set: one series a SKU over the whole period, always in stock.
pub fn daily(folder: &Path) -> Result<Vec<Owned>, Box<dyn Error>> {
    let file = File::open(folder.join("online_retail_II/daily_top500.csv.gz"))?;
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let mut rows: Vec<(String, i32, f32)> = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |index: usize| record.get(index).unwrap_or("");
        rows.push((
            cell(0).to_owned(),
            day_of(cell(1)).ok_or("bad date")?,
            cell(2).parse()?,
        ));
    }
    let first = rows.iter().map(|row| row.1).min().ok_or("empty")?;
    let last = rows.iter().map(|row| row.1).max().ok_or("empty")?;
    let count = (last - first + 1) as usize;
    let mut by_key: BTreeMap<String, Vec<f32>> = BTreeMap::new();
    for (key, day, units) in rows {
        by_key.entry(key).or_insert_with(|| vec![0.0; count])[(day - first) as usize] +=
            units.max(0.0);
    }
    Ok(by_key
        .into_iter()
        .map(|(key, sales)| Owned {
            key,
            category: 0,
            product: None,
            first_day: first,
            sales,
            in_stock: vec![1; count],
        })
        .collect())
}

/// The weekly stores: a week's sales on its Monday, its mark on all seven days. Week w begins on
/// day 7·w.
pub fn weekly(folder: &Path) -> Result<Vec<Owned>, Box<dyn Error>> {
    let table = |name: &str| -> Result<Vec<csv::StringRecord>, Box<dyn Error>> {
        Ok(
            csv::Reader::from_path(folder.join("weekly_stores").join(name))?
                .records()
                .collect::<Result<_, _>>()?,
        )
    };
    let (sales, stock, master) = (
        table("sales.csv")?,
        table("in_stock.csv")?,
        table("master.csv")?,
    );
    let key = |row: &csv::StringRecord| format!("{}/{}", &row[0], &row[1]);
    let departments: BTreeMap<String, u32> = master
        .iter()
        .filter_map(|row| Some((key(row), row.get(4)?.parse().ok()?)))
        .collect();
    let mut out = Vec::new();
    for (sold, kept) in sales.iter().zip(&stock) {
        let name = key(sold);
        let mut owned = Owned {
            category: departments.get(&name).copied().unwrap_or(0),
            product: sold[1].parse().ok(),
            key: name,
            first_day: FIRST_MONDAY,
            sales: Vec::new(),
            in_stock: Vec::new(),
        };
        for (units, kept) in sold.iter().zip(kept.iter()).skip(2) {
            owned.sales.push(units.parse().unwrap_or(0.0));
            owned.sales.extend([0.0; 6]);
            owned.in_stock.extend([u8::from(kept == "True"); 7]);
        }
        out.push(owned);
    }
    Ok(out)
}

/// 2021-04-12, the first Monday of the weekly stores.
pub const FIRST_MONDAY: i32 = 18_729;

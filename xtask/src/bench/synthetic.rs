//! Made-up shops for what the open data does not have: every column filled, any number of rows.

use std::io::Write;

use domain::Day;
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

use crate::Outcome;

/// Columns of [`orders`], as in the app's own template.
pub const COLUMNS: [&str; 14] = [
    "order_id",
    "ordered_at",
    "sku",
    "quantity",
    "unit_price",
    "currency",
    "discount",
    "country",
    "location",
    "channel",
    "customer_id",
    "status",
    "shipped_at",
    "delivered_at",
];
/// Those of them that hold whole numbers.
pub const WHOLE: &[&str] = &["quantity", "customer_id"];

/// 2024-01-01, the first day of every made-up shop.
pub const FIRST_DAY: Day = Day(19_723);
/// Days of its history.
const DAYS: i32 = 730;
const COUNTRIES: [&str; 8] = ["US", "GB", "DE", "FR", "JP", "CA", "AU", "MX"];
const LOCATIONS: [&str; 3] = ["SHENZHEN", "HAMBURG", "RENO"];

/// The cells of order line `index`; orders of one to four lines over two years.
pub fn order_line(index: usize, draw: &mut Pcg64Mcg) -> [String; 14] {
    let order = index / 5 * 2 + usize::from(index % 5 >= 2);
    let day = FIRST_DAY + i32::try_from(order / 700).unwrap_or(0) % DAYS;
    // A few SKUs sell most: the cube of an even draw.
    let sku = (unit(draw).powi(3) * 5_000.0) as usize;
    let country = order * 7 % COUNTRIES.len();
    [
        format!("SO-{order:07}"),
        format!(
            "{} {:02}:{:02}:{:02}",
            day,
            order % 24,
            order % 60,
            order % 59
        ),
        format!("TS-{sku:05}"),
        (1 + (unit(draw).powi(4) * 6.0) as i32).to_string(),
        format!("{}.{:02}", 3 + sku % 60, sku % 100),
        "USD".to_owned(),
        "0.00".to_owned(),
        COUNTRIES[country].to_owned(),
        LOCATIONS[country % 3].to_owned(),
        "shop".to_owned(),
        (10_000 + order * 31 % 90_000).to_string(),
        "shipped".to_owned(),
        (day + 1).to_string(),
        (day + 6).to_string(),
    ]
}

/// Writes `count` order lines as csv with the app's own headers.
pub fn orders(out: &mut impl Write, count: usize) -> Outcome<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    let mut draw = Pcg64Mcg::seed_from_u64(1);
    for index in 0..count {
        writer.write_record(order_line(index, &mut draw))?;
    }
    writer.flush()?;
    Ok(())
}

/// A shop of `skus` SKUs at three locations over two years of days: the rows of its files.
pub struct Shop {
    /// `sku,name,category,supplier,unit_cost,cost_currency,price,price_currency,moq,pack_size`
    pub products: String,
    /// `sku,location,on_hand,as_of`
    pub stock: String,
    /// `order_id,ordered_at,sku,quantity,unit_price,currency,location`
    pub orders: String,
    /// The morning after its last day.
    pub as_of: Day,
    /// How many order lines it holds.
    pub lines: usize,
}

/// Makes a shop whose series sell from one unit in half a year to three a day, one order line for
/// each day with sales.
pub fn shop(skus: usize) -> Shop {
    let mut draw = Pcg64Mcg::seed_from_u64(2);
    let mut shop = Shop {
        products: "sku,name,category,supplier,unit_cost,cost_currency,price,price_currency,moq,pack_size\n"
            .to_owned(),
        stock: "sku,location,on_hand,as_of\n".to_owned(),
        orders: "order_id,ordered_at,sku,quantity,unit_price,currency,location\n".to_owned(),
        as_of: FIRST_DAY + DAYS,
        lines: 0,
    };
    for sku in 0..skus {
        let price = 5 + sku % 45;
        shop.products.push_str(&format!(
            "TS-{sku:05},Article {sku},C{:02},Supplier {:02},{}.40,USD,{price}.90,USD,12,6\n",
            sku % 40,
            sku % 60,
            price / 3 + 1
        ));
        for location in LOCATIONS {
            let rate = rate(&mut draw);
            shop.stock.push_str(&format!(
                "TS-{sku:05},{location},{},{}\n",
                (rate * 30.0) as i32,
                shop.as_of
            ));
            for day in 0..DAYS {
                let units = units_sold(rate, day, &mut draw);
                if units > 0 {
                    shop.lines += 1;
                    shop.orders.push_str(&format!(
                        "N{},{},TS-{sku:05},{units},{price}.90,USD,{location}\n",
                        shop.lines,
                        FIRST_DAY + day
                    ));
                }
            }
        }
    }
    shop
}

/// Daily sales in units of `count` series like those of [`shop`].
pub fn daily_sales(count: usize) -> Vec<Vec<f32>> {
    let mut draw = Pcg64Mcg::seed_from_u64(3);
    (0..count)
        .map(|_| {
            let rate = rate(&mut draw);
            (0..DAYS)
                .map(|day| units_sold(rate, day, &mut draw) as f32)
                .collect()
        })
        .collect()
}

/// Mean units a day of a series.
fn rate(draw: &mut Pcg64Mcg) -> f64 {
    (unit(draw) * 6.0 - 5.0).exp()
}

/// Units sold on one day of a year with a winter.
fn units_sold(rate: f64, day: i32, draw: &mut Pcg64Mcg) -> u32 {
    let season = 1.0 + 0.4 * (f64::from(day) / 365.25 * std::f64::consts::TAU).cos();
    poisson(rate * season, draw)
}

/// An even draw in 0 ≤ x < 1.
fn unit(draw: &mut Pcg64Mcg) -> f64 {
    (draw.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A Poisson draw of mean `mean`, by multiplying even draws (Knuth, TAOCP vol. 2, 3.4.1).
fn poisson(mean: f64, draw: &mut Pcg64Mcg) -> u32 {
    let floor = (-mean).exp();
    let mut product = unit(draw);
    let mut count = 0;
    while product > floor {
        product *= unit(draw);
        count += 1;
    }
    count
}

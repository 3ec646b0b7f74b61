//! The demand side: real order lines of the chosen SKUs, each served by the location of its
//! country, and the cancellations matched to the lines they take back.

use std::collections::{HashMap, HashSet};

use domain::Day;
use rust_decimal::Decimal;

use super::choose::Chosen;
use super::source::Line;
use super::supply::location_of;
use super::{OPENING, draw};

/// One order line of the demo shop.
pub struct Order {
    /// Order number, as in the source.
    pub order: String,
    /// Days since [`OPENING`].
    pub day: i32,
    /// Minute of the day.
    pub minute: u32,
    /// Index into [`Shop::chosen`].
    pub sku: usize,
    /// Units, positive.
    pub quantity: i64,
    /// Price of one unit, GBP.
    pub price: Decimal,
    /// ISO 3166 alpha-2 code, empty where the source names no country.
    pub country: &'static str,
    /// Index into [`super::supply::LOCATIONS`].
    pub location: usize,
    /// Eight hex digits in place of the customer number; empty where unknown.
    pub customer: String,
}

/// A later document that takes back some or all units of an order line.
pub struct TakenBack {
    /// Index into [`Shop::orders`].
    pub order: usize,
    /// Days since [`OPENING`].
    pub day: i32,
    /// Units, positive.
    pub quantity: i64,
}

/// Everything real.
pub struct Shop<'a> {
    /// The SKUs.
    pub chosen: &'a [Chosen],
    /// Order lines by time.
    pub orders: Vec<Order>,
    /// What was taken back, by time.
    pub taken_back: Vec<TakenBack>,
    /// Cancellations for which the source has no earlier line: left out.
    pub unmatched: usize,
    /// Lines without a price or with a negative quantity outside cancellations: corrections of
    /// the source's own stock, left out.
    pub corrections: usize,
}

impl<'a> Shop<'a> {
    /// Takes the lines of the chosen SKUs out of the source.
    pub fn new(lines: &[Line], chosen: &'a [Chosen]) -> Shop<'a> {
        let index: HashMap<&str, usize> = chosen
            .iter()
            .enumerate()
            .map(|(at, sku)| (sku.sku.as_str(), at))
            .collect();
        let of = |line: &Line| index.get(line.sku.as_str()).copied();
        let mut sold: Vec<&Line> = lines
            .iter()
            .filter(|line| of(line).is_some() && line.is_sale())
            .collect();
        sold.sort_by_key(|line| (line.day, line.minute));
        let orders: Vec<Order> = sold
            .iter()
            .filter_map(|line| {
                let country = iso(&line.country);
                Some(Order {
                    order: line.order.clone(),
                    day: line.day.since(OPENING),
                    minute: line.minute,
                    sku: of(line)?,
                    quantity: line.quantity,
                    price: line.price,
                    country,
                    location: location_of(country),
                    customer: pseudonym(&line.customer),
                })
            })
            .collect();
        let (mut taken_back, mut unmatched, mut corrections) = (Vec::new(), 0, 0);
        let mut by_buyer: HashMap<(String, usize), Vec<usize>> = HashMap::new();
        for (at, order) in orders.iter().enumerate() {
            by_buyer
                .entry((order.customer.clone(), order.sku))
                .or_default()
                .push(at);
        }
        let mut left: Vec<i64> = orders.iter().map(|order| order.quantity).collect();
        let mut back: Vec<&Line> = lines
            .iter()
            .filter(|line| of(line).is_some() && !line.is_sale())
            .collect();
        back.sort_by_key(|line| (line.day, line.minute));
        for line in back {
            if !line.is_cancellation() || line.quantity >= 0 {
                corrections += 1;
                continue;
            }
            let (quantity, day) = (-line.quantity, line.day);
            let key = (pseudonym(&line.customer), of(line).unwrap_or_default());
            // The latest line that still has so many units; one of just so many before others.
            let found = by_buyer
                .get(&key)
                .filter(|_| !line.customer.is_empty())
                .and_then(|known| {
                    let earlier = |at: &&usize| {
                        before(&orders[**at], day, line.minute) && left[**at] >= quantity
                    };
                    let whole = known
                        .iter()
                        .rev()
                        .filter(earlier)
                        .find(|at| left[**at] == quantity);
                    whole.or_else(|| known.iter().rev().find(earlier)).copied()
                });
            match found {
                Some(order) => {
                    left[order] -= quantity;
                    taken_back.push(TakenBack {
                        order,
                        day: day.since(OPENING),
                        quantity,
                    });
                }
                None => unmatched += 1,
            }
        }
        Shop {
            chosen,
            orders,
            taken_back,
            unmatched,
            corrections,
        }
    }

    /// How many different orders there are.
    pub fn order_count(&self) -> usize {
        self.orders
            .iter()
            .map(|order| order.order.as_str())
            .collect::<HashSet<_>>()
            .len()
    }
}

fn before(order: &Order, day: Day, minute: u32) -> bool {
    (order.day, order.minute) <= (day.since(OPENING), minute)
}

fn pseudonym(customer: &str) -> String {
    if customer.is_empty() {
        return String::new();
    }
    format!("{:08x}", draw::bits(&format!("customer/{customer}")) >> 32)
}

/// ISO 3166 alpha-2 code of a country as the source writes it; empty for what is no country.
fn iso(country: &str) -> &'static str {
    match country {
        "United Kingdom" => "GB",
        "EIRE" => "IE",
        "Germany" => "DE",
        "France" => "FR",
        "Netherlands" => "NL",
        "Spain" => "ES",
        "Switzerland" => "CH",
        "Belgium" => "BE",
        "Portugal" => "PT",
        "Australia" => "AU",
        "Channel Islands" => "JE",
        "Italy" => "IT",
        "Sweden" => "SE",
        "Norway" => "NO",
        "Cyprus" => "CY",
        "Finland" => "FI",
        "Austria" => "AT",
        "Denmark" => "DK",
        "Greece" => "GR",
        "Japan" => "JP",
        "USA" => "US",
        "Poland" => "PL",
        "United Arab Emirates" => "AE",
        "Israel" => "IL",
        "Hong Kong" => "HK",
        "Singapore" => "SG",
        "Malta" => "MT",
        "Canada" => "CA",
        "Iceland" => "IS",
        "RSA" => "ZA",
        "Lithuania" => "LT",
        "Bahrain" => "BH",
        "Brazil" => "BR",
        "Thailand" => "TH",
        "Korea" => "KR",
        "Lebanon" => "LB",
        "Bermuda" => "BM",
        "Nigeria" => "NG",
        "Czech Republic" => "CZ",
        "Saudi Arabia" => "SA",
        _ => "",
    }
}

//! Vendure's objects as rows.

use domain::record::{Location, OrderLine, Product, Records, StockCount};
use domain::{Currency, Money, OrderStatus, Problem, ShopZone, Text};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::systems::graphql::text;
use crate::{Page, RemoteOrder, StockLevel, moment};

fn some(value: &Value) -> Option<Text> {
    let text = text(value).trim();
    (!text.is_empty()).then(|| Text::from(text))
}

/// Money stands in whole minor units.
fn amount(value: &Value, currency: Option<Currency>) -> Option<Decimal> {
    let minor = value.as_i64()?;
    Some(
        Money {
            minor,
            currency: currency?,
        }
        .to_decimal(),
    )
}

fn row(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Whether a fulfilment has left the house.
pub(super) fn has_left(fulfilment: &Value) -> bool {
    matches!(text(&fulfilment["state"]), "Shipped" | "Delivered")
}

/// Orders, which leave from `place`.
pub(super) fn orders(orders: &[Value], place: &str, zone: &ShopZone, page: &mut Page) {
    let mut lines = Vec::new();
    for (index, order) in orders.iter().enumerate() {
        let placed = match &order["orderPlacedAt"] {
            Value::Null => &order["createdAt"],
            placed => placed,
        };
        let (Some(code), Some(placed)) = (some(&order["code"]), moment(text(placed), zone)) else {
            let problem = Problem::rejected(row(index), Some("orderPlacedAt"), "bad_date");
            page.problems.push(problem);
            continue;
        };
        let currency: Option<Currency> = text(&order["currencyCode"]).parse().ok();
        let left: Vec<&Value> = each(&order["fulfillments"])
            .filter(|one| has_left(one))
            .collect();
        let shipped = left
            .iter()
            .filter_map(|one| moment(text(&one["createdAt"]), zone))
            .min_by_key(|at| at.utc);
        let cancelled = text(&order["state"]) == "Cancelled";
        for line in each(&order["lines"]) {
            let quantity = line["quantity"].as_i64();
            let (Some(sku), Some(quantity)) = (some(&line["productVariant"]["sku"]), quantity)
            else {
                let problem = Problem::rejected(row(index), Some("sku"), "missing_value");
                page.problems.push(problem);
                continue;
            };
            let gone: i64 = each(&line["fulfillmentLines"])
                .filter(|part| left.iter().any(|one| one["id"] == part["fulfillmentId"]))
                .filter_map(|part| part["quantity"].as_i64())
                .sum();
            let paid_back: i64 = each(&order["payments"])
                .flat_map(|payment| each(&payment["refunds"]))
                .filter(|refund| text(&refund["state"]) == "Settled")
                .flat_map(|refund| each(&refund["lines"]))
                .filter(|part| part["orderLineId"] == line["id"])
                .filter_map(|part| part["quantity"].as_i64())
                .sum();
            let open = if cancelled {
                0
            } else {
                (quantity - gone).max(0)
            };
            let unit = amount(&line["unitPriceWithTax"], currency);
            let net = amount(&line["discountedUnitPriceWithTax"], currency);
            let of = |units: i64, status: OrderStatus| OrderLine {
                row: row(index),
                order_id: code.clone(),
                line_id: some(&line["id"]),
                ordered_on: placed.day,
                ordered_second: placed.second,
                sku: sku.clone(),
                name: some(&line["productVariant"]["name"]),
                quantity: units,
                unit_price: unit,
                currency,
                discount: unit
                    .zip(net)
                    .and_then(|(unit, net)| (unit - net).checked_mul(Decimal::from(units)))
                    .filter(|off| *off > Decimal::ZERO),
                country: some(&order["shippingAddress"]["countryCode"]),
                location: Some(Text::from(place)),
                channel: None,
                customer_id: some(&order["customer"]["emailAddress"]),
                status: Some(status),
                shipped_on: None,
                delivered_on: None,
                is_fee: false,
            };
            if gone == 0 {
                // What was taken out of the order stands with the units it was placed with.
                lines.push(match open {
                    0 => {
                        let placed = line["orderPlacedQuantity"].as_i64().unwrap_or(quantity);
                        of(placed.max(quantity), OrderStatus::Cancelled)
                    }
                    open => of(open, OrderStatus::Open),
                });
                continue;
            }
            // The rest is a row of its own; once there was one, it is told to its end.
            if open > 0 || left.len() > 1 {
                let status = match open {
                    0 => OrderStatus::Cancelled,
                    _ => OrderStatus::Open,
                };
                lines.push(OrderLine {
                    line_id: some(&line["id"]).map(|id| Text::from(format!("{id}+rest").as_str())),
                    ..of(open, status)
                });
            }
            let status = if paid_back >= gone {
                OrderStatus::Refunded
            } else {
                OrderStatus::Shipped
            };
            lines.push(OrderLine {
                shipped_on: shipped.map(|at| at.day),
                ..of(gone, status)
            });
        }
        let updated = moment(text(&order["updatedAt"]), zone);
        page.orders.push(RemoteOrder {
            order_id: code.to_string(),
            remote_id: text(&order["id"]).to_owned(),
            updated: updated.map_or(placed.utc, |at| at.utc),
            parcels: left
                .iter()
                .filter_map(|one| {
                    let number = some(&one["trackingCode"])?;
                    Some((number.to_string(), text(&one["method"]).to_owned()))
                })
                .collect(),
        });
    }
    page.records.push(Records::Orders(lines));
}

/// Variants.
pub(super) fn products(variants: &[Value], zone: &ShopZone, page: &mut Page) {
    let mut products = Vec::new();
    for (index, variant) in variants.iter().enumerate() {
        let Some(sku) = some(&variant["sku"]) else {
            let problem = Problem::rejected(row(index), Some("sku"), "missing_value");
            page.problems.push(problem);
            continue;
        };
        let currency: Option<Currency> = text(&variant["currencyCode"]).parse().ok();
        let options: Vec<&str> = each(&variant["options"])
            .map(|option| text(&option["name"]))
            .filter(|name| !name.is_empty())
            .collect();
        products.push(Product {
            row: row(index),
            sku,
            name: some(&variant["name"]),
            options: (!options.is_empty()).then(|| Text::from(options.join(" / ").as_str())),
            price: amount(&variant["price"], currency),
            price_currency: currency,
            launched_on: moment(text(&variant["createdAt"]), zone).map(|at| at.day),
            ..Product::default()
        });
    }
    page.records.push(Records::Products(products));
}

/// Stock by location.
pub(super) fn stock(variants: &[Value], page: &mut Page) {
    let mut counts = Vec::new();
    for (index, variant) in variants.iter().enumerate() {
        let Some(sku) = some(&variant["sku"]) else {
            continue;
        };
        // What the store does not count has no stock to speak of.
        if text(&variant["trackInventory"]) == "FALSE" {
            continue;
        }
        for level in each(&variant["stockLevels"]) {
            let location = some(&level["stockLocation"]["name"]);
            let numbers = level["stockOnHand"]
                .as_i64()
                .zip(level["stockAllocated"].as_i64());
            let (Some(location), Some((on_hand, allocated))) = (location, numbers) else {
                let problem = Problem::rejected(row(index), Some("on_hand"), "missing_value");
                page.problems.push(problem);
                continue;
            };
            page.levels.push(StockLevel {
                sku: sku.to_string(),
                location: location.to_string(),
                available: on_hand - allocated,
            });
            counts.push(StockCount {
                row: row(index),
                sku: sku.clone(),
                location: Some(location),
                on_hand,
                as_of: None,
                unit_cost: None,
                name: some(&variant["name"]),
            });
        }
    }
    page.records.push(Records::Stock(counts));
}

/// Locations.
pub(super) fn locations(places: &[Value], page: &mut Page) {
    let rows = places.iter().enumerate().filter_map(|(index, place)| {
        Some(Location {
            row: row(index),
            location: some(&place["name"])?,
            country: None,
            location_type: None,
            serves: Vec::new(),
            storage_cost_per_m3_month: None,
        })
    });
    page.records.push(Records::Locations(rows.collect()));
}

//! Shopify's objects as rows.

use std::collections::HashMap;

use domain::record::{Location, OrderLine, Product, Records, Return, StockCount};
use domain::{Currency, OrderStatus, Problem, ShopZone, Text};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::systems::graphql::text;
use crate::{Moment, Page, RemoteOrder, StockLevel, moment};

fn some(value: &Value) -> Option<Text> {
    let text = text(value).trim();
    (!text.is_empty()).then(|| Text::from(text))
}

fn amount(value: &Value) -> Option<Decimal> {
    text(value).parse().ok()
}

/// The SKU, else the name that the exports of a shop without SKUs have.
fn sku(sku: &Value, name: &Value) -> Option<Text> {
    some(sku).or_else(|| some(name))
}

/// Takes the rows over; the row number counts the page's items.
fn row(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

/// What of a line was taken out of the order, and what came back.
#[derive(Default)]
struct Taken {
    /// Units that never left: cancelled.
    cancelled: i64,
    /// Units that were paid back after they left.
    refunded: i64,
    /// Units put back into stock: the instant, units, and where.
    returned: Vec<(Moment, i64, Option<Text>)>,
}

fn taken(order: &Value, zone: &ShopZone) -> HashMap<String, Taken> {
    let mut taken: HashMap<String, Taken> = HashMap::new();
    for refund in order["refunds"].as_array().into_iter().flatten() {
        let at = moment(text(&refund["createdAt"]), zone);
        for line in refund["refundLineItems"]["nodes"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let units = line["quantity"].as_i64().unwrap_or(0);
            let entry = taken
                .entry(text(&line["lineItem"]["id"]).to_owned())
                .or_default();
            match (text(&line["restockType"]), at) {
                ("CANCEL", _) => entry.cancelled += units,
                ("RETURN" | "LEGACY_RESTOCK", Some(at)) => {
                    entry.refunded += units;
                    let place = some(&line["location"]["name"]);
                    entry.returned.push((at, units, place));
                }
                _ => entry.refunded += units,
            }
        }
    }
    taken
}

/// Orders and what came back of them.
pub(super) fn orders(orders: &[Value], zone: &ShopZone, page: &mut Page) {
    let (mut lines, mut returns) = (Vec::new(), Vec::new());
    for (index, order) in orders.iter().enumerate() {
        page.items += 1;
        let updated = moment(text(&order["updatedAt"]), zone);
        page.until = page.until.max(updated.map(|at| at.utc));
        if order["test"] == Value::Bool(true) {
            continue;
        }
        let name = some(&order["name"]);
        let created = moment(text(&order["createdAt"]), zone);
        let (Some(name), Some(created)) = (name, created) else {
            page.problems
                .push(Problem::rejected(row(index), Some("createdAt"), "bad_date"));
            continue;
        };
        let fulfilments: Vec<&Value> = order["fulfillments"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|one| !matches!(text(&one["status"]), "CANCELLED" | "ERROR" | "FAILURE"))
            .collect();
        let head = Head {
            row: row(index),
            name: &name,
            created,
            shipped: fulfilments
                .iter()
                .filter_map(|one| moment(text(&one["createdAt"]), zone))
                .min_by_key(|at| at.utc),
            parts: fulfilments.len(),
            location: fulfilments
                .iter()
                .find_map(|one| some(&one["location"]["name"]))
                .or_else(|| {
                    let assigned = &order["fulfillmentOrders"]["nodes"][0]["assignedLocation"];
                    some(&assigned["name"])
                }),
            order,
        };
        let taken = taken(order, zone);
        for line in order["lineItems"]["nodes"].as_array().into_iter().flatten() {
            let of_line = taken.get(text(&line["id"]));
            head.line(line, of_line, &mut lines, &mut returns, page);
        }
        page.orders.push(RemoteOrder {
            order_id: name.to_string(),
            remote_id: text(&order["id"]).to_owned(),
            updated: updated.map_or(created.utc, |at| at.utc),
            parcels: fulfilments
                .iter()
                .flat_map(|one| one["trackingInfo"].as_array().into_iter().flatten())
                .filter_map(|info| {
                    let number = some(&info["number"])?;
                    Some((number.to_string(), text(&info["company"]).to_owned()))
                })
                .collect(),
        });
    }
    page.records.push(Records::Orders(lines));
    if !returns.is_empty() {
        page.records.push(Records::Returns(returns));
    }
}

struct Head<'a> {
    row: u32,
    name: &'a Text,
    created: Moment,
    shipped: Option<Moment>,
    /// Parcels so far.
    parts: usize,
    location: Option<Text>,
    order: &'a Value,
}

impl Head<'_> {
    /// A line of the order as one row, or as two where a part of it has left and a part has not.
    fn line(
        &self,
        line: &Value,
        taken: Option<&Taken>,
        lines: &mut Vec<OrderLine>,
        returns: &mut Vec<Return>,
        page: &mut Page,
    ) {
        let quantity = line["quantity"].as_i64();
        let (Some(sku), Some(quantity)) = (sku(&line["sku"], &line["name"]), quantity) else {
            page.problems
                .push(Problem::rejected(self.row, Some("sku"), "missing_value"));
            return;
        };
        let left_over = line["unfulfilledQuantity"].as_i64().unwrap_or(0);
        let current = line["currentQuantity"].as_i64().unwrap_or(quantity);
        let cancelled_order = !self.order["cancelledAt"].is_null();
        // Of what has not left, that which was taken out of the order never will.
        let open = if cancelled_order {
            0
        } else {
            left_over.min(current).max(0)
        };
        let shipped = if self.parts == 0 {
            0
        } else {
            let gone = quantity - left_over - taken.map_or(0, |t| t.cancelled);
            gone.clamp(0, quantity)
        };
        let refunded = taken.map_or(0, |t| t.refunded) >= shipped && shipped > 0;
        let price = &line["originalUnitPriceSet"]["shopMoney"];
        let unit = amount(&price["amount"]);
        let net = amount(&line["discountedUnitPriceAfterAllDiscountsSet"]["shopMoney"]["amount"]);
        let discount_of = |units: i64| {
            let (unit, net) = (unit?, net?);
            let off = (unit - net).checked_mul(Decimal::from(units))?;
            (off > Decimal::ZERO).then_some(off)
        };
        let base = OrderLine {
            row: self.row,
            order_id: self.name.clone(),
            line_id: some(&line["id"]),
            ordered_on: self.created.day,
            ordered_second: self.created.second,
            sku: sku.clone(),
            name: some(&line["name"]),
            quantity,
            unit_price: unit,
            currency: text(&price["currencyCode"]).parse::<Currency>().ok(),
            discount: discount_of(quantity),
            country: some(&self.order["shippingAddress"]["countryCodeV2"]),
            location: self.location.clone(),
            channel: some(&self.order["sourceName"]),
            customer_id: some(&self.order["email"]),
            status: Some(OrderStatus::Open),
            shipped_on: None,
            delivered_on: None,
            is_fee: false,
        };
        let gone = OrderLine {
            quantity: shipped,
            discount: discount_of(shipped),
            status: Some(if refunded {
                OrderStatus::Refunded
            } else {
                OrderStatus::Shipped
            }),
            shipped_on: self.shipped.map(|at| at.day),
            ..base.clone()
        };
        match (shipped > 0, open > 0) {
            (false, false) => lines.push(OrderLine {
                status: Some(OrderStatus::Cancelled),
                ..base
            }),
            (false, true) => lines.push(OrderLine {
                quantity: open,
                discount: discount_of(open),
                ..base
            }),
            (true, more) => {
                // The rest is a row of its own; once there was one, it is told to its end.
                if more || self.parts > 1 || taken.is_some() {
                    lines.push(OrderLine {
                        line_id: base
                            .line_id
                            .as_ref()
                            .map(|id| Text::from(format!("{id}+rest").as_str())),
                        quantity: open,
                        discount: discount_of(open),
                        status: Some(if more {
                            OrderStatus::Open
                        } else {
                            OrderStatus::Cancelled
                        }),
                        ..base
                    });
                }
                lines.push(gone);
                for (at, units, place) in taken.into_iter().flat_map(|t| &t.returned) {
                    returns.push(Return {
                        row: self.row,
                        order_id: Some(self.name.clone()),
                        sku: sku.clone(),
                        quantity: *units,
                        returned_on: at.day,
                        location: place.clone(),
                        resellable: Some(true),
                    });
                }
            }
        }
    }
}

/// Variants.
pub(super) fn products(
    nodes: &[Value],
    currency: Option<Currency>,
    zone: &ShopZone,
    page: &mut Page,
) {
    let mut products = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        page.items += 1;
        let updated = moment(text(&node["updatedAt"]), zone);
        page.until = page.until.max(updated.map(|at| at.utc));
        let Some(sku) = sku(&node["sku"], &node["displayName"]) else {
            page.problems
                .push(Problem::rejected(row(index), Some("sku"), "missing_value"));
            continue;
        };
        let item = &node["inventoryItem"];
        let product = &node["product"];
        let single = product["hasOnlyDefaultVariant"] == Value::Bool(true);
        let options: Vec<&str> = node["selectedOptions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|_| !single)
            .map(|option| text(&option["value"]))
            .filter(|value| !value.is_empty())
            .collect();
        products.push(Product {
            row: row(index),
            sku,
            name: some(&product["title"]),
            options: (!options.is_empty()).then(|| Text::from(options.join(" / ").as_str())),
            category: some(&product["productType"]),
            supplier: some(&product["vendor"]),
            unit_cost: amount(&item["unitCost"]["amount"]),
            cost_currency: text(&item["unitCost"]["currencyCode"]).parse().ok(),
            price: amount(&node["price"]),
            price_currency: currency,
            hs_code: some(&item["harmonizedSystemCode"]),
            origin_country: some(&item["countryCodeOfOrigin"]),
            barcode: some(&node["barcode"]),
            launched_on: moment(text(&product["createdAt"]), zone).map(|at| at.day),
            ..Product::default()
        });
    }
    page.records.push(Records::Products(products));
}

/// Stock by location.
pub(super) fn stock(nodes: &[Value], page: &mut Page) {
    let mut counts = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        page.items += 1;
        let name = &node["variant"]["displayName"];
        let Some(sku) = sku(&node["sku"], name) else {
            continue;
        };
        // What the shop does not count has no stock to speak of.
        if node["tracked"] == Value::Bool(false) {
            continue;
        }
        for level in node["inventoryLevels"]["nodes"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let quantity = |name: &str| {
                let mut all = level["quantities"].as_array().into_iter().flatten();
                let found = all.find(|one| text(&one["name"]) == name);
                found.and_then(|one| one["quantity"].as_i64())
            };
            if let (Some(location), Some(available)) =
                (some(&level["location"]["name"]), quantity("available"))
            {
                page.levels.push(StockLevel {
                    sku: sku.to_string(),
                    location: location.to_string(),
                    available,
                });
            }
            let Some(on_hand) = quantity("on_hand") else {
                page.problems.push(Problem::rejected(
                    row(index),
                    Some("on_hand"),
                    "missing_value",
                ));
                continue;
            };
            counts.push(StockCount {
                row: row(index),
                sku: sku.clone(),
                location: some(&level["location"]["name"]),
                on_hand,
                as_of: None,
                unit_cost: None,
                name: some(name),
            });
        }
    }
    page.records.push(Records::Stock(counts));
}

/// Locations.
pub(super) fn locations(nodes: &[Value], page: &mut Page) {
    let mut locations = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        page.items += 1;
        if let Some(location) = some(&node["name"]) {
            locations.push(Location {
                row: row(index),
                location,
                country: some(&node["address"]["countryCode"]),
                location_type: None,
                serves: Vec::new(),
                storage_cost_per_m3_month: None,
            });
        }
    }
    page.records.push(Records::Locations(locations));
}

//! What is written: quantities and fulfilments. Each looks first, so that a try whose answer was
//! lost is not repeated.

use serde_json::{Value, json};

use super::client::Client;
use super::{nodes, queries};
use crate::systems::graphql::text;
use crate::{Address, Again, ConnectError, Done, Fulfilment, ItemResult, Repeat, StockTarget};

/// The name of an item of a stock push.
fn item(target: &StockTarget) -> String {
    format!("{} @ {}", target.sku, target.location)
}

/// A text as a term of Shopify's search.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'"))
}

pub(super) async fn set_stock(
    client: &Client,
    targets: &[StockTarget],
    key: &str,
) -> Result<Done, ConnectError> {
    let mut done = Done {
        already: true,
        ..Done::default()
    };
    let mut quantities = Vec::new();
    let mut asked = Vec::new();
    for target in targets {
        let error = match level(client, target).await? {
            None => Some(
                ConnectError::new("connect_no_such_item")
                    .with("sku", target.sku.as_str())
                    .with("location", target.location.as_str()),
            ),
            Some((_, _, available)) if available == target.available => None,
            Some((_, _, available)) if target.expected.is_some_and(|was| was != available) => Some(
                ConnectError::new("connect_stock_changed")
                    .detail(available.to_string())
                    .again(Again::Later),
            ),
            Some((item_id, location_id, available)) => {
                quantities.push(json!({
                    "inventoryItemId": item_id, "locationId": location_id,
                    "quantity": target.available, "changeFromQuantity": available,
                }));
                asked.push(item(target));
                continue;
            }
        };
        done.items.push(ItemResult {
            item: item(target),
            error,
        });
    }
    if quantities.is_empty() {
        return Ok(done);
    }
    done.already = false;
    let input = json!({ "name": "available", "reason": "correction", "quantities": quantities });
    let variables = json!({ "input": input, "key": key });
    let data = client
        .ask(queries::SET_QUANTITIES, variables, Repeat::Freely)
        .await?;
    let result = &data["inventorySetQuantities"];
    // Shopify writes all or nothing: what it names is at fault, the rest was not written either.
    let refused = client.refused(&result["userErrors"]);
    for (index, name) in asked.into_iter().enumerate() {
        let at_fault = result["userErrors"].as_array().into_iter().flatten();
        let own = at_fault
            .filter(|error| error["field"][2] == Value::String(index.to_string()))
            .find_map(|error| client.refused(&json!([error])));
        let error = own.or_else(|| {
            refused
                .as_ref()
                .map(|_| ConnectError::new("connect_not_written").again(Again::Later))
        });
        done.items.push(ItemResult { item: name, error });
    }
    done.remote_id = result["inventoryAdjustmentGroup"]["id"]
        .as_str()
        .map(str::to_owned);
    Ok(done)
}

/// Ids of a SKU and a location, and what is available there.
async fn level(
    client: &Client,
    target: &StockTarget,
) -> Result<Option<(String, String, i64)>, ConnectError> {
    let variables = json!({ "query": format!("sku:{}", quoted(&target.sku)) });
    let data = client
        .ask(queries::LEVELS, variables, Repeat::Freely)
        .await?;
    for node in nodes(&data["inventoryItems"])? {
        // The search takes beginnings of words too.
        if text(&node["sku"]) != target.sku {
            continue;
        }
        for level in nodes(&node["inventoryLevels"])? {
            if text(&level["location"]["name"]) == target.location {
                let quantity = level["quantities"][0]["quantity"].as_i64();
                let quantity = quantity.ok_or_else(|| ConnectError::bad_answer("quantities"))?;
                return Ok(Some((
                    text(&node["id"]).to_owned(),
                    text(&level["location"]["id"]).to_owned(),
                    quantity,
                )));
            }
        }
    }
    Ok(None)
}

pub(super) async fn fulfil(client: &Client, fulfilment: &Fulfilment) -> Result<Done, ConnectError> {
    let variables = json!({ "id": fulfilment.remote_id });
    let data = client
        .ask(queries::TO_FULFIL, variables, Repeat::Freely)
        .await?;
    let order = &data["order"];
    if order.is_null() {
        return Err(
            ConnectError::new("connect_no_such_order").with("order", fulfilment.order_id.as_str())
        );
    }
    let told = order["fulfillments"].as_array().into_iter().flatten();
    let mut known = told.filter(|one| {
        let numbers = one["trackingInfo"].as_array().into_iter().flatten();
        numbers
            .map(|info| text(&info["number"]))
            .any(|number| number == fulfilment.tracking_number)
    });
    if let Some(known) = known.next() {
        return Ok(Done {
            remote_id: known["id"].as_str().map(str::to_owned),
            already: true,
            ..Done::default()
        });
    }
    let mut done = Done::default();
    let mut wanted: Vec<(&str, i64)> = fulfilment
        .items
        .iter()
        .map(|item| (item.sku.as_str(), item.quantity))
        .collect();
    for part in nodes(&order["fulfillmentOrders"])? {
        if !matches!(text(&part["status"]), "OPEN" | "IN_PROGRESS") {
            continue;
        }
        let mut lines = Vec::new();
        for line in nodes(&part["lineItems"])? {
            let left = line["remainingQuantity"].as_i64().unwrap_or(0);
            let units = if fulfilment.items.is_empty() {
                left
            } else {
                let sku = match text(&line["sku"]) {
                    "" => text(&line["lineItem"]["name"]),
                    sku => sku,
                };
                let found = wanted.iter_mut().find(|(name, _)| *name == sku);
                found.map_or(0, |(_, rest)| {
                    let units = left.min(*rest);
                    *rest -= units;
                    units
                })
            };
            if units > 0 {
                lines.push(json!({ "id": line["id"], "quantity": units }));
            }
        }
        if lines.is_empty() {
            continue;
        }
        let mut tracking = json!({ "number": fulfilment.tracking_number });
        if !fulfilment.carrier.is_empty() {
            tracking["company"] = json!(fulfilment.carrier);
        }
        if let Some(url) = &fulfilment.tracking_url {
            tracking["url"] = json!(url);
        }
        let input = json!({
            "lineItemsByFulfillmentOrder": [{
                "fulfillmentOrderId": part["id"], "fulfillmentOrderLineItems": lines,
            }],
            "trackingInfo": tracking, "notifyCustomer": false,
        });
        let variables = json!({ "fulfillment": input });
        let data = client
            .ask(queries::FULFIL, variables, Repeat::IfRefused)
            .await?;
        let result = &data["fulfillmentCreate"];
        if let Some(error) = client.refused(&result["userErrors"]) {
            return Err(error);
        }
        done.remote_id = result["fulfillment"]["id"].as_str().map(str::to_owned);
    }
    if done.remote_id.is_none() {
        return Err(ConnectError::new("connect_nothing_to_fulfil")
            .with("order", fulfilment.order_id.as_str()));
    }
    Ok(done)
}

pub(super) async fn destination(client: &Client, remote_id: &str) -> Result<Address, ConnectError> {
    let data = client
        .ask(
            queries::DESTINATION,
            json!({ "id": remote_id }),
            Repeat::Freely,
        )
        .await?;
    let to = &data["order"]["shippingAddress"];
    if to.is_null() {
        return Err(ConnectError::new("connect_no_address").with("order", remote_id));
    }
    let of = |name: &str| text(&to[name]).to_owned();
    Ok(Address {
        name: of("name"),
        street: of("address1"),
        street2: of("address2"),
        city: of("city"),
        state: of("provinceCode"),
        zip: of("zip"),
        country: of("countryCodeV2"),
        phone: of("phone"),
        email: text(&data["order"]["email"]).to_owned(),
    })
}

//! What is written: quantities and fulfilments. Each looks first, so that a try whose answer was
//! lost is not repeated.

use serde_json::{Value, json};

use super::client::Client;
use super::mapping::has_left;
use crate::systems::graphql::text;
use crate::{Address, Again, ConnectError, Done, Fulfilment, ItemResult, Repeat, StockTarget};

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub(super) async fn set_stock(
    client: &Client,
    targets: &[StockTarget],
) -> Result<Done, ConnectError> {
    let mut done = Done {
        already: true,
        ..Done::default()
    };
    for target in targets {
        let written = one(client, target).await?;
        done.already &= matches!(written, Ok(false));
        done.items.push(ItemResult {
            item: format!("{} @ {}", target.sku, target.location),
            error: written.err(),
        });
    }
    Ok(done)
}

/// Writes one quantity; whether there was something to write, or why it was left.
async fn one(
    client: &Client,
    target: &StockTarget,
) -> Result<Result<bool, ConnectError>, ConnectError> {
    let query = "query($options: ProductVariantListOptions) {
      productVariants(options: $options) {
        items { id stockLevels { stockOnHand stockAllocated stockLocation { id name } } }
      }
    }";
    let options = json!({ "take": 2, "filter": { "sku": { "eq": target.sku } } });
    let variables = json!({ "options": options });
    let data = client.ask(query, variables, Repeat::Freely).await?;
    let variant = &data["productVariants"]["items"][0];
    let level = each(&variant["stockLevels"])
        .find(|level| text(&level["stockLocation"]["name"]) == target.location);
    let numbers = level.and_then(|level| {
        let on_hand = level["stockOnHand"].as_i64()?;
        Some((level, on_hand, level["stockAllocated"].as_i64()?))
    });
    let Some((level, on_hand, allocated)) = numbers else {
        return Ok(Err(ConnectError::new("connect_no_such_item")
            .with("sku", target.sku.as_str())
            .with("location", target.location.as_str())));
    };
    let available = on_hand - allocated;
    if available == target.available {
        return Ok(Ok(false));
    }
    if target.expected.is_some_and(|was| was != available) {
        return Ok(Err(ConnectError::new("connect_stock_changed")
            .detail(available.to_string())
            .again(Again::Later)));
    }
    let change = "mutation($input: [UpdateProductVariantInput!]!) {
      updateProductVariants(input: $input) { id }
    }";
    let levels = json!([{
        "stockLocationId": level["stockLocation"]["id"],
        "stockOnHand": target.available + allocated,
    }]);
    let input = json!([{ "id": variant["id"], "stockLevels": levels }]);
    let variables = json!({ "input": input });
    client
        .change(change, "updateProductVariants", variables)
        .await?;
    Ok(Ok(true))
}

pub(super) async fn fulfil(client: &Client, fulfilment: &Fulfilment) -> Result<Done, ConnectError> {
    let query = "query($id: ID!) {
      order(id: $id) {
        lines {
          id quantity productVariant { sku } fulfillmentLines { quantity fulfillmentId }
        }
        fulfillments { id state trackingCode }
      }
    }";
    let variables = json!({ "id": fulfilment.remote_id });
    let data = client.ask(query, variables, Repeat::Freely).await?;
    let order = &data["order"];
    if order.is_null() {
        return Err(
            ConnectError::new("connect_no_such_order").with("order", fulfilment.order_id.as_str())
        );
    }
    let stands = |one: &&Value| text(&one["state"]) != "Cancelled";
    let made: Vec<&Value> = each(&order["fulfillments"]).filter(stands).collect();
    let mine = made
        .iter()
        .find(|one| text(&one["trackingCode"]) == fulfilment.tracking_number);
    let (id, already) = match mine {
        Some(known) if has_left(known) => {
            return Ok(Done {
                remote_id: known["id"].as_str().map(str::to_owned),
                already: true,
                ..Done::default()
            });
        }
        // Made by a try that got no further.
        Some(known) => (known["id"].clone(), true),
        None => (make(client, fulfilment, order, &made).await?, false),
    };
    let change = "mutation($id: ID!) {
      transitionFulfillmentToState(id: $id, state: \"Shipped\") {
        __typename ... on ErrorResult { errorCode message }
      }
    }";
    let variables = json!({ "id": id });
    client
        .change(change, "transitionFulfillmentToState", variables)
        .await?;
    Ok(Done {
        remote_id: id.as_str().map(str::to_owned),
        already,
        ..Done::default()
    })
}

/// Makes the fulfilment of what is left of the order, or of the items named; its id.
async fn make(
    client: &Client,
    fulfilment: &Fulfilment,
    order: &Value,
    made: &[&Value],
) -> Result<Value, ConnectError> {
    let mut wanted: Vec<(&str, i64)> = fulfilment
        .items
        .iter()
        .map(|item| (item.sku.as_str(), item.quantity))
        .collect();
    let mut lines = Vec::new();
    for line in each(&order["lines"]) {
        let gone: i64 = each(&line["fulfillmentLines"])
            .filter(|part| made.iter().any(|one| one["id"] == part["fulfillmentId"]))
            .filter_map(|part| part["quantity"].as_i64())
            .sum();
        let left = line["quantity"].as_i64().unwrap_or(0) - gone;
        let units = if fulfilment.items.is_empty() {
            left
        } else {
            let sku = text(&line["productVariant"]["sku"]);
            let found = wanted.iter_mut().find(|(name, _)| *name == sku);
            found.map_or(0, |(_, rest)| {
                let units = left.min(*rest);
                *rest -= units;
                units
            })
        };
        if units > 0 {
            lines.push(json!({ "orderLineId": line["id"], "quantity": units }));
        }
    }
    if lines.is_empty() {
        return Err(ConnectError::new("connect_nothing_to_fulfil")
            .with("order", fulfilment.order_id.as_str()));
    }
    let change = "mutation($input: FulfillOrderInput!) {
      addFulfillmentToOrder(input: $input) {
        __typename ... on Fulfillment { id } ... on ErrorResult { errorCode message }
      }
    }";
    let arguments = json!([
        { "name": "method", "value": fulfilment.carrier },
        { "name": "trackingCode", "value": fulfilment.tracking_number },
    ]);
    let handler = json!({ "code": "manual-fulfillment", "arguments": arguments });
    let variables = json!({ "input": { "lines": lines, "handler": handler } });
    let mut result = client
        .change(change, "addFulfillmentToOrder", variables)
        .await?;
    Ok(result["id"].take())
}

pub(super) async fn destination(client: &Client, remote_id: &str) -> Result<Address, ConnectError> {
    let query = "query($id: ID!) {
      order(id: $id) {
        customer { emailAddress firstName lastName phoneNumber }
        shippingAddress {
          fullName streetLine1 streetLine2 city province postalCode countryCode phoneNumber
        }
      }
    }";
    let variables = json!({ "id": remote_id });
    let data = client.ask(query, variables, Repeat::Freely).await?;
    let (to, customer) = (
        &data["order"]["shippingAddress"],
        &data["order"]["customer"],
    );
    if text(&to["streetLine1"]).is_empty() {
        return Err(ConnectError::new("connect_no_address").with("order", remote_id));
    }
    let of = |name: &str| text(&to[name]).to_owned();
    let first_of = |one: &Value, other: String| match text(one) {
        "" => other,
        said => said.to_owned(),
    };
    let name = [text(&customer["firstName"]), text(&customer["lastName"])].join(" ");
    Ok(Address {
        name: first_of(&to["fullName"], name.trim().to_owned()),
        street: of("streetLine1"),
        street2: of("streetLine2"),
        city: of("city"),
        state: of("province"),
        zip: of("postalCode"),
        country: of("countryCode"),
        phone: first_of(
            &to["phoneNumber"],
            text(&customer["phoneNumber"]).to_owned(),
        ),
        email: text(&customer["emailAddress"]).to_owned(),
    })
}

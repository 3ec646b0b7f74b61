//! Shopify, Admin GraphQL 2026-10.
//!
//! Odd about it: a query costs points, which come back at a steady rate and stand in every answer;
//! a query over 1,000 points is refused, so pages are sized to stay below. An answer with status
//! 200 can hold errors, `THROTTLED` among them. Orders can be sorted by their last change, products
//! and stock cannot: stock is read whole. Quantities are written only while they are what we read
//! before, and with a key that counts once.
//!
//! Seen working against an implementation of the official schema, not against a live shop.

mod client;
mod mapping;
mod push;
mod queries;

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};

use self::client::Client;
use crate::systems::graphql::text;
use crate::{
    Address, Budget, Capability, Catalogue, Clock, ConnectError, Connected, Done, Field, FieldKind,
    From, Fulfilment, Identity, Limits, Orders, Page, Repeat, Settings, Stock, StockTarget, System,
};

/// Shopify.
pub static SYSTEM: System = System {
    name: "shopify",
    title: "Shopify",
    fields: &[
        Field {
            name: "address",
            kind: FieldKind::Address,
            required: true,
            example: "my-shop.myshopify.com",
        },
        Field {
            name: "token",
            kind: FieldKind::Secret,
            required: true,
            example: "shpat_…",
        },
    ],
    capabilities: &[
        Capability::PullLocations,
        Capability::PullProducts,
        Capability::PullOrders,
        Capability::PullStock,
        Capability::PushStock,
        Capability::PushFulfilment,
    ],
    open,
};

fn open(
    settings: &Settings,
    limits: Limits,
    clock: Arc<dyn Clock>,
) -> Result<Box<dyn Connected>, ConnectError> {
    Ok(Box::new(Shopify(Client::new(settings, limits, clock)?)))
}

struct Shopify(Client);

/// The search term for what changed since; empty for everything.
fn since(from: &From) -> String {
    from.since.map_or_else(String::new, |at| {
        format!("updated_at:>='{}'", at.format("%Y-%m-%dT%H:%M:%SZ"))
    })
}

#[async_trait]
impl Connected for Shopify {
    async fn identify(&self) -> Result<Identity, ConnectError> {
        let data = self.0.ask(queries::SHOP, json!({}), Repeat::Freely).await?;
        Ok(Identity {
            name: text(&data["shop"]["name"]).to_owned(),
            currency: text(&data["shop"]["currencyCode"]).parse().ok(),
        })
    }

    fn budget(&self) -> Option<Budget> {
        self.0.budget()
    }

    fn orders(&self) -> Option<&dyn Orders> {
        Some(self)
    }

    fn catalogue(&self) -> Option<&dyn Catalogue> {
        Some(self)
    }

    fn stock(&self) -> Option<&dyn Stock> {
        Some(self)
    }
}

#[async_trait]
impl Orders for Shopify {
    async fn orders(&self, from: &From) -> Result<Page, ConnectError> {
        let variables = json!({ "after": from.page, "query": since(from) });
        let mut data = self
            .0
            .ask(queries::ORDERS, variables, Repeat::Freely)
            .await?;
        let connection = data["orders"].take();
        let mut page = self.0.page(&connection)?;
        let mut orders = nodes(&connection)?.to_vec();
        for order in &mut orders {
            self.complete(order).await?;
        }
        mapping::orders(&orders, &from.zone, &mut page);
        Ok(page)
    }

    async fn fulfil(&self, fulfilment: &Fulfilment) -> Result<Done, ConnectError> {
        push::fulfil(&self.0, fulfilment).await
    }

    async fn destination(&self, remote_id: &str) -> Result<Address, ConnectError> {
        push::destination(&self.0, remote_id).await
    }
}

impl Shopify {
    /// Reads what did not fit into the page's query: further lines, and the lines of refunds.
    async fn complete(&self, order: &mut Value) -> Result<(), ConnectError> {
        let more_lines = order["lineItems"]["pageInfo"]["hasNextPage"] == Value::Bool(true);
        let refunded = matches!(
            text(&order["displayFinancialStatus"]),
            "REFUNDED" | "PARTIALLY_REFUNDED"
        );
        if more_lines {
            let mut lines = Vec::new();
            let mut after = Value::Null;
            loop {
                let variables = json!({ "id": order["id"], "after": after });
                let data = self
                    .0
                    .ask(queries::LINES, variables, Repeat::Freely)
                    .await?;
                let connection = &data["order"]["lineItems"];
                lines.extend(nodes(connection)?.iter().cloned());
                if connection["pageInfo"]["hasNextPage"] != Value::Bool(true) {
                    break;
                }
                after = connection["pageInfo"]["endCursor"].clone();
            }
            order["lineItems"]["nodes"] = Value::Array(lines);
        }
        if refunded {
            let variables = json!({ "id": order["id"] });
            let mut data = self
                .0
                .ask(queries::REFUNDS, variables, Repeat::Freely)
                .await?;
            order["refunds"] = data["order"]["refunds"].take();
        }
        Ok(())
    }
}

#[async_trait]
impl Catalogue for Shopify {
    async fn products(&self, from: &From) -> Result<Page, ConnectError> {
        let variables = json!({ "after": from.page, "query": since(from) });
        let data = self
            .0
            .ask(queries::VARIANTS, variables, Repeat::Freely)
            .await?;
        let connection = &data["productVariants"];
        let mut page = self.0.page(connection)?;
        let currency = text(&data["shop"]["currencyCode"]).parse().ok();
        mapping::products(nodes(connection)?, currency, &from.zone, &mut page);
        Ok(page)
    }
}

#[async_trait]
impl Stock for Shopify {
    async fn stock(&self, from: &From) -> Result<Page, ConnectError> {
        let variables = json!({ "after": from.page });
        let data = self
            .0
            .ask(queries::STOCK, variables, Repeat::Freely)
            .await?;
        let connection = &data["inventoryItems"];
        let mut page = self.0.page(connection)?;
        mapping::stock(nodes(connection)?, &mut page);
        Ok(page)
    }

    async fn locations(&self, from: &From) -> Result<Page, ConnectError> {
        let variables = json!({ "after": from.page });
        let data = self
            .0
            .ask(queries::LOCATIONS, variables, Repeat::Freely)
            .await?;
        let connection = &data["locations"];
        let mut page = self.0.page(connection)?;
        mapping::locations(nodes(connection)?, &mut page);
        Ok(page)
    }

    async fn set_stock(&self, targets: &[StockTarget], key: &str) -> Result<Done, ConnectError> {
        push::set_stock(&self.0, targets, key).await
    }
}

/// The nodes of a connection.
fn nodes(connection: &Value) -> Result<&Vec<Value>, ConnectError> {
    connection["nodes"]
        .as_array()
        .ok_or_else(|| ConnectError::bad_answer("nodes"))
}

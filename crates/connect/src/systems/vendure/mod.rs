//! Vendure, Admin API (GraphQL) of version 3.
//!
//! Odd about it: one signs in with a name and a password and gets a token in a header, which ends
//! when the store restarts. Lists are paged by how many to skip, so that a change while one reads
//! would move others past the page: pages here begin behind the last change seen instead. A stock
//! level has what is on hand and what is promised; only what is on hand can be written, and not on
//! the condition that it is still what was read. An order does not say where it leaves from: it is
//! taken to be the location of the connection's field, else the store's first.

mod client;
mod mapping;
mod push;

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};

use self::client::Client;
use crate::systems::graphql::text;
use crate::{
    Address, Capability, Catalogue, Clock, ConnectError, Connected, Done, Field, FieldKind, From,
    Fulfilment, Identity, Limits, Orders, Page, Repeat, Settings, Stock, StockTarget, System,
};

/// Vendure.
pub static SYSTEM: System = System {
    name: "vendure",
    title: "Vendure",
    fields: &[
        Field {
            name: "address",
            kind: FieldKind::Address,
            required: true,
            example: "https://store.example.com",
        },
        Field {
            name: "username",
            kind: FieldKind::Text,
            required: true,
            example: "superadmin",
        },
        Field {
            name: "password",
            kind: FieldKind::Secret,
            required: true,
            example: "…",
        },
        Field {
            name: "location",
            kind: FieldKind::Text,
            required: false,
            example: "Warehouse",
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
    Ok(Box::new(Vendure(Client::new(settings, limits, clock)?)))
}

struct Vendure(Client);

const ORDERS: &str = "query($options: OrderListOptions) {
  orders(options: $options) {
    items {
      id code state createdAt updatedAt orderPlacedAt currencyCode
      customer { emailAddress }
      shippingAddress { countryCode }
      lines {
        id quantity orderPlacedQuantity unitPriceWithTax discountedUnitPriceWithTax
        productVariant { sku name }
        fulfillmentLines { quantity fulfillmentId }
      }
      fulfillments { id state method trackingCode createdAt }
      payments { refunds { state lines { orderLineId quantity } } }
    }
  }
}";

const VARIANTS: &str = "query($options: ProductVariantListOptions) {
  productVariants(options: $options) {
    items {
      id sku name price currencyCode updatedAt createdAt trackInventory
      options { name } product { name }
      stockLevels { stockOnHand stockAllocated stockLocation { name } }
    }
  }
}";

const LOCATIONS: &str = "query($options: StockLocationListOptions) {
  stockLocations(options: $options) { items { id name updatedAt } }
}";

#[async_trait]
impl Connected for Vendure {
    async fn identify(&self) -> Result<Identity, ConnectError> {
        let query = "query { activeChannel { code defaultCurrencyCode } }";
        let data = self.0.ask(query, json!({}), Repeat::Freely).await?;
        let channel = &data["activeChannel"];
        Ok(Identity {
            name: match text(&channel["code"]) {
                "__default_channel__" => self.0.host().to_owned(),
                code => code.to_owned(),
            },
            currency: text(&channel["defaultCurrencyCode"]).parse().ok(),
        })
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
impl Orders for Vendure {
    async fn orders(&self, from: &From) -> Result<Page, ConnectError> {
        let place = self.0.place().await?;
        let filter = json!({ "active": { "eq": false } });
        let (items, mut page) = self.0.page(ORDERS, "orders", from, filter).await?;
        mapping::orders(&items, &place, &from.zone, &mut page);
        Ok(page)
    }

    async fn fulfil(&self, fulfilment: &Fulfilment) -> Result<Done, ConnectError> {
        push::fulfil(&self.0, fulfilment).await
    }

    async fn destination(&self, remote_id: &str) -> Result<Address, ConnectError> {
        push::destination(&self.0, remote_id).await
    }
}

#[async_trait]
impl Catalogue for Vendure {
    async fn products(&self, from: &From) -> Result<Page, ConnectError> {
        let (items, mut page) = self
            .0
            .page(VARIANTS, "productVariants", from, json!({}))
            .await?;
        mapping::products(&items, &from.zone, &mut page);
        Ok(page)
    }
}

#[async_trait]
impl Stock for Vendure {
    async fn stock(&self, from: &From) -> Result<Page, ConnectError> {
        // A level that changes does not touch its variant: stock is read whole.
        let whole = From {
            since: None,
            ..from.clone()
        };
        let (items, mut page) = self
            .0
            .page(VARIANTS, "productVariants", &whole, json!({}))
            .await?;
        mapping::stock(&items, &mut page);
        page.until = None;
        Ok(page)
    }

    async fn locations(&self, from: &From) -> Result<Page, ConnectError> {
        let whole = From {
            since: None,
            ..from.clone()
        };
        let (items, mut page) = self
            .0
            .page(LOCATIONS, "stockLocations", &whole, json!({}))
            .await?;
        mapping::locations(&items, &mut page);
        Ok(page)
    }

    async fn set_stock(&self, targets: &[StockTarget], _key: &str) -> Result<Done, ConnectError> {
        push::set_stock(&self.0, targets).await
    }
}

/// The items of a list.
fn items(list: &mut Value) -> Result<Vec<Value>, ConnectError> {
    match list["items"].take() {
        Value::Array(items) => Ok(items),
        _ => Err(ConnectError::bad_answer("items")),
    }
}

//! Klaviyo, revision 2026-07-15: events about customers.
//!
//! Odd about it: every call names the revision it was written for. An event with a `unique_id` that
//! was seen before is taken and not counted again, so that a try whose answer was lost can be
//! repeated. An event is always about a profile: what is about no buyer goes to the profile of the
//! connection's field `notify`.
//!
//! Seen working against the official description of the interface, not against the live service.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Map, Value, json};

use super::graphql::text;
use crate::{
    Answer, Capability, Clock, ConnectError, Connected, Done, Event, Events, Field, FieldKind,
    Http, Identity, Limits, Method, Rate, Repeat, Request, Settings, System,
};

const ADDRESS: &str = "https://a.klaviyo.com";
const REVISION: &str = "2026-07-15";
const MEDIA: &str = "application/vnd.api+json";

/// Klaviyo.
pub static SYSTEM: System = System {
    name: "klaviyo",
    title: "Klaviyo",
    fields: &[
        Field {
            name: "address",
            kind: FieldKind::Address,
            required: false,
            example: ADDRESS,
        },
        Field {
            name: "key",
            kind: FieldKind::Secret,
            required: true,
            example: "pk_…",
        },
        Field {
            name: "notify",
            kind: FieldKind::Text,
            required: false,
            example: "stock@example.com",
        },
    ],
    capabilities: &[Capability::PushEvent],
    open,
};

fn open(
    settings: &Settings,
    limits: Limits,
    clock: Arc<dyn Clock>,
) -> Result<Box<dyn Connected>, ConnectError> {
    let address = match settings.text("address").trim() {
        "" => ADDRESS,
        given => given,
    };
    Ok(Box::new(Klaviyo {
        http: Http::new(address, settings, Rate::new(10, 10), limits, clock)?,
        key: settings.key("key").trim().to_owned(),
        notify: settings.text("notify").trim().to_owned(),
    }))
}

struct Klaviyo {
    http: Http,
    key: String,
    notify: String,
}

impl Klaviyo {
    async fn ask(&self, request: Request) -> Result<Answer, ConnectError> {
        let request = request
            .header("authorization", format!("Klaviyo-API-Key {}", self.key))
            .header("revision", REVISION)
            .header("accept", MEDIA);
        let answer = self.http.call(&request).await?;
        answer
            .expect_success()
            .map_err(|error| self.http.clean(error))
    }
}

/// What an event is called in Klaviyo's lists.
fn metric(kind: &str) -> &str {
    match kind {
        "order_shipped" => "Order Shipped",
        "order_delivered" => "Order Delivered",
        "back_in_stock" => "Back in Stock",
        other => other,
    }
}

#[async_trait]
impl Connected for Klaviyo {
    async fn identify(&self) -> Result<Identity, ConnectError> {
        let answer = self.ask(Request::get("/api/accounts")).await?.json()?;
        let account = &answer["data"][0]["attributes"];
        Ok(Identity {
            name: text(&account["contact_information"]["organization_name"]).to_owned(),
            currency: text(&account["preferred_currency"]).parse().ok(),
        })
    }

    fn events(&self) -> Option<&dyn Events> {
        Some(self)
    }
}

#[async_trait]
impl Events for Klaviyo {
    async fn send(&self, event: &Event) -> Result<Done, ConnectError> {
        let mut profile = Map::new();
        match &event.customer {
            Some(customer) => {
                let (first, last) = customer
                    .name
                    .split_once(' ')
                    .unwrap_or((&customer.name, ""));
                let fields = [
                    ("email", &*customer.email),
                    ("first_name", first),
                    ("last_name", last),
                ];
                for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
                    profile.insert(name.to_owned(), value.into());
                }
            }
            None => {
                profile.insert("email".to_owned(), self.notify.as_str().into());
            }
        }
        if text(&profile.get("email").cloned().unwrap_or_default()).is_empty() {
            return Err(ConnectError::new("connect_nobody_to_tell"));
        }
        let mut properties: Map<String, Value> = event
            .facts
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().into()))
            .collect();
        let lines = event.lines.iter();
        let lines = lines.map(|line| json!({ "sku": line.sku, "quantity": line.quantity }));
        properties.insert("items".to_owned(), lines.collect());
        let body = json!({ "data": { "type": "event", "attributes": {
            "properties": properties,
            "time": event.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            "unique_id": event.unique,
            "metric": { "data": { "type": "metric", "attributes": { "name": metric(&event.kind) } } },
            "profile": { "data": { "type": "profile", "attributes": profile } },
        }}});
        let request = Request::json(Method::Post, "/api/events", &body, Repeat::Freely)
            .header("content-type", MEDIA);
        self.ask(request).await?;
        Ok(Done::default())
    }
}

//! EasyPost, API version 2: parcels, labels and where they are.
//!
//! Odd about it: one and the same address serves test and real labels, and the key alone decides
//! (`EZTK…` test, `EZAK…` real). A real key is refused here until the connection's field `live`
//! says `true`. A shipment that was made costs nothing; buying its label does, and EasyPost refuses
//! to buy it a second time. Weights are ounces, lengths inches.
//!
//! Customs papers are not made: a parcel that needs them gets no rate, which is told.
//!
//! Seen working against recorded exchanges of its test mode, not against the live service.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::graphql::text;
use crate::{
    Address, Answer, Capability, Clock, ConnectError, Connected, Done, Field, FieldKind, Http,
    Identity, Limits, Method, Rate, Repeat, Request, Settings, Shipment, Shipping, System,
    TrackingState, TrackingStatus,
};

const ADDRESS: &str = "https://api.easypost.com";

const fn sender(name: &'static str, required: bool, example: &'static str) -> Field {
    Field {
        name,
        kind: FieldKind::Text,
        required,
        example,
    }
}

/// EasyPost.
pub static SYSTEM: System = System {
    name: "easypost",
    title: "EasyPost",
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
            example: "EZTK…",
        },
        Field {
            name: "live",
            kind: FieldKind::Flag,
            required: false,
            example: "false",
        },
        sender("from_name", true, "Tidestock Ltd"),
        sender("from_street", true, "179 N Harbor Dr"),
        sender("from_city", true, "Redondo Beach"),
        sender("from_state", false, "CA"),
        sender("from_zip", true, "90277"),
        sender("from_country", true, "US"),
        sender("from_phone", false, "5555555555"),
    ],
    capabilities: &[Capability::PullTracking, Capability::PushShipment],
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
    let of = |name: &str| settings.text(name).trim().to_owned();
    Ok(Box::new(EasyPost {
        http: Http::new(address, settings, Rate::new(5, 5), limits, clock)?,
        key: settings.key("key").trim().to_owned(),
        live: settings.text("live").trim() == "true",
        from: Address {
            name: of("from_name"),
            street: of("from_street"),
            city: of("from_city"),
            state: of("from_state"),
            zip: of("from_zip"),
            country: of("from_country"),
            phone: of("from_phone"),
            ..Address::default()
        },
    }))
}

struct EasyPost {
    http: Http,
    key: String,
    live: bool,
    from: Address,
}

/// An address in EasyPost's names; what is not known is left out.
fn address(of: &Address) -> Value {
    let fields = [
        ("name", &of.name),
        ("street1", &of.street),
        ("street2", &of.street2),
        ("city", &of.city),
        ("state", &of.state),
        ("zip", &of.zip),
        ("country", &of.country),
        ("phone", &of.phone),
        ("email", &of.email),
    ];
    let known = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let map: Map<String, Value> = known
        .map(|(name, value)| (name.to_owned(), Value::from(value.as_str())))
        .collect();
    Value::Object(map)
}

/// A tenth of a unit of 1/`per` of what is given: ounces of grams, inches of millimetres.
fn tenths(given: i64, per: f64) -> f64 {
    ((given as f64 / per) * 10.0).ceil() / 10.0
}

impl EasyPost {
    async fn ask(&self, mut request: Request) -> Result<Answer, ConnectError> {
        if !self.live && !self.key.starts_with("EZTK") {
            return Err(ConnectError::new("connect_live_not_switched"));
        }
        let user = BASE64_STANDARD.encode(format!("{}:", self.key));
        request = request.header("authorization", format!("Basic {user}"));
        let answer = self.http.call(&request).await?;
        answer
            .expect_success()
            .map_err(|error| self.http.clean(error))
    }

    /// A shipment as it stands, where the answer is about the one that was asked for.
    async fn shipment(&self, id: &str) -> Result<Option<Value>, ConnectError> {
        let request = Request::get(format!("/v2/shipments/{id}"));
        let shipment = self.ask(request).await?.json()?;
        Ok((text(&shipment["id"]) == id).then_some(shipment))
    }
}

/// Tracking number, carrier and address of a shipment whose label was bought.
fn bought(shipment: &Value) -> Option<BTreeMap<String, String>> {
    let number = text(&shipment["tracking_code"]);
    let carrier = text(&shipment["selected_rate"]["carrier"]);
    let label = &shipment["postage_label"];
    if number.is_empty() || label.is_null() {
        return None;
    }
    let facts = [
        ("tracking_number", number),
        ("carrier", carrier),
        ("tracking_url", text(&shipment["tracker"]["public_url"])),
    ];
    let known = facts.into_iter().filter(|(_, value)| !value.is_empty());
    Some(
        known
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    )
}

#[async_trait]
impl Connected for EasyPost {
    async fn identify(&self) -> Result<Identity, ConnectError> {
        self.ask(Request::get("/v2/trackers?page_size=1")).await?;
        let mode = if self.live {
            "EasyPost"
        } else {
            "EasyPost (test)"
        };
        Ok(Identity {
            name: mode.to_owned(),
            currency: None,
        })
    }

    fn shipping(&self) -> Option<&dyn Shipping> {
        Some(self)
    }
}

#[async_trait]
impl Shipping for EasyPost {
    async fn begin(&self, shipment: &Shipment) -> Result<Done, ConnectError> {
        let mut parcel = json!({ "weight": tenths(shipment.weight_g, 28.349_523_125) });
        for (name, size) in ["length", "width", "height"].iter().zip(shipment.size_mm) {
            if size > 0 {
                parcel[*name] = json!(tenths(size, 25.4));
            }
        }
        let body = json!({ "shipment": {
            "to_address": address(&shipment.to), "from_address": address(&self.from),
            "parcel": parcel, "reference": shipment.reference,
        }});
        // Another one that is never bought costs nothing.
        let request = Request::json(Method::Post, "/v2/shipments", &body, Repeat::Freely);
        let made = self.ask(request).await?.json()?;
        let price = |rate: &Value| text(&rate["rate"]).parse::<Decimal>().ok();
        let rates = made["rates"].as_array().into_iter().flatten();
        let cheapest = rates
            .filter(|rate| price(rate).is_some())
            .min_by(|a, b| price(a).partial_cmp(&price(b)).unwrap_or(Ordering::Equal));
        let Some(rate) = cheapest else {
            let words = made["messages"][0]["message"].as_str();
            return Err(ConnectError::new("connect_no_rate").detail(words.unwrap_or_default()));
        };
        let (id, rate) = (text(&made["id"]), text(&rate["id"]));
        if id.is_empty() || rate.is_empty() {
            return Err(ConnectError::bad_answer("shipment"));
        }
        Ok(Done {
            remote_id: Some(format!("{id}/{rate}")),
            ..Done::default()
        })
    }

    async fn finish(&self, remote_id: &str) -> Result<Done, ConnectError> {
        let begun = remote_id.split_once('/');
        let (id, rate) = begun.ok_or_else(|| ConnectError::bad_answer("shipment"))?;
        let done = |facts, already| Done {
            remote_id: Some(id.to_owned()),
            already,
            facts,
            ..Done::default()
        };
        let standing = self.shipment(id).await?;
        if let Some(facts) = standing.as_ref().and_then(bought) {
            return Ok(done(facts, true));
        }
        let path = format!("/v2/shipments/{id}/buy");
        let body = json!({ "rate": { "id": rate } });
        let request = Request::json(Method::Post, path, &body, Repeat::IfRefused);
        let answer = self.ask(request).await?.json()?;
        let facts = bought(&answer).ok_or_else(|| ConnectError::bad_answer("tracking_code"))?;
        Ok(done(facts, false))
    }

    async fn track(&self, number: &str, _carrier: &str) -> Result<TrackingStatus, ConnectError> {
        // The same number again is the same tracker.
        let body = json!({ "tracker": { "tracking_code": number } });
        let request = Request::json(Method::Post, "/v2/trackers", &body, Repeat::Freely);
        let tracker = self.ask(request).await?.json()?;
        let state = match text(&tracker["status"]) {
            "in_transit" | "out_for_delivery" | "available_for_pickup" => TrackingState::Moving,
            "delivered" => TrackingState::Delivered,
            "return_to_sender" | "failure" | "cancelled" | "error" => TrackingState::Failed,
            _ => TrackingState::Waiting,
        };
        let details = tracker["tracking_details"].as_array();
        let last = details
            .and_then(|all| all.last())
            .map(|last| text(&last["datetime"]));
        let at = last.and_then(|at| DateTime::parse_from_rfc3339(at).ok());
        Ok(TrackingStatus {
            number: number.to_owned(),
            state,
            at: at.map(|at| at.with_timezone(&Utc)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_and_sizes_never_shrink() {
        // 436 g / 28.3495 = 15.379 oz, 254 mm = 10 in, 255 mm = 10.039 in.
        assert_eq!(tenths(436, 28.349_523_125), 15.4);
        assert_eq!((tenths(254, 25.4), tenths(255, 25.4)), (10.0, 10.1));
    }
}

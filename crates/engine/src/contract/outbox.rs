//! What is to be told to connected systems.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Coded;
use super::connection::Keys;

/// Switches a push of a connection.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PushRequest {
    /// Connection.
    pub name: String,
    /// `push_stock`, `push_fulfilment`, `push_shipment`, `push_event`, `push_purchase_order`.
    pub push: String,
    /// On or off.
    pub on: bool,
    /// Change nothing, say what would wait to be sent.
    pub dry_run: bool,
}

/// Names a connection, or none for all.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OutboxRequest {
    /// Connection.
    #[ts(optional)]
    pub name: Option<String>,
    /// Only what would be sent now.
    pub waiting: bool,
}

/// Names one row.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct OutboxRowRequest {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
}

/// Sends what waits.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SendRequest {
    /// Connection; none = all.
    #[ts(optional)]
    pub name: Option<String>,
    /// Keys by connection.
    pub keys: BTreeMap<String, Keys>,
    /// Also what waits for the time of its next try.
    pub now: bool,
}

/// One thing to be told.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OutboxItem {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Connection.
    pub connection: String,
    /// What kind: `push_stock` …
    pub push: String,
    /// What it is about: a SKU and its location, an order.
    pub subject: String,
    /// What is told, for people: `available`, `tracking_number` …
    pub facts: BTreeMap<String, String>,
    /// `waiting`, `sent`, `dead` or `discarded`.
    pub state: String,
    /// Tries so far.
    #[ts(type = "number")]
    pub attempts: i64,
    /// Not before, RFC 3339; where it waits.
    #[ts(optional)]
    pub next_at: Option<String>,
    /// When it was decided, RFC 3339.
    pub created_at: String,
    /// When it was sent, given up or discarded.
    #[ts(optional)]
    pub done_at: Option<String>,
    /// What the last try failed with.
    #[ts(optional)]
    pub failure: Option<Coded>,
}

/// Things to be told.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Outbox {
    /// What was given up and what waits first, then what is done.
    pub items: Vec<OutboxItem>,
}

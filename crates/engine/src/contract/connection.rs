//! Connected systems.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Coded;

/// Keys of a connection by field. They are used for this call and kept nowhere; they do not print.
#[derive(Clone, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Keys(pub BTreeMap<String, String>);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// One thing a system is asked for when it is connected.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SystemField {
    /// Name.
    pub name: String,
    /// `address`, `text`, `secret` or `flag`.
    pub kind: String,
    /// Whether it may be left out.
    pub required: bool,
    /// What it looks like.
    pub example: String,
}

/// A system that can be connected.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ConnectableSystem {
    /// Name.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What it needs.
    pub fields: Vec<SystemField>,
    /// What it can do: `pull_orders`, `push_stock` …
    pub capabilities: Vec<String>,
}

/// All of them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Systems {
    /// In alphabetical order.
    pub systems: Vec<ConnectableSystem>,
}

/// A connected system.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Connection {
    /// What the seller calls it.
    pub name: String,
    /// System.
    pub system: String,
    /// System of its documents in the ledger.
    pub source: String,
    /// Plain fields.
    pub fields: BTreeMap<String, String>,
    /// Pushes that are switched on: `push_stock` …
    pub pushes: Vec<String>,
    /// End of the last run, RFC 3339.
    #[ts(optional)]
    pub last_sync: Option<String>,
}

/// All of them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Connections {
    /// By name.
    pub connections: Vec<Connection>,
}

/// Connects a system.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AddConnection {
    /// What to call it.
    pub name: String,
    /// System.
    pub system: String,
    /// Plain fields.
    pub fields: BTreeMap<String, String>,
    /// Keys.
    pub keys: Keys,
}

/// Names a connection.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct ConnectionRequest {
    /// Its name.
    pub name: String,
}

/// Names a connection and gives its keys.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct KeyedRequest {
    /// Its name.
    pub name: String,
    /// Its keys.
    pub keys: Keys,
    /// Keys of other connections, for what is told to them behind a sync.
    pub others: BTreeMap<String, Keys>,
}

/// Who answered.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Tested {
    /// Connection.
    pub name: String,
    /// Name of the shop or account over there.
    pub account: String,
    /// Its currency.
    #[ts(optional)]
    pub currency: Option<String>,
}

/// One run of a stream.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Run {
    /// `locations`, `products`, `orders`, `stock` or `purchase_orders`.
    pub stream: String,
    /// Begin, RFC 3339.
    pub started_at: String,
    /// End; missing where the program was stopped in its middle.
    #[ts(optional)]
    pub finished_at: Option<String>,
    /// Pages read.
    #[ts(type = "number")]
    pub pages: i64,
    /// Items read.
    #[ts(type = "number")]
    pub items: i64,
    /// Rows new or changed.
    #[ts(type = "number")]
    pub accepted: i64,
    /// Rows known.
    #[ts(type = "number")]
    pub unchanged: i64,
    /// Rows left out.
    #[ts(type = "number")]
    pub rejected: i64,
    /// SKUs and locations whose stock over there is not what the ledger holds; told, not booked.
    #[ts(type = "number")]
    pub differs: i64,
    /// What stopped it.
    #[ts(optional)]
    pub failure: Option<Coded>,
}

/// The runs of a connection.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Runs {
    /// Connection.
    pub name: String,
    /// Runs: of a log the newest first, of a sync in their order.
    pub runs: Vec<Run>,
}

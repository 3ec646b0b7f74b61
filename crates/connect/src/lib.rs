//! Other systems over the network: the only crate that opens a socket towards the outside.
//!
//! A system is one folder under [`systems`]. It says in its [`System`] entry what it needs to be
//! reached (address, keys) and what it can do, and opens into a [`Connected`], which offers one
//! trait a topic. What is pulled are rows of [`domain::record`], the same that files become, so
//! that they enter the ledger by the same path. Nothing here knows the workspace, the window or
//! the clock; the caller hands the clock in.

mod clock;
mod error;
mod http;
mod pace;
pub mod registry;
mod secret;
mod system;
pub mod systems;
mod time;

pub use clock::Clock;
pub use error::{Again, ConnectError};
pub use http::{Answer, Http, Limits, Method, Repeat, Request};
pub use pace::{Budget, Pace, Rate};
pub use registry::{Field, FieldKind, System, system};
pub use secret::{Secret, Settings};
pub use system::{
    Address, Capability, Catalogue, Connected, Done, Event, EventLine, Events, From, Fulfilment,
    Identity, Item, ItemResult, Orders, Page, PurchaseLine, PurchaseOrder, Purchasing, RemoteOrder,
    Shipment, Shipping, Stock, StockLevel, StockTarget, Stream, TrackingState, TrackingStatus,
};
pub use time::{Moment, moment};

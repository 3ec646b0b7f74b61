//! What a connected system offers: one trait a topic, each small enough to be honest about.
//!
//! A method that a system of a topic cannot do answers `connect_not_offered`; which ones it can is
//! said beforehand by the system's [`Capability`] list, and nothing else is ever called.

use std::collections::BTreeMap;
use std::fmt;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::record::Records;
use domain::{Currency, Problem, ShopZone, words};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Budget, ConnectError};

words! {
    /// What is pulled, each with a cursor of its own. Pulled in this order: places before what
    /// stands in them, orders before the stock that they moved.
    Stream {
        /// Warehouses.
        Locations = "locations",
        /// The catalogue.
        Products = "products",
        /// Orders with what came back of them.
        Orders = "orders",
        /// What is there now.
        Stock = "stock",
        /// Orders at suppliers.
        PurchaseOrders = "purchase_orders",
    }
}

words! {
    /// One thing a system can do.
    Capability {
        /// Warehouses are read.
        PullLocations = "pull_locations",
        /// The catalogue is read.
        PullProducts = "pull_products",
        /// Orders are read.
        PullOrders = "pull_orders",
        /// Stock by warehouse is read.
        PullStock = "pull_stock",
        /// Purchase orders are read.
        PullPurchaseOrders = "pull_purchase_orders",
        /// The state of parcels is read.
        PullTracking = "pull_tracking",
        /// Quantities are written.
        PushStock = "push_stock",
        /// An order is told as shipped, with its tracking number.
        PushFulfilment = "push_fulfilment",
        /// Purchase orders are written.
        PushPurchaseOrder = "push_purchase_order",
        /// A shipment is made.
        PushShipment = "push_shipment",
        /// Events are told.
        PushEvent = "push_event",
    }
}

impl Capability {
    /// What is pulled by it; `None` where it pushes, or reads parcels one by one.
    #[must_use]
    pub fn stream(self) -> Option<Stream> {
        match self {
            Capability::PullLocations => Some(Stream::Locations),
            Capability::PullProducts => Some(Stream::Products),
            Capability::PullOrders => Some(Stream::Orders),
            Capability::PullStock => Some(Stream::Stock),
            Capability::PullPurchaseOrders => Some(Stream::PurchaseOrders),
            _ => None,
        }
    }

    /// Whether it changes something in the other system: off until the seller switches it on.
    #[must_use]
    pub fn is_push(self) -> bool {
        matches!(
            self,
            Capability::PushStock
                | Capability::PushFulfilment
                | Capability::PushPurchaseOrder
                | Capability::PushShipment
                | Capability::PushEvent
        )
    }
}

/// Who answers at the other end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Name of the shop, company or account.
    pub name: String,
    /// Its currency, where it has one.
    pub currency: Option<Currency>,
}

/// Where a pull begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct From {
    /// What changed at or after this instant by the other system's clock; `None` = everything.
    pub since: Option<DateTime<Utc>>,
    /// Where the last page said to go on; belongs to the same `since`.
    pub page: Option<String>,
    /// The shop's clock.
    pub zone: ShopZone,
}

/// One page of a pull. Pages of one stream come oldest change first where the system can sort.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Rows as files would bring them.
    pub records: Vec<Records>,
    /// What only a connection knows of the orders among them.
    pub orders: Vec<RemoteOrder>,
    /// What only a connection knows of the stock among them.
    pub levels: Vec<StockLevel>,
    /// Rows that could not be read; `row` counts the items of the page from 1.
    pub problems: Vec<Problem>,
    /// Items the other system sent, read or not.
    pub items: u64,
    /// Where the next page begins; `None` = this was the last.
    pub next: Option<String>,
    /// The latest change in the page by the other system's clock.
    pub until: Option<DateTime<Utc>>,
}

/// An order's identity and state over there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteOrder {
    /// Number as in the records.
    pub order_id: String,
    /// The system's own id.
    pub remote_id: String,
    /// Latest change there.
    pub updated: DateTime<Utc>,
    /// Parcels it knows of: tracking number and carrier.
    pub parcels: Vec<(String, String)>,
}

/// What is free to be sold over there, where the system tells it apart from what is on hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockLevel {
    /// SKU.
    pub sku: String,
    /// Location by name.
    pub location: String,
    /// Units free to be sold.
    pub available: i64,
}

/// Units of a SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// SKU.
    pub sku: String,
    /// Units, positive.
    pub quantity: i64,
}

/// How one item of a push ended.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemResult {
    /// What it was about, as the push named it.
    pub item: String,
    /// Why it was refused; `None` = done.
    pub error: Option<ConnectError>,
}

/// A push that worked, in whole or item by item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {
    /// What the other system calls the result.
    pub remote_id: Option<String>,
    /// It had been done by an earlier try already.
    pub already: bool,
    /// Items that can fail one by one.
    pub items: Vec<ItemResult>,
    /// Facts that came back, such as `tracking_number`.
    pub facts: BTreeMap<String, String>,
}

/// What a SKU's quantity at a location is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockTarget {
    /// SKU.
    pub sku: String,
    /// Location by name.
    pub location: String,
    /// Units free to be sold.
    pub available: i64,
    /// Units that were free over there when that was decided. Where it is neither these nor the
    /// target, something happened there that is not known here, and it is left alone.
    #[serde(default)]
    pub expected: Option<i64>,
}

/// An order that left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fulfilment {
    /// Order number.
    pub order_id: String,
    /// The system's own id of the order.
    pub remote_id: String,
    /// What left; empty = all that is open.
    pub items: Vec<Item>,
    /// Tracking number.
    pub tracking_number: String,
    /// Carrier.
    pub carrier: String,
    /// Where to follow the parcel.
    pub tracking_url: Option<String>,
}

/// Where a parcel goes to or comes from. Personal: fetched when it is needed, never stored, and
/// it does not print.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Person or company.
    pub name: String,
    /// First line.
    pub street: String,
    /// Second line.
    pub street2: String,
    /// City.
    pub city: String,
    /// State or province.
    pub state: String,
    /// Postal code.
    pub zip: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// A parcel to be made.
#[derive(Clone, Debug, Default)]
pub struct Shipment {
    /// Our own reference, the same at every try.
    pub reference: String,
    /// Receiver.
    pub to: Address,
    /// Sender.
    pub from: Address,
    /// Weight in grams.
    pub weight_g: i64,
    /// Length, width, height in millimetres.
    pub size_mm: [i64; 3],
    /// What an earlier try got as far as: the system's own id.
    pub begun: Option<String>,
}

/// Where a parcel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackingState {
    /// Nothing is known yet.
    Waiting,
    /// Under way.
    Moving,
    /// Arrived.
    Delivered,
    /// Goes back or is lost.
    Failed,
}

impl TrackingState {
    /// The word as database and window write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            TrackingState::Waiting => "waiting",
            TrackingState::Moving => "moving",
            TrackingState::Delivered => "delivered",
            TrackingState::Failed => "failed",
        }
    }
}

/// What is known of a parcel.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackingStatus {
    /// Tracking number.
    pub number: String,
    /// Where it is.
    pub state: TrackingState,
    /// When that was.
    pub at: Option<DateTime<Utc>>,
}

/// One line of an order to a supplier.
#[derive(Clone, Debug, PartialEq)]
pub struct PurchaseLine {
    /// SKU.
    pub sku: String,
    /// Units.
    pub quantity: i64,
    /// Cost of one unit.
    pub unit_cost: Option<Decimal>,
}

/// An order to a supplier.
#[derive(Clone, Debug, PartialEq)]
pub struct PurchaseOrder {
    /// Our number of it.
    pub po_number: String,
    /// Supplier by name.
    pub supplier: String,
    /// Currency of the costs.
    pub currency: Option<Currency>,
    /// Where the goods go to.
    pub location: Option<String>,
    /// Day of the order.
    pub ordered_on: domain::Day,
    /// Day promised.
    pub expected_on: Option<domain::Day>,
    /// Lines.
    pub lines: Vec<PurchaseLine>,
}

/// One line of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventLine {
    /// SKU.
    pub sku: String,
    /// Units.
    pub quantity: i64,
}

/// Something that happened and that another system is to know.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// What: `order_shipped`, `order_delivered`, `back_in_stock`, `low_stock`, `plan_ready`,
    /// `order_late`.
    pub kind: String,
    /// The same at every try, so that it counts once.
    pub unique: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whom it is about, fetched for this event; never stored.
    pub customer: Option<Address>,
    /// What is told: `order_id`, `tracking_number`, …
    pub facts: BTreeMap<String, String>,
    /// Lines, where it is about goods.
    pub lines: Vec<EventLine>,
}

/// Orders of customers.
#[async_trait]
pub trait Orders: Send + Sync {
    /// A page of the orders changed since.
    async fn orders(&self, from: &From) -> Result<Page, ConnectError>;
    /// Tells that an order left. Looks first whether it was told already.
    async fn fulfil(&self, _fulfilment: &Fulfilment) -> Result<Done, ConnectError> {
        Err(ConnectError::not_offered("push_fulfilment"))
    }
    /// Where an order goes, by the system's own id of it.
    async fn destination(&self, _remote_id: &str) -> Result<Address, ConnectError> {
        Err(ConnectError::not_offered("destination"))
    }
}

/// Products.
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// A page of the products changed since.
    async fn products(&self, from: &From) -> Result<Page, ConnectError>;
}

/// Stock by location.
#[async_trait]
pub trait Stock: Send + Sync {
    /// A page of what is there now. On hand, not what is free to be sold.
    async fn stock(&self, from: &From) -> Result<Page, ConnectError>;
    /// A page of the locations.
    async fn locations(&self, _from: &From) -> Result<Page, ConnectError> {
        Err(ConnectError::not_offered("pull_locations"))
    }
    /// Writes quantities; each item can fail alone. `key` is the same at every try.
    async fn set_stock(&self, _targets: &[StockTarget], _key: &str) -> Result<Done, ConnectError> {
        Err(ConnectError::not_offered("push_stock"))
    }
}

/// Orders at suppliers.
#[async_trait]
pub trait Purchasing: Send + Sync {
    /// A page of the purchase orders changed since.
    async fn purchase_orders(&self, _from: &From) -> Result<Page, ConnectError> {
        Err(ConnectError::not_offered("pull_purchase_orders"))
    }
    /// Places an order. `key` is the same at every try.
    async fn place(&self, _order: &PurchaseOrder, _key: &str) -> Result<Done, ConnectError> {
        Err(ConnectError::not_offered("push_purchase_order"))
    }
}

/// Parcels.
#[async_trait]
pub trait Shipping: Send + Sync {
    /// Begins a shipment and answers with its id. Costs nothing yet; twice does no harm.
    async fn begin(&self, shipment: &Shipment) -> Result<Done, ConnectError>;
    /// Finishes one that was begun: buys its label unless that was done, and answers with the facts
    /// `tracking_number`, `carrier`, `tracking_url`.
    async fn finish(&self, remote_id: &str) -> Result<Done, ConnectError>;
    /// Where parcels are, by number and carrier.
    async fn track(&self, number: &str, carrier: &str) -> Result<TrackingStatus, ConnectError>;
}

/// Systems that want to know what happened.
#[async_trait]
pub trait Events: Send + Sync {
    /// Tells an event.
    async fn send(&self, event: &Event) -> Result<Done, ConnectError>;
}

/// An open connection.
#[async_trait]
pub trait Connected: Send + Sync {
    /// Asks who is there: proves address and keys.
    async fn identify(&self) -> Result<Identity, ConnectError>;
    /// What is left of the allowance, where the system tells.
    fn budget(&self) -> Option<Budget> {
        None
    }
    /// Orders of customers.
    fn orders(&self) -> Option<&dyn Orders> {
        None
    }
    /// Products.
    fn catalogue(&self) -> Option<&dyn Catalogue> {
        None
    }
    /// Stock by location.
    fn stock(&self) -> Option<&dyn Stock> {
        None
    }
    /// Orders at suppliers.
    fn purchasing(&self) -> Option<&dyn Purchasing> {
        None
    }
    /// Parcels.
    fn shipping(&self) -> Option<&dyn Shipping> {
        None
    }
    /// Events.
    fn events(&self) -> Option<&dyn Events> {
        None
    }
}

impl dyn Connected + '_ {
    /// A page of a stream, whichever topic it belongs to.
    ///
    /// # Errors
    /// `connect_not_offered`, or what the system refuses with.
    pub async fn pull(&self, stream: Stream, from: &From) -> Result<Page, ConnectError> {
        let lacks = || ConnectError::not_offered(stream.word());
        match stream {
            Stream::Locations => {
                let stock = self.stock().ok_or_else(lacks)?;
                stock.locations(from).await
            }
            Stream::Products => self.catalogue().ok_or_else(lacks)?.products(from).await,
            Stream::Orders => self.orders().ok_or_else(lacks)?.orders(from).await,
            Stream::Stock => self.stock().ok_or_else(lacks)?.stock(from).await,
            Stream::PurchaseOrders => {
                let purchasing = self.purchasing().ok_or_else(lacks)?;
                purchasing.purchase_orders(from).await
            }
        }
    }
}

//! The workspace's file: the only SQL of the app.
//!
//! Files become *evidence* rows (what was said), evidence asks for *movements* (what happened to
//! the stock), and movements are only ever added: a correction reverses and books anew. Undo of a
//! batch puts the evidence back and lets the same rule book the difference.

mod alias;
mod alias_move;
mod backup;
mod batch;
mod book;
mod catalogue;
mod check;
mod connection;
mod cost_rates;
mod counts;
mod difference;
mod effects;
mod error;
mod estimate;
mod events;
mod evidence;
mod history;
mod mapping;
mod open;
mod ordering;
mod orders;
mod orders_known;
mod outbox;
mod own;
mod rates;
mod reading;
mod reading_catalogue;
mod row;
mod sales;
mod series;
mod series_packed;
mod settings;
mod sheet;
mod stocktakes;
mod supply;
mod supply_terms;
mod undo;
mod watch;
mod write;

pub use alias::{AliasRow, Joined, Lookalike};
pub use batch::{BatchRow, NewBatch};
pub use check::{CheckRow, Difference};
pub use connection::{ConnectionRow, CursorRow, RemoteOrderRow, RunRow};
pub use difference::FactChange;
pub use effects::{Dependent, UndoEffects};
pub use error::StoreError;
pub use estimate::DemandEstimate;
pub use events::{CalendarEventRow, EventPlanRow, MarketingRow};
pub use evidence::Evidence;
pub use mapping::MappingRow;
pub use open::Store;
pub use ordering::{GoodsReceived, PlanVersionRow, PurchaseState};
pub use outbox::{LevelRow, OutboxRow};
pub use reading::{Extent, MovementRow, OpenPurchase, OrderCounts, PurchaseSeen, StockFlag};
pub use reading_catalogue::{Closure, LocationRow, PromotionRow, SkuRow, SupplierRow};
pub use sales::{OtherMovement, ReturnedGoods};
pub use series::{Destination, SalesLine, SalesSeries};
pub use settings::{MinimumStock, PlanEditRow, Rate};
pub use sheet::SheetWrite;
pub use stocktakes::StocktakeLine;
pub use supply_terms::{BundlePartRow, SupplierPriceRow, SupplyTerms};
pub use watch::Watch;
pub use write::{Import, Written};

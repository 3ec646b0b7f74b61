//! The nouns every stage shares and their integer arithmetic: days, money, records, movements, lots.
//!
//! Nothing here does I/O, reads the clock, knows SQL or a user's language. The middle crates
//! (`forecast`, `planning`, `store`, `exchange`, `connect`) never import each other; what they
//! hand to one another is made of the types below.

pub mod day;
pub mod gtin;
pub mod kind;
pub mod lot;
pub mod money;
pub mod movement;
pub mod problem;
pub mod record;
pub mod zone;

pub use day::Day;
pub use kind::{CostBasis, CostKind, LocationType, OrderStatus, RecordKind, Transport};
pub use money::{Currency, Money, UnitPrice};
pub use movement::MovementKind;
pub use problem::Problem;
pub use zone::ShopZone;

/// Text shared between many rows (SKU, order number, country …); cloning it does not copy it.
pub type Text = std::sync::Arc<str>;

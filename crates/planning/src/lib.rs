//! From forecast, stock and supply to decisions: what to buy, how many, by when, with what money;
//! what to move, what to clear; and what the plan would have earned on the shop's own past.
//!
//! Pure functions: no clock, no I/O, no SQL, and the same seed gives the same numbers on any
//! number of threads. The forecast enters through [`demand::Demand`].
//!
//! A line of the plan runs [`position`] → [`policy`] (or [`simulate`]) → [`packs`] → [`proposal`],
//! for the [`offer`] that serves it best, with a part by a quicker way where that pays; [`plan`] then settles [`transfers`] and [`budget`]
//! over all lines.

pub mod alerts;
pub mod back_plan;
pub mod bootstrap;
pub mod budget;
pub mod bulk;
pub mod bundles;
pub mod calendar;
pub mod calibrate;
pub mod clean;
mod container;
pub mod demand;
pub mod event_calendar;
pub mod event_quantity;
pub mod explain;
pub mod forward;
pub mod habit;
pub mod hot_seller;
pub mod item;
pub mod landed;
pub mod lead_time;
pub mod metrics;
pub mod offer;
pub mod outlook;
pub mod packs;
pub mod plan;
pub mod policy;
pub mod position;
pub mod proposal;
mod purchase;
pub mod reason;
pub mod rehearsal;
pub mod replay;
mod shared;
pub mod simulate;
pub mod slow;
mod stockroom;
pub mod suppliers;
pub mod transfers;
mod transport;
pub mod uplift;
pub mod value;

//! From cleaned demand to the distribution of future demand: pure functions of numbers.
//!
//! A [`Panel`] of daily columns goes in; [`fit`] pools season, speed and variance over the shop
//! and returns one [`Forecast`] a series. Nothing here reads a clock, a file or the network.

mod count;
mod fit;
mod future;
mod level;
mod negative_binomial;
mod normal;
mod panel;
mod season;
mod skewed;
mod weekday;
mod weeks;

pub use count::CountDistribution;
pub use fit::{Fitted, fit};
pub use future::{Forecast, Parts};
pub use panel::{Method, Panel, Prior, Purpose, Series, Settings, Tuning};
pub use season::SeasonSource;

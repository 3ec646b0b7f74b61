//! Cleaned demand → distribution of future demand. Pure functions of numbers and a seed.
//!
//! ```text
//! days ─ weeks ─┬─ season ─┐
//!               ├─ level at seven speeds ─ speed, pooled with the shop ─┐
//!               └─ launches (goods with little history)                 ├─ state of a series
//!                  one-step errors ─ line of the shop ─ variance ───────┘
//! state × shape of the days ahead → mean, distribution of a sum, paths
//! ```
//!
//! [`fit`] takes a [`Panel`] of daily series and gives a [`Fitted`] shop with one [`Forecast`] a
//! series. A forecast answers for any stretch of days with a mean, for any horizon with a
//! [`CountDistribution`] of the sum, and with paths that share the error of the level.
//!
//! [`backtest`] replays the past at several moments, scores every method and trains trees on all
//! series together; [`Backtest::chosen`] takes the ones that win clearly enough over the recipe.
//!
//! What is not here: a clock, input and output, stock, prices, orders.

mod backtest;
mod boost;
mod classical;
mod count;
mod dispersion;
mod events;
mod features;
mod fit;
mod forecast;
mod launch;
mod level;
mod negative_binomial;
mod normal;
mod panel;
mod path;
mod regression;
mod score;
mod season;
mod shape;
mod skewed;
mod state;
mod table;
mod weekday;
mod weeks;

pub use backtest::{Backtest, BacktestOptions, Score, backtest};
pub use boost::Boosted;
pub use count::CountDistribution;
pub use events::EventEffects;
pub use fit::{Diagnostics, Fitted, fit};
pub use forecast::{EventSummary, Forecast, Parts};
pub use panel::{Choice, Like, Method, Panel, Prior, Purpose, Series, Settings, Tuning};
pub use path::PathSampler;
pub use score::{PINBALL_LEVELS, Tally, pinball};
pub use season::SeasonSource;

//! Use cases, one file a pipeline stage, behind the one list of [`commands`].

mod alerts;
mod bindings;
mod clock;
pub mod commands;
pub mod contract;
mod demo;
mod export;
mod failure;
mod forecast;
mod import;
mod kept;
mod metrics;
mod overview;
mod plan;
mod plan_view;
mod sales;
pub mod sentences;
mod settings;
mod sku;
mod slow;
mod snapshot;
mod state;
mod stock;
mod stock_days;
mod supply;
mod workspace;

pub use commands::call;
pub use failure::Failure;
pub use state::{Engine, workspace_path};
pub use workspace::restore_closed;

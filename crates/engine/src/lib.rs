//! Use cases, one file a pipeline stage, behind the one list of [`commands`].

mod bindings;
pub mod commands;
pub mod contract;
mod failure;

pub use failure::Failure;
/// x
pub struct Engine;

//! One folder a system: its client, its mapping, and a line in [`ALL`].

mod graphql;
mod shopify;

use crate::System;

/// Every system, in alphabetical order.
pub static ALL: &[&System] = &[&shopify::SYSTEM];

//! One folder a system: its client, its mapping, and a line in [`ALL`].

mod easypost;
mod graphql;
mod klaviyo;
mod shopify;
mod vendure;

use crate::System;

/// Every system, in alphabetical order.
pub static ALL: &[&System] = &[
    &easypost::SYSTEM,
    &klaviyo::SYSTEM,
    &shopify::SYSTEM,
    &vendure::SYSTEM,
];

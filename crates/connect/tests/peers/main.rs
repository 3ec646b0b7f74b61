//! Connectors against counterparts that nobody who wrote a connector wrote: `../shared/peers` beside
//! the clone. `npm run test:peers` runs these; where the counterparts are missing it says so.

mod easypost;
mod klaviyo;
mod peer;
mod shopify;
mod vendure;

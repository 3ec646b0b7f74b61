//! The command line against counterparts that nobody who wrote it wrote. `npm run test:peers` runs
//! these; where the counterparts are missing it says so.

mod counterpart;
mod outbox;
mod shop;
#[path = "../workspace/mod.rs"]
mod workspace;

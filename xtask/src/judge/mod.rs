//! Judges: how good the decisions are, on open data that is not part of the product.
//!
//! `cargo run --release -p xtask -- judge [NAME…]`; without a name every judge runs. Each prints its
//! figures beside the bar it is held to, and says so where its data is missing.

mod desk;
mod gift_shop;
mod pinball;
mod retail;
mod truth;
mod weekly;

use crate::Outcome;

/// One judge: its name and what runs it.
type Judge = (&'static str, fn() -> Outcome<()>);

/// The judges, in the order they run.
const JUDGES: &[Judge] = &[
    ("pinball", pinball::run),
    ("retail", retail::run),
    ("truth", truth::run),
    ("weekly", weekly::run),
];

/// Runs the judges named, or all.
pub fn run(names: &[String]) -> Outcome<()> {
    let known: Vec<&str> = JUDGES.iter().map(|(name, _)| *name).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(format!(
            "unknown judge {unknown:?}; known judges: {}",
            known.join(", ")
        )
        .into());
    }
    for (name, judge) in JUDGES {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            println!("## {name}");
            judge()?;
        }
    }
    Ok(())
}

//! The demo shop: real order lines of a gift shop, with everything a planner needs around them
//! made by a stated rule.
//!
//! Real: the order lines (Online Retail II, Chen, D., UCI, CC BY 4.0) of about 120 SKUs, with
//! their quantities, prices, countries and cancellations; only the dates are moved by
//! [`SHIFT_WEEKS`] and customer numbers replaced. Made: suppliers, costs, cartons, warehouses,
//! purchase orders, shipping days, stock and promotions. Every made number is a function of
//! [`SEED`] and the real lines, so running the task again writes the same bytes.

mod catalogue;
mod choose;
mod draw;
mod manifest;
mod promotions;
mod shop;
mod simulate;
mod source;
mod supply;
mod write;

use std::path::Path;

use domain::Day;

use crate::Outcome;

/// Seed of every made number.
pub const SEED: u64 = 20_261_123;

/// Weeks by which the real dates are moved: 15 years to within two days, so that weekdays stay
/// weekdays and Christmas stays at Christmas.
pub const SHIFT_WEEKS: i32 = 783;

/// First day of the shop, a Monday: the morning of the opening count. The first real order line
/// is of the next day.
pub const OPENING: Day = Day(20_059);

/// The morning for which the demo's plan makes sense, Monday 2026-11-23. Real lines that fall on
/// it or later are left out.
pub const AS_OF: Day = Day(20_780);

/// Where the open data lies in the folder of shared data.
const SOURCE: &str = "data/online_retail_II/orders.csv.gz";

/// Writes the demo shop into `target` from the open data in `shared`.
pub fn run(shared: &Path, target: &Path) -> Outcome<()> {
    let lines = source::read(&shared.join(SOURCE))?;
    let chosen = choose::choose(&lines);
    let shop = shop::Shop::new(&lines, &chosen);
    let products = catalogue::products(&shop);
    let run = simulate::simulate(&shop, &products);
    let promotions = promotions::promotions(&shop, &products);
    write::write(target, &shop, &products, &run, &promotions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shop_runs_from_a_monday_to_a_monday() {
        assert_eq!(OPENING.to_string(), "2024-12-02");
        assert_eq!(AS_OF.to_string(), "2026-11-23");
        assert_eq!(AS_OF.since(OPENING) % 7, 0);
    }

    #[test]
    fn the_files_in_the_repository_are_those_the_rule_makes() -> Outcome<()> {
        let shared = crate::shared();
        if !shared.join(SOURCE).is_file() {
            println!("skipped: {} is not there", shared.join(SOURCE).display());
            return Ok(());
        }
        let made = tempfile::tempdir()?;
        run(&shared, made.path())?;
        for name in write::FILES.iter().chain(&["manifest.json"]) {
            let kept = std::fs::read(crate::root().join("demo").join(name))?;
            let again = std::fs::read(made.path().join(name))?;
            assert!(
                content(name, &kept)? == content(name, &again)?,
                "{name} differs from what the rule makes"
            );
        }
        Ok(())
    }

    /// What a file says. How a gz packs it depends on the compressor that the build's other
    /// crates ask for, so packed bytes are no part of the rule.
    fn content(name: &str, bytes: &[u8]) -> Outcome<Vec<u8>> {
        let mut text = Vec::new();
        if name.ends_with(".gz") {
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes), &mut text)?;
        } else {
            text.extend_from_slice(bytes);
        }
        Ok(text)
    }
}

//! The ratios of an earlier day, and what became worse since.

use std::collections::BTreeMap;
use std::path::Path;

use super::figure::{Figure, Held};
use crate::Outcome;

/// How much worse a ratio may be than the baseline before it is said.
const WORSE: f64 = 1.2;

/// Writes the ratios of `figures` to `file`, keeping those of benchmarks that did not run.
///
/// Shape: `{NAME: RATIO}`. Ratios to a limit in seconds are further divided by the yardstick of
/// the same run, so that another machine can compare itself.
pub fn save(file: &Path, figures: &[Figure], yardstick: f64) -> Outcome<()> {
    let mut ratios = read(file).unwrap_or_default();
    for figure in figures {
        let ratio = (portable(figure, yardstick) * 1e4).round() / 1e4;
        ratios.insert(figure.name.clone(), ratio);
    }
    std::fs::write(file, serde_json::to_string_pretty(&ratios)? + "\n")?;
    Ok(())
}

/// Fails where a ratio is worse than in `file` by more than a fifth.
pub fn compare(file: &Path, figures: &[Figure], yardstick: f64) -> Outcome<()> {
    let ratios = read(file).ok_or_else(|| format!("{} cannot be read", file.display()))?;
    let mut worse = 0;
    for figure in figures {
        let Some(before) = ratios.get(&figure.name) else {
            println!("new: {}", figure.name);
            continue;
        };
        let now = portable(figure, yardstick);
        if now > before * WORSE {
            worse += 1;
            println!(
                "worse: {} {now:.3}, was {before:.3} (+{:.0} %)",
                figure.name,
                (now / before - 1.0) * 100.0
            );
        }
    }
    if worse > 0 {
        return Err(format!("{worse} figures are worse than the baseline by over 20 %").into());
    }
    println!("no figure is worse than the baseline by over 20 %");
    Ok(())
}

/// A ratio that another machine can compare: absolute times are divided by the yardstick's.
fn portable(figure: &Figure, yardstick: f64) -> f64 {
    match figure.held {
        Held::Reference { .. } | Held::Megabytes(_) => figure.ratio(),
        Held::Seconds(_) | Held::Rate(_) => figure.ratio() / yardstick,
    }
}

fn read(file: &Path) -> Option<BTreeMap<String, f64>> {
    serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()
}

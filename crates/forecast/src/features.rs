//! What the trees see of a series on a morning: how its level has been moving and how its category
//! has against the shop, without units.
//!
//! Nothing that all series of a morning share is among it: with a year or two of mornings trees
//! would learn those by heart.

use std::collections::BTreeMap;

use crate::level::{Levels, Mixed};
use crate::panel::Panel;
use crate::weeks::Weeks;

/// Columns of a row.
pub(crate) const FEATURES: usize = 10;
/// One series on one morning.
pub(crate) type Row = [f32; FEATURES];

/// Added to levels before their ratios are taken, units a week.
const OFFSET: f64 = 0.2;
/// Weeks ahead whose season is looked at.
const AHEAD: usize = 6;
/// Weeks back that "of late" means.
const LATELY: usize = 8;
/// Added to last year's sums before their ratio is taken, units.
const LAST_YEAR_OFFSET: f64 = 5.0;

/// Indices into the speeds of the level.
const SLOWEST: usize = 0;
const SLOWER: usize = 1;
const SLOW: usize = 2;
const FAST: usize = 4;
const FASTEST: usize = 6;

fn log_ratio(top: f64, bottom: f64) -> f32 {
    ((top.max(0.0) + OFFSET) / (bottom.max(0.0) + OFFSET)).ln() as f32
}

/// Rows of all series.
pub(crate) fn rows(
    panel: &Panel<'_>,
    weeks: &[Weeks],
    levels: &[Levels],
    mixed: &[Mixed],
) -> Vec<Row> {
    let mut groups: BTreeMap<Option<u32>, (f64, f64)> = BTreeMap::new();
    for (series, levels) in panel.series.iter().zip(levels) {
        for key in [None, Some(series.category)] {
            let sums = groups.entry(key).or_default();
            sums.0 += levels.level[FAST];
            sums.1 += levels.level[SLOW];
        }
    }
    let momentum = |key: Option<u32>| {
        let (fast, slow) = groups.get(&key).copied().unwrap_or_default();
        log_ratio(fast, slow)
    };
    let shop = momentum(None);
    (0..weeks.len())
        .map(|index| {
            let (weeks, level) = (&weeks[index], &levels[index].level);
            let count = weeks.len();
            let lately = count.saturating_sub(LATELY);
            let open: f32 = weeks.open[lately..].iter().sum();
            let idle = weeks.sales.iter().rev().take_while(|&&s| s <= 0.0).count();
            let own = mixed[index].level;
            [
                log_ratio(level[FASTEST], own),
                log_ratio(level[FAST], level[SLOWER]),
                log_ratio(level[SLOW], level[SLOWEST]),
                log_ratio(own, 0.0),
                log_ratio(mixed[index].error.sqrt(), own),
                momentum(Some(panel.series[index].category)) - shop,
                (count as f32).min(110.0),
                open / LATELY as f32,
                (idle as f32).min(26.0),
                last_year(weeks),
            ]
        })
        .collect()
}

/// Logarithm of last year's sales in the weeks ahead ÷ those of as many weeks before them; 0 with
/// less than a year.
fn last_year(weeks: &Weeks) -> f32 {
    let Some(origin) = weeks.len().checked_sub(52).filter(|&at| at >= AHEAD) else {
        return 0.0;
    };
    let sum = |from: usize, to: usize| {
        let sold: f32 = weeks.sales[from..to].iter().sum();
        let open: f32 = weeks.open[from..to].iter().sum();
        f64::from(sold) / f64::from(open).max(1.0) * AHEAD as f64
    };
    let (then, before) = (sum(origin, origin + AHEAD), sum(origin - AHEAD, origin));
    ((then + LAST_YEAR_OFFSET) / (before + LAST_YEAR_OFFSET)).ln() as f32
}

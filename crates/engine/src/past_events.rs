//! What past promotions brought, SKU by SKU: sold, and what would have been sold without.

use std::collections::BTreeSet;

use domain::Day;
use planning::event_calendar::events;
use planning::uplift::Seen;
use store::PromotionRow;

use crate::demand::columns;
use crate::snapshot::{Place, Snapshot};

/// Days to either side whose plain days make the base.
const NEAR_DAYS: i32 = 56;
/// Days after a promotion that are no plain days: buyers who stocked up stay away.
const AFTER_DAYS: i32 = 14;
/// Plain days that a base needs.
const LEAST_PLAIN: usize = 14;
/// Days by which an event of another year may lie off the computed day.
const NEAR_THE_DAY: i32 = 10;

/// The past promotions an uplift is learned from.
pub(crate) struct Past {
    /// `same_event`, `all_promotions`, `none`.
    pub evidence: &'static str,
    pub events: u32,
    pub seen: Vec<Seen>,
}

/// A promotion's name without its year.
fn stem(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
    kept.trim().to_lowercase()
}

fn is_same(row: &PromotionRow, code: &str, name: &str, market: &str) -> bool {
    if !name.is_empty() && stem(name) == stem(&row.promotion) {
        return true;
    }
    let year = row.starts_on.year();
    events(year, if market.is_empty() { "US" } else { market })
        .iter()
        .any(|event| {
            event.code == code && row.starts_on.since(event.starts_on).abs() <= NEAR_THE_DAY
        })
}

/// Past promotions of the same event, else all of the shop.
pub(crate) fn past(snapshot: &Snapshot, code: &str, name: &str, market: &str) -> Past {
    let over: Vec<&PromotionRow> = snapshot
        .promotions
        .iter()
        .filter(|row| row.ends_on < snapshot.as_of && row.starts_on <= row.ends_on)
        .collect();
    let same: Vec<&PromotionRow> = over
        .iter()
        .copied()
        .filter(|row| is_same(row, code, name, market))
        .collect();
    let (evidence, rows) = match (same.is_empty(), over.is_empty()) {
        (false, _) => ("same_event", same),
        (true, false) => ("all_promotions", over),
        (true, true) => ("none", over),
    };
    let masks = columns(snapshot);
    let mut seen = Vec::new();
    let mut used: BTreeSet<(Day, &str)> = BTreeSet::new();
    for (place, mask) in snapshot.places.iter().zip(&masks) {
        let sku = &snapshot.skus[place.sku];
        let mut done: BTreeSet<(Day, Day)> = BTreeSet::new();
        for row in &rows {
            let covers = (row.sku.is_empty() && row.category.is_empty())
                || row.sku == sku.code
                || (!row.category.is_empty() && sku.category.as_deref() == Some(&row.category));
            // One promotion may name a SKU twice: by itself and by its category.
            if !covers || !done.insert((row.starts_on, row.ends_on)) {
                continue;
            }
            if let Some(found) = seen_of(snapshot, place, &mask.promotion, row) {
                used.insert((row.starts_on, row.promotion.as_str()));
                seen.push(found);
            }
        }
    }
    Past {
        evidence: if seen.is_empty() { "none" } else { evidence },
        events: u32::try_from(used.len()).unwrap_or(u32::MAX),
        seen,
    }
}

/// What a place did in one promotion; `None` where too little is known around it.
fn seen_of(snapshot: &Snapshot, place: &Place, mask: &[u8], row: &PromotionRow) -> Option<Seen> {
    let at = |day: Day| day.since(place.first);
    let known = i32::try_from(place.demand.len()).unwrap_or(0);
    let kept = |day: i32| {
        usize::try_from(day).is_ok_and(|day| place.in_stock.get(day).is_none_or(|flag| *flag != 0))
    };
    let units = |day: i32| {
        usize::try_from(day)
            .ok()
            .and_then(|day| place.demand.get(day))
            .map_or(0.0, |u| f64::from(*u))
    };
    let promoted = |day: i32| usize::try_from(day).is_ok_and(|day| mask.get(day) == Some(&1));
    let plain = |day: i32| kept(day) && (0..=AFTER_DAYS).all(|back| !promoted(day - back));
    let (from, to) = (at(row.starts_on), at(row.ends_on));
    if from < 0 || to >= known {
        return None;
    }
    let near: Vec<i32> = (from - NEAR_DAYS..=to + NEAR_DAYS)
        .filter(|day| (0..known).contains(day) && plain(*day))
        .collect();
    let event: Vec<i32> = (from..=to).filter(|day| kept(*day)).collect();
    if near.len() < LEAST_PLAIN || event.is_empty() {
        return None;
    }
    let a_day = near.iter().map(|day| units(*day)).sum::<f64>() / near.len() as f64;
    let after: Vec<i32> = (to + 1..=to + AFTER_DAYS)
        .filter(|day| *day < known && kept(*day) && !promoted(*day))
        .collect();
    let sku = &snapshot.skus[place.sku];
    Some(Seen {
        sku: sku.code.as_str().into(),
        category: sku.category.as_deref().map(Into::into),
        sold: event.iter().map(|day| units(*day)).sum(),
        base: a_day * event.len() as f64,
        discount: row.discount,
        after_sold: after.iter().map(|day| units(*day)).sum(),
        after_base: a_day * after.len() as f64,
    })
}

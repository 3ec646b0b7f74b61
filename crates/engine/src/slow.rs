//! Slow stock by the three rules of the glossary, from the snapshot alone.

use domain::Day;
use planning::slow::{Lot, SlowCandidate, SlowThresholds, slow_stock};
use store::PromotionRow;

use crate::snapshot::Snapshot;

/// Value at cost of slow stock by place, base currency; a stock under several rules counts once.
pub(crate) fn values(snapshot: &Snapshot) -> Vec<f64> {
    let candidates = candidates(snapshot);
    let mut values = vec![0.0_f64; candidates.len()];
    for finding in slow_stock(&candidates, &thresholds(snapshot), snapshot.as_of) {
        values[finding.candidate] = values[finding.candidate].max(finding.value_at_cost);
    }
    values
}

/// The seller's thresholds.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the settings hold them in range"
)]
pub(crate) fn thresholds(snapshot: &Snapshot) -> SlowThresholds {
    let number = |key| snapshot.values.number(key);
    SlowThresholds {
        least_units: number("slow_sold_30_days") as i64,
        lot_age_days: number("slow_age_days") as i32,
        cycles: number("slow_cycles") as usize,
        ..SlowThresholds::default()
    }
}

/// Every place as the rules see it, in the order of `snapshot.places`; expected demand is left 0.
pub(crate) fn candidates(snapshot: &Snapshot) -> Vec<SlowCandidate> {
    let cycles = cycles(&snapshot.promotions, snapshot.as_of);
    snapshot
        .places
        .iter()
        .map(|place| {
            let sku = &snapshot.skus[place.sku];
            let unit_cost = snapshot.unit_cost(place.sku);
            let day = |at: usize| place.first + i32::try_from(at).unwrap_or(0);
            SlowCandidate {
                sku: sku.code.as_str().into(),
                location: snapshot.locations[place.location].code.as_str().into(),
                category: sku.category.as_deref().map(Into::into),
                lots: place
                    .lots
                    .iter()
                    .map(|lot| Lot {
                        received_on: lot.received_on,
                        quantity: lot.quantity,
                        unit_cost,
                    })
                    .collect(),
                recent_units: place.sold.iter().rev().take(30).sum(),
                last_sale_on: place.sold.iter().rposition(|units| *units > 0).map(day),
                first_seen_on: Some(place.first),
                listed: cycles
                    .iter()
                    .map(|cycle| {
                        cycle.whole_shop
                            || cycle.skus.contains(&sku.code.as_str())
                            || sku
                                .category
                                .as_deref()
                                .is_some_and(|c| cycle.categories.contains(&c))
                    })
                    .collect(),
                event_units: snapshot
                    .reserved
                    .get(&(
                        sku.code.clone(),
                        snapshot.locations[place.location].code.clone(),
                    ))
                    .copied()
                    .unwrap_or(0),
                price: snapshot.price(place.sku),
                daily_demand: 0.0,
            }
        })
        .collect()
}

/// What a past promotion covered.
#[derive(Default)]
struct Cycle<'a> {
    skus: Vec<&'a str>,
    categories: Vec<&'a str>,
    whole_shop: bool,
}

/// Promotions begun before `as_of`, latest first.
fn cycles(rows: &[PromotionRow], as_of: Day) -> Vec<Cycle<'_>> {
    let mut cycles: Vec<((Day, &str), Cycle<'_>)> = Vec::new();
    for row in rows.iter().filter(|row| row.starts_on < as_of) {
        let key = (row.starts_on, row.promotion.as_str());
        let at = cycles
            .iter()
            .position(|(known, _)| *known == key)
            .unwrap_or_else(|| {
                cycles.push((key, Cycle::default()));
                cycles.len() - 1
            });
        let cycle = &mut cycles[at].1;
        match (row.sku.as_str(), row.category.as_str()) {
            ("", "") => cycle.whole_shop = true,
            ("", category) => cycle.categories.push(category),
            (sku, _) => cycle.skus.push(sku),
        }
    }
    cycles.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
    cycles.into_iter().map(|(_, cycle)| cycle).collect()
}

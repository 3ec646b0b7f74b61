//! What needs a decision, most money first.

use domain::Day;
use planning::alerts::{item_alerts, rank, slow_alerts};
use planning::demand::Demand;
use planning::slow::{ActionTerms, Lot, Outlet, SlowCandidate, SlowThresholds};

use crate::contract::alerts::{Alert, Alerts};
use crate::contract::overview::AsOfRequest;
use crate::plan::{self, Planned};
use crate::plan_view::{coded, money};
use crate::{Engine, Failure};

pub(crate) async fn alerts(engine: &Engine, request: AsOfRequest) -> Result<Alerts, Failure> {
    let planned = plan::make(engine, request.as_of, None).await?;
    Ok(Alerts {
        as_of: planned.snapshot.as_of,
        currency: planned.snapshot.base.to_string(),
        alerts: of(engine, &planned).await?,
    })
}

pub(crate) async fn of(engine: &Engine, planned: &Planned) -> Result<Vec<Alert>, Failure> {
    let snapshot = &planned.snapshot;
    let mut found: Vec<planning::alerts::Alert> = planned
        .items
        .iter()
        .zip(&planned.plan.lines)
        .flat_map(|(item, line)| item_alerts(item, line, &planned.settings))
        .collect();
    let cycles = promotion_cycles(engine, snapshot.as_of).await?;
    let candidates = candidates(planned, &cycles);
    let thresholds = thresholds(planned);
    let terms = ActionTerms {
        holding_cost_rate: planned.settings.holding_cost_rate,
        salvage_rate: planned.settings.salvage_rate,
        ..ActionTerms::default()
    };
    found.extend(slow_alerts(
        &candidates,
        &thresholds,
        &terms,
        snapshot.as_of,
        |candidate| outlets(planned, candidate, terms.clear_days),
    ));
    rank(&mut found);
    Ok(found
        .into_iter()
        .map(|alert| {
            let name = snapshot
                .skus
                .binary_search_by(|sku| sku.code.as_str().cmp(&alert.sku))
                .map_or_else(|_| alert.sku.to_string(), |at| snapshot.name(at));
            Alert {
                rule: alert.rule.code.clone(),
                name,
                sku: alert.sku.to_string(),
                location: alert.location.to_string(),
                value_at_cost: money(planned, alert.value_at_cost),
                params: alert.rule.params.clone(),
                actions: alert.actions.iter().map(coded).collect(),
            }
        })
        .collect())
}

/// Units of slow stock and its value at cost, by place: what the dead stock share counts.
pub(crate) fn slow_values(planned: &Planned) -> Vec<f64> {
    let candidates = candidates(planned, &[]);
    let mut values = vec![0.0_f64; candidates.len()];
    for finding in
        planning::slow::slow_stock(&candidates, &thresholds(planned), planned.snapshot.as_of)
    {
        values[finding.candidate] = values[finding.candidate].max(finding.value_at_cost);
    }
    values
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the settings hold them in range"
)]
fn thresholds(planned: &Planned) -> SlowThresholds {
    let values = &planned.snapshot.values;
    SlowThresholds {
        least_units: values.number("slow_sold_30_days") as i64,
        lot_age_days: values.number("slow_age_days") as i32,
        cycles: values.number("slow_cycles") as usize,
        ..SlowThresholds::default()
    }
}

/// A past promotion: its first day, and what it covered.
struct Cycle {
    skus: Vec<String>,
    categories: Vec<String>,
    whole_shop: bool,
}

async fn promotion_cycles(engine: &Engine, as_of: Day) -> Result<Vec<Cycle>, Failure> {
    let mut cycles: Vec<(Day, String, Cycle)> = Vec::new();
    for row in engine.store().promotions().await? {
        if row.starts_on >= as_of {
            continue;
        }
        let at = cycles
            .iter()
            .position(|(day, name, _)| *day == row.starts_on && *name == row.promotion);
        let at = at.unwrap_or_else(|| {
            let empty = Cycle {
                skus: Vec::new(),
                categories: Vec::new(),
                whole_shop: false,
            };
            cycles.push((row.starts_on, row.promotion.clone(), empty));
            cycles.len() - 1
        });
        let cycle = &mut cycles[at].2;
        match (row.sku.is_empty(), row.category.is_empty()) {
            (false, _) => cycle.skus.push(row.sku),
            (true, false) => cycle.categories.push(row.category),
            (true, true) => cycle.whole_shop = true,
        }
    }
    cycles.sort_by_key(|(day, _, _)| std::cmp::Reverse(*day));
    Ok(cycles.into_iter().map(|(_, _, cycle)| cycle).collect())
}

fn candidates(planned: &Planned, cycles: &[Cycle]) -> Vec<SlowCandidate> {
    let snapshot = &planned.snapshot;
    snapshot
        .places
        .iter()
        .zip(&planned.items)
        .map(|(place, item)| {
            let sku = &snapshot.skus[place.sku];
            let day = |at: usize| place.first + i32::try_from(at).unwrap_or(0);
            let recent = place.sold.iter().rev().take(30).sum();
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
                        unit_cost: item.unit_cost,
                    })
                    .collect(),
                recent_units: recent,
                last_sale_on: place.sold.iter().rposition(|units| *units > 0).map(day),
                first_seen_on: Some(place.first),
                listed: cycles
                    .iter()
                    .map(|cycle| {
                        cycle.whole_shop
                            || cycle.skus.contains(&sku.code)
                            || sku
                                .category
                                .as_ref()
                                .is_some_and(|c| cycle.categories.contains(c))
                    })
                    .collect(),
                event_units: 0,
                price: item.price,
                daily_demand: item.demand.mean(0.0, 28.0) / 28.0,
            }
        })
        .collect()
}

/// Other locations of the SKU with room for more than they have.
fn outlets(planned: &Planned, candidate: &SlowCandidate, days: f64) -> Vec<Outlet> {
    planned
        .items
        .iter()
        .filter(|item| item.sku == candidate.sku && item.location != candidate.location)
        .filter_map(|item| {
            let room = item.demand.mean(0.0, days).floor() as i64 - item.on_hand.unwrap_or(0);
            let lane = planned
                .settings
                .lanes
                .iter()
                .find(|lane| lane.from == candidate.location && lane.to == item.location)?;
            Some(Outlet {
                location: item.location.clone(),
                room,
                cost_per_unit: lane.cost_per_unit,
            })
        })
        .collect()
}

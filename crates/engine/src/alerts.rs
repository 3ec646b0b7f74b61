//! What needs a decision, most money first.

use planning::alerts::{item_alerts, rank, slow_alerts};
use planning::demand::Demand;
use planning::slow::{ActionTerms, Outlet, SlowCandidate};

use crate::contract::Coded;
use crate::contract::alerts::{Alert, Alerts};
use crate::contract::overview::AsOfRequest;
use crate::plan::{self, Planned};
use crate::plan_view::money;
use crate::{Engine, Failure, slow};

pub(crate) async fn alerts(engine: &Engine, request: AsOfRequest) -> Result<Alerts, Failure> {
    let planned = plan::make(engine, request.as_of, None).await?;
    Ok(Alerts {
        as_of: planned.snapshot.as_of,
        currency: planned.snapshot.base.to_string(),
        alerts: of(&planned),
    })
}

pub(crate) fn of(planned: &Planned) -> Vec<Alert> {
    let snapshot = &planned.snapshot;
    let mut found: Vec<planning::alerts::Alert> = planned
        .items
        .iter()
        .zip(&planned.plan.lines)
        .flat_map(|(item, line)| item_alerts(item, line, &planned.settings))
        .collect();
    let mut candidates = slow::candidates(snapshot);
    for (candidate, item) in candidates.iter_mut().zip(&planned.items) {
        candidate.daily_demand = item.demand.mean(0.0, 28.0) / 28.0;
    }
    let thresholds = slow::thresholds(snapshot);
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
    found
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
                actions: alert.actions.iter().map(Coded::from).collect(),
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

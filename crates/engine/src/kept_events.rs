//! Plans of events that are kept: versions to go on from, and what came of them.

use domain::Day;
use store::EventPlanRow;

use crate::contract::Nothing;
use crate::contract::promotion::{
    EventPlan, EventRequest, EventReview, OpenEventRequest, OpenedEvent, ReviewRequest, ReviewRow,
    SaveEventRequest, SavedEvent, SavedEvents,
};
use crate::landed::amount;
use crate::snapshot::Snapshot;
use crate::{Engine, Failure, clock, morning, promotion};

/// Within this share of what was sold an expectation was good.
const GOOD: f64 = 0.25;

fn unreadable(error: &serde_json::Error) -> Failure {
    Failure::new("version_unreadable").with("detail", error.to_string())
}

fn read(row: &EventPlanRow) -> Result<(EventRequest, EventPlan), Failure> {
    let request = serde_json::from_str(&row.request).map_err(|error| unreadable(&error))?;
    let plan = serde_json::from_str(&row.answer).map_err(|error| unreadable(&error))?;
    Ok((request, plan))
}

fn saved(row: &EventPlanRow, plan: &EventPlan) -> SavedEvent {
    SavedEvent {
        id: row.id,
        version: row.version,
        name: plan.name.clone(),
        code: plan.code.clone(),
        market: plan.market.clone(),
        starts_on: plan.starts_on,
        ends_on: plan.ends_on,
        saved_at: row.saved_at.clone(),
        order_units: plan.rows.iter().map(|row| row.order).sum(),
        order_cost: plan.order_cost.clone(),
        currency: plan.currency.clone(),
    }
}

pub(crate) async fn save(
    engine: &Engine,
    request: SaveEventRequest,
) -> Result<SavedEvent, Failure> {
    if let Some(id) = request.id {
        row_of(engine, id, None).await?;
    }
    let plan = promotion::report(engine, request.event.clone()).await?;
    let text = |value: serde_json::Result<String>| value.map_err(|error| unreadable(&error));
    let mut row = EventPlanRow {
        request: text(serde_json::to_string(&request.event))?,
        answer: text(serde_json::to_string(&plan))?,
        saved_at: clock::now(),
        ..EventPlanRow::default()
    };
    (row.id, row.version) = engine
        .store()
        .save_event_plan(request.id, &row.request, &row.answer, &row.saved_at)
        .await?;
    Ok(saved(&row, &plan))
}

async fn row_of(engine: &Engine, id: i64, version: Option<i64>) -> Result<EventPlanRow, Failure> {
    let row = engine.store().event_plan(id, version).await?;
    row.ok_or_else(|| Failure::new("no_such_event").with("id", id))
}

pub(crate) async fn list(engine: &Engine, _: Nothing) -> Result<SavedEvents, Failure> {
    let mut events = Vec::new();
    for row in engine.store().event_plans().await? {
        events.push(saved(&row, &read(&row)?.1));
    }
    events.sort_by_key(|event| std::cmp::Reverse((event.starts_on, event.id)));
    Ok(SavedEvents { events })
}

pub(crate) async fn open(
    engine: &Engine,
    request: OpenEventRequest,
) -> Result<OpenedEvent, Failure> {
    let newest = row_of(engine, request.id, None).await?;
    let row = row_of(engine, request.id, request.version).await?;
    let (asked, plan) = read(&row)?;
    Ok(OpenedEvent {
        saved: saved(&row, &plan),
        versions: newest.version,
        request: asked,
        plan,
    })
}

/// What is kept for events on a morning: SKU, location and units of the event alone, from the day
/// the plan was made until its leftovers had their time.
pub(crate) async fn reserved(
    engine: &Engine,
    as_of: Day,
) -> Result<Vec<(String, String, i64)>, Failure> {
    let mut all = Vec::new();
    for row in engine.store().event_plans().await? {
        // A version that a later release wrote keeps no page from opening.
        let Ok((asked, plan)) = read(&row) else {
            continue;
        };
        let after = i32::try_from(asked.after_days.unwrap_or(30)).unwrap_or(30);
        if plan.as_of <= as_of && as_of <= plan.ends_on + after {
            let rows = plan.rows.into_iter().filter(|row| row.event_units > 0);
            all.extend(rows.map(|row| (row.sku, row.location, row.event_units)));
        }
    }
    Ok(all)
}

pub(crate) async fn review(
    engine: &Engine,
    request: ReviewRequest,
) -> Result<EventReview, Failure> {
    let row = row_of(engine, request.id, request.version).await?;
    let (_, plan) = read(&row)?;
    let as_of = morning::of(engine, request.as_of).await?;
    if as_of <= plan.ends_on {
        return Err(Failure::new("event_not_over").with("ends_on", plan.ends_on.to_string()));
    }
    let snapshot = Snapshot::load(engine, as_of).await?;
    let mut rows: Vec<ReviewRow> = Vec::new();
    for known in &plan.rows {
        let place = snapshot.places.iter().find(|place| {
            snapshot.skus[place.sku].code == known.sku
                && snapshot.locations[place.location].code == known.location
        });
        let Some(place) = place else { continue };
        let index = |day: Day| usize::try_from(day.since(place.first)).ok();
        let days = index(plan.starts_on).zip(index(plan.ends_on));
        let sold: i64 = days
            .and_then(|(from, to)| place.sold.get(from..=to))
            .map_or(0, |days| days.iter().sum());
        let out = days
            .and_then(|(from, to)| place.in_stock.get(from..=to))
            .map_or(0, |days| days.iter().filter(|kept| **kept == 0).count());
        let left = index(plan.ends_on)
            .and_then(|at| place.on_hand_end.get(at))
            .copied();
        let expected: f64 = known
            .scenarios
            .iter()
            .map(|s| s.probability * s.units)
            .sum();
        let was = (known.base_units > 0.0).then(|| sold as f64 / known.base_units);
        let kept_for_base = known.left.ceil() as i64;
        let left_cost = left
            .zip(snapshot.unit_cost(place.sku))
            .map(|(left, cost)| amount((left - kept_for_base).max(0) as f64 * cost));
        let off = sold as f64 - expected;
        let next_time = match (out > 0, off) {
            (true, _) => "in_stock",
            (false, off) if off > GOOD * expected => "more",
            (false, off) if off < -GOOD * expected => "less",
            _ => "keep",
        };
        rows.push(ReviewRow {
            sku: known.sku.clone(),
            name: known.name.clone(),
            location: known.location.clone(),
            expected,
            sold,
            hit: (sold > 0).then(|| expected / sold as f64),
            days_out: u32::try_from(out).unwrap_or(u32::MAX),
            left,
            left_cost,
            multiplier_expected: known.multiplier,
            multiplier_was: was,
            next_time: next_time.to_owned(),
        });
    }
    rows.sort_by(|a, b| {
        let off = |row: &ReviewRow| (row.sold as f64 - row.expected).abs();
        off(b).total_cmp(&off(a))
    });
    let expected: f64 = rows.iter().map(|row| row.expected).sum();
    let sold: i64 = rows.iter().map(|row| row.sold).sum();
    let good = rows
        .iter()
        .filter(|row| (row.sold as f64 - row.expected).abs() <= GOOD * row.expected);
    Ok(EventReview {
        saved: saved(&row, &plan),
        as_of,
        currency: snapshot.base.to_string(),
        hit: (sold > 0).then(|| expected / sold as f64),
        hit_rate: (!rows.is_empty()).then(|| good.count() as f64 / rows.len() as f64),
        rows,
    })
}

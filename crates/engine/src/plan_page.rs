//! The plan page: the plan as it is shown, the seller's hand on a line, what would change it.

use store::PlanEditRow;

use crate::contract::plan::{
    ExplainRequest, Explanation, Plan, PlanEdit, PlanRequest, Sensitivity,
};
use crate::{Engine, Failure, morning, ordering, plan, plan_view};

pub(crate) async fn get(engine: &Engine, request: PlanRequest) -> Result<Plan, Failure> {
    let planned = plan::make(engine, request.as_of, request.budget.as_deref()).await?;
    let mut plan = plan_view::view(&planned);
    ordering::mark(engine, &planned, &mut plan).await?;
    Ok(plan)
}

pub(crate) async fn edit(engine: &Engine, request: PlanEdit) -> Result<Plan, Failure> {
    let as_of = morning::of(engine, request.as_of).await?;
    let unknown = || {
        Failure::new("unknown_sku")
            .with("sku", request.sku.as_str())
            .with("location", request.location.as_str())
    };
    let store = engine.store();
    let sku = store
        .skus()
        .await?
        .into_iter()
        .find(|row| row.code == request.sku);
    let location = store
        .locations()
        .await?
        .into_iter()
        .find(|row| row.code == request.location);
    let (sku, location) = sku.zip(location).ok_or_else(unknown)?;
    if let Some(Some(quantity)) = request.quantity
        && !(0..=1_000_000_000).contains(&quantity)
    {
        return Err(Failure::new("bad_quantity").with("value", quantity));
    }
    let known = store.plan_edits(as_of).await?;
    let before = known
        .into_iter()
        .find(|row| row.sku == sku.id && row.location == location.id);
    let mut row = before.unwrap_or_else(|| PlanEditRow {
        sku: sku.id,
        location: location.id,
        ..PlanEditRow::default()
    });
    if let Some(quantity) = request.quantity {
        row.quantity = quantity;
    }
    if let Some(locked) = request.locked {
        row.locked = locked;
    }
    if let Some(skipped) = request.skipped {
        row.skipped = skipped.map(|reason| reason.chars().take(500).collect());
    }
    if let Some(note) = request.note {
        row.note = note.chars().take(500).collect();
    }
    // The seller's hand changes none of what was computed. (Another program's change between these
    // two questions would be seen with the next one only.)
    let before = store.version().await?;
    store.set_plan_edit(as_of, &row).await?;
    engine.kept().renew(before, store.version().await?);
    get(
        engine,
        PlanRequest {
            as_of: Some(as_of),
            budget: request.budget,
        },
    )
    .await
}

pub(crate) async fn explain(
    engine: &Engine,
    request: ExplainRequest,
) -> Result<Explanation, Failure> {
    let planned = plan::make(engine, request.as_of, None).await?;
    let at = planned
        .items
        .iter()
        .position(|item| *item.sku == *request.sku && *item.location == *request.location)
        .ok_or_else(|| {
            Failure::new("unknown_sku")
                .with("sku", request.sku.as_str())
                .with("location", request.location.as_str())
        })?;
    let sensitivities = planning::explain::what_if(&planned.items[at], &planned.settings)
        .into_iter()
        .map(|found| Sensitivity {
            change: found.change.to_owned(),
            quantity: found.quantity,
            profit_change: found.profit_change,
        })
        .collect();
    Ok(Explanation { sensitivities })
}

//! What an order would be under other terms; nothing is kept.

use planning::explain::{Outcome, Terms, under};

use crate::contract::plan::{SkuTerms, SkuTermsRequest, SkuTermsSide};
use crate::plan_view::money;
use crate::{Engine, Failure, plan};

pub(crate) async fn answer(engine: &Engine, request: SkuTermsRequest) -> Result<SkuTerms, Failure> {
    let within = |name: &str, value: Option<f64>, low: f64, high: f64| match value {
        Some(value) if !(low..=high).contains(&value) => {
            Err(Failure::new("bad_terms").with("field", name))
        }
        _ => Ok(value),
    };
    let terms = Terms {
        lead_time_days: within("lead_time_days", request.lead_time_days, 0.0, 730.0)?,
        price: within("price", request.price, 1e-6, 1e12)?,
        service: within("service", request.service, 0.5, 0.995)?,
    };
    let planned = plan::make(engine, request.as_of, None).await?;
    let item = planned
        .items
        .iter()
        .find(|item| *item.sku == *request.sku && *item.location == *request.location)
        .ok_or_else(|| {
            Failure::new("unknown_sku")
                .with("sku", request.sku.as_str())
                .with("location", request.location.as_str())
        })?;
    let side = |found: Outcome| SkuTermsSide {
        lead_time_days: found.lead_time_days,
        price: found.price,
        service: found.service,
        quantity: found.quantity,
        cost: found.cost.map(|amount| money(&planned, amount)),
        expected_profit: found.expected_profit.map(|amount| money(&planned, amount)),
        reorder_point: found.reorder_point,
        target: found.target,
    };
    Ok(SkuTerms {
        currency: planned.snapshot.base.to_string(),
        now: side(under(item, &planned.settings, &Terms::default())),
        then: side(under(item, &planned.settings, &terms)),
    })
}

//! An event planned backwards: which goods, how many, by when, by which way, with what money.

use std::collections::BTreeMap;

use domain::{Day, Text};
use planning::back_plan::{SAFE_LINE_DAYS, Way, line};
use planning::demand::Demand;
use planning::event_quantity::{EventGoods, best, outcome};
use planning::hot_seller::{Evidence, Thresholds, Verdict, hot_seller};
use planning::uplift::{Scenario, Uplift, scenarios, uplifts};
use store::MarketingRow;

use crate::contract::promotion::{
    CashWeek, EventPlan, EventRequest, EventRow, EventScenario, EventStep, HotSeller,
};
use crate::event_request::{Event, understood};
use crate::event_ways::{closures, next_best, ways};
use crate::past_events::past;
use crate::plan::{self, Planned};
use crate::plan_view::money;
use crate::{Engine, Failure};

pub(crate) async fn report(engine: &Engine, request: EventRequest) -> Result<EventPlan, Failure> {
    let planned = plan::make(engine, request.as_of, None).await?;
    let snapshot = &*planned.snapshot;
    let event = understood(engine, &request, snapshot.as_of).await?;
    if let Some(sku) = request
        .skus
        .iter()
        .find(|sku| !snapshot.skus.iter().any(|row| row.code == **sku))
    {
        return Err(Failure::new("unknown_sku").with("sku", sku.as_str()));
    }
    let shares = market_shares(&planned, &event.market)?;
    let marketing = engine.store().marketing_rows().await?;
    let history = past(snapshot, &event.code, &event.name, &event.market);
    let chosen: Vec<usize> = (0..snapshot.places.len())
        .filter(|at| {
            let place = &snapshot.places[*at];
            let row = &snapshot.skus[place.sku];
            shares[place.location] > 0.0
                && (request.skus.is_empty() || request.skus.contains(&row.code))
                && (request.category.is_empty()
                    || row.category.as_deref() == Some(&request.category))
        })
        .collect();
    if chosen.is_empty() {
        return Err(Failure::new("event_without_goods"));
    }
    let goods: Vec<(Text, Option<Text>)> = chosen
        .iter()
        .map(|at| {
            let row = &snapshot.skus[snapshot.places[*at].sku];
            (
                row.code.as_str().into(),
                row.category.as_deref().map(Into::into),
            )
        })
        .collect();
    let elasticity = chosen
        .iter()
        .find_map(|at| planned.items[*at].demand.own.forecast.events())
        .map_or(-1.0, |known| known.effects.elasticity);
    let found = uplifts(
        &history.seen,
        &goods,
        event.discount,
        elasticity,
        event.scale,
    )
    .ok_or_else(|| Failure::new("event_needs_scale"))?;
    let mut not_hot = 0;
    let mut rows: Vec<(f64, EventRow)> = Vec::new();
    for (at, uplift) in chosen.iter().zip(&found) {
        let hot = hot_of(&planned, *at, &marketing, &event.thresholds);
        if request.hot_only && hot.whole == Verdict::No.code() {
            not_hot += 1;
            continue;
        }
        let share = shares[snapshot.places[*at].location];
        rows.push(row_of(&planned, *at, &event, uplift, share, hot));
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let rows: Vec<EventRow> = rows.into_iter().map(|(_, row)| row).collect();
    let share = chosen
        .iter()
        .map(|at| shares[snapshot.places[*at].location])
        .fold(0.0, f64::max);
    Ok(whole(
        &planned,
        &event,
        rows,
        not_hot,
        (history.evidence, history.events),
        share,
    ))
}

/// Share of each location's buyers that live in the market; all for no market.
fn market_shares(planned: &Planned, market: &str) -> Result<Vec<f64>, Failure> {
    let snapshot = &*planned.snapshot;
    if market.is_empty() {
        return Ok(vec![1.0; snapshot.locations.len()]);
    }
    let rows = snapshot.sales.by_market(
        snapshot.as_of - 365,
        snapshot.as_of - 1,
        &snapshot.rates,
        snapshot.base,
    );
    let shares: Vec<f64> = snapshot
        .locations
        .iter()
        .map(|location| {
            let of = |only: Option<&str>| -> i64 {
                rows.iter()
                    .filter(|row| {
                        row.location == location.id && only.is_none_or(|m| m == row.market)
                    })
                    .map(|row| row.sold.max(0))
                    .sum()
            };
            let all = of(None);
            if all > 0 {
                of(Some(market)) as f64 / all as f64
            } else {
                0.0
            }
        })
        .collect();
    if shares.iter().all(|share| *share <= 0.0) {
        return Err(Failure::new("market_without_sales").with("market", market));
    }
    Ok(shares)
}

fn hot_of(
    planned: &Planned,
    at: usize,
    marketing: &[MarketingRow],
    thresholds: &Thresholds,
) -> HotSeller {
    let (snapshot, item) = (&*planned.snapshot, &planned.items[at]);
    let sku = &snapshot.skus[snapshot.places[at].sku];
    let own = marketing.iter().find(|row| row.sku == sku.code);
    let mean = |of: fn(&MarketingRow) -> Option<f64>| {
        let known: Vec<f64> = marketing.iter().filter_map(of).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    let days: Vec<f64> = snapshot
        .seen
        .iter()
        .filter(|seen| seen.sku == sku.id)
        .map(|seen| f64::from(seen.received_on.since(seen.ordered_on)))
        .collect();
    let margin = item
        .price
        .zip(item.unit_cost)
        .filter(|(price, _)| *price > 0.0);
    let evidence = Evidence {
        margin: margin.map(|(price, cost)| 1.0 - cost / price),
        deliveries: days.len(),
        replenishment_days: (!days.is_empty())
            .then(|| days.iter().sum::<f64>() / days.len() as f64),
        ctr: own.and_then(|row| row.ctr),
        mean_ctr: mean(|row| row.ctr),
        cvr: own.and_then(|row| row.cvr),
        mean_cvr: mean(|row| row.cvr),
        has_video: own.and_then(|row| row.has_video),
        reviews: own.and_then(|row| row.reviews),
        rating: own.and_then(|row| row.rating),
    };
    let found = hot_seller(&evidence, thresholds);
    HotSeller {
        margin: found.margin.code().to_owned(),
        supply: found.supply.code().to_owned(),
        market: found.market.code().to_owned(),
        whole: found.whole.code().to_owned(),
        missing: found
            .missing
            .iter()
            .map(|code| (*code).to_owned())
            .collect(),
        margin_is: evidence.margin,
        deliveries_are: u32::try_from(evidence.deliveries).unwrap_or(u32::MAX),
        replenishment_days_are: evidence.replenishment_days,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "units are held below a billion"
)]
fn row_of(
    planned: &Planned,
    at: usize,
    event: &Event,
    uplift: &Uplift,
    share: f64,
    hot: HotSeller,
) -> (f64, EventRow) {
    let (snapshot, item) = (&*planned.snapshot, &planned.items[at]);
    let place = &snapshot.places[at];
    let until = f64::from(event.starts_on.since(snapshot.as_of));
    let over = f64::from(event.ends_on.since(snapshot.as_of) + 1);
    // Promotions that the list holds already are part of the usual plan, not of the base.
    let forecast = &item.demand.own.forecast;
    let promoted = forecast.promotion_mean(until, over);
    let window = item.demand.mean(until, over);
    let base = (window - promoted).max(0.0);
    // Buyers elsewhere do not take part, neither in the middle case nor in the others.
    let of_all = |multiplier: f64| 1.0 + share * (multiplier - 1.0);
    let multiplier = of_all(uplift.multiplier);
    let three = scenarios(uplift, event.probabilities).map(|scenario| Scenario {
        multiplier: of_all(scenario.multiplier),
        ..scenario
    });
    let after = item.demand.mean(over, over + event.after_days) * uplift.after;
    let money_known = item.price.zip(item.unit_cost);
    let goods = money_known.map(|(price, cost)| EventGoods {
        base,
        after,
        after_days: event.after_days,
        price: price * (1.0 - event.discount.unwrap_or(0.0)),
        cost,
        markdown_price: price * (1.0 - event.markdown),
        holding_cost_rate: planned.settings.holding_cost_rate,
    });
    let wanted = goods.as_ref().map(|goods| best(goods, &three));
    let units = wanted.map(|wanted| wanted.units.ceil() as i64);
    let before = item.demand.mean(0.0, until);
    let on_order: i64 = item.open_orders.iter().map(|order| order.quantity).sum();
    let position = item.on_hand.unwrap_or(0) - item.allocated + on_order;
    let there = (position as f64 - before).max(0.0).floor() as i64;
    let event_units = units.map_or(0, |units| (units - base.ceil() as i64).max(0));
    // The usual plan buys what the base needs; what lies there beyond that serves the event.
    let short = units.map_or(0, |units| (units - there.max(base.ceil() as i64)).max(0));
    let pack = item.pack_size.max(1);
    let order = if short > 0 {
        ((short + pack - 1) / pack * pack).max(item.moq)
    } else {
        0
    };
    let cost = item.unit_cost.unwrap_or(0.0) * order as f64;
    let outcome_of = goods
        .as_ref()
        .zip(units)
        .map(|(goods, units)| outcome(units as f64, goods, &three));
    let profit = outcome_of.map_or(0.0, |found| found.profit);
    let ways = ways(planned, at, event);
    let (best_way, order_by) = next_best(planned, at, order, &ways, event);
    let sku = &snapshot.skus[place.sku];
    let row = EventRow {
        sku: sku.code.clone(),
        name: snapshot.name(place.sku),
        location: snapshot.locations[place.location].code.clone(),
        supplier: item.supplier.as_deref().unwrap_or_default().to_owned(),
        hot,
        base_units: base,
        multiplier,
        source: uplift.source.code().to_owned(),
        events: u32::try_from(uplift.events).unwrap_or(u32::MAX),
        after: uplift.after,
        scenarios: three
            .iter()
            .map(|scenario| EventScenario {
                probability: scenario.probability,
                multiplier: scenario.multiplier,
                units: base * scenario.multiplier,
            })
            .collect(),
        units,
        event_units,
        there,
        order,
        order_cost: money(planned, cost),
        profit: money(planned, profit),
        left: outcome_of.map_or(0.0, |found| found.left),
        missed: outcome_of.map_or(0.0, |found| found.missed),
        in_plan: promoted,
        ways,
        best_way: best_way.to_owned(),
        order_by,
    };
    (profit, row)
}

fn whole(
    planned: &Planned,
    event: &Event,
    rows: Vec<EventRow>,
    not_hot: u32,
    (evidence, past_events): (&str, u32),
    market_share: f64,
) -> EventPlan {
    let as_of = planned.snapshot.as_of;
    // The line of the whole event is that of its slowest goods.
    let ordered = || rows.iter().filter(|row| row.order > 0);
    let slowest = ordered()
        .filter_map(|row| row.ways.first()?.latest_safe)
        .min();
    let quickest = ordered()
        .filter_map(|row| {
            row.ways
                .iter()
                .find(|way| way.transport == "air")?
                .latest_safe
        })
        .min();
    let plan = line(event.starts_on, slowest, quickest);
    let chance_at = |days: i32| {
        let on = event.starts_on - days;
        planned
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| {
                ordered().any(|row| *row.sku == *item.sku && *row.location == *item.location)
            })
            .map(|(at, item)| {
                let way = Way {
                    lead_time: &item.lead_time,
                    closures: closures(planned, at),
                    ports: &event.ports,
                };
                way.chance(on, event.arrive_by)
            })
            .min_by(f64::total_cmp)
    };
    let (chance_at_120, chance_at_90) = (chance_at(SAFE_LINE_DAYS.0), chance_at(SAFE_LINE_DAYS.1));
    let mut cash: BTreeMap<Day, f64> = BTreeMap::new();
    let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
    for row in ordered() {
        let on = row.order_by.unwrap_or(as_of).max(as_of);
        let week = on - (on.0 + 3).rem_euclid(7);
        *cash.entry(week).or_default() += number(&row.order_cost);
    }
    let order_cost: f64 = rows.iter().map(|row| number(&row.order_cost)).sum();
    let profit: f64 = rows.iter().map(|row| number(&row.profit)).sum();
    EventPlan {
        as_of,
        currency: planned.snapshot.base.to_string(),
        name: event.name.clone(),
        code: event.code.clone(),
        market: event.market.clone(),
        starts_on: event.starts_on,
        ends_on: event.ends_on,
        arrive_by: event.arrive_by,
        steps: plan
            .steps
            .iter()
            .map(|step| EventStep {
                code: step.code.to_owned(),
                from: step.from,
                to: step.to,
            })
            .collect(),
        moved_days: plan.moved_days,
        chance_at_120,
        chance_at_90,
        evidence: evidence.to_owned(),
        past_events,
        market_share,
        not_hot,
        cash: cash
            .into_iter()
            .map(|(week, amount)| CashWeek {
                week,
                amount: money(planned, amount),
            })
            .collect(),
        order_cost: money(planned, order_cost),
        profit: money(planned, profit),
        rows,
    }
}

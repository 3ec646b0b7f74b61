//! What a change of rates, routes or origins would do to the whole shop.
//!
//! Forecasts stay; only costs, and lead times where the way changes, are put in anew, and the plan
//! is made again from them. That is why a shop is answered within a second.

use std::collections::HashSet;

use domain::record::CostRate;
use domain::{Day, Text, Transport};
use planning::back_plan::{SAFE_CHANCE, Way};
use planning::demand::Demand;
use planning::forward::forward_buy;
use planning::item::Item;
use planning::landed::{Landed, Rate, landed, price_for_same_margin};
use planning::lead_time::{Closure, LeadTime, LeadTimeSource};

use crate::clock::Stopwatch;
use crate::contract::landed::{BuyEarly, WhatIfReport, WhatIfRequest, WhatIfRow};
use crate::landed::{amount, margin, missing, transport, understood};
use crate::landing::{Landing, arrival, in_base};
use crate::plan::{self, PlanDemand, Planned};
use crate::snapshot::Snapshot;
use crate::supply::Prices;
use crate::{Engine, Failure};

/// Days of demand bought early at most, where the caller names none.
const MOST_DAYS_EARLY: f64 = 180.0;

/// A change of origin or way, understood.
struct Route {
    sku: String,
    category: String,
    supplier: String,
    origin: Option<String>,
    transport: Option<Transport>,
}

impl Route {
    fn is_for(&self, snapshot: &Snapshot, sku: usize) -> bool {
        let row = &snapshot.skus[sku];
        let fits = |asked: &str, is: Option<&str>| asked.is_empty() || is == Some(asked);
        fits(&self.sku, Some(&row.code))
            && fits(&self.category, row.category.as_deref())
            && fits(&self.supplier, row.supplier.as_deref())
    }
}

/// What tells one rate from another, besides its first day.
fn same(a: &CostRate, b: &CostRate) -> bool {
    (
        a.kind,
        &a.programme,
        a.basis,
        &a.origin,
        &a.destination,
        a.transport,
        &a.hs_code,
    ) == (
        b.kind,
        &b.programme,
        b.basis,
        &b.origin,
        &b.destination,
        b.transport,
        &b.hs_code,
    ) && a.valid_from == b.valid_from
}

/// The landed cost of a place before and after, and how it comes.
struct Change {
    now: Landed,
    /// By the new rates, on the arrival of an order of this morning.
    today: Landed,
    /// By the new rates, on the day the change holds.
    then: Landed,
    lead_time: LeadTime,
    lead_time_kept: bool,
}

pub(crate) async fn report(
    engine: &Engine,
    request: WhatIfRequest,
) -> Result<WhatIfReport, Failure> {
    let planned = plan::make(engine, request.as_of, None).await?;
    let watch = Stopwatch::start();
    let snapshot = &*planned.snapshot;
    let written = engine.store().cost_rates().await?;
    let added: Vec<CostRate> = request
        .rates
        .iter()
        .map(understood)
        .collect::<Result<_, _>>()?;
    let gone: Vec<CostRate> = request
        .without
        .iter()
        .map(understood)
        .collect::<Result<_, _>>()?;
    if let Some(row) = gone
        .iter()
        .find(|gone| !written.iter().any(|row| same(row, gone)))
    {
        return Err(Failure::new("unknown_cost_rate").with("kind", row.kind.word()));
    }
    let routes = routes(&request)?;
    if added.is_empty() && gone.is_empty() && routes.is_empty() {
        return Err(Failure::new("nothing_to_change"));
    }
    let mut rows: Vec<CostRate> = written
        .iter()
        .filter(|row| !added.iter().chain(&gone).any(|other| same(row, other)))
        .cloned()
        .collect();
    rows.extend(added.iter().cloned());
    let (rates, without) = in_base(&rows, &snapshot.rates, snapshot.base, snapshot.as_of);
    if let Some(currency) = without.first() {
        return Err(Failure::new("no_exchange_rate").with("currency", currency.as_str()));
    }
    let changes_on = added
        .iter()
        .filter_map(|row| row.valid_from)
        .filter(|day| *day > snapshot.as_of)
        .min()
        .filter(|_| gone.is_empty() && routes.is_empty());
    let most_days = request.most_days_early.unwrap_or(MOST_DAYS_EARLY);
    if !(0.0..=730.0).contains(&most_days) {
        return Err(Failure::new("bad_days_early").with("value", most_days));
    }
    let landing = snapshot.landing.with_rates(rates);
    let changes: Vec<Option<Change>> = (0..snapshot.places.len())
        .map(|place| change(snapshot, &landing, &routes, place, changes_on))
        .collect();
    let replanned = replan(&planned, &landing, &changes);
    Ok(answer(
        &planned, &changes, &replanned, changes_on, most_days, &watch,
    ))
}

fn routes(request: &WhatIfRequest) -> Result<Vec<Route>, Failure> {
    request
        .routes
        .iter()
        .map(|route| {
            let origin = route.origin.trim().to_uppercase();
            if !origin.is_empty() && (origin.len() != 2 || !origin.is_ascii()) {
                return Err(Failure::new("bad_country").with("value", route.origin.as_str()));
            }
            let transport = transport(&route.transport)?;
            if origin.is_empty() && transport.is_none() {
                return Err(Failure::new("nothing_to_change"));
            }
            Ok(Route {
                sku: route.sku.trim().to_owned(),
                category: route.category.trim().to_owned(),
                supplier: route.supplier.trim().to_owned(),
                origin: (!origin.is_empty()).then_some(origin),
                transport,
            })
        })
        .collect()
}

/// The costs of a place before and after; `None` without a purchase cost, or where nothing changes.
fn change(
    snapshot: &Snapshot,
    landing: &Landing,
    routes: &[Route],
    index: usize,
    changes_on: Option<Day>,
) -> Option<Change> {
    let place = &snapshot.places[index];
    let at = (place.sku, place.location);
    let price = snapshot.unit_cost(place.sku)?;
    let usual = snapshot.lead_time(place.sku);
    let arrives = arrival(snapshot, &usual);
    let cost = |rates: &[Rate], goods, day| landed(goods, rates, day);
    let before = snapshot.landing.goods(snapshot, at, None, None, price);
    let now = cost(&snapshot.landing.rates, &before, arrives);

    let route = routes
        .iter()
        .rev()
        .find(|route| route.is_for(snapshot, place.sku));
    let way = route.and_then(|route| route.transport);
    let mut after = landing.goods(snapshot, at, None, way, price);
    if let Some(origin) = route.and_then(|route| route.origin.as_deref()) {
        after.origin = Some(origin);
    }
    let (lead_time, lead_time_kept) = match way.filter(|_| before.transport != way) {
        None => (usual, false),
        Some(_) => {
            let supplier = snapshot.skus[place.sku].supplier.as_deref().map(Text::from);
            let learned = snapshot.lead_times.of(supplier.as_ref(), way, None);
            if learned.source == LeadTimeSource::Transport {
                (learned, false)
            } else {
                (usual, true)
            }
        }
    };
    let arrives = arrival(snapshot, &lead_time);
    let today = cost(&landing.rates, &after, arrives);
    let then = cost(
        &landing.rates,
        &after,
        changes_on.map_or(arrives, |day| day.max(arrives)),
    );
    let differs = |a: &Landed, b: &Landed| (a.total - b.total).abs() > 5e-7;
    (differs(&now, &today) || differs(&now, &then) || now.missing != then.missing).then_some(
        Change {
            now,
            today,
            then,
            lead_time,
            lead_time_kept,
        },
    )
}

/// Today's plan with the costs and lead times of the change.
fn replan(
    planned: &Planned,
    landing: &Landing,
    changes: &[Option<Change>],
) -> planning::plan::Plan {
    let snapshot = &*planned.snapshot;
    let prices = Prices::of(snapshot);
    let items: Vec<Item<&PlanDemand>> = planned
        .items
        .iter()
        .zip(changes)
        .enumerate()
        .map(|(at, (item, change))| {
            let mut item = item.with_demand(&item.demand);
            let place = &snapshot.places[at];
            if let Some(change) = change {
                item.unit_cost = Some(change.today.total);
                item.freight = change.today.extra();
                item.lead_time = change.lead_time.clone();
                if !item.offers.is_empty() {
                    item.offers = prices.offers(snapshot, landing, place.sku, place.location);
                }
            }
            item
        })
        .collect();
    planning::plan::plan(&items, &planned.settings, planned.budget)
}

fn buy_early(
    planned: &Planned,
    index: usize,
    change: &Change,
    changes_on: Day,
    most_days: f64,
) -> Option<BuyEarly> {
    let (snapshot, item) = (&*planned.snapshot, &planned.items[index]);
    let rise = change.then.total - change.now.total;
    let a_day = item.demand.mean(0.0, 91.0) / 91.0;
    // Goods that keep for a while only are not bought for longer than that.
    let longest = item
        .shelf_life_days
        .map_or(most_days, |days| days.min(most_days));
    let found = forward_buy(
        change.now.total,
        rise,
        planned.settings.holding_cost_rate,
        a_day,
        item.pack_size,
        longest,
    )?;
    let closures: &[Closure] = item
        .supplier
        .as_ref()
        .and_then(|name| planned.settings.suppliers.get(name))
        .map_or(&[], |terms| &terms.closures);
    let way = Way {
        lead_time: &change.lead_time,
        closures,
        ports: &[],
    };
    let arrive_by = changes_on - 1;
    Some(BuyEarly {
        units: found.units,
        days: found.days,
        gain: amount(found.gain),
        cost: amount(found.units as f64 * change.now.total),
        order_by: way
            .latest(arrive_by, SAFE_CHANCE)
            .filter(|day| *day >= snapshot.as_of),
        chance_today: way.chance(snapshot.as_of, arrive_by),
    })
}

fn answer(
    planned: &Planned,
    changes: &[Option<Change>],
    replanned: &planning::plan::Plan,
    changes_on: Option<Day>,
    most_days: f64,
    watch: &Stopwatch,
) -> WhatIfReport {
    let snapshot = &*planned.snapshot;
    let mut rows: Vec<(f64, WhatIfRow)> = Vec::new();
    let (mut a_year, mut gain, mut money) = (0.0, 0.0, 0.0);
    let mut seen: HashSet<usize> = HashSet::new();
    for (at, change) in changes.iter().enumerate() {
        let Some(change) = change else { continue };
        seen.insert(at);
        let place = &snapshot.places[at];
        let price = snapshot.price(place.sku);
        let added = (change.then.total - change.now.total)
            * planned.items[at].demand.mean(0.0, 364.0)
            * (365.0 / 364.0);
        a_year += added;
        let early = changes_on.and_then(|day| buy_early(planned, at, change, day, most_days));
        if let Some(early) = early.as_ref().filter(|early| early.order_by.is_some()) {
            gain += early.gain.parse().unwrap_or(0.0);
            money += early.cost.parse().unwrap_or(0.0);
        }
        let needed = price
            .and_then(|price| price_for_same_margin(price, change.now.total, change.then.total));
        rows.push((
            added,
            WhatIfRow {
                sku: snapshot.skus[place.sku].code.clone(),
                name: snapshot.name(place.sku),
                location: snapshot.locations[place.location].code.clone(),
                landed_now: amount(change.now.total),
                landed_then: amount(change.then.total),
                price: price.map(amount),
                margin_now: margin(price, change.now.total),
                margin_then: margin(price, change.then.total),
                price_needed: needed.map(amount),
                order_now: planned.plan.lines[at].quantity,
                order_then: replanned.lines[at].quantity,
                buy_early: early,
                lead_time_kept: change.lead_time_kept,
                missing: missing(&change.then),
            },
        ));
    }
    rows.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    WhatIfReport {
        as_of: snapshot.as_of,
        currency: snapshot.base.to_string(),
        changes_on,
        unchanged: u32::try_from(snapshot.places.len() - seen.len()).unwrap_or(u32::MAX),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        cost_a_year: amount(a_year),
        plan_now: amount(planned.plan.total_cost),
        plan_then: amount(replanned.total_cost),
        early_gain: amount(gain),
        early_cost: amount(money),
        took_ms: (watch.seconds() * 1000.0).round() as u32,
    }
}

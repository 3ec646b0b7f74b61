//! One SKU in full.

use planning::demand::Demand;

use crate::contract::sku::{
    SkuDetail, SkuForecastWeek, SkuLeadTime, SkuLot, SkuMarket, SkuMovement, SkuOpenOrder,
    SkuRequest, SkuWeek,
};
use crate::forecast::series_of;
use crate::plan::{self, Planned};
use crate::{Engine, Failure, stock};

const WEEKS_BACK: usize = 52;
const WEEKS_AHEAD: usize = 16;
const MOVEMENTS: usize = 200;
const MARKET_DAYS: i32 = 90;
const LEVELS: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

pub(crate) async fn detail(engine: &Engine, request: SkuRequest) -> Result<SkuDetail, Failure> {
    let planned = plan::make(engine, request.as_of, None).await?;
    let snapshot = &planned.snapshot;
    let unknown = || Failure::new("unknown_sku").with("sku", request.sku.as_str());
    let sku = snapshot
        .skus
        .iter()
        .position(|row| row.code == request.sku)
        .ok_or_else(unknown)?;
    let here: Vec<usize> = (0..snapshot.places.len())
        .filter(|at| snapshot.places[*at].sku == sku)
        .collect();
    let code = |at: usize| {
        snapshot.locations[snapshot.places[at].location]
            .code
            .clone()
    };
    let chosen: Vec<usize> = here
        .iter()
        .copied()
        .filter(|at| {
            request
                .location
                .as_ref()
                .is_none_or(|location| *location == code(*at))
        })
        .collect();
    let all_rows = stock::rows(&planned);
    let row = &snapshot.skus[sku];
    let store = engine.store();
    let movements = store.movements(row.id).await?;
    let location_name = |id: i64| {
        snapshot
            .locations
            .iter()
            .find(|location| location.id == id)
            .map_or_else(String::new, |location| location.code.clone())
    };
    let wanted = |name: &String| {
        request
            .location
            .as_ref()
            .is_none_or(|location| location == name)
    };
    let shown = movements
        .iter()
        .rev()
        .map(|movement| SkuMovement {
            day: movement.day,
            kind: movement.kind.clone(),
            quantity: movement.quantity,
            location: location_name(movement.location),
            source: movement.source.replace('\u{1f}', " · "),
            batch: movement.batch,
            reverses: movement.reverses,
        })
        .filter(|movement| wanted(&movement.location) && movement.day <= snapshot.as_of)
        .take(MOVEMENTS)
        .collect();
    let mut markets: std::collections::BTreeMap<String, i64> = std::collections::BTreeMap::new();
    let from = snapshot.as_of - MARKET_DAYS;
    for sales in snapshot
        .sales
        .by_market(from, snapshot.as_of - 1, &snapshot.rates, snapshot.base)
    {
        if sales.sku == row.id {
            *markets.entry(sales.market.to_owned()).or_default() += sales.sold;
        }
    }
    let mut markets: Vec<SkuMarket> = markets
        .into_iter()
        .filter(|(_, sold)| *sold > 0)
        .map(|(market, sold)| SkuMarket { market, sold })
        .collect();
    markets.sort_by_key(|market| std::cmp::Reverse(market.sold));
    let lead = snapshot.lead_time(sku);
    Ok(SkuDetail {
        as_of: snapshot.as_of,
        currency: snapshot.base.to_string(),
        rows: chosen.iter().map(|at| all_rows[*at].clone()).collect(),
        locations: here.iter().map(|at| code(*at)).collect(),
        price: snapshot.price(sku),
        unit_cost: row.unit_cost.clone(),
        cost_currency: row.cost_currency.clone(),
        moq: row.moq,
        pack_size: row.pack_size,
        lead_time_days: lead.mean,
        lead_time_sd_days: lead.sd,
        weeks: weeks(&planned, &chosen),
        forecast_weeks: forecast_weeks(&planned, &chosen),
        forecast: chosen
            .iter()
            .map(|at| {
                let days = planned.plan.lines[*at]
                    .arithmetic
                    .protection_days
                    .clamp(1.0, 730.0);
                series_of(
                    snapshot,
                    *at,
                    &planned.items[*at].demand.own.forecast,
                    days.round() as u32,
                )
            })
            .collect(),
        lots: chosen
            .iter()
            .flat_map(|at| {
                snapshot.places[*at].lots.iter().map(|lot| SkuLot {
                    source: lot.received_on.to_string(),
                    location: code(*at),
                    received_on: lot.received_on,
                    quantity: lot.quantity,
                    age: i64::from(snapshot.as_of.since(lot.received_on)),
                })
            })
            .collect(),
        movements: shown,
        open_orders: open_orders(&planned, &chosen),
        lead_times: snapshot
            .seen
            .iter()
            .filter(|seen| seen.sku == row.id)
            .map(|seen| SkuLeadTime {
                po_number: seen.po_number.clone(),
                ordered_on: seen.ordered_on,
                days: f64::from(seen.received_on.since(seen.ordered_on)),
            })
            .collect(),
        markets,
    })
}

fn open_orders(planned: &Planned, chosen: &[usize]) -> Vec<SkuOpenOrder> {
    let snapshot = &planned.snapshot;
    let mut orders = Vec::new();
    for at in chosen {
        let place = &snapshot.places[*at];
        let mean = planned.items[*at].lead_time.mean.round() as i32;
        for open in &place.open {
            let promised = open.expected_on.unwrap_or(open.ordered_on + mean);
            orders.push(SkuOpenOrder {
                po_number: open.po_number.clone(),
                supplier: open.supplier.clone().unwrap_or_default(),
                location: snapshot.locations[place.location].code.clone(),
                quantity: open.quantity,
                ordered_on: open.ordered_on,
                expected_on: promised,
                late: promised < snapshot.as_of,
            });
        }
    }
    orders.sort_by_key(|order| order.expected_on);
    orders
}

fn weeks(planned: &Planned, chosen: &[usize]) -> Vec<SkuWeek> {
    let snapshot = &planned.snapshot;
    (0..WEEKS_BACK)
        .rev()
        .map(|back| {
            let first = snapshot.as_of - i32::try_from((back + 1) * 7).unwrap_or(0);
            let mut week = SkuWeek {
                day: first,
                sold: 0,
                demand_seen: 0,
                days_out: None,
                on_hand: None,
                promotion: None,
            };
            for at in chosen {
                let place = &snapshot.places[*at];
                for day in 0..7 {
                    let Ok(index) = usize::try_from((first + day).since(place.first)) else {
                        continue;
                    };
                    let Some(sold) = place.sold.get(index) else {
                        continue;
                    };
                    week.sold += sold;
                    // A day that ended empty hides demand: its sales are left out with the day.
                    if place.in_stock[index] != 0 {
                        week.demand_seen += place.demand[index].round() as i64;
                    }
                    if place.opened.is_some_and(|opened| opened <= first + day) {
                        let out = if place.in_stock[index] == 0 { 1.0 } else { 0.0 };
                        *week.days_out.get_or_insert(0.0) += out / chosen.len() as f64;
                        if day == 6 {
                            *week.on_hand.get_or_insert(0) += place.on_hand_end[index];
                        }
                    }
                }
            }
            week
        })
        .collect()
}

fn forecast_weeks(planned: &Planned, chosen: &[usize]) -> Vec<SkuForecastWeek> {
    const PATHS: u64 = 200;
    let mut demand = vec![Vec::new(); WEEKS_AHEAD];
    let mut stock = vec![Vec::new(); WEEKS_AHEAD];
    for path in 0..PATHS {
        let mut week_demand = [0.0; WEEKS_AHEAD];
        let mut week_stock = [0.0; WEEKS_AHEAD];
        for at in chosen {
            let (item, line) = (&planned.items[*at], &planned.plan.lines[*at]);
            let units = item.demand.sample_path(7.0, WEEKS_AHEAD, path);
            let order_day = f64::from(line.expected_on.since(planned.snapshot.as_of));
            let mut on_hand = line.position.available as f64;
            let mut arrived = 0;
            for week in 0..WEEKS_AHEAD {
                let end = (week + 1) as f64 * 7.0;
                let mut due = line.position.arriving_before(end);
                if order_day < end {
                    due += line.quantity;
                }
                on_hand = (on_hand + (due - arrived) as f64 - units[week]).max(0.0);
                arrived = due;
                week_demand[week] += units[week];
                week_stock[week] += on_hand;
            }
        }
        for week in 0..WEEKS_AHEAD {
            demand[week].push(week_demand[week]);
            stock[week].push(week_stock[week]);
        }
    }
    let quantiles = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        LEVELS.map(|level| {
            let at = (level * (values.len().max(1) - 1) as f64).round() as usize;
            values.get(at).copied().unwrap_or(0.0)
        })
    };
    (0..WEEKS_AHEAD)
        .map(|week| SkuForecastWeek {
            day: planned.snapshot.as_of + i32::try_from(week * 7).unwrap_or(0),
            demand: quantiles(&mut demand[week]),
            stock: quantiles(&mut stock[week]),
        })
        .collect()
}

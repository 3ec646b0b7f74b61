//! From the shop as it was known to what the forecast learns from: promotions, prices, beliefs, and
//! every correction of a sale as data.

use std::collections::HashMap;

use ::forecast::{EventSummary, Like, Prior};
use domain::Day;
use planning::bulk::{WholesaleLimit, wholesale_limit};
use planning::reason;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use store::{SalesLine, SalesSeries};

use crate::contract::Coded;
use crate::contract::demand::{DemandCorrection, MarkedLine};
use crate::snapshot::{Place, Snapshot};
use crate::stock_days::sales_days;

/// Days ahead for which promotions are read: orders reach no further.
const DAYS_AHEAD: i32 = 400;
/// Days of prices that make the usual price.
const USUAL_DAYS: i32 = 91;
/// Days for which a price is taken to hold without a sale that shows it.
const HOLDS_DAYS: usize = 14;
/// Prices within this share of each other are one price.
const ONE_PRICE: f64 = 0.03;
/// Spread of a belief about which the seller says none.
const USUAL_SPREAD: f64 = 0.5;
/// Marked lines shown of a place.
const MOST_MARKED: usize = 50;

/// What the forecast is told of a place beside its sales and stock.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    /// Demand with wholesale lines put back, where the seller wants them counted.
    pub demand: Option<Vec<f32>>,
    /// 1 on days of a promotion.
    pub promotion: Vec<u8>,
    /// Price ÷ usual price by day.
    pub price_ratio: Vec<f32>,
    pub prior: Option<Prior>,
    pub like: Option<Like>,
}

/// Columns of all places, in the order of `snapshot.places`.
pub(crate) fn columns(snapshot: &Snapshot) -> Vec<Columns> {
    let sales = by_place(snapshot);
    let keeps = snapshot.values.text("wholesale_lines") == "count";
    let promotions = Promotions::of(snapshot);
    let mut all: Vec<Columns> = snapshot
        .places
        .par_iter()
        .zip(&sales)
        .map(|(place, series)| {
            let lines = series.map_or(&[][..], |series| known(series, snapshot.as_of));
            let mut columns = Columns::default();
            if keeps {
                columns.demand = with_wholesale(place, lines);
            }
            if let Some(series) = series {
                columns.price_ratio = price_ratio(place, lines, series.destinations.len());
            }
            promotions.mark(snapshot, place, &mut columns);
            columns
        })
        .collect();
    beliefs(snapshot, &mut all);
    all
}

/// The order lines of each place.
fn by_place(snapshot: &Snapshot) -> Vec<Option<&SalesSeries>> {
    let at: HashMap<(i64, i64), &SalesSeries> = snapshot
        .sales
        .series
        .iter()
        .map(|series| ((series.sku, series.location), series))
        .collect();
    snapshot
        .places
        .iter()
        .map(|place| at.get(&key(snapshot, place)).copied())
        .collect()
}

/// SKU's and location's number.
pub(crate) fn key(snapshot: &Snapshot, place: &Place) -> (i64, i64) {
    let (sku, location) = (
        &snapshot.skus[place.sku],
        &snapshot.locations[place.location],
    );
    (sku.id, location.id)
}

fn known(series: &SalesSeries, as_of: Day) -> &[SalesLine] {
    let end = series.lines.partition_point(|line| line.ordered_on < as_of);
    &series.lines[..end]
}

fn index(place: &Place, day: Day) -> Option<usize> {
    usize::try_from(day.since(place.first)).ok()
}

/// The limit of a place's lines, by the largest line of each day, as the snapshot takes it.
fn limit(lines: &[SalesLine]) -> Option<WholesaleLimit> {
    let largest: Vec<i64> = sales_days(lines).iter().map(|day| day.largest).collect();
    wholesale_limit(&largest)
}

fn with_wholesale(place: &Place, lines: &[SalesLine]) -> Option<Vec<f32>> {
    let limit = limit(lines)?;
    let mut demand = None;
    for day in sales_days(lines)
        .iter()
        .filter(|day| day.largest > limit.most)
    {
        if let Some(at) = index(place, day.day).filter(|at| *at < place.demand.len()) {
            let whole = (day.units - day.taken_back.min(day.units)) as f32;
            demand.get_or_insert_with(|| place.demand.clone())[at] = whole;
        }
    }
    demand
}

/// Price ÷ usual price of each day; empty where the price never changed.
///
/// The price of a day is the highest that a line paid: a large line at a staffel price says nothing
/// of what others paid. A day alone is no change of price: the middle one of three days that sold
/// counts. The usual price is the median of the quarter before, of each market and currency by
/// itself.
fn price_ratio(place: &Place, lines: &[SalesLine], destinations: usize) -> Vec<f32> {
    let days = place.demand.len();
    let mut by_destination: Vec<Vec<(Day, f64)>> = vec![Vec::new(); destinations];
    for line in lines.iter().filter(|line| line.counts()) {
        let price = line.amount as f64 / line.quantity.max(1) as f64;
        let Some(prices) = by_destination.get_mut(line.destination as usize) else {
            continue;
        };
        if line.quantity <= 0 || price <= 0.0 {
            continue;
        }
        match prices.last_mut() {
            Some((day, highest)) if *day == line.ordered_on => *highest = highest.max(price),
            _ => prices.push((line.ordered_on, price)),
        }
    }
    let mut ratio: Vec<f32> = Vec::new();
    for prices in by_destination {
        let low = prices
            .iter()
            .map(|(_, price)| *price)
            .fold(f64::INFINITY, f64::min);
        let high = prices.iter().map(|(_, price)| *price).fold(0.0, f64::max);
        if prices.len() < 3 || low >= high * (1.0 - ONE_PRICE) {
            continue;
        }
        ratio.resize(days, 1.0);
        mark_prices(place, &prices, &mut ratio);
    }
    ratio
}

fn mark_prices(place: &Place, prices: &[(Day, f64)], ratio: &mut [f32]) {
    let (mut usual, mut counted_on) = (0.0, Day::EARLIEST);
    let mut from = 0;
    for (at, (day, _)) in prices.iter().enumerate() {
        if usual <= 0.0 || day.since(counted_on) >= 7 {
            while day.since(prices[from].0) > USUAL_DAYS {
                from += 1;
            }
            let mut before: Vec<f64> = prices[from..=at].iter().map(|(_, p)| *p).collect();
            before.sort_by(f64::total_cmp);
            (usual, counted_on) = (before[before.len() / 2], *day);
        }
        let near = [at.saturating_sub(1), at, (at + 1).min(prices.len() - 1)];
        let mut near = near.map(|at| prices[at].1);
        near.sort_by(f64::total_cmp);
        let Some(start) = index(place, *day) else {
            continue;
        };
        let next = prices.get(at + 1).and_then(|(next, _)| index(place, *next));
        let end = next
            .unwrap_or(ratio.len())
            .min(start + HOLDS_DAYS)
            .min(ratio.len());
        if start < end {
            ratio[start..end].fill((near[1] / usual) as f32);
        }
    }
}

/// Days and price of the promotions, by what they are held on.
struct Promotions<'a> {
    by_sku: HashMap<&'a str, Vec<usize>>,
    by_category: HashMap<&'a str, Vec<usize>>,
    whole_shop: Vec<usize>,
}

impl<'a> Promotions<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        let mut all = Promotions {
            by_sku: HashMap::new(),
            by_category: HashMap::new(),
            whole_shop: Vec::new(),
        };
        for (at, row) in snapshot.promotions.iter().enumerate() {
            if !row.sku.is_empty() {
                all.by_sku.entry(&row.sku).or_default().push(at);
            } else if !row.category.is_empty() {
                all.by_category.entry(&row.category).or_default().push(at);
            } else {
                all.whole_shop.push(at);
            }
        }
        all
    }

    fn mark(&self, snapshot: &Snapshot, place: &Place, columns: &mut Columns) {
        let sku = &snapshot.skus[place.sku];
        let category = sku.category.as_deref().unwrap_or("");
        let rows = [
            self.by_sku.get(sku.code.as_str()),
            self.by_category.get(category),
            Some(&self.whole_shop),
        ];
        for row in rows.into_iter().flatten().flatten() {
            let row = &snapshot.promotions[*row];
            let last = row.ends_on.min(snapshot.as_of + DAYS_AHEAD);
            let (Some(end), start) = (index(place, last), index(place, row.starts_on)) else {
                continue;
            };
            let start = start.unwrap_or(0);
            if start > end {
                continue;
            }
            columns
                .promotion
                .resize(columns.promotion.len().max(end + 1), 0);
            columns.promotion[start..=end].fill(1);
            let Some(discount) = row.discount.filter(|share| (0.0..1.0).contains(share)) else {
                continue;
            };
            let ratio = &mut columns.price_ratio;
            ratio.resize(ratio.len().max(end + 1), 1.0);
            for ratio in &mut ratio[start..=end] {
                // What was really paid goes before what the list says.
                if (*ratio - 1.0).abs() < ONE_PRICE as f32 {
                    *ratio = (1.0 - discount) as f32;
                }
            }
        }
    }
}

/// What the seller believes: his own number, shared evenly by the places of a SKU, or the good it
/// is like at the same location, else where that good sells most.
fn beliefs(snapshot: &Snapshot, all: &mut [Columns]) {
    let mut places: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, place) in snapshot.places.iter().enumerate() {
        places.entry(place.sku).or_default().push(at);
    }
    let sku_at: HashMap<&str, usize> = snapshot
        .skus
        .iter()
        .enumerate()
        .map(|(at, sku)| (sku.code.as_str(), at))
        .collect();
    for (at, columns) in all.iter_mut().enumerate() {
        let place = &snapshot.places[at];
        let sku = &snapshot.skus[place.sku];
        let relative_sd = sku.estimate.spread.unwrap_or(USUAL_SPREAD);
        if let Some(units) = sku.estimate.units_per_week {
            let count = places.get(&place.sku).map_or(1, Vec::len).max(1);
            columns.prior = Some(Prior {
                mean_per_week: units / count as f64,
                relative_sd,
            });
        }
        let like = sku.estimate.like_sku.as_ref().or(sku.like_sku.as_ref());
        let others = like
            .and_then(|code| sku_at.get(code.as_str()))
            .and_then(|other| places.get(other));
        let Some(others) = others else { continue };
        let sold = |at: usize| snapshot.places[at].sold.iter().sum::<i64>();
        let here = others
            .iter()
            .find(|other| snapshot.places[**other].location == place.location)
            .or_else(|| others.iter().max_by_key(|other| sold(**other)));
        columns.like = here.map(|series| Like {
            series: *series,
            scale: sku.estimate.like_scale.unwrap_or(1.0),
            relative_sd,
        });
    }
}

fn correction(code: &str, params: Value, units: f64) -> DemandCorrection {
    DemandCorrection {
        reason: Coded {
            code: code.to_owned(),
            params: match params {
                Value::Object(params) => params,
                _ => Map::new(),
            },
        },
        units,
        applied: true,
    }
}

/// Units returned before the morning, by SKU's and location's number.
pub(crate) fn returned(snapshot: &Snapshot) -> HashMap<(i64, i64), i64> {
    let mut sums = HashMap::new();
    let known = |day: Day| day < snapshot.as_of;
    for row in snapshot
        .sales
        .returns
        .iter()
        .filter(|row| known(row.returned_on))
    {
        *sums.entry((row.sku, row.location)).or_default() += row.quantity;
    }
    sums
}

/// Every correction of a place's sales, and the lines that stand out. `returned` are its units of
/// [`returned`].
pub(crate) fn corrections(
    snapshot: &Snapshot,
    at: usize,
    events: Option<EventSummary>,
    returned: i64,
) -> (Vec<DemandCorrection>, Vec<MarkedLine>) {
    let place = &snapshot.places[at];
    let key = key(snapshot, place);
    let found = snapshot
        .sales
        .series
        .binary_search_by_key(&key, |series| (series.sku, series.location));
    let lines = found.map_or(&[][..], |at| {
        known(&snapshot.sales.series[at], snapshot.as_of)
    });
    let mut all = Vec::new();

    let out: Vec<usize> = (0..place.demand.len())
        .filter(|day| place.in_stock.get(*day) == Some(&0))
        .collect();
    if !out.is_empty() {
        let sold_out = out.iter().filter(|day| place.demand[**day] > 0.0).count();
        let sold: f64 = out.iter().map(|day| f64::from(place.demand[*day])).sum();
        let params = json!({ "days": out.len(), "sold_out": sold_out, "units": sold });
        all.push(correction("stockout_days", params, sold));
    }

    let mut marked = Vec::new();
    let counts = snapshot.values.text("wholesale_lines") == "count";
    if let Some(limit) = limit(lines) {
        // As the snapshot does, the largest line of a day is the one left out.
        let mut units = 0;
        for day in sales_days(lines)
            .iter()
            .rev()
            .filter(|day| day.largest > limit.most)
        {
            units += day.largest.min(day.units - day.taken_back.min(day.units));
            marked.push(MarkedLine {
                day: day.day,
                quantity: day.largest,
                reason: Coded::from(&reason::wholesale_line(day.largest, limit.usual)),
                left_out: !counts,
            });
        }
        if !marked.is_empty() {
            let params = json!({ "lines": marked.len(), "units": units, "usual": limit.usual, "most": limit.most });
            let mut found = correction(
                "wholesale_lines",
                params,
                if counts { 0.0 } else { units as f64 },
            );
            found.applied = !counts;
            all.push(found);
        }
    }
    let cancelled: Vec<&SalesLine> = lines
        .iter()
        .filter(|line| !line.counts() && line.quantity > 0)
        .collect();
    if !cancelled.is_empty() {
        let units: i64 = cancelled.iter().map(|line| line.quantity).sum();
        let params = json!({ "lines": cancelled.len(), "units": units });
        all.push(correction("cancelled_lines", params, units as f64));
        marked.extend(cancelled.iter().rev().map(|line| MarkedLine {
            day: line.ordered_on,
            quantity: line.quantity,
            reason: Coded::from(&reason::cancelled_line(line.quantity)),
            left_out: true,
        }));
    }
    let credited: i64 = sales_days(lines)
        .iter()
        .map(|day| day.taken_back.min(day.units))
        .sum();
    if credited > 0 {
        all.push(correction(
            "credited_units",
            json!({ "units": credited }),
            credited as f64,
        ));
    }
    if returned > 0 {
        // Kept apart: what came back was wanted once, and its sale stays demand.
        all.push(correction(
            "returned_units",
            json!({ "units": returned }),
            0.0,
        ));
    }
    if let Some(events) = events {
        let params = json!({
            "days": events.days, "units": events.units.round(),
            "promotion": events.effects.promotion, "elasticity": events.effects.elasticity,
            "after": events.effects.after, "price_now": events.price_now,
        });
        all.push(correction("promotions_and_prices", params, events.units));
    }
    marked.sort_by_key(|line| std::cmp::Reverse(line.day));
    marked.truncate(MOST_MARKED);
    (all, marked)
}

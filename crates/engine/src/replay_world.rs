//! The shop's past as a world to play: demand, lead times and stock as they were.
//!
//! Two snapshots make it. The one of the first morning is what a policy may know; the one after
//! the last day says what came. Demand of a day that ended empty is not known: it is taken as the
//! mean of the days in stock around it, at least what was sold.

use std::collections::HashMap;

use domain::Day;
use planning::replay::ReplaySku;

use crate::snapshot::{Place, Snapshot};

/// Days of history before the replay that policies see at most: three years and a little, enough
/// for two years of season.
const MOST_HISTORY: i32 = 1_135;
/// Days on each side that tell of a day out of stock.
const NEIGHBOURS: usize = 42;
/// Days in stock among them that are needed; with fewer, only what was sold is known.
const LEAST_NEIGHBOURS: u32 = 7;
/// How far in time an order may be whose lead time stands for another's, days.
const NEAR_IN_TIME: i32 = 90;

/// One place of the replay beside what the simulation needs of it.
pub(crate) struct Actor {
    /// Index into the places of the first morning's snapshot.
    pub place: usize,
    /// Index into the SKUs, which are the same in both snapshots.
    pub sku: usize,
    /// Index into the locations.
    pub location: usize,
    /// Days of the world before the place's first entry.
    pub offset: usize,
    /// Units received on each day of the replay, from orders placed whenever: what really came.
    pub really_received: Vec<(usize, f64)>,
    /// Day ordered and day promised of each order on the way on the first morning.
    pub promised: Vec<(usize, Day, Option<Day>)>,
}

/// The world.
pub(crate) struct World {
    /// Day 0.
    pub origin: Day,
    /// Index of the first day of the replay.
    pub start: usize,
    /// Index after its last.
    pub end: usize,
    pub actors: Vec<Actor>,
    pub skus: Vec<ReplaySku>,
    pub left_out_new: usize,
    pub left_out_without_money: usize,
    pub opening_assumed: usize,
    /// Longest mean lead time of a place, days.
    pub longest_lead: usize,
}

impl World {
    /// `past` is the shop on the morning of the first day, `whole` on the morning after the last.
    pub(crate) fn build(past: &Snapshot, whole: &Snapshot) -> World {
        let later: HashMap<(i64, i64), &Place> = whole
            .places
            .iter()
            .map(|place| (key(whole, place), place))
            .collect();
        let receipts = Receipts::of(past, whole);
        let first = past.places.iter().map(|place| place.first).min();
        let origin = first.unwrap_or(past.as_of).max(past.as_of - MOST_HISTORY);
        let mut world = World {
            origin,
            start: index(origin, past.as_of),
            end: index(origin, whole.as_of),
            actors: Vec::new(),
            skus: Vec::new(),
            left_out_new: 0,
            left_out_without_money: 0,
            opening_assumed: 0,
            longest_lead: 0,
        };
        let review = past.values.number("review_days");
        let mut known = 0;
        for (at, place) in past.places.iter().enumerate() {
            let Some(after) = later.get(&key(past, place)) else {
                continue;
            };
            let sold = place.demand.iter().any(|units| *units > 0.0);
            if !sold && place.on_hand.unwrap_or(0) <= 0 {
                continue;
            }
            known += 1;
            let money = whole
                .price(place.sku)
                .zip(whole.landed_cost(place.sku, place.location));
            let Some((price, unit_cost)) = money else {
                world.left_out_without_money += 1;
                continue;
            };
            let demand = columns(origin, world.end, after.first, &unconstrained(after));
            let seen = |value: &[f64]| columns(origin, world.start, place.first, value);
            let sales: Vec<f64> = place.demand.iter().map(|units| f64::from(*units)).collect();
            let kept: Vec<f64> = place.in_stock.iter().map(|flag| f64::from(*flag)).collect();
            let mut stocked = vec![1.0; world.start];
            let flags = seen(&kept);
            let offset = index(origin, place.first);
            stocked[offset.min(world.start)..].copy_from_slice(&flags[offset.min(world.start)..]);
            let lead = past.lead_time(place.sku).days().0;
            world.longest_lead = world.longest_lead.max(lead.round() as usize);
            let rate = recent_rate(place);
            if place.on_hand.is_none() {
                world.opening_assumed += 1;
            }
            let opening = place
                .on_hand
                .map_or((rate * (lead + review)).round(), |units| {
                    (units - place.allocated).max(0) as f64
                });
            let promised: Vec<(usize, Day, Option<Day>)> = place
                .open
                .iter()
                .map(|open| {
                    let came = receipts.of_order(&open.po_number, open.sku);
                    let due = came
                        .or(open.expected_on)
                        .unwrap_or(open.ordered_on + lead.round() as i32);
                    let due = due.max(past.as_of);
                    (index(origin, due), open.ordered_on, open.expected_on)
                })
                .collect();
            let opening_orders = place
                .open
                .iter()
                .zip(&promised)
                .map(|(open, (due, ..))| (*due, open.quantity as f64))
                .collect();
            let supplier = past.skus[place.sku].supplier.as_deref();
            let lead_days = (0..(world.end - world.start).div_ceil(review_step(review)))
                .map(|number| {
                    let day = past.as_of + (number * review_step(review)) as i32;
                    let id = past.skus[place.sku].id;
                    receipts
                        .lead_near(id, supplier, day)
                        .unwrap_or(lead)
                        .round() as usize
                })
                .collect();
            let really_received = after
                .received
                .iter()
                .enumerate()
                .filter(|(_, units)| **units > 0)
                .map(|(at, units)| (index(origin, after.first + at as i32), *units as f64))
                .filter(|(day, _)| *day >= world.start)
                .collect();
            world.actors.push(Actor {
                place: at,
                sku: place.sku,
                location: place.location,
                offset,
                really_received,
                promised,
            });
            world.skus.push(ReplaySku {
                demand,
                seen_sales: seen(&sales),
                seen_stocked: stocked.iter().map(|flag| *flag > 0.0).collect(),
                price,
                unit_cost,
                opening,
                opening_orders,
                lead_days,
            });
        }
        let sold_later = |place: &&Place| place.sold.iter().any(|units| *units > 0);
        world.left_out_new = whole
            .places
            .iter()
            .filter(sold_later)
            .count()
            .saturating_sub(known);
        world
    }
}

/// Days between two reviews, whole and at least 1.
pub(crate) fn review_step(review_days: f64) -> usize {
    review_days.round().clamp(1.0, 365.0) as usize
}

fn key(snapshot: &Snapshot, place: &Place) -> (i64, i64) {
    (
        snapshot.skus[place.sku].id,
        snapshot.locations[place.location].id,
    )
}

fn index(origin: Day, day: Day) -> usize {
    usize::try_from(day.since(origin)).unwrap_or(0)
}

/// A column that starts on `first` as one of `days` days from `origin` on; zeros where it has none.
fn columns(origin: Day, days: usize, first: Day, values: &[f64]) -> Vec<f64> {
    let shift = i64::from(first.since(origin));
    (0..days)
        .map(|day| {
            usize::try_from(day as i64 - shift)
                .ok()
                .and_then(|at| values.get(at))
                .copied()
                .unwrap_or(0.0)
        })
        .collect()
}

/// Demand of each day of a place, with whole units for the days that ended empty: the mean of the
/// days in stock around them, its fractions carried on.
fn unconstrained(place: &Place) -> Vec<f64> {
    let days = place.demand.len();
    let (mut units_to, mut days_to) = (vec![0.0; days + 1], vec![0_u32; days + 1]);
    for day in 0..days {
        let kept = place.in_stock.get(day).is_none_or(|flag| *flag != 0);
        let sold = if kept {
            f64::from(place.demand[day])
        } else {
            0.0
        };
        units_to[day + 1] = units_to[day] + sold;
        days_to[day + 1] = days_to[day] + u32::from(kept);
    }
    let launch = place.demand.iter().position(|units| *units > 0.0);
    let mut carried = 0.0;
    (0..days)
        .map(|day| {
            let sold = f64::from(place.demand[day]);
            let from = day.saturating_sub(NEIGHBOURS);
            let to = (day + NEIGHBOURS + 1).min(days);
            let around = days_to[to] - days_to[from];
            let kept = days_to[day + 1] > days_to[day];
            if kept || around < LEAST_NEIGHBOURS || launch.is_none_or(|launch| day < launch) {
                return sold;
            }
            carried += (units_to[to] - units_to[from]) / f64::from(around);
            let units = carried.floor().max(sold);
            carried -= units;
            units
        })
        .collect()
}

/// Mean daily sales of the last eight weeks.
fn recent_rate(place: &Place) -> f64 {
    let last = &place.demand[place
        .demand
        .len()
        .saturating_sub(planning::habit::LOOK_BACK)..];
    last.iter().map(|units| f64::from(*units)).sum::<f64>() / last.len().max(1) as f64
}

/// Lead times that were seen, by SKU and by supplier.
struct Receipts<'a> {
    by_order: HashMap<(&'a str, i64), Day>,
    by_sku: HashMap<i64, Vec<(Day, i32)>>,
    by_supplier: HashMap<&'a str, Vec<(Day, i32)>>,
}

impl<'a> Receipts<'a> {
    fn of(past: &'a Snapshot, whole: &'a Snapshot) -> Receipts<'a> {
        let supplier_of: HashMap<i64, Option<&str>> = past
            .skus
            .iter()
            .map(|sku| (sku.id, sku.supplier.as_deref()))
            .collect();
        let mut found = Receipts {
            by_order: HashMap::new(),
            by_sku: HashMap::new(),
            by_supplier: HashMap::new(),
        };
        for seen in &whole.seen {
            let lead = (
                seen.ordered_on,
                seen.received_on.since(seen.ordered_on).clamp(0, 730),
            );
            let number = (seen.po_number.as_str(), seen.sku);
            found.by_order.insert(number, seen.received_on);
            found.by_sku.entry(seen.sku).or_default().push(lead);
            let supplier = seen.supplier.as_deref();
            if let Some(name) = supplier.or_else(|| supplier_of.get(&seen.sku).copied().flatten()) {
                found.by_supplier.entry(name).or_default().push(lead);
            }
        }
        let all = found
            .by_sku
            .values_mut()
            .chain(found.by_supplier.values_mut());
        all.for_each(|leads| leads.sort_unstable());
        found
    }

    fn of_order(&self, number: &str, sku: i64) -> Option<Day> {
        self.by_order.get(&(number, sku)).copied()
    }

    /// Lead time of the order placed nearest to `day`: the SKU's own, else its supplier's.
    fn lead_near(&self, sku: i64, supplier: Option<&str>, day: Day) -> Option<f64> {
        let nearest = |leads: &Vec<(Day, i32)>| {
            let after = leads.partition_point(|(ordered, _)| *ordered < day);
            let near = [after.checked_sub(1), Some(after)];
            near.into_iter()
                .flatten()
                .filter_map(|at| leads.get(at))
                .map(|(ordered, lead)| (day.since(*ordered).abs(), *lead))
                .filter(|(distance, _)| *distance <= NEAR_IN_TIME)
                .min()
        };
        self.by_sku
            .get(&sku)
            .and_then(nearest)
            .or_else(|| self.by_supplier.get(supplier?).and_then(nearest))
            .map(|(_, lead)| f64::from(lead))
    }
}

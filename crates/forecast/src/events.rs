//! Promotions and prices: what they add to demand, kept apart from the level.
//!
//! On a day with features x (promotion, logarithm of price ÷ usual price, fortnight after a
//! promotion) demand is the base × e^(β·x). β is the posterior mode of a Poisson regression with
//! the base as offset and a normal belief around the parent's β, from shop to category to SKU
//! (pooled coefficients: Gelman and Hill 2007, ch. 12). The base of a day is the mean of the
//! series' plain days within eight weeks of it, so that season and level largely cancel.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::panel::{Panel, Series};
use crate::regression::{Cells, FEATURES, SCATTER_BOUNDS, dot, features, merged, regress, scatter};

/// Days after a promotion in which buyers who stocked up stay away.
const AFTER_DAYS: usize = 14;
/// Days to either side whose plain days make a day's base.
const NEAR_DAYS: usize = 56;
/// Plain days in stock that a base needs.
const LEAST_PLAIN: f64 = 14.0;
/// Changes of price below this are noise: rounding, rates, shipping.
const LEAST_CHANGE: f64 = 0.03;
/// Bounds of price ÷ usual price.
const PRICE_BOUNDS: (f64, f64) = (0.2, 2.0);
/// Bounds of a day's multiplier.
const MULTIPLIER_BOUNDS: (f64, f64) = (0.2, 8.0);
/// Width of the cells in which log prices are counted.
const CELL: f64 = 0.05;
/// Days of the latest prices that are taken to last.
const LATEST_DAYS: usize = 7;
/// Days ahead for which promotions are read.
const DAYS_AHEAD: usize = 400;
/// What is believed before the shop has shown anything, as (mean, standard deviation): a
/// promotion alone brings a fifth more, demand falls as the price rises (elasticity −1; studies of
/// promotional prices average about −2, Bijmolt, van Heerde and Pieters 2005), no dip after.
const SHOP: [(f64, f64); FEATURES] = [(0.18, 0.5), (-1.0, 1.0), (0.0, 0.2)];
/// How far a category's coefficients lie from the shop's, and a SKU's from its category's.
const WITHIN: [f64; FEATURES] = [0.3, 0.5, 0.1];

/// Effects of promotions and prices on one series, or on the shop.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EventEffects {
    /// Demand on a day of a promotion at the usual price ÷ base.
    pub promotion: f64,
    /// Change of log demand with log price: −2 says that a price 10 % lower sells some 23 % more.
    pub elasticity: f64,
    /// Demand in the fortnight after a promotion ÷ base.
    pub after: f64,
}

/// What events did and will do to one series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Effect {
    coefficients: [f64; FEATURES],
    /// Covariance of the coefficients.
    covariance: [[f64; FEATURES]; FEATURES],
    /// Multiplier of each past day, aligned with the series' first day; empty = all 1.
    past: Vec<f32>,
    /// Multiplier of the price that holds now.
    pub carried: f64,
    /// Days with an event in the past.
    pub days: u32,
    /// Units sold beyond the base on those days.
    pub units: f64,
    /// Promotions and their ends in the days ahead.
    pub ahead: Ahead,
}

/// Multipliers of the days ahead relative to the price that holds now.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ahead {
    /// Multiplier − 1 by day.
    pub lift: Vec<f64>,
    /// Standard deviation of the multiplier by day.
    pub deviation: Vec<f64>,
}

impl Effect {
    /// Multiplier of the day at `index` of the series.
    pub fn at(&self, index: usize) -> f32 {
        self.past.get(index).copied().unwrap_or(1.0)
    }

    pub fn effects(&self) -> EventEffects {
        effects(&self.coefficients)
    }
}

fn effects(coefficients: &[f64; FEATURES]) -> EventEffects {
    EventEffects {
        promotion: coefficients[0].exp(),
        elasticity: coefficients[1],
        after: coefficients[2].exp(),
    }
}

/// Effects of a panel: one entry a series, `None` where it never had an event and has none ahead.
#[derive(Debug, Clone, Default)]
pub(crate) struct Events {
    pub of_series: Vec<Option<Effect>>,
    pub shop: Option<EventEffects>,
}

/// Logarithm of price ÷ usual price of a day; 0 where unknown or hardly changed.
fn log_price(series: &Series<'_>, index: usize) -> f64 {
    let ratio = series
        .price_ratio
        .get(index)
        .copied()
        .map_or(1.0, f64::from);
    if !ratio.is_finite() || ratio <= 0.0 {
        return 0.0;
    }
    let log = ratio.clamp(PRICE_BOUNDS.0, PRICE_BOUNDS.1).ln();
    if log.abs() < LEAST_CHANGE { 0.0 } else { log }
}

fn promoted(series: &Series<'_>, index: usize) -> bool {
    series.promotion.get(index).is_some_and(|&on| on != 0)
}

/// Days of a series' columns before the decision, and the days ahead that are read.
fn days(series: &Series<'_>, as_of: i32) -> (usize, usize) {
    let known = (i64::from(as_of) - i64::from(series.first_day)).max(0) as usize;
    (known.min(series.sales.len()), known)
}

/// Features of the first `count` days. A day of a promotion is not also one after another.
fn keys(series: &Series<'_>, count: usize) -> Vec<(bool, bool, i16)> {
    let mut since = usize::MAX;
    (0..count)
        .map(|index| {
            let on = promoted(series, index);
            since = if on { 0 } else { since.saturating_add(1) };
            let after = !on && since <= AFTER_DAYS;
            let price = (log_price(series, index) / CELL).round() as i16;
            (on, after, price)
        })
        .collect()
}

fn has_events(series: &Series<'_>) -> bool {
    series.promotion.iter().any(|&on| on != 0)
        || (0..series.price_ratio.len()).any(|index| log_price(series, index) != 0.0)
}

/// Sales and base of a series' event days, by their features.
fn cells(series: &Series<'_>, as_of: i32) -> Cells {
    let (count, _) = days(series, as_of);
    let keys = keys(series, count);
    let plain = (false, false, 0);
    let kept = |index: usize| series.in_stock.get(index).is_none_or(|&kept| kept != 0);
    let units = |index: usize| {
        let units = series.sales[index];
        if units.is_finite() {
            f64::from(units.clamp(0.0, 1e9))
        } else {
            0.0
        }
    };
    let start = (0..count)
        .find(|&index| units(index) > 0.0)
        .unwrap_or(count);
    let mut sold = vec![0.0; count + 1];
    let mut open = vec![0.0; count + 1];
    for index in 0..count {
        let used = index >= start && kept(index) && keys[index] == plain;
        sold[index + 1] = sold[index] + if used { units(index) } else { 0.0 };
        open[index + 1] = open[index] + f64::from(u8::from(used));
    }
    let mut cells = Cells::new();
    for index in (start..count).filter(|&index| keys[index] != plain && kept(index)) {
        let (mut from, mut to) = (
            index.saturating_sub(NEAR_DAYS),
            (index + NEAR_DAYS + 1).min(count),
        );
        if open[to] - open[from] < LEAST_PLAIN {
            (from, to) = (0, count);
        }
        let days = open[to] - open[from];
        if days < LEAST_PLAIN {
            continue;
        }
        // Half a unit is believed beforehand: a good that sold nothing near its promotion has a
        // base that is small, not one of nothing.
        let base = (sold[to] - sold[from] + 0.5) / (days + 1.0);
        let cell = cells.entry(keys[index]).or_default();
        cell.sold += units(index);
        cell.base += base;
        cell.priced += base * log_price(series, index);
    }
    cells
}

impl Events {
    /// Learns the effects from the days before the decision.
    pub fn fit(panel: &Panel<'_>) -> Self {
        let touched: Vec<bool> = panel.series.par_iter().map(has_events).collect();
        if !touched.contains(&true) {
            return Self {
                of_series: vec![None; panel.series.len()],
                shop: None,
            };
        }
        let cells: Vec<Cells> = panel
            .series
            .par_iter()
            .zip(&touched)
            .map(|(series, &touched)| {
                if touched {
                    cells(series, panel.as_of)
                } else {
                    Cells::new()
                }
            })
            .collect();
        let (mean, deviation) = (SHOP.map(|(mean, _)| mean), SHOP.map(|(_, sd)| sd));
        let together = merged(cells.iter());
        let (first, _) = regress(&together, &mean, &deviation, SCATTER_BOUNDS.0);
        let scatter = scatter(&cells, &first);
        let (shop, shop_covariance) = regress(&together, &mean, &deviation, scatter);
        let mut by_category: BTreeMap<u32, Vec<&Cells>> = BTreeMap::new();
        for (series, cells) in panel.series.iter().zip(&cells) {
            by_category.entry(series.category).or_default().push(cells);
        }
        let categories: BTreeMap<u32, [f64; FEATURES]> = by_category
            .into_iter()
            .map(|(key, all)| {
                let cells = merged(all.into_iter());
                (key, regress(&cells, &shop, &WITHIN, scatter).0)
            })
            .collect();
        let of_series = panel
            .series
            .par_iter()
            .zip(&cells)
            .zip(&touched)
            .map(|((series, cells), &touched)| {
                let parent = categories.get(&series.category).unwrap_or(&shop);
                touched.then(|| {
                    let (beta, mut covariance) = regress(cells, parent, &WITHIN, scatter);
                    // What is not known of the shop's own coefficients remains below them, except
                    // for what the series' own days say; the sum is on the safe side.
                    for k in 0..FEATURES {
                        let own = covariance[k][k] / WITHIN[k].powi(2);
                        covariance[k][k] += shop_covariance[k][k] * own.clamp(0.0, 1.0);
                    }
                    effect(series, panel.as_of, beta, covariance)
                })
            })
            .collect();
        Self {
            of_series,
            shop: Some(effects(&shop)),
        }
    }
}

fn multiplier(beta: &[f64; FEATURES], x: &[f64; FEATURES]) -> f64 {
    dot(beta, x)
        .exp()
        .clamp(MULTIPLIER_BOUNDS.0, MULTIPLIER_BOUNDS.1)
}

fn effect(
    series: &Series<'_>,
    as_of: i32,
    coefficients: [f64; FEATURES],
    covariance: [[f64; FEATURES]; FEATURES],
) -> Effect {
    let (count, known) = days(series, as_of);
    let last = series
        .promotion
        .iter()
        .rposition(|&on| on != 0)
        .map_or(0, |last| last + 1 + AFTER_DAYS);
    let until = last.clamp(known, known + DAYS_AHEAD);
    let keys = keys(series, until.max(count));
    let mut effect = Effect {
        coefficients,
        covariance,
        past: vec![1.0; count],
        carried: 1.0,
        days: 0,
        units: 0.0,
        ahead: Ahead::default(),
    };
    for (index, key) in keys.iter().enumerate().take(count) {
        if *key != (false, false, 0) {
            let lifted = multiplier(&coefficients, &features(key, log_price(series, index)));
            effect.past[index] = lifted as f32;
            let sold = f64::from(series.sales[index]);
            if sold.is_finite() && sold > 0.0 {
                effect.units += sold.min(1e9) * (1.0 - 1.0 / lifted);
            }
            effect.days += 1;
        }
    }
    // A price outside promotions is taken to stay as it has been of late.
    let latest = (count.saturating_sub(LATEST_DAYS)..count)
        .rev()
        .filter(|&index| count == known && !keys[index].0)
        .map(|index| log_price(series, index))
        .next()
        .unwrap_or(0.0);
    effect.carried = multiplier(&coefficients, &[0.0, latest, 0.0]);
    for (index, key) in keys.iter().enumerate().take(until).skip(known) {
        let planned = key.0 && key.2 != 0;
        let mut x = features(
            key,
            if planned {
                log_price(series, index)
            } else {
                latest
            },
        );
        let relative = multiplier(&coefficients, &x) / effect.carried;
        // What is not known of the price that holds now is in the level's own errors already.
        x[1] -= latest;
        let variance = (0..FEATURES)
            .flat_map(|i| (0..FEATURES).map(move |j| (i, j)))
            .map(|(i, j)| x[i] * x[j] * effect.covariance[i][j])
            .sum::<f64>();
        effect.ahead.lift.push(relative - 1.0);
        effect
            .ahead
            .deviation
            .push(relative * variance.clamp(0.0, 1.0).sqrt());
    }
    effect
}

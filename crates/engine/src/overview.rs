//! Today: what needs a decision, what to buy, how the shop stands.

use std::collections::BTreeMap;

use domain::Day;
use planning::demand::Demand;
use planning::metrics::Indicators;

use crate::contract::overview::{
    AsOfRequest, Indicator, Overview, StockValueExpected, StockValuePoint, SupplierBuy,
};
use crate::contract::plan::{PlanLine, PlanSupplier};
use crate::metrics::stock_point;
use crate::plan::{self, Planned};
use crate::plan_view::{money, view};
use crate::{Engine, Failure, alerts, slow};

const ALERTS_SHOWN: usize = 50;
const TREND_WEEKS: i32 = 26;
const WEEKS_AHEAD: usize = 16;

pub(crate) async fn overview(engine: &Engine, request: AsOfRequest) -> Result<Overview, Failure> {
    let planned = plan::make(engine, request.as_of, None).await?;
    let mut found = alerts::of(&planned);
    // Several rules can fire for one stock: it is one thing to decide, and its money is at stake
    // once.
    let mut at_stake: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for alert in &found {
        let value = alert.value_at_cost.parse::<f64>().unwrap_or(0.0);
        let most = at_stake.entry((&alert.sku, &alert.location)).or_default();
        *most = most.max(value);
    }
    let alert_count = u32::try_from(at_stake.len()).unwrap_or(u32::MAX);
    let at_stake: f64 = at_stake.values().sum();
    found.truncate(ALERTS_SHOWN);
    let plan = view(&planned);
    let buys = plan
        .suppliers
        .iter()
        .filter(|part| part.lines > 0)
        .map(|part| SupplierBuy {
            supplier: part.supplier.clone(),
            lines: part.lines,
            units: part.units,
            cost: known_cost(&plan.lines, part),
            lines_without_cost: without_cost(&plan.lines, &part.supplier),
            cost_foreign: part.cost_foreign.clone(),
            currency: part.currency.clone(),
            order_by: part.order_by.unwrap_or(plan.as_of),
        })
        .collect();
    Ok(Overview {
        as_of: plan.as_of,
        currency: plan.currency.clone(),
        alerts: found,
        alert_count,
        alert_value: money(&planned, at_stake),
        buys,
        buy_total: plan.total_cost.clone(),
        indicators: indicators(&planned),
        stock_value: stock_value(&planned),
        stock_value_expected: expected(&planned, &plan.lines),
    })
}

/// Lines that the plan buys from a supplier.
fn bought<'a>(lines: &'a [PlanLine], supplier: &'a str) -> impl Iterator<Item = &'a PlanLine> {
    lines
        .iter()
        .filter(move |line| line.quantity > 0 && line.supplier == supplier)
}

fn without_cost(lines: &[PlanLine], supplier: &str) -> u32 {
    let unknown = bought(lines, supplier).filter(|line| line.amount_base.is_none());
    u32::try_from(unknown.count()).unwrap_or(u32::MAX)
}

/// A supplier's sum; none where not one of its lines has a known cost: unknown is not 0.
fn known_cost(lines: &[PlanLine], part: &PlanSupplier) -> Option<String> {
    bought(lines, &part.supplier)
        .any(|line| line.amount_base.is_some())
        .then(|| part.cost.clone())
}

type Reading = fn(&Indicators) -> Option<f64>;

fn indicators(planned: &Planned) -> Vec<Indicator> {
    let snapshot = &planned.snapshot;
    let last = snapshot.as_of - 1;
    // Four weeks ending on each Sunday-like step: long enough that a share means something.
    let ends: Vec<Day> = (0..TREND_WEEKS).rev().map(|week| last - 7 * week).collect();
    let points: Vec<_> = ends
        .iter()
        .map(|end| stock_point(snapshot, *end - 27, *end))
        .collect();
    let named: [(&str, Option<bool>, Reading); 5] = [
        ("turnover", Some(true), |i| i.turnover),
        ("stockout_rate", Some(false), |i| i.stockout_rate),
        ("sell_through_rate", Some(true), |i| i.sell_through),
        ("active_sku_share", Some(true), |i| i.active_sku_share),
        ("days_of_inventory", Some(false), |i| i.days_of_inventory),
    ];
    let value = |back: usize| -> Option<f64> {
        let at = points.len().checked_sub(1 + back)?;
        points[at].as_ref().map(|point| point.value)
    };
    let mut all = vec![Indicator {
        name: "stock_value".to_owned(),
        value: value(0),
        previous: value(4),
        more_is_better: None,
        trend: points
            .iter()
            .map(|point| point.as_ref().map(|p| p.value))
            .collect(),
        trend_days: ends.clone(),
    }];
    for (name, more_is_better, read) in named {
        let trend: Vec<Option<f64>> = points
            .iter()
            .map(|point| point.as_ref().and_then(|p| read(&p.indicators)))
            .collect();
        all.push(Indicator {
            name: name.to_owned(),
            value: trend.last().copied().flatten(),
            previous: trend.len().checked_sub(5).and_then(|at| trend[at]),
            more_is_better,
            trend,
            trend_days: ends.clone(),
        });
    }
    let slow: f64 = slow::values(&planned.snapshot).iter().sum();
    let all_value = value(0).filter(|value| *value > 0.0);
    all.push(Indicator {
        name: "dead_stock_share".to_owned(),
        value: all_value.map(|value| slow / value),
        previous: None,
        more_is_better: Some(false),
        trend: Vec::new(),
        trend_days: Vec::new(),
    });
    all
}

fn stock_value(planned: &Planned) -> Vec<StockValuePoint> {
    let snapshot = &planned.snapshot;
    (0..=TREND_WEEKS)
        .rev()
        .filter_map(|week| {
            let day = snapshot.as_of - 1 - 7 * week;
            let value: f64 = snapshot
                .places
                .iter()
                .filter(|place| place.opened.is_some_and(|opened| opened <= day))
                .filter_map(|place| {
                    let at = usize::try_from(day.since(place.first)).ok()?;
                    let units = place.on_hand_end.get(at)?;
                    Some(snapshot.unit_cost(place.sku)? * (*units).max(0) as f64)
                })
                .sum();
            (value > 0.0).then_some(StockValuePoint { day, value })
        })
        .collect()
}

/// Stock to come if the plan is ordered: arrivals less demand, each place on its own median and
/// 10 % and 90 % quantiles; the ends are too wide for the sum, since not every SKU is unlucky at
/// once, so they are drawn in by the root of the number of places.
fn expected(planned: &Planned, lines: &[PlanLine]) -> Vec<StockValueExpected> {
    let snapshot = &planned.snapshot;
    let mut weeks = vec![(0.0_f64, 0.0_f64); WEEKS_AHEAD];
    for (at, item) in planned.items.iter().enumerate() {
        let place = &snapshot.places[at];
        let Some(cost) = snapshot.unit_cost(place.sku) else {
            continue;
        };
        let code = (
            &snapshot.skus[place.sku].code,
            &snapshot.locations[place.location].code,
        );
        let ordered = lines
            .iter()
            .find(|line| (&line.sku, &line.location) == code)
            .map(|line| (line.expected_on.since(snapshot.as_of), line.quantity));
        let position = &planned.plan.lines[at].position;
        for (week, sums) in weeks.iter_mut().enumerate() {
            let days = (week + 1) as f64 * 7.0;
            let arrived = position.arriving_before(days)
                + ordered
                    .filter(|(day, _)| f64::from(*day) < days)
                    .map_or(0, |(_, units)| units);
            let supply = (position.available + arrived) as f64;
            let mean = item.demand.mean(0.0, days);
            let high = item.demand.quantile(days, 0.0, 0.9);
            sums.0 += cost * (supply - mean).max(0.0);
            sums.1 += (cost * (high - mean)).powi(2);
        }
    }
    weeks
        .into_iter()
        .enumerate()
        .map(|(week, (median, spread))| StockValueExpected {
            day: snapshot.as_of + i32::try_from((week + 1) * 7).unwrap_or(0),
            median,
            low: (median - spread.sqrt()).max(0.0),
            high: median + spread.sqrt(),
        })
        .collect()
}

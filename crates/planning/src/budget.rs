//! The cash budget: every line cut into steps of packs, ranked by what they earn for the money.
//!
//! Greedy by profit per unit of money over steps of falling return is the classical bound for
//! the knapsack problem (Dantzig 1957): it is at most one step short of the best choice, which
//! the tests check against an exact solver.

use rayon::prelude::*;

use crate::demand::Demand;
use crate::item::Item;
use crate::proposal::Line;
use crate::value::Value;

/// Steps a line is cut into, at most; a line of many packs gets larger steps.
const MOST_STEPS: i64 = 8;

/// Margin assumed for ranking where the price is unknown, share of cost. It decides only who is
/// first in line when money is short, and is never shown as a profit.
const ASSUMED_MARGIN: f64 = 0.5;

/// The next units of one line: what they cost and what they are expected to earn.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Index of the line.
    pub line: usize,
    /// Units of the line once this step is bought.
    pub quantity: i64,
    /// Money, base currency.
    pub cost: f64,
    /// Expected profit, base currency.
    pub profit: f64,
}

impl Step {
    /// Expected profit of a unit of money.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.profit / self.cost
    }
}

/// A point of the budget curve: with `spent` spent, the next unit of money earns `rate`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// Money spent before this step, base currency.
    pub spent: f64,
    /// Expected profit of one unit of money spent next.
    pub rate: f64,
    /// Expected profit of all money spent before this step.
    pub profit: f64,
}

/// Cuts every line with a quantity and a known cost into steps, best first. Within a line the
/// returns never rise: a step that earns more than the one before it is joined to it, so that
/// the order of buying is the order of the list.
pub fn steps<D: Demand>(items: &[Item<D>], lines: &[Line]) -> Vec<Step> {
    let mut all: Vec<Step> = items
        .par_iter()
        .zip(lines)
        .enumerate()
        .flat_map_iter(|(index, (item, line))| steps_of(index, item, line))
        .collect();
    // Ties in a fixed order keep the plan the same on any number of threads.
    all.sort_by(|a, b| {
        b.rate()
            .total_cmp(&a.rate())
            .then(a.line.cmp(&b.line))
            .then(a.quantity.cmp(&b.quantity))
    });
    all
}

fn steps_of<D: Demand>(index: usize, item: &Item<D>, line: &Line) -> Vec<Step> {
    let Some(unit_cost) = line.unit_cost.filter(|_| line.quantity > 0) else {
        return Vec::new();
    };
    let sizing = &line.sizing;
    let money = sizing.policy.economics;
    let value = Value::new(&item.demand, &sizing.policy, sizing.need);
    let least = sizing.packs.least.min(line.quantity);
    let packs = (line.quantity - least) / sizing.packs.pack_size;
    let stride = (packs / MOST_STEPS + 1).saturating_mul(sizing.packs.pack_size);
    let first = if least > 1 {
        least
    } else {
        stride.min(line.quantity)
    };
    let gain = |quantity: i64| {
        let units = quantity as f64;
        match &money {
            Some(money) => value.gain(money, units),
            None => {
                let sold = value.sold_of(units, sizing.policy.protection_days);
                unit_cost * ASSUMED_MARGIN * sold
            }
        }
    };
    let mut found: Vec<Step> = Vec::new();
    let (mut quantity, mut bought, mut before) = (first, 0, 0.0);
    while bought < line.quantity {
        let cost = unit_cost * (quantity - bought) as f64;
        let after = gain(quantity);
        let profit = match &money {
            // A least lot above the need is judged as a lot: for one interval it looks dear.
            Some(money) if bought == 0 && sizing.packs.least > 1 => {
                value.lot_gain(money, quantity as f64).max(after)
            }
            // What comes on top is judged by the interval on both sides of it, never by the
            // interval against the lot; and no unit loses more than it costs.
            _ => (after - before).max(-cost),
        };
        let mut step = Step {
            line: index,
            quantity,
            cost,
            profit,
        };
        (bought, before) = (quantity, after);
        while let Some(previous) = found.pop_if(|previous| previous.rate() < step.rate()) {
            step.cost += previous.cost;
            step.profit += previous.profit;
        }
        found.push(step);
        quantity = (bought + stride).min(line.quantity);
    }
    found
}

/// The budget curve over the ranked steps, at most `points` points.
#[must_use]
pub fn curve(steps: &[Step], points: usize) -> Vec<CurvePoint> {
    let total: f64 = steps.iter().map(|step| step.cost).sum();
    let stride = total / points.max(1) as f64;
    let (mut spent, mut profit, mut next) = (0.0, 0.0, 0.0);
    let mut curve = Vec::new();
    for step in steps {
        if spent >= next {
            curve.push(CurvePoint {
                spent,
                rate: step.rate(),
                profit,
            });
            next = spent + stride;
        }
        spent += step.cost;
        profit += step.profit;
    }
    if !steps.is_empty() {
        curve.push(CurvePoint {
            spent,
            rate: 0.0,
            profit,
        });
    }
    curve
}

/// Quantities of the lines within `budget`: steps are bought best first; one that does not fit
/// is passed over with the rest of its line, so that cheaper ones may still use the money.
/// `blocked` lines buy nothing. Lines without a known cost keep their quantity: what they cost
/// is unknown.
#[must_use]
pub fn within_budget(lines: &[Line], steps: &[Step], budget: f64, blocked: &[bool]) -> Vec<i64> {
    let mut quantities: Vec<i64> = lines
        .iter()
        .map(|line| {
            if line.unit_cost.is_some() {
                0
            } else {
                line.quantity
            }
        })
        .collect();
    let mut closed = blocked.to_vec();
    let mut left = budget.max(0.0);
    // The sums of many steps differ from the budget by rounding in the last digits.
    let slack = 1e-9 * budget.abs();
    for step in steps {
        if closed[step.line] {
            continue;
        }
        if step.cost <= left + slack {
            left -= step.cost;
            quantities[step.line] = step.quantity;
        } else {
            closed[step.line] = true;
        }
    }
    quantities
}

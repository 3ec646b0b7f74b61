//! The cash budget: every line cut into steps of packs, ranked by what they earn for the money.
//!
//! Greedy by profit per unit of money over steps of falling return is the classical bound for
//! the knapsack problem (Dantzig 1957): it is at most one step short of the best choice, which
//! the tests check against an exact solver.

use std::collections::BTreeMap;

use domain::Text;
use rayon::prelude::*;

use crate::demand::Demand;
use crate::item::Item;
use crate::packs::{MOST_ORDER, round_up};
use crate::proposal::Line;
use crate::reason;
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
    let (mut quantity, mut bought, mut earned) = (first, 0, 0.0);
    while bought < line.quantity {
        let total = if bought == 0 && sizing.packs.least > 1 {
            // A least lot above the need is judged as a lot: for one interval it looks dear.
            match &money {
                Some(money) => value.lot_gain(money, quantity as f64).max(gain(quantity)),
                None => gain(quantity),
            }
        } else {
            gain(quantity).max(earned - unit_cost * (quantity - bought) as f64)
        };
        let mut step = Step {
            line: index,
            quantity,
            cost: unit_cost * (quantity - bought) as f64,
            profit: total - earned,
        };
        (bought, earned) = (quantity, total);
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

/// What a supplier's lines cost together, and the least the supplier takes.
#[derive(Clone, Debug, PartialEq)]
pub struct SupplierTotal {
    /// Supplier; `None` where none is known.
    pub supplier: Option<Text>,
    /// Lines with a quantity.
    pub lines: usize,
    /// Cost of its lines, base currency; lines without a known cost are not in it.
    pub cost: f64,
    /// Least value of one order, where there is one.
    pub minimum: Option<f64>,
}

/// Cost by supplier of the given quantities.
#[must_use]
pub fn supplier_totals(
    lines: &[Line],
    quantities: &[i64],
    minimum_of: impl Fn(&Text) -> Option<f64>,
) -> Vec<SupplierTotal> {
    let mut by: BTreeMap<Option<Text>, SupplierTotal> = BTreeMap::new();
    for (line, quantity) in lines.iter().zip(quantities).filter(|(_, q)| **q > 0) {
        let total = by
            .entry(line.supplier.clone())
            .or_insert_with(|| SupplierTotal {
                supplier: line.supplier.clone(),
                lines: 0,
                cost: 0.0,
                minimum: line
                    .supplier
                    .as_ref()
                    .and_then(&minimum_of)
                    .filter(|minimum| minimum.is_finite() && *minimum > 0.0),
            });
        total.lines += 1;
        total.cost += line.unit_cost.unwrap_or(0.0) * *quantity as f64;
    }
    by.into_values().collect()
}

/// Raises a supplier's lines pack by pack, each time the one whose next pack costs the least
/// expected profit for its money, until `minimum` is met. Returns the new quantities by line
/// index, or `None` where the whole order would then earn nothing.
pub fn raised_to_minimum<D: Demand>(
    items: &[Item<D>],
    lines: &[Line],
    of_supplier: &[usize],
    quantities: &[i64],
    minimum: f64,
) -> Option<BTreeMap<usize, i64>> {
    struct Candidate<'a, D> {
        index: usize,
        unit_cost: f64,
        pack: i64,
        quantity: i64,
        earned: f64,
        next: f64,
        value: Value<'a, D>,
        money: crate::policy::Economics,
    }
    let mut total: f64 = 0.0;
    let mut profit: f64 = 0.0;
    let mut candidates = Vec::new();
    for &index in of_supplier {
        let (item, line) = (&items[index], &lines[index]);
        let quantity = quantities[index];
        let Some(unit_cost) = line.unit_cost else {
            continue;
        };
        total += unit_cost * quantity as f64;
        profit += line.expected_profit.unwrap_or(0.0);
        let (Some(money), false) = (line.sizing.policy.economics, line.sizing.refused) else {
            continue;
        };
        if quantity == 0 {
            continue;
        }
        let value = Value::new(&item.demand, &line.sizing.policy, line.sizing.need);
        let gap = minimum - total;
        // Steps so large that a thousand of them suffice.
        let pack = line.sizing.packs.pack_size;
        let stride = ((gap / unit_cost / 200.0).ceil() as i64).clamp(1, MOST_ORDER);
        let pack = round_up(stride, pack);
        let earned = value.lot_gain(&money, quantity as f64);
        let next = value.lot_gain(&money, (quantity + pack) as f64);
        candidates.push(Candidate {
            index,
            unit_cost,
            pack,
            quantity,
            earned,
            next,
            value,
            money,
        });
    }
    for _ in 0..2_000 {
        if total >= minimum {
            break;
        }
        let best = candidates.iter_mut().max_by(|a, b| {
            let rate = |c: &Candidate<'_, D>| (c.next - c.earned) / (c.unit_cost * c.pack as f64);
            rate(a).total_cmp(&rate(b)).then(b.index.cmp(&a.index))
        })?;
        if best.quantity > MOST_ORDER - best.pack {
            return None;
        }
        total += best.unit_cost * best.pack as f64;
        profit += best.next - best.earned;
        best.quantity += best.pack;
        best.earned = best.next;
        best.next = best
            .value
            .lot_gain(&best.money, (best.quantity + best.pack) as f64);
    }
    (total >= minimum && profit > 0.0).then(|| {
        candidates
            .into_iter()
            .map(|c| (c.index, c.quantity))
            .collect()
    })
}

/// Writes what budget and supplier's minimum decided into a line, with the reason.
pub(crate) fn apply_quantity<D: Demand>(
    item: &Item<D>,
    line: &mut Line,
    within: i64,
    raised: Option<i64>,
    dropped: &[(Option<Text>, f64, f64)],
    minimum_of: impl Fn(&Text) -> Option<f64>,
) {
    let wanted = line.quantity;
    let quantity = raised.unwrap_or(within);
    if quantity == wanted {
        return;
    }
    let minimum = line.supplier.as_ref().and_then(minimum_of).unwrap_or(0.0);
    let why = if quantity > within {
        reason::raised_to_supplier_minimum(quantity - within, minimum)
    } else if let Some((_, total, minimum)) = dropped
        .iter()
        .find(|(supplier, _, _)| *supplier == line.supplier)
    {
        reason::below_supplier_minimum(*total, *minimum)
    } else {
        reason::cut_by_budget(wanted, quantity)
    };
    line.reasons.insert(0, why);
    line.arithmetic.budget += (quantity - wanted) as f64;
    line.set_quantity(item, quantity);
}

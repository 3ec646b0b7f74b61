//! The purchase plan: proposals, transfers before purchases, budget and suppliers' minimums.

use std::collections::BTreeMap;

use domain::Text;
use rayon::prelude::*;

use crate::budget::{
    self, CurvePoint, SupplierTotal, raised_to_minimum, supplier_totals, within_budget,
};
use crate::demand::Demand;
use crate::item::{Item, Settings};
use crate::packs::rounded;
use crate::proposal::{Line, propose};
use crate::reason;
use crate::transfers::{Transfer, propose_transfers};
use crate::value::Value;

/// Points of the budget curve, enough for a slider as wide as a screen.
const CURVE_POINTS: usize = 400;

/// Rounds in which money freed by a supplier's order that was left out is given to others. Each
/// round ends in a valid plan; a later one only spends what an earlier one freed.
const MOST_ROUNDS: usize = 20;

/// A purchase plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// One line for each item, in the order of the items, those without an order included.
    pub lines: Vec<Line>,
    /// Moves between locations, to be made before buying.
    pub transfers: Vec<Transfer>,
    /// The budget curve, falling; it holds what the plan would buy without a budget.
    pub curve: Vec<CurvePoint>,
    /// Cost by supplier.
    pub suppliers: Vec<SupplierTotal>,
    /// Cost of all lines whose unit cost is known, base currency.
    pub total_cost: f64,
    /// The same without a budget.
    pub total_unlimited: f64,
    /// Expected profit of all lines whose price and cost are known, base currency.
    pub expected_profit: f64,
    /// Lines with an order and no known unit cost: not in the sums.
    pub lines_without_cost: usize,
}

/// Plans all items. `budget` is in base currency; `None` = no limit. Lines keep the order of the
/// items. The same items, settings and seed give the same plan on any number of threads.
pub fn plan<D: Demand>(items: &[Item<D>], settings: &Settings, budget: Option<f64>) -> Plan
where
    Item<D>: Sync,
{
    let mut lines: Vec<Line> = items
        .par_iter()
        .map(|item| propose(item, settings))
        .collect();
    let transfers = propose_transfers(items, &lines, settings);
    for transfer in &transfers {
        move_units(items, &mut lines, transfer, settings);
    }

    let steps = budget::steps(items, &lines);
    let curve = budget::curve(&steps, CURVE_POINTS);
    let mut blocked = vec![false; lines.len()];
    let unlimited: Vec<i64> = lines.iter().map(|line| line.quantity).collect();
    let minimum_of = |name: &Text| settings.suppliers.get(name).and_then(|t| t.min_order_value);
    let budget = budget.filter(|budget| !budget.is_nan());

    // Every supplier under its minimum is raised to it or left out; what is left out frees money
    // for the others, so the cut is made again until nothing changes.
    let mut raised: BTreeMap<usize, i64> = BTreeMap::new();
    let mut quantities = unlimited.clone();
    let mut dropped: Vec<(Option<Text>, f64, f64)> = Vec::new();
    let mut of_supplier: BTreeMap<Option<Text>, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        of_supplier
            .entry(line.supplier.clone())
            .or_default()
            .push(index);
    }
    for _ in 0..MOST_ROUNDS {
        if let Some(budget) = budget {
            quantities = within_budget(&lines, &steps, budget, &blocked);
        } else {
            quantities = unlimited.clone();
            for (quantity, blocked) in quantities.iter_mut().zip(&blocked) {
                *quantity = if *blocked { 0 } else { *quantity };
            }
        }
        raised.clear();
        let totals = supplier_totals(&lines, &quantities, minimum_of);
        let spent: f64 = totals.iter().map(|total| total.cost).sum();
        let mut free = budget.map_or(f64::INFINITY, |budget| budget - spent);
        let mut changed = false;
        for total in totals {
            let Some(minimum) = total.minimum.filter(|minimum| total.cost < *minimum) else {
                continue;
            };
            let of_supplier = of_supplier
                .get(&total.supplier)
                .map_or(&[][..], Vec::as_slice);
            if of_supplier
                .iter()
                .any(|i| quantities[*i] > 0 && lines[*i].unit_cost.is_none())
            {
                // What the whole order costs is unknown, so whether it is too small is as well.
                continue;
            }
            let raise = raised_to_minimum(items, &lines, of_supplier, &quantities, minimum);
            let added = minimum - total.cost;
            match raise {
                Some(raise) if added <= free => {
                    free -= added;
                    raised.extend(raise);
                }
                _ => {
                    changed = true;
                    for &i in of_supplier {
                        blocked[i] = true;
                        quantities[i] = 0;
                    }
                    dropped.push((total.supplier, total.cost, minimum));
                }
            }
        }
        if !changed {
            break;
        }
    }

    for (i, (item, line)) in items.iter().zip(&mut lines).enumerate() {
        budget::apply_quantity(
            item,
            line,
            quantities[i],
            raised.get(&i).copied(),
            &dropped,
            minimum_of,
        );
    }
    summed(lines, transfers, curve, settings, &unlimited)
}

/// Books a transfer into both lines: the receiver buys less, the sender keeps what it needs.
fn move_units<D: Demand>(
    items: &[Item<D>],
    lines: &mut [Line],
    transfer: &Transfer,
    settings: &Settings,
) {
    let units = transfer.quantity;
    let sender = &mut lines[transfer.from_index];
    sender
        .reasons
        .insert(0, reason::sends_by_transfer(units, &transfer.to));

    let item = &items[transfer.to_index];
    let line = &mut lines[transfer.to_index];
    line.reasons
        .insert(0, reason::covered_by_transfer(units, &transfer.from));
    if line.quantity == 0 {
        return;
    }
    let sizing = &line.sizing;
    let need = (line.arithmetic.need as i64 - units).max(0);
    let value = Value::new(&item.demand, &sizing.policy, sizing.need - units as f64);
    let money = sizing.policy.economics.as_ref();
    let (quantity, _) = rounded(need, sizing.packs, &value, money, settings.max_cover_days);
    line.arithmetic.budget += (quantity - line.quantity) as f64;
    line.sizing.need -= units as f64;
    line.unlimited = quantity;
    line.set_quantity(item, quantity);
}

fn summed(
    lines: Vec<Line>,
    transfers: Vec<Transfer>,
    curve: Vec<CurvePoint>,
    settings: &Settings,
    unlimited: &[i64],
) -> Plan {
    let quantities: Vec<i64> = lines.iter().map(|line| line.quantity).collect();
    let minimum_of = |name: &Text| settings.suppliers.get(name).and_then(|t| t.min_order_value);
    let cost_of = |(line, quantity): (&Line, &i64)| {
        line.unit_cost.map_or(0.0, |cost| cost * *quantity as f64)
    };
    Plan {
        suppliers: supplier_totals(&lines, &quantities, minimum_of),
        total_cost: lines.iter().filter_map(Line::cost).sum(),
        total_unlimited: lines.iter().zip(unlimited).map(cost_of).sum(),
        expected_profit: lines
            .iter()
            .filter(|line| line.quantity > 0)
            .filter_map(|line| line.expected_profit)
            .sum(),
        lines_without_cost: lines
            .iter()
            .filter(|line| line.quantity > 0 && line.unit_cost.is_none())
            .count(),
        lines,
        transfers,
        curve,
    }
}

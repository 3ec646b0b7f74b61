//! Suppliers' minimum order values: each order is raised to its minimum where that still pays,
//! else left out, and the money it frees goes to the others. So is what the budget leaves of a
//! least quantity that several locations share.

use std::collections::BTreeMap;

use domain::Text;

use crate::budget::{Step, within_budget};
use crate::container::Holds;
use crate::demand::Demand;
use crate::item::{Item, Settings};
use crate::packs::{MOST_ORDER, round_up};
use crate::policy::Economics;
use crate::proposal::Line;
use crate::reason;
use crate::shared::Group;
use crate::value::Value;

/// Rounds in which money freed by a supplier's order that was left out is given to others. Each
/// round ends in a valid plan; a later one only spends what an earlier one freed.
const MOST_ROUNDS: usize = 20;

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

/// What a minimum counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Money, base currency.
    Money,
    /// Units.
    Units,
}

/// Raises lines pack by pack, each time the one whose next pack costs the least expected profit
/// for what it adds, until `minimum` is met. Returns the new quantities by line index, or `None`
/// where the whole order would then earn nothing. Lines of none stay at none.
pub(crate) fn raised_to_minimum<D: Demand>(
    items: &[Item<D>],
    lines: &[Line],
    of_supplier: &[usize],
    quantities: &[i64],
    minimum: f64,
    measure: Measure,
) -> Option<BTreeMap<usize, i64>> {
    struct Candidate<'a, D> {
        index: usize,
        weight: f64,
        pack: i64,
        quantity: i64,
        most: i64,
        earned: f64,
        next: f64,
        value: Value<'a, D>,
        money: Economics,
    }
    let mut total: f64 = 0.0;
    let mut profit: f64 = 0.0;
    let mut candidates = Vec::new();
    for &index in of_supplier {
        let (item, line) = (&items[index], &lines[index]);
        let quantity = quantities[index];
        let weight = match (measure, line.unit_cost) {
            (Measure::Units, _) => 1.0,
            (Measure::Money, Some(cost)) => cost,
            (Measure::Money, None) => continue,
        };
        total += weight * quantity as f64;
        profit += line.expected_profit.unwrap_or(0.0);
        let (Some(money), false) = (line.sizing.policy.economics, line.sizing.refused) else {
            continue;
        };
        if quantity == 0 {
            continue;
        }
        let value = Value::new(&item.demand, &line.sizing.policy, line.sizing.need);
        // Steps so large that a thousand of them suffice.
        let pack = line.sizing.packs.pack_size;
        let stride = ((minimum / weight / 400.0).floor() as i64).clamp(1, MOST_ORDER);
        let pack = round_up(stride, pack);
        let earned = value.lot_gain(&money, quantity as f64);
        let next = value.lot_gain(&money, (quantity + pack) as f64);
        candidates.push(Candidate {
            index,
            weight,
            pack,
            quantity,
            most: line.sizing.most.min(MOST_ORDER),
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
        let has_room = |c: &&mut Candidate<'_, D>| c.quantity.saturating_add(c.pack) <= c.most;
        let best = candidates.iter_mut().filter(has_room).max_by(|a, b| {
            let rate = |c: &Candidate<'_, D>| (c.next - c.earned) / (c.weight * c.pack as f64);
            rate(a).total_cmp(&rate(b)).then(b.index.cmp(&a.index))
        })?;
        total += best.weight * best.pack as f64;
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

/// A supplier's order that was left out.
struct Dropped {
    total: f64,
    minimum: f64,
}

/// Settles budget and minimums over all lines, and writes quantities and reasons into them.
/// `budget` is in base currency; `None` = no limit.
pub(crate) fn settle<D: Demand>(
    items: &[Item<D>],
    lines: &mut [Line],
    steps: &[Step],
    groups: &[Group],
    budget: Option<f64>,
    settings: &Settings,
) {
    let holds = Holds::of(items, lines, settings);
    let minimum_of = |name: &Text| settings.suppliers.get(name).and_then(|t| t.min_order_value);
    let mut lines_of: BTreeMap<Option<Text>, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        lines_of
            .entry(line.supplier.clone())
            .or_default()
            .push(index);
    }
    let mut blocked = vec![false; lines.len()];
    let mut raised: BTreeMap<usize, i64> = BTreeMap::new();
    let mut dropped: BTreeMap<Option<Text>, Dropped> = BTreeMap::new();
    let mut shared: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
    let mut quantities = Vec::new();
    for _ in 0..MOST_ROUNDS {
        quantities = match budget {
            Some(budget) => within_budget(lines, steps, budget, &blocked),
            None => lines
                .iter()
                .zip(&blocked)
                .map(|(line, blocked)| if *blocked { 0 } else { line.quantity })
                .collect(),
        };
        raised.clear();
        let mut changed = false;
        for group in groups {
            let total: i64 = group.lines.iter().map(|i| quantities[*i]).sum();
            if total > 0 && total < group.moq {
                changed = true;
                for &i in &group.lines {
                    blocked[i] = true;
                    quantities[i] = 0;
                    shared.insert(i, (total, group.moq));
                }
            }
        }
        let totals = supplier_totals(lines, &quantities, minimum_of);
        let spent: f64 = totals.iter().map(|total| total.cost).sum();
        let mut free = budget.map_or(f64::INFINITY, |budget| budget - spent);
        for total in totals {
            let Some(minimum) = total.minimum.filter(|minimum| total.cost < *minimum) else {
                continue;
            };
            let own = lines_of.get(&total.supplier).map_or(&[][..], Vec::as_slice);
            let unpriced = |i: &usize| quantities[*i] > 0 && lines[*i].unit_cost.is_none();
            if own.iter().any(unpriced) {
                // What the whole order costs is unknown, so whether it is too small is as well.
                continue;
            }
            let raise = raised_to_minimum(items, lines, own, &quantities, minimum, Measure::Money)
                .filter(|raise| holds.all(total.supplier.as_ref(), own, &quantities, raise));
            let added = |raise: &BTreeMap<usize, i64>| -> f64 {
                let cost = |(i, quantity): (&usize, &i64)| {
                    lines[*i].unit_cost.unwrap_or(0.0) * (quantity - quantities[*i]) as f64
                };
                raise.iter().map(cost).sum()
            };
            if let Some(raise) = raise.filter(|raise| added(raise) <= free) {
                free -= added(&raise);
                raised.extend(raise);
                continue;
            }
            changed = true;
            for &i in own {
                blocked[i] = true;
                quantities[i] = 0;
            }
            let order = Dropped {
                total: total.cost,
                minimum,
            };
            dropped.insert(total.supplier, order);
        }
        if !changed {
            break;
        }
    }
    for (i, (item, line)) in items.iter().zip(lines).enumerate() {
        let quantity = raised.get(&i).copied().unwrap_or(quantities[i]);
        let wanted = line.quantity;
        if quantity == wanted {
            continue;
        }
        let why = if quantity > wanted {
            let minimum = line.supplier.as_ref().and_then(minimum_of).unwrap_or(0.0);
            reason::raised_to_supplier_minimum(quantity - wanted, minimum)
        } else if let Some((total, moq)) = shared.get(&i).filter(|_| quantity == 0) {
            reason::below_shared_moq(*total, *moq)
        } else if let Some(order) = dropped.get(&line.supplier) {
            reason::below_supplier_minimum(order.total, order.minimum)
        } else {
            reason::cut_by_budget(wanted, quantity)
        };
        line.reasons.insert(0, why);
        line.arithmetic.budget += (quantity - wanted) as f64;
        line.set_quantity(item, quantity);
    }
}

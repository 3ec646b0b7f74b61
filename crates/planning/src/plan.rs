//! The purchase plan: proposals, transfers before purchases, budget and suppliers' minimums.

use domain::Text;
use rayon::prelude::*;

use crate::budget::{self, CurvePoint};
use crate::container;
use crate::demand::Demand;
use crate::item::{Item, Settings};
use crate::packs::rounded;
use crate::proposal::Line;
use crate::purchase::{Purchase, decide};
use crate::reason;
use crate::shared::{Together, share_least};
use crate::suppliers::{SupplierTotal, settle, supplier_totals};
use crate::transfers::{Transfer, propose_transfers};
use crate::value::Value;

/// Points of the budget curve, enough for a slider as wide as a screen.
const CURVE_POINTS: usize = 400;

/// A purchase plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// One line for each item, in the order of the items, those without an order included.
    pub lines: Vec<Line>,
    /// Parts of orders that come by a quicker way, with the index of their item: to be ordered
    /// beside its line.
    pub quick: Vec<(usize, Line)>,
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
pub fn plan<D: Demand>(items: &[Item<D>], settings: &Settings, budget: Option<f64>) -> Plan {
    let together = Together::of(items);
    let mut purchases: Vec<Purchase<'_, D>> = items
        .par_iter()
        .enumerate()
        .map(|(at, item)| {
            let least = together.least_of(at);
            decide(item.with_demand(&item.demand), settings, least)
        })
        .collect();
    together.settle_prices(items, &mut purchases, settings);

    let mut owners: Vec<usize> = (0..items.len()).collect();
    let mut bought: Vec<Item<&D>> = Vec::with_capacity(items.len());
    let mut lines: Vec<Line> = Vec::with_capacity(items.len());
    let mut quick = Vec::new();
    for (at, purchase) in purchases.into_iter().enumerate() {
        bought.push(purchase.item);
        lines.push(purchase.line);
        quick.extend(purchase.quick.map(|part| (at, part)));
    }
    let transfers = propose_transfers(&bought, &lines, settings);
    for transfer in &transfers {
        move_units(&bought, &mut lines, transfer, settings);
    }
    for (owner, part) in quick {
        owners.push(owner);
        bought.push(part.item);
        lines.push(part.line);
    }
    let groups = together.groups(items, &lines, &owners);
    share_least(&bought, &mut lines, &groups, settings);
    container::fill(&bought, &mut lines, settings);

    let steps = budget::steps(&bought, &lines);
    let curve = budget::curve(&steps, CURVE_POINTS);
    let unlimited: Vec<i64> = lines.iter().map(|line| line.quantity).collect();
    let budget = budget.filter(|budget| !budget.is_nan());
    settle(&bought, &mut lines, &steps, &groups, budget, settings);
    let mut plan = summed(lines, transfers, curve, settings, &unlimited);
    let parts = plan.lines.split_off(items.len());
    plan.quick = owners
        .split_off(items.len())
        .into_iter()
        .zip(parts)
        .collect();
    plan
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
        quick: Vec::new(),
        transfers,
        curve,
    }
}

//! The container: the most volume of one order at a supplier, filled with what earns most in it.
//!
//! Goods that fly or come by parcel carrier need no container. Lines whose cartons have no
//! measures go in first: how much room they take is unknown, so nothing is taken from them.

use std::collections::BTreeMap;

use domain::{Text, Transport};

use crate::budget::{Step, steps};
use crate::demand::Demand;
use crate::item::{Item, Settings};
use crate::proposal::Line;
use crate::reason;

/// Volume of a unit in the container, m³; `None` where it is unknown or needs no container.
fn unit_cbm<D>(item: &Item<D>, line: &Line) -> Option<f64> {
    if matches!(line.transport, Some(Transport::Air | Transport::Express)) {
        return None;
    }
    item.unit_cbm.filter(|cbm| cbm.is_finite() && *cbm > 0.0)
}

/// Lets every supplier's lines fill its container, best return for the room first, and takes the
/// rest from them.
pub(crate) fn fill<D: Demand>(items: &[Item<D>], lines: &mut [Line], settings: &Settings) {
    let holds = Holds::of(items, lines, settings);
    let mut by_supplier: BTreeMap<Text, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        let limited = line
            .supplier
            .as_ref()
            .filter(|name| holds.limit(name).is_some());
        if let Some(name) = limited.filter(|_| line.quantity > 0) {
            by_supplier.entry(name.clone()).or_default().push(index);
        }
    }
    let is_over = |name: &Text, own: &Vec<usize>| {
        let load: f64 = own
            .iter()
            .map(|i| holds.cbm[*i] * lines[*i].quantity as f64)
            .sum();
        holds.limit(name).is_some_and(|limit| load > limit)
    };
    by_supplier.retain(|name, own| is_over(name, own));
    if by_supplier.is_empty() {
        return;
    }
    let all = steps(items, lines);
    for (name, own) in by_supplier {
        let Some(limit) = holds.limit(&name) else {
            continue;
        };
        let fitted = fitting(lines, &own, &all, &holds.cbm, limit);
        for (index, quantity) in fitted {
            let (item, line) = (&items[index], &mut lines[index]);
            let wanted = line.quantity;
            if quantity == wanted {
                continue;
            }
            line.arithmetic.budget += (quantity - wanted) as f64;
            line.unlimited = quantity;
            line.sizing.most = quantity;
            line.reasons
                .insert(0, reason::cut_by_volume(wanted, quantity, limit));
            line.set_quantity(item, quantity);
        }
    }
}

/// Quantities by line that fit into `limit` m³.
fn fitting(
    lines: &[Line],
    own: &[usize],
    all: &[Step],
    cbm: &[f64],
    limit: f64,
) -> BTreeMap<usize, i64> {
    let mut fitted: BTreeMap<usize, i64> = BTreeMap::new();
    let mut left = limit * (1.0 + 1e-9);
    for &i in own {
        // What cannot be ranked in money keeps its place.
        let ranked = cbm[i] > 0.0 && lines[i].unit_cost.is_some();
        fitted.insert(i, if ranked { 0 } else { lines[i].quantity });
        if !ranked {
            left -= cbm[i] * lines[i].quantity as f64;
        }
    }
    let mut mine: Vec<&Step> = all
        .iter()
        .filter(|step| fitted.get(&step.line) == Some(&0))
        .collect();
    let cost_of = |step: &Step| lines[step.line].unit_cost.unwrap_or(1.0);
    // Profit for a m³ = profit for money · money for a m³.
    let rate = |step: &Step| step.rate() * cost_of(step) / cbm[step.line];
    mine.sort_by(|a, b| {
        rate(b)
            .total_cmp(&rate(a))
            .then(a.line.cmp(&b.line))
            .then(a.quantity.cmp(&b.quantity))
    });
    let mut closed: Vec<usize> = Vec::new();
    for step in mine.into_iter().filter(|step| step.profit > 0.0) {
        if closed.contains(&step.line) {
            continue;
        }
        let (line, one) = (&lines[step.line], cbm[step.line]);
        let has = fitted.get(&step.line).copied().unwrap_or(0);
        let packs = &line.sizing.packs;
        // As many whole packs of the step as there is room for.
        let room = ((left.max(0.0) / one).floor() as i64) / packs.pack_size * packs.pack_size;
        let mut quantity = step.quantity;
        if quantity - has > room {
            quantity = has + room;
            closed.push(step.line);
        }
        if quantity > has && quantity >= packs.least {
            left -= one * (quantity - has) as f64;
            fitted.insert(step.line, quantity);
        }
    }
    fitted
}

/// What the containers hold.
pub(crate) struct Holds<'a> {
    settings: &'a Settings,
    /// Volume of a unit by line, m³; 0 = unknown, or it needs none.
    cbm: Vec<f64>,
}

impl<'a> Holds<'a> {
    pub(crate) fn of<D>(items: &[Item<D>], lines: &[Line], settings: &'a Settings) -> Holds<'a> {
        let cbm = items
            .iter()
            .zip(lines)
            .map(|(item, line)| unit_cbm(item, line).unwrap_or(0.0))
            .collect();
        Holds { settings, cbm }
    }

    fn limit(&self, supplier: &Text) -> Option<f64> {
        self.settings
            .suppliers
            .get(supplier)
            .and_then(|terms| terms.max_cbm)
            .filter(|limit| limit.is_finite() && *limit > 0.0)
    }

    /// Whether the container of a supplier holds its lines with the raised quantities.
    pub(crate) fn all(
        &self,
        supplier: Option<&Text>,
        own: &[usize],
        quantities: &[i64],
        raised: &BTreeMap<usize, i64>,
    ) -> bool {
        let Some(limit) = supplier.and_then(|name| self.limit(name)) else {
            return true;
        };
        let units = |i: usize| raised.get(&i).copied().unwrap_or(quantities[i]);
        let load: f64 = own.iter().map(|i| self.cbm[*i] * units(*i) as f64).sum();
        load <= limit * (1.0 + 1e-9)
    }
}

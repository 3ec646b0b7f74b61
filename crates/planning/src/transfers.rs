//! Transfers between locations, before anything is bought.

use std::collections::BTreeMap;

use domain::{Day, Text};
use rayon::prelude::*;

use crate::demand::{Demand, Sound};
use crate::item::{Item, Lane, Settings};
use crate::position::day_after;
use crate::proposal::Line;
use crate::reason::{self, Reason};

/// Units to move from one location to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    /// SKU.
    pub sku: Text,
    /// Location with too many.
    pub from: Text,
    /// Location in need.
    pub to: Text,
    /// Units.
    pub quantity: i64,
    /// Cost of the move, base currency.
    pub cost: f64,
    /// Expected gain over buying the same units, the cost taken off, base currency.
    pub gain: f64,
    /// Day they arrive when sent today.
    pub arrives_on: Day,
    /// Why.
    pub reasons: Vec<Reason>,
    pub(crate) from_index: usize,
    pub(crate) to_index: usize,
}

/// Proposes transfers by the shop's lanes where they pay. A unit moved spares the sender the
/// expected cost of having it left over, and reaches the receiver sooner than a purchase; it
/// costs the lane's fee and the chance that the sender misses it.
pub fn propose_transfers<D: Demand>(
    items: &[Item<D>],
    lines: &[Line],
    settings: &Settings,
) -> Vec<Transfer> {
    if settings.lanes.is_empty() {
        return Vec::new();
    }
    let lanes: BTreeMap<(&str, &str), &Lane> = settings
        .lanes
        .iter()
        .filter(|lane| lane.cost_per_unit >= 0.0 && lane.days >= 0.0 && lane.from != lane.to)
        .map(|lane| ((lane.from.as_ref(), lane.to.as_ref()), lane))
        .collect();
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        groups.entry(&item.sku).or_default().push(index);
    }
    let groups: Vec<Vec<usize>> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect();
    groups
        .par_iter()
        .flat_map_iter(|group| within_group(group, items, lines, &lanes, settings))
        .collect()
}

fn within_group<D: Demand>(
    group: &[usize],
    items: &[Item<D>],
    lines: &[Line],
    lanes: &BTreeMap<(&str, &str), &Lane>,
    settings: &Settings,
) -> Vec<Transfer> {
    let mut surplus: BTreeMap<usize, i64> = group
        .iter()
        .filter(|i| items[**i].on_hand.is_some() && items[**i].assembly.is_none())
        .map(|i| {
            let line = &lines[*i];
            let above = (-line.sizing.need)
                .floor()
                .min(line.position.available as f64);
            (*i, above.max(0.0) as i64)
        })
        .collect();
    let mut wanted: BTreeMap<usize, i64> = group
        .iter()
        .filter(|i| !items[**i].stopped && items[**i].on_hand.is_some())
        .filter(|i| items[**i].assembly.is_none())
        .map(|i| (*i, lines[*i].arithmetic.need as i64))
        .collect();
    let mut found = Vec::new();
    // Best pair first; each round settles a sender or a receiver, so the rounds are few.
    for _ in 0..2 * group.len() {
        let mut best: Option<Transfer> = None;
        for (&from, &spare) in surplus.iter().filter(|(_, units)| **units > 0) {
            for (&to, &want) in wanted.iter().filter(|(_, units)| **units > 0) {
                let lane = lanes.get(&(items[from].location.as_ref(), items[to].location.as_ref()));
                let Some(lane) = lane else { continue };
                let pair = Pair {
                    items,
                    lines,
                    from,
                    to,
                    lane,
                };
                if let Some(transfer) = pair.best(spare.min(want), settings)
                    && best.as_ref().is_none_or(|best| transfer.gain > best.gain)
                {
                    best = Some(transfer);
                }
            }
        }
        let Some(transfer) = best else { break };
        surplus
            .entry(transfer.from_index)
            .and_modify(|units| *units -= transfer.quantity);
        wanted.insert(transfer.to_index, 0);
        found.push(transfer);
    }
    found
}

struct Pair<'a, D> {
    items: &'a [Item<D>],
    lines: &'a [Line],
    from: usize,
    to: usize,
    lane: &'a Lane,
}

impl<D: Demand> Pair<'_, D> {
    /// The quantity up to `most` with the greatest gain, where one is above zero. The gain is
    /// concave in the units, so a ternary search finds its peak.
    fn best(&self, most: i64, settings: &Settings) -> Option<Transfer> {
        let (mut low, mut high) = (1, most);
        while high - low > 2 {
            let third = (high - low) / 3;
            let (a, b) = (low + third, high - third);
            if self.gain(a)? < self.gain(b)? {
                low = a + 1;
            } else {
                high = b;
            }
        }
        let (quantity, gain) = (low..=high)
            .filter_map(|units| Some((units, self.gain(units)?)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        if gain <= 0.0 {
            return None;
        }
        let cost = self.lane.cost_per_unit * quantity as f64;
        Some(Transfer {
            sku: self.items[self.from].sku.clone(),
            from: self.items[self.from].location.clone(),
            to: self.items[self.to].location.clone(),
            quantity,
            cost,
            gain,
            arrives_on: day_after(settings.as_of, self.lane.days.ceil()),
            reasons: vec![reason::transfer_pays(quantity, gain, cost)],
            from_index: self.from,
            to_index: self.to,
        })
    }

    /// Gain of moving `units`; `None` where price or cost is unknown at either end.
    fn gain(&self, units: i64) -> Option<f64> {
        let (sender, receiver) = (&self.lines[self.from].sizing, &self.lines[self.to].sizing);
        let (from, to) = (sender.policy.economics?, receiver.policy.economics?);
        let units_f = units as f64;
        // The sender: fewer left over, perhaps a few missed.
        let demand = Sound(&self.items[self.from].demand);
        let policy = &sender.policy;
        let supply = policy.target - sender.need;
        let short = |u: f64| demand.shortage(policy.protection_days, policy.lead_sd_days, u);
        let missed = (short(supply - units_f) - short(supply)).clamp(0.0, units_f);
        let spared = from.overage * (units_f - missed) - from.underage.max(0.0) * missed;
        // The receiver: sales between the transfer's arrival and a purchase's.
        let demand = Sound(&self.items[self.to].demand);
        let policy = &receiver.policy;
        let stock = self.lines[self.to].position.available as f64
            + self.lines[self.to]
                .position
                .arriving_before(policy.lead_days) as f64;
        // Where nothing can be bought the transfer serves the whole interval.
        let buys = self.lines[self.to].quantity > 0;
        let until = if buys {
            policy.lead_days
        } else {
            policy.protection_days
        };
        let short = |days: f64, u: f64| demand.shortage(days, 0.0, u);
        let lost = short(until, stock);
        let sooner = (lost - short(until, stock + units_f))
            .min(lost - short(self.lane.days.min(until), stock))
            .clamp(0.0, units_f);
        Some(spared + to.underage.max(0.0) * sooner - self.lane.cost_per_unit * units_f)
    }
}

//! One purchase split over locations: a supplier's least quantity and prices hold for the order
//! of a SKU, wherever its units go.

use std::collections::BTreeMap;

use domain::{Text, Transport};

use crate::demand::Demand;
use crate::item::{Item, Settings, within};
use crate::packs::{MOST_ORDER, Packs, round_up};
use crate::proposal::Line;
use crate::purchase::{Least, Purchase, decide};
use crate::reason;
use crate::suppliers::{Measure, raised_to_minimum};

/// Lines that meet a least quantity together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// Indices of the lines.
    pub lines: Vec<usize>,
    /// Least units of all of them.
    pub moq: i64,
}

/// SKUs that are bought for several locations.
pub(crate) struct Together {
    of_sku: Vec<Vec<usize>>,
    is_shared: Vec<bool>,
}

/// Supplier and transport, by which orders of a SKU go together.
type Way = (Option<Text>, Option<Transport>);

fn way(line: &Line) -> Way {
    (line.supplier.clone(), line.transport)
}

/// Least quantity of the order a line is part of.
fn least<D>(item: &Item<D>, line: &Line) -> i64 {
    match line.offer.and_then(|at| item.offers.get(at)) {
        Some(offer) => offer.least(),
        None => item.moq,
    }
}

/// Whether one of the item's price lists asks less for an order of so many units.
fn asks_less<D>(item: &Item<D>, units: i64) -> bool {
    item.offers
        .iter()
        .any(|offer| offer.price_at(units) != offer.price_at(0))
}

impl Together {
    pub(crate) fn of<D>(items: &[Item<D>]) -> Together {
        let mut of_sku: BTreeMap<&Text, Vec<usize>> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            if item.assembly.is_none() && !item.stopped {
                of_sku.entry(&item.sku).or_default().push(index);
            }
        }
        let of_sku: Vec<Vec<usize>> = of_sku
            .into_values()
            .filter(|group| {
                let asks = |i: &usize| {
                    let item = &items[*i];
                    let offers = item.offers.iter();
                    let mut many = offers.map(|o| o.moq > o.pack_size || !o.prices.is_empty());
                    item.moq > item.pack_size || many.any(|asks| asks)
                };
                group.len() > 1 && group.iter().any(asks)
            })
            .collect();
        let mut is_shared = vec![false; items.len()];
        for &i in of_sku.iter().flatten() {
            is_shared[i] = true;
        }
        Together { of_sku, is_shared }
    }

    /// How the least quantity holds for an item before anything is known of the others.
    pub(crate) fn least_of(&self, item: usize) -> Least {
        if self.is_shared[item] {
            Least::Together { units: 0 }
        } else {
            Least::Alone
        }
    }

    /// Decides again where the others matter: a location that alone needs a SKU has to meet the
    /// least quantity by itself; several get the price of their sum.
    pub(crate) fn settle_prices<'a, D: Demand>(
        &self,
        items: &'a [Item<D>],
        purchases: &mut [Purchase<'a, D>],
        settings: &Settings,
    ) {
        for group in &self.of_sku {
            let mut ways: BTreeMap<Way, Vec<usize>> = BTreeMap::new();
            for &i in group.iter().filter(|i| purchases[**i].line.quantity > 0) {
                ways.entry(way(&purchases[i].line)).or_default().push(i);
            }
            for members in ways.into_values() {
                let units: i64 = members
                    .iter()
                    .map(|i| purchases[*i].line.quantity)
                    .fold(0, i64::saturating_add);
                if let [only] = members[..]
                    && items[only].offers.is_empty()
                    && units >= items[only].moq
                {
                    // The least quantity is met as it is; the budget must not cut below it.
                    let item = &items[only];
                    purchases[only].line.sizing.packs = Packs::of(item.moq, item.pack_size);
                    continue;
                }
                if members.len() > 1 && members.iter().all(|i| !asks_less(&items[*i], units)) {
                    continue;
                }
                let again = match members.as_slice() {
                    [_] => Least::Alone,
                    _ => Least::Together { units },
                };
                for i in members {
                    let item = &items[i];
                    purchases[i] = decide(item.with_demand(&item.demand), settings, again);
                }
            }
        }
    }

    /// The groups of lines that meet a least quantity together. `owners` names the item of each
    /// line.
    pub(crate) fn groups<D>(
        &self,
        items: &[Item<D>],
        lines: &[Line],
        owners: &[usize],
    ) -> Vec<Group> {
        let mut found = Vec::new();
        for group in &self.of_sku {
            let mut ways: BTreeMap<Way, Group> = BTreeMap::new();
            // Quick parts meet their own least quantity by themselves.
            for &i in group.iter().filter(|i| owners[**i] == **i) {
                let entry = ways.entry(way(&lines[i])).or_insert_with(|| Group {
                    lines: Vec::new(),
                    moq: 1,
                });
                entry.lines.push(i);
                entry.moq = entry.moq.max(least(&items[i], &lines[i]));
            }
            found.extend(ways.into_values().filter(|group| group.moq > 1));
        }
        found
    }
}

/// Raises groups that stay below their least quantity where that pays, else leaves them out.
pub(crate) fn share_least<D: Demand>(
    items: &[Item<D>],
    lines: &mut [Line],
    groups: &[Group],
    settings: &Settings,
) {
    let mut quantities: Vec<i64> = lines.iter().map(|line| line.quantity).collect();
    for group in groups {
        let active: Vec<usize> = group
            .lines
            .iter()
            .copied()
            .filter(|i| lines[*i].quantity > 0)
            .collect();
        let total: i64 = active
            .iter()
            .map(|i| lines[*i].quantity)
            .fold(0, i64::saturating_add);
        if total == 0 {
            continue;
        }
        let raised = if total >= group.moq {
            Some(BTreeMap::new())
        } else if group.moq > MOST_ORDER || lasts_too_long(lines, &active, group.moq, settings) {
            None
        } else if active.iter().all(|i| lines[*i].expected_profit.is_some()) {
            let moq = group.moq as f64;
            raised_to_minimum(items, lines, &active, &quantities, moq, Measure::Units)
        } else {
            raised_by_demand(lines, &active, total, group.moq)
        };
        let Some(raised) = raised else {
            for i in active {
                let line = &mut lines[i];
                line.arithmetic.budget -= line.quantity as f64;
                line.unlimited = 0;
                line.sizing.refused = true;
                line.reasons.insert(
                    0,
                    reason::below_shared_moq(total, group.moq.min(MOST_ORDER)),
                );
                line.set_quantity(&items[i], 0);
                quantities[i] = 0;
            }
            continue;
        };
        let sum: i64 = active
            .iter()
            .map(|i| raised.get(i).copied().unwrap_or(quantities[*i]))
            .fold(0, i64::saturating_add);
        for i in active {
            let line = &mut lines[i];
            let alone = line.quantity;
            let quantity = raised.get(&i).copied().unwrap_or(alone);
            if alone < group.moq {
                line.reasons.push(reason::moq_shared(sum, group.moq));
            }
            if quantity > alone {
                line.reasons
                    .insert(0, reason::raised_to_shared_moq(quantity - alone, group.moq));
                line.arithmetic.rounding += (quantity - alone) as f64;
                line.unlimited = quantity;
                line.set_quantity(&items[i], quantity);
                quantities[i] = quantity;
            }
        }
    }
}

/// Whether `moq` units last longer at these lines' demand than the shop accepts.
fn lasts_too_long(lines: &[Line], of: &[usize], moq: i64, settings: &Settings) -> bool {
    let longest = within(settings.max_cover_days, 1.0, 3_650.0, 730.0);
    let a_day: f64 = of.iter().map(|i| lines[*i].arithmetic.daily_demand).sum();
    moq as f64 > a_day * longest
}

/// Where there is no money to count with, the missing units go to the lines pack by pack, each
/// time to the one that they last the shortest.
fn raised_by_demand(
    lines: &[Line],
    of: &[usize],
    total: i64,
    moq: i64,
) -> Option<BTreeMap<usize, i64>> {
    let mut raised: BTreeMap<usize, i64> = of.iter().map(|i| (*i, lines[*i].quantity)).collect();
    let mut missing = moq - total;
    // Steps so large that a thousand of them suffice.
    let stride = (missing / 1_000).max(1);
    let pack = |i: usize| round_up(stride, lines[i].sizing.packs.pack_size);
    while missing > 0 {
        let has_room = |(i, units): &(&usize, &i64)| {
            units.saturating_add(pack(**i)) <= lines[**i].sizing.most.min(MOST_ORDER)
        };
        let lasts =
            |i: usize, units: i64| units as f64 / lines[i].arithmetic.daily_demand.max(1e-9);
        let (&i, _) = raised
            .iter()
            .filter(has_room)
            .min_by(|a, b| lasts(*a.0, *a.1).total_cmp(&lasts(*b.0, *b.1)))?;
        raised.entry(i).and_modify(|units| *units += pack(i));
        missing -= pack(i);
    }
    Some(raised)
}

//! Bundles and simple assembly: goods that are not bought but made from parts.
//!
//! A part's demand is its own plus what its bundles need beyond the bundles that lie ready; what
//! can be assembled from parts counts as stock of the bundle. Bundles are made where they sell;
//! where a part has no stock line there, the need falls on the part's first location.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use domain::Text;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64Mcg;

use crate::demand::{Demand, Parts, Sound};
use crate::item::Item;
use crate::packs::MOST_ORDER;
use crate::proposal::Line;
use crate::reason;

/// Units of a part that go into one bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// SKU of the bundle.
    pub bundle: Text,
    /// SKU of the part.
    pub part: Text,
    /// Units of the part in one bundle, above zero.
    pub quantity: i64,
}

/// What is known of making an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Assembly {
    /// Bundles that can be made from the parts that are there.
    pub can_make: i64,
    /// The part that runs out first; `None` where a part is not known at all.
    pub scarce: Option<Text>,
    /// A part that no stock line or forecast knows.
    pub unknown: Option<Text>,
}

/// Points a joint distribution is made of. Quantiles up to .995 are asked for.
const POINTS: usize = 256;

/// Bundles within bundles are opened so deep; a deeper or circular list is left closed.
const DEEPEST: usize = 8;

/// What bundles take of a part.
#[derive(Clone, Debug)]
struct Use<D> {
    demand: Arc<D>,
    /// Units of the part in a bundle.
    units: f64,
    /// Bundles that lie ready or are on the way.
    ready: f64,
}

/// The sorted points of a sum, with what was asked: days and their standard deviation.
type Table = (u64, u64, Arc<[f64]>);

/// The demand of an item: its own, and what its bundles take. Without bundles it is its own in
/// every answer. The demands are taken as independent.
#[derive(Debug)]
pub struct Joint<D> {
    /// Demand of the item by itself.
    pub own: D,
    uses: Vec<Use<D>>,
    tables: Mutex<Vec<Table>>,
}

impl<D: Clone> Clone for Joint<D> {
    fn clone(&self) -> Joint<D> {
        Joint {
            own: self.own.clone(),
            uses: self.uses.clone(),
            tables: Mutex::new(Vec::new()),
        }
    }
}

impl<D> Joint<D> {
    /// The demand of an item that no bundle needs.
    pub fn of(own: D) -> Joint<D> {
        Joint {
            own,
            uses: Vec::new(),
            tables: Mutex::new(Vec::new()),
        }
    }

    /// Number of bundles that need the item.
    #[must_use]
    pub fn bundles(&self) -> usize {
        self.uses.len()
    }
}

impl<D: Demand + Send> Joint<D> {
    /// Mean units of `[from_day, to_day)` that bundles take.
    pub fn of_bundles(&self, from_day: f64, to_day: f64) -> f64 {
        self.uses
            .iter()
            .map(|one| {
                let demand = Sound(&*one.demand);
                let beyond = |day: f64| demand.shortage(day, 0.0, one.ready);
                one.units * (beyond(to_day) - beyond(from_day)).max(0.0)
            })
            .sum()
    }

    /// Sorted points of the demand of `[0, days)`: the quantiles of each demand, joined in an
    /// order that is random and the same each time, and scaled to the mean of the sum.
    fn table(&self, days: f64, sd_days: f64) -> Arc<[f64]> {
        let key = (days.to_bits(), sd_days.to_bits());
        let known = |tables: &[Table]| {
            tables
                .iter()
                .find(|table| (table.0, table.1) == key)
                .map(|table| Arc::clone(&table.2))
        };
        // A poisoned lock only means that another thread stopped; the tables are whole.
        let kept = |tables: &Mutex<Vec<Table>>| match tables.lock() {
            Ok(tables) => known(&tables),
            Err(poisoned) => known(&poisoned.into_inner()),
        };
        if let Some(table) = kept(&self.tables) {
            return table;
        }
        let at = |k: usize| (k as f64 + 0.5) / POINTS as f64;
        let own = Sound(&self.own);
        let mut points: Vec<f64> = (0..POINTS)
            .map(|k| own.quantile(days, sd_days, at(k)))
            .collect();
        for (i, one) in self.uses.iter().enumerate() {
            let mut order: Vec<usize> = (0..POINTS).collect();
            order.shuffle(&mut Pcg64Mcg::seed_from_u64(i as u64 + 1));
            let demand = Sound(&*one.demand);
            for (point, k) in points.iter_mut().zip(order) {
                let bundles = demand.quantile(days, sd_days, at(k));
                *point += one.units * (bundles - one.ready).max(0.0);
            }
        }
        let mean = self.mean(0.0, days);
        let sum: f64 = points.iter().sum();
        if sum > 0.0 {
            let scale = mean * POINTS as f64 / sum;
            points.iter_mut().for_each(|point| *point *= scale);
        }
        points.sort_by(f64::total_cmp);
        let table: Arc<[f64]> = points.into();
        if let Ok(mut tables) = self.tables.lock()
            && tables.len() < 64
        {
            tables.push((key.0, key.1, Arc::clone(&table)));
        }
        table
    }
}

impl<D: Demand + Send> Demand for Joint<D> {
    fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        let own = self.own.mean(from_day, to_day);
        if self.uses.is_empty() {
            return own;
        }
        own + self.of_bundles(from_day, to_day)
    }

    fn quantile(&self, days: f64, sd_days: f64, q: f64) -> f64 {
        if self.uses.is_empty() {
            return self.own.quantile(days, sd_days, q);
        }
        crate::simulate::quantile(&self.table(days, sd_days), q)
    }

    fn shortage(&self, days: f64, sd_days: f64, units: f64) -> f64 {
        if self.uses.is_empty() {
            return self.own.shortage(days, sd_days, units);
        }
        let table = self.table(days, sd_days);
        let over: f64 = table.iter().map(|point| (point - units).max(0.0)).sum();
        over / POINTS as f64
    }

    fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64> {
        let mut path = self.own.sample_path(block_days, blocks, seed);
        for (i, one) in self.uses.iter().enumerate() {
            // Another seed: the same one would make bundle and part sell well on the same days.
            let other = seed.wrapping_add((i as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let mut ready = one.ready;
            let sold = Sound(&*one.demand).sample_path(block_days, blocks, other);
            for (units, bundles) in path.iter_mut().zip(sold) {
                let from_ready = bundles.min(ready);
                ready -= from_ready;
                *units += one.units * (bundles - from_ready);
            }
        }
        path
    }

    fn parts(&self, from_day: f64, to_day: f64) -> Parts {
        let mut parts = self.own.parts(from_day, to_day);
        if !self.uses.is_empty() {
            parts.base += self.of_bundles(from_day, to_day);
        }
        parts
    }
}

/// The leaf parts of every bundle with their units, bundles within bundles opened. Lines whose
/// quantity is not above zero are left out, and so is a bundle that contains itself.
#[must_use]
pub fn leaves(components: &[Component]) -> BTreeMap<Text, BTreeMap<Text, i64>> {
    let mut direct: BTreeMap<&Text, Vec<(&Text, i64)>> = BTreeMap::new();
    for line in components {
        if (1..=MOST_ORDER).contains(&line.quantity) {
            direct
                .entry(&line.bundle)
                .or_default()
                .push((&line.part, line.quantity));
        }
    }
    fn open(
        sku: &Text,
        units: i64,
        direct: &BTreeMap<&Text, Vec<(&Text, i64)>>,
        above: &mut Vec<Text>,
        found: &mut BTreeMap<Text, i64>,
    ) -> bool {
        let Some(lines) = direct.get(sku) else {
            let sum = found.entry(sku.clone()).or_default();
            *sum = sum.saturating_add(units).min(MOST_ORDER);
            return true;
        };
        if above.contains(sku) || above.len() >= DEEPEST {
            return false;
        }
        above.push(sku.clone());
        let whole = lines.iter().all(|(part, quantity)| {
            let units = units.saturating_mul(*quantity).min(MOST_ORDER);
            open(part, units, direct, above, found)
        });
        above.pop();
        whole
    }
    direct
        .keys()
        .filter_map(|bundle| {
            let mut found = BTreeMap::new();
            open(bundle, 1, &direct, &mut Vec::new(), &mut found)
                .then(|| ((*bundle).clone(), found))
        })
        .collect()
}

/// Puts the needs of bundles on their parts, and what can be made on the bundles. Items keep their
/// order. Without bundles nothing changes.
pub fn assembled<D: Demand + Send + Clone>(
    items: Vec<Item<D>>,
    components: &[Component],
) -> Vec<Item<Joint<D>>> {
    let leaves = leaves(components);
    let shells: Vec<Item<()>> = items.iter().map(|item| item.with_demand(())).collect();
    let made: Vec<Option<Arc<D>>> = items
        .iter()
        .map(|item| leaves.contains_key(&item.sku))
        .zip(&items)
        .map(|(is_made, item)| is_made.then(|| Arc::new(item.demand.clone())))
        .collect();
    let mut joint: Vec<Item<Joint<D>>> = items
        .into_iter()
        .zip(&shells)
        .map(|(item, shell)| shell.with_demand(Joint::of(item.demand)))
        .collect();
    if leaves.is_empty() {
        return joint;
    }
    let items = shells;
    let mut at: BTreeMap<(&Text, &Text), usize> = BTreeMap::new();
    let mut first: BTreeMap<&Text, usize> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        at.insert((&item.sku, &item.location), index);
        first.entry(&item.sku).or_insert(index);
    }
    for (index, item) in items.iter().enumerate() {
        let (Some(parts), Some(demand)) = (leaves.get(&item.sku), &made[index]) else {
            continue;
        };
        let of_part = |part: &Text| {
            at.get(&(part, &item.location))
                .or_else(|| first.get(part))
                .copied()
        };
        let on_hand = item.on_hand.unwrap_or(0).clamp(0, MOST_ORDER);
        let available = on_hand - item.allocated.clamp(0, MOST_ORDER);
        let coming: i64 = item
            .open_orders
            .iter()
            .map(|order| order.quantity.clamp(0, MOST_ORDER))
            .fold(0, i64::saturating_add);
        let mut assembly = Assembly {
            can_make: MOST_ORDER,
            scarce: None,
            unknown: None,
        };
        for (part, units) in parts {
            let Some(target) = of_part(part) else {
                assembly.can_make = 0;
                assembly.unknown = Some(part.clone());
                continue;
            };
            let (counted, sold) = (items[target].on_hand, items[target].allocated);
            let there = counted.unwrap_or(0).clamp(0, MOST_ORDER) - sold.clamp(0, MOST_ORDER);
            let makes = there.max(0) / units;
            if makes < assembly.can_make {
                assembly.can_make = makes;
                assembly.scarce = Some(part.clone());
            }
            let owed = (-available).max(0).saturating_mul(*units);
            let line = &mut joint[target];
            line.allocated = line.allocated.max(0).saturating_add(owed);
            line.demand.uses.push(Use {
                demand: Arc::clone(demand),
                units: *units as f64,
                ready: available.max(0).saturating_add(coming) as f64,
            });
        }
        let counted = item.on_hand.unwrap_or(0);
        joint[index].on_hand = Some(counted.saturating_add(assembly.can_make));
        joint[index].assembly = Some(assembly);
    }
    let bundles: BTreeSet<&Text> = leaves.keys().collect();
    for item in joint.iter_mut().filter(|item| item.demand.bundles() > 0) {
        // A part whose bundles sell is in use, though it was never sold by itself.
        if !bundles.contains(&item.sku) {
            item.stocked_days_since_sale = Some(0);
        }
    }
    joint
}

/// Says on the lines of parts what bundles take of the demand they are sized by. Lines are in the
/// order of the items.
pub fn say<D: Demand + Send>(items: &[Item<Joint<D>>], lines: &mut [Line]) {
    for (item, line) in items.iter().zip(lines) {
        if item.demand.bundles() > 0 {
            let units = item.demand.of_bundles(0.0, line.arithmetic.protection_days);
            line.reasons.push(reason::needed_for_bundles(
                units.round(),
                item.demand.bundles(),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::{Deterministic, SteadyCount};
    use crate::item::OpenOrder;
    use crate::lead_time::LeadTime;
    use domain::Day;

    fn line(bundle: &str, part: &str, quantity: i64) -> Component {
        Component {
            bundle: bundle.into(),
            part: part.into(),
            quantity,
        }
    }

    fn item<D>(sku: &str, location: &str, demand: D, on_hand: i64) -> Item<D> {
        let mut item = Item::new(sku, location, demand, LeadTime::stated(28.0, 0.0));
        item.on_hand = Some(on_hand);
        item
    }

    fn steady(sku: &str, per_day: f64, on_hand: i64) -> Item<Deterministic> {
        item(sku, "main", Deterministic { per_day }, on_hand)
    }

    /// A gift box sells one a day and takes two cups and a lid; cups sell three a day by
    /// themselves. Four boxes lie ready and three are on the way: for a week nothing is taken,
    /// then two cups a day. Of 9 cups and 40 lids four boxes can be made.
    #[test]
    fn parts_serve_their_bundles_by_hand() {
        let mut the_box = steady("box", 1.0, 4);
        the_box.open_orders = vec![OpenOrder {
            po_number: "P".into(),
            quantity: 3,
            ordered_on: Day(0),
            expected_on: None,
        }];
        let items = vec![steady("cup", 3.0, 9), the_box, steady("lid", 0.0, 40)];
        let lines = [line("box", "cup", 2), line("box", "lid", 1)];
        let found = assembled(items, &lines);
        let cup = &found[0].demand;
        assert_eq!((cup.mean(0.0, 7.0), cup.mean(7.0, 10.0)), (21.0, 15.0));
        assert_eq!(cup.of_bundles(0.0, 10.0), 6.0);
        assert!((cup.quantile(10.0, 0.0, 0.9) - 36.0).abs() < 1e-9);
        assert!((cup.shortage(10.0, 0.0, 30.0) - 6.0).abs() < 1e-9);
        assert_eq!(cup.sample_path(5.0, 3, 1), [15.0, 21.0, 25.0]);
        let made = found[1].assembly.as_ref().expect("it is made");
        assert_eq!((made.can_make, made.scarce.as_deref()), (4, Some("cup")));
        assert_eq!((found[1].on_hand, found[0].on_hand), (Some(8), Some(9)));
        assert_eq!(found[2].stocked_days_since_sale, Some(0));
    }

    #[test]
    fn bundles_owed_to_customers_are_owed_in_parts() {
        let mut owed = steady("box", 1.0, 2);
        owed.allocated = 5;
        let items = vec![steady("cup", 0.0, 30), owed];
        let found = assembled(items, &[line("box", "cup", 2)]);
        assert_eq!(found[0].allocated, 6);
        assert_eq!(found[0].demand.mean(0.0, 10.0), 20.0);
    }

    #[test]
    fn bundles_within_bundles_are_opened_and_circles_left_closed() {
        let lines = [
            line("set", "box", 2),
            line("set", "card", 1),
            line("box", "cup", 3),
            line("box", "cup", 0),
            line("a", "b", 1),
            line("b", "a", 1),
        ];
        let found = leaves(&lines);
        let of = |bundle: &str| {
            found.get(bundle).map(|parts| {
                let part = |(sku, units): (&Text, &i64)| (sku.to_string(), *units);
                parts.iter().map(part).collect::<Vec<_>>()
            })
        };
        assert_eq!(of("set"), Some(vec![("card".into(), 1), ("cup".into(), 6)]));
        assert_eq!(of("box"), Some(vec![("cup".into(), 3)]));
        assert_eq!((of("a"), of("b")), (None, None));
    }

    #[test]
    fn a_part_elsewhere_or_unknown_is_said() {
        let far = item("cup", "far", Deterministic { per_day: 0.0 }, 10);
        let items = vec![far, steady("box", 1.0, 0), steady("kit", 1.0, 0)];
        let found = assembled(items, &[line("box", "cup", 2), line("kit", "nut", 1)]);
        assert_eq!(found[0].demand.mean(0.0, 10.0), 20.0);
        let kit = found[2].assembly.as_ref().expect("it is made");
        assert_eq!((kit.can_make, kit.unknown.as_deref()), (0, Some("nut")));
    }

    /// Poisson of 2 and 3 a day: the sum has mean 5 and standard deviation √5 a day.
    #[test]
    fn a_sum_spreads_like_independent_demands() {
        let poisson = SteadyCount::poisson;
        let items = vec![
            item("cup", "main", poisson(2.0), 0),
            item("box", "main", poisson(3.0), 0),
        ];
        let found = assembled(items, &[line("box", "cup", 1)]);
        let cup = &found[0].demand;
        let exact = poisson(5.0);
        for q in [0.1, 0.5, 0.9, 0.98] {
            let (joint, sum) = (cup.quantile(20.0, 0.0, q), exact.quantile(20.0, 0.0, q));
            assert!((joint - sum).abs() <= 2.0, "{q}: {joint} against {sum}");
        }
        let gap = cup.shortage(20.0, 0.0, 105.0) - exact.shortage(20.0, 0.0, 105.0);
        assert!(gap.abs() < 0.4, "{gap}");
    }
}

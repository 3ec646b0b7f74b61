//! Slow stock: the three rules, and what clearing, moving or selling in bulk would bring.

use domain::{Day, Text};

use crate::reason::{self, Reason};

/// Thresholds of the three rules; the seller can change each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlowThresholds {
    /// Rule 1: days looked back.
    pub sales_days: i32,
    /// Rule 1: units sold in them, below which a SKU is slow.
    pub least_units: i64,
    /// Rule 2: age of a lot, in days, above which it is old, and the days without a sale.
    pub lot_age_days: i32,
    /// Rule 3: promotion cycles running in which it was not listed.
    pub cycles: usize,
}

impl Default for SlowThresholds {
    /// 30 days, under 5 units; 90 days; 3 cycles.
    fn default() -> SlowThresholds {
        SlowThresholds {
            sales_days: 30,
            least_units: 5,
            lot_age_days: 90,
            cycles: 3,
        }
    }
}

/// What one receipt brought and is still there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lot {
    /// Day received.
    pub received_on: Day,
    /// Units left.
    pub quantity: i64,
    /// Cost of a unit, base currency; `None` where unknown.
    pub unit_cost: Option<f64>,
}

/// One SKU at one location as the rules see it.
#[derive(Clone, Debug, PartialEq)]
pub struct SlowCandidate {
    /// SKU.
    pub sku: Text,
    /// Location.
    pub location: Text,
    /// Category; SKUs without one are compared with each other.
    pub category: Option<Text>,
    /// Lots on hand.
    pub lots: Vec<Lot>,
    /// Units sold in the last `sales_days` days.
    pub recent_units: i64,
    /// Day of the last sale; `None` = never.
    pub last_sale_on: Option<Day>,
    /// Day it was first received or sold; younger goods have had no chance yet.
    pub first_seen_on: Option<Day>,
    /// For each past promotion cycle, latest first: whether it was listed. Empty = no cycles
    /// are known, and rule 3 says nothing.
    pub listed: Vec<bool>,
    /// Units kept for a planned event; they are not slow the week before it.
    pub event_units: i64,
    /// Selling price, base currency.
    pub price: Option<f64>,
    /// Units sold a day, expected.
    pub daily_demand: f64,
}

impl SlowCandidate {
    /// Units on hand over all lots.
    #[must_use]
    pub fn on_hand(&self) -> i64 {
        self.lots
            .iter()
            .map(|lot| lot.quantity.max(0))
            .fold(0, i64::saturating_add)
    }
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq)]
pub struct SlowFinding {
    /// Index of the candidate.
    pub candidate: usize,
    /// The rule with its figures.
    pub rule: Reason,
    /// Units concerned.
    pub units: i64,
    /// Their value at cost, base currency; 0 where no cost is known.
    pub value_at_cost: f64,
}

/// Applies the three rules to every candidate. The mean of rule 1 is over SKU-locations of the
/// same category that have stock.
#[must_use]
pub fn slow_stock(
    candidates: &[SlowCandidate],
    thresholds: &SlowThresholds,
    as_of: Day,
) -> Vec<SlowFinding> {
    let mut categories: std::collections::BTreeMap<Option<&str>, (f64, f64)> =
        std::collections::BTreeMap::new();
    for candidate in candidates
        .iter()
        .filter(|candidate| candidate.on_hand() > 0)
    {
        let sum = categories.entry(candidate.category.as_deref()).or_default();
        sum.0 += candidate.on_hand() as f64;
        sum.1 += 1.0;
    }
    let mut found = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let free = (candidate.on_hand() - candidate.event_units.max(0)).max(0);
        if free == 0 {
            continue;
        }
        let days_known = candidate.first_seen_on.map_or(0, |day| as_of.since(day));
        let mut add = |rule, units, value_at_cost| {
            found.push(SlowFinding {
                candidate: index,
                rule,
                units,
                value_at_cost,
            });
        };
        let mean = categories
            .get(&candidate.category.as_deref())
            .map_or(0.0, |(units, count)| units / count);
        if candidate.recent_units < thresholds.least_units
            && days_known >= thresholds.sales_days
            && candidate.on_hand() as f64 > mean
        {
            let rule = reason::slow_low_sales(
                candidate.recent_units,
                i64::from(thresholds.sales_days),
                candidate.on_hand(),
                mean,
            );
            add(rule, free, value_of(candidate, |_| true, free));
        }
        let is_old = |lot: &Lot| as_of.since(lot.received_on) > thresholds.lot_age_days;
        let unsold = candidate
            .last_sale_on
            .is_none_or(|day| as_of.since(day) > thresholds.lot_age_days);
        let old: i64 = candidate
            .lots
            .iter()
            .filter(|lot| is_old(lot))
            .map(|lot| lot.quantity.max(0))
            .sum();
        let old = old.min(free);
        if unsold && old > 0 {
            let age = candidate
                .lots
                .iter()
                .filter(|lot| is_old(lot) && lot.quantity > 0);
            let age = age
                .map(|lot| as_of.since(lot.received_on))
                .max()
                .unwrap_or(0);
            let days = i64::from(thresholds.lot_age_days);
            let rule = reason::slow_old_lot(old, i64::from(age), days);
            add(rule, old, value_of(candidate, is_old, old));
        }
        let cycles = thresholds.cycles.max(1);
        if candidate.listed.len() >= cycles && candidate.listed[..cycles].iter().all(|l| !l) {
            let rule = reason::slow_not_promoted(cycles, candidate.on_hand());
            add(rule, free, value_of(candidate, |_| true, free));
        }
    }
    found
}

/// Cost of `units` out of the chosen lots, oldest first.
fn value_of(candidate: &SlowCandidate, chosen: impl Fn(&Lot) -> bool, units: i64) -> f64 {
    let mut lots: Vec<&Lot> = candidate.lots.iter().filter(|lot| chosen(lot)).collect();
    lots.sort_by_key(|lot| lot.received_on);
    let mut left = units;
    let mut value = 0.0;
    for lot in lots {
        let taken = lot.quantity.clamp(0, left.max(0));
        left -= taken;
        let cost = lot.unit_cost.filter(|cost| cost.is_finite() && *cost > 0.0);
        value += cost.unwrap_or(0.0) * taken as f64;
    }
    value
}

/// What the actions assume; shown to the seller beside their results.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActionTerms {
    /// Days in which a clearance is to be over.
    pub clear_days: f64,
    /// Price elasticity of demand: a price cut of p multiplies demand by (1 − p)^−e. From the
    /// shop's own price response where there is one, else this assumption.
    pub elasticity: f64,
    /// Largest price cut, 0–1.
    pub most_cut: f64,
    /// Holding cost, share of cost a year.
    pub holding_cost_rate: f64,
    /// What unsellable stock brings, share of its cost.
    pub salvage_rate: f64,
    /// A year of holding is the longest that is waited for a sale, in days.
    pub longest_wait_days: f64,
}

impl Default for ActionTerms {
    fn default() -> ActionTerms {
        ActionTerms {
            clear_days: 45.0,
            elasticity: 2.0,
            most_cut: 0.7,
            holding_cost_rate: 0.25,
            salvage_rate: 0.5,
            longest_wait_days: 365.0,
        }
    }
}

/// Another location of the same SKU that could take units.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlet {
    /// The location.
    pub location: Text,
    /// Units it could sell within the clearance's days beyond what it has.
    pub room: i64,
    /// Cost of moving one unit there, base currency.
    pub cost_per_unit: f64,
}

/// The three actions on `units` slow units, priced, best first. Without a price or cost nothing
/// can be priced, and the list is empty.
#[must_use]
pub fn actions(
    candidate: &SlowCandidate,
    units: i64,
    outlets: &[Outlet],
    terms: &ActionTerms,
    as_of: Day,
) -> Vec<Reason> {
    let cost = value_of(candidate, |_| true, units) / units.max(1) as f64;
    let (Some(price), true) = (
        candidate.price.filter(|p| p.is_finite() && *p > 0.0),
        units > 0,
    ) else {
        return Vec::new();
    };
    let units_f = units as f64;
    let rate = candidate.daily_demand.max(0.0);
    // What keeping them brings: sold at full price as demand comes, held in the meantime; what a
    // year does not sell goes for salvage.
    let floor = hold_value(price, cost, rate, units_f, terms);
    let mut found: Vec<(f64, Reason)> = Vec::new();

    let cut = cut_that_clears(rate, units_f, terms);
    let cleared = price * (1.0 - cut);
    let held = cost * terms.holding_cost_rate / 365.0 * terms.clear_days / 2.0;
    let sold = (rate * (1.0 - cut).powf(-terms.elasticity) * terms.clear_days).min(units_f);
    let cash = cleared * sold + cost * terms.salvage_rate * (units_f - sold);
    let by = as_of + terms.clear_days.round() as i32;
    if cut > 0.0 {
        found.push((
            cash - held * units_f,
            reason::clear(100.0 * cut, cleared, by, cash),
        ));
    }
    for outlet in outlets
        .iter()
        .filter(|outlet| outlet.room > 0 && outlet.cost_per_unit >= 0.0)
    {
        let moved = outlet.room.min(units);
        let fee = outlet.cost_per_unit * moved as f64;
        let stays = hold_value(price, cost, rate, (units - moved) as f64, terms);
        let total = (price - held) * moved as f64 - fee + stays;
        if total > floor {
            let gain = total - floor;
            found.push((
                total,
                reason::move_stock(moved, &outlet.location, fee, gain),
            ));
        }
    }
    // The least price that beats holding it is what holding brings for a unit.
    let least = (floor / units_f).max(0.0);
    found.push((floor, reason::sell_in_bulk(units, least, least * units_f)));
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, action)| action).collect()
}

/// Value of keeping `units`: sales at full price until the longest wait less holding, plus
/// salvage of the rest.
fn hold_value(price: f64, cost: f64, rate: f64, units: f64, terms: &ActionTerms) -> f64 {
    let sold = (rate * terms.longest_wait_days).min(units);
    let days = if rate > 0.0 {
        sold / rate
    } else {
        terms.longest_wait_days
    };
    let per_day = cost * terms.holding_cost_rate / 365.0;
    let held = per_day * (sold * days / 2.0 + (units - sold) * terms.longest_wait_days);
    price * sold + cost * terms.salvage_rate * (units - sold) - held
}

/// The price cut that sells `units` within the clearance's days at this elasticity:
/// 1 − (rate · days ÷ units)^(1 ÷ e), at most the largest cut.
#[must_use]
pub fn cut_that_clears(rate: f64, units: f64, terms: &ActionTerms) -> f64 {
    let share = rate * terms.clear_days / units.max(1.0);
    if share >= 1.0 {
        return 0.0;
    }
    let elasticity = terms.elasticity.clamp(0.1, 20.0);
    (1.0 - share.max(0.0).powf(1.0 / elasticity)).min(terms.most_cut.clamp(0.0, 0.99))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AS_OF: Day = Day(1000);

    fn candidate(
        sku: &str,
        lots: &[(i32, i64)],
        recent: i64,
        last_sale: Option<i32>,
    ) -> SlowCandidate {
        SlowCandidate {
            sku: sku.into(),
            location: "main".into(),
            category: Some("lamps".into()),
            lots: lots
                .iter()
                .map(|(age, quantity)| Lot {
                    received_on: AS_OF - *age,
                    quantity: *quantity,
                    unit_cost: Some(4.0),
                })
                .collect(),
            recent_units: recent,
            last_sale_on: last_sale.map(|days| AS_OF - days),
            first_seen_on: Some(AS_OF - 200),
            listed: Vec::new(),
            event_units: 0,
            price: Some(10.0),
            daily_demand: 0.1,
        }
    }

    fn fired(candidates: &[SlowCandidate]) -> Vec<(usize, String, i64, f64)> {
        slow_stock(candidates, &SlowThresholds::default(), AS_OF)
            .into_iter()
            .map(|f| (f.candidate, f.rule.code, f.units, f.value_at_cost))
            .collect()
    }

    /// Category mean 50 on hand: 90 is above, 10 is not; 5 sold is not below 5.
    #[test]
    fn low_sales_and_more_than_the_category() {
        let slow = candidate("A", &[(20, 90)], 4, Some(3));
        let fast = candidate("B", &[(20, 90)], 5, Some(3));
        let few = candidate("C", &[(20, 10)], 0, Some(80));
        let more = candidate("D", &[(20, 10)], 9, Some(1));
        assert_eq!(
            fired(&[slow, fast, few, more]),
            [(0, "slow_low_sales".into(), 90, 360.0)]
        );
        let mut young = candidate("A", &[(20, 90)], 0, None);
        young.first_seen_on = Some(AS_OF - 29);
        assert_eq!(fired(&[young, candidate("B", &[(20, 10)], 9, Some(1))]), []);
    }

    /// By lot: only what is older than 90 days counts, and only where nothing sold in that time.
    #[test]
    fn old_lots_without_a_sale() {
        let old = |last_sale| candidate("A", &[(91, 6), (90, 3), (10, 2)], 9, last_sale);
        assert_eq!(
            fired(&[old(Some(91))]),
            [(0, "slow_old_lot".into(), 6, 24.0)]
        );
        assert_eq!(fired(&[old(None)]), [(0, "slow_old_lot".into(), 6, 24.0)]);
        assert_eq!(fired(&[old(Some(90))]), []);
    }

    #[test]
    fn three_cycles_without_promotion_and_event_stock() {
        let mut item = candidate("A", &[(5, 8)], 9, Some(1));
        item.listed = vec![false, false];
        assert_eq!(fired(std::slice::from_ref(&item)), []);
        item.listed = vec![false, false, false, true];
        assert_eq!(
            fired(std::slice::from_ref(&item)),
            [(0, "slow_not_promoted".into(), 8, 32.0)]
        );
        item.event_units = 3;
        assert_eq!(fired(std::slice::from_ref(&item))[0].2, 5);
        item.event_units = 8;
        assert_eq!(fired(&[item]), []);
    }

    /// 0.1 a day × 45 days = 4.5 of 18 units is a quarter; at elasticity 2 half the price sells
    /// four times as much.
    #[test]
    fn the_cut_that_clears_by_hand() {
        let terms = ActionTerms::default();
        assert!((cut_that_clears(0.1, 18.0, &terms) - 0.5).abs() < 1e-12);
        assert_eq!(cut_that_clears(0.1, 4.0, &terms), 0.0);
        assert_eq!(cut_that_clears(0.0, 4.0, &terms), 0.7);
    }

    #[test]
    fn actions_are_priced_and_ranked() {
        let item = candidate("A", &[(100, 100)], 0, None);
        let outlet = Outlet {
            location: "west".into(),
            room: 60,
            cost_per_unit: 0.5,
        };
        let found = actions(&item, 100, &[outlet], &ActionTerms::default(), AS_OF);
        let codes: Vec<_> = found.iter().map(|action| action.code.as_str()).collect();
        assert_eq!(codes[0], "move_stock", "{found:?}");
        assert!(codes.contains(&"clear") && codes.contains(&"sell_in_bulk"));
        // Keeping 100: 36.5 sell at 10 in the year, the rest brings 2; held ½ and 1 year.
        let worth = 365.0 + 127.0 - 36.5 / 2.0 - 63.5;
        let bulk = found
            .iter()
            .find(|action| action.code == "sell_in_bulk")
            .expect("priced");
        let price = bulk.params["price"].as_f64().expect("a number");
        assert!((price - worth / 100.0).abs() < 1e-4, "{price}");
        let mut unpriced = item;
        unpriced.price = None;
        assert_eq!(
            actions(&unpriced, 100, &[], &ActionTerms::default(), AS_OF),
            []
        );
    }
}

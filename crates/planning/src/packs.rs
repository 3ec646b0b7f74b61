//! From need to a quantity the supplier sells: least quantity and whole packs.

use crate::demand::Demand;
use crate::policy::Economics;
use crate::reason::{self, Reason};
use crate::value::Value;

/// The largest order line ever proposed, in units: a larger one comes from a misread cell.
pub const MOST_ORDER: i64 = 1_000_000_000;

/// Least quantity and pack size of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packs {
    /// Units in a pack, 1 to one more than [`MOST_ORDER`].
    pub pack_size: i64,
    /// Least order in whole packs, in units. Above [`MOST_ORDER`] nothing can be ordered.
    pub least: i64,
}

impl Packs {
    /// Reads a least quantity and pack size; what is below one counts as one, what is beyond
    /// any order stays beyond.
    #[must_use]
    pub fn of(moq: i64, pack_size: i64) -> Packs {
        let pack_size = pack_size.clamp(1, MOST_ORDER + 1);
        let least = round_up(moq.clamp(1, MOST_ORDER + 1), pack_size);
        Packs { pack_size, least }
    }
}

/// The next multiple of `pack` at or above `units`; both at least 1.
pub(crate) fn round_up(units: i64, pack: i64) -> i64 {
    units.saturating_add(pack - 1) / pack * pack
}

/// Rounds a need to what the supplier sells, or to nothing where that is better.
///
/// `money` is `None` where price or cost is unknown or a service level is asked for: then packs
/// are rounded up and a least quantity is taken unless it lasts beyond `longest_days`.
pub(crate) fn rounded<D: Demand>(
    need: i64,
    packs: Packs,
    value: &Value<'_, D>,
    money: Option<&Economics>,
    longest_days: f64,
) -> (i64, Vec<Reason>) {
    if need <= 0 {
        return (0, Vec::new());
    }
    let Packs { pack_size, least } = packs;
    let need = need.min(MOST_ORDER);
    let up = round_up(need, pack_size);
    if least > need {
        return least_lot(need, packs, value, money, longest_days);
    }
    let down = (need / pack_size * pack_size).max(least);
    let keeps_down = down < up
        && money
            .is_some_and(|money| value.gain(money, down as f64) >= value.gain(money, up as f64));
    let quantity = if keeps_down { down } else { up };
    let mut reasons = Vec::new();
    if quantity < need {
        reasons.push(reason::rounded_down(need, pack_size, quantity));
    } else if quantity > need {
        reasons.push(reason::rounded_up(need, pack_size, quantity));
    }
    if quantity > MOST_ORDER {
        let quantity = MOST_ORDER / pack_size * pack_size;
        return (quantity, vec![reason::quantity_capped(quantity)]);
    }
    (quantity, reasons)
}

/// A least lot above the need: bought where it is used up in time, earns its keep, and not
/// buying it for another review period would cost more than holding it.
fn least_lot<D: Demand>(
    need: i64,
    packs: Packs,
    value: &Value<'_, D>,
    money: Option<&Economics>,
    longest_days: f64,
) -> (i64, Vec<Reason>) {
    let least = packs.least;
    let units = least as f64;
    if least > MOST_ORDER || value.lasts_longer_than(units, longest_days) {
        let a_year = value.mean_of_year().max(1e-9);
        return (
            0,
            vec![reason::moq_too_large(least, (units / a_year).min(9_999.0))],
        );
    }
    if let Some(money) = money {
        let gain = value.lot_gain(money, units);
        if gain <= 0.0 {
            return (0, vec![reason::moq_not_worth(least, -gain)]);
        }
        if !value.worth_now(money, units) {
            return (0, vec![reason::moq_can_wait(least, need)]);
        }
    }
    let why = if packs.pack_size == least {
        reason::rounded_up(need, packs.pack_size, least)
    } else {
        reason::raised_to_moq(need, least, least)
    };
    (least, vec![why])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::SteadyCount;
    use crate::item::{Item, Settings};
    use crate::lead_time::LeadTime;
    use crate::policy::{Policy, policy_of};
    use domain::Day;

    fn shop(per_day: f64, price: f64) -> (Item<SteadyCount>, Policy) {
        let demand = SteadyCount::poisson(per_day);
        let mut item = Item::new("S", "L", demand, LeadTime::stated(28.0, 4.0));
        (item.price, item.unit_cost) = (Some(price), Some(4.0));
        let policy = policy_of(&item, &Settings::new(Day(0)), 0);
        (item, policy)
    }

    fn round(per_day: f64, price: f64, need: i64, moq: i64, pack: i64) -> (i64, Vec<String>) {
        let (item, policy) = shop(per_day, price);
        let value = Value::new(&item.demand, &policy, need as f64);
        let money = policy.economics.as_ref();
        let (quantity, reasons) = rounded(need, Packs::of(moq, pack), &value, money, 730.0);
        (quantity, reasons.into_iter().map(|r| r.code).collect())
    }

    #[test]
    fn multiples_stand_and_singles_are_exact() {
        assert_eq!(round(2.0, 10.0, 37, 1, 1), (37, vec![]));
        assert_eq!(round(2.0, 10.0, 48, 48, 24), (48, vec![]));
        assert_eq!(round(2.0, 10.0, 0, 10, 10), (0, vec![]));
    }

    /// With a good margin missing 11 units hurts more than 1 unit too many, and 1 missing unit
    /// less than 11 too many.
    #[test]
    fn packs_round_to_the_better_side() {
        assert_eq!(round(2.0, 10.0, 47, 1, 12), (48, vec!["rounded_up".into()]));
        assert_eq!(
            round(2.0, 10.0, 37, 1, 12),
            (36, vec!["rounded_down".into()])
        );
    }

    #[test]
    fn a_least_quantity_is_taken_refused_or_put_off() {
        assert_eq!(
            round(2.0, 10.0, 37, 60, 12),
            (60, vec!["raised_to_moq".into()])
        );
        assert_eq!(round(2.0, 4.5, 1, 400, 1), (0, vec!["moq_can_wait".into()]));
        assert_eq!(
            round(2.0, 10.0, 37, 7_300, 1),
            (0, vec!["moq_too_large".into()])
        );
        assert_eq!(
            round(2.0, 4.2, 37, 1_200, 1),
            (0, vec!["moq_not_worth".into()])
        );
    }

    #[test]
    fn a_huge_need_or_pack_stays_within_bounds() {
        let (quantity, codes) = round(2.0, 10.0, i64::MAX, i64::MIN, -5);
        assert_eq!((quantity, codes), (MOST_ORDER, vec![]));
        assert_eq!(round(2.0, 10.0, 5, i64::MAX, i64::MAX).0, 0);
    }
}

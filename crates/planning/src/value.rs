//! What units bought now are expected to earn.

use crate::demand::{Demand, Sound};
use crate::policy::{Economics, Policy};

/// Units sold later than a year from now are not counted on: most assortments change sooner.
const SOLD_WITHIN_DAYS: f64 = 365.0;

/// Values orders of one item. Money is in base currency.
pub struct Value<'a, D> {
    demand: Sound<'a, D>,
    policy: &'a Policy,
    /// Supply that the order is added to, in units: chosen so that supply + need is the target,
    /// so that the gain of a unit turns from plus to minus exactly at the need, under either rule.
    supply: f64,
}

impl<'a, D: Demand> Value<'a, D> {
    /// Values orders of an item whose target is `policy.target` and whose need is `need`
    /// (negative where there is too much).
    pub fn new(demand: &'a D, policy: &'a Policy, need: f64) -> Value<'a, D> {
        Value {
            demand: Sound(demand),
            policy,
            supply: policy.target - need,
        }
    }

    /// Expected units of `quantity` that are sold within `days` and would not be without them:
    /// E\[(D−s)⁺\] − E\[(D−s−Q)⁺\].
    #[must_use]
    pub fn sold_of(&self, quantity: f64, days: f64) -> f64 {
        let short = |units| self.demand.shortage(days, self.policy.lead_sd_days, units);
        (short(self.supply) - short(self.supply + quantity)).clamp(0.0, quantity.max(0.0))
    }

    /// Expected gain of ordering `quantity` now against nothing for this interval: underage ·
    /// units it sells − overage · units it leaves at the end of the interval (newsvendor).
    #[must_use]
    pub fn gain(&self, money: &Economics, quantity: f64) -> f64 {
        let sold = self.sold_of(quantity, self.policy.protection_days);
        money.underage * sold - money.overage * (quantity - sold)
    }

    /// Expected gain of a lot that lasts beyond the interval, against never buying it: what it
    /// sells until it is used up (a year at most) earns its margin; units are held half of that
    /// time on average; what is left then is unsellable stock.
    #[must_use]
    pub fn lot_gain(&self, money: &Economics, quantity: f64) -> f64 {
        let interval = self.policy.protection_days;
        let until = days_until(&self.demand, self.supply + quantity, SOLD_WITHIN_DAYS)
            .unwrap_or(SOLD_WITHIN_DAYS)
            .max(interval);
        let in_interval = self.sold_of(quantity, interval);
        let sold = self.sold_of(quantity, until).max(in_interval);
        let days = (until - self.policy.lead_days).max(self.policy.review_days);
        let held = (quantity - sold) * days + (sold - in_interval) * days / 2.0;
        let lost = money.overage - money.holding_per_day * self.policy.review_days;
        money.underage * sold - money.holding_per_day * held - lost * (quantity - sold)
    }

    /// Whether ordering `quantity` now earns more than the same order one review period later:
    /// the margin of what would be missed against holding it that much longer.
    #[must_use]
    pub fn worth_now(&self, money: &Economics, quantity: f64) -> bool {
        let missed = self.sold_of(quantity, self.policy.protection_days);
        money.underage * missed > money.holding_per_day * self.policy.review_days * quantity
    }

    /// Mean demand of the coming year.
    #[must_use]
    pub fn mean_of_year(&self) -> f64 {
        self.demand.mean(0.0, 365.0)
    }

    /// Whether the supply with `quantity` lasts longer than `days` at the mean demand.
    #[must_use]
    pub fn lasts_longer_than(&self, quantity: f64, days: f64) -> bool {
        self.demand.mean(0.0, days) < self.supply + quantity
    }
}

/// Days until the mean demand has used up `units`; `None` = not within `longest` days.
pub(crate) fn days_until<D: Demand>(demand: &D, units: f64, longest: f64) -> Option<f64> {
    if units <= 0.0 {
        return Some(0.0);
    }
    if demand.mean(0.0, longest) < units {
        return None;
    }
    let (mut low, mut high) = (0.0, longest);
    while high - low > 0.05 {
        let middle = (low + high) / 2.0;
        if demand.mean(0.0, middle) >= units {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::{Deterministic, SteadyCount};
    use crate::item::{Item, Settings};
    use crate::lead_time::LeadTime;
    use crate::policy::policy_of;
    use domain::Day;

    fn item<D>(demand: D) -> Item<D> {
        let mut item = Item::new("S", "L", demand, LeadTime::stated(28.0, 0.0));
        (item.price, item.unit_cost) = (Some(10.0), Some(4.0));
        item
    }

    /// Two a day, 35 days: 70 units. Of an order of 80 on nothing, 70 earn 6 each and 10 cost
    /// 4·½ + 4·.25·7⁄365 = 2.019178 each.
    #[test]
    fn gain_by_hand() {
        let item = item(Deterministic { per_day: 2.0 });
        let policy = policy_of(&item, &Settings::new(Day(0)), 0);
        let money = policy.economics.expect("known");
        let value = Value::new(&item.demand, &policy, 70.0);
        assert!((value.gain(&money, 80.0) - (420.0 - 20.191_78)).abs() < 1e-4);
        // As a lot the 10 are sold by day 40: +60, and held (40 − 28) ÷ 2 days on average.
        let held = 10.0 * 6.0 * 4.0 * 0.25 / 365.0;
        assert!((value.lot_gain(&money, 80.0) - (480.0 - held)).abs() < 0.05);
        assert!(value.lasts_longer_than(80.0, 39.0) && !value.lasts_longer_than(80.0, 40.0));
    }

    /// The gain of the next unit turns at the target: that is what the critical ratio means.
    #[test]
    fn the_gain_peaks_at_the_need() {
        let item = item(SteadyCount::poisson(0.5));
        let policy = policy_of(&item, &Settings::new(Day(0)), 0);
        let money = policy.economics.expect("known");
        let need = policy.target - 6.0;
        let value = Value::new(&item.demand, &policy, need);
        let best = (0..60)
            .max_by(|a, b| {
                let gain = |q: &i32| value.gain(&money, f64::from(*q));
                gain(a).total_cmp(&gain(b))
            })
            .map(f64::from);
        assert_eq!(best, Some(need));
    }
}

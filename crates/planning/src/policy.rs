//! How much is enough: critical ratio, protection interval, target, reorder point.
//!
//! The newsvendor's critical ratio q = underage ÷ (underage + overage) and the order-up-to level
//! as the q-quantile of the demand over lead time + review period are textbook results; that the
//! overage must hold the loss on unsellable stock beside the holding cost was measured on an open
//! data set of a gift shop (without it the orders were far too large).

use crate::demand::{Demand, Sound};
use crate::item::{Item, Objective, Rule, Settings, within};
use crate::reason::{self, Reason};

/// Lowest and highest ratio an order is sized by: outside it the quantile is mostly the shape
/// that was assumed for the tail.
pub const RATIO_RANGE: (f64, f64) = (0.02, 0.995);

/// Below this ratio the stock left at arrival matters, and orders are simulated.
pub const SIMULATE_BELOW: f64 = 0.85;

/// What one unit too few and one too many cost, in base currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Economics {
    /// Selling price.
    pub price: f64,
    /// Unit cost.
    pub unit_cost: f64,
    /// Cost of one unit short: (price − cost) · lost-sale factor; negative where a sale loses.
    pub underage: f64,
    /// Cost of one unit left over an interval: cost · (1 − salvage) + cost · holding · review ÷
    /// 365. At least a millionth of the cost, so that the ratio stays defined.
    pub overage: f64,
    /// Cost of holding one unit for one day.
    pub holding_per_day: f64,
}

impl Economics {
    /// The economics of a price and a cost, where both are known, finite and above zero.
    #[must_use]
    pub fn of(
        price: Option<f64>,
        unit_cost: Option<f64>,
        settings: &Settings,
        review_days: f64,
    ) -> Option<Economics> {
        let known = |value: Option<f64>| value.filter(|v| v.is_finite() && *v > 0.0);
        let (price, unit_cost) = (known(price)?, known(unit_cost)?);
        let holding = within(settings.holding_cost_rate, 0.0, 100.0, 0.25);
        let salvage = within(settings.salvage_rate, 0.0, 1.0, 0.5);
        let factor = within(settings.lost_sale_cost_factor, 0.0, 100.0, 1.0);
        let holding_per_day = unit_cost * holding / 365.0;
        let overage = unit_cost * (1.0 - salvage) + holding_per_day * review_days;
        Some(Economics {
            price,
            unit_cost,
            underage: (price - unit_cost) * factor,
            overage: overage.max(unit_cost * 1e-6),
            holding_per_day,
        })
    }

    /// underage ÷ (underage + overage); 0 where a sale loses money.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        if self.underage <= 0.0 {
            0.0
        } else {
            self.underage / (self.underage + self.overage)
        }
    }
}

/// Moves a ratio by `shift` on the logit scale: ln(q ÷ (1 − q)) + shift.
#[must_use]
pub fn shifted(ratio: f64, shift: f64) -> f64 {
    let (low, high) = RATIO_RANGE;
    let ratio = within(ratio, low, high, 0.9);
    let shift = within(shift, -10.0, 10.0, 0.0);
    let logit = (ratio / (1.0 - ratio)).ln() + shift;
    (1.0 / (1.0 + (-logit).exp())).clamp(low, high)
}

/// What an item's order is sized by.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Mean lead time, the supplier's closures included, days.
    pub lead_days: f64,
    /// Its standard deviation, days.
    pub lead_sd_days: f64,
    /// Review period, days.
    pub review_days: f64,
    /// Lead time + review period, days.
    pub protection_days: f64,
    /// Ratio, 0–1, the seller's calibration included.
    pub ratio: f64,
    /// Prices and costs where both are known.
    pub economics: Option<Economics>,
    /// Mean demand of the protection interval.
    pub mean_demand: f64,
    /// Order-up-to level of the position rule, units.
    pub target: f64,
    /// Whether the order is to be simulated with lost sales instead.
    pub simulate: bool,
    /// Why nothing may be ordered at all, where that is so.
    pub refused: Option<Reason>,
    /// Codes of what was used.
    pub reasons: Vec<Reason>,
}

/// Sizes an item: protection interval, ratio and target. `closed_days` is what closures add to
/// the lead time.
pub fn policy_of<D: Demand>(item: &Item<D>, settings: &Settings, closed_days: i32) -> Policy {
    let demand = Sound(&item.demand);
    let (mean_lead, lead_sd_days) = item.lead_time.days();
    let lead_days = mean_lead + f64::from(closed_days.max(0));
    let review_days = settings.review(item);
    let protection_days = lead_days + review_days;
    let economics = Economics::of(item.price, item.unit_cost, settings, review_days);
    let mut reasons = Vec::new();
    let mut refused = None;

    let simulates = |ratio: f64| match settings.rule {
        Rule::Position => false,
        Rule::Simulate => true,
        Rule::Auto => is_simulated(ratio, lead_days, review_days),
    };
    let assumed = within(settings.unpriced_service_level, 0.0, 1.0, 0.9);
    let (ratio, of_money) = match (settings.objective, &economics) {
        (Objective::ServiceLevel(level), _) => {
            let (low, high) = RATIO_RANGE;
            (within(level, low, high, 0.95), false)
        }
        (Objective::Profit, Some(money)) if money.underage <= 0.0 => {
            refused = Some(reason::cost_above_price(money.unit_cost, money.price));
            (RATIO_RANGE.0, true)
        }
        (Objective::Profit, Some(money)) => {
            let formula = shifted(money.ratio(), 0.0);
            // The past was played with simulated orders: it says nothing of the other rule.
            if simulates(formula) && settings.ratio_logit_shift != 0.0 {
                let moved = shifted(formula, settings.ratio_logit_shift);
                reasons.push(reason::ratio_moved_halfway(100.0 * formula, 100.0 * moved));
                (moved, true)
            } else {
                (formula, true)
            }
        }
        (Objective::Profit, None) => (shifted(assumed, 0.0), false),
    };
    if economics.is_none() {
        let percent = 100.0 * ratio;
        let has = |value: Option<f64>| value.is_some_and(|v| v.is_finite() && v > 0.0);
        if !has(item.unit_cost) {
            reasons.push(reason::cost_missing(percent));
        }
        if !has(item.price) {
            reasons.push(reason::price_missing(percent));
        }
    } else if let (Objective::ServiceLevel(_), Some(money)) = (settings.objective, &economics)
        && money.underage <= 0.0
    {
        // The seller asked for service whatever it costs; he is told, not overruled.
        reasons.push(reason::cost_above_price(money.unit_cost, money.price));
    }

    let mean_demand = demand.mean(0.0, protection_days);
    let uncapped = demand.quantile(protection_days, lead_sd_days, ratio);
    let target = uncapped.min(ceiling(mean_demand));
    if target < uncapped {
        reasons.push(reason::target_capped(target.round(), uncapped.round()));
    }
    match &economics {
        Some(money) if of_money => reasons.push(reason::target_at_ratio(
            target.round(),
            100.0 * ratio,
            money.underage,
            money.overage,
        )),
        _ => reasons.push(reason::target_at_service_level(
            target.round(),
            100.0 * ratio,
        )),
    }
    // The border lies on the formula's ratio: a correction must not change the rule it was found
    // under.
    let simulate = match (settings.objective, &economics) {
        (Objective::Profit, Some(money)) => simulates(shifted(money.ratio(), 0.0)),
        _ => simulates(ratio),
    };
    Policy {
        lead_days,
        lead_sd_days,
        review_days,
        protection_days,
        ratio,
        economics,
        mean_demand,
        target,
        simulate,
        refused,
        reasons,
    }
}

/// Whether orders are simulated with lost sales rather than sized by the position rule: the
/// ratio is low, or the lead time short against the review period (both in days).
#[must_use]
pub fn is_simulated(ratio: f64, lead_days: f64, review_days: f64) -> bool {
    ratio < SIMULATE_BELOW || lead_days < 2.0 * review_days
}

/// The most an order-up-to level may be: twice the mean demand and three units. It guards
/// against a wild tail of the forecast and cost nothing where it was measured.
#[must_use]
pub fn ceiling(mean_demand: f64) -> f64 {
    2.0 * mean_demand + 3.0
}

/// Reorder point: mean demand over the lead time + safety stock, where safety stock is target −
/// mean demand of the protection interval; at least 0.
#[must_use]
pub fn reorder_point(lead_demand: f64, target: f64, interval_demand: f64) -> f64 {
    (lead_demand + target - interval_demand).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::{Deterministic, SteadyCount};
    use crate::lead_time::LeadTime;
    use domain::Day;
    use rstest::rstest;

    fn settings() -> Settings {
        Settings::new(Day(1000))
    }

    /// Cost 1, price 2, holding 10.4 a year, salvage 1, weekly: 1 short costs 1, 1 left 0.2.
    #[test]
    fn ratio_of_the_weekly_stores_by_hand() {
        let mut s = settings();
        (s.holding_cost_rate, s.salvage_rate) = (10.4, 1.0);
        let money = Economics::of(Some(2.0), Some(1.0), &s, 7.0).expect("both are known");
        assert!((money.overage - 0.199_452).abs() < 1e-5);
        assert!((money.ratio() - 0.833_714).abs() < 1e-5);
    }

    /// Cost .45 of the price, half salvaged, 25 % holding, weekly: .55 ÷ (.55 + .225 + .00216).
    #[test]
    fn salvage_and_holding_enter_the_ratio() {
        let money = Economics::of(Some(1.0), Some(0.45), &settings(), 7.0).expect("known");
        assert!(
            (money.ratio() - 0.707_707).abs() < 1e-5,
            "{}",
            money.ratio()
        );
    }

    #[rstest]
    #[case(None, Some(1.0))]
    #[case(Some(0.0), Some(1.0))]
    #[case(Some(f64::NAN), Some(1.0))]
    #[case(Some(2.0), Some(-1.0))]
    fn unknown_money_is_no_economics(#[case] price: Option<f64>, #[case] cost: Option<f64>) {
        assert_eq!(Economics::of(price, cost, &settings(), 7.0), None);
    }

    #[test]
    fn shifts_move_on_the_logit_scale() {
        assert!((shifted(0.8, 0.0) - 0.8).abs() < 1e-12);
        assert!((shifted(0.5, 3_f64.ln()) - 0.75).abs() < 1e-12);
        assert_eq!(shifted(0.99, 9.0), 0.995);
        assert!(shifted(f64::NAN, f64::NAN).is_finite());
    }

    fn item() -> Item<Deterministic> {
        let lead = LeadTime::stated(28.0, 0.0);
        let mut item = Item::new("S", "L", Deterministic { per_day: 2.0 }, lead);
        (item.price, item.unit_cost) = (Some(10.0), Some(4.0));
        item
    }

    #[test]
    fn known_demand_needs_no_safety_stock() {
        let policy = policy_of(&item(), &settings(), 0);
        assert_eq!((policy.protection_days, policy.target), (35.0, 70.0));
        assert_eq!(reorder_point(56.0, policy.target, 70.0), 56.0);
        assert_eq!(policy_of(&item(), &settings(), 10).target, 90.0);
    }

    #[test]
    fn selling_at_a_loss_is_refused_and_a_service_level_is_only_warned() {
        let mut item = item();
        item.unit_cost = Some(11.0);
        let policy = policy_of(&item, &settings(), 0);
        assert_eq!(
            policy.refused.map(|r| r.code),
            Some("cost_above_price".into())
        );
        let mut s = settings();
        s.objective = Objective::ServiceLevel(0.95);
        let policy = policy_of(&item, &s, 0);
        assert_eq!((policy.refused, policy.ratio), (None, 0.95));
        assert!(policy.reasons.iter().any(|r| r.code == "cost_above_price"));
    }

    #[test]
    fn the_ceiling_holds_a_wild_tail() {
        let lead = LeadTime::stated(10.0, 0.0);
        let demand = SteadyCount {
            per_day: 0.05,
            variance_to_mean: 30.0,
        };
        let mut item = Item::new("S", "L", demand, lead);
        (item.price, item.unit_cost) = (Some(100.0), Some(1.0));
        let policy = policy_of(&item, &settings(), 0);
        assert_eq!(policy.target, 2.0 * 0.85 + 3.0);
        assert!(policy.reasons.iter().any(|r| r.code == "target_capped"));
    }

    #[rstest]
    #[case(14.0, 7.0, 0.95, false)]
    #[case(13.0, 7.0, 0.95, true)]
    #[case(60.0, 7.0, 0.84, true)]
    fn the_rule_follows_lead_and_ratio(
        #[case] lead: f64,
        #[case] review: f64,
        #[case] level: f64,
        #[case] simulate: bool,
    ) {
        let mut s = settings();
        (s.review_days, s.objective) = (review, Objective::ServiceLevel(level));
        let mut item = item();
        item.lead_time = LeadTime::stated(lead, 0.0);
        assert_eq!(policy_of(&item, &s, 0).simulate, simulate);
    }
}

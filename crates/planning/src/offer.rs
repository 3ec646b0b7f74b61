//! Ways to buy a SKU, and which of them serves it best.
//!
//! Offers are compared by what one unit costs in the long run, everything included: the price at
//! the usual order, freight, the money bound on the way and in stock, and the margin of the sales
//! that are lost between orders. A slow supplier or one that keeps nobody's word needs more stock
//! and loses more sales; a dear one costs more. The least sum is the most profit, as sales lost
//! are part of it.

use domain::{Text, Transport, UnitPrice};

use crate::demand::{Demand, Sound};
use crate::item::{Item, Objective, Settings};
use crate::lead_time::{LeadTime, closure_days};
use crate::packs::MOST_ORDER;
use crate::policy::policy_of;
use crate::position::closures_of;

/// A price that holds for the whole order from a quantity on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceBreak {
    /// Least units of the order.
    pub min_quantity: i64,
    /// What the supplier is paid for a unit, base currency.
    pub unit_cost: f64,
    /// The same as quoted.
    pub quoted: Option<UnitPrice>,
}

/// One way to buy a SKU: a supplier, a transport and their terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Supplier.
    pub supplier: Option<Text>,
    /// How the goods travel, where known.
    pub transport: Option<Transport>,
    /// Prices, least quantity first; empty where no price is known.
    pub prices: Vec<PriceBreak>,
    /// Freight and other costs of bringing a unit in that do not depend on its price, base currency.
    pub freight: f64,
    /// Those that do, such as duty: share of the price.
    pub price_share: f64,
    /// Least quantity of an order.
    pub moq: i64,
    /// Units in a pack.
    pub pack_size: i64,
    /// Lead time with its evidence.
    pub lead_time: LeadTime,
    /// Days between two orders at this supplier, where it differs from the shop's.
    pub review_days: Option<f64>,
}

impl Offer {
    /// The prices that are sound, with their index: what is no number, or not above zero, is a
    /// misread cell.
    pub fn sound_prices(&self) -> impl DoubleEndedIterator<Item = (usize, &PriceBreak)> {
        let is_sound = |price: &PriceBreak| price.unit_cost.is_finite() && price.unit_cost > 0.0;
        self.prices
            .iter()
            .enumerate()
            .filter(move |(_, price)| is_sound(price))
    }

    /// Index of the price of an order of `quantity` units: the last whose least quantity it
    /// reaches, else the first; `None` where no price is known.
    #[must_use]
    pub fn price_at(&self, quantity: i64) -> Option<usize> {
        let reached = |price: &PriceBreak| price.min_quantity <= quantity;
        let first = self.sound_prices().next();
        self.sound_prices()
            .rev()
            .find(|(_, price)| reached(price))
            .or(first)
            .map(|(at, _)| at)
    }

    /// Least units of an order: the supplier's own, or what the first price asks for.
    #[must_use]
    pub fn least(&self) -> i64 {
        let first = self.sound_prices().next();
        self.moq
            .max(first.map_or(1, |(_, price)| price.min_quantity))
    }

    /// Landed cost of a unit at a price of this offer; freight that is no number counts as none.
    #[must_use]
    pub fn landed(&self, price: &PriceBreak) -> f64 {
        price.unit_cost + self.brought_in(price)
    }

    /// What is added to a price until the unit lies in the warehouse; no number counts as none.
    fn brought_in(&self, price: &PriceBreak) -> f64 {
        let sound = |value: f64| {
            if value.is_finite() {
                value.max(0.0)
            } else {
                0.0
            }
        };
        sound(self.freight) + sound(self.price_share) * price.unit_cost
    }

    /// The item bought by this offer at one of its prices. Where the price asks for more units
    /// than the supplier's least quantity, they are the least quantity.
    pub(crate) fn applied<D>(&self, mut item: Item<D>, price: Option<usize>) -> Item<D> {
        let price = price.and_then(|at| self.prices.get(at));
        item.supplier.clone_from(&self.supplier);
        item.transport = self.transport;
        item.unit_cost = price.map(|price| self.landed(price));
        item.quoted = price.and_then(|price| price.quoted);
        item.freight = price.map_or(0.0, |price| self.brought_in(price));
        item.moq = self.moq;
        item.pack_size = self.pack_size;
        item.lead_time = self.lead_time.clone();
        item.review_days = self.review_days;
        item
    }
}

/// What a unit costs in the long run, base currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LongRun {
    /// The least quantity lasts longer than the shop accepts.
    pub blocked: bool,
    /// Cost of a unit, everything included; `None` where no price is known.
    pub cost: Option<f64>,
}

/// What a unit of the item costs in the long run by one of its offers:
/// landed cost + (holding of pipeline, safety stock and half an order + margin of lost sales) ÷
/// demand, all a day. Safety stock and lost sales are those of the order-up-to level.
pub(crate) fn long_run<D: Demand>(item: &Item<&D>, offer: &Offer, settings: &Settings) -> LongRun {
    let priced = offer.applied(item.clone(), offer.price_at(1));
    let (lead, _) = priced.lead_time.days();
    let (closed, _) = closure_days(settings.as_of, lead, closures_of(&priced, settings));
    let policy = policy_of(&priced, settings, closed);
    let demand = Sound(item.demand);
    let a_day = policy.mean_demand / policy.protection_days;
    let usual = (a_day * policy.review_days).ceil().min(MOST_ORDER as f64);
    let least = offer.least().clamp(1, MOST_ORDER) as f64;
    let order = usual.max(least);
    let longest = crate::item::within(settings.max_cover_days, 1.0, 3_650.0, 730.0);
    let blocked = offer.least() > MOST_ORDER || least > a_day * longest;
    let price = offer
        .price_at(order as i64)
        .and_then(|at| offer.prices.get(at));
    let Some(landed) = price.map(|price| offer.landed(price)) else {
        return LongRun {
            blocked,
            cost: None,
        };
    };
    if !landed.is_finite() || landed <= 0.0 {
        return LongRun {
            blocked,
            cost: None,
        };
    }
    if a_day <= 0.0 {
        return LongRun {
            blocked,
            cost: Some(landed),
        };
    }
    let holding =
        landed * crate::item::within(settings.holding_cost_rate, 0.0, 100.0, 0.25) / 365.0;
    let safety = (policy.target - policy.mean_demand).max(0.0);
    let held = a_day * policy.lead_days + safety + order / 2.0;
    let short = |days: f64| demand.shortage(days, policy.lead_sd_days, policy.target);
    let lost = (short(policy.protection_days) - short(policy.lead_days)).max(0.0);
    let margin = match (settings.objective, &policy.economics) {
        (Objective::Profit, Some(money)) => money.underage.max(0.0),
        _ => 0.0,
    };
    let a_unit = holding * held / a_day + margin * lost / (a_day * policy.review_days);
    LongRun {
        blocked,
        cost: Some(landed + a_unit),
    }
}

/// Which offer serves an item best, with what a unit costs by it and by the next best, where that
/// is known: `(index, cost, Some((other index, its cost)))`. `None` where there is no offer.
pub(crate) type Choice = (usize, Option<f64>, Option<(usize, f64)>);

/// Chooses among the item's offers: those that can be ordered before those that cannot, known
/// costs before unknown ones, the least cost in the long run first; the first listed of equals.
pub(crate) fn choose<D: Demand>(item: &Item<&D>, settings: &Settings) -> Option<Choice> {
    if let [only] = item.offers.as_slice() {
        return Some((0, long_run(item, only, settings).cost, None));
    }
    let mut ranked: Vec<(usize, LongRun)> = item
        .offers
        .iter()
        .map(|offer| long_run(item, offer, settings))
        .enumerate()
        .collect();
    let key = |found: &LongRun| (found.blocked, found.cost.unwrap_or(f64::INFINITY));
    ranked.sort_by(|(_, a), (_, b)| {
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    let (best, found) = *ranked.first()?;
    let other = ranked
        .get(1)
        .and_then(|(at, other)| Some((*at, other.cost?)));
    Some((best, found.cost, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::{Deterministic, SteadyCount};
    use domain::Day;

    fn offer(supplier: &str, cost: f64, lead: f64, sd: f64) -> Offer {
        Offer {
            supplier: Some(supplier.into()),
            transport: None,
            prices: vec![PriceBreak {
                min_quantity: 1,
                unit_cost: cost,
                quoted: None,
            }],
            freight: 0.0,
            price_share: 0.0,
            moq: 1,
            pack_size: 1,
            lead_time: LeadTime::stated(lead, sd),
            review_days: None,
        }
    }

    fn item<D>(demand: D) -> Item<D> {
        let mut item = Item::new("A", "main", demand, LeadTime::stated(28.0, 0.0));
        item.price = Some(10.0);
        item
    }

    /// Two a day for sure, weekly, holding 25 % a year. By the slow offer at 4.00: 60 days on the
    /// way and half of 14 units in stock are 127 units, at 4·.25⁄365 a day and two a day
    /// 0.17397 a unit. By the quick one at 4.20, 10 days: 27 units, 0.03884.
    #[test]
    fn what_a_unit_costs_in_the_long_run_by_hand() {
        let demand = Deterministic { per_day: 2.0 };
        let item = item(&demand);
        let settings = Settings::new(Day(0));
        let cost = |offer: &Offer| long_run(&item, offer, &settings).cost.expect("it is known");
        let slow = cost(&offer("slow", 4.0, 60.0, 0.0));
        let quick = cost(&offer("quick", 4.2, 10.0, 0.0));
        assert!((slow - 4.173_972_6).abs() < 1e-6, "{slow}");
        assert!((quick - 4.238_835_6).abs() < 1e-6, "{quick}");
        let mut with_freight = offer("quick", 4.2, 10.0, 0.0);
        with_freight.freight = 0.3;
        assert!((cost(&with_freight) - 4.5 * (1.0 + 27.0 * 0.25 / 365.0 / 2.0)).abs() < 1e-9);
    }

    #[test]
    fn the_same_price_goes_to_the_one_who_keeps_his_word() {
        let demand = SteadyCount::poisson(2.0);
        let mut item = item(&demand);
        let settings = Settings::new(Day(0));
        item.offers = vec![
            offer("late", 4.0, 30.0, 14.0),
            offer("true", 4.0, 30.0, 2.0),
        ];
        let (best, cost, other) = choose(&item, &settings).expect("there are offers");
        assert_eq!(best, 1);
        assert!(cost < other.map(|(_, cost)| cost));
        // A discount large enough buys the risk.
        item.offers[0].prices[0].unit_cost = 3.0;
        assert_eq!(choose(&item, &settings).map(|found| found.0), Some(0));
    }

    #[test]
    fn an_offer_nobody_can_use_comes_last() {
        let demand = Deterministic { per_day: 0.01 };
        let mut item = item(&demand);
        let mut cheap = offer("cheap", 1.0, 30.0, 2.0);
        cheap.moq = 10_000;
        let mut unpriced = offer("unpriced", 1.0, 30.0, 2.0);
        unpriced.prices.clear();
        item.offers = vec![cheap, unpriced, offer("usable", 5.0, 30.0, 2.0)];
        let found = choose(&item, &Settings::new(Day(0)));
        assert_eq!(found.map(|found| found.0), Some(2));
    }

    #[test]
    fn a_price_holds_from_its_quantity_on() {
        let mut offer = offer("A", 4.0, 30.0, 2.0);
        offer.prices.push(PriceBreak {
            min_quantity: 100,
            unit_cost: 3.5,
            quoted: None,
        });
        let of = |quantity| offer.price_at(quantity);
        assert_eq!(
            (of(0), of(99), of(100), of(900)),
            (Some(0), Some(0), Some(1), Some(1))
        );
    }
}

//! What would change a line: the same decision with one thing different.

use crate::demand::Demand;
use crate::item::{Item, Objective, Settings};
use crate::proposal::Line;
use crate::purchase::{Least, Purchase, decide};
use crate::transport::QuickPart;
use crate::value::Value;

/// What one change of the world does to a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// `lead_time_plus_one_day`, `price_plus_ten_percent`, `one_more_pack`, `one_pack_less`.
    pub change: &'static str,
    /// Units the line would order.
    pub quantity: i64,
    /// Change of the line's expected profit, base currency.
    pub profit_change: f64,
}

/// What would change a line, before the budget's cut and apart from other locations. A line
/// without a known price or cost has no profit to change, and gets only the changes of its
/// quantity with a profit change of 0. Quantity and profit are those of a split order's parts
/// together.
pub fn what_if<D: Demand>(item: &Item<D>, settings: &Settings) -> Vec<Sensitivity> {
    let now = || item.with_demand(&item.demand);
    let Purchase { line, quick, .. } = decide(now(), settings, Least::Alone);
    let (_, profit) = sums(&line, quick.as_ref());
    let with = |change, other: Item<&D>| {
        let changed = decide(other, settings, Least::Alone);
        let (quantity, after) = sums(&changed.line, changed.quick.as_ref());
        Sensitivity {
            change,
            quantity,
            profit_change: after - profit,
        }
    };
    let mut later = now();
    later.lead_time.mean += 1.0;
    for offer in &mut later.offers {
        offer.lead_time.mean += 1.0;
    }
    let mut dearer = now();
    dearer.price = dearer.price.map(|price| price * 1.1);
    let mut found = vec![
        with("lead_time_plus_one_day", later),
        with("price_plus_ten_percent", dearer),
    ];
    let pack = line.sizing.packs.pack_size;
    let least = line.sizing.packs.least;
    let more = if line.quantity == 0 {
        least
    } else {
        line.quantity.saturating_add(pack)
    };
    found.push(at_quantity("one_more_pack", item, &line, more));
    if line.quantity > 0 {
        let less = if line.quantity > least {
            line.quantity - pack
        } else {
            0
        };
        found.push(at_quantity("one_pack_less", item, &line, less));
    }
    found
}

/// Other terms of an item; what is `None` stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Terms {
    /// Mean lead time, days; offers move by the same days.
    pub lead_time_days: Option<f64>,
    /// Selling price, base currency. Demand does not follow it: what a price does to demand is
    /// told apart from what it does to the order.
    pub price: Option<f64>,
    /// Service level instead of the most profitable ratio.
    pub service: Option<f64>,
}

/// An item's order under some terms, apart from budget, transfers and other locations.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Mean lead time before closures, days.
    pub lead_time_days: f64,
    /// Selling price, base currency.
    pub price: Option<f64>,
    /// Ratio that sized the order.
    pub service: f64,
    /// Units of the order, both parts of a split one.
    pub quantity: i64,
    /// Cost of the order, base currency; `None` where the unit cost is unknown.
    pub cost: Option<f64>,
    /// Expected profit of the order against none, base currency, valued with the item's own
    /// economics; `None` where price or cost is unknown.
    pub expected_profit: Option<f64>,
    /// Reorder point, units.
    pub reorder_point: f64,
    /// Order-up-to level, units.
    pub target: f64,
}

/// Decides an item under other terms.
pub fn under<D: Demand>(item: &Item<D>, settings: &Settings, terms: &Terms) -> Outcome {
    let mut other = item.with_demand(&item.demand);
    let mut settings = settings.clone();
    if let Some(days) = terms.lead_time_days {
        let change = days - other.lead_time.days().0;
        other.lead_time.mean = days;
        for offer in &mut other.offers {
            offer.lead_time.mean = (offer.lead_time.mean + change).max(0.0);
        }
    }
    if let Some(price) = terms.price {
        other.price = Some(price);
    }
    if let Some(level) = terms.service {
        settings.objective = Objective::ServiceLevel(level);
    }
    let lead_time_days = other.lead_time.days().0;
    let price = other.price;
    let Purchase { line, quick, .. } = decide(other, &settings, Least::Alone);
    let (quantity, _) = sums(&line, quick.as_ref());
    let parts = || std::iter::once(&line).chain(quick.iter().map(|part| &part.line));
    let sum = |of: fn(&Line) -> Option<f64>| parts().map(of).sum::<Option<f64>>();
    Outcome {
        lead_time_days,
        price,
        service: line.policy().ratio,
        quantity,
        cost: sum(|line| {
            if line.quantity == 0 {
                Some(0.0)
            } else {
                line.cost()
            }
        }),
        expected_profit: sum(|line| line.expected_profit),
        reorder_point: line.reorder_point,
        target: line.target,
    }
}

/// Units and expected profit of a line and its quick part.
fn sums<D>(line: &Line, quick: Option<&QuickPart<'_, D>>) -> (i64, f64) {
    let quick = quick.map(|part| &part.line);
    let profit = |line: &Line| line.expected_profit.unwrap_or(0.0);
    (
        line.quantity + quick.map_or(0, |line| line.quantity),
        profit(line) + quick.map_or(0.0, profit),
    )
}

fn at_quantity<D: Demand>(
    change: &'static str,
    item: &Item<D>,
    line: &Line,
    quantity: i64,
) -> Sensitivity {
    let policy = &line.sizing.policy;
    let value = Value::new(&item.demand, policy, line.sizing.need);
    let profit_change = policy.economics.as_ref().map_or(0.0, |money| {
        value.gain(money, quantity as f64) - value.gain(money, line.quantity as f64)
    });
    Sensitivity {
        change,
        quantity,
        profit_change,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::SteadyCount;
    use crate::item::Rule;
    use crate::lead_time::LeadTime;
    use domain::Day;

    /// Two a day, 20 on hand, lead 28: one more day of lead time is two more units; 10 % more
    /// price is 1 more a unit sold.
    #[test]
    fn changes_by_hand() {
        let lead = LeadTime::stated(28.0, 0.0);
        let demand = crate::demand::Deterministic { per_day: 2.0 };
        let mut item = Item::new("A", "main", demand, lead);
        (item.price, item.unit_cost, item.on_hand) = (Some(10.0), Some(4.0), Some(20));
        let mut settings = Settings::new(Day(0));
        settings.rule = Rule::Position;
        let found = what_if(&item, &settings);
        let of = |change| {
            let found = found
                .iter()
                .find(|s| s.change == change)
                .expect("it is there");
            (found.quantity, (found.profit_change * 1e4).round() / 1e4)
        };
        assert_eq!(of("lead_time_plus_one_day"), (52, 12.0));
        assert_eq!(of("price_plus_ten_percent"), (50, 50.0));
        assert_eq!(of("one_more_pack"), (51, -2.0192));
        assert_eq!(of("one_pack_less"), (49, -6.0));
    }

    /// Two a day, 20 on hand, lead 28, weekly: 70 − 20 = 50. Five days less are ten units less;
    /// demand is certain, so a service level changes nothing; profit is what is sold at 10 less
    /// its cost of 4, and 2 more of price earn 100 more on 50 units.
    #[test]
    fn other_terms_by_hand() {
        let lead = LeadTime::stated(28.0, 0.0);
        let demand = crate::demand::Deterministic { per_day: 2.0 };
        let mut item = Item::new("A", "main", demand, lead);
        (item.price, item.unit_cost, item.on_hand) = (Some(10.0), Some(4.0), Some(20));
        let mut settings = Settings::new(Day(0));
        settings.rule = Rule::Position;
        let of = |terms: Terms| {
            let found = under(&item, &settings, &terms);
            (
                found.quantity,
                found.cost,
                found.reorder_point,
                found.expected_profit.map(f64::round),
            )
        };
        let now = (50, Some(200.0), 56.0, Some(300.0));
        assert_eq!(of(Terms::default()), now);
        let sooner = Terms {
            lead_time_days: Some(23.0),
            ..Terms::default()
        };
        assert_eq!(of(sooner), (40, Some(160.0), 46.0, Some(240.0)));
        let dearer = Terms {
            price: Some(12.0),
            ..Terms::default()
        };
        assert_eq!(of(dearer), (50, Some(200.0), 56.0, Some(400.0)));
        let surer = Terms {
            service: Some(0.98),
            ..Terms::default()
        };
        assert_eq!(of(surer), now);
        assert_eq!(under(&item, &settings, &surer).service, 0.98);
    }

    #[test]
    fn at_the_optimum_both_neighbours_earn_less() {
        let lead = LeadTime::stated(28.0, 4.0);
        let mut item = Item::new("A", "main", SteadyCount::poisson(1.3), lead);
        (item.price, item.unit_cost, item.on_hand) = (Some(10.0), Some(4.0), Some(5));
        item.pack_size = 6;
        for change in what_if(&item, &Settings::new(Day(0))) {
            if change.change.contains("pack") {
                assert!(change.profit_change <= 0.0, "{change:?}");
            }
        }
    }
}

//! What would change a line: the same decision with one thing different.

use crate::demand::Demand;
use crate::item::{Item, Settings};
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

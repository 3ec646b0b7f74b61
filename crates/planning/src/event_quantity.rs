//! How many units to have for an event: the quantity of most expected profit over its scenarios,
//! what is left after it included.
//!
//! Units left first serve the base demand after the event, where each stands in for one that would
//! be bought, at its cost less the holding until then; the rest goes at the markdown, which is never
//! counted as a gain: it takes buyers from the base. Expected
//! profit is concave and made of straight pieces, so its best point is one of its corners: the
//! demand of a scenario, or that with the base demand after it.

use crate::uplift::Scenario;

/// Units and money of one SKU in an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventGoods {
    /// Units it would sell in the event's days without the event.
    pub base: f64,
    /// Units that the base demand takes in the days after the event in which leftovers are sold.
    pub after: f64,
    /// Days in which they are sold.
    pub after_days: f64,
    /// Price in the event.
    pub price: f64,
    /// Landed cost of a unit.
    pub cost: f64,
    /// What a unit brings after that, beyond the base demand.
    pub markdown_price: f64,
    /// Cost of holding, share of cost a year.
    pub holding_cost_rate: f64,
}

/// The best quantity with what is expected of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EventQuantity {
    /// Units to have at the event's beginning, for base and event.
    pub units: f64,
    /// Expected profit.
    pub profit: f64,
    /// Units expected to be sold in it.
    pub sold: f64,
    /// Units expected to be left after it.
    pub left: f64,
    /// Units expected to be missing.
    pub missed: f64,
}

/// What a quantity is expected to come to.
#[must_use]
pub fn outcome(units: f64, goods: &EventGoods, scenarios: &[Scenario]) -> EventQuantity {
    let held =
        goods.cost * goods.holding_cost_rate.max(0.0) / 365.0 * goods.after_days.max(0.0) / 2.0;
    let mut found = EventQuantity {
        units,
        ..EventQuantity::default()
    };
    for scenario in scenarios {
        let demand = (goods.base * scenario.multiplier).max(0.0);
        let sold = demand.min(units);
        let left = units - sold;
        let reused = left.min(goods.after.max(0.0));
        // Selling what is left adds nothing that the base would not have bought, at best its cost.
        let kept = goods.cost - held;
        let value = reused * kept + (left - reused) * goods.markdown_price.min(kept);
        found.profit += scenario.probability * (sold * goods.price + value - units * goods.cost);
        found.sold += scenario.probability * sold;
        found.left += scenario.probability * left;
        found.missed += scenario.probability * (demand - sold);
    }
    found
}

/// The quantity of most expected profit; the smaller of equals. Nothing where a number is none or
/// the goods lose money on every unit.
#[must_use]
pub fn best(goods: &EventGoods, scenarios: &[Scenario]) -> EventQuantity {
    let numbers = [
        goods.base,
        goods.after,
        goods.price,
        goods.cost,
        goods.markdown_price,
        goods.holding_cost_rate,
    ];
    if numbers.iter().any(|number| !number.is_finite()) || goods.base <= 0.0 {
        return EventQuantity::default();
    }
    let corners = scenarios.iter().flat_map(|scenario| {
        let demand = (goods.base * scenario.multiplier).max(0.0).ceil();
        [demand, demand + goods.after.max(0.0).floor()]
    });
    let mut corners: Vec<f64> = corners.filter(|units| *units < 1e9).collect();
    corners.sort_by(f64::total_cmp);
    let nothing = outcome(0.0, goods, scenarios);
    corners
        .into_iter()
        .map(|units| outcome(units, goods, scenarios))
        .fold(nothing, |best, found| {
            if found.profit > best.profit + 1e-9 {
                found
            } else {
                best
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: [Scenario; 3] = [
        Scenario {
            probability: 0.3,
            multiplier: 1.5,
        },
        Scenario {
            probability: 0.4,
            multiplier: 2.0,
        },
        Scenario {
            probability: 0.3,
            multiplier: 3.0,
        },
    ];

    fn goods() -> EventGoods {
        EventGoods {
            base: 100.0,
            after: 0.0,
            after_days: 30.0,
            price: 10.0,
            cost: 6.0,
            markdown_price: 4.0,
            holding_cost_rate: 0.0,
        }
    }

    /// Demands 150, 200 and 300 at 30, 40 and 30 %. A unit gains 4 or loses 2: ratio 4 ÷ 6 = 0.667, so
    /// the second demand. Profit of 200: sold 0.3 · 150 + 0.7 · 200 = 185, left 15: 185 · 4 − 15 · 2 =
    /// 710. Of 300: sold 215, left 85: 860 − 170 = 690.
    #[test]
    fn the_second_of_three_demands_by_hand() {
        let found = best(&goods(), &THREE);
        assert_eq!(
            (found.units, found.sold, found.left, found.missed),
            (200.0, 185.0, 15.0, 30.0)
        );
        assert!((found.profit - 710.0).abs() < 1e-9, "{found:?}");
        assert!((outcome(300.0, &goods(), &THREE).profit - 690.0).abs() < 1e-9);
    }

    /// With a base demand of 100 after it and no holding cost the leftovers up to 100 cost nothing:
    /// 300 leaves 150 in the worst case, of which 50 lose 2: 4 · 215 − 0.3 · 50 · 2 = 830.
    #[test]
    fn leftovers_that_the_base_takes_make_it_bolder() {
        let found = best(
            &EventGoods {
                after: 100.0,
                ..goods()
            },
            &THREE,
        );
        assert_eq!(found.units, 300.0);
        assert!((found.profit - 830.0).abs() < 1e-9, "{found:?}");
        // At a quarter a year and thirty days a unit costs 6 · 0.25 ÷ 365 · 15 = 0.0616 to keep.
        let dear = best(
            &EventGoods {
                after: 100.0,
                holding_cost_rate: 0.25,
                ..goods()
            },
            &THREE,
        );
        assert!(
            (dear.profit - (830.0 - 0.061_643_8 * (0.3 * 100.0 + 0.4 * 100.0))).abs() < 1e-4,
            "{dear:?}"
        );
    }

    /// At a markdown above the cost it would pay to buy without end; it is held to the cost, and the
    /// highest demand is enough.
    #[test]
    fn a_dear_markdown_is_no_reason_to_buy_without_end() {
        let dear = EventGoods {
            after: 1_000.0,
            markdown_price: 9.0,
            holding_cost_rate: 0.25,
            ..goods()
        };
        assert_eq!(best(&dear, &THREE).units, 300.0);
    }

    #[test]
    fn goods_that_lose_money_or_have_no_demand_get_nothing() {
        assert_eq!(
            best(
                &EventGoods {
                    price: 5.0,
                    ..goods()
                },
                &THREE
            )
            .units,
            0.0
        );
        assert_eq!(
            best(
                &EventGoods {
                    base: 0.0,
                    ..goods()
                },
                &THREE
            )
            .units,
            0.0
        );
        assert_eq!(
            best(
                &EventGoods {
                    price: f64::NAN,
                    ..goods()
                },
                &THREE
            )
            .units,
            0.0
        );
        assert_eq!(best(&goods(), &[]).units, 0.0);
    }
}

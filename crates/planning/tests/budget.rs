//! The budget's cut against an exact solver on little shops.

use domain::Day;
use planning::budget::{Step, steps, within_budget};
use planning::demand::SteadyCount;
use planning::item::{Item, Settings};
use planning::lead_time::LeadTime;
use planning::proposal::{Line, propose};
use proptest::prelude::*;

prop_compose! {
    fn item()(
        rate in 0.02..3.0_f64,
        spread in 1.0..4.0_f64,
        cost in 1.0..9.0_f64,
        margin in 0.5..3.0_f64,
        on_hand in 0..60_i64,
        pack in 1..20_i64,
        moq in 1..30_i64,
    ) -> Item<SteadyCount> {
        let demand = SteadyCount { per_day: rate, variance_to_mean: spread };
        let mut item = Item::new("S", "L", demand, LeadTime::stated(25.0, 3.0));
        (item.price, item.unit_cost) = (Some(cost * (1.0 + margin)), Some(cost));
        (item.on_hand, item.pack_size, item.moq) = (Some(on_hand), pack, moq);
        item
    }
}

/// The best profit over all choices of "the first k steps" of every line within the budget.
fn best(by_line: &[Vec<&Step>], budget: f64) -> f64 {
    let Some((first, rest)) = by_line.split_first() else {
        return 0.0;
    };
    let (mut cost, mut profit) = (0.0, 0.0);
    let mut found = best(rest, budget);
    for step in first {
        cost += step.cost;
        profit += step.profit;
        if cost <= budget {
            found = found.max(profit + best(rest, budget - cost));
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn greedy_is_at_most_one_step_short_of_the_best(
        items in proptest::collection::vec(item(), 1..5),
        share in 0.0..1.1_f64,
    ) {
        let settings = Settings::new(Day(0));
        let lines: Vec<Line> = items.iter().map(|item| propose(item, &settings)).collect();
        let steps = steps(&items, &lines);
        let total: f64 = lines.iter().filter_map(Line::cost).sum();
        let sum: f64 = steps.iter().map(|step| step.cost).sum();
        prop_assert!((sum - total).abs() <= 1e-6 * (1.0 + total), "the steps buy the lines");

        let budget = share * total;
        let quantities = within_budget(&lines, &steps, budget, &vec![false; lines.len()]);
        let (mut spent, mut earned, mut largest) = (0.0, 0.0, 0.0_f64);
        for step in &steps {
            largest = largest.max(step.profit);
            if step.quantity <= quantities[step.line] {
                spent += step.cost;
                earned += step.profit;
            }
        }
        prop_assert!(spent <= budget * (1.0 + 1e-9) + 1e-9);
        let by_line: Vec<Vec<&Step>> = (0..lines.len())
            .map(|line| steps.iter().filter(|step| step.line == line).collect())
            .collect();
        let optimum = best(&by_line, budget);
        prop_assert!(earned >= optimum - largest - 1e-6, "{earned} against {optimum}");
        if share >= 1.0 {
            prop_assert!(lines.iter().zip(&quantities).all(|(line, q)| line.quantity == *q));
        }
    }
}

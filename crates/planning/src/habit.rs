//! The policies a plan is measured against: the planner's habit, the textbook, and foresight.

use rayon::prelude::*;

use crate::demand::normal_quantile;
use crate::replay::{ReplayOutcome, ReplaySku, ReplayTerms, View, replay};

/// Days a habit looks back for its average: eight weeks, as spreadsheets do.
pub const LOOK_BACK: usize = 56;

/// Longest lead time that foresight looks ahead for, days.
const MOST_LEAD_DAYS: usize = 730;

/// Mean and standard deviation of daily sales over the last [`LOOK_BACK`] days, as a spreadsheet
/// has them: days out of stock count as days without a sale.
fn recent(view: &View<'_>) -> (f64, f64) {
    let sales = &view.sales[view.sales.len().saturating_sub(LOOK_BACK)..];
    let n = sales.len() as f64;
    if sales.is_empty() {
        return (0.0, 0.0);
    }
    let mean = sales.iter().sum::<f64>() / n;
    let squares: f64 = sales.iter().map(|units| (units - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0).max(1.0)).sqrt())
}

/// The planner's habit: order up to `cover_days` of the mean daily sales of the last eight
/// weeks. The cover holds everything: lead time, review period and safety.
pub fn habit(cover_days: f64) -> impl FnMut(&[View<'_>]) -> Vec<f64> {
    move |views| {
        views
            .iter()
            .map(|view| cover_days * recent(view).0 - view.position())
            .collect()
    }
}

/// The textbook's order-up-to level with normal demand:
/// mean · (L + R) + z · sd · √(L + R), at one service level for all.
pub fn textbook(review_days: usize, service_level: f64) -> impl FnMut(&[View<'_>]) -> Vec<f64> {
    let z = normal_quantile(service_level);
    move |views| {
        views
            .iter()
            .map(|view| {
                let (mean, sd) = recent(view);
                let days = view.mean_lead_days + review_days as f64;
                mean * days + z * sd * days.sqrt() - view.position()
            })
            .collect()
    }
}

/// Perfect foresight: each order brings exactly what the demand between its arrival and the next
/// arrival will need. The limit of every policy: it loses no sale it could still serve, and holds
/// no unit longer than until the next order could bring it. SKUs sold at a loss are not bought.
/// It knows the lead times of later orders too, so it must be played from its first review on.
pub fn foresight(
    skus: &[ReplaySku],
    review_days: usize,
) -> impl FnMut(&[View<'_>]) -> Vec<f64> + '_ {
    let review = review_days.max(1);
    let mut first = None;
    move |views| {
        let first = *first.get_or_insert(views.first().map_or(0, |view| view.today));
        views
            .par_iter()
            .zip(skus)
            .map(|(view, sku)| {
                let number = view.today.saturating_sub(first) / review;
                foreseen(view, sku, number, review)
            })
            .collect()
    }
}

/// Units of order `number` of a SKU, placed today, under foresight.
fn foreseen(view: &View<'_>, sku: &ReplaySku, number: usize, review: usize) -> f64 {
    if sku.price <= sku.unit_cost {
        return 0.0;
    }
    let arrives = view.today + view.lead_days_of_this_order;
    let ends = next_arrival(view, sku, number, review, arrives);
    let demand = |day: usize| crate::demand::sound(sku.demand.get(day).copied().unwrap_or(0.0));
    let mut stock = view.on_hand;
    let mut open = view.open_orders.iter().peekable();
    for day in view.today..arrives {
        while let Some((_, units)) = open.next_if(|(due, _)| *due <= day) {
            stock += units;
        }
        stock = (stock - demand(day)).max(0.0);
    }
    let coming: f64 = open
        .filter(|(due, _)| *due < ends)
        .map(|(_, units)| units)
        .sum();
    let needed: f64 = (arrives..ends).map(demand).sum();
    (needed - stock - coming).ceil()
}

/// The day after `arrives` on which another order, placed at any review, arrives next. Where a
/// later order arrives on the same day or before, and none in between, there is nothing to bring.
fn next_arrival(
    view: &View<'_>,
    sku: &ReplaySku,
    number: usize,
    review: usize,
    arrives: usize,
) -> usize {
    let lead = |number: usize| {
        let leads = &sku.lead_days;
        leads.get(number % leads.len().max(1)).copied().unwrap_or(0)
    };
    let placed = |other: usize| view.today + other * review - number * review;
    let mut ends = usize::MAX;
    for other in 0..number {
        let due = placed(other) + lead(other);
        if due > arrives {
            ends = ends.min(due);
        }
    }
    for other in number + 1.. {
        if placed(other) >= ends || placed(other) > arrives + review + MOST_LEAD_DAYS {
            break;
        }
        match placed(other) + lead(other) {
            due if due == arrives => return arrives,
            due if due > arrives => ends = ends.min(due),
            _ => {}
        }
    }
    ends.min(arrives + review + MOST_LEAD_DAYS)
}

/// The cover of the habit that earned the most on `terms`, which should lie before the period
/// that is reported; tried from 7 to 180 days by 7. Returns the cover and its outcome. The last
/// of equals is taken: a planner who cannot tell keeps more.
#[must_use]
pub fn fitted_habit(skus: &[ReplaySku], terms: &ReplayTerms) -> (f64, ReplayOutcome) {
    let tried: Vec<(f64, ReplayOutcome)> = (1..=26_u32)
        .into_par_iter()
        .filter_map(|weeks| {
            let cover = f64::from(7 * weeks).min(180.0);
            let outcome = replay(skus, terms, &mut habit(cover), &mut |_, _| true)?;
            Some((cover, outcome))
        })
        .collect();
    tried
        .into_iter()
        .max_by(|a, b| a.1.profit().total_cmp(&b.1.profit()))
        .unwrap_or((30.0, ReplayOutcome::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steady(per_day: f64, days: usize) -> ReplaySku {
        ReplaySku {
            demand: vec![per_day; days],
            price: 10.0,
            unit_cost: 4.0,
            opening: 30.0 * per_day,
            lead_days: vec![14],
            ..ReplaySku::default()
        }
    }

    fn view(sales: &[f64]) -> View<'_> {
        View {
            today: sales.len(),
            sales,
            stocked: &[],
            on_hand: 10.0,
            open_orders: &[(200, 5.0)],
            mean_lead_days: 14.0,
            lead_days_of_this_order: 14,
        }
    }

    /// Half the days sell 4, half nothing: 2 a day, sd 2.0181; 30 days are 60, less 15.
    #[test]
    fn habit_and_textbook_by_hand() {
        let sales: Vec<f64> = (0..56).map(|day| f64::from(day % 2) * 4.0).collect();
        assert_eq!(habit(30.0)(&[view(&sales)]), [45.0]);
        let found = textbook(7, 0.95)(&[view(&sales)])[0];
        let by_hand = 2.0 * 21.0 + 1.644_854 * 2.018_098 * 21_f64.sqrt() - 15.0;
        assert!((found - by_hand).abs() < 1e-3, "{found} {by_hand}");
        assert_eq!(habit(30.0)(&[view(&[])]), [-15.0]);
    }

    #[test]
    fn foresight_meets_all_it_can_with_the_least_stock() {
        let mut shop = vec![steady(2.0, 200)];
        shop[0]
            .demand
            .iter_mut()
            .enumerate()
            .for_each(|(day, units)| *units += (day % 5) as f64);
        let terms = ReplayTerms::new(60, 200, 7, 14);
        let mut limit = foresight(&shop, 7);
        let best = replay(&shop, &terms, &mut limit, &mut |_, _| true).expect("not cancelled");
        assert_eq!(best.fill_rate(), Some(1.0));
        let (cover, habit) = fitted_habit(&shop, &terms);
        assert!(
            best.profit() > habit.profit() && best.mean_stock_value() < habit.mean_stock_value()
        );
        // Lead 14 + review 7 = 21 is the least cover that keeps up with a steady rate.
        assert!((21.0..=35.0).contains(&cover), "{cover}");
    }

    /// Reviews on days 0, 7, 14 …, lead times 30, 9, 16 in turn: an order that overtakes, and one
    /// that arrives with it, leave no gap and no order that nobody needs.
    #[test]
    fn foresight_minds_orders_that_overtake_each_other() {
        let mut shop = steady(2.0, 300);
        (shop.lead_days, shop.opening) = (vec![30, 9, 16, 2], 80.0);
        let terms = ReplayTerms {
            holding_cost_rate: 0.25,
            ..ReplayTerms::new(0, 300, 7, 30)
        };
        let shop = [shop];
        let mut limit = foresight(&shop, 7);
        let best = replay(&shop, &terms, &mut limit, &mut |_, _| true).expect("not cancelled");
        assert_eq!(best.fill_rate(), Some(1.0));
        for cover in [14.0, 21.0, 35.0, 60.0] {
            let other = replay(&shop, &terms, &mut habit(cover), &mut |_, _| true);
            assert!(
                best.profit() >= other.expect("not cancelled").profit(),
                "{cover}"
            );
        }
    }
}

//! The shop's own past, played in short windows at several critical ratios at once.
//!
//! A window is a lead time and a few review periods long. It opens with the mean demand of one
//! review period on hand and on each order on the way; on each review morning a forecast made from
//! the days before it sizes an order by simulation; the days from the first order's arrival on are
//! scored. What it costs at each ratio is what [`crate::calibrate`] decides by.

use domain::Day;
use rayon::prelude::*;

use crate::calibrate::SHIFTS;
use crate::demand::{Demand, Sound};
use crate::item::{Item, Settings};
use crate::policy::{Policy, ceiling, policy_of, shifted};
use crate::position::{Arrival, Position};
use crate::simulate::Paths;

/// Orders of a window.
const ORDERS: i32 = 4;
/// Windows, spread over a year so that no season is left out.
const WINDOWS: i32 = 6;
/// The year they are spread over, and the history that the first of them needs, days.
const YEAR: i32 = 364;
/// Days before a window whose mean demand it opens with: half a year.
const OPENING_DAYS: usize = 182;
/// Paths an order is sized by. They are spread evenly, so that few are enough.
const PATHS: usize = 128;

/// What is known of one item's past.
#[derive(Clone, Debug)]
pub struct Past<'a> {
    /// Price, cost and lead time; stock and orders are those of the window.
    pub item: Item<()>,
    /// Day of the first entry of the columns.
    pub first_day: Day,
    /// Units demanded each day.
    pub demand: &'a [f32],
    /// 1 where the day kept stock.
    pub kept: &'a [u8],
}

/// How long a window's parts are, whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Lead time.
    pub lead: i32,
    /// Review period.
    pub review: i32,
}

impl Course {
    /// The course of these days, rounded; a review period has at least one day, and both at most
    /// a year.
    #[must_use]
    pub fn of(lead_days: f64, review_days: f64) -> Course {
        Course {
            lead: (lead_days.clamp(0.0, 365.0)).round() as i32,
            review: (review_days.clamp(1.0, 365.0)).round() as i32,
        }
    }

    fn length(self) -> i32 {
        self.lead + ORDERS * self.review
    }

    /// First mornings of the windows, oldest first: the last ends on the morning `as_of`, and each
    /// has a year of history from `first_day` before it.
    #[must_use]
    pub fn starts(self, as_of: Day, first_day: Day) -> Vec<Day> {
        let step = (YEAR / WINDOWS).max(self.length());
        (0..WINDOWS)
            .rev()
            .map(|back| as_of - self.length() - back * step)
            .filter(|start| start.since(first_day) >= YEAR)
            .collect()
    }
}

/// One item's stock at one ratio.
#[derive(Clone, Debug)]
struct Shelf {
    on_hand: i64,
    /// Day of the window on which they arrive, units.
    coming: Vec<(i32, i64)>,
    cost: f64,
}

/// Plays a window and gives its cost at each of [`SHIFTS`], base currency. `forecasts_at` answers
/// with the demand of every item, in their order, as it was forecast on a morning. Items that are
/// not ordered by simulation, or earn nothing, cost nothing. Sums are taken in the items' order.
pub fn window_costs<D: Demand + Send>(
    past: &[Past<'_>],
    settings: &Settings,
    course: Course,
    start: Day,
    mut forecasts_at: impl FnMut(Day) -> Vec<D>,
) -> Vec<f64> {
    let settings = Settings {
        ratio_logit_shift: 0.0,
        ..settings.clone()
    };
    let mut shelves: Vec<Vec<Shelf>> = past
        .iter()
        .map(|past| vec![opening(past, course, start); SHIFTS.len()])
        .collect();
    for number in 0..ORDERS {
        let today = number * course.review;
        let demands = forecasts_at(start + today);
        let until = if number + 1 == ORDERS {
            course.length()
        } else {
            today + course.review
        };
        past.par_iter()
            .zip(&mut shelves)
            .zip(demands)
            .for_each(|((past, shelves), demand)| {
                let item = past.item.with_demand(demand);
                let policy = policy_of(&item, &settings, 0);
                if policy.simulate && policy.refused.is_none() {
                    order(&item, &policy, settings.seed, shelves, today, course);
                    for shelf in shelves {
                        play(past, &policy, shelf, start, today..until, course);
                    }
                }
            });
    }
    (0..SHIFTS.len())
        .map(|shift| shelves.iter().map(|shelves| shelves[shift].cost).sum())
        .collect()
}

/// The stock of a window's first morning.
fn opening(past: &Past<'_>, course: Course, start: Day) -> Shelf {
    let end = usize::try_from(start.since(past.first_day)).unwrap_or(0);
    let end = end.min(past.demand.len());
    let days = end.saturating_sub(OPENING_DAYS)..end;
    let (mut units, mut kept) = (0.0, 0.0);
    for day in days {
        if past.kept.get(day).is_none_or(|kept| *kept != 0) {
            units += f64::from(past.demand[day]);
            kept += 1.0;
        }
    }
    let mean: f64 = if kept > 0.0 { units / kept } else { 0.0 };
    let of_review = (crate::demand::sound(mean * f64::from(course.review))).round() as i64;
    let coming = (0..course.lead)
        .step_by(course.review.max(1) as usize)
        .map(|day| (day, of_review));
    Shelf {
        on_hand: of_review,
        coming: coming.collect(),
        cost: 0.0,
    }
}

/// Orders at every ratio; the paths are drawn once.
fn order<D: Demand>(
    item: &Item<D>,
    policy: &Policy,
    seed: u64,
    shelves: &mut [Shelf],
    today: i32,
    course: Course,
) {
    let paths = Paths::draw(&item.demand, policy, PATHS, seed);
    let most = ceiling(Sound(&item.demand).mean(0.0, policy.protection_days));
    for (shelf, shift) in shelves.iter_mut().zip(SHIFTS) {
        let arrivals: Vec<Arrival> = shelf
            .coming
            .iter()
            .map(|(day, quantity)| Arrival {
                day: day - today,
                quantity: *quantity,
                late: false,
            })
            .collect();
        let on_order: i64 = arrivals.iter().map(|arrival| arrival.quantity).sum();
        let position = Position {
            available: shelf.on_hand,
            arrivals,
            ..Position::default()
        };
        let supply = (shelf.on_hand + on_order) as f64;
        let need = paths.need(&position, shifted(policy.ratio, shift));
        let units = need.min(most - supply).round();
        if units >= 1.0 {
            shelf.coming.push((today + course.lead, units as i64));
        }
    }
}

/// Plays days of a window: goods come, goods are sold, the rest is lost. Days that kept no stock
/// are not scored, for their demand is unknown.
fn play(
    past: &Past<'_>,
    policy: &Policy,
    shelf: &mut Shelf,
    start: Day,
    days: std::ops::Range<i32>,
    course: Course,
) {
    let Some(money) = &policy.economics else {
        return;
    };
    let offset = start.since(past.first_day);
    for day in days {
        let arrived: i64 = shelf
            .coming
            .iter()
            .filter(|(due, _)| *due <= day)
            .map(|(_, units)| units)
            .sum();
        shelf.coming.retain(|(due, _)| *due > day);
        shelf.on_hand += arrived;
        let at = usize::try_from(offset + day).unwrap_or(usize::MAX);
        let demand = past.demand.get(at).copied().unwrap_or(0.0);
        let demand = crate::demand::sound(f64::from(demand)).round() as i64;
        let sold = demand.min(shelf.on_hand);
        shelf.on_hand -= sold;
        if day >= course.lead && past.kept.get(at).is_none_or(|kept| *kept != 0) {
            shelf.cost += money.underage * (demand - sold) as f64
                + money.holding_per_day * shelf.on_hand as f64;
        }
        if day + 1 == course.length() {
            // What is left is charged what a unit too many costs beyond holding it.
            let stranded = money.overage - money.holding_per_day * policy.review_days;
            shelf.cost += stranded.max(0.0) * shelf.on_hand as f64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::{Deterministic, SteadyCount};
    use crate::lead_time::LeadTime;

    fn settings() -> Settings {
        Settings {
            holding_cost_rate: 10.4,
            salvage_rate: 1.0,
            ..Settings::new(Day(2000))
        }
    }

    fn past(demand: &[f32]) -> Past<'_> {
        let mut item = Item::new("S", "L", (), LeadTime::stated(14.0, 0.0));
        (item.price, item.unit_cost) = (Some(2.0), Some(1.0));
        Past {
            item,
            first_day: Day(1000),
            demand,
            kept: &[],
        }
    }

    #[test]
    fn windows_end_at_the_morning_and_keep_a_year_before_them() {
        let course = Course::of(14.0, 7.0);
        let starts = course.starts(Day(2000), Day(1000));
        // Lead and four reviews are 42 days; a sixth of a year is 60.
        assert_eq!(
            starts,
            [1658, 1718, 1778, 1838, 1898, 1958].map(Day).to_vec()
        );
        assert_eq!(course.starts(Day(2000), Day(1500)), [1898, 1958].map(Day));
        assert!(course.starts(Day(2000), Day(1999)).is_empty());
    }

    /// Seven a week on each Monday, known beforehand: every order brings what its week sells, and
    /// nothing is left over on any evening or lost at any ratio.
    #[test]
    fn known_demand_costs_nothing() {
        let demand: Vec<f32> = (0..1000)
            .map(|day| if day % 7 == 6 { 7.0 } else { 0.0 })
            .collect();
        let costs = window_costs(
            &[past(&demand)],
            &settings(),
            Course::of(14.0, 7.0),
            Day(1006 + 7 * 130),
            |_| vec![Deterministic { per_day: 1.0 }],
        );
        assert_eq!(costs, vec![0.0; SHIFTS.len()]);
    }

    /// A forecast of twice the demand leaves too much: the higher the ratio, the dearer.
    #[test]
    fn a_forecast_too_high_asks_for_a_lower_ratio() {
        let demand = vec![1.0_f32; 1000];
        let costs = window_costs(
            &[past(&demand)],
            &settings(),
            Course::of(14.0, 7.0),
            Day(1900),
            |_| vec![SteadyCount::poisson(2.0)],
        );
        assert!(costs.windows(2).all(|pair| pair[0] <= pair[1]), "{costs:?}");
        assert!(costs[0] < 0.8 * costs[SHIFTS.len() - 1], "{costs:?}");
    }

    #[test]
    fn wild_pasts_stay_finite() {
        let demand = [f32::NAN, -3.0, f32::INFINITY, 2.0, 1e30];
        let mut wild = past(&demand);
        wild.kept = &[0, 1];
        let costs = window_costs(
            &[wild],
            &settings(),
            Course::of(14.0, 7.0),
            Day(1000),
            |_| vec![SteadyCount::poisson(2.0)],
        );
        assert!(costs.iter().all(|cost| cost.is_finite()), "{costs:?}");
    }
}

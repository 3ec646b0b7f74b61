//! Planning backwards from an event: the steps, and the latest day on which an order still comes
//! in time.
//!
//! A lead time is taken as log-normal with the mean and deviation that the receipts gave: it has no
//! negative days and a long tail of late ships. A closure of the factory lengthens the part before
//! the goods travel, one of the port the part after.

use domain::Day;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::lead_time::{
    Closure, LONGEST_LEAD_DAYS, LeadTime, PRODUCTION_SHARE, closure_days, standstill,
};

/// How sure an order is to come in time at its latest safe day.
pub const SAFE_CHANCE: f64 = 0.9;
/// Days before the event by which goods are to lie in the warehouse: time to put them away and
/// to be found missing. The article's arrival target for Black Friday is late October.
pub const ARRIVAL_DAYS: i32 = 30;
/// The article's safe line: the main order is placed 90 to 120 days before the event.
pub const SAFE_LINE_DAYS: (i32, i32) = (120, 90);

/// Share of lead times that are no longer than `days`.
#[must_use]
pub fn share_within(mean: f64, sd: f64, days: f64) -> f64 {
    if !days.is_finite() || days < 0.0 {
        return 0.0;
    }
    if mean <= 0.0 || sd <= 1e-9 {
        return if mean <= days { 1.0 } else { 0.0 };
    }
    if days == 0.0 {
        return 0.0;
    }
    let variance = (1.0 + (sd / mean).powi(2)).ln();
    let middle = mean.ln() - variance / 2.0;
    Normal::new(middle, variance.sqrt()).map_or(0.0, |normal| normal.cdf(days.ln()))
}

/// Days a port stands still while goods that were ordered on a day are under way.
fn port_days(ordered_on: Day, mean: f64, ports: &[Closure]) -> i32 {
    let leaves = ordered_on + (mean * PRODUCTION_SHARE).ceil() as i32;
    standstill(leaves, ordered_on + mean.ceil() as i32, ports).0
}

/// A way the goods of an event can come.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// Its lead time.
    pub lead_time: &'a LeadTime,
    /// Days on which the factory makes nothing.
    pub closures: &'a [Closure],
    /// Days on which the port stands still.
    pub ports: &'a [Closure],
}

impl Way<'_> {
    /// Chance that an order placed on a day arrives on `arrive_by` or before.
    #[must_use]
    pub fn chance(&self, ordered_on: Day, arrive_by: Day) -> f64 {
        let (mean, sd) = self.lead_time.days();
        let (closed, _) = closure_days(ordered_on, mean, self.closures);
        let waited = closed + port_days(ordered_on + closed, mean, self.ports);
        share_within(mean, sd, f64::from(arrive_by.since(ordered_on) - waited))
    }

    /// The latest day on which an order still arrives by `arrive_by` with at least this chance;
    /// `None` where no day within three years does.
    #[must_use]
    pub fn latest(&self, arrive_by: Day, chance: f64) -> Option<Day> {
        let wanted = if chance.is_finite() {
            chance.clamp(0.01, 0.999)
        } else {
            SAFE_CHANCE
        };
        let farthest = LONGEST_LEAD_DAYS as i32 + 366;
        (0..=farthest)
            .map(|back| arrive_by - back)
            .find(|day| self.chance(*day, arrive_by) >= wanted)
    }

    /// Days of closures, of factory and port, that an order placed on a day waits for.
    #[must_use]
    pub fn waits(&self, ordered_on: Day) -> i32 {
        let (mean, _) = self.lead_time.days();
        let (closed, _) = closure_days(ordered_on, mean, self.closures);
        closed + port_days(ordered_on + closed, mean, self.ports)
    }
}

/// A step towards an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Stable code: `strategy`, `history`, `main_order`, `shipping`, `last_order`, `launch`.
    pub code: &'static str,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// The line of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The six steps in their order.
    pub steps: Vec<Step>,
    /// Day by which the goods are to lie in the warehouse.
    pub arrive_by: Day,
    /// Days by which the main order, and all before it, comes earlier than by the article's line.
    pub moved_days: i32,
}

/// The line of an event that begins on a day. Without lead times it is the article's: for Black
/// Friday strategy in June, history and models in July, capacity and the main order in August,
/// shipping to an arrival in late October, the last order and the pages until November, launch.
/// `latest_main` is the latest safe day of the main order (by sea) and moves everything up to it
/// earlier where it lies before the line; `latest_last` is that of the last order (by air).
#[must_use]
pub fn line(starts_on: Day, latest_main: Option<Day>, latest_last: Option<Day>) -> Line {
    let arrive_by = starts_on - ARRIVAL_DAYS;
    let usual = starts_on - SAFE_LINE_DAYS.1;
    let main_to = latest_main.map_or(usual, |day| day.min(usual));
    let moved_days = usual.since(main_to);
    let month = SAFE_LINE_DAYS.0 - SAFE_LINE_DAYS.1;
    let main_from = main_to - month;
    let last_to = latest_last.map_or(starts_on - 14, |day| day.min(starts_on - 1));
    let step = |code, from: Day, to: Day| Step {
        code,
        from: from.min(to),
        to,
    };
    Line {
        steps: vec![
            step("strategy", main_from - 2 * month, main_from - month - 1),
            step("history", main_from - month, main_from - 1),
            step("main_order", main_from, main_to),
            step("shipping", main_to + 1, arrive_by.max(main_to + 1)),
            step("last_order", arrive_by - 14, last_to),
            step("launch", starts_on, starts_on),
        ],
        arrive_by,
        moved_days,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    /// Mean 40, sd 10: variance ln(1 + 1/16) = 0.060625, middle ln 40 − 0.030312 = 3.658567. A share
    /// of 0.9 is at e^(3.658567 + 1.281552 · 0.246221) = e^3.974113 = 53.20 days.
    #[test]
    fn nine_of_ten_lead_times_by_hand() {
        assert!((share_within(40.0, 10.0, 53.20) - 0.9).abs() < 1e-4);
        assert_eq!(share_within(40.0, 0.0, 39.0), 0.0);
        assert_eq!(share_within(40.0, 0.0, 40.0), 1.0);
        for days in [f64::NAN, -3.0, 0.0] {
            assert_eq!(share_within(40.0, 10.0, days), 0.0);
        }
    }

    /// 54 whole days are needed (see above): arrival on 28 October, order by 4 September. The
    /// National Day week does not matter to it: production of 20 days ends on the 24th. An order
    /// with 60 ± 0 days has production until 30 days after it: placed on 29 August it would work
    /// until 28 September; for an arrival on 15 November it is placed on 16 September and works
    /// until 16 October through the seven closed days, so it has to be placed on 9 September.
    #[test]
    fn the_latest_day_is_moved_by_a_closed_factory() {
        let october = [Closure {
            from: day("2026-10-01"),
            to: day("2026-10-07"),
        }];
        let sea = LeadTime::stated(40.0, 10.0);
        let way = Way {
            lead_time: &sea,
            closures: &october,
            ports: &[],
        };
        assert_eq!(way.latest(day("2026-10-28"), 0.9), Some(day("2026-09-04")));
        let slow = LeadTime::stated(60.0, 0.0);
        let open = Way {
            lead_time: &slow,
            closures: &[],
            ports: &[],
        };
        let shut = Way {
            lead_time: &slow,
            closures: &october,
            ports: &[],
        };
        assert_eq!(open.latest(day("2026-11-15"), 0.9), Some(day("2026-09-16")));
        assert_eq!(shut.latest(day("2026-11-15"), 0.9), Some(day("2026-09-09")));
    }

    /// Ordered 60 days before; it leaves after 30. Five days of a closed port lie in the second
    /// half: five days earlier.
    #[test]
    fn a_closed_port_stops_the_ship() {
        let slow = LeadTime::stated(60.0, 0.0);
        let port = [Closure {
            from: day("2026-10-25"),
            to: day("2026-10-29"),
        }];
        let way = Way {
            lead_time: &slow,
            closures: &[],
            ports: &port,
        };
        assert_eq!(way.latest(day("2026-11-15"), 0.9), Some(day("2026-09-11")));
        assert_eq!(way.waits(day("2026-09-11")), 5);
    }

    /// The article's line for Black Friday 2026, 27 November: 120 and 90 days before it are 30 July
    /// and 29 August.
    #[test]
    fn black_friday_runs_from_june_to_november() {
        let found = line(day("2026-11-27"), None, None);
        let days: Vec<(&str, String, String)> = found
            .steps
            .iter()
            .map(|step| (step.code, step.from.to_string(), step.to.to_string()))
            .collect();
        let expected = [
            ("strategy", "2026-05-31", "2026-06-29"),
            ("history", "2026-06-30", "2026-07-29"),
            ("main_order", "2026-07-30", "2026-08-29"),
            ("shipping", "2026-08-30", "2026-10-28"),
            ("last_order", "2026-10-14", "2026-11-13"),
            ("launch", "2026-11-27", "2026-11-27"),
        ];
        for (found, (code, from, to)) in days.iter().zip(expected) {
            assert_eq!(*found, (code, from.to_owned(), to.to_owned()));
        }
        assert_eq!((found.arrive_by, found.moved_days), (day("2026-10-28"), 0));
        let earlier = line(
            day("2026-11-27"),
            Some(day("2026-08-15")),
            Some(day("2026-11-01")),
        );
        assert_eq!(earlier.moved_days, 14);
        assert_eq!(earlier.steps[2].to, day("2026-08-15"));
        assert_eq!(earlier.steps[0].from, day("2026-05-17"));
        assert_eq!(earlier.steps[4].to, day("2026-11-01"));
    }
}

//! Lots by first in first out: what one receipt brought and is still there.

use std::collections::VecDeque;

use crate::Day;

/// What one receipt, return or count brought and is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot {
    /// Day it came.
    pub received_on: Day,
    /// Units left; above zero.
    pub quantity: i64,
}

/// The lots of one SKU at one location while its movements are gone through in order.
#[derive(Clone, Debug, Default)]
pub struct Lots {
    lots: VecDeque<Lot>,
    /// Units that left before anything was there to take them from.
    owed: i64,
}

impl Lots {
    /// Books a change of stock: what comes is a lot of its own, what leaves takes the oldest. What
    /// left from an empty shelf takes from what comes next.
    pub fn book(&mut self, day: Day, change: i64) {
        if change >= 0 {
            let settled = change.min(self.owed);
            self.owed -= settled;
            if change > settled {
                self.lots.push_back(Lot {
                    received_on: day,
                    quantity: change - settled,
                });
            }
            return;
        }
        let mut leaving = change.saturating_neg();
        while leaving > 0 {
            let Some(oldest) = self.lots.front_mut() else {
                self.owed = self.owed.saturating_add(leaving);
                return;
            };
            let taken = oldest.quantity.min(leaving);
            oldest.quantity -= taken;
            leaving -= taken;
            if oldest.quantity == 0 {
                self.lots.pop_front();
            }
        }
    }

    /// What is left, oldest first.
    #[must_use]
    pub fn left(self) -> Vec<Lot> {
        self.lots.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(changes: &[(i32, i64)]) -> Vec<(i32, i64)> {
        let mut lots = Lots::default();
        for (day, change) in changes {
            lots.book(Day(*day), *change);
        }
        lots.left()
            .iter()
            .map(|lot| (lot.received_on.0, lot.quantity))
            .collect()
    }

    #[test]
    fn the_oldest_leaves_first() {
        assert_eq!(left(&[(1, 10), (5, 20), (6, -12)]), [(5, 18)]);
        assert_eq!(left(&[(1, 10), (5, 20), (6, -4)]), [(1, 6), (5, 20)]);
    }

    #[test]
    fn what_left_an_empty_shelf_takes_from_what_comes() {
        assert_eq!(left(&[(1, 3), (2, -5), (4, 10)]), [(4, 8)]);
        assert_eq!(left(&[(1, 3), (2, -5), (4, 2)]), []);
        assert_eq!(left(&[(1, i64::MIN), (2, i64::MAX)]), []);
    }
}

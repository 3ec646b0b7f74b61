//! The game: stock, orders on the way, costs.

use super::data::Data;

/// Weeks of a game.
pub const WEEKS: usize = 8;
/// Weeks before which an order can be placed.
pub const ORDERS: usize = 6;
/// First week, counted from 0, whose cost counts.
const SCORED_FROM: usize = 2;
/// Cost of a unit left at the end of a week; one unit of lost demand costs 1.
const HOLDING: f64 = 0.2;

/// Stock of one series on a Monday before what is due has arrived.
#[derive(Clone, Debug)]
pub struct Stock {
    /// Units here.
    pub on_hand: i64,
    /// Units that come this Monday, the next and the one after.
    pub coming: [i64; 3],
}

/// A game so far.
#[derive(Clone, Debug)]
pub struct Game {
    /// First week, counted from the first of the data.
    pub window: usize,
    /// Weeks played.
    played: usize,
    /// One a series.
    pub stocks: Vec<Stock>,
    /// Units lost in scored weeks.
    pub lost: f64,
    /// Units left at the ends of scored weeks.
    pub left: f64,
}

impl Game {
    /// The opening: on hand and both open orders equal to the mean sales.
    pub fn new(data: &Data, window: usize) -> Game {
        let stocks = (0..data.series.len())
            .map(|index| {
                let units = data.opening(index, window);
                Stock {
                    on_hand: units,
                    coming: [units, units, 0],
                }
            })
            .collect();
        Game {
            window,
            played: 0,
            stocks,
            lost: 0.0,
            left: 0.0,
        }
    }

    /// Places the orders and plays the next week; the answer is what was sold. Weeks marked out
    /// of stock are not scored, for their demand is unknown.
    pub fn week(&mut self, data: &Data, orders: &[i64]) -> Vec<i64> {
        let at = self.window + self.played;
        let scored = (SCORED_FROM..WEEKS).contains(&self.played);
        self.played += 1;
        let mut sold = Vec::with_capacity(orders.len());
        for ((stock, series), order) in self.stocks.iter_mut().zip(&data.series).zip(orders) {
            stock.coming[2] = *order;
            stock.on_hand += stock.coming[0];
            stock.coming = [stock.coming[1], stock.coming[2], 0];
            let demand = series.sales[at];
            let units = demand.min(stock.on_hand);
            stock.on_hand -= units;
            sold.push(units);
            if scored && series.kept[at] {
                self.lost += (demand - units) as f64;
                self.left += stock.on_hand as f64;
            }
        }
        sold
    }

    /// Cost of the scored weeks so far.
    pub fn cost(&self) -> f64 {
        self.lost + HOLDING * self.left
    }
}

//! The stores' sales, and the organiser's rule.

use std::collections::HashMap;
use std::path::Path;

use domain::Day;

use super::game::{Game, ORDERS, WEEKS};
use crate::Outcome;

/// One product in one store.
pub struct Series {
    /// Store, the app's location.
    pub store: String,
    /// Product, the app's SKU.
    pub product: String,
    /// Department, the app's category.
    pub department: String,
    /// Units sold by week.
    pub sales: Vec<i64>,
    /// Whether it was in stock, by week.
    pub kept: Vec<bool>,
}

/// All series, week by week.
pub struct Data {
    /// First Monday.
    pub first: Day,
    /// In the order of the file.
    pub series: Vec<Series>,
    /// Number of the week in the year of each week (ISO 8601), 1–53.
    of_year: Vec<usize>,
}

impl Data {
    /// Reads the folder.
    pub fn read(folder: &Path) -> Outcome<Data> {
        let table = |name: &str| -> Outcome<(csv::StringRecord, Vec<csv::StringRecord>)> {
            let mut reader = csv::Reader::from_path(folder.join(name))?;
            let header = reader.headers()?.clone();
            Ok((header, reader.records().collect::<Result<_, _>>()?))
        };
        let (header, sales) = table("sales.csv")?;
        let (_, kept) = table("in_stock.csv")?;
        let (_, master) = table("master.csv")?;
        let departments: HashMap<(&str, &str), &str> = master
            .iter()
            .map(|row| ((&row[0], &row[1]), &row[4]))
            .collect();
        let days = header
            .iter()
            .skip(2)
            .map(|date| Ok(date.parse()?))
            .collect::<Outcome<Vec<Day>>>()?;
        let series = sales
            .iter()
            .zip(&kept)
            .map(|(sold, kept)| {
                Ok(Series {
                    store: sold[0].to_owned(),
                    product: sold[1].to_owned(),
                    department: departments
                        .get(&(&sold[0], &sold[1]))
                        .map_or(String::new(), |name| (*name).to_owned()),
                    sales: sold
                        .iter()
                        .skip(2)
                        .map(|units| Ok(units.parse::<f64>()? as i64))
                        .collect::<Outcome<_>>()?,
                    kept: kept.iter().skip(2).map(|cell| cell == "True").collect(),
                })
            })
            .collect::<Outcome<_>>()?;
        Ok(Data {
            first: *days.first().ok_or("no weeks")?,
            of_year: days.iter().map(|day| iso_week(*day)).collect(),
            series,
        })
    }

    /// Monday of a week.
    pub fn monday(&self, week: usize) -> Day {
        self.first + 7 * week as i32
    }

    /// Rounded mean sales of the in-stock weeks among the 26 before `week`; 0 without any.
    pub fn opening(&self, index: usize, week: usize) -> i64 {
        let series = &self.series[index];
        let weeks = week.saturating_sub(26)..week;
        let used: Vec<i64> = weeks
            .filter(|at| series.kept[*at])
            .map(|at| series.sales[at])
            .collect();
        if used.is_empty() {
            return 0;
        }
        (used.iter().sum::<i64>() as f64 / used.len() as f64).round() as i64
    }

    /// A game ordered by the organiser's rule: a week-of-year index over all series; the mean of
    /// sales ÷ index over the last 13 weeks (out of stock = missing) × the indices of the next
    /// four weeks − on hand − open orders.
    pub fn organisers_game(&self, window: usize) -> Game {
        let mut game = Game::new(self, window);
        for week in 0..WEEKS {
            let orders = if week < ORDERS {
                self.organisers_orders(&game, window + week)
            } else {
                vec![0; self.series.len()]
            };
            game.week(self, &orders);
        }
        game
    }

    fn organisers_orders(&self, game: &Game, now: usize) -> Vec<i64> {
        let index = self.index(now);
        let ahead: f64 = (0..4)
            .map(|week| index[self.week_of_year(now + week)])
            .sum();
        self.series
            .iter()
            .zip(&game.stocks)
            .map(|(series, stock)| {
                let used: Vec<f64> = (now.saturating_sub(13)..now)
                    .filter(|at| series.kept[*at])
                    .map(|at| series.sales[at] as f64 / index[self.of_year[at]])
                    .collect();
                let mean = used.iter().sum::<f64>() / used.len().max(1) as f64;
                let here = stock.on_hand + stock.coming.iter().sum::<i64>();
                ((mean * ahead).round() as i64 - here).max(0)
            })
            .collect()
    }

    /// Week of the year of a week that may lie beyond the data.
    fn week_of_year(&self, week: usize) -> usize {
        self.of_year
            .get(week)
            .copied()
            .unwrap_or_else(|| iso_week(self.monday(week)))
    }

    /// Index by week of the year from the weeks before `now`: mean sales of the week ÷ mean of
    /// all, over the series in stock.
    fn index(&self, now: usize) -> Vec<f64> {
        let (mut sold, mut count) = (vec![0.0; 54], vec![0.0; 54]);
        for series in &self.series {
            for at in 0..now {
                if series.kept[at] {
                    sold[self.of_year[at]] += series.sales[at] as f64;
                    count[self.of_year[at]] += 1.0;
                }
            }
        }
        let mean = sold.iter().sum::<f64>() / count.iter().sum::<f64>().max(1.0);
        sold.iter()
            .zip(&count)
            .map(|(sold, count)| {
                if *count > 0.0 && *sold > 0.0 {
                    sold / count / mean
                } else {
                    1.0
                }
            })
            .collect()
    }
}

/// Number of the week that begins on a Monday (ISO 8601: the year's first week holds its first
/// Thursday).
fn iso_week(monday: Day) -> usize {
    let thursday = monday + 3;
    let year = thursday.to_string()[..4].parse().unwrap_or(1970);
    let new_year = Day::from_ymd(year, 1, 1).unwrap_or(thursday);
    thursday.since(new_year) as usize / 7 + 1
}

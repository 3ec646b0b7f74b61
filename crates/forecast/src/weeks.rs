//! Days into weeks: blocks of seven days that end the day before the decision.

use crate::events::Effect;
use crate::panel::Series;

/// Weeks that are kept of a long history: five years and a little. Older sales say nothing of
/// today's level, and the profile of the year needs a few years only.
const MOST_WEEKS: usize = 265;

/// Units of a day at most; beyond it f32 sums lose whole units, and no small shop sells more.
const MOST_UNITS: f32 = 1e9;

/// Weekly columns of one series. The last element is the week that ends the day before
/// `as_of`, so that all series of a panel are aligned at their ends.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weeks {
    /// Units sold on days that kept stock.
    pub sales: Vec<f32>,
    /// Days of the week that kept stock, ÷ 7, each counted as often as promotions and prices
    /// multiply its demand.
    pub open: Vec<f32>,
    /// Weeks in stock, promotions or not.
    pub kept: f64,
    /// Units sold on days that did not keep stock: a lower bound of a demand unknown.
    pub censored: f64,
    /// True where there has been a sale at all.
    pub sold: bool,
}

impl Weeks {
    /// Buckets of one series. Weeks before the first sale (or the known launch, whichever is
    /// earlier) are dropped: before it, no sale says nothing of the demand.
    pub fn of(series: &Series<'_>, as_of: i32, effect: Option<&Effect>) -> Self {
        let ago =
            |index: usize| i64::from(as_of) - 1 - (i64::from(series.first_day) + index as i64);
        let first_sale = series.sales.iter().position(|&s| s > 0.0 && s.is_finite());
        let first_sale = first_sale.filter(|&index| ago(index) >= 0);
        let launch = series
            .launched_on
            .map(|day| (i64::from(day) - i64::from(series.first_day)).max(0) as usize);
        let start = match (first_sale, launch) {
            (Some(sale), Some(launch)) => sale.min(launch),
            (Some(sale), None) => sale,
            (None, launch) => launch.unwrap_or(0),
        };
        if start >= series.sales.len() || ago(start) < 0 {
            return Self::default();
        }
        let count = (ago(start) / 7 + 1).min(MOST_WEEKS as i64) as usize;
        let mut weeks = Self {
            sales: vec![0.0; count],
            open: vec![0.0; count],
            kept: 0.0,
            censored: 0.0,
            sold: first_sale.is_some(),
        };
        // The week that holds the start counts whole: to start at the first sale itself would
        // begin every history with a day that sold.
        let span = count as i64 * 7;
        let from = (i64::from(as_of) - span - i64::from(series.first_day)).max(0) as usize;
        let to = (i64::from(as_of) - i64::from(series.first_day))
            .clamp(0, series.sales.len() as i64) as usize;
        for (offset, &sold) in series.sales[from..to].iter().enumerate() {
            let index = from + offset;
            let week = count - 1 - (ago(index) / 7) as usize;
            let units = if sold.is_finite() {
                sold.clamp(0.0, MOST_UNITS)
            } else {
                0.0
            };
            if series.in_stock.get(index).is_none_or(|&kept| kept != 0) {
                weeks.sales[week] += units;
                weeks.open[week] += effect.map_or(1.0, |effect| effect.at(index)) / 7.0;
                weeks.kept += 1.0 / 7.0;
            } else {
                weeks.censored += f64::from(units);
            }
        }
        weeks
    }

    /// Number of weeks.
    pub fn len(&self) -> usize {
        self.sales.len()
    }

    /// Weeks of evidence: in stock, and counted by what events multiply.
    pub fn exposure(&self) -> f64 {
        self.open.iter().map(|&open| f64::from(open)).sum()
    }

    /// Units sold on days that kept stock.
    pub fn total(&self) -> f64 {
        self.sales.iter().map(|&sales| f64::from(sales)).sum()
    }
}

//! Shares of the days of the week, pooled over the shop.

use crate::panel::Panel;

/// Days looked back on: a year. Opening days change.
const DAYS_BACK: i64 = 364;
/// Share of one weekday from which the data are taken as weekly sums booked on one day.
const WEEKLY_DATA: f64 = 0.999;
/// Units that every weekday is given beforehand, so that a handful of sales says little.
const PRIOR_UNITS: f64 = 3.0;

/// Share of each weekday in a week's demand; index = days since 1970-01-01 modulo 7, sum 1.
pub(crate) fn shares(panel: &Panel<'_>) -> [f64; 7] {
    let flat = [1.0 / 7.0; 7];
    let mut sold = [0.0; 7];
    let as_of = i64::from(panel.as_of);
    for series in &panel.series {
        let first = i64::from(series.first_day);
        let from = (as_of - DAYS_BACK - first).max(0) as usize;
        let to = (as_of - first).clamp(0, series.sales.len() as i64) as usize;
        let Some(slice) = series.sales.get(from..to) else {
            continue;
        };
        for (offset, &units) in slice.iter().enumerate() {
            let index = from + offset;
            let kept = series.in_stock.get(index).is_none_or(|&kept| kept != 0);
            if kept && units > 0.0 && units.is_finite() {
                sold[(first + index as i64).rem_euclid(7) as usize] += f64::from(units);
            }
        }
    }
    let total: f64 = sold.iter().sum();
    let most = sold.iter().copied().fold(0.0, f64::max);
    if total <= 0.0 || !total.is_finite() || most >= WEEKLY_DATA * total {
        return flat;
    }
    let sum = total + 7.0 * PRIOR_UNITS;
    sold.map(|units| (units + PRIOR_UNITS) / sum)
}

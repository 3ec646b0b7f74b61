//! Series fitted and forecast a second, by the library alone.

use std::hint::black_box;

use domain::Day;
use forecast::{Panel, Series, Settings, fit};

use super::figure::{Figure, Held};
use super::process::Took;
use super::{Bench, synthetic};
use crate::Outcome;

const SERIES: usize = 15_000;
/// AutoETS of statsforecast fits 121 weekly series a second on two cores of the machine where
/// `benches/forecast_autoets.py` was run; a hundred times that is asked for.
const LEAST: f64 = 12_100.0;

/// Measures fitting 15,000 daily series of two years and the sum of 42 days of each.
pub fn measure(bench: &Bench) -> Outcome<Vec<Figure>> {
    let sales = synthetic::daily_sales(SERIES);
    let Day(first_day) = synthetic::FIRST_DAY;
    let kept = vec![1_u8; sales.first().map_or(0, Vec::len)];
    let panel = Panel {
        as_of: first_day + i32::try_from(kept.len())?,
        series: sales
            .iter()
            .zip(0_u32..)
            .map(|(sales, index)| Series {
                first_day,
                sales,
                in_stock: &kept,
                category: index % 40,
                ..Series::default()
            })
            .collect(),
    };
    let mut least = Took::FOREVER;
    for _ in 0..bench.runs {
        let work = || {
            let forecasts = fit(&panel, &Settings::default()).forecast_all();
            let means: f64 = forecasts.iter().map(|one| one.sum(42.0, 0.0).mean()).sum();
            Ok(black_box(means))
        };
        least = least.least(Took::of(work)?.0);
    }
    let rate = SERIES as f64 / least.wall;
    Ok(vec![Figure::new(
        "forecast: series fitted and forecast",
        rate,
        Held::Rate(LEAST),
    )])
}

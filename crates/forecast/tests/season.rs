//! Season of goods, categories and the shop.

use forecast::{Panel, Series, Settings, fit};

/// Monday 2024-11-04, days since 1970-01-01.
const AS_OF: i32 = 20_031;
/// Three years.
const DAYS: usize = 1_092;

#[test]
fn goods_without_a_season_keep_a_flat_profile() {
    let first = AS_OF - DAYS as i32;
    let sales = vec![1.0_f32; DAYS];
    let panel = Panel {
        as_of: AS_OF,
        series: (0..6)
            .map(|number| Series {
                first_day: first,
                sales: &sales,
                product: Some(number),
                ..Series::default()
            })
            .collect(),
    };
    let fitted = fit(&panel, &Settings::default());
    for forecast in fitted.forecasts() {
        for week in 0..52 {
            let from = 7.0 * f64::from(week);
            let mean = forecast.mean(from, from + 7.0);
            assert!((mean - 7.0).abs() < 0.2, "week {week}: {mean}");
        }
    }
}

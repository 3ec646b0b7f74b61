//! Season of goods, categories and the shop.

use forecast::{Panel, Series, Settings, fit};

/// Monday 2024-11-04, days since 1970-01-01.
const AS_OF: i32 = 20_031;
/// Three years.
const DAYS: usize = 1_092;

/// Whether a day lies in the four weeks before Christmas (day of the year 330 to 357).
fn before_christmas(day: i32) -> bool {
    let of_year = (f64::from(day) - 18_993.0).rem_euclid(365.25);
    (330.0..358.0).contains(&of_year)
}

/// Mean demand of the six weeks from 2024-11-25 and of the first two weeks, of a good that sells
/// eight a day before Christmas and nothing else, among goods that sell two a day all year.
fn christmas_good(product: Option<u32>) -> (f64, f64) {
    let first = AS_OF - DAYS as i32;
    let steady = vec![2.0_f32; DAYS];
    let tree: Vec<f32> = (0..DAYS as i32)
        .map(|day| {
            if before_christmas(first + day) {
                8.0
            } else {
                0.0
            }
        })
        .collect();
    let series = |sales, product| Series {
        first_day: first,
        sales,
        product,
        ..Series::default()
    };
    let mut all: Vec<Series<'_>> = (0..12)
        .map(|number| series(steady.as_slice(), product.map(|_| number)))
        .collect();
    all.push(series(tree.as_slice(), product));
    let panel = Panel {
        as_of: AS_OF,
        series: all,
    };
    let fitted = fit(&panel, &Settings::default());
    let forecast = &fitted.forecasts()[12];
    (forecast.mean(21.0, 63.0), forecast.mean(0.0, 14.0))
}

#[test]
fn a_good_sold_for_christmas_has_a_season_of_its_own() {
    let (own, before) = christmas_good(Some(99));
    let (pooled, _) = christmas_good(None);
    // 28 days of 8 are 224; the profile is smoothed over a few weeks, so that a part of it falls
    // outside of the six weeks.
    assert!(own > 100.0 && own < 300.0, "{own}");
    assert!(before < own / 10.0, "{before} of {own}");
    assert!(pooled < own / 5.0, "{pooled} of {own}");
}

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

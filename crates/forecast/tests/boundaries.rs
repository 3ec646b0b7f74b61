//! Answers at the edges: what cannot be known is defined, finite and not absurd.

use forecast::{Forecast, Method, Panel, Prior, Series, Settings, fit};

fn alone(series: Series<'_>, as_of: i32) -> Forecast {
    let panel = Panel {
        as_of,
        series: vec![series],
    };
    fit(&panel, &Settings::default()).forecast_all().remove(0)
}

fn forecast_of(sales: &[f32], in_stock: &[u8]) -> Forecast {
    let as_of = i32::try_from(sales.len()).expect("short");
    alone(
        Series {
            sales,
            in_stock,
            ..Series::default()
        },
        as_of,
    )
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance
}

#[test]
fn steady_demand_is_forecast_as_it_is() {
    let forecast = forecast_of(&[2.0; 7 * 26], &[]);
    assert_eq!(forecast.method(), Method::SeasonLevelNb);
    assert!(close(forecast.mean(0.0, 35.0), 70.0, 0.01));
    let daily: f64 = forecast.daily_means(35).iter().sum();
    assert!(close(daily, forecast.mean(0.0, 35.0), 1e-9));
    assert!(close(
        forecast.mean(3.25, 10.5) + forecast.mean(10.5, 35.0),
        forecast.mean(3.25, 35.0),
        1e-9
    ));
}

#[test]
fn days_out_of_stock_are_missing_and_not_zero() {
    let mut sales = [2.0_f32; 7 * 26];
    let mut in_stock = [1_u8; 7 * 26];
    sales[7 * 23..].fill(0.0);
    in_stock[7 * 23..].fill(0);
    let forecast = forecast_of(&sales, &in_stock);
    assert!(
        close(forecast.mean(0.0, 7.0), 14.0, 0.01),
        "{}",
        forecast.mean(0.0, 7.0)
    );
    assert!(close(forecast.parts(7.0).in_stock_share, 23.0 / 26.0, 1e-6));
}

#[test]
fn a_shop_closed_on_one_weekday_expects_nothing_on_it() {
    // Day 0 is a Thursday; index 2 of each week is a Saturday.
    let sales: Vec<f32> = (0..7 * 60)
        .map(|day| if day % 7 == 2 { 0.0 } else { 7.0 })
        .collect();
    let means = forecast_of(&sales, &[]).daily_means(14);
    assert!(means[2] < 0.1 && means[9] < 0.1, "{means:?}");
    assert!(close(means[0], 7.0, 0.05), "{means:?}");
}

#[test]
fn weekly_sums_booked_on_one_day_are_spread_evenly() {
    let sales: Vec<f32> = (0..7 * 60)
        .map(|day| if day % 7 == 0 { 14.0 } else { 0.0 })
        .collect();
    for mean in forecast_of(&sales, &[]).daily_means(14) {
        assert!(close(mean, 2.0, 1e-6));
    }
}

#[test]
fn days_from_the_decision_on_are_never_read() {
    let mut sales = vec![1.0_f32; 7 * 30];
    let known = alone(
        Series {
            sales: &sales,
            ..Series::default()
        },
        7 * 20,
    );
    sales[7 * 20..].fill(1000.0);
    let again = alone(
        Series {
            sales: &sales,
            ..Series::default()
        },
        7 * 20,
    );
    assert_eq!(known.sum(35.0, 2.0), again.sum(35.0, 2.0));
}

#[test]
fn what_cannot_be_known_has_a_defined_answer() {
    let sparse: Vec<f32> = (0..800)
        .map(|day| if day == 100 { 1.0 } else { 0.0 })
        .collect();
    let mut gap = vec![1.0_f32; 900];
    gap[300..700].fill(0.0);
    let cases: [(&str, Vec<f32>, Vec<u8>, Method); 10] = [
        ("all zeros", vec![0.0; 300], vec![], Method::Empty),
        ("no days", vec![], vec![], Method::Empty),
        ("three days", vec![3.0, 0.0, 1.0], vec![], Method::NewItem),
        (
            "not numbers",
            vec![f32::NAN, -5.0, f32::INFINITY],
            vec![],
            Method::Empty,
        ),
        (
            "never in stock, yet sold",
            vec![1.0; 100],
            vec![0; 100],
            Method::NewItem,
        ),
        (
            "never in stock, never sold",
            vec![0.0; 100],
            vec![0; 100],
            Method::Empty,
        ),
        ("one sale ever", sparse, vec![], Method::SeasonLevelNb),
        ("a year missing", gap, vec![], Method::SeasonLevelNb),
        ("huge", vec![f32::MAX; 900], vec![], Method::SeasonLevelNb),
        ("very large", vec![1e9; 200], vec![], Method::SeasonLevelNb),
    ];
    for (name, sales, in_stock, method) in cases {
        let forecast = forecast_of(&sales, &in_stock);
        assert_eq!(forecast.method(), method, "{name}");
        let highest = sales
            .iter()
            .copied()
            .filter(|units| units.is_finite())
            .fold(0.0, f32::max);
        for days in [-3.0, 0.0, 0.5, 7.0, 400.0, 1e9, f64::NAN, f64::INFINITY] {
            for deviation in [0.0, 3.0, f64::NAN] {
                let sum = forecast.sum(days, deviation);
                let quantiles = [0.0, 0.1, 0.5, 0.98, 1.0].map(|q| sum.quantile(q));
                assert!(
                    quantiles
                        .iter()
                        .all(|value| value.is_finite() && *value >= 0.0),
                    "{name} {quantiles:?}"
                );
                assert!(quantiles.is_sorted(), "{name} {quantiles:?}");
                assert!(
                    sum.mean().is_finite() && sum.variance().is_finite(),
                    "{name}"
                );
                assert!(sum.expected_shortage(10.0).is_finite(), "{name}");
            }
        }
        // Nothing is expected to sell faster than its best day.
        assert!(
            forecast.mean(0.0, 100.0) <= 100.0 * f64::from(highest) + 1e-6,
            "{name}"
        );
        assert!(
            forecast
                .sample_path(7.0, 6, 9)
                .iter()
                .all(|units| units.is_finite() && *units >= 0.0),
            "{name}"
        );
    }
}

#[test]
fn a_belief_narrows_as_sales_arrive() {
    let prior = Some(Prior {
        mean_per_week: 10.0,
        relative_sd: 1.0,
    });
    let sd = |sales: &[f32]| {
        let as_of = i32::try_from(sales.len()).expect("short");
        let forecast = alone(
            Series {
                sales,
                prior,
                ..Series::default()
            },
            as_of,
        );
        (forecast.mean(0.0, 7.0), forecast.parts(7.0).level_sd)
    };
    let (none, three) = (sd(&[]), sd(&[2.0; 21]));
    assert!(close(none.0, 10.0, 1e-9) && close(none.1, 10.0, 1e-9));
    // Three weeks at 14 pull the level most of the way and leave less than half of the spread.
    assert!(
        three.0 > 11.5 && three.0 < 14.0 && three.1 < 5.0,
        "{three:?}"
    );
}

#[test]
fn a_good_without_history_starts_at_its_categorys_launches() {
    let shop: Vec<Vec<f32>> = (0..20)
        .map(|index| vec![if index < 10 { 1.0 } else { 4.0 }; 7 * 30])
        .collect();
    let mut series: Vec<Series<'_>> = shop
        .iter()
        .enumerate()
        .map(|(index, sales)| Series {
            sales,
            category: u32::from(index >= 10),
            ..Series::default()
        })
        .collect();
    series.push(Series {
        category: 0,
        ..Series::default()
    });
    series.push(Series {
        category: 1,
        ..Series::default()
    });
    let forecasts = fit(
        &Panel {
            as_of: 7 * 30,
            series,
        },
        &Settings::default(),
    )
    .forecast_all();
    let (low, high) = (forecasts[20].mean(0.0, 7.0), forecasts[21].mean(0.0, 7.0));
    assert_eq!(forecasts[20].method(), Method::NewItem);
    // Ten launches of its own against five of the shop's mean 17.5: (10·7 + 5·17.5)/15.
    assert!(close(low, 10.5, 0.01), "{low}");
    assert!(
        close(high, (10.0 * 28.0 + 5.0 * 17.5) / 15.0, 0.01),
        "{high}"
    );
    assert!(forecasts[20].sum(28.0, 0.0).variance() > 4.0 * forecasts[0].sum(28.0, 0.0).variance());
}

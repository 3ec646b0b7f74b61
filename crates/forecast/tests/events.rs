//! Promotions and prices are kept apart from the level, and planned ones come back on top of it.

use forecast::{Forecast, Like, Method, Panel, Prior, Series, Settings, fit};

const DAYS: usize = 7 * 60;
const AS_OF: i32 = DAYS as i32;

/// Demand of a good that sells `base` a day, and `lifted` on the days of its promotions.
fn sold(base: f32, lifted: f32, promotion: &[u8]) -> Vec<f32> {
    (0..DAYS)
        .map(|day| if promotion[day] == 1 { lifted } else { base })
        .collect()
}

/// Three fortnights of promotion, the last one just before the decision.
fn fortnights() -> Vec<u8> {
    (0..DAYS)
        .map(|day| u8::from([15, 35, 58].contains(&(day / 7)) || [16, 36, 59].contains(&(day / 7))))
        .collect()
}

fn forecasts(series: Vec<Series<'_>>) -> Vec<Forecast> {
    fit(
        &Panel {
            as_of: AS_OF,
            series,
        },
        &Settings::default(),
    )
    .forecast_all()
}

#[test]
fn a_promotion_just_over_leaves_the_level_where_it_was() {
    let promotion = fortnights();
    let sales = sold(4.0, 12.0, &promotion);
    let series = |promotion| Series {
        sales: &sales,
        promotion,
        ..Series::default()
    };
    let forecast = &forecasts(vec![series(&promotion); 20])[5];
    let blind = &forecasts(vec![series(&[]); 20])[5];
    // 28 a week; the fortnight after may dip or not, nothing was seen of it but its base.
    let (week, blind_week) = (forecast.mean(21.0, 28.0), blind.mean(21.0, 28.0));
    assert!((week - 28.0).abs() < 1.5, "{week}");
    assert!(blind_week > 36.0, "{blind_week}");
    let events = forecast.events().expect("had promotions");
    assert!((events.effects.promotion - 3.0).abs() < 0.15, "{events:?}");
    // 42 days at 8 more than the base.
    assert!((events.units - 336.0).abs() < 25.0, "{events:?}");
    assert!(blind.events().is_none());
}

#[test]
fn a_planned_promotion_comes_on_top_and_widens() {
    let mut promotion = fortnights();
    let sales = sold(4.0, 12.0, &promotion);
    promotion.resize(DAYS + 60, 0);
    promotion[DAYS + 28..DAYS + 35].fill(1);
    let planned = Series {
        sales: &sales,
        promotion: &promotion,
        ..Series::default()
    };
    let plain = Series {
        promotion: &promotion[..DAYS],
        ..planned
    };
    let mut series = vec![plain; 20];
    series.push(planned);
    let all = forecasts(series);
    let (with, without) = (&all[20], &all[0]);
    let added = with.promotion_mean(0.0, 70.0) - without.promotion_mean(0.0, 70.0);
    // A week at three times 28: 56 more, less what the fortnight after may lose.
    assert!((added - 56.0).abs() < 8.0, "{added}");
    assert!((with.mean(28.0, 35.0) / without.mean(28.0, 35.0) - 3.0).abs() < 0.2);
    assert!((with.mean(20.0, 28.0) - without.mean(20.0, 28.0)).abs() < 1e-9);
    assert!(with.sum(35.0, 0.0).variance() > 1.5 * without.sum(35.0, 0.0).variance());
    let paths: f64 = (0..200)
        .map(|seed| with.sample_path(7.0, 10, seed)[4])
        .sum::<f64>()
        / 200.0;
    assert!((paths / with.mean(28.0, 35.0) - 1.0).abs() < 0.1, "{paths}");
}

#[test]
fn a_good_never_promoted_answers_like_its_category() {
    let promotion = fortnights();
    let (weak, strong) = (sold(4.0, 5.0, &promotion), sold(4.0, 16.0, &promotion));
    let plain = vec![4.0_f32; DAYS];
    let mut ahead = vec![0_u8; DAYS + 7];
    ahead[DAYS..].fill(1);
    let mut series = Vec::new();
    for (category, sales) in [(0, &weak), (1, &strong)] {
        let tried = Series {
            sales,
            category,
            promotion: &promotion,
            ..Series::default()
        };
        series.extend([tried; 15]);
        series.push(Series {
            sales: &plain,
            category,
            promotion: &ahead,
            ..Series::default()
        });
    }
    let all = forecasts(series);
    let factor = |index: usize| all[index].mean(0.0, 7.0) / 28.0;
    assert!((1.1..1.7).contains(&factor(15)), "{}", factor(15));
    assert!((3.0..4.2).contains(&factor(31)), "{}", factor(31));
}

#[test]
fn demand_at_a_lower_price_is_not_the_level_of_the_usual_one() {
    // Elasticity −2: at 20 % off, e^(2 · 0.223) = 1.5625 times as much.
    let mut ratio = vec![1.0_f32; DAYS];
    let mut sales = vec![4.0_f32; DAYS];
    for week in [10, 20, 30, 40, 56, 57] {
        ratio[week * 7..week * 7 + 7].fill(0.8);
        sales[week * 7..week * 7 + 7].fill(6.25);
    }
    let series = Series {
        sales: &sales,
        price_ratio: &ratio,
        ..Series::default()
    };
    let forecast = &forecasts(vec![series; 20])[3];
    let events = forecast.events().expect("had prices");
    assert!((events.effects.elasticity + 2.0).abs() < 0.15, "{events:?}");
    assert!((forecast.mean(0.0, 7.0) - 28.0).abs() < 1.0);
    // A price that still holds is taken to last.
    ratio[DAYS - 7..].fill(0.8);
    sales[DAYS - 7..].fill(6.25);
    let series = Series {
        sales: &sales,
        price_ratio: &ratio,
        ..Series::default()
    };
    let forecast = &forecasts(vec![series; 20])[3];
    assert!((forecast.mean(0.0, 7.0) - 43.75).abs() < 2.0);
}

#[test]
fn a_new_good_takes_the_level_of_what_it_is_like() {
    let (slow, fast) = (vec![1.0_f32; DAYS], vec![9.0_f32; DAYS]);
    let of = |sales| Series {
        sales,
        ..Series::default()
    };
    let mut series = vec![of(&slow); 10];
    series.push(of(&fast));
    let like = Some(Like {
        series: 10,
        scale: 0.5,
        relative_sd: 0.4,
    });
    series.push(Series {
        like,
        ..Series::default()
    });
    // The seller's own number goes before the likeness; a likeness to itself says nothing.
    series.push(Series {
        like,
        prior: Some(Prior {
            mean_per_week: 5.0,
            relative_sd: 0.4,
        }),
        ..Series::default()
    });
    series.push(Series {
        like: Some(Like {
            series: 13,
            scale: 1.0,
            relative_sd: 0.4,
        }),
        ..Series::default()
    });
    let all = forecasts(series);
    assert_eq!(all[11].method(), Method::NewItem);
    assert!((all[11].mean(0.0, 7.0) - 31.5).abs() < 0.1);
    assert!((all[11].parts(7.0).level_sd / 31.5 - 0.4).abs() < 0.01);
    assert!((all[12].mean(0.0, 7.0) - 5.0).abs() < 0.01);
    assert!(all[13].mean(0.0, 7.0) < 20.0);
}

#[test]
fn wild_events_stay_bounded() {
    let sales = vec![2.0_f32; DAYS];
    let promotion = vec![1_u8; DAYS + 2000];
    let ratio = [f32::NAN, -1.0, 0.0, f32::INFINITY, 1e-30, 1e30].repeat(DAYS);
    for (promotion, price_ratio) in [
        (&promotion[..], &[][..]),
        (&[][..], &ratio[..]),
        (&promotion[..], &ratio[..]),
    ] {
        let series = Series {
            sales: &sales,
            promotion,
            price_ratio,
            ..Series::default()
        };
        for forecast in forecasts(vec![
            series,
            Series {
                sales: &[],
                ..series
            },
        ]) {
            for days in [1.0, 40.0, 900.0] {
                let sum = forecast.sum(days, 2.0);
                assert!(sum.mean().is_finite() && sum.variance().is_finite());
                assert!(sum.mean() <= 2.0 * days * 64.0);
            }
            assert!(
                forecast
                    .sample_path(7.0, 9, 1)
                    .iter()
                    .all(|u| u.is_finite() && *u >= 0.0)
            );
        }
    }
}

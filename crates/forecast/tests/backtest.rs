//! The backtest replays the past blind, and chooses a method only where it clearly wins.

use forecast::{BacktestOptions, Method, Panel, Score, Series, Settings, Tally, backtest, choose};

fn options(horizon_days: u16, origins: u16) -> BacktestOptions {
    BacktestOptions {
        horizon_days,
        origins,
        ..BacktestOptions::default()
    }
}

#[test]
fn steady_demand_is_scored_as_foretold() {
    let days = 7 * 60;
    let sales = vec![3.0_f32; days];
    let panel = Panel {
        as_of: days as i32,
        series: vec![Series {
            sales: &sales,
            ..Series::default()
        }],
    };
    let scores = backtest(&panel, &Settings::default(), &options(21, 5));
    // Five methods, each for the shop and for the one category.
    assert_eq!(scores.len(), 10);
    for score in &scores {
        assert_eq!(score.by_origin.len(), 5);
        assert_eq!(score.total.lines, 5);
        assert!((score.total.actual - 5.0 * 63.0).abs() < 1e-6);
        // Croston's correction takes 5 % off, on purpose; its cousin TSB starts from a chance of ½.
        let slack = if matches!(score.method, Method::CrostonSba | Method::Tsb) {
            0.06
        } else {
            1e-6
        };
        assert!(score.total.bias().expect("sold").abs() < slack, "{score:?}");
        assert_eq!(score.total.coverage(), Some((1.0, 1.0)), "{score:?}");
    }
}

#[test]
fn a_horizon_with_a_day_out_of_stock_is_not_scored() {
    let days = 7 * 40;
    let sales = vec![3.0_f32; days];
    let mut in_stock = vec![1_u8; days];
    in_stock[days - 3] = 0;
    let series = Series {
        sales: &sales,
        in_stock: &in_stock,
        ..Series::default()
    };
    let panel = Panel {
        as_of: days as i32,
        series: vec![series],
    };
    let scores = backtest(&panel, &Settings::default(), &options(21, 2));
    let origins: Vec<i32> = scores[0]
        .by_origin
        .iter()
        .map(|(origin, _)| *origin)
        .collect();
    assert_eq!(origins, [days as i32 - 21 - 28]);
}

#[test]
fn what_comes_after_an_origin_does_not_reach_its_forecast() {
    let days = 7 * 40;
    let mut sales = vec![3.0_f32; days];
    sales[days - 21..].fill(30.0);
    let panel = Panel {
        as_of: days as i32,
        series: vec![Series {
            sales: &sales,
            ..Series::default()
        }],
    };
    let scores = backtest(&panel, &Settings::default(), &options(21, 1));
    // Foretold 63 where 630 were sold.
    assert!(
        (scores[0].total.excess + 567.0).abs() < 1e-6,
        "{:?}",
        scores[0].total
    );
}

#[test]
fn short_or_empty_history_has_no_scores() {
    let sales = [1.0_f32; 60];
    let short = Panel {
        as_of: 60,
        series: vec![Series {
            sales: &sales,
            ..Series::default()
        }],
    };
    assert!(backtest(&short, &Settings::default(), &options(42, 8)).is_empty());
    assert!(backtest(&Panel::default(), &Settings::default(), &options(0, 8)).is_empty());
}

fn score(method: Method, category: Option<u32>, losses: &[f64]) -> Score {
    let tally = |pinball: f64| Tally {
        lines: 50,
        pinball,
        actual: 100.0,
        ..Tally::default()
    };
    let mut total = Tally::default();
    let mut by_origin = Vec::new();
    for (index, &loss) in losses.iter().enumerate() {
        total.add(&tally(loss));
        by_origin.push((index as i32, tally(loss)));
    }
    Score {
        method,
        category,
        total,
        by_origin,
    }
}

#[test]
fn only_a_clear_and_steady_win_replaces_the_recipe() {
    let recipe = [10.0, 10.0, 10.0, 10.0];
    let cases: [(&[f64], bool); 4] = [
        (&[9.0, 9.0, 9.0, 10.5], true),
        // A little better everywhere, much better once, and better over too few origins.
        (&[9.9, 9.9, 9.9, 9.9], false),
        (&[5.0, 10.1, 10.1, 10.1], false),
        (&[5.0, 5.0, 5.0], false),
    ];
    for (losses, wins) in cases {
        let scores = [
            score(Method::SeasonLevelNb, None, &recipe),
            score(Method::Tsb, None, &recipe),
            score(Method::SeasonLevelNb, Some(4), &recipe[..losses.len()]),
            score(Method::Tsb, Some(4), losses),
        ];
        let expected = if wins { vec![(4, Method::Tsb)] } else { vec![] };
        assert_eq!(
            choose(&scores),
            (Method::SeasonLevelNb, expected),
            "{losses:?}"
        );
    }
}

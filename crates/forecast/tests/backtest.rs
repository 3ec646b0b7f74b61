//! The backtest replays the past blind, and chooses a method only where it clearly wins.

use forecast::{
    Backtest, BacktestOptions, Choice, Method, Panel, Score, Series, Settings, Tally, backtest,
};

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
    let scores = backtest(&panel, &Settings::default(), &options(21, 5)).scores;
    // Five methods and four halves of them with the recipe, each for the shop and for the one
    // category; one series is too little for trees.
    assert_eq!(scores.len(), 18);
    for score in &scores {
        assert_eq!(score.by_origin.len(), 5);
        assert_eq!(score.total.lines, 5);
        assert!((score.total.actual - 5.0 * 63.0).abs() < 1e-6);
        // Croston's correction takes 5 % off, on purpose; its cousin TSB starts from a chance of ½.
        let slack = if matches!(score.choice.method, Method::CrostonSba | Method::Tsb) {
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
    let scores = backtest(&panel, &Settings::default(), &options(21, 2)).scores;
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
    let scores = backtest(&panel, &Settings::default(), &options(21, 1)).scores;
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
    let scores =
        |panel: &Panel<'_>, days| backtest(panel, &Settings::default(), &options(days, 8)).scores;
    assert!(scores(&short, 42).is_empty());
    assert!(scores(&Panel::default(), 0).is_empty());
}

fn score(method: Method, category: Option<u32>, losses: &[f64]) -> Score {
    let tally = |pinball: f64| Tally {
        lines: 60,
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
        choice: Choice::alone(method),
        category,
        total,
        by_origin,
    }
}

#[test]
fn only_a_clear_and_steady_win_replaces_the_recipe() {
    let recipe = [10.0; 6];
    let cases: [(&str, &[f64], bool); 6] = [
        (
            "wins nearly everywhere",
            &[9.0, 9.1, 8.9, 9.0, 9.2, 9.0],
            true,
        ),
        ("a hair better", &[9.9, 9.9, 9.9, 9.9, 9.9, 9.9], false),
        (
            "much better once",
            &[5.0, 10.1, 10.1, 10.1, 10.1, 10.1],
            false,
        ),
        ("better by chance", &[6.0, 9.8, 11.0, 7.0, 9.9, 9.9], false),
        ("too few origins", &[5.0, 5.1, 5.2, 5.0, 5.1], false),
        ("worse", &[11.0; 6], false),
    ];
    for (name, losses, wins) in cases {
        let found = Backtest {
            scores: vec![
                score(Method::SeasonLevelNb, None, &recipe),
                score(Method::Tsb, None, &recipe),
                score(Method::SeasonLevelNb, Some(4), &recipe),
                score(Method::Tsb, Some(4), losses),
                // The trees were scored on the last of the origins only and are compared on them.
                score(Method::BoostedTrees, Some(4), &[9.99; 6]),
            ],
            boosted: None,
        };
        let chosen = found.chosen(&Settings::default());
        let expected = if wins {
            vec![(4, Choice::alone(Method::Tsb))]
        } else {
            vec![]
        };
        assert_eq!(chosen.choice, Choice::default(), "{name}");
        assert_eq!(chosen.category_choices, expected, "{name}");
    }
}

#[test]
fn a_category_that_prefers_the_recipe_keeps_it_against_the_shop() {
    let found = Backtest {
        scores: vec![
            score(Method::SeasonLevelNb, None, &[10.0; 8]),
            score(Method::Tsb, None, &[8.0, 8.1, 8.0, 8.1, 8.0, 8.1, 8.0, 8.1]),
            score(Method::SeasonLevelNb, Some(7), &[5.0; 8]),
            score(Method::Tsb, Some(7), &[6.0; 8]),
        ],
        boosted: None,
    };
    let chosen = found.chosen(&Settings::default());
    assert_eq!(chosen.choice, Choice::alone(Method::Tsb));
    assert_eq!(chosen.category_choices, [(7, Choice::default())]);
}

/// Each good has a week of three times its sales after three plain ones, every good in another
/// week: the level alone foretells the mean of both.
#[test]
fn trees_learn_from_others_what_no_series_shows_by_itself() {
    let days = 7 * 90;
    let goods: Vec<Vec<f32>> = (0..120)
        .map(|good| {
            (0..days)
                .map(|day| {
                    let week = day / 7 + good;
                    let burst = week % 4 == 0;
                    let base = 2.0 + (good % 5) as f32;
                    if burst { 3.0 * base } else { base }
                })
                .collect()
        })
        .collect();
    let panel = Panel {
        as_of: days,
        series: goods
            .iter()
            .map(|sales| Series {
                sales,
                ..Series::default()
            })
            .collect(),
    };
    let options = BacktestOptions {
        horizon_days: 7,
        step_days: 7,
        choices: vec![Choice::default(), Choice::alone(Method::BoostedTrees)],
        ..BacktestOptions::default()
    };
    let found = backtest(&panel, &Settings::default(), &options);
    let chosen = found.chosen(&Settings::default());
    assert_eq!(chosen.choice, Choice::alone(Method::BoostedTrees));
    assert!(chosen.boosted.is_some());
    // The same again, and on one thread.
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a pool")
        .install(|| backtest(&panel, &Settings::default(), &options));
    assert_eq!(alone.scores, found.scores);
    assert_eq!(alone.boosted, found.boosted);
}

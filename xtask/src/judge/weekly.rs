//! Weekly stores: 599 store-products played through the engine's own commands.
//!
//! A game is eight weeks. Each Monday morning, with the sales of the weeks before known, one order
//! a store-product; it can be sold from the Monday two weeks later. Unmet demand is lost and costs
//! 1 a unit, stock left at the end of a week costs 0.2; orders are placed before each of the first
//! six weeks, and the cost of weeks 3–8 counts. The figure is the cost over that of the
//! organiser's rule.
//!
//! `JUDGE_WINDOWS=109,117` plays some of the windows; `JUDGE_MARKS=daily` writes in-stock marks
//! for every day instead of one row a week; `JUDGE_SALES=capped` tells the engine what the game
//! sold, from one lasting workspace, instead of what the stores sold.

pub mod data;
mod game;
mod shop;

use std::time::Instant;

use crate::{Outcome, shared};
use data::Data;
use game::Game;
use shop::{Marks, Shop, Told};

/// First weeks of the games, counted from 0. Nothing was chosen by looking at the last.
const WINDOWS: [usize; 6] = [109, 117, 125, 133, 141, 149];
/// What the plan is held to, and what would be more than that.
const BAR: (f64, f64) = (0.86, 0.82);

/// Plays the windows and prints their costs.
pub fn run() -> Outcome<()> {
    let folder = shared().join("data/weekly_stores");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return Ok(());
    }
    let data = Data::read(&folder)?;
    let windows = match std::env::var("JUDGE_WINDOWS") {
        Ok(list) => list
            .split(',')
            .map(str::parse)
            .collect::<Result<Vec<usize>, _>>()?,
        Err(_) => WINDOWS.to_vec(),
    };
    let marks = match std::env::var("JUDGE_MARKS").as_deref() {
        Ok("daily") => Marks::Daily,
        _ => Marks::Weekly,
    };
    let told = match std::env::var("JUDGE_SALES").as_deref() {
        Ok("capped") => Told::Sold,
        _ => Told::Demand,
    };
    println!(
        "{} store-products, marks {marks:?}, told {told:?}",
        data.series.len()
    );
    println!("window  organiser      plan   ratio  lost/left   seconds");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let (mut theirs, mut ours) = (0.0, 0.0);
    for window in windows {
        let started = Instant::now();
        let rule = data.organisers_game(window);
        let game = runtime.block_on(planned(&data, window, marks, told))?;
        println!(
            "{window:>6}  {:>9.1} {:>9.1}  {:.4}  {:.0}/{:.0}  {:>8.1}",
            rule.cost(),
            game.cost(),
            game.cost() / rule.cost(),
            game.lost,
            game.left,
            started.elapsed().as_secs_f64(),
        );
        theirs += rule.cost();
        ours += game.cost();
    }
    println!(
        "   sum  {theirs:>9.1} {ours:>9.1}  {:.4}   bar {} (more than that: {})",
        ours / theirs,
        BAR.0,
        BAR.1
    );
    Ok(())
}

/// One game, ordered by the plan.
async fn planned(data: &Data, window: usize, marks: Marks, told: Told) -> Outcome<Game> {
    let mut game = Game::new(data, window);
    let mut shop = Shop::open(data, &game, marks, told).await?;
    for week in 0..game::WEEKS {
        let orders = if week < game::ORDERS {
            shop.plan(&game, week).await?
        } else {
            vec![0; data.series.len()]
        };
        let sold = game.week(data, &orders);
        shop.after(&game, week, &orders, &sold).await?;
    }
    Ok(game)
}

//! Times the fit and the questions a plan asks, on made-up shops of 15,000 series.
//!
//! `cargo run --release -p forecast --example speed [series]`

// The example's product is its table.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

use forecast::{Panel, Series, Settings, fit};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;

const DAYS: usize = 730;
/// Paths drawn of each series.
const PATHS: u64 = 100;

/// Sales of a good that sells `rate` a day in a year with a winter.
fn sales(rate: f64, random: &mut Pcg64Mcg) -> Vec<f32> {
    (0..DAYS)
        .map(|day| {
            let season = 1.0 + 0.4 * (day as f64 / 365.25 * std::f64::consts::TAU).cos();
            let mut left = rate * season;
            let mut units = 0.0;
            loop {
                left += random.random::<f64>().ln();
                if left <= 0.0 {
                    break units;
                }
                units += 1.0;
            }
        })
        .collect()
}

fn main() {
    let count = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(15_000);
    let days: Vec<Vec<f32>> = (0..count)
        .into_par_iter()
        .map(|index| {
            let mut random = Pcg64Mcg::seed_from_u64(index as u64);
            sales((random.random::<f64>() * 7.0 - 4.0).exp(), &mut random)
        })
        .collect();
    let kept = vec![1_u8; DAYS];
    let panel = Panel {
        as_of: 20_000 + DAYS as i32,
        series: days
            .iter()
            .enumerate()
            .map(|(index, sales)| Series {
                first_day: 20_000,
                sales,
                in_stock: &kept,
                category: (index % 40) as u32,
                ..Series::default()
            })
            .collect(),
    };
    let started = Instant::now();
    let forecasts = fit(&panel, &Settings::default()).forecast_all();
    let fitted = started.elapsed().as_secs_f64();
    println!(
        "fit            {fitted:.3} s  {:.0} series a second",
        count as f64 / fitted
    );
    let report = |name: &str, each: usize, started: Instant| {
        let seconds = started.elapsed().as_secs_f64();
        let evaluations = (count * each) as f64;
        println!(
            "{name:<14} {seconds:.3} s  {:.2} µs each on all cores",
            seconds / evaluations * 1e6
        );
    };
    let started = Instant::now();
    black_box(
        forecasts
            .par_iter()
            .map(|f| {
                (0..20)
                    .map(|i| f.sum(20.0 + f64::from(i), 4.0).quantile(0.9))
                    .sum::<f64>()
            })
            .sum::<f64>(),
    );
    report("quantile", 20, started);
    let started = Instant::now();
    black_box(
        forecasts
            .par_iter()
            .map(|f| {
                let d = f.sum(42.0, 4.0);
                (0..20)
                    .map(|i| d.expected_shortage(f64::from(i) * 0.1 * d.mean()))
                    .sum::<f64>()
            })
            .sum::<f64>(),
    );
    report("shortage", 20, started);
    let started = Instant::now();
    black_box(
        forecasts
            .par_iter()
            .map(|f| {
                let paths = f.paths(7.0, 8);
                (0..100)
                    .map(|seed| paths.sample(seed).iter().sum::<f64>())
                    .sum::<f64>()
            })
            .sum::<f64>(),
    );
    report("path of 8", PATHS as usize, started);
}

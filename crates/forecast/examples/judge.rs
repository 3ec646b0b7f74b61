//! Pinball loss and coverage on the open data sets, relative to AutoETS + normal.
//!
//! `cargo run --release -p forecast --example judge -- /tmp/forecast_autoets.csv`
//! The reference file is written by benches/forecast_autoets.py.

// The example's product is its table.
#![allow(clippy::print_stdout)]

mod support;

use std::collections::HashMap;
use std::error::Error;

use forecast::{
    BacktestOptions, Choice, CountDistribution, Method, Panel, Purpose, Series, Settings, Tuning,
    backtest, fit,
};
use support::Owned;

const LEVELS: [f64; 5] = [0.5, 0.8, 0.9, 0.95, 0.98];
const ENDS: [f64; 4] = [0.1, 0.9, 0.025, 0.975];

type Reference = HashMap<(String, i32, String, usize), (f64, f64)>;

#[derive(Default, Clone)]
struct Tally {
    own: f64,
    reference: f64,
    lines: f64,
    covered: [f64; 5],
    inside80: f64,
    inside95: f64,
    error: f64,
    bias: f64,
    actual: f64,
    by_level: [f64; 5],
    reference_by_level: [f64; 5],
}

fn pinball(q: f64, value: f64, actual: f64) -> f64 {
    if actual >= value {
        q * (actual - value)
    } else {
        (1.0 - q) * (value - actual)
    }
}

fn normal_quantile(q: f64) -> f64 {
    -std::f64::consts::SQRT_2 * statrs::function::erf::erfc_inv(2.0 * q)
}

impl Tally {
    fn add(&mut self, ours: &CountDistribution, mean: f64, reference: (f64, f64), actual: f64) {
        for (index, q) in LEVELS.into_iter().enumerate() {
            let value = ours.quantile(q);
            let theirs = (reference.0 + reference.1 * normal_quantile(q)).max(0.0);
            let (own, other) = (pinball(q, value, actual), pinball(q, theirs, actual));
            self.own += own;
            self.reference += other;
            self.by_level[index] += own;
            self.reference_by_level[index] += other;
            self.covered[index] += f64::from(u8::from(actual <= value));
        }
        let [low80, high80, low95, high95] = ENDS.map(|q| ours.quantile(q));
        self.inside80 += f64::from(u8::from(low80 <= actual && actual <= high80));
        self.inside95 += f64::from(u8::from(low95 <= actual && actual <= high95));
        self.lines += 1.0;
        self.error += (actual - mean).abs();
        self.bias += mean - actual;
        self.actual += actual;
    }

    fn print(&self, name: &str) {
        let n = self.lines;
        let covered: Vec<String> = self
            .covered
            .iter()
            .map(|c| format!("{:.3}", c / n))
            .collect();
        let by: Vec<String> = self
            .by_level
            .iter()
            .zip(self.reference_by_level)
            .map(|(a, b)| format!("{:.3}", a / b))
            .collect();
        println!(
            "{name:<22} pinball {:.4}  80% {:.3}  95% {:.3}  bias {:+.3}  wape {:.3}  covered {}  by level {}  n {n}",
            self.own / self.reference,
            self.inside80 / n,
            self.inside95 / n,
            self.bias / self.actual,
            self.error / self.actual,
            covered.join(" "),
            by.join(" "),
        );
    }
}

fn read_reference(path: &str) -> Result<Reference, Box<dyn Error>> {
    let mut out = HashMap::new();
    for record in csv::Reader::from_path(path)?.records() {
        let row = record?;
        out.insert(
            (
                row[0].to_owned(),
                row[1].parse()?,
                row[2].to_owned(),
                row[3].parse()?,
            ),
            (row[4].parse()?, row[5].parse()?),
        );
    }
    Ok(out)
}

struct Case<'a> {
    set: &'a str,
    as_of: i32,
    /// Number of the origin in the reference file.
    origin: i32,
    weeks: usize,
}

fn judge(
    series: &[Owned],
    case: &Case<'_>,
    settings: &Settings,
    reference: &Reference,
    tally: &mut Tally,
) {
    let panel = Panel {
        as_of: case.as_of,
        series: series
            .iter()
            .map(|own| {
                let known = (case.as_of - own.first_day) as usize;
                Series {
                    first_day: own.first_day,
                    sales: &own.sales[..known],
                    in_stock: &own.in_stock[..known],
                    category: own.category,
                    product: own.product,
                    ..Series::default()
                }
            })
            .collect(),
    };
    let mut settings = settings.clone();
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    if let Some(origins) = number("LEARN") {
        let choices = [
            Choice::alone(Method::SeasonLevelNb),
            Choice::alone(Method::BoostedTrees),
        ];
        let options = BacktestOptions {
            origins,
            horizon_days: (case.weeks * 7) as u16,
            choices: choices.to_vec(),
            ..BacktestOptions::default()
        };
        let found = backtest(&panel, &settings, &options);
        settings.boosted = found.boosted;
        settings.choice.method = Method::BoostedTrees;
    } else if let Some(origins) = number("CHOOSE") {
        let options = BacktestOptions {
            origins,
            most_series: 1000,
            ..BacktestOptions::default()
        };
        settings = backtest(&panel, &settings, &options).chosen(&settings);
        if settings.choice != Choice::default() || !settings.category_choices.is_empty() {
            println!("  {:?} {:?}", settings.choice, settings.category_choices);
        }
    }
    let fitted = fit(&panel, &settings);
    let days = case.weeks * 7;
    for (own, forecast) in series.iter().zip(fitted.forecasts()) {
        let key = (
            case.set.to_owned(),
            case.origin,
            own.key.clone(),
            case.weeks,
        );
        let from = (case.as_of - own.first_day) as usize;
        let (Some(&theirs), Some(sold), Some(kept)) = (
            reference.get(&key),
            own.sales.get(from..from + days),
            own.in_stock.get(from..from + days),
        ) else {
            continue;
        };
        if kept.contains(&0) {
            continue;
        }
        let actual = sold.iter().map(|&units| f64::from(units)).sum();
        tally.add(
            &forecast.sum(days as f64, 0.0),
            forecast.mean(0.0, days as f64),
            theirs,
            actual,
        );
    }
}

fn settings_from_arguments(purpose: Purpose) -> Result<Settings, Box<dyn Error>> {
    let mut settings = Settings {
        purpose,
        ..Settings::default()
    };
    let mut tuning = Tuning::of(purpose);
    for argument in std::env::args().skip(2) {
        let (name, value) = argument.split_once('=').ok_or("name=value")?;
        if name == "weight" {
            settings.choice.weight = value.parse()?;
            continue;
        }
        if name == "method" {
            settings.choice.method = Method::CANDIDATES
                .into_iter()
                .find(|method| method.code() == value)
                .ok_or("unknown method")?;
            continue;
        }
        let value: f64 = value.parse()?;
        match name {
            "w" => tuning.slow_share = value,
            "c" => tuning.width = value,
            "p" => tuning.speed_pooling = value,
            "sharp" => tuning.speed_sharpness = value,
            "pull" => tuning.variance_pooling = value,
            "power" => tuning.last_year_power = value,
            "k" => tuning.season_pooling = value,
            "kp" => tuning.product_pooling = value,
            "nw" => tuning.normal_weight = value,
            "nh" => tuning.normal_half_mean = value,
            "settled" => tuning.settled_weeks = value,
            "lastyear" => settings.last_year_factor = value > 0.0,
            _ => return Err(format!("unknown setting {name}").into()),
        }
    }
    settings.tuning = Some(tuning);
    Ok(settings)
}

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = support::data_folder() else {
        println!("skipped: no data");
        return Ok(());
    };
    let reference = read_reference(&std::env::args().nth(1).ok_or("reference file")?)?;
    let settings = settings_from_arguments(Purpose::Forecast)?;

    let daily = support::daily(&folder)?;
    let end = daily
        .first()
        .map_or(0, |own| own.first_day + own.sales.len() as i32);
    for weeks in [3, 6] {
        let mut tally = Tally::default();
        for back in 0..15 {
            let as_of = end - 42 - 28 * back;
            let case = Case {
                set: "daily",
                as_of,
                origin: as_of,
                weeks,
            };
            if std::env::var_os("ORIGINS").is_some() {
                let mut one = Tally::default();
                judge(&daily, &case, &settings, &reference, &mut one);
                one.print(&format!("daily, {} days, -{back}", weeks * 7));
            }
            judge(&daily, &case, &settings, &reference, &mut tally);
        }
        tally.print(&format!("daily, {} days", weeks * 7));
    }

    let weekly = support::weekly(&folder)?;
    let mut tally = Tally::default();
    for origin in (109..=145).step_by(4) {
        let case = Case {
            set: "weekly",
            as_of: support::FIRST_MONDAY + 7 * origin,
            origin,
            weeks: 3,
        };
        if std::env::var_os("ORIGINS").is_some() {
            let mut one = Tally::default();
            judge(&weekly, &case, &settings, &reference, &mut one);
            one.print(&format!("weekly, week {origin}"));
        }
        judge(&weekly, &case, &settings, &reference, &mut tally);
    }
    tally.print("weekly, 3 weeks");
    if std::env::var_os("LAST_WINDOW").is_some() {
        let mut tally = Tally::default();
        let case = Case {
            set: "weekly",
            as_of: support::FIRST_MONDAY + 7 * 149,
            origin: 149,
            weeks: 3,
        };
        judge(&weekly, &case, &settings, &reference, &mut tally);
        tally.print("weekly, last window");
    }
    Ok(())
}

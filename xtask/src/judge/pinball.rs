//! Pinball loss and coverage of the forecast on the open data, beside AutoETS with normal errors.
//!
//! Sums of 21 and 42 days at 15 origins 28 days apart on the daily gift shop, of 3 weeks at ten
//! origins on the weekly stores. The losses of the reference stand in `pinball_reference.csv`, made
//! by hand with `benches/forecast_autoets.py` and `benches/forecast_reference.py`. The forecast is
//! made as the app makes it: methods chosen by a rolling backtest on the days before each origin.
//! The last window of the weekly stores is looked at only with `TIDESTOCK_LAST_WINDOW=1`.

use std::collections::{BTreeMap, HashMap};

use forecast::{BacktestOptions, Panel, Series, Settings, Tally, backtest, fit};

use super::gift_shop;
use super::weekly::data::Data;
use crate::{Outcome, shared};

const REFERENCE: &str = include_str!("pinball_reference.csv");
/// Most that the loss may be of the reference's.
const BAR_WEEKLY: f64 = 0.80;
const BAR_DAILY: f64 = 0.90;
/// Most that a coverage may be off.
const BAR_COVERAGE: f64 = 0.03;
/// Weeks of a series before an origin from which the reference has a forecast.
const LEAST_WEEKS: usize = 8;
/// Series that the app's backtest looks at, at most.
const MOST_SERIES: usize = 1000;

/// One series by days.
struct Owned {
    sales: Vec<f32>,
    in_stock: Vec<u8>,
    category: u32,
    product: Option<u32>,
}

/// Columns of a data set, all from the same first day.
struct Set {
    name: &'static str,
    first: i32,
    series: Vec<Owned>,
    /// A reference is fed with weeks that kept stock from the first on (weekly), or with all weeks
    /// from the first sale on (daily).
    masked: bool,
}

/// (lines, loss) by set, origin and weeks.
type Reference = HashMap<(String, i32, usize), (u64, f64)>;

fn reference() -> Outcome<Reference> {
    let mut out = HashMap::new();
    for record in csv::Reader::from_reader(REFERENCE.as_bytes()).records() {
        let row = record?;
        out.insert(
            (row[0].to_owned(), row[1].parse()?, row[2].parse()?),
            (row[3].parse()?, row[4].parse()?),
        );
    }
    Ok(out)
}

fn daily() -> Outcome<Set> {
    let shop = gift_shop::read(&shared())?;
    let series = shop
        .goods
        .iter()
        .map(|good| Owned {
            sales: good
                .sold
                .iter()
                .map(|units| units.max(0.0) as f32)
                .collect(),
            in_stock: vec![1; shop.days],
            category: 0,
            product: None,
        })
        .collect();
    Ok(Set {
        name: "daily",
        first: shop.first.0,
        series,
        masked: false,
    })
}

fn number<'a>(known: &mut BTreeMap<&'a str, u32>, name: &'a str) -> u32 {
    let next = known.len() as u32;
    *known.entry(name).or_insert(next)
}

fn weekly() -> Outcome<Set> {
    let data = Data::read(&shared().join("data/weekly_stores"))?;
    let (mut departments, mut products) = (BTreeMap::new(), BTreeMap::new());
    let series = data
        .series
        .iter()
        .map(|series| Owned {
            sales: series
                .sales
                .iter()
                .flat_map(|units| [*units as f32, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
                .collect(),
            in_stock: series
                .kept
                .iter()
                .flat_map(|kept| [u8::from(*kept); 7])
                .collect(),
            category: number(&mut departments, &series.department),
            product: Some(number(&mut products, &series.product)),
        })
        .collect();
    Ok(Set {
        name: "weekly",
        first: data.monday(0).0,
        series,
        masked: true,
    })
}

impl Owned {
    /// Whether the reference has a forecast on the morning after `known` days.
    fn has_reference(&self, known: usize, masked: bool) -> bool {
        let weeks = known / 7;
        if masked {
            let kept = (0..weeks)
                .filter(|week| self.in_stock[week * 7] != 0)
                .count();
            return kept >= LEAST_WEEKS;
        }
        let from = known - weeks * 7;
        let sold = self.sales[from..known]
            .iter()
            .position(|units| *units > 0.0);
        sold.is_some_and(|at| weeks - at / 7 >= LEAST_WEEKS)
    }
}

/// Scores of one morning, after `known` days, for sums of `weeks`.
fn at(set: &Set, known: usize, weeks: usize, choose: bool) -> Tally {
    let panel = Panel {
        as_of: set.first + known as i32,
        series: set
            .series
            .iter()
            .map(|own| Series {
                first_day: set.first,
                sales: &own.sales[..known],
                in_stock: &own.in_stock[..known],
                category: own.category,
                product: own.product,
                ..Series::default()
            })
            .collect(),
    };
    let mut settings = Settings::default();
    if choose {
        let options = BacktestOptions {
            most_series: MOST_SERIES,
            ..BacktestOptions::default()
        };
        settings = backtest(&panel, &settings, &options).chosen(&settings);
    }
    let fitted = fit(&panel, &settings);
    let days = weeks * 7;
    let mut tally = Tally::default();
    for (own, forecast) in set.series.iter().zip(fitted.forecasts()) {
        let (Some(sold), Some(kept)) = (
            own.sales.get(known..known + days),
            own.in_stock.get(known..known + days),
        ) else {
            continue;
        };
        if kept.contains(&0) || !own.has_reference(known, set.masked) {
            continue;
        }
        let actual = sold.iter().map(|units| f64::from(*units)).sum();
        let horizon = days as f64;
        tally.add(&Tally::of(
            &forecast.sum(horizon, 0.0),
            forecast.mean(0.0, horizon),
            actual,
        ));
    }
    tally
}

/// Plays the origins, given as days known, and prints what came of it.
fn play(set: &Set, origins: &[usize], weeks: usize, bar: Option<f64>) -> Outcome<()> {
    let reference = reference()?;
    for choose in [false, true] {
        let (mut total, mut other) = (Tally::default(), 0.0);
        for &known in origins {
            let tally = at(set, known, weeks, choose);
            let origin = if set.masked {
                known as i32 / 7
            } else {
                set.first + known as i32
            };
            let key = (set.name.to_owned(), origin, weeks);
            let (lines, loss) = reference.get(&key).ok_or("an origin without reference")?;
            if *lines != tally.lines {
                return Err(format!(
                    "{} at {origin}: {} lines, the reference has {lines}",
                    set.name, tally.lines
                )
                .into());
            }
            total.add(&tally);
            other += loss;
        }
        let ratio = total.pinball / other;
        let (within_80, within_95) = total.coverage().unwrap_or_default();
        let off = (within_80 - 0.8).abs().max((within_95 - 0.95).abs());
        let verdict = match bar {
            Some(bar) if choose => format!(
                "  bar {bar:.2}: {}, coverage within {BAR_COVERAGE}: {}",
                if ratio <= bar { "met" } else { "missed" },
                if off <= BAR_COVERAGE { "met" } else { "missed" },
            ),
            _ => String::new(),
        };
        println!(
            "{} {} days, {:<14} {ratio:.4}  80% {within_80:.3}  95% {within_95:.3}  bias {:+.3}  \
             WAPE {:.3}  {} lines{verdict}",
            set.name,
            weeks * 7,
            if choose {
                "chosen methods"
            } else {
                "recipe alone"
            },
            total.bias().unwrap_or_default(),
            total.wape().unwrap_or_default(),
            total.lines,
        );
    }
    Ok(())
}

/// Runs the judge.
pub fn run() -> Outcome<()> {
    let (daily, weekly) = match (daily(), weekly()) {
        (Ok(daily), Ok(weekly)) => (daily, weekly),
        (Err(missing), _) | (_, Err(missing)) => {
            println!("skipped, the open data is not there: {missing}");
            return Ok(());
        }
    };
    let days = daily.series.first().map_or(0, |own| own.sales.len());
    let origins: Vec<usize> = (0..15).rev().map(|back| days - 42 - 28 * back).collect();
    for weeks in [3, 6] {
        play(&daily, &origins, weeks, Some(BAR_DAILY))?;
    }
    let origins: Vec<usize> = (109..=145).step_by(4).map(|week| week * 7).collect();
    play(&weekly, &origins, 3, Some(BAR_WEEKLY))?;
    if std::env::var_os("TIDESTOCK_LAST_WINDOW").is_some() {
        println!("the last window, on which nothing was chosen:");
        play(&weekly, &[149 * 7], 3, None)?;
    }
    Ok(())
}

//! Demand as a distribution, for every SKU and location.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use ::forecast::{Forecast, Panel, PathSampler, Purpose, Series, Settings, fit};
use planning::demand::Demand;

use crate::contract::demand::{ForecastParts, ForecastReport, ForecastRequest, ForecastSeries};
use crate::demand::{self, Columns};
use crate::snapshot::{Place, Snapshot};
use crate::{Engine, Failure, morning, scores};

/// The forecast of one place, as the plan asks for it.
#[derive(Clone)]
pub(crate) struct PlaceDemand {
    pub forecast: Forecast,
    /// Paths of the blocks asked for first. A plan asks for hundreds of paths of the same blocks,
    /// and to prepare them costs more than to draw one.
    paths: OnceLock<((u64, usize), PathSampler)>,
}

impl PlaceDemand {
    pub(crate) fn new(forecast: Forecast) -> PlaceDemand {
        PlaceDemand {
            forecast,
            paths: OnceLock::new(),
        }
    }
}

impl Demand for PlaceDemand {
    fn mean(&self, from_day: f64, to_day: f64) -> f64 {
        self.forecast.mean(from_day, to_day)
    }
    fn quantile(&self, days: f64, sd_days: f64, q: f64) -> f64 {
        self.forecast.sum(days, sd_days).quantile(q)
    }
    fn shortage(&self, days: f64, sd_days: f64, units: f64) -> f64 {
        self.forecast.sum(days, sd_days).expected_shortage(units)
    }
    fn sample_path(&self, block_days: f64, blocks: usize, seed: u64) -> Vec<f64> {
        let key = (block_days.to_bits(), blocks);
        let (kept, sampler) = self
            .paths
            .get_or_init(|| (key, self.forecast.paths(block_days, blocks)));
        if *kept == key {
            sampler.sample(seed)
        } else {
            self.forecast.sample_path(block_days, blocks, seed)
        }
    }
    fn parts(&self, from_day: f64, to_day: f64) -> planning::demand::Parts {
        let base = self.forecast.base_mean(from_day, to_day);
        let promotion = self.forecast.promotion_mean(from_day, to_day);
        planning::demand::Parts {
            base,
            season: self.forecast.mean(from_day, to_day) - base - promotion,
            promotion,
        }
    }
}

/// Countries whose summer is December to February: their year runs half a year late.
const SOUTHERN: [&str; 8] = ["AU", "NZ", "ZA", "BR", "AR", "CL", "UY", "PE"];

/// Categories by number, in the order in which they are met.
#[derive(Default)]
pub(crate) struct Categories<'a> {
    numbers: HashMap<&'a str, u32>,
    names: Vec<&'a str>,
}

impl<'a> Categories<'a> {
    fn number(&mut self, name: &'a str) -> u32 {
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(name).or_insert(next);
        if number == next {
            self.names.push(name);
        }
        number
    }
}

/// A place as the forecast sees it, without promotions, prices and beliefs.
pub(crate) fn plain_series<'a>(
    snapshot: &'a Snapshot,
    place: &'a Place,
    categories: &mut Categories<'a>,
) -> Series<'a> {
    let sku = &snapshot.skus[place.sku];
    let country = snapshot.locations[place.location]
        .country
        .as_deref()
        .unwrap_or("");
    Series {
        first_day: place.first.0,
        sales: &place.demand,
        in_stock: &place.in_stock,
        category: categories.number(sku.category.as_deref().unwrap_or("")),
        product: u32::try_from(place.sku).ok(),
        season_shift_days: if SOUTHERN.contains(&country) { 183 } else { 0 },
        launched_on: sku.launched_on.map(|day| day.0),
        ..Series::default()
    }
}

/// The shop as the forecast sees it; its categories by number.
pub(crate) fn panel<'a>(
    snapshot: &'a Snapshot,
    columns: &'a [Columns],
) -> (Panel<'a>, Vec<&'a str>) {
    let mut categories = Categories::default();
    let series = snapshot
        .places
        .iter()
        .zip(columns)
        .map(|(place, columns)| Series {
            sales: columns.demand.as_ref().unwrap_or(&place.demand),
            promotion: &columns.promotion,
            price_ratio: &columns.price_ratio,
            prior: columns.prior,
            like: columns.like,
            ..plain_series(snapshot, place, &mut categories)
        })
        .collect();
    let as_of = snapshot.as_of.0;
    (Panel { as_of, series }, categories.names)
}

/// Fits the shop and forecasts every place, in the order of `snapshot.places`, by the methods that
/// won the shop's own backtest.
pub(crate) fn all(snapshot: &Snapshot, purpose: Purpose) -> Vec<Forecast> {
    let columns = demand::columns(snapshot);
    let (panel, categories) = panel(snapshot, &columns);
    let settings = Settings {
        purpose,
        ..Settings::default()
    };
    let settings = scores::with_choices(snapshot, &panel, &categories, settings);
    fit(&panel, &settings).forecast_all()
}

const QUANTILES: [(&str, f64); 9] = [
    ("0.025", 0.025),
    ("0.05", 0.05),
    ("0.1", 0.1),
    ("0.5", 0.5),
    ("0.8", 0.8),
    ("0.9", 0.9),
    ("0.95", 0.95),
    ("0.975", 0.975),
    ("0.98", 0.98),
];

/// One place over a horizon.
pub(crate) fn series_of(
    snapshot: &Snapshot,
    place: usize,
    forecast: &Forecast,
    horizon: u32,
) -> ForecastSeries {
    series_with(
        snapshot,
        place,
        forecast,
        horizon,
        &demand::returned(snapshot),
    )
}

fn series_with(
    snapshot: &Snapshot,
    place: usize,
    forecast: &Forecast,
    horizon: u32,
    returned: &HashMap<(i64, i64), i64>,
) -> ForecastSeries {
    let sum = forecast.sum(f64::from(horizon), 0.0);
    let quantiles: BTreeMap<String, f64> = QUANTILES
        .iter()
        .map(|(name, q)| ((*name).to_owned(), sum.quantile(*q)))
        .collect();
    let row = &snapshot.places[place];
    let parts = forecast.parts(f64::from(horizon));
    let returned = returned
        .get(&demand::key(snapshot, row))
        .copied()
        .unwrap_or(0);
    let (corrections, marked) = demand::corrections(snapshot, place, forecast.events(), returned);
    ForecastSeries {
        sku: snapshot.skus[row.sku].code.clone(),
        location: snapshot.locations[row.location].code.clone(),
        method: forecast.method().code().to_owned(),
        mean: sum.mean(),
        quantiles,
        daily: forecast.daily_means(horizon as usize),
        parts: ForecastParts {
            level_per_week: parts.level_per_week,
            season_factor: parts.season_factor,
            promotion: parts.promotion,
            weekly_sd: parts.weekly_sd,
            level_sd: parts.level_sd,
            speed: parts.speed,
            in_stock_share: parts.in_stock_share,
            weeks_used: parts.weeks_used,
            method_weight: parts.method_weight,
        },
        corrections,
        marked,
    }
}

pub(crate) async fn report(
    engine: &Engine,
    request: ForecastRequest,
) -> Result<ForecastReport, Failure> {
    if !(1..=730).contains(&request.horizon) {
        return Err(Failure::new("bad_horizon").with("value", request.horizon));
    }
    let as_of = morning::of(engine, request.as_of).await?;
    let snapshot = Snapshot::load(engine, as_of).await?;
    let wanted = |place: &crate::snapshot::Place| {
        request
            .sku
            .as_ref()
            .is_none_or(|sku| *sku == snapshot.skus[place.sku].code)
            && request
                .location
                .as_ref()
                .is_none_or(|code| *code == snapshot.locations[place.location].code)
    };
    let forecasts = all(&snapshot, Purpose::Forecast);
    let returned = demand::returned(&snapshot);
    let series: Vec<ForecastSeries> = (0..snapshot.places.len())
        .filter(|place| wanted(&snapshot.places[*place]))
        .map(|place| {
            series_with(
                &snapshot,
                place,
                &forecasts[place],
                request.horizon,
                &returned,
            )
        })
        .collect();
    if series.is_empty() && request.sku.is_some() {
        return Err(Failure::new("unknown_sku").with("sku", request.sku));
    }
    Ok(ForecastReport {
        as_of,
        horizon: request.horizon,
        series,
    })
}

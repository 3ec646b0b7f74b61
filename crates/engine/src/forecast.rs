//! Demand as a distribution, for every SKU and location.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use ::forecast::{Forecast, Panel, PathSampler, Purpose, Series, Settings, fit};
use planning::demand::Demand;

use crate::contract::demand::{ForecastReport, ForecastRequest, ForecastSeries};
use crate::snapshot::Snapshot;
use crate::{Engine, Failure, import, workspace};

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
        planning::demand::Parts {
            base,
            season: self.forecast.mean(from_day, to_day) - base,
            promotion: 0.0,
        }
    }
}

/// Countries whose summer is December to February: their year runs half a year late.
const SOUTHERN: [&str; 8] = ["AU", "NZ", "ZA", "BR", "AR", "CL", "UY", "PE"];

/// Fits the shop and forecasts every place, in the order of `snapshot.places`.
pub(crate) fn all(snapshot: &Snapshot, purpose: Purpose) -> Vec<Forecast> {
    let mut categories: HashMap<&str, u32> = HashMap::new();
    let series = snapshot
        .places
        .iter()
        .map(|place| {
            let sku = &snapshot.skus[place.sku];
            let next = u32::try_from(categories.len()).unwrap_or(u32::MAX);
            let category = sku.category.as_deref().unwrap_or("");
            let country = snapshot.locations[place.location]
                .country
                .as_deref()
                .unwrap_or("");
            Series {
                first_day: place.first.0,
                sales: &place.demand,
                in_stock: &place.in_stock,
                category: *categories.entry(category).or_insert(next),
                season_shift_days: if SOUTHERN.contains(&country) { 183 } else { 0 },
                launched_on: sku.launched_on.map(|day| day.0),
                ..Series::default()
            }
        })
        .collect();
    let panel = Panel {
        as_of: snapshot.as_of.0,
        series,
    };
    fit(
        &panel,
        &Settings {
            purpose,
            ..Settings::default()
        },
    )
    .forecast_all()
}

const QUANTILES: [(&str, f64); 6] = [
    ("0.05", 0.05),
    ("0.5", 0.5),
    ("0.8", 0.8),
    ("0.9", 0.9),
    ("0.95", 0.95),
    ("0.98", 0.98),
];

/// One place over a horizon.
pub(crate) fn series_of(
    snapshot: &Snapshot,
    place: usize,
    forecast: &Forecast,
    horizon: u32,
) -> ForecastSeries {
    let sum = forecast.sum(f64::from(horizon), 0.0);
    let quantiles: BTreeMap<String, f64> = QUANTILES
        .iter()
        .map(|(name, q)| ((*name).to_owned(), sum.quantile(*q)))
        .collect();
    let row = &snapshot.places[place];
    ForecastSeries {
        sku: snapshot.skus[row.sku].code.clone(),
        location: snapshot.locations[row.location].code.clone(),
        method: forecast.method().code().to_owned(),
        mean: sum.mean(),
        quantiles,
        daily: forecast.daily_means(horizon as usize),
    }
}

pub(crate) async fn report(
    engine: &Engine,
    request: ForecastRequest,
) -> Result<ForecastReport, Failure> {
    if !(1..=730).contains(&request.horizon) {
        return Err(Failure::new("bad_horizon").with("value", request.horizon));
    }
    let as_of = match request.as_of {
        Some(day) => import::plausible(day)?,
        None => workspace::default_as_of(engine).await?,
    };
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
    let series: Vec<ForecastSeries> = (0..snapshot.places.len())
        .filter(|place| wanted(&snapshot.places[*place]))
        .map(|place| series_of(&snapshot, place, &forecasts[place], request.horizon))
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

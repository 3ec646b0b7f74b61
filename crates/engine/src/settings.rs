//! The workspace's settings, rates and minimum stocks.

use std::collections::BTreeMap;

use domain::{Currency, Day, ShopZone};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::contract::Nothing;
use crate::contract::workspace::{
    ExchangeRate, ExchangeRates, MinimumRequest, SetRequest, Settings,
};
use crate::{Engine, Failure};

/// What a value must be.
enum Shape {
    Currency,
    /// A number between two bounds, ends included.
    Number(f64, f64),
    /// The same, or empty.
    NumberOrNothing(f64, f64),
    /// One of these.
    Word(&'static [&'static str]),
    Text,
    /// A name of the time zone database, or empty.
    Zone,
}

/// Key, default, shape. Defaults are those of the contract.
const KEYS: &[(&str, &str, Shape)] = &[
    ("base_currency", "USD", Shape::Currency),
    ("default_lead_time_days", "35", Shape::Number(0.0, 730.0)),
    ("default_lead_time_sd_days", "5", Shape::Number(0.0, 365.0)),
    ("factory_holidays", "cn", Shape::Word(&["cn", "none"])),
    ("forecast_methods", "", Shape::Text),
    ("holding_cost_rate", "0.25", Shape::Number(0.0, 100.0)),
    ("language", "", Shape::Word(&["", "zh", "en"])),
    ("lost_sale_cost_factor", "1.0", Shape::Number(0.0, 100.0)),
    ("review_days", "7", Shape::Number(1.0, 365.0)),
    ("salvage_rate", "0.5", Shape::Number(0.0, 1.0)),
    (
        "sell_through_definition",
        "sold/(sold+ending)",
        Shape::Word(&["sold/(sold+ending)", "sold/opening", "sold/received"]),
    ),
    ("service_level", "", Shape::NumberOrNothing(0.5, 0.999)),
    ("shop_name", "", Shape::Text),
    ("slow_age_days", "90", Shape::Number(1.0, 3650.0)),
    ("slow_cycles", "3", Shape::Number(1.0, 100.0)),
    ("slow_sold_30_days", "3", Shape::Number(0.0, 1e9)),
    ("theme", "", Shape::Word(&["", "light", "dark", "system"])),
    ("timezone", "", Shape::Zone),
    (
        "usual_shipment_value",
        "",
        Shape::NumberOrNothing(1.0, 1e12),
    ),
    ("utc_offset_minutes", "0", Shape::Number(-840.0, 840.0)),
    (
        "wholesale_lines",
        "leave_out",
        Shape::Word(&["leave_out", "count"]),
    ),
];

/// All settings with their values.
pub(crate) struct Values(BTreeMap<String, String>);

impl Values {
    pub(crate) async fn read(engine: &Engine) -> Result<Values, Failure> {
        let set = engine.store().settings().await?;
        Ok(Values(
            KEYS.iter()
                .map(|(key, default, _)| {
                    let value = set.get(*key).map_or(*default, String::as_str);
                    ((*key).to_owned(), value.to_owned())
                })
                .collect(),
        ))
    }

    pub(crate) fn text(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    pub(crate) fn number(&self, key: &str) -> f64 {
        self.text(key).parse().unwrap_or(0.0)
    }

    pub(crate) fn base_currency(&self) -> Currency {
        self.text("base_currency").parse().unwrap_or(Currency::USD)
    }

    /// The shop's clock: the zone it names, else a fixed distance from UTC.
    pub(crate) fn zone(&self) -> ShopZone {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the value is held within ±840"
        )]
        let minutes = self.number("utc_offset_minutes") as i32;
        ShopZone::named(self.text("timezone")).unwrap_or_else(|| ShopZone::fixed(minutes))
    }
}

pub(crate) async fn get(engine: &Engine, _: Nothing) -> Result<Settings, Failure> {
    Ok(Settings {
        settings: Values::read(engine).await?.0,
    })
}

pub(crate) async fn set(engine: &Engine, request: SetRequest) -> Result<Settings, Failure> {
    let Some((_, _, shape)) = KEYS.iter().find(|(key, _, _)| *key == request.key) else {
        return Err(Failure::new("unknown_setting").with("key", request.key));
    };
    let value = request.value.trim();
    let refused = || {
        Failure::new("bad_setting")
            .with("key", request.key.as_str())
            .with("value", value)
    };
    let kept = match shape {
        Shape::Currency => value
            .parse::<Currency>()
            .map_err(|_| refused())?
            .code()
            .to_owned(),
        Shape::NumberOrNothing(_, _) if value.is_empty() => String::new(),
        Shape::Number(low, high) | Shape::NumberOrNothing(low, high) => {
            let number: f64 = value.parse().map_err(|_| refused())?;
            if !(*low..=*high).contains(&number) {
                return Err(refused().with("low", *low).with("high", *high));
            }
            value.to_owned()
        }
        Shape::Zone => {
            if !value.is_empty() && ShopZone::named(value).is_none() {
                return Err(refused());
            }
            value.to_owned()
        }
        Shape::Word(words) => {
            if !words.contains(&value) {
                return Err(refused());
            }
            value.to_owned()
        }
        Shape::Text => value.chars().take(200).collect(),
    };
    engine.store().set(&request.key, &kept).await?;
    get(engine, Nothing {}).await
}

pub(crate) async fn rates(engine: &Engine, _: Nothing) -> Result<ExchangeRates, Failure> {
    let store = engine.store();
    let base = Values::read(engine).await?.base_currency();
    let rates = store.rates().await?;
    let mut missing: Vec<String> = store
        .skus()
        .await?
        .into_iter()
        .flat_map(|sku| [sku.cost_currency, sku.price_currency])
        .flatten()
        .filter(|code| code != base.code() && !rates.iter().any(|r| r.currency.code() == code))
        .collect();
    missing.sort();
    missing.dedup();
    let rates = rates
        .into_iter()
        .map(|rate| ExchangeRate {
            currency: rate.currency.to_string(),
            day: rate.day,
            rate: rate.rate,
        })
        .collect();
    Ok(ExchangeRates { rates, missing })
}

pub(crate) async fn set_rate(
    engine: &Engine,
    request: ExchangeRate,
) -> Result<ExchangeRates, Failure> {
    let refused = || Failure::new("bad_rate").with("value", request.rate.as_str());
    let rate: Decimal = request.rate.trim().parse().map_err(|_| refused())?;
    if rate <= Decimal::ZERO || rate > Decimal::from(1_000_000) {
        return Err(refused());
    }
    let currency = request
        .currency
        .parse()
        .map_err(|_| Failure::new("bad_currency").with("value", request.currency.as_str()))?;
    let rate = store::Rate {
        currency,
        day: request.day,
        rate: rate.normalize().to_string(),
    };
    engine.store().set_rate(&rate).await?;
    rates(engine, Nothing {}).await
}

pub(crate) async fn set_minimum(
    engine: &Engine,
    request: MinimumRequest,
) -> Result<Nothing, Failure> {
    if request
        .minimum
        .is_some_and(|minimum| !(0..=1_000_000_000).contains(&minimum))
    {
        return Err(Failure::new("bad_quantity").with("value", request.minimum));
    }
    let known = engine
        .store()
        .set_minimum(&request.sku, &request.location, request.minimum)
        .await?;
    if known {
        Ok(Nothing {})
    } else {
        Err(Failure::new("unknown_sku")
            .with("sku", request.sku)
            .with("location", request.location))
    }
}

/// Dated rates to base currency.
pub(crate) struct Rates {
    base: Currency,
    rates: Vec<(Currency, Day, f64)>,
}

/// The rates of one currency, by day.
pub(crate) struct Course {
    steps: Vec<(Day, f64)>,
    minor: f64,
}

impl Course {
    /// Units of base currency for one minor unit on `day`: by the last rate up to that day, else by
    /// the first one known.
    pub(crate) fn per_minor_unit(&self, day: Day) -> f64 {
        let after = self.steps.partition_point(|(from, _)| *from <= day);
        let rate = self
            .steps
            .get(after.saturating_sub(1))
            .map_or(0.0, |(_, rate)| *rate);
        rate / self.minor
    }
}

impl Rates {
    pub(crate) async fn read(engine: &Engine, base: Currency) -> Result<Rates, Failure> {
        let rates = engine.store().rates().await?;
        let rates = rates
            .into_iter()
            .filter_map(|rate| {
                let value: Decimal = rate.rate.parse().ok()?;
                Some((rate.currency, rate.day, value.to_f64()?))
            })
            .collect();
        Ok(Rates { base, rates })
    }

    /// The rates of a currency over time; none where there is no rate at all.
    pub(crate) fn course(&self, currency: Currency) -> Option<Course> {
        let mut steps: Vec<(Day, f64)> = if currency == self.base {
            vec![(Day::EARLIEST, 1.0)]
        } else {
            self.rates
                .iter()
                .filter(|(known, _, _)| *known == currency)
                .map(|(_, day, rate)| (*day, *rate))
                .collect()
        };
        steps.sort_by_key(|(day, _)| *day);
        if steps.is_empty() {
            return None;
        }
        let minor = 10_f64.powi(i32::try_from(currency.exponent()).unwrap_or(2));
        Some(Course { steps, minor })
    }

    /// Units of base currency for one unit of `currency` on `day`: the last rate up to that day,
    /// else the first one known; none where there is no rate at all.
    pub(crate) fn of(&self, currency: Currency, day: Day) -> Option<f64> {
        if currency == self.base {
            return Some(1.0);
        }
        let mut own = self
            .rates
            .iter()
            .filter(|(c, _, _)| *c == currency)
            .peekable();
        let first = own.peek().map(|(_, _, rate)| *rate)?;
        Some(
            own.rfind(|(_, from, _)| *from <= day)
                .map_or(first, |(_, _, rate)| *rate),
        )
    }
}

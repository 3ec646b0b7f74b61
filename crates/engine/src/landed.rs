//! Landed cost of every SKU at every location, and the rates it is made of.

use domain::{CostBasis, CostKind, Currency, Text, Transport, record};
use planning::landed::{Landed, landed};
use rust_decimal::Decimal;

use crate::contract::Nothing;
use crate::contract::landed::{
    CostRate, CostRates, LandedPart, LandedReport, LandedRequest, LandedRow,
};
use crate::landing::arrival;
use crate::snapshot::Snapshot;
use crate::{Engine, Failure, morning};

/// Largest rate that is no misreading.
const LARGEST_RATE: i64 = 10_000_000;

pub(crate) async fn rates(engine: &Engine, _: Nothing) -> Result<CostRates, Failure> {
    let rows = engine.store().cost_rates().await?;
    Ok(CostRates {
        rates: rows.iter().map(shown).collect(),
    })
}

pub(crate) async fn set_rate(engine: &Engine, request: CostRate) -> Result<CostRates, Failure> {
    engine.store().set_cost_rate(&understood(&request)?).await?;
    rates(engine, Nothing {}).await
}

pub(crate) async fn remove_rate(engine: &Engine, request: CostRate) -> Result<CostRates, Failure> {
    if !engine
        .store()
        .remove_cost_rate(&understood(&request)?)
        .await?
    {
        return Err(Failure::new("unknown_cost_rate"));
    }
    rates(engine, Nothing {}).await
}

fn shown(row: &record::CostRate) -> CostRate {
    let text = |value: Option<&Text>| value.map(|text| text.to_string()).unwrap_or_default();
    CostRate {
        kind: row.kind.word().to_owned(),
        programme: text(row.programme.as_ref()),
        basis: row.basis.word().to_owned(),
        rate: row.rate.to_string(),
        currency: row.currency.map(|c| c.to_string()).unwrap_or_default(),
        from_country: text(row.origin.as_ref()),
        to_country: text(row.destination.as_ref()),
        transport: row.transport.map_or("", Transport::word).to_owned(),
        hs_code: text(row.hs_code.as_ref()),
        recoverable: row.recoverable.unwrap_or(false),
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        note: text(row.note.as_ref()),
    }
}

/// A country as files write it: two letters, or `EU`.
fn country(text: &str) -> Result<Option<Text>, Failure> {
    let code = text.trim().to_uppercase();
    match code.as_str() {
        "" => Ok(None),
        _ if code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase()) => {
            Ok(Some(code.into()))
        }
        _ => Err(Failure::new("bad_country").with("value", text)),
    }
}

pub(crate) fn transport(text: &str) -> Result<Option<Transport>, Failure> {
    match text.trim() {
        "" => Ok(None),
        word => Transport::from_word(word)
            .map(Some)
            .ok_or_else(|| Failure::new("bad_transport").with("value", word)),
    }
}

/// A rate as the caller wrote it.
///
/// # Errors
/// A word, country, currency, date or number that cannot be meant.
pub(crate) fn understood(rate: &CostRate) -> Result<record::CostRate, Failure> {
    let refused = || Failure::new("bad_cost_rate").with("value", rate.rate.as_str());
    let text = |value: &str| {
        let trimmed = value.trim();
        (!trimmed.is_empty()).then(|| Text::from(trimmed.chars().take(200).collect::<String>()))
    };
    let kind = CostKind::from_word(rate.kind.trim())
        .ok_or_else(|| Failure::new("bad_cost_kind").with("value", rate.kind.as_str()))?;
    let basis = CostBasis::from_word(rate.basis.trim())
        .ok_or_else(|| Failure::new("bad_cost_basis").with("value", rate.basis.as_str()))?;
    let is_share = matches!(basis, CostBasis::GoodsPercent | CostBasis::CifPercent);
    let written = rate.rate.trim();
    let percent = written.strip_suffix(['%', '％']);
    let number: Decimal = percent
        .unwrap_or(written)
        .trim()
        .parse()
        .map_err(|_| refused())?;
    let number = match percent {
        Some(_) if !is_share => return Err(refused()),
        Some(_) => number / Decimal::ONE_HUNDRED,
        // 2.5 could mean 2.5 % or 250 %.
        None if is_share && number > Decimal::ONE => {
            return Err(Failure::new("cost_rate_not_a_share").with("value", written));
        }
        None => number,
    };
    if number.is_sign_negative() || number > Decimal::from(LARGEST_RATE) {
        return Err(refused());
    }
    let currency = match rate.currency.trim() {
        "" => None,
        code => Some(
            code.parse::<Currency>()
                .map_err(|_| Failure::new("bad_currency").with("value", code))?,
        ),
    };
    for day in [rate.valid_from, rate.valid_to].into_iter().flatten() {
        morning::plausible(day)?;
    }
    if let Some((from, to)) = rate.valid_from.zip(rate.valid_to)
        && to < from
    {
        return Err(Failure::new("cost_rate_ends_first")
            .with("from", from.to_string())
            .with("to", to.to_string()));
    }
    let digits: String = rate.hs_code.chars().filter(char::is_ascii_digit).collect();
    Ok(record::CostRate {
        row: 0,
        kind,
        programme: text(&rate.programme),
        basis,
        rate: number.normalize(),
        currency: currency.filter(|_| !is_share),
        origin: country(&rate.from_country)?,
        destination: country(&rate.to_country)?,
        transport: transport(&rate.transport)?,
        hs_code: text(&digits),
        recoverable: Some(rate.recoverable),
        valid_from: rate.valid_from,
        valid_to: rate.valid_to,
        note: text(&rate.note),
    })
}

/// An amount in base currency: four digits beyond the point, as a unit can cost less than a cent.
pub(crate) fn amount(value: f64) -> String {
    format!("{:.4}", if value.abs() < 5e-5 { 0.0 } else { value })
}

/// Margin ÷ price.
pub(crate) fn margin(price: Option<f64>, landed: f64) -> Option<f64> {
    price
        .filter(|price| *price > 0.0)
        .map(|price| 1.0 - landed / price)
}

pub(crate) fn missing(found: &Landed) -> Vec<String> {
    found
        .missing
        .iter()
        .map(|gap| gap.code().to_owned())
        .collect()
}

pub(crate) async fn report(
    engine: &Engine,
    request: LandedRequest,
) -> Result<LandedReport, Failure> {
    let as_of = morning::of(engine, request.as_of).await?;
    let snapshot = Snapshot::load(engine, as_of).await?;
    let landing = &snapshot.landing;
    let wanted = |sku: &str| request.sku.as_ref().is_none_or(|asked| asked == sku);
    let mut without_cost = 0;
    let mut rows: Vec<(f64, LandedRow)> = Vec::new();
    for place in snapshot
        .places
        .iter()
        .filter(|p| wanted(&snapshot.skus[p.sku].code))
    {
        let Some(price) = snapshot.unit_cost(place.sku) else {
            without_cost += 1;
            continue;
        };
        let goods = landing.goods(&snapshot, (place.sku, place.location), None, None, price);
        let arrives_on = arrival(&snapshot, &snapshot.lead_time(place.sku));
        let found = landed(&goods, &landing.rates, arrives_on);
        let selling = snapshot.price(place.sku);
        let share = if price > 0.0 {
            found.extra() / price
        } else {
            0.0
        };
        rows.push((
            share,
            LandedRow {
                sku: snapshot.skus[place.sku].code.clone(),
                name: snapshot.name(place.sku),
                location: snapshot.locations[place.location].code.clone(),
                origin: goods.origin.map(str::to_owned),
                destination: goods.destination.map(str::to_owned),
                transport: goods.transport.map(|way| way.word().to_owned()),
                arrives_on,
                goods: amount(found.goods),
                parts: found
                    .parts
                    .iter()
                    .map(|part| LandedPart {
                        kind: part.kind.word().to_owned(),
                        programme: part.programme.to_string(),
                        basis: part.basis.word().to_owned(),
                        rate: part.rate,
                        amount: amount(part.amount),
                        recoverable: part.recoverable,
                    })
                    .collect(),
                landed: amount(found.total),
                recoverable: amount(found.recoverable),
                price: selling.map(amount),
                margin: margin(selling, found.total),
                missing: missing(&found),
            },
        ));
    }
    if rows.is_empty() && without_cost == 0 && request.sku.is_some() {
        return Err(Failure::new("unknown_sku").with("sku", request.sku));
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(LandedReport {
        as_of,
        currency: snapshot.base.to_string(),
        rates: u32::try_from(landing.rates.len()).unwrap_or(u32::MAX),
        without_exchange: landing.without_exchange.clone(),
        shipment_value: landing.shipment_value.map(|(value, _)| amount(value)),
        shipment_value_stated: landing.shipment_value.is_some_and(|(_, stated)| stated),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        without_cost,
    })
}

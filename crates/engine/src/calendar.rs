//! The calendar of events: computed by market, changed and added to by the seller.

use domain::Day;
use planning::back_plan::SAFE_LINE_DAYS;
use planning::event_calendar::{CODES, events};
use store::CalendarEventRow;

use crate::contract::promotion::{
    CalendarEvent, CalendarRemove, CalendarRequest, PromotionCalendar,
};
use crate::snapshot::Snapshot;
use crate::{Engine, Failure, morning};

/// Markets shown where the caller names none.
const MOST_MARKETS: usize = 5;

/// A country of two letters; empty = all.
pub(crate) fn market(text: &str) -> Result<String, Failure> {
    let code = text.trim().to_uppercase();
    if code.is_empty() || (code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase())) {
        Ok(code)
    } else {
        Err(Failure::new("bad_country").with("value", text))
    }
}

pub(crate) async fn calendar(
    engine: &Engine,
    request: CalendarRequest,
) -> Result<PromotionCalendar, Failure> {
    let as_of = morning::of(engine, request.as_of).await?;
    let days = request.days.unwrap_or(365);
    if !(1..=1_825).contains(&days) {
        return Err(Failure::new("bad_horizon").with("value", days));
    }
    let until = as_of + i32::try_from(days).unwrap_or(365);
    let markets = if request.markets.is_empty() {
        own_markets(&*Snapshot::load(engine, as_of).await?)
    } else {
        request
            .markets
            .iter()
            .map(|text| market(text))
            .collect::<Result<_, _>>()?
    };
    let own = engine.store().calendar_events().await?;
    let mut found: Vec<CalendarEvent> = Vec::new();
    for market in &markets {
        for year in as_of.year() - 1..=until.year() {
            for event in events(year, market) {
                let changed = own.iter().find(|row| {
                    row.code == event.code
                        && (row.market == *market || row.market.is_empty())
                        && (row.starts_on.since(event.starts_on)).abs() < 120
                });
                found.push(match changed {
                    Some(row) => shown(row),
                    None => CalendarEvent {
                        code: event.code.to_owned(),
                        market: market.clone(),
                        starts_on: event.starts_on,
                        ends_on: event.ends_on,
                        assumed: event.is_assumed,
                        ..CalendarEvent::default()
                    },
                });
            }
        }
    }
    found.extend(own.iter().filter(|row| row.code.is_empty()).map(shown));
    found.retain(|event| event.ends_on >= as_of && event.starts_on <= until);
    found.sort_by(|a, b| {
        (a.starts_on, &a.code, &a.name, &a.market).cmp(&(b.starts_on, &b.code, &b.name, &b.market))
    });
    found.dedup();
    for event in &mut found {
        event.main_order_from = Some(event.starts_on - SAFE_LINE_DAYS.0);
        event.main_order_by = Some(event.starts_on - SAFE_LINE_DAYS.1);
    }
    Ok(PromotionCalendar {
        as_of,
        markets,
        events: found,
    })
}

fn shown(row: &CalendarEventRow) -> CalendarEvent {
    CalendarEvent {
        id: Some(row.id),
        code: row.code.clone(),
        name: row.name.clone(),
        market: row.market.clone(),
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        hidden: row.hidden,
        ..CalendarEvent::default()
    }
}

/// Countries the shop sold most to in the last year; America where none is known.
fn own_markets(snapshot: &Snapshot) -> Vec<String> {
    let rows = snapshot.sales.by_market(
        snapshot.as_of - 365,
        snapshot.as_of - 1,
        &snapshot.rates,
        snapshot.base,
    );
    let mut units: std::collections::BTreeMap<&str, i64> = std::collections::BTreeMap::new();
    for row in rows.iter().filter(|row| row.market.len() == 2) {
        *units.entry(row.market).or_default() += row.sold;
    }
    let mut ranked: Vec<(&str, i64)> = units.into_iter().filter(|(_, sold)| *sold > 0).collect();
    ranked.sort_by_key(|(name, sold)| (std::cmp::Reverse(*sold), *name));
    let best: Vec<String> = ranked
        .iter()
        .take(MOST_MARKETS)
        .map(|(name, _)| (*name).to_owned())
        .collect();
    if best.is_empty() {
        vec!["US".to_owned()]
    } else {
        best
    }
}

pub(crate) async fn set_event(
    engine: &Engine,
    request: CalendarEvent,
) -> Result<PromotionCalendar, Failure> {
    for day in [request.starts_on, request.ends_on] {
        morning::plausible(day)?;
    }
    if request.ends_on < request.starts_on {
        return Err(Failure::new("bad_period")
            .with("from", request.starts_on.to_string())
            .with("to", request.ends_on.to_string()));
    }
    let code = request.code.trim();
    if !code.is_empty() && !CODES.contains(&code) {
        return Err(Failure::new("unknown_event").with("event", code));
    }
    let name: String = request.name.trim().chars().take(200).collect();
    if code.is_empty() && name.is_empty() {
        return Err(Failure::new("event_without_name"));
    }
    let row = CalendarEventRow {
        id: request.id.unwrap_or(0),
        code: code.to_owned(),
        market: market(&request.market)?,
        name,
        starts_on: request.starts_on,
        ends_on: request.ends_on,
        hidden: request.hidden,
    };
    engine.store().set_calendar_event(&row).await?;
    calendar(engine, CalendarRequest::default()).await
}

pub(crate) async fn remove_event(
    engine: &Engine,
    request: CalendarRemove,
) -> Result<PromotionCalendar, Failure> {
    if !engine.store().remove_calendar_event(request.id).await? {
        return Err(Failure::new("unknown_event").with("event", request.id));
    }
    calendar(engine, CalendarRequest::default()).await
}

/// First and last day of the next event of a code in a market that has not begun on a morning; the
/// seller's change of it where there is one.
pub(crate) async fn next_of(
    engine: &Engine,
    code: &str,
    market: &str,
    as_of: Day,
) -> Result<(Day, Day), Failure> {
    if !CODES.contains(&code) {
        return Err(Failure::new("unknown_event").with("event", code));
    }
    let request = CalendarRequest {
        as_of: Some(as_of),
        markets: vec![if market.is_empty() {
            "US".to_owned()
        } else {
            market.to_owned()
        }],
        days: Some(730),
    };
    let found = calendar(engine, request).await?;
    found
        .events
        .iter()
        .find(|event| event.code == code && !event.hidden && event.starts_on > as_of)
        .map(|event| (event.starts_on, event.ends_on))
        .ok_or_else(|| Failure::new("unknown_event").with("event", code))
}

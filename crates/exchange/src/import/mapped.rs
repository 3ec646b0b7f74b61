//! A sheet whose columns a person has named.

use std::sync::Arc;

use domain::{RecordKind, ShopZone};

use super::candidates::Candidate;
use super::date::{DateOrder, parse_moment};
use super::header::{Header, compact};
use super::kinds::slots;
use super::plan::{Mapping, Wide};
use super::role::Role;
use super::systems::{Habits, PLAIN};

/// The reading that a mapping describes. `base` is the best reading of that kind found without
/// it: the sheet keeps its system and habits.
#[must_use]
pub fn mapped(mapping: &Mapping, headers: &[Header], base: Option<&Candidate>) -> Candidate {
    let mut columns = vec![None; headers.len()];
    for (name, role) in &mapping.columns {
        if let Some(at) = column_of(name, headers, &columns)
            && *role != Role::Personal
        {
            columns[at] = Some((*role, "mapping"));
        }
    }
    let has = |columns: &[Option<(Role, &str)>], role: Role| {
        columns.iter().flatten().any(|(r, _)| *r == role)
    };
    for slot in slots(mapping.kind).iter().filter(|s| s.required) {
        if has(&columns, slot.role) {
            continue;
        }
        let instead = slot.instead.iter().find_map(|role| {
            let taken = |c: &Option<(Role, &str)>| c.is_some_and(|(r, _)| r == *role);
            columns.iter().position(taken)
        });
        if let Some(at) = instead {
            columns[at] = Some((slot.role, "mapping"));
        }
    }
    let wide = wide(mapping, headers, &columns);
    for at in wide_columns(wide.as_ref()) {
        columns[at] = None;
    }
    let daily = mapping.kind == RecordKind::Orders && !has(&columns, Role::OrderId);
    let missing = slots(mapping.kind)
        .iter()
        .filter(|slot| slot.required && !has(&columns, slot.role))
        .map(|slot| slot.role)
        .filter(|role| match &wide {
            Some(Wide::Days(_) | Wide::Periods(_)) => *role == Role::Sku,
            Some(Wide::Locations(_)) => *role != Role::OnHand,
            None => !(daily && *role == Role::OrderId),
        })
        .collect();
    Candidate {
        habits: Habits {
            daily: daily && wide.is_none(),
            location_columns: matches!(wide, Some(Wide::Locations(_))),
            ..base.map_or(PLAIN, |b| b.habits)
        },
        system: base.map_or("generic", |b| b.system),
        title: base.map_or("", |b| b.title),
        confirmed: base.is_none_or(|b| b.confirmed),
        filters: base.map_or_else(Vec::new, |b| b.filters.clone()),
        wide,
        missing,
        date_order: mapping.date_order,
        ..Candidate::plain(mapping.kind, 1.0, columns)
    }
}

/// The column that a mapping names: `#3` is the third, any other text a header. Of headers that
/// stand twice the first free one is meant.
fn column_of(
    name: &str,
    headers: &[Header],
    taken: &[Option<(Role, &'static str)>],
) -> Option<usize> {
    if let Some(number) = name.strip_prefix('#')
        && let Ok(number) = number.parse::<usize>()
    {
        return number.checked_sub(1).filter(|at| *at < headers.len());
    }
    let full = compact(name);
    (0..headers.len()).find(|at| taken[*at].is_none() && headers[*at].full == full)
}

fn wide(
    mapping: &Mapping,
    headers: &[Header],
    columns: &[Option<(Role, &'static str)>],
) -> Option<Wide> {
    let of = |role: Role| -> Vec<usize> {
        let there = columns.iter().enumerate();
        there
            .filter(|(_, c)| c.is_some_and(|(r, _)| r == role))
            .map(|(at, _)| at)
            .collect()
    };
    match mapping.kind {
        RecordKind::Stock if of(Role::Location).is_empty() => {
            let places = of(Role::OnHand);
            (places.len() > 1).then(|| {
                let named = |at: usize| (at, Arc::from(headers[at].text.as_str()));
                Wide::Locations(places.into_iter().map(named).collect())
            })
        }
        RecordKind::Orders | RecordKind::StockHistory => {
            let cells = if mapping.kind == RecordKind::Orders {
                of(Role::Quantity)
            } else {
                [of(Role::OnHand), of(Role::InStock)].concat()
            };
            let order = mapping.date_order.unwrap_or(DateOrder::DayFirst);
            let periods: Vec<_> = cells
                .iter()
                .filter_map(|at| {
                    headers[*at]
                        .period(order)
                        .map(|(day, length)| (*at, day, length))
                })
                .collect();
            if !periods.is_empty() && periods.len() == cells.len() {
                return Some(Wide::Periods(periods));
            }
            let days: Vec<_> = cells
                .iter()
                .filter_map(|at| {
                    let moment = parse_moment(&headers[*at].text, order, &ShopZone::default())?;
                    moment.day.is_plausible().then_some((*at, moment.day))
                })
                .collect();
            if !days.is_empty() && days.len() == cells.len() {
                return Some(Wide::Days(days));
            }
            None
        }
        _ => None,
    }
}

fn wide_columns(wide: Option<&Wide>) -> Vec<usize> {
    match wide {
        Some(Wide::Locations(columns)) => columns.iter().map(|(at, _)| *at).collect(),
        Some(Wide::Days(columns)) => columns.iter().map(|(at, _)| *at).collect(),
        Some(Wide::Periods(columns)) => columns.iter().map(|(at, ..)| *at).collect(),
        None => Vec::new(),
    }
}

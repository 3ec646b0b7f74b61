//! Sheets of known systems, told by their headers.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use domain::{RecordKind, ShopZone};

use super::assign::Assigned;
use super::candidates::Candidate;
use super::date::{DateOrder, parse_moment};
use super::header::{Header, compact};
use super::kinds::slots;
use super::plan::{RowFilter, Wide};
use super::role::Role;
use super::systems::{self, Filter, Habits, Sheet, System};

/// A header's spellings in the compared form.
type Spellings = Vec<String>;

/// A sheet with its headers in the compared form, made once.
struct Compared {
    system: &'static System,
    sheet: &'static Sheet,
    must: Vec<Spellings>,
    unless: Vec<Spellings>,
    columns: Vec<(Spellings, Role)>,
    filters: Vec<(Spellings, &'static Filter)>,
}

fn table() -> &'static [Compared] {
    static TABLE: OnceLock<Vec<Compared>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let spellings = |names: &str| -> Spellings { names.split('|').map(compact).collect() };
        let all = systems::ALL.iter();
        all.flat_map(|system| system.sheets.iter().map(move |sheet| (*system, sheet)))
            .map(|(system, sheet)| Compared {
                system,
                sheet,
                must: sheet.must.iter().map(|n| spellings(n)).collect(),
                unless: sheet.unless.iter().map(|n| spellings(n)).collect(),
                columns: sheet
                    .columns
                    .iter()
                    .map(|(n, r)| (spellings(n), *r))
                    .collect(),
                filters: sheet
                    .filters
                    .iter()
                    .map(|f| (spellings(f.header), f))
                    .collect(),
            })
            .collect()
    })
}

/// Whether a header, in the compared form, is one of a known system's.
#[must_use]
pub fn is_known_header(full: &str) -> bool {
    static NAMES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let sheets = table().iter();
        sheets
            .flat_map(|s| &s.columns)
            .flat_map(|(spellings, _)| spellings)
            .map(String::as_str)
            .collect()
    });
    names.contains(full)
}

/// Known sheets whose telling headers are all there.
#[must_use]
pub fn known_systems(headers: &[Header]) -> Vec<Candidate> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (i, header) in headers.iter().enumerate() {
        places.entry(&header.full).or_insert(i);
    }
    let sheets = table().iter();
    sheets
        .filter_map(|sheet| known(sheet, headers, &places))
        .collect()
}

fn known(
    compared: &Compared,
    headers: &[Header],
    places: &HashMap<&str, usize>,
) -> Option<Candidate> {
    let at = |spellings: &Spellings| {
        spellings
            .iter()
            .find_map(|n| places.get(n.as_str()).copied())
    };
    let (system, sheet) = (compared.system, compared.sheet);
    if !compared.must.iter().all(|name| at(name).is_some())
        || compared.unless.iter().any(|name| at(name).is_some())
    {
        return None;
    }
    let mut columns: Vec<Assigned> = vec![None; headers.len()];
    let mut order: Vec<usize> = (0..headers.len())
        .map(|i| i + sheet.columns.len())
        .collect();
    for (rank, (name, role)) in compared.columns.iter().enumerate() {
        if let Some(column) = at(name)
            && columns[column].is_none()
        {
            columns[column] = Some((*role, "system_header"));
            order[column] = rank;
        }
    }
    let wide = wide(sheet, headers, &columns)?;
    let filters = compared
        .filters
        .iter()
        .filter_map(|(header, filter)| {
            Some(RowFilter {
                column: at(header)?,
                words: filter.words,
                keep: filter.keep,
            })
        })
        .collect();
    let mut habits = sheet.habits;
    let missing = missing(sheet, &columns, wide.is_some(), &mut habits);
    let found = columns.iter().flatten().count();
    let score = 0.95 + 0.001 * sheet.must.len() as f64 + 0.0001 * found as f64
        - if wide.is_some() { 0.01 } else { 0.0 };
    Some(Candidate {
        system: system.name,
        title: system.title,
        confirmed: sheet.confirmed,
        order,
        habits,
        filters,
        wide,
        missing,
        also: sheet.also,
        told_by: sheet.told_by,
        ..Candidate::plain(sheet.kind, score, columns)
    })
}

/// Columns that are places or days, where the sheet has them; `None` where it must have them and
/// has none.
#[allow(
    clippy::option_option,
    reason = "a sheet without wide columns is a third answer"
)]
fn wide(sheet: &Sheet, headers: &[Header], columns: &[Assigned]) -> Option<Option<Wide>> {
    let rest = || {
        let free = headers.iter().enumerate();
        free.filter(|(i, h)| columns[*i].is_none() && !h.text.is_empty())
    };
    if sheet.habits.location_columns {
        let places = rest()
            .map(|(i, h)| (i, Arc::from(h.text.as_str())))
            .collect();
        return Some(Some(Wide::Locations(places)));
    }
    if sheet.habits.day_columns {
        let days: Vec<_> = rest()
            .filter(|(_, h)| h.text.len() >= 6)
            .filter_map(|(i, h)| {
                let moment = parse_moment(&h.text, DateOrder::DayFirst, &ShopZone::default())?;
                moment.day.is_plausible().then_some((i, moment.day))
            })
            .collect();
        return (!days.is_empty()).then_some(Some(Wide::Days(days)));
    }
    Some(None)
}

/// Fields that every row needs and the sheet does not have: a person chose other columns for the
/// export. Sales without order numbers are sales a day.
fn missing(sheet: &Sheet, columns: &[Assigned], wide: bool, habits: &mut Habits) -> Vec<Role> {
    let has = |role: Role| columns.iter().flatten().any(|(r, _)| *r == role);
    if sheet.kind == RecordKind::Orders && !has(Role::OrderId) && !wide {
        habits.daily = true;
    }
    let habits = *habits;
    slots(sheet.kind)
        .iter()
        .filter(|slot| slot.required && !has(slot.role))
        .map(|slot| slot.role)
        .filter(|role| match role {
            Role::OrderId => !habits.daily && !wide,
            Role::Sku => !(habits.sku_from_name && has(Role::Name)),
            Role::OnHand | Role::OrderedAt => !wide,
            Role::Quantity => !wide && !habits.one_unit_lines,
            _ => true,
        })
        .collect()
}

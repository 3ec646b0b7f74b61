//! From the first rows of a sheet to a plan for reading it: where the header is, which system and
//! kind it is, and what each column means.

use domain::RecordKind;

use super::alias;
use super::assign::{assign, is_week};
use super::candidates::{Candidate, LEAST_SCORE, days, generic, guessed, template};
use super::cell::{Cell, Row};
use super::compose::{Head, compose};
use super::failure::ImportFailure;
use super::fingerprint::fingerprint;
use super::groups::{COLUMN_NAME, Groups, group_column};
use super::header::Header;
use super::headrow::find_header;
use super::known::known_systems;
use super::letterhead::{letterhead, purchase_letter};
use super::mapped::mapped;
use super::period::week_number;
use super::places::places;
use super::plan::{Mapping, Options, Plan, Rival, SheetInfo};
use super::profile::profiles;
use super::role::Role;
use super::second::second;
use super::systems;
use super::totals::drop_order_totals;

/// Understands a sheet by its first rows. A list of products that holds their stock too has two
/// plans, the products' first.
///
/// # Errors
/// `not_a_table`, `sheet_not_recognised` (with the headers met), `columns_missing` where a kind
/// was asked for, or a mapping given, whose required columns are not there, `unknown_system`,
/// `sheet_adds_nothing` where another report of the same system says the same and more.
pub fn recognise(sample: &[Row], options: &Options) -> Result<Vec<Plan>, ImportFailure> {
    let head = head(sample, options.header_row)?;
    let fingerprint = fingerprint(&head.headers);
    let mapping = options.mapping.as_ref().or_else(|| {
        let known = options.remembered.get(&fingerprint);
        known.filter(|m| options.kind.is_none_or(|kind| kind == m.kind))
    });
    if let Some(mapping) = mapping {
        return by_mapping(mapping, sample, head, &fingerprint, options);
    }
    let readings = readings(&head, options)?;
    let first = readings
        .iter()
        .position(|r| !r.also || options.kind == Some(r.kind));
    let Some((best, rest)) = first
        .and_then(|at| readings[at..].split_first())
        .filter(|(best, _)| best.score >= LEAST_SCORE)
    else {
        return Err(unrecognised(&head, options));
    };
    if let Some(instead) = best.told_by
        && options.kind != Some(best.kind)
    {
        return Err(ImportFailure::new("sheet_adds_nothing")
            .with("system", best.title)
            .with("instead", instead));
    }
    if !best.missing.is_empty() {
        let words: Vec<&str> = best.missing.iter().map(|role| role.word()).collect();
        return Err(columns_missing(best.kind, &words.join(", "), &head));
    }
    let second = match options.kind {
        Some(_) => None,
        None => second(best, &readings, &head),
    };
    Ok(plans(best, second, rest, head, &fingerprint, options))
}

fn plans(
    best: &Candidate,
    second: Option<Candidate>,
    rest: &[Candidate],
    head: Head,
    fingerprint: &str,
    options: &Options,
) -> Vec<Plan> {
    let rivals = rivals(rest);
    let make = |reading: Candidate, head: Head| {
        compose(
            reading,
            head,
            fingerprint.to_owned(),
            rivals.clone(),
            options,
        )
    };
    match second {
        Some(second) => {
            let mut both = vec![make(best.clone(), head.clone()), make(second, head)];
            both.sort_by_key(|plan| plan.info.kind != RecordKind::Products);
            both
        }
        None => vec![make(best.clone(), head)],
    }
}

/// The likeliest reading of a sheet that [`recognise`] refuses, to be corrected by a person: its
/// score is below the threshold and columns may be missing. `None` where there is no table.
#[must_use]
pub fn guess(sample: &[Row], options: &Options) -> Option<SheetInfo> {
    let head = head(sample, options.header_row).ok()?;
    let fingerprint = fingerprint(&head.headers);
    let kinds = RecordKind::ALL
        .iter()
        .filter(|kind| options.kind.is_none_or(|asked| asked == **kind));
    let mut all: Vec<Candidate> = kinds
        .map(|kind| guessed(*kind, &head.headers, &head.profiles, head.data.len()))
        .collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    if all.is_empty() {
        return None;
    }
    let best = all.remove(0);
    let rivals = rivals(&all);
    Some(compose(best, head, fingerprint, rivals, options).info)
}

fn head(sample: &[Row], header_row: Option<u32>) -> Result<Head, ImportFailure> {
    let (at, mut headers) = find_header(sample, header_row)?;
    let mut data: Vec<Row> = sample[(at + 1).min(sample.len())..].to_vec();
    let group = group_column(&data);
    if let Some(column) = group {
        let mut groups = Groups::new(column);
        data.retain_mut(|row| groups.take(row));
        if sample[at].cell(column) == Cell::Empty
            && let Some(header) = headers.get_mut(column)
        {
            *header = Header::new(COLUMN_NAME).hinted();
        }
    }
    let year = year_of(&sample[..at]);
    for header in &mut headers {
        header.year = year;
    }
    let profiles = profiles(&data, headers.len());
    Ok(Head {
        header_row: sample[at].number,
        letterhead: letterhead(&sample[..at]),
        headers,
        data,
        profiles,
        group,
    })
}

/// The one year of this century that stands above a table, for headers that are weeks without one.
fn year_of(above: &[Row]) -> Option<i32> {
    let mut years = std::collections::BTreeSet::new();
    for row in above {
        for column in 0..row.len().min(200) {
            let text = row.display(column);
            let runs = text.split(|c: char| !c.is_ascii_digit());
            years.extend(
                runs.filter(|run| run.len() == 4 && run.starts_with("20"))
                    .map(str::to_owned),
            );
        }
    }
    let only = years.pop_first().filter(|_| years.is_empty())?;
    only.parse().ok()
}

/// Every way to read the sheet that the options allow, the surest first.
fn readings(head: &Head, options: &Options) -> Result<Vec<Candidate>, ImportFailure> {
    if let Some(system) = &options.system
        && !["template", "generic"].contains(&system.as_str())
        && !systems::ALL.iter().any(|known| known.name == system)
    {
        return Err(ImportFailure::new("unknown_system").with("system", system.as_str()));
    }
    let (headers, profiles) = (&head.headers, &head.profiles);
    let mut readings = Vec::new();
    let kinds = RecordKind::ALL;
    readings.extend(kinds.iter().filter_map(|k| template(*k, headers)));
    readings.extend(known_systems(headers));
    readings.extend(days(headers, profiles, options));
    readings.extend(places(headers, profiles));
    readings.extend(kinds.iter().filter_map(|k| {
        let asked = options.kind == Some(*k);
        generic(*k, headers, profiles, head.data.len(), asked)
    }));
    if !head.letterhead.is_empty() {
        let kind = RecordKind::PurchaseOrders;
        let lines = guessed(kind, headers, profiles, head.data.len());
        readings.extend(purchase_letter(&head.letterhead, lines));
    }
    readings.retain(|c| options.kind.is_none_or(|kind| kind == c.kind));
    readings.retain(|c| options.system.as_ref().is_none_or(|s| s == c.system));
    for reading in readings.iter_mut().filter(|r| r.system == "generic") {
        drop_order_totals(reading, &head.data);
    }
    // Equal scores keep the order in which the readings were found.
    readings.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(readings)
}

fn rivals(rest: &[Candidate]) -> Vec<Rival> {
    rest.iter()
        .filter(|c| c.score > 0.05)
        .take(3)
        .map(|c| Rival {
            system: c.system.to_owned(),
            kind: c.kind,
            score: c.score.clamp(0.0, 1.0),
        })
        .collect()
}

fn by_mapping(
    mapping: &Mapping,
    sample: &[Row],
    found: Head,
    fingerprint: &str,
    options: &Options,
) -> Result<Vec<Plan>, ImportFailure> {
    let head = match mapping.header_row {
        Some(row) if row != found.header_row => head(sample, Some(row))?,
        _ => found,
    };
    let wanted = Options {
        kind: Some(mapping.kind),
        system: options.system.clone(),
        ..Options::default()
    };
    let readings = readings(&head, &wanted)?;
    let best = mapped(mapping, &head.headers, readings.first());
    if !best.missing.is_empty() {
        let words: Vec<&str> = best.missing.iter().map(|role| role.word()).collect();
        return Err(columns_missing(mapping.kind, &words.join(", "), &head));
    }
    let second = match best.kind {
        RecordKind::Products => second(&best, &readings, &head),
        _ => None,
    };
    Ok(plans(&best, second, &readings, head, fingerprint, options))
}

fn seen(head: &Head) -> String {
    let seen: Vec<&str> = head
        .headers
        .iter()
        .map(|h| h.text.as_str())
        .filter(|text| !text.is_empty())
        .take(12)
        .collect();
    seen.join(", ")
}

fn columns_missing(kind: RecordKind, missing: &str, head: &Head) -> ImportFailure {
    ImportFailure::new("columns_missing")
        .with("kind", kind.word())
        .with("missing", missing)
        .with("headers", seen(head))
}

fn unrecognised(head: &Head, options: &Options) -> ImportFailure {
    let Some(kind) = options.kind else {
        if lists_orders_without_items(head) {
            return ImportFailure::new("orders_without_items").with("headers", seen(head));
        }
        if weeks_without_year(head) {
            return ImportFailure::new("weeks_without_year").with("headers", seen(head));
        }
        return ImportFailure::new("sheet_not_recognised").with("headers", seen(head));
    };
    let found = assign(kind, &head.headers, &head.profiles, head.data.len(), true);
    let missing: Vec<&str> = found.missing.iter().map(|role| role.word()).collect();
    columns_missing(kind, &missing.join(", "), head)
}

/// Orders with their numbers and days, and nothing of what was in them.
fn lists_orders_without_items(head: &Head) -> bool {
    let has = |wanted: &[Role]| {
        head.headers.iter().any(|header| {
            alias::roles(header)
                .first()
                .is_some_and(|(role, _)| wanted.contains(role))
        })
    };
    has(&[Role::OrderId])
        && has(&[Role::OrderedAt])
        && !has(&[Role::Sku, Role::Name, Role::Quantity])
}

/// Whether columns are weeks, or a column counts them, and nothing says of which year.
fn weeks_without_year(head: &Head) -> bool {
    let columns = head.headers.iter().filter(|h| {
        let named = h.text.bytes().any(|b| !b.is_ascii_digit());
        named && week_number(&h.text).is_some()
    });
    let has_year = head.headers.iter().any(|h| alias::is(h, Role::Year));
    let counted = head.headers.iter().zip(&head.profiles);
    columns.count() > 1
        || !has_year
            && counted
                .into_iter()
                .any(|(h, p)| is_week(h) && p.mostly(p.weeks))
}

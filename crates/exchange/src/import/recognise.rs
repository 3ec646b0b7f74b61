//! From the first rows of a sheet to a plan for reading it: where the header is, which system and
//! kind it is, and what each column means.

use std::sync::Arc;

use domain::{Day, RecordKind};

use super::alias;
use super::assign::{Assigned, assign};
use super::cell::{Cell, Row};
use super::date::{DateOrder, parse_moment};
use super::failure::ImportFailure;
use super::fee::SkuHabit;
use super::header::Header;
use super::kinds::slots;
use super::plan::{ColumnUse, Options, Plan, SheetInfo, Wide};
use super::profile::{Profile, profiles};
use super::role::Role;
use super::systems::{self, Habits, PLAIN};
use super::template::template_columns;

/// Below this score a sheet is not read without a person's word.
const LEAST_SCORE: f64 = 0.3;
/// Marks that make a sheet of an unknown system certain.
const SURE_MARKS: f64 = 6.0;
/// The header is looked for in so many rows.
const HEADER_ROWS: usize = 40;

struct Candidate {
    system: &'static str,
    confirmed: bool,
    kind: RecordKind,
    score: f64,
    columns: Vec<Assigned>,
    habits: Habits,
    wide: Option<Wide>,
}

/// Understands a sheet by its first rows.
///
/// # Errors
/// `not_a_table`, `sheet_not_recognised` (with the headers met), `columns_missing` where a kind
/// was asked for whose required columns are not there, `unknown_system`.
pub fn recognise(sample: &[Row], options: &Options) -> Result<Plan, ImportFailure> {
    let (at, headers) = find_header(sample, options)?;
    let data: Vec<Row> = sample[(at + 1).min(sample.len())..].to_vec();
    let profiles = profiles(&data, headers.len());
    let mut candidates = Vec::new();
    if let Some(mapping) = &options.mapping {
        candidates.push(mapped(mapping, &headers));
    } else {
        if let Some(system) = &options.system
            && !["template", "generic"].contains(&system.as_str())
            && !systems::ALL.iter().any(|known| known.name == system)
        {
            return Err(ImportFailure::new("unknown_system").with("system", system.as_str()));
        }
        candidates.extend(
            RecordKind::ALL
                .iter()
                .filter_map(|k| template(*k, &headers)),
        );
        candidates.extend(known_systems(&headers));
        candidates.extend(days(&headers, &profiles, options));
        candidates.extend(RecordKind::ALL.iter().filter_map(|k| {
            generic(
                *k,
                &headers,
                &profiles,
                data.len(),
                options.kind == Some(*k),
            )
        }));
    }
    candidates.retain(|c| options.kind.is_none_or(|kind| kind == c.kind));
    candidates.retain(|c| {
        options
            .system
            .as_ref()
            .is_none_or(|system| system == c.system)
    });
    let best = candidates
        .into_iter()
        .max_by(|a, b| a.score.total_cmp(&b.score));
    match best {
        Some(best) if best.score >= LEAST_SCORE => Ok(plan(
            best,
            sample[at].number,
            headers,
            &profiles,
            &data,
            options,
        )),
        _ => Err(unrecognised(&headers, &profiles, data.len(), options)),
    }
}

fn unrecognised(
    headers: &[Header],
    profiles: &[Profile],
    rows: usize,
    options: &Options,
) -> ImportFailure {
    let seen: Vec<&str> = headers
        .iter()
        .map(|h| h.text.as_str())
        .filter(|text| !text.is_empty())
        .take(12)
        .collect();
    match options.kind {
        Some(kind) => {
            let missing: Vec<&str> = assign(kind, headers, profiles, rows)
                .missing
                .iter()
                .map(|role| role.word())
                .collect();
            ImportFailure::new("columns_missing")
                .with("kind", kind.word())
                .with("missing", missing.join(", "))
                .with("headers", seen.join(", "))
        }
        None => ImportFailure::new("sheet_not_recognised").with("headers", seen.join(", ")),
    }
}

/// The header: the row with most known names among the first ones; names of merged cells are
/// taken from the row above or below.
fn find_header(sample: &[Row], options: &Options) -> Result<(usize, Vec<Header>), ImportFailure> {
    let forced = options.mapping.as_ref().and_then(|m| m.header_row);
    let known = |row: &Row| {
        (0..row.len())
            .filter(|i| match row.cell(*i) {
                Cell::Text(text) => text.len() < 120 && is_known(&Header::new(text)),
                _ => false,
            })
            .count()
    };
    let filled = |row: &Row| {
        (0..row.len())
            .filter(|i| row.cell(*i) != Cell::Empty)
            .count()
    };
    let at = match forced {
        Some(number) => sample.iter().position(|row| row.number == number),
        None => {
            let mut best: Option<(usize, usize)> = None;
            for (i, row) in sample.iter().take(HEADER_ROWS).enumerate() {
                let hits = known(row);
                if hits > 0 && best.is_none_or(|(most, _)| hits > most) {
                    best = Some((hits, i));
                }
            }
            best.map(|(_, i)| i).or_else(|| {
                sample
                    .iter()
                    .take(HEADER_ROWS)
                    .position(|row| filled(row) >= 2)
            })
        }
    };
    let Some(at) = at else {
        return Err(ImportFailure::new("not_a_table"));
    };
    let width = sample.iter().map(Row::len).max().unwrap_or(0);
    let above = at.checked_sub(1).and_then(|i| sample.get(i));
    let below = sample
        .get(at + 1)
        .filter(|row| second_header(&sample[at], row));
    let headers = (0..width)
        .map(|column| {
            let own = sample[at].display(column);
            let under = below.map(|row| row.display(column)).unwrap_or_default();
            let text = match (own.is_empty(), under.is_empty()) {
                (true, false) => under,
                (false, false) => format!("{own} {under}"),
                (true, true) => above.map(|row| row.display(column)).unwrap_or_default(),
                (false, true) => own,
            };
            Header::new(&text)
        })
        .collect();
    Ok((if below.is_some() { at + 1 } else { at }, headers))
}

fn is_known(header: &Header) -> bool {
    !header.full.is_empty()
        && (!alias::roles(header).is_empty()
            || RecordKind::ALL.iter().any(|kind| {
                template_columns(*kind)
                    .iter()
                    .any(|c| matches(header, c.name_zh))
            })
            || systems::ALL.iter().any(|system| {
                system
                    .sheets
                    .iter()
                    .any(|sheet| sheet.columns.iter().any(|(name, _)| matches(header, name)))
            }))
}

/// A second header row names nothing under the columns that every data row fills.
fn second_header(header: &Row, row: &Row) -> bool {
    let mut texts = 0;
    for column in 0..row.len().max(header.len()) {
        let key = alias::roles(&Header::new(&header.display(column)))
            .iter()
            .any(|(role, _)| {
                matches!(
                    role,
                    Role::Sku | Role::OrderId | Role::PoNumber | Role::Name
                )
            });
        match row.cell(column) {
            Cell::Empty => {}
            Cell::Text(text) if !key && !text.bytes().any(|b| b.is_ascii_digit()) => texts += 1,
            _ => return false,
        }
    }
    let blanks = (0..header.len())
        .any(|column| header.cell(column) == Cell::Empty && row.cell(column) != Cell::Empty);
    texts > 0 && blanks
}

fn matches(header: &Header, name: &str) -> bool {
    let name = super::header::compact(name);
    header.full == name || (header.bare == name && !name.is_empty())
}

/// A sheet made from one of the app's templates: all required headers are there by their names.
fn template(kind: RecordKind, headers: &[Header]) -> Option<Candidate> {
    let mut columns: Vec<Assigned> = vec![None; headers.len()];
    let mut found = 0;
    for column in template_columns(kind) {
        let at = headers.iter().position(|h| {
            h.full == super::header::compact(column.name_en)
                || h.full == super::header::compact(column.name_zh)
        });
        match at {
            Some(at) if columns[at].is_none() => {
                columns[at] = Some((column.role, "template_header"));
                found += 1;
            }
            _ if column.required => return None,
            _ => {}
        }
    }
    let has = |role: Role| columns.iter().flatten().any(|(r, _)| *r == role);
    if kind == RecordKind::StockHistory && !has(Role::OnHand) && !has(Role::InStock) {
        return None;
    }
    let named = headers.iter().filter(|h| !h.full.is_empty()).count();
    let required = template_columns(kind).iter().filter(|c| c.required).count();
    if found < named.min(2) || found * 2 < named {
        return None;
    }
    // Fields beyond the template that the records can hold.
    for slot in slots(kind) {
        if !has_role(&columns, slot.role)
            && let Some(at) = (0..headers.len()).find(|i| {
                columns[*i].is_none()
                    && alias::roles(&headers[*i])
                        .first()
                        .is_some_and(|(r, _)| *r == slot.role)
            })
        {
            columns[at] = Some((slot.role, "known_name"));
        }
    }
    Some(Candidate {
        system: "template",
        confirmed: true,
        kind,
        score: 0.9
            + 0.05 * found as f64 / named.max(1) as f64
            + 0.01 * required as f64
            + 0.0001 * found as f64,
        columns,
        habits: PLAIN,
        wide: None,
    })
}

fn has_role(columns: &[Assigned], role: Role) -> bool {
    columns.iter().flatten().any(|(r, _)| *r == role)
}

fn known_systems(headers: &[Header]) -> Vec<Candidate> {
    let mut out = Vec::new();
    for system in systems::ALL {
        for sheet in system.sheets {
            let at = |name: &str| {
                headers
                    .iter()
                    .position(|h| h.full == super::header::compact(name))
            };
            if !sheet.must.iter().all(|name| at(name).is_some()) {
                continue;
            }
            let mut columns: Vec<Assigned> = vec![None; headers.len()];
            for (name, role) in sheet.columns {
                if let Some(column) = at(name)
                    && columns[column].is_none()
                {
                    columns[column] = Some((*role, "system_header"));
                }
            }
            let wide = sheet.habits.location_columns.then(|| {
                let rest = headers
                    .iter()
                    .enumerate()
                    .filter(|(i, h)| columns[*i].is_none() && !h.text.is_empty());
                Wide::Locations(rest.map(|(i, h)| (i, Arc::from(h.text.as_str()))).collect())
            });
            out.push(Candidate {
                system: system.name,
                confirmed: system.confirmed,
                kind: sheet.kind,
                score: 0.95 + 0.001 * sheet.must.len() as f64
                    - if wide.is_some() { 0.01 } else { 0.0 },
                columns,
                habits: sheet.habits,
                wide,
            });
        }
    }
    out
}

fn generic(
    kind: RecordKind,
    headers: &[Header],
    profiles: &[Profile],
    rows: usize,
    asked: bool,
) -> Option<Candidate> {
    let mut found = assign(kind, headers, profiles, rows);
    if !found.missing.is_empty() {
        return None;
    }
    let has = |role: Role| {
        found
            .columns
            .iter()
            .position(|c| c.is_some_and(|(r, _)| r == role))
    };
    match kind {
        RecordKind::StockHistory if has(Role::OnHand).is_none() && has(Role::InStock).is_none() => {
            return None;
        }
        // Many days make a history, one day makes a count.
        RecordKind::StockHistory | RecordKind::Stock => {
            let days = has(Role::Date)
                .or_else(|| has(Role::AsOf))
                .and_then(|i| profiles.get(i))
                .map_or(0, |p| p.days);
            if (days > 1) != (kind == RecordKind::StockHistory) {
                found.marks -= 2.0;
            }
        }
        _ => {}
    }
    let score = 0.9 * (found.marks / SURE_MARKS).clamp(0.0, 1.0);
    Some(Candidate {
        system: "generic",
        confirmed: true,
        kind,
        score: if asked { score.max(LEAST_SCORE) } else { score },
        columns: found.columns,
        habits: Habits {
            blank_continues: kind == RecordKind::Orders,
            ..PLAIN
        },
        wide: None,
    })
}

/// One column a day: sales, or 0 and 1 for days in stock.
fn days(headers: &[Header], profiles: &[Profile], options: &Options) -> Option<Candidate> {
    let days: Vec<(usize, Day)> = headers
        .iter()
        .enumerate()
        .filter(|(_, h)| h.text.len() >= 6)
        .filter_map(|(i, h)| {
            let moment = parse_moment(&h.text, options.default_date_order, 0)?;
            moment.day.is_plausible().then_some((i, moment.day))
        })
        .collect();
    if days.len() < 2 {
        return None;
    }
    let binary = days
        .iter()
        .all(|(i, _)| profiles.get(*i).is_none_or(|p| p.binary || p.filled == 0));
    let kind = match options.kind {
        Some(kind @ (RecordKind::Orders | RecordKind::StockHistory)) => kind,
        Some(_) => return None,
        None if binary => RecordKind::StockHistory,
        None => RecordKind::Orders,
    };
    let mut columns: Vec<Assigned> = vec![None; headers.len()];
    for role in [
        Role::Sku,
        Role::Location,
        Role::Channel,
        Role::Name,
        Role::Country,
    ] {
        let best = (0..headers.len())
            .filter(|i| columns[*i].is_none() && !days.iter().any(|(d, _)| d == i))
            .filter_map(|i| {
                let rank = alias::roles(&headers[i])
                    .iter()
                    .find(|(r, _)| *r == role)?
                    .1;
                Some((rank, i))
            })
            .min();
        if let Some((_, at)) = best {
            columns[at] = Some((role, "known_name"));
        }
    }
    has_role(&columns, Role::Sku).then_some(Candidate {
        system: "generic",
        confirmed: true,
        kind,
        score: 0.91,
        columns,
        habits: PLAIN,
        wide: Some(Wide::Days(days)),
    })
}

fn mapped(mapping: &super::plan::Mapping, headers: &[Header]) -> Candidate {
    let columns = headers
        .iter()
        .map(|header| {
            mapping
                .columns
                .iter()
                .find(|(name, _)| super::header::compact(name) == header.full)
                .map(|(_, role)| (*role, "mapping"))
        })
        .collect();
    Candidate {
        system: "generic",
        confirmed: true,
        kind: mapping.kind,
        score: 1.0,
        columns,
        habits: PLAIN,
        wide: None,
    }
}

fn plan(
    best: Candidate,
    header_row: u32,
    headers: Vec<Header>,
    profiles: &[Profile],
    data: &[Row],
    options: &Options,
) -> Plan {
    let mut by_role = vec![Vec::new(); Role::ALL.len()];
    let kept: Vec<Assigned> = best
        .columns
        .iter()
        .map(|c| {
            c.filter(|(role, _)| {
                *role == Role::Handle || slots(best.kind).iter().any(|s| s.role == *role)
            // Options make the name of a variant without SKU.
            || *role == Role::Options
            })
        })
        .collect();
    // The order in a system's table is the order of preference; elsewhere columns go left to right.
    let table = systems::ALL
        .iter()
        .find(|s| s.name == best.system)
        .map_or(&[][..], |s| s.sheets);
    let preference = |column: usize, role: Role| {
        table
            .iter()
            .filter(|sheet| sheet.kind == best.kind)
            .find_map(|sheet| {
                sheet.columns.iter().position(|(name, r)| {
                    *r == role && super::header::compact(name) == headers[column].full
                })
            })
            .unwrap_or(column)
    };
    for (column, assigned) in kept.iter().enumerate() {
        if let Some((role, _)) = assigned {
            by_role[*role as usize].push(column);
        }
    }
    for (role, columns) in Role::ALL.iter().zip(by_role.iter_mut()) {
        columns.sort_by_key(|column| preference(*column, *role));
    }
    let order = |p: &Profile| match (p.day_first, p.month_first) {
        (0, 0) => best.habits.date_order.unwrap_or(options.default_date_order),
        (day, month) if month > day => DateOrder::MonthFirst,
        _ => DateOrder::DayFirst,
    };
    let open_dates = (0..headers.len())
        .filter(|i| kept[*i].is_some() && best.habits.date_order.is_none())
        .filter(|i| profiles.get(*i).is_some_and(Profile::order_is_open))
        .collect();
    let sku_column = by_role[Role::Sku as usize].first().copied();
    let skus: Vec<String> = sku_column
        .map(|c| {
            data.iter()
                .map(|row| row.display(c))
                .filter(|s| !s.is_empty())
                .collect()
        })
        .unwrap_or_default();
    let is_wide = |i: usize| match &best.wide {
        Some(Wide::Locations(columns)) => columns.iter().any(|(c, _)| *c == i),
        Some(Wide::Days(columns)) => columns.iter().any(|(c, _)| *c == i),
        None => false,
    };
    let uses: Vec<ColumnUse> = headers
        .iter()
        .enumerate()
        .map(|(i, header)| {
            let (role, evidence) = match (kept[i], &best.wide) {
                (Some((role, evidence)), _) => (Some(role), evidence),
                (None, Some(Wide::Locations(_))) if is_wide(i) => (Some(Role::OnHand), "location"),
                (None, Some(Wide::Days(_))) if is_wide(i) => (Some(Role::Quantity), "day"),
                _ if alias::roles(header)
                    .first()
                    .is_some_and(|(r, _)| *r == Role::Personal) =>
                {
                    (None, "personal")
                }
                _ => (None, "not_used"),
            };
            ColumnUse {
                header: header.text.clone(),
                role,
                evidence: evidence.to_owned(),
            }
        })
        .collect();
    Plan {
        info: SheetInfo {
            file: String::new(),
            sheet: None,
            system: best.system.to_owned(),
            confirmed: best.confirmed,
            kind: best.kind,
            score: best.score.min(1.0),
            header_row,
            ignored_columns: uses
                .iter()
                .filter(|u| u.role.is_none() && !u.header.is_empty())
                .map(|u| u.header.clone())
                .collect(),
            columns: uses,
            fingerprint: fingerprint(&headers),
        },
        date_order: profiles.iter().map(order).collect(),
        open_dates,
        decimal_comma: profiles.iter().map(|p| p.comma > 0).collect(),
        currency: headers.iter().map(|h| h.currency).collect(),
        by_role,
        habits: best.habits,
        wide: best.wide,
        sku_habit: SkuHabit::of(skus.iter().map(String::as_str)),
        headers,
    }
}

/// FNV-1a over the compared forms of the headers (offset basis and prime: Fowler, Noll, Vo).
fn fingerprint(headers: &[Header]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for header in headers.iter().filter(|h| !h.full.is_empty()) {
        for byte in header.full.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

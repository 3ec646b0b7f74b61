//! From the first rows of a sheet to a plan for reading it: where the header is, which system and
//! kind it is, and what each column means.

use domain::RecordKind;

use super::alias;
use super::assign::{Assigned, assign};
use super::candidates::{Candidate, LEAST_SCORE, days, generic, known_systems, mapped, template};
use super::cell::Row;
use super::date::DateOrder;
use super::failure::ImportFailure;
use super::fee::SkuHabit;
use super::header::{Header, compact};
use super::headrow::find_header;
use super::kinds::slots;
use super::plan::{ColumnUse, Options, Plan, SheetInfo, Wide};
use super::profile::{Profile, profiles};
use super::role::Role;
use super::systems;

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
            let missing: Vec<&str> = assign(kind, headers, profiles, rows, true)
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
                sheet
                    .columns
                    .iter()
                    .position(|(name, r)| *r == role && compact(name) == headers[column].full)
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

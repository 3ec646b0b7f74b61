//! From the chosen reading of a sheet to the plan by which its rows are read.

use super::alias;
use super::assign::Assigned;
use super::candidates::Candidate;
use super::cell::Row;
use super::date::DateOrder;
use super::explain::reasons;
use super::fee::SkuHabit;
use super::header::Header;
use super::kinds::slots;
use super::parts;
use super::plan::{ColumnUse, Options, Plan, Rival, SheetInfo, Wide};
use super::profile::Profile;
use super::role::Role;

/// A sheet's head: its headers, the rows below them, and what their columns look like.
#[derive(Clone)]
pub struct Head {
    /// Row of the header, counted from 1.
    pub header_row: u32,
    /// Headers by column.
    pub headers: Vec<Header>,
    /// What stands above the table.
    pub letterhead: Vec<(Role, String)>,
    /// Rows of the sample below the header.
    pub data: Vec<Row>,
    /// Looks of the columns.
    pub profiles: Vec<Profile>,
    /// The column in which items stand above their lines.
    pub group: Option<usize>,
}

/// The plan for a reading.
pub fn compose(
    best: Candidate,
    head: Head,
    fingerprint: String,
    rivals: Vec<Rival>,
    options: &Options,
) -> Plan {
    let profiles = &head.profiles;
    let headers = head.headers;
    let kept: Vec<Assigned> = best
        .columns
        .iter()
        .map(|column| column.filter(|(role, _)| is_used(&best, *role)))
        .collect();
    let by_role = by_role(&best, &kept);
    // Dates of one sheet are written alike: what one column settles holds for the others.
    let evidence = |count: fn(&Profile) -> u32| -> u32 {
        let used = kept.iter().zip(profiles);
        used.filter(|(role, _)| role.is_some())
            .map(|(_, p)| count(p))
            .sum()
    };
    let alike = match (evidence(|p| p.day_first), evidence(|p| p.month_first)) {
        (0, 0) => None,
        (_, 0) => Some(DateOrder::DayFirst),
        (0, _) => Some(DateOrder::MonthFirst),
        _ => None,
    };
    let open = best.habits.date_order.or(alike);
    let order = |p: &Profile| match (best.date_order, p.day_first, p.month_first) {
        // A person was asked and has answered.
        (Some(order), _, _) => order,
        (None, 0, 0) => open.unwrap_or(options.default_date_order),
        (None, day, month) if month > day => DateOrder::MonthFirst,
        _ => DateOrder::DayFirst,
    };
    let settled = open.is_some() || best.date_order.is_some();
    let open_dates: Vec<usize> = (0..headers.len())
        .filter(|i| !settled && kept[*i].is_some())
        .filter(|i| profiles.get(*i).is_some_and(Profile::order_is_open))
        .collect();
    let skus: Vec<String> = by_role[Role::Sku as usize]
        .first()
        .map(|column| {
            let cells = head.data.iter().map(|row| row.display(*column));
            cells.filter(|sku| !sku.is_empty()).collect()
        })
        .unwrap_or_default();
    let uses = uses(&best, &kept, &headers);
    let name_of = |i: &usize| headers[*i].text.clone();
    Plan {
        info: SheetInfo {
            file: String::new(),
            sheet: None,
            system: best.system.to_owned(),
            confirmed: best.confirmed,
            kind: best.kind,
            score: best.score.clamp(0.0, 1.0),
            reasons: reasons(&best, &headers),
            rivals,
            missing: best.missing.clone(),
            open_dates: open_dates.iter().map(name_of).collect(),
            header_row: head.header_row,
            ignored_columns: uses
                .iter()
                .filter(|u| u.role.is_none() && !u.header.is_empty())
                .map(|u| u.header.clone())
                .collect(),
            columns: uses,
            fingerprint,
        },
        date_order: profiles.iter().map(order).collect(),
        open_dates,
        decimal_comma: profiles.iter().map(|p| p.comma > 0).collect(),
        currency: headers.iter().map(|h| h.currency).collect(),
        by_role,
        habits: best.habits,
        filters: best.filters,
        constants: best.constants,
        wide: best.wide,
        group: head.group,
        sku_habit: SkuHabit::of(skus.iter().map(String::as_str)),
        headers,
    }
}

/// Whether records of the kind have a place for the role.
fn is_used(best: &Candidate, role: Role) -> bool {
    // Options make the name of a variant without SKU; a handle holds its lines together.
    matches!(role, Role::Handle | Role::Options) || slots(best.kind).iter().any(|s| s.role == role)
}

/// Columns by role, in the reading's order of preference; without one they go left to right.
fn by_role(best: &Candidate, kept: &[Assigned]) -> Vec<Vec<usize>> {
    let mut by_role = vec![Vec::new(); Role::ALL.len()];
    for (column, assigned) in kept.iter().enumerate() {
        if let Some((role, _)) = assigned {
            by_role[*role as usize].push(column);
        }
    }
    for columns in &mut by_role {
        columns.sort_by_key(|column| best.order.get(*column).copied().unwrap_or(*column));
    }
    by_role
}

fn uses(best: &Candidate, kept: &[Assigned], headers: &[Header]) -> Vec<ColumnUse> {
    let is_wide = |i: usize| match &best.wide {
        Some(Wide::Locations(columns)) => columns.iter().any(|(c, _)| *c == i),
        Some(Wide::Days(columns)) => columns.iter().any(|(c, _)| *c == i),
        Some(Wide::Periods(columns)) => columns.iter().any(|(c, ..)| *c == i),
        None => false,
    };
    let says_personal = |i: usize| {
        best.columns
            .get(i)
            .is_some_and(|c| c.is_some_and(|(role, _)| role == Role::Personal))
    };
    headers
        .iter()
        .enumerate()
        .map(|(i, header)| {
            let (role, evidence) = match (kept[i], &best.wide) {
                (Some((role, evidence)), _) => (Some(role), evidence),
                (None, Some(Wide::Locations(_))) if is_wide(i) => (Some(Role::OnHand), "location"),
                (None, Some(Wide::Days(_) | Wide::Periods(_))) if is_wide(i) => {
                    (Some(Role::Quantity), "day")
                }
                _ if says_personal(i) || is_personal(header) => (None, "personal"),
                _ => (None, "not_used"),
            };
            ColumnUse {
                header: header.text.clone(),
                role,
                evidence: evidence.to_owned(),
            }
        })
        .collect()
}

/// Whether a column holds a person's name, phone, e-mail or address, or a text that may.
#[must_use]
pub fn is_personal(header: &Header) -> bool {
    header.hint == Some(Role::Personal)
        || parts::is_free_text(header)
        || alias::roles(header)
            .first()
            .is_some_and(|(role, _)| matches!(role, Role::Personal | Role::CustomerId))
}

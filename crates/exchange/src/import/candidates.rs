//! What a sheet could be: one of the templates, a table with a column a day, or any other table by
//! the names and values of its columns. Sheets of known systems are in [`super::known`].

use domain::{Day, RecordKind, ShopZone};

use super::alias;
use super::assign::{Assigned, assign};
use super::date::{DateOrder, parse_moment};
use super::header::{Header, compact};
use super::kinds::slots;
use super::plan::{Options, RowFilter, Wide};
use super::profile::Profile;
use super::role::Role;
use super::systems::{FBA, Habits, PLAIN};
use super::template::template_columns;

/// Below this score a sheet is not read without a person's word.
pub const LEAST_SCORE: f64 = 0.4;
/// Below this score a person should look at the columns before the rows are used.
pub const SURE_SCORE: f64 = 0.6;
/// How fast marks make a sheet of an unknown system certain: two marks, such as a SKU with a name
/// and a category, come to 0.44, six to 0.78.
const MARKS_SCALE: f64 = 3.0;

/// One reading of a sheet.
#[derive(Clone)]
pub struct Candidate {
    /// Its system.
    pub system: &'static str,
    /// The system's name as people write it.
    pub title: &'static str,
    /// Whether a real export was seen.
    pub confirmed: bool,
    /// What its rows are.
    pub kind: RecordKind,
    /// How sure, 0–1.
    pub score: f64,
    /// Meaning by column.
    pub columns: Vec<Assigned>,
    /// Preference among columns of one role, the least first; left to right where it is empty.
    pub order: Vec<usize>,
    /// Habits of the system.
    pub habits: Habits,
    /// Rows that count.
    pub filters: Vec<RowFilter>,
    /// Columns that are places or days.
    pub wide: Option<Wide>,
    /// Required columns that were not found; only a guess has any.
    pub missing: Vec<Role>,
    /// What comes first in `03/04/2026`, where a person has said so.
    pub date_order: Option<DateOrder>,
    /// Whether it reads a sheet a second time, for the stock beside the products.
    pub also: bool,
    /// The report that says the same and more.
    pub told_by: Option<&'static str>,
    /// What stands above the table and holds for all its rows.
    pub constants: Vec<(Role, String)>,
}

impl Candidate {
    /// A reading of a sheet without a known system.
    pub fn plain(kind: RecordKind, score: f64, columns: Vec<Assigned>) -> Candidate {
        Candidate {
            system: "generic",
            title: "",
            confirmed: true,
            kind,
            score,
            columns,
            order: Vec::new(),
            habits: PLAIN,
            filters: Vec::new(),
            wide: None,
            missing: Vec::new(),
            date_order: None,
            also: false,
            told_by: None,
            constants: Vec::new(),
        }
    }

    /// The column of a role.
    pub fn column_of(&self, role: Role) -> Option<usize> {
        let is = |c: &Assigned| c.is_some_and(|(r, _)| r == role);
        self.columns.iter().position(is)
    }
}

/// A sheet made from one of the app's templates: all required headers are there by their names.
pub fn template(kind: RecordKind, headers: &[Header]) -> Option<Candidate> {
    let mut columns: Vec<Assigned> = vec![None; headers.len()];
    let mut found = 0;
    for column in template_columns(kind) {
        let at = headers
            .iter()
            .position(|h| h.full == compact(column.name_en) || h.full == compact(column.name_zh));
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
    if found < named.min(3) || found * 3 < named * 2 {
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
    let score = 0.9
        + 0.05 * found as f64 / named.max(1) as f64
        + 0.01 * required as f64
        + 0.0001 * found as f64;
    Some(Candidate {
        system: "template",
        ..Candidate::plain(kind, score, columns)
    })
}

/// Whether a role was given to a column for its values alone.
fn by_value(columns: &[Assigned], role: Role) -> bool {
    columns.iter().flatten().any(|c| *c == (role, "values"))
}

fn has_role(columns: &[Assigned], role: Role) -> bool {
    columns.iter().flatten().any(|(r, _)| *r == role)
}

/// Any other table.
pub fn generic(
    kind: RecordKind,
    headers: &[Header],
    profiles: &[Profile],
    rows: usize,
    asked: bool,
) -> Option<Candidate> {
    let mut found = assign(kind, headers, profiles, rows, asked);
    // Sales a day without order numbers. A list of warehouse events, told by the state of the
    // goods, looks the same and is none.
    let events = headers
        .iter()
        .any(|h| alias::roles(h).iter().any(|(r, _)| *r == Role::Resellable));
    let daily = kind == RecordKind::Orders
        && found.missing == [Role::OrderId]
        && !events
        && !by_value(&found.columns, Role::Quantity)
        && !lists_products(headers, &found.columns);
    // A line a unit: each has its own number, and none a quantity.
    let units = kind == RecordKind::Orders
        && found.missing == [Role::Quantity]
        && found
            .columns
            .iter()
            .flatten()
            .any(|(r, _)| *r == Role::LineId);
    // Goods without codes are known by their names, in sales and in counts.
    let has_name = found
        .columns
        .iter()
        .flatten()
        .any(|(r, _)| *r == Role::Name);
    let named = has_name
        && matches!(kind, RecordKind::Orders | RecordKind::Stock)
        && found.missing.contains(&Role::Sku);
    if named {
        found.missing.retain(|role| *role != Role::Sku);
    }
    let daily = daily || named && kind == RecordKind::Orders && found.missing == [Role::OrderId];
    if !found.missing.is_empty() && !daily && !units {
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
            let sales = headers.iter().any(|h| SALES.contains(&h.full.as_str()));
            if (days > 1) != (kind == RecordKind::StockHistory) || days > 1 && sales {
                found.marks -= 2.0;
            }
        }
        // One name among unknown columns makes no list of suppliers or warehouses.
        RecordKind::Suppliers | RecordKind::Locations
            if found.columns.iter().flatten().count() < 2 =>
        {
            found.marks -= 1.5;
        }
        _ => {}
    }
    let order = if kind == RecordKind::Orders {
        other_moments(headers, profiles, &mut found.columns)
    } else {
        Vec::new()
    };
    let score = 0.9 * (1.0 - (-found.marks.max(0.0) / MARKS_SCALE).exp());
    let score = if asked { score.max(LEAST_SCORE) } else { score };
    Some(Candidate {
        habits: Habits {
            blank_continues: !daily
                && matches!(kind, RecordKind::Orders | RecordKind::PurchaseOrders),
            daily,
            one_unit_lines: units,
            sku_from_name: named,
            place: fba_only(headers, &found.columns),
            ..PLAIN
        },
        order,
        ..Candidate::plain(kind, score, found.columns)
    })
}

/// An order that was never paid has no day of payment, but was placed on some day: further columns
/// of the order's moment stand in where the first is empty. Gives the preference among columns.
fn other_moments(headers: &[Header], profiles: &[Profile], columns: &mut [Assigned]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..headers.len()).collect();
    if !has_role(columns, Role::OrderedAt) {
        return order;
    }
    for at in 0..headers.len() {
        let dates = profiles
            .get(at)
            .is_some_and(|p| p.filled > 0 && p.mostly(p.dates));
        if columns[at].is_none() && dates && alias::is(&headers[at], Role::OrderedAt) {
            columns[at] = Some((Role::OrderedAt, "known_name"));
            order[at] += headers.len();
        }
    }
    order
}

/// Names of units sold: a sheet of days that has them is one of sales.
const SALES: &[&str] = &[
    "销量",
    "销售数量",
    "销售量",
    "unitssold",
    "quantitysold",
    "qtysold",
    "soldqty",
];

/// Amazon's warehouses as the place of every row, where the count is theirs by name.
fn fba_only(headers: &[Header], columns: &[Assigned]) -> Option<&'static str> {
    let counted = columns.iter().zip(headers).any(|(column, header)| {
        column.is_some_and(|(role, _)| role == Role::OnHand) && header.full.contains("fba")
    });
    (counted && !has_role(columns, Role::Location)).then_some(FBA)
}

/// Names of the moment at which a row was entered.
pub const ENTERED: &[&str] = &[
    "createdat",
    "datecreated",
    "createddate",
    "创建时间",
    "创建日期",
];

/// Whether dates of a sheet are those on which its goods were entered, not sold: their column says
/// so, or the goods are described at length.
fn lists_products(headers: &[Header], columns: &[Assigned]) -> bool {
    const ENTERED: &[&str] = &[
        "createdat",
        "datecreated",
        "createddate",
        "创建时间",
        "创建日期",
    ];
    let entered = columns.iter().zip(headers).any(|(column, header)| {
        column.is_some_and(|(role, _)| role == Role::OrderedAt)
            && ENTERED.contains(&header.full.as_str())
    });
    let described = headers
        .iter()
        .filter(|h| {
            let role = alias::roles(h).first().map(|(r, _)| *r).or(h.hint);
            matches!(
                role,
                Some(Role::UnitCost | Role::Barcode | Role::Image | Role::Supplier | Role::Moq)
            )
        })
        .count();
    entered || described > 2
}

/// Most columns that are weeks or months; a shop's past is no longer than ten years here.
const MOST_PERIODS: usize = 530;

/// One column a day: sales, or 0 and 1 for days in stock.
pub fn days(headers: &[Header], profiles: &[Profile], options: &Options) -> Option<Candidate> {
    let days: Vec<(usize, Day)> = headers
        .iter()
        .enumerate()
        .filter(|(_, h)| h.text.len() >= 6)
        .filter_map(|(i, h)| {
            let moment = parse_moment(&h.text, options.default_date_order, &ShopZone::default())?;
            moment.day.is_plausible().then_some((i, moment.day))
        })
        .collect();
    // A week of a year reads as its Monday: where headers are weeks they are no days.
    let periods: Vec<(usize, Day, u32)> = {
        let order = options.default_date_order;
        let all = headers.iter().enumerate();
        all.filter_map(|(i, h)| h.period(order).map(|(day, length)| (i, day, length)))
            .collect()
    };
    let weekly = periods.len() >= days.len();
    let (days, months) = if weekly {
        (Vec::new(), periods)
    } else {
        (days, Vec::new())
    };
    if days.len() < 2 && !(2..=MOST_PERIODS).contains(&months.len()) {
        return None;
    }
    let wide: Vec<usize> = days
        .iter()
        .map(|(i, _)| *i)
        .chain(months.iter().map(|(i, ..)| *i))
        .collect();
    let binary = months.is_empty()
        && wide
            .iter()
            .all(|i| profiles.get(*i).is_none_or(|p| p.binary || p.filled == 0));
    let kind = match options.kind {
        Some(RecordKind::Orders) => RecordKind::Orders,
        Some(RecordKind::StockHistory) if months.is_empty() => RecordKind::StockHistory,
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
            .filter(|i| columns[*i].is_none() && !wide.contains(i))
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
    has_role(&columns, Role::Sku).then(|| Candidate {
        wide: Some(if months.is_empty() {
            Wide::Days(days)
        } else {
            Wide::Periods(months)
        }),
        ..Candidate::plain(kind, 0.91, columns)
    })
}

/// What a sheet of the kind would look like, columns missing or not. The score says how much of
/// it is there and stays below [`LEAST_SCORE`].
#[must_use]
pub fn guessed(
    kind: RecordKind,
    headers: &[Header],
    profiles: &[Profile],
    rows: usize,
) -> Candidate {
    let found = assign(kind, headers, profiles, rows, true);
    let marks = found.marks - found.missing.len() as f64;
    let score = (LEAST_SCORE - 0.01) * (1.0 - (-marks.max(0.0) / MARKS_SCALE).exp());
    Candidate {
        missing: found.missing,
        ..Candidate::plain(kind, score, found.columns)
    }
}

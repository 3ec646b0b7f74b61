//! Which column serves which field of a kind: by the names of headers, checked against the values,
//! and by the values alone where a field that must be there has no known name.

use domain::RecordKind;

use super::alias;
use super::header::Header;
use super::kinds::{forbidden, slots};
use super::profile::Profile;
use super::role::Role;

/// A column's meaning and why.
pub type Assigned = Option<(Role, &'static str)>;

/// Columns of a kind and what speaks for the kind.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Meaning by column.
    pub columns: Vec<Assigned>,
    /// Sum of the marks.
    pub marks: f64,
    /// Required fields for which no column was found.
    pub missing: Vec<Role>,
}

/// What the values must look like for a role.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Date,
    Number,
    Code,
    Any,
}

fn shape(role: Role) -> Shape {
    match role {
        Role::OrderedAt
        | Role::ShippedAt
        | Role::DeliveredAt
        | Role::ReturnedOn
        | Role::AsOf
        | Role::Date
        | Role::OrderedOn
        | Role::ExpectedOn
        | Role::ReceivedOn
        | Role::LaunchedOn
        | Role::ClosedFrom
        | Role::ClosedTo
        | Role::StartsOn
        | Role::EndsOn
        | Role::CountedOn => Shape::Date,
        Role::Quantity
        | Role::UnitPrice
        | Role::LineTotal
        | Role::Price
        | Role::UnitCost
        | Role::Discount
        | Role::OnHand
        | Role::Available
        | Role::Moq
        | Role::PackSize
        | Role::LeadTimeDays
        | Role::LeadTimeSdDays
        | Role::ReceivedQuantity
        | Role::Counted
        | Role::ReviewDays
        | Role::MinOrderValue
        | Role::StorageCost
        | Role::Ctr
        | Role::Cvr
        | Role::Reviews
        | Role::Rating
        | Role::Rate
        | Role::Year => Shape::Number,
        Role::Sku | Role::OrderId | Role::PoNumber => Shape::Code,
        _ => Shape::Any,
    }
}

/// Names of goods that some sheets give to a code and others to a text.
const GOODS: &[&str] = &[
    "item", "items", "product", "products", "article", "goods", "商品", "产品",
];

/// Whether a column counts the weeks of a year by its name.
#[must_use]
pub fn is_week(header: &Header) -> bool {
    const NAMES: [&str; 10] = [
        "week",
        "weekno",
        "weeknumber",
        "isoweek",
        "calendarweek",
        "周",
        "周次",
        "周数",
        "第几周",
        "週",
    ];
    NAMES.contains(&header.full.as_str()) || header.full == "kw"
}

/// Whether the values of a column can be what its name says.
fn fits(role: Role, header: &Header, p: &Profile) -> bool {
    if role == Role::Sku && p.filled > 0 && GOODS.contains(&header.full.as_str()) {
        return (p.codes + p.bare) * 2 >= p.filled;
    }
    if p.filled < 3 {
        return true;
    }
    match shape(role) {
        // Serial numbers of Excel are numbers of five digits.
        Shape::Date if is_week(header) && p.mostly(p.weeks) => true,
        Shape::Date => p.dates * 2 >= p.filled || p.codes * 2 >= p.filled && p.numbers == p.filled,
        Shape::Number => (p.numbers + p.not_stocked) * 2 >= p.filled,
        Shape::Code => p.dates * 2 < p.filled || p.numbers * 2 > p.filled,
        Shape::Any => true,
    }
}

/// Gives every field of a kind its column. `asked` says that a person named the kind: then values
/// alone may also say which column counts the stock.
#[must_use]
pub fn assign(
    kind: RecordKind,
    headers: &[Header],
    profiles: &[Profile],
    rows: usize,
    asked: bool,
) -> Assignment {
    let mut out = Assignment {
        columns: vec![None; headers.len()],
        marks: 0.0,
        missing: Vec::new(),
    };
    let named = |role: Role, columns: &[Assigned], required: bool, hints: bool| -> Option<usize> {
        (0..headers.len())
            .filter(|i| columns[*i].is_none())
            .filter(|i| profiles.get(*i).is_none_or(|p| fits(role, &headers[*i], p)))
            // A column that is nearly empty cannot carry what every row needs.
            .filter(|i| {
                !required
                    || rows == 0
                    || profiles
                        .get(*i)
                        .is_none_or(|p| p.filled as usize * 4 >= rows)
            })
            .filter_map(|i| {
                if hints {
                    return (headers[i].hint == Some(role)).then_some((0, i));
                }
                let known = alias::roles(&headers[i]);
                let rank = known.iter().find(|(r, _)| *r == role)?.1;
                Some((rank, i))
            })
            .min()
            .map(|(_, i)| i)
    };
    let orders_goods = headers.iter().any(|h| {
        let role = alias::roles(h).first().map(|(r, _)| *r).or(h.hint);
        matches!(
            role,
            Some(Role::PoNumber | Role::ExpectedOn | Role::OrderedOn)
        )
    });
    let mut open = Vec::new();
    for slot in slots(kind) {
        match named(slot.role, &out.columns, slot.required, false) {
            Some(column) => {
                out.columns[column] = Some((slot.role, "known_name"));
                out.marks += slot.mark;
            }
            None => open.push(slot),
        }
    }
    // More options and pictures of the same product.
    for role in [Role::Options, Role::Image] {
        if slots(kind).iter().any(|slot| slot.role == role) {
            while let Some(column) = named(role, &out.columns, false, false) {
                out.columns[column] = Some((role, "known_name"));
            }
        }
    }
    // A field's own words count before another field's name, and that before its words.
    open.retain(|slot| {
        let own = named(slot.role, &out.columns, slot.required, true).map(|at| (at, 0.7));
        // In an order at a supplier the price of a unit is not what the shop asks for it.
        let bought = kind == RecordKind::Products && slot.role == Role::Price && orders_goods;
        let found = own.filter(|_| !bought).or_else(|| {
            if bought {
                return None;
            }
            [(false, 0.6), (true, 0.4)]
                .into_iter()
                .find_map(|(hints, worth)| {
                    let mut instead = slot.instead.iter();
                    let at = instead.find_map(|r| named(*r, &out.columns, slot.required, hints));
                    at.map(|at| (at, worth))
                })
        });
        if let Some((column, worth)) = found {
            out.columns[column] = Some((slot.role, "known_name"));
            out.marks += slot.mark * worth;
        }
        found.is_none()
    });
    for slot in open {
        if !slot.required {
            continue;
        }
        let telling = matches!(
            slot.role,
            Role::OnHand
                | Role::Counted
                | Role::OrderId
                | Role::PoNumber
                | Role::ReturnedOn
                | Role::CountedOn
                | Role::Promotion
        );
        if telling && !asked {
            // Any number could be a stock: without a name for it the sheet stays unknown.
            out.missing.push(slot.role);
            continue;
        }
        match by_values(slot.role, headers, profiles, &out.columns) {
            Some(column) => {
                out.columns[column] = Some((slot.role, "values"));
                out.marks += slot.mark * 0.4;
            }
            None => out.missing.push(slot.role),
        }
    }
    for role in forbidden(kind) {
        let there = (0..headers.len()).any(|i| {
            let named = alias::roles(&headers[i]).iter().any(|(r, _)| r == role);
            out.columns[i].is_none()
                && (named || headers[i].hint == Some(*role))
                && profiles
                    .get(i)
                    .is_some_and(|p| p.filled as usize * 2 >= rows && p.filled > 0)
        });
        if there {
            out.marks -= 2.0;
        }
    }
    out
}

/// The leftmost free column whose values look like the role, where its header has no known name.
fn by_values(
    role: Role,
    headers: &[Header],
    profiles: &[Profile],
    columns: &[Assigned],
) -> Option<usize> {
    profiles
        .iter()
        .enumerate()
        .filter(|(i, p)| {
            columns.get(*i).is_some_and(Option::is_none)
                && p.filled > 0
                && headers
                    .get(*i)
                    .is_some_and(|h| alias::roles(h).is_empty() && h.hint.is_none())
        })
        .find(|(_, p)| match (shape(role), role) {
            (Shape::Date, _) => p.mostly(p.dates),
            (Shape::Code, Role::OrderId | Role::PoNumber) => {
                p.mostly(p.codes) && p.dates == 0 && (p.repeats > 0 || p.distinct == p.filled)
            }
            (Shape::Code, _) => p.mostly(p.codes) && p.dates == 0 && p.distinct > 1,
            (Shape::Number, Role::Quantity | Role::OnHand | Role::Counted) => {
                p.mostly(p.whole) && p.codes * 2 < p.filled
            }
            _ => false,
        })
        .map(|(i, _)| i)
}

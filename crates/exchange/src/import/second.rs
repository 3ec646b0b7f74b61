//! Sheets that hold two things: a list of products with what is there of each.

use domain::RecordKind;

use super::alias;
use super::assign::Assigned;
use super::candidates::{Candidate, ENTERED, LEAST_SCORE};
use super::compose::Head;
use super::header::Header;
use super::places::place_columns;
use super::plan::Wide;
use super::role::Role;
use super::systems::{Habits, PLAIN};

/// Roles that make a list of stock a list of products too.
const OF_PRODUCTS: &[Role] = &[
    Role::Category,
    Role::Supplier,
    Role::Price,
    Role::LeadTimeDays,
    Role::Moq,
    Role::PackSize,
    Role::CartonLengthCm,
    Role::CartonWeightKg,
    Role::HsCode,
    Role::Barcode,
    Role::Image,
    Role::LikeSku,
];

/// The second reading of a sheet whose first is `best`, where it holds stock beside products.
#[must_use]
pub fn second(best: &Candidate, rest: &[Candidate], head: &Head) -> Option<Candidate> {
    if !["generic", "template"].contains(&best.system) {
        let also = rest.iter().find(|c| {
            c.also
                && c.system == best.system
                && c.kind != best.kind
                && !best.also
                && c.missing.is_empty()
                && holds_counts(c, head)
        });
        return also.cloned();
    }
    match best.kind {
        RecordKind::Products => stock_of(best, head),
        RecordKind::Stock => {
            let products = rest
                .iter()
                .find(|c| c.kind == RecordKind::Products && c.system == best.system)?;
            let tells = |role: &Role| products.column_of(*role).is_some();
            let sure = products.score >= LEAST_SCORE && OF_PRODUCTS.iter().any(tells);
            sure.then(|| products.clone())
        }
        _ => None,
    }
}

/// Whether the sample has units on hand, or a place a column.
fn holds_counts(reading: &Candidate, head: &Head) -> bool {
    reading.kind != RecordKind::Stock
        || reading.wide.is_some()
        || reading
            .columns
            .iter()
            .zip(&head.profiles)
            .any(|(column, p)| {
                p.numbers > 0 && column.is_some_and(|(role, _)| role == Role::OnHand)
            })
}

fn speaks_of_stock(head: &Head) -> bool {
    let told = |h: &Header| {
        ["stock", "inventory", "库存", "在庫"]
            .iter()
            .any(|w| h.full.contains(w))
    };
    let plain = |h: &Header| ["qty", "quantity", "数量"].contains(&h.full.as_str());
    head.headers.iter().any(told) && head.headers.iter().any(plain)
}

/// Whether something happened on a day: such rows are events, and their units no count.
fn has_days(head: &Head) -> bool {
    head.headers.iter().any(|header| {
        let role = alias::roles(header)
            .first()
            .map(|(r, _)| *r)
            .or(header.hint);
        let entered = ENTERED.contains(&header.full.as_str());
        let on_a_day = matches!(
            role,
            Some(Role::OrderedAt | Role::OrderedOn | Role::Date | Role::ShippedAt)
        );
        on_a_day && !entered
    })
}

fn stock_of(best: &Candidate, head: &Head) -> Option<Candidate> {
    let counted = |role: Role| {
        let named = |at: &usize| {
            let header = &head.headers[*at];
            let known = alias::roles(header).first().map(|(r, _)| *r);
            known.or(header.hint) == Some(role)
        };
        let number = |at: &usize| {
            head.profiles.get(*at).is_some_and(|p| {
                let whole = (p.whole + p.not_stocked) * 10 >= p.filled * 9;
                p.filled > 0 && whole && p.flags == 0
            })
        };
        let free = |at: &usize| best.columns[*at].is_none_or(|(r, _)| r == role);
        (0..head.headers.len()).find(|at| named(at) && free(at) && number(at))
    };
    let by_hand = best.columns.iter().flatten().any(|(_, e)| *e == "mapping");
    let found = [Role::OnHand, Role::Available]
        .into_iter()
        .find_map(|role| {
            // Where a person has named the columns, what is not named is not wanted.
            if by_hand {
                let is = |c: &Assigned| c.is_some_and(|(r, _)| r == role);
                return best.columns.iter().position(is).map(|at| (at, "mapping"));
            }
            counted(role).map(|at| (at, "known_name"))
        });
    // A quantity in a list of goods is what is there of them, where the list speaks of stock; in
    // a plan, an order or a packing list it is something else.
    let found = found.or_else(|| {
        let quantity = || counted(Role::Quantity).map(|at| (at, "known_name"));
        let plain = || speaks_of_stock(head) && !has_days(head);
        (!by_hand && plain()).then(quantity).flatten()
    });
    let places = match found {
        None if !by_hand => place_columns(&head.headers, &head.profiles, &best.columns),
        _ => Vec::new(),
    };
    if found.is_none() && places.is_empty() {
        return None;
    }
    let mut columns = vec![None; best.columns.len()];
    for (i, column) in best.columns.iter().enumerate() {
        columns[i] = column.filter(|(role, _)| {
            matches!(
                role,
                Role::Sku | Role::Name | Role::UnitCost | Role::Options | Role::Handle
            )
        });
        let place = || {
            alias::roles(&head.headers[i])
                .first()
                .filter(|(role, _)| matches!(role, Role::Location | Role::AsOf))
        };
        if column.is_none()
            && !by_hand
            && let Some((role, _)) = place()
        {
            columns[i] = Some((*role, "known_name"));
        }
    }
    if let Some((at, evidence)) = found {
        columns[at] = Some((Role::OnHand, evidence));
    }
    Some(Candidate {
        system: best.system,
        habits: Habits {
            blank_is_none: true,
            sku_from_name: best.habits.sku_from_name,
            ..PLAIN
        },
        wide: (!places.is_empty()).then_some(Wide::Locations(places)),
        ..Candidate::plain(RecordKind::Stock, best.score, columns)
    })
}

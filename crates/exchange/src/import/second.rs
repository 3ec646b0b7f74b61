//! Sheets that hold two things: a list of products with what is there of each.

use domain::RecordKind;

use super::alias;
use super::assign::Assigned;
use super::candidates::Candidate;
use super::compose::Head;
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
        RecordKind::Stock if best.wide.is_none() => {
            let products = rest
                .iter()
                .find(|c| c.kind == RecordKind::Products && c.system == best.system)?;
            let tells = |role: &Role| products.column_of(*role).is_some();
            OF_PRODUCTS.iter().any(tells).then(|| products.clone())
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

fn stock_of(best: &Candidate, head: &Head) -> Option<Candidate> {
    let counted = |role: Role| {
        let named = |at: &usize| {
            alias::roles(&head.headers[*at])
                .first()
                .is_some_and(|(r, _)| *r == role)
        };
        let number = |at: &usize| {
            head.profiles
                .get(*at)
                .is_some_and(|p| p.filled > 0 && (p.whole + p.not_stocked) * 10 >= p.filled * 9)
        };
        let free = |at: &usize| best.columns[*at].is_none_or(|(r, _)| r == role);
        (0..head.headers.len()).find(|at| named(at) && free(at) && number(at))
    };
    let by_hand = best.columns.iter().flatten().any(|(_, e)| *e == "mapping");
    let (at, evidence) = [Role::OnHand, Role::Available]
        .into_iter()
        .find_map(|role| {
            // Where a person has named the columns, what is not named is not wanted.
            if by_hand {
                let is = |c: &Assigned| c.is_some_and(|(r, _)| r == role);
                return best.columns.iter().position(is).map(|at| (at, "mapping"));
            }
            counted(role).map(|at| (at, "known_name"))
        })?;
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
    columns[at] = Some((Role::OnHand, evidence));
    Some(Candidate {
        system: best.system,
        habits: Habits {
            blank_is_none: true,
            sku_from_name: best.habits.sku_from_name,
            ..PLAIN
        },
        ..Candidate::plain(RecordKind::Stock, best.score, columns)
    })
}

//! What stands above a table and holds for all its rows: number, date and supplier of a purchase
//! order laid out as a letter.

use domain::RecordKind;

use super::alias;
use super::candidates::Candidate;
use super::cell::Row;
use super::header::Header;
use super::kinds::slots;
use super::role::Role;

/// Rows above the header that are looked at.
const ROWS: usize = 20;
/// Roles that a letterhead can give.
const ROLES: &[Role] = &[
    Role::PoNumber,
    Role::OrderedOn,
    Role::Supplier,
    Role::ExpectedOn,
    Role::Location,
    Role::Currency,
];

/// The labels above the header with their values: `单号：` and the cell to its right, or both in
/// one cell.
#[must_use]
pub fn letterhead(above: &[Row]) -> Vec<(Role, String)> {
    let mut found: Vec<(Role, String)> = Vec::new();
    for row in above.iter().rev().take(ROWS) {
        for column in 0..row.len().min(200) {
            let text = row.display(column);
            let Some((label, rest)) = text.split_once([':', '：']) else {
                continue;
            };
            let value = match rest.trim() {
                "" => (column + 1..row.len())
                    .map(|at| row.display(at))
                    .find(|value| !value.is_empty()),
                own => Some(own.to_owned()),
            };
            let (Some(role), Some(value)) = (role_of(label), value) else {
                continue;
            };
            // The cell to the right of an empty label is the next label.
            let is_label = value.ends_with([':', '：']);
            if !is_label && !found.iter().any(|(known, _)| *known == role) {
                found.push((role, value));
            }
        }
    }
    found
}

fn role_of(label: &str) -> Option<Role> {
    let header = Header::new(label);
    let role = alias::roles(&header).first().map(|(role, _)| *role)?;
    let role = match role {
        // Above a table of goods from a supplier, a number and a date are the order's.
        Role::OrderId => Role::PoNumber,
        Role::Date | Role::OrderedAt => Role::OrderedOn,
        Role::DeliveredAt => Role::ExpectedOn,
        role => role,
    };
    ROLES.contains(&role).then_some(role)
}

/// A purchase order whose number, date and supplier stand above its lines.
#[must_use]
pub fn purchase_letter(letterhead: &[(Role, String)], lines: Candidate) -> Option<Candidate> {
    let told = |role: Role| letterhead.iter().any(|(known, _)| *known == role);
    let has_all = slots(RecordKind::PurchaseOrders)
        .iter()
        .filter(|slot| slot.required)
        .all(|slot| told(slot.role) || lines.column_of(slot.role).is_some());
    // Without a supplier it may as well be a letter to a customer.
    (has_all && told(Role::Supplier) && lines.column_of(Role::PoNumber).is_none()).then(|| {
        Candidate {
            score: 0.85,
            missing: Vec::new(),
            constants: letterhead.to_vec(),
            ..lines
        }
    })
}

//! Stock with one column a place, as no known system writes it.

use std::sync::Arc;

use domain::RecordKind;

use super::alias;
use super::assign::Assigned;
use super::candidates::Candidate;
use super::country;
use super::header::Header;
use super::plan::Wide;
use super::profile::Profile;
use super::role::Role;
use super::word;

/// Words that make a header the name of a place.
const PLACE_WORDS: &[&str] = &[
    "warehouse",
    "depot",
    "fba",
    "3pl",
    "fulfilment",
    "fulfillment",
    "wh",
    "dc",
    "store",
    "outlet",
    "shop",
    "lager",
    "almacén",
    "entrepôt",
];
/// What stands before the place in headers such as `Current Quantity Main St`.
const BEFORE: &[&str] = &[
    "current quantity ",
    "quantity on hand ",
    "on hand ",
    "inventory_",
    "inventory ",
    "stock_",
    "stock at ",
    "qty at ",
    "库存 ",
    "库存-",
    "库存_",
];

/// The columns that are places, with the places' names.
#[must_use]
pub fn place_columns(
    headers: &[Header],
    profiles: &[Profile],
    taken: &[Assigned],
) -> Vec<(usize, Arc<str>)> {
    let counts = |i: usize| {
        profiles
            .get(i)
            .is_some_and(|p| p.filled > 0 && (p.whole + p.not_stocked) * 10 >= p.filled * 9)
    };
    headers
        .iter()
        .enumerate()
        .filter(|(i, h)| taken[*i].is_none() && alias::roles(h).is_empty() && counts(*i))
        .filter(|(_, h)| !matches!(h.hint, Some(Role::Other | Role::Personal)))
        .filter_map(|(i, h)| place_of(&h.text).map(|name| (i, Arc::from(name.replace('_', " ")))))
        .collect()
}

/// The place that a header names; `None` where it names none.
fn place_of(header: &str) -> Option<&str> {
    let lower = header.to_lowercase();
    if lower.len() != header.len() || word::is_total(header) {
        return None;
    }
    if let Some(name) = BEFORE
        .iter()
        .find_map(|b| lower.starts_with(b).then(|| &header[b.len()..]))
    {
        return Some(name.trim()).filter(|name| !name.is_empty());
    }
    let plain = ![
        "库存", "数量", "在途", "qty", "quantity", "incoming", "reorder",
    ]
    .iter()
    .any(|word| lower.contains(word));
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    let place = lower.ends_with('仓')
        || lower.ends_with("仓库")
        || lower.ends_with("倉庫")
        || words().any(|w| PLACE_WORDS.contains(&w))
        || header.chars().count() > 2 && country::code(header).is_some();
    (plain && place).then_some(header)
}

/// A list of SKUs with at least two columns that are places.
#[must_use]
pub fn places(headers: &[Header], profiles: &[Profile]) -> Option<Candidate> {
    let mut columns: Vec<Assigned> = vec![None; headers.len()];
    for role in [Role::Sku, Role::Name, Role::AsOf, Role::UnitCost] {
        let best = (0..headers.len())
            .filter(|i| columns[*i].is_none())
            .filter_map(|i| {
                let known = alias::roles(&headers[i]);
                let rank = known.iter().find(|(r, _)| *r == role)?.1;
                Some((rank, i))
            })
            .min();
        if let Some((_, at)) = best {
            columns[at] = Some((role, "known_name"));
        }
    }
    let places = place_columns(headers, profiles, &columns);
    let sku = columns.iter().flatten().any(|(role, _)| *role == Role::Sku);
    (sku && places.len() > 1).then(|| Candidate {
        wide: Some(Wide::Locations(places)),
        ..Candidate::plain(RecordKind::Stock, 0.8, columns)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_measures() {
        for (header, place) in [
            ("义乌仓", Some("义乌仓")),
            ("East Depot", Some("East Depot")),
            ("inventory_Main_Outlet", Some("Main_Outlet")),
            ("Current Quantity Main St", Some("Main St")),
            ("Germany", Some("Germany")),
            ("合计", None),
            ("Reorder point", None),
            ("仓库库存", None),
            ("Incoming warehouse", None),
        ] {
            assert_eq!(place_of(header), place, "{header}");
        }
    }
}

//! Why a sheet was understood so, as codes for people.

use serde_json::Map;

use super::candidates::Candidate;
use super::header::Header;
use super::plan::{Reason, Wide};
use super::role::Role;

/// Headers named in one reason; more would be a list nobody reads.
const NAMED: usize = 6;

fn reason<const N: usize>(code: &str, params: [(&str, serde_json::Value); N]) -> Reason {
    Reason {
        code: code.to_owned(),
        params: params
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>(),
    }
}

/// The reasons for a reading, the strongest first.
#[must_use]
pub fn reasons(reading: &Candidate, headers: &[Header]) -> Vec<Reason> {
    let by = |evidence: &str| -> Vec<&str> {
        reading
            .columns
            .iter()
            .zip(headers)
            .filter(|(column, header)| {
                !header.text.is_empty()
                    && column.is_some_and(|(role, e)| e == evidence && role != Role::Other)
            })
            .map(|(_, header)| header.text.as_str())
            .collect()
    };
    let list = |names: &[&str]| {
        let mut text = names[..names.len().min(NAMED)].join(", ");
        if names.len() > NAMED {
            text.push_str(", …");
        }
        serde_json::Value::from(text)
    };
    let mut out = Vec::new();
    let mapped = by("mapping");
    if !mapped.is_empty() {
        out.push(reason("mapping_given", [("columns", list(&mapped))]));
    }
    let of_system = by("system_header");
    if !of_system.is_empty() {
        out.push(reason(
            "headers_of_system",
            [
                ("system", reading.title.into()),
                ("columns", list(&of_system)),
            ],
        ));
    }
    if !reading.confirmed {
        out.push(reason(
            "system_unconfirmed",
            [("system", reading.title.into())],
        ));
    }
    let of_template = by("template_header");
    if !of_template.is_empty() {
        out.push(reason(
            "headers_of_template",
            [("columns", list(&of_template))],
        ));
    }
    match &reading.wide {
        Some(Wide::Days(days)) => {
            out.push(reason("columns_are_days", [("count", days.len().into())]));
        }
        Some(Wide::Periods(periods)) => {
            let weeks = periods.iter().all(|(_, _, length)| *length <= 7);
            let code = if weeks {
                "columns_are_weeks"
            } else {
                "columns_are_months"
            };
            out.push(reason(code, [("count", periods.len().into())]));
        }
        Some(Wide::Locations(places)) => {
            let names: Vec<&str> = places.iter().map(|(_, name)| &**name).collect();
            out.push(reason("columns_are_places", [("columns", list(&names))]));
        }
        None => {}
    }
    let known = by("known_name");
    if !known.is_empty() {
        out.push(reason("names_known", [("columns", list(&known))]));
    }
    let valued = by("values");
    if !valued.is_empty() {
        out.push(reason("values_fit", [("columns", list(&valued))]));
    }
    if !reading.missing.is_empty() {
        let names: Vec<&str> = reading.missing.iter().map(|role| role.word()).collect();
        out.push(reason("column_not_found", [("columns", list(&names))]));
    }
    out
}

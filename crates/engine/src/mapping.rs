//! Corrected meanings of columns: given with an import, or remembered by the sheet's headers.

use std::collections::HashMap;

use domain::RecordKind;
use exchange::import::{DateOrder, Inspected, Mapping, Options, Role, SheetInfo};
use serde_json::Value;
use store::MappingRow;

use crate::contract::Nothing;
use crate::contract::import::Batch;
use crate::contract::mapping::{
    ColumnRole, MappingRequest, Mappings, RememberedMapping, SetMappings, SheetMapping,
};
use crate::import_heads::{Head, kind_of};
use crate::{Engine, Failure, clock};

/// A correction made whole: every column of the sheet has its meaning.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Correction {
    pub mapping: Mapping,
    pub system: Option<String>,
}

/// The corrections of the workspace by fingerprint.
pub(crate) async fn remembered(engine: &Engine) -> Result<HashMap<String, Correction>, Failure> {
    let rows = engine.store().mappings().await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            // What an older version wrote and this one cannot read is as good as forgotten.
            let mapping = serde_json::from_str(&row.mapping).ok()?;
            let system = row.system;
            Some((row.fingerprint, Correction { mapping, system }))
        })
        .collect())
}

pub(crate) fn role_of(word: &str) -> Result<Role, Failure> {
    Role::from_word(word).ok_or_else(|| Failure::new("unknown_role").with("role", word))
}

fn date_order_of(word: &str) -> Result<DateOrder, Failure> {
    match word {
        "day_first" => Ok(DateOrder::DayFirst),
        "month_first" => Ok(DateOrder::MonthFirst),
        _ => Err(Failure::new("unknown_date_order").with("value", word)),
    }
}

/// What a correction calls each column: its header, or its number where the header does not tell
/// it apart.
pub(crate) fn column_names(info: &SheetInfo) -> Vec<String> {
    let mut times: HashMap<&str, u32> = HashMap::new();
    for column in &info.columns {
        *times.entry(column.header.as_str()).or_default() += 1;
    }
    (1..)
        .zip(&info.columns)
        .map(|(number, column)| {
            let header = column.header.as_str();
            if header.is_empty() || times.get(header) != Some(&1) || header.starts_with('#') {
                format!("#{number}")
            } else {
                header.to_owned()
            }
        })
        .collect()
}

/// The correction of a sheet: `given` laid over what was understood.
pub(crate) fn complete(
    given: &SheetMapping,
    kind: RecordKind,
    understood: &SheetInfo,
) -> Result<Correction, Failure> {
    let names = column_names(understood);
    let mut roles: Vec<Option<Role>> = understood.columns.iter().map(|c| c.role).collect();
    for column in &given.columns {
        let role = column.role.as_deref().map(role_of).transpose()?;
        let at = names
            .iter()
            .position(|name| *name == column.header)
            .or_else(|| number(&column.header).filter(|at| *at < roles.len()))
            .or_else(|| {
                let same = |c: &exchange::import::ColumnUse| {
                    c.header.trim().to_lowercase() == column.header.trim().to_lowercase()
                };
                understood.columns.iter().position(same)
            });
        match at {
            Some(at) => roles[at] = role,
            None => {
                return Err(Failure::new("unknown_column")
                    .with("column", column.header.as_str())
                    .with("headers", names.join(", ")));
            }
        }
    }
    let columns = names
        .into_iter()
        .zip(roles)
        .filter_map(|(name, role)| Some((name, role?)))
        .collect();
    Ok(Correction {
        mapping: Mapping {
            header_row: given.header_row,
            kind,
            columns,
            date_order: given.date_order.as_deref().map(date_order_of).transpose()?,
        },
        system: given.system.clone(),
    })
}

fn number(name: &str) -> Option<usize> {
    name.strip_prefix('#')?
        .parse::<usize>()
        .ok()?
        .checked_sub(1)
}

fn is_for(given: &SheetMapping, sheet: &Inspected, fingerprint: &str) -> bool {
    let leaf = |file: &str| file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
    given.fingerprint.as_ref().is_none_or(|f| f == fingerprint)
        && (given.file.as_ref()).is_none_or(|f| *f == sheet.file || leaf(f) == leaf(&sheet.file))
        && given
            .sheet
            .as_ref()
            .is_none_or(|name| sheet.sheet.as_ref() == Some(name) || leaf(&sheet.file) == *name)
}

/// Lays the corrections of a request over what was understood of its sheets, and tells the
/// reader. The answer holds them by fingerprint.
pub(crate) fn resolve(
    given: &[SheetMapping],
    heads: &[Head],
    options: &Options,
) -> Result<HashMap<String, Correction>, Failure> {
    let mut found = HashMap::new();
    for head in heads {
        for sheet in &head.sheets {
            let Some(info) = sheet.outcome.as_ref().ok().or(sheet.guess.as_ref()) else {
                continue;
            };
            let Some(mine) = given
                .iter()
                .find(|given| is_for(given, sheet, &info.fingerprint))
            else {
                continue;
            };
            let kind = mine.kind.as_deref().map_or(Ok(info.kind), kind_of)?;
            let base = if kind == info.kind && mine.header_row.is_none() {
                info.clone()
            } else {
                understood_as(&head.path, sheet, kind, mine.header_row, options)
                    .unwrap_or_else(|| info.clone())
            };
            found.insert(info.fingerprint.clone(), complete(mine, kind, &base)?);
        }
    }
    Ok(found)
}

/// What the columns of a sheet would be if its rows were of this kind.
pub(crate) fn understood_as(
    path: &std::path::Path,
    sheet: &Inspected,
    kind: RecordKind,
    header_row: Option<u32>,
    options: &Options,
) -> Option<SheetInfo> {
    let asked = Options {
        kind: Some(kind),
        system: None,
        header_row,
        mapping: None,
        remembered: HashMap::new(),
        ..options.clone()
    };
    let looked = exchange::import::inspect(path, &asked).ok()?;
    let same = looked
        .into_iter()
        .find(|other| other.file == sheet.file && other.sheet == sheet.sheet)?;
    same.outcome.ok().or(same.guess)
}

/// Keeps the corrections of an import for later sheets with the same headers.
pub(crate) async fn remember(
    engine: &Engine,
    corrected: &HashMap<String, Correction>,
    batches: &[Batch],
) -> Result<(), Failure> {
    for (fingerprint, correction) in corrected {
        let read = batches
            .iter()
            .find(|batch| batch.id.is_some() && batch.fingerprint.as_ref() == Some(fingerprint));
        if let Some(batch) = read {
            let name = match &batch.sheet {
                Some(sheet) => format!("{} · {sheet}", batch.file),
                None => batch.file.clone(),
            };
            store_one(engine, fingerprint, name, correction).await?;
        }
    }
    Ok(())
}

async fn store_one(
    engine: &Engine,
    fingerprint: &str,
    name: String,
    correction: &Correction,
) -> Result<(), Failure> {
    let row = MappingRow {
        fingerprint: fingerprint.to_owned(),
        name,
        kind: correction.mapping.kind.word().to_owned(),
        system: correction.system.clone(),
        mapping: serde_json::to_string(&correction.mapping)
            .map_err(|error| Failure::new("bad_response").with("detail", error.to_string()))?,
        remembered_at: clock::now(),
    };
    Ok(engine.store().remember_mapping(&row).await?)
}

pub(crate) async fn list(engine: &Engine, _: Nothing) -> Result<Mappings, Failure> {
    let rows = engine.store().mappings().await?;
    let mappings = rows
        .into_iter()
        .filter_map(|row| {
            let mapping: Mapping = serde_json::from_str(&row.mapping).ok()?;
            Some(RememberedMapping {
                fingerprint: row.fingerprint,
                name: row.name,
                kind: row.kind,
                system: row.system,
                header_row: mapping.header_row,
                date_order: mapping.date_order.map(|order| {
                    match order {
                        DateOrder::DayFirst => "day_first",
                        DateOrder::MonthFirst => "month_first",
                    }
                    .to_owned()
                }),
                columns: mapping
                    .columns
                    .into_iter()
                    .map(|(header, role)| ColumnRole {
                        header,
                        role: Some(role.word().to_owned()),
                    })
                    .collect(),
                remembered_at: row.remembered_at,
            })
        })
        .collect();
    Ok(Mappings { mappings })
}

/// Remembers corrections without reading a sheet: each must name its fingerprint and kind.
pub(crate) async fn set(engine: &Engine, request: SetMappings) -> Result<Mappings, Failure> {
    let mut whole = Vec::new();
    for given in &request.mappings {
        let (Some(fingerprint), Some(kind)) = (&given.fingerprint, &given.kind) else {
            return Err(Failure::new("mapping_incomplete"));
        };
        let columns = given
            .columns
            .iter()
            .filter_map(|column| Some((column.header.clone(), column.role.as_deref()?)))
            .map(|(header, role)| Ok((header, role_of(role)?)))
            .collect::<Result<Vec<_>, Failure>>()?;
        let correction = Correction {
            mapping: Mapping {
                header_row: given.header_row,
                kind: kind_of(kind)?,
                columns,
                date_order: given.date_order.as_deref().map(date_order_of).transpose()?,
            },
            system: given.system.clone(),
        };
        let name = given.file.as_ref().or(given.sheet.as_ref());
        whole.push((fingerprint, name.cloned().unwrap_or_default(), correction));
    }
    // Nothing is remembered unless everything can be.
    for (fingerprint, name, correction) in whole {
        store_one(engine, fingerprint, name, &correction).await?;
    }
    list(engine, Nothing {}).await
}

pub(crate) async fn remove(engine: &Engine, request: MappingRequest) -> Result<Mappings, Failure> {
    if !engine.store().forget_mapping(&request.fingerprint).await? {
        return Err(Failure::new("no_such_mapping").with("fingerprint", request.fingerprint));
    }
    list(engine, Nothing {}).await
}

/// Corrections as people write them in a file. Any of: one correction; a list of them; an object
/// whose keys name a sheet, a file or a fingerprint; the answer of `mapping_list`. Columns are an
/// object from header to role, or a list of pairs or of `{"header","role"}`; a role of null or
/// `""` leaves the column out.
///
/// # Errors
/// `bad_mapping` with what was not understood.
pub fn mappings_of(value: &Value) -> Result<Vec<SheetMapping>, Failure> {
    let bad = |detail: &str| Failure::new("bad_mapping").with("detail", detail);
    match value {
        Value::Array(all) => all.iter().map(mapping_of).collect(),
        Value::Object(fields) => {
            if let Some(Value::Array(all)) = fields.get("mappings") {
                return all.iter().map(mapping_of).collect();
            }
            if fields.contains_key("columns") || fields.contains_key("kind") {
                return Ok(vec![mapping_of(value)?]);
            }
            fields
                .iter()
                .map(|(name, value)| {
                    let mut mapping = mapping_of(value)?;
                    if name.len() == 16 && name.bytes().all(|b| b.is_ascii_hexdigit()) {
                        mapping.fingerprint = Some(name.clone());
                    } else if name != "*" {
                        mapping.sheet = Some(name.clone());
                    }
                    Ok(mapping)
                })
                .collect()
        }
        _ => Err(bad("{ }")),
    }
}

fn mapping_of(value: &Value) -> Result<SheetMapping, Failure> {
    let bad = |detail: String| Failure::new("bad_mapping").with("detail", detail);
    let mut value = value.clone();
    let Some(fields) = value.as_object_mut() else {
        return Err(bad(value.to_string()));
    };
    let columns = match fields.remove("columns") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Object(columns)) => columns
            .into_iter()
            .map(|(header, role)| column_of(header, &role))
            .collect::<Result<_, _>>()?,
        Some(Value::Array(columns)) => columns
            .into_iter()
            .map(|column| match &column {
                Value::Array(pair) => match pair.as_slice() {
                    [Value::String(header), role] => column_of(header.clone(), role),
                    _ => Err(bad(column.to_string())),
                },
                Value::Object(parts) => match parts.get("header") {
                    Some(Value::String(header)) => {
                        column_of(header.clone(), parts.get("role").unwrap_or(&Value::Null))
                    }
                    _ => Err(bad(column.to_string())),
                },
                _ => Err(bad(column.to_string())),
            })
            .collect::<Result<_, _>>()?,
        Some(other) => return Err(bad(other.to_string())),
    };
    let mut mapping: SheetMapping =
        serde_json::from_value(value).map_err(|error| bad(error.to_string()))?;
    mapping.columns = columns;
    // Words are checked here already, so that a wrong one is refused whatever sheets there are.
    for column in &mapping.columns {
        column.role.as_deref().map(role_of).transpose()?;
    }
    mapping.kind.as_deref().map(kind_of).transpose()?;
    mapping
        .date_order
        .as_deref()
        .map(date_order_of)
        .transpose()?;
    Ok(mapping)
}

fn column_of(header: String, role: &Value) -> Result<ColumnRole, Failure> {
    let role = match role {
        Value::Null => None,
        Value::String(word) if word.is_empty() || word == "ignore" => None,
        Value::String(word) => Some(word.clone()),
        other => return Err(Failure::new("bad_mapping").with("detail", other.to_string())),
    };
    Ok(ColumnRole { header, role })
}

/// What the reader is told of the corrections, by fingerprint.
pub(crate) fn mappings(corrections: &HashMap<String, Correction>) -> HashMap<String, Mapping> {
    corrections
        .iter()
        .map(|(fingerprint, correction)| (fingerprint.clone(), correction.mapping.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::mappings_of;

    #[test]
    fn a_file_may_name_sheets_or_fingerprints_or_neither() {
        let by_name = json!({
            "采购": { "kind": "purchase_orders", "columns": { "货号": "sku", "备注": null } },
            "00112233445566ff": { "columns": [["Item", "sku"]] },
        });
        let read = mappings_of(&by_name).expect("reads");
        assert_eq!(read[0].fingerprint.as_deref(), Some("00112233445566ff"));
        assert_eq!(read[0].columns[0].role.as_deref(), Some("sku"));
        assert_eq!(read[1].sheet.as_deref(), Some("采购"));
        assert!(
            read[1]
                .columns
                .iter()
                .any(|c| c.header == "备注" && c.role.is_none())
        );

        let one = json!({ "kind": "stock", "columns": [{ "header": "Item", "role": "sku" }] });
        let read = mappings_of(&one).expect("reads");
        assert!(read[0].fingerprint.is_none() && read[0].sheet.is_none());
    }

    #[test]
    fn what_is_no_mapping_is_refused_with_its_word() {
        let code = |value| mappings_of(&value).expect_err("refused").code;
        assert_eq!(code(json!("text")), "bad_mapping");
        assert_eq!(code(json!({ "columns": { "A": 7 } })), "bad_mapping");
        assert_eq!(
            code(json!({ "columns": { "A": "colour" } })),
            "unknown_role"
        );
        assert_eq!(code(json!({ "kind": "things" })), "unknown_kind");
        assert_eq!(
            code(json!({ "columns": {}, "date_order": "ymd" })),
            "unknown_date_order"
        );
    }
}

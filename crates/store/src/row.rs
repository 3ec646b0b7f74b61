//! One way to write an evidence row: compare with what is there, keep what it replaces.

use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::StoreError;

/// What writing a row did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Added,
    Changed,
    Unchanged,
}

/// A column with its new value; `Value::Null` leaves what is there.
pub(crate) type Column = (&'static str, Value);

/// A number as JSON, null where it is missing or not finite.
pub(crate) fn number(value: Option<f64>) -> Value {
    value
        .and_then(serde_json::Number::from_f64)
        .map_or(Value::Null, Value::Number)
}

/// Any text as JSON.
pub(crate) fn text<T: AsRef<str>>(value: Option<T>) -> Value {
    value.map_or(Value::Null, |text| Value::from(text.as_ref()))
}

/// A decimal, kept as text so that nothing is rounded.
pub(crate) fn decimal(value: Option<rust_decimal::Decimal>) -> Value {
    value.map_or(Value::Null, |decimal| {
        Value::from(decimal.normalize().to_string())
    })
}

macro_rules! bind {
    ($query:expr, $value:expr) => {
        match $value {
            Value::Null => $query.bind(None::<i64>),
            Value::Bool(flag) => $query.bind(i64::from(*flag)),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => $query.bind(integer),
                None => $query.bind(number.as_f64()),
            },
            Value::String(text) => $query.bind(text.clone()),
            other => $query.bind(other.to_string()),
        }
    };
}

/// Same value, numbers compared as numbers: 35 and 35.0 are one lead time.
fn same(left: &Value, right: &Value) -> bool {
    match (left.as_f64(), right.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= f64::EPSILON * a.abs().max(b.abs()),
        _ => left == right,
    }
}

/// Adds a row, or changes the columns that are given and differ. What it replaces is kept as a
/// revision of `batch`.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    table: &'static str,
    key: &[Column],
    columns: &[Column],
    batch: i64,
) -> Result<Change, StoreError> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let fields: String = names
        .iter()
        .map(|name| format!("'{name}', {name}, "))
        .collect::<Vec<_>>()
        .concat();
    let place: Vec<String> = key.iter().map(|(name, _)| format!("{name} = ?")).collect();
    let place = place.join(" and ");
    let select =
        format!("select json_object({fields}'batch_id', batch_id) from {table} where {place}");
    let mut query = sqlx::query(AssertSqlSafe(select));
    for (_, value) in key {
        query = bind!(query, value);
    }
    let found = query.fetch_optional(&mut *connection).await?;

    let Some(found) = found else {
        let all: Vec<&Column> = key.iter().chain(columns).collect();
        let list: Vec<&str> = all
            .iter()
            .filter(|(_, v)| !v.is_null())
            .map(|(n, _)| *n)
            .collect();
        let marks = vec!["?"; list.len() + 1].join(", ");
        let insert = format!(
            "insert into {table} ({}, batch_id) values ({marks})",
            list.join(", ")
        );
        let mut query = sqlx::query(AssertSqlSafe(insert));
        for (_, value) in all.iter().filter(|(_, v)| !v.is_null()) {
            query = bind!(query, value);
        }
        query.bind(batch).execute(connection).await?;
        return Ok(Change::Added);
    };

    let before: String = found.get(0);
    let known: Map<String, Value> =
        serde_json::from_str(&before).map_err(|e| StoreError::Database(e.to_string()))?;
    let different: Vec<&Column> = columns
        .iter()
        .filter(|(name, value)| {
            !value.is_null() && !known.get(*name).is_some_and(|old| same(old, value))
        })
        .collect();
    if different.is_empty() {
        return Ok(Change::Unchanged);
    }
    let row_key = Value::Object(
        key.iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    );
    sqlx::query("insert into revision (batch_id, entity, row_key, before) values (?, ?, ?, ?)")
        .bind(batch)
        .bind(table)
        .bind(row_key.to_string())
        .bind(&before)
        .execute(&mut *connection)
        .await?;
    let values: Vec<(&str, &Value)> = different.iter().map(|(n, v)| (*n, v)).collect();
    let owner = Value::from(batch);
    update(connection, table, key, &values, &owner).await?;
    Ok(Change::Changed)
}

/// Sets columns of one row and who it belongs to.
pub(crate) async fn update(
    connection: &mut SqliteConnection,
    table: &str,
    key: &[(&str, Value)],
    values: &[(&str, &Value)],
    owner: &Value,
) -> Result<(), StoreError> {
    let sets: String = values
        .iter()
        .map(|(name, _)| format!("{name} = ?, "))
        .collect();
    let place: Vec<String> = key.iter().map(|(name, _)| format!("{name} = ?")).collect();
    let sql = format!(
        "update {table} set {sets}batch_id = ? where {}",
        place.join(" and ")
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (_, value) in values {
        query = bind!(query, *value);
    }
    query = bind!(query, owner);
    for (_, value) in key {
        query = bind!(query, value);
    }
    query.execute(connection).await?;
    Ok(())
}

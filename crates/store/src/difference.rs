//! What a batch changed in rows that were there before it: field by field, before and after.

use std::collections::HashMap;

use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::{Store, StoreError};

/// One field of one row that says something else since the batch.
#[derive(Clone, Debug, PartialEq)]
pub struct FactChange {
    /// What the row is: `order_line`, `purchase_line`, `sku` …
    pub entity: String,
    /// Number of the order or purchase order, name of the supplier or promotion; the SKU itself
    /// for a row of the catalogue.
    pub name: String,
    /// SKU of the row, where it has one.
    pub sku: Option<String>,
    /// Column of the table, without the ending of its unit: `price`, `shipped_on`.
    pub field: String,
    /// What it said; days as ISO text, money as decimal text, codes instead of numbers.
    pub before: Value,
    /// What the batch made it say.
    pub after: Value,
}

/// A row as it was, with the place it stands at.
struct Revision {
    id: i64,
    entity: String,
    key: String,
    before: String,
}

impl Store {
    /// The changes of a batch, in the order they were made: at most `most` rows, and how many
    /// rows there are in all.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn fact_changes(
        &self,
        batch: i64,
        most: u32,
    ) -> Result<(Vec<FactChange>, u64), StoreError> {
        let mut connection = self.pool.acquire().await?;
        let c = &mut *connection;
        let all: i64 = sqlx::query_scalar("select count(*) from revision where batch_id = ?")
            .bind(batch)
            .fetch_one(&mut *c)
            .await?;
        let revisions: Vec<Revision> = sqlx::query(
            "select id, entity, row_key, before from revision where batch_id = ?
             order by id limit ?",
        )
        .bind(batch)
        .bind(most)
        .fetch_all(&mut *c)
        .await?
        .iter()
        .map(|row| Revision {
            id: row.get(0),
            entity: row.get(1),
            key: row.get(2),
            before: row.get(3),
        })
        .collect();
        let mut names = Names::default();
        let mut changes = Vec::new();
        for revision in &revisions {
            let (key, before) = (object(&revision.key)?, object(&revision.before)?);
            let Some(after) = after(c, revision, &key, &before).await? else {
                continue;
            };
            let name = names.of_row(c, &revision.entity, &key, &before).await?;
            for (field, old) in before.iter().filter(|(field, _)| *field != "batch_id") {
                let new = after.get(field).cloned().unwrap_or(Value::Null);
                if *old == new {
                    continue;
                }
                changes.push(FactChange {
                    entity: revision.entity.clone(),
                    name: name.0.clone(),
                    sku: name.1.clone(),
                    field: shown_field(field).to_owned(),
                    before: names.shown(c, field, old, &before).await?,
                    after: names.shown(c, field, &new, &after).await?,
                });
            }
        }
        Ok((changes, u64::try_from(all).unwrap_or(0)))
    }
}

fn object(text: &str) -> Result<Map<String, Value>, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Database(error.to_string()))
}

/// The row as the batch left it: what the next batch remembers of it, else what stands.
async fn after(
    c: &mut SqliteConnection,
    revision: &Revision,
    key: &Map<String, Value>,
    before: &Map<String, Value>,
) -> Result<Option<Map<String, Value>>, StoreError> {
    let next: Option<String> = sqlx::query_scalar(
        "select before from revision where entity = ? and row_key = ? and id > ?
         order by id limit 1",
    )
    .bind(&revision.entity)
    .bind(&revision.key)
    .bind(revision.id)
    .fetch_optional(&mut *c)
    .await?;
    if let Some(next) = next {
        return object(&next).map(Some);
    }
    // Table and columns were written by this program; they are checked all the same.
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if !is_name(&revision.entity) || !before.keys().chain(key.keys()).all(|name| is_name(name)) {
        return Ok(None);
    }
    let fields: Vec<String> = before
        .keys()
        .map(|name| format!("'{name}', {name}"))
        .collect();
    let place: Vec<String> = key.keys().map(|name| format!("{name} = ?")).collect();
    let sql = format!(
        "select json_object({}) from {} where {}",
        fields.join(", "),
        revision.entity,
        place.join(" and ")
    );
    let mut query = sqlx::query_scalar::<_, String>(AssertSqlSafe(sql));
    for value in key.values() {
        query = match value.as_i64() {
            Some(number) => query.bind(number),
            None => query.bind(value.as_str().unwrap_or_default().to_owned()),
        };
    }
    match query.fetch_optional(c).await? {
        Some(row) => object(&row).map(Some),
        None => Ok(None),
    }
}

fn shown_field(field: &str) -> &str {
    ["_minor", "_id", "_second"]
        .iter()
        .find_map(|ending| field.strip_suffix(ending))
        .unwrap_or(field)
}

/// Numbers of the database as people know them.
#[derive(Default)]
struct Names {
    known: HashMap<(&'static str, i64), Option<String>>,
}

impl Names {
    async fn of(
        &mut self,
        c: &mut SqliteConnection,
        table: &'static str,
        id: Option<i64>,
    ) -> Result<Option<String>, StoreError> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.known.get(&(table, id)) {
            return Ok(known.clone());
        }
        let sql = match table {
            "document" => "select ref from document where id = ?",
            "location" => "select code from location where id = ?",
            _ => "select code from sku where id = ?",
        };
        let name: Option<String> = sqlx::query_scalar(sql).bind(id).fetch_optional(c).await?;
        self.known.insert((table, id), name.clone());
        Ok(name)
    }

    /// What a row is called, and its SKU.
    async fn of_row(
        &mut self,
        c: &mut SqliteConnection,
        entity: &str,
        key: &Map<String, Value>,
        before: &Map<String, Value>,
    ) -> Result<(String, Option<String>), StoreError> {
        let number = |name: &str| {
            key.get(name)
                .or_else(|| before.get(name))
                .and_then(Value::as_i64)
        };
        let text = |name: &str| key.get(name).and_then(Value::as_str).map(str::to_owned);
        let sku = match text("sku") {
            Some(code) => Some(code).filter(|code| !code.is_empty()),
            None => self.of(c, "sku", number("sku_id")).await?,
        };
        if let Some(document) = self.of(c, "document", number("document_id")).await? {
            // A return's number is made of its parts; the first is the order.
            let first = document.split('\u{1f}').next().unwrap_or_default();
            return Ok((first.to_owned(), sku));
        }
        if entity == "sku" {
            let code = text("code").unwrap_or_default();
            return Ok((code.clone(), Some(code)));
        }
        let name = match text("promotion")
            .or_else(|| text("supplier"))
            .or_else(|| text("code"))
        {
            Some(name) => Some(name),
            None => self.of(c, "location", number("location_id")).await?,
        };
        Ok((name.unwrap_or_default(), sku))
    }

    /// A value as people read it.
    async fn shown(
        &mut self,
        c: &mut SqliteConnection,
        field: &str,
        value: &Value,
        row: &Map<String, Value>,
    ) -> Result<Value, StoreError> {
        let Some(number) = value.as_i64() else {
            return Ok(value.clone());
        };
        let day = ["as_of", "day", "closed_from", "closed_to"].contains(&field);
        Ok(match field {
            "sku_id" => self.of(c, "sku", Some(number)).await?.into(),
            "location_id" => self.of(c, "location", Some(number)).await?.into(),
            // A customer is kept as a hash; that it is another one is all there is to say.
            "customer" => Value::from("…"),
            "ordered_second" => format!("{:02}:{:02}", number / 3600, number / 60 % 60).into(),
            _ if day || field.ends_with("_on") => match i32::try_from(number) {
                Ok(number) => domain::Day(number).to_string().into(),
                Err(_) => value.clone(),
            },
            _ if field.ends_with("_minor") => {
                let currency = row
                    .get("currency")
                    .and_then(Value::as_str)
                    .and_then(|code| code.parse::<domain::Currency>().ok());
                match currency {
                    Some(currency) => domain::Money {
                        minor: number,
                        currency,
                    }
                    .to_string()
                    .into(),
                    None => value.clone(),
                }
            }
            _ => value.clone(),
        })
    }
}

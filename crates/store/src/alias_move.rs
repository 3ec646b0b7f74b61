//! Moving what stands under one SKU to another, and back.
//!
//! Evidence moves; the ledger follows by the same rule that books an import: what no longer stands
//! is reversed, what is missing is booked. Every row moved is kept by its key, so that a split
//! finds it again; a row whose place is taken at the other SKU is kept whole.

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::StoreError;

/// One join or split.
pub(crate) struct Move<'a> {
    /// Number of the alias.
    pub alias: i64,
    /// Batch the movements belong to.
    pub batch: i64,
    /// The SKU joined: number and code.
    pub old: (i64, &'a str),
    /// The SKU it is joined to.
    pub new: (i64, &'a str),
}

/// A column that names a SKU.
struct Table {
    name: String,
    /// The column: by number, or by code.
    column: String,
    /// The other columns of the key.
    key: Vec<String>,
    /// Whether the SKU is part of the key, so that its place can be taken.
    in_key: bool,
}

impl Table {
    /// What the rows moved are kept under.
    fn entity(&self) -> String {
        format!("{}.{}", self.name, self.column)
    }

    fn by_code(&self) -> bool {
        self.column != "sku_id"
    }
}

/// Every column that names a SKU, read from the schema: a table added later moves as well. The
/// ledger and what is derived follow by themselves.
async fn tables(c: &mut SqliteConnection) -> Result<Vec<Table>, StoreError> {
    let columns = sqlx::query(
        "select m.name, p.name, p.pk > 0 from sqlite_master m join pragma_table_info(m.name) p
         where m.type = 'table' and p.name in ('sku_id', 'sku', 'bundle_sku', 'component_sku')
             and m.name not in ('stock_movement', 'sales_series', 'sku_alias') order by 1, 2",
    )
    .fetch_all(&mut *c)
    .await?;
    let mut tables = Vec::with_capacity(columns.len());
    for row in &columns {
        let (name, column): (String, String) = (row.get(0), row.get(1));
        let key = sqlx::query_scalar(
            "select name from pragma_table_info(?) where pk > 0 and name <> ? order by pk",
        )
        .bind(&name)
        .bind(&column)
        .fetch_all(&mut *c)
        .await?;
        tables.push(Table {
            name,
            column,
            key,
            in_key: row.get(2),
        });
    }
    Ok(tables)
}

/// Columns of the catalogue that the joined SKU lends where the other has none.
const LENT: [&str; 18] = [
    "name",
    "options",
    "category",
    "supplier",
    "lead_time_days",
    "lead_time_sd_days",
    "moq",
    "pack_size",
    "carton_length_cm",
    "carton_width_cm",
    "carton_height_cm",
    "carton_weight_kg",
    "hs_code",
    "origin_country",
    "barcode",
    "image",
    "launched_on",
    "like_sku",
];

/// An amount and its currency are lent together.
const LENT_AMOUNTS: [(&str, &str); 2] =
    [("unit_cost", "cost_currency"), ("price", "price_currency")];

/// Moves everything from the old SKU to the new one; rows moved, and rows whose place was taken.
pub(crate) async fn there(
    c: &mut SqliteConnection,
    step: &Move<'_>,
) -> Result<(u64, u64), StoreError> {
    let (mut moved, mut conflicts) = (0, 0);
    for table in &tables(c).await? {
        let (name, column, entity) = (&table.name, &table.column, table.entity());
        if table.in_key {
            conflicts += set_aside(c, step, table).await?;
        }
        let keep = format!(
            "insert into sku_alias_moved (alias_id, entity, row_key, before)
             select ?1, '{entity}', {}, '' from {name} where {column} = ?2",
            key_object(table)
        );
        moved += run(c, &keep, table, step.alias, step.old).await?;
        let update = format!("update {name} set {column} = ?1 where {column} = ?2");
        let query = sqlx::query(AssertSqlSafe(update));
        match table.by_code() {
            true => query.bind(step.new.1).bind(step.old.1),
            false => query.bind(step.new.0).bind(step.old.0),
        }
        .execute(&mut *c)
        .await?;
    }
    memories_there(c, step).await?;
    catalogue_there(c, step).await?;
    sqlx::query(
        "insert into sku_alias_moved (alias_id, entity, row_key, before)
         select ?1, 'sku_alias', json_object('id', id), '' from sku_alias where sku_id = ?2",
    )
    .bind(step.alias)
    .bind(step.old.0)
    .execute(&mut *c)
    .await?;
    sqlx::query("update sku_alias set sku_id = ? where sku_id = ?")
        .bind(step.new.0)
        .bind(step.old.0)
        .execute(&mut *c)
        .await?;
    rebook(c, step).await?;
    Ok((moved, conflicts))
}

/// Puts back what [`there`] moved and what still stands; rows put back.
pub(crate) async fn back(c: &mut SqliteConnection, step: &Move<'_>) -> Result<u64, StoreError> {
    let mut moved = 0;
    for table in &tables(c).await? {
        let (name, column, entity) = (&table.name, &table.column, table.entity());
        let places: Vec<String> = table
            .key
            .iter()
            .map(|key| format!("json_extract(m.row_key, '$.{key}') = {name}.{key}"))
            .collect();
        let places = if places.is_empty() {
            "1".to_owned()
        } else {
            places.join(" and ")
        };
        let update = if table.in_key {
            format!(
                "update or ignore {name} set {column} = ?1 where {column} = ?2 and exists (
                     select 1 from sku_alias_moved m where m.alias_id = ?3
                         and m.entity = '{entity}' and m.before = '' and {places})"
            )
        } else {
            // The large tables: the kept keys are looked up, not every row compared with them.
            let keys = table.key.join(", ");
            let kept: Vec<String> = table
                .key
                .iter()
                .map(|key| format!("json_extract(row_key, '$.{key}')"))
                .collect();
            format!(
                "update {name} set {column} = ?1 where {column} = ?2 and ({keys}) in (
                     select {} from sku_alias_moved where alias_id = ?3 and entity = '{entity}')",
                kept.join(", ")
            )
        };
        let query = sqlx::query(AssertSqlSafe(update));
        moved += match table.by_code() {
            true => query.bind(step.old.1).bind(step.new.1),
            false => query.bind(step.old.0).bind(step.new.0),
        }
        .bind(step.alias)
        .execute(&mut *c)
        .await?
        .rows_affected();
        if table.in_key {
            moved += take_up(c, step, table).await?;
        }
    }
    sqlx::query(
        "update revision set before = json_extract(m.before, '$.before'),
                             row_key = json_extract(m.before, '$.row_key')
         from sku_alias_moved m where m.alias_id = ? and m.entity = 'revision'
             and revision.id = json_extract(m.row_key, '$.id')",
    )
    .bind(step.alias)
    .execute(&mut *c)
    .await?;
    sqlx::query(
        "update sku_alias set sku_id = ? where id in (select json_extract(row_key, '$.id')
             from sku_alias_moved where alias_id = ? and entity = 'sku_alias')",
    )
    .bind(step.old.0)
    .bind(step.alias)
    .execute(&mut *c)
    .await?;
    catalogue_back(c, step).await?;
    rebook(c, step).await?;
    Ok(moved)
}

fn key_object(table: &Table) -> String {
    let parts: Vec<String> = table
        .key
        .iter()
        .map(|key| format!("'{key}', {key}"))
        .collect();
    format!("json_object({})", parts.join(", "))
}

async fn run(
    c: &mut SqliteConnection,
    sql: &str,
    table: &Table,
    alias: i64,
    sku: (i64, &str),
) -> Result<u64, StoreError> {
    let query = sqlx::query(AssertSqlSafe(sql.to_owned())).bind(alias);
    let query = match table.by_code() {
        true => query.bind(sku.1.to_owned()),
        false => query.bind(sku.0),
    };
    Ok(query.execute(c).await?.rows_affected())
}

async fn columns(c: &mut SqliteConnection, table: &str) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("select name from pragma_table_info(?)")
        .bind(table)
        .fetch_all(c)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Keeps whole, and removes, the rows whose place at the new SKU is taken.
async fn set_aside(
    c: &mut SqliteConnection,
    step: &Move<'_>,
    table: &Table,
) -> Result<u64, StoreError> {
    let (name, column, entity) = (&table.name, &table.column, table.entity());
    let new = match table.by_code() {
        true => format!("'{}'", step.new.1.replace('\'', "''")),
        false => step.new.0.to_string(),
    };
    let same: Vec<String> = table
        .key
        .iter()
        .map(|key| format!("and o.{key} = {name}.{key}"))
        .collect();
    let taken = format!(
        "{column} = ?2 and exists (select 1 from {name} o where o.{column} = {new} {})",
        same.join(" ")
    );
    let whole: Vec<String> = columns(c, name)
        .await?
        .iter()
        .map(|column| format!("'{column}', {column}"))
        .collect();
    let keep = format!(
        "insert into sku_alias_moved (alias_id, entity, row_key, before)
         select ?1, '{entity}', {}, json_object({}) from {name} where {taken}",
        key_object(table),
        whole.join(", ")
    );
    let kept = run(c, &keep, table, step.alias, step.old).await?;
    // The first blank is not needed here; naming it keeps the two statements alike.
    let remove = format!("delete from {name} where ?1 = ?1 and {taken}");
    run(c, &remove, table, step.alias, step.old).await?;
    Ok(kept)
}

/// Puts back the rows kept whole, except those whose import was taken back since.
async fn take_up(
    c: &mut SqliteConnection,
    step: &Move<'_>,
    table: &Table,
) -> Result<u64, StoreError> {
    let (name, entity) = (&table.name, table.entity());
    let columns = columns(c, name).await?;
    let values: Vec<String> = columns
        .iter()
        .map(|column| format!("json_extract(before, '$.{column}')"))
        .collect();
    let standing = if columns.iter().any(|column| column == "batch_id") {
        "and json_extract(before, '$.batch_id') in (select id from batch where undone = 0)"
    } else {
        ""
    };
    let insert = format!(
        "insert or ignore into {name} ({}) select {} from sku_alias_moved
         where alias_id = ? and entity = '{entity}' and before <> '' {standing}",
        columns.join(", "),
        values.join(", ")
    );
    let done = sqlx::query(AssertSqlSafe(insert))
        .bind(step.alias)
        .execute(c)
        .await?;
    Ok(done.rows_affected())
}

/// What undo remembers of the rows moved must speak of the new SKU, or undo would put them back
/// under the old one.
async fn memories_there(c: &mut SqliteConnection, step: &Move<'_>) -> Result<(), StoreError> {
    let named = "json_extract(before, '$.sku_id') = ?2 or json_extract(row_key, '$.sku_id') = ?2";
    let keep = format!(
        "insert into sku_alias_moved (alias_id, entity, row_key, before)
         select ?1, 'revision', json_object('id', id),
                json_object('before', before, 'row_key', row_key)
         from revision where {named}"
    );
    sqlx::query(AssertSqlSafe(keep))
        .bind(step.alias)
        .bind(step.old.0)
        .execute(&mut *c)
        .await?;
    let update = format!(
        "update revision set before = json_replace(before, '$.sku_id', ?1),
                             row_key = json_replace(row_key, '$.sku_id', ?1) where {named}"
    );
    sqlx::query(AssertSqlSafe(update))
        .bind(step.new.0)
        .bind(step.old.0)
        .execute(c)
        .await?;
    Ok(())
}

/// The joined SKU leaves the catalogue and lends what the other lacks.
async fn catalogue_there(c: &mut SqliteConnection, step: &Move<'_>) -> Result<(), StoreError> {
    let whole: Vec<String> = columns(c, "sku")
        .await?
        .iter()
        .map(|column| format!("'{column}', {column}"))
        .collect();
    let keep = format!(
        "insert into sku_alias_moved (alias_id, entity, row_key, before)
         select ?, 'sku', json_object('id', id), json_object({}) from sku where id in (?, ?)",
        whole.join(", ")
    );
    sqlx::query(AssertSqlSafe(keep))
        .bind(step.alias)
        .bind(step.old.0)
        .bind(step.new.0)
        .execute(&mut *c)
        .await?;
    let mut sets: Vec<String> = LENT
        .iter()
        .map(|column| format!("{column} = coalesce(sku.{column}, o.{column})"))
        .collect();
    for (amount, currency) in LENT_AMOUNTS {
        sets.push(format!("{amount} = coalesce(sku.{amount}, o.{amount})"));
        sets.push(format!(
            "{currency} = case when sku.{amount} is null then o.{currency} else sku.{currency} end"
        ));
    }
    let lend = format!(
        "update sku set {} from sku o where sku.id = ? and o.id = ? and o.batch_id is not null",
        sets.join(", ")
    );
    sqlx::query(AssertSqlSafe(lend))
        .bind(step.new.0)
        .bind(step.old.0)
        .execute(&mut *c)
        .await?;
    sqlx::query("update sku set batch_id = null where id = ?")
        .bind(step.old.0)
        .execute(c)
        .await?;
    Ok(())
}

/// The split SKU is in the catalogue again, and takes back what it lent and nobody changed since.
async fn catalogue_back(c: &mut SqliteConnection, step: &Move<'_>) -> Result<(), StoreError> {
    let lent: Vec<String> = LENT
        .iter()
        .copied()
        .chain(LENT_AMOUNTS.iter().flat_map(|(a, b)| [*a, *b]))
        .map(|column| {
            format!(
                "{column} = case when json_extract(m.before, '$.{column}') is null
                     and sku.{column} is o.{column} then null else sku.{column} end"
            )
        })
        .collect();
    let take = format!(
        "update sku set {} from sku_alias_moved m, sku o
         where sku.id = ?1 and o.id = ?2 and m.alias_id = ?3 and m.entity = 'sku'
             and json_extract(m.row_key, '$.id') = ?1",
        lent.join(", ")
    );
    sqlx::query(AssertSqlSafe(take))
        .bind(step.new.0)
        .bind(step.old.0)
        .bind(step.alias)
        .execute(&mut *c)
        .await?;
    sqlx::query(
        "update sku set batch_id = (select b.id from sku_alias_moved m
             join batch b on b.id = json_extract(m.before, '$.batch_id') and b.undone = 0
             where m.alias_id = ?1 and m.entity = 'sku' and json_extract(m.row_key, '$.id') = ?2)
         where id = ?2",
    )
    .bind(step.alias)
    .bind(step.old.0)
    .execute(c)
    .await?;
    Ok(())
}

/// Lets the ledger follow the evidence.
async fn rebook(c: &mut SqliteConnection, step: &Move<'_>) -> Result<(), StoreError> {
    let documents: BTreeSet<i64> = sqlx::query(
        "select distinct json_extract(row_key, '$.document_id') from sku_alias_moved
         where alias_id = ? and json_extract(row_key, '$.document_id') is not null",
    )
    .bind(step.alias)
    .fetch_all(&mut *c)
    .await?
    .iter()
    .map(|row| row.get(0))
    .collect();
    crate::book::book(c, step.batch, &documents, &BTreeSet::new()).await?;
    crate::counts::touch_none(c).await?;
    sqlx::query(
        "insert or ignore into touched
         select sku_id, location_id from stock_movement where batch_id = ?1
         union select s.id, json_extract(m.row_key, '$.location_id')
               from sku_alias_moved m join sku s on s.id in (?2, ?3)
               where m.alias_id = ?4 and m.entity = 'stock_count.sku_id'",
    )
    .bind(step.batch)
    .bind(step.old.0)
    .bind(step.new.0)
    .bind(step.alias)
    .execute(&mut *c)
    .await?;
    crate::counts::rebook_touched(c, step.batch).await?;
    let locations = sqlx::query(
        "select location_id from order_line where sku_id in (?1, ?2)
         union select location_id from sales_series where sku_id in (?1, ?2)",
    )
    .bind(step.old.0)
    .bind(step.new.0)
    .fetch_all(&mut *c)
    .await?;
    let places: BTreeSet<(i64, i64)> = locations
        .iter()
        .flat_map(|row| [(step.old.0, row.get(0)), (step.new.0, row.get(0))])
        .collect();
    crate::series::rebuild(c, &places).await
}

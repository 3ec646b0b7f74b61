//! Taking an import back, whole: any import, not only the last.
//!
//! Evidence returns to what it would be had the batch never come; the ledger books the difference
//! as reversing rows. A row that a later batch changed again keeps the later word.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::row::update;
use crate::{Store, StoreError};

/// Tables whose rows belong to the batch that brought them.
pub(crate) const EVIDENCE: [&str; 15] = [
    "order_line",
    "return_line",
    "purchase_line",
    "receipt_line",
    "stock_count",
    "stock_history",
    "stocktake",
    "supplier",
    "supplier_closure",
    "promotion",
    "marketing",
    "supplier_price",
    "bundle_part",
    "exchange_rate",
    "cost_rate",
];
const DOCUMENTS: [&str; 4] = ["order_line", "return_line", "purchase_line", "receipt_line"];

impl Store {
    /// Takes batch `batch` back and returns how many evidence rows that touched.
    ///
    /// # Errors
    /// No such batch, or it was taken back before.
    pub async fn undo(&self, batch: i64, undone_at: &str) -> Result<u64, StoreError> {
        let mut tx = self.pool.begin_with("begin immediate").await?;
        let c = &mut *tx;
        let stands: Option<i64> = sqlx::query_scalar(
            "update batch set undone = 1 where id = ? and undone = 0 and undoes is null returning id",
        )
        .bind(batch)
        .fetch_optional(&mut *c)
        .await?;
        if stands.is_none() {
            return Err(StoreError::NoBatch(batch));
        }
        let undo = sqlx::query(
            "insert into batch (file, sheet, system, kind, imported_at, undoes)
             select file, sheet, system, 'undo', ?, id from batch where id = ?",
        )
        .bind(undone_at)
        .bind(batch)
        .execute(&mut *c)
        .await?
        .last_insert_rowid();

        let mut documents = BTreeSet::new();
        for table in DOCUMENTS {
            let sql = format!(
                "select distinct document_id from {table} where batch_id = ?1 union
                 select json_extract(row_key, '$.document_id') from revision
                 where batch_id = ?1 and entity = '{table}'"
            );
            for row in sqlx::query(AssertSqlSafe(sql))
                .bind(batch)
                .fetch_all(&mut *c)
                .await?
            {
                documents.insert(row.get(0));
            }
        }
        let mut places = places_of_orders(c, batch).await?;
        touch(c, batch).await?;
        let mut removed = hand_over_later(c, batch).await?;
        removed += put_back(c, batch).await?;
        for table in EVIDENCE {
            let sql = format!("delete from {table} where batch_id = ?");
            removed += sqlx::query(AssertSqlSafe(sql))
                .bind(batch)
                .execute(&mut *c)
                .await?
                .rows_affected();
        }
        // The ledger may speak of these SKUs for ever, so they stay, bare.
        removed += sqlx::query(
            "update sku set name = null, options = null, category = null, supplier = null,
                 unit_cost = null, cost_currency = null, price = null, price_currency = null,
                 lead_time_days = null, lead_time_sd_days = null, moq = null, pack_size = null,
                 carton_length_cm = null, carton_width_cm = null, carton_height_cm = null,
                 carton_weight_kg = null, hs_code = null, origin_country = null, barcode = null,
                 image = null, launched_on = null, like_sku = null, shelf_life_days = null,
                 is_fee = 0, batch_id = null
             where batch_id = ?",
        )
        .bind(batch)
        .execute(&mut *c)
        .await?
        .rows_affected();

        crate::book::book(c, undo, &documents, &BTreeSet::new()).await?;
        sqlx::query(
            "insert or ignore into touched
             select sku_id, location_id from stock_movement where batch_id = ?",
        )
        .bind(undo)
        .execute(&mut *c)
        .await?;
        crate::counts::rebook_touched(c, undo).await?;
        places.extend(crate::series::places_of_affected(c).await?);
        crate::series::rebuild(c, &places).await?;
        crate::outbox::queue_stock(c, undone_at).await?;
        tx.commit().await?;
        Ok(removed)
    }
}

/// SKUs and locations of the order lines that the batch added or changed, as they stand.
async fn places_of_orders(
    c: &mut SqliteConnection,
    batch: i64,
) -> Result<BTreeSet<(i64, i64)>, StoreError> {
    let rows = sqlx::query(
        "select sku_id, location_id from order_line where batch_id = ?1
         union select l.sku_id, l.location_id from revision r
               join order_line l on l.document_id = json_extract(r.row_key, '$.document_id')
               where r.batch_id = ?1 and r.entity = 'order_line'",
    )
    .bind(batch)
    .fetch_all(c)
    .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Remembers which SKUs and locations the batch counted, before its rows are gone.
async fn touch(c: &mut SqliteConnection, batch: i64) -> Result<(), StoreError> {
    crate::counts::touch_none(c).await?;
    sqlx::query(
        "insert or ignore into touched
         select sku_id, location_id from stock_count where batch_id = ?1
         union select json_extract(row_key, '$.sku_id'), json_extract(row_key, '$.location_id')
               from revision where batch_id = ?1 and entity = 'stock_count'",
    )
    .bind(batch)
    .execute(c)
    .await?;
    Ok(())
}

/// Rows of this batch that a later one changed: the later one's memory of what was there before
/// becomes this batch's own memory, or the row becomes the later one's.
async fn hand_over_later(c: &mut SqliteConnection, batch: i64) -> Result<u64, StoreError> {
    let later = sqlx::query(
        "select id, entity, row_key from revision
         where batch_id > ?1 and json_extract(before, '$.batch_id') = ?1",
    )
    .bind(batch)
    .fetch_all(&mut *c)
    .await?;
    for row in &later {
        let (id, entity, key): (i64, String, String) = (row.get(0), row.get(1), row.get(2));
        let own: Option<(i64, String)> = sqlx::query_as(
            "select id, before from revision where batch_id = ? and entity = ? and row_key = ?
             order by id limit 1",
        )
        .bind(batch)
        .bind(&entity)
        .bind(&key)
        .fetch_optional(&mut *c)
        .await?;
        match own {
            Some((own, before)) => {
                sqlx::query("update revision set before = ? where id = ?")
                    .bind(before)
                    .bind(id)
                    .execute(&mut *c)
                    .await?;
                sqlx::query("delete from revision where id = ?")
                    .bind(own)
                    .execute(&mut *c)
                    .await?;
            }
            None => {
                sqlx::query("delete from revision where id = ?")
                    .bind(id)
                    .execute(&mut *c)
                    .await?;
            }
        }
    }
    Ok(u64::try_from(later.len()).unwrap_or(0))
}

/// Puts back the rows this batch was the last to change.
async fn put_back(c: &mut SqliteConnection, batch: i64) -> Result<u64, StoreError> {
    let own = sqlx::query(
        "select entity, row_key, before from revision where batch_id = ? order by id desc",
    )
    .bind(batch)
    .fetch_all(&mut *c)
    .await?;
    let parse = |text: &str| -> Result<Map<String, Value>, StoreError> {
        serde_json::from_str(text).map_err(|error| StoreError::Database(error.to_string()))
    };
    for row in &own {
        let entity: String = row.get(0);
        let key = parse(&row.get::<String, _>(1))?;
        let mut before = parse(&row.get::<String, _>(2))?;
        let owner = before.remove("batch_id").unwrap_or(Value::Null);
        let key: Vec<(&str, Value)> = key.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
        let values: Vec<(&str, &Value)> = before.iter().map(|(n, v)| (n.as_str(), v)).collect();
        update(c, &entity, &key, &values, &owner).await?;
    }
    sqlx::query("delete from revision where batch_id = ?")
        .bind(batch)
        .execute(c)
        .await?;
    Ok(u64::try_from(own.len()).unwrap_or(0))
}

//! What is to be told to other systems: written with the decision that causes it, sent later.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::write::Import;
use crate::{Store, StoreError};

/// One thing to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its number.
    pub id: i64,
    /// Connection.
    pub connection: i64,
    /// What kind: the word of a push.
    pub push: String,
    /// What it is about.
    pub subject: String,
    /// What is told, as JSON.
    pub payload: String,
    /// The same at every try.
    pub key: String,
    /// `waiting`, `sent`, `dead` or `discarded`.
    pub state: String,
    /// Tries begun.
    pub attempts: i64,
    /// Not before, RFC 3339 in UTC.
    pub next_at: String,
    /// When it was decided.
    pub created_at: String,
    /// When it was sent, given up or discarded.
    pub done_at: Option<String>,
    /// What the last try failed with, as JSON.
    pub failure: Option<String>,
    /// What a try got as far as.
    pub begun: Option<String>,
    /// What the other system calls the result.
    pub remote_id: Option<String>,
}

/// What a system says is free to be sold, by its own names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelRow {
    /// SKU.
    pub sku: String,
    /// Location.
    pub location: String,
    /// Units free to be sold.
    pub available: i64,
}

const COLUMNS: &str = "select id, connection_id, push, subject, payload, key, state, attempts,
     next_at, created_at, done_at, failure, begun, remote_id from outbox";

fn outbox_row(row: &SqliteRow) -> OutboxRow {
    OutboxRow {
        id: row.get(0),
        connection: row.get(1),
        push: row.get(2),
        subject: row.get(3),
        payload: row.get(4),
        key: row.get(5),
        state: row.get(6),
        attempts: row.get(7),
        next_at: row.get(8),
        created_at: row.get(9),
        done_at: row.get(10),
        failure: row.get(11),
        begun: row.get(12),
        remote_id: row.get(13),
    }
}

/// Word of the push that writes quantities.
const STOCK: &str = "push_stock";

/// Puts what the ledger holds free to be sold into the outbox of every connection that takes
/// quantities, where the system is not known to say the same. What waits already and is no longer
/// so is taken out; what was refused or discarded is not asked for again until it changes.
///
/// Free to be sold is the sum of movements since the count that opened the place, less what open
/// orders hold, and never below nothing.
pub(crate) async fn queue_stock(c: &mut SqliteConnection, now: &str) -> Result<(), StoreError> {
    let any: i64 =
        sqlx::query_scalar("select exists (select 1 from connection_push where push = ?)")
            .bind(STOCK)
            .fetch_one(&mut *c)
            .await?;
    if any == 0 {
        return Ok(());
    }
    let rows = sqlx::query(
        "with place as (
             select v.connection_id, v.sku, v.location, v.available, s.id as sku_id,
                    l.id as location_id, o.opened
             from connection_push p
             join connection_level v on v.connection_id = p.connection_id
             left join sku_alias a on a.code = v.sku
             join sku s on s.id = a.sku_id or (a.sku_id is null and s.code = v.sku)
             join location l on l.code = v.location
             join (select sku_id, location_id, min(as_of) as opened from stock_count group by 1, 2) o
               on o.sku_id = s.id and o.location_id = l.id
             where p.push = 'push_stock' and s.is_fee = 0
         ), moved as (
             select sku_id, location_id, opened,
                    (select coalesce(sum(m.quantity), 0) from stock_movement m
                     where m.sku_id = t.sku_id and m.location_id = t.location_id
                       and m.occurred_on >= t.opened) as on_hand
             from (select distinct sku_id, location_id, opened from place) t
         ), held as (
             select sku_id, location_id, sum(quantity) as units from order_line
             where status = 'open' and shipped_on is null and quantity > 0 group by 1, 2
         )
         select p.connection_id, p.sku, p.location, p.available,
                max(0, m.on_hand - coalesce(h.units, 0))
         from place p
         join moved m on m.sku_id = p.sku_id and m.location_id = p.location_id
         left join held h on h.sku_id = p.sku_id and h.location_id = p.location_id",
    )
    .fetch_all(&mut *c)
    .await?;
    for row in rows {
        let (connection, sku, location): (i64, String, String) =
            (row.get(0), row.get(1), row.get(2));
        let (there, here): (i64, i64) = (row.get(3), row.get(4));
        let subject = format!("{sku} @ {location}");
        // A system can hold less than nothing of what it sold ahead.
        if there.max(0) == here {
            sqlx::query(
                "delete from outbox where connection_id = ? and push = ? and subject = ?
                 and state = 'waiting'",
            )
            .bind(connection)
            .bind(STOCK)
            .bind(&subject)
            .execute(&mut *c)
            .await?;
            continue;
        }
        let payload = serde_json::json!({
            "sku": sku, "location": location, "available": here, "expected": there,
        });
        queue(c, connection, STOCK, &subject, &payload.to_string(), now).await?;
    }
    Ok(())
}

/// Puts one thing into the outbox. The same thing that waits, or was given up, is left as it is; of
/// two different ones on the same subject the newer one waits.
pub(crate) async fn queue(
    c: &mut SqliteConnection,
    connection: i64,
    push: &str,
    subject: &str,
    payload: &str,
    now: &str,
) -> Result<(), StoreError> {
    let last = sqlx::query(
        "select payload, state from outbox
         where connection_id = ? and push = ? and subject = ? order by id desc limit 1",
    )
    .bind(connection)
    .bind(push)
    .bind(subject)
    .fetch_optional(&mut *c)
    .await?;
    if let Some(last) = last {
        let (told, state): (String, String) = (last.get(0), last.get(1));
        if told == payload && state != "sent" {
            return Ok(());
        }
        if state == "waiting" {
            sqlx::query(
                "delete from outbox where connection_id = ? and push = ? and subject = ?
                 and state = 'waiting'",
            )
            .bind(connection)
            .bind(push)
            .bind(subject)
            .execute(&mut *c)
            .await?;
        }
    }
    sqlx::query(
        "insert into outbox (connection_id, push, subject, payload, next_at, created_at)
         values (?, ?, ?, ?, ?, ?)",
    )
    .bind(connection)
    .bind(push)
    .bind(subject)
    .bind(payload)
    .bind(now)
    .bind(now)
    .execute(&mut *c)
    .await?;
    Ok(())
}

async fn sent(
    c: &mut SqliteConnection,
    row: &OutboxRow,
    remote_id: Option<&str>,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "update outbox set state = 'sent', done_at = ?, failure = null,
         remote_id = coalesce(?, remote_id) where id = ?",
    )
    .bind(now)
    .bind(remote_id)
    .bind(row.id)
    .execute(&mut *c)
    .await?;
    if row.push == STOCK {
        sqlx::query(
            "update connection_level set available = json_extract(?1, '$.available')
             where connection_id = ?2 and sku = json_extract(?1, '$.sku')
               and location = json_extract(?1, '$.location')",
        )
        .bind(&row.payload)
        .bind(row.connection)
        .execute(&mut *c)
        .await?;
    }
    Ok(())
}

impl Store {
    /// The pushes that are switched on: connection and word.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn pushes(&self) -> Result<Vec<(i64, String)>, StoreError> {
        let rows = sqlx::query("select connection_id, push from connection_push order by 1, 2")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// Switches a push of a connection on or off, and answers with what waits for it then. Off takes
    /// out what waits. With `dry_run` nothing of it lasts: the answer is what would wait.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_push(
        &self,
        connection: i64,
        push: &str,
        on: bool,
        dry_run: bool,
        now: &str,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        let mut tx = self.pool.begin_with("begin immediate").await?;
        let c = &mut *tx;
        if on {
            sqlx::query(
                "insert or ignore into connection_push (connection_id, push) values (?, ?)",
            )
            .bind(connection)
            .bind(push)
            .execute(&mut *c)
            .await?;
            queue_stock(&mut *c, now).await?;
        } else {
            sqlx::query("delete from connection_push where connection_id = ? and push = ?")
                .bind(connection)
                .bind(push)
                .execute(&mut *c)
                .await?;
            sqlx::query(
                "delete from outbox where connection_id = ? and push = ? and state = 'waiting'",
            )
            .bind(connection)
            .bind(push)
            .execute(&mut *c)
            .await?;
        }
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} where connection_id = ? and push = ? and state = 'waiting' order by id"
        ));
        let rows = sqlx::query(sql)
            .bind(connection)
            .bind(push)
            .fetch_all(&mut *c)
            .await?;
        if dry_run {
            tx.rollback().await?;
        } else {
            tx.commit().await?;
        }
        Ok(rows.iter().map(outbox_row).collect())
    }

    /// The outbox: what waits and what was given up first, then what is done, the newest first.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn outbox(&self, most: u32) -> Result<Vec<OutboxRow>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} order by state not in ('waiting', 'dead'), state = 'waiting',
             case when state in ('waiting', 'dead') then id else -id end limit ?"
        ));
        let rows = sqlx::query(sql).bind(most).fetch_all(&self.pool).await?;
        Ok(rows.iter().map(outbox_row).collect())
    }

    /// What waits, in the order it was decided.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn outbox_waiting(&self) -> Result<Vec<OutboxRow>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} where state = 'waiting' order by id"));
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        Ok(rows.iter().map(outbox_row).collect())
    }

    /// Counts a try that is about to begin; `false` where the row no longer waits.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn outbox_try(&self, id: i64) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update outbox set attempts = attempts + 1 where id = ? and state = 'waiting'",
        )
        .bind(id)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Remembers what a try got as far as.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn outbox_begun(&self, id: i64, begun: &str) -> Result<(), StoreError> {
        sqlx::query("update outbox set begun = ? where id = ?")
            .bind(begun)
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Marks a row as sent; quantities are what the system is known to say from then on.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn outbox_sent(
        &self,
        row: &OutboxRow,
        remote_id: Option<&str>,
        now: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin_with("begin immediate").await?;
        sent(&mut tx, row, remote_id, now).await?;
        Ok(tx.commit().await?)
    }

    /// Writes down a try that failed: it waits until `next_at`, or is given up where there is none.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn outbox_failed(
        &self,
        id: i64,
        failure: &str,
        next_at: Option<&str>,
        now: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "update outbox set failure = ?1, next_at = coalesce(?2, next_at),
             state = case when ?2 is null then 'dead' else 'waiting' end,
             done_at = case when ?2 is null then ?3 end
             where id = ?4 and state = 'waiting'",
        )
        .bind(failure)
        .bind(next_at)
        .bind(now)
        .bind(id)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Lets a row that was given up wait again, or takes one that waits or was given up out of the
    /// outbox; `false` where there is none to do it to.
    ///
    /// # Errors
    /// `outbox_superseded` where something newer waits on the same subject.
    pub async fn outbox_decide(
        &self,
        id: i64,
        discard: bool,
        now: &str,
    ) -> Result<bool, StoreError> {
        let sql = if discard {
            "update outbox set state = 'discarded', done_at = ?1
             where id = ?2 and state in ('waiting', 'dead')"
        } else {
            "update or ignore outbox set state = 'waiting', attempts = 0, next_at = ?1, done_at = null
             where id = ?2 and state in ('waiting', 'dead')"
        };
        let done = sqlx::query(sql)
            .bind(now)
            .bind(id)
            .execute(&self.pool)
            .await?;
        if done.rows_affected() == 1 {
            return Ok(true);
        }
        let known: i64 = sqlx::query_scalar(
            "select exists (select 1 from outbox where id = ? and state = 'dead')",
        )
        .bind(id)
        .fetch_one(&self.pool)
        .await?;
        if known == 1 {
            return Err(StoreError::Refused("outbox_superseded"));
        }
        Ok(false)
    }
}

impl Import {
    /// What a system says is free to be sold, to last with the rows of this import.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_levels(
        &mut self,
        connection: i64,
        levels: &[LevelRow],
    ) -> Result<(), StoreError> {
        for level in levels {
            sqlx::query(
                "insert or replace into connection_level (connection_id, sku, location, available)
                 values (?, ?, ?, ?)",
            )
            .bind(connection)
            .bind(&level.sku)
            .bind(&level.location)
            .bind(level.available)
            .execute(&mut *self.tx)
            .await?;
        }
        Ok(())
    }
}

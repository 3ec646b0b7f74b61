//! Connected systems: what they are, how far they were read, what each run did. No keys.

use std::collections::{HashMap, HashSet};

use domain::record::StockCount;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::write::Import;
use crate::{Store, StoreError};

/// A connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionRow {
    /// Its number.
    pub id: i64,
    /// What the seller calls it.
    pub name: String,
    /// Its system.
    pub system: String,
    /// System of its documents in the ledger.
    pub source: String,
    /// Plain fields, as JSON.
    pub fields: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
}

/// How far a stream was read. Instants are RFC 3339 by the other system's clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CursorRow {
    /// The next pull asks for what changed since.
    pub since: Option<String>,
    /// A pull under way goes on here.
    pub page: Option<String>,
    /// The latest change that the pull under way has seen.
    pub seen: Option<String>,
}

/// One run of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunRow {
    /// Its number.
    pub id: i64,
    /// Stream.
    pub stream: String,
    /// Begin, RFC 3339.
    pub started_at: String,
    /// End; none where the program was stopped in its middle.
    pub finished_at: Option<String>,
    /// Pages read.
    pub pages: i64,
    /// Items read.
    pub items: i64,
    /// Rows new or changed.
    pub accepted: i64,
    /// Rows known.
    pub unchanged: i64,
    /// Rows left out.
    pub rejected: i64,
    /// Places whose count differs from the ledger.
    pub differs: i64,
    /// What stopped it, as JSON.
    pub failure: Option<String>,
}

/// An order's identity over there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteOrderRow {
    /// Order number.
    pub order_id: String,
    /// The system's own id.
    pub remote_id: String,
    /// Latest change, RFC 3339.
    pub updated: String,
    /// Tracking numbers and carriers, as JSON.
    pub parcels: String,
}

fn connection(row: &SqliteRow) -> ConnectionRow {
    ConnectionRow {
        id: row.get(0),
        name: row.get(1),
        system: row.get(2),
        source: row.get(3),
        fields: row.get(4),
        created_at: row.get(5),
    }
}

impl Store {
    /// All connections, by name.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn connections(&self) -> Result<Vec<ConnectionRow>, StoreError> {
        let rows = sqlx::query(
            "select id, name, system, source, fields, created_at from connection order by name",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.iter().map(connection).collect())
    }

    /// Makes one; its `id` is not looked at.
    ///
    /// # Errors
    /// `connection_exists` where the name is taken.
    pub async fn add_connection(&self, row: &ConnectionRow) -> Result<(), StoreError> {
        let done = sqlx::query(
            "insert or ignore into connection (name, system, source, fields, created_at)
             values (?, ?, ?, ?, ?)",
        )
        .bind(&row.name)
        .bind(&row.system)
        .bind(&row.source)
        .bind(&row.fields)
        .bind(&row.created_at)
        .execute(&self.pool)
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::Refused("connection_exists"));
        }
        Ok(())
    }

    /// Forgets one with its cursors and its log; what it brought stays.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn remove_connection(&self, id: i64) -> Result<(), StoreError> {
        sqlx::query("delete from connection where id = ?")
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// How far a stream was read.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn cursor(&self, connection: i64, stream: &str) -> Result<CursorRow, StoreError> {
        let row = sqlx::query(
            "select since, page, seen from connection_cursor
             where connection_id = ? and stream = ?",
        )
        .bind(connection)
        .bind(stream)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map_or_else(CursorRow::default, |row| CursorRow {
            since: row.get(0),
            page: row.get(1),
            seen: row.get(2),
        }))
    }

    /// Begins the log of a run; its number.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn begin_run(
        &self,
        connection: i64,
        stream: &str,
        at: &str,
    ) -> Result<i64, StoreError> {
        let done = sqlx::query(
            "insert into connection_run (connection_id, stream, started_at) values (?, ?, ?)",
        )
        .bind(connection)
        .bind(stream)
        .bind(at)
        .execute(&self.pool)
        .await?;
        Ok(done.last_insert_rowid())
    }

    /// Writes how a run stands.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn log_run(&self, run: &RunRow) -> Result<(), StoreError> {
        sqlx::query(
            "update connection_run set finished_at = ?, pages = ?, items = ?, accepted = ?,
             unchanged = ?, rejected = ?, differs = ?, failure = ? where id = ?",
        )
        .bind(&run.finished_at)
        .bind(run.pages)
        .bind(run.items)
        .bind(run.accepted)
        .bind(run.unchanged)
        .bind(run.rejected)
        .bind(run.differs)
        .bind(&run.failure)
        .bind(run.id)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The last runs of a connection, the newest first.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn runs(&self, connection: i64, most: u32) -> Result<Vec<RunRow>, StoreError> {
        let rows = sqlx::query(
            "select id, stream, started_at, finished_at, pages, items, accepted, unchanged,
                    rejected, differs, failure
             from connection_run where connection_id = ? order by id desc limit ?",
        )
        .bind(connection)
        .bind(most)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| RunRow {
                id: row.get(0),
                stream: row.get(1),
                started_at: row.get(2),
                finished_at: row.get(3),
                pages: row.get(4),
                items: row.get(5),
                accepted: row.get(6),
                unchanged: row.get(7),
                rejected: row.get(8),
                differs: row.get(9),
                failure: row.get(10),
            })
            .collect())
    }
}

impl Import {
    /// Writes how far a stream was read, to last with the rows of this import.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn set_cursor(
        &mut self,
        connection: i64,
        stream: &str,
        cursor: &CursorRow,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert or replace into connection_cursor (connection_id, stream, since, page, seen)
             values (?, ?, ?, ?, ?)",
        )
        .bind(connection)
        .bind(stream)
        .bind(&cursor.since)
        .bind(&cursor.page)
        .bind(&cursor.seen)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Remembers what orders are called over there.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn remote_orders(
        &mut self,
        connection: i64,
        orders: &[RemoteOrderRow],
    ) -> Result<(), StoreError> {
        for order in orders {
            sqlx::query(
                "insert or replace into connection_order
                 (connection_id, order_id, remote_id, updated, parcels) values (?, ?, ?, ?, ?)",
            )
            .bind(connection)
            .bind(&order.order_id)
            .bind(&order.remote_id)
            .bind(&order.updated)
            .bind(&order.parcels)
            .execute(&mut *self.tx)
            .await?;
        }
        Ok(())
    }

    /// Takes a batch that changed nothing off the list.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn forget_batch(&mut self, batch: i64) -> Result<(), StoreError> {
        sqlx::query("delete from batch where id = ? and accepted = 0")
            .bind(batch)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Of what a system says is there now: the counts that open the ledger of a SKU at a location,
    /// and how many others are not what the ledger holds. Those are told and left alone: which side
    /// is right is for the seller to say.
    ///
    /// A count speaks of the morning, the system of this minute, so that what moved today is taken
    /// off the count; the ledger then holds what the system said.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn against_ledger(
        &mut self,
        rows: Vec<StockCount>,
    ) -> Result<(Vec<StockCount>, i64), StoreError> {
        let opened = sqlx::query(
            "select o.sku_id, o.location_id, coalesce(sum(m.quantity), 0)
             from (select sku_id, location_id, min(as_of) as opened from stock_count group by 1, 2) o
             left join stock_movement m on m.sku_id = o.sku_id and m.location_id = o.location_id
                                       and m.occurred_on >= o.opened
             group by 1, 2",
        )
        .fetch_all(&mut *self.tx)
        .await?;
        let held: HashMap<(i64, i64), i64> = opened
            .iter()
            .map(|row| ((row.get(0), row.get(1)), row.get(2)))
            .collect();
        let moved = sqlx::query(
            "select sku_id, location_id, sum(quantity) from stock_movement
             where occurred_on >= ? group by 1, 2",
        )
        .bind(self.today.0)
        .fetch_all(&mut *self.tx)
        .await?;
        let today: HashMap<(i64, i64), i64> = moved
            .iter()
            .map(|row| ((row.get(0), row.get(1)), row.get(2)))
            .collect();
        let (mut opening, mut differs) = (Vec::new(), 0);
        let mut seen = HashSet::new();
        for mut row in rows {
            if !seen.insert((row.sku.clone(), row.location.clone())) {
                continue;
            }
            let place = row
                .location
                .as_ref()
                .and_then(|code| self.locations.get(code));
            let key = self.skus.get(&row.sku).copied().zip(place.copied());
            match key.and_then(|key| held.get(&key)) {
                Some(known) => differs += i64::from(*known != row.on_hand),
                None => {
                    let gone = key.and_then(|key| today.get(&key)).copied().unwrap_or(0);
                    row.on_hand = row.on_hand.saturating_sub(gone);
                    opening.push(row);
                }
            }
        }
        Ok((opening, differs))
    }
}

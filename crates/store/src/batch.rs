//! The list of imports.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::write::Import;
use crate::{Store, StoreError};

/// A batch about to be written.
#[derive(Clone, Debug, Default)]
pub struct NewBatch {
    /// File name without its folder.
    pub file: String,
    /// Sheet.
    pub sheet: Option<String>,
    /// System.
    pub system: String,
    /// Kind of its rows.
    pub kind: String,
    /// When, RFC 3339.
    pub imported_at: String,
    /// Columns and how they were understood, as JSON.
    pub columns: String,
    /// Same for every sheet with the same headers.
    pub fingerprint: Option<String>,
    /// How sure the reading was, 0–1.
    pub score: Option<f64>,
}

/// A batch as it stands.
#[derive(Clone, Debug, Default)]
pub struct BatchRow {
    /// Its number.
    pub id: i64,
    /// File name.
    pub file: String,
    /// Sheet.
    pub sheet: Option<String>,
    /// System.
    pub system: String,
    /// Kind of its rows.
    pub kind: String,
    /// Data rows.
    pub rows: u64,
    /// New or changing.
    pub accepted: u64,
    /// Left out.
    pub rejected: u64,
    /// Known already.
    pub unchanged: u64,
    /// Rows that were there before and say something else since; part of `accepted`.
    pub changed: u64,
    /// How many problems there are.
    pub problem_count: u64,
    /// The first problems, as JSON.
    pub problems: String,
    /// What was noticed on the whole, as JSON.
    pub notes: String,
    /// Columns and how they were understood, as JSON.
    pub columns: String,
    /// When, RFC 3339.
    pub imported_at: String,
    /// Taken back.
    pub undone: bool,
    /// Same for every sheet with the same headers.
    pub fingerprint: Option<String>,
    /// How sure the reading was, 0–1.
    pub score: Option<f64>,
}

impl Import {
    /// Starts a batch; its number.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn add_batch(&mut self, batch: &NewBatch) -> Result<i64, StoreError> {
        let done = sqlx::query(
            "insert into batch (file, sheet, system, kind, columns, imported_at, fingerprint, score)
             values (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&batch.file)
        .bind(&batch.sheet)
        .bind(&batch.system)
        .bind(&batch.kind)
        .bind(&batch.columns)
        .bind(&batch.imported_at)
        .bind(&batch.fingerprint)
        .bind(batch.score)
        .execute(&mut *self.tx)
        .await?;
        Ok(done.last_insert_rowid())
    }

    /// How many rows that were there before the batch has changed.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn changed_by(&mut self, batch: i64) -> Result<u64, StoreError> {
        let changed: i64 = sqlx::query_scalar("select count(*) from revision where batch_id = ?")
            .bind(batch)
            .fetch_one(&mut *self.tx)
            .await?;
        Ok(u64::try_from(changed).unwrap_or(0))
    }

    /// Writes down what became of a batch.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn finish_batch(&mut self, row: &BatchRow) -> Result<(), StoreError> {
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        sqlx::query(
            "update batch set rows = ?, accepted = ?, rejected = ?, unchanged = ?,
                 problem_count = ?, problems = ?, notes = ?, changed = ? where id = ?",
        )
        .bind(whole(row.rows))
        .bind(whole(row.accepted))
        .bind(whole(row.rejected))
        .bind(whole(row.unchanged))
        .bind(whole(row.problem_count))
        .bind(&row.problems)
        .bind(&row.notes)
        .bind(whole(row.changed))
        .bind(row.id)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}

const COLUMNS: &str = "select id, file, sheet, system, kind, rows, accepted, rejected, unchanged,
     problem_count, problems, notes, columns, imported_at, undone, changed, fingerprint, score
     from batch where undoes is null and kind not in ('join', 'split')";

impl Store {
    /// All imports, newest first; undone ones too.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn batches(&self) -> Result<Vec<BatchRow>, StoreError> {
        let sql = format!("{COLUMNS} order by id desc");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(read).collect())
    }

    /// One import.
    ///
    /// # Errors
    /// There is none of that number.
    pub async fn batch(&self, id: i64) -> Result<BatchRow, StoreError> {
        let sql = format!("{COLUMNS} and id = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).ok_or(StoreError::NoBatch(id))
    }
}

fn read(row: &SqliteRow) -> BatchRow {
    let whole = |index: usize| u64::try_from(row.get::<i64, _>(index)).unwrap_or(0);
    BatchRow {
        id: row.get(0),
        file: row.get(1),
        sheet: row.get(2),
        system: row.get(3),
        kind: row.get(4),
        rows: whole(5),
        accepted: whole(6),
        rejected: whole(7),
        unchanged: whole(8),
        problem_count: whole(9),
        problems: row.get(10),
        notes: row.get(11),
        columns: row.get(12),
        imported_at: row.get(13),
        undone: row.get::<i64, _>(14) != 0,
        changed: whole(15),
        fingerprint: row.get(16),
        score: row.get(17),
    }
}

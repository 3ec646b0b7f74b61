//! Meanings of columns that the seller corrected, remembered by the fingerprint of the sheet.

use sqlx::Row;

use crate::{Store, StoreError};

/// A correction as remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingRow {
    /// Same for every sheet with the same headers.
    pub fingerprint: String,
    /// File and sheet it was made on, for people.
    pub name: String,
    /// Kind of the rows.
    pub kind: String,
    /// System, where the seller overruled the one found.
    pub system: Option<String>,
    /// Kind, header row, columns and order of dates, as JSON.
    pub mapping: String,
    /// When it was made, RFC 3339.
    pub remembered_at: String,
}

impl Store {
    /// All corrections, the newest first.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn mappings(&self) -> Result<Vec<MappingRow>, StoreError> {
        let rows = sqlx::query(
            "select fingerprint, name, kind, system, mapping, remembered_at from sheet_mapping
             order by remembered_at desc, fingerprint",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .iter()
            .map(|row| MappingRow {
                fingerprint: row.get(0),
                name: row.get(1),
                kind: row.get(2),
                system: row.get(3),
                mapping: row.get(4),
                remembered_at: row.get(5),
            })
            .collect())
    }

    /// Remembers a correction; a second one for the same headers takes the place of the first.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn remember_mapping(&self, row: &MappingRow) -> Result<(), StoreError> {
        sqlx::query(
            "insert into sheet_mapping (fingerprint, name, kind, system, mapping, remembered_at)
             values (?1, ?2, ?3, ?4, ?5, ?6)
             on conflict (fingerprint) do update
             set name = ?2, kind = ?3, system = ?4, mapping = ?5, remembered_at = ?6",
        )
        .bind(&row.fingerprint)
        .bind(&row.name)
        .bind(&row.kind)
        .bind(&row.system)
        .bind(&row.mapping)
        .bind(&row.remembered_at)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Forgets a correction; whether there was one.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn forget_mapping(&self, fingerprint: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from sheet_mapping where fingerprint = ?")
            .bind(fingerprint)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

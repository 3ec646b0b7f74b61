//! Opening the file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::StoreError;

/// An open workspace.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pool: SqlitePool,
    path: PathBuf,
}

impl Store {
    /// Opens the workspace at `path`, makes it where there is none, and brings it to the newest
    /// schema.
    ///
    /// # Errors
    /// The file is no workspace, is newer than the app, cannot be written, or is held by another
    /// program for over ten seconds.
    pub async fn open(path: &Path) -> Result<Store, StoreError> {
        if let Some(folder) = path.parent()
            && !folder.as_os_str().is_empty()
        {
            std::fs::create_dir_all(folder).map_err(|_| StoreError::ReadOnly)?;
        }
        // A full sync at each commit: a committed import survives a power cut. Triggers recurse so
        // that `insert or replace` cannot slip past the ledger's rules.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("recursive_triggers", "on")
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-65536")
            .statement_cache_capacity(256);
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await?;
        sqlx::migrate!("../../migrations").run(&pool).await?;
        Ok(Store {
            pool,
            path: path.to_owned(),
        })
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Closes every connection; the file is whole afterwards.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

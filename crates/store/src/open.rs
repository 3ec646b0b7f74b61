//! Opening the file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};
use tokio::sync::Mutex;

use crate::StoreError;

/// An open workspace.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pool: SqlitePool,
    /// Reads nothing but the version: SQLite tells a connection when any other one, of this
    /// program or another, has changed the file.
    versions: Arc<Mutex<Option<SqliteConnection>>>,
    /// How its connections are made.
    pub(crate) options: SqliteConnectOptions,
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
        refuse_strangers(path).await?;
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
            .connect_with(options.clone())
            .await?;
        sqlx::migrate!("../../migrations").run(&pool).await?;
        keep_series(&pool).await?;
        let versions = SqliteConnection::connect_with(&options).await?;
        Ok(Store {
            pool,
            versions: Arc::new(Mutex::new(Some(versions))),
            options,
            path: path.to_owned(),
        })
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that changes with every change of the workspace, whoever made it. It means nothing
    /// in another run of the program.
    ///
    /// # Errors
    /// The workspace is closed or cannot be read.
    pub async fn version(&self) -> Result<i64, StoreError> {
        let mut versions = self.versions.lock().await;
        let connection = versions
            .as_mut()
            .ok_or_else(|| StoreError::Database("closed".to_owned()))?;
        Ok(sqlx::query_scalar("pragma data_version")
            .fetch_one(connection)
            .await?)
    }

    /// Closes every connection; the file is whole afterwards.
    pub async fn close(&self) {
        if let Some(versions) = self.versions.lock().await.take() {
            // What is only read from closes without harm, or is gone already.
            let _ = versions.close().await;
        }
        self.pool.close().await;
    }
}

/// A workspace from before the sales series were kept gets them once.
async fn keep_series(pool: &SqlitePool) -> Result<(), StoreError> {
    let missing: i64 = sqlx::query_scalar(
        "select exists (select 1 from order_line) and not exists (select 1 from sales_series)",
    )
    .fetch_one(pool)
    .await?;
    if missing != 0 {
        let mut tx = pool.begin_with("begin immediate").await?;
        crate::series::rebuild_all(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Refuses a database of another program before anything is written into it.
async fn refuse_strangers(path: &Path) -> Result<(), StoreError> {
    if std::fs::metadata(path).map_or(0, |file| file.len()) == 0 {
        return Ok(());
    }
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(10))
        .connect()
        .await?;
    // Ours begin with these three; a making that was interrupted may have come as far as the first.
    let ours: Result<bool, _> = sqlx::query_scalar(
        "select count(*) filter (where name in ('_sqlx_migrations', 'setting', 'batch')) = 3
             or count(*) filter (where name <> '_sqlx_migrations') = 0
         from sqlite_master where type = 'table' and name not like 'sqlite%'",
    )
    .fetch_one(&mut connection)
    .await;
    connection.close().await?;
    if ours? {
        Ok(())
    } else {
        Err(StoreError::Stranger)
    }
}

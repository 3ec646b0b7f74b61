//! What the file can refuse.

/// Failure of the workspace's file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is not a workspace, or is damaged.
    #[error("not a workspace: {0}")]
    NotAWorkspace(String),
    /// The file was made by a newer version.
    #[error("made by a newer version")]
    Newer,
    /// Another program holds the file.
    #[error("busy")]
    Busy,
    /// No room on the disk.
    #[error("disk full")]
    DiskFull,
    /// The file or folder cannot be written.
    #[error("read only")]
    ReadOnly,
    /// There is no such batch, or it was taken back already.
    #[error("no batch {0}")]
    NoBatch(i64),
    /// Anything else the database says.
    #[error("database: {0}")]
    Database(String),
}

impl StoreError {
    /// Stable code of the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::NotAWorkspace(_) => "not_a_workspace",
            StoreError::Newer => "workspace_newer",
            StoreError::Busy => "workspace_busy",
            StoreError::DiskFull => "disk_full",
            StoreError::ReadOnly => "read_only",
            StoreError::NoBatch(_) => "no_such_batch",
            StoreError::Database(_) => "database",
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        let code = match &error {
            sqlx::Error::Database(inner) => inner
                .code()
                .and_then(|code| code.parse::<i32>().ok())
                .map(|code| code & 0xff),
            _ => None,
        };
        // Primary result codes of SQLite (https://sqlite.org/rescode.html).
        match code {
            Some(5 | 6) => StoreError::Busy,
            Some(8 | 14) => StoreError::ReadOnly,
            Some(11 | 26) => StoreError::NotAWorkspace(error.to_string()),
            Some(13) => StoreError::DiskFull,
            _ => StoreError::Database(error.to_string()),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> StoreError {
        match error {
            sqlx::migrate::MigrateError::VersionMissing(_) => StoreError::Newer,
            sqlx::migrate::MigrateError::Execute(inner) => inner.into(),
            other => StoreError::Database(other.to_string()),
        }
    }
}

//! What the file can refuse.

/// Failure of the workspace's file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is not a workspace, or is damaged.
    #[error("not a workspace: {0}")]
    NotAWorkspace(String),
    /// The file is a database, but another program's.
    #[error("another program's database")]
    Stranger,
    /// The file was made by a newer version.
    #[error("made by a newer version")]
    Newer,
    /// Another program holds the file.
    #[error("busy")]
    Busy,
    /// No room on the disk.
    #[error("disk full")]
    DiskFull,
    /// The disk failed while it was read or written: it is full in a way it does not say, its file
    /// system holds no file that large, or it was unplugged.
    #[error("the disk failed: {0}")]
    DiskFailed(String),
    /// There is no file where one was named.
    #[error("no such file")]
    NoFile,
    /// The file or folder cannot be written.
    #[error("read only")]
    ReadOnly,
    /// There is no such batch, or it was taken back already.
    #[error("no batch {0}")]
    NoBatch(i64),
    /// What was asked for cannot be; the code says why.
    #[error("{0}")]
    Refused(&'static str),
    /// The writing was stopped from outside.
    #[error("interrupted")]
    Interrupted,
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
            StoreError::Stranger => "another_programs_file",
            StoreError::Newer => "workspace_newer",
            StoreError::Busy => "workspace_busy",
            StoreError::DiskFull => "disk_full",
            StoreError::DiskFailed(_) => "disk_failed",
            StoreError::NoFile => "file_not_found",
            StoreError::ReadOnly => "read_only",
            StoreError::NoBatch(_) => "no_such_batch",
            StoreError::Refused(code) => code,
            StoreError::Interrupted => "cancelled",
            StoreError::Database(_) => "database",
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        let code = match &error {
            sqlx::Error::Database(inner) => inner.code().and_then(|code| code.parse::<i32>().ok()),
            _ => None,
        };
        // Result codes of SQLite (https://sqlite.org/rescode.html); their last byte is the primary
        // one. 4874 is a shared memory that could not grow: on a disk there is one reason for that.
        if code == Some(4_874) {
            return StoreError::DiskFull;
        }
        match code.map(|code| code & 0xff) {
            Some(5 | 6) => StoreError::Busy,
            Some(3 | 8 | 14 | 23) => StoreError::ReadOnly,
            Some(10) => StoreError::DiskFailed(error.to_string()),
            Some(9) => StoreError::Interrupted,
            Some(11 | 26) => StoreError::NotAWorkspace(error.to_string()),
            Some(13) => StoreError::DiskFull,
            _ => StoreError::Database(error.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> StoreError {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::DiskFull,
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory => StoreError::ReadOnly,
            _ => StoreError::DiskFailed(error.to_string()),
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

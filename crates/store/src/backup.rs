//! A copy while in use, and back again.
//!
//! Both make the new file beside its place, bring it to the disk and move it there in one step:
//! whatever interrupts them, the place holds either the old file or the new one, whole.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};

use crate::{Store, StoreError};

impl Store {
    /// Writes a consistent copy of the workspace to `to`; a file that is there is replaced, unless
    /// it is this workspace or one in use.
    ///
    /// # Errors
    /// The place cannot be written, is a workspace in use, or the disk is full.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if is_same_file(to, self.path()) || beside(to, "-wal").exists() {
            return Err(StoreError::Busy);
        }
        let half = beside(to, ".part");
        remove(&half);
        let made = async {
            sqlx::query("vacuum into ?")
                .bind(half.to_string_lossy().into_owned())
                .execute(&self.pool)
                .await?;
            put_in_place(&half, to)
        }
        .await;
        if made.is_err() {
            remove(&half);
        }
        made
    }

    /// Puts a copy in the place of the workspace at `path`, which must be closed. The copy is
    /// brought to the newest schema and checked beside it first; the workspace as it was stays as
    /// `….before-restore`.
    ///
    /// # Errors
    /// There is no such copy, it is no workspace or damaged, the place cannot be written, or
    /// another program has the workspace open; the workspace is then as it was.
    pub async fn restore(from: &Path, path: &Path) -> Result<Store, StoreError> {
        if !from.is_file() {
            return Err(StoreError::NoFile);
        }
        let half = beside(path, ".restoring");
        remove(&half);
        let put = async {
            std::fs::copy(from, &half)?;
            // A workspace that was copied while open has its last changes in this file.
            if beside(from, "-wal").is_file() {
                std::fs::copy(beside(from, "-wal"), beside(&half, "-wal"))?;
            }
            make_sound(&half).await?;
            if path.exists() {
                release(path).await?;
                keep(path, &beside(path, ".before-restore"))?;
            }
            put_in_place(&half, path)
        }
        .await;
        if let Err(error) = put {
            remove(&half);
            return Err(error);
        }
        Store::open(path).await
    }
}

/// Opens a copy, which brings it to the newest schema and takes in its log, and reads all of it.
async fn make_sound(copy: &Path) -> Result<(), StoreError> {
    let store = Store::open(copy).await?;
    let said: Result<String, _> = sqlx::query_scalar("pragma integrity_check(1)")
        .fetch_one(&store.pool)
        .await;
    store.close().await;
    match said?.as_str() {
        "ok" => Ok(()),
        other => Err(StoreError::NotAWorkspace(other.to_owned())),
    }
}

/// Takes the log of a workspace into its file and removes it: a log that stayed would be replayed
/// over whatever file comes in its place. Only a connection that is alone can leave the log, so
/// this also finds out whether another program has the workspace open.
async fn release(path: &Path) -> Result<(), StoreError> {
    let alone = async {
        SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Delete)
            .busy_timeout(Duration::from_secs(2))
            .connect()
            .await?
            .close()
            .await
    };
    match alone.await.map_err(StoreError::from) {
        // What is damaged cannot be released, and is the best reason to restore a copy.
        Ok(()) | Err(StoreError::NotAWorkspace(_)) => {}
        Err(error) => return Err(error),
    }
    for ending in ["-wal", "-shm"] {
        remove(&beside(path, ending));
    }
    Ok(())
}

/// Gives the file at `path` a second name, so that it stays when another takes the first.
fn keep(path: &Path, kept: &Path) -> Result<(), StoreError> {
    remove(kept);
    if std::fs::hard_link(path, kept).is_err() {
        // Disks formatted for cameras and sticks know no second names.
        std::fs::copy(path, kept)?;
        File::open(kept)?.sync_all()?;
    }
    Ok(())
}

/// Brings a file to the disk and moves it to its place in one step.
fn put_in_place(half: &Path, place: &Path) -> Result<(), StoreError> {
    File::options().write(true).open(half)?.sync_all()?;
    std::fs::rename(half, place)?;
    // The new name is safe once its folder is; where folders cannot be opened they need not be.
    if let Some(folder) = place.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Removes a file and its log, where they are.
fn remove(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(beside(path, ending));
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

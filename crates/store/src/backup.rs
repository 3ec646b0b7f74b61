//! A copy while in use, and back again.

use std::path::Path;

use crate::{Store, StoreError};

impl Store {
    /// Writes a consistent copy of the workspace to `to`, which must not exist. The copy is whole
    /// or not there: it is made beside its place and moved.
    ///
    /// # Errors
    /// The place cannot be written, or the disk is full.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let mut half = to.as_os_str().to_owned();
        half.push(".part");
        let half = Path::new(&half);
        let _ = std::fs::remove_file(half);
        let copied = sqlx::query("vacuum into ?")
            .bind(half.to_string_lossy().into_owned())
            .execute(&self.pool)
            .await;
        let moved = match copied {
            Ok(_) => std::fs::rename(half, to).map_err(|_| StoreError::ReadOnly),
            Err(error) => Err(error.into()),
        };
        if moved.is_err() {
            let _ = std::fs::remove_file(half);
        }
        moved
    }

    /// Puts a copy in the place of the workspace at `path`, which must be closed. The copy is
    /// opened and checked beside it first; the workspace as it was stays as `….before-restore`.
    ///
    /// # Errors
    /// The copy is no workspace or damaged, or the place cannot be written; the workspace is then
    /// as it was.
    pub async fn restore(from: &Path, path: &Path) -> Result<Store, StoreError> {
        let beside = |ending: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            std::path::PathBuf::from(name)
        };
        let half = beside(".restoring");
        if !from.is_file() {
            return Err(StoreError::NotAWorkspace(from.display().to_string()));
        }
        std::fs::copy(from, &half).map_err(|_| StoreError::ReadOnly)?;
        let sound = async {
            let copy = Store::open(&half).await?;
            let result: String = sqlx::query_scalar("pragma integrity_check")
                .fetch_one(&copy.pool)
                .await?;
            copy.close().await;
            if result == "ok" {
                Ok(())
            } else {
                Err(StoreError::NotAWorkspace(result))
            }
        }
        .await;
        for ending in [".restoring-wal", ".restoring-shm"] {
            let _ = std::fs::remove_file(beside(ending));
        }
        if let Err(error) = sound {
            let _ = std::fs::remove_file(&half);
            return Err(error);
        }
        if path.exists() {
            std::fs::rename(path, beside(".before-restore")).map_err(|_| StoreError::ReadOnly)?;
        }
        for ending in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(beside(ending));
        }
        std::fs::rename(&half, path).map_err(|_| StoreError::ReadOnly)?;
        Store::open(path).await
    }
}

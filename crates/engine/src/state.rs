//! An open workspace with what runs in it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use directories::ProjectDirs;
use store::Store;

use crate::Failure;
use crate::contract::import::Progress;
use crate::kept::Kept;

type Listener = Arc<dyn Fn(Progress) + Send + Sync>;

/// The engine over one workspace; shared by every caller of the process.
pub struct Engine {
    store: RwLock<Store>,
    listener: RwLock<Option<Listener>>,
    cancelled: Arc<AtomicBool>,
    kept: Kept,
}

/// The workspace's file: the one given, else `TIDESTOCK_WORKSPACE`, else the app's data folder.
///
/// # Errors
/// `no_data_folder` where the operating system names none.
pub fn workspace_path(given: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(path) = given.or_else(|| std::env::var_os("TIDESTOCK_WORKSPACE").map(PathBuf::from))
    {
        return Ok(path);
    }
    ProjectDirs::from("app", "Tidestock", "Tidestock")
        .map(|folders| folders.data_dir().join("workspace.db"))
        .ok_or_else(|| Failure::new("no_data_folder"))
}

impl Engine {
    /// Opens a workspace, making it where there is none.
    ///
    /// # Errors
    /// The file is no workspace, is newer than the app, is held by another program, or its folder
    /// cannot be written.
    pub async fn open(path: &Path) -> Result<Engine, Failure> {
        let store = Store::open(path)
            .await
            .map_err(|error| Failure::from(error).with("file", path.display().to_string()))?;
        Ok(Engine {
            store: RwLock::new(store),
            listener: RwLock::new(None),
            cancelled: Arc::new(AtomicBool::new(false)),
            kept: Kept::default(),
        })
    }

    /// Tells `listener` of the progress of long commands.
    pub fn on_progress(&self, listener: impl Fn(Progress) + Send + Sync + 'static) {
        *self
            .listener
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(listener));
    }

    /// Closes the workspace; its file is whole afterwards.
    pub async fn close(&self) {
        let store = self.store();
        store.close().await;
    }

    pub(crate) fn store(&self) -> Store {
        self.store
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// What was computed last.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Goes on with another file in the place of the open one.
    pub(crate) fn replace_store(&self, store: Store) {
        // Versions of one file say nothing of another's.
        self.kept.clear();
        *self.store.write().unwrap_or_else(PoisonError::into_inner) = store;
    }

    pub(crate) fn tell(&self, progress: Progress) {
        let listener = self
            .listener
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(listener) = listener {
            listener(progress);
        }
    }

    /// Tells progress from a thread that outlives the call.
    pub(crate) fn teller(&self) -> Listener {
        self.listener
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .unwrap_or_else(|| Arc::new(|_| {}))
    }

    /// Set while the long command in work is to stop.
    pub(crate) fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(crate) fn begin_long(&self) {
        self.cancelled.store(false, Ordering::Relaxed);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

//! Watching an import while it writes: how far it is, and stopping it within a statement.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::{Import, StoreError};

/// SQLite's virtual machine looks up after so many instructions: some tens of microseconds.
const INSTRUCTIONS: i32 = 20_000;

/// What an import and its watcher share.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// Set by the watcher: the running statement ends with [`StoreError::Interrupted`].
    pub stop: Arc<AtomicBool>,
    /// Rows written so far, of all sheets of the import.
    pub rows: Arc<AtomicU64>,
}

impl Import {
    /// Lets `watch` follow and stop the writing until [`Import::unwatch`].
    ///
    /// # Errors
    /// The connection is gone.
    pub async fn watch(&mut self, watch: &Watch) -> Result<(), StoreError> {
        let stop = Arc::clone(&watch.stop);
        self.tx
            .lock_handle()
            .await?
            .set_progress_handler(INSTRUCTIONS, move || !stop.load(Ordering::Relaxed));
        self.watch = watch.clone();
        Ok(())
    }

    /// Leaves the connection as it was, for whoever gets it next.
    ///
    /// # Errors
    /// The connection is gone.
    pub async fn unwatch(&mut self) -> Result<(), StoreError> {
        self.tx.lock_handle().await?.remove_progress_handler();
        Ok(())
    }
}

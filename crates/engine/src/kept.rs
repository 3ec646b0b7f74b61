//! What was computed last, kept for as long as the workspace stays as it is.
//!
//! Pages ask for the same plan one after another. Each kind of answer is kept with the version of
//! the workspace it was made from; a change by whomever (an import, a setting, another program)
//! makes a new version and lets go of what is older.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::Store;

use crate::Failure;
use crate::plan::{Decided, PlanKey, Prepared};
use crate::sales::Sales;
use crate::snapshot::Snapshot;

/// Answers kept of each kind, by what they depend on besides the workspace.
#[derive(Default)]
pub(crate) struct Kept {
    pub sales: Shelf<(), Sales>,
    pub snapshots: Shelf<domain::Day, Snapshot>,
    pub prepared: Shelf<domain::Day, Prepared>,
    pub plans: Shelf<PlanKey, Decided>,
}

impl Kept {
    /// What was made from version `before` holds for `after` as well.
    pub(crate) fn renew(&self, before: i64, after: i64) {
        self.sales.renew(before, after);
        self.snapshots.renew(before, after);
        self.prepared.renew(before, after);
        self.plans.renew(before, after);
    }

    /// Lets go of everything.
    pub(crate) fn clear(&self) {
        self.sales.held().clear();
        self.snapshots.held().clear();
        self.prepared.held().clear();
        self.plans.held().clear();
    }
}

/// How many answers of a kind are kept: the one a page shows and the one it is compared with.
const PLACES: usize = 2;

/// One kind of answer.
pub(crate) struct Shelf<K, T>(Mutex<Vec<Answer<K, T>>>);

struct Answer<K, T> {
    version: i64,
    key: K,
    value: Arc<T>,
}

impl<K, T> Default for Shelf<K, T> {
    fn default() -> Self {
        Shelf(Mutex::new(Vec::new()))
    }
}

impl<K: PartialEq, T> Shelf<K, T> {
    fn held(&self) -> MutexGuard<'_, Vec<Answer<K, T>>> {
        // A panic elsewhere leaves the answers as whole as they were.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer kept under `key`, where the workspace has not changed since; and the version to
    /// keep a new one under, read before anything it is made from.
    pub(crate) async fn get(
        &self,
        store: &Store,
        key: &K,
    ) -> Result<(Option<Arc<T>>, i64), Failure> {
        let version = store.version().await?;
        let mut shelf = self.held();
        shelf.retain(|answer| answer.version == version);
        let found = shelf.iter().find(|answer| answer.key == *key);
        Ok((found.map(|answer| Arc::clone(&answer.value)), version))
    }

    /// Keeps an answer made from `version`.
    pub(crate) fn put(&self, version: i64, key: K, value: &Arc<T>) {
        let mut shelf = self.held();
        shelf.retain(|answer| answer.version == version && answer.key != key);
        if shelf.len() >= PLACES {
            shelf.remove(0);
        }
        shelf.push(Answer {
            version,
            key,
            value: Arc::clone(value),
        });
    }

    fn renew(&self, before: i64, after: i64) {
        for answer in self.held().iter_mut() {
            if answer.version == before {
                answer.version = after;
            }
        }
    }
}

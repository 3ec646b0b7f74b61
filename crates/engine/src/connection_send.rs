//! Sending what waits in the outbox: at least once, and with no second effect where the system
//! allows.
//!
//! A row is told under the same key at every try, and every push looks first whether it was done
//! before. The try is counted before it begins, what it got as far as is written down on the way,
//! and what follows from it (an order that left, the next thing to be told) lasts in the
//! transaction that marks it as sent.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{File, TryLockError};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use connect::{Again, ConnectError, Connected, Done, Fulfilment, StockTarget};
use serde::de::DeserializeOwned;
use store::{ConnectionRow, OutboxRow};

use crate::connection::open_known;
use crate::contract::connection::Keys;
use crate::contract::import::Progress;
use crate::contract::outbox::{Outbox, SendRequest};
use crate::{Engine, Failure, clock, outbox};

/// Tries after which a row is given up.
const TRIES: i64 = 10;
/// Wait after the first failed try; each next one is twice as long, up to the longest.
const FIRST_WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 6 * 3_600;

/// Pushes in the order in which they are sent: a parcel is made before it is told of.
const ORDER: [&str; 5] = [
    "push_shipment",
    "push_fulfilment",
    "push_stock",
    "push_purchase_order",
    "push_event",
];

pub(crate) async fn send(engine: &Engine, request: SendRequest) -> Result<Outbox, Failure> {
    engine.begin_long();
    let only = match &request.name {
        Some(name) => Some(crate::connection::named(engine, name).await?.id),
        None => None,
    };
    let _alone = alone(engine)?;
    let mut desk = Desk::new(engine, &request.keys).await?;
    desk.send(only, request.now).await?;
    let tried = desk.tried;
    let mut rows = engine.store().outbox(u32::MAX).await?;
    rows.retain(|row| tried.contains(&row.id));
    rows.sort_by_key(|row| row.id);
    outbox::items(engine, rows).await
}

/// Sends what waits and can be sent with these keys, behind a sync. Another program that sends is
/// left to it.
pub(crate) async fn send_after(
    engine: &Engine,
    keys: &BTreeMap<String, Keys>,
) -> Result<(), Failure> {
    let Ok(_alone) = alone(engine) else {
        return Ok(());
    };
    Desk::new(engine, keys).await?.send(None, false).await
}

/// One program sends at a time: the lock goes with the program that held it, however it ends.
fn alone(engine: &Engine) -> Result<File, Failure> {
    let mut path = engine.store().path().as_os_str().to_owned();
    path.push(".sending");
    let failed = |detail: String| Failure::new("outbox_busy").with("detail", detail);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| failed(error.to_string()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(failed(String::new())),
        Err(TryLockError::Error(error)) => Err(failed(error.to_string())),
    }
}

/// What one row came to.
pub(crate) struct Told {
    pub(crate) remote_id: Option<String>,
    /// Whether marking it was part of what follows from it.
    pub(crate) marked: bool,
}

impl From<Done> for Told {
    fn from(done: Done) -> Told {
        Told {
            remote_id: done.remote_id,
            marked: false,
        }
    }
}

/// Why a row was not told.
pub(crate) enum Untold {
    /// Another system said no.
    Refused(ConnectError),
    /// This side did: the workspace, or what it says.
    Failed(Failure),
    /// A connection it needs has no keys in this run: it waits on, uncounted.
    NoKeys,
}

impl From<ConnectError> for Untold {
    fn from(error: ConnectError) -> Untold {
        Untold::Refused(error)
    }
}

impl From<Failure> for Untold {
    fn from(failure: Failure) -> Untold {
        Untold::Failed(failure)
    }
}

pub(crate) struct Desk<'a> {
    pub(crate) engine: &'a Engine,
    keys: &'a BTreeMap<String, Keys>,
    pub(crate) rows: Vec<ConnectionRow>,
    open: HashMap<i64, Box<dyn Connected>>,
    tried: BTreeSet<i64>,
}

impl<'a> Desk<'a> {
    async fn new(
        engine: &'a Engine,
        keys: &'a BTreeMap<String, Keys>,
    ) -> Result<Desk<'a>, Failure> {
        Ok(Desk {
            engine,
            keys,
            rows: engine.store().connections().await?,
            open: HashMap::new(),
            tried: BTreeSet::new(),
        })
    }

    /// Opens a connection the first time it is needed; `false` where its keys are not at hand.
    pub(crate) fn ready(&mut self, id: i64) -> Result<bool, Failure> {
        if self.open.contains_key(&id) {
            return Ok(true);
        }
        let Some(row) = self.rows.iter().find(|row| row.id == id) else {
            return Ok(false);
        };
        let Some(keys) = self.keys.get(&row.name) else {
            return Ok(false);
        };
        let connection = open_known(row, keys)?;
        self.open.insert(id, connection);
        Ok(true)
    }

    pub(crate) fn connection(&self, id: i64) -> Result<&dyn Connected, Untold> {
        let open = self.open.get(&id).ok_or(Untold::NoKeys)?;
        Ok(open.as_ref())
    }

    async fn send(&mut self, only: Option<i64>, now: bool) -> Result<(), Failure> {
        let store = self.engine.store();
        loop {
            let pushes: BTreeSet<(i64, String)> = store.pushes().await?.into_iter().collect();
            let at = clock::now();
            let mut due = store.outbox_waiting().await?;
            due.retain(|row| {
                only.is_none_or(|id| id == row.connection)
                    && (now || row.next_at <= at)
                    && !self.tried.contains(&row.id)
                    && pushes.contains(&(row.connection, row.push.clone()))
            });
            due.sort_by_key(|row| ORDER.iter().position(|push| *push == row.push));
            // What was told can bring more to tell, before what comes later in the order.
            let Some(row) = due.into_iter().next() else {
                return Ok(());
            };
            if self.engine.is_cancelled() {
                return Err(Failure::new("cancelled"));
            }
            self.tried.insert(row.id);
            if !self.ready(row.connection)? {
                continue;
            }
            self.engine.tell(Progress {
                stage: row.push.clone(),
                subject: row.subject.clone(),
                done: self.tried.len() as u64,
                total: 0,
            });
            self.one(&row).await?;
        }
    }

    async fn one(&mut self, row: &OutboxRow) -> Result<(), Failure> {
        let store = self.engine.store();
        // What it needs from others is asked before the try is counted.
        let told = match self.prepare(row).await {
            Ok(prepared) => {
                if !store.outbox_try(row.id).await? {
                    return Ok(());
                }
                self.tell(row, prepared).await
            }
            Err(untold) => Err(untold),
        };
        let now = clock::now();
        let (failure, again) = match told {
            Ok(told) if told.marked => return Ok(()),
            Ok(told) => {
                return Ok(store
                    .outbox_sent(row, told.remote_id.as_deref(), &now)
                    .await?);
            }
            Err(Untold::NoKeys) => return Ok(()),
            Err(Untold::Refused(error)) => {
                let again = error.again;
                (Failure::from(error), again)
            }
            Err(Untold::Failed(failure)) => (failure, Again::Never),
        };
        let next = match again {
            Again::Never => None,
            _ if row.attempts + 1 >= TRIES => None,
            Again::Later => Some(wait(row.attempts)?),
            Again::After(told) => {
                let told = i64::try_from(told.as_secs()).unwrap_or(LONGEST_WAIT);
                Some(wait(row.attempts)?.max(told.saturating_add(1)))
            }
        };
        let next = next.and_then(|seconds| later(&now, seconds));
        let failure = serde_json::to_string(&failure).unwrap_or_default();
        store
            .outbox_failed(row.id, &failure, next.as_deref(), &now)
            .await?;
        Ok(())
    }

    async fn prepare(&mut self, _row: &OutboxRow) -> Result<(), Untold> {
        Ok(())
    }

    async fn tell(&mut self, row: &OutboxRow, _prepared: ()) -> Result<Told, Untold> {
        let connection = self.connection(row.connection)?;
        let lacks = || ConnectError::not_offered(&row.push);
        let done = match row.push.as_str() {
            "push_stock" => {
                let target: StockTarget = read(row)?;
                let stock = connection.stock().ok_or_else(lacks)?;
                let mut done = stock.set_stock(&[target], &row.key).await?;
                if let Some(error) = done.items.pop().and_then(|item| item.error) {
                    return Err(error.into());
                }
                done
            }
            "push_fulfilment" => {
                let fulfilment: Fulfilment = read(row)?;
                let orders = connection.orders().ok_or_else(lacks)?;
                orders.fulfil(&fulfilment).await?
            }
            _ => return Err(lacks().into()),
        };
        Ok(done.into())
    }
}

/// What a row tells.
pub(crate) fn read<T: DeserializeOwned>(row: &OutboxRow) -> Result<T, Failure> {
    serde_json::from_str(&row.payload)
        .map_err(|error| Failure::new("bad_outbox_row").with("detail", error.to_string()))
}

/// Seconds until the next try after `attempts` earlier ones: doubled each time, and spread over the
/// second half so that many rows do not come back at once.
fn wait(attempts: i64) -> Result<i64, Failure> {
    let mut salt = [0_u8; 4];
    getrandom::fill(&mut salt).map_err(|_| Failure::new("no_random"))?;
    let doublings = u32::try_from(attempts.clamp(0, 20)).unwrap_or(0);
    let whole = FIRST_WAIT
        .saturating_mul(1_i64 << doublings)
        .min(LONGEST_WAIT);
    Ok(whole / 2 + i64::from(u32::from_le_bytes(salt)) % (whole / 2 + 1))
}

fn later(now: &str, seconds: i64) -> Option<String> {
    let at: DateTime<Utc> = DateTime::parse_from_rfc3339(now).ok()?.into();
    let at = at.checked_add_signed(TimeDelta::seconds(seconds))?;
    Some(at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_stay_between_half_and_whole() {
        // 30 s, 60 s, 120 s, … and never over six hours (30 · 2^10 is 8.5 hours).
        for (attempts, whole) in [(0, 30), (1, 60), (2, 120), (10, 21_600), (1_000, 21_600)] {
            for _ in 0..50 {
                let seconds = wait(attempts).expect("a number");
                assert!(
                    (whole / 2..=whole).contains(&seconds),
                    "{attempts}: {seconds}"
                );
            }
        }
        assert_eq!(
            later("2026-01-31T23:59:40Z", 30).as_deref(),
            Some("2026-02-01T00:00:10Z")
        );
    }
}

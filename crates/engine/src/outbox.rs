//! The outbox: what is to be told to connected systems, shown, switched, decided upon.

use std::collections::{BTreeMap, HashMap};

use connect::Capability;
use store::OutboxRow;

use crate::connection::named;
use crate::contract::outbox::{Outbox, OutboxItem, OutboxRequest, OutboxRowRequest, PushRequest};
use crate::{Engine, Failure, clock};

/// Rows that are shown.
const SHOWN: u32 = 1_000;

/// Name of every connection by its number.
async fn names(engine: &Engine) -> Result<HashMap<i64, String>, Failure> {
    let rows = engine.store().connections().await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The payload's texts and numbers, one level deep and below.
fn facts(payload: &str) -> BTreeMap<String, String> {
    fn walk(value: &serde_json::Value, into: &mut BTreeMap<String, String>) {
        for (key, value) in value.as_object().into_iter().flatten() {
            match value {
                serde_json::Value::String(text) if !text.is_empty() => {
                    into.insert(key.clone(), text.clone());
                }
                serde_json::Value::Number(number) => {
                    into.insert(key.clone(), number.to_string());
                }
                serde_json::Value::Object(_) => walk(value, into),
                _ => {}
            }
        }
    }
    let mut facts = BTreeMap::new();
    let payload: serde_json::Value = serde_json::from_str(payload).unwrap_or_default();
    walk(&payload, &mut facts);
    facts
}

fn shown(row: OutboxRow, names: &HashMap<i64, String>) -> OutboxItem {
    OutboxItem {
        id: row.id,
        connection: names.get(&row.connection).cloned().unwrap_or_default(),
        facts: facts(&row.payload),
        push: row.push,
        subject: row.subject,
        next_at: (row.state == "waiting").then_some(row.next_at),
        state: row.state,
        attempts: row.attempts,
        created_at: row.created_at,
        done_at: row.done_at,
        failure: row
            .failure
            .and_then(|text| serde_json::from_str(&text).ok()),
    }
}

/// Rows as they are shown.
pub(crate) async fn items(engine: &Engine, rows: Vec<OutboxRow>) -> Result<Outbox, Failure> {
    let names = names(engine).await?;
    let items = rows.into_iter().map(|row| shown(row, &names));
    Ok(Outbox {
        items: items.collect(),
    })
}

pub(crate) async fn list(engine: &Engine, request: OutboxRequest) -> Result<Outbox, Failure> {
    let only = match &request.name {
        Some(name) => Some(named(engine, name).await?.id),
        None => None,
    };
    let store = engine.store();
    let mut rows = if request.waiting {
        store.outbox_waiting().await?
    } else {
        store.outbox(SHOWN).await?
    };
    rows.retain(|row| only.is_none_or(|id| id == row.connection));
    items(engine, rows).await
}

pub(crate) async fn set_push(engine: &Engine, request: PushRequest) -> Result<Outbox, Failure> {
    let row = named(engine, &request.name).await?;
    let system = connect::system(&row.system)?;
    let offered = system
        .capabilities
        .iter()
        .any(|one: &Capability| one.is_push() && one.word() == request.push);
    if !offered {
        return Err(Failure::new("connect_not_offered").with("what", request.push.as_str()));
    }
    let rows = engine
        .store()
        .set_push(
            row.id,
            &request.push,
            request.on,
            request.dry_run,
            &clock::now(),
        )
        .await?;
    items(engine, rows).await
}

async fn decide(
    engine: &Engine,
    request: OutboxRowRequest,
    discard: bool,
) -> Result<Outbox, Failure> {
    let done = engine
        .store()
        .outbox_decide(request.id, discard, &clock::now())
        .await?;
    if !done {
        return Err(Failure::new("no_such_outbox_row").with("id", request.id));
    }
    list(engine, OutboxRequest::default()).await
}

pub(crate) async fn retry(engine: &Engine, request: OutboxRowRequest) -> Result<Outbox, Failure> {
    decide(engine, request, false).await
}

pub(crate) async fn discard(engine: &Engine, request: OutboxRowRequest) -> Result<Outbox, Failure> {
    decide(engine, request, true).await
}

//! Connections: made, listed, tested, forgotten.

use std::collections::BTreeMap;
use std::sync::Arc;

use connect::{Connected, FieldKind, Limits, Secret, Settings, System};
use store::{ConnectionRow, RunRow};

use crate::contract::Nothing;
use crate::contract::connection::{
    AddConnection, ConnectableSystem, Connection, ConnectionRequest, Connections, KeyedRequest,
    Keys, Run, Runs, SystemField, Systems, Tested,
};
use crate::{Engine, Failure, clock};

/// Runs that the log shows.
const RUNS_SHOWN: u32 = 100;

impl From<connect::ConnectError> for Failure {
    fn from(error: connect::ConnectError) -> Failure {
        Failure {
            code: error.code.to_owned(),
            params: error.params,
        }
    }
}

pub(crate) async fn systems(_: &Engine, _: Nothing) -> Result<Systems, Failure> {
    let systems = connect::systems::ALL
        .iter()
        .map(|system| ConnectableSystem {
            name: system.name.to_owned(),
            title: system.title.to_owned(),
            fields: system
                .fields
                .iter()
                .map(|field| SystemField {
                    name: field.name.to_owned(),
                    kind: field.kind.word().to_owned(),
                    required: field.required,
                    example: field.example.to_owned(),
                })
                .collect(),
            capabilities: system
                .capabilities
                .iter()
                .map(|capability| capability.word().to_owned())
                .collect(),
        });
    Ok(Systems {
        systems: systems.collect(),
    })
}

pub(crate) async fn list(engine: &Engine, _: Nothing) -> Result<Connections, Failure> {
    let store = engine.store();
    let pushes = store.pushes().await?;
    let mut connections = Vec::new();
    for row in store.connections().await? {
        let last = store.runs(row.id, 1).await?.into_iter().next();
        connections.push(Connection {
            name: row.name,
            system: row.system,
            source: row.source,
            fields: serde_json::from_str(&row.fields).unwrap_or_default(),
            pushes: pushes
                .iter()
                .filter(|(id, _)| *id == row.id)
                .map(|(_, push)| push.clone())
                .collect(),
            last_sync: last.and_then(|run| run.finished_at),
        });
    }
    Ok(Connections { connections })
}

/// A connection by its name.
pub(crate) async fn named(engine: &Engine, name: &str) -> Result<ConnectionRow, Failure> {
    let rows = engine.store().connections().await?;
    rows.into_iter()
        .find(|row| row.name == name)
        .ok_or_else(|| Failure::new("no_such_connection").with("name", name))
}

/// Opens a connection; nothing is sent yet.
pub(crate) fn open(
    system: &System,
    fields: BTreeMap<String, String>,
    keys: &Keys,
) -> Result<Box<dyn Connected>, Failure> {
    let settings = Settings {
        plain: fields,
        secret: keys
            .0
            .iter()
            .map(|(name, key)| (name.clone(), Secret::new(key.as_str())))
            .collect(),
    };
    let clock = Arc::new(clock::ForConnections);
    Ok(system.connect(&settings, Limits::default(), clock)?)
}

/// Opens a connection that is known.
pub(crate) fn open_known(row: &ConnectionRow, keys: &Keys) -> Result<Box<dyn Connected>, Failure> {
    let fields = serde_json::from_str(&row.fields).unwrap_or_default();
    open(connect::system(&row.system)?, fields, keys)
}

async fn ask(name: String, connection: &dyn Connected) -> Result<Tested, Failure> {
    let who = connection.identify().await?;
    Ok(Tested {
        name,
        account: who.name,
        currency: who.currency.map(|currency| currency.code().to_owned()),
    })
}

pub(crate) async fn add(engine: &Engine, request: AddConnection) -> Result<Tested, Failure> {
    let name = request.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 80 || name.chars().any(char::is_control) {
        return Err(Failure::new("bad_connection_name").with("name", name));
    }
    let system = connect::system(&request.system)?;
    let plain = |name: &str| {
        let field = system.fields.iter().find(|field| field.name == name);
        field.is_some_and(|field| field.kind != FieldKind::Secret)
    };
    // A key that was put among the plain fields would be stored: it is not taken.
    if let Some(field) = request.fields.keys().find(|field| !plain(field)) {
        return Err(Failure::new("unknown_connection_field").with("field", field.as_str()));
    }
    let known = engine.store().connections().await?;
    if known.iter().any(|row| row.name == name) {
        return Err(Failure::new("connection_exists").with("name", name));
    }
    let connection = open(system, request.fields.clone(), &request.keys)?;
    let tested = ask(name.clone(), connection.as_ref()).await?;
    let taken = |source: &str| known.iter().any(|row| row.source == source);
    let mut source = system.name.to_owned();
    let mut number = 2;
    while taken(&source) {
        source = format!("{}-{number}", system.name);
        number += 1;
    }
    let fields = serde_json::to_string(&request.fields).unwrap_or_else(|_| "{}".to_owned());
    let row = ConnectionRow {
        id: 0,
        name,
        system: system.name.to_owned(),
        source,
        fields,
        created_at: clock::now(),
    };
    engine.store().add_connection(&row).await?;
    Ok(tested)
}

pub(crate) async fn test(engine: &Engine, request: KeyedRequest) -> Result<Tested, Failure> {
    let row = named(engine, &request.name).await?;
    let connection = open_known(&row, &request.keys)?;
    ask(row.name, connection.as_ref()).await
}

pub(crate) async fn remove(
    engine: &Engine,
    request: ConnectionRequest,
) -> Result<Connections, Failure> {
    let row = named(engine, &request.name).await?;
    engine.store().remove_connection(row.id).await?;
    list(engine, Nothing {}).await
}

pub(crate) async fn log(engine: &Engine, request: ConnectionRequest) -> Result<Runs, Failure> {
    let row = named(engine, &request.name).await?;
    let runs = engine.store().runs(row.id, RUNS_SHOWN).await?;
    Ok(Runs {
        name: row.name,
        runs: runs.into_iter().map(shown).collect(),
    })
}

pub(crate) fn shown(run: RunRow) -> Run {
    Run {
        stream: run.stream,
        started_at: run.started_at,
        finished_at: run.finished_at,
        pages: run.pages,
        items: run.items,
        accepted: run.accepted,
        unchanged: run.unchanged,
        rejected: run.rejected,
        differs: run.differs,
        failure: run
            .failure
            .and_then(|text| serde_json::from_str(&text).ok()),
    }
}

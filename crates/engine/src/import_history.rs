//! Every import there has been: what it changed, what stands on it, and taking it back.

use crate::contract::Nothing;
use crate::contract::import::{
    Batch, BatchRequest, Dependent, EntityCount, FactChange, FactChanges, ImportHistory,
    UndoEffects, Undone,
};
use crate::import_write::batch_of;
use crate::{Engine, Failure, clock};

/// Changed rows that are listed; the rest are counted.
const CHANGES_SHOWN: u32 = 500;

pub(crate) async fn history(engine: &Engine, _: Nothing) -> Result<ImportHistory, Failure> {
    let batches = engine.store().batches().await?;
    let batches = batches
        .into_iter()
        .map(|row| Batch {
            problems: Vec::new(),
            columns: Vec::new(),
            ..batch_of(row)
        })
        .collect();
    Ok(ImportHistory { batches })
}

pub(crate) async fn batch(engine: &Engine, request: BatchRequest) -> Result<Batch, Failure> {
    Ok(batch_of(engine.store().batch(request.batch).await?))
}

pub(crate) async fn undo(engine: &Engine, request: BatchRequest) -> Result<Undone, Failure> {
    let removed = engine.store().undo(request.batch, &clock::now()).await?;
    Ok(Undone {
        batch: request.batch,
        removed,
    })
}

pub(crate) async fn effects(
    engine: &Engine,
    request: BatchRequest,
) -> Result<UndoEffects, Failure> {
    let effects = engine.store().undo_effects(request.batch).await?;
    Ok(UndoEffects {
        batch: request.batch,
        removed: effects
            .removed
            .into_iter()
            .map(|(entity, count)| EntityCount {
                entity: entity.to_owned(),
                count,
            })
            .collect(),
        put_back: effects
            .put_back
            .into_iter()
            .map(|(entity, count)| EntityCount { entity, count })
            .collect(),
        dependents: effects
            .dependents
            .into_iter()
            .map(|dependent| Dependent {
                code: dependent.code.to_owned(),
                batch: dependent.batch,
                file: dependent.file,
                kind: dependent.kind,
                count: dependent.count,
            })
            .collect(),
    })
}

pub(crate) async fn changes(
    engine: &Engine,
    request: BatchRequest,
) -> Result<FactChanges, Failure> {
    let store = engine.store();
    store.batch(request.batch).await?;
    let (changes, rows) = store.fact_changes(request.batch, CHANGES_SHOWN).await?;
    Ok(FactChanges {
        batch: request.batch,
        changes: changes
            .into_iter()
            .map(|change| FactChange {
                entity: change.entity,
                name: change.name,
                sku: change.sku,
                field: change.field,
                before: change.before,
                after: change.after,
            })
            .collect(),
        rows,
    })
}

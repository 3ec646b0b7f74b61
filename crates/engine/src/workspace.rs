//! State of the workspace, check, backup, restore.

use std::path::Path;

use crate::contract::workspace::{CheckReport, CheckResult, FileRequest, WorkspaceStatus};
use crate::contract::{FileWritten, Nothing};
use crate::settings::Values;
use crate::{Engine, Failure, morning};

pub(crate) async fn status(engine: &Engine, _: Nothing) -> Result<WorkspaceStatus, Failure> {
    let store = engine.store();
    let extent = store.extent().await?;
    let values = Values::read(engine).await?;
    Ok(WorkspaceStatus {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        path: store.path().display().to_string(),
        size_bytes: std::fs::metadata(store.path()).map_or(0, |file| file.len()),
        empty: extent.orders == 0 && extent.skus == 0,
        base_currency: values.text("base_currency").to_owned(),
        as_of: morning::own(engine).await?,
        data_until: extent.last_order.max(extent.last_count),
        data_from: extent.first,
        skus: extent.skus,
        orders: extent.orders,
        locations: store
            .locations()
            .await?
            .into_iter()
            .map(|location| location.code)
            .collect(),
        stock_known: extent.last_count.is_some(),
    })
}

pub(crate) async fn cancel(engine: &Engine, _: Nothing) -> Result<Nothing, Failure> {
    engine.cancel();
    Ok(Nothing {})
}

pub(crate) async fn check(engine: &Engine, _: Nothing) -> Result<CheckReport, Failure> {
    let checks: Vec<CheckResult> = engine
        .store()
        .check()
        .await?
        .into_iter()
        .map(|row| CheckResult {
            name: row.name.to_owned(),
            ok: row.differences.is_empty(),
            compared: row.compared,
            differences: row.differences,
        })
        .collect();
    Ok(CheckReport {
        ok: checks.iter().all(|check| check.ok),
        checks,
    })
}

pub(crate) async fn backup(engine: &Engine, request: FileRequest) -> Result<FileWritten, Failure> {
    let to = Path::new(&request.file);
    engine
        .store()
        .backup(to)
        .await
        .map_err(|error| Failure::from(error).with("file", request.file.as_str()))?;
    Ok(FileWritten { file: request.file })
}

/// Puts a copy in the place of a workspace that is not open: also of one that is damaged and cannot
/// be opened any more.
///
/// # Errors
/// There is no such copy, it is no workspace, the place cannot be written, or another program has
/// the workspace open; the workspace is then as it was.
pub async fn restore_closed(path: &Path, copy: &Path) -> Result<FileWritten, Failure> {
    let restored = store::Store::restore(copy, path)
        .await
        .map_err(|error| Failure::from(error).with("file", copy.display().to_string()))?;
    restored.close().await;
    Ok(FileWritten {
        file: path.display().to_string(),
    })
}

pub(crate) async fn restore(engine: &Engine, request: FileRequest) -> Result<FileWritten, Failure> {
    let path = engine.store().path().to_owned();
    engine.close().await;
    let restored = store::Store::restore(Path::new(&request.file), &path).await;
    // Whether or not the copy was sound, a workspace is open again afterwards.
    let (store, failed) = match restored {
        Ok(store) => (store, None),
        Err(error) => (store::Store::open(&path).await?, Some(error)),
    };
    engine.replace_store(store);
    match failed {
        None => Ok(FileWritten {
            file: path.display().to_string(),
        }),
        Some(error) => Err(Failure::from(error).with("file", request.file)),
    }
}

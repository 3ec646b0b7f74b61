//! From the window to the engine and back.

use engine::{Engine, Failure};
use serde_json::Value;
use tauri::{AppHandle, Emitter, Manager, State};
use tokio::sync::OnceCell;

/// Event that carries how far a long command is.
const PROGRESS: &str = "progress";

/// The engine, opened at the first call. A failure to open is that call's answer, shown in the
/// window like any other, and the next call tries again: a drive that was away may be back.
#[derive(Default)]
pub struct Opened(OnceCell<Engine>);

/// Gives the window an engine that is still to be opened.
pub fn install(app: &AppHandle) {
    app.manage(Opened::default());
}

/// The one command: calls the engine's command `name` with `request`.
///
/// # Errors
/// Whatever the engine's command refuses with, as its code and parameters.
#[tauri::command]
pub async fn call(
    app: AppHandle,
    opened: State<'_, Opened>,
    name: String,
    request: Value,
) -> Result<Value, Failure> {
    let engine = opened.0.get_or_try_init(|| open(app)).await?;
    engine::call(engine, &name, request).await
}

async fn open(app: AppHandle) -> Result<Engine, Failure> {
    let engine = Engine::open(&engine::workspace_path(None)?).await?;
    engine.on_progress(move |progress| {
        // A window that is closing hears nothing more, and nobody misses it.
        let _ = app.emit(PROGRESS, progress);
    });
    Ok(engine)
}

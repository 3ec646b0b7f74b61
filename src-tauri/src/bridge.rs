//! From the window to the engine and back.

use std::path::PathBuf;

use engine::{Engine, Failure, commands};
use serde_json::Value;
use tauri::{AppHandle, Emitter, Manager, State};
use tokio::sync::OnceCell;

/// Event that carries how far a long command is.
const PROGRESS: &str = "progress";

/// The engine, opened at the first call. A failure is that call's answer, shown in the window like
/// any other, and the next call tries again: a drive that was away may be back.
#[derive(Default)]
pub struct Opened(OnceCell<Engine>);

impl Opened {
    async fn engine(&self, app: &AppHandle) -> Result<&Engine, Failure> {
        self.0
            .get_or_try_init(|| async {
                let engine = Engine::open(&engine::workspace_path(None)?).await?;
                report(&engine, app.clone());
                Ok(engine)
            })
            .await
    }
}

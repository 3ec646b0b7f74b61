//! The desktop shell: one window that shows the interface, one command that reaches the engine.
//!
//! Nothing is decided here. What the interface asks for is passed to the engine's list of
//! commands, what the engine reports on the way is passed back as the event `progress`, and the
//! system's own dialogs let the person choose files. Dropped files arrive as paths through the
//! window system; the shell opens none of them.

// A release on Windows opens no console beside its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod bridge;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    let shell = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(window::memory())
        .invoke_handler(tauri::generate_handler![bridge::call])
        .setup(|app| {
            bridge::install(app.handle());
            window::open(app)?;
            Ok(())
        });
    match shell.run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // There is no window to say it in.
            eprintln!("Tidestock could not open its window: {failure}");
            ExitCode::FAILURE
        }
    }
}

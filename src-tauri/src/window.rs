//! The one window: its size, where it was last, and that it never goes anywhere else.

use tauri::plugin::TauriPlugin;
use tauri::webview::NewWindowResponse;
use tauri::{App, Url, WebviewUrl, WebviewWindowBuilder, Wry};
use tauri_plugin_window_state::StateFlags;

const TITLE: &str = "Tidestock 潮备";

/// Least size at which every screen is whole, and the size of the first start, in logical pixels.
const LEAST: (f64, f64) = (1024.0, 700.0);
const FIRST: (f64, f64) = (1280.0, 800.0);

/// Remembers where the window was and how large, and puts it back there.
pub fn memory() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

/// Opens the window on the interface that is built into the program.
///
/// # Errors
/// Whatever the system's web view refuses with.
pub fn open(app: &App) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title(TITLE)
        .inner_size(FIRST.0, FIRST.1)
        .min_inner_size(LEAST.0, LEAST.1)
        .center()
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

/// Whether an address is the interface itself. A link in a seller's data leads nowhere.
fn is_own_page(address: &Url) -> bool {
    match (address.scheme(), address.host_str()) {
        ("tauri", Some("localhost")) => true,
        // Windows has no schemes of one's own; its web view maps this name to the program.
        ("http" | "https", Some("tauri.localhost")) => true,
        // The development server, in builds that have no interface inside them.
        ("http", Some("localhost")) => cfg!(dev) && address.port() == Some(5173),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_interface_can_be_opened() {
        let opens = |address: &str| is_own_page(&address.parse().expect("an address"));
        assert!(opens("tauri://localhost/index.html#/plan"));
        assert!(opens("http://tauri.localhost/"));
        for address in [
            "https://example.com/",
            "http://localhost:8080/",
            "http://127.0.0.1:5173/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,hello",
        ] {
            assert!(!opens(address), "{address}");
        }
    }
}

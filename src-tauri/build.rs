//! Generates the permission of the one command, and embeds icons and the Windows manifest.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Without this list every command would be open to every window. With it, `call` is a
    // permission that a capability has to name.
    let manifest = tauri_build::AppManifest::new().commands(&["call"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

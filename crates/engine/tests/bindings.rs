//! The generated TypeScript in the interface is that of the Rust types.

#[test]
fn the_interface_has_the_newest_contract() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/ipc/contract.ts");
    let kept = std::fs::read_to_string(path).expect("ui/src/ipc/contract.ts");
    assert!(
        kept == engine::commands::typescript(),
        "ui/src/ipc/contract.ts is stale: run `npm run bindings`"
    );
}

//! Prints the TypeScript of the contract: `npm run bindings`.
use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(engine::commands::typescript().as_bytes())
}

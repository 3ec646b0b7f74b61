//! TypeScript of the contract, made from the Rust types.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use ts_rs::{Config, TS, TypeVisitor};

/// Collects declarations, each once, sorted by name.
pub(crate) struct Collector {
    config: Config,
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
    commands: Vec<(String, String, String)>,
}

impl Collector {
    pub(crate) fn new() -> Collector {
        Collector {
            config: Config::new().with_large_int("number"),
            seen: HashSet::new(),
            declarations: BTreeMap::new(),
            commands: Vec::new(),
        }
    }

    /// Adds a type that no command names, such as what a channel carries.
    pub(crate) fn extra<T: TS + 'static>(&mut self) {
        self.visit::<T>();
    }

    /// Adds a command with its request and response.
    pub(crate) fn command<Request: TS + 'static, Response: TS + 'static>(&mut self, name: &str) {
        self.visit::<Request>();
        self.visit::<Response>();
        self.commands.push((
            name.to_owned(),
            Request::name(&self.config),
            Response::name(&self.config),
        ));
    }

    /// The whole file.
    pub(crate) fn finish(self) -> String {
        let mut text = String::from(
            "// Generated from crates/engine/src/contract by `npm run bindings`. Not to be edited.\n\n",
        );
        for declaration in self.declarations.values() {
            let _ = writeln!(text, "export {declaration}\n");
        }
        text.push_str("export interface Commands {\n");
        for (name, request, response) in &self.commands {
            let _ = writeln!(
                text,
                "  {name}: {{ request: {request}; response: {response} }};"
            );
        }
        text.push_str("}\n");
        text
    }
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Only the app's own types have a path to be written to and so a declaration.
        if T::output_path().is_some() {
            let declaration = T::decl(&self.config);
            self.declarations
                .insert(T::ident(&self.config), declaration);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

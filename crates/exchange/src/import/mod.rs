//! Files in: open, detect, read, map, normalise.

pub mod role;
pub mod template;

pub use role::Role;
pub use template::{TemplateColumn, ValueKind, template_columns};

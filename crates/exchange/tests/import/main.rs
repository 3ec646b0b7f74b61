//! The import side against files: golden files, random damage, containers and broken files.

mod files;
mod formats;
mod golden;
mod habits;
mod mapping;
mod mutation;
mod people;
mod support;
mod templates;
mod workbooks;

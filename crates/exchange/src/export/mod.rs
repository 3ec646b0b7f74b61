//! Files out: supplier and internal workbooks, templates, tables and chart pictures.
//!
//! Every builder takes plain structs, returns the bytes of a finished file and touches neither
//! disk nor clock: the same input gives the same bytes. [`file`] names files and writes them so
//! that a failing disk leaves nothing half-written.
//!
//! Text from outside is only ever written as a string cell, never as a formula; in csv, where
//! there are no cell types, a leading apostrophe disarms it (see [`cell::disarmed`]).

pub mod cell;
mod error;
pub mod file;
mod labels;
mod order_sheet;
mod packing_sheet;
mod picture;
mod sheet;
mod style;
mod supplier;

pub use cell::Cell;
pub use error::ExportError;
pub use file::{file_name, save, save_new, unique_name};
pub use labels::Lang;
pub use supplier::{Carton, OrderedLine, SupplierOrder, supplier_workbook};

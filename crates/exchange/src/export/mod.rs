//! Files out: supplier and internal workbooks, templates, tables and chart pictures.
//!
//! Every builder takes plain structs, returns the bytes of a finished file and touches neither
//! disk nor clock: the same input gives the same bytes. [`mod@file`] names files and writes them so
//! that a failing disk leaves nothing half-written.
//!
//! Text from outside is only ever written as a string cell, never as a formula; in csv, where
//! there are no cell types, a leading apostrophe disarms it (see [`cell::disarmed`]).

pub mod cell;
mod chart;
mod error;
pub mod file;
mod font;
mod internal;
mod internal_charts;
mod internal_lines;
mod internal_summary;
mod labels;
mod order_columns;
mod order_sheet;
mod packing_sheet;
mod paging;
mod picture;
mod sheet;
mod style;
mod supplier;
mod table;
mod template;
mod template_examples;

pub use cell::Cell;
pub use chart::{DemandChart, ForecastPoint, HistoryBar, demand_chart_png};
pub use error::ExportError;
pub use file::{file_name, save, save_new, unique_name};
pub use internal::{InternalLine, InternalPlan, internal_workbook};
pub use labels::Lang;
pub use supplier::{Carton, OrderedLine, SupplierOrder, supplier_workbook};
pub use table::{Table, table_csv, table_workbook};
pub use template::template_workbook;

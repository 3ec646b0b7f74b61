//! Files in: open → detect → read → map → normalise, from a path to typed records.
//!
//! - `source` finds the files of a path (folders, zip, gz) and `sniff` tells what they are;
//! - `text`, `markup` and `workbook` give their rows as `cell`s;
//! - `recognise` finds the header, the system, the kind and the meaning of each column, from the
//!   tables in [`template`], [`systems`], `alias` and `kinds` and from the values (`profile`);
//! - `fields` reads cells as days, numbers, countries; `build` makes records of them;
//! - [`read`](fn@read) runs it all in blocks, one sheet in memory at a time.
//!
//! Nothing is written to disk, nothing asks the network or the clock.

mod alias;
mod assign;
mod build;
mod candidates;
mod cell;
mod compose;
mod compound;
mod country;
mod currency;
mod damaged;
mod date;
mod encoding;
mod explain;
mod failure;
mod fee;
mod fields;
mod fingerprint;
mod groups;
mod header;
mod headrow;
mod kinds;
mod known;
mod letterhead;
mod mapped;
mod markup;
mod merge;
mod number;
mod parts;
mod period;
mod pipe;
mod places;
mod plan;
mod profile;
mod raw;
mod read;
mod recognise;
pub mod role;
mod rows;
mod second;
mod shared;
mod sniff;
mod source;
pub mod systems;
pub mod template;
mod text;
mod totals;
mod unpack;
mod unpack_xls;
mod values;
mod word;
mod workbook;

pub use candidates::{LEAST_SCORE, SURE_SCORE};
pub use damaged::KnownSkus;
pub use date::DateOrder;
pub use failure::ImportFailure;
pub use plan::{ColumnUse, Event, Mapping, Options, REASON_CODES, Reason, Rival, SheetInfo, Sink};
pub use raw::{Pick, RawRow, raw_rows};
pub use read::{Inspected, inspect, read};
pub use role::Role;
pub use template::{TemplateColumn, ValueKind, template_columns};

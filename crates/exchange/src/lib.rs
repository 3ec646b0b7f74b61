//! Files in and files out: sellers' spreadsheets become records, decisions become workbooks.
pub mod export;
pub mod import;
pub mod pictures;

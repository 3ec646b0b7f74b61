//! From the cells of a row to a record, one function a kind. A function pushes the records of one
//! row (wide sheets give several) or says why there is none.

pub mod catalogue;
pub mod cost;
pub mod orders;
pub mod stock;
pub mod supply;
pub mod wide;

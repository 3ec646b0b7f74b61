//! Days of a SKU as columns of numbers.

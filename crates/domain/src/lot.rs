//! Lots by first in, first out.

//! Files in: open, detect, read, map, normalise.

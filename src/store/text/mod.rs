//! The lossless text of a RON file.

//! The files of a register: the lossless text of a RON file, the layout, load, save, watch, lock, journal and undo history.
//!
//! What is promised: an edit reported as saved is on disk; a file holds its old text or its new one, never a mixture, and
//! several files of one edit go together; what others wrote in the meantime stays; a file that cannot be read is not written.
//!
//! | module | holds |
//! |---|---|
//! | [`files`] | paths of records, the lock, operations on files, files that records point at |
//! | [`text`], [`codec`] | the text of a file as a tree, changed field by field; the record it says |
//! | [`load`] | reading a register, with the problems of its files |
//! | [`save`] | saving an edit: merge, journal, queue, undo history |
//! | [`watch`] | changes made by other programs |

pub mod background;
pub mod codec;
pub mod files;
pub mod load;
pub mod save;
pub mod text;
pub mod watch;

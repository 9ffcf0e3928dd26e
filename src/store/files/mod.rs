//! Files of the register: where they are, operations on them, and the lock.

pub mod disk;
pub mod layout;
pub mod listing;
pub mod lock;
pub mod mark;
pub mod observe;
pub mod repository;

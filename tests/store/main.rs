//! The store against everything that can happen to files: hands, other programs, full disks and sudden death.

mod broken;
mod death;
mod faults;
mod ground;
mod people;
mod saving;
mod undo;

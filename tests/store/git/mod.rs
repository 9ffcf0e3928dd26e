//! What is asked of git, on repositories made by the git program.

mod approved;
mod changes;
mod fixture;
mod history;
mod hostile;
mod months;
mod places;
mod streaming;

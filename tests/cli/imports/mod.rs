//! Importing spreadsheets, without the program around it.

mod identity;
mod kinds;
mod saved;
mod sheets;

//! Importing spreadsheets, without the program around it.

mod kinds;
mod saved;
mod sheets;

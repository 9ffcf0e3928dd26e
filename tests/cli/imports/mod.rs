//! Importing spreadsheets: what becomes of their rows, without the program around it, and workbooks with it.

mod answered;
mod history;
mod identity;
mod json;
mod kinds;
mod linked;
mod merging;
mod people;
mod registers;
mod rows;
mod saved;
mod sheets;
mod told;
mod workbooks;

//! Pages to read from the first line to the last: the audit programme, what the register keeps as a whole, a file.

pub mod audit_programme;
pub mod file_text;
pub mod kept_pages;

//! Spreadsheets and other formats in and out.

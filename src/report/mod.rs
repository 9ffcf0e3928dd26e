//! Documents that people take away: each is made from the register as data and written by a renderer per format.
//!
//! | module | holds |
//! |---|---|
//! | [`document`] | what a document is: first page, headings, paragraphs, tables with typed cells, pictures as figures |
//! | [`words`] | every word of every document, in English and German |
//! | [`basis`] | what a document is made from: the register, the day, the commit, the past, the copy that is asked for |
//! | [`making`] | what all documents share: first page, names of people, what is missing, the end |
//! | [`tables`] | tables that several documents have: risks, actions, acceptances, evidence |
//! | [`kinds`] | the documents, one file and one line in a table each |
//! | [`render`] | the formats: Markdown, HTML |
//!
//! A stored text enters a document only as [`Plain`](document::text::Plain), which acts on nothing and hides nothing, and a
//! renderer escapes whatever it writes; so no document has to think of pipes, tags, formulas or marks of direction.

pub mod basis;
pub mod document;
pub mod kinds;
pub mod making;
pub mod render;
pub mod tables;
pub mod words;

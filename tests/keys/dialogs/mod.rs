//! Dialogs: forms, prompts, pickers, pages, and what is typed in them.

pub(crate) mod crosswalk;
pub(crate) mod drafts;
pub(crate) mod finding_words;
pub(crate) mod forms;
pub(crate) mod histories;
pub(crate) mod people;
pub(crate) mod pickers;
pub(crate) mod programme;
pub(crate) mod readable;
pub(crate) mod reading;
pub(crate) mod staying;
pub(crate) mod trends;

//! What is printed: lists, reports, references, pictures.

pub(crate) mod confidential;
pub(crate) mod due;
pub(crate) mod export;
pub(crate) mod history;
pub(crate) mod pages;
pub(crate) mod pictures;
pub(crate) mod plan;
pub(crate) mod readiness;
pub(crate) mod reading;
pub(crate) mod reference;
pub(crate) mod reports;
pub(crate) mod trends;

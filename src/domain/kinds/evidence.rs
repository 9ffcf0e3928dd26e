//! Evidence: what shows that something is so.

use crate::domain::choice::choices;
use crate::domain::field::Home;
use crate::domain::id::IdForm;
use crate::domain::kind::kind;
use crate::domain::record::Record;
use crate::domain::typed::{Any, Day, Line, Many, OneOf, Prose};

choices! {
    /// What form a piece of evidence has.
    Form {
        Document "document", "policy", "procedure";
        Minutes "minutes", "record";
        Report "report", "test report", "audit report";
        Log "log", "export", "screenshot";
        Contract "contract", "agreement";
        Training "training record";
        Other "other evidence", "other";
    }
}

kind! {
    /// A file in the repository or a link that supports any records.
    Evidence "evidence" "evidence" {
        ids: IdForm::Random('E'),
        home: Home::Folder("evidence"),
        derived: &[],
        open: super::always_open,
        rules: rules,
        follow: super::no_follow,
    }
    /// What it is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What form it has.
    FORM: OneOf<Form> = "form" "Form" [];
    /// Where it is: a path in the repository, or a link.
    LOCATION: Line = "location" "Location" [Required Search];
    /// The records it supports: controls, gap answers, risks, actions, systems.
    SUPPORTS: Many<Any> = "supports" "Supports" [Search];
    /// The day from which it holds.
    EFFECTIVE: Day = "effective" "Effective" [];
    /// The day after which it no longer holds.
    EXPIRES: Day = "expires" "Expires" [Apart Dated];
    /// Who keeps it current.
    OWNER: Line = "owner" "Owner" [Apart Owner Search];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired];
}

fn rules(record: &Record) -> Vec<(&'static str, String)> {
    let location = record.get(LOCATION);
    let leaves = location.starts_with('/') || location.split(['/', '\\']).any(|part| part == "..");
    let linked = location.starts_with("https://") || location.starts_with("http://");
    let sentence = || {
        (
            "location",
            "A path stays inside the repository, and a link begins with https://.".to_owned(),
        )
    };
    (leaves && !linked).then(sentence).into_iter().collect()
}

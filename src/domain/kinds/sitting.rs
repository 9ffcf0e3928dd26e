//! Sittings: the record of a gap analysis, a triage or the like, as it was filed.

use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::review;
use crate::domain::record::choice::choices;
use crate::domain::record::field::Home;
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::typed::{Any, Day, Line, Many, One, OneOf, People, Person, Prose, Rows};

choices! {
    /// What was gone through in a sitting.
    Type {
        Gap "gap analysis", "gap";
        Controls "controls", "statement of applicability";
        Triage "triage";
        Review "review";
        Other "other";
    }
}

table! {
    /// The changes of a sitting in their order: the time, the record, its field, and the values before and after in words.
    Steps, sorted: false, AT: Line = "at", RECORD: Line = "record", FIELD: Line = "field", BEFORE: Line = "before",
    AFTER: Line = "after"
}

table! {
    /// What was passed over, and why.
    Skipped, sorted: true, RECORD: One<Any> = "record", REASON: Line = "reason"
}

kind! {
    /// The record of a sitting, such as a gap analysis or a triage, as it was filed.
    Sitting "sitting" "sittings" {
        ids: IdForm::Random('G'),
        home: Home::Folder("sittings"),
        derived: &[crate::domain::kinds::PROBLEMS],
        open: |_| false,
        initial: |record, today| record.with(DATE, today),
    }
    /// What it was.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What was gone through.
    TYPE: OneOf<Type> = "type" "Type" [Required];
    /// The day on which it was.
    DATE: Day = "date" "Day" [Apart Required Happened];
    /// From when to when, such as `09:05-10:20`.
    HOURS: Line = "hours" "From, to" [Outcome];
    /// Who led and wrote.
    LED_BY: Person = "led_by" "Led by" [Search];
    /// Who was there.
    ATTENDED: People = "attended" "In the room" [Search];
    /// What was gone through, as the session names it, such as `clause:7` or `state:absent`.
    WALKED: Line = "walked" "Walked" [];
    /// The event it was part of.
    REVIEW: One<review::Review> = "review" "Review" [Search];
    /// What was changed in it: time | record | field | before | after.
    STEPS: Rows<Steps> = "steps" "Changes" [Apart Outcome];
    /// What was passed over: record | reason.
    SKIPPED: Rows<Skipped> = "skipped" "Skipped" [Outcome];
    /// What was to be gone through and was not.
    NOT_REACHED: Many<Any> = "not_reached" "Not reached" [Outcome];
    /// Who confirmed the record.
    CONFIRMED_BY: Person = "confirmed_by" "Confirmed by" [Apart Outcome];
    /// The day on which it was confirmed.
    CONFIRMED_ON: Day = "confirmed_on" "Confirmed on" [Happened Outcome];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

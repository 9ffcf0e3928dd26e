//! Gap answers: where the organization stands on each question of clauses 4-10.

pub mod check;
pub mod lack;

use crate::domain::kinds::control::theme;
use crate::domain::kinds::control::theme::Theme;
use crate::domain::kinds::extras::Extras;
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::field::{Derived, Home, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::kind;
use crate::domain::record::typed::{Day, Line, OneOf, Person, Prose, Rows};
use crate::domain::record::value::Value;

choices! {
    /// How far a requirement is met; nothing said means unassessed. Where there was no occasion yet, the note says why.
    State {
        Absent Bad "absent", "no", "missing", "none";
        Informal Warn "informal", "ad hoc", "partly";
        Documented Moving "documented", "defined", "written";
        Operating Good "operating", "yes", "in place", "effective";
        NoOccasion Quiet "no occasion yet", "no occasion", "not yet needed";
    }
}

/// The states that say how far a requirement is met, best first.
pub const RANKED: [State; 4] = [State::Operating, State::Documented, State::Informal, State::Absent];

choices! {
    /// How soon a question is to be worked on.
    Priority {
        High Warn "high", "urgent";
        Medium "medium", "normal";
        Low Quiet "low";
    }
}

kind! {
    /// The answer to one question on a sub-clause; the question itself stands in the catalogue.
    Answer "answer" "answers" {
        ids: IdForm::Question,
        home: Home::Folder("clauses"),
        derived: DERIVED,
        open: |record| record.get(STATE) != Some(State::Operating),
        check: check::RULES,
        follow: crate::domain::kinds::no_follow,
    }
    /// How far the requirement is met.
    STATE: OneOf<State> = "state" "State" [Apart Status];
    /// What was said: what there is, what is missing, where it can be seen.
    NOTE: Prose = "note" "Note" [Apart];
    /// Who answers for it.
    OWNER: Person = "owner" "Owner" [Apart Owner];
    /// Who gave the answer.
    ANSWERED_BY: Person = "answered_by" "Answered by" [Apart Outcome];
    /// The day of the answer.
    ANSWERED_ON: Day = "answered_on" "Answered on" [Happened];
    /// How soon it is to be worked on.
    PRIORITY: OneOf<Priority> = "priority" "Priority" [];
    /// The state aimed at.
    TARGET: OneOf<State> = "target" "Target" [];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "clause",
        label: "Clause",
        help: "The sub-clause the question is about.",
        shape: Shape::Line,
        get: |_, record, _| Value::text(clause_of(record)),
    },
    Derived {
        name: "question",
        label: "Question",
        help: "The question, in our words.",
        shape: Shape::Line,
        get: |register, record, _| {
            let question = register.catalogue().question(record.id().as_str());
            question.map_or(Value::Empty, |(_, question)| Value::text(&question.text))
        },
    },
    Derived {
        name: "themes",
        label: "Themes",
        help: "Our themes its sub-clause belongs to; the standard has none.",
        shape: Shape::AnyOf(Theme::ITEMS),
        get: |_, record, _| theme::value(theme::of(record.id().as_str())),
    },
];

/// Returns the number of the sub-clause that an answer is about.
pub fn clause_of(record: &Record) -> &str {
    record.id().as_str().split('/').next().unwrap_or_default()
}

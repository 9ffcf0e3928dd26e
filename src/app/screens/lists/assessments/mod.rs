//! The assessments of all systems, a screen for each type: whether and when each was made, how it stands, when it is due again.

pub mod impact;
pub mod risk;
pub mod security;

use crate::app::list::List;
use crate::app::list::spec::{Group, View};
use crate::app::state::App;
use crate::domain::kinds::assessment::Standing;
use crate::domain::kinds::system;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::value::Value;

const EMPTY: &str = "No AI systems yet: :systems lists them, and :add adds one there.";

/// The ranks of what is not asked for and of what was never begun among the groups.
const NEVER: u32 = 0;
const UNASKED: u32 = 9;

/// Returns how the assessment of a system stands by the name of the value that says it; nothing where none was begun.
fn standing(view: View<'_>, system: &Record, name: &str) -> Option<Standing> {
    match &*view.value(system, name) {
        Value::Choice(item) => Standing::of(item),
        _ => None,
    }
}

/// Returns the group of a system, what asks for something first.
fn group(view: View<'_>, record: &Record, name: &str) -> Group {
    let (rank, title) = match standing(view, record, name) {
        None if !system::is_governed(record, view.today) => (UNASKED, "Out of scope"),
        None => (NEVER, "Never made"),
        Some(Standing::Stale) => (1, "To be made again"),
        Some(Standing::Incomplete) => (2, "Incomplete"),
        Some(Standing::Unkept) => (3, "Decision not kept"),
        Some(Standing::Draft) => (4, "Draft"),
        Some(Standing::Valid | Standing::Superseded) => (5, "Valid"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}

/// Returns how many systems of the AIMS have an assessment that holds.
fn note(app: &App, _: &List, name: &str) -> String {
    let view = app.view();
    let systems = app
        .register
        .of(&system::KIND)
        .filter(|one| system::is_governed(one, view.today));
    let (mut all, mut valid) = (0, 0);
    for one in systems {
        all += 1;
        valid += usize::from(standing(view, one, name) == Some(Standing::Valid));
    }
    format!("{valid} of {all} valid")
}

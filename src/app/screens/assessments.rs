//! What Today says of assessments and deployment gates.

use super::ScreenId;
use super::today::{Line, Urgency, push};
use crate::app::spec::View;
use crate::domain::kinds::assessment::{self, Standing};
use crate::domain::kinds::system;
use crate::domain::record::Record;

/// Adds the systems in use with a closed gate, and those with stale assessments.
pub(super) fn lines(view: View<'_>, lines: &mut Vec<Line>) {
    let systems = || {
        view.register
            .of(&system::KIND)
            .filter(|system| assessment::is_asked(system))
    };
    let closed = |system: &&Record| {
        assessment::is_deployed(system) && !assessment::gate(view.register, system, view.today).is_empty()
    };
    let is_stale = |one: &Record| assessment::standing(view.register, one, view.today) == Standing::Stale;
    let stale = |system: &&Record| assessment::of_system(view.register, system).any(is_stale);
    let mut section = Some("Assessments");
    push(
        lines,
        &mut section,
        systems().filter(closed).count(),
        "system in use with a closed gate|systems in use with a closed gate",
        Urgency::Bad,
        Some((ScreenId::Systems, "gate:closed stage:deployment,operation".to_owned())),
    );
    push(
        lines,
        &mut section,
        systems().filter(stale).count(),
        "system with stale assessments|systems with stale assessments",
        Urgency::Soon,
        Some((ScreenId::Systems, "assessments:stale -scope:out".to_owned())),
    );
}

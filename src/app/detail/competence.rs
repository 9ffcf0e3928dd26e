//! Detail section: the competence that the roles need, by who holds them: had or not, since when, and what shows it (7.2).

use crate::app::detail::{Line, Tone, link};
use crate::app::list::spec::View;
use crate::domain::kinds::evidence;
use crate::domain::kinds::role::{self, Has, Held, Needed};
use crate::domain::record::choice::Choices;
use crate::domain::record::mark::Mark;

/// The clause about it.
const CLAUSE: &str = "7.2";

/// The heading of the section.
pub(in crate::app) const HEADING: &str = "Competence by roles";

/// Adds each role with what its holders have of what it needs; says so where no role needs any.
pub(super) fn lines(view: View<'_>, clause: &str, lines: &mut Vec<Line>) {
    if clause != CLAUSE {
        return;
    }
    lines.push(Line::Heading(HEADING.to_owned()));
    let roles = view.register.of(&role::KIND);
    let mut is_any = false;
    for role in roles.filter(|role| !role.is_retired() && !role.get(role::NEEDS).is_empty()) {
        is_any = true;
        lines.push(link(view, role.id()));
        let needed = role::needed(view.register, role, view.today);
        if needed.is_empty() {
            lines.push(Line::Text("Nobody holds it.".to_owned(), Tone::Bad));
        }
        lines.extend(needed.iter().map(|needed| line(view, needed)));
    }
    if !is_any {
        let text = "No role says what competence it needs.";
        lines.push(Line::Text(text.to_owned(), Tone::Bad));
    }
}

/// Says of one person and one need how far it is had, since when, and what shows it or is done about it.
fn line(view: View<'_>, needed: &Needed<'_>) -> Line {
    let mut text = format!("{}: ", needed.need);
    let has = needed.held.and_then(|row| row.get(Held::HAS));
    text.push_str(has.map_or("nothing is said", |has| has.item().label));
    if let Some(row) = needed.held {
        if let Some(on) = row.get(Held::ON) {
            text.push_str(&format!(", {on}"));
        }
        let shown = row.get(Held::SHOWN).and_then(|id| view.register.get(id.as_str()));
        match shown {
            Some(shown) if evidence::holds(view.register, shown, view.today) => {
                text.push_str(&format!("; shown by {} {}", shown.id(), shown.title()));
            }
            Some(shown) => text.push_str(&format!("; {} does not hold any more", shown.id())),
            None if has == Some(Has::Yes) => text.push_str("; nothing shows it"),
            None => {}
        }
        if let Some(action) = row.get(Held::ACTION).and_then(|id| view.register.get(id.as_str())) {
            let status = action
                .kind()
                .marked(Mark::Status)
                .map(|at| action.value(at).to_string());
            text.push_str(&format!("; {} {}", action.id(), status.unwrap_or_default()));
        }
    }
    let tone = if has == Some(Has::Yes) { Tone::Plain } else { Tone::Bad };
    Line::Field(needed.person.to_owned(), text, tone)
}

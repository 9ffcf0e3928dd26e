//! Decisions on where documents and evidence are, and on evidence that is looked at again.
//!
//! Where something is and what a file holds is chosen and looked at, not typed: [`crate::app::decisions::attach`] begins
//! these.

use crate::app::decisions::attach;
use crate::app::decisions::fitness::refused_if;
use crate::app::decisions::{Decision, Example, Row, Target, Targets};
use crate::domain::kinds::evidence;
use crate::domain::register::edit::Changes;
use crate::domain::register::observed::Fact;

/// A document or a piece of evidence is at a file or link.
pub static LOCATE: Decision = Decision {
    begun_by: "`locate`, by the choice of a file of the repository or a link",
    takes_location: true,
    located: attach::locate_at,
    example: Example {
        id: "D-00001",
        before: "title: AI policy; owner: ana",
        answers: &["https://example.org/policy"],
        after: "location: https://example.org/policy",
        ..Example::NONE
    },
    ..Decision::new(
        "location",
        Targets::If(|target| {
            let is_somewhere = target.record.kind().field("location").is_some();
            refused_if(!is_somewhere, || {
                "Only documents and evidence are somewhere; :attach attaches evidence.".to_owned()
            })
        }),
        |target, answers| {
            let kind = target.record.kind();
            let sets = match kind.field_index("location") {
                Some(field) => Changes::new().set_field(kind.at(field), answers.value(0)),
                None => Changes::new(),
            };
            if !target.record.is(&evidence::KIND) {
                return sets;
            }
            let location = answers.text(0).unwrap_or(target.record.get(evidence::LOCATION));
            sets.and(seen(target, location))
        },
    )
};

/// A piece of evidence was looked at again. What was looked at gives way to what still is to be.
pub static LOOK_AGAIN: Decision = Decision {
    begun_by: "`look-again`",
    row: Row::Next,
    located: attach::confirm_look,
    example: Example {
        id: "E-00001",
        before: "title: Minutes; location: https://example.org/minutes; \
            effective: 2026-10-01; seen: 2026-10-01",
        after: "seen: 2026-11-23",
        ..Example::NONE
    },
    ..Decision::new(
        "look again",
        Targets::Of(
            &[&evidence::KIND],
            "Only evidence is looked at again; go to Evidence (8).",
        ),
        |target, _| seen(target, target.record.get(evidence::LOCATION)),
    )
};

/// Returns what is kept of the file of a piece of evidence: what it holds, and that it was looked at today. Who looks
/// twice on one day begins a span, too, which the day alone would not show.
fn seen(target: &Target<'_>, location: &str) -> Changes {
    let hash = match target.view.register.observed().at(location) {
        Some(Fact::Present { sha256 }) => Some(sha256.clone()),
        _ => None,
    };
    Changes::new()
        .set(evidence::HASH, hash)
        .set(evidence::SEEN, target.today())
        .set(evidence::EXPIRES, evidence::expiry_after(target.record, target.today()))
}

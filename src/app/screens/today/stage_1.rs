//! What an auditor asks to see first, each a key or two from Today.

use crate::app::detail::Line;
use crate::app::input::command::{Command, Group, commands};
use crate::app::state::{App, navigate};
use crate::domain::kinds::review::{Event, Status};
use crate::domain::kinds::{method, organization, review};
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::record::typed::Handle;

commands! {
    [Command::of(Group::Look)] {
        SCOPE "show-scope" "scope" "Show the scope of the AIMS.", |app| show_field(app, organization::SCOPE);
        CONTEXT "show-context" "context" "Show issues and interested parties.", |app| show_field(app, organization::ISSUES);
        POLICY "show-policy" "policy" "Show the AI policy and who approved it.", |app| show(app, "5.2/d1");
        DUTIES "show-duties" "duties" "Show who keeps the AIMS in conformity and who reports on it.",
            |app| show_field(app, organization::CONFORMITY);
        COMMUNICATION "show-communication" "communication" "Show what is communicated about the AIMS.",
            |app| show_field(app, organization::COMMUNICATIONS);
        CERTIFICATES "show-certificates" "certificates" "Show the certificates of the organization.",
            |app| show_field(app, organization::CERTIFICATES);
        DECLARATIONS "show-declarations" "declarations" "Show the declarations of conformance.",
            |app| show_field(app, organization::DECLARATIONS);
        AWARENESS "show-awareness" "awareness" "Show what makes people aware of the AIMS.", |app| show(app, "7.3/q1");
        SHOW_METHOD "show-method" "risk method" "Show the risk method.", |app| show(app, method::ID);
        STATEMENT "show-statement" "approval" "Show the Statement of Applicability as a whole and who approved it.",
            |app| show(app, "6.1.3/d2");
        PLAN "show-plan" "treatment plan" "Show the treatment plan as a whole and who approved it.",
            |app| show(app, "6.1.3/d3");
        LAST_AUDIT "last-audit" "last audit" "Show what the newest internal audit saw.",
            |app| show_last(app, Event::InternalAudit);
        LAST_REVIEW "last-review" "last review" "Show what the newest management review looked at and decided.",
            |app| show_last(app, Event::ManagementReview);
    }
}

/// Shows a record.
fn show(app: &mut App, id: &str) {
    match app.register.get(id) {
        Some(record) => app.go_to(&record.id().clone()),
        None => app.refuse(format!("{id} is not in the register.")),
    }
}

/// Shows the organization from a field on; says so where it holds nothing.
fn show_field<T>(app: &mut App, field: Handle<T>) {
    let label = organization::KIND.declared(field).label;
    app.go_to(&Id::new(organization::ID));
    if !begin_at(app, label) {
        app.warn(format!("{label}: nothing is recorded."));
    }
}

/// Begins the detail at a field; tells whether the field is there.
fn begin_at(app: &mut App, label: &str) -> bool {
    let is_it = |line: &Line| match line {
        Line::Field(known, ..) | Line::Heading(known) => known.split(" (").next() == Some(label),
        _ => false,
    };
    // The problems above name fields, too.
    let at = app.detail_lines().iter().rposition(is_it);
    if let Some(at) = at {
        app.screens.detail.begin_at(at);
    }
    at.is_some()
}

/// Shows the newest held review of a kind of event, from its points on.
fn show_last(app: &mut App, event: Event) {
    let reviews = app.register.of(&review::KIND);
    let held = reviews.filter(|review| {
        !review.is_retired()
            && review.get(review::EVENT) == Some(event)
            && review.get(review::STATUS) == Some(Status::Held)
    });
    let newest = held.max_by_key(|review| review.get(review::HELD));
    match newest.map(|review| review.id().clone()) {
        Some(id) => {
            navigate::show_over(app, id);
            begin_at(app, review::KIND.declared(review::POINTS).label);
        }
        None => app.refuse(format!("No {} was held yet.", event.item().label)),
    }
}

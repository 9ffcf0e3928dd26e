//! What an auditor asks to see first, each a key or two from Today.

use crate::app::detail::requirement::OUR_STATE;
use crate::app::detail::{self, competence, series};
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
        CERTIFICATES "show-certificates" "certificates" "Show the certificates, else the certification body and its days.",
            |app| show_certificates(app);
        DECLARATIONS "show-declarations" "declarations" "Show the declarations of conformance.",
            |app| show_field(app, organization::DECLARATIONS);
        AWARENESS "show-awareness" "awareness" "Show who was made aware of what, and when.", |app| show_at(app, "7.3/q1", OUR_STATE);
        COMPETENCE "show-competence" "competence" "Show the competence the roles need, who has it, and what shows it (7.2).",
            |app| show_at(app, "7.2/q1", competence::HEADING);
        SHOW_METHOD "show-method" "risk method" "Show the risk method and who adopted it.", |app| show(app, method::ID);
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
        Some(record) => navigate::go_to_read(app, &record.id().clone()),
        None => app.refuse(format!("{id} is not in the register.")),
    }
}

/// Shows a record from a heading on.
fn show_at(app: &mut App, id: &str, heading: &str) {
    show(app, id);
    begin_at(app, heading);
}

/// Shows the certificates of the organization; while there is none, the certification it works towards.
fn show_certificates(app: &mut App) {
    let organization = app.register.get(organization::ID);
    if organization.is_some_and(|one| !one.get(organization::CERTIFICATES).is_empty()) {
        return show_field(app, organization::CERTIFICATES);
    }
    let label = organization.and_then(|one| {
        let kind = &organization::KIND;
        if !one.get(organization::BODY).is_empty() {
            Some(kind.declared(organization::BODY).label)
        } else if one.get(organization::STAGE_1).is_some() {
            Some(kind.declared(organization::STAGE_1).label)
        } else {
            one.get(organization::POSTURE)
                .map(|_| kind.declared(organization::POSTURE).label)
        }
    });
    app.go_to(&Id::new(organization::ID));
    match label {
        Some(label) => {
            begin_at(app, label);
            app.tell("No certificate is recorded yet; this is what is planned.");
        }
        None => app.warn("Neither a certificate nor a certification body is recorded."),
    }
}

/// Shows the organization from a field on; says so where it holds nothing.
fn show_field<T>(app: &mut App, field: Handle<T>) {
    let label = organization::KIND.declared(field).label;
    app.go_to(&Id::new(organization::ID));
    if !begin_at(app, label) {
        app.warn(format!("{label}: nothing is recorded; :edit opens the form."));
    }
}

/// Begins the detail at a field; tells whether the field is there.
fn begin_at(app: &mut App, label: &str) -> bool {
    let at = detail::place_of(&app.detail_lines(), label);
    if let Some(at) = at {
        app.screens.detail.begin_at(at);
    }
    at.is_some()
}

/// Shows the newest held review of a kind of event, from when it was held on.
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
            begin_at(app, series::HELD);
        }
        None => app.refuse(format!("No {} was held yet.", event.item().label)),
    }
}

//! Check rules on how often reviews, audits and assessments come, and on the audit programme (8.2, 8.4, 9.2.2, 9.3.1).

use crate::domain::kinds::document;
use crate::domain::kinds::organization::check::ACME;
use crate::domain::kinds::organization::{self, cadence};
use crate::domain::kinds::review::Event;
use crate::domain::record::check::{Asked, Class, Rule, at, nothing};
use crate::domain::record::nobody::is_nobody;

/// The document that may hold the audit programme instead.
const PROGRAMME: &str = "9.2.2/d1";

/// The audit programme lacks frequency, methods, who answers for it, or reporting.
pub static PROGRAMME_INCOMPLETE: Rule = Rule {
    code: "AIMS-W713",
    name: "audit-programme",
    sentence: "The audit programme lacks frequency, methods, who answers for it, or reporting.",
    clauses: &["9.2.2"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "Without a programme each audit is a chance event.",
    mend: "Say in the organization how often audits come, how they are made, who leads them and who gets the results.",
    raise: |asked| {
        let record = asked.record;
        let lead = record.get(organization::AUDIT_LEAD);
        let no_lead = organization::why_nobody(asked.register, lead, Some(asked.today));
        let led_by = match no_lead.as_deref() {
            Some(reason) if !lead.is_empty() => format!("who leads them ({})", reason.trim_end_matches('.')),
            _ => "who leads them".to_owned(),
        };
        let lacks = [
            (is_unsaid(asked, Event::InternalAudit), "cadence", "how often"),
            (
                record.get(organization::AUDIT_METHODS).is_empty(),
                "audit_methods",
                "by which methods",
            ),
            (no_lead.is_some(), "audit_lead", led_by.as_str()),
            (
                is_nobody(record.get(organization::AUDIT_REPORTING)),
                "audit_reporting",
                "who gets the results",
            ),
        ];
        let lacking: Vec<_> = lacks.into_iter().filter(|(is_lacking, ..)| *is_lacking).collect();
        let Some((_, field, _)) = lacking.first() else {
            return nothing();
        };
        let words: Vec<_> = lacking.iter().map(|(.., words)| *words).collect();
        let raised = at(
            field,
            format!("It is not said of internal audits {}.", words.join(", ")),
        );
        document::kept_elsewhere(asked, PROGRAMME, raised).into()
    },
    example: ACME.change(
        "cadence: internal audit | year; audit_methods: Samples; audit_lead: ana; audit_reporting: Board, in 14 days",
    ),
    ..Rule::PLAIN
};

/// It is not said how often management reviews and assessments come.
pub static CADENCE_MISSING: Rule = Rule {
    code: "AIMS-W738",
    name: "intervals",
    sentence: "It is not said how often management review, impact assessment or risk assessment come.",
    clauses: &["9.3.1", "8.2", "8.4"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "They come at planned intervals; a year stands in where nobody planned one.",
    mend: "Add a row for each to the cadence of the organization.",
    raise: |asked| {
        let events = [
            (Event::ManagementReview, "9.3.1", "management reviews"),
            (Event::RiskReassessment, "8.2", "risk assessments"),
            (Event::ImpactReassessment, "8.4", "impact assessments"),
        ];
        let unsaid: Vec<_> = events
            .into_iter()
            .filter(|(event, ..)| is_unsaid(asked, *event))
            .collect();
        let Some((_, clause, _)) = unsaid.first() else {
            return nothing();
        };
        let words: Vec<_> = unsaid.iter().map(|(.., words)| *words).collect();
        let sentence = format!("It is not said how often {} come; a year stands in.", words.join(", "));
        at("cadence", sentence).under(clause).into()
    },
    example: ACME.change("cadence: management review | year\nrisk re-assessment | year\nimpact re-assessment | year"),
    ..Rule::PLAIN
};

fn is_unsaid(asked: &Asked<'_>, event: Event) -> bool {
    cadence::recorded(asked.register, event).is_none()
}

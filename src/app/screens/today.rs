//! What needs attention, as lines that lead to their screen with its filter.

use chrono::Days;

use super::ScreenId;
use crate::app::spec::View;
use crate::domain::choice::Choices;
use crate::domain::coverage::Coverage;
use crate::domain::day;
use crate::domain::kinds::{action, answer, control, document, evidence, organization, review, risk, system};
use crate::domain::progress::Progress;
use crate::domain::record::Record;

/// How urgent a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Late, expired or above the appetite.
    Bad,
    /// Soon.
    Soon,
    /// In order, or for information.
    Calm,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The heading above it, on the first line of a section.
    pub section: Option<&'static str>,
    /// How many.
    pub count: usize,
    /// Of what.
    pub text: String,
    /// How urgent it is.
    pub urgency: Urgency,
    /// Where Enter leads, with which filter.
    pub leads: Option<(ScreenId, String)>,
}

/// The screen's state.
#[derive(Debug, Default)]
pub struct Today {
    /// The position of the cursor.
    pub cursor: usize,
    /// The lines as last computed.
    pub lines: Vec<Line>,
    /// Whether the register changed since.
    pub(in crate::app) outdated: bool,
}

/// Counts what needs attention.
pub fn lines(view: View<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    actions(view, &mut lines);
    risks(view, &mut lines);
    super::assessments::lines(view, &mut lines);
    events(view, &mut lines);
    standing(view, &mut lines);
    lines
}

/// Returns the posture as the title line says it: `certification: stage 1 in 41 days`.
pub fn posture(view: View<'_>) -> String {
    let Some(record) = view.register.get("organization") else {
        return String::new();
    };
    let coming = [
        (organization::STAGE_1, "stage 1"),
        (organization::STAGE_2, "stage 2"),
        (organization::SURVEILLANCE, "surveillance"),
    ];
    let next = coming
        .into_iter()
        .filter_map(|(field, what)| record.get(field).map(|day| (day, what)));
    let next = next.filter(|(day, _)| *day >= view.today).min();
    match (record.get(organization::POSTURE), next) {
        (Some(organization::Posture::Certification), Some((day, what))) => {
            format!("certification: {what} in {} days", (day - view.today).num_days())
        }
        (Some(organization::Posture::Certification), None) => "certification".to_owned(),
        (Some(organization::Posture::Conformance), _) => "conformance (self-declared)".to_owned(),
        (None, _) => String::new(),
    }
}

fn actions(view: View<'_>, lines: &mut Vec<Line>) {
    let mut late = [0; 3];
    let (mut week, mut month) = (0, 0);
    let next_week = view.today.checked_add_days(Days::new(7)).unwrap_or(view.today);
    for record in view.register.of(&action::KIND).filter(|record| record.is_open()) {
        match (action::days_late(record, view.today), record.get(action::DUE)) {
            (Some(91..), _) => late[0] += 1,
            (Some(31..=90), _) => late[1] += 1,
            (Some(_), _) => late[2] += 1,
            (None, Some(due)) if due <= next_week => week += 1,
            (None, Some(due)) if due <= day::end_of_month(view.today) => month += 1,
            _ => {}
        }
    }
    let mut section = Some("Actions");
    let days = |days| view.today.checked_sub_days(Days::new(days)).unwrap_or(view.today);
    for (count, text, filter) in [
        (late[0], "more than 90 days late", format!("due<{} is:open", days(90))),
        (
            late[1],
            "31 to 90 days late",
            format!("due>={} due<{} is:open", days(90), days(30)),
        ),
        (
            late[2],
            "1 to 30 days late",
            format!("due>={} due<today is:open", days(30)),
        ),
    ] {
        push(
            lines,
            &mut section,
            count,
            text,
            Urgency::Bad,
            Some((ScreenId::Treatment, filter)),
        );
    }
    let soon = Some((ScreenId::Treatment, "due>=today due<=+7d is:open".to_owned()));
    push(lines, &mut section, week, "due within a week", Urgency::Soon, soon);
    let later = Some((ScreenId::Treatment, "due>+7d due<=eom is:open".to_owned()));
    push(lines, &mut section, month, "more due this month", Urgency::Calm, later);
}

fn risks(view: View<'_>, lines: &mut Vec<Line>) {
    let method = view.register.method();
    let open = || view.register.of(&risk::KIND).filter(|record| record.is_open());
    let above = open().filter(|record| risk::is_above_appetite(method, record));
    let unjudged = open().filter(|record| risk::current_level(method, record).is_none());
    let expired = open().filter(|record| record.get(risk::ACCEPTED_UNTIL).is_some_and(|until| until < view.today));
    let mut section = Some("Risks");
    let appetite = method.band_name(method.appetite).to_lowercase();
    let filter = format!("level>{appetite}");
    push(
        lines,
        &mut section,
        above.count(),
        "above the appetite",
        Urgency::Bad,
        Some((ScreenId::Risks, filter)),
    );
    let filter = "accepted_until<today".to_owned();
    push(
        lines,
        &mut section,
        expired.count(),
        "acceptance expired|acceptances expired",
        Urgency::Bad,
        Some((ScreenId::Risks, filter)),
    );
    let filter = "no:inherent no:current".to_owned();
    push(
        lines,
        &mut section,
        unjudged.count(),
        "not judged yet",
        Urgency::Soon,
        Some((ScreenId::Risks, filter)),
    );
}

fn events(view: View<'_>, lines: &mut Vec<Line>) {
    let soon = view.today.checked_add_days(Days::new(30)).unwrap_or(view.today);
    let late = |record: &&Record| record.is_open() && record.get(review::DATE).is_some_and(|day| day < view.today);
    let coming = |record: &&Record| {
        record.is_open()
            && record
                .get(review::DATE)
                .is_some_and(|day| (view.today..=soon).contains(&day))
    };
    let mut section = Some("Reviews, evidence and documents");
    let count = view.register.of(&review::KIND).filter(late).count();
    push(
        lines,
        &mut section,
        count,
        "review overdue|reviews overdue",
        Urgency::Bad,
        Some((ScreenId::Calendar, String::new())),
    );
    let count = view.register.of(&review::KIND).filter(coming).count();
    push(
        lines,
        &mut section,
        count,
        "review within 30 days|reviews within 30 days",
        Urgency::Soon,
        Some((ScreenId::Calendar, String::new())),
    );
    files(view, &mut section, lines);
}

/// Evidence and documents, by how they stand.
fn files(view: View<'_>, section: &mut Option<&'static str>, lines: &mut Vec<Line>) {
    use document::State;
    use evidence::Standing;
    let (register, today) = (view.register, view.today);
    let mut standings = [0; Standing::ALL.len()];
    for record in register.of(&evidence::KIND).filter(|record| !record.is_retired()) {
        standings[evidence::standing(register, record, today) as usize] += 1;
    }
    for (standing, text, urgency) in [
        (
            Standing::Expired,
            "piece of evidence expired|pieces of evidence expired",
            Urgency::Bad,
        ),
        (
            Standing::Gone,
            "piece of evidence is gone|pieces of evidence are gone",
            Urgency::Bad,
        ),
        (
            Standing::Changed,
            "piece changed since it was attached|pieces changed since they were attached",
            Urgency::Bad,
        ),
        (
            Standing::Expiring,
            "piece expires within 30 days|pieces expire within 30 days",
            Urgency::Soon,
        ),
    ] {
        let leads = Some((ScreenId::Evidence, format!("standing:{}", standing.item().label)));
        push(lines, section, standings[standing as usize], text, urgency, leads);
    }
    let mut states = [0; State::ALL.len()];
    for record in register.of(&document::KIND) {
        states[document::state(register, record, today) as usize] += 1;
    }
    for (state, filter, text, urgency) in [
        (
            State::Gone,
            "state:gone",
            "document's file is gone|documents' files are gone",
            Urgency::Bad,
        ),
        (
            State::ReviewDue,
            "state:due",
            "document to review|documents to review",
            Urgency::Bad,
        ),
        (
            State::Exists,
            "state:exists",
            "document to approve|documents to approve",
            Urgency::Soon,
        ),
        (
            State::Missing,
            "state:missing",
            "demanded document missing|demanded documents missing",
            Urgency::Soon,
        ),
    ] {
        let leads = Some((ScreenId::Documents, filter.to_owned()));
        push(lines, section, states[state as usize], text, urgency, leads);
    }
}

fn standing(view: View<'_>, lines: &mut Vec<Line>) {
    let mut section = Some("Where the AIMS stands");
    let in_force = |record: &&Record| !record.is_retired();
    let systems: Vec<_> = view.register.of(&system::KIND).filter(in_force).collect();
    let unowned = systems.iter().filter(|record| record.owner().is_empty()).count();
    push(
        lines,
        &mut section,
        systems.len(),
        "AI system|AI systems",
        Urgency::Calm,
        Some((ScreenId::Systems, String::new())),
    );
    let filter = "no:owner".to_owned();
    push(
        lines,
        &mut section,
        unowned,
        "AI system without an owner|AI systems without an owner",
        Urgency::Soon,
        Some((ScreenId::Systems, filter)),
    );
    let coverage = Coverage::of(view.register.of(&answer::KIND));
    let (answered, total) = (coverage.answered(), coverage.total());
    let text = format!("of {total} gap questions answered, {} operating", coverage.states[3]);
    push(
        lines,
        &mut section,
        answered,
        &text,
        Urgency::Calm,
        Some((ScreenId::Gap, String::new())),
    );
    let progress = Progress::of(view.register.of(&control::KIND));
    let text = format!("of {} chosen controls implemented", progress.applicable());
    let leads = Some((ScreenId::Controls, String::new()));
    push(lines, &mut section, progress.implemented, &text, Urgency::Calm, leads);
}

/// Adds a line, `one|several` by its count; a count of nothing bad or soon is not worth one.
pub(super) fn push(
    lines: &mut Vec<Line>,
    section: &mut Option<&'static str>,
    count: usize,
    text: &str,
    urgency: Urgency,
    leads: Option<(ScreenId, String)>,
) {
    let text = match text.split_once('|') {
        Some((one, several)) => {
            if count == 1 {
                one
            } else {
                several
            }
        }
        None => text,
    };
    if count > 0 || urgency == Urgency::Calm {
        lines.push(Line {
            section: section.take(),
            count,
            text: text.to_owned(),
            urgency,
            leads,
        });
    }
}

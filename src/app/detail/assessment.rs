//! Detail section: assessments and the deployment gate.

use crate::app::detail::{KindFace, Line, Tone};
use crate::app::list::spec::View;
use crate::domain::catalogue::Duty;
use crate::domain::day;
use crate::domain::kinds::assessment::{self, Standing, Type};
use crate::domain::kinds::system::{EuClass, duties};
use crate::domain::kinds::{action, obligation, risk, system};
use crate::domain::record::Record;
use crate::domain::record::check::Provenance;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;

/// The heading of what keeps a system from being put into use.
const GATE: &str = "Deployment gate";

/// The detail of systems: the deployment gate.
pub(super) static SYSTEM: KindFace = KindFace {
    lines: |view, record, lines| {
        if assessment::is_asked(record) {
            gate(view, record, lines);
        }
        legal_duties(view, record, lines);
    },
    // What is done about a system's risks belongs to the system as well.
    linked: |view, record| {
        let risks = view.register.linked_of(&risk::KIND, record.id());
        let mut actions: Vec<_> = risks
            .flat_map(|risk| view.register.linked_of(&action::KIND, risk.id()))
            .collect();
        actions.sort_by_key(|action| action.id());
        actions.dedup_by_key(|action| action.id());
        actions
    },
    ..KindFace::of(&system::KIND)
};

/// The detail of assessments: whether they are valid, and why not.
pub(super) static ASSESSMENT: KindFace = KindFace {
    lines: standing,
    // What was judged and concluded stands on the first page.
    sections_first: &["conclusion", "outcomes", "effects", "threats", "gaps"],
    note: |view, record| {
        let standing = assessment::standing(view.register, record, view.today).item().label;
        match record.get(assessment::DISPOSITION) {
            Some(disposition) => format!("{standing}, {}", disposition.item().label),
            None => standing.to_owned(),
        }
    },
    ..KindFace::of(&assessment::KIND)
};

/// Adds the duties under the EU AI Act, with the day on which each begins and how sure it is.
fn legal_duties(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let of_system = duties::of(view.register, record);
    let lacks_role = record.get(system::EU_CLASS) == Some(EuClass::HighRisk) && !duties::knows_role(record);
    if of_system.is_empty() && !lacks_role {
        return;
    }
    lines.push(Line::Heading("Duties under the EU AI Act".to_owned()));
    for (day, duty) in of_system {
        let since = match day {
            Some(day) if day <= view.today => format!("since {day}"),
            Some(day) => format!("from {day} ({})", day::distance(day, view.today)),
            None => duty.from.clone(),
        };
        let text = format!(
            "{}; {since}; {}; {}",
            duty.title,
            duties::certainty(record, duty),
            recorded(view, record, duty)
        );
        lines.push(Line::Field(duty.article.clone(), text, Tone::Plain));
    }
    if duties::lacks_annex(record) {
        let days = "Annex not named: the days are those of Annex III; those of Annex I come later. Say which annex.";
        lines.push(Line::Text(days.to_owned(), Tone::Quiet));
    }
    if !duties::knows_role(record) {
        lines.push(Line::Text(
            "Its roles are not said; those of providers and deployers are missing here.".to_owned(),
            Tone::Quiet,
        ));
    }
    lines.push(Line::Text(view.register.catalogue().duties_notice.clone(), Tone::Quiet));
}

/// Says how the obligations about a duty of a system stand.
fn recorded(view: View<'_>, system: &Record, duty: &Duty) -> String {
    let standing = |one: &Record| {
        let status = one.get(obligation::STATUS).unwrap_or(obligation::Status::Open);
        format!("{} {}", one.id(), status.item().label)
    };
    let all: Vec<_> = duties::obligations(view.register, system, duty).map(standing).collect();
    if !all.is_empty() {
        all.join(", ")
    } else if duties::is_of_before(view.register, system, duty, view.today) {
        "in use before, so only from a significant change on".to_owned()
    } else {
        "no obligation recorded".to_owned()
    }
}

fn gate(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let disposition = assessment::disposition(view.register, record, view.today);
    if let Some(disposition) = disposition {
        let words = disposition.item().label.to_owned();
        lines.push(Line::Field("Disposition".to_owned(), words, Tone::Plain));
    }
    let missing = assessment::gate(view.register, record, view.today);
    if missing.is_empty() {
        let words = "open: nothing recorded keeps it from use (A.6.2.5)".to_owned();
        lines.push(Line::Field("Gate".to_owned(), words, Tone::Plain));
        return;
    }
    // In a system that is not in use yet it is what is left to do.
    let in_use = assessment::is_deployed(record, view.today);
    let closing = assessment::closing(view.register, record, missing.clone());
    let tone = if in_use && !closing.is_empty() {
        Tone::Bad
    } else {
        Tone::Plain
    };
    let stands = match closing.iter().map(|one| one.provenance).min() {
        Some(Provenance::Own) => "closed by your own conditions",
        Some(Provenance::Other) => "closed by the law",
        Some(_) => "closed by the standard",
        None if assessment::is_advice(view.register, record) => "advised against, since A.6.2.5 does not apply",
        None => "advised against by us alone",
    };
    let use_now = if in_use { ", and it is in use" } else { "" };
    let words = format!("{stands}{use_now} (A.6.2.5)");
    lines.push(Line::Field("Gate".to_owned(), words, tone));
    lines.push(Line::Heading(GATE.to_owned()));
    for one in missing {
        lines.push(Line::Text(one.to_string(), tone));
        lines.extend(one.records.iter().map(|id| link(view, id)));
    }
    // What the record says of itself begins again.
    lines.push(Line::Heading("The system".to_owned()));
}

fn link(view: View<'_>, id: &Id) -> Line {
    crate::app::detail::link(view, id)
}

fn standing(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let standing = assessment::standing(view.register, record, view.today);
    let tone = match standing {
        Standing::Stale | Standing::Incomplete | Standing::Unkept => Tone::Bad,
        Standing::Draft | Standing::Superseded => Tone::Quiet,
        Standing::Valid => Tone::Plain,
    };
    let label = standing.item().label;
    let due = assessment::due(view.register, record, view.today);
    let next = due.map(|due| due.day).filter(|next| *next >= view.today);
    let words = match (next, standing) {
        (Some(next), Standing::Valid) => {
            format!(
                "{label}; to be made again by {next}, {}",
                day::distance(next, view.today)
            )
        }
        // What it lacks is added now, not with the next one.
        (Some(next), Standing::Incomplete) => format!("{label}, to be completed now; next by {next}"),
        (Some(next), Standing::Unkept) => format!("{label}; the next one by {next}"),
        _ => label.to_owned(),
    };
    lines.push(Line::Field("Standing".to_owned(), words, tone));
    let unmade = assessment::why_not_made(view.register, record, view.today);
    lines.extend(unmade.map(|why| Line::Text(format!("It {why}."), Tone::Bad)));
    if standing == Standing::Stale {
        let reasons = assessment::stale(view.register, record, view.today);
        lines.extend(reasons.iter().map(|reason| Line::Text(reason.to_string(), Tone::Bad)));
    }
    if standing == Standing::Incomplete {
        let lack = assessment::lack(view.register, record, view.today);
        lines.extend(lack.map(|lack| Line::Text(lack, Tone::Bad)));
    }
    if standing == Standing::Unkept {
        let broken = assessment::unkept(view.register, record, view.today);
        lines.extend(broken.map(|broken| Line::Text(broken, Tone::Bad)));
    }
    if standing == Standing::Superseded
        && let Some(newer) = newer(view, record)
    {
        lines.push(link(view, newer));
    }
}

/// Returns the assessment that stands for a superseded one.
fn newer<'a>(view: View<'a>, record: &'a Record) -> Option<&'a Id> {
    let system = view.register.get(record.get(assessment::SYSTEM)?.as_str())?;
    let of: Type = record.get(assessment::TYPE)?;
    assessment::current(view.register, system, of, view.today).map(Record::id)
}

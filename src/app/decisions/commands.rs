//! Commands that make a decision, and those that decide by adding a record.

use crate::app::decisions::follow_up::{finding_steps, incident_response, legal_duties};
use crate::app::decisions::run::begin_by;
use crate::app::decisions::{assessment, attach};
use crate::app::input::command::{Command, Group, commands};
use crate::app::state::App;
use crate::domain::kinds::assessment::Type;
use crate::domain::kinds::{assessment as assessment_kind, finding, incident};
use crate::domain::record::Record;

/// A command that begins the decision that names it.
pub const DECISION: Command = Command {
    run: begin_by,
    ..Command::of(Group::Decide)
};

commands! {
    [Command { group: Group::Edit, ..DECISION }] {
        RETIRE "retire" "retire" "Retire the record; it stays on disk and in the history.";
    }
    [DECISION] {
        DONE "done" "done" "The action is done; say what shows it, or just Enter.";
        REDATE "redate" "re-date" "Put the item on another day: +1w, +1m, eoq, fri, 2027-01-15.";
        OWNER "owner" "owner" "Choose who answers for it.";
        BLOCK "block" "blocked" "The action is blocked; say by what.";
        CANCEL "cancel" "cancel" "Cancel it; say why.";
        ACCEPT "accept" "accept risk" "Accept the risk: by whom, why, until when.";
        NOTE "note" "note" "Add a line to the note.";
        STATUS "status" "status" "Set the status.";
        APPLICABILITY "applicability" "in or out" "Exclude the control, saying why, or include it again.";
        INCLUDE "include" "included for" "Include the control: for which of four reasons, and why in words.";
        ABSENT "absent" "absent" "The requirement is not met at all.";
        INFORMAL "informal" "informal" "Something is done, nothing is written.";
        DOCUMENTED "documented" "documented" "It is written down.";
        OPERATING "operating" "operating" "It is written down, done, and can be shown.";
        NO_OCCASION "no-occasion" "no occasion" "There was no occasion yet; say why.";
        UNASSESSED "unassessed" "unassessed" "Take the answer back.";
        ADD_ACTION "add-action" "action" "Add an action in one line: write the scope statement @owner +2w.";
        NOT_IMPLEMENTED "not-implemented" "not impl." "The control applies and is not in operation.";
        PLANNED "planned" "planned" "The control applies and is planned.";
        PARTIAL "partial" "partial" "The control applies and is in operation in part.";
        IMPLEMENTED "implemented" "implemented" "The control applies and is in operation.";
        APPROVE "approve" "approve" "The document, the method or the change is approved: by whom, and when a document is to be reviewed.";
        CHECK_EFFECT "check-effect" "effect" "The effect of a done action was checked: yes, partly or no, which reopens it.";
        DECLARE "declare-conformance" "declare" "Declare conformance: by whom, where the text is, with what readiness says today.";
        APPROVE_PLAN "approve-plan" "approve plan" "The treatment plan of the risk is approved: by whom.";
        NOT_NEEDED "not-needed" "not needed" "The document is not needed here, or is again; say why.";
        CORRECT "correct" "correction" "Say how the thing itself was put right; said again, it is added.";
        CAUSE "cause" "cause" "Say why it happened, and where else it did or could.";
        SIMILAR "similar" "similar" "Say where the same happened or could, and how that was looked for.";
        WITHDRAW "withdraw" "withdraw" "Withdraw the finding, saying why; one that is closed or withdrawn is opened again.",
            word: |app| app.record().filter(|record| !record.is_open()).map(|_| "open again");
        REPORTED "reported" "reported" "The next report of the incident was made; on which day.";
        ASSESSED "assessed" "assessed" "The supplier was assessed: what it came to, and when the next review is.";
        MEASURED "measured" "measured" "The objective or metric was measured today: the value.";
    }
    [Command::of(Group::Decide)] {
        ATTACH "attach" "evidence" "Attach evidence: a piece that is there, a file of the repository or a link.",
            |app| attach::attach(app),
            hinted: is_at_record;
        LOCATE "locate" "location" "Say where the document or evidence is: a file of the repository or a link.",
            |app| attach::locate(app);
        LOOK_AGAIN "look-again" "looked at" "The evidence was looked at again; record its content as it is now.",
            |app| attach::look_again(app);
        ASSESS_RISKS "assess-risks" "risks" "Make a risk assessment of the system (6.1.2, 8.2).",
            |app| assessment::assess(app, Type::Risk),
            hinted: is_at_record;
        ASSESS_IMPACT "assess-impact" "impact" "Make an impact assessment of the system (6.1.4, 8.4).",
            |app| assessment::assess(app, Type::Impact),
            hinted: is_at_record;
        REVIEW_SECURITY "review-security" "review" "Make a security review of the system; it says whether it may go on.",
            |app| assessment::assess(app, Type::Security),
            hinted: is_at_record;
        RECORD_DUTIES "record-duties" "duties" "Make obligations of its duties under the EU AI Act; no legal advice.",
            |app| legal_duties::record(app),
            hinted: is_at_record;
        RECONFIRM "re-confirm" "re-confirm" "The assessment still holds: make a new one of today from it.",
            |app| assessment::reconfirm(app),
            hinted: at_assessment;
        RAISE "raise" "risk or action" "Make a risk of an incident or of a line of a security review; of a control gap an action.",
            |app| assessment::raise(app),
            hinted: can_raise;
        RAISE_FINDING "raise-finding" "raise" "Raise a finding from the record, with what that is about filled in.",
            |app| finding_steps::raise_finding(app),
            hinted: is_at_record;
        NEXT_STEP "next-step" "next step" "Do what the finding needs next: correction, cause, action, verification, closing.",
            |app| finding_steps::next_step(app),
            hinted: asks_for_a_step;
        FIRE_TRIGGERS "fire-triggers" "triggers" "Make the assessments of the incident's systems stale that wait for such an event.",
            |app| incident_response::fire_triggers(app),
            hinted: makes_stale;
    }
}

fn is_at_record(app: &App) -> bool {
    app.record().is_some() || !app.targets().is_empty()
}

fn at_assessment(app: &App) -> bool {
    app.record().is_some_and(|record| record.is(&assessment_kind::KIND))
}

fn can_raise(app: &App) -> bool {
    at_assessment(app) || app.record().is_some_and(|record| record.is(&incident::KIND))
}

fn asks_for_a_step(app: &App) -> bool {
    let is_open = |record: &Record| record.is(&finding::KIND) && record.is_open();
    app.record().is_some_and(is_open)
}

fn makes_stale(app: &App) -> bool {
    let makes_stale = |record| incident_response::makes_stale(app.view(), record);
    app.record().is_some_and(makes_stale)
}

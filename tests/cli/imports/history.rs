//! What a file says that was decided elsewhere: it is taken, or kept in the file's own words, and told.

use aims::domain::kinds::{action, document, finding, risk};
use aims::domain::record::Record;
use aims::domain::record::field::Kind;
use aims::domain::register::Register;
use aims::exchange::import::{Memory, Options, Outcome, Plan, Remark};

use super::sheets::{go_on, now, sheet, today};

fn plan(register: &Register, kind: &'static Kind, text: &str, memory: &Memory) -> Plan {
    let options = Options {
        memory: Some(memory),
        source: "old.csv".to_owned(),
        ..Options::default()
    };
    Plan::make(register, kind, &sheet(text.as_bytes()), &options, today(), go_on).expect("a plan")
}

/// Imports a text, and returns the plan and what is remembered of it.
fn import(register: &mut Register, kind: &'static Kind, text: &str) -> (Plan, Memory) {
    let plan = plan(register, kind, text, &Memory::default());
    register.apply(&plan.edit("ana", now())).expect("applies");
    let mut memory = Memory::default();
    for lines in plan.lines() {
        memory.read(&lines.plus.join("\n"));
    }
    (plan, memory)
}

fn only(register: &Register, kind: &'static Kind) -> Record {
    register.of(kind).next().expect("a record").clone()
}

fn text_of(record: &Record, field: &str) -> String {
    let position = record.kind().stored_index(field).expect("a field");
    record.value(position).to_string()
}

#[test]
fn a_status_that_lacks_what_it_needs_is_kept_in_the_words_of_the_file() {
    let files: [(&'static Kind, &str, &str); 2] = [
        (
            &risk::KIND,
            "Risk,Zustand,Status\nDrift,x,akzeptiert\n",
            "Status | akzeptiert",
        ),
        (
            &finding::KIND,
            "Finding,Grade,Date raised,Status,Closure Date\nNo log,Minor NC,2026-09-01,Geschlossen,2026-10-01\n",
            "Status | Geschlossen",
        ),
    ];
    for (kind, text, kept) in files {
        let mut register = Register::default();
        let (first, memory) = import(&mut register, kind, text);
        assert_eq!(first.rows[0].outcome, Outcome::Create, "{first}");
        let is_told = |remark: &Remark| matches!(remark, Remark::Refused { field: "Status", .. });
        assert!(first.rows[0].remarks.iter().any(is_told), "{first}");
        let record = only(&register, kind);
        assert!(text_of(&record, "extras").contains(kept), "{first}");
        let again = plan(&register, kind, text, &memory);
        assert_eq!(again.rows[0].outcome, Outcome::Unchanged, "{again}");
    }
}

#[test]
fn a_day_that_was_set_elsewhere_is_taken_and_a_stop_without_a_reason_is_kept_as_it_is_written() {
    let mut register = Register::default();
    let (_, memory) = import(
        &mut register,
        &action::KIND,
        "Action,Owner,Due date,Status\nMend,ana,2026-12-31,Open\n",
    );
    let later = "Action,Owner,Due date,Status\nMend,ana,2026-09-30,On hold\n";
    let newer = plan(&register, &action::KIND, later, &memory);
    let refused = |remark: &&Remark| matches!(remark, Remark::Refused { .. });
    let refused: Vec<&Remark> = newer.rows[0].remarks.iter().filter(refused).collect();
    assert!(
        matches!(refused[..], [Remark::Refused { field: "Status", .. }]),
        "{newer}"
    );
    register.apply(&newer.edit("ana", now())).expect("applies");
    let action = only(&register, &action::KIND);
    assert_eq!(
        ["due", "status", "extras"].map(|field| text_of(&action, field)),
        ["2026-09-30", "open", "Status | On hold"]
    );
    let again = plan(&register, &action::KIND, later, &memory);
    assert_eq!(again.rows[0].outcome, Outcome::Unchanged, "{again}");
}

#[test]
fn an_acceptance_that_is_over_stays_one() {
    let text = "Risk,Status,Accepted by,Accepted on,Accepted until,Acceptance reason\n\
        Drift,accepted,ana,2025-11-01,2026-11-01,rare\n";
    let mut register = Register::default();
    import(&mut register, &risk::KIND, text);
    let risk = only(&register, &risk::KIND);
    assert_eq!(
        ["status", "accepted_until", "accepted_by"].map(|field| text_of(&risk, field)),
        ["accepted", "2026-11-01", "ana"]
    );
}

#[test]
fn a_document_keeps_its_place_and_its_approval_wherever_the_file_is() {
    let text = "Title,Location,Version,Approved by,Approval date\nAI policy,docs/policy.md,1.1,Management,2026-01-22\n";
    let mut register = Register::default();
    import(&mut register, &document::KIND, text);
    let document = register
        .of(&document::KIND)
        .find(|record| record.title() == "AI policy" && !record.id().as_str().contains('/'))
        .expect("a document");
    assert_eq!(text_of(document, "location"), "docs/policy.md");
    assert_eq!(text_of(document, "approvals"), "1.1 | 2026-01-22 | Management");
}

#[test]
fn cells_that_were_emptied_are_told_and_empty_nothing() {
    let mut register = Register::default();
    let (_, memory) = import(
        &mut register,
        &action::KIND,
        "Action ID,Action,Owner,Due date\nT-1,Mend,ana,2026-12-31\n",
    );
    let emptied = "Action ID,Action,Owner,Due date\nT-1,Mend,,2026-12-31\n";
    let again = plan(&register, &action::KIND, emptied, &memory);
    assert_eq!(again.rows[0].outcome, Outcome::Unchanged);
    assert_eq!(again.rows[0].remarks, [Remark::Cleared("Owner", "ana".to_owned())]);
    assert!(
        again.to_string().contains("nothing is emptied here: Owner (1)."),
        "{again}"
    );
}

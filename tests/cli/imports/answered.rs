//! Registers whose ids, status or links are said beside the rows: by the sheet, by what the user answers, or by records
//! that are there.

use aims::domain::kinds::{action, answer, control, finding, risk};
use aims::domain::record::field::Kind;
use aims::domain::register::Register;
use aims::exchange::import::whole::{self, Table};
use aims::exchange::import::{Confirmed, Options, Outcome, Plan, Remark};
use aims::exchange::sheet::Sheet;

use super::sheets::{go_on, now, options, sheet, today};

fn plan(register: &Register, kind: &'static Kind, sheet: &Sheet, options: &Options<'_>) -> Plan {
    Plan::make(register, kind, sheet, options, today(), go_on).expect("a plan")
}

fn import(register: &mut Register, kind: &'static Kind, sheet: &Sheet, options: &Options<'_>) -> Plan {
    let plan = plan(register, kind, sheet, options);
    register.apply(&plan.edit("ana", now())).expect("applies");
    plan
}

fn confirmed() -> Options<'static> {
    Options {
        confirmed: Confirmed::All,
        ..Options::default()
    }
}

/// Returns what the records of a kind say on the named fields, a line each in the order of the first.
fn said(register: &Register, kind: &'static Kind, fields: &[&str]) -> Vec<String> {
    let line = |record| {
        let value = |name: &&str| aims::domain::record::Record::value(record, kind.field_index(name).expect("a field"));
        fields
            .iter()
            .map(|name| value(name).to_string())
            .collect::<Vec<_>>()
            .join(" | ")
    };
    let mut lines: Vec<String> = register.of(kind).map(line).collect();
    lines.sort();
    lines
}

const WEAKNESSES: &str = "POA&M ID,Controls,Weakness Name,Remediation,Original Detection Date,Scheduled Completion Date,Point of Contact\n\
    V-1,SI-10,Prompts are not filtered,Filter them,2026-01-20,2026-12-30,ben\n\
    V-2,\"AC-2, AC-6\",Shared account,One each,2025-12-05,2026-12-28,ana\n";

#[test]
fn the_name_of_a_sheet_is_the_status_where_no_column_is() {
    for (name, status) in [("Open Items", "open"), ("Closed POA&M Items", "closed"), ("Items", "")] {
        let mut register = Register::default();
        let named = Sheet {
            name: Some(name.to_owned()),
            ..sheet(WEAKNESSES.as_bytes())
        };
        let plan = import(&mut register, &finding::KIND, &named, &confirmed());
        let expected = ["V-1", "V-2"].map(|reference| format!("{reference} | {status}"));
        assert_eq!(
            said(&register, &finding::KIND, &["reference", "status"]),
            expected,
            "{plan}"
        );
        let is_told = plan.to_string().contains("the name of the sheet says that all are");
        assert_eq!(is_told, !status.is_empty(), "{plan}");
    }
}

#[test]
fn controls_of_another_standard_are_told_as_such() {
    let plan = plan(
        &Register::default(),
        &finding::KIND,
        &sheet(WEAKNESSES.as_bytes()),
        &confirmed(),
    );
    let told = plan.to_string();
    for text in [
        "`SI-10` is of another standard (NIST SP 800-53)",
        "`AC-2, AC-6` is of another standard (NIST",
    ] {
        assert!(told.contains(text), "{told}");
    }
}

#[test]
fn the_id_beside_a_corrective_action_is_that_of_its_finding() {
    let mut register = Register::default();
    let weaknesses = sheet(WEAKNESSES.as_bytes());
    import(&mut register, &finding::KIND, &weaknesses, &confirmed());
    let mut options = confirmed();
    options.mapping.map("Remediation=title").expect("a mapping");
    import(&mut register, &action::KIND, &weaknesses, &options);
    let findings: Vec<String> = ["V-1", "V-2"]
        .map(|reference| {
            let mut findings = register.of(&finding::KIND);
            let is_it = |record: &&aims::domain::record::Record| {
                record
                    .value(finding::KIND.field_index("reference").expect("a field"))
                    .to_string()
                    == reference
            };
            findings.find(is_it).expect(reference).id().to_string()
        })
        .to_vec();
    assert_eq!(
        said(&register, &action::KIND, &["title", "serves", "reference"]),
        [
            format!("Filter them | {} | ", findings[0]),
            format!("One each | {} | ", findings[1])
        ]
    );
    let again = plan(&register, &action::KIND, &weaknesses, &options);
    assert_eq!((again.counts().unchanged, again.is_empty()), (2, true), "{again}");
}

#[test]
fn a_finding_that_ended_elsewhere_is_taken_whole_when_asked() {
    let text = "NCR ID,Date,Description,Severity,Status,Closed\n\
        N-1,14/01/2026,No assessment was made,Major,Closed,30/06/2026\n\
        N-2,23/01/2026,Training is done well,Positive,Closed,\n";
    let mut register = Register::default();
    let refused = plan(&register, &finding::KIND, &sheet(text.as_bytes()), &Options::default());
    assert!(
        refused.rows[0].is_refused() && refused.to_string().contains("--yes takes it"),
        "{refused}"
    );
    let taken = import(&mut register, &finding::KIND, &sheet(text.as_bytes()), &confirmed());
    assert_eq!(
        said(&register, &finding::KIND, &["reference", "status", "closed"]),
        ["N-1 | closed | 2026-06-30"]
    );
    assert!(
        taken.rows[0]
            .remarks
            .iter()
            .any(|remark| matches!(remark, Remark::Lacks(_)))
    );
    assert_eq!(
        taken.rows[1].outcome,
        Outcome::Problem("`Positive` says that it is no finding".to_owned())
    );
}

#[test]
fn the_user_says_which_record_an_id_stands_for() {
    let text = "Control ID,Control,Applicable?\nA.2.2,AI policy,Yes\nX-01,Prompt exercise,Yes\nA.9.9,Nothing,\n";
    let mut register = Register::default();
    let asked = plan(&register, &control::KIND, &sheet(text.as_bytes()), &Options::default());
    assert!(
        asked.to_string().contains("--map-value 'Control ID:A.9.9=ID'"),
        "{asked}"
    );
    let answered = options(&["Control ID:X-01=ORG-1"]);
    import(&mut register, &control::KIND, &sheet(text.as_bytes()), &answered);
    let own = register.get("ORG-1").expect("a control");
    assert_eq!(
        (
            own.title(),
            own.value(control::KIND.field_index("reference").expect("a field"))
                .to_string()
        ),
        ("Prompt exercise", "X-01".to_owned())
    );
    let again = plan(&register, &control::KIND, &sheet(text.as_bytes()), &answered);
    assert!(again.is_empty(), "{again}");
    // A spreadsheet program made a day of clause 5.2.
    let text = "Clause,State\n4.1,informal\n4.2,informal\n2026-02-05,operating\n";
    let answered = options(&["Clause:2026-02-05=5.2"]);
    let plan = plan(&register, &answer::KIND, &sheet(text.as_bytes()), &answered);
    assert_eq!(plan.counts().problem, 0, "{plan}");
    let touches = |id: &str| {
        plan.rows
            .iter()
            .any(|row| row.id.as_ref().is_some_and(|of| of.as_str() == id))
    };
    assert!(touches("5.2/q1") && !touches("2.5/q1"), "{plan}");
}

#[test]
fn what_is_said_of_columns_of_one_table_is_no_slip_in_the_others() {
    let text = "Risk,Likelihood,Impact,Measure,Owner,Due date,Status\nDrift,seldom,3,Watch,ana,2027-01-31,Finished\n";
    let both = sheet(text.as_bytes());
    let planned = |said: &[&str]| {
        let options = options(said);
        let table = |kind: &'static Kind, title: &str| {
            let mut options = options.clone();
            options.mapping.map(title).expect("a mapping");
            Table {
                kind,
                sheet: &both,
                options,
            }
        };
        let tables = [table(&risk::KIND, "Risk=title"), table(&action::KIND, "Measure=title")];
        whole::plan(&mut Register::default(), &tables, "ana", now(), go_on)
    };
    let whole = planned(&["Likelihood:seldom=1", "Status:Finished=done"]).expect("a plan");
    assert_eq!(
        whole.plans.iter().map(|plan| plan.counts().create).collect::<Vec<_>>(),
        [1, 1]
    );
    let error = planned(&["Likelihood:seldom=1", "Status:Finished=nowhere"]).expect_err("no choice");
    assert!(error.to_string().contains("`nowhere` is no choice"), "{error}");
}

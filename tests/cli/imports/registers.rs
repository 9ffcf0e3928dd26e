//! Registers as people have them: the words, scales, citations, lists and people in them, each with what must come out.

use aims::domain::kinds::organization;
use aims::domain::kinds::{action, control, finding, incident, risk, supplier, system};
use aims::domain::record::Record;
use aims::domain::record::field::Kind;
use aims::domain::record::input;
use aims::domain::register::Register;
use aims::domain::register::edit::Edit;
use aims::exchange::cells::dates::DayOrder;
use aims::exchange::cells::periods::DateOptions;
use aims::exchange::import::{Confirmed, Options, Outcome, Plan, Remark};

use super::sheets::{go_on, now, options, sheet, today};

fn plan(register: &Register, kind: &'static Kind, text: &str, options: &Options<'_>) -> Plan {
    Plan::make(register, kind, &sheet(text.as_bytes()), options, today(), go_on).expect("a plan")
}

fn import(register: &mut Register, kind: &'static Kind, text: &str) -> Plan {
    let plan = plan(register, kind, text, &Options::default());
    register.apply(&plan.edit("ana", now())).expect("applies");
    plan
}

/// A register with five people and two systems.
fn furnished() -> Register {
    let mut register = Register::default();
    let people = "ana | Ana Ruiz |  |  | ana.ruiz@example.org\nben | Ben Okoro |  |  | ben@example.org\nchiara | Chiara Weiss\nelin | Elin Sand";
    let field = organization::PEOPLE.field();
    let value = input::read(organization::KIND.fields[field.index].shape, people, today()).expect("people");
    let change = register
        .change("organization", field, value)
        .expect("fits")
        .expect("differs");
    let edit = Edit {
        title: "people".to_owned(),
        who: "ana".to_owned(),
        when: now(),
        changes: vec![change],
    };
    register.apply(&edit).expect("applies");
    let systems = "System ID,AI System\nAI-001,Chat bot\nAI-002,\"Fraud, waste and abuse detector\"\n";
    import(&mut register, &system::KIND, systems);
    register
}

/// Returns what the rows say on the named fields, a line each; `!` and the reason for a row that is not imported.
fn said(
    mut register: Register,
    kind: &'static Kind,
    text: &str,
    options: &Options<'_>,
    fields: &[&str],
) -> Vec<String> {
    let plan = plan(&register, kind, text, options);
    register.apply(&plan.edit("ana", now())).expect("applies");
    let line = |row: &aims::exchange::import::RowPlan| match (&row.outcome, &row.id) {
        (Outcome::Problem(why), _) => format!("! {why}"),
        (_, Some(id)) => {
            let record = register.get(id.as_str()).expect("a record");
            let value = |name: &&str| record.value(kind.field_index(name).expect("a field")).to_string();
            fields.iter().map(value).collect::<Vec<_>>().join(" | ")
        }
        (_, None) => "no record".to_owned(),
    };
    plan.rows.iter().map(line).collect()
}

#[test]
fn likelihood_and_impact_are_the_inherent_score() {
    let text = "Risk,Likelihood (1-5),Impact (1–5),Status\nDrift,4,3,In Progress\nLeak,Likely,Severe,Open\nBias,5 - Almost certain,Major (4),Monitoring\nHalf,3,,Open\n";
    let fields = ["inherent", "current", "target", "status"];
    assert_eq!(
        said(furnished(), &risk::KIND, text, &Options::default(), &fields),
        [
            "4 3/-/- |  |  | open",
            "4 5/-/- |  |  | open",
            "5 4/-/- |  |  | open",
            " |  |  | open"
        ]
    );
    // Half a score is none, and what was read of it is not lost.
    let plan = plan(&furnished(), &risk::KIND, text, &Options::default());
    assert_eq!(
        plan.rows[3].remarks,
        [Remark::HalfScore("Likelihood (1-5)".to_owned(), "Inherent")]
    );
}

#[test]
fn the_words_before_and_around_a_column_say_which_judgement_it_is() {
    for (header, said_of) in [
        (
            "Inherent Likelihood,Inherent Impact,Treatment Plan,Residual Likelihood,Residual Impact",
            "inherent target",
        ),
        (
            "Current Probability,Current Impact,Existing Controls,Residual Probability,Residual Impact",
            "current target",
        ),
        (
            "Gross Likelihood,Gross Impact,Existing Controls,Net Likelihood,Net Impact",
            "inherent current",
        ),
        ("Likelihood,Impact,Mitigation,Likelihood,Impact", "inherent target"),
        (
            "Likelihood,Impact,Notes,Target Likelihood,Target Impact",
            "inherent target",
        ),
    ] {
        let text = format!("Risk,{header}\nDrift,4,5,text of it,2,3\n");
        let register = furnished();
        let found = said(
            register,
            &risk::KIND,
            &text,
            &Options::default(),
            &["inherent", "current", "target"],
        );
        let expected = match said_of {
            "inherent target" => "4 5/-/- |  | 2 3/-/-",
            "current target" => " | 4 5/-/- | 2 3/-/-",
            _ => "4 5/-/- | 2 3/-/- | ",
        };
        assert_eq!(found, [expected], "{header}");
    }
    // Sentences are no steps.
    let text = "Risk,Likelihood,Impact\nDrift,4,People with a low income are refused more often than others\n";
    let found = said(furnished(), &risk::KIND, text, &Options::default(), &["inherent"]);
    assert_eq!(found, [""]);
}

#[test]
fn words_of_another_scale_wait_for_the_table_that_says_their_steps() {
    let text = "Risk,Current Probability,Current Impact\nA,Likely,Critical\nB,Very likely,Important\n";
    let nothing = said(furnished(), &risk::KIND, text, &Options::default(), &["current"]);
    assert_eq!(nothing, ["", ""]);
    let table = options(&[
        "Current Probability:Likely=2",
        "Current Probability:Very likely=3",
        "Current Impact:Critical=4",
        "Current Impact:Important=Moderate",
    ]);
    let answered = said(furnished(), &risk::KIND, text, &table, &["current"]);
    assert_eq!(answered, ["2 4/-/-", "3 3/-/-"]);
}

#[test]
fn parts_of_a_score_that_have_no_column_stay_as_they_are() {
    let mut register = furnished();
    import(&mut register, &risk::KIND, "Risk,Inherent\nDrift,4 3/2/1\n");
    let found = said(
        register,
        &risk::KIND,
        "Risk,Likelihood,Impact\nDrift,5,4\n",
        &Options::default(),
        &["inherent"],
    );
    assert_eq!(found, ["5 4/2/1"]);
}

#[test]
fn a_statement_of_applicability_in_usual_words_is_read() {
    let text = "Control ID,Control,Applicable?,Justification,Implementation Status,Responsible,Basis\n\
        A.2.2,AI policy,Y,Required,Fully implemented,Ana Ruiz,LR\n\
        A.2.3,Alignment,Included,,Partially implemented,ben@example.org,\"LR, CO\"\n\
        A.2.4,Review,Excluded,Not used,N/A,,RRA\n\
        A.3.2,Roles,TRUE,,In progress,,BR/BP\n\
        A.3.3,Concerns,Yes - legal,,Done,,Legal\n\
        A.4.2,Resources,N,Nothing of the kind,0%,,Risk assessment\n\
        A.4.4,Tool,✓,,Planned,,Good practice\n\
        A4.5,System,Yes,,Operational,,\n\
        A.4.6 Human resources,People,Yes,,Unimplemented,,\n\
        A.9.9,None,Yes,,,,\n\
        ISO 27001 A.8.2,Access,Yes,,,,\n";
    let fields = ["applicability", "basis", "status", "owner"];
    assert_eq!(
        said(furnished(), &control::KIND, text, &Options::default(), &fields),
        [
            "applicable | legal obligation | implemented | ana",
            "applicable | legal obligation, contract | partial | ben",
            "excluded | risk treatment |  | ",
            "applicable | good practice | partial | ",
            "applicable | legal obligation | implemented | ",
            "excluded | risk treatment | not implemented | ",
            "applicable | good practice | planned | ",
            "applicable |  | implemented | ",
            "applicable |  | not implemented | ",
            "! Annex A of ISO/IEC 42001 has no control A.9.9; perhaps A.9.2. --map-value 'Control ID:A.9.9=ID' says which is meant",
            "! `ISO 27001 A.8.2` is of another standard (27001)",
        ]
    );
}

#[test]
fn no_word_is_taken_for_its_opposite() {
    for (word, stage) in [
        ("Active", "operation"),
        ("Inactive", "retirement"),
        ("PoC", "verification"),
        ("Undeployed", ""),
        ("Non-production", ""),
        ("Not live", ""),
        ("Under Review", ""),
        ("Paused", ""),
    ] {
        let text = format!("Name,Status\nOne,{word}\n");
        let found = said(
            Register::default(),
            &system::KIND,
            &text,
            &Options::default(),
            &["stage"],
        );
        assert_eq!(found, [stage], "{word}");
        let told = plan(&Register::default(), &system::KIND, &text, &Options::default()).to_string();
        assert!(!told.contains("perhaps"), "{told}");
    }
}

#[test]
fn links_are_found_by_reference_title_and_citation_and_the_rest_is_told() {
    let mut register = furnished();
    import(
        &mut register,
        &risk::KIND,
        "Risk ID,Title,System\nR-01,One,AI-001\nR-02,Two,\"Chat bot, Fraud, waste and abuse detector\"\nR-03,Three,chat BOT\n",
    );
    let systems = |title: &str| {
        let record = register
            .of(&risk::KIND)
            .find(|record| record.title() == title)
            .expect(title);
        record.stored(risk::SYSTEMS).to_string()
    };
    assert_eq!(systems("One"), "chat-bot");
    assert_eq!(systems("Two"), "chat-bot, fraud-waste-and-abuse-detector");
    assert_eq!(systems("Three"), "chat-bot");
    let text = "Action,Risk ID,Clause,Owner,Due Date\n\
        First,R-01,\"A.6.2.4, A.9.99\",ana,2026-12-01\n\
        Second,\"R-02; R-99\",ISO 42001 A.5.2,ben,2026-12-01\n\
        Third,R-03,ISO 27001 A.8.2,ben,2026-12-01\n";
    let fields = ["risks", "requirements", "extras"];
    let ids = ["R-01", "R-02", "R-03"].map(|reference| {
        let field = risk::KIND.field_index("reference").expect("a field");
        let is_it = |record: &&Record| record.value(field).as_text() == Some(reference);
        register
            .of(&risk::KIND)
            .find(is_it)
            .map(|record| record.id().to_string())
            .expect(reference)
    });
    assert_eq!(
        said(register, &action::KIND, text, &Options::default(), &fields),
        [
            format!("{} | A.6.2.4 | Clause | A.6.2.4, A.9.99", ids[0]),
            format!("{} | A.5.2 | Risk ID | R-02; R-99", ids[1]),
            format!("{} |  | Clause | ISO 27001 A.8.2", ids[2]),
        ]
    );
}

#[test]
fn owners_are_found_beside_units_and_of_several_the_first_is_taken() {
    let text = "Title,Owner\nOne,Ana Ruiz\nTwo,\"Okoro, Ben\"\nThree,HR / Chiara Weiss\nFour,Ana Ruiz; Ben Okoro\nFive,IT Security\nSix,TBD\nSeven,k. A.\n";
    assert_eq!(
        said(
            furnished(),
            &risk::KIND,
            text,
            &Options::default(),
            &["owner", "extras"]
        ),
        [
            "ana | ",
            "ben | ",
            "chiara | Owner | HR / Chiara Weiss",
            "ana | Owner | Ana Ruiz; Ben Okoro",
            "IT Security | ",
            " | ",
            " | ",
        ]
    );
}

#[test]
fn the_first_sentence_of_a_description_is_the_title_where_no_column_is() {
    let text = "NCR ID,Date,Description,Severity\nN-1,14/01/2026,Two systems were used without an assessment. Nobody asked.,Minor NC\n";
    assert_eq!(
        said(
            furnished(),
            &finding::KIND,
            text,
            &Options::default(),
            &["title", "reference", "grade", "raised"]
        ),
        ["Two systems were used without an assessment | N-1 | minor nonconformity | 2026-01-14"]
    );
}

#[test]
fn a_row_without_what_every_record_has_is_taken_only_when_asked() {
    let text = "Summary,Assignee,Due date\nFirst,ana,2026-12-01\nSecond,,2026-12-01\nThird,ben,Recurring\n";
    let found = said(furnished(), &action::KIND, text, &Options::default(), &["owner", "due"]);
    assert_eq!(
        found,
        [
            "ana | 2026-12-01",
            "! it lacks Owner; --yes takes it all the same",
            "! it lacks Due; --yes takes it all the same"
        ]
    );
    let confirmed = Options {
        confirmed: Confirmed::All,
        ..Options::default()
    };
    let found = said(furnished(), &action::KIND, text, &confirmed, &["owner", "due"]);
    assert_eq!(found, ["ana | 2026-12-01", " | 2026-12-01", "ben | "]);
}

#[test]
fn dates_are_read_as_the_user_says() {
    let text = "Summary,Assignee,Due date\nA,ana,03/04/2026\nB,ana,5/6/26\nC,ana,Q4 2026\nD,ana,30 days\n";
    let mut said_of_dates = Options {
        confirmed: Confirmed::All,
        ..Options::default()
    };
    let due = |options: &Options<'_>| said(furnished(), &action::KIND, text, options, &["due"]);
    assert_eq!(due(&said_of_dates), ["", "", "", ""]);
    said_of_dates.mapping.dates = DateOptions {
        order: Some(DayOrder::DayFirst),
        short_years: true,
        period_end: true,
        from: Some(today()),
    };
    assert_eq!(
        due(&said_of_dates),
        ["2026-04-03", "2026-06-05", "2026-12-31", "2026-12-23"]
    );
}

#[test]
fn suppliers_and_incidents_have_their_own_words() {
    let text = "Vendor Name,Service,Review Result,Last Assessed,AI Systems Supported\nAcme,Models,Approved,15/03/2026,Chat bot\nBeta,Hosting,Not assessed,,\n";
    assert_eq!(
        said(
            furnished(),
            &supplier::KIND,
            text,
            &Options::default(),
            &["supplies", "outcome", "assessed", "systems"]
        ),
        ["Models | suitable | 2026-03-15 | chat-bot", "Hosting |  |  | "]
    );
    let text = "Incident ID,Summary,Severity,Status,Date,Date Detected\nINC-1,Leak,Sev 1,Investigating,2026-01-31,2026-02-01\nINC-2,Slip,Near miss,Open,2026-02-01,2026-02-02\n";
    let found = said(
        furnished(),
        &incident::KIND,
        text,
        &Options::default(),
        &["severity", "noticed"],
    );
    assert_eq!(found, ["serious | 2026-02-01", "near miss | 2026-02-02"]);
}

#[test]
fn the_day_by_which_somebody_is_to_be_told_is_a_report_to_be_made() {
    let mut register = Register::default();
    import(
        &mut register,
        &incident::KIND,
        "Incident ID,Summary,Date of incident,Notification deadline\nINC-1,Stop,2026-02-18,2026-03-05\nINC-2,Late,2026-02-19,TBD\n",
    );
    let reports = register
        .of(&incident::KIND)
        .map(|one| one.stored(incident::REPORTS).to_string());
    let mut reports: Vec<String> = reports.collect();
    reports.sort();
    assert_eq!(reports, ["", "2026-03-05"]);
}

#[test]
fn one_name_in_two_compositions_is_one_record() {
    let mut register = Register::default();
    import(&mut register, &system::KIND, "Name\nQualité\nBild\u{ad}erkennung\n");
    let again = plan(
        &register,
        &system::KIND,
        "Name\nQualite\u{301}\nBilderkennung\n",
        &Options::default(),
    );
    assert_eq!(again.counts().create, 0, "{again}");
}

#[test]
fn ids_that_two_standards_have_are_taken_for_ours_and_said() {
    let text = "Title,Controls\nAccess,\"A.8.2, A.6.2.4\"\n";
    let plan = plan(&furnished(), &risk::KIND, text, &Options::default());
    assert_eq!(plan.ambiguous.iter().collect::<Vec<_>>(), ["A.8.2"]);
    assert!(
        plan.to_string()
            .contains("although ISO/IEC 27001 has these too: A.8.2."),
        "{plan}"
    );
}

#[test]
fn the_end_of_an_action_does_not_retire_it() {
    let text = "Task,Assigned to,End date,Due date\nFix,ana,2026-05-05,2027-01-01\n";
    let found = said(furnished(), &action::KIND, text, &Options::default(), &["retired"]);
    assert_eq!(found, [""]);
}

#[test]
fn a_score_without_a_likelihood_is_read_as_it_is_written() {
    let found = said(
        furnished(),
        &risk::KIND,
        "Risk,Inherent\nDrift,na 4/5/3\n",
        &Options::default(),
        &["inherent"],
    );
    assert_eq!(found, ["na 4/5/3"]);
}

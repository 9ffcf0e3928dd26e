//! Importing records of other kinds than systems, each by its own fields.

use aims::domain::kinds::{action, control, review, risk, supplier, system};
use aims::domain::record::field::Kind;
use aims::domain::register::Register;
use aims::exchange::import::{ImportError, Options, Plan};
use aims::exchange::sheet::{self, Sheet};
use chrono::NaiveDate;

use super::sheets::go_on;
use crate::sandbox::Sandbox;

fn made(register: &Register, kind: &'static Kind, text: &str, options: &Options<'_>) -> Result<Plan, ImportError> {
    let sheet = Sheet::read(text.as_bytes(), &sheet::Options::default()).expect("a sheet");
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    Plan::make(register, kind, &sheet, options, today, go_on)
}

fn plan_of(register: &Register, kind: &'static Kind, text: &str, options: &Options<'_>) -> Plan {
    made(register, kind, text, options).expect("a plan")
}

fn apply(register: &mut Register, plan: &Plan) {
    let now = NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|day| day.and_hms_opt(9, 0, 0));
    register
        .apply(&plan.edit("ana", now.expect("a time")))
        .expect("applies");
}

#[test]
fn every_kind_is_imported_by_its_own_fields() {
    let mut register = Register::default();
    let systems = plan_of(&register, &system::KIND, "ID,Name\nX-1,Chat\n", &Options::default());
    apply(&mut register, &systems);
    let risks = "Risk name,System,Status,Review,Comment\nBias,chat,open,2027-01-01,c\nLeak,X-1,open?,2027-01-01,\nDrift,Nope,,,\n";
    let found = plan_of(&register, &risk::KIND, risks, &Options::default());
    assert_eq!(found.counts().create, 3, "{found}");
    let same: Vec<_> = found.rows.iter().map(|row| row.id.clone()).collect();
    apply(&mut register, &found);
    let again = plan_of(&register, &risk::KIND, risks, &Options::default());
    assert_eq!(again.counts().unchanged, 3, "{again}");
    assert_eq!(again.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), same);
    let title = |wanted: &str| {
        register
            .of(&risk::KIND)
            .find(|record| record.title() == wanted)
            .expect(wanted)
    };
    assert_eq!(title("Bias").get(risk::SYSTEMS), [&"chat".into()]);
    assert_eq!(title("Leak").get(risk::SYSTEMS), [&"chat".into()]);
    assert_eq!(title("Leak").stored(risk::EXTRAS).to_string(), "Status | open?");
    assert_eq!(title("Drift").stored(risk::EXTRAS).to_string(), "System | Nope");

    let actions = "Task,Assigned to,Due date,Risk\nFix it,ben,2027-02-01,Bias\n";
    let bias = title("Bias").id().clone();
    let found = plan_of(&register, &action::KIND, actions, &Options::default());
    apply(&mut register, &found);
    let fix = register.of(&action::KIND).next().expect("an action");
    assert_eq!(
        (fix.owner(), fix.get(action::DUE)),
        ("ben", NaiveDate::from_ymd_opt(2027, 2, 1))
    );
    assert_eq!(fix.get(action::RISKS), [&bias]);

    let controls = "Control,Applicable,Justification\nA.6.2.5,yes,because\nZ,no,\nORG-1,yes,ours\n";
    let mut by_id = Options::default();
    by_id.mapping.map("Control=id").expect("a mapping");
    let found = plan_of(&register, &control::KIND, controls, &by_id);
    let counts = found.counts();
    assert_eq!(
        (counts.create, counts.update, counts.problem, counts.removed),
        (1, 1, 1, 0),
        "{found}"
    );
    let lost = made(&register, &control::KIND, "Name\nx\n", &Options::default());
    assert!(matches!(lost, Err(ImportError::NoId(..))));
}

#[test]
fn the_report_names_held_reviews_of_which_nothing_says_what_came() {
    let mut register = Register::default();
    let suppliers = plan_of(
        &register,
        &supplier::KIND,
        "ID,Name\nP-1,Hosting\n",
        &Options::default(),
    );
    apply(&mut register, &suppliers);
    let reviews = "Title,Event,Date,Status,Held,Minutes\n\
        Spring,supplier review,2026-05-04,held,2026-05-04,\n\
        Summer,supplier review,2026-07-06,held,2026-07-06,Hosting is as it should be.\n\
        Next,supplier review,2027-01-11,planned,,\n";
    let report = plan_of(&register, &review::KIND, reviews, &Options::default()).to_string();
    let told: Vec<_> = report.lines().filter(|line| line.contains("what came of it")).collect();
    assert_eq!(told.len(), 1, "{report}");
    assert!(told[0].contains("It was held on 2026-05-04"), "{report}");
}

/// Returns what an incident says of its confidentiality.
fn is_confidential(sandbox: &Sandbox) -> serde_json::Value {
    sandbox.json(&["list", "incidents", "--json", "--columns", "confidential"])[0]["confidential"].clone()
}

#[test]
fn a_yes_becomes_a_no_where_the_file_says_no() {
    let row = |word: &str| format!("Reference,Title,Happened,Confidential\nT-1,Leak,2026-06-01,{word}\n");
    for yes in ["yes", "✓", "☑", "x", "Ja", "WAHR", "oui", "vrai", "si", "sí"] {
        for no in ["no", "FALSE", "0", "nein"] {
            let sandbox = Sandbox::new();
            sandbox.write("i.csv", &row(yes));
            sandbox.fine(&["import", "incidents", "i.csv"]);
            assert_eq!(is_confidential(&sandbox), true, "{yes}");
            sandbox.write("i.csv", &row(""));
            sandbox.run(&["import", "incidents", "i.csv"]);
            assert_eq!(is_confidential(&sandbox), true, "a blank cell changes nothing");
            sandbox.write("i.csv", &row(no));
            let ran = sandbox.run(&["import", "incidents", "i.csv"]);
            assert!(ran.out.contains("Confidential: yes -> (nothing)"), "{no}: {ran:?}");
            assert_eq!(is_confidential(&sandbox), false, "{no}");
            // What the file said last, it says again: what was edited here since stays.
            let incidents = sandbox.json(&["list", "incidents", "--json", "--columns", "id"]);
            let id = incidents[0]["id"].as_str().expect("an id").to_owned();
            sandbox.fine(&["set", &id, "confidential=yes"]);
            let ran = sandbox.run(&["import", "incidents", "i.csv"]);
            assert!(
                ran.out.contains("Confidential was edited here and not in the file"),
                "{ran:?}"
            );
            if yes != "yes" {
                break;
            }
        }
    }
}

#[test]
fn the_answers_of_an_export_and_those_about_people_become_a_no_as_well() {
    let sandbox = Sandbox::new();
    sandbox.fine(&[
        "add",
        "incident",
        "title=Leak",
        "happened=2026-06-01",
        "confidential=yes",
    ]);
    for (file, from, to) in [
        ("e.json", "\"confidential\":true", "\"confidential\":false"),
        ("e.csv", ",yes,", ",no,"),
    ] {
        let incidents = sandbox.json(&["list", "incidents", "--json", "--columns", "id"]);
        let id = incidents[0]["id"].as_str().expect("an id").to_owned();
        sandbox.fine(&["set", &id, "confidential=yes"]);
        sandbox.fine(&["export", "incidents", "--confidential", "-o", file]);
        let text = std::fs::read_to_string(sandbox.here().join(file)).expect("a file");
        assert!(text.contains(from), "{text}");
        sandbox.write(file, &text.replace(from, to));
        let ran = sandbox.run(&["import", "incidents", file]);
        assert!(ran.out.contains("1 update"), "{file}: {ran:?}");
        assert_eq!(is_confidential(&sandbox), false, "{file}");
    }
    sandbox.write(
        "p.csv",
        "Handle,Name,Approver,Top management,From outside\nben,Ben Okoro,yes,✓,wahr\n",
    );
    sandbox.fine(&["import", "people", "p.csv"]);
    let people = || sandbox.json(&["export", "people", "--format", "json"])["people"][0].clone();
    let flags = |person: &serde_json::Value| ["approver", "top", "external"].map(|flag| person[flag].clone());
    assert_eq!(flags(&people()), [true, true, true]);
    sandbox.write(
        "p.csv",
        "Handle,Name,Approver,Top management,From outside\nben,Ben Okoro,no,☐,FALSCH\n",
    );
    sandbox.fine(&["import", "people", "p.csv"]);
    assert_eq!(flags(&people()), [false, false, false]);
}

//! Assessments by keys: made of a system, stale when it changes, confirmed again, and what comes out of them.

use aims::app::decisions::prompt::Ask;
use aims::app::dialogs::ShownRecord;
use aims::app::screens;
use aims::domain::kinds::assessment::Outcomes;
use aims::domain::kinds::check::{self, Rule};
use aims::domain::kinds::{assessment, organization, system};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::input;

use crate::bench::{Bench, today};

/// The demo with the cursor on a system whose gate is open.
fn code_assistant() -> Bench {
    let mut bench = Bench::demo();
    bench.press("2 / 'Code_assistant enter");
    assert_eq!(bench.at(), "code-assistant");
    bench
}

fn derived(bench: &Bench, id: &str, name: &str) -> String {
    let record = bench.app.register.get(id).expect("a record");
    bench.app.view().value(record, name).to_string()
}

/// The counts of Today behind a text.
fn today_says(bench: &mut Bench, text: &str) -> usize {
    bench.press("1");
    let lines = aims::app::screens::today::lines(bench.app.view(), None);
    lines
        .iter()
        .find(|line| line.text.contains(text))
        .and_then(|line| line.count)
        .unwrap_or_default()
}

fn findings(bench: &Bench, id: &str) -> Vec<&'static Rule> {
    let found = check::check(&bench.app.register, today());
    found
        .iter()
        .filter(|one| one.id == Id::new(id))
        .map(|one| one.rule)
        .collect()
}

#[test]
fn a_changed_version_makes_the_review_stale_everywhere_and_undo_takes_it_back() {
    let mut bench = code_assistant();
    let closed = today_says(&mut bench, "closed gate");
    let stale = today_says(&mut bench, "stale assessments");
    assert_eq!(derived(&bench, "code-assistant", "gate"), "open");
    assert!(findings(&bench, "S-b3g1p").is_empty());
    bench.press("2 e");
    let version = bench
        .form()
        .inputs
        .iter()
        .position(|input| input.position == system::VERSION.index());
    for _ in 0..version.expect("the field") {
        bench.press("tab");
    }
    bench.press("'-2 ctrl-s");
    assert_eq!(bench.value("code-assistant", "version"), "2026.9-2");
    assert_eq!(derived(&bench, "code-assistant", "gate"), "closed");
    assert_eq!(derived(&bench, "S-b3g1p", "standing"), "stale");
    assert_eq!(
        derived(&bench, "S-b3g1p", "why"),
        "Version changed from 2026.9 to 2026.9-2."
    );
    assert_eq!(findings(&bench, "S-b3g1p"), [&assessment::check::STALE]);
    let found = findings(&bench, "code-assistant");
    assert!(found.contains(&&system::check::GATE_CLOSED) && found.contains(&&system::check::RELEASE_MISSING));
    assert_eq!(today_says(&mut bench, "closed gate"), closed + 1);
    assert_eq!(today_says(&mut bench, "stale assessments"), stale + 1);
    bench.press("2 u");
    assert_eq!(derived(&bench, "code-assistant", "gate"), "open");
    assert_eq!(derived(&bench, "S-b3g1p", "standing"), "valid");
    assert!(!findings(&bench, "code-assistant").contains(&&system::check::GATE_CLOSED));
    assert_eq!(today_says(&mut bench, "closed gate"), closed);
    bench.assert_saved();
}

#[test]
fn today_leads_to_the_systems_it_counts() {
    let mut bench = Bench::demo();
    for (text, filter) in [
        ("closed gate", "gate:closed stage:deployment,operation"),
        ("stale assessments", "assessments:stale -scope:out"),
    ] {
        let count = today_says(&mut bench, text);
        bench.press("2 esc / ctrl-u");
        bench.press(&format!("'{} enter", filter.replace(' ', "_")));
        assert_eq!(bench.rows().len(), count, "{filter}");
        bench.press("esc");
    }
}

#[test]
fn an_assessment_begins_with_what_is_known() {
    let mut bench = code_assistant();
    bench.press("A r");
    let open = {
        let system = bench.app.register.get("code-assistant").expect("the system");
        system::open_risks(&bench.app.register, system).count()
    };
    let record = bench.form().record(&bench.app.register, today());
    assert_eq!(record.get(assessment::OUTCOMES).len(), open);
    // What no earlier risk assessment looked at is new; the others are to be judged.
    let looked = |id: &Id| {
        let before = bench.app.register.linked_of(&assessment::KIND, id);
        before
            .into_iter()
            .any(|one| one.get(assessment::TYPE) == Some(assessment::Type::Risk))
    };
    for row in record.get(assessment::OUTCOMES) {
        let id = row.get(Outcomes::RISK).expect("a risk");
        assert_eq!(!row.says(Outcomes::OUTCOME), looked(id), "{id}");
    }
    assert_eq!(record.get(assessment::DATE), Some(today()));
    assert_eq!(record.get(assessment::JUDGED).len(), 12);
    let shown = |bench: &Bench, field: usize| bench.form().inputs.iter().any(|input| input.position == field);
    assert!(shown(&bench, assessment::OUTCOMES.index()));
    assert!(!shown(&bench, assessment::EFFECTS.index()) && !shown(&bench, assessment::THREATS.index()));
    // Another type has other fields; what was filled in stays in sight.
    bench.press("tab ctrl-u 'impact_assessment tab tab");
    assert!(shown(&bench, assessment::EFFECTS.index()) && shown(&bench, assessment::OUTCOMES.index()));
    bench.press("esc d A s ctrl-s");
    assert!(bench.app.dialogs.is_empty(), "{:?}", bench.app.dialogs);
    let made = bench.saves.last().expect("a save").edit.touched();
    assert_eq!(derived(&bench, made[0].as_str(), "standing"), "draft");
    assert_eq!(derived(&bench, "code-assistant", "gate"), "open");
    bench.assert_saved();
}

#[test]
fn assessments_are_made_of_systems() {
    let mut bench = Bench::demo();
    bench.press("3");
    bench.app.run(&aims::app::state::commands::ASSESS_IMPACT);
    assert!(bench.notice().1.contains("Systems (2)"));
    bench.app.run(&aims::app::state::commands::RECONFIRM);
    assert!(bench.notice().1.contains("for assessments"));
}

/// Opens an assessment over the screen.
fn open(bench: &mut Bench, id: &str) {
    bench.app.go_to(&Id::new(id));
    assert!(
        bench
            .app
            .dialogs
            .top::<ShownRecord>()
            .is_some_and(|ShownRecord(shown)| *shown == Id::new(id))
    );
}

#[test]
fn confirming_again_makes_a_new_one_that_judges_the_system_as_it_is() {
    let mut bench = Bench::demo();
    bench.press("2");
    assert_eq!(derived(&bench, "S-g4nk0", "standing"), "stale");
    open(&mut bench, "S-g4nk0");
    bench.press("C");
    let new = bench.saves.last().expect("a save").edit.touched()[0].clone();
    assert!(
        bench
            .app
            .dialogs
            .top::<ShownRecord>()
            .is_some_and(|ShownRecord(shown)| *shown == new)
    );
    assert_eq!(derived(&bench, new.as_str(), "standing"), "valid");
    assert_eq!(derived(&bench, "S-g4nk0", "standing"), "superseded");
    assert_eq!(bench.value(new.as_str(), "disposition"), "proceed");
    let keeps_out = |bench: &Bench| {
        let system = bench.app.register.get("radiology-priority").expect("a system");
        let missing = assessment::gate(&bench.app.register, system, today());
        missing.iter().any(|one| one.condition == system::Condition::G7)
    };
    assert!(!keeps_out(&bench));
    bench.press("u");
    assert!(keeps_out(&bench));
    bench.assert_saved();
    open(&mut bench, "S-0w2bc");
    bench.press("C");
    assert!(bench.notice().1.contains("draft"));
}

/// Puts the cursor of the detail on a line.
fn go_to_line(bench: &mut Bench, text: &str) {
    let lines = bench.app.detail_lines();
    let at = lines
        .iter()
        .position(|line| matches!(line, aims::app::detail::Line::Text(said, _) if said.contains(text)));
    bench.app.screens.detail.cursor = at.expect(text);
}

#[test]
fn a_line_becomes_a_risk_and_a_gap_an_action_once() {
    let mut bench = Bench::demo();
    bench.press("2");
    open(&mut bench, "S-b3g1p");
    go_to_line(&mut bench, "Comments in dependencies that address the model");
    bench.press("N");
    let edit = bench.saves.last().expect("a save").edit.clone();
    let risk = edit.touched()[0].clone();
    assert_eq!(bench.value(risk.as_str(), "systems"), "code-assistant");
    assert_eq!(bench.value(risk.as_str(), "status"), "draft");
    assert_eq!(bench.value("S-b3g1p", "risks"), risk.as_str());
    let names = |bench: &Bench, table: &str, id: &str| bench.value("S-b3g1p", table).contains(id);
    assert!(
        names(&bench, "threats", risk.as_str()),
        "the row says what became of it"
    );
    go_to_line(&mut bench, "Comments in dependencies that address the model");
    bench.press("N");
    assert!(bench.notice().1.contains("already"), "{:?}", bench.notice());
    go_to_line(&mut bench, "Agent mode can be switched on locally");
    bench.press("N");
    let action = bench.saves.last().expect("a save").edit.touched()[0].clone();
    assert_eq!(bench.value("S-b3g1p", "actions"), action.as_str());
    assert!(names(&bench, "gaps", action.as_str()));
    assert_eq!(bench.value(action.as_str(), "owner"), "david");
    assert!(
        bench
            .app
            .register
            .get(action.as_str())
            .is_some_and(|action| action.problems().is_empty())
    );
    bench.assert_saved();
    bench.press("u u");
    assert!(bench.app.register.get(risk.as_str()).is_none());
    assert_eq!(bench.value("S-b3g1p", "risks"), "");
    bench.app.screens.detail.cursor = 0;
    bench.press("N");
    assert!(bench.notice().1.contains("threat"));
    bench.assert_saved();
}

fn overrides(bench: &Bench, id: &str) -> String {
    bench
        .app
        .register
        .get(id)
        .map(|system: &Record| system.value(system::GATE_OVERRIDE.index()).to_string())
        .unwrap_or_default()
}

#[test]
fn going_into_use_through_a_closed_gate_asks_who_and_why() {
    let mut bench = Bench::demo();
    bench.press("2 / 'Clinical enter S 5");
    assert!(bench.app.dialogs.top::<Ask>().is_some());
    assert_eq!(bench.value("coding-copilot", "stage"), "development");
    bench.press("'maya enter enter");
    assert!(!bench.ask_error().is_empty(), "the reason is required");
    bench.press("'Trial_of_a_month enter");
    assert_eq!(bench.value("coding-copilot", "stage"), "operation");
    assert_eq!(
        overrides(&bench, "coding-copilot"),
        "2026-11-23 | maya | Trial of a month"
    );
    assert_eq!(bench.saves.len(), 1);
    bench.press("u");
    assert_eq!(bench.value("coding-copilot", "stage"), "development");
    assert_eq!(overrides(&bench, "coding-copilot"), "");
    // Another stage, and a gate that is open, ask nothing.
    bench.press("S 3");
    assert_eq!(bench.value("coding-copilot", "stage"), "verification");
    bench.assert_saved();
}

#[test]
fn only_somebody_who_may_lets_a_system_through_its_closed_gate() {
    let people = "carla | Carla Rossi | CEO | | | | yes\nben | Ben Okafor | Developer";
    let shape = organization::KIND.declared(organization::PEOPLE).shape;
    let people = input::read(shape, people, today()).expect("people");
    let acme = Record::new(&organization::KIND, organization::ID.into()).with(organization::PEOPLE, people);
    let chat = Record::new(&system::KIND, "chat".into())
        .with(system::TITLE, "Chat")
        .with(system::SCOPE, system::Scope::In)
        .with(system::STAGE, system::Stage::Development)
        .with(system::EU_CLASS, system::EuClass::Prohibited);
    let mut bench = Bench::of(&[acme, chat]);
    bench.press("2 S 5");
    let asked = bench
        .app
        .dialogs
        .top::<Ask>()
        .expect("a question")
        .question()
        .example
        .to_string();
    assert!(
        asked.contains("The law asks: not prohibited: Its class is one"),
        "{asked}"
    );
    assert!(
        asked.contains("The standard asks: ") && !asked.contains("We advise"),
        "our advice refuses nothing: {asked}"
    );
    assert!(asked.ends_with("top management or an approver: carla."), "{asked}");
    bench.press("'ben enter");
    assert!(
        bench
            .ask_error()
            .starts_with("ben is neither an approver nor of top management."),
        "{}",
        bench.ask_error()
    );
    bench.press("ctrl-u 'xaver enter down enter");
    assert!(
        bench.ask_error().starts_with("`xaver` is nobody of the people."),
        "{}",
        bench.ask_error()
    );
    bench.press("ctrl-u 'carla enter 'Trial enter");
    assert_eq!(overrides(&bench, "chat"), "2026-11-23 | carla | Trial");
    bench.assert_saved();
    bench.press("u");
    assert_eq!(overrides(&bench, "chat"), "");
}

#[test]
fn the_form_asks_why_as_well() {
    let mut bench = Bench::demo();
    bench.press("2 / 'Clinical enter e");
    let stage = bench
        .form()
        .inputs
        .iter()
        .position(|input| input.position == system::STAGE.index());
    for _ in 0..stage.expect("the field") {
        bench.press("tab");
    }
    bench.press("ctrl-u 'operation ctrl-s");
    assert_eq!(bench.form().field().name, "gate_override");
    assert!(bench.form().inputs[bench.form().focus].error.is_some());
    bench.press("ctrl-s");
    assert_eq!(bench.form().field().name, "gate_override");
    bench.press("'xaver_|_Trial ctrl-s");
    let error = bench.form().inputs[bench.form().focus].error.clone();
    assert!(
        error.is_some_and(|error| error.contains("xaver")),
        "nobody of the people"
    );
    bench.press("ctrl-u 'today_|_ana_|_Trial ctrl-s");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.value("coding-copilot", "stage"), "operation");
    assert!(overrides(&bench, "coding-copilot").ends_with("| Trial"));
    bench.assert_saved();
}

#[test]
fn systems_with_closed_gates_are_not_put_into_use_in_bulk() {
    let mut bench = Bench::demo();
    bench.press("2 / 'stage:development,verification enter * S 5");
    assert_eq!(bench.screen(), &screens::systems::SCREEN);
    assert!(bench.ask_error().contains("one by one"), "{}", bench.ask_error());
    assert!(bench.saves.is_empty());
}

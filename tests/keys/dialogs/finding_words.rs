//! The palette finds what people of the field look for: words before scattered letters, no noise on an exact word.

use aims::app::dialogs::picker::Picker;
use aims::app::input::screen;
use aims::app::screens::{self, SCREENS};

use crate::bench::Bench;

/// Returns what the palette shows for a text: what each entry is called, with the sort of it.
fn found(typed: &str) -> Vec<(String, String)> {
    let mut bench = Bench::demo();
    bench.press(&format!(": '{}", typed.replace(' ', "_")));
    let picker = bench.app.dialogs.top::<Picker>().expect("the palette");
    let entry = |found: &aims::domain::search::Ranked| {
        let entry = picker.entry(found.index);
        (entry.lead.clone(), entry.note.clone())
    };
    picker.matches.iter().map(entry).collect()
}

#[test]
fn the_first_hit_is_what_people_of_the_field_look_for() {
    for (typed, lead, note) in [
        ("subject", "subject", "role"),
        ("AI subject", "AI subject", "role"),
        ("deployer", "deployer", "role"),
        ("greta", "greta", "person"),
        ("4", "4", "clause"),
        ("6.1", "6.1", "clause"),
        ("4.1", "4.1", "clause"),
        ("A.6", "A.6", "domain"),
        ("human oversight", "human oversight", "term"),
        ("AI operator", "AI operator", "term"),
        ("8.4 deployment", "8.4 AI system deployment", "term"),
        ("threat model", "threat model", "term"),
        ("adversarial robustness", "adversarial robustness, red teaming", "term"),
        ("red teaming", "adversarial robustness, red teaming", "term"),
        ("prompt injection", "prompt injection", "term"),
        (
            "lifecycle gate",
            "lifecycle gate, life cycle gate, deployment gate",
            "term",
        ),
        (
            "deployment gate",
            "lifecycle gate, life cycle gate, deployment gate",
            "term",
        ),
        ("scope definition", "scope, scope definition, scope statement", "term"),
        ("scope", "scope, scope definition, scope statement", "term"),
        ("concern", "concern, complaint, report from outside", "term"),
        ("opportunity", "opportunity", "term"),
        ("SoA", "SoA", "term"),
        ("soa", "SoA", "term"),
        (
            "certification",
            "certification, certificate, certification body",
            "term",
        ),
        ("communication", "communication, communication plan", "term"),
        ("awareness", "awareness, AI literacy", "term"),
        ("AI literacy", "awareness, AI literacy", "term"),
        ("procurement", "third party, vendor, procurement", "term"),
        ("drift", "drift, post-market monitoring", "term"),
        (
            "impact assessment",
            "impact assessment, AI system impact assessment, AIIA, FRIA, DPIA",
            "term",
        ),
        ("AI policy", "policy, AI policy", "term"),
        (
            "treatment plan",
            "treatment plan, risk treatment plan, residual risk, risk acceptance",
            "term",
        ),
        (
            "residual risk",
            "treatment plan, risk treatment plan, residual risk, risk acceptance",
            "term",
        ),
        ("management review agenda", "management review agenda", "term"),
        ("management review", "management review", "term"),
        ("internal audit", "internal audit, audit report", "term"),
        (
            "stakeholders",
            "interested parties, stakeholders, external issues, internal issues",
            "term",
        ),
        ("competence", "competence, training", "term"),
        ("nonconformity", "nonconformity, corrective action, CAPA", "term"),
        ("CAPA", "nonconformity, corrective action, CAPA", "term"),
        ("third party", "third party, vendor, procurement", "term"),
        ("KPI", "KPI, metric, monitoring and measurement", "term"),
        ("training data", "data set, dataset, training data, model", "term"),
        ("EU AI Act", "legal requirements, EU AI Act, GDPR, obligation", "term"),
        ("explainability", "transparency, explainability", "term"),
        ("data lineage", "data provenance, data lineage", "term"),
        ("whistleblowing", "whistleblowing", "term"),
    ] {
        let first = found(typed).into_iter().next();
        assert_eq!(first, Some((lead.to_owned(), note.to_owned())), "{typed}");
    }
}

#[test]
fn the_word_for_a_record_finds_the_list_before_how_to_add_one() {
    let bench = Bench::demo();
    for kind in bench.app.register.kinds() {
        let Some(shown) = screen::of_kind(SCREENS, kind) else {
            continue;
        };
        let first = found(kind.name).into_iter().next().expect("an entry").0;
        let is_it = first == kind.name || first == shown.show.name;
        assert!(is_it, "{}: {first}", kind.name);
    }
}

#[test]
fn a_term_leads_to_what_it_names() {
    for (typed, id, screen) in [
        ("awareness", "7.3/q1", "Gap"),
        ("certification", "organization", "Today"),
        ("communication", "organization", "Today"),
        ("treatment_plan", "6.1.3/d3", "Documents"),
        ("risk_criteria", "method", "Today"),
    ] {
        let mut bench = Bench::demo();
        bench.press(&format!(": '{typed} enter"));
        assert_eq!((&*bench.at(), bench.screen().title), (id, screen), "{typed}");
    }
    let mut bench = Bench::demo();
    bench.press(": 'prompt_injection enter");
    assert_eq!(bench.screen(), &screens::risks::SCREEN);
    assert!(!bench.rows().is_empty(), "{}", bench.app.filter());
}

#[test]
fn an_exact_word_brings_no_noise() {
    for typed in ["SoA", "deployer", "subject", "prompt injection"] {
        let count = found(typed).len();
        assert!(count <= 30, "{typed}: {count}");
    }
    assert!(!found("opnrsk").is_empty(), "letters still find where no word does");
}

#[test]
fn jumping_to_the_first_clause_shows_its_question() {
    let mut bench = Bench::demo();
    bench.press(": '4.1 enter");
    assert_eq!(
        bench.app.record().map(|record| record.id().to_string()),
        Some("4.1/q1".to_owned())
    );
}

#[test]
fn a_clause_heading_leads_to_its_first_question() {
    for (heading, question) in [("4", "4.1/q1"), ("6.1", "6.1.1/q1"), ("A.6", "A.6.1.2")] {
        let mut bench = Bench::demo();
        bench.press(&format!(": '{heading} enter"));
        assert_eq!(bench.at(), question, "{heading}");
    }
}

#[test]
fn a_person_is_found_by_handle_name_and_mail_and_leads_to_what_they_answer_for() {
    let mut bench = Bench::sample();
    for typed in ["ben", "okafor", "Ben_Okafor"] {
        bench.press(&format!(": '{typed}"));
        let palette = bench.app.dialogs.top::<Picker>().expect("the palette");
        let first = palette.entry(palette.matches[0].index);
        assert_eq!((&*first.lead, &*first.note), ("ben", "person"), "{typed}");
        bench.press("enter");
        let listed = bench.app.dialogs.top::<Picker>().expect("the records");
        let ids: Vec<_> = listed.entries.iter().map(|entry| &*entry.lead).collect();
        assert_eq!(ids[0], "organization");
        assert!(
            ids.contains(&"scoring") && ids.contains(&"T-00002") && !ids.contains(&"chat"),
            "{ids:?}"
        );
        bench.press("esc");
    }
}

#[test]
fn a_role_leads_to_the_systems_and_a_concern_to_a_form() {
    let mut bench = Bench::demo();
    bench.press(": 'deployer enter");
    assert_eq!(bench.screen(), &screens::systems::SCREEN);
    bench.press(": 'concern enter");
    assert_eq!(bench.form().kind.name, "incident");
}

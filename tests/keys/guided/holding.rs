//! Holding a review: every answer is an edit on its way to the disk, and each goes back by one `u`.

use aims::app::dialogs::Page;
use aims::app::dialogs::ShownRecord;
use aims::app::environment::effect::Effect;
use aims::app::notices::Tone;
use aims::app::state::message::Message;
use aims::domain::kinds;
use aims::domain::kinds::{organization, review, system};
use aims::domain::record::Record;
use aims::domain::record::field::Kind;
use aims::domain::record::id::Id;
use aims::domain::record::input;
use aims::domain::register::index::Slot;
use aims::domain::review as agenda;

use crate::bench::{Bench, states, today};

pub const REVIEW: &str = "V-00001";

/// Sets fields of a record on both sides, as if they had been there from the start.
pub fn put(bench: &mut Bench, kind: &'static Kind, id: &str, fields: &[(&str, &str)]) {
    let known = bench.app.register.get(id).cloned();
    let mut record = known.unwrap_or_else(|| Record::new(kind, Id::new(id)));
    for (name, text) in fields {
        let at = kind.field_index(name).expect("a field");
        let value = input::read(kind.fields[at].shape, text, today()).expect("a value");
        record.put(at, value).expect("fits");
    }
    bench.app.register.put(record.clone());
    bench.disk.put(record);
    bench.app.refresh_all();
}

/// The review of the small register, opened by its name.
pub fn opened(fields: &[(&str, &str)]) -> Bench {
    let mut bench = Bench::sample();
    put(&mut bench, &review::KIND, REVIEW, fields);
    open(&mut bench);
    bench
}

pub fn open(bench: &mut Bench) {
    bench.press(&format!(": '{REVIEW} enter x"));
}

/// An audit of the system that ana owns.
fn audit(auditors: &str) -> Bench {
    opened(&[
        ("event", "internal audit"),
        ("systems", "chat"),
        ("requirements", "9.1, A.2.2"),
        ("auditors", auditors),
    ])
}

fn point(bench: &Bench) -> String {
    let holding = bench.app.guided.holding(bench.app.screen).expect("a review is held");
    holding.point().map_or_else(String::new, |point| point.id.clone())
}

fn review(bench: &Bench) -> &Record {
    bench.app.register.get(REVIEW).expect("the review")
}

/// The records that came in since another state was looked at.
fn new_of(bench: &Bench, before: &[Record], kind: &Kind) -> Vec<Record> {
    let known: Vec<_> = before.iter().map(Record::id).collect();
    let all = states(&bench.app.register).into_iter();
    all.filter(|record| record.is(kind) && !known.contains(&record.id()))
        .collect()
}

#[test]
fn a_review_opens_at_its_first_point_and_goes_from_one_to_the_next() {
    let mut bench = opened(&[]);
    assert_eq!(point(&bench), "actions");
    bench.press("j enter");
    assert_eq!(point(&bench), "parties");
    bench.press("k");
    assert_eq!(point(&bench), "context");
    bench.press("g g 'audit_results enter");
    assert_eq!(point(&bench), "audits");
    bench.press("g g 'came_of enter");
    assert_eq!(point(&bench), "");
    bench.press("j");
    assert!(bench.notice().1.contains("c closes"));
    bench.assert_saved();
    assert!(bench.saves.is_empty(), "looking changes nothing");
}

#[test]
fn an_entry_is_kept_in_the_review_with_the_figures_of_that_day() {
    let mut bench = opened(&[]);
    let before = states(&bench.app.register);
    bench.press("n 'nothing_yet enter n 'next_time_more enter");
    let shown = "No decision of an earlier review became an action.";
    let wanted = format!("Status of actions from earlier reviews | {shown} | nothing yet\\nnext time more");
    assert_eq!(bench.value(REVIEW, "points"), wanted);
    assert_eq!(bench.saves.len(), 2);
    bench.assert_saved();
    bench.press("u u");
    assert_eq!(states(&bench.app.register), before);
    assert_eq!(point(&bench), "actions", "taking back leaves one where one is");
    bench.assert_saved();
}

#[test]
fn a_point_that_was_only_looked_at_takes_one_key() {
    let mut bench = opened(&[]);
    bench.press("space space k n 'after_all enter space");
    assert_eq!(point(&bench), "parties");
    let said = |title: &str| agenda::entry(review(&bench), title).map(|entry| entry.text.to_owned());
    assert_eq!(
        said("Status of actions from earlier reviews").as_deref(),
        Some("Noted.")
    );
    assert_eq!(
        said("Changes in outside and inside issues").as_deref(),
        Some("after all")
    );
    assert_eq!(bench.saves.len(), 3);
    bench.assert_saved();
}

#[test]
fn a_decision_and_its_action_are_one_edit() {
    let mut bench = opened(&[]);
    let before = states(&bench.app.register);
    bench.press("j a 'buy_the_second_model_@ben_+2w enter 1");
    let actions = new_of(&bench, &before, &kinds::action::KIND);
    let [action] = actions.as_slice() else {
        unreachable!("one action")
    };
    assert_eq!((action.title(), action.owner()), ("buy the second model", "ben"));
    assert_eq!(bench.value(action.id().as_str(), "due"), "2026-12-07");
    let point = "Changes in outside and inside issues";
    let wanted = format!("buy the second model | improvement | {} | {point}", action.id());
    assert_eq!(bench.value(REVIEW, "decisions"), wanted);
    assert_eq!(bench.saves.len(), 1);
    assert!(agenda::is_dealt_with(review(&bench), point));
    assert!(agenda::entry(review(&bench), point).is_some_and(|entry| !entry.shown.is_empty() && entry.text.is_empty()));
    bench.assert_saved();
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
    bench.press("U");
    assert_eq!(new_of(&bench, &before, &kinds::action::KIND).len(), 1);
    bench.assert_saved();
}

#[test]
fn a_decision_alone_becomes_no_action_and_keeps_its_words() {
    let mut bench = opened(&[]);
    let before = states(&bench.app.register);
    bench.press("d 'keep_the_appetite_until_fri enter 2");
    assert!(new_of(&bench, &before, &kinds::action::KIND).is_empty());
    let decided = bench.value(REVIEW, "decisions");
    assert!(
        decided.starts_with("keep the appetite until fri | change to the AIMS |  | "),
        "{decided}"
    );
    bench.press("a '@ben enter");
    assert!(bench.ask_error().contains("what is to be done"));
}

#[test]
fn who_is_there_is_chosen_from_those_who_take_part() {
    let mut bench = opened(&[("participants", "ben, zoe")]);
    bench.press("w down enter enter");
    assert_eq!(bench.value(REVIEW, "attended"), "ben, zoe");
    bench.press("w 'an down enter enter");
    assert_eq!(bench.value(REVIEW, "attended"), "ana, ben, zoe");
    bench.press("w ctrl-u 'Guest_Speaker down enter enter");
    assert_eq!(bench.value(REVIEW, "attended"), "Guest Speaker");
    bench.press("u u");
    assert_eq!(bench.value(REVIEW, "attended"), "ben, zoe");
    bench.assert_saved();
}

#[test]
fn a_finding_comes_from_the_review_and_is_against_what_the_point_is_about() {
    let mut bench = audit("greta");
    let before = states(&bench.app.register);
    bench.press("g g '9.1 enter f 'nothing_is_measured enter 2");
    let findings = new_of(&bench, &before, &kinds::finding::KIND);
    let [finding] = findings.as_slice() else {
        unreachable!("one finding")
    };
    let id = finding.id().as_str();
    let told = [
        "title",
        "grade",
        "source",
        "requirements",
        "systems",
        "status",
        "raised",
        "raised_by",
    ];
    let told = told.map(|field| bench.value(id, field));
    let wanted = [
        "nothing is measured",
        "minor nonconformity",
        REVIEW,
        "9.1",
        "chat",
        "open",
        "2026-11-23",
        "ana",
    ];
    assert_eq!(told, wanted);
    bench.assert_saved();
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
}

#[test]
fn a_review_that_is_left_continues_at_the_first_open_point() {
    let mut bench = opened(&[]);
    bench.press("n 'none_yet enter j j n 'none_either enter q");
    assert!(
        bench.app.guided.holding(bench.app.screen).is_none() && bench.notice().1.contains("9 points to go"),
        "{:?}",
        bench.notice()
    );
    assert_eq!(bench.value(REVIEW, "status"), "planned");
    open(&mut bench);
    assert_eq!(point(&bench), "context");
    assert!(bench.notice().1.contains("goes on"));
}

#[test]
fn the_next_of_a_series_is_planned_with_the_closing_in_one_edit() {
    let series = [
        ("every", "3 months"),
        ("participants", "ana, ben"),
        ("agenda", "One thing"),
    ];
    let mut bench = opened(&series);
    bench.press("n 'seen enter");
    let before = states(&bench.app.register);
    bench.press("c enter enter enter");
    assert_eq!(
        (bench.value(REVIEW, "status"), bench.value(REVIEW, "held")),
        ("held".into(), "2026-11-23".into())
    );
    let next = new_of(&bench, &before, &review::KIND);
    let [next] = next.as_slice() else {
        unreachable!("one review")
    };
    let told = [
        "title",
        "event",
        "date",
        "status",
        "owner",
        "participants",
        "every",
        "previous",
    ];
    let told = told.map(|field| bench.value(next.id().as_str(), field));
    let wanted = [
        "Management review",
        "management review",
        "2027-03-07",
        "planned",
        "ana",
        "ana, ben",
        "3 months",
        REVIEW,
    ];
    assert_eq!(told, wanted);
    assert!(next.get(review::POINTS).is_empty() && next.get(review::HELD).is_none());
    assert_eq!(bench.saves.len(), 2);
    // What nothing was said about was on the agenda all the same.
    let rows = review(&bench).get(review::POINTS).len();
    assert_eq!(rows, 12);
    bench.assert_saved();
    bench.press("esc u");
    assert_eq!(states(&bench.app.register), before);
}

#[test]
fn a_single_review_is_followed_by_one_a_year_later_or_by_none() {
    for (key, count) in [("1", 1), ("2", 0)] {
        let mut bench = opened(&[]);
        let before = states(&bench.app.register);
        bench.press(&format!("c ctrl-u '-1d enter {key} enter enter"));
        assert_eq!(bench.value(REVIEW, "held"), "2026-11-22");
        let next = new_of(&bench, &before, &review::KIND);
        assert_eq!(next.len(), count);
        let dates: Vec<_> = next
            .iter()
            .map(|next| bench.value(next.id().as_str(), "date"))
            .collect();
        assert!(dates.iter().all(|date| date == "2027-12-07"), "{dates:?}");
        assert!(next.iter().all(|next| next.get(review::EVERY).is_empty()));
    }
}

#[test]
fn no_review_is_closed_before_it_was_held() {
    let mut bench = opened(&[("every", "year")]);
    bench.press("c ctrl-u '+1d enter");
    assert!(bench.ask_error().contains("still to come"));
    bench.press("esc");
    assert_eq!(bench.value(REVIEW, "status"), "planned");
    assert_eq!(point(&bench), "", "what came of it stays to be read");
}

#[test]
fn the_minutes_are_shown_and_copied_and_come_back_for_a_review_that_was_held() {
    let mut bench = opened(&[("every", "year")]);
    bench.press(
        "w 'ana enter n 'all_*good* enter d 'no_change enter 2 a 'ask_legal_@ben_+1w enter 1 c enter 'it_fits enter",
    );
    let copied = |bench: &mut Bench, key: &str| {
        bench.press(key);
        bench.asked.drain(..).find_map(|effect| match effect {
            Effect::Copy(text) => Some(text),
            _ => None,
        })
    };
    let markdown = copied(&mut bench, "y").expect("a text");
    for part in [
        "# Minutes: Management review",
        "- **There**: ana",
        "### Status of actions from earlier reviews",
        "all \\*good\\*",
        "## Decisions on improvement\n\n- ask legal: T-",
        "## Decisions on changes to the AIMS\n\n- no change (from: Status",
        "## Next\n\n- `V-",
    ] {
        assert!(markdown.contains(part), "{part} in {markdown}");
    }
    let message = copied(&mut bench, "c").expect("a text");
    assert!(
        message.starts_with("Management review: 1 action, 1 decision\n\n2026-11-23, ana\n"),
        "{message}"
    );
    assert!(message.lines().all(|line| !line.ends_with(' ')));
    bench.press("esc");
    open(&mut bench);
    assert!(
        bench
            .app
            .dialogs
            .top::<Page>()
            .is_some_and(|page| page.title.contains("Management review"))
    );
    assert!(bench.app.guided.holding(bench.app.screen).is_none());
}

#[test]
fn who_audits_their_own_work_is_named_and_asked_about_twice() {
    let mut bench = audit("Ana Ruiz");
    let (tone, said) = bench.notice();
    assert_eq!(tone, Tone::Refused);
    assert!(said.contains("9.2.2") && said.contains("Ana Ruiz owns chat"), "{said}");
    bench.press("c enter 2");
    assert_eq!(bench.value(REVIEW, "status"), "planned");
    assert!(bench.confirm().text.contains("own work"));
    bench.press("n c enter 2 y");
    assert_eq!(bench.value(REVIEW, "status"), "held");
    bench.assert_saved();
    let mut independent = audit("greta");
    independent.press("c enter 2");
    assert_eq!(independent.value(REVIEW, "status"), "held");
}

#[test]
fn strict_approval_closes_no_audit_of_own_work() {
    let mut bench = audit("ana");
    put(
        &mut bench,
        &organization::KIND,
        "organization",
        &[("strict_approval", "yes")],
    );
    bench.press("c enter");
    assert!(bench.ask_error().contains("Strict approval"));
    put(&mut bench, &system::KIND, "chat", &[("owner", "ben")]);
    let risks: Vec<Slot> = bench.app.register.slots_of(&kinds::risk::KIND).collect();
    let risks: Vec<_> = risks
        .iter()
        .filter_map(|slot| bench.app.register.at(*slot))
        .map(|one| one.id().to_string())
        .collect();
    for id in risks {
        put(&mut bench, &kinds::risk::KIND, &id, &[("owner", "ben")]);
    }
    for id in ["T-00001", "T-00003"] {
        put(&mut bench, &kinds::action::KIND, id, &[("owner", "ben")]);
    }
    bench.press("enter 2");
    assert_eq!(bench.value(REVIEW, "status"), "held");
}

#[test]
fn a_record_of_the_point_lies_over_the_review_and_goes_again() {
    let mut bench = audit("greta");
    bench.press("g g 'sample enter L 'chat enter");
    assert!(
        bench
            .app
            .dialogs
            .top::<ShownRecord>()
            .is_some_and(|ShownRecord(id)| id.as_str() == "chat")
    );
    bench.press("esc");
    assert_eq!(point(&bench), "sample");
    bench.press("3 7");
    assert_eq!(point(&bench), "sample", "another screen leaves the review where it is");
}

#[test]
fn the_editor_takes_long_review_entries() {
    let mut bench = opened(&[]);
    bench.press("n 'short enter E");
    assert!(matches!(bench.asked.last(), Some(Effect::Edit { text, .. }) if text == "short"));
    bench
        .app
        .update(Message::Edited(Ok(Some("Long.\nAnd longer.\n".to_owned()))));
    bench.collect();
    assert!(bench.value(REVIEW, "points").ends_with("| Long.\\nAnd longer."));
    bench.press("E");
    bench.app.update(Message::Edited(Ok(None)));
    bench.collect();
    assert!(bench.value(REVIEW, "points").ends_with("| Long.\\nAnd longer."));
    bench.assert_saved();
}

#[test]
fn a_review_that_somebody_else_closed_is_left() {
    let mut bench = opened(&[]);
    put(
        &mut bench,
        &review::KIND,
        REVIEW,
        &[("status", "held"), ("held", "2026-11-23")],
    );
    assert!(bench.app.guided.holding(bench.app.screen).is_none());
    assert!(bench.notice().1.contains("not open"));
}

#[test]
fn review_commands_are_refused_outside_a_review() {
    let mut bench = Bench::sample();
    bench.press("4 : 'raise_a_finding_from_the_point enter");
    let (tone, said) = bench.notice();
    assert!(tone == Tone::Refused && said.contains("Calendar (7)"), "{said}");
    bench.press("esc");
    put(&mut bench, &review::KIND, REVIEW, &[("status", "cancelled")]);
    open(&mut bench);
    assert!(bench.app.guided.holding(bench.app.screen).is_none() && bench.notice().1.contains("cancelled"));
}

#[test]
fn every_review_of_the_demo_has_an_agenda_whose_records_are_there() {
    let bench = Bench::demo();
    let register = &bench.app.register;
    for review in register.of(&review::KIND) {
        let points = agenda::points(register, review, today());
        assert!(!points.is_empty(), "{}", review.id());
        let names: std::collections::BTreeSet<_> = points.iter().map(|point| &point.title).collect();
        assert_eq!(names.len(), points.len(), "{}", review.id());
        for id in points.iter().flat_map(|point| &point.records) {
            assert!(register.get(id.as_str()).is_some(), "{id} in {}", review.id());
        }
    }
}

#[test]
fn the_figures_are_those_of_today() {
    let bench = Bench::demo();
    let register = &bench.app.register;
    let review = register.get("V-vr6rt").expect("a review");
    let points = agenda::points(register, review, today());
    let figures = |id: &str| {
        let point = points.iter().find(|point| point.id == id).expect("a point");
        point.figures.clone()
    };
    let lines = &bench.app.screens.today.lines;
    let told = |text: &str| -> usize {
        let lines = lines.iter().filter(|line| line.text.contains(text));
        lines.filter_map(|line| line.count).sum()
    };
    let above = told("above the appetite");
    assert!(above > 0 && figures("above-appetite").starts_with(&format!("{above} risks above the appetite")));
    let late = told("days late");
    assert!(late > 0 && figures("overdue").starts_with(&format!("{late} of ")));
    let (answered, implemented) = (told("gap questions answered"), told("controls implemented"));
    let measured = figures("measurements");
    for part in [format!("; {answered} of 94 gap"), format!("; {implemented} of ")] {
        assert!(measured.contains(&part), "{part} in {measured}");
    }
}

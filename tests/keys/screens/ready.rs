//! Readiness, and what Today says of it.

use aims::app::state::message::Message;
use aims::app::sync::git_answers::GitAnswer;
use std::path::PathBuf;

use aims::domain::kinds::{answer, assessment, control, document, objective, organization, review, risk, system};
use aims::domain::record::Record;
use aims::domain::record::input;
use aims::git::changes::LastChange;
use aims::ui::canvas::pen::Look;
use aims::ui::export::text;
use aims::ui::screen;
use aims::ui::style::glyphs;
use aims::ui::style::theme::{Depth, Shade, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{SIZES, SMALL, hold, views};
use crate::bench::{self, Bench};

views! {
    SMALL:
    readiness_of_a_blocker: "r j j";
    readiness_filtered: "r / '6.1.3 enter j";
    readiness_for_stage_2: "r f h G";
    today_of_one: "m esc";
    today_bars: "G";
}

views! {
    SIZES:
    readiness: "r";
}

/// A workbench on an organization that is ready for stage 1.
fn ready() -> Bench {
    let mut bench = Bench::fresh();
    let register = &mut bench.app.register;
    let all = |kind| register.of(kind).map(|record| record.id().clone()).collect::<Vec<_>>();
    let said = [
        (&answer::KIND, all(&answer::KIND), &[("state", "operating")][..]),
        (
            &document::KIND,
            all(&document::KIND),
            &[
                ("location", "https://example.org/report"),
                ("approvals", "1 | 2026-11-01 | zoe"),
            ],
        ),
        (&control::KIND, all(&control::KIND), &[("basis", "contract")]),
        (
            &organization::KIND,
            all(&organization::KIND),
            &[
                ("scope", "Everything."),
                ("issues", "New law | external | work | "),
                ("climate", "not relevant"),
                ("parties", "Customers | answers | yes"),
                ("conformity", "ana"),
                ("reporting", "ana"),
                ("posture", "certification"),
                ("stage_1", "2027-01-04"),
            ],
        ),
        (
            &system::KIND,
            vec!["chat".into()],
            &[("title", "Chat"), ("scope", "in scope"), ("roles", "provider")],
        ),
        (
            &risk::KIND,
            vec!["R-00001".into()],
            &[
                ("title", "Drift"),
                ("status", "open"),
                ("current", "1 1/1/1"),
                ("treatment", "accept"),
            ],
        ),
        (
            &assessment::KIND,
            vec!["S-00001".into()],
            &[
                ("title", "Risks"),
                ("type", "risk assessment"),
                ("system", "chat"),
                ("date", "2026-11-01"),
                ("by", "ana"),
                ("status", "complete"),
                ("conclusion", "Acceptable."),
            ],
        ),
        (
            &assessment::KIND,
            vec!["S-00002".into()],
            &[
                ("title", "Impact"),
                ("type", "impact assessment"),
                ("system", "chat"),
                ("date", "2026-11-01"),
                ("by", "ana"),
                ("status", "complete"),
                ("effects", "individuals | good | Answers at night"),
            ],
        ),
        (
            &objective::KIND,
            vec!["O-00001".into()],
            &[
                ("title", "Fewer complaints"),
                ("measure", "a month"),
                ("target", "3"),
                ("owner", "ana"),
                ("due", "2027-06-01"),
            ],
        ),
        (
            &review::KIND,
            vec!["V-00001".into()],
            &[("title", "Audit"), ("event", "internal audit"), ("date", "2026-12-01")],
        ),
        (
            &review::KIND,
            vec!["V-00002".into()],
            &[
                ("title", "Review"),
                ("event", "management review"),
                ("date", "2026-12-08"),
            ],
        ),
        (
            &aims::domain::kinds::metric::KIND,
            vec!["M-00001".into()],
            &[
                ("title", "Hours to answer"),
                ("what", "Hours"),
                ("method", "Log"),
                ("every", "month"),
                ("evaluated_every", "3 months"),
            ],
        ),
    ];
    for (kind, ids, fields) in said {
        for id in ids {
            let known = register.get(id.as_str()).cloned();
            let mut record = known.unwrap_or_else(|| Record::new(kind, id));
            for (name, text) in fields {
                let at = kind.field_index(name).expect("a field");
                let value = input::read(kind.fields[at].shape, text, bench::today()).expect("a value");
                record.put(at, value).expect("it fits");
            }
            register.put(record);
        }
    }
    bench.app.refresh_all();
    bench
}

/// Compares a workbench with its picture.
fn hold_bench(name: &str, made: impl Fn() -> Bench, keys: &str) {
    for size in SMALL {
        let mut bench = made();
        bench.app.update(Message::Resize(size.0, size.1));
        bench.press(keys);
        let area = Rect::new(0, 0, size.0, size.1);
        let mut buffer = Buffer::empty(area);
        let look = Look::new(Theme::new(Depth::None, Shade::Dark), &glyphs::UNICODE);
        screen::draw(&bench.app, area, &mut buffer, look);
        let name = format!("{name}_{}x{}", size.0, size.1);
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(name, text::text(&buffer));
        });
    }
}

#[test]
fn readiness_without_blockers() {
    let found = ready().app.screens.readiness.found;
    assert_eq!(found.map(|found| found.blockers().count()), Some(0));
    hold_bench("readiness_without_blockers", ready, "r");
}

/// A workbench in which somebody else changed records since the last visit.
fn revisited() -> Bench {
    let mut bench = super::bench();
    let visit = bench::date("2026-11-20").and_hms_opt(17, 0, 0).expect("a time");
    bench.app.update(Message::Visit(visit));
    let changes = bench
        .app
        .register
        .of(&risk::KIND)
        .take(3)
        .enumerate()
        .map(|(nth, record)| {
            let path = PathBuf::from(format!("systems/{nth}.ron"));
            let change = LastChange {
                who: "Ben Okafor".to_owned(),
                day: bench::date("2026-11-21"),
                commit: "abc".to_owned(),
            };
            (record.id().clone(), path, change)
        });
    let changes: Vec<_> = changes.collect();
    for (id, path, _) in &changes {
        bench.app.sync.paths.insert(id.clone(), path.clone().into());
    }
    let changes = changes.into_iter().map(|(_, path, change)| (path, change));
    bench
        .app
        .update(Message::Git(GitAnswer::ChangedSince(changes.collect())));
    bench
}

#[test]
fn today_after_others_were_here() {
    hold_bench("today_after_others_were_here", revisited, "G k k k k k k k k");
    hold_bench("today_changes", revisited, "c");
}

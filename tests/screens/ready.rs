//! Readiness, and what Today says of it.

use aims::domain::input;
use aims::domain::kinds::{answer, control, document, objective, organization, review, risk, system};
use aims::domain::record::Record;
use aims::ui::theme::{Depth, Shade, Theme};
use aims::ui::{glyphs, pen::Look, picture, screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ground::{self, Bench};
use super::{SIZES, hold, hold_ascii, hold_styles};

views! {
    readiness: "r";
    readiness_of_a_blocker: "r j j";
    readiness_filtered: "r / '6.1.3 enter j";
    readiness_for_stage_2: "r f h G";
    today_of_one: "m";
    today_bars: "G";
}

#[test]
fn ascii_readiness() {
    hold_ascii("readiness", "r j");
}

#[test]
fn styles_of_the_readiness() {
    hold_styles("readiness", "r j");
}

#[test]
fn styles_of_the_bars_of_today() {
    hold_styles("today_bars", "G");
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
                ("location", "https://example.org"),
                ("approved_by", "zoe"),
                ("approved_on", "2026-11-01"),
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
    ];
    for (kind, ids, fields) in said {
        for id in ids {
            let known = register.get(id.as_str()).cloned();
            let mut record = known.unwrap_or_else(|| Record::new(kind, id));
            for (name, text) in fields {
                let at = kind.field_index(name).expect("a field");
                let value = input::read(kind.fields[at].shape, text, ground::today()).expect("a value");
                record.put(at, value).expect("it fits");
            }
            register.put(record);
        }
    }
    bench.app.refresh_all();
    bench
}

#[test]
fn readiness_without_blockers() {
    for size in SIZES {
        let mut bench = ready();
        bench.app.resized(size.0, size.1);
        bench.press("r");
        assert_eq!(
            bench.app.readiness.found.as_ref().map(|found| found.blockers.len()),
            Some(0)
        );
        let area = Rect::new(0, 0, size.0, size.1);
        let mut buffer = Buffer::empty(area);
        let look = Look {
            theme: Theme::new(Depth::None, Shade::Dark),
            glyphs: &glyphs::UNICODE,
        };
        screen::draw(&bench.app, area, &mut buffer, look);
        let (text, name) = (picture::text(&buffer), format!("{}x{}", size.0, size.1));
        // It stands beside those of the other screens, and is called as they are.
        insta::with_settings!({
            omit_expression => true, snapshot_path => "../snapshots", prepend_module_to_snapshot => false
        }, {
            insta::assert_snapshot!(format!("screens__readiness_without_blockers_{name}"), text);
        });
    }
}

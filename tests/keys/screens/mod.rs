//! Every screen of a small fixed register as text at 80x24, and at larger sizes where the layout differs.
//!
//! After an intended change, `INSTA_UPDATE=always cargo test --test keys screens` draws them again; review the difference like
//! any other. What colours and attributes mean is tested by role in `roles.rs`, not by pictures.

mod ready;
mod roles;
mod stage_1;
mod trends;

use aims::app::state::message::Message;
use aims::app::sync::git_answers::GitAnswer;
use aims::domain::kinds::risk;
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::exchange::demo::Demo;
use aims::git::fields::{Change, Row};
use aims::git::record::Batch;
use aims::ui::canvas::pen::Look;
use aims::ui::export::text;
use aims::ui::screen;
use aims::ui::style::glyphs;
use aims::ui::style::glyphs::Glyphs;
use aims::ui::style::theme::{Depth, Shade, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::bench::{self, Bench};

/// The register of the pictures; it does not change with the demo.
const REGISTER: &str = include_str!("register.ron");

/// What the repository has, as far as a picture shows it.
const FILES: [(&str, &str); 5] = [
    ("docs/aims/ai-policy.md", ""),
    ("docs/aims/board-minutes-spring.md", ""),
    ("docs/aims/objectives.md", ""),
    ("docs/evidence/pentest-assistant.pdf", ""),
    ("docs/suppliers/questionnaire.md", ""),
];

/// The size nearly every view is held at.
const SMALL: &[(u16, u16)] = &[(80, 24)];
/// The sizes of the views whose layout changes with the terminal.
const SIZES: &[(u16, u16)] = &[(80, 24), (120, 40), (200, 60)];

/// A workbench on the register of the pictures.
fn bench() -> Bench {
    Bench::of_demo(&Demo::read(REGISTER).expect("a register"))
}

/// The register after some keys, drawn after each as on a terminal.
fn drawn(keys: &str, size: (u16, u16), depth: Depth, glyphs: &'static Glyphs) -> Buffer {
    let mut bench = bench();
    bench.app.update(Message::Resize(size.0, size.1));
    let area = Rect::new(0, 0, size.0, size.1);
    let look = Look::new(Theme::new(depth, Shade::Dark), glyphs);
    let draw = |bench: &Bench| {
        let mut buffer = Buffer::empty(area);
        screen::draw(&bench.app, area, &mut buffer, look);
        buffer
    };
    draw(&bench);
    for word in keys.split_whitespace() {
        bench.press(word).answer(&FILES);
        if word == "H" {
            past(&mut bench);
        }
        if word == "T" {
            trends::months(&mut bench);
        }
        draw(&bench);
    }
    draw(&bench)
}

/// Feeds the history that was asked for, as git would be heard in the middle of it.
fn past(bench: &mut Bench) {
    let (reading, subject) = bench.wanted_history();
    let due = subject.record.kind().field_index("due").expect("a field");
    let row = |commit, change| Row { commit, change };
    let unreadable = "line 3, column 1: found `<<<<<<< HEAD`, expected a field.".to_owned();
    let from = aims::domain::record::value::Value::Empty;
    let to = bench::date("2026-12-01").into();
    let due = Change::Field { field: due, from, to };
    let first = vec![
        row(None, due),
        row(
            Some(bench::commit(3, "Eve\u{1b}[2J\u{202e}")),
            Change::Unreadable(unreadable),
        ),
    ];
    bench.app.update(Message::Git(GitAnswer::History(
        reading,
        Batch {
            rows: first,
            versions: 1,
        },
    )));
    bench.feed(
        "owner",
        &[
            ("Ana Ruiz", "carla"),
            ("Maximilian Featherstonehaugh", "ben"),
            ("", "ana"),
        ],
    );
    let (before, after) = (
        "The vendor was asked. It answered late. Nothing was agreed.",
        "The vendor was asked. It agreed to a filter in the next release. It is tested by us before.",
    );
    bench.feed("note", &[("Ana Ruiz", after), ("Ben Okafor", before), ("", "")]);
    bench.feed("status", &[("危険 Müller", "done"), ("", "open")]);
    bench.app.update(Message::Git(GitAnswer::History(
        reading,
        Batch {
            rows: vec![],
            versions: 340,
        },
    )));
}

/// Compares a view with its pictures.
fn hold(name: &str, keys: &str, sizes: &[(u16, u16)]) {
    for size in sizes {
        let buffer = drawn(keys, *size, Depth::Indexed256, &glyphs::UNICODE);
        insta::with_settings!({ omit_expression => true, description => format!("keys: {keys}") }, {
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), text::text(&buffer));
        });
    }
}

macro_rules! views {
    ($sizes:ident: $($name:ident: $keys:literal;)+) => {$(
        #[test]
        fn $name() {
            hold(stringify!($name), $keys, $sizes);
        }
    )+};
}
use views;

views! {
    SMALL:
    systems: "2";
    system_detail: "2 enter";
    risks: "3";
    risks_by_target: "3 h t d";
    treatment_marked: "4 j space space space";
    treatment_filtered: "4 / 'owner:carla_level>=high";
    treatment_sitting: "4 x enter d + 1 w enter v e n d o r enter z W";
    treatment_effect: "4 / 'split_mail enter f";
    treatment_nothing_matches: "4 / 'owner:nobody enter";
    controls: "5";
    control_detail: "5 j j enter";
    control_with_problems: "5 / 'problems>0 enter enter";
    ask_a_basis: "5 i r c";
    ask_a_status: "5 S";
    crosswalk: "5 X";
    crosswalk_of_a_place: "5 X 'EU_AI_Act_27 down";
    palette_of_a_place: "5 : 'MAP_5.1";
    gap_unfolded: "6 j j l j j space";
    gap_filtered: "6 / 'state:absent enter";
    gap_sorted: "6 s 'state enter";
    session_underway: "6 enter 2 1 n 'only_on_slides enter s";
    session_action: "6 enter a 'write_the_context_@an";
    session_clauses: "6 enter g";
    session_over_controls: "5 W 4 3";
    session_summary: "6 enter 2 1 a 'write_it_down_@ana_+2w enter 4 b 2 q";
    calendar_agenda: "7 enter j j";
    calendar_moving: "7 enter > >";
    calendar_series: "7 / 'kind:review enter enter e tab tab tab tab tab tab 'month ctrl-s j j";
    evidence: "8";
    evidence_changed: "8 j j enter";
    documents: "8 D";
    document_detail: "8 D j enter";
    attach_typed: "3 V 'pol";
    attach_link: "3 V 'https://ci.example.org/runs";
    form_of_a_system: "2 e";
    form_refused: "2 a ctrl-s";
    palette: ": 'accept";
    ask_a_day: "4 d '+1m";
    ask_an_owner: "4 o 'ca";
    confirm_many: "4 space space space x enter";
    which_key: "4 y";
    record_over_the_screen: "1 : 'meridian enter";
    page: ": 'catalogue enter";
    notice: "4 x enter";
    history: "4 H j j";
    plan_of_the_year: "7 P j j space j";
    history_of_one_field: "4 H j j f";
    history_commit: "4 H j j enter";
    risks_of_a_band: "3 h b enter";
    typical_risks: "2 i";
    method: "3 M";
    method_changes: "3 M '3x3 enter";
    method_of_six: "3 M '6x6 enter y";
    gate_of_a_system: "2 / 'Support enter enter";
    gate_asked: "2 / 'Clinical enter S 5";
    assessment: "2 : 'S-3a7qy enter";
    assessing: "2 j A";
    form_of_a_review: "2 j A s";
    findings: "9";
    finding_detail: "9 j enter";
    finding_next_step: "9 j x";
    finding_raised: "5 F";
    incidents: "9 I";
    incident_detail: "9 I enter";
    incident_fires: "9 I f";
    suppliers: "2 P";
    supplier_assessed: "2 P x";
    objectives: "1 O";
    organization: "1 g o";
}

views! {
    SIZES:
    today: "";
    risks_of_a_cell: "3 h";
    treatment: "4";
    gap: "6";
    session: "6 enter";
    calendar: "7";
    attach: "5 V";
    form_of_a_risk: "3 e tab tab";
    help: "4 ?";
}

#[test]
fn thousands_of_risks_on_a_grid_of_six() {
    for size in SMALL {
        let mut bench = bench();
        let register = &mut bench.app.register;
        let of_six = aims::domain::kinds::method::presets::PRESETS
            .iter()
            .find(|preset| preset.name == "6x6");
        register.put(of_six.expect("a preset").record());
        for at in 0..5000_usize {
            // Most stand together, so that some cells have four digits.
            let (likelihood, consequence) = match at % 8 {
                0..=2 => (3, 4),
                3 | 4 => (4, 4),
                _ => (1 + at / 8 % 6, 1 + at / 48 % 6),
            };
            let likelihood = (at % 40 != 7).then_some(likelihood as u8);
            let score = aims::domain::method::score::Score {
                likelihood,
                consequences: [Some(consequence as u8), None, None],
            };
            let risk = Record::new(&risk::KIND, Id::new(&format!("R-{at:05}")))
                .with(risk::TITLE, format!("Risk {at}").as_str())
                .with(risk::CURRENT, score);
            register.put(risk);
        }
        bench.app.update(Message::Resize(size.0, size.1));
        bench.app.refresh_all();
        bench.press("3 h k");
        let area = Rect::new(0, 0, size.0, size.1);
        let theme = Theme::new(Depth::None, Shade::Dark);
        let look = Look::new(theme, &glyphs::UNICODE);
        let mut buffer = Buffer::empty(area);
        screen::draw(&bench.app, area, &mut buffer, look);
        let text = text::text(&buffer);
        assert!(text.contains("1923M"), "every count stands in full:\n{text}");
        insta::with_settings!({ omit_expression => true, description => "5,000 risks, keys: 3 h k" }, {
            insta::assert_snapshot!(format!("risks_of_thousands_{}x{}", size.0, size.1), text);
        });
    }
}

/// Opens the management review of the demo that is still to be held.
const HOLDING: &str = ": 'V-vr6rt enter x";

#[test]
fn holding_a_review() {
    hold("holding", HOLDING, SIZES);
    hold(
        "holding_decision",
        &format!("{HOLDING} n 'two_are_late enter a 'buy_it_@ben_+2w enter"),
        SMALL,
    );
    hold(
        "holding_closing",
        &format!("{HOLDING} w down enter enter n 'two_are_late enter d 'keep_it enter 1 c"),
        SMALL,
    );
}

#[test]
fn holding_an_audit() {
    hold("holding_audit", ": 'V-g3w0k enter x g '9.2.2 enter", SMALL);
}

#[test]
fn minutes_of_a_review() {
    hold("minutes", "7 : 'V-mytnt enter x", SMALL);
}

#[test]
fn a_terminal_too_small_says_so() {
    let buffer = drawn("", (59, 14), Depth::Indexed256, &glyphs::UNICODE);
    assert_eq!(text::text(&buffer).trim_end(), "aims needs 60x15; this is 59x14.");
}

#[test]
fn the_smallest_terminal_has_every_screen() {
    for key in [
        "r", "r j", "1", "2", "3", "4", "5", "6", "7", "8", "9", "9 I", "2 P", "1 O", "2 e", "4 ?", "6 enter", "4 x",
        "4 H", "T", "7 P",
    ] {
        let buffer = drawn(key, (60, 15), Depth::Indexed256, &glyphs::UNICODE);
        let lines = text::lines(&buffer);
        let full = lines.iter().filter(|line| !line.is_empty()).count();
        assert!(full >= 14, "{key}:\n{}", lines.join("\n"));
    }
}

/// Every screen and the dialogs that draw lines of their own.
const LINED: [&str; 22] = [
    "",
    "r j",
    "G",
    "2",
    "3",
    "3 h",
    "4",
    "4 x",
    "4 H j",
    "4 ?",
    "5",
    "5 X 'A.5.24",
    "6 j j l",
    "6 enter",
    "7",
    "7 P j j space j",
    "8",
    "8 D",
    "9",
    "9 I",
    "T h h",
    "2 e",
];

#[test]
fn ascii_draws_nothing_else() {
    for keys in LINED
        .iter()
        .map(|keys| (*keys).to_owned())
        .chain([format!("{HOLDING} w")])
    {
        let buffer = drawn(&keys, (80, 24), Depth::None, &glyphs::ASCII);
        let text = text::text(&buffer);
        let frame: String = text.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic()).collect();
        assert_eq!(
            frame, "",
            "only letters of the records may be outside ASCII, keys {keys}:\n{text}"
        );
    }
}

#[test]
fn ascii_pictures() {
    for (name, keys) in [("today", ""), ("risks", "3 h"), ("calendar", "7")] {
        let buffer = drawn(keys, (80, 24), Depth::None, &glyphs::ASCII);
        insta::with_settings!({ omit_expression => true, description => format!("keys: {keys}") }, {
            insta::assert_snapshot!(format!("{name}_ascii"), text::text(&buffer));
        });
    }
}

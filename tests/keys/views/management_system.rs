//! Changes, sittings, roles, metrics, obligations and resources, by keys.

use aims::app::screens;
use aims::domain::kinds;
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::input;

use crate::bench::{Bench, today};

/// What a record says: names of fields with their texts.
type Fields = &'static [(&'static str, &'static str)];

/// A record of each of these kinds: kind, id, fields.
const RECORDS: &[(&str, &str, Fields)] = &[
    (
        "change",
        "C-00001",
        &[
            ("title", "Second model"),
            ("type", "system"),
            ("status", "proposed"),
            ("owner", "ana"),
        ],
    ),
    (
        "sitting",
        "G-00001",
        &[("title", "Gap analysis"), ("type", "gap"), ("date", "2026-11-20")],
    ),
    (
        "role",
        "J-00001",
        &[
            ("title", "AIMS manager"),
            ("holders", "ana | holder"),
            ("held", "ana | ISO/IEC 42001 | partly"),
        ],
    ),
    (
        "metric",
        "M-00001",
        &[
            ("title", "Wrong answers"),
            ("what", "Share of wrong answers"),
            ("method", "50 answers read"),
            ("every", "month"),
            ("evaluated_every", "quarter"),
            ("upper", "2 %"),
        ],
    ),
    (
        "obligation",
        "N-00001",
        &[
            ("title", "Tell people"),
            ("source", "law"),
            ("taken_on", "yes"),
            ("systems", "chat"),
        ],
    ),
    (
        "resource",
        "U-00001",
        &[("title", "Tickets"), ("type", "data"), ("systems", "chat")],
    ),
];

fn bench() -> Bench {
    let mut bench = Bench::sample();
    for (kind, id, fields) in RECORDS {
        let kind = kinds::ALL.iter().find(|known| known.name == *kind).expect("a kind");
        let mut record = Record::new(kind, Id::new(id));
        for (name, text) in *fields {
            let at = kind.field_index(name).expect("a field");
            let value = input::read(kind.fields[at].shape, text, today()).expect("a value");
            record.put(at, value).expect("fits");
        }
        bench.app.register.put(record.clone());
        bench.disk.put(record);
    }
    bench.app.refresh_all();
    bench
}

#[test]
fn each_list_is_under_the_tab_of_its_neighbour_and_leads_back() {
    let mut bench = bench();
    for (keys, screen, back, home) in [
        ("1 M", &screens::metrics::SCREEN, "M", &screens::today::SCREEN),
        ("1 N", &screens::obligations::SCREEN, "N", &screens::today::SCREEN),
        ("1 J", &screens::roles::SCREEN, "J", &screens::today::SCREEN),
        ("2 M", &screens::resources::SCREEN, "M", &screens::systems::SCREEN),
        ("7 C", &screens::changes::SCREEN, "C", &screens::calendar::SCREEN),
        ("7 S", &screens::sittings::SCREEN, "S", &screens::calendar::SCREEN),
    ] {
        bench.press(keys);
        assert_eq!((bench.screen(), bench.rows().len()), (screen, 1));
        assert_eq!(screen.tab(), home);
        bench.press(back);
        assert_eq!(bench.screen(), home);
    }
}

#[test]
fn a_metric_is_measured_with_its_verdict_and_next_day() {
    let mut bench = bench();
    bench.press("1 M x '3.5_% enter 'Retrain enter");
    assert_eq!(bench.value("M-00001", "results"), "2026-11-23 | 3.5 % | Retrain");
    let record = bench.app.register.get("M-00001").expect("the metric");
    assert_eq!(kinds::metric::verdict(record, today()), kinds::metric::Verdict::Outside);
    assert_eq!(
        record.deadline(today()).map(|day| day.to_string()).as_deref(),
        Some("2026-12-23")
    );
    bench.assert_saved();
}

#[test]
fn a_change_is_approved_and_done() {
    let mut bench = bench();
    bench.press("7 C A 'david down enter y");
    assert_eq!(bench.value("C-00001", "status"), "approved");
    assert_eq!(bench.value("C-00001", "approved_on"), "2026-11-23");
    bench.press("S 3");
    assert_eq!(bench.value("C-00001", "done"), "2026-11-23");
    bench.assert_saved();
}

#[test]
fn an_objective_takes_the_results_of_a_metric() {
    let mut bench = bench();
    bench.press("1 M x '1 enter enter");
    let record = bench.app.register.get("M-00001").expect("the metric");
    assert_eq!(kinds::metric::last(record, today()).map(|(_, value)| value), Some("1"));
    let objective =
        Record::new(&kinds::objective::KIND, "O-00001".into()).with(kinds::objective::RESULTS_OF, Id::new("M-00001"));
    let last = kinds::objective::last(&bench.app.register, &objective, today());
    assert_eq!(last.map(|(_, value)| value), Some("1"));
}

#[test]
fn the_legal_duties_of_a_system_become_obligations_once_and_undo_takes_them_out() {
    let mut bench = bench();
    bench.press("2 A d");
    assert!(
        bench.notice().1.contains("No class under the AI Act"),
        "{}",
        bench.notice().1
    );
    let chat = bench.app.register.get("chat").expect("the system").clone();
    let chat = chat
        .with(kinds::system::EU_CLASS, kinds::system::EuClass::Transparency)
        .with(kinds::system::ROLES, vec![kinds::system::Role::Customer]);
    bench.disk.put(chat.clone());
    bench.app.register.put(chat);
    bench.app.refresh_all();
    bench.press("A d");
    assert_eq!(bench.saves.len(), 1, "one edit");
    let added = bench.saves[0].edit.touched();
    let duties: Vec<_> = added.iter().map(|id| bench.value(id.as_str(), "duty")).collect();
    assert_eq!(duties, ["literacy", "transparency"]);
    assert!(bench.notice().1.contains("not legal advice"), "{}", bench.notice().1);
    bench.press("A d");
    assert!(
        bench.notice().1.contains("is an obligation already"),
        "{}",
        bench.notice().1
    );
    bench.press("u");
    assert!(added.iter().all(|id| bench.app.register.get(id.as_str()).is_none()));
    bench.assert_saved();
}

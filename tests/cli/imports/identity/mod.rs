//! Which record a row is: found again by what no other row shares, and refused for nothing that it does share.

use aims::domain::kinds::system;
use aims::domain::record::Record;
use aims::domain::register::Register;
use aims::exchange::import::{Confirmed, Means, Options, Outcome, Remark};

use crate::imports::sheets::{apply, get, imported, keyed, options, plan, problems, remembered, set};

mod numbering;

#[test]
fn without_a_key_rows_of_one_title_and_unit_are_distinguished() {
    let text = "Name,Unit,Stage\nForecast,A,idea\nForecast,A,pilot\nForecast,B,idea\n";
    let first = plan(&Register::default(), text, &Options::default());
    assert_eq!(first.counts().create, 3);
    assert_eq!(first.rows[1].remarks, [Remark::Twin(2)]);
    assert_eq!(first.rows[2].remarks, []);
    let register = imported(text, &Options::default());
    // Each finds its own record, whatever the order.
    let turned = "Name,Unit,Stage\nforecast ,A,pilot\nForecast,B,idea\nForecast,A,idea\n";
    let titles = options(&["Name=title"]);
    let again = plan(&register, turned, &titles);
    let updates: Vec<_> = again.rows.iter().map(|row| &row.outcome).collect();
    assert!(
        matches!(updates[0], Outcome::Update { fields } if fields.len() == 1),
        "{updates:?}"
    );
    assert_eq!(updates[1..], [&Outcome::Unchanged, &Outcome::Unchanged]);
    let (register, memory) = remembered(text, &Options::default());
    let again = Options {
        memory: Some(&memory),
        ..Options::default()
    };
    let fewer = plan(&register, "Name,Unit,Stage\nForecast,A,pilot\n", &again);
    assert_eq!((fewer.counts().unchanged, fewer.counts().removed), (1, 2));
}

#[test]
fn no_row_is_refused_for_what_it_shares() {
    for (text, options, means) in [
        // One system stands twice, first harmless and then not, and placeholders are no ids.
        (
            "reference,name,department,high impact\nP-1,Risk tool,Justice,No\nP-1,Risk tool,Justice,Yes\n\
             ,Chat,Justice,No\n,Chat,Justice,No\nN/A,Search,North,No\nN/A,Copilot,South,Yes\n",
            Options::default(),
            [
                Means::Content,
                Means::Content,
                Means::Content,
                Means::Content,
                Means::Title,
                Means::Title,
            ],
        ),
        (
            "reference,name,department,high impact\nP-1,Risk tool,Justice,No\nP-2,Risk tool,Justice,Yes\n\
             ,Chat,Justice,No\n,Chat,Justice,No\nN/A,Search,North,No\nTBD,Copilot,South,Yes\n",
            keyed(&["department", "reference"]),
            [
                Means::Key,
                Means::Key,
                Means::Content,
                Means::Content,
                Means::Title,
                Means::Title,
            ],
        ),
        // Two units count from one, and one counts twice.
        (
            "id,name,department\nK34,Forms,North\nK34,Research,South\nK34,Other,South\n,Chat,North\nTBD,Copilot,West\n\
             K8,Search,West\n",
            Options::default(),
            [
                Means::KeyAndUnit,
                Means::Title,
                Means::Title,
                Means::Title,
                Means::Title,
                Means::Key,
            ],
        ),
    ] {
        let first = plan(&Register::default(), text, &options);
        assert_eq!((first.counts().create, problems(&first).len()), (6, 0), "{first}");
        let found: Vec<_> = first.rows.iter().map(|row| row.means).collect();
        assert_eq!(found, means, "{first}");
        let (register, memory) = remembered(text, &options);
        let again = Options {
            memory: Some(&memory),
            ..options.clone()
        };
        assert_eq!(plan(&register, text, &again).counts().unchanged, 6);
        // Each row still finds its own record in another order.
        let (header, rows) = text.split_once('\n').expect("a header");
        let turned: Vec<_> = rows.lines().rev().collect();
        let turned = format!("{header}\n{}\n", turned.join("\n"));
        assert_eq!(plan(&register, &turned, &again).counts().unchanged, 6);
    }
}

#[test]
fn twins_are_told_apart_by_kept_columns_too() {
    let mut options = Options::default();
    options.mapping.keep_unmapped = Some(true);
    let register = imported("Name,High impact\nRisk tool,No\nRisk tool,Yes\n", &options);
    let turned = plan(&register, "Name,High impact\nRisk tool,Yes\nRisk tool,No\n", &options);
    assert_eq!(turned.counts().unchanged, 2, "{turned}");
}

#[test]
fn a_reference_of_another_unit_is_no_reason_to_write_over_a_record() {
    let register = imported("ID,Name,Unit\n34,Forms,North\n", &Options::default());
    let south = plan(&register, "ID,Name,Unit\n34,Research,South\n", &Options::default());
    assert_eq!(south.counts().create, 1);
    assert_eq!(south.rows[0].remarks, [Remark::Homonym("forms".into())]);
    let renamed = plan(
        &register,
        "ID,Name,Unit\n34,Forms and letters,North\n",
        &Options::default(),
    );
    assert_eq!(renamed.counts().update, 1);
}

#[test]
fn a_row_without_title_and_reference_is_never_taken() {
    let text = "ID,Name,Unit\n,,A\n";
    for confirmed in [Confirmed::Nothing, Confirmed::All] {
        let options = Options {
            confirmed,
            ..Options::default()
        };
        let refused = plan(&Register::default(), text, &options);
        assert_eq!(problems(&refused), [(2, "it has neither a title nor a reference")]);
    }
}

#[test]
fn a_record_that_was_renamed_here_is_found_by_what_its_row_said_last() {
    for (text, field, edited) in [
        ("Name,Unit\nChat,A\nBot,A\n", system::TITLE.field(), "Chat about claims"),
        ("ID,Name,Unit\n7,Chat,A\n8,Bot,A\n", system::REFERENCE.field(), "S-7"),
    ] {
        let (mut register, memory) = remembered(text, &Options::default());
        set(&mut register, "chat", field, edited);
        set(&mut register, "chat", system::UNIT.field(), "B");
        let options = Options {
            memory: Some(&memory),
            ..Options::default()
        };
        let again = plan(&register, text, &options);
        assert_eq!((again.counts().unchanged, again.counts().removed), (2, 0), "{again}");
        assert!(
            again.rows[0].remarks.contains(&Remark::EditedHere("Unit".into())),
            "{again}"
        );
    }
}

#[test]
fn only_records_that_came_from_the_file_are_retired() {
    let (mut register, memory) = remembered("Name,Unit\nChat,A\nBot,A\n", &Options::default());
    register.put(Record::new(&system::KIND, "own".into()).with(system::TITLE, "By hand"));
    let options = |source: &str| Options {
        memory: Some(&memory),
        retire_removed: true,
        source: source.to_owned(),
        ..Options::default()
    };
    let supplement = "Name,Unit\nNew one,B\n";
    assert_eq!(plan(&register, supplement, &options("supplement.csv")).removed, []);
    let (mut other, memory) = {
        let options = Options {
            source: "inventory 2025-11.csv".to_owned(),
            ..Options::default()
        };
        remembered("Name,Unit\nChat,A\nBot,A\n", &options)
    };
    other.put(Record::new(&system::KIND, "own".into()).with(system::TITLE, "By hand"));
    let next = Options {
        memory: Some(&memory),
        source: "Inventory 2026-11 v2.csv".to_owned(),
        ..Options::default()
    };
    let next = plan(&other, "Name,Unit\nChat,A\n", &next);
    assert_eq!(next.removed, ["bot".into()]);
}

#[test]
fn several_columns_may_be_the_key_and_the_key_names_what_the_title_cannot() {
    let text = "Dept,No,Name\nA,1,日本語\nA,2,日本語\nB,1,Chat\n";
    let options = keyed(&["Dept", "No"]);
    let register = imported(text, &options);
    let references: Vec<_> = register
        .of(&system::KIND)
        .map(|record| (record.id().as_str(), record.get(system::REFERENCE)))
        .collect();
    assert_eq!(references, [("a-1", "A / 1"), ("a-2", "A / 2"), ("chat", "B / 1")]);
    assert_eq!(plan(&register, text, &options).counts().unchanged, 3);
}

#[test]
fn a_key_of_fields_is_no_reference_and_takes_the_place_of_one_that_only_looks_like_it() {
    let text = "ID,Year,Title\n1,2023,Chat\n1,2024,Bot\n";
    let titles = imported(text, &keyed(&["Title"]));
    assert_eq!(get(&titles, "chat").get(system::REFERENCE), "1");
    let both = imported(text, &keyed(&["ID", "Year"]));
    assert_eq!(get(&both, "bot").get(system::REFERENCE), "1 / 2024");
    let year = imported(text, &keyed(&["Year"]));
    assert_eq!(get(&year, "bot").get(system::REFERENCE), "2024");
}

#[test]
fn a_record_made_by_hand_is_found_and_gets_its_key() {
    let mut register = Register::default();
    register.put(Record::new(&system::KIND, "chat".into()).with(system::TITLE, "Chat"));
    let plan = plan(&register, "ID,Name\n7,chat\n", &Options::default());
    assert_eq!(plan.rows[0].remarks, [Remark::Adopted]);
    apply(&mut register, &plan);
    assert_eq!(get(&register, "chat").get(system::REFERENCE), "7");
}

#[test]
fn another_reference_is_another_record_whatever_it_is_called() {
    let (mut register, memory) = remembered("Name,ID,Owner\nMend,A-1,ana\n", &Options::default());
    let options = Options {
        memory: Some(&memory),
        ..Options::default()
    };
    let other = plan(&register, "Name,ID,Owner\nMend,B-9,ben\n", &options);
    assert_eq!(other.rows[0].outcome, Outcome::Create);
    apply(&mut register, &other);
    assert_eq!(get(&register, "mend").owner(), "ana");
}

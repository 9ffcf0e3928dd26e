//! A second import is a merge: of kept columns too, and of records that were deleted in between.

use aims::domain::kinds::system;
use aims::domain::register::Register;
use aims::exchange::import::{Conflict, Options, Outcome, Remark};
use proptest::prelude::*;

use crate::imports::sheets::{apply, get, plan, remembered, set};
use crate::sandbox::Sandbox;

mod risks;

const TEXT: &str = "Name,Owner,Score\nAlpha,ana,25\n";

fn keeping() -> Options<'static> {
    let mut options = Options::default();
    options.mapping.keep_unmapped = Some(true);
    options
}

fn score(register: &Register) -> String {
    get(register, "alpha").stored(system::EXTRAS).to_string()
}

#[test]
fn a_kept_column_that_was_edited_here_stays_as_it_is() {
    let (mut register, memory) = remembered(TEXT, &keeping());
    set(&mut register, "alpha", system::EXTRAS.field(), "Score | 20");
    let options = Options {
        memory: Some(&memory),
        ..keeping()
    };
    let again = plan(&register, TEXT, &options);
    assert_eq!(again.rows[0].remarks, [Remark::EditedHere("Score".into())]);
    apply(&mut register, &again);
    assert_eq!(score(&register), "Score | 20");
    // Changed on both sides, the file's text is named and left out.
    let newer = plan(&register, "Name,Owner,Score\nAlpha,ana,30\n", &options);
    assert_eq!(
        newer.rows[0].remarks,
        [Remark::EditedInBoth("Score".into(), "30".to_owned())]
    );
    let overwriting = Options {
        conflict: Conflict::Theirs,
        ..options
    };
    let newer = plan(&register, "Name,Owner,Score\nAlpha,ana,30\n", &overwriting);
    assert_eq!(
        newer.rows[0].remarks,
        [Remark::Overwritten("Score".into(), "20".to_owned())]
    );
}

#[test]
fn a_kept_column_that_only_the_file_changed_is_taken() {
    let (mut register, memory) = remembered(TEXT, &keeping());
    let options = Options {
        memory: Some(&memory),
        ..keeping()
    };
    let newer = plan(&register, "Name,Owner,Score\nAlpha,ana,30\n", &options);
    assert_eq!(newer.rows[0].remarks, []);
    apply(&mut register, &newer);
    assert_eq!(score(&register), "Score | 30");
}

#[test]
fn the_row_of_a_deleted_record_makes_it_whole_again() {
    let (_, memory) = remembered(TEXT, &keeping());
    let mut emptied = Register::default();
    let options = Options {
        memory: Some(&memory),
        ..keeping()
    };
    let again = plan(&emptied, TEXT, &options);
    assert_eq!((again.counts().create, again.rows[0].remarks.len()), (1, 0));
    apply(&mut emptied, &again);
    let alpha = get(&emptied, "alpha");
    assert_eq!((alpha.title(), alpha.owner()), ("Alpha", "ana"));
    assert_eq!(score(&emptied), "Score | 25");
}

/// What the cells of a row say, by position among the words of their columns.
type Cells = [usize; 3];

const OWNERS: [&str; 4] = ["", "ana", "ben", "eve"];
const PURPOSES: [&str; 4] = ["", "First", "Second", "Third"];
const SCORES: [&str; 4] = ["", "1", "2", "3"];

/// The words of the three columns.
const COLUMNS: [[&str; 4]; 3] = [OWNERS, PURPOSES, SCORES];

fn text_of(rows: &[Option<Cells>]) -> String {
    let mut text = "Reference,Name,Owner,Purpose,Score\n".to_owned();
    for (nth, cells) in rows.iter().enumerate() {
        if let Some(cells) = cells {
            let cells: Vec<&str> = cells.iter().zip(COLUMNS).map(|(at, words)| words[*at]).collect();
            text.push_str(&format!("S-{nth},System {nth},{}\n", cells.join(",")));
        }
    }
    text
}

/// What a record says on the three columns.
fn says(register: &Register, id: &str) -> [String; 3] {
    let record = get(register, id);
    let score = record.stored(system::EXTRAS).to_string();
    let score = score
        .split_once(" | ")
        .map_or(String::new(), |(_, score)| score.to_owned());
    [
        record.owner().to_owned(),
        record.stored(system::PURPOSE).to_string(),
        score,
    ]
}

fn file() -> impl Strategy<Value = Vec<Option<Cells>>> {
    proptest::collection::vec(proptest::option::weighted(0.8, [0..4_usize, 0..4, 0..4]), 3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_value_of_either_side_is_lost_without_being_named(
        base in file(), newer in file(), edits in file(), conflict in 0..3_usize
    ) {
        prop_assume!([&base, &newer].iter().all(|rows| rows.iter().any(Option::is_some)));
        let (mut register, memory) = remembered(&text_of(&base), &keeping());
        let ids = ["system-0", "system-1", "system-2"];
        let fields = [system::OWNER.field(), system::PURPOSE.field(), system::EXTRAS.field()];
        for (id, edit) in ids.iter().zip(&edits) {
            if register.get(id).is_none() {
                continue;
            }
            let now = says(&register, id);
            for (column, at) in edit.iter().flatten().enumerate() {
                let text = COLUMNS[column][*at];
                if text != now[column] {
                    let is_kept = column == 2 && !text.is_empty();
                    let text = if is_kept { format!("Score | {text}") } else { text.to_owned() };
                    set(&mut register, id, fields[column], &text);
                }
            }
        }
        let options = Options {
            memory: Some(&memory),
            conflict: [Conflict::Told, Conflict::Theirs, Conflict::Ours][conflict],
            ..keeping()
        };
        let before: Vec<Option<[String; 3]>> =
            ids.iter().map(|id| register.get(id).map(|_| says(&register, id))).collect();
        let plan = plan(&register, &text_of(&newer), &options);
        apply(&mut register, &plan);
        for ((nth, id), cells) in ids.iter().enumerate().zip(&newer) {
            let Some(cells) = cells else {
                // Without a row it stays as it is, and that its row is gone is said.
                if let Some(before) = &before[nth] {
                    prop_assert_eq!(&says(&register, id), before);
                    prop_assert!(plan.removed.iter().any(|gone| gone.as_str() == *id));
                }
                continue;
            };
            let row = plan.rows.iter().find(|row| row.id.as_ref().is_some_and(|of| of.as_str() == *id));
            let Some(row) = row else {
                prop_assert!(false, "no row is about {}", id);
                continue;
            };
            let mut named: Vec<String> = row.remarks.iter().map(ToString::to_string).collect();
            if let Outcome::Update { fields } = &row.outcome {
                named.extend(fields.iter().map(|set| set.from.to_string()));
            }
            for (column, after) in says(&register, id).iter().enumerate() {
                let theirs = COLUMNS[column][cells[column]];
                let ours = before[nth].as_ref().map_or("", |before| before[column].as_str());
                let label = ["Owner", "Purpose", "Score"][column];
                let is_named = |value: &str| {
                    let is_of = |text: &String| text.contains(value) || text.starts_with(label);
                    named.iter().any(is_of)
                };
                for value in [theirs, ours].into_iter().filter(|value| !value.is_empty()) {
                    prop_assert!(after == value || is_named(value), "{} of {}: {} in {:?}", label, id, value, named);
                }
                // Nothing comes from nowhere, and what only one side changed is that side's.
                prop_assert!(after == theirs || after == ours);
                let was = base[nth].map_or("", |base| COLUMNS[column][base[column]]);
                if before[nth].is_some() && ours == was && !theirs.is_empty() {
                    prop_assert_eq!(after, theirs);
                }
                if before[nth].is_some() && theirs == was {
                    prop_assert_eq!(after, ours);
                }
            }
        }
    }
}

#[test]
fn what_is_said_here_where_the_last_cell_was_blank_is_an_edit_like_any_other() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.csv",
        "Ref,Title,Owner,Review,Purpose\nA1,One,,,\nA2,Two,eve,2027-01-02,x\n",
    );
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.fine(&["set", "one", "owner=ben", "review=2027-03-03", "purpose=said here"]);
    sandbox.write(
        "a.csv",
        "Ref,Title,Owner,Review,Purpose,Unit\nA1,One,ana,2027-04-04,said there,IT\n",
    );
    let told = sandbox.fine(&["import", "systems", "a.csv"]);
    for field in ["Owner", "Next review", "Purpose"] {
        assert!(
            told.contains(&format!("{field} was edited here and in the file")),
            "{field}: {told}"
        );
    }
    assert!(told.contains("Unit: (nothing) -> IT"), "{told}");
    sandbox.fine(&["import", "systems", "a.csv", "--ours"]);
    let kept = sandbox.fine(&["list", "systems", "--columns", "owner,review,purpose"]);
    assert!(kept.contains("ben\t2027-03-03\tsaid here"), "{kept}");
    let settled = sandbox.fine(&["import", "systems", "a.csv"]);
    assert!(!settled.contains("and in the file"), "{settled}");
}

#[test]
fn a_part_of_a_score_that_is_emptied_is_told_and_another_that_changes_is_taken() {
    let sandbox = Sandbox::new();
    let import = |likelihood: &str, impact: &str| {
        sandbox.write(
            "r.csv",
            &format!("Ref,Risk,Likelihood,Impact\nR1,Bad,{likelihood},{impact}\nR2,Worse,5,5\n"),
        );
        sandbox.fine(&["import", "risks", "r.csv"])
    };
    import("3", "4");
    let emptied = import("", "4");
    assert!(
        emptied.contains("Inherent is blank in the file now; `likelihood 3` from the last import stays"),
        "{emptied}"
    );
    let changed = import("", "5");
    assert!(
        changed.contains("Inherent: 3 4/-/- -> 3 5/-/-") && !changed.contains("edited here"),
        "{changed}"
    );
}

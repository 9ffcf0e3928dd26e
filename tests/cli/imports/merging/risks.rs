//! The same promise for all that a register of risks has in its cells: days, choices, lists, links, scores, texts of several
//! lines and columns without a field, what cannot be read among them; with rows that go, come twice, or get another name.

use std::collections::{BTreeMap, BTreeSet};

use aims::domain::kinds::{risk, system};
use aims::domain::record::Record;
use aims::domain::record::field::Kind;
use aims::domain::record::id::Id;
use aims::domain::record::input;
use aims::domain::register::Register;
use aims::domain::register::edit::Edit;
use aims::exchange::import::{Conflict, Memory, Options, Outcome, Plan};
use proptest::prelude::*;

use crate::imports::sheets::{go_on, now, sheet, today};

/// What a cell may say, and what a record says then; nothing where it cannot be read, or only in part.
type Said = (&'static str, Option<&'static str>);

/// A column: its heading, the fields it fills, and what may stand in it. Two cells of one part are parted by a comma.
struct Column {
    heading: &'static str,
    field: &'static str,
    cells: [Said; 6],
}

const COLUMNS: [Column; 9] = [
    Column {
        heading: "Risk",
        field: "title",
        cells: [
            ("Drift", Some("Drift")),
            ("Leak", Some("Leak")),
            ("Bias", Some("Bias")),
            ("Übergriff", Some("Übergriff")),
            ("Drift", Some("Drift")),
            ("Leak 2", Some("Leak 2")),
        ],
    },
    Column {
        heading: "Owner",
        field: "owner",
        cells: [
            ("", Some("")),
            ("ana", Some("ana")),
            ("ben", Some("ben")),
            ("Eve Moss", Some("Eve Moss")),
            ("TBD", Some("")),
            ("ana", Some("ana")),
        ],
    },
    Column {
        heading: "Review date",
        field: "review",
        cells: [
            ("", Some("")),
            ("2026-12-01", Some("2026-12-01")),
            ("24.12.2026", Some("2026-12-24")),
            ("soon", None),
            ("2027-01-31", Some("2027-01-31")),
            ("Q1 2027", None),
        ],
    },
    Column {
        heading: "Treatment",
        field: "treatment",
        cells: [
            ("", Some("")),
            ("Reduce", Some("mitigate")),
            ("Avoid", Some("avoid")),
            ("Share", Some("transfer")),
            ("perhaps", None),
            ("mitigate", Some("mitigate")),
        ],
    },
    Column {
        heading: "AI systems",
        field: "systems",
        cells: [
            ("", Some("")),
            ("Chat", Some("chat")),
            ("Chat; Vision", Some("chat, vision")),
            ("Vision", Some("vision")),
            ("Chat; Nobody knows", None),
            ("Nothing there", None),
        ],
    },
    Column {
        heading: "Controls",
        field: "controls",
        cells: [
            ("", Some("")),
            ("A.6.2.4", Some("A.6.2.4")),
            ("A.6.2.6; A.6.2.4", Some("A.6.2.4, A.6.2.6")),
            ("A.10.3", Some("A.10.3")),
            ("A.9.99", None),
            ("A.10.3; A.9.99", None),
        ],
    },
    Column {
        heading: "Scenario",
        field: "scenario",
        cells: [
            ("", Some("")),
            ("First", Some("First")),
            ("\"Second\nline\"", Some("Second\nline")),
            ("Third", Some("Third")),
            ("'=4", Some("=4")),
            ("a  b", Some("a  b")),
        ],
    },
    Column {
        heading: "Likelihood,Impact",
        field: "inherent",
        cells: [
            (",", Some("")),
            ("2,3", Some("2 3/-/-")),
            ("4,4", Some("4 4/-/-")),
            ("Likely,Minor", Some("4 2/-/-")),
            ("5,1", Some("5 1/-/-")),
            ("3,", None),
        ],
    },
    Column {
        heading: "Cost centre",
        field: "extras",
        cells: [
            ("", Some("")),
            ("4711", Some("4711")),
            ("4712", Some("4712")),
            ("a | b", Some("a | b")),
            ("none", Some("none")),
            ("4713", Some("4713")),
        ],
    },
];

/// What a row says: its reference, and a place among the cells of each column.
type Row = (usize, [usize; 9]);

fn text_of(rows: &[Row]) -> String {
    let headings: Vec<&str> = COLUMNS.iter().map(|column| column.heading).collect();
    let mut text = format!("Risk ID,{}\n", headings.join(","));
    for (reference, cells) in rows {
        let cells: Vec<&str> = COLUMNS
            .iter()
            .zip(cells)
            .map(|(column, at)| column.cells[*at].0)
            .collect();
        text.push_str(&format!("R-{reference},{}\n", cells.join(",")));
    }
    text
}

/// What a record says on a column: of columns without a field the text that is kept of this one.
fn says(record: &Record, column: &Column) -> String {
    let field = record.kind().field_index(column.field).expect("a field");
    if column.field != "extras" {
        return record.value(field).to_string();
    }
    kept(record, column.heading)
}

/// The text that is kept of a column.
fn kept(record: &Record, heading: &str) -> String {
    let field = record.kind().field_index("extras").expect("a field");
    let rows = record.value(field).to_string();
    let row = rows.lines().find_map(|row| row.strip_prefix(&format!("{heading} | ")));
    row.map(|text| text.replace("\\|", "|")).unwrap_or_default()
}

fn edit(register: &mut Register, id: &Id, column: &Column, text: &str) {
    let field = risk::KIND.at(risk::KIND.field_index(column.field).expect("a field"));
    let text = match column.field {
        "extras" if text.is_empty() => String::new(),
        "extras" => format!("{} | {}", column.heading, text.replace('|', "\\|")),
        _ => text.to_owned(),
    };
    let value = input::read(risk::KIND.fields[field.index].shape, &text, today()).expect("a value");
    let change = register.change(id.as_str(), field, value).expect("fits");
    let edit = Edit {
        title: "by hand".to_owned(),
        who: "ben".to_owned(),
        when: now(),
        changes: change.into_iter().collect(),
    };
    register.apply(&edit).expect("applies");
}

fn plan(register: &Register, kind: &'static Kind, text: &str, options: &Options<'_>) -> Plan {
    Plan::make(register, kind, &sheet(text.as_bytes()), options, today(), go_on).expect("a plan")
}

/// Imports rows and adds to what is remembered.
fn import(register: &mut Register, memory: &mut Memory, rows: &[Row], conflict: Conflict) -> Plan {
    let known = memory.clone();
    let options = Options {
        memory: Some(&known),
        conflict,
        source: "risks.csv".to_owned(),
        ..Options::default()
    };
    let plan = plan(register, &risk::KIND, &text_of(rows), &options);
    register.apply(&plan.edit("ana", now())).expect("applies");
    for lines in plan.lines() {
        memory.read(&lines.plus.join("\n"));
    }
    plan
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..4_usize, proptest::array::uniform9(0..6_usize));
    proptest::collection::vec(row, 1..5)
}

/// From the first version of the file to the next: each row stays, changes in some cells, gets another reference, or goes;
/// others come.
fn newer(base: Vec<Row>) -> impl Strategy<Value = (Vec<Row>, Vec<Row>)> {
    let changes = proptest::collection::vec((0..6_usize, rows()), base.len());
    (Just(base), changes, proptest::option::of(rows())).prop_map(|(base, changes, more)| {
        let mut newer: Vec<Row> = Vec::new();
        for (row, (what, others)) in base.iter().zip(changes) {
            let (other, cells) = others[0];
            let mut row = *row;
            match what {
                0 => continue,
                1 => row.0 = other + 4,
                2 => row.1[0] = cells[0],
                3 => row.1 = cells,
                4 => row.1[1 + other] = cells[1 + other],
                _ => {}
            }
            newer.push(row);
        }
        newer.extend(more.into_iter().flatten().take(1));
        (base, newer)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn no_value_of_a_risk_is_lost_without_being_named(
        (base, newer) in rows().prop_flat_map(newer),
        edits in proptest::collection::vec((0..4_usize, 0..9_usize, 0..6_usize), 0..6),
        conflict in 0..3_usize,
    ) {
        prop_assume!(!newer.is_empty());
        let mut register = Register::default();
        let systems = plan(&register, &system::KIND, "Name\nChat\nVision\n", &Options::default());
        register.apply(&systems.edit("ana", now())).expect("applies");
        let mut memory = Memory::default();
        let first = import(&mut register, &mut memory, &base, Conflict::Told);
        prop_assert_eq!(first.counts().create, base.len(), "{}", first);
        let mut of_base: BTreeMap<Id, Row> = BTreeMap::new();
        for plan in &first.rows {
            of_base.insert(plan.id.clone().expect("a record"), base[plan.number - 2]);
        }
        let known: Vec<Id> = of_base.keys().cloned().collect();
        for (nth, column, at) in edits {
            let Some(id) = known.get(nth) else { continue };
            let column = &COLUMNS[column];
            if let Some(text) = column.cells[at].1 {
                edit(&mut register, id, column, text);
            }
        }
        let before: BTreeMap<Id, Record> = known
            .iter()
            .map(|id| (id.clone(), register.get(id.as_str()).expect("a record").clone()))
            .collect();
        let conflict = [Conflict::Told, Conflict::Theirs, Conflict::Ours][conflict];
        let plan = import(&mut register, &mut memory, &newer, conflict);
        // Each row is a record of its own, or is named as a problem.
        let about: Vec<&Id> = plan.rows.iter().filter_map(|row| row.id.as_ref()).collect();
        prop_assert_eq!(about.iter().collect::<BTreeSet<_>>().len(), about.len(), "{}", plan);
        prop_assert_eq!(plan.rows.len(), newer.len());
        for row in &plan.rows {
            let (_, cells) = newer[row.number - 2];
            let Some(id) = row.id.as_ref().filter(|_| !matches!(row.outcome, Outcome::Problem(_))) else {
                prop_assert!(matches!(row.outcome, Outcome::Problem(_)), "{}", plan);
                continue;
            };
            let after = register.get(id.as_str()).expect("a record");
            let mut named: Vec<String> = row.remarks.iter().map(ToString::to_string).collect();
            if let Outcome::Update { fields } = &row.outcome {
                named.extend(fields.iter().map(|set| set.from.to_string()));
            }
            for (nth, column) in COLUMNS.iter().enumerate() {
                let (text, read) = column.cells[cells[nth]];
                let now = says(after, column);
                let ours = before.get(id).map_or(String::new(), |record| says(record, column));
                let is_named = |value: &str| {
                    let label = risk::KIND.field(column.field).map_or("", |field| field.label);
                    let headings: Vec<&str> = column.heading.split(',').chain([label]).collect();
                    let value = value.replace('|', "\\|");
                    named.iter().any(|said| said.contains(&value) || headings.iter().any(|one| said.starts_with(one)))
                };
                // What the file says is taken, kept or named.
                match read {
                    Some("") => {}
                    Some(theirs) => prop_assert!(now == theirs || is_named(theirs), "{text} of {}: {plan}", column.heading),
                    None => {
                        let text = text.split(',').next().unwrap_or_default();
                        let heading = column.heading.split(',').next().unwrap_or_default();
                        prop_assert!(kept(after, heading) == text || is_named(text), "{text} of {}: {plan}", column.heading);
                    }
                }
                // What was here stays or is named.
                prop_assert!(
                    ours.is_empty() || now == ours || is_named(&ours),
                    "{ours} of {} became {now}: {plan}",
                    column.heading
                );
                // What only one side changed is that side's.
                let Some((_, was)) = of_base.get(id) else { continue };
                let (was_text, was_read) = column.cells[was[nth]];
                if let (Some(theirs), Some(was)) = (read, was_read) {
                    if was_text == text || theirs.is_empty() {
                        prop_assert_eq!(&now, &ours, "{} of {}: {}", text, column.heading, plan);
                    } else if was == ours {
                        prop_assert_eq!(&now, theirs, "{} of {}: {}", text, column.heading, plan);
                    }
                }
            }
        }
        // What has no row any more stays as it is, and that is said.
        for (id, record) in &before {
            if !about.contains(&id) {
                prop_assert_eq!(register.get(id.as_str()).expect("a record"), record);
                prop_assert!(plan.removed.contains(id), "{}: {}", id, plan);
            }
        }
        // The same file again says nothing new.
        let again = import(&mut register, &mut memory, &newer, conflict);
        let counts = again.counts();
        prop_assert_eq!((counts.create, counts.update), (0, 0), "{}", again);
    }
}

//! Documents of the demo, read back by a reader of its own and compared with the records.

mod asked;
mod audit;
mod documents;
mod every;
mod findings;
mod gap;
mod minutes;
mod reader;
mod statement;
mod treatment;

use aims::domain::day;
use aims::domain::record::id::Id;
use aims::domain::register::Register;
use aims::exchange::demo::Demo;
use aims::report::basis::{Basis, Commit, Said};
use aims::report::kinds::named;
use aims::report::render::Format;
use chrono::NaiveDate;

fn today() -> NaiveDate {
    day::iso("2026-11-23").expect("a day")
}

fn demo() -> Register {
    let mut register = Register::default();
    register.put(aims::domain::kinds::method::preset());
    for record in Demo::shipped().expect("a demo").records(today()).expect("values") {
        register.put(record);
    }
    register
}

/// What git would say: a commit of the day before, and that every decision was committed on one day.
fn basis(register: &Register) -> Basis<'_> {
    let said = register.of(&aims::domain::kinds::control::KIND);
    let said = said.map(|record| (record.id().clone(), Said::On(day::iso("2026-08-30").expect("a day"))));
    Basis {
        commit: Some(Commit {
            id: "0123456789abcdef0123456789abcdef01234567".to_owned(),
            day: day::iso("2026-11-22").expect("a day"),
        }),
        said: said.collect(),
        ..Basis::of(register, today())
    }
}

fn markdown(kind: &str, basis: &Basis<'_>) -> String {
    let report = named(kind).expect("a document");
    Format::Markdown.write(&report.document(basis))
}

/// Returns a field of a record as files and screens have it.
fn field(register: &Register, id: &Id, name: &str) -> String {
    let record = register.get(id.as_str()).expect("a record");
    let at = record.kind().field_index(name).expect(name);
    record.value(at).to_string()
}

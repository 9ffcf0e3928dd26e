//! A sheet of people into the people of the organization: a row each, found again by handle, address or name.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::domain::fold::plain;
use crate::domain::kinds::organization::people::{People, Person};
use crate::domain::kinds::organization::{self, PEOPLE};
use crate::domain::record::field::{Column, Shape};
use crate::domain::record::input;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Change;
use crate::exchange::sheet::header::normalised;
use crate::exchange::sheet::{Row, Sheet};

/// What a column of people says, in the order of a row of people; the parts of a name stand for the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Cell(usize),
    Given,
    Family,
}

const HANDLE: usize = 0;
const NAME: usize = 1;
const EMAIL: usize = 4;
const CELLS: usize = 10;

/// What the columns are called.
const HEADERS: [(Says, &[&str]); 12] = [
    (
        Says::Cell(HANDLE),
        &[
            "handle",
            "username",
            "user name",
            "user",
            "login",
            "user id",
            "account",
            "short name",
            "kürzel",
        ],
    ),
    (
        Says::Cell(NAME),
        &[
            "name",
            "full name",
            "display name",
            "person",
            "employee",
            "vollständiger name",
            "nom complet",
        ],
    ),
    (
        Says::Given,
        &[
            "first name",
            "given name",
            "forename",
            "vorname",
            "prénom",
            "nombre",
            "voornaam",
        ],
    ),
    (
        Says::Family,
        &[
            "last name",
            "surname",
            "family name",
            "nachname",
            "nom de famille",
            "apellido",
            "cognome",
            "achternaam",
        ],
    ),
    (
        Says::Cell(2),
        &[
            "role",
            "function",
            "job title",
            "title",
            "position",
            "funktion",
            "rolle",
            "fonction",
            "cargo",
            "ruolo",
        ],
    ),
    (Says::Cell(3), &["also", "aliases", "other names", "also known as"]),
    (
        Says::Cell(EMAIL),
        &[
            "email",
            "e-mail",
            "mail",
            "email address",
            "e-mail address",
            "mail address",
            "courriel",
        ],
    ),
    (
        Says::Cell(5),
        &["forge", "github", "gitlab", "github user", "gitlab user"],
    ),
    (Says::Cell(6), &["top", "top management", "management"]),
    (Says::Cell(7), &["approver", "may approve"]),
    (Says::Cell(8), &["external", "contractor"]),
    (
        Says::Cell(9),
        &[
            "left",
            "left on",
            "leaving date",
            "end date",
            "last day",
            "ausgetreten",
            "austritt",
        ],
    ),
];

/// Returns whether a header is that of a column of people.
pub fn is_header(name: &str) -> bool {
    says(name).is_some()
}

fn says(header: &str) -> Option<Says> {
    let header = normalised(header);
    let known = HEADERS
        .iter()
        .find(|(_, names)| names.iter().any(|name| normalised(name) == header));
    known.map(|(says, _)| *says)
}

/// What the import of a sheet of people would do.
#[derive(Debug)]
pub struct PeoplePlan {
    /// What becomes of the columns and rows, a line each.
    pub report: String,
    /// The change of the organization; none when it says all of it.
    pub change: Option<Change>,
    /// How many rows name nobody.
    pub problems: usize,
}

/// Works out what importing a sheet of people would do.
///
/// # Errors
///
/// Fails when no column says who somebody is.
pub fn plan(register: &Register, sheet: &Sheet, today: NaiveDate) -> Result<PeoplePlan, String> {
    let columns: Vec<(usize, Says)> = sheet
        .headers
        .iter()
        .filter_map(|header| Some((header.index, says(&header.name)?)))
        .collect();
    let names = |says: &Says| matches!(says, Says::Cell(HANDLE | NAME) | Says::Given | Says::Family);
    if !columns.iter().any(|(_, says)| names(says)) {
        return Err("No column says who somebody is: call one `Name`, or `First name` and `Last name`.".to_owned());
    }
    let mut report = String::new();
    for header in &sheet.headers {
        let field = columns
            .iter()
            .find(|(column, _)| *column == header.index)
            .map(|(_, says)| named(*says));
        let becomes = field.map_or("not imported".to_owned(), |name| format!("-> {name}"));
        let _ = writeln!(report, "  {}  {becomes}", header.label);
    }
    report.push('\n');
    let known = People::of(register);
    let mut rows: Vec<Vec<Value>> = known.iter().map(|person| cells_of(register, person)).collect();
    let (mut create, mut update, mut unchanged, mut problems) = (0, 0, 0, 0);
    for row in &sheet.rows {
        let (said, told) = cells(sheet, row, &columns, today);
        let name = said[NAME].to_string();
        let place = format!("row {}", row.number);
        if is_nobody(&name) && said[HANDLE].is_empty() {
            problems += 1;
            let _ = writeln!(report, "{place:10} problem    it names nobody");
            continue;
        }
        let is_same = |cells: &Vec<Value>| {
            let same = |at: usize| !said[at].is_empty() && folded(&cells[at]) == folded(&said[at]);
            same(HANDLE) || same(EMAIL) || same(NAME)
        };
        let word = if let Some(at) = rows.iter().position(is_same) {
            let before = rows[at].clone();
            for (cell, value) in said.into_iter().enumerate() {
                // The handle stands in records.
                if !value.is_empty() && (cell != HANDLE || rows[at][HANDLE].is_empty()) {
                    rows[at][cell] = value;
                }
            }
            if rows[at] == before {
                unchanged += 1;
                "unchanged"
            } else {
                update += 1;
                "update"
            }
        } else {
            create += 1;
            let mut said = said;
            if said[HANDLE].is_empty() {
                said[HANDLE] = Value::text(&handle(&name, &rows));
            }
            rows.push(said);
            "create"
        };
        if word != "unchanged" || !told.is_empty() {
            let _ = writeln!(report, "{place:10} {word:10} {name}");
        }
        for line in told {
            let _ = writeln!(report, "    {line}");
        }
    }
    let _ = writeln!(
        report,
        "{create} create, {update} update, {unchanged} unchanged, {problems} problem, 0 removed."
    );
    let value = Value::set(rows.into_iter().map(|cells| Value::Row(cells.into())).collect());
    let change = register.change(organization::ID, PEOPLE.field(), value);
    Ok(PeoplePlan {
        report,
        change: change.map_err(|error| error.to_string())?,
        problems,
    })
}

/// Returns the columns of the table of people.
fn columns_of_people() -> &'static [Column] {
    match organization::KIND.field("people").map(|field| field.shape) {
        Some(Shape::Rows { columns, .. }) => columns,
        _ => &[],
    }
}

/// Returns what a column of people is called in the register.
fn named(says: Says) -> &'static str {
    let columns = columns_of_people();
    match says {
        Says::Cell(at) => columns.get(at).map_or("people", |column| column.name),
        Says::Given | Says::Family => "name",
    }
}

fn cells_of(register: &Register, person: Person<'_>) -> Vec<Value> {
    let rows = register
        .get(organization::ID)
        .map(|organization| organization.get(PEOPLE))
        .unwrap_or_default();
    let found = rows.into_iter().find(|row| Person::of(row) == person);
    let mut cells = found.map_or_else(Vec::new, <[Value]>::to_vec);
    cells.resize(CELLS, Value::Empty);
    cells
}

fn folded(value: &Value) -> String {
    crate::domain::fold::folded(&value.to_string())
}

/// Reads the cells of a row, and tells what is no value.
fn cells(sheet: &Sheet, row: &Row, columns: &[(usize, Says)], today: NaiveDate) -> (Vec<Value>, Vec<String>) {
    let shapes = columns_of_people();
    let mut cells = vec![Value::Empty; CELLS];
    let mut told = Vec::new();
    let (mut given, mut family) = ("", "");
    for (column, says) in columns {
        let text = row.cell(*column).trim();
        match says {
            _ if is_nobody(text) => {}
            Says::Given => given = text,
            Says::Family => family = text,
            Says::Cell(at) => match shapes.get(*at).map(|column| input::read(column.shape, text, today)) {
                Some(Ok(value)) => cells[*at] = value,
                _ => {
                    let header = &sheet.headers[*column].label;
                    told.push(format!("{header}: `{text}` is not read"));
                }
            },
        }
    }
    if cells[NAME].is_empty() {
        cells[NAME] = Value::text(format!("{given} {family}").trim());
    }
    (cells, told)
}

/// Makes a handle that nobody has: of the first name, else with the first letters of the last.
fn handle(name: &str, rows: &[Vec<Value>]) -> String {
    let letters = |word: &str| {
        word.chars()
            .flat_map(plain)
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
    };
    let mut words = name.split_whitespace().map(letters).map(|word| word.to_lowercase());
    let first = words
        .next()
        .filter(|word| !word.is_empty())
        .unwrap_or_else(|| "person".to_owned());
    let last = words.next_back().unwrap_or_default();
    let is_free = |handle: &String| rows.iter().all(|cells| folded(&cells[HANDLE]) != *handle);
    let longer =
        (0..=last.chars().count()).map(|count| format!("{first}{}", last.chars().take(count).collect::<String>()));
    let numbered = (2..).map(|number| format!("{first}{number}"));
    longer.chain(numbered).find(is_free).unwrap_or(first)
}

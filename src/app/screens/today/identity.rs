//! Who works here among the people of the organization, asked where git's names and addresses are nobody's.

use crate::app::dialogs::confirm::Confirm;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::fold::folded;
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::people::{Meant, People, Person};
use crate::domain::record::typed::Row;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Edit;

/// Tells whether people are named and who works here is none of them.
pub fn is_unknown(app: &App) -> bool {
    let people = People::of(&app.register);
    let mut names = app.register.reader().iter().chain([&app.env.who]);
    !people.is_empty() && !names.any(|name| people.person(name).is_some())
}

/// Says that who works here is nobody of the people.
pub fn sentence(app: &App) -> String {
    let email = app.register.reader().iter().find(|name| name.contains('@'));
    let address = email.map_or_else(String::new, |email| format!(" <{email}>"));
    format!(
        "Git calls you {}{address}. Nobody of the people has that name or address, so nothing here is known to be yours.",
        app.env.who
    )
}

/// Says who works here; where that is nobody of the people, offers to be added to them, or to the names of the nearest.
pub(in crate::app) fn ask(app: &mut App) {
    let people = People::of(&app.register);
    if let Some(person) = app.register.reader().iter().find_map(|name| people.person(name)) {
        let text = format!("You are {} ({}).", person.name(), person.handle());
        app.tell(text);
        return;
    }
    let email = app.register.reader().iter().find(|name| name.contains('@')).cloned();
    let who = app.env.who.clone();
    let near = match people.meant(&who) {
        Meant::Unknown(near) => near.map(str::to_owned),
        _ => None,
    };
    let add = added(app, &people, &who, email.as_deref());
    let same = near.and_then(|near| Some((named(app, &near, &who, email.as_deref())?, near)));
    let mut choices: Vec<_> = same
        .map(|(edit, near)| {
            (
                Key::char('y'),
                format!("I am {near}: keep the name there"),
                Then::Make(Box::new(edit)),
            )
        })
        .into_iter()
        .collect();
    choices.extend(add.map(|edit| {
        (
            Key::char('a'),
            "add me to the people".to_owned(),
            Then::Make(Box::new(edit)),
        )
    }));
    app.dialogs.push(Confirm {
        title: "Who you are".to_owned(),
        text: sentence(app),
        choices,
        top: std::cell::Cell::new(0),
    });
}

/// Returns the edit that adds who works here to the people.
fn added(app: &App, people: &People<'_>, who: &str, email: Option<&str>) -> Option<Edit> {
    let handle = handle(people, who, email);
    let text = |text: &str| Value::text(text);
    let row = [
        text(&handle),
        text(who),
        Value::Empty,
        Value::Empty,
        email.map_or(Value::Empty, Value::text),
    ];
    let mut rows = rows(app);
    rows.push(Value::Row(row.into()));
    edit(app, format!("Add {handle} to the people"), rows)
}

/// Returns the edit that adds the names of who works here to those of a person.
fn named(app: &App, handle: &str, who: &str, email: Option<&str>) -> Option<Edit> {
    let mut rows = rows(app);
    let is_it = |row: &&mut Value| Row::of(row).is_some_and(|row| Person::of(row).handle() == handle);
    let row = rows.iter_mut().find(is_it)?;
    if let Value::Row(cells) = row {
        let mut all = cells.to_vec();
        all.resize(all.len().max(5), Value::Empty);
        let mut also = all[3].items().to_vec();
        also.push(Value::text(who));
        if let Some(email) = email {
            if all[4].is_empty() {
                all[4] = Value::text(email);
            } else {
                also.push(Value::text(email));
            }
        }
        all[3] = Value::set(also);
        *row = Value::Row(all.into());
    }
    edit(app, format!("{who} is {handle}"), rows)
}

fn rows(app: &App) -> Vec<Value> {
    let organization = app.register.get(organization::ID);
    let value = organization.map(|organization| organization.stored(organization::PEOPLE));
    value.map(Value::items).unwrap_or_default().to_vec()
}

fn edit(app: &App, title: String, rows: Vec<Value>) -> Option<Edit> {
    let field = organization::PEOPLE.field();
    let change = app.register.change(organization::ID, field, Value::set(rows)).ok()??;
    let mut edit = app.env.edit_named(title);
    edit.changes.push(change);
    Some(edit)
}

/// Returns a handle that nobody has: the first name, else the name of the address, else both names.
fn handle(people: &People<'_>, who: &str, email: Option<&str>) -> String {
    let plain = |text: &str| {
        folded(text)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
    };
    let first = who.split_whitespace().map(plain).find(|word| word.len() > 1);
    let local = email.and_then(|email| email.split('@').next()).map(plain);
    let all = [first, local, Some(plain(who))].into_iter().flatten();
    let mut free = all.filter(|handle| !handle.is_empty() && people.person(handle).is_none());
    free.next().unwrap_or_else(|| who.to_owned())
}

//! What is attached to a question that demands a document.

use crate::app::decisions::attach::{self, Purpose};
use crate::app::decisions::table::evidence::LOCATE;
use crate::app::dialogs::confirm::Confirm;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::kinds::answer;
use crate::domain::kinds::answer::lack::missing_documents;
use crate::domain::record::id::Id;

/// Asks what a file or link is that is attached to a question whose document is nowhere; tells whether it asked.
pub(in crate::app) fn asks(app: &mut App, location: &str, purpose: &Purpose) -> bool {
    let Purpose::Support(targets) = purpose else {
        return false;
    };
    let [one] = &targets[..] else { return false };
    if !app
        .register
        .get(one.as_str())
        .is_some_and(|record| record.is(&answer::KIND))
    {
        return false;
    }
    let documents = missing_documents(&app.register, one);
    if documents.is_empty() {
        return false;
    }
    let locate = |(nth, id): (usize, &&Id)| {
        let key = char::from_digit(nth as u32 + 1, 10)?;
        let title = app.register.title(id.as_str()).unwrap_or_default();
        let begun = attach::begun_on(app, &LOCATE, &[(*id).clone()]);
        let then = Then::TakeLocation(location.to_owned(), Purpose::Decide(begun));
        Some((Key::char(key), format!("{title} ({id})"), then))
    };
    let mut choices: Vec<_> = documents.iter().enumerate().filter_map(locate).collect();
    choices.push((
        Key::char('e'),
        "supporting evidence".to_owned(),
        Then::TakeLocation(location.to_owned(), purpose.clone()),
    ));
    app.dialogs.push(Confirm {
        title: "This is".to_owned(),
        text: format!("{location}\n\n{one} demands a document that is nowhere yet."),
        choices,
        top: std::cell::Cell::new(0),
    });
    true
}

//! Names of people at a prompt: whom they mean, and new ones only where they are chosen.

use crate::app::decisions::Asked;
use crate::app::decisions::prompt::Ask;
use crate::app::form::people::{is_new_name, unknown};
use crate::app::form::suggestion::{NEW_NAME, Suggestion, known, meant, owners, people};
use crate::domain::kinds::organization::people::People;
use crate::domain::register::Register;

impl Ask {
    /// Offers what is typed as a new name, which is taken only where it is chosen: last, and first where nobody known is
    /// meant.
    pub(super) fn offer_new_name(&mut self, known: &[Suggestion], register: &Register) {
        let text = self.line.text();
        let name = match self.question().shape {
            Asked::Owner => text.trim(),
            Asked::People => name_last(&text).trim(),
            Asked::Action => named_in(&text),
            _ => return,
        };
        if known.iter().any(|offer| offer.insert == name) || !is_new_name(&People::of(register), name) {
            return;
        }
        let new = Suggestion {
            insert: name.to_owned(),
            label: NEW_NAME.to_owned(),
        };
        let is_known = self.suggestions.first().is_some_and(|top| meant(top, name));
        let at = if is_known { self.suggestions.len() } else { 0 };
        self.suggestions.insert(at, new);
    }

    /// Puts those whom the typed names mean into the line; says why a name is refused, if one is.
    pub(super) fn take_names(&mut self, register: &Register) -> Option<String> {
        let text = self.line.text();
        let shape = self.question().shape;
        let named = match shape {
            Asked::Owner if !text.trim().is_empty() => vec![text.trim().to_owned()],
            Asked::People => {
                let value = People::of(register).read(text.trim_end_matches([',', ' ']));
                value.items().iter().map(ToString::to_string).collect()
            }
            Asked::Action if !named_in(&text).is_empty() => vec![named_in(&text).to_owned()],
            _ => return None,
        };
        let named_here = self.named_here(register);
        let mut taken = Vec::new();
        for name in named {
            if named_here.contains(&name) || self.new_names.contains(&name) {
                taken.push(name);
            } else if let Some(handle) = known(register, &name) {
                taken.push(handle);
            } else if shape != Asked::Owner && People::of(register).is_empty() {
                taken.push(name);
            } else {
                return Some(unknown(&People::of(register), &name));
            }
        }
        if shape != Asked::Action {
            self.line.set(&taken.join(", "));
        }
        None
    }

    /// Returns the names that the record already holds, and the owners in use.
    fn named_here(&self, register: &Register) -> Vec<String> {
        let first = self.targets.first().and_then(|slot| register.at(*slot));
        let here = match (self.question().shape, first) {
            (Asked::People, Some(record)) => people(register, record),
            _ => owners(register),
        };
        here.into_iter().map(|offer| offer.insert).collect()
    }
}

/// Returns the name after the `@` in a line about an action; empty without one.
fn named_in(text: &str) -> &str {
    let mut words = text.split_whitespace();
    words.find_map(|word| word.strip_prefix('@')).unwrap_or_default()
}

/// Returns the name being typed in a list of names.
pub(super) fn name_last(text: &str) -> &str {
    text.rsplit(',').next().unwrap_or_default().trim_start()
}

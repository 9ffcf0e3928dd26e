//! The keys of all dialogs, for help and reference.

use crate::app::decisions::prompt;
use crate::app::dialogs::keys::Listed;
use crate::app::dialogs::{confirm, crosswalk, filter, page, picker, record_history, save_list, trends, year_plan};
use crate::app::form;
use crate::app::guided::import;

/// The keys of dialogs.
pub type Table = &'static [&'static dyn Listed];

/// The keys of every dialog, in the order of the reference.
pub static DIALOG_KEYS: Table = &[
    &form::keys::KEYS,
    &prompt::keys::KEYS,
    &confirm::KEYS,
    &picker::KEYS,
    &filter::KEYS,
    &page::KEYS,
    &record_history::KEYS,
    &trends::KEYS,
    &year_plan::KEYS,
    &crosswalk::KEYS,
    &save_list::KEYS,
    &import::KEYS,
    &import::naming::KEYS,
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::app::environment::key::Key;

    #[test]
    fn every_key_of_a_dialog_parses_and_says_what_it_does() {
        let mut titles = HashSet::new();
        for dialog in DIALOG_KEYS {
            assert!(titles.insert(dialog.title()), "{} twice", dialog.title());
            for (keys, help) in dialog.keys() {
                assert!(help.ends_with('.'), "{}: {help}", dialog.title());
                for key in keys {
                    assert!(key.parse::<Key>().is_ok(), "{}: {key}", dialog.title());
                }
            }
        }
    }
}

//! The keys of a form.

use crate::app::dialogs::Outcome;
use crate::app::dialogs::keys::{DialogKeys, dialog_keys};
use crate::app::form::Form;

/// The keys of a form; others type into the field.
pub static KEYS: DialogKeys<Form> = DialogKeys::with(
    "in a form",
    &[dialog_keys! {
        "ctrl-s" "Save the record." ! "saves" => |form, read| {
            if form.check_all(read.register, read.env.today) { Outcome::Save } else { Outcome::Stay }
        },
        "ctrl-e" "Edit a long text in your editor." if Form::is_at_page => |_, _| Outcome::Editor,
        "esc" "Let go of the suggestion." if |form| form.chosen.is_some() => |form, _| {
            form.chosen = None;
            Outcome::Stay
        },
        "tab" "Take the suggestion and go to the next field." ! "next" => |form, read| form.take_and_go(1, read),
        "shift-tab" "Take the suggestion and go to the field before." ! "back" => |form, read| form.take_and_go(-1, read),
        "esc" "Leave the form; it asks where something was typed." ! "leaves" => |_, _| Outcome::LeaveForm,
        "enter" "Take the suggestion and go to the next field; in a long text break the line." if is_at_line
            => |form, read| form.take_and_go(1, read),
        "down" "Go to the next suggestion." if |form| !form.suggestions.is_empty() && form.is_choosing()
            => |form, _| form.choose(1),
        "up" "Go to the suggestion before." if |form| form.chosen.is_some() => |form, _| form.choose(-1),
        "ctrl-n" "Go to the next suggestion." => |form, _| form.choose(1),
        "ctrl-p" "Go to the suggestion before." => |form, _| form.choose(-1),
        "down" "Go to the next field." if is_at_line => |form, read| form.skip(1, read),
        "up" "Go to the field before." if is_at_line => |form, read| form.skip(-1, read),
        "pagedown" "Go five fields on." => |form, read| form.skip(5, read),
        "pageup" "Go five fields back." => |form, read| form.skip(-5, read),
        "space" "Go through the choices of the field." if Form::is_cycling => |form, _| form.cycle(),
    }],
    Form::type_key,
);

fn is_at_line(form: &Form) -> bool {
    !form.is_at_page()
}

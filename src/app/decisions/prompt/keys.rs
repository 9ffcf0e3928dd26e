//! The keys of a prompt.

use crate::app::decisions::Asked;
use crate::app::decisions::prompt::Ask;
use crate::app::dialogs::keys::{DialogKeys, Other, dialog_keys};
use crate::app::dialogs::{Background, Outcome};
use crate::app::environment::key::{Code, Key};

/// The keys of a prompt; others type the answer.
pub static KEYS: DialogKeys<Ask> = DialogKeys {
    title: "at the question of a decision",
    keys: &[dialog_keys! {
        "esc ctrl-c" "Leave without a change." ! "leaves" => |_, _| Outcome::Leave,
        "down tab ctrl-n" "Go to the next suggestion." if |ask| !ask.suggestions.is_empty() => |ask, _| {
            let last = ask.suggestions.len() - 1;
            ask.chosen = Some(ask.chosen.map_or(0, |at| (at + 1).min(last)));
            Outcome::Stay
        },
        "up" "Move up in a long text." if is_at_page => |ask, _| ask.move_line(Code::Up),
        "down" "Move down in a long text." if is_at_page => |ask, _| ask.move_line(Code::Down),
        "alt-enter" "Break the line of a long text." ! "breaks the line" => |ask, read| {
            if ask.line.is_page() {
                ask.line.press(Key::plain(Code::Enter));
                ask.typed(read.register);
            } else {
                ask.error = Some("This is kept in one line; Enter answers.".to_owned());
            }
            Outcome::Stay
        },
        "up shift-tab ctrl-p" "Go to the suggestion before." => |ask, _| {
            ask.chosen = ask.chosen.and_then(|at| at.checked_sub(1));
            Outcome::Stay
        },
        "enter" "Take the suggestion or what is typed as the answer." => |ask, Background { register, env, .. }| {
            ask.answer(register, &env.who, env.today)
        },
    }],
    other: Some(Other {
        help: Some((
            "a number",
            "Answer with the choice of this number; of several choices, pick it, as a letter does.",
        )),
        press: Ask::type_key,
    }),
};

fn is_at_page(ask: &Ask) -> bool {
    ask.line.is_page()
}

impl Ask {
    fn move_line(&mut self, code: Code) -> Outcome {
        self.line.press(Key::plain(code));
        Outcome::Stay
    }

    /// Takes a key that the table does not name.
    fn type_key(&mut self, key: Key, Background { register, env, .. }: Background<'_>) -> Outcome {
        match (key.code, key.ctrl) {
            (Code::Char(c), false) if self.number(c, register).is_some() => {
                self.chosen = self.number(c, register);
                return self.answer(register, &env.who, env.today);
            }
            (code, false) if matches!(self.question().shape, Asked::Several(_)) => self.pick(code),
            _ => {
                if self.line.press(key) {
                    self.typed(register);
                }
            }
        }
        Outcome::Stay
    }
}

//! What reaches the workbench from outside, as data.

use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::sync::git_answers;
use crate::app::sync::git_answers::GitAnswer;

/// Something that reaches the workbench from outside.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size, in columns and rows.
    Resize(u16, u16),
    /// Git answers.
    Git(GitAnswer),
}

impl App {
    /// Takes what reaches the workbench from outside.
    pub fn update(&mut self, message: Message) {
        match message {
            Message::Key(key) => self.key(key),
            Message::Paste(text) => self.paste(&text),
            Message::Resize(columns, rows) => self.resized(columns, rows),
            Message::Git(answer) => git_answers::take(self, answer),
        }
    }
}

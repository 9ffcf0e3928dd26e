//! Dispatches a key: to the topmost dialog first, then through the keymap. Says why a command is not available.

use crate::app::dialogs::{Background, Confirm, Outcome};
use crate::app::environment::key::Key;
use crate::app::input::command::Command;
use crate::app::input::keymap::Meaning;
use crate::app::notices::Tone;
use crate::app::state::App;
use crate::app::state::contexts::with_keys;
use crate::app::state::message::{self, Message};
use crate::app::state::outcome::{self, Then};
use crate::app::sync::since_last_visit;
use crate::app::unsaved::leaving;
use crate::domain::register::edit::Edit;

impl App {
    /// Takes what reaches the workbench from outside.
    pub fn update(&mut self, message: Message) {
        message::take(self, message);
    }

    /// Takes a key.
    pub(in crate::app) fn key(&mut self, key: Key) {
        since_last_visit::ask_what_changed(self);
        self.pressed(key);
        self.screen.pane.follow_cursor(self);
    }

    fn pressed(&mut self, key: Key) {
        self.dirty = true;
        if leaving::key_while_leaving(self, key) {
            return;
        }
        // A notice stays until the next key; that key still does what it does.
        self.notices.dismiss();
        self.guided.tick(self.screen, self.env.now);
        match self.press_dialog(key) {
            Outcome::Mapped => self.mapped(key),
            outcome => outcome::carry_out(self, outcome),
        }
    }

    /// Gives a key to the topmost dialog.
    fn press_dialog(&mut self, key: Key) -> Outcome {
        let background = Background {
            register: &self.register,
            env: &self.env,
            trends: self.trends.as_ref(),
        };
        let topmost = self.dialogs.last_mut();
        topmost.map_or(Outcome::Mapped, |dialog| dialog.press(key, background))
    }

    fn mapped(&mut self, key: Key) {
        self.input.pending.push(key);
        let contexts = self.contexts();
        match self.input.keymap.meaning(&contexts, &self.input.pending) {
            Meaning::Run(command) => {
                self.input.pending.clear();
                self.run(command);
            }
            Meaning::Prefix(_) => {}
            Meaning::Nothing => {
                let alone = self.input.pending.len() == 1;
                self.input.pending.clear();
                if self.screens.calendar.drag.is_some() && alone {
                    self.refuse(":later and :earlier move it; :open takes the day, :back drops it.");
                } else if alone && key.typed().is_some() {
                    self.refuse(format!("{key} does nothing here; :help shows the keys."));
                }
            }
        }
    }

    /// Takes pasted text: it is typed where something is typed, and never runs a key.
    pub(in crate::app) fn paste(&mut self, text: &str) {
        self.dirty = true;
        let background = Background {
            register: &self.register,
            env: &self.env,
            trends: self.trends.as_ref(),
        };
        let dialog = self.dialogs.last_mut();
        let Some((outcome, is_line)) = dialog.and_then(|dialog| {
            let outcome = dialog.paste(text, background)?;
            Some((outcome, dialog.writing().is_some_and(|writing| !writing.is_page())))
        }) else {
            self.refuse("Pasted text goes into forms, the filter and the palette; open one first.");
            return;
        };
        outcome::carry_out(self, outcome);
        let lines = text.trim().lines().count();
        if is_line && lines > 1 {
            self.tell(format!(
                "The {lines} lines that were pasted are joined; this is kept in one line."
            ));
        }
    }

    /// Says that something was done.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notify(Tone::Done, &text.into());
    }

    /// Says that records were changed.
    pub(in crate::app) fn tell_edit(&mut self, text: impl Into<String>) {
        self.notify(Tone::Edited, &text.into());
    }

    /// Says why something cannot be done, and what to do instead.
    pub fn refuse(&mut self, text: impl Into<String>) {
        self.notify(Tone::Refused, &text.into());
    }

    /// Says that something went wrong.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notify(Tone::Error, &text.into());
    }

    fn notify(&mut self, tone: Tone, text: &str) {
        let text = with_keys(self, text);
        self.notices.tell(self.env.now, tone, text);
        self.dirty = true;
    }

    /// Asks for one key.
    pub(in crate::app) fn confirm(&mut self, title: &str, text: String, choices: Vec<(Key, String, Then)>) {
        self.dialogs.push(Confirm {
            title: title.to_owned(),
            text,
            choices,
            top: std::cell::Cell::default(),
        });
    }

    /// Returns an edit of now, by who works here.
    pub(in crate::app) fn edit_named(&self, title: String) -> Edit {
        self.env.edit_named(title)
    }

    /// Runs a command, or says why it cannot be run.
    pub fn run(&mut self, command: &'static Command) {
        self.dirty = true;
        if let Some(reason) = self.refusal(command) {
            self.refuse(reason);
            return;
        }
        if !command.keeps_move && self.screens.calendar.drop_drag() {
            self.tell("What was moved stays where it was.");
        }
        (command.run)(self, command);
    }

    /// Returns why a command cannot be run now, if so.
    pub fn refusal(&self, command: &Command) -> Option<String> {
        let waits = self.sync.refuses_changes().filter(|_| command.changes);
        waits
            .or_else(|| self.screen.pane.refusal(self, command))
            .or_else(|| (command.fits)(self).err())
    }

    /// Tells whether a question of a session or a point of a review has the screen, with hints beside it.
    pub(in crate::app) fn has_hints(&self) -> bool {
        self.dialogs.is_empty() && self.guided.has(self.screen)
    }
}

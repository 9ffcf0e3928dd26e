//! A list one narrows by typing: palette, help, links, columns to sort by, evidence and files.

use std::borrow::Cow;
use std::sync::Arc;

use crate::app::dialogs::keys::{DialogKeys, Listed, dialog_keys};
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::environment::key::Key;
use crate::app::input::command::Command;
use crate::app::state::outcome::Target;
use crate::domain::fold::{contains, folded};
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::observed;
use crate::domain::search::{Paths, Ranked, rank};

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What choosing it does.
    pub target: Target,
    /// The key or id in front.
    pub lead: String,
    /// The text that is searched, with the lead.
    pub text: String,
    /// What else tells it apart.
    pub note: String,
    /// Why it cannot be done now, if so.
    pub refused: Option<String>,
}

/// A picker.
#[derive(Debug)]
pub struct Picker {
    /// What it is for.
    pub title: &'static str,
    /// What is typed.
    pub line: Writing,
    /// All entries.
    pub entries: Vec<Entry>,
    /// Those that match, best first.
    pub matches: Vec<Ranked>,
    /// The position of the cursor among them.
    pub cursor: usize,
    /// The first line shown; drawing sets it.
    pub top: std::cell::Cell<usize>,
    /// The files that follow the entries, where some are offered.
    pub files: Option<Files>,
    /// What `?` runs while nothing is typed: what lists more than this does.
    pub more: Option<&'static Command>,
}

/// The files of the repository in a picker, and what may be typed in their place.
#[derive(Debug)]
pub struct Files {
    paths: Option<Arc<Paths>>,
    chosen: Target,
    /// Which of them are offered, where not all are.
    is_offered: Option<fn(&str) -> bool>,
    /// What may be typed in their place.
    typed: &'static TypedPlace,
    /// How many paths fit what was typed; only the best are shown.
    fit: usize,
}

/// A place that is typed where files are offered.
#[derive(Debug)]
pub struct TypedPlace {
    /// Tells whether a text is one.
    is_one: fn(&str) -> bool,
    /// What it is, at the end of its line.
    note: &'static str,
    /// What is said of it below.
    hint: &'static str,
}

/// A link to something elsewhere.
pub static LINKS: TypedPlace = TypedPlace {
    is_one: observed::is_link,
    note: "link",
    hint: "type a name or https://, enter takes it, esc leaves",
};

/// A file that lies elsewhere.
pub static ELSEWHERE: TypedPlace = TypedPlace {
    is_one: |text| {
        ["/", "~/", "./", "../"]
            .iter()
            .any(|start| text.len() > start.len() && text.starts_with(start))
    },
    note: "file elsewhere",
    hint: "type a name, or a path such as ~/risks.xlsx, enter takes it, esc leaves",
};

impl Files {
    /// Returns the files to choose from, with what choosing one does; without paths until they were listed.
    pub fn new(paths: Option<Arc<Paths>>, chosen: Target) -> Self {
        Self {
            paths,
            chosen,
            is_offered: None,
            typed: &LINKS,
            fit: 0,
        }
    }

    /// Returns them with only some offered, and with another place that may be typed.
    #[must_use]
    pub fn of(self, is_offered: fn(&str) -> bool, typed: &'static TypedPlace) -> Self {
        let paths = self.paths.map(|paths| Arc::new(paths.only(is_offered)));
        Self {
            paths,
            is_offered: Some(is_offered),
            typed,
            ..self
        }
    }
}

/// How an entry fits what is typed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is called so.
    Called,
    /// What it is called has the words.
    HasName,
    /// It has the words.
    Has,
    /// Words of it begin with the words.
    Begins,
    /// It contains the words within others.
    Contains,
    /// It has the letters.
    Letters,
}

impl Fit {
    fn of(typed: &str, entry: &Entry) -> Self {
        let typed = folded(typed.trim());
        let (lead, text) = (folded(&entry.lead), folded(&entry.text));
        let whole = format!("{lead} {text}");
        let parts = |text: &str| -> Vec<String> {
            let is_apart = |c: char| !c.is_alphanumeric() && !matches!(c, '.' | '/' | '-');
            let words = text.split(is_apart).map(|word| word.trim_end_matches('.').to_owned());
            words.filter(|word| !word.is_empty()).collect()
        };
        let all = |words: &[String], fits: fn(&str, &str) -> bool| {
            let mut typed = typed.split_whitespace();
            typed.all(|typed| words.iter().any(|word| fits(word, typed)))
        };
        let (in_lead, in_whole) = (parts(&lead), parts(&whole));
        // Terms of one place stand together: `certification, certificate`.
        if lead == typed || lead.split(", ").any(|name| name == typed) {
            Self::Called
        } else if all(&in_lead, |word, typed| word == typed) {
            Self::HasName
        } else if all(&in_whole, |word, typed| word == typed) {
            Self::Has
        } else if all(&in_whole, |word, typed| word.starts_with(typed)) {
            Self::Begins
        } else if all(&[whole], |whole, typed| whole.contains(typed)) {
            Self::Contains
        } else {
            Self::Letters
        }
    }

    /// Returns what is still shown beside the best: a word that is there hides what only has its letters.
    fn tolerates(self, typed: &str) -> Self {
        match self {
            _ if typed.trim().chars().count() < 3 => Self::Letters,
            Self::Called | Self::HasName | Self::Has => Self::Begins,
            Self::Begins | Self::Contains => Self::Contains,
            Self::Letters => Self::Letters,
        }
    }
}

/// The index of the link that is typed, among the entries and files.
const LINK: usize = usize::MAX;

impl Picker {
    /// Returns a picker over entries.
    pub fn new(title: &'static str, entries: Vec<Entry>) -> Self {
        let top = std::cell::Cell::new(0);
        let mut picker = Self {
            title,
            line: Writing::line(""),
            entries,
            matches: Vec::new(),
            cursor: 0,
            top,
            files: None,
            more: None,
        };
        picker.search();
        picker
    }

    /// Offers more behind one key.
    #[must_use]
    pub fn with_more(mut self, more: &'static Command) -> Self {
        self.more = Some(more);
        self
    }

    /// Tells whether `?` shows more instead of being typed.
    fn offers_more(&self) -> bool {
        self.more.is_some() && self.line.text().is_empty()
    }

    /// Offers files after the entries, which keep their order then.
    #[must_use]
    pub fn with_files(mut self, files: Files) -> Self {
        self.files = Some(files);
        self.search();
        self
    }

    /// Takes the files that were listed meanwhile; the cursor stays on its entry.
    pub fn take_files(&mut self, paths: &Arc<Paths>) {
        if let Some(files) = &mut self.files {
            files.paths = Some(match files.is_offered {
                Some(is_offered) => Arc::new(paths.only(is_offered)),
                None => paths.clone(),
            });
            let cursor = self.cursor;
            self.search();
            self.cursor = cursor.min(self.matches.len().saturating_sub(1));
        }
    }

    /// Returns how many entries and files there are.
    pub fn total(&self) -> usize {
        let files = self.files.as_ref().and_then(|files| files.paths.as_ref());
        self.entries.len() + files.map_or(0, |paths| paths.len())
    }

    /// Returns what an index of the matches stands for.
    pub fn entry(&self, index: usize) -> Cow<'_, Entry> {
        if let Some(entry) = self.entries.get(index) {
            return Cow::Borrowed(entry);
        }
        let (text, note) = match (&self.files, index) {
            (Some(files), LINK) => (self.line.text().trim().to_owned(), files.typed.note),
            (Some(Files { paths: Some(paths), .. }), index) => {
                (paths.get(index - self.entries.len()).to_owned(), "file")
            }
            _ => (String::new(), ""),
        };
        let target = self.files.as_ref().map(|files| files.chosen.at(text.clone()));
        Cow::Owned(Entry {
            target: target.unwrap_or_else(|| Target::Record(Id::new(&text))),
            lead: String::new(),
            text,
            note: note.to_owned(),
            refused: None,
        })
    }

    fn shown_files(&self) -> usize {
        let is_file = |found: &&Ranked| found.index >= self.entries.len() && found.index != LINK;
        self.matches.iter().filter(is_file).count()
    }

    fn search(&mut self) {
        let texts = self
            .entries
            .iter()
            .map(|entry| format!("{} {}", entry.lead, entry.text));
        let typed = self.line.text();
        self.matches = rank(&typed, texts);
        let fit = |found: &Ranked| Fit::of(&typed, &self.entries[found.index]);
        let mut fits: Vec<_> = std::mem::take(&mut self.matches)
            .into_iter()
            .map(|found| (fit(&found), found))
            .collect();
        fits.sort_by_key(|(fit, _)| *fit);
        if self.files.is_none()
            && let Some((best, _)) = fits.first()
        {
            let most = best.tolerates(&typed);
            fits.retain(|(fit, _)| *fit <= most);
        }
        self.matches = fits.into_iter().map(|(_, found)| found).collect();
        self.cursor = 0;
        let Some(files) = &mut self.files else { return };
        // What is attached already stays in front of what could be.
        let is_new = |found: &Ranked| !matches!(self.entries[found.index].target, Target::Record(_));
        self.matches.sort_by_key(is_new);
        let before = self.entries.len();
        // What merely has the letters of what is typed gives way to files that have the words.
        let words = folded(&typed);
        let has_words = |found: &Ranked| {
            let entry = &self.entries[found.index];
            let called = format!("{} {}", entry.lead, entry.text);
            words.split_whitespace().all(|word| contains(&called, word))
        };
        let (near, far): (Vec<_>, Vec<_>) = std::mem::take(&mut self.matches).into_iter().partition(has_words);
        self.matches = near;
        if let Some(paths) = &files.paths {
            let (found, fit) = paths.find(&typed);
            files.fit = fit;
            // A file has no lead, but the blank after one.
            self.matches.extend(found.into_iter().map(|found| Ranked {
                index: before + found.index,
                score: found.score,
                positions: found.positions.into_iter().map(|at| at + 1).collect(),
            }));
        }
        self.matches.extend(far);
        if (files.typed.is_one)(typed.trim()) {
            let (score, positions) = (i64::MAX, Vec::new());
            self.matches.insert(
                0,
                Ranked {
                    index: LINK,
                    score,
                    positions,
                },
            );
        }
    }

    /// Returns the position of the entry under the cursor.
    pub fn chosen(&self) -> Option<usize> {
        self.matches.get(self.cursor).map(|found| found.index)
    }

    /// Puts the cursor on an entry, even if what is typed leaves it out.
    pub fn point_at(&mut self, index: usize) {
        let shown = self.matches.iter().position(|found| found.index == index);
        self.cursor = shown.unwrap_or(self.matches.len());
        if shown.is_none() && (index < self.total() || index == LINK && self.files.is_some()) {
            let (score, positions) = (0, Vec::new());
            self.matches.push(Ranked {
                index,
                score,
                positions,
            });
        }
    }

    /// Returns what is typed where a file or link is chosen, with what choosing one does.
    pub fn file_typed(&self) -> Option<(&Target, String)> {
        let files = self.files.as_ref()?;
        let text = self.line.text();
        (!text.trim().is_empty()).then_some((&files.chosen, text))
    }

    /// Puts a text into the line, as if it were typed.
    pub fn recall(&mut self, text: &str) {
        self.line.set(text);
        self.search();
    }
}

impl Picker {
    fn step(&mut self, by: isize) -> Outcome {
        let last = self.matches.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        Outcome::Stay
    }

    fn choose(&self) -> Outcome {
        let Some(found) = self.matches.get(self.cursor) else {
            return Outcome::Stay;
        };
        let Entry { target, refused, .. } = self.entry(found.index).into_owned();
        refused.map_or(Outcome::Choose(target), |why| Outcome::Refuse(why.into()))
    }
}

/// The keys of a picker; others type what is looked for.
pub static KEYS: DialogKeys<Picker> = DialogKeys::with(
    "in the palette and other lists to choose from",
    &[dialog_keys! {
        "enter" "Take what is under the cursor." => |picker, _| picker.choose(),
        "esc ctrl-c" "Leave without choosing." => |_, _| Outcome::Leave,
        "down tab ctrl-n" "Move down." => |picker, _| picker.step(1),
        "up shift-tab ctrl-p" "Move up." => |picker, _| picker.step(-1),
        "pagedown ctrl-d" "Move down by ten." => |picker, _| picker.step(10),
        "pageup" "Move up by ten." => |picker, _| picker.step(-10),
        "?" "In the help: show the keys of every place." if Picker::offers_more
            => |picker, _| picker.more.map_or(Outcome::Stay, |more| Outcome::Choose(Target::Run(more))),
    }],
    |picker, key, _| {
        if picker.line.press(key) {
            picker.search();
        }
        Outcome::Stay
    },
);

impl Dialog for Picker {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn types(&self, character: char, _: &Register) -> bool {
        !(character == '?' && self.offers_more())
    }

    fn paste(&mut self, text: &str, _: Background<'_>) -> Option<Outcome> {
        self.line.paste(text);
        self.search();
        Some(Outcome::Stay)
    }

    /// Returns the words below the list: what Enter does, and what is not shown.
    fn hints(&self) -> Cow<'static, str> {
        let Some(files) = &self.files else {
            return match self.more {
                Some(_) => "enter runs, ? keys of every place, esc leaves".into(),
                None => "enter runs, esc leaves".into(),
            };
        };
        match &files.paths {
            None => "enter takes it, esc leaves, the files are being listed".into(),
            Some(paths) if files.fit > self.shown_files() => {
                let more = if paths.cut { " and more" } else { "" };
                let (shown, fit) = (self.shown_files(), files.fit);
                format!("enter takes it, esc leaves, {shown} of {fit}{more} files shown").into()
            }
            Some(_) => files.typed.hint.into(),
        }
    }
}

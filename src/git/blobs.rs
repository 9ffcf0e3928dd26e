//! The contents of files as they were, from one `cat-file` that is asked for one after the other.

use std::collections::HashMap;
use std::io::{self, BufRead, Read, Write};
use std::sync::Arc;

use crate::git::child::{Running, Stop};
use crate::git::program::{Git, Refusal};
use crate::git::tokens::is_object;
use crate::store::files::disk::{LARGEST, readable};

/// What a file held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// There was no file.
    Absent,
    /// This.
    Is(Arc<str>),
    /// Something that is no text of a record, with the reason.
    Unfit(String),
}

/// The way to the contents.
#[derive(Debug)]
pub struct Blobs {
    running: Running,
    /// What was read lately: each version is asked for twice, as the one after and as the one before a change.
    lately: HashMap<String, Text>,
}

/// How many contents are remembered.
const REMEMBERED: usize = 64;

impl Blobs {
    /// Starts the program.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be started.
    pub fn start(git: &Git, stop: &Stop) -> Result<Self, Refusal> {
        let running = git.converse(["cat-file", "--batch"], stop)?;
        let lately = HashMap::new();
        Ok(Self { running, lately })
    }

    /// Returns the content with an id. Only ids are asked for, so that no name of a file is ever read as a question.
    ///
    /// # Errors
    ///
    /// Fails when the program ended, as when it was stopped.
    pub fn text(&mut self, id: &str) -> io::Result<Text> {
        if !is_object(id.as_bytes()) {
            return Ok(Text::Unfit("it has no id".to_owned()));
        }
        if id.bytes().all(|byte| byte == b'0') {
            return Ok(Text::Absent);
        }
        if let Some(text) = self.lately.get(id) {
            return Ok(text.clone());
        }
        let text = self.ask(id)?;
        if self.lately.len() >= REMEMBERED {
            self.lately.clear();
        }
        self.lately.insert(id.to_owned(), text.clone());
        Ok(text)
    }

    fn ask(&mut self, id: &str) -> io::Result<Text> {
        let input = self.running.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(input, "{id}")?;
        input.flush()?;
        let output = &mut self.running.output;
        let mut header = Vec::new();
        output.by_ref().take(512).read_until(b'\n', &mut header)?;
        let header = String::from_utf8_lossy(&header).into_owned();
        let mut words = header.split_whitespace().skip(1);
        let (what, size) = (words.next(), words.next().and_then(|size| size.parse::<u64>().ok()));
        let (Some(what), Some(size)) = (what, size) else {
            return if header.trim_end().ends_with("missing") {
                Ok(Text::Unfit("this clone does not have it".to_owned()))
            } else {
                Err(io::ErrorKind::UnexpectedEof.into())
            };
        };
        let mut bytes = Vec::new();
        output.by_ref().take(size.min(LARGEST + 1)).read_to_end(&mut bytes)?;
        let rest = size - bytes.len() as u64 + 1;
        if io::copy(&mut output.by_ref().take(rest), &mut io::sink())? < rest {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if what != "blob" {
            return Ok(Text::Unfit("it is no file".to_owned()));
        }
        Ok(match readable(&bytes, LARGEST) {
            Ok(text) => Text::Is(text.into()),
            Err(error) => Text::Unfit(error.to_string()),
        })
    }
}

//! Handing a text to the user's editor and taking it back.
//!
//! The editor is started without a shell, on a file in a fresh folder only the user can enter. The loop leaves the
//! terminal before and enters it after; what happens in the meantime is its business too, so the parts are apart here.

use std::ffi::OsStr;
use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::{env, fs};

use rustix::io::{FdFlags, fcntl_setfd};
use tempfile::TempDir;

/// The name of the file in the folder that was given for a text; its lock is held as long as an editor has the text.
pub const LOCK: &str = "open";

/// Why a text did not come back from the editor.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The command in VISUAL or EDITOR has an open quote or no word.
    #[error("The editor command `{0}` cannot be read: a quote is not closed, or it is empty.")]
    Command(String),
    /// The editor could not be started.
    #[error("The editor `{program}` does not start: {source}. Set VISUAL or EDITOR.")]
    Start {
        /// The program that was tried.
        program: String,
        /// The message of the system.
        source: io::Error,
    },
    /// The editor ended with a failure.
    #[error("The editor failed ({status}); nothing was changed.{}", kept(.left.as_deref()))]
    Failed {
        /// How it ended.
        status: ExitStatus,
        /// Where the edited text is, when it was saved.
        left: Option<PathBuf>,
    },
    /// The file could not be read back, or is not UTF-8.
    #[error("The edited text cannot be read: {source}.{}", kept(Some(.left)))]
    Read {
        /// The message of the system.
        source: io::Error,
        /// Where the file is.
        left: PathBuf,
    },
    /// The file could not be written, or the editor not waited for.
    #[error("The text cannot be handed to the editor: {0}")]
    Io(#[from] io::Error),
}

impl EditError {
    /// Returns what the editor saved before it failed.
    pub fn saved(&self) -> Option<String> {
        match self {
            Self::Failed { left: Some(left), .. } | Self::Read { left, .. } => fs::read_to_string(left).ok(),
            _ => None,
        }
    }
}

fn kept(left: Option<&Path>) -> String {
    left.map_or_else(String::new, |path| {
        format!(" What was saved is in {} until you remove it.", path.display())
    })
}

/// A text on its way through an editor.
#[derive(Debug)]
pub(super) struct Edit {
    folder: TempDir,
    file: PathBuf,
    text: String,
    /// What the editor keeps locked.
    lock: Option<PathBuf>,
}

impl Edit {
    /// Writes the text to a file of this name in a fresh folder, within another one if that is given.
    pub(super) fn new(text: String, name: &str, within: Option<&Path>) -> io::Result<Self> {
        // The runtime folder is in memory and the user's own; elsewhere only the folder's mode protects the file.
        let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
        let mut builder = tempfile::Builder::new();
        builder.prefix("aims-").permissions(Permissions::from_mode(0o700));
        let made = within.map(|within| {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(within)?;
            builder.tempdir_in(within)
        });
        let folder = match (made, runtime.filter(|path| path.is_absolute())) {
            (Some(Ok(folder)), _) => folder,
            (_, Some(path)) => builder.tempdir_in(path).or_else(|_| temporary(&builder))?,
            (_, None) => temporary(&builder)?,
        };
        let file = folder.path().join(file_name(name));
        fs::write(&file, with_final_newline(&text))?;
        let lock = within.map(|within| within.join(LOCK));
        Ok(Self {
            folder,
            file,
            text,
            lock,
        })
    }

    /// Starts the editor on the file, with the words of its command.
    pub(super) fn start(&self, command: &[String]) -> Result<Child, EditError> {
        // The editor may outlive us; whoever comes later sees by the lock that the text is still being written.
        let _held = self.lock.as_deref().and_then(|path| inherited_lock(path).ok());
        start(command, &self.file)
    }

    /// Reads the text back: the new one, or nothing when it is unchanged.
    pub(super) fn finish(self, status: ExitStatus) -> Result<Option<String>, EditError> {
        let text = fs::read_to_string(&self.file);
        if !status.success() {
            // Vim ends so after `:cq`, which means no; but what was written before a crash is somebody's work.
            let unchanged = text.is_ok_and(|text| text == with_final_newline(&self.text));
            let left = (!unchanged && self.file.exists()).then(|| self.keep());
            return Err(EditError::Failed { status, left });
        }
        match text {
            Ok(text) => {
                let text = without_habits(text, &self.text);
                Ok((text != self.text).then_some(text))
            }
            Err(source) => Err(EditError::Read {
                source,
                left: self.keep(),
            }),
        }
    }

    /// Leaves the file where it is and returns its path.
    pub(super) fn keep(self) -> PathBuf {
        let _ = self.folder.keep();
        self.file
    }
}

/// Starts the editor on a file, with the words of its command.
pub(super) fn start(command: &[String], file: &Path) -> Result<Child, EditError> {
    let [program, arguments @ ..] = command else {
        return Err(EditError::Command(String::new()));
    };
    let child = Command::new(program).args(arguments).arg(file).spawn();
    child.map_err(|source| EditError::Start {
        program: program.clone(),
        source,
    })
}

/// Locks a file so that a program started next holds the lock as well; the kernel lets go when the last of them has
/// ended.
fn inherited_lock(path: &Path) -> io::Result<File> {
    let file = File::options().create(true).append(true).mode(0o600).open(path)?;
    file.try_lock()?;
    fcntl_setfd(&file, FdFlags::empty())?;
    Ok(file)
}

fn temporary(builder: &tempfile::Builder<'_, '_>) -> io::Result<TempDir> {
    let named = |error: io::Error| {
        let place = env::temp_dir();
        io::Error::new(
            error.kind(),
            format!("no file can be made in {}: {error}", place.display()),
        )
    };
    builder.tempdir().map_err(named)
}

/// Editors show a last line without a newline as an anomaly.
fn with_final_newline(text: &str) -> String {
    let mut text = text.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Undoes what editors do on their own: one newline at the end, and the line ends of another system.
fn without_habits(text: String, original: &str) -> String {
    let mut text = if original.contains('\r') {
        text
    } else {
        text.replace("\r\n", "\n")
    };
    if !original.ends_with('\n') && text.ends_with('\n') {
        text.pop();
    }
    text
}

/// Takes the last part of a name, without what a file name or a shown title cannot have.
fn file_name(name: &str) -> String {
    let last = Path::new(name).file_name().and_then(OsStr::to_str).unwrap_or_default();
    let safe: String = last.chars().filter(|c| !c.is_control()).take(80).collect();
    if safe.is_empty() { "text.md".to_owned() } else { safe }
}

/// Returns the words of the editor command: VISUAL, else EDITOR, else vi.
pub(super) fn command(lookup: impl Fn(&str) -> Option<String>) -> Result<Vec<String>, EditError> {
    let set = |name| lookup(name).filter(|value| !value.trim().is_empty());
    let command = set("VISUAL")
        .or_else(|| set("EDITOR"))
        .unwrap_or_else(|| "vi".to_owned());
    words(&command).ok_or(EditError::Command(command))
}

/// Splits a command as a shell would, but expands nothing; nothing comes back for an open quote.
fn words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, Some(open)) if c == open => quote = None,
            ('\\', None) => word.get_or_insert_default().push(chars.next()?),
            ('\\', Some('"')) => match chars.next()? {
                c @ ('"' | '\\' | '$' | '`') => word.get_or_insert_default().push(c),
                c => word.get_or_insert_default().extend(['\\', c]),
            },
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    (quote.is_none() && words.first().is_some_and(|program| !program.is_empty())).then_some(words)
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    #[test]
    fn a_command_is_split_like_in_a_shell() {
        for (command, expected) in [
            ("vi", &["vi"][..]),
            ("  code   --wait ", &["code", "--wait"]),
            (r#""/opt/my editor/ed" -n"#, &["/opt/my editor/ed", "-n"]),
            (r"/opt/my\ editor/ed", &["/opt/my editor/ed"]),
            (
                r#"e 'a "b" \ c' "d \" \x" '' $HOME"#,
                &["e", r#"a "b" \ c"#, r#"d " \x"#, "", "$HOME"],
            ),
        ] {
            assert_eq!(words(command).expect(command), expected, "{command}");
        }
        for command in ["'open", "\"open", "open\\", "", "''"] {
            assert_eq!(words(command), None, "{command}");
        }
    }

    #[test]
    fn visual_comes_before_editor_and_vi_is_the_last_resort() {
        let with = |visual: &str, editor: &str| {
            let value = |name: &str| Some(if name == "VISUAL" { visual } else { editor }.to_owned());
            command(value).expect("a command")
        };
        assert_eq!(with("a", "b"), ["a"]);
        assert_eq!(with("", "b"), ["b"]);
        assert_eq!(with(" ", ""), ["vi"]);
    }

    fn edit(text: &str, written: &[u8], status: i32) -> Result<Option<String>, EditError> {
        let edit = Edit::new(text.to_owned(), "note.md", None).expect("a temporary folder");
        fs::write(&edit.file, written).expect("a file of our own");
        edit.finish(ExitStatus::from_raw(status))
    }

    #[test]
    fn only_what_the_user_changed_comes_back() {
        for (text, written, expected) in [
            ("a", "a\n", None),
            ("a", "a", None),
            ("a\n", "a\n", None),
            ("", "\n", None),
            ("a\nb", "a\r\nb\r\n", None),
            ("a", "b\n", Some("b")),
            ("a", "a\n\n", Some("a\n")),
            ("a", "", Some("")),
            ("a\r\nb", "a\r\nb\n", None),
        ] {
            let result = edit(text, written.as_bytes(), 0).expect("success");
            assert_eq!(result.as_deref(), expected, "{text:?} {written:?}");
        }
    }

    #[test]
    fn text_written_before_a_failure_is_kept() {
        assert!(matches!(
            edit("a", b"a\n", 0x100),
            Err(EditError::Failed { left: None, .. })
        ));
        for (written, status) in [(&b"b"[..], 0x100), (b"\xff", 0)] {
            let left = match edit("a", written, status) {
                Err(EditError::Failed { left, .. }) => left,
                Err(EditError::Read { left, .. }) => Some(left),
                _ => None,
            };
            let left = left.expect("the file is kept");
            assert_eq!(fs::read(&left).expect("it is there"), written);
            fs::remove_dir_all(left.parent().expect("a folder")).expect("it is ours");
        }
    }

    #[test]
    fn the_file_is_private_and_its_name_cannot_leave_the_folder() {
        let edit = Edit::new("a".to_owned(), "../../etc/R-7k3qm\n.md", None).expect("a temporary folder");
        assert_eq!(edit.file, edit.folder.path().join("R-7k3qm.md"));
        let mode = fs::metadata(edit.folder.path())
            .expect("it is ours")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o700);
        assert_eq!(file_name(".."), "text.md");
    }
}

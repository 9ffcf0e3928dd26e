//! Looks at files that records point at: whether they exist, and the hash of their content.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use crate::domain::register::Register;
use crate::domain::register::edit::Edit;
use crate::domain::register::observed::{Fact, pointed_at, pointed_at_by};
use crate::domain::sha256::Sha256;

/// The largest file that is hashed, in bytes.
pub const LARGEST: u64 = 128 << 20;

/// After how long what was seen is handed over.
const BATCH: Duration = Duration::from_millis(150);

/// Returns what is at a path of the repository.
pub fn look(top: &Path, path: &str) -> Fact {
    match open(top, path) {
        Ok(Some(file)) => read(&file).unwrap_or_else(|error| refused(&error.to_string())),
        Ok(None) => Fact::Missing,
        Err(fact) => fact,
    }
}

fn refused(why: &str) -> Fact {
    Fact::Refused { why: why.to_owned() }
}

/// Opens what is at a path without following a link; nothing when there is nothing.
fn open(top: &Path, path: &str) -> Result<Option<File>, Fact> {
    let outside = || refused("it is no path inside the repository");
    let mut names = Vec::new();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) if name.as_encoded_bytes().contains(&0) => return Err(outside()),
            // What git keeps for itself shows nothing.
            Component::Normal(name) if name == ".git" => return Err(outside()),
            Component::Normal(name) => names.push(name),
            Component::CurDir => {}
            _ => return Err(outside()),
        }
    }
    if names.is_empty() {
        return Err(outside());
    }
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let mut at = match rustix::fs::open(top, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()) {
        Ok(top) => top,
        Err(error) => return Err(refused(&io::Error::from(error).to_string())),
    };
    for (nth, name) in names.iter().enumerate() {
        let is_last = nth + 1 == names.len();
        let flags = if is_last { flags } else { flags | OFlags::DIRECTORY };
        at = match rustix::fs::openat(&at, *name, flags, Mode::empty()) {
            Ok(next) => next,
            Err(Errno::NOENT) => return Ok(None),
            Err(Errno::LOOP | Errno::MLINK) => return Err(refused("it is a link, and links are not followed")),
            Err(Errno::NOTDIR) => return Err(refused("a part of its path is a link or no folder")),
            Err(error) => return Err(refused(&io::Error::from(error).to_string())),
        };
    }
    Ok(Some(File::from(at)))
}

/// The largest text that is read to be shown, in bytes.
const LARGEST_TEXT: u64 = 1 << 18;

/// Returns the text of a file of the repository, or in a few words why it is not shown.
///
/// # Errors
///
/// Fails where the path leaves the repository or leads through a link, and where what is there is no text or too large.
pub fn text(top: &Path, path: &str) -> Result<String, String> {
    let file = match open(top, path) {
        Ok(Some(file)) => file,
        Ok(None) => return Err("there is no such file".to_owned()),
        Err(Fact::Refused { why }) => return Err(why),
        Err(_) => return Err("it cannot be opened".to_owned()),
    };
    let meta = file.metadata().map_err(|error| error.to_string())?;
    if meta.is_dir() {
        return Err("it is a folder".to_owned());
    }
    if !meta.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    // A file that grows while it is read has an end all the same.
    let mut file = file.take(LARGEST_TEXT + 1);
    file.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST_TEXT {
        let largest = LARGEST_TEXT >> 10;
        return Err(format!("it has more than {largest} KiB; open it with a program for it"));
    }
    let is_binary = bytes.contains(&0);
    let text = String::from_utf8(bytes).ok().filter(|_| !is_binary);
    text.ok_or_else(|| "it is no text (UTF-8); open it with a program for it".to_owned())
}

fn read(file: &File) -> io::Result<Fact> {
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Ok(Fact::Folder);
    }
    if !meta.is_file() {
        return Ok(refused("it is not a regular file"));
    }
    let too_large = |bytes: u64| Fact::TooLarge { bytes };
    if meta.len() > LARGEST {
        return Ok(too_large(meta.len()));
    }
    let (mut hasher, mut buffer, mut count) = (Sha256::default(), vec![0; 1 << 16], 0);
    // A file that grows while it is read has an end all the same.
    let mut file = file.take(LARGEST + 1);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(more) => {
                count += more as u64;
                hasher.update(&buffer[..more]);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    if count > LARGEST {
        return Ok(too_large(count));
    }
    Ok(Fact::Present {
        sha256: hasher.digits(),
    })
}

/// Looks at paths of the repository and hands over what was seen in batches.
pub fn look_at(top: &Path, paths: &[String], mut receive: impl FnMut(Vec<(String, Fact)>)) {
    let (mut seen, mut since) = (Vec::new(), Instant::now());
    for path in paths {
        seen.push((path.clone(), look(top, path)));
        if since.elapsed() >= BATCH {
            receive(std::mem::take(&mut seen));
            since = Instant::now();
        }
    }
    if !seen.is_empty() {
        receive(seen);
    }
}

/// Looks at every file that a record of a register points at, and notes what was seen.
pub fn observe(top: &Path, register: &mut Register) {
    note(top, &pointed_at(register), register);
}

/// Looks at the files that the records an edit touches point at, and tells whether anything seen is news.
pub fn observe_touched(top: &Path, register: &mut Register, edit: &Edit) -> bool {
    note(top, &pointed_at_by(register, edit), register)
}

fn note(top: &Path, paths: &[String], register: &mut Register) -> bool {
    let mut is_news = false;
    look_at(top, paths, |facts| {
        for (path, fact) in facts {
            is_news |= register.observe(&path, fact);
        }
    });
    is_news
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::domain::sha256;

    #[test]
    fn a_text_is_read_and_whatever_else_says_what_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path();
        fs::create_dir(top.join("docs")).expect("a folder");
        fs::write(top.join("docs/policy.md"), "# Policy\n").expect("a file");
        fs::write(top.join("docs/scan.pdf"), b"%PDF\0\xff").expect("a file");
        fs::write(top.join("docs/latin.txt"), b"caf\xe9").expect("a file");
        fs::write(top.join("docs/long.txt"), vec![b'a'; (LARGEST_TEXT + 1) as usize]).expect("a file");
        symlink("/etc/passwd", top.join("docs/link.md")).expect("a link");
        assert_eq!(text(top, "docs/policy.md").as_deref(), Ok("# Policy\n"));
        for (path, why) in [
            ("docs/none.md", "no such file"),
            ("docs/scan.pdf", "no text"),
            ("docs/latin.txt", "no text"),
            ("docs/long.txt", "more than 256 KiB"),
            ("docs/link.md", "a link"),
            ("docs", "a folder"),
            ("../etc/passwd", "no path inside"),
            (".git/config", "no path inside"),
        ] {
            let refused = text(top, path).expect_err(path);
            assert!(refused.contains(why), "{path}: {refused}");
        }
    }

    #[test]
    fn existing_files_are_observed_and_nothing_outside_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path().join("top");
        fs::create_dir_all(top.join("docs")).expect("a folder");
        fs::create_dir_all(top.join(".git")).expect("a folder");
        fs::write(top.join(".git/HEAD"), "x").expect("writes");
        fs::write(top.join("docs/a.md"), "abc").expect("writes");
        fs::write(folder.path().join("secret"), "abc").expect("writes");
        symlink(folder.path().join("secret"), top.join("docs/link")).expect("a link");
        symlink(folder.path(), top.join("out")).expect("a link");
        symlink(top.join("docs"), top.join("in")).expect("a link");
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256::of(b"abc"), abc);
        let there = || Fact::Present { sha256: abc.to_owned() };
        assert_eq!(look(&top, "docs/a.md"), there());
        assert_eq!(look(&top, "./docs//a.md"), there());
        assert_eq!(look(&top, "docs/b.md"), Fact::Missing);
        assert_eq!(look(&top, "no/b.md"), Fact::Missing);
        assert_eq!(look(&top, "docs/"), Fact::Folder);
        for path in [
            "docs/link",
            "out/secret",
            "in/a.md",
            "../secret",
            "docs/../../secret",
            "/etc/hostname",
            ".git/HEAD",
            "docs/a.md/b",
            "",
            "a\0b",
        ] {
            assert!(
                matches!(look(&top, path), Fact::Refused { .. }),
                "{path:?}: {:?}",
                look(&top, path)
            );
        }
    }

    #[test]
    fn a_file_above_the_limit_is_reported_with_its_size() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = File::create(folder.path().join("large")).expect("a file");
        file.set_len(LARGEST + 1).expect("a sparse file");
        assert_eq!(look(folder.path(), "large"), Fact::TooLarge { bytes: LARGEST + 1 });
    }
}

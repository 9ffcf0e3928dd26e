//! Several programs, and several users, on one register.

use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use aims::domain::kinds::risk;
use aims::store::files::disk::Disk;
use aims::store::files::lock;
use aims::store::files::repository::Repository;
use aims::store::save::history::Step;
use aims::store::save::queue::SaveQueue;
use aims::store::save::{Request, SaveError};

use crate::death::start;
use crate::fixture::{Fixture, Session, edit, risk_id};

/// Edits random fields of the same three records and tells each accepted change as `id field from to`.
pub fn edit_at_random(top: &Path, person: u64) {
    let repository = Repository::at(top);
    let reopen = || {
        let (register, contents) = aims::store::load::open::open_to_write(&repository);
        // No moment for other programs: that would let the two take turns.
        let disk = Disk::with_faults(Arc::new(|_, _| Ok(())));
        let writer = contents.writer(repository.clone(), disk);
        Session {
            register,
            contents,
            writer,
        }
    };
    let mut session = reopen();
    let mut seed = person.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let end = Instant::now() + Duration::from_millis(1500);
    let fields = [
        risk::OWNER.index(),
        risk::ACCEPTED_BY.index(),
        risk::ACCEPTANCE_REASON.index(),
    ];
    let fields =
        fields.map(|at| aims::domain::record::typed::Handle::<aims::domain::record::typed::Line>::at("risk", at));
    let (mut merged, mut number) = (0, 0);
    while Instant::now() < end {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        number += 1;
        let to = format!("p{person}n{number}");
        let all = seed.is_multiple_of(5);
        let field = fields[(seed >> 8) as usize % 3];
        let ids: Vec<_> = (0..3)
            .filter(|nth| all || *nth == (seed >> 16) as usize % 3)
            .map(risk_id)
            .collect();
        let changes: Vec<_> = ids
            .iter()
            .map(|id| session.change(id.as_str(), field, to.as_str()))
            .collect();
        match session.save(edit(changes.clone()), Step::Do) {
            Ok(saved) => {
                for change in changes {
                    if let aims::domain::register::edit::Change::Set { id, field, from, to } = change {
                        println!(
                            "\naccepted {id} {field} {} {to}",
                            if from.is_empty() {
                                "-".to_owned()
                            } else {
                                from.to_string()
                            }
                        );
                    }
                }
                merged += saved.merged.len();
                for record in saved.merged {
                    session.register.put(record);
                }
            }
            Err(SaveError::Clash(clashes)) => {
                // The user takes what is there.
                for clash in clashes {
                    let mut record = session.register.get(clash.id.as_str()).expect("there").clone();
                    record.put(clash.field, clash.theirs).expect("fits");
                    session.register.put(record);
                }
            }
            Err(error) => panic!("{error}"),
        }
    }
    println!("\nmerged {merged}");
}

#[test]
fn two_programs_at_once_lose_no_accepted_edit() {
    let fixture = Fixture::new();
    let children: Vec<_> = (1..=2)
        .map(|person| start(&fixture, &format!("people:{person}")).spawn().expect("started"))
        .collect();
    let mut accepted: HashMap<(String, usize), HashMap<String, String>> = HashMap::new();
    let (mut count, mut merged) = (0, 0);
    for mut child in children {
        let mut text = String::new();
        child
            .stdout
            .take()
            .expect("a pipe")
            .read_to_string(&mut text)
            .expect("read");
        assert!(child.wait().expect("waited for").success(), "{text}");
        for line in text.lines() {
            let words: Vec<_> = line.split(' ').collect();
            match words.as_slice() {
                ["accepted", id, field, from, to] => {
                    let chain = accepted
                        .entry(((*id).to_owned(), field.parse().expect("a number")))
                        .or_default();
                    let twice = chain.insert((*from).to_owned(), (*to).to_owned());
                    assert_eq!(twice, None, "two edits of {id} both replaced {from}");
                    count += 1;
                }
                ["merged", number] => merged += number.parse::<usize>().expect("a number"),
                _ => {}
            }
        }
    }
    let session = fixture.open();
    for ((id, field), mut chain) in accepted {
        let mut value = "-".to_owned();
        while let Some(next) = chain.remove(&value) {
            value = next;
        }
        assert!(chain.is_empty(), "{id}: edits lost after {value}: {chain:?}");
        assert_eq!(
            session.register.get(&id).expect("there").value(field).to_string(),
            value
        );
    }
    println!("{count} edits, {merged} merges");
    assert!(count > 100 && merged > 5, "{count} edits, {merged} merges");
    fixture.assert_clean();
}

#[test]
fn a_held_lock_is_waited_for_and_then_reported() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let held = lock::take(&fixture.repository, &Disk::default()).expect("free");
    let start = Instant::now();
    assert!(matches!(
        session.set("R-00000", risk::OWNER, "ana"),
        Err(SaveError::Locked(2))
    ));
    assert!(start.elapsed() >= lock::PATIENCE);
    drop(held);
    session.set("R-00000", risk::OWNER, "ana").expect("saved");
}

#[test]
fn the_desk_saves_in_order_and_drains_when_it_is_left() {
    let fixture = Fixture::new();
    let Session {
        mut register, writer, ..
    } = fixture.open();
    let (tell, told) = mpsc::channel();
    let queue = SaveQueue::start(writer, move |outcome| tell.send(outcome.result.is_ok()).expect("heard"));
    for number in 0..20 {
        let change = register.change("R-00000", risk::OWNER.field(), format!("n{number}").into());
        let edit = edit(vec![change.expect("fits").expect("differs")]);
        register.apply(&edit).expect("applies");
        queue.save(Request::new(&register, edit, Step::Do)).expect("taken");
    }
    drop(queue);
    assert_eq!(told.iter().collect::<Vec<_>>(), [true; 20]);
    assert!(fixture.read(&Fixture::risk_path(0)).contains("\"n19\""));
}

/// Lets somebody without rights try to edit, and returns what came of it; nothing where that cannot be tried.
fn as_nobody(fixture: &Fixture) -> Option<String> {
    if !rustix::process::geteuid().is_root() {
        let output = start(fixture, "set").output().expect("started");
        return Some(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let mut command: Command = start(fixture, "set");
    command.uid(65534).gid(65534).stderr(Stdio::null());
    match command.output() {
        Ok(output) if output.status.success() => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        other => {
            println!("skipped: this program cannot be started as another user: {other:?}");
            None
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

#[test]
fn where_writing_is_forbidden_nothing_is_written_and_nothing_left() {
    for (folder_mode, file_mode) in [(0o555, 0o666), (0o777, 0o444)] {
        let fixture = Fixture::new();
        set_mode(&fixture.repository.top, 0o755);
        fs::create_dir(&fixture.repository.private).expect("a folder");
        set_mode(&fixture.repository.private, 0o777);
        set_mode(&fixture.path("systems/chat"), folder_mode);
        set_mode(&fixture.path(&Fixture::risk_path(0)), file_mode);
        let before = fixture.tree();
        let told = as_nobody(&fixture);
        set_mode(&fixture.path("systems/chat"), 0o755);
        let Some(told) = told else { return };
        assert!(
            told.contains("result Err(Disk(") && told.contains("PermissionDenied"),
            "{told}"
        );
        assert_eq!(fixture.tree(), before);
        fixture.assert_clean();
    }
}

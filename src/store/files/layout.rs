//! Which file holds which record. Ids are checked by pattern before they become part of a path.

use std::path::{Component, Path, PathBuf};

use crate::domain::record::Record;
use crate::domain::record::field::{Home, Kind, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::register::Register;

/// The folder of records that belong to no single system.
pub const ORGANIZATION: &str = "organization";

/// Returns the kind and id of the record that a file, by its path below `aims/`, is to hold.
pub fn place(kinds: &[&'static Kind], path: &Path) -> Option<(&'static Kind, Id)> {
    let mut parts = [""; DEEPEST];
    let mut count = 0;
    for part in path.components() {
        let Component::Normal(part) = part else { return None };
        *parts.get_mut(count)? = part.to_str()?;
        count += 1;
    }
    kinds
        .iter()
        .find_map(|kind| place_of(kind, &parts[..count]).map(|id| (*kind, id)))
}

/// How many parts a path of the layout has at most.
const DEEPEST: usize = 4;

fn place_of(kind: &Kind, parts: &[&str]) -> Option<Id> {
    let id = match (kind.home, parts) {
        (Home::File(file), [name]) if *name == file => match kind.ids {
            IdForm::Single(id) => id.to_owned(),
            _ => return None,
        },
        (Home::Folder(folder), [first, rest @ ..]) if *first == folder && !rest.is_empty() => stem(&rest.join("/"))?,
        (Home::Dossier { folder, file }, [first, slug, name]) if *first == folder && *name == file => {
            (*slug).to_owned()
        }
        (Home::InDossier, [dossiers, slug, name]) if *dossiers == "systems" && IdForm::Slug.accepts(slug) => {
            stem(name)?
        }
        (Home::InDossier, [folder, name]) if *folder == ORGANIZATION => stem(name)?,
        _ => return None,
    };
    kind.ids.accepts(&id).then(|| Id::new(&id))
}

fn stem(name: &str) -> Option<String> {
    name.strip_suffix(".ron").map(str::to_owned)
}

/// Returns the path below `aims/` of a record that has no file yet; nothing when its id fits no path.
pub fn path(register: &Register, record: &Record) -> Option<PathBuf> {
    let id = record.id().as_str();
    if !record.kind().ids.accepts(id) {
        return None;
    }
    Some(match record.kind().home {
        Home::Rows => return None,
        Home::File(file) => PathBuf::from(file),
        Home::Folder(folder) => Path::new(folder).join(format!("{id}.ron")),
        Home::Dossier { folder, file } => Path::new(folder).join(id).join(file),
        Home::InDossier => {
            let name = format!("{id}.ron");
            match dossier(register, record, 2).filter(|slug| IdForm::Slug.accepts(slug.as_str())) {
                Some(slug) => Path::new("systems").join(slug.as_str()).join(name),
                None => Path::new(ORGANIZATION).join(name),
            }
        }
    })
}

/// Returns the dossier in which a new record belongs: that of the first record it names that has one.
fn dossier(register: &Register, record: &Record, depth: usize) -> Option<Id> {
    for (field, value) in record.fields() {
        let (Shape::One(kinds) | Shape::Many(kinds)) = field.shape else {
            continue;
        };
        if kinds.is_empty() {
            continue;
        }
        for id in value
            .items()
            .iter()
            .filter_map(crate::domain::record::value::Value::as_id)
        {
            let Some(target) = register.get(id.as_str()) else {
                continue;
            };
            match target.kind().home {
                Home::Dossier { .. } => return Some(id.clone()),
                Home::InDossier if depth > 0 => {
                    if let Some(slug) = dossier(register, target, depth - 1) {
                        return Some(slug);
                    }
                }
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{self, action, risk, system};

    #[test]
    fn every_kind_finds_its_own_path_again() {
        let mut register = Register::default();
        register.put(Record::new(&system::KIND, "chat".into()));
        register.put(Record::new(&risk::KIND, "R-00001".into()).with(risk::SYSTEMS, vec![Id::new("chat")]));
        register.put(Record::new(&risk::KIND, "R-00002".into()));
        register.put(Record::new(&action::KIND, "T-00001".into()).with(action::RISKS, vec![Id::new("R-00001")]));
        let mut paths = Vec::new();
        for kind in kinds::ALL {
            for record in register.of(kind) {
                let path = path(&register, record).expect("a path");
                assert_eq!(
                    place(kinds::ALL, &path),
                    Some((*kind, record.id().clone())),
                    "{}",
                    path.display()
                );
                paths.push(path.to_string_lossy().into_owned());
            }
        }
        for expected in [
            "aims.ron",
            "method.ron",
            "systems/chat/system.ron",
            "systems/chat/R-00001.ron",
            "systems/chat/T-00001.ron",
            "organization/R-00002.ron",
            "controls/A.6.2.5.ron",
            "clauses/4.1/q1.ron",
        ] {
            assert!(paths.iter().any(|path| path == expected), "{expected} in {paths:?}");
        }
    }

    #[test]
    fn paths_that_hold_no_record_are_nobodys() {
        for path in [
            "x.ron",
            "systems/chat/notes.md",
            "systems/../R-00001.ron",
            "/aims.ron",
            "controls/a.ron",
            "systems/chat/Q-00001.ron",
        ] {
            assert_eq!(place(kinds::ALL, Path::new(path)), None, "{path}");
        }
    }
}

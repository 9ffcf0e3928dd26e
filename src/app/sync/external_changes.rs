//! Applies changes made on disk by other programs, without moving cursor, selection or an open dialog.
//!
//! Records are replaced one by one, so their slots stay valid: cursors, marks, the session and open prompts mean the same
//! records as before. An edit that is still being saved, or could not be saved, stays on top.

use crate::app::edits;
use crate::app::edits::moved;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::dialogs::trends;
use crate::app::environment::effect::Taken;
use crate::app::state::App;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Change;
use crate::store::files::layout;
use crate::store::load::{FileProblem, FileProblemKind, Loaded, catalogues, unreadable};
use crate::store::save::too_new;
use crate::store::watch::{Changed, Whole};

use crate::app::sync::external_notices::{self, some_of};

/// What differs from what is shown.
#[derive(Debug, Default)]
struct Difference {
    puts: Vec<Record>,
    gone: Vec<Id>,
}

/// With more changed records than this, or more than that that may follow from them, everything is computed again rather
/// than by difference.
const FEW: usize = 100;
const REACHED: usize = 500;

/// Takes files that other programs wrote or removed. `is_stale` tells of which records a save came after the reading.
pub(in crate::app) fn take_changed(app: &mut App, changed: Changed, is_stale: impl Fn(&Id) -> bool) -> Taken {
    moved::put_back(app);
    let taken = take_files(app, changed, is_stale);
    if moved::take(app) {
        external_notices::refresh_keeping_cursors(app);
    }
    taken
}

fn take_files(app: &mut App, changed: Changed, is_stale: impl Fn(&Id) -> bool) -> Taken {
    let (files, gone) = read_and_gone(app, changed);
    let mut taken = Taken::default();
    if is_odd(app, &files, &gone) {
        taken.everything = true;
        return taken;
    }
    let saving = saving(app);
    let kinds = app.register.kinds().to_vec();
    let mut hold = |id: &Id, path: &Path| {
        let list = match (saving.contains(id), is_stale(id)) {
            (true, _) => &mut taken.later,
            (false, true) => &mut taken.again,
            (false, false) => return false,
        };
        list.push(path.to_path_buf());
        true
    };
    let (mut difference, mut problems, mut resolved) = (Difference::default(), Vec::new(), BTreeSet::new());
    for loaded in files {
        let id = layout::place(&kinds, &loaded.path).map(|(_, id)| id);
        if id.as_ref().is_some_and(|id| hold(id, &loaded.path)) {
            continue;
        }
        resolved.insert(loaded.path.clone());
        problems.extend(loaded.problems);
        match (loaded.record, id) {
            (Some(record), _) => {
                if app
                    .sync
                    .paths
                    .get(record.id())
                    .is_none_or(|known| **known != *loaded.path)
                {
                    let path: Arc<Path> = loaded.path.into();
                    app.sync.paths.insert(record.id().clone(), Arc::clone(&path));
                    taken.learnt.push((record.id().clone(), path));
                }
                differs(app, record, &mut difference);
            }
            // What cannot be read is not shown, as after opening.
            (None, Some(id)) => goes(app, id, &loaded.path, &mut difference),
            (None, None) => {}
        }
    }
    for path in gone {
        let id = layout::place(&kinds, &path).map(|(_, id)| id);
        if id.as_ref().is_some_and(|id| hold(id, &path)) {
            continue;
        }
        if let Some(id) = id {
            goes(app, id, &path, &mut difference);
        }
        resolved.insert(path);
    }
    let stays = |problem: &&FileProblem| !resolved.contains(&problem.path);
    problems.extend(app.sync.problems.iter().filter(stays).cloned());
    take_difference(app, difference, problems);
    taken
}

/// Takes a register that was read again as what differs from the one shown.
pub(in crate::app) fn take_whole(app: &mut App, whole: Whole, is_stale: impl Fn(&Id) -> bool) -> Taken {
    moved::put_back(app);
    let taken = take_register(app, whole, is_stale);
    if moved::take(app) {
        external_notices::refresh_keeping_cursors(app);
    }
    taken
}

fn take_register(app: &mut App, whole: Whole, is_stale: impl Fn(&Id) -> bool) -> Taken {
    let Whole {
        register,
        mut contents,
        unripe,
    } = whole;
    let mut taken = Taken::default();
    if app.sync.read_only != contents.read_only {
        app.sync.read_only.clone_from(&contents.read_only);
        taken.allowed = Some(app.sync.read_only.clone());
        app.dirty = true;
    }
    if !(register.catalogue().added.is_empty() && app.register.catalogue().added.is_empty()) {
        app.register.take_catalogue(register.catalogue().clone());
        app.dirty = true;
    }
    let (saving, paths) = (saving(app), contents.take_paths());
    let unripe: HashSet<PathBuf> = unripe.into_iter().collect();
    let is_unripe = |path: &Path| path.ancestors().any(|path| unripe.contains(path));
    let mut difference = Difference::default();
    let mut ids: Vec<Id> = Vec::new();
    for kind in app.register.kinds().to_vec() {
        ids.extend(register.of(kind).map(|record| record.id().clone()));
        let known = app.register.of(kind).map(|record| record.id().clone());
        ids.extend(known.filter(|id| register.get(id.as_str()).is_none()));
    }
    for id in ids {
        let (path, known) = (paths.get(&id), app.sync.paths.get(&id));
        let Some(here) = path.or(known) else {
            // Neither has a file: what is shown is what nothing was said about, or on its way.
            if !saving.contains(&id)
                && let Some(record) = register.get(id.as_str())
            {
                differs(app, record.clone(), &mut difference);
            }
            continue;
        };
        if path.is_none() && is_unripe(here) {
            continue;
        }
        let is_other = path != known || app.register.get(id.as_str()) != register.get(id.as_str());
        if !is_other {
            continue;
        }
        if saving.contains(&id) {
            taken.later.push(here.to_path_buf());
        } else if is_stale(&id) {
            taken.again.push(here.to_path_buf());
        } else if let (Some(path), Some(record)) = (path, register.get(id.as_str())) {
            if known != Some(path) {
                taken.learnt.push((id.clone(), Arc::clone(path)));
                app.sync.paths.insert(id, Arc::clone(path));
            }
            differs(app, record.clone(), &mut difference);
        } else {
            let here = Arc::clone(here);
            goes(app, id, &here, &mut difference);
        }
    }
    let mut problems = contents.problems;
    problems.retain(|problem| !is_unripe(&problem.path));
    problems.extend(
        app.sync
            .problems
            .iter()
            .filter(|problem| is_unripe(&problem.path))
            .cloned(),
    );
    take_difference(app, difference, problems);
    taken
}

/// Takes the branch that is checked out.
pub(in crate::app) fn take_branch(app: &mut App, branch: Option<String>) {
    if app.env.branch != branch {
        app.env.branch = branch;
        trends::forget(app);
        ask_git_again(app);
    }
}

/// Takes the commit that is checked out; of the first that is reported git was asked already.
pub(in crate::app) fn take_commit(app: &mut App, commit: Option<String>) {
    let commit = Some(commit.unwrap_or_default());
    if app.sync.commit != commit && std::mem::replace(&mut app.sync.commit, commit).is_some() {
        ask_git_again(app);
    }
}

/// Asks again what git answered about the commit checked out before: who changed what last, and what was approved.
fn ask_git_again(app: &mut App) {
    app.sync.asked_changes = false;
    app.sync.asked_approved.clear();
    app.freshen();
    app.dirty = true;
}

/// Returns the files that are there and those that went, a folder being what is known in it.
fn read_and_gone(app: &App, changed: Changed) -> (Vec<Loaded>, Vec<PathBuf>) {
    let there: HashSet<PathBuf> = changed.files.iter().map(|loaded| loaded.path.clone()).collect();
    let mut gone = changed.gone.clone();
    let known = || {
        let paths = app.sync.paths.values().map(|path| &**path);
        paths.chain(app.sync.problems.iter().map(|problem| &*problem.path))
    };
    // A file has nothing in it that would have to be looked for among all files.
    let is_file = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "ron");
    let folders = changed.gone.iter().filter(|path| !is_file(path));
    for folder in folders.chain(&changed.folders) {
        let below = known().filter(|path| path.starts_with(folder) && *path != folder);
        gone.extend(below.filter(|path| !there.contains(*path)).map(Path::to_path_buf));
    }
    gone.sort();
    gone.dedup();
    (changed.files, gone)
}

/// Tells whether changes are of the kind that only reading everything tells right: of catalogues and formats, and of
/// ids in two files.
fn is_odd(app: &App, files: &[Loaded], gone: &[PathBuf]) -> bool {
    let is_catalogue = |path: &PathBuf| path.starts_with(catalogues::FOLDER);
    let doubles: Vec<_> = app
        .sync
        .problems
        .iter()
        .filter_map(|problem| match &problem.kind {
            FileProblemKind::Duplicate(id, other) => Some((id, &problem.path, other)),
            _ => None,
        })
        .collect();
    let is_double = |path: &PathBuf| doubles.iter().any(|(_, one, other)| *one == path || *other == path);
    let is_other = |loaded: &Loaded| {
        let record = loaded.record.as_ref();
        record.is_some_and(|record| {
            let known = app.sync.paths.get(record.id());
            known.is_some_and(|known| **known != *loaded.path && !gone.iter().any(|path| **path == **known))
        })
    };
    let is_format = |loaded: &Loaded| {
        let new = loaded.format.is_some_and(|format| too_new(format).is_some());
        new || app.sync.read_only.is_some() && loaded.path == Path::new("aims.ron")
    };
    let mut ids = HashSet::new();
    let mut twice = files.iter().filter_map(|loaded| loaded.record.as_ref());
    gone.iter().any(|path| is_catalogue(path) || is_double(path))
        || files.iter().any(|loaded| {
            is_catalogue(&loaded.path) || is_double(&loaded.path) || is_other(loaded) || is_format(loaded)
        })
        || twice.any(|record| !ids.insert(record.id()))
}

/// Returns the records of edits on their way to the disk.
fn saving(app: &App) -> HashSet<Id> {
    let changes = app.edits.unsaved.saving.iter().flat_map(|saving| &saving.edit.changes);
    changes.map(|change| change.id().clone()).collect()
}

/// Notes a record as the disk has it, if that differs from what is shown; what could not be saved stays on top.
fn differs(app: &App, mut record: Record, difference: &mut Difference) {
    for change in app.edits.unsaved.changes() {
        match change {
            // The register admitted the value when the edit was made.
            Change::Set { id, field, to, .. } if id == record.id() => drop(record.put(*field, to.clone())),
            Change::Add(other) | Change::Remove(other) if other.id() == record.id() => return,
            _ => {}
        }
    }
    if app.register.get(record.id().as_str()) != Some(&record) {
        difference.puts.push(record);
    }
}

/// Notes that the file of a record holds it no longer.
fn goes(app: &mut App, id: Id, path: &Path, difference: &mut Difference) {
    if app.sync.paths.get(&id).is_some_and(|known| **known != *path) {
        return;
    }
    app.sync.paths.remove(&id);
    let Some(record) = app.register.get(id.as_str()) else {
        return;
    };
    let says_nothing = record.says_nothing();
    if app.edits.unsaved.changes().any(|change| *change.id() == id) || says_nothing && app.register.is_implied(&id) {
        return;
    }
    difference.gone.push(id);
}

fn take_difference(app: &mut App, difference: Difference, mut problems: Vec<FileProblem>) {
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    let broken = external_notices::newly_broken(app, &problems);
    let mut differs = false;
    if problems != app.sync.problems {
        app.sync.problems = problems;
        app.dirty = true;
        let kinds = app.register.kinds().to_vec();
        differs = app.register.note_unreadable(unreadable(&kinds, &app.sync.problems));
    }
    let Difference { puts, gone } = difference;
    let ids: Vec<Id> = puts
        .iter()
        .map(|record| record.id().clone())
        .chain(gone.iter().cloned())
        .collect();
    if !ids.is_empty() {
        let in_form = external_notices::changed_in_forms(app, &puts, &gone);
        let many = ids.len() > FEW;
        let mut touched = if many {
            HashSet::new()
        } else {
            edits::reached(app, ids.iter().cloned())
        };
        for record in puts {
            app.register.put(record);
        }
        for id in &gone {
            app.register.forget(id);
        }
        edits::observe_records(app, &ids);
        if !many {
            touched.extend(edits::reached(app, ids.iter().cloned()));
        }
        if many || touched.len() > REACHED {
            external_notices::refresh_keeping_cursors(app);
        } else {
            external_notices::refresh_outside(app, &touched);
        }
        external_notices::let_go_of(app, &gone);
        app.notices.tell_quietly(
            app.env.now,
            in_form.unwrap_or_else(|| format!("Changed outside: {}", some_of(&ids))),
        );
    }
    if differs {
        // What stands in for a file that cannot be read counts everywhere.
        external_notices::refresh_keeping_cursors(app);
    }
    if let Some(broken) = broken {
        app.warn(broken);
    }
}

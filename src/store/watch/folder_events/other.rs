//! Listening where there is no inotify, by way of a library.

use std::path::Path;

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RemoveKind};
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher};

use crate::store::watch::folder_events::FolderEvent;
use crate::store::watch::probe::{is_hidden, is_record};
use crate::store::watch::scan::Scan;

/// Hears of changes for as long as it is kept.
#[derive(Debug)]
pub(in crate::store) struct FolderEvents {
    #[allow(dead_code, reason = "it is kept to go on")]
    watcher: RecommendedWatcher,
}

impl FolderEvents {
    pub(in crate::store) fn open(
        root: &Path,
        git: Option<&Path>,
        mut tell: impl FnMut(FolderEvent) -> bool + Send + 'static,
    ) -> Result<(Self, Scan), String> {
        let below = root.to_path_buf();
        let forward = move |event: notify::Result<notify::Event>| match event {
            Ok(event) if !event.need_rescan() => {
                for path in event.paths {
                    let sound = match path.strip_prefix(&below) {
                        Ok(path) if concerns(event.kind, path) => FolderEvent::At(path.to_path_buf()),
                        Err(_) if path.file_name().is_some_and(is_of_head) && !is_access(event.kind) => {
                            FolderEvent::Head
                        }
                        _ => continue,
                    };
                    tell(sound);
                }
            }
            _ => drop(tell(FolderEvent::Lost)),
        };
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(forward, config).map_err(|error| error.to_string())?;
        let began = watcher.watch(root, RecursiveMode::Recursive);
        began.map_err(|error| error.to_string())?;
        if let Some(git) = git {
            // Without it the branch is reported with the next change of a record.
            let _ = watcher.watch(git, RecursiveMode::NonRecursive);
        }
        Ok((Self { watcher }, Scan::of(root)))
    }
}

/// Returns whether something that happened at a path below `aims/` can change a record. Reading does not: the thread would
/// cause its own events and never be quiet.
fn concerns(kind: EventKind, path: &Path) -> bool {
    !is_access(kind) && !is_hidden(path) && (is_record(path) || may_be_folder(kind))
}

fn is_access(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

fn may_be_folder(kind: EventKind) -> bool {
    match kind {
        EventKind::Create(kind) => kind != CreateKind::File,
        EventKind::Remove(kind) => kind != RemoveKind::File,
        EventKind::Modify(kind) => matches!(kind, ModifyKind::Name(_)),
        _ => false,
    }
}

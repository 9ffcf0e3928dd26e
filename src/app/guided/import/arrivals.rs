//! Takes the answers of the outside into the import that waits for them.

use crate::app::edits::draft::ImportDraft;
use crate::app::guided::import::answer::{Answer, Opened, Planned};
use crate::app::guided::import::said::OfSheet;
use crate::app::guided::import::words::in_workbench;
use crate::app::guided::import::{Importing, Page, plan, saving};
use crate::app::state::App;
use crate::exchange::import::opening::offers::importable;

/// Takes an answer to the question of a number.
pub(in crate::app) fn take(app: &mut App, number: u64, answer: Answer) {
    let is_awaited = |import: &&mut Importing| import.waits == Some(number);
    let Some(import) = app.dialogs.each_mut::<Importing>().find(is_awaited) else {
        return;
    };
    app.dirty = true;
    match answer {
        Answer::Progress(done, of) => import.progress = Some((done, of)),
        Answer::Opened(Ok(opened)) => take_opened(app, number, opened),
        Answer::Opened(Err(why)) => {
            // The name can be mended where it was typed.
            let path = import.path.clone();
            app.dialogs.close(|import: &Importing| import.waits == Some(number));
            let draft = ImportDraft {
                path,
                ..ImportDraft::default()
            };
            super::choosing::resume(app, &draft);
            app.warn(why);
        }
        Answer::Planned(Ok(planned)) => {
            take_planned(import, planned);
            saving::save_if_same(app);
        }
        Answer::Planned(Err(why)) => {
            import.waits = None;
            let parts = Vec::new();
            import.planned = Some(Planned {
                version: 0,
                parts,
                result: Err(why),
            });
            import.list();
        }
    }
}

fn take_opened(app: &mut App, number: u64, opened: Opened) {
    let kinds = importable(app.register.kinds());
    let is_awaited = |import: &&mut Importing| import.waits == Some(number);
    let Some(import) = app.dialogs.each_mut::<Importing>().find(is_awaited) else {
        return;
    };
    import.waits = None;
    import.sheets = opened.offers.iter().map(OfSheet::offered).collect();
    import.opened = Some(opened);
    if let Some(recalled) = import.recalled.take() {
        for draft in recalled.sheets {
            let same = import.sheets.iter_mut().find(|sheet| sheet.sheet == draft.sheet);
            let Some(sheet) = same else { continue };
            let named = kinds.iter().find(|kind| Some(kind.name) == draft.kind.as_deref());
            sheet.kind = named.copied().or(sheet.kind);
            sheet.is_taken = draft.is_taken && sheet.kind.is_some();
            sheet.mapping = draft.mapping;
            let mappings = import.opened.iter().flat_map(|opened| &opened.mappings);
            sheet.saved = mappings
                .into_iter()
                .find(|(name, _)| Some(name) == draft.saved.as_ref())
                .cloned();
        }
    }
    let is_clear = import.sheets.len() == 1 && import.sheets.iter().all(|sheet| sheet.is_taken);
    import.page = if is_clear { Page::Columns } else { Page::Sheets };
    let offered = (0..import.sheets.len()).find_map(|at| {
        let kind = import.sheets[at].kind.filter(|_| import.sheets[at].saved.is_none())?;
        let mut fitting = import.fitting(at).into_iter();
        fitting.find_map(|(known, name, mapping)| {
            let is_it = mapping.kind == kind.name && known * 2 > mapping.columns.len();
            is_it.then(|| name.clone())
        })
    });
    plan(app);
    if let Some(name) = offered {
        app.tell(format!(
            "The saved mapping {name} fits this header; to read by it, press m."
        ));
    }
}

fn take_planned(import: &mut Importing, mut planned: Planned) {
    planned.result = planned.result.map_err(|why| in_workbench(&why));
    for note in planned.parts.iter_mut().flat_map(|part| &mut part.notes) {
        *note = in_workbench(note);
    }
    (import.waits, import.progress) = (None, None);
    import.planned = Some(planned);
    import.list();
}

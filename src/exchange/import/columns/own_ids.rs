//! Ids for own controls that a Statement of Applicability calls in its own way, such as `X-01`.

use std::collections::HashMap;

use crate::domain::kinds::control;
use crate::domain::record::field::Kind;
use crate::domain::record::id::IdForm;
use crate::domain::register::Register;
use crate::exchange::cells::citations::cited;
use crate::exchange::import::reading::folded;
use crate::exchange::sheet::Sheet;

/// Adds what the ids in a column stand for that are neither of the standard nor ours: the own control that has the id as
/// its reference, else the next free one.
pub(super) fn say(
    register: &Register,
    kind: &'static Kind,
    sheet: &Sheet,
    column: usize,
    said: &mut HashMap<String, String>,
) {
    let (IdForm::Control, Some(reference)) = (kind.ids, kind.field_index("reference")) else {
        return;
    };
    let texts = sheet
        .values(column)
        .map(|cell| cell.replace('\u{a0}', " ").trim().to_owned());
    let texts: Vec<String> = texts.collect();
    for text in &texts {
        if !is_foreign(kind, text) || register.get(text).is_some() || said.contains_key(&folded(text)) {
            continue;
        }
        let mut records = register.of(kind);
        let known = records.find(|record| record.value(reference).as_text() == Some(text));
        let is_taken = |id: &str| {
            let is_said = said.values().any(|other| other == id) || texts.iter().any(|other| other == id);
            is_said || register.get(id).is_some()
        };
        let id = known.map_or_else(|| control::free_own(is_taken), |record| record.id().clone());
        said.insert(folded(text), id.to_string());
    }
}

/// Whether an id could be one of a control, and is none of the standard's, of another's or of ours.
fn is_foreign(kind: &Kind, text: &str) -> bool {
    let is_known = text.starts_with(control::OWN) || text.starts_with("A.") || cited(text).is_some();
    kind.ids.accepts(text) && !is_known
}

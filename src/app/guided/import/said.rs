//! What was answered of each sheet of a file; it stays whichever page is shown.

use crate::app::edits::draft::SheetDraft;
use crate::domain::record::field::Kind;
use crate::exchange::import::opening::Said;
use crate::exchange::import::opening::offers::Offer;
use crate::exchange::import::opening::parts::Part;
use crate::exchange::import::{Confirmed, Conflict, Mapping};

/// What was answered of one sheet.
#[derive(Debug, Clone)]
pub struct OfSheet {
    /// What the sheet is called; nothing where the file is one table.
    pub sheet: Option<String>,
    /// What its rows are.
    pub kind: Option<&'static Kind>,
    /// Whether it is imported.
    pub is_taken: bool,
    /// What its columns and values mean.
    pub mapping: Mapping,
    /// The saved mapping by which it is read, with its name.
    pub saved: Option<(String, Mapping)>,
    /// The rows that are taken although they lack something.
    pub confirmed: Confirmed,
}

impl OfSheet {
    /// Returns what is answered before anybody was asked.
    pub(super) fn offered(offer: &Offer) -> Self {
        Self {
            sheet: offer.sheet.clone(),
            kind: offer.kind,
            is_taken: offer.is_taken,
            mapping: Mapping::default(),
            saved: None,
            confirmed: Confirmed::default(),
        }
    }

    /// Returns it as a part of the import; nothing where it is left out.
    fn part(&self, general: General) -> Option<(Part, Said)> {
        let kind = self.kind.filter(|_| self.is_taken)?;
        let part = Part {
            kind,
            sheet: self.sheet.clone(),
            source: 0,
        };
        let (mapping_name, saved) = self.saved.clone().unwrap_or_default();
        let said = Said {
            mapping: self.mapping.clone(),
            saved,
            mapping_name,
            conflict: general.conflict,
            retire_removed: general.retires,
            restores: false,
            confirmed: self.confirmed.clone(),
        };
        Some((part, said))
    }
}

/// What was answered of all sheets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct General {
    /// What becomes of a field that was edited both here and in the file.
    pub conflict: Conflict,
    /// Whether records whose row is gone are retired.
    pub retires: bool,
}

/// Returns the parts that are imported, in the order in which they link to each other, each with the place of its sheet.
pub(super) fn parts(sheets: &[OfSheet], general: General) -> Vec<(usize, Part, Said)> {
    let parts = sheets.iter().enumerate();
    let parts = parts.filter_map(|(at, sheet)| sheet.part(general).map(|(part, said)| (at, part, said)));
    let mut parts: Vec<(usize, Part, Said)> = parts.collect();
    parts.sort_by_key(|(_, part, _)| part.place());
    parts
}

impl OfSheet {
    /// Returns what is kept of it.
    pub(super) fn draft(&self) -> SheetDraft {
        SheetDraft {
            sheet: self.sheet.clone(),
            kind: self.kind.map(|kind| kind.name.to_owned()),
            is_taken: self.is_taken,
            mapping: self.mapping.clone(),
            saved: self.saved.as_ref().map(|(name, _)| name.clone()),
        }
    }
}

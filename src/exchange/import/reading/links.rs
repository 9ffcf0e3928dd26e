//! Which record a cell means: by its id, by a title or reference that only it has, or as registers cite controls.

use std::collections::HashMap;

use crate::domain::catalogue::Vocabulary;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::exchange::import::reading::cell::{Cell, citation};
use crate::exchange::import::reading::folded;

/// The records to which cells may link: those that are there, and those that the same edit brings.
pub(super) struct Links<'a> {
    register: &'a Register,
    coming: HashMap<&'a str, &'a Record>,
    /// The ids of records by their titles and references.
    named: HashMap<String, Vec<&'a Id>>,
}

impl<'a> Links<'a> {
    /// Collects them; by their names only where some column links.
    pub fn new(register: &'a Register, coming: &'a [Record], is_linked: bool) -> Self {
        let mut links = Self {
            register,
            coming: coming.iter().map(|record| (record.id().as_str(), record)).collect(),
            named: HashMap::new(),
        };
        if is_linked {
            let here = register.kinds().iter().flat_map(|kind| register.of(kind));
            let is_new = |record: &&Record| register.get(record.id().as_str()).is_none();
            for record in here.chain(coming.iter().filter(is_new)) {
                let reference = record.kind().field_index("reference");
                let reference = reference.and_then(|field| record.value(field).as_text());
                for name in [Some(record.own_title()), reference].into_iter().flatten() {
                    links.named.entry(folded(name)).or_default().push(record.id());
                }
            }
        }
        links
    }

    fn get(&self, id: &str) -> Option<&Record> {
        self.register.get(id).or_else(|| self.coming.get(id).copied())
    }

    /// Finds an entry of a vocabulary; requirements as registers cite them.
    pub fn term(&self, vocabulary: Vocabulary, text: &str) -> Cell {
        let knows = |id: &str| {
            let is_coming = vocabulary == Vocabulary::Requirements && self.coming.contains_key(id);
            is_coming || self.register.resolves(id, Some(vocabulary))
        };
        if knows(text) {
            let mut cell = Cell::of(Value::Reference(Id::new(text)));
            if vocabulary == Vocabulary::Requirements && self.get(text).is_none() {
                let under = self.register.catalogue().requirements_under(text).len();
                cell.under = (under > 1).then(|| (text.to_owned(), under)).into_iter().collect();
            }
            return cell;
        }
        if vocabulary == Vocabulary::Requirements {
            return citation(text, knows);
        }
        Cell::failed(format!("is not among the {}", vocabulary.name()))
    }

    /// Finds a record of some kinds; of any where there are none.
    pub fn record(&self, kinds: &[&str], text: &str) -> Cell {
        let fits = |id: &str| {
            let record = self.get(id);
            record.is_some_and(|record| kinds.is_empty() || kinds.contains(&record.kind().name))
        };
        if fits(text) {
            return Cell::of(Value::Reference(Id::new(text)));
        }
        let named = self.named.get(&folded(text)).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<&Id> = named.iter().copied().filter(|id| fits(id.as_str())).collect();
        found.sort_unstable();
        found.dedup();
        match found[..] {
            [only] => Cell::of(Value::Reference(only.clone())),
            [] if kinds.is_empty() => {
                let knows = |id: &str| self.get(id).is_some() || self.register.resolves(id, None);
                citation(text, knows)
            }
            [] if kinds.contains(&"control") => citation(text, fits),
            [] => Cell::failed("names no record".to_owned()),
            _ => Cell::failed(format!("is the name of {} records", found.len())),
        }
    }
}

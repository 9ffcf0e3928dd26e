//! Guesses which field a column feeds, where neither the user nor a mapping says it.

use std::collections::{BTreeMap, HashSet};

use crate::domain::record::choice::Item;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::register::Register;
use crate::exchange::cells::choices::ChoiceWords;
use crate::exchange::cells::citations::cited;
use crate::exchange::import::columns::synonyms;
use crate::exchange::import::columns::synonyms::How;
use crate::exchange::sheet::Sheet;
use crate::exchange::sheet::header::{Header, normalised};

use crate::exchange::import::columns::periods;
use crate::exchange::import::columns::rest;
use crate::exchange::import::columns::scores;
use crate::exchange::import::columns::{Source, Target, is_ours};
use crate::exchange::import::identity;
use crate::exchange::import::reading::folded;
use crate::exchange::import::words;

/// Takes the headers nobody spoke of for fields that are still free.
pub(in crate::exchange) fn guess(
    register: &Register,
    kind: &'static Kind,
    sheet: &Sheet,
    key: &[usize],
    mapped: &mut BTreeMap<usize, (Target, Source)>,
) {
    scores::guess(kind, sheet, mapped);
    let taken: Vec<Target> = mapped.values().map(|(target, _)| *target).collect();
    // In a file of ours what is no field is computed.
    let is_ours = is_ours(kind, sheet);
    let is_field = |header: &Header| {
        kind.fields
            .iter()
            .any(|field| [field.name, field.label].contains(&&*header.name))
    };
    let may_be = |header: &Header| !is_ours || header.index == 0 || header.name == "id" || is_field(header);
    let open: Vec<&Header> = sheet
        .headers
        .iter()
        .filter(|header| !mapped.contains_key(&header.index) && may_be(header))
        .collect();
    if let Some(header) = open.iter().find(|header| is_own_id(register, kind, sheet, header))
        && !taken.contains(&Target::Id)
    {
        mapped.insert(header.index, (Target::Id, Source::Guessed(How::Exact)));
    }
    let is_free = |field: usize| {
        let shape = kind.stored(field).shape;
        // A table is guessed only where a cell of one value, such as a day, is known to be a row of it.
        let is_known = || periods::is_of_days(kind.stored(field)) || !words::names(kind, kind.stored(field)).is_empty();
        let is_table = matches!(shape, Shape::Rows { .. }) && !is_ours && !is_known();
        let is_fed = |target: &Target| matches!(target, Target::Field(at) | Target::Part(at, _) if *at == field);
        !taken.iter().any(is_fed) && !is_table && shape != Shape::Level
    };
    let former = (0..kind.former.len()).map(|nth| kind.former_position(nth));
    let former = former.filter(|position| kind.stored(*position).name != "format");
    let free: Vec<usize> = (0..kind.fields.len())
        .chain(former)
        .filter(|field| is_free(*field))
        .collect();
    let names: Vec<Vec<&str>> = free
        .iter()
        .map(|field| words::names(kind, kind.stored(*field)))
        .collect();
    let targets: Vec<synonyms::Target<'_>> = free
        .iter()
        .zip(&names)
        .map(|(field, aliases)| synonyms::Target {
            name: kind.stored(*field).name,
            label: kind.stored(*field).label,
            aliases,
        })
        .collect();
    let headers: Vec<Header> = open
        .into_iter()
        .filter(|header| !mapped.contains_key(&header.index))
        .cloned()
        .collect();
    for guess in synonyms::guess(&headers, &targets, &words::subjects(kind)) {
        let is_level = guess.target == "eu_class" && has_levels(sheet, guess.header);
        let is_number = guess.target == "reference" && rest::counts(sheet, guess.header);
        if let Some(field) = kind.stored_index(guess.target).filter(|_| !is_level && !is_number) {
            mapped.insert(guess.header, (Target::Field(field), Source::Guessed(guess.how)));
        }
    }
    link(register, kind, sheet, mapped);
    join(kind, &headers, mapped);
    marked(kind, sheet, mapped);
    if let Some(reference) = identity::reference(kind) {
        refer(reference, key, mapped);
    }
}

/// Takes the column that was guessed to be the reference for a link where it holds the references of what records of the
/// kind link to, and of none of their own: in a list of findings the id beside a corrective action is that of its finding.
fn link(register: &Register, kind: &'static Kind, sheet: &Sheet, mapped: &mut BTreeMap<usize, (Target, Source)>) {
    let Some(reference) = identity::reference(kind) else {
        return;
    };
    let guessed = mapped
        .iter()
        .find(|(_, (target, source))| *target == Target::Field(reference) && matches!(source, Source::Guessed(_)));
    let Some(column) = guessed.map(|(column, _)| *column) else {
        return;
    };
    let cells: HashSet<String> = sheet
        .values(column)
        .map(folded)
        .filter(|cell| !cell.is_empty())
        .collect();
    let references = |name: &str| -> HashSet<String> {
        let of_kind = register.kind(name).into_iter().flat_map(|kind| register.of(kind));
        let said = of_kind.filter_map(|record| record.value(identity::reference(record.kind())?).as_text());
        said.map(folded).collect()
    };
    if cells.is_empty() || !cells.is_disjoint(&references(kind.name)) {
        return;
    }
    let is_fed = |field: usize| mapped.values().any(|(target, _)| *target == Target::Field(field));
    let links = kind.fields.iter().enumerate().find(|(at, field)| match field.shape {
        Shape::One(kinds) | Shape::Many(kinds) => {
            !is_fed(*at) && !kinds.contains(&kind.name) && kinds.iter().any(|name| cells.is_subset(&references(name)))
        }
        _ => false,
    });
    if let Some((at, _)) = links {
        mapped.insert(column, (Target::Field(at), Source::Guessed(How::Similar)));
    }
}

/// Takes the other columns of fields that several make up together.
fn join(kind: &'static Kind, headers: &[Header], mapped: &mut BTreeMap<usize, (Target, Source)>) {
    let joined = kind.fields.iter().enumerate();
    for (position, field) in joined.filter(|(_, field)| words::is_joined(kind, field)) {
        let fed = (Target::Field(position), Source::Guessed(How::Alias));
        if !mapped.values().any(|(target, _)| *target == fed.0) {
            continue;
        }
        let names: Vec<String> = words::names(kind, field).iter().map(|name| normalised(name)).collect();
        let others = headers
            .iter()
            .filter(|header| names.contains(&normalised(&header.name)));
        for other in others {
            mapped.entry(other.index).or_insert(fed);
        }
    }
}

/// Takes the columns that are named after one choice of a list and hold nothing but marks, as a statement of
/// applicability has one for each basis. A group of columns is named in front: `Justification for inclusion LR`.
fn marked(kind: &'static Kind, sheet: &Sheet, mapped: &mut BTreeMap<usize, (Target, Source)>) {
    let taken: Vec<Target> = mapped.values().map(|(target, _)| *target).collect();
    for (position, field) in kind.fields.iter().enumerate() {
        let Shape::AnyOf(items) = field.shape else {
            continue;
        };
        if taken.contains(&Target::Field(position)) {
            continue;
        }
        let known = ChoiceWords::new(items, |item| words::of_choice(kind, field, item.name));
        for header in &sheet.headers {
            let has_marks = || {
                let marks: Option<Vec<bool>> = sheet.values(header.index).map(words::marks).collect();
                marks.is_some_and(|marks| marks.contains(&true))
            };
            if let Some(item) = choice_in(&known, &header.name)
                && !mapped.contains_key(&header.index)
                && has_marks()
            {
                mapped.insert(
                    header.index,
                    (Target::Choice(position, item), Source::Guessed(How::Alias)),
                );
            }
        }
    }
}

/// Returns the choice that a header ends in; `BR/BP` are two words for one.
fn choice_in(known: &ChoiceWords, header: &str) -> Option<&'static Item> {
    let starts = header
        .char_indices()
        .filter(|(at, _)| *at == 0 || header[..*at].ends_with(' '));
    starts.map(|(at, _)| header[at..].trim()).find_map(|end| {
        known.find(end).or_else(|| {
            let mut found = end.split('/').map(|word| known.find(word.trim()));
            let first = found.next().flatten()?;
            found.all(|other| other == Some(first)).then_some(first)
        })
    })
}

/// Whether a column holds levels of a risk, which are no classes of the EU AI Act although some words are the same.
fn has_levels(sheet: &Sheet, column: usize) -> bool {
    let is_level = |cell: &str| {
        ["medium", "moderate", "critical", "very high", "very low"].contains(&&*cell.trim().to_lowercase())
    };
    sheet.values(column).any(is_level)
}

/// Makes a key that no fields hold the reference, in place of a column that only looks like it.
fn refer(reference: usize, key: &[usize], mapped: &mut BTreeMap<usize, (Target, Source)>) {
    let has_field = |column: &usize| mapped.get(column).is_some_and(|(target, _)| *target != Target::Left);
    if key.iter().all(has_field) {
        return;
    }
    mapped.retain(|_, mapped| !matches!(mapped, (Target::Field(field), Source::Guessed(_)) if *field == reference));
    let is_free = mapped.values().all(|(target, _)| *target != Target::Field(reference));
    if let ([only], true) = (key, is_free) {
        mapped.insert(*only, (Target::Field(reference), Source::Asked));
    }
}

/// Returns whether a column holds the ids of this register, as one that was exported from it does, or cites clauses or
/// controls where those are the ids.
///
/// A column of ids in a foreign inventory is not: it is the reference, where the kind has one.
fn is_own_id(register: &Register, kind: &'static Kind, sheet: &Sheet, header: &Header) -> bool {
    let name = normalised(&header.name);
    let is_other_name = || words::id_names(kind).iter().any(|other| normalised(other) == name);
    if name != "id" && name != format!("{}id", kind.name) && name != kind.name && !is_other_name() {
        return false;
    }
    let is_cited = matches!(kind.ids, IdForm::Control | IdForm::Question);
    let is_ours = is_ours(kind, sheet);
    let fits = |id: &str| {
        let is_known = register.get(id).is_some_and(|record| record.is(kind));
        let may_be_new = is_ours && kind.ids.accepts(id);
        is_known || may_be_new || (is_cited && (kind.ids.accepts(id) || cited(id).is_some()))
    };
    let cells = sheet
        .values(header.index)
        .map(str::trim)
        .filter(|cell| !cell.is_empty());
    let (mut all, mut fit) = (0, 0);
    for cell in cells {
        all += 1;
        fit += usize::from(fits(cell));
    }
    // A slip in one citation does not make the others foreign.
    all > 0 && (fit == all || (is_cited && fit * 2 > all))
}

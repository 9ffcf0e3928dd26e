//! Which row is which record: rows and records are paired by the strongest identity that is one, each record once.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

use crate::exchange::import::identity::{Identity, Means, Name, is_no_key};
use crate::exchange::import::memory::{Digest, Memory, digest};
use crate::exchange::import::planning::changes::{extras, label, says_the_same};
use crate::exchange::import::reading::{Reading, folded};

/// What a row is to the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::exchange::import) enum Match {
    /// A record that is not there yet.
    New,
    /// A record that is there.
    Known(Id),
    /// A record that has no key yet and gets it from the row.
    Adopted(Id),
    /// A record that is not there yet, although another has its key or its id: that one has another title.
    Homonym(Id),
    /// A record that is not there yet, although another that no row is about is called the same.
    Namesake(Id),
    /// Neither, with the reason.
    Neither(String),
}

/// What is found of a row.
#[derive(Debug, Clone)]
pub(in crate::exchange::import) struct Found {
    pub what: Match,
    /// By what the row is found again.
    pub means: Means,
    /// The number of the first row with the same identity, if that is another.
    pub twin: Option<usize>,
}

/// The file that is matched: what earlier imports said, and the word by which they remember its rows.
#[derive(Debug, Clone, Copy)]
pub(in crate::exchange::import) struct Origin<'a> {
    pub memory: Option<&'a Memory>,
    pub word: &'a str,
}

impl Origin<'_> {
    /// Whether rows were about a record, and none of them was of this file.
    fn is_elsewhere(&self, id: &Id) -> bool {
        let is_of_others = |memory: &Memory| memory.has_origin(id) && !memory.came_from(id, self.word);
        self.memory.is_some_and(is_of_others)
    }

    /// Whether an import retired a record, since no row was about it any more.
    pub fn has_retired(&self, record: &Record) -> bool {
        self.memory.is_some_and(|memory| memory.has_retired(record))
    }
}

/// The most pairs of rows and records of one name that are compared; hundreds of rows of one name are no inventory.
const MOST_PAIRS: usize = 10_000;

/// The records of a kind by their identities.
pub(in crate::exchange::import) struct Records<'a> {
    kind: &'static Kind,
    all: Vec<&'a Record>,
    by_name: HashMap<Name, Vec<usize>>,
    names: Vec<Vec<Name>>,
}

impl<'a> Records<'a> {
    pub fn new(register: &'a Register, kind: &'static Kind, identity: &Identity) -> Self {
        let mut records: Vec<&Record> = register.of(kind).collect();
        // A retired record is taken only if there is no other; `chat-10` comes behind `chat-2`.
        records.sort_by_key(|record| (record.is_retired(), record.id().as_str().len(), record.id().clone()));
        let names: Vec<Vec<Name>> = records.iter().map(|record| identity.of_record(record)).collect();
        let by_name = positions(&names);
        Self {
            kind,
            all: records,
            by_name,
            names,
        }
    }

    fn get(&self, name: &Name) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    fn id(&self, place: usize) -> Id {
        self.all[place].id().clone()
    }

    /// Whether a name says which record is meant: at most one has it, retired ones aside.
    fn is_telling(&self, name: &Name) -> bool {
        let is_here = |place: &&usize| !self.all[**place].is_retired();
        self.get(name).iter().filter(is_here).count() <= 1
    }

    /// Finds for each row, with the numbers of the rows, its record.
    pub fn matches(
        &self,
        identity: &Identity,
        readings: &[Reading],
        numbers: &[usize],
        origin: Origin<'_>,
    ) -> Vec<Found> {
        let names: Vec<Vec<Name>> = readings.iter().map(|reading| identity.of_row(reading)).collect();
        let rows = positions(&names);
        let chosen: Vec<Option<&Name>> = names.iter().map(|names| self.choose(names, &rows)).collect();
        let is_stranger = self.is_another_register(identity, readings, &names, origin);
        let is_elsewhere = |place: usize| is_stranger && origin.is_elsewhere(self.all[place].id());
        let mut found: Vec<Option<Match>> = vec![None; readings.len()];
        let mut taken = HashSet::new();
        let mut order: Vec<usize> = (0..readings.len()).collect();
        order.sort_by_key(|row| chosen[*row].map(|name| name.means));
        for row in order {
            let Some(name) = chosen[row].filter(|name| name.means != Means::Content) else {
                continue;
            };
            let place = self.get(name).iter().find(|place| !taken.contains(*place));
            // Of rows that are found by their ids alone and say the same, the first is taken.
            let is_first = || identity.is_fixed && rows[name][0] == row && self.are_the_same(&rows[name], readings);
            let Some(place) = place.copied().filter(|_| rows[name].len() == 1 || is_first()) else {
                continue;
            };
            found[row] = Some(
                if name.means == Means::Key
                    && self.is_another(
                        identity,
                        place,
                        &readings[row],
                        is_elsewhere(place) || origin.has_retired(self.all[place]),
                    )
                {
                    Match::Homonym(self.id(place))
                } else {
                    taken.insert(place);
                    let gets_key = Identity::has_key(&names[row]) && !Identity::has_key(&self.names[place]);
                    let id = self.id(place);
                    if gets_key { Match::Adopted(id) } else { Match::Known(id) }
                },
            );
        }
        self.adopt(identity, &names, &mut found, &mut taken);
        if let Some(memory) = origin.memory {
            self.recall(identity, (memory, &is_elsewhere), readings, &mut found, &mut taken);
        }
        self.number(
            identity,
            &names,
            &rows,
            (readings, &is_elsewhere),
            &mut found,
            &mut taken,
        );
        self.share_out(&rows, &chosen, readings, &mut found, &mut taken);
        let title = |names: &[Name]| Some(names.iter().find_map(Name::beside_key)?.0.to_owned());
        let free = self
            .names
            .iter()
            .enumerate()
            .filter(|(place, _)| !taken.contains(place));
        let free = free.filter(|(place, _)| !self.all[*place].is_retired());
        let free: HashMap<String, usize> = free.filter_map(|(place, names)| Some((title(names)?, place))).collect();
        let namesake = |row: usize| Some(Match::Namesake(self.id(*free.get(&title(&names[row])?)?)));
        let all = chosen.into_iter().zip(found).enumerate();
        all.map(|(row, (chosen, found))| {
            let first = chosen.and_then(|name| rows[name].first());
            let twin = first.filter(|first| **first != row).map(|first| numbers[*first]);
            let what = match (identity.is_fixed, chosen, twin) {
                // Nothing but its id finds such a record.
                (true, None, _) => Match::Neither("nothing in it says which record it is: its id is blank".to_owned()),
                (true, Some(name), _) if rows[name].len() > 1 => {
                    let same = &rows[name];
                    match self.differences(same, readings) {
                        None if same[0] == row => found.unwrap_or(Match::New),
                        None => Match::Neither(format!("it says the same as row {}, which is taken", numbers[same[0]])),
                        Some(what) => {
                            let others = same.iter().filter(|other| **other != row);
                            let others: Vec<String> = others.map(|other| numbers[*other].to_string()).collect();
                            let (rows, others) = (if others.len() == 1 { "row" } else { "rows" }, others.join(", "));
                            Match::Neither(format!(
                                "it has the same id as {rows} {others}, and they differ in {what}; none of them is taken"
                            ))
                        }
                    }
                }
                _ => found
                    .or_else(|| self.homonym(&names[row]))
                    .or_else(|| namesake(row))
                    .unwrap_or(Match::New),
            };
            Found {
                what,
                means: chosen.map_or(Means::Content, |name| name.means),
                twin,
            }
        })
        .collect()
    }

    fn are_the_same(&self, rows: &[usize], readings: &[Reading]) -> bool {
        self.differences(rows, readings).is_none()
    }

    /// Returns in what rows differ from the first of them, with what they say.
    fn differences(&self, rows: &[usize], readings: &[Reading]) -> Option<String> {
        let (first, others) = rows.split_first()?;
        let mut named: Vec<String> = Vec::new();
        let mut say = |label: &str, here: &str, there: &str| {
            let said = format!("{label} (`{here}` and `{there}`)");
            if here != there && !named.contains(&said) {
                named.push(said);
            }
        };
        for other in others {
            let [here, there] = [first, other].map(|row| &readings[*row]);
            for (field, value) in &here.values {
                say(
                    self.kind.stored(*field).label,
                    &value.to_string(),
                    &there.value(*field).to_string(),
                );
            }
            let texts = |reading: &Reading| -> BTreeMap<String, String> {
                let unread = reading
                    .unread
                    .iter()
                    .map(|unread| (unread.column.clone(), unread.text.clone()));
                let kept = reading
                    .kept
                    .iter()
                    .map(|(column, text)| (column.clone(), text.to_string()));
                unread.chain(kept).collect()
            };
            let [here, there] = [texts(here), texts(there)];
            for column in here.keys().chain(there.keys()) {
                let text = |texts: &BTreeMap<String, String>| texts.get(column).cloned().unwrap_or_default();
                say(column, &text(&here), &text(&there));
            }
        }
        (!named.is_empty()).then(|| named.join(", "))
    }

    /// Returns the first name of a row that no other row has and that says which record is meant, else the last.
    fn choose<'n>(&self, names: &'n [Name], rows: &HashMap<Name, Vec<usize>>) -> Option<&'n Name> {
        let is_one = |name: &&Name| rows[*name].len() == 1 && self.is_telling(name);
        names.iter().find(is_one).or(names.last())
    }

    /// Whether a record that has the key of a row is another all the same: it has another title, and another unit or
    /// something says that it is not the file's, such as that it comes from another register.
    fn is_another(&self, identity: &Identity, place: usize, reading: &Reading, is_not_its: bool) -> bool {
        let is_other = || is_not_its || self.differs(identity.unit, place, reading);
        !identity.is_key_asked && self.differs(identity.title, place, reading) && is_other()
    }

    /// Whether a record and a row both say something of a field, and not the same.
    fn differs(&self, field: Option<usize>, place: usize, reading: &Reading) -> bool {
        let Some(field) = field else { return false };
        let [there, here] = [self.all[place].value(field), reading.value(field)];
        let folded = |value: &Value| folded(&value.to_string());
        !there.is_empty() && !here.is_empty() && folded(there) != folded(here)
    }

    /// Whether a file is another register than those whose records have its keys, so that a key says nothing between
    /// them: of what has a key of both, most is called otherwise.
    fn is_another_register(
        &self,
        identity: &Identity,
        readings: &[Reading],
        names: &[Vec<Name>],
        origin: Origin<'_>,
    ) -> bool {
        let (mut shared, mut same) = (0_usize, 0_usize);
        for (names, reading) in names.iter().zip(readings) {
            let key = names.iter().find(|name| name.means == Means::Key);
            let places = key.map_or(&[][..], |name| self.get(name));
            let elsewhere = places.iter().find(|place| origin.is_elsewhere(self.all[**place].id()));
            if let Some(place) = elsewhere {
                shared += 1;
                same += usize::from(!self.differs(identity.title, *place, reading));
            }
        }
        same * 2 < shared
    }

    /// Returns the record that has the id or the key of a row that is about another.
    fn homonym(&self, names: &[Name]) -> Option<Match> {
        let is_shared = |name: &&Name| matches!(name.means, Means::Id | Means::Key);
        let places = names.iter().filter(is_shared).flat_map(|name| self.get(name));
        places.map(|place| Match::Homonym(self.id(*place))).next()
    }

    /// Gives rows whose key is not there the records of their title and unit, where one of the two has no key and no
    /// other row or record has that title and unit. Where one of the two has no unit, the title alone has to be telling.
    fn adopt(&self, identity: &Identity, names: &[Vec<Name>], found: &mut [Option<Match>], taken: &mut HashSet<usize>) {
        for is_by_unit in [true, false] {
            let called = |names: &[Name]| {
                let (title, unit) = names.iter().find_map(Name::beside_key)?;
                Some((
                    title.to_owned(),
                    if is_by_unit { unit.to_owned() } else { String::new() },
                ))
            };
            let has_unit = |names: &[Name]| {
                names
                    .iter()
                    .find_map(Name::beside_key)
                    .is_some_and(|(_, unit)| !unit.is_empty())
            };
            let mut records: HashMap<_, Vec<usize>> = HashMap::new();
            for (place, names) in self.names.iter().enumerate() {
                if let Some(called) = called(names).filter(|_| !taken.contains(&place)) {
                    records.entry(called).or_default().push(place);
                }
            }
            let mut rows: HashMap<_, Vec<usize>> = HashMap::new();
            for (row, names) in names.iter().enumerate() {
                if let Some(called) = called(names) {
                    rows.entry(called).or_default().push(row);
                }
            }
            for (called, rows) in rows {
                let ([row], Some([place])) = (&rows[..], records.get(&called).map(Vec::as_slice)) else {
                    continue;
                };
                let both = [&names[*row], &self.names[*place]];
                let [of_row, of_record] = both.map(|names| identity.has_telling_key(names));
                let have_units = both.iter().all(|names| has_unit(names));
                if found[*row].is_some() || of_row && of_record || !is_by_unit && have_units {
                    continue;
                }
                taken.insert(*place);
                let id = self.id(*place);
                found[*row] = Some(if of_row { Match::Adopted(id) } else { Match::Known(id) });
            }
        }
    }

    /// Finds by its key, though it is a plain number, what no title and no earlier import tells.
    fn number(
        &self,
        identity: &Identity,
        names: &[Vec<Name>],
        rows: &HashMap<Name, Vec<usize>>,
        (readings, is_elsewhere): (&[Reading], &dyn Fn(usize) -> bool),
        found: &mut [Option<Match>],
        taken: &mut HashSet<usize>,
    ) {
        for (row, names) in names
            .iter()
            .enumerate()
            .filter(|(_, names)| !identity.has_telling_key(names))
        {
            let key = names
                .iter()
                .find(|name| name.means == Means::Key && rows[*name].len() == 1);
            let Some(key) = key.filter(|key| found[row].is_none() && self.is_telling(key)) else {
                continue;
            };
            let place = self.get(key).iter().copied().find(|place| !taken.contains(place));
            let its = place.filter(|place| !self.is_another(identity, *place, &readings[row], is_elsewhere(*place)));
            if let Some(place) = its {
                taken.insert(place);
                found[row] = Some(Match::Known(self.id(place)));
            }
        }
    }

    /// Finds the records whose reference or title was edited here: by what the cells said in the last import.
    fn recall(
        &self,
        identity: &Identity,
        (memory, is_elsewhere): (&Memory, &dyn Fn(usize) -> bool),
        readings: &[Reading],
        found: &mut [Option<Match>],
        taken: &mut HashSet<usize>,
    ) {
        let unknown: Vec<usize> = (0..found.len()).filter(|row| found[*row].is_none()).collect();
        let key = identity.key.clone();
        let title = identity.title.into_iter().chain(identity.unit).collect();
        for (nth, fields) in [key, title].into_iter().enumerate() {
            let is_by_title = nth == 1;
            let says = |digest: &dyn Fn(usize) -> Option<Digest>| -> Option<Vec<Option<Digest>>> {
                let digests: Vec<_> = fields.iter().map(|field| digest(*field)).collect();
                digests.first()?.is_some().then_some(digests)
            };
            let mut records: HashMap<Vec<Option<Digest>>, Vec<usize>> = HashMap::new();
            for (place, record) in self.all.iter().enumerate().filter(|(place, _)| !taken.contains(place)) {
                let last = |field: usize| match memory.of(record.id(), record.kind().stored(field).name)[..] {
                    [only] => Some(only),
                    _ => None,
                };
                if let Some(digests) = says(&last) {
                    records.entry(digests).or_default().push(place);
                }
            }
            let mut rows: HashMap<Vec<Option<Digest>>, Vec<usize>> = HashMap::new();
            for row in &unknown {
                let value = |field: usize| {
                    let value = readings[*row].value(field);
                    (!is_no_key(&value.to_string())).then_some(value)
                };
                if let Some(digests) = says(&|field| value(field).map(digest)) {
                    rows.entry(digests).or_default().push(*row);
                }
            }
            // A row with another reference than the record ever had is about another one, whatever it is called.
            let is_another = |row: usize, place: usize| {
                if !is_by_title && !identity.is_key_asked && is_elsewhere(place) {
                    return true;
                }
                let record = self.all[place];
                let says = |field: &usize| !is_no_key(&readings[row].value(*field).to_string());
                let said = |field: &usize| {
                    let remembered = memory.of(record.id(), record.kind().stored(*field).name);
                    !remembered.is_empty() || !record.value(*field).is_empty()
                };
                is_by_title && identity.key.iter().any(says) && identity.key.iter().any(said)
            };
            for (digests, rows) in rows {
                if let ([row], Some([place])) = (&rows[..], records.get(&digests).map(Vec::as_slice))
                    && found[*row].is_none()
                    && !is_another(*row, *place)
                    && taken.insert(*place)
                {
                    found[*row] = Some(Match::Known(self.id(*place)));
                }
            }
        }
    }

    /// Shares out the records of one name among the rows of that name, the likest pairs first.
    fn share_out(
        &self,
        rows: &HashMap<Name, Vec<usize>>,
        chosen: &[Option<&Name>],
        readings: &[Reading],
        found: &mut [Option<Match>],
        taken: &mut HashSet<usize>,
    ) {
        for (name, rows) in rows.iter().filter(|(name, _)| name.means == Means::Content) {
            let is_free = |row: &usize| chosen[*row] == Some(name) && found[*row].is_none();
            let rows: Vec<usize> = rows.iter().copied().filter(is_free).collect();
            let is_free = |place: &usize| !taken.contains(place);
            let records: Vec<usize> = self.get(name).iter().copied().filter(is_free).collect();
            let mut pairs = Vec::new();
            for (turn, row) in rows.iter().enumerate() {
                for (nth, place) in records.iter().enumerate() {
                    let difference = if rows.len() * records.len() > MOST_PAIRS {
                        turn.abs_diff(nth)
                    } else {
                        difference(&readings[*row], self.all[*place])
                    };
                    pairs.push((difference, *row, *place));
                }
            }
            pairs.sort_unstable();
            for (difference, row, place) in pairs {
                // Without a name only a record that says most of the same is meant.
                let is_it = name.is_named() || difference * 2 < readings[row].filled();
                if is_it && found[row].is_none() && taken.insert(place) {
                    found[row] = Some(Match::Known(self.id(place)));
                }
            }
        }
    }
}

/// Returns which rows or records have which name.
fn positions(names: &[Vec<Name>]) -> HashMap<Name, Vec<usize>> {
    let mut all: HashMap<Name, Vec<usize>> = HashMap::new();
    for (at, names) in names.iter().enumerate() {
        for name in names {
            all.entry(name.clone()).or_default().push(at);
        }
    }
    all
}

/// Counts the fields and kept columns on which a row and a record say different things.
fn difference(reading: &Reading, record: &Record) -> usize {
    let differs = |(field, value): &&(usize, Value)| !value.is_empty() && !says_the_same(record.value(*field), value);
    let kept = extras(record.kind()).map_or(&[][..], |field| record.value(field).items());
    let is_other =
        |(column, text): &&(String, Value)| !kept.contains(&Value::Row([label(column), text.clone()].into()));
    reading.values.iter().filter(differs).count() + reading.kept.iter().filter(is_other).count()
}

//! What a row says beside the values of its fields: markup, columns of what follows from others, resolutions.

use crate::domain::kinds::{action, finding};
use crate::domain::record::WITHHELD;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::exchange::cells::html;
use crate::exchange::cells::neutral::original;
use crate::exchange::import::Mapping;
use crate::exchange::import::columns::scores::Computed;
use crate::exchange::import::people;
use crate::exchange::import::planning::Remark;
use crate::exchange::import::reading::{Reader, Reading, folded, scores, text};
use crate::exchange::import::words::{self, marks};
use crate::exchange::sheet::{Row, Sheet};

impl Reader<'_> {
    /// Calls a person by the handle under which records know who has the address or the name.
    pub(super) fn recognise(&self, row: &Row, reading: &mut Reading) {
        let Some(persons) = &self.persons else { return };
        let [said, name, email] = [people::HANDLE, people::NAME, people::EMAIL].map(|handle| handle.field().index);
        let text = |field: usize| reading.value(field).to_string();
        if let Some(handle) = persons.handle(&text(said), &text(name), &text(email)) {
            if !text(said).is_empty() {
                reading.respelled.push((text(said), Id::new(handle)));
            }
            reading.values.retain(|(field, _)| *field != said);
            reading.values.push((said, Value::text(handle)));
        }
        self.date_leaving(row, reading);
    }

    /// Takes the day from the register where a row says that somebody left, and not when; the day of the import where
    /// nothing is known.
    fn date_leaving(&self, row: &Row, reading: &mut Reading) {
        let (handle, left) = (people::HANDLE.field().index, people::LEFT.field().index);
        let feed = self.feeds.iter().find(|feed| feed.position == left);
        let Some(feed) = feed.filter(|feed| words::says_gone(&text(feed, row))) else {
            return;
        };
        let mut known = self.register.of(self.kind);
        let known = known.find(|person| person.value(handle) == reading.value(handle));
        match known.map(|person| person.value(left)).filter(|day| !day.is_empty()) {
            Some(day) => {
                reading.values.retain(|(field, _)| *field != left);
                reading.values.push((left, day.clone()));
            }
            None => reading
                .remarks
                .push(Remark::DayOfImport(feed.label.clone(), text(feed, row), self.today)),
        }
    }

    /// Returns a row whose cells have no markup; nothing when none has. In a file of ours every text is meant.
    pub(super) fn without_markup(&self, row: &Row, reading: &mut Reading) -> Option<Row> {
        if self.is_ours {
            return None;
        }
        let mut plain: Option<Row> = None;
        for (column, cell) in row.cells.iter().enumerate() {
            if let Some(text) = html::plain(cell) {
                plain.get_or_insert_with(|| row.clone()).cells.set(column, &text);
                reading
                    .marked_up
                    .extend(self.headers.get(column).map(|header| (*header).to_owned()));
            }
        }
        plain
    }

    /// Takes from a row of a list that withholds what is confidential only what is public: the word in place of the title
    /// is none, and what stands in the other cells is not what the record says.
    pub(super) fn pass_over_withheld(&self, reading: &mut Reading) {
        let title = self.kind.marked(Mark::Title).map(|field| reading.value(field));
        if title.and_then(Value::as_text) == Some(WITHHELD) {
            let kind = self.kind;
            reading.values.retain(|(field, _)| kind.stored(*field).is(Mark::Public));
        }
    }

    /// Says that what is over was given up where its resolution does: `Done` is then only that it is over.
    pub(super) fn overrule(&self, row: &Row, reading: &mut Reading) {
        let (Some(column), Some(of_status), Some(of_reason)) = (
            self.told.resolution,
            self.kind.marked(Mark::Status),
            self.kind.field_index("reason"),
        ) else {
            return;
        };
        let text = row.cell(column).trim();
        let feed = self.feeds.iter().find(|feed| feed.position == of_status);
        let choices = feed.and_then(|feed| feed.choices.as_ref());
        let said = choices.and_then(|choices| choices.find(text)).map(Value::Choice);
        let status = reading.values.iter_mut().find(|(at, _)| *at == of_status);
        let Some((_, status)) = status.filter(|(_, status)| *status == action::Status::Done.into()) else {
            return;
        };
        let given_up: Value = action::Status::Cancelled.into();
        if said == Some(given_up.clone()) {
            *status = given_up;
            let column = self.headers[column].to_owned();
            reading.remarks.push(Remark::Overruled(column, text.to_owned()));
            if reading.value(of_reason).is_empty() {
                reading.values.retain(|(at, _)| *at != of_reason);
                reading.values.push((of_reason, Value::text(text)));
            }
        }
    }

    /// Withdraws a finding of which a column says that it was none; the column is why, where no note says it.
    pub(super) fn withdraw(&self, row: &Row, reading: &mut Reading) {
        let Some(column) = self.told.refutation else { return };
        let text = row.cell(column).trim();
        if marks(text) != Some(true) {
            return;
        }
        let header = self.headers[column];
        let [status, note] = [finding::STATUS.field().index, finding::NOTE.field().index];
        reading.values.retain(|(field, _)| *field != status);
        reading.values.push((status, finding::Status::Withdrawn.into()));
        if reading.value(note).is_empty() {
            reading.values.retain(|(field, _)| *field != note);
            reading.values.push((note, Value::text(&format!("{header}: {text}"))));
        }
        reading
            .remarks
            .push(Remark::Refuted(header.to_owned(), text.to_owned()));
    }

    /// Tells that a ticket groups others, which trackers have beside the work itself.
    pub(super) fn tell_group(&self, row: &Row, reading: &mut Reading) {
        let Some(column) = self.told.grouping else { return };
        let text = row.cell(column).trim();
        if words::groups(self.kind, text) {
            let header = self.headers[column].to_owned();
            reading.remarks.push(Remark::Groups(header, text.to_owned()));
        }
    }

    /// Tells where a column of scores or levels says something else than the method of the parts beside it.
    pub(super) fn compare(&self, computed: Computed, row: &Row, reading: &mut Reading) {
        let text = original(row.cell(computed.column)).trim();
        if let Value::Score(score) = reading.value(computed.field)
            && let Some(follows) = scores::contradiction(text, *score, self.register.method())
        {
            reading.remarks.push(Remark::Contradicts {
                column: self.headers[computed.column].to_owned(),
                text: text.to_owned(),
                follows,
            });
        }
    }
}

/// Returns the columns and values that the user says something of and that no cell says.
pub(in crate::exchange::import) fn unmet(sheet: &Sheet, mapping: &Mapping) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (column, values) in &mapping.values {
        let Some(header) = sheet.column(column) else {
            continue;
        };
        let mut missing: Vec<(&String, String)> = values.keys().map(|value| (value, folded(value))).collect();
        for cell in sheet.values(header.index) {
            if missing.is_empty() {
                break;
            }
            // A cell of several values says each of them.
            let cell = folded(cell);
            missing.retain(|(_, value)| !cell.contains(value));
        }
        found.extend(
            missing
                .into_iter()
                .map(|(value, _)| (header.label.clone(), value.clone())),
        );
    }
    found
}

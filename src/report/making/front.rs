//! The first page: what the document is, in which state, of which records, and what it does not know.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::kinds::approval::{self, Approvals};
use crate::domain::kinds::{document, organization, review};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;
use crate::domain::register::entries::Difference;
use crate::report::basis::Copy;
use crate::report::document::table::{Cell, Use, Width};
use crate::report::document::text::{Inline, Plain};
use crate::report::document::{Block, Document, Fact, Running};
use crate::report::making::missing::Lack;
use crate::report::making::standing::{Since, Standing, since};
use crate::report::making::{Asked, Making};

/// Whether a document is in force, tells of a day, or shows the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// In force until it changes: it has versions, each approved by somebody. The id is that of the record that holds its
    /// approvals.
    Statement(&'static str),
    /// What happened on a day: the record it is about says who confirmed it.
    Record,
    /// The records of a day.
    View,
}

/// How open a document is where nobody classified it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// For everybody.
    Public,
    /// For the organization.
    Internal,
    /// For those it concerns.
    Confidential,
}

/// Who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Top management.
    Top,
    /// Those who approve plans and accept risks.
    Designated,
    /// Who led the event.
    Chair,
    /// Who led the audit.
    LeadAuditor,
    /// Who saw to it, and so to its record.
    Recorder,
}

/// What a document shows of itself.
#[derive(Debug)]
pub struct Face {
    /// Its name on the command line.
    pub name: &'static str,
    /// Whether it is in force, tells of a day, or shows the records.
    pub class: Class,
    /// How open it is where nobody classified it.
    pub sensitivity: Sensitivity,
    /// Who signs.
    pub signs: &'static [Sign],
}

impl Face {
    /// Returns the key of its title.
    pub fn title(&self) -> String {
        format!("title.{}", self.name)
    }

    /// Returns the record that holds its approvals.
    pub fn record<'r>(&self, register: &'r Register) -> Option<&'r Record> {
        match self.class {
            Class::Statement(id) => register.get(id),
            Class::Record | Class::View => None,
        }
    }
}

impl<'a> Making<'a> {
    /// Puts the document together: the first page, what was made, and the end.
    pub fn finish(mut self, face: &Face) -> Document {
        let record = face.record(self.register());
        let standing = record.map(|record| Standing::of(self.register(), record, self.today()));
        let mut facts = self.facts(face, record, standing.as_ref());
        let notices = self.notices(record, standing.as_ref());
        let history = record.and_then(|record| self.versions(record));
        self.signatures(face, record, standing.as_ref());
        self.end();
        let counts = self.counts();
        self.fact(&mut facts, "front.counts", Cell::text(&counts));
        let mut blocks = Vec::new();
        for (key, sentences) in [("front.in_short", &self.in_short), ("front.asked", &self.asked)] {
            if !sentences.is_empty() {
                blocks.push(Block::Heading(1, Plain::of(self.words.say(key))));
                blocks.push(Block::Points(sentences.clone()));
            }
        }
        blocks.extend(history);
        blocks.append(&mut self.blocks);
        let is_draft = standing.as_ref().is_some_and(Standing::is_draft);
        let title = self.words.say(&face.title());
        Document {
            language: self.basis.language.code(),
            organization: Plain::of(self.organization()),
            title: Plain::of(title),
            running: self.running(face, title, standing.as_ref()),
            draft: is_draft.then(|| Plain::of(self.words.say("front.draft_mark"))),
            facts,
            notices,
            blocks,
        }
    }

    fn organization(&self) -> &'a str {
        let organization = self.register().get(organization::ID);
        organization.map_or("", |organization| organization.get(organization::NAME))
    }

    fn fact(&self, facts: &mut Vec<Fact>, label: &'static str, said: Cell) {
        let label = Plain::of(self.words.say(label));
        facts.push(Fact { label, said });
    }

    fn facts(&mut self, face: &Face, record: Option<&Record>, standing: Option<&Standing<'_>>) -> Vec<Fact> {
        let mut facts = Vec::new();
        self.fact(&mut facts, "front.number", Cell::text(&self.number(face)));
        if let Some(subject) = self.basis.subject {
            self.happened(&mut facts, subject);
        }
        if let Some(standing) = standing {
            self.fact(&mut facts, "front.version", Cell::text(&self.version(standing)));
        }
        self.fact(&mut facts, "front.state", Cell::text(&self.state_of_records()));
        if let (Some(record), Some(standing)) = (record, standing) {
            let owner = self.person_of(record, "field.owner", record.get(document::OWNER));
            self.fact(&mut facts, "front.owner", owner);
            let approved = self.approved(record, standing);
            self.fact(&mut facts, "front.approved", approved);
        }
        let copy = match self.basis.copy {
            Copy::Internal => "copy.internal",
            Copy::Auditor => "copy.auditor",
            Copy::External => "copy.external",
        };
        let classified = format!("{}; {}", self.classification(face, record), self.words.say(copy));
        self.fact(&mut facts, "front.classification", Cell::text(&classified));
        if let Some(record) = record {
            let due = document::check::next_review(self.register(), record, self.today()).map(|due| due.day);
            let next = due.or(record.get(document::REVIEW));
            let next = self.day_of(record, "front.review", next);
            self.fact(&mut facts, "front.review", next);
        }
        let catalogue = self.register().catalogue();
        let basis = self.words.fill("front.basis_of", &[("version", &catalogue.version)]);
        self.fact(&mut facts, "front.basis", Cell::text(&basis));
        facts
    }

    /// Says what a record of a day is about, on which day it was, and who confirmed the record.
    fn happened(&mut self, facts: &mut Vec<Fact>, subject: &Record) {
        let about = Cell::text(&format!("{} ({})", subject.title(), subject.id()));
        self.fact(facts, "front.subject", about);
        let day = self.day_of(subject, "front.held", subject.get(review::HELD));
        self.fact(facts, "front.held", day);
        let confirmed = match subject.get(review::CONFIRMED_BY) {
            "" => {
                Cell::missing(&self.lacking(subject.id().as_str(), self.words.say("front.confirmed"), Lack::Recorded))
            }
            by => {
                let mut line = vec![Inline::text(&self.person(by)), Inline::text(", ")];
                let on = self.day_of(subject, "front.confirmed_on", subject.get(review::CONFIRMED_ON));
                line.extend(on.lines.into_iter().flatten());
                Cell::line(line)
            }
        };
        self.fact(facts, "front.confirmed", confirmed);
        let owner = self.person_of(subject, "front.owner", subject.owner());
        self.fact(facts, "front.owner", owner);
    }

    /// Returns the number of a document: that of its record, else its name, with what it is about.
    fn number(&self, face: &Face) -> String {
        match (face.class, self.basis.subject) {
            (Class::Statement(id), _) => id.to_owned(),
            (_, Some(subject)) => format!("{}:{}", face.name, subject.id()),
            (_, None) => face.name.to_owned(),
        }
    }

    /// Returns the version with how far it is approved.
    fn version(&self, standing: &Standing<'_>) -> String {
        let version = |approval: approval::Approval<'_>| match approval.version {
            "" => self.words.say("front.unnumbered").to_owned(),
            version => version.to_owned(),
        };
        let (key, version) = match standing {
            Standing::Draft | Standing::File(_, None) => return self.words.say("front.draft").to_owned(),
            Standing::Approved(approval) => ("front.version_approved", version(*approval)),
            Standing::Changed(approval) => ("front.version_changed", version(*approval)),
            Standing::File(_, Some(approval)) => ("front.version_of_file", version(*approval)),
        };
        self.words.fill(key, &[("version", &version)])
    }

    fn approved(&mut self, record: &Record, standing: &Standing<'_>) -> Cell {
        let Some(approval) = standing.approval() else {
            let words = self.lacking(record.id().as_str(), self.words.say("front.approved"), Lack::Recorded);
            return Cell::line(vec![
                Inline::strong(self.words.say("front.draft")),
                Inline::text("; "),
                Inline::missing(&words),
            ]);
        };
        let (name, function) = self.name_and_function(approval.by);
        let who = match (self.is_external(), function.as_str()) {
            (true, "") => self.words.say("person.without_function").to_owned(),
            (true, function) => function.to_owned(),
            (false, "") => name,
            (false, function) => format!("{name}, {function}"),
        };
        let mut parts = vec![Inline::text(&who)];
        if let Some(on) = approval.on {
            parts.extend([Inline::text(", "), Inline::Day(on)]);
        }
        if !self.is_entitled(record.id().as_str(), approval.by, approval.on) {
            parts.extend([
                Inline::text("; "),
                Inline::missing(self.words.say("front.not_entitled")),
            ]);
        }
        if approval.digest.is_empty() {
            let not_recorded = self.words.say("front.of_what_is_not_recorded");
            parts.extend([Inline::text("; "), Inline::missing(not_recorded)]);
        }
        Cell::line(parts)
    }

    /// Returns the label of the document: its own, else that of the organization's list for what is usual, else our word.
    fn classification(&self, face: &Face, record: Option<&Record>) -> String {
        let own = record.map_or("", |record| record.get(document::CLASSIFICATION));
        if !own.is_empty() {
            return own.to_owned();
        }
        let organization = self.register().get(organization::ID);
        let labels = organization.map_or_else(Vec::new, |one| one.get(organization::CLASSIFICATIONS));
        let place = (face.sensitivity as usize).min(labels.len().saturating_sub(1));
        let usual = match face.sensitivity {
            Sensitivity::Public => "classification.public",
            Sensitivity::Internal => "classification.internal",
            Sensitivity::Confidential => "classification.confidential",
        };
        let label = labels.get(place).copied().unwrap_or_else(|| self.words.say(usual));
        format!("{label} {}", self.words.say("missing.default"))
    }

    /// Returns of which state of the records the document is.
    fn state_of_records(&self) -> String {
        let as_of = self.today().to_string();
        let Some(commit) = &self.basis.commit else {
            return self.words.fill("front.state_without_git", &[("as_of", &as_of)]);
        };
        let day = commit.day.to_string();
        let values = [("as_of", as_of.as_str()), ("commit", commit.short()), ("day", &day)];
        let state = self.words.fill("front.state_of", &values);
        match self.basis.uncommitted.len() {
            0 => state,
            count => format!("{state}, {}", self.words.counted("front.uncommitted", count)),
        }
    }

    fn notices(&mut self, record: Option<&Record>, standing: Option<&Standing<'_>>) -> Vec<Plain> {
        let mut notices = Vec::new();
        if self
            .basis
            .subject
            .is_some_and(|subject| subject.get(review::CONFIRMED_BY).is_empty())
        {
            notices.push(self.words.say("notice.unconfirmed").to_owned());
        }
        if let (Some(record), Some(standing)) = (record, standing) {
            match standing {
                Standing::Approved(_) => {}
                Standing::Draft => notices.push(self.words.say("notice.draft").to_owned()),
                Standing::Changed(approval) => {
                    let what = match since(self.register(), record, *approval) {
                        Since::Known(found) => self.counted_by_kind(&found),
                        Since::NeverCommitted => self.words.say("notice.never_committed").to_owned(),
                        Since::NotRecorded => self.words.say("notice.not_looked_up").to_owned(),
                    };
                    let on = approval.on.map(|on| on.to_string()).unwrap_or_default();
                    let values = [("version", approval.version), ("day", &on), ("what", &what)];
                    notices.push(self.words.fill("notice.changed", &values));
                }
                Standing::File(location, Some(approval)) => {
                    let (name, function) = self.name_and_function(approval.by);
                    let who = if self.is_external() { function } else { name };
                    let on = approval.on.map(|on| on.to_string()).unwrap_or_default();
                    let values = [("location", *location), ("name", &who), ("day", &on)];
                    notices.push(self.words.fill("notice.file", &values));
                }
                Standing::File(location, None) => {
                    notices.push(self.words.fill("notice.file_unapproved", &[("location", location)]));
                }
            }
        }
        if self.has_template {
            notices.push(self.words.say("notice.template").to_owned());
        }
        if self.withheld > 0 {
            notices.push(self.words.counted("notice.withheld", self.withheld));
        }
        if !self.basis.unreadable.is_empty() {
            let count = self.basis.unreadable.len().to_string();
            let paths = self.basis.unreadable.join(", ");
            notices.push(
                self.words
                    .fill("notice.unreadable", &[("n", &count), ("paths", &paths)]),
            );
        }
        notices.iter().map(|notice| Plain::of(notice)).collect()
    }

    /// Counts what differences are about: `3 risks, 1 control`.
    fn counted_by_kind(&self, found: &[Difference]) -> String {
        let mut kinds: BTreeMap<&str, BTreeSet<&Id>> = BTreeMap::new();
        for difference in found {
            let (kind, id) = difference.record();
            kinds.entry(kind.name).or_default().insert(id);
        }
        let counts = kinds
            .into_iter()
            .map(|(kind, ids)| self.words.counted(&format!("kind.{kind}"), ids.len()));
        counts.collect::<Vec<_>>().join(", ")
    }

    /// Returns the versions of a document, the newest first.
    fn versions(&mut self, record: &Record) -> Option<Block> {
        let approvals = record.get(document::APPROVALS);
        if approvals.is_empty() {
            return None;
        }
        let mut rows: Vec<Row<'_, Approvals>> = approvals;
        rows.sort_by_key(|row| std::cmp::Reverse(row.get(Approvals::ON)));
        let rows = rows.into_iter().map(|row| {
            vec![
                self.text_of(record, "col.version", row.text(Approvals::VERSION)),
                self.day_of(record, "col.day", row.get(Approvals::ON)),
                self.person_of(record, "front.approved", row.get(Approvals::BY)),
                self.text_of(record, "col.what_changed", row.text(Approvals::SUMMARY)),
            ]
        });
        let rows = rows.collect();
        let asked = Asked {
            caption: self.say("front.history"),
            columns: &[
                ("col.version", Width::Narrow),
                ("col.day", Width::Narrow),
                ("front.approved", Width::Plain),
                ("col.what_changed", Width::Wide),
            ],
            rows,
            note: self.say("front.history_note"),
        };
        Some(Block::Table(self.built(asked, "part.table", Use::Reading)))
    }

    /// Adds where it is signed. A copy for others has none.
    fn signatures(&mut self, face: &Face, record: Option<&Record>, standing: Option<&Standing<'_>>) {
        if face.signs.is_empty() || self.is_external() {
            return;
        }
        let approval = standing.and_then(Standing::approval);
        let mut rows = Vec::new();
        for sign in face.signs {
            let (key, who) = match sign {
                Sign::Top => ("sign.top", self.top_management()),
                Sign::Designated => ("sign.designated", self.designated()),
                Sign::Chair => ("sign.chair", self.of_subject(|subject| subject.get(review::CHAIR))),
                Sign::LeadAuditor => (
                    "sign.lead_auditor",
                    self.of_subject(|subject| subject.get(review::CHAIR)),
                ),
                Sign::Recorder => ("sign.recorder", self.of_subject(Record::owner)),
            };
            let role = self.words.say(key);
            if who.is_empty() {
                let place = record.or(self.basis.subject).map_or("", |record| record.id().as_str());
                let missing = Cell::missing(&self.lacking(place, role, Lack::Recorded));
                rows.push([vec![Cell::text(role), missing], lines_to_sign(3)].concat());
            }
            for handle in who {
                let (name, function) = self.name_and_function(handle);
                let function = if function.is_empty() { "–" } else { &function };
                let signed = approval
                    .filter(|approval| approval.by == handle)
                    .and_then(|approval| approval.on);
                let cells = match signed {
                    Some(on) => {
                        let said = self.words.fill("sign.recorded", &[("day", &on.to_string())]);
                        vec![Cell::text(&said), lines_to_sign(1).remove(0)]
                    }
                    None => lines_to_sign(2),
                };
                rows.push([vec![Cell::text(role), Cell::text(&name), Cell::text(function)], cells].concat());
            }
        }
        self.section("part.signatures");
        let asked = Asked {
            caption: self.say("part.signatures"),
            columns: &[
                ("sign.role", Width::Plain),
                ("sign.name", Width::Plain),
                ("sign.function", Width::Plain),
                ("sign.place", Width::Wide),
                ("sign.signature", Width::Wide),
            ],
            rows,
            note: "",
        };
        let table = self.built(asked, "part.table", Use::Signing);
        self.blocks.push(Block::Table(table));
    }

    /// Returns whom the record that the document is about names, if anybody.
    fn of_subject(&self, named: impl Fn(&'a Record) -> &'a str) -> Vec<&'a str> {
        let named = self.basis.subject.map(named);
        named.filter(|handle| !handle.is_empty()).into_iter().collect()
    }

    /// Counts what the document does not know.
    fn counts(&self) -> String {
        let lacking = |lack: Lack| self.gaps.iter().filter(|gap| gap.lack == lack).count();
        let counts = [
            ("counts.recorded", lacking(Lack::Recorded) + lacking(Lack::Row)),
            ("counts.assessed", lacking(Lack::Assessed)),
            ("counts.decided", lacking(Lack::Decided)),
            ("counts.withheld", self.withheld),
            ("counts.unreadable", self.basis.unreadable.len()),
        ];
        let counts = counts.map(|(key, count)| self.words.fill(key, &[("n", &count.to_string())]));
        counts.join(", ")
    }

    fn running(&self, face: &Face, title: &str, standing: Option<&Standing<'_>>) -> Running {
        let record = face.record(self.register());
        let mark = match standing {
            Some(standing) if standing.is_draft() => self.words.say("front.draft_mark").to_owned(),
            Some(standing) => standing
                .approval()
                .map_or_else(String::new, |approval| approval.version.to_owned()),
            None => {
                let held = self.basis.subject.and_then(|subject| subject.get(review::HELD));
                held.unwrap_or(self.today()).to_string()
            }
        };
        let state = match &self.basis.commit {
            Some(commit) => format!("{}, {}", self.today(), commit.short()),
            None => self.today().to_string(),
        };
        Running {
            header: [
                Plain::of(self.organization()),
                Plain::of(title),
                Plain::of(&self.classification(face, record)),
            ],
            footer: [Plain::of(&format!("{}, {mark}", self.number(face))), Plain::of(&state)],
            page: [
                Plain::of(self.words.say("part.page")),
                Plain::of(self.words.say("part.of")),
            ],
        }
    }
}

/// Returns cells to write in.
fn lines_to_sign(count: usize) -> Vec<Cell> {
    vec![Cell::text("……………………"); count]
}

//! The catalogue of ISO/IEC 42001:2023 that ships with the program: clauses with questions, controls, crosswalks,
//! objectives, sources of risk, roles, aliases, checklists and threats; and what catalogues of a team add to it.
//!
//! Ids and short titles are facts; every other text is a paraphrase, see [`Catalogue::notice`].

pub mod ids;
mod merge;
mod requirements;
pub mod typical_risks;
mod vocabulary;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::domain::fold::folded;

pub use merge::Refused;
pub use vocabulary::Vocabulary;

/// The whole catalogue. In a team's own file every section but `schema` and `standard` may be missing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The shape of the file.
    pub schema: u32,
    /// The standard it is about.
    pub standard: Standard,
    /// The day the texts were last revised.
    #[serde(default)]
    pub version: String,
    /// What the texts are and are not; shown in the product.
    #[serde(default)]
    pub notice: String,
    /// Where the crosswalk rows come from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// The other frameworks the crosswalk speaks of.
    #[serde(default)]
    pub frameworks: Vec<Framework>,
    /// Titles without a requirement of their own.
    #[serde(default)]
    pub headings: Vec<Heading>,
    /// The assessable sub-clauses of 4-10.
    #[serde(default)]
    pub clauses: Vec<Clause>,
    /// The domains of Annex A.
    #[serde(default)]
    pub domains: Vec<Domain>,
    /// The controls of Annex A.
    #[serde(default)]
    pub controls: Vec<Control>,
    /// The objectives of Annex C.2.
    #[serde(default)]
    pub objectives: Vec<Term>,
    /// The sources of risk of Annex C.3.
    #[serde(default)]
    pub risk_sources: Vec<RiskSource>,
    /// The roles of ISO/IEC 22989.
    #[serde(default)]
    pub ai_roles: Vec<AiRole>,
    /// Wrong or foreign terms and where they belong.
    #[serde(default)]
    pub aliases: Vec<Alias>,
    /// Lists to work through.
    #[serde(default)]
    pub checklists: Vec<Checklist>,
    /// Threats, by taxonomy and edition.
    #[serde(default)]
    pub threat_taxonomies: Vec<Taxonomy>,
    /// Duties of laws, by class and role of a system, with the days on which they begin.
    #[serde(default)]
    pub duties: Vec<Duty>,
    /// The catalogues of the team that were added: what each is about, and what its texts are and are not.
    #[serde(skip)]
    pub added: Vec<(Standard, String)>,
    /// What the duties are and are not; shown beside them.
    #[serde(skip)]
    pub duties_notice: String,
    #[serde(skip)]
    lookup: OnceLock<HashMap<String, Place>>,
}

/// The shape of the file that this version reads.
pub const SCHEMA: u32 = 1;

/// Where an id stands in the catalogue.
#[derive(Debug, Clone, Copy)]
enum Place {
    Heading(usize),
    Clause(usize),
    Question(usize, usize),
    Document(usize, usize),
    Domain(usize),
    Control(usize),
    ControlDocument(usize),
    Objective(usize),
    RiskSource(usize),
    Threat(usize, usize),
}

/// Declares plain structs of the file: every field is public and named as there. What is left out says nothing, so that
/// wording for an entry need not repeat the rest of it.
macro_rules! entries {
    ($($(#[$meta:meta])* $name:ident { $($field:ident: $ty:ty = $doc:literal),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $(#[doc = $doc] pub $field: $ty),+ }
    )+};
}

entries! {
    /// A standard.
    Standard { id: String = "Its number.", title: String = "Its title.", edition: u32 = "Its edition.",
        published: String = "The day it came out." }
    /// A source of crosswalk rows.
    Source { key: String = "How rows name it.", title: String = "Its title.", detail: String = "What it is worth." }
    /// Another framework.
    Framework { id: String = "How rows name it.", title: String = "Its title.", detail: String = "What to know." }
    /// A title without a requirement.
    Heading { id: String = "Its number.", title: String = "Its title." }
    /// An assessable sub-clause.
    Clause {
        id: String = "Its number.", heading: String = "The heading it belongs to.", title: String = "Its title.",
        summary: String = "What it asks, in our words.", questions: Vec<Question> = "One to four questions.",
        documented_information: bool = "Whether it demands documented information.",
        documents: Vec<String> = "The documents it demands.", evidence_hints: Vec<String> = "What auditors like to see.",
        owner_hint: String = "Who usually answers.", related_controls: Vec<String> = "Controls it points to.",
        crosswalk: Vec<Crosswalk> = "Counterparts elsewhere.", note: String = "What is easily missed.",
    }
    /// A question on a sub-clause.
    Question { id: String = "Its stable id, `4.1/q1`.", text: String = "The question, in our words." }
    /// A counterpart in another framework.
    Crosswalk { framework: String = "Which framework.", reference: String = "Where in it.",
        confidence: Confidence = "How sure the match is.", basis: Vec<String> = "The sources it rests on." }
    /// A domain of Annex A.
    Domain { id: String = "Its number.", title: String = "Its title.", objectives: Vec<Objective> = "What it is for." }
    /// An objective statement of a domain.
    Objective { id: String = "Its number.", text: String = "The statement, in our words." }
    /// A control of Annex A.
    Control {
        id: String = "Its number.", domain: String = "Its domain.", objective: String = "The objective it serves.",
        title: String = "Its title.", summary: String = "What it asks, in our words.",
        documentation_required: bool = "Whether its text asks for documentation.",
        evidence_hints: Vec<String> = "What auditors like to see.", owner_hint: String = "Who usually answers.",
        role_hint: Vec<RoleHint> = "For which roles it usually matters.",
        crosswalk: Vec<Crosswalk> = "Counterparts elsewhere.", note: String = "What is easily missed.",
    }
    /// An id with a title and a sentence.
    Term { id: String = "Its number.", title: String = "Its title.", summary: String = "What it means." }
    /// A source of risk.
    RiskSource { id: String = "Its number.", title: String = "Its title.", summary: String = "What it means.",
        examples: Vec<String> = "What it looks like." }
    /// A role of ISO/IEC 22989.
    AiRole { id: String = "Its id.", title: String = "Its title.", summary: String = "What it means.",
        aliases: Vec<String> = "Other names." }
    /// A term people search for that the standard does not have.
    Alias { term: String = "The term.", target: String = "Where it belongs.",
        explanation: String = "Why, in a sentence." }
    /// A list to work through.
    Checklist { id: String = "Its id.", title: String = "Its title.", clause: String = "The clause it serves.",
        items: Vec<ChecklistItem> = "Its items." }
    /// An item of a checklist.
    ChecklistItem { id: String = "Its id.", text: String = "What to look at." }
    /// A taxonomy of threats in one edition.
    Taxonomy { id: String = "Its id.", title: String = "Its title.", version: String = "Its edition.",
        licence: String = "Its licence.", origin: String = "Where it comes from.",
        groups: Vec<Heading> = "Its groups.", entries: Vec<Threat> = "Its threats.",
        retired: Vec<Gone> = "Ids of earlier editions that are no more." }
    /// A duty under a law. It binds whoever has one of the roles towards a system of one of the classes; without roles everybody.
    Duty { key: String = "Its key.", title: String = "What it asks, in our words.", article: String = "Where in the law.",
        from: String = "The day on which it begins.",
        at_once_since: String = "Systems in use since this day or later have it from this day on; empty for none.", classes: Vec<String> = "The classes of systems, by their names in files.",
        roles: Vec<LegalRole> = "Towards the system.", annex: String = "Only systems of this annex; empty for any.",
        grade: Grade = "How sure the row is.", source: String = "Where the day comes from." }
    /// A threat id that is no more.
    Gone { id: String = "The id.", title: String = "What it was called.",
        replaced_by: Option<String> = "The id to use instead." }
}

/// What an organization is towards a system under the EU AI Act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum LegalRole {
    /// Who develops it or places it on the market.
    Provider,
    /// Who uses it under their authority.
    Deployer,
}

/// How sure a duty and its day are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Grade {
    /// Several independent sources agree.
    Firm,
    /// It is to be checked against the current text.
    #[default]
    Check,
}

impl Grade {
    /// Returns the word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Check => "to be checked",
        }
    }
}

/// How sure a crosswalk row is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Confidence {
    /// Identity of structure, or a listed crosswalk with a direct match.
    High,
    /// Two secondary mappings agree.
    Medium,
    /// One secondary mapping.
    #[default]
    Low,
}

impl Confidence {
    /// Returns the word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// For which role a control usually matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum RoleHint {
    /// Who builds.
    Producer,
    /// Who offers.
    Provider,
    /// Who uses.
    Customer,
}

/// A threat of a taxonomy.
#[derive(Debug, Clone, Deserialize)]
pub struct Threat {
    /// Its id, with the edition where the taxonomy renumbers.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The groups it belongs to.
    #[serde(default)]
    pub groups: Vec<String>,
    /// The threat it refines.
    #[serde(default)]
    pub parent: Option<String>,
}

const TEXT: &str = include_str!("../../../assets/iso42001.ron");
const AI_ACT: &str = include_str!("../../../assets/eu-ai-act.ron");

/// Returns the catalogue that ships with the program, parsed at the first call.
///
/// # Panics
///
/// Never, as long as the embedded file parses, which a test shows.
pub fn shipped() -> &'static Arc<Catalogue> {
    static SHIPPED: OnceLock<Arc<Catalogue>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let read = |text| Catalogue::read(text).expect("the shipped catalogues parse, which a test shows");
        let mut catalogue = read(TEXT);
        let ai_act = read(AI_ACT);
        catalogue.duties_notice = ai_act.notice;
        catalogue.take_duties(ai_act.duties);
        Arc::new(catalogue)
    })
}

impl Catalogue {
    /// Reads a catalogue from the text of a file.
    ///
    /// # Errors
    ///
    /// Fails with the first thing that has another form, and its place.
    pub fn read(text: &str) -> Result<Self, ron::error::SpannedError> {
        ron::from_str(text)
    }

    /// Returns the clause with this number.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        match self.place(id)? {
            Place::Clause(nth) => self.clauses.get(nth),
            _ => None,
        }
    }

    /// Returns the control with this number.
    pub fn control(&self, id: &str) -> Option<&Control> {
        match self.place(id)? {
            Place::Control(nth) => self.controls.get(nth),
            _ => None,
        }
    }

    /// Returns the question with this id, with its clause.
    pub fn question(&self, id: &str) -> Option<(&Clause, &Question)> {
        match self.place(id)? {
            Place::Question(clause, nth) => Some((&self.clauses[clause], &self.clauses[clause].questions[nth])),
            _ => None,
        }
    }

    /// Returns the questions in order, each with its clause.
    pub fn questions(&self) -> impl Iterator<Item = (&Clause, &Question)> {
        self.clauses
            .iter()
            .flat_map(|clause| clause.questions.iter().map(move |question| (clause, question)))
    }

    /// Returns the wrong or foreign term that every word typed belongs to, such as `8.4 deployment`.
    pub fn alias(&self, typed: &str) -> Option<&Alias> {
        let typed = folded(typed);
        let words: Vec<_> = typed.split_whitespace().collect();
        let belongs = |alias: &&Alias| {
            let term = folded(&alias.term);
            words.iter().all(|word| word.len() > 1 && term.contains(word))
        };
        self.aliases.iter().find(belongs).filter(|_| !words.is_empty())
    }

    /// Returns the ids of the documents that clauses and controls demand, in their order: `4.3/d1`, `A.2.2/d1`.
    pub fn documents(&self) -> impl Iterator<Item = String> {
        let of_clauses = self
            .clauses
            .iter()
            .flat_map(|clause| (1..=clause.documents.len()).map(move |number| format!("{}/d{number}", clause.id)));
        let of_controls = self.controls.iter().filter(|control| control.documentation_required);
        of_clauses.chain(of_controls.map(|control| format!("{}/d1", control.id)))
    }

    /// Tells whether a clause or control demands a document with this id.
    pub fn demands(&self, id: &str) -> bool {
        matches!(self.place(id), Some(Place::Document(..) | Place::ControlDocument(_)))
    }

    /// Returns the title of any entry.
    pub fn title(&self, id: &str) -> Option<&str> {
        Some(match self.place(id)? {
            Place::Heading(nth) => &self.headings[nth].title,
            Place::Clause(nth) => &self.clauses[nth].title,
            Place::Question(clause, nth) => &self.clauses[clause].questions[nth].text,
            Place::Domain(nth) => &self.domains[nth].title,
            Place::Document(clause, nth) => &self.clauses[clause].documents[nth],
            Place::Control(nth) | Place::ControlDocument(nth) => &self.controls[nth].title,
            Place::Objective(nth) => &self.objectives[nth].title,
            Place::RiskSource(nth) => &self.risk_sources[nth].title,
            Place::Threat(taxonomy, nth) => &self.threat_taxonomies[taxonomy].entries[nth].title,
        })
    }

    fn place(&self, id: &str) -> Option<Place> {
        self.lookup.get_or_init(|| self.places()).get(id).copied()
    }

    fn places(&self) -> HashMap<String, Place> {
        let mut places = HashMap::new();
        let mut put = |id: &str, place| {
            places.insert(id.to_owned(), place);
        };
        self.headings
            .iter()
            .enumerate()
            .for_each(|(nth, heading)| put(&heading.id, Place::Heading(nth)));
        for (nth, clause) in self.clauses.iter().enumerate() {
            put(&clause.id, Place::Clause(nth));
            for (question, entry) in clause.questions.iter().enumerate() {
                put(&entry.id, Place::Question(nth, question));
            }
            for document in 0..clause.documents.len() {
                put(
                    &format!("{}/d{}", clause.id, document + 1),
                    Place::Document(nth, document),
                );
            }
        }
        self.domains
            .iter()
            .enumerate()
            .for_each(|(nth, domain)| put(&domain.id, Place::Domain(nth)));
        self.controls.iter().enumerate().for_each(|(nth, control)| {
            put(&control.id, Place::Control(nth));
            // What a control demands is called like the control.
            if control.documentation_required {
                put(&format!("{}/d1", control.id), Place::ControlDocument(nth));
            }
        });
        self.objectives
            .iter()
            .enumerate()
            .for_each(|(nth, term)| put(&term.id, Place::Objective(nth)));
        self.risk_sources
            .iter()
            .enumerate()
            .for_each(|(nth, term)| put(&term.id, Place::RiskSource(nth)));
        for (nth, taxonomy) in self.threat_taxonomies.iter().enumerate() {
            for (threat, entry) in taxonomy.entries.iter().enumerate() {
                put(&entry.id, Place::Threat(nth, threat));
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_what_the_standard_has() {
        let catalogue = shipped();
        assert_eq!(catalogue.clauses.len(), 32);
        assert_eq!(catalogue.questions().count(), 94);
        assert_eq!(catalogue.controls.len(), 38);
        assert_eq!(catalogue.domains.len(), 9);
        assert_eq!(
            catalogue
                .clauses
                .iter()
                .map(|clause| clause.documents.len())
                .sum::<usize>(),
            21
        );
        assert_eq!(
            catalogue
                .controls
                .iter()
                .filter(|control| control.documentation_required)
                .count(),
            26
        );
    }

    #[test]
    fn every_reference_inside_the_catalogue_resolves() {
        let catalogue = shipped();
        for clause in &catalogue.clauses {
            assert!(catalogue.title(&clause.heading).is_some(), "{}", clause.id);
            assert!(
                clause.related_controls.iter().all(|id| catalogue.title(id).is_some()),
                "{}",
                clause.id
            );
        }
        for control in &catalogue.controls {
            assert!(catalogue.title(&control.domain).is_some(), "{}", control.id);
        }
        let roles: Vec<_> = catalogue.ai_roles.iter().map(|role| &role.id).collect();
        for alias in &catalogue.aliases {
            assert!(
                catalogue.title(&alias.target).is_some() || roles.contains(&&alias.target),
                "{}",
                alias.term
            );
        }
    }

    #[test]
    fn ids_are_unique() {
        let catalogue = shipped();
        let entries = catalogue.headings.len()
            + catalogue.clauses.len()
            + catalogue.questions().count()
            + catalogue.documents().count()
            + catalogue.domains.len()
            + catalogue.controls.len()
            + catalogue.objectives.len()
            + catalogue.risk_sources.len()
            + catalogue.terms(Vocabulary::Threats).len();
        assert_eq!(catalogue.places().len(), entries);
    }
}

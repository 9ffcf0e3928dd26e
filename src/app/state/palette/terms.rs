//! Words that people of the field look for and that nothing is called: where they belong in this workbench.

use crate::app::dialogs::picker::Entry;
use crate::app::input::command::Command;
use crate::app::input::screen::{self, Screen};
use crate::app::screens::today::stage_1;
use crate::app::screens::{changes, controls, findings, metrics, obligations, resources, risks, suppliers, systems};
use crate::app::state::App;
use crate::app::state::outcome::Target;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::LegalRole;
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::people::{People, Person};
use crate::domain::register::Register;

/// Where a term belongs.
enum Place {
    /// A clause, a control, a document or a record.
    Entry(&'static str),
    /// A screen.
    Screen(&'static Screen),
    /// A command that shows it.
    Command(&'static Command),
    /// The list of a screen, filtered.
    Filtered(&'static Screen, &'static str),
    /// A new record of a kind.
    New(&'static str),
    /// The form of a record.
    Form(&'static str),
}

/// The terms, those of one place together, with where they belong and why.
const TERMS: &[(&[&str], Place, &str)] = &[
    (&["SoA"], Place::Screen(&controls::SCREEN), "statement of applicability"),
    (
        &["threat model"],
        Place::Entry("A.6.2.4"),
        "a security review of the system records attack paths, inputs and boundaries; A.6.2.4 verifies against them",
    ),
    (
        &["adversarial robustness", "red teaming"],
        Place::Entry("A.6.2.4"),
        "tested when a system is verified and validated; threats are in its security review",
    ),
    (
        &["prompt injection"],
        Place::Filtered(&risks::SCREEN, "threats:\"prompt injection\""),
        "the risks behind which this threat is",
    ),
    (
        &["lifecycle gate", "life cycle gate", "deployment gate"],
        Place::Entry("A.6.2.5"),
        "the deployment gate of a system, in its detail",
    ),
    (
        &["scope", "scope definition", "scope statement"],
        Place::Command(&stage_1::SCOPE),
        "the scope of the AIMS",
    ),
    (
        &[
            "interested parties",
            "stakeholders",
            "external issues",
            "internal issues",
        ],
        Place::Command(&stage_1::CONTEXT),
        "the context of the organization",
    ),
    (
        &["certification", "certificate", "certification body"],
        Place::Command(&stage_1::CERTIFICATES),
        "the certificates, else the certification body and the days of its audits",
    ),
    (
        &["declaration of conformance"],
        Place::Command(&stage_1::DECLARATIONS),
        "declarations of the organization",
    ),
    (
        &["communication", "communication plan"],
        Place::Command(&stage_1::COMMUNICATION),
        "what is communicated, when, to whom and how",
    ),
    (
        &["awareness", "AI literacy"],
        Place::Command(&stage_1::AWARENESS),
        "who was made aware of what, and when (7.3; Art. 4 of the EU AI Act)",
    ),
    (
        &["competence", "training"],
        Place::Command(&stage_1::COMPETENCE),
        "what the roles need, who has it, and what shows it (7.2)",
    ),
    (
        &["policy", "AI policy"],
        Place::Command(&stage_1::POLICY),
        "where it is and who approved it",
    ),
    (
        &[
            "impact assessment",
            "AI system impact assessment",
            "AIIA",
            "FRIA",
            "DPIA",
        ],
        Place::Screen(&systems::SCREEN),
        "of each system: its detail lists them",
    ),
    (
        &["risk assessment", "security review"],
        Place::Screen(&systems::SCREEN),
        "of each system: its detail lists them",
    ),
    (
        &[
            "treatment plan",
            "risk treatment plan",
            "residual risk",
            "risk acceptance",
        ],
        Place::Command(&stage_1::PLAN),
        "who approved it, as a whole and risk by risk, and who accepted what remains",
    ),
    (
        &["management review"],
        Place::Command(&stage_1::LAST_REVIEW),
        "the newest that was held",
    ),
    (
        &["management review agenda"],
        Place::Entry("9.3.2"),
        "the inputs of a management review",
    ),
    (
        &["internal audit", "audit report"],
        Place::Command(&stage_1::LAST_AUDIT),
        "the newest that was held",
    ),
    (
        &[
            "risk appetite",
            "risk criteria",
            "risk method",
            "adoption of the risk criteria",
        ],
        Place::Command(&stage_1::SHOW_METHOD),
        "who adopted it, likelihood, consequence, bands, and up to which level a risk is accepted",
    ),
    (
        &["roles and responsibilities"],
        Place::Entry("5.3"),
        "roles of the AIMS",
    ),
    (
        &["document control"],
        Place::Entry("7.5.3"),
        "documents with version, approval and review",
    ),
    (
        &["nonconformity", "corrective action", "CAPA"],
        Place::Screen(&findings::SCREEN),
        "findings with cause, correction and check",
    ),
    (
        &["third party", "vendor", "procurement"],
        Place::Screen(&suppliers::SCREEN),
        "suppliers with their assessments",
    ),
    (
        &["KPI", "metric", "monitoring and measurement"],
        Place::Screen(&metrics::SCREEN),
        "what is measured, how often, and the results",
    ),
    (
        &["data set", "dataset", "training data", "model"],
        Place::Screen(&resources::SCREEN),
        "data sets, models and tools of the systems",
    ),
    (
        &["legal requirements", "EU AI Act", "GDPR", "obligation"],
        Place::Screen(&obligations::SCREEN),
        "legal and other requirements, and how they are met",
    ),
    (
        &["change management"],
        Place::Screen(&changes::SCREEN),
        "planned changes",
    ),
    (
        &["event logs", "logging"],
        Place::Entry("A.6.2.8"),
        "recording of event logs",
    ),
    (
        &["drift", "post-market monitoring"],
        Place::Entry("A.6.2.6"),
        "operation and monitoring of the system",
    ),
    (
        &["model card", "technical documentation"],
        Place::Entry("A.6.2.7"),
        "documentation of the system",
    ),
    (
        &["transparency", "explainability"],
        Place::Entry("A.8.2"),
        "documentation and information for users",
    ),
    (
        &["data provenance", "data lineage"],
        Place::Entry("A.7.5"),
        "where data come from",
    ),
    (
        &["intended use", "acceptable use"],
        Place::Entry("A.9.4"),
        "the use that was meant",
    ),
    (&["whistleblowing"], Place::Entry("A.3.3"), "reporting of concerns"),
    (
        &["concern", "complaint", "report from outside"],
        Place::New("incident"),
        "add an incident whose nature is a concern or a report",
    ),
    (
        &["opportunity"],
        Place::Form(organization::ID),
        "add a row to the opportunities of the organization",
    ),
];

/// Returns the entries of the palette for terms, for the roles of the catalogue and of the EU AI Act, for threats and
/// for the notes of clauses and controls.
pub(super) fn entries(catalogue: &Catalogue) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut list = |target, lead: &str, text: String, note: &str| {
        entries.push(Entry {
            target,
            lead: lead.to_owned(),
            text,
            note: note.to_owned(),
            refused: None,
        });
    };
    let entry = |id: &str, why: &str| Target::Entry(id.into(), why.to_owned());
    for (terms, place, why) in TERMS {
        let target = match place {
            Place::Entry(id) => entry(id, why),
            Place::Screen(screen) => Target::Run(&screen.show),
            Place::Command(command) => Target::Run(command),
            Place::Filtered(screen, filter) => Target::Filtered(screen, (*filter).to_owned()),
            Place::New(kind) => Target::Add(kind),
            Place::Form(id) => Target::Form((*id).into()),
        };
        list(target, &terms.join(", "), (*why).to_owned(), "term");
    }
    for alias in &catalogue.aliases {
        let (target, text) = match catalogue.ai_roles.iter().find(|role| role.id == alias.target) {
            Some(_) => (roles(), alias.explanation.clone()),
            None => (
                entry(&alias.target, &alias.explanation),
                format!("see {}: {}", alias.target, alias.explanation),
            ),
        };
        list(target, &alias.term, text, "term");
    }
    for role in &catalogue.ai_roles {
        let text = format!("{}: {}", role.title, role.summary);
        list(roles(), &role.title, role.summary.clone(), "role");
        for name in &role.aliases {
            list(roles(), name, text.clone(), "role");
        }
    }
    for (role, name, what) in LEGAL_ROLES {
        let duties = catalogue.duties.iter().filter(|duty| duty.roles.contains(role));
        let text = format!("EU AI Act: {what}; {} duties", duties.count());
        list(roles(), name, text, "law");
    }
    for taxonomy in &catalogue.threat_taxonomies {
        for threat in &taxonomy.entries {
            let target = Target::Filtered(&risks::SCREEN, format!("threats=\"{}\"", threat.id));
            list(target, &threat.id, threat.title.clone(), "threat");
        }
    }
    let clauses = catalogue.clauses.iter().map(|clause| (&clause.id, &clause.note));
    let controls = catalogue.controls.iter().map(|control| (&control.id, &control.note));
    for (id, note) in clauses.chain(controls).filter(|(_, note)| !note.is_empty()) {
        list(entry(id, note), id, note.clone(), "note");
    }
    entries
}

/// Returns an entry for each kind that has a screen: the word for one of its records finds their list, not only how to add one.
pub(super) fn lists(app: &App) -> Vec<Entry> {
    let kinds = app.register.kinds().iter();
    let shown = kinds.filter_map(|kind| Some((kind.name, screen::of_kind(app.screens.table, kind)?)));
    let entry = |(name, screen): (&str, &'static Screen)| Entry {
        target: Target::Run(&screen.show),
        lead: name.to_owned(),
        text: screen.show.help.trim_end_matches('.').to_owned(),
        note: "screen".to_owned(),
        refused: None,
    };
    let is_other = |(name, screen): &(&str, &Screen)| *name != screen.show.name;
    shown.filter(is_other).map(entry).collect()
}

/// Returns where it is said which role the organization has towards each system.
fn roles() -> Target {
    Target::Run(&systems::SCREEN.show)
}

/// Returns an entry for each person, found by handle, names, role and e-mail.
pub(super) fn people(register: &Register) -> impl Iterator<Item = Entry> {
    let people: Vec<_> = People::of(register).iter().map(entry_of).collect();
    people.into_iter()
}

fn entry_of(person: Person<'_>) -> Entry {
    let mut names: Vec<_> = person.names().filter(|name| *name != person.handle()).collect();
    names.push(person.role());
    names.retain(|name| !name.is_empty());
    Entry {
        target: Target::Person(person.handle().to_owned()),
        lead: person.handle().to_owned(),
        text: names.join(", "),
        note: "person".to_owned(),
        refused: None,
    }
}

const LEGAL_ROLES: &[(LegalRole, &str, &str)] = &[
    (
        LegalRole::Provider,
        "provider (EU AI Act)",
        "develops a system or places it on the market",
    ),
    (
        LegalRole::Deployer,
        "deployer (EU AI Act)",
        "uses a system under its authority",
    ),
];

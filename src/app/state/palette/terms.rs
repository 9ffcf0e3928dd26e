//! Words that people of the field look for and that nothing is called: where they belong in this workbench.

use crate::app::dialogs::picker::Entry;
use crate::app::input::screen::Screen;
use crate::app::screens::controls;
use crate::app::state::outcome::Target;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::LegalRole;
use crate::domain::kinds::organization;

/// Where a term belongs.
enum Place {
    /// A clause, a control, a document or a record.
    Entry(&'static str),
    /// A screen.
    Screen(&'static Screen),
}

/// The terms, each with where it belongs and why.
const TERMS: &[(&str, Place, &str)] = &[
    ("SoA", Place::Screen(&controls::SCREEN), "statement of applicability"),
    (
        "threat model",
        Place::Entry("A.6.2.4"),
        "a security review of the system records attack paths, inputs and boundaries; A.6.2.4 verifies against them",
    ),
    (
        "adversarial robustness",
        Place::Entry("A.6.2.4"),
        "tested when a system is verified and validated; threats are in its security review",
    ),
    (
        "lifecycle gate",
        Place::Entry("A.6.2.5"),
        "the deployment gate of a system, in its detail",
    ),
    (
        "life cycle gate",
        Place::Entry("A.6.2.5"),
        "the deployment gate of a system, in its detail",
    ),
    (
        "deployment gate",
        Place::Entry("A.6.2.5"),
        "the deployment gate of a system, in its detail",
    ),
    (
        "scope definition",
        Place::Entry("4.3/d1"),
        "the scope of the AIMS, its document and questions",
    ),
    (
        "scope statement",
        Place::Entry("4.3/d1"),
        "the scope of the AIMS, its document and questions",
    ),
    (
        "certification",
        Place::Entry(organization::ID),
        "certificates, certification body and audit days of the organization",
    ),
    (
        "certificate",
        Place::Entry(organization::ID),
        "certificates of the organization",
    ),
    (
        "declaration of conformance",
        Place::Entry(organization::ID),
        "declarations of the organization",
    ),
    (
        "management review agenda",
        Place::Entry("9.3.2"),
        "the inputs of a management review",
    ),
    (
        "risk appetite",
        Place::Entry("method"),
        "the level up to which a risk is accepted without more",
    ),
    ("roles and responsibilities", Place::Entry("5.3"), "roles of the AIMS"),
    (
        "document control",
        Place::Entry("7.5.3"),
        "documents with version, approval and review",
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
    for (term, place, why) in TERMS {
        let target = match place {
            Place::Entry(id) => entry(id, why),
            Place::Screen(screen) => Target::Run(&screen.show),
        };
        list(target, term, (*why).to_owned(), "term");
    }
    for alias in &catalogue.aliases {
        // A role is decided where the context is.
        let role = catalogue.ai_roles.iter().find(|role| role.id == alias.target);
        let id = role.map_or(&*alias.target, |_| CONTEXT);
        let text = match role {
            Some(_) => alias.explanation.clone(),
            None => format!("see {}: {}", alias.target, alias.explanation),
        };
        list(entry(id, &alias.explanation), &alias.term, text, "term");
    }
    for role in &catalogue.ai_roles {
        let text = format!("{}: {}", role.title, role.summary);
        list(entry(CONTEXT, &text), &role.title, role.summary.clone(), "role");
        for name in &role.aliases {
            list(entry(CONTEXT, &text), name, text.clone(), "role");
        }
    }
    for (role, name, what) in LEGAL_ROLES {
        let duties = catalogue.duties.iter().filter(|duty| duty.roles.contains(role));
        let text = format!("EU AI Act: {what}; {} duties", duties.count());
        list(entry(CONTEXT, &text), name, text.clone(), "law");
    }
    for taxonomy in &catalogue.threat_taxonomies {
        for threat in &taxonomy.entries {
            list(entry(&threat.id, ""), &threat.id, threat.title.clone(), "threat");
        }
    }
    let clauses = catalogue.clauses.iter().map(|clause| (&clause.id, &clause.note));
    let controls = catalogue.controls.iter().map(|control| (&control.id, &control.note));
    for (id, note) in clauses.chain(controls).filter(|(_, note)| !note.is_empty()) {
        list(entry(id, note), id, note.clone(), "note");
    }
    entries
}

/// The clause in which an organization decides its roles.
const CONTEXT: &str = "4.1";

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

//! Check rules of systems: what each needs (A.4), and that controls which are asked of a system are shown for it.

use crate::domain::kinds::assessment;
use crate::domain::kinds::check::applies;
use crate::domain::kinds::control::{self, Status};
use crate::domain::kinds::organization::check::people::unowned;
use crate::domain::kinds::resource::{self, Type};
use crate::domain::kinds::review::scope::is_in_aims;
use crate::domain::kinds::system::{self, EuClass, Role, Stage};
use crate::domain::kinds::{evidence, risk, role, supplier};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::id::Id;
use crate::domain::record::rules::Example;

/// It is not recorded what a system needs.
pub static NEEDS_UNRECORDED: Rule = Rule {
    code: "AIMS-W542",
    name: "needs-unrecorded",
    sentence: "It is not recorded what it needs: data, models and tools, computing, people.",
    clauses: &["A.4.3", "A.4.4", "A.4.5", "A.4.6"],
    class: Class::S_DONE,
    why: "Who does not know what a system needs does not see what it is exposed to.",
    mend: "Add resources of the system, or fill its own fields.",
    of: Subject::Each(|asked| is_in_aims(asked.record)),
    raise: |asked| {
        let lacks: Vec<_> = NEEDS
            .iter()
            .filter(|need| applies(asked.register, need.control) && !(need.is_met)(asked))
            .collect();
        let Some(first) = lacks.first() else { return nothing() };
        let parts: Vec<_> = lacks.iter().map(|need| need.part).collect();
        let sentence = format!("It is not recorded what it needs of: {}.", parts.join(", "));
        at(first.field, sentence).under(first.control).into()
    },
    example: Example::of("chat", "title: Chat; scope: in; owner: ana")
        .beside(&[("control", "A.4.3", "applicability: included")])
        .change("data: Questions of customers"),
    ..Rule::PLAIN
};

/// One thing that a system needs.
struct Need {
    control: &'static str,
    part: &'static str,
    /// The field in which the system itself says it.
    field: &'static str,
    is_met: fn(&Asked<'_>) -> bool,
}

const NEEDS: [Need; 4] = [
    Need {
        control: "A.4.3",
        part: "data",
        field: "data",
        is_met: |asked| !asked.record.get(system::DATA).is_empty() || has_resource(asked, &[Type::Data]),
    },
    Need {
        control: "A.4.4",
        part: "models and tools",
        field: "models",
        is_met: |asked| !asked.record.get(system::MODELS).is_empty() || has_resource(asked, &[Type::Model, Type::Tool]),
    },
    Need {
        control: "A.4.5",
        part: "computing",
        field: "vendor",
        is_met: |asked| {
            let mut suppliers = asked.register.linked_of(&supplier::KIND, asked.record.id());
            !asked.record.get(system::VENDOR).is_empty()
                || suppliers.any(|one| !one.is_retired())
                || has_resource(asked, &[Type::Computing])
        },
    },
    Need {
        control: "A.4.6",
        part: "people",
        field: "owner",
        is_met: |asked| {
            let serves = |one: &Record| one.get(role::REQUIREMENTS).iter().any(|id| id.as_str() == "A.4.6");
            let mut roles = asked.register.of(&role::KIND).filter(|one| !one.is_retired());
            unowned(asked, "").is_none() || has_resource(asked, &[Type::People]) || roles.any(serves)
        },
    },
];

fn has_resource(asked: &Asked<'_>, types: &[Type]) -> bool {
    let mut resources = asked.register.linked_of(&resource::KIND, asked.record.id());
    resources.any(|one| !one.is_retired() && one.get(resource::TYPE).is_some_and(|of| types.contains(&of)))
}

/// Nothing shows controls in operation for a system of which they are asked.
pub static CONTROL_UNSHOWN: Rule = Rule {
    code: "AIMS-W517",
    name: "control-unshown",
    sentence: "Nothing shows a control for this system.",
    class: Class::ADVICE,
    why: "A control that runs for one system says nothing about another one.",
    mend: "Attach evidence that supports both the control and the system, or except the system and say why.",
    of: Subject::Each(|asked| is_in_aims(asked.record)),
    raise: |asked| {
        let asked_of = CONTROLS
            .iter()
            .filter(|(_, since, roles)| is_asked(asked, *since, roles));
        let ids = asked_of.map(|(id, ..)| *id);
        let unshown: Vec<_> = ids.filter(|id| is_run(asked, id) && !is_shown(asked, id)).collect();
        if unshown.is_empty() {
            return nothing();
        }
        let sentence = format!("Nothing shows for it: {}.", unshown.join(", "));
        let raised = at("title", sentence).under(unshown[0]);
        let weighs = assessment::is_deployed(asked.record, asked.today) && is_of_weight(asked);
        if weighs { raised.class(Class::S_DONE) } else { raised }.into()
    },
    example: Example::of("chat", "title: Chat; scope: in; stage: operation; roles: customer")
        .beside(&[("control", "A.9.4", "applicability: included; status: implemented")])
        .change("stage: inception"),
    ..Rule::PLAIN
};

const BUILDERS: &[Role] = &[Role::Producer, Role::Provider];

/// The controls that are asked of each system: from which stage on, and in which roles; no role means all.
const CONTROLS: [(&str, Stage, &[Role]); 8] = [
    ("A.6.2.2", Stage::Development, BUILDERS),
    ("A.6.2.3", Stage::Development, BUILDERS),
    ("A.6.2.4", Stage::Verification, &[]),
    ("A.6.2.5", Stage::Deployment, &[]),
    ("A.6.2.7", Stage::Deployment, BUILDERS),
    ("A.7.2", Stage::Development, BUILDERS),
    ("A.8.2", Stage::Deployment, &[]),
    ("A.9.4", Stage::Operation, &[Role::Customer]),
];

fn is_asked(asked: &Asked<'_>, since: Stage, roles: &[Role]) -> bool {
    let is_reached =
        system::stage_reached(asked.record, asked.today).is_some_and(|stage| stage as usize >= since as usize);
    let own = asked.record.get(system::ROLES);
    is_reached && (roles.is_empty() || roles.iter().any(|role| own.contains(role)))
}

/// Tells whether a control is in operation and holds for the system.
fn is_run(asked: &Asked<'_>, id: &str) -> bool {
    asked.register.get(id).is_some_and(|one| {
        control::is_applicable(one)
            && one.get(control::STATUS) == Some(Status::Implemented)
            && !control::is_excepted(one, asked.record.id())
    })
}

fn is_shown(asked: &Asked<'_>, control: &str) -> bool {
    let control = Id::new(control);
    let mut pieces = asked.register.linked_of(&evidence::KIND, asked.record.id());
    pieces.any(|piece| {
        piece.get(evidence::SUPPORTS).contains(&&control)
            && evidence::shows(asked.register, piece, &control, asked.today)
    })
}

/// Tells whether much depends on a system: of high risk by law, or with an open risk in the highest band.
fn is_of_weight(asked: &Asked<'_>) -> bool {
    let method = asked.register.method();
    let is_highest = |level: u8| usize::from(level) + 1 == method.bands.len();
    let mut risks = asked.register.linked_of(&risk::KIND, asked.record.id());
    asked.record.get(system::EU_CLASS) == Some(EuClass::HighRisk)
        || risks.any(|one| one.is_open() && risk::current_level(method, one).is_some_and(is_highest))
}

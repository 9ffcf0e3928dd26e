//! The tables of the organization and the choices in them.

use crate::domain::kinds::{action, document, evidence, review};
use crate::domain::record::choice::choices;
use crate::domain::record::kind::table;
use crate::domain::record::typed::{Any, Day, Line, One, OneOf, Person, Requirements, Why};

choices! {
    /// How the organization shows that its AIMS conforms.
    Posture {
        Conformance "conformance (self-declared)", "self-declared", "self declaration";
        Certification "certification";
    }
}

choices! {
    /// Whether an issue lies outside or inside the organization (4.1).
    Origin {
        External "external", "outside";
        Internal "internal", "inside";
    }
}

choices! {
    /// Whether climate change is an issue for the AIMS (4.1).
    Climate {
        Relevant "relevant", "yes";
        NotRelevant "not relevant", "no";
    }
}

table! {
    /// Issues that bear on the AIMS: what, from outside or inside, what follows, when it is looked at again,
    /// and what follows for the scope (4.3).
    Issues, sorted: true, ISSUE: Line = "issue", ORIGIN: OneOf<Origin> = "origin", EFFECT: Line = "effect",
    REVIEW: Day = "review", FOR_SCOPE: Line = "for_scope"
}

table! {
    /// Interested parties (4.2): who, what they need or expect, what of it the AIMS takes on, why not the rest, and
    /// what follows for the scope (4.3).
    Parties, sorted: true, PARTY: Line = "party", EXPECTS: Line = "expects", TAKEN_ON: Line = "taken_on",
    WHY_NOT: Why = "why_not", FOR_SCOPE: Line = "for_scope"
}

table! {
    /// How often each event of the AIMS comes, such as `year` or `6 months`.
    Cadence, sorted: true, EVENT: OneOf<review::Event> = "event", EVERY: Line = "every"
}

/// People who answer for something, with the fields of [a person](crate::domain::kinds::organization::person) as columns.
pub struct People;

choices! {
    /// Whether a communication goes inside or outside the organization (7.4).
    Side {
        Inside "inside", "internal";
        Outside "outside", "external";
    }
}

choices! {
    /// For what a channel is there (A.3.3, A.8.3).
    ChannelUse {
        Concerns "concerns", "inside";
        Reports "reports", "outside";
    }
}

choices! {
    /// How a certificate stands.
    CertificateStatus {
        Valid Good "valid", "in force";
        Suspended Warn "suspended";
        Withdrawn Bad "withdrawn", "expired", "cancelled";
    }
}

choices! {
    /// How the organization takes a check rule.
    RuleSetting {
        Off "off", "ignore";
        Advice "advice", "warning";
        Minor "minor";
        Major "major", "error";
        Explained "explained", "accepted";
    }
}

choices! {
    /// A condition of the deployment gate that the organization switches.
    GateCondition {
        G6 "G6 verification" as "G6";
        G7 "G7 security review" as "G7";
        G8 "G8 monitoring" as "G8";
    }
}

choices! {
    /// Whether a condition of the deployment gate is asked.
    OnOff {
        On "on", "yes";
        Off "off", "no";
    }
}

choices! {
    /// Of which systems a condition of the deployment gate is asked.
    GateSystems {
        All "all systems" as "all", "all";
        Affects "systems that affect people" as "affecting", "affects";
        HighRisk "high-risk systems" as "high risk", "high risk", "high";
    }
}

table! {
    /// Opportunities (6.1.1): what, where it comes from, the action that takes it up, and the day of the decision.
    Opportunities, sorted: true, WHAT: Line = "what", FROM: Line = "from", ACTION: One<action::Action> = "action",
    DECIDED: Line = "decided"
}

table! {
    /// Communications (7.4): what, to whom, for which requirement, inside or outside, when, how, who, when last, and what
    /// shows it.
    Communications, sorted: true, WHAT: Line = "what", TO: Line = "to", REQUIREMENT: Line = "requirement",
    SIDE: OneOf<Side> = "side", WHEN: Line = "when", HOW: Line = "how", OWNER: Person = "owner", LAST: Day = "last",
    SHOWN: One<evidence::Evidence> = "shown"
}

table! {
    /// Channels for concerns and reports: which, for what, for whom, how the one who speaks up is protected, by when
    /// they are answered, and who sees to it.
    Channels, sorted: true, CHANNEL: Line = "channel", USE: OneOf<ChannelUse> = "use", WHOM: Line = "whom",
    PROTECTION: Line = "protection", WITHIN: Line = "within", OWNER: Person = "owner"
}

table! {
    /// Processes of the AIMS (4.4): which, who answers for it, what it takes and gives, which requirements it meets, and
    /// its document.
    Processes, sorted: true, PROCESS: Line = "process", OWNER: Person = "owner", TAKES: Line = "takes",
    GIVES: Line = "gives", REQUIREMENTS: Requirements = "requirements",
    DOCUMENT: One<document::Document> = "document"
}

table! {
    /// Certificates: number, body, who accredited it, issued, expires, how it stands, the SHA-256 of the scope as it was
    /// certified, and the version of the statement of applicability.
    Certificates, sorted: true, NUMBER: Line = "number", BODY: Line = "body", ACCREDITED_BY: Line = "accredited_by",
    ISSUED: Day = "issued", EXPIRES: Day = "expires", STATUS: OneOf<CertificateStatus> = "status",
    DIGEST: Line = "digest", SOA_VERSION: Line = "soa_version"
}

table! {
    /// Declarations of conformance: number, day, who declared, until when, where, the SHA-256 of the scope, the audit and
    /// the management review it rests on, what readiness said that day, and the day it was withdrawn.
    Declarations, sorted: true, NUMBER: Line = "number", ON: Day = "on", BY: Person = "by", UNTIL: Day = "until",
    PLACE: Line = "place", DIGEST: Line = "digest", AUDIT: One<review::Review> = "audit",
    REVIEW: One<review::Review> = "review", SAID: Line = "said", WITHDRAWN: Day = "withdrawn"
}

table! {
    /// How the organization takes check rules: the rule, the record where it is about one, as what, why, who decided,
    /// and until when.
    RuleSettings, sorted: true, RULE: Line = "rule", RECORD: One<Any> = "record", AS: OneOf<RuleSetting> = "as",
    REASON: Why = "reason", BY: Person = "by", UNTIL: Day = "until"
}

table! {
    /// Which conditions of the deployment gate are asked, of which systems, who decided, and why.
    GateSettings, sorted: true, CONDITION: OneOf<GateCondition> = "condition", STATE: OneOf<OnOff> = "state",
    SYSTEMS: OneOf<GateSystems> = "systems", BY: Person = "by", REASON: Why = "reason"
}

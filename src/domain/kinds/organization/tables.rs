//! The tables of the organization and the choices in them.

use crate::domain::catalogue::Vocabulary;
use crate::domain::kinds::review;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::field::Shape;
use crate::domain::record::kind::table;

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
    Issues, sorted: true, "issue": Shape::Line, "origin": Shape::OneOf(Origin::ITEMS), "effect": Shape::Line, "review": Shape::Day,
    "for_scope": Shape::Line
}

table! {
    /// Interested parties (4.2): who, what they need or expect, what of it the AIMS takes on, why not the rest, and
    /// what follows for the scope (4.3).
    Parties, sorted: true, "party": Shape::Line, "expects": Shape::Line, "taken_on": Shape::Line, "why_not": Shape::Line, "for_scope": Shape::Line
}

table! {
    /// How often each event of the AIMS comes, such as `year` or `6 months`.
    Cadence, sorted: true, "event": Shape::OneOf(<review::Event as Choices>::ITEMS), "every": Shape::Line
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
    Opportunities, sorted: true, "what": Shape::Line, "from": Shape::Line, "action": Shape::One(&["action"]), "decided": Shape::Line
}

table! {
    /// Communications (7.4): what, to whom, for which requirement, inside or outside, when, how, who, when last, and what
    /// shows it.
    Communications, sorted: true, "what": Shape::Line, "to": Shape::Line, "requirement": Shape::Line, "side": Shape::OneOf(Side::ITEMS),
    "when": Shape::Line, "how": Shape::Line, "owner": Shape::Person, "last": Shape::Day, "shown": Shape::One(&["evidence"])
}

table! {
    /// Channels for concerns and reports: which, for what, for whom, how the one who speaks up is protected, by when
    /// they are answered, and who sees to it.
    Channels, sorted: true, "channel": Shape::Line, "use": Shape::OneOf(ChannelUse::ITEMS), "whom": Shape::Line, "protection": Shape::Line,
    "within": Shape::Line, "owner": Shape::Person
}

table! {
    /// Processes of the AIMS (4.4): which, who answers for it, what it takes and gives, which requirements it meets, and
    /// its document.
    Processes, sorted: true, "process": Shape::Line, "owner": Shape::Person, "takes": Shape::Line, "gives": Shape::Line,
    "requirements": Shape::Terms(Vocabulary::Requirements), "document": Shape::One(&["document"])
}

table! {
    /// Certificates: number, body, who accredited it, issued, expires, how it stands, the SHA-256 of the scope as it was
    /// certified, and the version of the statement of applicability.
    Certificates, sorted: true, "number": Shape::Line, "body": Shape::Line, "accredited_by": Shape::Line, "issued": Shape::Day,
    "expires": Shape::Day, "status": Shape::OneOf(CertificateStatus::ITEMS), "digest": Shape::Line, "soa_version": Shape::Line
}

table! {
    /// Declarations of conformance: number, day, who declared, until when, where, the SHA-256 of the scope, the audit and
    /// the management review it rests on, what readiness said that day, and the day it was withdrawn.
    Declarations, sorted: true, "number": Shape::Line, "on": Shape::Day, "by": Shape::Person, "until": Shape::Day, "place": Shape::Line,
    "digest": Shape::Line, "audit": Shape::One(&["review"]), "review": Shape::One(&["review"]), "said": Shape::Line, "withdrawn": Shape::Day
}

table! {
    /// How the organization takes check rules: the rule, the record where it is about one, as what, why, who decided,
    /// and until when.
    RuleSettings, sorted: true, "rule": Shape::Line, "record": Shape::One(&[]), "as": Shape::OneOf(RuleSetting::ITEMS), "reason": Shape::Line,
    "by": Shape::Person, "until": Shape::Day
}

table! {
    /// Which conditions of the deployment gate are asked, of which systems, who decided, and why.
    GateSettings, sorted: true, "condition": Shape::OneOf(GateCondition::ITEMS), "state": Shape::OneOf(OnOff::ITEMS),
    "systems": Shape::OneOf(GateSystems::ITEMS), "by": Shape::Person, "reason": Shape::Line
}

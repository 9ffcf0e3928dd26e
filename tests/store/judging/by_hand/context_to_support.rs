//! Changes of context, leadership, planning and support.

use super::super::fixture::Change::{Add, Approve, Edit, Replace, Set, Take};
use super::{Mutation, mutation};

pub(super) const TABLE: &[Mutation] = &[
    mutation("no issue is named", &[Set("organization", "issues", "")], "W808 M"),
    mutation(
        "nobody says whether climate change is an issue",
        &[Set("organization", "climate", "")],
        "W803 m",
    ),
    mutation(
        "a party does not say what of it is taken on",
        &[Replace(
            "organization",
            "parties",
            "Fair and explained decisions | A person decides on objection",
            "Fair and explained decisions",
        )],
        "W818 m",
    ),
    mutation(
        "the purpose of a system in use is emptied, as it was when it was assessed",
        &[
            Set("chat", "purpose", ""),
            Replace(
                "S-00011",
                "judged",
                "purpose | Answers questions of customers about loans.",
                "",
            ),
            Replace(
                "S-00012",
                "judged",
                "purpose | Answers questions of customers about loans.",
                "",
            ),
            Replace(
                "S-00013",
                "judged",
                "purpose | Answers questions of customers about loans.",
                "",
            ),
        ],
        "W813 m",
    ),
    mutation(
        "the scope of the AIMS is to be determined",
        &[Set("organization", "scope", "TBD")],
        "W801 M",
    ),
    mutation(
        "the scope of a system is undecided",
        &[Set("score", "scope", "undecided")],
        "W815 m",
    ),
    mutation(
        "the AI policy is not needed",
        &[Set("5.2/d1", "not_needed", "We do not want one")],
        "E314 M",
    ),
    mutation(
        "the AI policy is approved by somebody below top management",
        &[Replace("5.2/d1", "approvals", "carla", "ben")],
        "W829 m",
    ),
    mutation(
        "a system outside the scope is added with the reason",
        &[Add(
            "system",
            "toy",
            &[
                ("title", "Toy"),
                ("scope", "out"),
                ("scope_reason", "A student project"),
            ],
        )],
        "",
    ),
    mutation(
        "a risk above the appetite is not judged for society",
        &[Set("R-00002", "current", "3 4/4/-")],
        "W206 m",
    ),
    mutation(
        "an action of an approved plan is moved by four months",
        &[Set("T-00001", "due", "2027-05-28")],
        "W402 m [E601]",
    ),
    mutation(
        "what remains of a risk lies above the appetite",
        &[Set("R-00002", "target", "3 4/4/3")],
        "E404 m [E601]",
    ),
    mutation(
        "what remains above the appetite is accepted",
        &[
            Set("R-00002", "target", "3 4/4/3"),
            Set("R-00002", "accepted_by", "carla"),
            Set("R-00002", "accepted_on", "2026-11-20"),
            Set("R-00002", "accepted_until", "2027-05-20"),
            Set("R-00002", "acceptance_reason", "Nothing helps more"),
        ],
        "",
    ),
    mutation(
        "a metric does not say how it is measured, and the document of the clause is there",
        &[Set("M-00001", "method", ""), Set("9.1/d1", "location", "docs/scope.md")],
        "W731 a",
    ),
    mutation(
        "the appetite is one band higher",
        &[Set("method", "appetite", "High")],
        "W841 m",
    ),
    mutation(
        "the appetite is one band higher, and the method was approved again",
        &[Set("method", "appetite", "High"), Approve("method")],
        "",
    ),
    mutation(
        "a control is excluded with a reason",
        &[
            Set("A.8.5", "applicability", "excluded"),
            Set("A.8.5", "status", ""),
            Set("A.8.5", "basis", ""),
            Set("A.8.5", "reason", "Nobody outside is to be told"),
        ],
        "W508 m",
    ),
    mutation(
        "the reason of an excluded control is deleted",
        &[Set("A.10.4", "reason", "")],
        "W501 m, W508 m",
    ),
    mutation(
        "the Statement of Applicability was approved without saying of what it was",
        &[Set("6.1.3/d2", "approvals", "1 | 2026-10-20 | carla")],
        "W508 a",
    ),
    mutation(
        "the control of releases is excluded with a reason, and the release deleted",
        &[
            Set("A.6.2.5", "applicability", "excluded"),
            Set("A.6.2.5", "status", ""),
            Set("A.6.2.5", "basis", ""),
            Set("A.6.2.5", "reason", "One system, bought as a service"),
            Approve("6.1.3/d2"),
            Set("chat", "releases", ""),
        ],
        "",
    ),
    mutation(
        "an action of an approved plan is moved by 20 days",
        &[Set("T-00001", "due", "2027-02-18")],
        "",
    ),
    mutation(
        "newest measurement of an objective is old",
        &[Set("O-00001", "measured", "2026-01-15 | 4 %")],
        "W844 m",
    ),
    mutation(
        "nothing shows a competence",
        &[Replace("J-00001", "held", "yes | E-00004", "yes | ")],
        "W862 m",
    ),
    mutation(
        "training and evidence of awareness are deleted",
        &[Take("V-00005"), Take("E-00002")],
        "W865 a",
    ),
    mutation(
        "an approved file is edited",
        &[Edit("docs/risk-assessment.md")],
        "W315 m",
    ),
];

//! Changes of who is here: what those answered for who left, and what they had decided before and are said to have decided since.

use super::super::fixture::Change::{self, Replace, Set};
use super::{Mutation, mutation};

/// Fred, an approver, left.
const FRED: Change = Replace(
    "organization",
    "people",
    "dora | Dora Lang | Internal auditor |  | dora@brook.example",
    "dora | Dora Lang | Internal auditor |  | dora@brook.example\nfred | Fred Ek | Lead | | | | | yes | | 2026-10-01",
);

/// Gus, of top management, left years ago.
const GUS: Change = Replace(
    "organization",
    "people",
    "dora | Dora Lang | Internal auditor |  | dora@brook.example",
    "dora | Dora Lang | Internal auditor |  | dora@brook.example\ngus | Gus Lind | Board | | | | yes | | | 2024-10-01",
);

/// Hugo left years ago, and owned nothing.
const HUGO: Change = Replace(
    "organization",
    "people",
    "dora | Dora Lang | Internal auditor |  | dora@brook.example",
    "dora | Dora Lang | Internal auditor |  | dora@brook.example\nhugo | Hugo Lind | Auditor | | | | | | | 2024-10-01",
);

pub(super) const TABLE: &[Mutation] = &[
    mutation(
        "only somebody of top management who had left is said to have been there",
        &[GUS, Set("V-00003", "attended", "ana\nben\ngus")],
        "W726 M",
    ),
    mutation("somebody left who answers for nothing", &[FRED], ""),
    mutation(
        "who sees to conformity has left",
        &[FRED, Set("organization", "conformity", "fred")],
        "W802 m",
    ),
    mutation(
        "who sees to conformity and who reports have left",
        &[
            FRED,
            Set("organization", "conformity", "fred"),
            Set("organization", "reporting", "Fred Ek"),
        ],
        "W802 M x2",
    ),
    mutation(
        "who sees to conformity and who reports are nobody of the people",
        &[
            Set("organization", "conformity", "zorro"),
            Set("organization", "reporting", "zorra"),
        ],
        "W110 a x2, W802 M x2",
    ),
    mutation(
        "who leads the audits is nobody of the people",
        &[Set("organization", "audit_lead", "zorro")],
        "W110 a, W713 m",
    ),
    mutation(
        "the audit was held by somebody who had left before",
        &[HUGO, Set("V-00001", "auditors", "hugo")],
        "W714 m",
    ),
    mutation(
        "beside who owns what was audited stood somebody who had left before",
        &[HUGO, Set("V-00001", "auditors", "ana\nhugo")],
        "W710 m, W736 a",
    ),
    mutation(
        "the audit was held by somebody who left since",
        &[FRED, Set("V-00001", "auditors", "fred")],
        "",
    ),
    mutation(
        "the audit was reported to a placeholder",
        &[Set("V-00001", "reported", "N/A | 2026-10-01")],
        "W716 m",
    ),
    mutation(
        "the audit was reported to somebody whom nobody knows",
        &[Set("V-00001", "reported", "zorro | 2026-10-01")],
        "W716 m",
    ),
    mutation(
        "the audit was reported to somebody who had left before",
        &[GUS, Set("V-00001", "reported", "gus | 2026-10-01")],
        "W716 m",
    ),
    mutation(
        "the audit was reported to a function that one of the people has",
        &[Set("V-00001", "reported", "Managing Director | 2026-10-01")],
        "",
    ),
    mutation(
        "whom nobody knows answers for a system",
        &[Set("chat", "owner", "zorro")],
        "W110 a, W549 m",
    ),
    mutation(
        "somebody who has left answers for a system",
        &[FRED, Set("chat", "owner", "fred")],
        "W549 m",
    ),
    mutation(
        "the policy was approved by somebody who had left",
        &[GUS, Replace("5.2/d1", "approvals", "| carla |", "| gus |")],
        "W804 m",
    ),
    mutation(
        "who leads the audits has left",
        &[FRED, Set("organization", "audit_lead", "fred")],
        "W713 m",
    ),
    mutation(
        "who holds a role has left",
        &[FRED, Replace("J-00001", "holders", "ben | deputy", "fred | deputy")],
        "W111 a",
    ),
    mutation(
        "who left held a role until then",
        &[
            FRED,
            Replace(
                "J-00001",
                "holders",
                "ben | deputy | 2026-05-04 |",
                "fred | deputy | 2026-05-04 | 2026-09-30",
            ),
        ],
        "",
    ),
    mutation(
        "who sees to a channel and to a communication has left",
        &[
            FRED,
            Replace(
                "organization",
                "communications",
                "year | Intranet | ana",
                "year | Intranet | fred",
            ),
            Replace("organization", "channels", "14 days | ben", "14 days | fred"),
        ],
        "W111 a x2",
    ),
    mutation(
        "of top management nobody is here any more",
        &[Replace(
            "organization",
            "people",
            "carla@brook.example |  | yes | yes",
            "carla@brook.example |  | yes | yes | | 2026-11-25",
        )],
        "W111 a, W827 a",
    ),
    mutation(
        "what remains of a risk was accepted by somebody who had left",
        &[
            FRED,
            Set("R-00002", "target", "3 4/4/3"),
            Set("R-00002", "accepted_by", "fred"),
            Set("R-00002", "accepted_on", "2026-11-20"),
            Set("R-00002", "acceptance_reason", "Nothing helps more"),
        ],
        "E404 m [E601]",
    ),
    mutation(
        "what remains of a risk was accepted by somebody who left since",
        &[
            FRED,
            Set("R-00002", "target", "3 4/4/3"),
            Set("R-00002", "accepted_by", "fred"),
            Set("R-00002", "accepted_on", "2026-09-20"),
            Set("R-00002", "acceptance_reason", "Nothing helps more"),
        ],
        "",
    ),
    mutation(
        "what remains of a risk was accepted by somebody whom nobody knows",
        &[
            Set("R-00002", "target", "3 4/4/3"),
            Set("R-00002", "accepted_by", "zorro"),
            Set("R-00002", "accepted_on", "2026-11-20"),
            Set("R-00002", "acceptance_reason", "Nothing helps more"),
        ],
        "E404 m, W110 a [E601]",
    ),
    mutation(
        "a plan of a risk above the appetite was approved by somebody who had left",
        &[
            FRED,
            Set("R-00002", "plan_approved_by", "fred"),
            Set("R-00002", "plan_approved_on", "2026-11-20"),
        ],
        "W402 m [E601]",
    ),
    mutation(
        "a plan of a risk within the appetite was approved by somebody who had left",
        &[
            FRED,
            Set("R-00001", "plan_approved_by", "fred"),
            Set("R-00001", "plan_approved_on", "2026-11-20"),
        ],
        "W405 m",
    ),
    mutation(
        "a release was decided by somebody who had left",
        &[
            FRED,
            Replace("chat", "releases", "2026-06-12 | carla", "2026-10-12 | fred"),
        ],
        "W609 m [E601]",
    ),
    mutation(
        "who made a complete assessment has left since",
        &[FRED, Set("S-00011", "by", "fred")],
        "",
    ),
    mutation(
        "an assessment was approved by somebody whom nobody knows",
        &[Set("S-00011", "approved_by", "zorro")],
        "W110 a, W607 a",
    ),
    mutation(
        "somebody verified a finding who had left",
        &[FRED, Set("F-00001", "verified_by", "fred")],
        "E702 m",
    ),
];

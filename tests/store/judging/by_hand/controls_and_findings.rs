//! Changes of controls, audits, findings, evidence and measures.

use super::super::fixture::Change::{Add, Edit, Remove, Replace, Set, Take};
use super::{Mutation, mutation};

pub(super) const TABLE: &[Mutation] = &[
    mutation(
        "a control is excluded and treats an open risk",
        &[
            Set("A.9.4", "applicability", "excluded"),
            Set("A.9.4", "basis", ""),
            Set("A.9.4", "status", ""),
        ],
        "E501 m, W508 m, W511 a",
    ),
    mutation(
        "a chosen control has no reason",
        &[Set("A.4.2", "basis", ""), Set("A.4.2", "reason", "")],
        "W502 m, W508 m",
    ),
    mutation(
        "a control is partial, with neither action nor day",
        &[Set("A.4.2", "status", "partial")],
        "W505 m",
    ),
    mutation(
        "a control is planned in time",
        &[Set("A.4.2", "status", "planned"), Set("A.4.2", "review", "2027-02-01")],
        "W515 a",
    ),
    mutation(
        "an own control has no title",
        &[Add(
            "control",
            "ORG-1",
            &[
                ("applicability", "applicable"),
                ("basis", "good practice"),
                ("status", "planned"),
                ("review", "2027-02-01"),
                ("owner", "ana"),
            ],
        )],
        "W506 a, W508 m, W515 a, W718 m",
    ),
    mutation(
        "nobody decided whether a control applies",
        &[
            Set("A.4.2", "applicability", ""),
            Set("A.4.2", "basis", ""),
            Set("A.4.2", "reason", ""),
            Set("A.4.2", "status", ""),
        ],
        "W507 m, W508 m",
    ),
    mutation(
        "a control is excluded although a role is held that it is meant for",
        &[
            Set("A.6.2.2", "applicability", "excluded"),
            Set("A.6.2.2", "basis", ""),
            Set("A.6.2.2", "status", ""),
        ],
        "W508 m, W511 a",
    ),
    mutation(
        "an auditor of own work, where that is forbidden",
        &[
            Set("organization", "strict_approval", "yes"),
            Set("V-00001", "auditors", "ben"),
        ],
        "E710 M",
    ),
    mutation(
        "no audit came by a system",
        &[Set("V-00001", "systems", "chat"), Set("V-00002", "requirements", "A.2")],
        "W718 m, W719 a",
    ),
    mutation(
        "an audit was held, and nothing says what it saw",
        &[Set("V-00001", "minutes", ""), Set("F-00001", "source", "")],
        "W717 M, W718 m, W720 m",
    ),
    mutation(
        "a major nonconformity is open, and nobody reacted",
        &[Add(
            "finding",
            "F-00002",
            &[
                ("title", "No reader named"),
                ("raised_by", "dora"),
                ("owner", "ana"),
                ("status", "open"),
                ("statement", "One reader"),
                ("requirements", "9.1"),
                ("grade", "major"),
                ("raised", "2026-11-20"),
                ("due", "2027-01-15"),
            ],
        )],
        "E704 M",
    ),
    mutation(
        "a nonconformity of the certification body is late",
        &[
            Add(
                "review",
                "V-00008",
                &[
                    ("title", "Stage 1"),
                    ("event", "stage 1"),
                    ("date", "2026-09-01"),
                    ("status", "held"),
                    ("held", "2026-09-01"),
                ],
            ),
            Add(
                "finding",
                "F-00002",
                &[
                    ("title", "No reader named"),
                    ("raised_by", "dora"),
                    ("owner", "ana"),
                    ("status", "open"),
                    ("statement", "One reader"),
                    ("requirements", "9.1"),
                    ("grade", "minor"),
                    ("source", "V-00008"),
                    ("raised", "2026-09-01"),
                    ("due", "2026-11-10"),
                    ("correction", "Named"),
                    ("cause", "Haste"),
                    ("no_action_reason", "The correction removed the cause"),
                ],
            ),
        ],
        "E734 M",
    ),
    mutation(
        "a nonconformity was verified by who acted",
        &[Set("F-00001", "verified_by", "ana")],
        "E703 a",
    ),
    mutation(
        "a nonconformity has no day",
        &[Add(
            "finding",
            "F-00002",
            &[
                ("title", "No reader named"),
                ("raised_by", "dora"),
                ("owner", "ana"),
                ("status", "open"),
                ("statement", "One reader"),
                ("requirements", "9.1"),
                ("grade", "minor"),
                ("raised", "2026-11-20"),
                ("correction", "Named"),
            ],
        )],
        "W701 a",
    ),
    mutation(
        "nobody reacted to a nonconformity for weeks",
        &[Add(
            "finding",
            "F-00002",
            &[
                ("title", "No reader named"),
                ("raised_by", "dora"),
                ("owner", "ana"),
                ("status", "open"),
                ("statement", "One reader"),
                ("requirements", "9.1"),
                ("grade", "minor"),
                ("raised", "2026-10-01"),
                ("due", "2027-01-15"),
                ("cause", "Haste"),
                ("no_action_reason", "One case"),
            ],
        )],
        "W741 a",
    ),
    mutation(
        "a supplier of a system in use is unsuitable",
        &[Set("P-00001", "outcome", "unsuitable")],
        "W870 m",
    ),
    mutation(
        "all objectives are dropped",
        &[
            Set("O-00001", "status", "dropped"),
            Set("O-00001", "result", "No longer wanted"),
            Set("O-00002", "status", "dropped"),
            Set("O-00002", "result", "No longer wanted"),
        ],
        "W838 M",
    ),
    mutation(
        "a file of evidence is gone",
        &[Remove("docs/certificate.md")],
        "E302 m, W862 m",
    ),
    mutation("a file of evidence is edited", &[Edit("docs/logs.md")], "E303 a"),
    mutation("a file of a document is gone", &[Remove("docs/handbook.md")], "E313 m"),
    mutation(
        "an unplanned change was not looked at",
        &[Set("C-00001", "planned", "no"), Set("C-00001", "effects", "")],
        "W850 a, W852 m",
    ),
    mutation("no obligation is recorded", &[Take("N-00001")], "W820 a, W905 a x2"),
    mutation(
        "nobody checked whether a course made somebody competent",
        &[
            Set("T-00007", "status", "done"),
            Set("T-00007", "due", "2026-07-01"),
            Set("T-00007", "closed", "2026-07-01"),
        ],
        "W863 m",
    ),
    mutation(
        "nothing is determined that is measured",
        &[
            Take("M-00001"),
            Take("M-00002"),
            Set("O-00002", "results_of", ""),
            Set("O-00002", "measured", "2026-11-02 | 3 points"),
        ],
        "W730 m",
    ),
    mutation(
        "a result out of bounds led to nothing",
        &[Replace("M-00001", "results", "2026-11-20 | 3", "2026-11-20 | 7")],
        "W733 m",
    ),
];

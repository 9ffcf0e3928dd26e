//! Changes of operation, evaluation and improvement, certificate and law.

use super::super::fixture::Change::{Add, Replace, Set};
use super::{Mutation, mutation};

pub(super) const TABLE: &[Mutation] = &[
    mutation(
        "an action that serves only a clause is late",
        &[Add(
            "action",
            "T-00099",
            &[
                ("title", "Teach"),
                ("status", "open"),
                ("requirements", "7.2"),
                ("owner", "ana"),
                ("due", "2026-08-03"),
            ],
        )],
        "E410 m",
    ),
    mutation(
        "the effect of an action on a risk that was above the appetite was not checked, and no day was said for it",
        &[Add(
            "action",
            "T-00099",
            &[
                ("title", "Filter"),
                ("status", "done"),
                ("risks", "R-00002"),
                ("owner", "ana"),
                ("due", "2026-06-03"),
                ("closed", "2026-06-03"),
            ],
        )],
        "W402 m, W403 m [E601]",
    ),
    mutation(
        "the impact assessment of a system in use is retired",
        &[Set("S-00012", "retired", "2026-11-20")],
        "W603 M [E601]",
    ),
    mutation(
        "an impact assessment of 2020 without an interval",
        &[Set("S-00012", "date", "2020-01-01"), Set("S-00012", "every", "")],
        "E622 M [E601]",
    ),
    mutation(
        "an impact assessment names effects and does not say which",
        &[Set(
            "S-00012",
            "effects",
            "individuals | bad | N/A\nsociety | bad | tbd",
        )],
        "W603 M [E601]",
    ),
    mutation(
        "an impact assessment names no effects on society",
        &[Replace(
            "S-00012",
            "effects",
            "society | good | Loans are explained",
            "",
        )],
        "W614 m [E601]",
    ),
    mutation(
        "a risk assessment passes over an open risk",
        &[Replace("S-00011", "outcomes", "R-00002 | still valid", "")],
        "W621 m [E601]",
    ),
    mutation(
        "a system in use runs on another model than was assessed",
        &[Set("chat", "models", "nimbus-4")],
        "W602 a, W602 m x2 [E601]",
    ),
    mutation(
        "a retired impact assessment with a decision that holds",
        &[
            Set("S-00012", "retired", "2026-11-20"),
            Set("chat", "gate_override", "2026-11-21 | carla | Christmas business"),
        ],
        "W603 M [W601]",
    ),
    mutation(
        "the security review of a system in use is retired",
        &[Set("S-00013", "retired", "2026-11-20")],
        "W608 a",
    ),
    mutation(
        "a condition of a security review is cancelled",
        &[
            Set("T-00003", "status", "cancelled"),
            Set("T-00003", "reason", "Too dear"),
            Set("T-00003", "effective", ""),
            Set("T-00003", "checked", ""),
            Set("T-00003", "effect", ""),
        ],
        "E603 m",
    ),
    mutation(
        "a significant change is approved, and nothing assessed again",
        &[Add(
            "change",
            "C-00002",
            &[
                ("title", "Another model"),
                ("type", "system"),
                ("systems", "chat"),
                ("planned", "yes"),
                ("purpose", "Better answers"),
                ("effects", "Answers change"),
                ("owner", "ana"),
                ("proposed_on", "2026-11-20"),
                ("approved_by", "carla"),
                ("approved_on", "2026-11-26"),
                ("status", "approved"),
                ("significant", "yes"),
                ("due", "2027-01-15"),
            ],
        )],
        "W853 m",
    ),
    mutation(
        "risks and impact are assessed, and then a significant change is approved",
        &[Add(
            "change",
            "C-00002",
            &[
                ("title", "Another model"),
                ("type", "system"),
                ("systems", "chat"),
                ("planned", "yes"),
                ("purpose", "Better answers"),
                ("effects", "Answers change"),
                ("owner", "ana"),
                ("proposed_on", "2026-10-01"),
                ("approved_by", "carla"),
                ("approved_on", "2026-11-20"),
                ("status", "approved"),
                ("significant", "yes"),
                ("due", "2027-01-15"),
            ],
        )],
        "",
    ),
    mutation(
        "the version changes, and a change record says that it is not significant",
        &[
            Set("chat", "version", "3.2"),
            Add(
                "change",
                "C-00002",
                &[
                    ("title", "Another model"),
                    ("type", "system"),
                    ("systems", "chat"),
                    ("planned", "yes"),
                    ("purpose", "Better answers"),
                    ("effects", "Answers change"),
                    ("owner", "ana"),
                    ("proposed_on", "2026-11-10"),
                    ("approved_by", "carla"),
                    ("approved_on", "2026-11-20"),
                    ("status", "approved"),
                    ("significant", "no"),
                    ("due", "2027-01-15"),
                ],
            ),
        ],
        "",
    ),
    mutation(
        "own days of risks have passed that an assessment looked at since",
        &[
            Set("R-00001", "judged_on", ""),
            Set("R-00002", "judged_on", ""),
            Set("R-00001", "review", "2026-09-01"),
            Set("R-00002", "review", "2026-09-01"),
        ],
        "",
    ),
    mutation(
        "the evidence of a control has expired",
        &[Set("E-00005", "expires", "2026-01-31")],
        "E301 a, W503 m",
    ),
    mutation(
        "the supplier of a system in use was never assessed",
        &[Set("P-00001", "assessed", ""), Set("P-00001", "review", "")],
        "W806 m",
    ),
    mutation(
        "an action of an approved plan is late",
        &[
            Set("T-00001", "due", "2026-06-15"),
            Set("R-00002", "plan_covers", "T-00001 | 2026-06-15"),
        ],
        "E406 m",
    ),
    mutation(
        "audit and management review were last held in 2024",
        &[
            Set("V-00001", "held", "2024-01-15"),
            Set("V-00001", "date", "2024-01-15"),
            Set("V-00003", "held", "2024-01-20"),
            Set("V-00003", "date", "2024-01-20"),
        ],
        "E712 M, E724 M, W717 M",
    ),
    mutation(
        "a risk assessment of the year before is to hold for a hundred years",
        &[
            Set("S-00011", "valid_until", "2099-01-10"),
            Set("S-00011", "every", "1200"),
        ],
        "W115 a",
    ),
    mutation(
        "stage 2 is held before stage 1",
        &[
            Add(
                "review",
                "V-00011",
                &[
                    ("title", "Stage 1"),
                    ("event", "stage 1 audit"),
                    ("date", "2027-03-10"),
                    ("status", "planned"),
                ],
            ),
            Add(
                "review",
                "V-00012",
                &[
                    ("title", "Stage 2"),
                    ("event", "stage 2 audit"),
                    ("date", "2027-02-10"),
                    ("status", "planned"),
                ],
            ),
        ],
        "E113 a",
    ),
    mutation(
        "an auditor has duties in what is audited",
        &[Set("V-00001", "auditors", "ben")],
        "W710 m",
    ),
    mutation(
        "one of two auditors has duties in what is audited",
        &[Set("V-00001", "auditors", "ben, dora")],
        "W736 a",
    ),
    mutation(
        "an auditor is misspelt",
        &[Set("V-00001", "auditors", "dorra")],
        "W110 a, W714 m",
    ),
    mutation(
        "nobody of top management was at the management review",
        &[Set("V-00003", "attended", "ana, ben")],
        "W726 M",
    ),
    mutation(
        "nobody looked for cases similar to a closed nonconformity",
        &[Set("F-00001", "similar", "")],
        "W706 m",
    ),
    mutation(
        "a closed opportunity without a cause",
        &[Add(
            "finding",
            "F-00002",
            &[
                ("title", "A shorter form"),
                ("grade", "opportunity"),
                ("raised", "2026-09-15"),
                ("raised_by", "dora"),
                ("status", "closed"),
                ("closed", "2026-10-01"),
            ],
        )],
        "",
    ),
    mutation(
        "an audit of one heading was held, and the rest is planned before stage 2",
        &[
            Set("V-00001", "requirements", "6.1"),
            Add(
                "review",
                "V-00007",
                &[
                    ("title", "Internal audit of the rest"),
                    ("event", "internal audit"),
                    ("date", "2027-02-09"),
                    ("status", "planned"),
                    ("owner", "ben"),
                    ("whole", "yes"),
                ],
            ),
        ],
        "W717 a",
    ),
    mutation(
        "a report to an authority was not made",
        &[Replace(
            "I-00001",
            "reports",
            "2026-07-09 | Data protection authority | 2026-07-08",
            "2026-07-09 | Data protection authority",
        )],
        "E805 m",
    ),
    mutation(
        "a system in use is of a prohibited class, as it was when it was assessed",
        &[
            Set("chat", "eu_class", "prohibited"),
            Replace("S-00011", "judged", "eu_class | minimal risk", "eu_class | prohibited"),
            Replace("S-00012", "judged", "eu_class | minimal risk", "eu_class | prohibited"),
            Replace("S-00013", "judged", "eu_class | minimal risk", "eu_class | prohibited"),
        ],
        "E903 M [E601]",
    ),
    mutation(
        "a certificate was issued last month",
        &[Set(
            "organization",
            "certificates",
            "C-1 | Alpine Cert | | 2026-10-26 | 2029-10-25 | valid",
        )],
        "",
    ),
    mutation(
        "the organization deals with the AI Act, and a duty is open",
        &[Set("N-00001", "status", "open")],
        "W823 m, W905 m x2",
    ),
    mutation(
        "the organization deals with the AI Act, and the class of a system is not said",
        &[Set("score", "eu_class", "")],
        "W602 a, W602 m x2, W901 a",
    ),
    mutation(
        "no objective is about responsible development or use",
        &[Set("O-00001", "annex_c", ""), Set("O-00002", "annex_c", "")],
        "W545 m x2",
    ),
];

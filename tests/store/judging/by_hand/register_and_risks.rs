//! Changes of the register itself, of what was declared, of systems and of risks.

use super::super::fixture::Change::{Add, Replace, Set};
use super::{Mutation, mutation};

pub(super) const TABLE: &[Mutation] = &[
    mutation(
        "a field refers to a record that is not there",
        &[Set("T-00005", "risks", "R-99999")],
        "E101 m",
    ),
    mutation(
        "a field refers to a record of another kind",
        &[Set("T-00005", "risks", "method")],
        "E102 m",
    ),
    mutation(
        "evidence supports itself",
        &[Set("E-00008", "supports", "E-00008, P-00001, A.10.2, A.10.3")],
        "E103 m",
    ),
    mutation(
        "a risk has an id of another form",
        &[Add(
            "risk",
            "r1",
            &[
                ("title", "Leak"),
                ("status", "closed"),
                ("owner", "ana"),
                ("current", "1 1/1/1"),
            ],
        )],
        "E104 m",
    ),
    mutation(
        "a risk names an objective that the catalogue does not know",
        &[Set("R-00001", "objectives", "C.2.99")],
        "W101 a",
    ),
    mutation(
        "what shows a competence is retired",
        &[Set("E-00004", "retired", "2026-11-20")],
        "W862 m",
    ),
    mutation(
        "a system is retired, and records rest on it",
        &[Set("score", "retired", "2026-11-20")],
        "W114 a x11",
    ),
    mutation(
        "the policy was told before it was approved, and nobody says it was told since",
        &[
            Replace("organization", "communications", "2026-06-22", "2026-05-22"),
            Set("5.2/q4", "state", "documented"),
        ],
        "W131 m, W830 m",
    ),
    mutation(
        "a setting of a rule has ended",
        &[Set("organization", "rules", "W810 | | off | small | ana | 2026-01-10")],
        "W120 a",
    ),
    mutation(
        "the certificate has ended",
        &[Set(
            "organization",
            "certificates",
            "C-1 | Alpine Cert | | 2023-10-20 | 2026-10-19 | valid",
        )],
        "E892 M",
    ),
    mutation(
        "no surveillance audit within a year of the certificate",
        &[Set(
            "organization",
            "certificates",
            "C-1 | Alpine Cert | | 2025-06-10 | 2028-06-09 | valid",
        )],
        "E893 M",
    ),
    mutation(
        "conformance is the posture, and nobody declared it",
        &[Set("organization", "posture", "conformance")],
        "W890 a",
    ),
    mutation(
        "the declaration of conformance is older than a year",
        &[
            Set("organization", "posture", "conformance"),
            Set("organization", "declarations", "D-1 | 2025-06-01 | carla"),
        ],
        "W891 a",
    ),
    mutation(
        "the scope changed since conformance was declared",
        &[
            Set("organization", "posture", "conformance"),
            Set("organization", "declarations", "D-1 | 2026-10-01 | carla | | | 0"),
        ],
        "W891 m",
    ),
    mutation(
        "the scope changed since the certificate was recorded",
        &[Set(
            "organization",
            "certificates",
            "C-1 | Alpine Cert | | 2026-10-20 | 2029-10-19 | valid | 0",
        )],
        "W894 m",
    ),
    mutation(
        "a decision to use a system through its closed gate has ended",
        &[
            Set("S-00012", "retired", "2026-11-20"),
            Set("chat", "gate_override", "2026-01-10 | carla | Trial"),
        ],
        "W603 M [E612]",
    ),
    mutation(
        "a system acts by itself, and nobody is said to watch it",
        &[
            Set("chat", "autonomy", "autonomous"),
            Set("chat", "oversight", ""),
            Replace("S-00011", "judged", "autonomy | supervised", "autonomy | autonomous"),
            Replace("S-00011", "judged", "oversight | Agents read along and take over.", ""),
            Replace("S-00012", "judged", "autonomy | supervised", "autonomy | autonomous"),
            Replace("S-00012", "judged", "oversight | Agents read along and take over.", ""),
            Replace("S-00013", "judged", "autonomy | supervised", "autonomy | autonomous"),
            Replace("S-00013", "judged", "oversight | Agents read along and take over.", ""),
        ],
        "W611 a",
    ),
    mutation(
        "no risk assessment counts",
        &[
            Set("S-00011", "retired", "2026-11-20"),
            Set("S-00021", "retired", "2026-11-20"),
        ],
        "W626 M [E601]",
    ),
    mutation(
        "no impact assessment counts",
        &[
            Set("S-00012", "retired", "2026-11-20"),
            Set("S-00022", "retired", "2026-11-20"),
        ],
        "W627 M [E601]",
    ),
    mutation(
        "no system is in scope",
        &[
            Set("chat", "scope", "out"),
            Set("chat", "scope_reason", "Sold"),
            Set("score", "scope", "out"),
            Set("score", "scope_reason", "Sold"),
        ],
        "W816 M",
    ),
    mutation(
        "a system in use is neither measured nor shown to be monitored",
        &[
            Set("M-00001", "systems", ""),
            Replace("E-00006", "supports", "A.6.2.6", "A.6.2.7"),
        ],
        "W547 m",
    ),
    mutation(
        "nobody judged a risk",
        &[
            Set("R-00001", "inherent", ""),
            Set("R-00001", "current", ""),
            Set("R-00001", "target", ""),
        ],
        "W201 m [E601]",
    ),
    mutation(
        "a score lies outside the scales",
        &[Set("R-00001", "current", "9 2/2/2")],
        "E201 m",
    ),
    mutation(
        "an acceptance has ended",
        &[
            Set("R-00001", "status", "accepted"),
            Set("R-00001", "treatment", "accept"),
            Set("R-00001", "accepted_by", "carla"),
            Set("R-00001", "accepted_on", "2026-06-01"),
            Set("R-00001", "accepted_until", "2026-11-01"),
            Set("R-00001", "acceptance_reason", "Small"),
        ],
        "E401 m",
    ),
    mutation(
        "a risk above the appetite is accepted by its owner, who may not",
        &[
            Set("R-00002", "status", "accepted"),
            Set("R-00002", "treatment", "accept"),
            Set("R-00002", "accepted_by", "ana"),
            Set("R-00002", "accepted_on", "2026-11-02"),
            Set("R-00002", "accepted_until", "2027-05-01"),
            Set("R-00002", "acceptance_reason", "Small"),
        ],
        "E402 a, W405 m",
    ),
    mutation(
        "a treatment failed, and nothing followed",
        &[Add(
            "action",
            "T-00010",
            &[
                ("title", "Shorten sessions"),
                ("risks", "R-00001"),
                ("owner", "ana"),
                ("status", "done"),
                ("due", "2026-11-01"),
                ("closed", "2026-11-01"),
                ("effective", "no"),
                ("checked", "2026-11-20"),
                ("effect", "As before"),
            ],
        )],
        "W407 m",
    ),
    mutation(
        "a risk is closed above the appetite",
        &[Set("R-00002", "status", "closed")],
        "E409 m, W408 a",
    ),
    mutation(
        "two actions wait for each other",
        &[
            Set("T-00005", "waits_for", "T-00007"),
            Set("T-00007", "waits_for", "T-00005"),
        ],
        "E403 a x2",
    ),
    mutation(
        "the effect of an action was not checked",
        &[
            Add(
                "action",
                "T-00010",
                &[
                    ("title", "Shorten sessions"),
                    ("risks", "R-00002"),
                    ("owner", "ana"),
                    ("status", "done"),
                    ("due", "2026-07-01"),
                    ("closed", "2026-07-01"),
                ],
            ),
            Set("R-00002", "plan_covers", "T-00001 | 2027-01-29\nT-00010 | 2026-07-01"),
        ],
        "W403 m",
    ),
    mutation(
        "bad effects came after the risk assessment and name no risk",
        &[
            Set("S-00012", "date", "2026-10-20"),
            Set("S-00012", "risks", ""),
            Replace("S-00012", "effects", " | R-00002", ""),
        ],
        "W605 m",
    ),
    mutation(
        "no risk is judged",
        &[
            Set("R-00001", "inherent", ""),
            Set("R-00001", "current", ""),
            Set("R-00001", "target", ""),
            Set("R-00002", "inherent", ""),
            Set("R-00002", "current", ""),
            Set("R-00002", "target", ""),
            Set("R-00003", "inherent", ""),
            Set("R-00003", "current", ""),
            Set("R-00003", "target", ""),
            Set("R-00004", "inherent", ""),
            Set("R-00004", "current", ""),
            Set("R-00004", "target", ""),
        ],
        "W201 m x4, W204 M [E601]",
    ),
];

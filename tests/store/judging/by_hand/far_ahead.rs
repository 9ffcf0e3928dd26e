//! Days and intervals that a record sets for itself for longer than anybody will look: the rule that speaks of the field still
//! speaks once the thing is old, and where nobody knows how old it is, advice says so.
//!
//! A row is named by the kind and the field.

use super::super::fixture::Change::{Add, Replace, Set};
use super::{Mutation, mutation};

pub(super) const TABLE: &[Mutation] = &[
    mutation("system review", &[Set("chat", "review", "2099-01-10")], "W115 a"),
    mutation(
        "system review of one that was looked at in 2020",
        &[
            Set("chat", "review", "2099-01-10"),
            Add(
                "review",
                "V-00091",
                &[
                    ("title", "A look at the chat"),
                    ("event", "training"),
                    ("date", "2020-01-10"),
                    ("status", "held"),
                    ("held", "2020-01-10"),
                    ("about", "chat"),
                    ("minutes", "Works."),
                ],
            ),
        ],
        "E610 m, W115 a",
    ),
    mutation(
        "risk accepted_until",
        &[
            Set("R-00001", "status", "accepted"),
            Set("R-00001", "treatment", "accept"),
            Set("R-00001", "accepted_by", "carla"),
            Set("R-00001", "accepted_on", "2024-01-10"),
            Set("R-00001", "accepted_until", "2099-01-10"),
            Set("R-00001", "acceptance_reason", "small"),
        ],
        "E401 m, W115 a",
    ),
    mutation(
        "action due of a plan that was approved with it",
        &[
            Set("T-00001", "due", "2099-01-10"),
            Set("R-00002", "plan_covers", "T-00001 | 2099-01-10"),
        ],
        "W115 a",
    ),
    mutation(
        "action due put off after the plan was approved",
        &[Set("T-00001", "due", "2099-01-10")],
        "W115 a, W402 m [E601]",
    ),
    mutation(
        "action check_by of a treatment that was done long ago",
        &[
            Set("R-00002", "plan_covers", ""),
            Add(
                "action",
                "T-00091",
                &[
                    ("title", "Filter answers"),
                    ("risks", "R-00002"),
                    ("owner", "ana"),
                    ("status", "done"),
                    ("due", "2026-01-10"),
                    ("closed", "2026-01-10"),
                    ("check_by", "2099-01-10"),
                ],
            ),
        ],
        "W115 a, W403 m",
    ),
    mutation(
        "control review of one that was never tested",
        &[
            Set("A.6.2.8", "review", "2099-01-10"),
            Set("A.6.2.8", "since", "2024-01-10"),
        ],
        "E518 m, W115 a",
    ),
    mutation(
        "document review of one that was never approved",
        &[Set("D-00001", "review", "2099-01-10"), Set("D-00001", "approvals", "")],
        "W115 a",
    ),
    mutation(
        "document review of one that was approved in 2020",
        &[
            Set("4.3/d1", "review", "2099-01-10"),
            Replace("4.3/d1", "approvals", "2026-06-10", "2020-06-10"),
        ],
        "E312 m, W115 a",
    ),
    mutation(
        "evidence expires",
        &[
            Set("E-00005", "expires", "2099-01-10"),
            Set("E-00005", "effective", "2020-01-10"),
            Set("E-00005", "seen", ""),
            Set("E-00005", "every", "12"),
        ],
        "E301 a, W115 a, W503 m",
    ),
    mutation(
        "evidence expires, and nobody says for how long such a thing holds",
        &[Set("E-00005", "expires", "2099-01-10")],
        "W115 a",
    ),
    mutation(
        "objective due of one that was never measured",
        &[
            Set("O-00001", "due", "2099-01-10"),
            Set("O-00001", "set_on", ""),
            Set("O-00001", "measured", ""),
        ],
        "W115 a, W844 m",
    ),
    mutation(
        "objective every",
        &[
            Set("O-00001", "every", "100 years"),
            Set("O-00001", "measured", "2020-01-10 | 4 %"),
        ],
        "W115 a, W844 m",
    ),
    mutation(
        "metric every",
        &[
            Set("M-00001", "every", "100 years"),
            Set("M-00001", "results", "2020-01-10 | 3"),
        ],
        "W115 a, W732 m",
    ),
    mutation(
        "organization issues.review",
        &[Replace("organization", "issues", "2027-03-15", "2099-01-10")],
        "W115 a",
    ),
    mutation(
        "organization issues.review, and no review looked at them for years",
        &[
            Replace("organization", "issues", "2027-03-15", "2099-01-10"),
            Set("organization", "aims_since", "2020-01-10"),
            Replace(
                "V-00003",
                "points",
                "Changes in outside and inside issues |  | None since the AIMS began\n",
                "",
            ),
        ],
        "E801 a, W115 a, W725 m",
    ),
    mutation(
        "organization communications.when",
        &[
            Replace("organization", "communications", "inside | year", "inside | 100 years"),
            Replace("organization", "communications", "2026-06-22", "2020-06-22"),
        ],
        "E869 m",
    ),
    mutation(
        "organization channels.within",
        &[
            Replace("organization", "channels", "14 days | ben", "100 years | ben"),
            Set("I-00002", "answered", ""),
            Set("I-00002", "happened", "2026-01-05"),
            Set("I-00002", "noticed", "2026-01-05"),
        ],
        "E541 m",
    ),
    mutation(
        "obligation review of one at which nobody ever looked",
        &[
            Set("N-00001", "review", "2099-01-10"),
            Set("N-00001", "status", "open"),
            Set("N-00001", "from", ""),
            Set("organization", "aims_since", "2020-01-10"),
        ],
        "E822 a, W115 a, W823 a, W905 m x2",
    ),
    mutation(
        "incident reports.by",
        &[
            Set("I-00001", "status", "open"),
            Set("I-00001", "reports", "2099-01-10 | Authority"),
        ],
        "W115 a",
    ),
    mutation(
        "finding due",
        &[Set("F-00001", "status", "open"), Set("F-00001", "due", "2099-01-10")],
        "W115 a",
    ),
    mutation("supplier review", &[Set("P-00001", "review", "2099-01-10")], "W115 a"),
    mutation(
        "stage 2 is set far ahead",
        &[Set("organization", "stage_2", "2099-01-10")],
        "W115 a",
    ),
    mutation(
        "evidence takes effect far ahead",
        &[Set("E-00004", "effective", "2099-01-10")],
        "W862 m",
    ),
    mutation(
        "a role is taken on far ahead",
        &[Replace("J-00001", "holders", "2026-05-04", "2099-05-04")],
        "W115 a",
    ),
    mutation(
        "a competence was shown on a day to come",
        &[Replace("J-00001", "held", "2026-09-30", "2099-01-10")],
        "E112 m",
    ),
    mutation(
        "a change is due far ahead",
        &[Add(
            "change",
            "C-00009",
            &[
                ("title", "Second site"),
                ("type", "aims"),
                ("status", "proposed"),
                ("owner", "ana"),
                ("due", "2099-01-10"),
            ],
        )],
        "W115 a",
    ),
    mutation(
        "an action was re-dated on a day to come",
        &[Set("T-00002", "redated", "2099-01-10 | 2026-12-01 | 2027-01-29 | Late")],
        "E112 m",
    ),
    mutation(
        "a system in use is said to be planned",
        &[
            Set("chat", "stage", "inception"),
            Set("chat", "logs", ""),
            Set("chat", "releases", ""),
        ],
        "W546 m, W602 a x3, W609 m [E601]",
    ),
    mutation(
        "nobody says how far a system in use is",
        &[Set("chat", "stage", ""), Set("chat", "logs", "")],
        "W546 m, W602 a x3",
    ),
    mutation(
        "an action is done, and nobody says when",
        &[
            Set("T-00002", "status", "done"),
            Set("T-00002", "check_by", "2099-01-10"),
        ],
        "W115 a, W403 m",
    ),
    mutation(
        "an audit names nothing that it looked at",
        &[Set("V-00001", "requirements", ""), Set("V-00001", "systems", "")],
        "W714 m, W717 M, W718 m",
    ),
    mutation(
        "a system changed, and nobody says whether the change is significant",
        &[
            Set("chat", "version", "3.2"),
            Add(
                "change",
                "C-00009",
                &[
                    ("title", "Version 3.2"),
                    ("type", "system"),
                    ("status", "approved"),
                    ("systems", "chat"),
                    ("purpose", "Cheaper"),
                    ("effects", "None on people"),
                    ("owner", "ana"),
                    ("approved_by", "carla"),
                    ("approved_on", "2026-11-20"),
                ],
            ),
        ],
        "W602 a, W602 m x2, W609 m [E601]",
    ),
];

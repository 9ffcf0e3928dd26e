//! Changes that say less, or say it without saying anything.

use super::super::fixture::Change::{Add, Replace, Set};
use super::{Mutation, mutation};

pub(super) const TABLE: &[Mutation] = &[
    mutation(
        "a late report to an authority says neither its day nor that it was made",
        &[Set("I-00001", "reports", " | Data protection authority")],
        "W882 m",
    ),
    mutation(
        "a risk that no assessment looked at names no system",
        &[Add(
            "risk",
            "R-00099",
            &[
                ("title", "Nobody knows where it belongs"),
                ("status", "open"),
                ("treatment", "accept"),
                ("owner", "ana"),
                ("current", "1 1/1/1"),
                ("identified", "2026-10-01"),
            ],
        )],
        "W205 m",
    ),
    mutation(
        "a risk above the appetite names no system, and the gate of the one whose assessment judged it stays closed",
        &[Set("R-00002", "systems", ""), Set("R-00002", "plan_approved_by", "")],
        "W402 m [E601]",
    ),
    mutation(
        "a system that was released is said to be verified, and its impact was not assessed",
        &[
            Set("chat", "stage", "verification"),
            Set("chat", "in_use_since", ""),
            Set("S-00012", "retired", "2026-11-20"),
        ],
        "W602 a x2, W603 M [E601]",
    ),
    mutation(
        "a system was released a few days ago and is not in use yet, and its impact was not assessed",
        &[
            Set("chat", "stage", "verification"),
            Set("chat", "in_use_since", ""),
            Replace("chat", "releases", "2026-06-12", "2026-11-20"),
            Set("S-00012", "retired", "2026-11-20"),
        ],
        "W602 a x2, W603 m",
    ),
    mutation(
        "a risk is not judged without its treatment, and the effect of that was not checked",
        &[
            Set("R-00002", "inherent", ""),
            Set("T-00001", "status", "done"),
            Set("T-00001", "closed", "2026-06-03"),
        ],
        "E202 m, W403 m [E601]",
    ),
    mutation(
        "a change names no system",
        &[Set("C-00001", "significant", "yes"), Set("C-00001", "systems", "")],
        "W853 m",
    ),
    mutation(
        "a change does not say when it was",
        &[
            Set("C-00001", "significant", "yes"),
            Set("C-00001", "proposed_on", ""),
            Set("C-00001", "approved_on", ""),
            Set("C-00001", "done", ""),
        ],
        "W853 m",
    ),
    mutation(
        "the auditor of an audit in a few days is a placeholder",
        &[Set("V-00002", "date", "2026-12-07"), Set("V-00002", "auditors", "N/A")],
        "W714 m",
    ),
    mutation(
        "a role was made known on a day to come",
        &[Replace(
            "J-00001",
            "holders",
            "ben | deputy | 2026-05-04 |  | 2026-05-05",
            "ben | deputy | 2026-05-04 |  | 2027-06-01",
        )],
        "E112 m",
    ),
    mutation(
        "the scope is said to be none",
        &[Set("organization", "scope", "no: we are small")],
        "W801 M",
    ),
    mutation(
        "issues that name nothing",
        &[Set(
            "organization",
            "issues",
            "no: none known | external | none\nN/A | internal | none",
        )],
        "W808 M, W810 a",
    ),
    mutation(
        "a supplier that was never assessed does not say what it supplies",
        &[
            Set("P-00001", "systems", ""),
            Set("P-00001", "assessed", ""),
            Set("P-00001", "review", ""),
        ],
        "W806 m",
    ),
    mutation(
        "nobody graded a nonconformity, and nobody reacted",
        &[Add(
            "finding",
            "F-00099",
            &[
                ("title", "No logs"),
                ("raised", "2026-11-20"),
                ("status", "open"),
                ("owner", "ana"),
                ("due", "2027-01-20"),
                ("statement", "No logs of May"),
                ("requirements", "A.6.2.8"),
            ],
        )],
        "E704 M",
    ),
    mutation(
        "a system of a prohibited class no longer says so",
        &[
            Set("chat", "eu_class", ""),
            Replace("S-00011", "judged", "eu_class | minimal risk", "eu_class | prohibited"),
            Replace("S-00012", "judged", "eu_class | minimal risk", "eu_class | prohibited"),
        ],
        "E903 M, W602 a, W602 m x2, W901 a [E601]",
    ),
];

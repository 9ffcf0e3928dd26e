//! Changes by which a record says something that gives no reason, names no place, or lies too far ahead to count.

use super::super::fixture::Change::{Add, Replace, Set};
use super::{Mutation, mutation};

pub const TABLE: &[Mutation] = &[
    mutation(
        "the reason of an exclusion is a no",
        &[Set("A.10.4", "reason", "no")],
        "W501 m, W508 m",
    ),
    mutation(
        "evidence is at an address that only keeps the place of one",
        &[Set("E-00011", "location", "http://todo"), Set("E-00011", "hash", "")],
        "E302 m",
    ),
    mutation(
        "an unsuitable supplier is to be replaced in a far year",
        &[
            Set("P-00001", "outcome", "unsuitable"),
            Add(
                "action",
                "T-00098",
                &[
                    ("title", "Find another one"),
                    ("serves", "P-00001"),
                    ("owner", "ana"),
                    ("status", "open"),
                    ("due", "2099-01-10"),
                ],
            ),
        ],
        "W115 a, W870 m",
    ),
    mutation(
        "an objective without an interval was measured long before the last review of objectives that is planned",
        &[
            Set("O-00001", "every", ""),
            Set("O-00001", "measured", "2026-05-01 | 4 %"),
        ],
        "W844 m",
    ),
    mutation(
        "the corrective action of a major nonconformity is late",
        &[
            Add(
                "finding",
                "F-00098",
                &[
                    ("title", "No reader named"),
                    ("grade", "major"),
                    ("raised", "2026-11-01"),
                    ("raised_by", "dora"),
                    ("owner", "ana"),
                    ("status", "open"),
                    ("due", "2027-01-20"),
                    ("statement", "No reader for a month"),
                    ("requirements", "9.1"),
                    ("correction", "Named one"),
                    ("cause", "Haste"),
                ],
            ),
            Add(
                "action",
                "T-00098",
                &[
                    ("title", "Name a deputy"),
                    ("serves", "F-00098"),
                    ("owner", "ana"),
                    ("status", "open"),
                    ("due", "2026-11-20"),
                ],
            ),
        ],
        "E704 M, E705 a",
    ),
    mutation(
        "an audit far ahead is given to who owns what is audited",
        &[Set("V-00002", "auditors", "ana")],
        "W710 a, W736 a",
    ),
    mutation(
        "an audit in a few days is given to who owns what is audited",
        &[Set("V-00002", "auditors", "ana"), Set("V-00002", "date", "2026-12-07")],
        "W710 m, W736 a",
    ),
    mutation(
        "the method was adopted, and what it said then is not recorded",
        &[Replace("method", "approvals", DIGEST, "")],
        "W841 a",
    ),
];

/// The digest with which the method was adopted.
const DIGEST: &str = "f87c2ff5f2c5ad5090d2652a83d017738d3a26f659a61f798f4960d4d251b14e";

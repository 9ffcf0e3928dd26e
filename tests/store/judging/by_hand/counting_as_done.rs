//! Changes that would make something count as done, given or said that was not: no day, a day to come, an empty row, a value that
//! nobody can read, a file that is gone.

use super::super::fixture::Change::{Add, Approve, Replace, Set, Take};
use super::{Mutation, mutation};

pub(super) const TABLE: &[Mutation] = &[
    mutation("the file of the method is deleted", &[Take("method")], "E845 M"),
    mutation(
        "the appetite is another one, and its adoption has no day",
        &[
            Set("method", "appetite", "High"),
            Set("method", "approvals", "1 |  | carla"),
        ],
        "W841 m",
    ),
    mutation(
        "the appetite is another one, and its adoption is dated ahead",
        &[
            Set("method", "appetite", "High"),
            Set("method", "approvals", "1 | 2027-11-01 | carla"),
        ],
        "E112 m, W841 m",
    ),
    mutation(
        "the appetite is another one, and its adoption has no digest",
        &[
            Set("method", "appetite", "High"),
            Set("method", "approvals", "1 | 2026-05-20 | carla"),
        ],
        "W841 a",
    ),
    mutation(
        "a later adoption dated ahead does not hide the one that was given",
        &[
            Approve("method"),
            Replace("method", "approvals", "9 |", "10 | 2027-11-01 | carla\n9 |"),
        ],
        "E112 m",
    ),
    mutation(
        "the training is said to be held on a day to come",
        &[Take("E-00002"), Set("V-00005", "held", "2027-11-01")],
        "E112 m, W865 a",
    ),
    mutation(
        "nobody says when the training was held",
        &[Take("E-00002"), Set("V-00005", "held", "")],
        "W722 a, W865 a",
    ),
    mutation(
        "the training was years ago",
        &[
            Take("E-00002"),
            Set("V-00005", "held", "2021-06-22"),
            Set("V-00005", "date", "2021-06-22"),
        ],
        "W865 a",
    ),
    mutation(
        "nobody attended the training",
        &[Take("E-00002"), Set("V-00005", "attended", "")],
        "W865 a",
    ),
    mutation(
        "a good result of a day to come hides no bad one",
        &[Replace(
            "M-00001",
            "results",
            "2026-11-20 | 3",
            "2026-11-20 | 7\n2027-11-20 | 3",
        )],
        "E112 m, W733 m",
    ),
    mutation(
        "a result is no number",
        &[Replace("M-00001", "results", "2026-11-20 | 3", "2026-11-20 | too high")],
        "W733 m",
    ),
    mutation(
        "a bound is no number",
        &[
            Set("M-00001", "upper", "<= 5"),
            Replace("M-00001", "results", "2026-11-20 | 3", "2026-11-20 | 7"),
        ],
        "W733 m",
    ),
    mutation(
        "a finding came of a result out of bounds",
        &[
            Replace("M-00001", "results", "2026-11-20 | 3", "2026-11-20 | 7"),
            Add(
                "finding",
                "F-00090",
                &[
                    ("title", "Seven of a hundred answers were wrong"),
                    ("grade", "opportunity"),
                    ("source", "M-00001"),
                    ("raised", "2026-11-21"),
                    ("status", "open"),
                ],
            ),
        ],
        "",
    ),
    mutation(
        "a concern came in on a day to come",
        &[
            Set("I-00002", "answered", ""),
            Set("I-00002", "happened", "2026-01-05"),
            Set("I-00002", "noticed", "2099-01-05"),
        ],
        "E112 m, E541 m",
    ),
    mutation(
        "a concern was answered before it came in",
        &[
            Set("I-00002", "answered", "2025-12-05"),
            Set("I-00002", "happened", "2026-01-05"),
            Set("I-00002", "noticed", "2026-01-05"),
        ],
        "E541 m",
    ),
    mutation(
        "the control on concerns is undecided",
        &[
            Set("A.3.3", "applicability", ""),
            Set("A.3.3", "basis", ""),
            Set("A.3.3", "reason", ""),
            Set("A.3.3", "status", ""),
            Set("I-00002", "answered", ""),
        ],
        "W507 m, W508 m",
    ),
    mutation(
        "the row of a supplier's duties is empty",
        &[Set("P-00001", "allocation", "- | supplier")],
        "W873 m",
    ),
    mutation(
        "a duty of a supplier has no holder",
        &[Set("P-00001", "allocation", "Logs")],
        "W873 m",
    ),
    mutation(
        "a supplier's duties are those of a system that it does not supply",
        &[Set("P-00001", "allocation", "Logs | supplier | score")],
        "W873 m",
    ),
    mutation(
        "a supplier's duties are those of one of its systems",
        &[
            Set("P-00001", "systems", "chat, score"),
            Set("P-00001", "allocation", "Logs | supplier | score"),
        ],
        "W873 m",
    ),
];

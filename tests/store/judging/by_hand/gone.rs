//! Changes by which a record says less than before, or says it of another day, and with which nothing becomes lighter.

use super::super::fixture::Change::{Add, Replace, Set, Take};
use super::{Mutation, mutation};

pub(super) const TABLE: &[Mutation] = &[
    mutation(
        "what a judgement was of is there for nothing that is known",
        &[Replace("S-00011", "judged", "purpose |", "N/A |")],
        "W602 m [E601]",
    ),
    mutation(
        "a risk above the appetite was accepted long ago for many years",
        &[
            Set("R-00002", "treatment", "accept"),
            Set("R-00002", "status", "accepted"),
            Set("R-00002", "accepted_by", "carla"),
            Set("R-00002", "accepted_on", "2025-06-01"),
            Set("R-00002", "accepted_until", "2031-01-10"),
            Set("R-00002", "acceptance_reason", "rare"),
            Take("T-00001"),
        ],
        "E202 m, W115 a [E601]",
    ),
    mutation(
        "the effect of a treatment done months ago is to be checked in some years",
        &[
            Set("T-00001", "status", "done"),
            Set("T-00001", "closed", "2026-07-03"),
            Set("T-00001", "check_by", "2031-01-10"),
        ],
        "E202 m, W115 a, W403 m [E601]",
    ),
    mutation(
        "an action that the management review decided is late, and put off for years",
        &[
            Set("T-00008", "due", "2031-01-10"),
            Set("T-00008", "redated", "2026-11-20 | 2026-09-01 | 2031-01-10 | no time"),
        ],
        "E729 m, W115 a",
    ),
    mutation(
        "the corrective action of a nonconformity that was closed had no effect",
        &[Set("T-00006", "effective", "no")],
        "E702 m",
    ),
    mutation(
        "a treatment had no effect, and nobody says when that was seen",
        &[
            Set("T-00001", "status", "done"),
            Set("T-00001", "closed", "2026-10-01"),
            Set("T-00001", "effective", "no"),
        ],
        "E202 m, W407 m [E601]",
    ),
    mutation(
        "the supplier of a system in use is gone",
        &[
            Set("U-00003", "supplier", ""),
            Set("U-00004", "supplier", ""),
            Take("P-00001"),
        ],
        "E101 m, W871 m",
    ),
    mutation(
        "the data of a system that is built here is gone",
        &[Take("U-00006")],
        "W548 m",
    ),
    mutation(
        "a requirement that applies is not met, and no day is said",
        &[Set("N-00001", "status", "open"), Set("N-00001", "due", "")],
        "W823 m, W905 m x2",
    ),
    mutation(
        "a requirement is not met, and neither since when it applies nor by when it is met is said",
        &[Set("N-00001", "status", "open"), Set("N-00001", "from", "")],
        "W823 a, W905 m x2",
    ),
    mutation(
        "a change was made that nothing shows as planned, and nobody says what it did",
        &[
            Set("C-00001", "planned", ""),
            Set("C-00001", "approved_by", ""),
            Set("C-00001", "approved_on", ""),
            Set("C-00001", "effects", ""),
        ],
        "W850 a x2, W852 m",
    ),
    mutation(
        "a policy was approved, and what its file said then is not recorded",
        &[Replace("D-00001", "approvals", DIGEST, "")],
        "W315 a",
    ),
    mutation(
        "an action that nobody of the people does",
        &[Set("T-00008", "owner", "TBD")],
        "W102 a",
    ),
    mutation("an assessment by nobody", &[Set("S-00011", "by", "N/A")], "W102 a"),
    mutation("a metric of nothing", &[Set("M-00001", "what", "TBD")], "W102 a"),
    mutation(
        "the result of an audit was reported to who audited",
        &[Set("V-00001", "reported", "dora | 2026-09-22")],
        "W716 m",
    ),
    mutation(
        "the result of an audit was reported, and nobody says when",
        &[Set("V-00001", "reported", "carla")],
        "W716 m",
    ),
    mutation(
        "the result of an audit was reported before it was held",
        &[Set("V-00001", "reported", "carla | 2026-09-14")],
        "W716 m",
    ),
    mutation(
        "an audit that nobody held, and of which nothing is said",
        &[Add(
            "review",
            "V-00090",
            &[
                ("title", "Another audit"),
                ("event", "internal audit"),
                ("date", "2026-11-02"),
                ("status", "held"),
                ("held", "2026-11-02"),
                ("requirements", "9.1"),
                ("criteria", "The standard"),
                ("objectives", "Whether we measure"),
            ],
        )],
        "W714 m, W720 m",
    ),
    mutation(
        "an assessment of the impact names nobody whom it affects",
        &[Set("S-00012", "groups", ""), Set("chat", "subjects", "")],
        "W602 a, W602 m x2, W614 a [E601]",
    ),
    mutation(
        "an outcome of an assessment says nothing of its risk",
        &[Replace("S-00011", "outcomes", "R-00001 | still valid", "R-00001 | ")],
        "W621 m [E601]",
    ),
    mutation(
        "a significant change, and only the assessment of the impact is late besides",
        &[
            Set("C-00001", "significant", "yes"),
            Set("S-00021", "date", "2026-07-12"),
            Set("S-00022", "date", "2025-09-01"),
        ],
        "E622 m, W853 m",
    ),
];

/// The digest with which the document was approved.
const DIGEST: &str = "be23329006aaa971a824d615f28ead839eebe0925ae89ac7c86cc690ba179c56";

//! What is raised when a day lies beyond its interval, or is one that is still to come, by the specification of each rule.
//!
//! A line is the kind, the field, the records, the day, and what the check then finds.

pub type Declared = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Documents that are located, beside the policy.
const LOCATED: &str = "4.3/d1 4.4/d1 6.1.2/d1 6.1.3/d1 A.6.1.3/d1 A.6.2.2/d1 A.6.2.3/d1 A.6.2.4/d1 A.6.2.6/d1 A.6.2.7/d1 \
    A.7.2/d1 A.7.4/d1 A.8.4/d1 A.8.5/d1 A.9.2/d1 D-00001";

pub const MOVED: &[Declared] = &[
    ("organization", "issues.review", "", "2026-11-01", "E801 a"),
    ("organization", "communications.last", "", "2025-01-10", "E869 m"),
    ("system", "review", "", "2026-09-01", "E610 m"),
    ("system", "review", "", "2026-11-10", "E610 a"),
    ("risk", "review", "", "2026-10-20", "E203 m"),
    ("risk", "review", "", "2026-11-10", "E203 a"),
    ("risk", "judged_on", "", "2027-06-01", "E112 m"),
    ("risk", "identified", "", "2027-06-01", "E112 m"),
    ("action", "due", "T-00001 T-00002", "2026-09-01", "E406 m"),
    ("action", "due", "T-00001 T-00002", "2026-11-10", "E406 a"),
    ("action", "due", "T-00001 T-00002", "2027-06-01", "W402 m"),
    ("action", "due", "T-00008", "2026-09-01", "E729 m"),
    ("action", "due", "T-00008", "2026-11-10", "E729 a"),
    ("action", "closed", "T-00003 T-00004 T-00006", "2027-06-01", "E112 m"),
    ("action", "checked", "T-00003 T-00004 T-00006", "2027-06-01", "E112 m"),
    (
        "assessment",
        "date",
        "S-00011 S-00012 S-00021 S-00022",
        "2025-09-01",
        "E622 m",
    ),
    ("assessment", "date", "S-00013 S-00023", "2025-09-01", "E602 m"),
    ("assessment", "date", "S-00011 S-00021", "2027-06-01", "E112 m, W620 m"),
    ("assessment", "date", "S-00012", "2027-06-01", "E112 m, W603 M"),
    ("assessment", "date", "S-00022", "2027-06-01", "E112 m, W603 m"),
    ("assessment", "date", "S-00013", "2027-06-01", "E112 m, W608 a"),
    ("assessment", "date", "S-00023", "2027-06-01", "E112 m"),
    // The system in use affects people, and its assessment is late by more than a whole interval.
    ("assessment", "valid_until", "S-00011 S-00012", "2026-10-20", "E622 M"),
    ("assessment", "valid_until", "S-00021 S-00022", "2026-10-20", "E622 m"),
    (
        "assessment",
        "valid_until",
        "S-00011 S-00012 S-00021 S-00022",
        "2026-11-10",
        "E622 a",
    ),
    ("assessment", "valid_until", "S-00013 S-00023", "2026-11-10", "E602 m"),
    ("control", "since", "A.6.2.8", "2024-01-10", "W516 m"),
    ("control", "review", "A.6.2.8", "2026-09-01", "E518 m"),
    ("control", "review", "A.9.2 A.10.2", "2026-11-20", "E518 a"),
    ("answer", "answered_on", "4.1/q1 10.2/q4", "2027-06-01", "E112 m"),
    ("evidence", "expires", "E-00004", "2026-09-01", "E301 a, W862 m"),
    ("evidence", "expires", "E-00005", "2026-09-01", "E301 a, W503 m"),
    ("evidence", "expires", "E-00006 E-00007", "2026-09-01", "E301 a, W517 a"),
    (
        "evidence",
        "expires",
        "E-00003 E-00008 E-00009 E-00011 E-00012",
        "2026-09-01",
        "E301 a",
    ),
    ("document", "review", "5.2/d1", "2026-09-01", "E802 m"),
    ("document", "review", "5.2/d1", "2026-11-10", "E802 a"),
    ("document", "review", LOCATED, "2026-09-01", "E312 m"),
    ("document", "review", LOCATED, "2026-11-10", "E312 a"),
    ("objective", "due", "", "2026-09-01", "E803 m"),
    ("objective", "due", "", "2026-11-10", "E803 a"),
    ("metric", "results.on", "M-00002", "2026-05-01", "W732 m, W844 m"),
    ("supplier", "assessed", "", "2027-06-01", "E112 m, W806 m"),
    ("supplier", "review", "", "2026-09-01", "E804 m"),
    ("supplier", "review", "", "2026-11-10", "E804 a"),
    ("obligation", "review", "", "2026-09-01", "E822 m"),
    ("change", "done", "", "2027-06-01", "E112 m"),
    ("change", "approved_on", "", "2027-06-01", "E112 m"),
    ("review", "held", "V-00003", "2025-09-01", "E724 m"),
    ("review", "held", "V-00001", "2025-09-01", "E712 m, W717 M"),
    // What it was to look at is looked at by no other one.
    // Nobody is named yet who audits.
    ("review", "date", "V-00002", "2026-11-10", "W714 m, W718 m, W722 a"),
    ("review", "date", "V-00004", "2026-11-10", "W722 a"),
    ("finding", "verified", "", "2027-06-01", "E112 m, E702 m"),
    ("finding", "raised", "", "2027-06-01", "E112 m"),
    ("finding", "raised", "", "2026-11-20", "E113 a"),
    ("finding", "closed", "", "2026-09-01", "E113 a"),
    ("incident", "noticed", "", "2026-01-01", "E113 a"),
    ("incident", "closed", "", "2026-06-01", "E113 a"),
    ("incident", "answered", "I-00002", "2027-06-01", "E112 m, E541 m"),
];

//! Registers of weaknesses and nonconformities.

use crate::imports::workbooks::book::{desk, import, listed, put};

const HEADER: &str = "POA&M ID | Controls | Weakness Name | Weakness Description | Point of Contact | Overall Remediation Plan | Original Detection Date | Scheduled Completion Date | Status Date | Original Risk Rating | Adjusted Risk Rating | False Positive | Deviation Rationale | Comments";

#[test]
fn open_and_closed_weaknesses_are_findings_and_their_plans_actions() {
    let sandbox = desk();
    let open = format!(
        "Plan of Action and Milestones\nSystem Name | Help desk bot\nDate | 2026-03-02\n\n{HEADER}\n\
        [unique id] | [control] | [short name]\n\
        W-1 | SI-10 | Prompts are not filtered | Input reaches the model | tom@example.org | Filter prompts | 2026-01-20 | 2026-12-31 | 2026-03-01 | High | Moderate | No | | \n\
        W-2 | AC-2, AC-6 | Shared account | | Mia Lund | Give accounts | 2025-12-05 | 2026-12-28 | 2026-03-01 | Moderate | Moderate | No | | Waits\n\
        W-3 | RA-5 | Library reported as old | | Ines Roth | None needed | 2026-02-15 | 2026-12-31 | 2026-03-01 | High | High | Yes | Patched elsewhere | "
    );
    let closed = format!(
        "Plan of Action and Milestones\nSystem Name | Help desk bot\nDate | 2026-03-02\n\n{HEADER}\n\
        W-0 | CM-3 | Changed without a ticket | | Mia Lund | Require tickets | 2025-10-02 | 2025-12-31 | 2025-12-18 | Low | Low | No | | "
    );
    put(
        &sandbox,
        "poam.xlsx",
        &[
            ("Open POA&M Items", &open),
            ("Closed POA&M Items", &closed),
            ("_Lists", "High\nLow"),
        ],
    );
    let both = ["--sheet", "Open POA&M Items", "--sheet", "Closed POA&M Items"];
    let asked = sandbox.run(&[&["import", "findings", "poam.xlsx", "--dry-run"][..], &both].concat());
    for said in [
        "Adjusted Risk Rating: `Moderate` is none of the choices",
        "`AC-2, AC-6` is of another standard",
        "False Positive: `Yes` says that it was no finding, so it is withdrawn",
    ] {
        assert!(asked.out.contains(said), "{said}: {asked:?}");
    }
    assert!(
        asked.err.contains("`[unique id] | [control] | [short name]`"),
        "{asked:?}"
    );
    let answers = [
        "--map-value",
        "Adjusted Risk Rating:High=major",
        "--map-value",
        "Adjusted Risk Rating:Moderate=minor",
        "--map-value",
        "Adjusted Risk Rating:Low=minor",
        "--yes",
    ];
    import(&sandbox, &[&["findings", "poam.xlsx"][..], &both, &answers].concat());
    assert_eq!(
        listed(
            &sandbox,
            "findings",
            "reference,title,owner,raised,due,status,closed,grade,requirements,note"
        ),
        [
            "W-0 | Changed without a ticket | mia | 2025-10-02 | 2025-12-31 | closed | 2025-12-18 | minor nonconformity |  | ",
            "W-1 | Prompts are not filtered | tom | 2026-01-20 | 2026-12-31 | open |  | minor nonconformity |  | ",
            "W-2 | Shared account | mia | 2025-12-05 | 2026-12-28 | open |  | minor nonconformity |  | Waits",
            "W-3 | Library reported as old | ines | 2026-02-15 | 2026-12-31 | withdrawn |  | major nonconformity |  | Patched elsewhere",
        ]
    );
    import(&sandbox, &[&["actions", "poam.xlsx"][..], &both].concat());
    assert_eq!(
        listed(&sandbox, "actions", "title,serves,owner,due,status,closed"),
        [
            "Filter prompts | W-1 | tom | 2026-12-31 | open | ",
            "Give accounts | W-2 | mia | 2026-12-28 | open | ",
            "None needed | W-3 | ines | 2026-12-31 | open | ",
            "Require tickets | W-0 | mia | 2025-12-31 | done | 2025-12-18",
        ]
    );
}

#[test]
fn a_false_positive_without_a_rationale_says_so_itself() {
    let sandbox = desk();
    sandbox.write(
        "f.csv",
        "Finding ID,Weakness Name,Date,Grade,False Positive,Comments\nW-1,Old library,2026-02-15,Minor,Yes,\nW-2,Open port,2026-02-15,Minor,No,\n",
    );
    import(&sandbox, &["findings", "f.csv"]);
    assert_eq!(
        listed(&sandbox, "findings", "reference,status,note"),
        ["W-1 | withdrawn | False Positive: Yes", "W-2 |  | "]
    );
}

#[test]
fn a_log_of_corrective_actions_is_findings_and_the_actions_that_serve_them() {
    let sandbox = desk();
    sandbox.write(
        "capa.csv",
        "NCR ID,Date,Source,Description,Severity,Clause,AI System,Immediate Action,Root Cause,Corrective Action,CA Owner,Due Date,Status,Effectiveness Check,Closed\n\
         N-1,14/01/2026,Audit 1,Used without an assessment. Twice,Major,6.1.4; A.5.2,\"S-1, S-3\",Use limited,Nobody asked,Add it to the checklist,Mia Lund,28/02/2026,Closed,\"Sampled 4, all assessed\",30/06/2026\n\
         N-2,03/02/2026,Audit 1,\"List misses \"\"Northmodel\"\"\",Minor NC,7.5.3,,,No owner,Name an owner,Ines Roth,31/12/2026,Pending verification,,\n\
         N-3,04/02/2026,Review,Objectives have no figures,OFI,6.2,,,,,Mia Lund,31/12/2026,Open,,\n\
         N-4,22/02/2026,Test,Answers about others,Critical,ISO 27001 A.8.2,Help desk bot,,,Set rights,Tom Reyes,31/12/2026,Open,,\n\
         N-5,23/02/2026,Audit 1,Training is done well,Positive,7.2,,,,,,,Closed,,\n\
         N-6,23/02/2026,Audit 1,Raised in error,Minor,7.5.3,,,,,Ines Roth,,Withdrawn,,24/02/2026\n",
    );
    let ran = import(
        &sandbox,
        &[
            "findings,actions",
            "capa.csv",
            "--yes",
            "--map-value",
            "Severity:Critical=major",
        ],
    );
    assert_eq!(
        listed(
            &sandbox,
            "findings",
            "reference,title,grade,status,raised,closed,requirements,systems,containment"
        ),
        [
            "N-1 | Used without an assessment | major nonconformity | closed | 2026-01-14 | 2026-06-30 | 6.1.4, A.5.2 | S-1, S-3 | Use limited",
            "N-2 | List misses \"Northmodel\" | minor nonconformity | open | 2026-02-03 |  | 7.5.3 |  | ",
            "N-3 | Objectives have no figures | opportunity for improvement | open | 2026-02-04 |  | 6.2 |  | ",
            "N-4 | Answers about others | major nonconformity | open | 2026-02-22 |  |  | S-2 | ",
            "N-6 | Raised in error | minor nonconformity | withdrawn | 2026-02-23 | 2026-02-24 | 7.5.3 |  | ",
        ]
    );
    assert_eq!(
        listed(&sandbox, "actions", "title,serves,owner,due"),
        [
            "Add it to the checklist | N-1 | mia | 2026-02-28",
            "Name an owner | N-2 | ines | 2026-12-31",
            "Set rights | N-4 | tom | 2026-12-31",
        ]
    );
    for said in [
        "`Positive` says that it is no finding",
        "`ISO 27001 A.8.2` is of another standard",
        "it names no action and is only about what NCR ID says",
        "3 create, 0 update, 0 unchanged, 0 problem, 0 removed, 3 left out.",
    ] {
        assert!(ran.out.contains(said), "{said}: {ran:?}");
    }
}

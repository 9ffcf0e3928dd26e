//! A workbook with a sheet for each kind of record, taken as a whole.

use crate::imports::workbooks::book::{import, listed, put};
use crate::sandbox::Sandbox;

const PEOPLE: &str = "Username | First name | Last name | E-mail | Job title | Status\n\
    mia | Mia | Lund | mia@example.org | Head of letters | Active\n\
    tom | Tom | Reyes | tom@example.org | Engineer | Active\n\
    | Noor | Vale | noor@example.org | Former owner | Left";

const INCIDENTS: &str = "AI incident log\n\
    \n\
    Incident ID | AI System | Date of incident | Date detected | Severity | Summary | Containment action | Root cause | Status | Notification deadline | Lessons learned | Closed date\n\
    I-1 | S-1 | 2026-01-08 | 2026-01-09 | Sev 3 | Promised a refund | Answer removed | No limit | Closed | | Limit topics | 2026-01-20\n\
    I-2 | S-1; Help desk bot | 2026-02-18 | 2026-02-18 | Sev 1 | Payments stopped | | | Contained | 2026-12-05 | | \n\
    I-3 | | 2026-02-25 | 2026-02-25 | Near miss | Found before release | | | Open | TBD | | ";

const OBJECTIVES: &str = "Obj ID | Objective | KPI | Target | Q4 2025 | Q1 2026 | Status | Owner | Due\n\
    O-1 | Systems are assessed | Share | 100% | 20% | 45% | On Track | Mia Lund | 2026-12-31\n\
    O-2 | Fewer errors | Errors per 1,000 | < 4 | 12 | 9 | Not started | Tom Reyes | 2026-12-30";

const REVIEWS: &str = "Audit # | Type | Audit scope | AIMS Clauses / Controls | Planned date | Lead auditor | Auditees | Status | Actual date\n\
    A-1 | Internal audit | Risks | 6.1.2, A.5.2 | 2026-01-14 | Noor Vale | Mia Lund, Tom Reyes | Completed | 2026-01-14\n\
    A-2 | Management review | All | 9.3.2 | 2026-12-10 | Mia Lund | | Planned | \n\
    A-3 | Certification audit stage 1 | AIMS | '4-10 | 2026-12-11 | Certifier | | Planned | ";

const DOCUMENTS: &str = "Doc ID | Title | Owner | Version | Approved by | Approval date | Next review | Location | Status\n\
    D-1 | Policy | Mia Lund | 1.1 | Management | 2026-01-22 | 2027-01-22 | docs/policy.md | Published\n\
    D-2 | Procedure | Tom Reyes | 1.4 | Mia Lund | 2025-11-03 | 2026-12-03 | https://example.org/p | Active";

const EVIDENCE: &str = "Evidence ID | Evidence name | Type | Control ID | Risk ref | Location | Owner | Date collected | Valid until | Status\n\
    E-1 | Minutes | Minutes | 9.3.2 | | docs/m.md | Mia Lund | 2026-02-20 | | Current\n\
    E-2 | Red team | Report | A.6.2.4 | R-01 | https://example.org/r | Tom Reyes | 2026-01-25 | 2026-12-25 | Due soon\n\
    E-3 | Assessment | Assessment | A.5.2 | | docs/a.md | Tom Reyes | 2026-02-27 | 2027-02-27 | Requested";

fn desk() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("s.csv", "System ID,AI System\nS-1,Letter sorter\nS-2,Help desk bot\n");
    sandbox.fine(&["import", "systems", "s.csv"]);
    sandbox.write("r.csv", "Risk ID,Risk\nR-01,Letters are lost\n");
    sandbox.fine(&["import", "risks", "r.csv"]);
    put(
        &sandbox,
        "all.xlsx",
        &[
            ("Read me", "Registers of the AI management system"),
            ("People", PEOPLE),
            ("Incident Log", INCIDENTS),
            ("Objectives and KPIs", OBJECTIVES),
            ("Audit Plan", REVIEWS),
            ("Documents", DOCUMENTS),
            ("Evidence", EVIDENCE),
            ("Dashboard", "Metric | Value\nOpen incidents | 2"),
            ("_Lists", "Sev 1\nSev 2"),
        ],
    );
    sandbox
}

#[test]
fn each_sheet_of_a_workbook_comes_in_as_its_kind() {
    let sandbox = desk();
    let ran = import(&sandbox, &["all", "all.xlsx", "--period-end"]);
    assert_eq!(
        listed(
            &sandbox,
            "incidents",
            "reference,systems,happened,noticed,severity,status,reports,closed,note"
        ),
        [
            "I-1 | S-1 | 2026-01-08 | 2026-01-09 | minor | closed |  | 2026-01-20 | Answer removed",
            "I-2 | S-1, S-2 | 2026-02-18 | 2026-02-18 | serious | contained | 2026-12-05 |  | ",
            "I-3 |  | 2026-02-25 | 2026-02-25 | near miss | open |  |  | ",
        ]
    );
    assert_eq!(
        listed(&sandbox, "objectives", "reference,measure,target,status,owner,due"),
        [
            "O-1 | Share | 100% | open | mia | 2026-12-31",
            "O-2 | Errors per 1,000 | < 4 | open | tom | 2026-12-30",
        ]
    );
    let measured = listed(&sandbox, "objectives", "reference,measured");
    assert!(
        measured[1].contains("2025-12-31 | 12") && measured[1].contains("2026-03-31 | 9"),
        "{measured:?}"
    );
    assert_eq!(
        listed(
            &sandbox,
            "reviews",
            "reference,event,date,held,requirements,auditors,participants"
        ),
        [
            "A-1 | internal audit | 2026-01-14 | 2026-01-14 | 6.1.2, A.5.2 | noor | mia, tom",
            "A-2 | management review | 2026-12-10 |  | 9.3.2 | mia | ",
            "A-3 | stage 1 audit | 2026-12-11 |  | 4-10 | Certifier | ",
        ]
    );
    assert_eq!(
        listed(&sandbox, "evidence", "reference,form,supports,effective,expires,owner"),
        [
            "E-1 | minutes | 9.3.2 | 2026-02-20 |  | mia",
            "E-2 | report | A.6.2.4, R-01 | 2026-01-25 | 2026-12-25 | tom",
            "E-3 |  | A.5.2 | 2026-02-27 | 2027-02-27 | tom",
        ]
    );
    let documents = listed(
        &sandbox,
        "documents",
        "reference,title,owner,version,approved_by,approved_on,review",
    );
    let own: Vec<&String> = documents.iter().filter(|line| line.starts_with("D-")).collect();
    assert_eq!(
        own,
        [
            "D-1 | Policy | mia | 1.1 | Management | 2026-01-22 | 2027-01-22",
            "D-2 | Procedure | tom | 1.4 | mia | 2025-11-03 | 2026-12-03",
        ]
    );
    for said in [
        "all.xlsx: sheets left out: Dashboard, Read me\n",
        "all.xlsx: hidden sheets left out: _Lists\n",
    ] {
        assert!(ran.err.contains(said), "{said}: {ran:?}");
    }
    for said in [
        "`Assessment` is none of the choices",
        "`4-10` stands for the 32 clauses and controls under it",
        "Severity: 1 is taken for the worst, so `Sev 1` is serious, `Sev 3` is minor; --map-value says otherwise.",
    ] {
        assert!(ran.out.contains(said), "{said}: {ran:?}");
    }
    assert!(!ran.out.contains("`9.3.2` is taken for 9.3.2"), "{ran:?}");
}

#[test]
fn who_left_without_a_day_left_by_the_day_of_the_import() {
    let sandbox = desk();
    let ran = import(&sandbox, &["people", "all.xlsx", "--sheet", "People"]);
    assert!(
        ran.out
            .contains("Status: `Left` says no day; the day of this import is taken, 2026-11-23"),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("Read as saying nothing: Status `Active` (2)."),
        "{ran:?}"
    );
    let people = sandbox.fine(&["list", "organizations", "--columns", "people"]);
    let rows = people.lines().last().unwrap_or_default().replace('\u{2424}', "\n");
    assert!(rows.contains("2026-11-23"), "{rows}");
    // The day that the team knows is not overwritten by one that nobody wrote.
    let known = format!("people={}", rows.replace("2026-11-23", "2026-03-31"));
    sandbox.fine(&["set", "organization", &known]);
    let later = import(&sandbox, &["people", "all.xlsx", "--sheet", "People"]);
    assert!(later.out.contains("0 create, 0 update, 3 unchanged"), "{later:?}");
    assert!(!later.out.contains("says no day"), "{later:?}");
}

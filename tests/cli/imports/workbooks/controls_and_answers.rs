//! Statements of Applicability and gap assessments.

use crate::imports::workbooks::book::{desk, import, listed, put};

const STATEMENT: &str = "Statement of Applicability\n\
    Version 0.9\n\
    \n\
    Control ID | Control | Applicable? | Justification for inclusion | < | < | < | Justification for exclusion | Implementation status | Control owner | Target date\n\
    | | | LR | CO | BR/BP | RRA | | | | \n\
    A.2 Policies related to AI\n\
    A.2.2 | AI policy | Yes | x | | x | | | Fully Implemented | Mia Lund | \n\
    A2.3 | Alignment | Y | | | x | | | Implemented | ^ | \n\
    A.2.4 | Review | ✓ | | | X | | | In Progress | ^ | 2026-06-30\n\
    A.4.6 Human resources | | yes | | | x | x | | Planned | Ines Roth | \n\
    A.5.5 | Society | Partially Applicable | | | | 1 | | 60% | | \n\
    A.6.1.3 | Design | No | | | | | We build no models | N/A | | \n\
    42001:A.6.2.6 | Operation | Yes | | | | x | | Operational | Tom Reyes | \n\
    A.9.9 | Nothing | Yes | | | x | | | Planned | | \n\
    Own and other controls\n\
    ISO 27001 A.8.2 | Access | Yes | | | x | | | Implemented | | \n\
    Z-07 | Red-team exercise | Yes | | | | x | | Planned | Tom Reyes | 2026-12-01\n\
    Z-08 | Model cards | Yes | | | | x | | Done | Tom Reyes | \n\
    \n\
    Implemented | 2";

#[test]
fn a_statement_of_applicability_keeps_the_38_controls_and_adds_its_own() {
    let sandbox = desk();
    put(
        &sandbox,
        "soa.xlsx",
        &[("SoA", STATEMENT), ("Legend", "LR | Legal requirement")],
    );
    let ran = import(&sandbox, &["controls", "soa.xlsx"]);
    let said: Vec<String> = listed(
        &sandbox,
        "controls",
        "id,applicability,basis,status,owner,reference,reason",
    )
    .into_iter()
    .filter(|line| !line.ends_with(" |  |  |  |  |  | "))
    .collect();
    assert_eq!(
        said,
        [
            "A.2.2 | applicable | legal obligation, good practice | implemented | mia |  | ",
            "A.2.3 | applicable | good practice | implemented | mia |  | ",
            "A.2.4 | applicable | good practice | partial | mia |  | ",
            "A.4.6 | applicable | risk treatment, good practice | planned | ines |  | ",
            "A.5.5 |  | risk treatment |  |  |  | ",
            "A.6.1.3 | excluded |  |  |  |  | We build no models",
            "A.6.2.6 | applicable | risk treatment | implemented | tom |  | ",
            "ORG-1 | applicable | risk treatment | planned | tom | Z-07 | ",
            "ORG-2 | applicable | risk treatment | implemented | tom | Z-08 | ",
        ]
    );
    let all = listed(&sandbox, "controls", "id");
    assert_eq!(all.iter().filter(|id| id.starts_with("A.")).count(), 38);
    for said in [
        "Annex A of ISO/IEC 42001 has no control A.9.9; perhaps A.9.2",
        "`ISO 27001 A.8.2` is of another standard",
        "`A2.3` is taken for A.2.3",
        "`Z-07` is taken for ORG-1",
        "`Partially Applicable` is none of the choices",
    ] {
        assert!(ran.out.contains(said), "{said}: {ran:?}");
    }
    // Days by which controls are to be there have no field, and stay with the control.
    let kept = listed(&sandbox, "controls", "id,extras");
    assert!(
        kept.iter().any(|line| line.contains("Target date | 2026-12-01")),
        "{kept:?}"
    );
}

#[test]
fn an_own_control_is_found_again_by_what_it_is_called_elsewhere() {
    let sandbox = desk();
    sandbox.fine(&["add", "control", "title=Ours"]);
    sandbox.fine(&["add", "control", "title=Red-team exercise", "reference=Z-07"]);
    sandbox.write(
        "c.csv",
        "Control ID,Control,Applicable?\nZ-09,Cards,Yes\nZ-07,Exercise,Yes\nORG-3,Third,Yes\n",
    );
    import(&sandbox, &["controls", "c.csv"]);
    let own = listed(&sandbox, "controls", "id,reference,title");
    let own: Vec<&String> = own.iter().filter(|line| line.starts_with("ORG-")).collect();
    assert_eq!(
        own,
        [
            "ORG-1 |  | Ours",
            "ORG-2 | Z-07 | Exercise",
            "ORG-3 |  | Third",
            "ORG-4 | Z-09 | Cards"
        ]
    );
}

#[test]
fn a_gap_assessment_answers_clauses_on_the_scale_that_is_said() {
    let sandbox = desk();
    let table = "Gap assessment\n\
        Score: 0 = nothing, 1 = partly, 2 = in place\n\
        \n\
        Clause | Requirement | Current State (0-2) | Evidence / Notes | Gap | Priority | Owner | Target Date\n\
        4 Context of the organization\n\
        4.1 | Issues | 1 | List of 2024 | 1 | Medium | Mia Lund | 2026-12-31\n\
        '4.3 | Scope | 0 | | 2 | High | Mia Lund | 2026-12-30\n\
        2026-02-05 | Policy | 2 | Approved | 0 | | | \n\
        Clause 6.1.4 | Assessment | 0 | Template | 2 | High | Ines Roth | 2026-12-31\n\
        7.2 | Competence | n/a | | | | | \n\
        '9.2.2 | Programme | not assessed | | | | | \n\
        \n\
        Average | | 0.75";
    put(
        &sandbox,
        "gap.xlsx",
        &[("Gap Assessment", table), ("Summary", "Area | Average\nContext | 1")],
    );
    let asked = sandbox.run(&["import", "answers", "gap.xlsx", "--dry-run"]);
    assert!(
        asked.out.contains("a clause such as 5.2") && asked.out.contains("`0` is none of the choices"),
        "{asked:?}"
    );
    let ran = import(
        &sandbox,
        &[
            "answers",
            "gap.xlsx",
            "--map-value",
            "Current State (0-2):0=absent",
            "--map-value",
            "Current State (0-2):1=informal",
            "--map-value",
            "Current State (0-2):2=operating",
            "--map-value",
            "Clause:2026-02-05=5.2",
        ],
    );
    assert!(
        ran.err.contains("sheets left out: Summary") && ran.err.contains("`Average | 0.75`"),
        "{ran:?}"
    );
    let said: Vec<String> = listed(&sandbox, "answers", "id,state,note,owner,priority")
        .into_iter()
        .filter(|line| !line.ends_with(" |  |  |  | "))
        .collect();
    let of = |clause: &str| said.iter().filter(|line| line.starts_with(clause)).collect::<Vec<_>>();
    assert!(
        of("4.1/")
            .iter()
            .all(|line| line.ends_with(" | informal | List of 2024 | mia | medium")),
        "{said:?}"
    );
    assert!(
        of("4.3/")
            .iter()
            .all(|line| line.ends_with(" | absent |  | mia | high")),
        "{said:?}"
    );
    assert!(
        of("5.2/")
            .iter()
            .all(|line| line.ends_with(" | operating | Approved |  | ")),
        "{said:?}"
    );
    assert!(
        of("6.1.4/")
            .iter()
            .all(|line| line.ends_with(" | absent | Template | ines | high")),
        "{said:?}"
    );
    let answered = ["4.1/", "4.3/", "5.2/", "6.1.4/"].map(|clause| of(clause).len());
    assert!(!answered.contains(&0), "{said:?}");
    assert_eq!(answered.iter().sum::<usize>(), said.len(), "{said:?}");
}

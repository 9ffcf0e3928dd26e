//! Registers of risks, with the actions that treat them.

use crate::imports::workbooks::book::{desk, import, listed, put};

const RISKS: &str = "AI Risk Register\n\
    Likelihood: 1=Rare\n\
    \n\
    | | | | Inherent risk | < | < | < | Residual risk (after planned treatment) | < | < | < | | | \n\
    Risk ID | AI System | Risk Statement | Risk Owner | Likelihood (1–5) | Impact (1–5) | Risk Score | Risk Level | Likelihood (1–5) | Impact (1–5) | Risk Score | Risk Level | Treatment Option | Status | Review Date\n\
    R-01 | S-1 | Letters are put last | Mia Lund | 4 | 4 | 16 | High | 2 | 4 | 8 | Medium | Mitigate | Open | 2026-12-31\n\
    R-02 | Help desk bot | Advice is wrong | tom@example.org | Possible | Major | 12 | High | 2 | 3 | 6 | Medium | Mitigate | In Progress | 2026-12-31\n\
    R-03 | S-1\\S-3 | Drift is not noticed | Reyes, Tom | 3 | 3 | 9 | Medium | | | | | Reduce | Monitoring | \n\
    R-04 | S-2 | A group is refused | Mia Lund\\Ines Roth | 4 | 5 | 20 | Critical | 2 | 5 | 10 | Medium | Avoid | Mitigated | \n\
    R-05 | | Staff use free tools | TBD | 3 | 4 | 12 | High | 1 | 3 | 3 | Low | Accept | Closed | ";

const PLAN: &str = "Treatment plan\n\
    \n\
    Action ID | Risk ID | Action | Annex A Control | Action Owner | Due Date | Status\n\
    T-1 | R-01 | Scan again | A.7.4 | Mia Lund | 2026-12-31 | In Progress\n\
    T-2 | R-01, R-03 | Watch the input | A.6.2.4, A.9.99 | Tom Reyes | Q4 2026 | Not Started\n\
    T-3 | R-02 | Limit topics | A.9.4 | Tom Reyes | 30 days | Open\n\
    T-4 | R-99 | Check the exit plan | ISO 27001 A.8.2 | Ines Roth | 2026-12-30 | Open\n\
    T-5 | R-04 | Retrain | | Ines Roth | Recurring | Open";

#[test]
fn two_sheets_with_words_and_two_headers_are_risks_and_their_actions() {
    let sandbox = desk();
    put(
        &sandbox,
        "risks.xlsx",
        &[
            ("README", "How to use this"),
            ("Risk Register", RISKS),
            ("Treatment Plan", PLAN),
            ("Scales", "Likelihood | Meaning\n1 | Rare\n2 | Unlikely"),
            ("_Lists", "Open\nClosed"),
        ],
    );
    let ran = import(
        &sandbox,
        &[
            "risks,actions",
            "risks.xlsx",
            "--period-end",
            "--spans-from",
            "2026-11-23",
        ],
    );
    assert_eq!(
        listed(
            &sandbox,
            "risks",
            "reference,inherent,current,target,owner,status,treatment,systems"
        ),
        [
            "R-01 | 4 4/-/- |  | 2 4/-/- | mia | open | mitigate | S-1",
            "R-02 | 3 4/-/- |  | 2 3/-/- | tom | open | mitigate | S-2",
            "R-03 | 3 3/-/- |  |  | tom | open | mitigate | S-1, S-3",
            "R-04 | 4 5/-/- |  | 2 5/-/- | mia |  | avoid | S-2",
            "R-05 | 3 4/-/- |  | 1 3/-/- |  | closed | accept | ",
        ]
    );
    assert_eq!(
        listed(&sandbox, "actions", "reference,risks,requirements,owner,due,status"),
        [
            "T-1 | R-01 | A.7.4 | mia | 2026-12-31 | started",
            "T-2 | R-01, R-03 | A.6.2.4 | tom | 2026-12-31 | open",
            "T-3 | R-02 | A.9.4 | tom | 2026-12-23 | open",
            "T-4 |  |  | ines | 2026-12-30 | open",
        ]
    );
    for said in [
        "`Mia Lund Ines Roth` names several people; Owner is mia",
        "`Mitigated` is none of the choices",
        "`Medium` is not what follows: the method says High",
        "`R-99` names no record",
        "`ISO 27001 A.8.2` is of another standard",
        "`A.9.99` names no record",
        "`Recurring` is not written as a date",
    ] {
        assert!(ran.out.contains(said), "{said}: {ran:?}");
    }
    assert!(ran.err.contains("hidden sheets left out: _Lists"), "{ran:?}");
    // The heat map counts what the numbers say.
    assert_eq!(
        listed(&sandbox, "risks", "reference,level"),
        [
            "R-01 | High",
            "R-02 | High",
            "R-03 | Medium",
            "R-04 | Critical",
            "R-05 | High"
        ]
    );
}

#[test]
fn words_of_a_scale_of_four_are_scores_once_the_table_says_their_steps() {
    let sandbox = desk();
    sandbox.write(
        "export.csv",
        "ref_id;assets;threats;name;existing_controls;current_impact;current_proba;current_risk;additional_controls;residual_impact;residual_proba;treatment\n\
         RA.1;\"Letter sorter\nMeter forecast\";Data poisoning|Theft;Data is tampered with;Review,Policy;Critical;Likely;High;Signed sets;Important;Unlikely;mitigate\n\
         RA.2;Help desk bot;;Data leaves;;Important;Very likely;High;;--;--;open\n",
    );
    let asked = sandbox.run(&["import", "risks", "export.csv", "--dry-run"]);
    assert!(
        asked
            .out
            .contains("`Critical` is not read, as the words are not those of"),
        "{asked:?}"
    );
    let table = [
        "current_proba:Likely=2",
        "current_proba:Very likely=3",
        "current_impact:Critical=4",
        "current_impact:Important=3",
        "residual_proba:Unlikely=1",
        "residual_impact:Important=3",
    ];
    let table: Vec<&str> = table.iter().flat_map(|answer| ["--map-value", answer]).collect();
    let ran = import(&sandbox, &[&["risks", "export.csv"][..], &table].concat());
    assert_eq!(
        listed(&sandbox, "risks", "reference,inherent,current,target,treatment,systems"),
        [
            "RA.1 |  | 2 4/-/- | 1 3/-/- | mitigate | S-1, S-3",
            "RA.2 |  | 3 3/-/- |  |  | S-2",
        ]
    );
    for said in [
        "`High` is not what follows",
        "`Data poisoning|Theft` is not among the threats",
        "additional_controls  no field; kept (1 filled)",
    ] {
        assert!(ran.out.contains(said), "{said}: {ran:?}");
    }
}

#[test]
fn a_german_list_has_several_actions_below_a_risk() {
    let sandbox = desk();
    let text = "Risikoliste KI;;;;;;;;;;;\n\
        Stand 15.02.2026 – Muster AG;;;;;;;;;;;\n\
        Nr.;Risiko;Beschreibung;Betroffenes KI-System;Risikoeigner;Eintrittswahrscheinlichkeit;Schadenshöhe;Behandlung;Maßnahme;Verantwortlich;Frist;Status\n\
        1;Ungleiche Behandlung;Altdaten prägen;Letter sorter;Mia Lund;wahrscheinlich;erheblich;Reduzieren;Daten prüfen;Mia Lund;30.12.2026;In Bearbeitung\n\
        ;;;;;;;;Vier Augen einführen;Ines Roth;31.03.2026;Erledigt\n\
        ;;;;;;;;Betriebsrat beteiligen;Mia Lund;laufend;In Bearbeitung\n\
        2;Falsche Übersetzung;Verträge;Help desk bot;Tom Reyes;möglich;moderat;Vermindern;Freigabe;Tom Reyes;1.4.27;Offen\n\
        3;Ausfall;Linie steht;Meter forecast;Fertigung;selten;gering;Akzeptieren;;;;\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    std::fs::write(sandbox.here().join("liste.csv"), bytes).expect("written");
    let table = [
        "Eintrittswahrscheinlichkeit:selten=1",
        "Eintrittswahrscheinlichkeit:möglich=3",
        "Eintrittswahrscheinlichkeit:wahrscheinlich=4",
        "Schadenshöhe:gering=2",
        "Schadenshöhe:moderat=3",
        "Schadenshöhe:erheblich=4",
    ];
    let table: Vec<&str> = table.iter().flat_map(|answer| ["--map-value", answer]).collect();
    let asked = [&["risks,actions", "liste.csv", "--short-years"][..], &table].concat();
    let ran = import(&sandbox, &asked);
    assert_eq!(
        listed(
            &sandbox,
            "risks",
            "title,scenario,inherent,owner,status,treatment,systems"
        ),
        [
            "Ausfall | Linie steht | 1 2/-/- | Fertigung |  | accept | S-3",
            "Falsche Übersetzung | Verträge | 3 3/-/- | tom |  | mitigate | S-2",
            "Ungleiche Behandlung | Altdaten prägen | 4 4/-/- | mia |  | mitigate | S-1",
        ]
    );
    assert_eq!(
        listed(&sandbox, "actions", "title,risks,owner,due,status"),
        [
            "Daten prüfen | Ungleiche Behandlung | mia | 2026-12-30 | started",
            "Freigabe | Falsche Übersetzung | tom | 2027-04-01 | open",
            "Vier Augen einführen | Ungleiche Behandlung | ines | 2026-03-31 | done",
        ]
    );
    // What is said of the actions is no column of the risk, and the other way round.
    for said in [
        "Nr.                          no field; counts the rows (3 filled)",
        "Maßnahme                     no field; has several rows for one risk (4 filled)",
        "Risikoeigner                 no field; is about what Risiko names (3 filled)",
        "`laufend` is not written as a date",
    ] {
        assert!(ran.out.contains(said), "{said}: {ran:?}");
    }
    for kind in ["risks", "actions"] {
        let kept = sandbox.fine(&["list", kind, "--columns", "extras"]);
        assert!(kept.lines().skip(1).all(str::is_empty), "{kept}");
    }
    assert!(
        ran.out
            .contains("it names no action and is only about what Risiko says"),
        "{ran:?}"
    );
    assert!(ran.err.contains("read as Windows-1252, an assumption"), "{ran:?}");
}

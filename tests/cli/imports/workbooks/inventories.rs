//! Inventories of systems.

use crate::imports::workbooks::book::{import, listed, put};
use crate::sandbox::Sandbox;

/// A register with people alone.
fn desk() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "people.csv",
        "Username,Name,E-mail\nmia,Mia Lund,mia@example.org\ntom,Tom Reyes,tom@example.org\nines,Ines Roth,ines@example.org\n",
    );
    sandbox.fine(&["import", "people", "people.csv"]);
    sandbox
}

#[test]
fn the_inventory_of_a_team_comes_in_without_a_correction() {
    let sandbox = desk();
    sandbox.write(
        "inventory.csv",
        "\u{feff}AI System,System ID,Business Owner,Technical Owner,Vendor / In-house,Purpose (1 line),Personal Data Processed?,Risk Tier,Deployment Status,Human Oversight Point,Next Review Due\r\n\
         Letter sorter,AI-1,Mia Lund,Tom Reyes,In-house,Sort letters,Yes,High,Active,Clerk decides,2026-11-30\r\n\
         Help desk bot,AI-2,tom@example.org,,Northmodel,Answer,Yes,Limited,Live,Hand over,TBD\r\n\
         Meter forecast,AI-3,TBD,,Northmodel,Forecast,No,Minimal,Under Review,None,\r\n\
         Old bot,AI-4,-,,In-house,Answered,No,Low,Retired,,\r\n\
         Total,4,,,,,,,,,\r\n",
    );
    let ran = import(&sandbox, &["systems", "inventory.csv"]);
    assert_eq!(
        listed(
            &sandbox,
            "systems",
            "reference,owner,stage,eu_class,vendor,review,personal_data"
        ),
        [
            "AI-1 | mia | operation | high risk |  | 2026-11-30 | personal data",
            "AI-2 | tom | operation | transparency duties | Northmodel |  | personal data",
            "AI-3 |  |  | minimal risk | Northmodel |  | no personal data",
            "AI-4 |  | retirement | minimal risk |  |  | no personal data",
        ]
    );
    assert!(ran.err.contains("left out: row 6 `Total | 4`"), "{ran:?}");
    assert!(
        ran.out.contains("`Under Review` is none of the choices, so Stage") && !ran.out.contains("perhaps"),
        "{ran:?}"
    );
    let kept = listed(&sandbox, "systems", "reference,extras");
    assert!(
        kept[0].ends_with("Technical Owner | Tom Reyes")
            && ran.out.contains("Technical Owner           no field; kept (1 filled)"),
        "{kept:?} {ran:?}"
    );
    let nobody = sandbox.fine(&["list", "systems", "is:unassigned", "--columns", "reference"]);
    assert_eq!(nobody.lines().count(), 3, "{nobody}");
}

#[test]
fn the_first_spreadsheet_of_a_new_user_comes_in() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "first.csv",
        "AI System;Business owner;Supplier;Purpose;Status\nLetter sorter;Mia Lund;Northmodel;Sort letters;Live\nHelp desk bot;;In-house;Answer;Pilot\n",
    );
    let ran = import(&sandbox, &["systems", "first.csv"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!ran.out.contains("no field"), "{ran:?}");
    assert_eq!(
        listed(&sandbox, "systems", "title,owner,vendor,purpose,stage"),
        [
            "Help desk bot |  |  | Answer | verification",
            "Letter sorter | Mia Lund | Northmodel | Sort letters | operation",
        ]
    );
}

#[test]
fn a_german_inventory_is_found_between_its_cover_and_legend() {
    let sandbox = desk();
    let cover = "Verzeichnis der KI-Systeme\nFreigabe | Mia Lund";
    let table = "KI-Verzeichnis der Muster AG | < | < | < | < | < | < | <\n\
        Stand: 03/2026\n\
        \n\
        Nr. | Bezeichnung des\\KI-Systems | Verantwortliche Person / Abteilung | Zweck | Risikokategorie | Hersteller / Anbieter | Status | Nächste Prüfung\n\
        1 | Prüfhelfer für Nähte | HR / Mia Lund | Prüfen | Hochrisiko | Eigenentwicklung | Betrieb | 2026-09-01\n\
        2 | Übersetzer | Fertigung | Übersetzen | begrenztes Risiko | Northmodel | Pilot | 15.06.2026\n\
        3 | Alter Helfer | k. A. | Antworten | nicht eingestuft | Northmodel | Stillgelegt | offen\n\
        Summe | 3\n\
        \n\
        Legende: Hochrisiko = Anhang III";
    let legend = "Hochrisiko | Anhang III";
    put(
        &sandbox,
        "ki.xlsx",
        &[("Deckblatt", cover), ("KI-Verzeichnis", table), ("Legende", legend)],
    );
    let ran = import(&sandbox, &["systems", "ki.xlsx"]);
    assert_eq!(
        listed(&sandbox, "systems", "id,owner,stage,eu_class,vendor,review,reference"),
        [
            "alter-helfer |  | retirement |  | Northmodel |  | ",
            "pruefhelfer-fuer-naehte | mia | operation | high risk |  | 2026-09-01 | ",
            "uebersetzer | Fertigung | verification | transparency duties | Northmodel | 2026-06-15 | ",
        ]
    );
    for said in [
        "sheets left out: Deckblatt, Legende",
        "the header is row 4",
        "`Summe | 3`",
        "`Legende: Hochrisiko = Anhang III`",
        "`Fertigung` is nobody of the people.",
    ] {
        assert!(ran.err.contains(said), "{said}: {ran:?}");
    }
    // The unit beside a person is not lost.
    let extras = listed(&sandbox, "systems", "id,extras");
    assert!(extras.iter().any(|line| line.contains("HR / Mia Lund")), "{extras:?}");
}

//! Registers of suppliers, and the tasks of a tracker.

use crate::imports::workbooks::book::{desk, import, listed, put};

#[test]
fn a_french_register_of_suppliers_has_merged_owners_and_three_columns_for_a_contact() {
    let sandbox = desk();
    let table = "Registre des fournisseurs d'IA\n\
        \n\
        Réf. | Fournisseur | Service fourni | Systèmes d'IA concernés | Contact | E-mail | Téléphone | Réf. contrat | Responsable | Dernière évaluation | Résultat de l'évaluation | Prochaine revue | Statut du contrat | Fin de contrat | Fréquence de revue\n\
        F-1 | Northmodel | Modèles | S-1\\S-2 | Service clients | c@example.org | +33 1 | C-1 | Tom Reyes | 15/03/2026 | Conforme | 2027-03-15 | Actif | | annuelle\n\
        F-2 | Données SA | Données | Meter forecast | | v@example.org | | C-2 | ^ | 02/02/2026 | Sous réserve | 02/08/2026 | Actif | | semestrielle\n\
        F-3 | Hébergeur | Serveurs | S-1 ; S-3 | | | | N/A | N/A | | Non évalué | s.o. | Actif | | \n\
        F-4 | Ancien Bot | Bot | S-2 | Équipe | | | C-4 | Ines Roth | 20/02/2026 | Non conforme | | Résilié | 2025-12-31 | trimestrielle\n\
        \n\
        Légende : Conforme = retenu";
    put(
        &sandbox,
        "f.xlsx",
        &[("Registre des fournisseurs", table), ("Feuil2", "")],
    );
    let ran = import(&sandbox, &["suppliers", "f.xlsx"]);
    assert_eq!(
        listed(
            &sandbox,
            "suppliers",
            "reference,owner,outcome,assessed,review,ended,every,systems,contact,contract"
        ),
        [
            "F-1 | tom | suitable | 2026-03-15 | 2027-03-15 |  | year | S-1, S-2 | Service clients / c@example.org / +33 1 | C-1",
            "F-2 | tom | conditional | 2026-02-02 | 2026-08-02 |  | 6 months | S-3 | v@example.org | C-2",
            "F-3 |  |  |  |  |  |  | S-1, S-3 |  | ",
            "F-4 | ines | unsuitable | 2026-02-20 |  | 2025-12-31 | 3 months | S-2 | Équipe | C-4",
        ]
    );
    assert!(
        ran.err.contains("sheets left out: Feuil2") && ran.err.contains("Légende"),
        "{ran:?}"
    );
    let kept = listed(&sandbox, "suppliers", "reference,extras");
    assert!(
        kept.iter().all(|line| line.contains("Statut du contrat | ")),
        "{kept:?} {ran:?}"
    );
}

#[test]
fn the_export_of_a_tracker_is_actions_with_days_and_hours() {
    let sandbox = desk();
    sandbox.write("r.csv", "Risk ID,Risk\nR-01,Letters are lost\nR-02,Advice is wrong\n");
    sandbox.fine(&["import", "risks", "r.csv"]);
    sandbox.write(
        "jira.csv",
        "Summary,Issue key,Issue id,Issue Type,Status,Priority,Resolution,Assignee,Created,Resolved,Due date,Labels,Labels,Labels,Description,Custom field (Risk ID),Comment\n\
         Filter prompts,K-1,201,Task,In Progress,High,,Tom Reyes,14/Jan/26 3:42 PM,,30/Dec/26 12:00 AM,security,bot,,\"h2. What\nFilter\",R-02,\n\
         Write a plan,K-2,202,Task,To Do,Low,,ines,15/Jan/26 10:00 AM,,30/Dec/26 12:00 AM,,,,,R-01,\n\
         Train clerks,K-3,203,Sub-task,Done,Low,Done,Mia Lund,01/Dec/25 9:00 AM,20/Feb/26 4:30 PM,28/Feb/26 12:00 AM,,,,,R-01,\n\
         Buy another,K-4,204,Task,Done,Low,Won't Do,Tom Reyes,01/Dec/25 9:00 AM,11/Feb/26 4:30 PM,31/Mar/26 12:00 AM,,,,,R-02,Too dear\n\
         Review the log,K-5,205,Task,In Review,Low,,Mia Lund,03/Feb/26 9:00 AM,,,,,,,R-02; R-77,\n\
         Rotate keys,K-6,206,Task,Blocked,High,,,04/Feb/26 9:00 AM,,30/Dec/26 12:00 AM,,,,Waits,,\n\
         All of the year,K-7,207,Epic,To Do,Low,,Mia Lund,04/Feb/26 9:00 AM,,30/Dec/26 12:00 AM,,,,,,\n",
    );
    let asked = sandbox.run(&["import", "actions", "jira.csv", "--dry-run"]);
    assert!(
        asked.out.contains("has a year of two digits; --short-years reads it"),
        "{asked:?}"
    );
    assert!(
        asked
            .out
            .contains("Issue Type: `Epic` groups others; --map-value 'Issue Type:Epic=-' leaves such rows out"),
        "{asked:?}"
    );
    let ran = import(
        &sandbox,
        &[
            "actions",
            "jira.csv",
            "--short-years",
            "--map-value",
            "Issue Type:Epic=-",
        ],
    );
    assert_eq!(
        listed(&sandbox, "actions", "reference,title,status,owner,due,closed,risks"),
        [
            "K-1 | Filter prompts | started | tom | 2026-12-30 |  | R-02",
            "K-2 | Write a plan | open | ines | 2026-12-30 |  | R-01",
            "K-3 | Train clerks | done | mia | 2026-02-28 | 2026-02-20 | R-01",
            "K-4 | Buy another | cancelled | tom | 2026-03-31 | 2026-02-11 | R-02",
        ]
    );
    for said in [
        "it lacks Due; --yes takes it all the same",
        "it lacks Owner; --yes takes it all the same",
        "`R-77` names no record",
        "`Won't Do` says that it was given up",
        "Issue Type says `Epic`, which is left out as asked",
        ", 1 left out.",
    ] {
        assert!(ran.out.contains(said), "{said}: {ran:?}");
    }
    let kept = sandbox.fine(&["list", "actions", "reference:K-1", "--columns", "extras"]);
    for column in [
        "Issue id | 201",
        "Issue Type | Task",
        "Labels | security",
        "Labels#2 | bot",
    ] {
        assert!(kept.contains(column), "{column}: {kept}");
    }
}

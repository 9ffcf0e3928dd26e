//! What an import says of rows that it does not take, or not whole, and what it leaves as it is.

use std::fs;

use crate::sandbox::Sandbox;

#[test]
fn what_a_rule_refuses_is_counted_and_named_as_a_problem_before_the_rest() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "f.csv",
        "ID,Finding,Type,Status,Owner,Date\nN-1,Old list,Minor,Open,ana,2026-01-02\nN-2,No figures,Minor,Closed,ana,2026-01-02\n",
    );
    let ran = sandbox.run(&["import", "findings", "f.csv"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.out
            .contains("problem: Status: `Closed` is left out and kept as a text"),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("2 create, 0 update, 0 unchanged, 1 problem"),
        "{ran:?}"
    );
}

#[test]
fn single_rows_are_taken_although_they_lack_something() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.csv",
        "ID,Action,Owner,Due\nA-1,Mend,ana,\nA-2,Tell,ben,\n,,ana,2026-12-31\n",
    );
    let ran = sandbox.run(&["import", "actions", "a.csv", "--yes=3"]);
    assert!(
        ran.out.contains("1 create, 0 update, 0 unchanged, 2 problem"),
        "{ran:?}"
    );
    let actions = sandbox.fine(&["list", "actions", "--columns", "reference"]);
    assert!(actions.contains("A-2") && !actions.contains("A-1"), "{actions}");
    let all = sandbox.run(&["import", "actions", "a.csv", "--yes"]);
    // No action is made of a row that says nothing to do.
    assert!(
        all.out.contains("1 create, 0 update, 1 unchanged, 1 problem"),
        "{all:?}"
    );
    let wrong = sandbox.run(&["import", "actions", "a.csv", "--yes=x"]);
    assert!(wrong.code == 2 && wrong.err.contains("--yes=8,9"), "{wrong:?}");
}

#[test]
fn what_is_remembered_without_a_change_goes_with_its_undo() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat", "owner=ana", "reference=S-1"]);
    sandbox.write("s.csv", "ID,Name,Owner\nS-1,Chat,ana\n");
    let folder = sandbox.here().join("aims/imports");
    let ran = sandbox.fine(&["import", "systems", "s.csv"]);
    assert!(ran.contains("1 unchanged") && folder.is_dir(), "{ran}");
    sandbox.fine(&["undo"]);
    let left = fs::read_dir(&folder).map_or(0, Iterator::count);
    assert_eq!(left, 0);
    assert!(sandbox.fine(&["list", "systems"]).contains("Chat"));
}

#[test]
fn how_letters_are_composed_is_no_difference() {
    let sandbox = Sandbox::new();
    sandbox.write("s.csv", "ID,Name,Purpose\nS-1,Café,Rückfragen\n");
    sandbox.fine(&["import", "systems", "s.csv"]);
    sandbox.write("s.csv", "ID,Name,Purpose\nS-1,Cafe\u{301},Ru\u{308}ckfragen\n");
    let again = sandbox.fine(&["import", "systems", "s.csv"]);
    assert!(again.contains("0 update, 1 unchanged"), "{again}");
}

#[test]
fn suppliers_have_their_contact_from_several_columns_and_periods_in_words() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "s.csv",
        "Fournisseur,Contact,E-mail,Téléphone,Fréquence de revue\nAcme,Zoé Lenoir,z@example.org,+33 1,semestrielle\n",
    );
    let ran = sandbox.run(&["import", "suppliers", "s.csv"]);
    assert!(!ran.out.contains("Columns not imported"), "{ran:?}");
    let listed = sandbox.fine(&["list", "suppliers", "--columns", "contact,every"]);
    assert!(
        listed.contains("Zoé Lenoir / z@example.org / +33 1\t6 months"),
        "{listed}"
    );
}

#[test]
fn own_controls_get_their_titles_and_those_of_the_standard_keep_theirs() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "c.csv",
        "Control ID,Control,Applicable?\nA.2.2,Policy,Yes\nORG-1,Red-team exercise,Yes\n",
    );
    sandbox.run(&["import", "controls", "c.csv"]);
    let listed = sandbox.fine(&["list", "controls", "--columns", "id,title"]);
    assert!(
        listed.contains("ORG-1\tRed-team exercise") && !listed.contains("A.2.2\tPolicy"),
        "{listed}"
    );
}

#[test]
fn a_clause_that_became_a_day_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("g.csv", "Clause,Status\n4.1,Yes\n4.2,Yes\n2026-02-05,Yes\n");
    let ran = sandbox.run(&["import", "answers", "g.csv", "--dry-run"]);
    assert!(
        ran.out
            .contains("is a day, which spreadsheet programs make of a clause such as 5.2"),
        "{ran:?}"
    );
}

#[test]
fn a_given_up_action_has_its_reason_from_its_note() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.csv",
        "Action,Owner,Due,Status,Verification\nRetrain,ana,2026-05-31,Cancelled,System stays paused\n",
    );
    let ran = sandbox.run(&["import", "actions", "a.csv"]);
    assert!(ran.out.contains("Reason is `System stays paused`"), "{ran:?}");
}

#[test]
fn a_folder_without_a_table_is_refused() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["import", "systems", "aims"]);
    assert!(
        ran.code == 2 && ran.err.contains("no file of this folder is a table"),
        "{ran:?}"
    );
}

#[test]
fn one_kind_goes_into_a_pipe_as_csv() {
    let sandbox = Sandbox::new();
    let written = sandbox.fine(&["export", "actions"]);
    assert!(written.starts_with("Id,") || written.contains("Id,Title"), "{written}");
    assert_eq!(sandbox.run(&["export"]).code, 2, "CSV holds one kind");
}

#[test]
fn columns_named_after_periods_are_what_was_measured_by_their_ends() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "o.csv",
        "Objective,KPI,Target,Owner,Due,Q4 2025,Q1 2026\nAll assessed,Share,100%,ana,2026-12-31,80%,90%\n",
    );
    let asked = sandbox.run(&["import", "objectives", "o.csv", "--dry-run"]);
    assert!(
        asked
            .err
            .contains("Q4 2025, Q1 2026: named after periods; --period-end"),
        "{asked:?}"
    );
    sandbox.fine(&["import", "objectives", "o.csv", "--period-end"]);
    let objectives = sandbox.json(&["list", "objectives", "--json"]);
    let measured = serde_json::json!([{"on": "2025-12-31", "value": "80%"}, {"on": "2026-03-31", "value": "90%"}]);
    assert_eq!(objectives[0]["measured"], measured);
}

#[test]
fn evidence_supports_clauses_controls_and_risks_of_two_columns() {
    let sandbox = Sandbox::new();
    sandbox.write("r.csv", "Risk ID,Risk,Owner\nR-02,Wrong advice,ana\n");
    sandbox.fine(&["import", "risks", "r.csv"]);
    sandbox.write(
        "e.csv",
        "Evidence,Location,Control ID,Risk ref\nMinutes,https://example.org/m,9.3.2,\nReport,https://example.org/r,A.6.2.4,R-02\n",
    );
    let ran = sandbox.run(&["import", "evidence", "e.csv"]);
    assert!(!ran.out.contains("names no record"), "{ran:?}");
    let evidence = sandbox.fine(&["list", "evidence", "--columns", "title,supports"]);
    assert!(evidence.contains("Minutes\t9.3.2"), "{evidence}");
    assert!(evidence.contains("A.6.2.4") && evidence.contains("R-"), "{evidence}");
}

#[test]
fn a_column_without_a_field_is_kept_unless_it_says_nothing_of_the_record() {
    let kept = |options: &[&str]| {
        let sandbox = Sandbox::new();
        sandbox.write(
            "r.csv",
            "No.,Risk,Likelihood,Impact,Risk Score,Cost centre\n1,Letters are lost,2,3,6,4711\n2,Advice is wrong,3,3,9,\n",
        );
        let ran = sandbox.run(&[&["import", "risks", "r.csv"][..], options].concat());
        let listed = sandbox.fine(&["list", "risks", "--columns", "title,extras"]);
        let mut lines: Vec<String> = listed.lines().skip(1).map(str::to_owned).collect();
        lines.sort();
        (lines, ran)
    };
    let (lines, ran) = kept(&[]);
    assert_eq!(
        lines,
        ["Advice is wrong\t", "Letters are lost\tCost centre | 4711"],
        "{ran:?}"
    );
    for said in [
        "No.          no field; counts the rows (2 filled)",
        "Risk Score   no field; compared with what the method says of Inherent (2 filled)",
        "Cost centre  no field; kept (1 filled)",
    ] {
        assert!(ran.out.contains(said), "{said}: {ran:?}");
    }
    let (lines, ran) = kept(&["--leave-unmapped"]);
    assert_eq!(lines, ["Advice is wrong\t", "Letters are lost\t"]);
    assert!(ran.out.contains("Columns not imported: No., Cost centre."), "{ran:?}");
    let (lines, _) = kept(&["--keep-unmapped"]);
    assert_eq!(
        lines[1],
        "Letters are lost\tCost centre | 4711\u{2424}No. | 1\u{2424}Risk Score | 6"
    );
}

#[test]
fn what_a_list_of_ours_works_out_is_not_kept_when_it_is_read_back() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "r.csv",
        "Risk,Likelihood,Impact,Cost centre\nLetters are lost,2,3,4711\n",
    );
    sandbox.fine(&["import", "risks", "r.csv"]);
    sandbox.write(
        "list.tsv",
        &sandbox.fine(&["list", "risks", "--columns", "id,title,level,plan,owner"]),
    );
    let ran = sandbox.run(&["import", "risks", "list.tsv"]);
    assert!(
        ran.out.contains("0 create, 0 update, 1 unchanged")
            && ran.out.contains("no field; is worked out here (1 filled)"),
        "{ran:?}"
    );
}

#[test]
fn what_an_approval_says_stands_in_its_table_and_an_edit_of_it_stays() {
    let sandbox = Sandbox::new();
    let file = |name: &str, by: &str| {
        let text = format!(
            "Doc ID,Title,Location,Version,Approved by,Approval date\nP-1,AI policy,https://example.org/p,1.1,{by},2026-01-22\n"
        );
        sandbox.write(name, &text);
    };
    file("d.csv", "ana");
    sandbox.fine(&["import", "documents", "d.csv"]);
    let rows = || {
        let listed = sandbox.fine(&["list", "documents", "reference:P-1", "--columns", "approvals"]);
        listed.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(rows(), ["1.1 | 2026-01-22 | ana"]);
    let text: String = sandbox
        .files()
        .into_iter()
        .filter(|(path, _)| path.to_string_lossy().contains("documents/D-"))
        .map(|(_, text)| text)
        .collect();
    assert!(
        text.contains("approvals: [") && !text.contains("approved_by: "),
        "{text}"
    );
    let again = sandbox.fine(&["import", "documents", "d.csv"]);
    assert!(again.contains("0 create, 0 update, 1 unchanged"), "{again}");
    // What somebody corrects here stays, and what the file corrects comes in.
    let id = sandbox.fine(&["list", "documents", "reference:P-1", "--columns", "id"]);
    let id = id.lines().nth(1).expect("a document");
    sandbox.fine(&["set", id, "version=1.2"]);
    let again = sandbox.fine(&["import", "documents", "d.csv"]);
    assert!(again.contains("Version was edited here and not in the file"), "{again}");
    assert_eq!(rows(), ["1.2 | 2026-01-22 | ana"]);
    file("d.csv", "ben");
    sandbox.fine(&["import", "documents", "d.csv"]);
    assert_eq!(rows(), ["1.2 | 2026-01-22 | ben"]);
}

#[test]
fn a_control_that_is_listed_twice_is_taken_where_the_rows_say_the_same() {
    let sandbox = Sandbox::new();
    sandbox.write("c.csv", "ID,Applicable\nA.2.2,Yes\nA.2.3,Yes\nA.2.2,Yes\n");
    let ran = sandbox.run(&["import", "controls", "c.csv"]);
    assert!(
        ran.out.contains("line 4: it says the same as row 2, which is taken."),
        "{ran:?}"
    );
    assert!(ran.out.contains("2 update, 0 unchanged, 1 problem"), "{ran:?}");
    let sandbox = Sandbox::new();
    sandbox.write("c.csv", "ID,Applicable\nA.2.2,Yes\nA.2.3,Yes\nA.2.2,No\n");
    let ran = sandbox.run(&["import", "controls", "c.csv"]);
    for (line, other) in [(2, 4), (4, 2)] {
        let told = format!(
            "line {line}: it has the same id as row {other}, and they differ in Applicability (`applicable` and `excluded`); none of \
             them is taken"
        );
        assert!(ran.out.to_lowercase().contains(&told.to_lowercase()), "{told} {ran:?}");
    }
    assert!(
        !ran.out.contains("has no control") && ran.out.contains("1 update, 0 unchanged, 2 problem"),
        "{ran:?}"
    );
}

#[test]
fn what_the_user_says_of_values_is_a_step_and_stands_in_a_cell() {
    let sandbox = Sandbox::new();
    sandbox.write("r.csv", "Title,Likelihood,Impact\nDrift,Likely,High\n");
    let ran = sandbox.run(&["import", "risks", "r.csv", "--map-value", "Impact:High=9"]);
    assert!(
        ran.code == 2 && ran.err.contains("`9` is no step of `Impact`. Its steps are: 1 "),
        "{ran:?}"
    );
    let mapped = ["--map-value", "Impact:High=4", "--map-value", "Impact:Nope=1"];
    let ran = sandbox.run(&[&["import", "risks", "r.csv"][..], &mapped].concat());
    assert!(ran.out.contains("Mapped, but in no cell: Impact: Nope."), "{ran:?}");
    let ran = sandbox.run(&["import", "risks", "r.csv", "--spans-from", "soon"]);
    assert!(
        ran.code == 2 && ran.err.contains("a day is written such as 2026-01-31"),
        "{ran:?}"
    );
}

//! Whose number a number is: registers that number their own rows, rows that move, and numbers that come back.

use crate::sandbox::Sandbox;

const NORTH: &str = "Ref,Title,Owner\n1,North bot,ana\n2,North chat,ana\n";
const SOUTH: &str = "Ref,Title,Owner\n1,South bot,ben\n2,South chat,ben\n";

fn titles(sandbox: &Sandbox) -> String {
    sandbox.fine(&["list", "systems", "--columns", "reference,title,owner"])
}

/// Both registers in a sandbox, under references that begin with these letters.
fn two_registers(letter: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, text) in [("north.csv", NORTH), ("south.csv", SOUTH)] {
        let text = text.replace("\n1,", &format!("\n{letter}1,"));
        sandbox.write(name, &text.replace("\n2,", &format!("\n{letter}2,")));
    }
    sandbox
}

fn both_are_there(sandbox: &Sandbox, letter: &str) {
    let titles = titles(sandbox);
    for row in [
        "1\tNorth bot\tana",
        "2\tNorth chat\tana",
        "1\tSouth bot\tben",
        "2\tSouth chat\tben",
    ] {
        assert!(titles.contains(&format!("{letter}{row}")), "{row}: {titles}");
    }
}

#[test]
fn registers_with_numbers_of_their_own_do_not_overwrite_each_other() {
    for letter in ["", "AI-"] {
        let sandbox = two_registers(letter);
        let told = sandbox.fine(&["import", "systems", "north.csv", "south.csv"]);
        assert!(
            told.contains("has the id or reference of north-bot, which has another title"),
            "{told}"
        );
        both_are_there(&sandbox, letter);
        let again = sandbox.fine(&["import", "systems", "north.csv", "south.csv"]);
        assert_eq!(again.matches("0 create, 0 update, 2 unchanged").count(), 2, "{again}");
        let sandbox = two_registers(letter);
        sandbox.fine(&["import", "systems", "north.csv"]);
        sandbox.fine(&["import", "systems", "south.csv"]);
        both_are_there(&sandbox, letter);
    }
}

#[test]
fn a_file_of_another_name_is_the_same_register_where_most_of_it_is_called_the_same() {
    let sandbox = Sandbox::new();
    sandbox.write("inventory.csv", "Ref,Title\nAI-1,Alpha\nAI-2,Beta\nAI-3,Gamma\n");
    sandbox.write(
        "reviewed.csv",
        "Ref,Title\nAI-1,Alpha\nAI-2,Beta reworded\nAI-3,Gamma\n",
    );
    sandbox.fine(&["import", "systems", "inventory.csv"]);
    let told = sandbox.fine(&["import", "systems", "reviewed.csv"]);
    assert!(
        told.contains("Title: Beta -> Beta reworded") && told.contains("0 create, 1 update"),
        "{told}"
    );
}

#[test]
fn a_row_that_is_put_in_above_takes_no_other_row_its_record() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "ID,Title,Owner\n1,Chat,ana\n2,Fraud,ben\n3,Triage,eve\n");
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.write(
        "a.csv",
        "ID,Title,Owner\n1,New bot,zoe\n2,Chat,ana\n3,Fraud detection,ben\n4,Triage,eve\n",
    );
    let told = sandbox.fine(&["import", "systems", "a.csv"]);
    for line in [
        "create     new-bot",
        "update     chat  Chat",
        "Reference: 1 -> 2",
        "update     triage  Triage",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert!(
        !told.contains("Title: Chat ->") && !told.contains("Title: Triage ->"),
        "{told}"
    );
}

#[test]
fn a_plain_number_still_finds_what_was_renamed() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "ID,Title,Owner\n1,Chat,ana\n2,Fraud,ben\n");
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.write("a.csv", "ID,Title,Owner\n1,Chat,ana\n2,Fraud detection,ben\n");
    let told = sandbox.fine(&["import", "systems", "a.csv"]);
    assert!(told.contains("Title: Fraud -> Fraud detection"), "{told}");
}

#[test]
fn a_reference_that_changed_is_told_with_the_record_of_that_name() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "Ref,Title\nAI-2,Chat\n");
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.write("a.csv", "Ref,Title\nAI-02,Chat\n");
    let told = sandbox.fine(&["import", "systems", "a.csv"]);
    assert!(told.contains("is called as chat is, about which no row is"), "{told}");
}

#[test]
fn a_column_of_units_that_comes_later_makes_no_second_record() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "Title,Owner\nBot,ana\nChat,ben\n");
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.write("a.csv", "Title,Unit,Owner\nBot,Sales,ana\nChat,IT,ben\n");
    let told = sandbox.fine(&["import", "systems", "a.csv"]);
    assert!(told.contains("0 create, 2 update"), "{told}");
}

#[test]
fn what_was_retired_for_want_of_a_row_is_back_with_its_row_and_nothing_else_is() {
    let sandbox = Sandbox::new();
    let both = "Ref,Title\nAI-1,Alpha\nAI-2,Beta\n";
    let import = |text: &str| {
        sandbox.write("a.csv", text);
        sandbox.fine(&["import", "systems", "a.csv", "--retire-removed"])
    };
    import(both);
    import("Ref,Title\nAI-1,Alpha\n");
    let reused = import("Ref,Title\nAI-1,Alpha\nAI-2,Something else\n");
    assert!(reused.contains("create     something-else"), "{reused}");
    sandbox.fine(&["undo", "--yes"]);
    let back = import(both);
    assert!(
        back.contains("update     beta") && !back.contains("is retired here"),
        "{back}"
    );
    assert!(titles(&sandbox).contains("Beta"));
    // Whoever retires it here says more than the file.
    sandbox.fine(&["set", "beta", "retired=2026-01-31", "--because", "sold"]);
    let told = import(both);
    assert!(told.contains("is retired here"), "{told}");
}

#[test]
fn a_copied_row_of_an_export_is_told_with_the_id_it_shares() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "Title,Owner\nOne,ana\n");
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.write("e.csv", "Id,Title,Owner\none,Other,ana\none,One,ana\n");
    let told = sandbox.fine(&["import", "systems", "e.csv"]);
    assert!(
        told.contains("create     other") && told.contains("has the id or reference of one"),
        "{told}"
    );
}

//! People come in as all records do: found again, merged, and told field by field.

use crate::sandbox::Sandbox;

const FILE: &str = "Username,First name,Last name,E-mail,Job title,Left,Badge\n\
    ana,Ana,Ruiz,ana@example.org,CISO,,7\n,Farid,Noor,farid@example.org,Auditor,2026-03-31,8\n,,,who@example.org,Guest,,9\n";

fn imported() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("p.csv", FILE);
    let ran = sandbox.run(&["import", "people", "p.csv"]);
    assert_eq!(ran.code, 1, "a row names nobody: {ran:?}");
    assert!(
        ran.out.contains("2 create, 0 update, 0 unchanged, 1 problem"),
        "{ran:?}"
    );
    assert!(ran.out.contains("Columns not imported: Badge"), "{ran:?}");
    sandbox
}

fn people(sandbox: &Sandbox) -> String {
    sandbox.fine(&["list", "organizations", "--columns", "people"])
}

#[test]
fn a_sheet_of_people_becomes_the_people_of_the_organization() {
    let sandbox = imported();
    let all = people(&sandbox);
    for person in ["ana | Ana Ruiz | CISO", "farid | Farid Noor | Auditor", "2026-03-31"] {
        assert!(all.contains(person), "{all}");
    }
    // They are known from now on, and a second import changes nothing.
    let again = sandbox.run(&["import", "people", "p.csv"]);
    assert!(again.out.contains("0 create, 0 update, 2 unchanged"), "{again:?}");
    sandbox.write("s.csv", "Name,Owner\nChat,Farid Noor\n");
    sandbox.fine(&["import", "systems", "s.csv"]);
    let owners = sandbox.fine(&["list", "systems", "--columns", "owner"]);
    assert!(owners.contains("farid"), "{owners}");
}

#[test]
fn what_the_team_edited_of_a_person_stays() {
    let sandbox = imported();
    let all = people(&sandbox);
    let rows = all.lines().last().unwrap_or_default().replace('\u{2424}', "\n");
    let rows = rows.rsplit('\t').next().unwrap_or_default();
    sandbox.fine(&[
        "set",
        "organization",
        &format!("people={}", rows.replace("CISO", "Head of security")),
    ]);
    let again = sandbox.run(&["import", "people", "p.csv"]);
    assert!(
        again
            .out
            .contains("Role was edited here and not in the file; left as it is"),
        "{again:?}"
    );
    assert!(people(&sandbox).contains("Head of security"));
    // What only the file changed is taken, and named.
    sandbox.write("p.csv", &FILE.replace("ana@example.org", "ruiz@example.org"));
    let newer = sandbox.run(&["import", "people", "p.csv"]);
    assert!(
        newer.out.contains("E-mail: ana@example.org -> ruiz@example.org"),
        "{newer:?}"
    );
    let all = people(&sandbox);
    assert!(
        all.contains("Head of security") && all.contains("ruiz@example.org"),
        "{all}"
    );
}

#[test]
fn a_person_is_known_by_address_and_name_and_keeps_the_handle() {
    let sandbox = imported();
    sandbox.write(
        "p.csv",
        "Name,Login,E-mail\nAna Maria Ruiz,aruiz,ana@example.org\nFarid Noor,,\n",
    );
    let ran = sandbox.run(&["import", "people", "p.csv"]);
    assert!(ran.out.contains("`aruiz` is taken for ana"), "{ran:?}");
    assert!(
        ran.out.contains("0 create, 1 update, 1 unchanged, 0 problem"),
        "{ran:?}"
    );
    assert!(people(&sandbox).contains("ana | Ana Maria Ruiz"));
}

#[test]
fn people_who_are_gone_from_the_file_leave_on_request_and_one_undo_takes_it_all_back() {
    let sandbox = imported();
    let before = people(&sandbox);
    sandbox.write(
        "p.csv",
        "Username,First name,Last name,E-mail\nelin,Elin,Sand,elin@example.org\n",
    );
    let ran = sandbox.run(&["import", "people", "p.csv", "--retire-removed"]);
    assert!(ran.out.contains("ana has no row any more; it is retired"), "{ran:?}");
    assert!(people(&sandbox).contains("elin | Elin Sand"));
    sandbox.fine(&["undo"]);
    assert_eq!(people(&sandbox), before);
}

#[test]
fn columns_of_people_are_mapped_and_the_mapping_is_kept() {
    let sandbox = Sandbox::new();
    sandbox.write("p.csv", "Who,Post\nAna Ruiz,CISO\n");
    let maps = ["--map", "Who=name", "--map", "Post=role", "--save-mapping", "staff"];
    sandbox.fine(&[&["import", "people", "p.csv"], &maps[..]].concat());
    assert!(people(&sandbox).contains("ana | Ana Ruiz | CISO"));
    let again = sandbox.fine(&["import", "people", "p.csv", "--mapping", "staff"]);
    assert!(again.contains("1 unchanged"), "{again}");
}

#[test]
fn what_has_no_place_with_a_person_is_told_as_lost() {
    let sandbox = Sandbox::new();
    sandbox.write("p.csv", "Username,Name,Gone\nana,Ana Ruiz,soon\n");
    let ran = sandbox.run(&["import", "people", "p.csv", "--map", "Gone=left"]);
    assert!(
        ran.out.contains("the text has no place in the record and is lost") && !ran.out.contains("is kept"),
        "{ran:?}"
    );
}

#[test]
fn a_handle_of_somebody_else_is_told_and_not_taken() {
    let sandbox = Sandbox::new();
    sandbox.write("p.csv", "Handle,Name\nben,Ben A\nben,Ben B\nana,Ana Ruiz\n");
    let ran = sandbox.run(&["import", "people", "p.csv"]);
    let told = "`ben` is the handle of Ben A already, and records name one person by it";
    assert!(
        ran.out.contains(told) && ran.out.contains("2 create, 0 update, 0 unchanged, 1 problem"),
        "{ran:?}"
    );
    let all = people(&sandbox);
    assert!(all.contains("ben | Ben A") && !all.contains("Ben B"), "{all}");
    // A cell that was changed to one that is taken, by a file that finds people by their ids.
    sandbox.fine(&["export", "people", "-o", "e.csv"]);
    let text = std::fs::read_to_string(sandbox.here().join("e.csv")).expect("a file");
    sandbox.write("e.csv", &text.replace("\nana,ana,", "\nana,BEN,"));
    let ran = sandbox.run(&["import", "people", "e.csv"]);
    assert!(ran.out.contains("`ben` is the handle of Ben A already"), "{ran:?}");
    assert_eq!(people(&sandbox), all);
    // What reads as two names is none.
    sandbox.write("q.csv", "Handle,Name\ncd;x,Carl D\n");
    let ran = sandbox.run(&["import", "people", "q.csv"]);
    assert!(ran.out.contains("`cd;x` is no handle"), "{ran:?}");
    assert!(!people(&sandbox).contains(';'), "{}", people(&sandbox));
    // The form and `set` say the same.
    let ran = sandbox.run(&["set", "organization", "people=ana | Ana Ruiz\nana | Ana Other"]);
    assert!(
        ran.code != 0 && ran.err.contains("`ana` is the handle of Ana"),
        "{ran:?}"
    );
}

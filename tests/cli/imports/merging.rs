//! A second import is a merge: of kept columns too, and of records that were deleted in between.

use aims::domain::kinds::system;
use aims::domain::register::Register;
use aims::exchange::import::{Options, Remark};

use super::sheets::{apply, get, plan, remembered, set};

const TEXT: &str = "Name,Owner,Score\nAlpha,ana,25\n";

fn keeping() -> Options<'static> {
    let mut options = Options::default();
    options.mapping.keep_unmapped = true;
    options
}

fn score(register: &Register) -> String {
    get(register, "alpha").stored(system::EXTRAS).to_string()
}

#[test]
fn a_kept_column_that_was_edited_here_stays_as_it_is() {
    let (mut register, memory) = remembered(TEXT, &keeping());
    set(&mut register, "alpha", system::EXTRAS.field(), "Score | 20");
    let options = Options {
        memory: Some(&memory),
        ..keeping()
    };
    let again = plan(&register, TEXT, &options);
    assert_eq!(again.rows[0].remarks, [Remark::EditedHere("Score".into())]);
    apply(&mut register, &again);
    assert_eq!(score(&register), "Score | 20");
    // Changed on both sides, the file's text is named and left out.
    let newer = plan(&register, "Name,Owner,Score\nAlpha,ana,30\n", &options);
    assert_eq!(
        newer.rows[0].remarks,
        [Remark::EditedInBoth("Score".into(), "30".to_owned())]
    );
    let overwriting = Options {
        overwrite: true,
        ..options
    };
    let newer = plan(&register, "Name,Owner,Score\nAlpha,ana,30\n", &overwriting);
    assert_eq!(
        newer.rows[0].remarks,
        [Remark::Overwritten("Score".into(), "20".to_owned())]
    );
}

#[test]
fn a_kept_column_that_only_the_file_changed_is_taken() {
    let (mut register, memory) = remembered(TEXT, &keeping());
    let options = Options {
        memory: Some(&memory),
        ..keeping()
    };
    let newer = plan(&register, "Name,Owner,Score\nAlpha,ana,30\n", &options);
    assert_eq!(newer.rows[0].remarks, []);
    apply(&mut register, &newer);
    assert_eq!(score(&register), "Score | 30");
}

#[test]
fn the_row_of_a_deleted_record_makes_it_whole_again() {
    let (_, memory) = remembered(TEXT, &keeping());
    let mut emptied = Register::default();
    let options = Options {
        memory: Some(&memory),
        ..keeping()
    };
    let again = plan(&emptied, TEXT, &options);
    assert_eq!((again.counts().create, again.rows[0].remarks.len()), (1, 0));
    apply(&mut emptied, &again);
    let alpha = get(&emptied, "alpha");
    assert_eq!((alpha.title(), alpha.owner()), ("Alpha", "ana"));
    assert_eq!(score(&emptied), "Score | 25");
}

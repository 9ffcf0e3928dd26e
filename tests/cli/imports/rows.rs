//! Rows that are no record by themselves, columns that are no field, and what is compared and decoded on the way.

use aims::domain::kinds::{action, answer, control, risk, system};
use aims::domain::record::field::Kind;
use aims::domain::register::Register;
use aims::exchange::import::{Counts, Options, Outcome, Plan, Remark};

use super::sheets::{go_on, now, sheet, today};
use crate::sandbox::Sandbox;

fn import(register: &mut Register, kind: &'static Kind, text: &str) -> Plan {
    let options = Options::default();
    let plan = Plan::make(register, kind, &sheet(text.as_bytes()), &options, today(), go_on).expect("a plan");
    register.apply(&plan.edit("ana", now())).expect("applies");
    plan
}

fn lines(register: &Register, kind: &'static Kind, fields: &[&str]) -> Vec<String> {
    let line = |record: &aims::domain::record::Record| {
        let value = |name: &&str| record.value(kind.field_index(name).expect("a field")).to_string();
        fields.iter().map(value).collect::<Vec<_>>().join(" | ")
    };
    let mut lines: Vec<String> = register.of(kind).map(line).collect();
    lines.sort();
    lines
}

const ACTIONS_BELOW_RISKS: &str = "Risk,Cause,Risk Owner,Treatment,Controls,Action,Action Owner,Due date,Status\n\
    Drift,Data of 2019,ana,Mitigate,A.6.2.4,Retrain,ben,2026-12-01,Open\n\
    ,,,,A.6.2.6,Watch,eve,2026-12-02,Done\n\
    Leak,Prompts,ana,Avoid,A.7.2,Filter,ben,2026-12-03,Open\n\
    Bias,Sample,ana,Accept,,,,,\n";

#[test]
fn rows_below_a_risk_belong_to_it() {
    let mut register = Register::default();
    let risks = import(&mut register, &risk::KIND, ACTIONS_BELOW_RISKS);
    let expected = Counts {
        create: 3,
        continued: 1,
        ..Counts::default()
    };
    assert_eq!(risks.counts(), expected, "{risks}");
    assert_eq!(risks.rows[1].outcome, Outcome::Continues(2));
    assert_eq!(
        lines(&register, &risk::KIND, &["title", "controls", "status"]),
        ["Bias |  | ", "Drift | A.6.2.4, A.6.2.6 | ", "Leak | A.7.2 | "],
        "the status is that of each action"
    );
    // The actions of the same rows keep their risk.
    let actions = import(&mut register, &action::KIND, ACTIONS_BELOW_RISKS);
    assert_eq!(actions.counts().create, 3, "{actions}");
    let told = Remark::FromAbove("Risk".to_owned(), 2);
    assert!(actions.rows[1].remarks.contains(&told), "{actions}");
    let drift = register
        .of(&risk::KIND)
        .find(|risk| risk.title() == "Drift")
        .expect("a risk");
    let watch = register
        .of(&action::KIND)
        .find(|action| action.title() == "Watch")
        .expect("an action");
    assert_eq!(watch.get(action::RISKS), [drift.id()]);
}

#[test]
fn a_row_that_begins_something_else_goes_on_with_nothing() {
    let text = "NCR ID,Clause,Cause,Corrective Action,CA Owner,Due\n\
        N-1,6.2,Nobody,Name an owner,ana,2026-12-01\nN-2,6.2,,,,\n";
    let plan = import(&mut Register::default(), &action::KIND, text);
    assert_eq!(plan.counts().continued, 0, "{plan}");
    assert_eq!(plan.rows[1].outcome, Outcome::Nameless("NCR ID".to_owned()), "{plan}");
}

#[test]
fn scores_and_levels_that_do_not_follow_are_told() {
    let text = "Risk,Likelihood,Impact,Risk Score,Risk Level\nDrift,4,4,16,High\nLeak,2,5,12,Low\n";
    let plan = import(&mut Register::default(), &risk::KIND, text);
    let told = |column: &str, text: &str, follows: &str| Remark::Contradicts {
        column: column.to_owned(),
        text: text.to_owned(),
        follows: follows.to_owned(),
    };
    assert_eq!(plan.rows[0].remarks, [], "{plan}");
    let [score, level] = &plan.rows[1].remarks[..] else {
        unreachable!("two remarks: {plan}");
    };
    assert_eq!(*score, told("Risk Score", "12", "2 x 5 is 10"));
    assert!(
        level
            .to_string()
            .contains("Risk Level: `Low` is not what follows: the method says"),
        "{level}"
    );
}

#[test]
fn what_was_given_up_is_not_done() {
    let text = "Issue key,Summary,Status,Resolution,Assignee,Due date\n\
        A-1,Buy,Done,Won't Do,ana,2026-12-01\nA-2,Train,Done,Done,ana,2026-12-01\nA-3,Watch,To Do,,ana,2026-12-01\n";
    let mut register = Register::default();
    let plan = import(&mut register, &action::KIND, text);
    assert_eq!(
        lines(&register, &action::KIND, &["title", "status", "reason"]),
        ["Buy | cancelled | Won't Do", "Train | done | ", "Watch | open | "]
    );
    let told = Remark::Overruled("Resolution".to_owned(), "Won't Do".to_owned());
    assert_eq!(plan.rows[0].remarks, [told]);
}

#[test]
fn an_answer_to_a_clause_is_one_to_each_of_its_questions() {
    let mut register = Register::default();
    let of_clause = |register: &Register| {
        let answers = register.of(&answer::KIND);
        let of = answers.filter(|answer| answer.id().as_str().starts_with("4.1/"));
        of.map(|answer| answer.value(answer::STATE.index()).to_string())
            .collect::<Vec<_>>()
    };
    let questions = of_clause(&register).len();
    assert!(questions > 1);
    let plan = import(
        &mut register,
        &answer::KIND,
        "Clause,Status,Comment\n4.1,Partial,since May\n4.2/q1,Fully,\n",
    );
    assert_eq!(of_clause(&register), vec!["informal"; questions]);
    assert_eq!(plan.counts().update, questions + 1, "no other question changes: {plan}");
    assert!(
        plan.rows[0]
            .remarks
            .contains(&Remark::Clause("4.1".to_owned(), questions))
    );
}

#[test]
fn columns_named_after_choices_mark_them() {
    let text = "Control ID,Applicable?,Justification LR,Justification CO,Justification BR/BP,Customer\n\
        A.2.2,Yes,x,,✓,Acme\nA.2.3,Yes,,X,no,Acme\nA.2.4,Yes,,,1,Acme\n";
    let mut register = Register::default();
    let plan = import(&mut register, &control::KIND, text);
    let basis = |id: &str| register.get(id).expect(id).value(control::BASIS.index()).to_string();
    assert_eq!(
        ["A.2.2", "A.2.3", "A.2.4"].map(basis),
        ["legal obligation, good practice", "contract", "good practice"]
    );
    // A mapping that was kept reads the next file the same way.
    let kept = &plan.mapping().columns["Justification BR/BP"];
    assert_eq!(kept, "basis.GoodPractice");
    let mut options = Options::default();
    options
        .mapping
        .map(&format!("Justification BR/BP={kept}"))
        .expect("a mapping");
    let again = Plan::make(
        &register,
        &control::KIND,
        &sheet(text.as_bytes()),
        &options,
        today(),
        go_on,
    );
    assert_eq!(again.expect("a plan").counts().unchanged, 3);
}

#[test]
fn markup_of_web_pages_becomes_text() {
    let text = "Name,Description\nA &amp; B,<p>Handles <b>claims</b></p><br>since&nbsp;May\n";
    let mut register = Register::default();
    let plan = import(&mut register, &system::KIND, text);
    assert_eq!(
        lines(&register, &system::KIND, &["title", "purpose"]),
        ["A & B | Handles claims\nsince May"]
    );
    assert!(plan.to_string().contains("Description (1), Name (1)"), "{plan}");
}

#[test]
fn a_header_that_comes_again_a_second_table_and_lone_totals_are_no_records() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "s.csv",
        "Name,Owner,Stage\nAlpha,ana,\nNAME,owner,Stage\nBeta,ben,\nSumme,,\nGenerated by Excel 2019,,\n",
    );
    let ran = sandbox.run(&["import", "systems", "s.csv"]);
    assert!(ran.out.contains("2 create"), "{ran:?}");
    for told in [
        "no records but the header once more, left out: row 3",
        "no records but totals, left out: row 5 `Summe`",
        "no records but text below the table, left out: row 6 `Generated by Excel 2019`",
    ] {
        assert!(ran.err.contains(told), "{told}: {ran:?}");
    }
    sandbox.write(
        "t.csv",
        "Name,Owner,Stage\nGamma,ana,\n\nSupplier,Country,Contact,Note\nAcme,AT,Ann,\nOther,DE,Ben,\n",
    );
    let ran = sandbox.run(&["import", "systems", "t.csv"]);
    assert!(ran.out.contains("1 create"), "{ran:?}");
    let told =
        "another table begins in row 4 `Supplier | Country | Contact | Note`; it and the 2 rows below were left out";
    assert!(ran.err.contains(told), "{ran:?}");
}

//! What the program adds to an approval that is made: the digest of what was approved, and that the plan of each risk is
//! approved with the treatment plan as a whole. Certificates and declarations get the digest of the scope likewise.

use chrono::{Days, NaiveDate};

use crate::domain::kinds::approval::kept_sets::{self, KeptSet, PLAN, Records, SCOPE};
use crate::domain::kinds::approval::{self, Approval, Approvals};
use crate::domain::kinds::{document, risk};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::rules::Proposal;
use crate::domain::record::typed::{Handle, Rows, Table};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::observed::Fact;

/// An approval that is recorded within so many days is of what is there; of an older one nobody knows.
const RECORDED_WITHIN: Days = Days::new(7);

/// Returns the approval that a change makes, if it makes one.
pub fn made<'a>(proposal: &Proposal<'a>, table: Handle<Rows<Approvals>>) -> Option<Approval<'a>> {
    let newest = approval::newest(proposal.after.stored(table))?;
    let before = proposal
        .before
        .and_then(|before| approval::newest(before.stored(table)));
    (Some(newest) != before).then_some(newest)
}

/// Returns what is to be added to an edit that approves something: values of fields, here and in other records.
pub fn completed(proposal: &Proposal<'_>, table: Handle<Rows<Approvals>>) -> Vec<(Id, usize, Value)> {
    let Some(made) = made(proposal, table) else {
        return Vec::new();
    };
    let record = proposal.after;
    let mut added = Vec::new();
    if made.digest.is_empty() && is_of_now(made.on, proposal.today()) {
        let digest = digest_now(proposal, record);
        if !digest.is_empty() {
            let approvals = record.stored(table);
            let rest = approval::withdrawn(approvals);
            let digest = digest.as_str();
            let after = approval::with(&rest, Approval { digest, ..made });
            added.push((record.id().clone(), table.index(), after));
        }
    }
    if record.id().as_str() == PLAN.of && !made.by.is_empty() && is_another(proposal, table, made) {
        added.extend(plans(proposal, made));
    }
    added
}

/// Tells whether somebody approved once more, and not only another word is said of an approval that is there.
pub fn is_another(proposal: &Proposal<'_>, table: Handle<Rows<Approvals>>, made: Approval<'_>) -> bool {
    let Some(before) = proposal.before.map(|before| before.stored(table)) else {
        return true;
    };
    let is_more = proposal.after.stored(table).items().len() > before.items().len();
    let is_same = approval::newest(before).is_some_and(|old| (old.by, old.on) == (made.by, made.on));
    is_more || !is_same
}

/// Tells whether what was approved on a day can be taken for what is there.
fn is_of_now(on: Option<NaiveDate>, today: NaiveDate) -> bool {
    let earliest = today.checked_sub_days(RECORDED_WITHIN).unwrap_or(today);
    on.is_some_and(|on| (earliest..=today).contains(&on))
}

/// Returns the digest of what a record speaks of, as the edit leaves it: of its file, else of what the register keeps.
fn digest_now(proposal: &Proposal<'_>, record: &Record) -> String {
    let location = if record.is(&document::KIND) {
        record.get(document::LOCATION)
    } else {
        ""
    };
    if !location.is_empty() {
        return match proposal.register.observed().at(location) {
            Some(Fact::Present { sha256 }) => sha256.clone(),
            _ => String::new(),
        };
    }
    let records = Records::after(proposal.register, proposal.touched);
    let set = kept_sets::of(record.id().as_str()).filter(|set| set.is_begun_in(records));
    set.map(|set| set.digest(records)).unwrap_or_default()
}

/// Returns the risks whose plans are approved with the treatment plan: open ones with actions whose plan is not approved as
/// it is. A risk that is a draft has no plan yet, and an approval that counts stays that of whoever gave it.
pub fn approved_with_plan(register: &Register) -> impl Iterator<Item = &Record> {
    let risks = register.of(&risk::KIND).filter(|risk| {
        let is_draft = risk.get(risk::STATUS) == Some(risk::Status::Draft);
        risk.is_open() && !is_draft
    });
    risks.filter(|risk| matches!(risk::plan(register, risk), risk::Plan::Draft | risk::Plan::Changed))
}

/// The plan of each risk that waits for it is approved with the treatment plan.
fn plans(proposal: &Proposal<'_>, made: Approval<'_>) -> Vec<(Id, usize, Value)> {
    let register = proposal.register;
    let planned = approved_with_plan(register);
    let on = made.on.unwrap_or(proposal.today());
    let approved = planned.flat_map(|risk| {
        [
            (risk::PLAN_BY.index(), Value::text(made.by)),
            (risk::PLAN_ON.index(), on.into()),
            (risk::PLAN_COVERS.index(), risk::covered(register, risk)),
        ]
        .map(|(field, value)| (risk.id().clone(), field, value))
    });
    approved.collect()
}

/// Returns the rows of a table of the organization with the digest of the scope in those that come in without one.
pub fn with_scope<T: Table>(proposal: &Proposal<'_>, table: Handle<Rows<T>>) -> Option<(Id, usize, Value)> {
    let digest = T::COLUMNS.iter().position(|column| column.name == "digest")?;
    let records = Records::after(proposal.register, proposal.touched);
    if !SCOPE.is_begun_in(records) || !proposal.changes(table) {
        return None;
    }
    let known = proposal.before.map(|before| before.stored(table).items());
    let known: Vec<_> = known.unwrap_or_default().iter().filter_map(number).collect();
    let after = proposal.after.stored(table);
    let rows = after.items().iter().map(|row| match row {
        Value::Row(cells) if number(row).is_some_and(|new| !known.contains(&new)) => {
            let mut cells = cells.to_vec();
            cells.resize(T::COLUMNS.len().max(cells.len()), Value::Empty);
            if cells[digest].is_empty() {
                cells[digest] = Value::text(&SCOPE.digest(records));
            }
            let said = cells
                .iter()
                .rposition(|cell| !cell.is_empty())
                .map_or(0, |last| last + 1);
            cells.truncate(said);
            Value::Row(cells.into())
        }
        row => row.clone(),
    });
    Some((proposal.after.id().clone(), table.index(), Value::set(rows.collect())))
}

/// Returns by what a row is known.
fn number(row: &Value) -> Option<&str> {
    match row {
        Value::Row(cells) => cells.first()?.as_text(),
        _ => None,
    }
}

/// Tells whether a set is another one than was approved; nothing where nobody knows what was approved.
pub fn is_changed(set: &KeptSet, digest: &str, records: Records<'_>) -> Option<bool> {
    (!digest.is_empty()).then(|| set.digest(records) != digest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{bare, put, record, today};
    use crate::domain::admission::{Objection, admit};
    use crate::domain::kinds::{action, control, method, organization};
    use crate::domain::register::edit::{Change, Edit};

    fn register() -> Register {
        let mut register = Register::default();
        register.put(method::preset());
        register.put(record(
            &organization::KIND,
            organization::ID,
            &[("name", "Acme"), ("scope", "Lending")],
        ));
        for (id, owner) in [("R-00001", "ana"), ("R-00002", "ana"), ("R-00003", "ana")] {
            let fields = [("title", "Leak"), ("status", "open"), ("owner", owner)];
            register.put(record(&risk::KIND, id, &fields));
        }
        let fields = [("title", "Test"), ("status", "open"), ("risks", "R-00001, R-00002")];
        register.put(record(&action::KIND, "T-00001", &fields));
        register.put(record(&control::KIND, "A.2.2", &[("applicability", "applicable")]));
        register
    }

    /// Sets a field as an edit of one record, with what the rules add to it.
    fn set(register: &mut Register, id: &str, field: &str, text: &str) -> Result<Edit, Vec<Objection>> {
        let before = register.get(id).expect("a record");
        let after = put(before.clone(), &[(field, text)]);
        let at = before.kind().field_index(field).expect(field);
        let changes = vec![Change::Set {
            id: before.id().clone(),
            field: at,
            from: before.value(at).clone(),
            to: after.value(at).clone(),
        }];
        let edit = Edit {
            title: String::new(),
            who: String::new(),
            when: today().and_time(chrono::NaiveTime::MIN),
            changes,
        };
        let edit = admit(register, edit, &bare())?;
        register.apply(&edit).expect("it fits");
        Ok(edit)
    }

    fn newest(register: &Register, id: &str) -> String {
        let record = register.get(id).expect("a record");
        let at = record.kind().field_index("approvals").expect("a table");
        approval::newest(record.value(at))
            .expect("an approval")
            .digest
            .to_owned()
    }

    #[test]
    fn an_approval_of_today_keeps_the_digest_of_what_is_approved() {
        let mut register = register();
        let rows = format!("1 | {} | carla", today());
        for set_of in ["4.3/d1", "6.1.3/d2", "6.1.3/d3", "method"] {
            set(&mut register, set_of, "approvals", &rows).expect("admitted");
            let kept = kept_sets::of(set_of).expect("a set");
            assert_eq!(
                newest(&register, set_of),
                kept.digest(Records::of(&register)),
                "{set_of}"
            );
        }
        let sentence = set(&mut register, "4.4/d1", "approvals", &rows).expect_err("nothing to approve");
        assert_eq!(
            sentence[0].sentence,
            "There is nothing to approve yet: no process is described."
        );
    }

    #[test]
    fn of_an_approval_long_ago_nobody_knows_what_was_approved() {
        let mut register = register();
        set(&mut register, "6.1.3/d2", "approvals", "1 | 2025-01-10 | carla").expect("admitted");
        assert_eq!(newest(&register, "6.1.3/d2"), "");
    }

    #[test]
    fn a_file_that_was_looked_at_gives_the_digest_whoever_records_the_approval() {
        let mut register = register();
        set(&mut register, "6.1.2/d1", "location", "docs/method.md").expect("admitted");
        let sha256 = "1".repeat(64);
        register.observe("docs/method.md", Fact::Present { sha256: sha256.clone() });
        set(
            &mut register,
            "6.1.2/d1",
            "approvals",
            &format!("1 | {} | carla", today()),
        )
        .expect("admitted");
        assert_eq!(newest(&register, "6.1.2/d1"), sha256);
    }

    #[test]
    fn approving_the_treatment_plan_approves_the_plan_of_each_risk_that_has_actions_and_undo_takes_all_back() {
        let mut register = register();
        let rows = format!("1 | {} | carla", today());
        let before = format!("{:?}", register.get("R-00001"));
        let edit = set(&mut register, "6.1.3/d3", "approvals", &rows).expect("admitted");
        let plan = |id: &str, register: &Register| risk::plan(register, register.get(id).expect("a risk"));
        assert_eq!(plan("R-00001", &register), risk::Plan::Approved);
        assert_eq!(plan("R-00002", &register), risk::Plan::Approved);
        assert_eq!(plan("R-00003", &register), risk::Plan::Missing);
        let approved = register.get("R-00001").expect("a risk");
        assert_eq!(
            (approved.get(risk::PLAN_BY), approved.get(risk::PLAN_ON)),
            ("carla", Some(today()))
        );
        for change in edit.changes.iter().rev() {
            if let Change::Set { id, field, from, .. } = change {
                let mut record = register.get(id.as_str()).expect("a record").clone();
                record.put(*field, from.clone()).expect("fits");
                register.put(record);
            }
        }
        assert_eq!(format!("{:?}", register.get("R-00001")), before);
    }

    #[test]
    fn drafts_and_plans_that_are_approved_already_stay_as_they_are() {
        let mut register = register();
        set(&mut register, "R-00002", "status", "draft").expect("admitted");
        let earlier = format!("1 | {} | carla", today());
        set(&mut register, "6.1.3/d3", "approvals", &earlier).expect("admitted");
        assert_eq!(register.get("R-00002").expect("a risk").get(risk::PLAN_BY), "");
        let later = format!("{earlier}\n2 | {} | david", today());
        set(&mut register, "6.1.3/d3", "approvals", &later).expect("admitted");
        assert_eq!(register.get("R-00001").expect("a risk").get(risk::PLAN_BY), "carla");
        assert_eq!(approved_with_plan(&register).count(), 0);
    }

    #[test]
    fn the_owner_of_a_risk_who_approves_the_treatment_plan_is_asked_again() {
        let mut register = register();
        let rows = format!("1 | {} | ana", today());
        let objections = set(&mut register, "6.1.3/d3", "approvals", &rows).expect_err("objected");
        let ids: Vec<_> = objections.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["R-00001", "R-00002"]);
    }

    #[test]
    fn a_certificate_and_a_declaration_keep_the_digest_of_the_scope() {
        let mut register = register();
        let digest = SCOPE.digest(Records::of(&register));
        set(
            &mut register,
            "organization",
            "certificates",
            "C-1 | Body | | 2026-10-10 | 2029-10-09 | valid",
        )
        .expect("admitted");
        set(
            &mut register,
            "organization",
            "declarations",
            "D-1 | 2026-11-01 | carla",
        )
        .expect("admitted");
        let organization = register.get("organization").expect("there");
        let said = |field: &str| {
            organization
                .value(organization.kind().field_index(field).expect(field))
                .to_string()
        };
        assert!(said("certificates").ends_with(&digest), "{}", said("certificates"));
        assert!(said("declarations").ends_with(&digest), "{}", said("declarations"));
        set(&mut register, "organization", "scope", "Leasing").expect("admitted");
        set(
            &mut register,
            "organization",
            "certificates",
            &format!("C-1 | Body | | 2026-10-10 | 2029-10-09 | suspended | {digest}"),
        )
        .expect("admitted");
        let organization = register.get("organization").expect("there");
        let at = organization.kind().field_index("certificates").expect("a table");
        assert!(
            organization.value(at).to_string().ends_with(&digest),
            "what was recorded stays"
        );
    }
}

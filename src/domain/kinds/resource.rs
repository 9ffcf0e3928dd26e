//! Resources: the data, models, tools, computing and people that systems need (A.4, A.7).

pub mod check;

use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::shared_choices::Personal;
use crate::domain::kinds::{supplier, system};
use crate::domain::record::Record;
use crate::domain::record::choice::choices;
use crate::domain::record::field::Home;
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::kind;
use crate::domain::record::typed::{Day, Line, Many, One, OneOf, Person, Prose, Rows};

choices! {
    /// What a resource is.
    Type {
        Data "data", "data set", "dataset";
        Model "model", "AI model";
        Tool "tool", "tooling", "software";
        Computing "computing", "infrastructure", "hardware";
        People "people", "human", "staff";
    }
}

kind! {
    /// A data set, model, tool, computing or people that systems need.
    Resource "resource" "resources" {
        ids: IdForm::Random('U'),
        home: Home::Folder("resources"),
        check: check::RULES,
        derived: &[crate::domain::kinds::PROBLEMS],
        relevant: relevant,
    }
    /// What it is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What it is.
    TYPE: OneOf<Type> = "type" "Type" [Required];
    /// The systems that need it.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// Where it comes from, if bought.
    SUPPLIER: One<supplier::Supplier> = "supplier" "Supplier" [Search];
    /// Which version.
    VERSION: Line = "version" "Version" [Apart];
    /// Where it is.
    LOCATION: Line = "location" "Location" [Search];
    /// Under which terms it is used.
    LICENCE: Line = "licence" "Licence" [];
    /// Who answers for it.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// Whether it holds data about persons.
    PERSONAL_DATA: OneOf<Personal> = "personal_data" "Personal data" [];
    /// How and why data was chosen and got.
    ACQUIRED: Prose = "acquired" "Acquired" [];
    /// Where data comes from, and its changes since.
    ORIGIN: Prose = "origin" "Origin" [];
    /// What data must be like, and is.
    QUALITY: Prose = "quality" "Quality" [];
    /// The day on which its quality was looked at last.
    CHECKED: Day = "checked" "Checked" [Happened Outcome];
    /// How data was made fit for use.
    PREPARATION: Prose = "preparation" "Preparation" [];
    /// How long it is kept, or until when.
    RETENTION: Line = "retention" "Kept until" [];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

/// Tells whether a resource has the field at a position: only data says how it was got, where it comes from, its quality
/// and its preparation.
fn relevant(record: &Record, field: usize) -> bool {
    let of_data = (ACQUIRED.index()..=PREPARATION.index()).contains(&field);
    !of_data || matches!(record.get(TYPE), Some(Type::Data) | None)
}

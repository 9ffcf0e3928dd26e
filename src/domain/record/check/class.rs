//! What a check rule rests on and how much it weighs.

use crate::domain::record::choice::choices;

choices! {
    /// Who asks for it.
    Provenance {
        Standard "the standard asks", "standard", "s";
        Own "you set", "own", "o";
        Other "somebody else asks", "other", "l";
        Advice "we advise", "advice", "a";
    }
}

choices! {
    /// What an auditor would make of it at stage 2. Only an auditor grades.
    Weight {
        Advice "advice", "a";
        Minor "would be minor" as "minor", "m";
        Major "would be major" as "major", "M";
    }
}

choices! {
    /// What part of the work on an AIMS it is about.
    Phase {
        Planned "laid down and decided";
        Done "done and shown";
        Evaluated "audit and management review";
        Certified "certificate";
        Register "the register itself";
    }
}

/// Who asks, in which phase, and the weight at stage 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Class {
    /// Who asks for it.
    pub provenance: Provenance,
    /// What part of the work it is about.
    pub phase: Phase,
    /// How much it weighs.
    pub weight: Weight,
}

/// The classes that rules have. The first letter of a name is the provenance.
impl Class {
    /// The standard asks that it is laid down; its absence would be minor.
    pub const S_PLANNED: Self = Self::of(Provenance::Standard, Phase::Planned, Weight::Minor);
    /// The standard asks that it is laid down; its absence would be major.
    pub const S_PLANNED_MAJOR: Self = Self::of(Provenance::Standard, Phase::Planned, Weight::Major);
    /// The standard asks that it is done.
    pub const S_DONE: Self = Self::of(Provenance::Standard, Phase::Done, Weight::Minor);
    /// The standard asks that it is done; its absence would be major.
    pub const S_DONE_MAJOR: Self = Self::of(Provenance::Standard, Phase::Done, Weight::Major);
    /// The standard asks for audit and management review.
    pub const S_EVALUATED: Self = Self::of(Provenance::Standard, Phase::Evaluated, Weight::Minor);
    /// The standard asks for audit and management review; their absence would be major.
    pub const S_EVALUATED_MAJOR: Self = Self::of(Provenance::Standard, Phase::Evaluated, Weight::Major);
    /// The register contradicts itself.
    pub const S_REGISTER: Self = Self::of(Provenance::Standard, Phase::Register, Weight::Minor);
    /// The organization set it.
    pub const OWN: Self = Self::of(Provenance::Own, Phase::Done, Weight::Minor);
    /// The law, a contract or the certifier asks.
    pub const OTHER: Self = Self::of(Provenance::Other, Phase::Done, Weight::Minor);
    /// The law, a contract or the certifier asks; it would be major.
    pub const OTHER_MAJOR: Self = Self::of(Provenance::Other, Phase::Done, Weight::Major);
    /// The program advises it.
    pub const ADVICE: Self = Self::of(Provenance::Advice, Phase::Done, Weight::Advice);
    /// The program advises that it is laid down.
    pub const ADVICE_PLANNED: Self = Self::of(Provenance::Advice, Phase::Planned, Weight::Advice);
    /// The program advises it, since the register says more with it.
    pub const ADVICE_REGISTER: Self = Self::of(Provenance::Advice, Phase::Register, Weight::Advice);

    /// The class of a provenance, a phase and a weight.
    pub const fn of(provenance: Provenance, phase: Phase, weight: Weight) -> Self {
        Self {
            provenance,
            phase,
            weight,
        }
    }

    /// The same class in another phase.
    #[must_use]
    pub const fn in_phase(self, phase: Phase) -> Self {
        Self { phase, ..self }
    }
}

//! The words of the program: the terms of an AI management system, and the few words of this house.
//!
//! One word per thing, in names, comments, messages and tests alike. A number in parentheses is the clause or the control
//! of ISO/IEC 42001:2023 that the term comes from.
//!
//! # Terms of the field
//!
//! | term | meaning here | where |
//! |---|---|---|
//! | AIMS | AI management system: the policies, roles, processes and records by which an organization develops, provides or uses AI responsibly | |
//! | organization | the one record of who runs the AIMS: its context (4.1), interested parties (4.2), scope (4.3), roles (5.3) and cadence | [`kinds::organization`](crate::domain::kinds::organization) |
//! | AI system | an entry of the inventory; in or out of the scope of the AIMS, with a lifecycle stage | [`kinds::system`](crate::domain::kinds::system) |
//! | risk | what may go wrong or right with AI systems, assessed by likelihood and consequence (6.1.2): inherent, current and residual | [`kinds::risk`](crate::domain::kinds::risk) |
//! | method | the scales, the bands of levels and the appetite by which risks are assessed | [`domain::method`](crate::domain::method) |
//! | appetite | the level above which a risk needs treatment, or a person who accepts it for a limited time | [`domain::method`](crate::domain::method) |
//! | treatment plan | the option chosen for a risk (6.1.3), with its controls and actions; approved by somebody, as it stood that day | [`kinds::risk`](crate::domain::kinds::risk) |
//! | action | something one person does by a day, to treat a risk, correct a finding or meet an objective | [`kinds::action`](crate::domain::kinds::action) |
//! | control | an entry of Annex A or one of the organization's own, applicable or excluded with a reason, and how far it is implemented | [`kinds::control`](crate::domain::kinds::control) |
//! | Statement of Applicability, `SoA` | the list of all controls with applicability, justification and status (6.1.3) | [`kinds::control`](crate::domain::kinds::control) |
//! | gap analysis | going through the questions of clauses 4 to 10 and recording an answer with evidence for each | [`kinds::answer`](crate::domain::kinds::answer) |
//! | impact assessment | what an AI system means for individuals, groups and society (6.1.4, 8.4, A.5); in force while its answer holds and is not overdue | [`kinds::assessment`](crate::domain::kinds::assessment) |
//! | deployment gate | the assessments that must be in force before a system is put into use; a closed gate is passed only by an override with name and reason | [`kinds::assessment`](crate::domain::kinds::assessment) |
//! | evidence | a file, link or named place that shows that something is done, with a day until which it is valid | [`kinds::evidence`](crate::domain::kinds::evidence) |
//! | document | documented information that the standard asks for (7.5), with version, approver and next review; a file, a link, or kept here in the records | [`kinds::document`](crate::domain::kinds::document) |
//! | approval | who approved something as a whole, on which day, and the digest of what it was | [`kinds::approval`](crate::domain::kinds::approval) |
//! | kept set | what the register itself keeps and somebody approves as a whole: scope, processes, Statement of Applicability, treatment plan, method | [`approval::kept_sets`](crate::domain::kinds::approval::kept_sets) |
//! | finding | a major or minor nonconformity or an opportunity for improvement, handled step by step: correction, cause, action, effect (10.2) | [`kinds::finding`](crate::domain::kinds::finding) |
//! | incident | something that happened with an AI system, from detection to closing, with the report to an authority where one is due | [`kinds::incident`](crate::domain::kinds::incident) |
//! | objective | an AI objective (6.2) with how it is measured and its target | [`kinds::objective`](crate::domain::kinds::objective) |
//! | supplier | a third party that provides models, data or services (A.10) | [`kinds::supplier`](crate::domain::kinds::supplier) |
//! | change | a change to the AIMS, a system, a supplier or a control (6.3, 8.1) | [`kinds::change`](crate::domain::kinds::change) |
//! | metric | what is measured regularly, with its results (9.1) | [`kinds::metric`](crate::domain::kinds::metric) |
//! | obligation | what law, contract, party or we ourselves ask (4.2) | [`kinds::obligation`](crate::domain::kinds::obligation) |
//! | resource | data, model, tool, computing or people that systems need (A.4, A.7) | [`kinds::resource`](crate::domain::kinds::resource) |
//! | role | a role in the AIMS with its competence (5.3, 7.2) | [`kinds::role`](crate::domain::kinds::role) |
//! | sitting | the filed record of a gap analysis or triage | [`kinds::sitting`](crate::domain::kinds::sitting) |
//! | review | an event of the calendar: management review (9.3), internal audit (9.2), re-assessment, control test, training | [`kinds::review`](crate::domain::kinds::review) |
//! | readiness | what still blocks a declaration of conformance, a stage 1 or a stage 2 audit | [`domain::readiness`](crate::domain::readiness) |
//! | catalogue | the clauses, questions, controls and crosswalks that ship with the program, and what a team adds | [`domain::catalogue`](crate::domain::catalogue) |
//! | crosswalk | which articles of the EU AI Act and which entries of other frameworks a control or clause answers to | [`domain::kinds::control::crosswalk`](crate::domain::kinds::control::crosswalk) |
//! | typical risk | a risk of the catalogue to begin a register from | [`domain::kinds::risk::typical`](crate::domain::kinds::risk::typical) |
//!
//! # Words of the house
//!
//! | word | meaning | where |
//! |---|---|---|
//! | kind | the declaration of a record kind: fields, checks, rules, links | [`Kind`](crate::domain::record::field::Kind) |
//! | record | one entry of a kind, with an [`Id`](crate::domain::record::id::Id) | [`Record`](crate::domain::record::Record) |
//! | handle | the typed name of one field of a kind; the only way to a value outside the domain | [`Handle`](crate::domain::record::typed::Handle) |
//! | register | all records, with the lookups over them | [`Register`](crate::domain::register::Register) |
//! | edit | changes that belong together: they apply, undo and reach the disk as one | [`Edit`](crate::domain::register::edit::Edit) |
//! | entry point | a way in for a change: key, form, command line, import, undo; every one asks [`domain::admission`](crate::domain::admission) | |
//! | admission | the rules that complete a proposed edit or object to it | [`domain::admission`](crate::domain::admission) |
//! | observed | what was seen of a file that a record points at: there or not, and its digest | [`domain::register::observed`](crate::domain::register::observed) |
//! | command | something a key or the palette runs | [`app::input::command`](crate::app::input::command) |
//! | decision | a change of records in one or two keys, such as done, re-date, accept | [`app::decisions`](crate::app::decisions) |
//! | screen | what fills the terminal between tabs and status line | [`app::screens`](crate::app::screens) |
//! | pane | a part of a screen that takes the keyboard | [`app::screens`](crate::app::screens) |
//! | dialog | what lies over a screen until it is answered or left | [`app::dialogs`](crate::app::dialogs) |
//! | session | one run through the gap analysis, question by question | [`app::guided`](crate::app::guided) |
//! | triage | going through overdue actions, with a summary of what was decided at the end | [`app::guided`](crate::app::guided) |
//! | holding a review | following the agenda of a review and taking its minutes | [`app::guided`](crate::app::guided) |
//! | draft | what was typed and not saved when the program ended; offered at the next start | [`app::unsaved`](crate::app::unsaved) |
//! | message | what reaches the workbench from outside: a key, an answer of git, a change on disk | [`app::state::message`](crate::app::state::message) |
//! | effect | what the workbench asks of the outside, as data: save, copy, open an editor | [`app::environment::effect`](crate::app::environment::effect) |
//! | environment | clock, user, branch and random numbers, given as arguments | [`app::environment`](crate::app::environment) |
//! | run | the program from its start to its end | |

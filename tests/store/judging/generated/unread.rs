//! Fields of the clean register whose absence nothing is said of, as the specification has it: descriptions, or what is only
//! one of several ways to say something.

/// A kind, and its fields.
pub const UNREAD: &[(&str, &str)] = &[
    (
        "organization",
        "exclusions units sites activities boundaries climate_reason processes posture certification_body stage_1 stage_2 \
         aims_since audit_cycle people",
    ),
    ("method", "likelihood consequence bands grid"),
    (
        "system",
        "unit stage in_use_since architecture personal_data users places eu_reason logs releases",
    ),
    (
        "risk",
        "systems scenario sources objectives status inherent current target judged_on controls identified plan_approved_by \
         plan_approved_on plan_covers",
    ),
    (
        "action",
        "risks requirements controls serves status means closed evidence effective checked effect",
    ),
    (
        "assessment",
        "type system status depth outcomes intended_uses unintended_uses misuse groups effects impact_level jurisdictions \
         threats evidence_state supports risks conclusion \
         approved_by approved_on disposition conditions every",
    ),
    ("control", "since"),
    ("answer", "state note owner answered_by answered_on"),
    ("evidence", "form effective owner hash seen"),
    ("document", "location owner approvals review part_of"),
    (
        "objective",
        "means policy_link every set_on systems status measured results_of",
    ),
    ("metric", "unit owner evaluated_by systems requirements lower upper"),
    ("role", "duties authority requirements tasks"),
    ("resource", "supplier owner personal_data checked"),
    (
        "supplier",
        "supplies systems contact contract owner assessment every review",
    ),
    (
        "change",
        "systems requirements planned means proposed_on approved_on significant due done result",
    ),
    ("obligation", "article party systems controls from review"),
    (
        "sitting",
        "hours led_by attended walked steps confirmed_by confirmed_on",
    ),
    (
        "review",
        "status owner systems requirements criteria objectives methods auditors held attended points decisions conclusion \
         reported chair confirmed_by confirmed_on minutes",
    ),
    (
        "finding",
        "source systems raised_by owner status due containment correction consequences verification closed",
    ),
    (
        "incident",
        "systems nature noticed description affected harm owner status reports risks cause lessons closed answered \
         answer",
    ),
];

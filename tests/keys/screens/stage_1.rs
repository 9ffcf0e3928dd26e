//! What an auditor asks for at stage 1: each is answered on the screen of the demo within three keys from Today.

use aims::app::environment::effect::Effect;
use aims::app::screens::SCREENS;
use aims::app::state::message::Message;
use aims::ui::canvas::pen::Look;
use aims::ui::export::text;
use aims::ui::screen;
use aims::ui::style::glyphs;
use aims::ui::style::theme::{Depth, Shade, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::bench::Bench;

/// What is asked for, the keys from Today, and the words that then stand on the screen.
const SAMPLE: &[(&str, &str, &[&str])] = &[
    ("what blocks stage 1", "r", &["Blocks stage 1: would be major"]),
    (
        "document control: place, version, approval, next review, owner",
        "8 D",
        &[
            "Ver.",
            "Approved",
            "Review",
            "Owner",
            "Processes for responsible AI system design and development",
            "Location: ",
            "AI risk assessment process",
            "2026-05-22 2026-11-20 ana",
        ],
    ),
    (
        "where a document is",
        "8 D enter",
        &["Location", "docs/procedures/design-process.md"],
    ),
    (
        "scope statement",
        "g s",
        &["Scope ──", "AI systems that Meridian Health builds", "Left out"],
    ),
    (
        "issues, interested parties",
        "g c",
        &["Issues ──", "origin: external", "Interested parties ──"],
    ),
    (
        "AI policy, approved",
        "g p",
        &["5.2/d1 AI policy", "Location", "Approvals", "by maya"],
    ),
    (
        "objectives with measurement",
        "O",
        &["Target", "Last", "6 of 10", "10 of 10"],
    ),
    (
        "duties of the AIMS",
        "g d",
        &["Keeps conformity", "Reports to management"],
    ),
    (
        "certification",
        ": 'certification enter",
        &["Certification body", "Alpine Cert", "Stage 1"],
    ),
    ("roles", "J", &["AIMS manager", "Clinical safety officer", "5.3"]),
    ("competence", "J enter", &["ISO/IEC 42001"]),
    (
        "who has the competence that the roles need, and what shows it",
        "g e",
        &[
            "Competence by roles",
            "AIMS manager",
            "ISO/IEC 42001: yes",
            "ISO/IEC 42001: partly",
            "Clinical safety officer",
            "nothing shows it",
        ],
    ),
    (
        "who was made aware, when, of what",
        "g w",
        &[
            "Made aware",
            "everyone who works here, of AI policy",
            "81 percent took it",
            "E-learning results",
        ],
    ),
    ("communication", "g n", &["Communications"]),
    (
        "legal and other requirements",
        "N",
        &["Keep the logs of high-risk", "law"],
    ),
    (
        "risk method and appetite",
        "g k",
        &["Appetite", "Likelihood", "Consequence"],
    ),
    (
        "adoption of the risk criteria",
        "g k",
        &["Approvals", "Nobody adopted the criteria and the appetite"],
    ),
    (
        "risk assessment of a system",
        "2 enter",
        &["risk assessment", "S-gx6qj"],
    ),
    (
        "which risks were judged, by whom and when",
        "2 t r",
        &["S-gx6qj", "Date", "By whom", "Outcomes ──", "R-5w5fk"],
    ),
    (
        "whether a risk assessment holds, and until when",
        "2 t r",
        &[
            "Standing",
            "stale",
            "It says nothing of open risks",
            "It held until 2026-11-17",
        ],
    ),
    (
        "whether an impact assessment holds, and until when",
        "2 t i",
        &[
            "Standing",
            "incomplete, to be completed now; next by",
            "2027-08-23",
            "It lacks: effects on",
        ],
    ),
    (
        "groups, effects and conclusion of an impact assessment",
        "2 t i",
        &[
            "S-2v5dn",
            "By whom",
            "Affected groups",
            "Conclusion ──",
            "Acceptable.",
            "Effects ──",
            "measure",
        ],
    ),
    (
        "impact assessment of a system",
        "2 enter G",
        &["Assessments (2 open of 2)", "S-2v5dn"],
    ),
    (
        "a risk, its plan and who approved it",
        "3 enter",
        &["Inherent", "Target", "Plan approved by"],
    ),
    ("treatment plan", "4", &["Due", "Owner", "Status", "late"]),
    (
        "treatment plan as a whole, its approval",
        "g t",
        &[
            "6.1.3/d3 AI risk treatment plan",
            "approved by nobody",
            "62 of 66 open risks with a treatment option",
            "9 of 29 above the appetite approved",
        ],
    ),
    (
        "what weighs on the risks of the treatment plan, by count",
        "g t",
        &[
            "20 of 29 risks: The plan of a risk above the appetite",
            "would be",
            "major; AIMS-W402",
            "2 more at the end",
        ],
    ),
    (
        "actions of the plan: owner, day, how far",
        "g t",
        &["∙ T-", "late, open", "2026-"],
    ),
    (
        "risks above the appetite, and which of them are accepted",
        "1",
        &["32 above the appetite, 3 of them accepted"],
    ),
    (
        "who approved the plan of which risk, and what remains",
        "g t",
        &[
            "Open risks above the appetite",
            "plan not approved, carla",
            "R-34r16",
            "R-g8ck0",
            "R-h0qzz",
            "R-59qb4",
            "R-5w5fk",
        ],
    ),
    (
        "approvals of plans, risk by risk",
        "4 t",
        &["plan not approved", "Quarantine documents"],
    ),
    (
        "why each control is included, and how far it is",
        "g v",
        &[
            "Each control",
            "A.2.2 applicable, implemented, good practice",
            "Policy is the ground",
            "A.2.3 applicable, partial, good practice",
            "Security, privacy and clinical governance policies",
        ],
    ),
    (
        "treatment plan, risk by risk",
        "4 t",
        &["Treatment plan", "approved by", "R-", "2026-"],
    ),
    (
        "reasons of the Statement of Applicability",
        "5 t",
        &[
            "27 of 40 controls decided; approved by nobody",
            "A.2.2 AI policy: applicable, implemented",
            "A.2.3 Alignment",
            "A.2.4 Review",
            "A.3.2 AI roles",
            "A.3.3 Reporting of concerns",
            "A.4.2 Resource documentation: not decided",
        ],
    ),
    ("versions of documents", "8 D", &["Ver."]),
    (
        "Statement of Applicability",
        "5",
        &["implemented", "partial", "excl", "Why", "Reason: Policy is the ground"],
    ),
    ("reason of a control", "5 enter", &["Applicability", "Reason", "Status"]),
    ("audit programme", "7 M", &["Audit programme", "covered", "4.1"]),
    (
        "clauses, control domains and systems by audits, at once",
        "g u",
        &[
            "Clause 12",
            "Annex A",
            "System",
            "10.2",
            "A.10",
            "Claims triage",
            "H held, P planned",
        ],
    ),
    (
        "audit report, and when it was reported to whom",
        "g a",
        &[
            "Internal audit: claims and fraud",
            "2026-10-04; reported to nobody so far",
            "Points",
            "said",
        ],
    ),
    (
        "inputs of the management review",
        "g m",
        &["Points", "Status of actions from earlier reviews"],
    ),
    ("results of the management review", "g m G", &["outcome"]),
    (
        "planned and held reviews",
        "7 A",
        &["Planned", "Held", "Internal audit"],
    ),
    (
        "nonconformities, corrective actions",
        "9",
        &["To correct", "To verify", "Closed", "Against"],
    ),
    ("a nonconformity", "9 enter", &["A.8.4"]),
    (
        "what is missing of a corrective action",
        "9 enter",
        &[
            "no correction recorded",
            "no cause recorded",
            "no action recorded",
            "effect not checked yet",
        ],
    ),
    (
        "correction and action of a nonconformity whose cause is missing",
        "9 j enter",
        &["Correction", "no cause recorded", "0 of 1 done", "∙ T-"],
    ),
    (
        "the text of the AI policy",
        "g p t",
        &["docs/aims/ai-policy.md", "# AI policy"],
    ),
    (
        "risk assessments of all systems",
        "g r",
        &[
            "Risk assessments",
            "of 10 valid",
            "Never made",
            "never made",
            "To be made again",
            "Made on",
            "Next",
        ],
    ),
    (
        "impact assessments of all systems",
        "g i",
        &["Impact assessments", "Incomplete", "Valid", "Never made", "It lacks"],
    ),
    (
        "security reviews of all systems",
        "g y",
        &["Security reviews", "Never made"],
    ),
    (
        "who keeps conformity and who reports",
        "J",
        &["conformity: ", "reports: "],
    ),
    ("suppliers", "2 P", &["Outcome", "Review", "Northlake AI"]),
    (
        "incidents, reports to authorities",
        "9 I",
        &["Severity", "Report", "serious"],
    ),
    ("measures", "M", &["Verdict", "Every", "within"]),
    ("evidence", "8", &["Supports", "Until"]),
];

/// What the file of the AI policy says.
const POLICY: &str = "# AI policy\n\nWe use AI to help people decide.\n";

/// Draws the screen as it is at 80x24.
fn draw(bench: &Bench) -> String {
    let area = Rect::new(0, 0, 80, 24);
    let look = Look::new(Theme::new(Depth::None, Shade::Dark), &glyphs::UNICODE);
    let mut buffer = Buffer::empty(area);
    screen::draw(&bench.app, area, &mut buffer, look);
    text::text(&buffer)
}

#[test]
fn each_is_on_the_screen_within_three_keys_from_today() {
    let mut bench = Bench::demo();
    bench.app.update(Message::Resize(80, 24));
    let mut missing = Vec::new();
    for (asked, keys, words) in SAMPLE {
        assert!(keys.split_whitespace().count() <= 3, "{asked}");
        bench.press("esc esc esc esc 1");
        draw(&bench);
        for key in keys.split_whitespace() {
            bench.press(key);
            for effect in std::mem::take(&mut bench.asked) {
                if let Effect::ReadText(path) = effect {
                    bench.app.update(Message::Text(path, Ok(POLICY.to_owned())));
                }
            }
            draw(&bench);
        }
        // As soon as nothing is pressed, the program asks what it put off.
        bench.app.prepare_shown();
        let drawn = draw(&bench);
        let absent: Vec<_> = words.iter().filter(|word| !drawn.contains(**word)).collect();
        if !absent.is_empty() {
            missing.push(format!("{asked} ({keys}): {absent:?} in\n{drawn}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n\n"));
}

#[test]
fn what_an_auditor_asks_for_is_reached_from_every_screen_and_hinted_there() {
    let mut silent = Vec::new();
    for shown in SCREENS {
        let mut bench = Bench::demo();
        bench.app.update(Message::Resize(80, 24));
        bench.app.run(&shown.show);
        let drawn = draw(&bench);
        bench.press("g v");
        let leads = bench
            .app
            .record()
            .is_some_and(|record| record.id().as_str() == "6.1.3/d2");
        if !leads || !drawn.contains("g go") {
            silent.push(format!("{}: {leads}\n{drawn}", shown.title));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n\n"));
}

#[test]
fn the_answer_is_read_on_with_a_list_beside_it_too() {
    for keys in ["g t", "g v", "g p", "g e", "g w"] {
        let mut bench = Bench::demo();
        bench.app.update(Message::Resize(160, 50));
        bench.press(keys);
        let shown = bench.app.record().map(|record| record.id().clone());
        bench.press("pagedown j");
        assert_eq!(bench.app.record().map(|record| record.id().clone()), shown, "{keys}");
        bench.press("esc");
        assert!(
            bench.app.screen.is(&aims::app::screens::today::SCREEN),
            "{keys}, and back"
        );
    }
}

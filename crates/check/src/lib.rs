//! A telegram's compiler: findings with a place and a reason, and repairs as proposals.
//!
//! ```
//! use chancery_check::{Settings, check};
//! use chancery_telegram::{Options, Telegram, record::Attributes};
//!
//! let text = b"R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\
//!     UNCLAS PORT ALDER 000417\nSIPDIS\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: EFIS\nSUBJECT: HARBOR\n\n1. It is open.\nWEAVER\n";
//! let telegram = Telegram::read(text, Attributes::default(), &Options::default());
//! let findings = check(&telegram, &Options::default(), &Settings::default());
//! assert!(findings.iter().any(|finding| finding.rule.code == "CP002"));
//! ```

mod blocks;
mod cells;
mod configuration;
mod finding;
mod heading;
pub mod lapse;
mod look;
mod order;
mod outputs;
mod portion;
pub mod repair;
mod rule;
mod rules;
mod settings;
mod slips;
mod traces;

pub use configuration::{Configuration, ConfigurationError, Deny};
pub use finding::{Edit, Finding, Found};
pub use heading::Heading;
pub use look::{Dialect, Look};
pub use outputs::{EraLine, FindingLine, ProposalLine, RuleLine, json_schemas};
pub use rule::{Era, Examples, Family, Fixable, Rule, Severity};
pub use rules::{all, by_code};
pub use settings::{Selection, SelectionError, Settings};

use chancery_telegram::{Options, Telegram};

/// What the rules have to say of a telegram, in the order of the text.
///
/// Rules that do not apply on the day of sending, or are switched off in `settings`, are not asked.
pub fn check(telegram: &Telegram<'_>, options: &Options<'_>, settings: &Settings) -> Vec<Finding> {
    look(&Look::new(telegram, options), settings)
}

/// As [`check`], for who has looked at the telegram already.
pub fn look(look: &Look<'_, '_>, settings: &Settings) -> Vec<Finding> {
    looks(std::slice::from_ref(look), settings).pop().unwrap_or_default()
}

/// As [`look`], of several telegrams. Each rule looks at all of them before the next one does: a processor keeps one rule's code
/// at hand, not that of all. Sixty-four are a good number.
pub fn looks(looks: &[Look<'_, '_>], settings: &Settings) -> Vec<Vec<Finding>> {
    let mut found: Vec<Vec<Finding>> = looks.iter().map(|_| Vec::new()).collect();
    for rule in all().filter(|rule| settings.asks(rule)) {
        for (look, findings) in looks.iter().zip(&mut found) {
            if let Some(severity) = look.severity(rule) {
                Found::ask(rule, severity, look, findings);
            }
        }
    }
    for (look, findings) in looks.iter().zip(&mut found) {
        *findings = finding::settled(std::mem::take(findings), look);
        for finding in findings {
            finding.severity = settings.severity(finding.rule).unwrap_or(finding.severity);
        }
    }
    found
}

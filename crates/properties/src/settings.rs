//! A user's settings: any text.

use chancery_check::{Configuration, all};

/// Any text is settings, or says what is wrong with it. Settings can be asked about each rule.
pub fn settings(src: &[u8]) {
    let text = String::from_utf8_lossy(src);
    match text.parse::<Configuration>() {
        Err(error) => assert!(!error.to_string().trim().is_empty(), "{text:?} is refused without a word"),
        Ok(configuration) => {
            for rule in all() {
                let _ = (configuration.settings.asks(rule), configuration.settings.severity(rule));
            }
            let named = configuration.registry.iter().all(|(table, _)| text.contains(table.as_str()));
            assert!(
                named || text.contains('\\'),
                "{text:?} names other tables: {:?}",
                configuration.registry
            );
        }
    }
}

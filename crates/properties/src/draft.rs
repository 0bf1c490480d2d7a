//! Drafts: any text.

use chancery_telegram::record::Attributes;
use chancery_telegram::{Options as Reading, Telegram};
use chancery_write::{Characters, Draft, Form, Options, Problem, Written, to_markdown, write};
use jiff::civil::date;

/// Any text is a draft, or says what is wrong with it, at places that lie in it; it is written in every form, and read again. A
/// draft that is printed is read as the same one.
pub fn draft(src: &[u8]) {
    let text = String::from_utf8_lossy(src);
    let (draft, problems) = Draft::parse(&text);
    places(&text, &problems);
    let characters = [Characters::OfDate, Characters::Ita2, Characters::Ascii][src.len() % 3];
    let now = Some(date(2007, 3, 12).at(14, 30, 0, 0));
    for form in Form::ALL {
        let written = write(&draft, form, &Options { now, characters, ..Options::default() });
        places(&text, &written.problems);
        map(&text, &written);
        if written.is_good() {
            sent(written.text.as_deref().unwrap_or_default());
        }
    }
    let printed = to_markdown(&draft);
    let (again, _) = Draft::parse(&printed);
    let twice = to_markdown(&again);
    assert_eq!(twice, printed, "{text:?} is printed as\n{printed}\nand that as\n{twice}");
}

fn places(text: &str, problems: &[Problem]) {
    for problem in problems {
        assert!(!problem.message.trim().is_empty(), "{problem:?} says nothing");
        if let Some(place) = &problem.place {
            assert!(text.get(place.clone()).is_some(), "{problem:?} lies outside of the draft");
            let at = chancery_write::Places::of(text).at(place.start);
            assert!(
                at.line > 0 && at.column > 0 && at.line <= text.matches('\n').count() + 1,
                "{problem:?} is on no line"
            );
        }
    }
}

/// The map goes forward, and stays within both texts.
fn map(draft: &str, written: &Written) {
    let telegram = written.text.as_deref().unwrap_or_default();
    let mut last = 0;
    for (own, place) in &written.map {
        assert!(last <= own.start && own.start <= own.end, "the map goes back at {own:?}");
        assert!(
            telegram.get(own.clone()).is_some() && draft.get(place.clone()).is_some(),
            "{own:?}, {place:?}"
        );
        last = own.end;
    }
}

/// What can be sent is ASCII, in lines of 69 columns, and a telegram with level and number for who reads it.
fn sent(text: &str) {
    for line in text.lines() {
        assert!(line.is_ascii() && line.len() <= 69, "{line:?} cannot be sent");
    }
    let record = Telegram::read(text.as_bytes(), Attributes::default(), &Reading::default()).record;
    assert!(record.mrn.is_some(), "no number is read of\n{text}");
    let level = record.classification.as_ref().and_then(|class| class.level);
    assert!(level.is_some(), "no level is read of\n{text}");
}

//! Printed forms of 1945-73: where one is known and where none is, and forms made to be slow.

use chancery_telegram::form::{Direction, find};
use chancery_telegram::record::{Attributes, DamageKind};
use chancery_telegram::{Options, read};

const FORM: &str = "INCOMING TELEGRAM\nControl: 417\nRec'd: MAY 4, 1961\nFROM: Saigon\nTO: Secretary of State\n\
    NO: 1656, May 3, 7 p.m.\n\nLamps are on order.\n\nWEAVER\n";

#[test]
fn a_form_is_known_by_several_lines() {
    let found = find(FORM.as_bytes());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].direction, found[0].number), (Direction::Incoming, Some(1656)));
    for lost in ["INCOMING TELEGRAM\n", "Control: 417\n", "Rec'd: MAY 4, 1961\n"] {
        assert_eq!(find(FORM.replace(lost, "").as_bytes()).len(), 1, "without {lost}");
    }
    for lost in ["FROM: Saigon\n", "NO: 1656, May 3, 7 p.m.\n"] {
        assert!(find(FORM.replace(lost, "").as_bytes()).is_empty(), "without {lost}");
    }
}

#[test]
fn a_second_sheet_is_no_form() {
    let sheet = "INCOMING\nTELEGRAM\nCONTROL: 417\n-2- 1656, May 3, 7 p.m., from Saigon\nThey will burn.\n";
    assert!(find(sheet.as_bytes()).is_empty());
    assert_eq!(find(format!("{FORM}{sheet}").as_bytes()).len(), 1);
}

#[test]
fn a_number_that_two_lines_deny_is_not_canonical() {
    let listed = FORM.replace("\n\nLamps", "\nSENT DEPARTMENT 1856, REPEATED INFORMATION PARIS 12\n\nLamps");
    for (text, canonical) in [(FORM.to_owned(), Some("61SAIGON1656")), (listed, None)] {
        let record = read(text.as_bytes(), Attributes::default(), &Options::default());
        assert_eq!(record.mrn.and_then(|mrn| mrn.canonical).as_deref(), canonical);
    }
}

#[test]
fn lines_of_control_characters_are_blank() {
    let text = FORM.replace("FROM", &format!("{}FROM", "\u{1} \u{7f}\n".repeat(100)));
    assert_eq!(find(text.as_bytes()).len(), 1);
}

#[test]
fn odd_signs_of_a_form_are_told() {
    let text = FORM.replace("Lamps", "Lamps\u{1} é");
    let record = read(text.as_bytes(), Attributes::default(), &Options::default());
    assert_eq!(record.mrn.and_then(|mrn| mrn.canonical).as_deref(), Some("61SAIGON1656"));
    assert_eq!(record.source.encoding.as_deref(), Some("UTF-8"));
    let kinds: Vec<_> = record.damage.iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [DamageKind::ControlCharacter]);
}

#[test]
fn forms_made_to_be_slow() {
    let size = if cfg!(debug_assertions) { 400_000 } else { 4_000_000 };
    for piece in [
        "INCOMING TELEGRAM\n",
        "Control: 1\n",
        "INCOMING TELEGRAM\nControl: 1\n",
        "NO: 1, May 3, 7 p.m.\n",
        "-2- 1656, May 3, 7 p.m., from X\n",
        "WEAVER\n",
        "INCOMING TELEGRAM\nFROM: X\nTO: Secretary of State\nNO: 1, May 3\nA\n",
        FORM,
    ] {
        let text = format!("{FORM}{}", piece.repeat(size / piece.len()));
        let record = read(text.as_bytes(), Attributes::default(), &Options::default());
        assert_eq!(record.mrn.map(|mrn| mrn.number), Some(1656));
    }
    let list = "PARIS 1, ".repeat(size / 9);
    let text =
        FORM.replace("\n\nLamps", &format!("\nSENT DEPARTMENT 1656, REPEATED INFORMATION {list}\n\nLamps"));
    read(text.as_bytes(), Attributes::default(), &Options::default());
}

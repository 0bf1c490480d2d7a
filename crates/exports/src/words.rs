//! The words for people that the forms share.

use chancery_telegram::record::{
    Addressee, Classifier, Damage, DamageKind, ExecutiveOrder, OfficeCopies, Precedence, Record, Reference,
    Sections, Sent, SentAt, Source, Tag,
};

/// Where a telegram was found: `traffic.7z › 1977/0118.txt`, and what tells it from its neighbours there.
pub(crate) fn place(source: &Source<'_>) -> String {
    let mut text = match source.file.as_deref() {
        Some("-") => "standard input".to_owned(),
        Some(file) => file.to_owned(),
        None => String::new(),
    };
    if let Some(member) = &source.member {
        text.push_str(" › ");
        text.push_str(member);
    }
    if let Some(id) = &source.id {
        push(&mut text, id);
    }
    match source.span {
        Some((start, end)) if start > 0 => push(&mut text, &format!("bytes {start} to {end}")),
        _ => {}
    }
    if !source.parts.is_empty() {
        push(&mut text, &format!("put together from {} places", source.parts.len()));
    }
    text
}

/// The place, the format and the encoding.
pub(crate) fn source(source: &Source<'_>) -> String {
    let mut text = place(source);
    for word in [&source.format, source.encoding.as_ref().unwrap_or(&source.format)] {
        if !word.is_empty() && !text.ends_with(word.as_ref()) {
            push(&mut text, word);
        }
    }
    text
}

fn push(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push_str(", ");
    }
    text.push_str(more);
}

/// The number by which a telegram is known, as complete as it is known.
pub(crate) fn number<'r>(record: &'r Record<'_>) -> Option<&'r str> {
    let mrn = record.mrn.as_ref()?;
    Some(mrn.canonical.as_deref().unwrap_or(&mrn.text))
}

/// `2006-12-26 11:45 UTC`; as printed where it cannot be told.
pub(crate) fn sent(sent: &Sent<'_>) -> String {
    match sent.at {
        Some(SentAt::Minute(at)) => {
            format!("{} {:02}:{:02} UTC", SentAt::Day(at.date()), at.hour(), at.minute())
        }
        Some(day) => day.to_string(),
        None => sent.text.to_string(),
    }
}

/// The name of an addressee; what is printed, where no name was read from it.
pub(crate) fn name<'r>(addressee: &'r Addressee<'_>) -> &'r str {
    if addressee.name.is_empty() { &addressee.text } else { &addressee.name }
}

/// `SECSTATE WASHDC, IMMEDIATE`; the precedence where it is not the telegram's.
pub(crate) fn addressee(addressee: &Addressee<'_>, precedence: Option<Precedence>) -> String {
    let mut text = name(addressee).to_owned();
    if let Some(own) = addressee.precedence.filter(|&own| Some(own) != precedence) {
        push(&mut text, own.as_str());
    }
    if !addressee.exempt.is_empty() {
        text.push_str(" except ");
        text.push_str(&addressee.exempt.join(", "));
    }
    text
}

/// The post's code; the printed name of who is no post.
pub(crate) fn post<'r>(addressee: &'r Addressee<'_>) -> &'r str {
    addressee.post.as_deref().unwrap_or_else(|| name(addressee))
}

/// The level, its caveats and the captions: `SECRET NOFORN`.
pub(crate) fn level(record: &Record<'_>) -> Option<String> {
    let classification = record.classification.as_ref()?;
    let mut text = match classification.level {
        Some(level) => level.as_str().to_owned(),
        None => classification.text.to_string(),
    };
    for caveat in &classification.caveats {
        text.push(' ');
        text.push_str(caveat);
    }
    (!text.is_empty()).then_some(text)
}

/// `12958, declassify on 2016-11-21`; the line as printed where nothing was read from it.
pub(crate) fn executive_order(order: &ExecutiveOrder<'_>) -> String {
    let mut text = order.order.as_deref().unwrap_or_default().to_owned();
    if let Some(day) = order.declassify_on {
        push(&mut text, &format!("declassify on {}", SentAt::Day(day)));
    }
    if let Some(instruction) = &order.instruction {
        push(&mut text, instruction);
    }
    if text.is_empty() { order.text.to_string() } else { text }
}

/// `Alice Weaver, Chargé; 1.4(b), 1.4(d)`.
pub(crate) fn classifier(classifier: &Classifier<'_>) -> String {
    let mut text = classifier.name.as_deref().unwrap_or_default().to_owned();
    if classifier.redacted {
        text.push_str("(name redacted)");
    }
    if let Some(title) = &classifier.title {
        push(&mut text, title);
    }
    if !classifier.reasons.is_empty() {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str("reasons ");
        text.push_str(&classifier.reasons.join(", "));
    }
    text
}

/// The code; a person by name.
pub(crate) fn tag<'r>(tag: &'r Tag<'_>) -> &'r str {
    if tag.code.is_empty() { &tag.text } else { &tag.code }
}

/// `06STATE3836`, or what is printed; in brackets what is printed where it says more.
pub(crate) fn reference(reference: &Reference<'_>) -> String {
    match &reference.mrn {
        Some(mrn) if same(mrn, &reference.text) => mrn.clone(),
        Some(mrn) => format!("{mrn} ({})", unwrapped(&reference.text)),
        None => unwrapped(&reference.text),
    }
}

/// True when a printed number says the same as the canonical one: year, post and number, whatever is between them.
fn same(mrn: &str, printed: &str) -> bool {
    let bare: String = printed.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '\n' | '\r')).collect();
    let bare = bare.strip_prefix("19").or(bare.strip_prefix("20")).unwrap_or(&bare);
    let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (post, number) = bare.split_at(bare.len() - digits);
    let shown = format!("{post}{}", number.trim_start_matches('0'));
    mrn == shown || mrn.get(2..) == Some(&shown)
}

/// Words with one blank between them.
pub(crate) fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `EUR-12, OES-06`.
pub(crate) fn offices(offices: &[OfficeCopies<'_>]) -> String {
    let mut text = String::new();
    for office in offices {
        push(&mut text, &office.office);
    }
    text
}

/// `1 of 3`; `1, 3 of 3`; `all 3`.
pub(crate) fn sections(sections: &Sections) -> Option<String> {
    let here = match sections.this {
        Some(this) => this.to_string(),
        None => sections.present.iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
    };
    match sections.of {
        _ if here.is_empty() => None,
        Some(of) if sections.present.len() == usize::from(of) => Some(format!("all {of}")),
        Some(of) => Some(format!("{here} of {of}")),
        None => Some(here),
    }
}

/// What is wrong with a copy, counted: `2 lines cut at the edge, 1 doubled line`.
pub(crate) fn damage(damage: &[Damage<'_>]) -> String {
    let mut text = String::new();
    let mut counted: Vec<(DamageKind, usize)> = Vec::new();
    for found in damage {
        match counted.iter_mut().find(|(kind, _)| *kind == found.kind) {
            Some((_, count)) => *count += 1,
            None => counted.push((found.kind, 1)),
        }
    }
    for (kind, count) in counted {
        let (one, many) = damage_words(kind);
        let phrase = if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
        push(&mut text, &phrase);
    }
    text
}

fn damage_words(kind: DamageKind) -> (&'static str, &'static str) {
    match kind {
        DamageKind::CutLine => ("line cut at the edge", "lines cut at the edge"),
        DamageKind::MissingText => ("place with words missing", "places with words missing"),
        DamageKind::CommaForApostrophe => ("comma for an apostrophe", "commas for apostrophes"),
        DamageKind::QuoteSubstitution => ("sign for a quotation mark", "signs for quotation marks"),
        DamageKind::Mojibake => ("run of mojibake", "runs of mojibake"),
        DamageKind::Entity => ("HTML entity", "HTML entities"),
        DamageKind::DoubledLine => ("doubled line", "doubled lines"),
        DamageKind::MissingSection => ("missing section", "missing sections"),
        DamageKind::DoubledSection => ("doubled section", "doubled sections"),
        DamageKind::Ocr => ("place misread by machine", "places misread by machine"),
        DamageKind::PageBreakInText => ("page break inside a sentence", "page breaks inside sentences"),
        DamageKind::ControlCharacter => ("run of control characters", "runs of control characters"),
        DamageKind::WordBreak => ("word divided at a line's end", "words divided at a line's end"),
        DamageKind::RunTogether => ("line run into its neighbour", "lines run into their neighbours"),
        DamageKind::TextLost => ("text that is lost", "texts that are lost"),
        DamageKind::WrongShift => ("line in the wrong shift", "lines in the wrong shift"),
        DamageKind::Pilcrow => ("pilcrow put in", "pilcrows put in"),
        DamageKind::Cut => ("end that is missing", "ends that are missing"),
        DamageKind::Checksum => {
            ("count of copies that does not add up", "counts of copies that do not add up")
        }
        DamageKind::Limit => ("part beyond the reader's limit", "parts beyond the reader's limit"),
    }
}

//! Made-up records: what a telegram of its time can say, by the tables and the orders.

use chancery_registry::{Registry, TagKind as Kind};
use chancery_synth::Made;
use chancery_telegram::record::{
    Addressee, Block, BlockKind, Classification, Classifier, ExecutiveOrder, Item, Level, Mrn, PassTo,
    Precedence, Record, Reference, ReferenceKind, Sent, SentAt, Tag, TagKind, Text,
};
use jiff::ToSpan;
use jiff::civil::{Date, date, time};

/// A record, the same for the same seed; `paragraphs` from 1.
pub(crate) fn record(seed: u64, paragraphs: u32) -> Record<'static> {
    let mut made = Made::new(seed);
    let day = date(1973, 3, 1).saturating_add(i64::from(made.number(0, 14_550)).days());
    let upper = day.year() < 1996;
    let level = level(&mut made, day);
    let classified = matches!(level, Level::Confidential | Level::Secret | Level::TopSecret);
    let stations = stations(day);
    let chosen = made.number(3, 9);
    let mut stations = made.some(&stations, chosen);
    let from = stations.pop().expect("there are posts");
    let number = made.number(1, 250_000);
    let caveats: &[&'static str] = if classified && made.chance(15) { &["NOFORN"] } else { &[] };
    let mut captions = captions(&mut made, day, level);
    // `C O N F I D E N T I A L NOFORN SECTION 02 OF 02 BANDAR SERI BEGAWAN 033053` is no line: there the caveat is a caption.
    let caveats = match from.0.len() {
        14.. if level == Level::Confidential && !caveats.is_empty() => {
            let place = captions.iter().position(|name| matches!(*name, "SENSITIVE" | "SIPDIS"));
            captions.insert(place.unwrap_or(captions.len()), "NOFORN");
            &[]
        }
        _ => caveats,
    };
    let precedence =
        made.one(&[Precedence::Routine, Precedence::Routine, Precedence::Priority, Precedence::Immediate]);
    let mut record = Record {
        mrn: Some(mrn(from, day, number)),
        sent: Some(Sent {
            at: Some(SentAt::Minute(day.to_datetime(time(
                made.number(0, 23) as i8,
                made.number(0, 59) as i8,
                0,
                0,
            )))),
            ..Sent::default()
        }),
        precedence: Some(precedence),
        from: Some(address(&mut made, from, false, precedence)),
        classification: Some(Classification {
            level: Some(level),
            caveats: caveats.iter().map(|name| Text::Borrowed(*name)).collect(),
            ..Classification::default()
        }),
        captions: captions.into_iter().map(Text::Borrowed).collect(),
        ..Record::default()
    };
    if precedence > Precedence::Routine && made.chance(40) {
        record.info_precedence = Some(Precedence::Routine);
    }
    let actions = made.number(1, 2) as usize;
    for (index, station) in stations.into_iter().enumerate() {
        let one = address(&mut made, station, true, precedence);
        if index < actions { record.to.push(one) } else { record.info.push(one) }
    }
    if !record.captions.iter().any(|caption| matches!(caption.as_ref(), "NODIS" | "STADIS"))
        && made.chance(10)
    {
        record.info.push(collective(&mut made));
    }
    if made.chance(30) {
        record.pass_to.push(PassTo {
            text: Text::Borrowed(made.one(&[
                "DEPT FOR EUR/NB",
                "DEPT PASS USTR",
                "DEPT PASS AID",
                "DEPT FOR OES/ENV AND EB",
            ])),
            ..PassTo::default()
        });
    }
    declassification(&mut made, &mut record, day, level, upper);
    record.tags = tags(&mut made, day);
    record.subject = Some(Text::Owned(made.subject()));
    if classified && day >= date(1995, 10, 14) {
        record.subject_mark = Some(Text::Borrowed("U"));
    }
    references(&mut made, &mut record, day, number);
    body(&mut made, &mut record, day, paragraphs, upper);
    record.signature = vec![Text::Borrowed(made.surname())];
    record
}

fn level(made: &mut Made, day: Date) -> Level {
    let handled = if day <= date(1994, 12, 31) { Level::LimitedOfficialUse } else { Level::Unclassified };
    made.one(&[
        Level::Unclassified,
        handled,
        Level::Confidential,
        Level::Confidential,
        Level::Secret,
        Level::TopSecret,
    ])
}

/// A station, and its address.
type Station = (&'static str, &'static str);

/// Posts that were there on a day, of which address and number's station go over into each other.
fn stations(day: Date) -> Vec<Station> {
    let registry = Registry::builtin();
    let text = day.to_string();
    let there = registry.posts().iter().filter(|post| {
        post.valid_from.is_none_or(|from| from <= text.as_str())
            && post.valid_to.is_none_or(|to| to >= text.as_str())
    });
    let mut all: Vec<Station> = there
        .filter(|post| {
            matches!(post.kind, "embassy" | "consulate" | "consulate-general") && post.name.is_ascii()
        })
        .filter_map(|post| {
            let squeezed: String = post.name.chars().filter(char::is_ascii_alphanumeric).collect();
            (squeezed.to_uppercase() == post.code).then_some((post.name, post.kind, post.code))
        })
        .filter_map(|(name, kind, code)| {
            let word = if kind == "embassy" { "AMEMBASSY" } else { "AMCONSUL" };
            let address = format!("{word} {}", name.to_uppercase());
            let known = registry.post_named(&address).is_some_and(|found| found.code == code);
            known.then(|| (&*name.to_uppercase().leak(), &*address.leak()))
        })
        .collect();
    all.push(("STATE", "SECSTATE WASHDC"));
    all
}

fn mrn((station, _): Station, day: Date, number: u32) -> Mrn<'static> {
    let post: String = station.chars().filter(char::is_ascii_alphanumeric).collect();
    Mrn {
        text: Text::Owned(format!("{station} {number:06}")),
        year: u16::try_from(day.year()).ok(),
        canonical: Some(format!("{:02}{post}{number}", day.year() % 100)),
        post: Text::Owned(post),
        number,
        ..Mrn::default()
    }
}

fn address(
    made: &mut Made,
    (station, name): Station,
    serial: bool,
    precedence: Precedence,
) -> Addressee<'static> {
    let post: String = station.chars().filter(char::is_ascii_alphanumeric).collect();
    Addressee {
        name: Text::Borrowed(name),
        post: Some(Text::Owned(post)),
        precedence: (serial && precedence > Precedence::Routine && made.chance(50)).then_some(precedence),
        serial: (serial && made.chance(70)).then(|| Text::Owned(format!("{:04}", made.number(1, 9999)))),
        ..Addressee::default()
    }
}

fn collective(made: &mut Made) -> Addressee<'static> {
    Addressee {
        name: Text::Borrowed("ALL DIPLOMATIC AND CONSULAR POSTS"),
        collective: true,
        exempt: if made.chance(50) { vec![Text::Borrowed("AMCONSUL GREYHAVEN")] } else { Vec::new() },
        ..Addressee::default()
    }
}

/// Captions that go together, in their order.
fn captions(made: &mut Made, day: Date, level: Level) -> Vec<&'static str> {
    let classified = matches!(level, Level::Confidential | Level::Secret | Level::TopSecret);
    let mut out = Vec::new();
    if classified && made.chance(40) {
        out.extend_from_slice(made.one(&[
            &["NODIS"][..],
            &["EXDIS"],
            &["LIMDIS"],
            &["EXDIS", "STADIS"],
            &["NODIS", "STADIS"],
        ]));
    }
    if level == Level::Unclassified && day >= date(1996, 1, 1) && made.chance(50) {
        out.push("SENSITIVE");
    }
    if day >= date(2001, 6, 1) && !out.contains(&"NODIS") && made.chance(60) {
        out.push("SIPDIS");
    }
    out
}

fn declassification(made: &mut Made, record: &mut Record<'static>, day: Date, level: Level, upper: bool) {
    let classified = matches!(level, Level::Confidential | Level::Secret | Level::TopSecret);
    let order = match day {
        day if day < date(1978, 12, 1) => "11652",
        day if day < date(1982, 8, 1) => "12065",
        day if day < date(1995, 10, 14) => "12356",
        day if day < date(2009, 12, 29) => "12958",
        _ => "13526",
    };
    let years = |made: &mut Made, most: u32| day.saturating_add(i64::from(made.number(1, most)).years());
    let mut line = ExecutiveOrder { order: Some(Text::Borrowed(order)), ..ExecutiveOrder::default() };
    if !classified {
        line.instruction = Some(Text::Borrowed("N/A"));
    } else if order == "11652" {
        line.instruction = Some(Text::Borrowed(made.one(&["GDS", "XGDS-1", "XGDS-2", "XGDS-3", "XGDS-4"])));
    } else if order == "12065" {
        let (word, most) = made.one(&[("GDS", 6), ("RDS-1", 20), ("RDS-3", 20)]);
        line.instruction = Some(Text::Borrowed(word));
        line.declassify_on = Some(years(made, most));
        let name = format!("{}, {}.", made.surname(), made.initial());
        record.classified_by = vec![Classifier { name: Some(Text::Owned(name)), ..Classifier::default() }];
    } else if order == "12356" && made.chance(50) {
        line.instruction = Some(Text::Borrowed("OADR"));
    } else if order == "12958" && day < date(2003, 3, 1) && made.chance(30) {
        line.instruction = Some(Text::Borrowed(made.one(&["X1", "X5", "X6"])));
    } else {
        line.declassify_on = Some(years(made, 10));
    }
    record.executive_order = Some(line);
    if classified && day >= date(1995, 10, 14) {
        let section = if day < date(2003, 3, 25) { "1.5" } else { "1.4" };
        let letters: &[&str] = made.one(&[&["b"][..], &["b", "d"], &["c"], &["b", "c", "d"]]);
        let surname = made.surname();
        let name = format!("{}. {}{}", made.initial(), &surname[..1], surname[1..].to_lowercase());
        let title = made.title();
        record.classified_by = vec![Classifier {
            name: Some(Text::Owned(if upper { name.to_uppercase() } else { name })),
            title: Some(if upper { Text::Owned(title.to_uppercase()) } else { Text::Borrowed(title) }),
            reasons: letters.iter().map(|letter| Text::Owned(format!("{section}({letter})"))).collect(),
            ..Classifier::default()
        }];
    }
}

fn tags(made: &mut Made, day: Date) -> Vec<Tag<'static>> {
    let registry = Registry::builtin();
    let text = day.to_string();
    let year = day.year() as u16;
    let of = |kind: Kind| -> Vec<&'static str> {
        let of_day = registry.tags().iter().filter(|tag| {
            tag.is_of(year)
                && tag.valid_from.is_none_or(|from| from <= text.as_str())
                && tag.valid_to.is_none_or(|to| to >= text.as_str())
        });
        of_day.filter(|tag| tag.kind == kind).map(|tag| tag.code).collect()
    };
    let mut out: Vec<Tag<'static>> = Vec::new();
    let mut add = |code: &'static str, kind: TagKind| {
        if out.iter().all(|tag| tag.code != code) {
            out.push(Tag { code: Text::Borrowed(code), kind: Some(kind), ..Tag::default() });
        }
    };
    let count = made.number(1, 5);
    for code in made.some(&of(Kind::Subject), count) {
        add(code, TagKind::Subject);
    }
    if made.chance(15) {
        add("OVIP", TagKind::Subject);
        let name = format!("{}, {}", made.surname(), made.surname()).leak();
        add(name, TagKind::Person);
    }
    let count = made.number(0, 3);
    for code in made.some(&of(Kind::Geographic), count).into_iter().filter(|code| code.len() == 2) {
        add(code, TagKind::Geographic);
    }
    out
}

fn references(made: &mut Made, record: &mut Record<'static>, day: Date, own: u32) {
    let count = made.one(&[0, 1, 1, 2, 3, 6]);
    let stations = stations(day);
    for index in 0..count {
        let (station, _) = made.one(&stations);
        let number = made.number(1, 9_000);
        if number == own {
            continue;
        }
        let post: String = station.chars().filter(char::is_ascii_alphanumeric).collect();
        let year = (day.year() - 1) % 100;
        let notal = if made.chance(20) { " (NOTAL)" } else { "" };
        record.references.push(Reference {
            enumerator: (count > 1).then(|| Text::Owned(char::from(b'A' + index as u8).to_string())),
            kind: ReferenceKind::Telegram,
            text: Text::Owned(format!("{year:02} {station} {number}{notal}")),
            mrn: Some(format!("{year:02}{post}{number}")),
            ..Reference::default()
        });
    }
}

fn body(made: &mut Made, record: &mut Record<'static>, day: Date, paragraphs: u32, upper: bool) {
    let class = record.classification.clone().unwrap_or_default();
    let level = class.level.unwrap_or(Level::Unclassified);
    let own = match level {
        Level::Confidential => "C",
        Level::Secret => "S",
        Level::TopSecret => "TS",
        _ if record.captions.iter().any(|caption| caption == "SENSITIVE") => "SBU",
        _ => "",
    };
    let marked = !own.is_empty() && (day >= date(1978, 12, 1));
    let cased = |text: String| if upper { text.to_uppercase() } else { text };
    for number in 1..=paragraphs {
        let mut block = Block { kind: BlockKind::Paragraph, number: Some(number), ..Block::default() };
        if paragraphs == 1 {
            block.kind = BlockKind::Unnumbered;
            block.number = None;
        } else if number > 1 && made.chance(12) {
            let text = Text::Owned(cased(made.heading().to_owned()));
            record.body.push(Block { kind: BlockKind::Heading, text, ..Block::default() });
        }
        if marked {
            let mark = match () {
                () if number == 1 => own,
                () if made.chance(20) => "U",
                () => own,
            };
            block.mark = Some(Text::Borrowed(mark));
        }
        let mut text = cased(made.sentences(1, 6));
        if number == 1 && paragraphs > 2 && made.chance(50) {
            record.summary = Some(Text::Owned(text.clone()));
            block.heading = Some(Text::Owned(cased("Summary".into())));
            text = format!("{} {text} {}", cased("Summary:".into()), cased("End summary.".into()));
        } else if made.chance(20) {
            for _ in 0..made.number(1, 5) {
                let item = cased(made.sentences(1, 2));
                text = format!("{text}\n-- {item}");
                block.items.push(Item { text: Text::Owned(item), ..Item::default() });
            }
        }
        block.text = Text::Owned(text);
        record.body.push(block);
        if paragraphs > 1 && made.chance(4) {
            let quoted = cased(made.sentences(2, 4));
            let text = Text::Owned(format!("BEGIN TEXT\n{quoted}\nEND TEXT"));
            record.body.push(Block { kind: BlockKind::Quote, text, ..Block::default() });
        }
    }
}

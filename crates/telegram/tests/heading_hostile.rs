//! Readers of heading lines on what nobody sends: every cut of a heading, odd characters anywhere, a megabyte of one thing.

#[allow(dead_code)]
mod cases;

use chancery_telegram::Span;
use chancery_telegram::field::Field;
use chancery_telegram::fields::{
    addressee, attributes, classification, date_time_group, distribution, drafting, labels, mrn, page_line,
    transmission,
};
use chancery_telegram::record::Transmission;

fn read_all(text: &str) {
    let field = Field::contiguous(text, 7);
    let (line, cx) = (text.as_bytes(), cases::context());
    let mut spans = Vec::new();

    let read = date_time_group::read(&field, &cx);
    spans.extend(read.map(|read| read.sent.span));
    spans.extend(date_time_group::read_group(&field, cx.year).map(|sent| sent.span));
    spans.extend(date_time_group::read_labelled(&field).map(|sent| sent.span));

    let to = &mut Transmission::default();
    let _ = transmission::read_fl1(&field, to)
        | transmission::read_fl2(&field, to)
        | transmission::read_fl3(&field, to);
    let _ = transmission::read_fl4(&field, to)
        | transmission::read_fl10(&field, to)
        | transmission::read_fl15(&field, to);
    let _ = transmission::read_fl16(&field, to) | transmission::read_janap(&field, to);
    let _ = transmission::read_indicators(&field, to) | transmission::read_signals(&field, to);

    if let Some(read) = classification::read(&field, &cx) {
        spans.extend(read.mrn.map(|mrn| mrn.span));
        spans.extend(read.classification.map(|classification| classification.span));
    }
    spans.extend(mrn::parse_printed(&field, &cx).map(|mrn| mrn.span));
    spans.extend(mrn::parse_smart(&field, cx.registry).map(|mrn| mrn.span));
    let _ = mrn::parse_canonical(text, Span::default());
    let _ = mrn::parse_nara(text, Span::default(), cx.registry);

    spans.extend(addressee::read_roles(&field, &cx).into_iter().map(|(_, read)| read.span));
    spans.extend(addressee::read_labelled(&field, &cx).into_iter().map(|read| read.span));
    let _ = addressee::is_address(text, cx.registry) | addressee::is_continuation(text, cx.registry);
    let _ = addressee::keyword(line);

    spans.extend(distribution::read(&field).map(|read| read.span));
    let _ = drafting::read(&field);
    let _ = drafting::read_names(&field);
    let _ = attributes::read(&field);
    let _ = (page_line::page_line(line), page_line::section_page_line(line), page_line::dash_line(line));
    let _ = page_line::is_release_stamp(line);
    if let Some((_, at)) = labels::label(line) {
        assert!(at <= text.len());
    }
    for span in spans {
        assert!(span.start >= 7 && span.end as usize <= 7 + text.len(), "{span:?} of {text}");
    }
}

const HEADING: &str = "VZCZCQXO0231
PP RUEHC RUEHQY
DE RUEHQX #0417/01 0711436
ZNY CCCCC ZZH
PTTUZYUW RUEHQXA0417 0711436-UUUU--RUEHCAA.
O P 121430 Z MAR 0 7 ZDK
FM AMEMBASSY PORT ALDER
TO RUEHC/SECSTATE WASHDC PRIORITY5120
INFO EUROPEAN POLITICAL COLLECTIVE XMT AMCONSUL GREYHAVEN, AMEMBASSY LIMA
C O N F I D E N T I A L SECTIOQ 01OF02 PORT ALDER 000417/1 NODIS/CHEROKEE
LIMITED OFFFICIAL USE STATE 012345 TOSEC 010007 ZDK
ACTION OES-06
INFO  OCT-01EUR-12  ISO-00  /019 W
DRAFTED BY EUR/NB:TFIELD:MK
PAGE 02        PORT A 00417  01 OF 02  121512Z   POSS DUPE
PORT ALDER 00000417  002.2 OF 003
------------------047712 121512Z /61/62
Date!DTG:   Mar 12, 2012 / 121430Z MAR 12
Action:     WASHDC, SECSTATE Routine; GREYHAVEN, AMCONSUL
12 PORT AU PRINCE 504
1975PORTA00417_b
RELEASED IN PART B1, 1.4(D)
Draft Date: 12 MAR 1975
#0417
NNNNVZCZCQXO0232";

#[test]
fn every_cut_of_every_line() {
    for line in HEADING.lines() {
        for cut in 0..=line.len() {
            read_all(&line[..cut]);
            read_all(&line[cut..]);
        }
    }
}

#[test]
fn odd_characters_anywhere() {
    for line in HEADING.lines() {
        for at in 0..=line.len() {
            for odd in
                ["\u{e9}", "\u{bf}\u{bf}", "\0", "\t", "\r", "\n", "\u{2019}", "\u{a0}", "/", "-", "9", "O"]
            {
                let mut text = line.to_owned();
                text.insert_str(at, odd);
                read_all(&text);
            }
        }
    }
}

#[test]
fn a_megabyte_of_one_thing() {
    let pieces = [
        ",",
        "(",
        "/",
        "-",
        " ",
        "1",
        "1 ",
        "O",
        "Z ",
        "ZDK ",
        "RUEHC ",
        "RUEHC/",
        "PRIORITY ",
        "A ",
        "A-00 ",
        "ACTION ",
        "INFO ",
        "XMT ",
        "AND ",
        "PAGE 1 ",
        "C O N ",
        "SECRET ",
        "SECTION ",
        "AMEMBASSY ",
        "AMEMBASSY",
        "12 ",
        "\n",
        "; ",
        ": ",
        "To: ",
        "To:\n",
        "121430Z ",
        "121430Z MAR ",
        "VZCZC",
        "N",
        "#",
        "DRAFTED BY ",
        "DRAFTED BY\n",
        "US MISSION ",
        "\u{e9}",
        "E.O.: ",
        "LIMITED ",
    ];
    for piece in pieces {
        let text = piece.repeat((1 << 20) / piece.len());
        read_all(&text);
        for start in [
            "SECRET ",
            "FM ",
            "PAGE 1 ",
            "PP ",
            "ZNR ",
            "DE RUEHC ",
            "P 121430Z MAR 07 ",
            "ACTION ",
            "DRAFTED BY ",
        ] {
            read_all(&format!("{start}{}", &text[..text.len() / 8 / piece.len() * piece.len()]));
        }
    }
}

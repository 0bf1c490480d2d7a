//! Telegrams made by hand: what the synthetic ones lack.

/// A telegram of the teletype form without its format lines.
pub(crate) struct Telegram<'t> {
    pub(crate) post: &'t str,
    pub(crate) number: u32,
    /// Two figures.
    pub(crate) year: u8,
    /// `S E C R E T`; with what stands behind it.
    pub(crate) class: &'t str,
    /// `(U) HARBOR LIGHTS`
    pub(crate) subject: &'t str,
    /// All that stands below the references.
    pub(crate) body: String,
}

impl Telegram<'_> {
    pub(crate) fn write(&self) -> String {
        let Telegram { post, number, year, class, subject, body } = self;
        format!(
            "P 121430Z MAR {year:02}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC PRIORITY 5120\nINFO AMEMBASSY PARIS 0417\n\
             {class} {post} {number:06}\n\nSIPDIS\n\nE.O. 12958: DECL: 03/12/2017\nTAGS: PREL, MARR\n\
             SUBJECT: {subject}\n\nREF: GREYHAVEN 212\n\nClassified By: Ambassador Ann Weaver for reasons 1.4 (b) and (d).\n\n{body}"
        )
    }
}

/// A telegram with these paragraphs, numbered from 1: mark and words.
pub(crate) fn paragraphs(list: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (number, (mark, words)) in (1..).zip(list) {
        let mark = if mark.is_empty() { String::new() } else { format!("({mark}) ") };
        text.push_str(&format!("{number}. {mark}{words}\n\n"));
    }
    text.push_str("WEAVER\n");
    text
}

/// Names and texts of telegrams with what a search may stumble over.
pub(crate) fn by_hand() -> Vec<(&'static str, String)> {
    let telegram = |number, class, subject, list: &[(&str, &str)]| {
        let body = paragraphs(list);
        Telegram { post: "PORT ALDER", number, year: 7, class, subject, body }.write()
    };
    vec![
        (
            "marks",
            telegram(
                417,
                "S E C R E T",
                "(U) HARBOR LIGHTS AND THE KEEPERS, CONFERENCE",
                &[
                    ("U", "Nine lights work again. The keepers, union met the EXPERTS, CONFERENCE."),
                    ("C", "The tenth light is watched by the harbor board of lRAN and 1RAN, said Iran's envoy."),
                    ("S/NF", "The eleventh is an S E C R E T matter of the U.S. and the U.S.S.R., 1,200 in all."),
                    ("C//NF/OC/PR", "Nego-\ntiations on counter-terrorism and state-of-the-art lamps go on."),
                    ("U", "The café at Sana'a don,t close; O,Brien and d'affaires agree: W0RK, 1.4(b), 007904."),
                ],
            ),
        ),
        (
            "torn",
            telegram(
                418,
                "UNCLAS",
                "TORN WORDS",
                &[(
                    "",
                    "The delegation took up the nego\nUNCLASSIFIED\nPAGE 02 PORT A 00418 01 OF 01 121430Z\n\ntiations of the harbor\n\
                     lights, whole and in good order.",
                )],
            ),
        ),
        (
            "captions",
            telegram(
                419,
                "C O N F I D E N T I A L NODIS",
                "WHO SHOULD KNOW",
                &[("C", "Few should know: negotiators negotiated, and the negotiation is negotiable."), ("U", "All may know.")],
            ),
        ),
        (
            "redacted",
            telegram(
                420,
                "C O N F I D E N T I A L",
                "A NAME",
                &[("C", "The name is XXXXXXXXXXXX, and [less than 1 line not declassified] stands (b)(1) there."), ("", "More.")],
            ),
        ),
        (
            "damage",
            telegram(421, "UNCLAS", "BAD COPY", &[("", "The copy is ¿¿¿ bad \u{1} and \u{2} bro\u{2}ken Ã© here.")]),
        ),
        (
            "list",
            telegram(
                422,
                "C O N F I D E N T I A L",
                "THREE THINGS",
                &[("C", "Three things:\n-- the lights of 06PARIS7904;\n-- (U) the keeper, see STATE 3836;\n-- (S) the harbor.")],
            ),
        ),
        ("fragment", "Harbor lights without any heading: nine lights, a keeper, and (S) nothing else.\n".into()),
        (
            "no-class",
            "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\nPORT ALDER 000423\n\nSUBJECT: (U) LOST LINE\n\n\
             1. (U) The class line is lost.\n\n2. (S) The harbor is not.\n"
                .into(),
        ),
        (
            "nameless",
            "S E C R E T\n\nSUBJECT: (U) A NOTE WITHOUT A NUMBER\n\n1. (U) The harbor master keeps a note.\n\n\
             2. (S) The note has no number.\n"
                .into(),
        ),
        (
            "section-1",
            "R 121430Z MAR 07\nFM AMEMBASSY GREYHAVEN\nTO SECSTATE WASHDC 5120\nC O N F I D E N T I A L SECTION 01 OF 02 GREYHAVEN 000212\n\n\
             SUBJECT: (U) TWO SECTIONS\n\n1. (U) The first section of the harbor.\n\n2. (C) It goes\n"
                .into(),
        ),
        (
            "section-2",
            "R 121430Z MAR 07\nFM AMEMBASSY GREYHAVEN\nTO SECSTATE WASHDC 5120\nC O N F I D E N T I A L SECTION 02 OF 02 GREYHAVEN 000212\n\n\
             SUBJECT: (U) TWO SECTIONS\n\non here.\n\n3. (C) The second section of the lights.\nWEAVER\n"
                .into(),
        ),
    ]
}

/// Other texts of some of those telegrams, as another collection has them.
pub(crate) fn other_copies() -> Vec<(&'static str, String)> {
    let mut copies: Vec<_> = by_hand()
        .into_iter()
        .filter(|(name, _)| matches!(*name, "marks" | "redacted" | "captions"))
        .collect();
    for (name, text) in &mut copies {
        *text = match *name {
            "redacted" => text
                .replace("XXXXXXXXXXXX", "Jane Doe")
                .replace("[less than 1 line not declassified]", "her address"),
            "marks" => text.replace("Nine lights", "XXXXXXX lights").replace("eleventh", "twelfth"),
            _ => continue,
        };
    }
    copies
}

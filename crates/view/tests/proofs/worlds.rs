//! Archives that differ only in what lies above a reader's level, and in how they came to be.

use crate::support::{Made, Random, Sources, collection, decide, import};
use chancery_archive::Writer;
use chancery_archive::collections::Change;
use chancery_synth::Form;
use chancery_telegram::record::Attributes;
use chancery_telegram::{Options, read};
use std::collections::HashSet;
use std::path::PathBuf;

/// A reader, and what lies above him.
pub(crate) struct Above {
    pub(crate) reader: &'static str,
    /// The class line of telegrams of which he sees some paragraphs.
    class: &'static str,
    /// Whether he sees their heading.
    heading: bool,
    /// Marks of paragraphs that he sees and does not see.
    open: &'static [&'static str],
    hidden: &'static [&'static str],
    /// A label that he has not, and the class line of telegrams that have it.
    label: &'static str,
    line: &'static str,
}

pub(crate) const READERS: [Above; 4] = [
    Above {
        reader: "U",
        class: "S E C R E T",
        heading: false,
        open: &["U"],
        hidden: &["S", "C", "S/NF", "TS"],
        label: "C",
        line: "C O N F I D E N T I A L",
    },
    Above {
        reader: "C",
        class: "S E C R E T",
        heading: false,
        open: &["U", "C"],
        hidden: &["S", "S/NF", "TS", "C/NF"],
        label: "S",
        line: "S E C R E T",
    },
    Above {
        reader: "S",
        class: "S E C R E T",
        heading: true,
        open: &["U", "C", "S"],
        hidden: &["S/NF", "TS", "C/NF"],
        label: "TS",
        line: "S E C R E T NODIS",
    },
    Above {
        reader: "C//NODIS",
        class: "S E C R E T NODIS",
        heading: false,
        open: &["U", "C"],
        hidden: &["S", "S/NF"],
        label: "S",
        line: "S E C R E T",
    },
];

const WORDS: &[&str] = &[
    "harbor",
    "lights",
    "keeper",
    "board",
    "talks",
    "negotiations",
    "treaty",
    "fishing",
    "vessels",
    "minister",
    "visit",
    "embassy",
    "uranium",
    "wheat",
    "experts,",
    "conference",
    "Iran's",
    "lRAN",
    "06PARIS7904",
    "1,200",
    "strait",
    "decree",
];

/// What might disturb how the rest of a text is read.
const AWKWARD: &[&[u8]] = &[
    b"",
    b"caf\xe9 and \x93quotes\x94 in another code set",
    "fa\u{e7}ade \u{bf}\u{bf}\u{bf} \u{2588}\u{2588}\u{2588}\u{2588}".as_bytes(),
    b"XXXXXXXXXXXX [less than 1 line not declassified] (b)(1)",
    b"The harbor,s lights don,t work, I,m sure.",
    b"Summary: It is known. End summary.",
    b"it is\n\nSECRET\n\nPAGE 02 RUEHPA 0417 02 OF 03\n\nknown.",
    b"words RELEASED IN FULL.",
    b"as in 07GREYHAVEN1 and STATE 11,\nREF: STATE 12",
    b"things:\n-- one;\n-- (TS) two;\n-- three.",
    b"it is known.\n\nBut nobody asked.\n\nnine   9   nineteen\n",
];

fn sentence(random: &mut Random) -> String {
    (0..4 + random.below(20)).map(|_| *random.one(WORDS)).collect::<Vec<_>>().join(" ") + "."
}

fn hidden_words(random: &mut Random) -> Vec<u8> {
    match random.chance(40) {
        true => random.one(AWKWARD).to_vec(),
        false => sentence(random).into_bytes(),
    }
}

/// Makes one of the archives: what the reader sees hangs on `seed` alone, all else on `hidden`.
pub(crate) struct World<'w> {
    above: &'w Above,
    sources: &'w Sources,
    open: Random,
    hide: Random,
    files: Vec<(&'static str, PathBuf)>,
    /// Numbers of telegrams that the reader sees.
    seen: HashSet<String>,
    withheld: Vec<String>,
}

impl World<'_> {
    pub(crate) fn make(above: &Above, sources: &Sources, seed: u64, hidden: u64) -> Made {
        sources.clear();
        let mut world = World {
            above,
            sources,
            open: Random::new(seed),
            hide: Random::new(hidden),
            files: Vec::new(),
            seen: HashSet::new(),
            withheld: Vec::new(),
        };
        for at in 0..22 {
            world.marked(at);
        }
        for at in 0..6 {
            world.decided(at);
        }
        for at in 0..8 {
            world.twice(at);
        }
        world.notes();
        world.released();
        world.attributed();
        if !above.heading {
            world.sections();
        }
        world.hidden_telegrams();
        world.vault();
        let made = Made::new();
        world.history(&mut made.writer());
        made
    }

    fn put(&mut self, collection: &'static str, name: &str, text: impl AsRef<[u8]>) {
        let path = self.sources.write(&format!("{collection}/{name}.txt"), text);
        self.files.push((collection, path));
    }

    fn number(&mut self, at: usize) -> (String, String) {
        let (year, post) = ([6, 7][at % 2], ["PORT ALDER", "GREYHAVEN"][at / 2 % 2]);
        self.seen.insert(format!("{year:02}{}{}", post.replace(' ', ""), 400 + at));
        (format!("{year:02}"), format!("{post} {:06}", 400 + at))
    }

    /// A telegram in two collections, whose texts differ in a paragraph that is hidden, or do not.
    fn twice(&mut self, at: usize) {
        let (year, name) = self.number(90 + at);
        let (post, _) = name.rsplit_once(' ').expect("a post and a number");
        let subject = sentence(&mut self.open).to_uppercase();
        let (open, mark) = (sentence(&mut self.open), *self.open.one(self.above.open));
        // The second has at times one more text, which differs in what is seen.
        let other = self.open.chance(50).then(|| sentence(&mut self.open));
        let secret = *self.hide.one(self.above.hidden);
        let words = hidden_words(&mut self.hide);
        let again = if self.hide.chance(50) { words.clone() } else { hidden_words(&mut self.hide) };
        for (collection, hidden, open) in [
            ("main", &words, Some(&open)),
            ("second", &again, Some(&open)),
            ("second", &again, other.as_ref()),
        ] {
            let Some(open) = open else { continue };
            let mut text = format!(
                "P 1215{:02}Z MAR {year}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC PRIORITY 5120\n{} {name}\n\n\
                 E.O. 12958: DECL: 03/12/2017\nTAGS: PREL\nSUBJECT: (U) {subject}\n\n1. ({secret}) ",
                at % 60, self.above.class,
            )
            .into_bytes();
            text.extend(hidden);
            text.extend(format!("\n\n2. ({mark}) {open}\n\n").into_bytes());
            let file = format!("twice-{at}-{}", open.len());
            self.put(collection, &file, text);
        }
    }

    /// A telegram with marked paragraphs: even numbers are seen, odd ones are not.
    fn marked(&mut self, at: usize) {
        let (year, name) = self.number(at);
        let post = name.rsplit_once(' ').map_or("", |(post, _)| post).to_owned();
        // Who does not see the heading does not see what is in it.
        let random = if self.above.heading { &mut self.open } else { &mut self.hide };
        let tags = *random.one(&["PREL", "PREL, MARR", "PTER, EFIN, FR", "ECON"]);
        let info =
            *random.one(&["INFO AMEMBASSY PARIS 0417\n", "INFO AMEMBASSY BONN 1\nAMEMBASSY MOSCOW 12\n", ""]);
        let captions = *random.one(&["SIPDIS\n\n", ""]);
        let reference = *random.one(&["REF: GREYHAVEN 212\n\n", "REF: A) STATE 11 B) 06PARIS7904\n\n", ""]);
        let subject = sentence(&mut self.open).to_uppercase();
        let mut text = format!(
            "P 1214{:02}Z MAR {year}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC PRIORITY 5120\n{info}{} {name}\n\n{captions}\
             E.O. 12958: DECL: 03/12/2017\nTAGS: {tags}\nSUBJECT: (U) {subject}\n\n{reference}",
            at % 60, self.above.class,
        )
        .into_bytes();
        let count = 1 + self.open.below(4);
        for number in 1..=count {
            for _ in 0..self.hide.below(3) {
                let mark = *self.hide.one(self.above.hidden);
                text.extend(format!("{}. ({mark}) ", 2 * number - 1).into_bytes());
                text.extend(hidden_words(&mut self.hide));
                text.extend(b"\n\n");
            }
            let mark = *self.open.one(self.above.open);
            text.extend(format!("{}. ({mark}) {}\n\n", 2 * number, sentence(&mut self.open)).into_bytes());
        }
        self.put("main", &format!("marked-{at}"), text);
    }

    /// An open telegram of which a reviewer withholds a paragraph.
    fn decided(&mut self, at: usize) {
        let (year, name) = self.number(40 + at);
        let post = name.rsplit_once(' ').map_or("", |(post, _)| post);
        let words = sentence(&mut self.hide);
        let text = format!(
            "R 121430Z MAR {year}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC 5120\nUNCLAS {name}\n\nTAGS: EFIN\nSUBJECT: {}\n\n\
             1. {}\n\n2. {words}\n\n3. {}\n",
            sentence(&mut self.open),
            sentence(&mut self.open),
            sentence(&mut self.open),
        );
        self.put("main", &format!("decided-{at}"), text);
    }

    /// Texts without a number, some partly seen and nearly alike, others not at all.
    fn notes(&mut self) {
        let same = (0..6).map(|_| sentence(&mut self.open)).collect::<Vec<_>>().join(" ");
        for at in 0..3 {
            let (hidden, mark) = (sentence(&mut self.hide), *self.hide.one(self.above.hidden));
            let text = format!(
                "{}\n\nSUBJECT: (U) NOTE {at}\n\n1. (U) {}\n\n3. ({mark}) {hidden}\n\n4. (U) {same}\n",
                self.above.class,
                sentence(&mut self.open),
            );
            self.put("main", &format!("note-{at}"), text);
        }
        if self.hide.chance(60) {
            let text = sentence(&mut self.hide);
            self.put("main", "fragment", text);
        }
    }

    /// A released collection, some telegrams in one file; some of them are withheld after all.
    fn released(&mut self) {
        for at in 0..5 {
            let text = chancery_synth::telegram(Form::Nara, 77 + self.open.next() % 1_000, at);
            self.seen.extend(key(&text));
            self.put("release", &format!("nara-{at}"), text);
        }
        let mut several = String::new();
        for at in 0..4 {
            for _ in 0..self.hide.below(3) {
                let text = chancery_synth::telegram(Form::Teletype, self.hide.next(), at);
                if let Some(key) =
                    key(&text).filter(|key| !self.seen.contains(key) && !self.withheld.contains(key))
                {
                    self.withheld.push(key);
                    several.push_str(&text);
                }
            }
            let text = chancery_synth::telegram(Form::Teletype, 99 + self.open.next() % 1_000, at);
            if let Some(key) = key(&text).filter(|key| !self.withheld.contains(key)) {
                self.seen.insert(key);
                several.push_str(&text);
            }
        }
        self.put("release", "several", several);
    }

    /// A telegram of which nothing but the subject is seen; what its source says beside it is hidden.
    fn attributed(&mut self) {
        let text = (0..)
            .map(|at| chancery_synth::telegram(Form::Nara, 4_242, at))
            .find(|text| text.contains("\nS E C R E T"));
        let text = text.unwrap();
        let concept = sentence(&mut self.hide).to_uppercase();
        let lines: Vec<String> = text
            .lines()
            .map(|line| match line.split_once(':') {
                Some((name @ ("Concepts" | "Locator" | "Errors"), _)) => format!("{name}: {concept}"),
                _ => line.to_owned(),
            })
            .collect();
        assert_ne!(lines.join("\n"), text.trim_end(), "no attribute was changed");
        self.seen.extend(key(&text));
        self.put("main", "attributed", lines.join("\n"));
    }

    /// Of a telegram in two sections the second is hidden, or was never there.
    fn sections(&mut self) {
        const END: &str = "BT\n#0777\n\n\nNNNN\n";
        let head = |section| {
            format!(
                "R 121430Z MAR 07\nFM AMEMBASSY GREYHAVEN\nTO SECSTATE WASHDC 5120\nBT\n{} SECTION {section:02} OF 02 GREYHAVEN 000777\n\n",
                self.above.class
            )
        };
        let (first, second) = (head(1), head(2));
        let mark = self.above.hidden[0];
        let text = format!(
            "{first}SUBJECT: (U) TWO SECTIONS\n\n1. (U) {}\n\n2. (U) {}\n{END}",
            sentence(&mut self.open),
            sentence(&mut self.open)
        );
        self.put("main", "section-1", text);
        if self.hide.chance(60) {
            let text = format!(
                "{second}3. ({mark}) {}\n\n4. ({mark}) {}\n{END}",
                sentence(&mut self.hide),
                sentence(&mut self.hide)
            );
            self.put("main", "section-2", text);
        }
        self.seen.insert("07GREYHAVEN777".to_owned());
    }

    fn hidden_telegrams(&mut self) {
        for at in 0..self.hide.below(14) {
            let year = *self.hide.one(&["06", "07", "08"]);
            let (post, number) =
                (*self.hide.one(&["PORT ALDER", "GREYHAVEN", "PARIS"]), 380 + self.hide.below(60));
            if self.seen.contains(&format!("{year}{}{number}", post.replace(' ', ""))) {
                continue;
            }
            let text = format!(
                "O 121430Z MAR {year}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC IMMEDIATE 1\n{} {post} {number:06}\n\n\
                 E.O. 12958: DECL: 03/12/2011\nTAGS: PINR, PTER\nSUBJECT: {}\n\n1. {}\n\n2. {}\n",
                self.above.line,
                sentence(&mut self.hide),
                sentence(&mut self.hide),
                sentence(&mut self.hide),
            );
            self.put("main", &format!("hidden-{at}"), text);
        }
    }

    /// A collection that the reader may not read: copies, other texts, and what nobody else has.
    fn vault(&mut self) {
        let others: Vec<(&str, PathBuf)> = self.files.clone();
        for (at, (_, path)) in others.iter().enumerate() {
            let bytes = std::fs::read(path).unwrap();
            match self.hide.below(5) {
                0 => self.put("vault", &format!("copy-{at}"), bytes),
                1 => {
                    let text = String::from_utf8_lossy(&bytes)
                        .replace("lights", "lamps and all that belongs to them");
                    self.put("vault", &format!("other-{at}"), text);
                }
                _ => {}
            }
        }
    }

    /// Files come in any order and in any number of commits, some twice; settings and decisions come and go.
    fn history(&mut self, writer: &mut Writer) {
        let label = self.above.label;
        let mut collections = [
            ("main", false, None),
            ("second", false, None),
            ("release", true, None),
            ("vault", false, Some(label)),
        ];
        self.hide.shuffle(&mut collections);
        for (name, released, level) in collections {
            if name != "vault" || self.files.iter().any(|(collection, _)| *collection == "vault") {
                collection(writer, name, released, level);
            }
        }
        let mut files = std::mem::take(&mut self.files);
        self.hide.shuffle(&mut files);
        let size = 1 + files.len() / (1 + self.hide.below(4));
        for part in files.chunks(size) {
            for name in ["vault", "main", "second", "release"] {
                let of = |list: &[(&str, PathBuf)]| -> Vec<PathBuf> {
                    list.iter()
                        .filter(|(collection, _)| *collection == name)
                        .map(|(_, path)| path.clone())
                        .collect()
                };
                if !of(part).is_empty() {
                    import(writer, name, &of(part));
                }
            }
        }
        for at in 0..6 {
            let key = format!("{:02}{}{}", [6, 7][at % 2], ["PORTALDER", "GREYHAVEN"][at / 2 % 2], 440 + at);
            for _ in 0..self.hide.below(2) {
                decide(writer, &key, "telegram", Some("TS//NOFORN"), "a slip");
                decide(writer, &key, "telegram", None, "taken back");
            }
            let why = sentence(&mut self.hide);
            decide(writer, &key, "paragraph 2", Some(label), &why);
        }
        for key in std::mem::take(&mut self.withheld) {
            decide(writer, &key, "telegram", Some(label), "not yet");
        }
        let text = (0..)
            .map(|at| chancery_synth::telegram(Form::Nara, 4_242, at))
            .find(|text| text.contains("\nS E C R E T"));
        let attributed = key(&text.unwrap()).unwrap();
        decide(writer, &attributed, "subject", Some("U"), "known to all");
        decide(writer, &attributed, "attributes", Some(self.above.label), "known to few");
        if self.hide.chance(50) {
            let level = |level: Option<&str>| Change {
                level: Some(level.map(|level| level.parse().unwrap())),
                ..Change::default()
            };
            writer.set_collection("main", &level(Some("TS"))).unwrap();
            writer.set_collection("main", &level(None)).unwrap();
        }
        if self.hide.chance(30) {
            writer.reindex().unwrap();
        }
        if self.hide.chance(50) {
            let main: Vec<PathBuf> =
                files.iter().filter(|(name, _)| *name == "main").map(|(_, path)| path.clone()).collect();
            import(writer, "main", &main);
        }
    }
}

/// The number of a telegram.
fn key(text: &str) -> Option<String> {
    read(text.as_bytes(), Attributes::default(), &Options::default()).mrn?.canonical
}

//! Level, caveats and captions (TF 6.2, 6.4; markings-and-indexing 4).

use super::Cx;
use crate::draft::Draft;
use crate::problem::{Problems, nearest};
use crate::said::Said;
use chancery_registry::Caption;
use chancery_telegram::fields::caption;
use chancery_telegram::record::Level;

/// How a telegram is marked.
#[derive(Debug)]
pub(crate) struct Markings {
    pub(crate) level: Level,
    /// The draft's word for it.
    pub(crate) said: Said,
    pub(crate) caveats: Vec<Said>,
    pub(crate) captions: Vec<Said>,
    /// Both, in the order of captions: for a class line that has no room for caveats.
    pub(crate) controls: Vec<Said>,
}

impl Markings {
    /// CONFIDENTIAL and above.
    pub(crate) fn is_classified(&self) -> bool {
        self.level.is_classified()
    }
}

pub(super) fn read(draft: &Draft, cx: &Cx<'_>, problems: &mut Problems) -> Option<Markings> {
    let mut captions = captions(draft, cx, problems);
    let Some(said) = &draft.classification else {
        let help = "add `classification: UNCLASSIFIED`, or CONFIDENTIAL, SECRET, TOP SECRET";
        problems.missing("classification", "the level", help);
        return None;
    };
    let words = said.split(|c| c.is_whitespace() || matches!(c, '/' | ','));
    // The longest beginning that is a level; what follows are caveats.
    let found = (1..=words.len().min(4)).rev().find_map(|count| {
        let text = crate::said::joined(&words[..count]).to_uppercase();
        Some((level(&text, cx)?, count))
    });
    let Some((mut level, count)) = found else {
        let names = ["UNCLASSIFIED", "SBU", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET", "TOP SECRET"];
        let help = match nearest(&said.text, names.into_iter()) {
            Some(near) => format!("write {near}"),
            None => format!("write one of {}", names.join(", ")),
        };
        problems.error("classification", said, format!("`{}` begins with no level", said.text.trim()), &help);
        return None;
    };
    let mut caveats = Vec::new();
    for word in &words[count..] {
        match cx.registry.caption(&word.text.to_uppercase()) {
            Some(known) if known.kind == "dissemination-control" => caveats.push(word.made(known.caption)),
            Some(known) => captions.push(word.made(known.caption)),
            None => {
                let message = format!("`{}` is no caveat", word.text);
                problems.error("classification", word, message, "write a level, then caveats such as NOFORN");
            }
        }
    }
    if level == Level::Sbu {
        // State's class line says UNCLAS, and a caption what it is (TF 6.2).
        level = Level::Unclassified;
        if !captions.iter().any(|caption| caption.text == "SENSITIVE") {
            captions.push(said.made("SENSITIVE"));
        }
    }
    let in_order = |mut list: Vec<Said>| {
        list.sort_by_key(|caption| place(cx.registry.caption(&caption.text)));
        list.dedup_by(|a, b| a.text == b.text);
        list
    };
    let controls = in_order(captions.iter().chain(&caveats).cloned().collect());
    Some(Markings { level, said: said.clone(), caveats, captions: in_order(captions), controls })
}

fn level(text: &str, cx: &Cx<'_>) -> Option<Level> {
    let known = match text {
        "U" => cx.registry.level_code("U"),
        _ => cx.registry.level_code(text).or_else(|| cx.registry.level(text)),
    };
    Some(match known?.abbreviation {
        "U" => Level::Unclassified,
        "SBU" => Level::Sbu,
        "LOU" => Level::LimitedOfficialUse,
        "C" => Level::Confidential,
        "S" => Level::Secret,
        "TS" => Level::TopSecret,
        _ => return None,
    })
}

fn captions(draft: &Draft, cx: &Cx<'_>, problems: &mut Problems) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    for said in &draft.captions {
        let words = crate::characters::words(said, true, "captions", problems);
        let text = crate::said::joined(&words);
        let known = cx.registry.caption(&text);
        if !draft.as_given && level(&text, cx).is_some() {
            let message = format!("`{text}` is a level, no caption");
            problems.error("captions", said, message, "a level stands behind `classification`");
            continue;
        }
        if known.is_none() && caption::read(&text, &cx.fields()).is_none() {
            let names = cx.registry.captions().iter().map(|caption| caption.caption);
            let help = match nearest(&text, names) {
                Some(near) => format!("is it {near}?"),
                None => "`chancery registry captions` lists them".to_owned(),
            };
            problems.error("captions", said, format!("`{text}` is no caption that is known"), &help);
            continue;
        }
        let text = known.map_or(text.as_str(), |known| known.caption);
        if out.iter().any(|before| before.text == text) {
            problems.note("captions", said, format!("`{text}` stands twice; it is written once"));
        } else {
            out.push(said.made(text));
        }
    }
    out
}

/// The order of captions: special handling first, the more restrictive first (5 FAH-2 H-442, H-252).
fn place(caption: Option<&Caption>) -> u8 {
    let Some(caption) = caption else { return 3 };
    match (caption.caption, caption.kind) {
        ("NODIS", _) => 0,
        ("CHEROKEE", _) => 1,
        (_, "channel") => 1,
        ("EXDIS", _) => 2,
        ("LIMDIS", _) => 3,
        ("STADIS", _) => 4,
        ("SIPDIS", _) => 8,
        ("SENSITIVE", _) => 7,
        (_, "dissemination-control") => 6,
        (_, "distribution" | "handling") => 5,
        _ => 9,
    }
}

//! Drafts, and what is said of them: `tests/data/drafts/*.md`, each with the telegram and the problems beside it.

use chancery_registry::Registry;
use chancery_telegram::record::Level;
use chancery_write::{Draft, Form, Known, Options, Places, write};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

struct Archive;

impl Known for Archive {
    fn level(&self, mrn: &str) -> Option<Level> {
        (mrn == "07STATE30177").then_some(Level::Secret)
    }
}

fn said(source: &str) -> String {
    let registry = Registry::builtin()
        .with("posts", "code,name,kind,routing_indicators\nPORTALDER,Port Alder,embassy,RUEHQX\nGREYHAVEN,Greyhaven,consulate,RUEHQY\n")
        .expect("the invented posts are sound");
    let (draft, mut problems) = Draft::parse(source);
    let written = write(
        &draft,
        Form::Teletype,
        &Options { registry: &registry, known: &Archive, ..Options::default() },
    );
    problems.extend(written.problems.iter().cloned());
    let mut out = written.text.unwrap_or_default();
    out.push_str("====\n");
    let mut places = Places::of(source);
    for problem in &problems {
        let place = problem.place.clone();
        let at = place.clone().map(|place| places.at(place.start));
        let at = at.map_or(problem.key.clone(), |at| format!("{}:{}", at.line, at.column));
        let words = place.and_then(|place| source.get(place)).unwrap_or_default();
        let _ = writeln!(out, "{} {at} [{}] {}", problem.severity, words.replace('\n', " "), problem.message);
        if let Some(help) = &problem.help {
            let _ = writeln!(out, "    {help}");
        }
    }
    out
}

fn drafts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/drafts");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the drafts are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn each_draft_gives_its_telegram_and_problems() {
    let bless = std::env::var_os("CHANCERY_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in drafts() {
        let said = said(&fs::read_to_string(&path).expect("the draft can be read"));
        let expected = path.with_extension("txt");
        if bless {
            fs::write(&expected, &said).expect("the expectation can be written");
        } else if fs::read_to_string(&expected).ok().as_deref() != Some(said.as_str()) {
            wrong.push(format!("{}:\n{said}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The draft in the documents is a good one.
#[test]
fn the_documented_draft_is_good() {
    let page = include_str!("../../../docs/writing.md");
    let begin = page.find("```markdown\n").expect("there is one") + "```markdown\n".len();
    let end = begin + page[begin..].find("\n```\n").expect("it ends") + 1;
    let (draft, problems) = Draft::parse(&page[begin..end]);
    assert_eq!(problems, []);
    let written = write(&draft, Form::Teletype, &Options::default());
    assert!(written.is_good(), "{:#?}", written.problems);
}

/// The table of keys in the documents names each key, and no other.
#[test]
fn the_documents_name_the_keys() {
    let page = include_str!("../../../docs/writing.md");
    let table = page.split("<!-- keys -->").nth(1).and_then(|rest| rest.split("<!-- /keys -->").next());
    let mut named: Vec<&str> = table
        .expect("the table is there")
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .flat_map(|line| {
            line.split('|')
                .next()
                .unwrap_or_default()
                .split('`')
                .filter(|word| word.trim_matches([',', ' ']).len() > 1)
        })
        .collect();
    named.sort_unstable();
    let mut keys = chancery_write::KEYS.to_vec();
    keys.sort_unstable();
    assert_eq!(named, keys);
}

//! Requests of every kind. Each is sent as it is to both rooms.

use crate::ask::Ask;
use crate::pair::{Names, Pair, is_plain};
use chancery_exports::EXPORTS;
use serde_json::Value;

/// Queries: what occurs and what does not, what is hidden, and mistakes, whose proposals must not hang on what is hidden.
const QUERIES: &[&str] = &[
    "*",
    "",
    "harbor",
    "lights keeper",
    "\"harbor lights\" OR treaty",
    "harbor -lights",
    "kumquat",
    "negotia*",
    "hrabor~2",
    "near:\"harbor lights\"~5",
    "subject:harbor",
    "class:secret",
    "class:unclassified..confidential",
    "mark:S",
    "year:2007",
    "date:2006-03..2007",
    "from:PORTALDER (tag:PREL OR tag:EFIN)",
    "from:GREYHAVEN -info:PARIS",
    "tag:(PTER OR PINR)",
    "caption:NODIS",
    "precedence:immediate",
    "ref:07GREYHAVEN212",
    "collection:main",
    "collection:vault",
    "has:redaction OR has:damage",
    // Mistakes.
    "form:PARIS",
    "from:PORTALDRE",
    "tag:PRELL",
    "(harbor",
    "date:2007-13",
    "collection:valt",
    "has:redacton harbor~9",
    "mrn:",
];

const SORTS: [&str; 3] = ["relevance", "date", "-date"];

/// Paths that show nothing of a telegram and take nothing, or what is neither.
const OTHERS: &[&str] = &[
    "/",
    "/query",
    "/keys",
    "/api",
    "/login",
    "/login?back=%2Fsearch%3Fq%3Dlights",
    "/import",
    "/import/1",
    "/healthz",
    "/readyz",
    "/assets/000000000000/room.css",
    "/nowhere",
    "/api/nowhere",
    "/api/v1/openapi.json",
    "/api/v1/stats",
    "/api/v1/stats?all=1",
    "/api/v1/collections",
    "/api/v1/import",
    "/api/v1/import/1",
    "/api/v1/import/many",
    "/api/v1/export",
    "/api/v1/export?to=papyrus",
    "/api/v1/export?q=form%3Ax&to=csv",
    "/api/v1/search?limit=many",
    "/api/v1/search?q=harbor&limit=1001",
    "/api/v1/search?q=harbor&cursor=0-0-0-0",
    "/search?q=harbor&page=0",
    "/search?q=harbor&page=501",
    "/search?q=harbor&sort=best",
    "/mcp",
    "/rules",
    "/rule/CL003",
    "/rule/XX999",
    "/api/v1/rules",
    "/api/v1/rules/portion-above-overall",
    "/api/v1/rules/XX999",
    "/write",
    "/write/look",
];

pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Forms in which telegrams are taken along in one file.
fn forms() -> impl Iterator<Item = &'static str> {
    EXPORTS.iter().filter(|export| !export.is_folder()).map(|export| export.id)
}

/// All that changes nothing.
pub(crate) fn all(pair: &Pair, names: &Names) -> Vec<Ask> {
    let mut all: Vec<Ask> = OTHERS.iter().map(|path| Ask::get(*path)).collect();
    all.extend(of_searches());
    all.extend(of_codes());
    for name in [&names.seen, &names.partly, &names.hidden].into_iter().flatten() {
        all.extend(of_a_telegram(name));
    }
    for name in
        ["06NOWHERE1", "what", "portalder", "PORT ALDER 400", "greyhaven 403", "port alder 417", "sha256:0"]
    {
        all.extend(of_a_telegram(name));
    }
    all.extend(
        ["", "?from=2", "?from=many", "/take?to=citations", "/take?to=papyrus", "/take"]
            .map(|more| Ask::get(format!("/folders/1{more}"))),
    );
    all.extend(["/folders", "/folders/2", "/folders/one"].map(Ask::get));
    // Texts that are brought along have nothing to do with the archive.
    let text = "UNCLAS PORT ALDER 000417\nSIPDIS\nSIPDIS\n\n1. The harbor,s lights work again.\n";
    all.push(Ask::get("/check"));
    all.push(Ask::form("/check", &format!("csrf={}&date=2007&text={}", pair.csrf, encoded(text))));
    for path in
        ["/api/v1/check?date=2007", "/api/v1/repair?min_confidence=0&only=comma", "/api/v1/repair?only=cats"]
    {
        all.push(Ask::with("POST", path).header("authorization", &pair.token).body(text));
    }
    all.extend(of_drafts(pair, names));
    // There is no issuer here.
    all.extend(["/login/openid", "/login/openid/back?state=a&code=b"].map(Ask::get));
    all.extend(forms().map(|form| Ask::get(format!("/folders/1/take?to={form}"))));
    let pages = [
        "/",
        "/search?q=harbor",
        "/nowhere",
        "/api/v1/stats",
        "/telegram/06NOWHERE1",
        "/search?q=form:x",
        "/mcp",
        "/healthz",
    ];
    let of = |names: &[String]| names.iter().map(|name| format!("/telegram/{name}")).collect::<Vec<_>>();
    let telegrams = [&names.partly, &names.hidden].into_iter().flat_map(|names| of(names)).take(6);
    for path in pages.into_iter().map(str::to_owned).chain(telegrams) {
        for method in ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"] {
            all.push(Ask::with(method, &path));
        }
        all.push(Ask::get(&path).header("accept", "text/html"));
        all.push(Ask::get(&path).header("accept-encoding", "gzip"));
        all.push(Ask::get(&path).header("range", "bytes=0-9"));
        all.push(
            Ask::get(&path)
                .header("origin", "http://elsewhere.example")
                .header("sec-fetch-site", "cross-site"),
        );
        all.push(Ask::get(&path).header("if-none-match", "*"));
        all.push(Ask::get(&path).header("if-none-match", "W/\"00000000000000000000000000000000\""));
        all.push(Ask::get(&path).header("authorization", &pair.token));
        all.push(Ask::get(&path).header("authorization", "Bearer chancery_nothing"));
        all.push(Ask::get(&path).header("host", "elsewhere.example"));
    }
    all
}

fn of_searches() -> Vec<Ask> {
    let mut all = Vec::new();
    for query in QUERIES {
        let q = encoded(query);
        for sort in SORTS {
            all.extend([1, 2, 4].map(|page| Ask::get(format!("/search?q={q}&sort={sort}&page={page}"))));
            all.extend(
                ["from", "tag", "class", "year", "caption", "collection"]
                    .map(|by| Ask::get(format!("/narrow?by={by}&q={q}&sort={sort}"))),
            );
            all.extend(
                [0, 1, 7, 1000]
                    .map(|limit| Ask::get(format!("/api/v1/search?q={q}&sort={sort}&limit={limit}"))),
            );
        }
        all.push(Ask::get(format!("/api/v1/facets?q={q}")));
        all.push(Ask::get(format!("/api/v1/suggest?q={q}")));
        all.push(Ask::get(format!("/api/v1/export?q={q}&to=jsonl")));
    }
    for table in ["paragraphs", "references", "addressees", "papyri"] {
        all.push(Ask::get(format!("/api/v1/export?q=*&to=csv&table={table}")));
    }
    for form in forms() {
        all.push(Ask::get(format!("/api/v1/export?q=*&to={form}")));
        all.push(Ask::get(format!("/api/v1/export?q=harbor&to={form}")).header("accept-encoding", "gzip"));
    }
    for typed in [
        "07",
        "06PORTALDER4",
        "07GREYHAVEN",
        "mrn:07GREY",
        "-06PARIS",
        "tag:(PTER OR PR",
        "from:por",
        "collection:v",
        "class:s",
    ] {
        all.push(Ask::get(format!("/api/v1/suggest?q={}", encoded(typed))));
    }
    all
}

fn of_codes() -> Vec<Ask> {
    let mut all = Vec::new();
    for post in [
        "PORTALDER",
        "greyhaven",
        "PARIS",
        "BONN",
        "MOSCOW",
        "STATE",
        "NOWHERE",
        "port alder",
        "embassy paris",
        "a\"b",
    ] {
        all.push(Ask::get(format!("/post/{}", encoded(post))));
    }
    for tag in ["PREL", "PTER", "PINR", "EFIN", "ECON", "MARR", "XXXX", "fr", "terrorism"] {
        all.push(Ask::get(format!("/tags/{tag}")));
    }
    for table in [
        "posts",
        "tags",
        "captions",
        "levels",
        "orders",
        "reasons",
        "routing",
        "addressees",
        "offices",
        "cats",
    ] {
        all.push(Ask::get(format!("/api/v1/registry/{table}?q=par")));
    }
    all
}

/// All that can be asked of one telegram by a name.
pub(crate) fn of_a_telegram(number: &str) -> Vec<Ask> {
    let name = encoded(number);
    let mut all = Vec::new();
    for asked in [
        "",
        "?original=1",
        "?checked=1&repair=all",
        "?checked=1&repair=all&turn=1",
        "?variant=1&original=1",
        "?variant=2",
        "?variant=3",
        "?variant=0",
        "?variant=x",
        "?year=2006",
        "?kept=Harbors",
    ] {
        all.push(Ask::get(format!("/telegram/{name}{asked}")));
    }
    for two in ["", "?one=1&two=1", "?one=2&two=1", "?one=1&two=9"] {
        all.push(Ask::get(format!("/telegram/{name}/diff{two}")));
        all.push(Ask::get(format!("/api/v1/telegrams/{name}/diff{two}")));
    }
    for part in ["", "/text", "/original", "/references"] {
        for asked in ["", "?variant=2", "?variant=3", "?year=2007"] {
            all.push(Ask::get(format!("/api/v1/telegrams/{name}{part}{asked}")));
        }
    }
    all.extend(
        ["/alike", "/findings", "/cite", "/cite?to=papyrus", "/nothing"]
            .map(|part| Ask::get(format!("/api/v1/telegrams/{name}{part}"))),
    );
    all.extend(
        ["chicago", "bibtex", "ris", "csl-json", "parquet"]
            .map(|form| Ask::get(format!("/api/v1/telegrams/{name}/cite?to={form}"))),
    );
    for field in ["mrn:", "ref:", ""] {
        all.push(Ask::get(format!("/search?q={field}{name}&sort=date")));
        all.push(Ask::get(format!("/api/v1/search?q={field}{name}")));
    }
    all.push(Ask::get(format!("/api/v1/suggest?q={name}")));
    // A draft that refers to it.
    all.push(Ask::form("/write", &format!("to=smart&draft={}", encoded(&draft("UNCLASSIFIED", number)))));
    all
}

/// A draft that refers to telegrams.
pub(crate) fn draft(level: &str, references: &str) -> String {
    format!(
        "---\nfrom: AMEMBASSY PARIS\nto: SECSTATE WASHDC\ndate: 2007-03-12 14:30\nnumber: 417\nclassification: {level}\n\
         tags: PREL, EF\nsubject: HARBOR LIGHTS AND LANTERNS, NEGOTIATION OF THE TREATY\nreferences: {references}\nsignature: WEAVER\n\
         ---\nThe lights work again.\n"
    )
}

/// Drafts: what they refer to, and what like telegrams have.
fn of_drafts(pair: &Pair, names: &Names) -> Vec<Ask> {
    let all_names = [&names.seen, &names.partly, &names.hidden].into_iter().flatten().map(String::as_str);
    let numbers: Vec<&str> = all_names.filter(|name| !name.contains(':')).chain(["06NOWHERE1"]).collect();
    let mut all = Vec::new();
    for references in numbers.iter().map(|name| (*name).to_owned()).chain([numbers.join("; ")]) {
        let draft = draft("UNCLASSIFIED", &references);
        let form = |path: &str, more: &str| {
            Ask::form(path, &format!("csrf={}&draft={}&{more}", pair.csrf, encoded(&draft)))
        };
        all.push(form("/write", "do=look&word=harbor"));
        all.push(form("/write", "do=take&to=json"));
        all.push(form("/write/look", "do=like"));
        all.push(
            Ask::with("POST", "/api/v1/write?to=smart").header("authorization", &pair.token).body(draft),
        );
    }
    // The hand stands behind `EF`, or an offer is put in there.
    let draft = draft("CONFIDENTIAL", "07GREYHAVEN403");
    let at = draft.find("\nsubject").unwrap();
    for more in
        [format!("at={at}"), format!("at={at}&put=EFIN"), "add=to+PARIS".to_owned(), "do=draft".to_owned()]
    {
        all.push(Ask::form("/write", &format!("draft={}&to=html&{more}", encoded(&draft))));
    }
    all.push(
        Ask::with("POST", "/api/v1/write?to=papyrus").header("authorization", &pair.token).body("---\n---\n"),
    );
    all
}

/// A cursor that one room gave is good in the other one, and goes on alike, to the end.
pub(crate) async fn cursors_the_same(pair: &Pair) {
    for sort in SORTS {
        let mut path = format!("/api/v1/search?q=harbor%20OR%20lights&sort={sort}&limit=7");
        let mut pages = 0;
        loop {
            let page: Value = serde_json::from_slice(&pair.same(&Ask::get(&path)).await.body).unwrap();
            pages += 1;
            let Some(next) = page["next"].as_str() else { break };
            path =
                format!("/api/v1/search?q=harbor%20OR%20lights&sort={sort}&limit=7&cursor={}", encoded(next));
        }
        assert!(pages > 2, "{pages} pages by {sort}");
    }
}

/// What is put into folders, noted and taken out. A telegram that is hidden is not picked, as one that is not there.
pub(crate) fn of_folders(pair: &Pair, names: &Names) -> Vec<Ask> {
    let csrf = &pair.csrf;
    let form = |path: &str, fields: &str| Ask::form(path, &format!("csrf={csrf}&{fields}"));
    let (seen, hidden) = (encoded(&names.seen[0]), encoded(&names.hidden[0]));
    let mut all = vec![
        form("/folders", "title=Lights&note=of+the+harbor"),
        form("/folders", "title="),
        Ask::form("/folders", "title=Without"),
        form("/folders/add", &format!("folder=Lights&mrn={seen}&back=%2Fsearch")),
        form("/folders/add", "folder=All&all=harbor"),
        form("/folders/add", "folder=None&all=form%3Ax"),
        form("/folders/add", "folder=None"),
        form("/folders/2", "title=Lamps&note="),
        form("/folders/9", "title=Lamps"),
    ];
    for name in
        names.hidden.iter().chain(&names.partly).map(|name| encoded(name)).chain(["06NOWHERE1".to_owned()])
    {
        all.push(form("/folders/add", &format!("folder=Found&mrn={name}")));
        all.push(form("/folders/1/entries", &format!("mrn={name}&do=note&note=mine")));
    }
    all.push(form("/folders/add", &format!("folder=Both&mrn={seen}&mrn={hidden}")));
    all.push(form("/folders/1/entries", &format!("mrn={hidden}&do=up&position=9")));
    all.push(form("/folders/1/entries", &format!("mrn={hidden}&do=remove")));
    all.extend(of_kept());
    all
}

fn of_kept() -> Vec<Ask> {
    let mut all = vec![Ask::get("/folders")];
    for folder in 1..8 {
        all.push(Ask::get(format!("/folders/{folder}")));
        all.push(Ask::get(format!("/folders/{folder}/take?to=citations")));
        all.push(Ask::get(format!("/folders/{folder}/take?to=jsonl")));
    }
    all
}

/// Files that come in: new telegrams, and other texts of those that are hidden, seen, or not there.
pub(crate) fn of_imports(pair: &Pair, names: &Names) -> Vec<Ask> {
    let text = |number: &str| {
        let (post, serial) = number[2..].split_at(number[2..].find(|c: char| c.is_ascii_digit()).unwrap());
        format!(
            "P 121430Z MAR {}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC PRIORITY 5120\nUNCLAS {post} {serial:0>6}\n\nTAGS: PREL\n\
             SUBJECT: A NEW TEXT\n\n1. The harbor has new lights and lanterns.\n",
            &number[..2]
        )
    };
    let mut numbers = vec!["06PARIS777".to_owned()];
    numbers.extend(
        [&names.seen, &names.partly, &names.hidden]
            .into_iter()
            .flat_map(|list| list.iter().find(|name| !name.contains(':')))
            .cloned(),
    );
    let mut all = Vec::new();
    // A decision about a number holds for what comes in under it (`docs/access.md`): that is told, and not asked here.
    assert!(names.hidden.first().is_some_and(|name| is_plain(name)));
    // The rooms work on them one after the other, in the order in which they came.
    for (at, number) in numbers.iter().enumerate() {
        let send = |collection: &str| {
            let path = format!("/api/v1/import?name={at}.txt{collection}");
            Ask::with("POST", path).header("authorization", &pair.token).body(text(number))
        };
        all.push(send(""));
        // One that is hidden from him, one that is there, and one that is not.
        all.extend(["vault", "release", "nowhere"].map(|name| send(&format!("&collection={name}"))));
    }
    let file = |collection: &str| {
        let field = |name: &str, value: &str| {
            format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = format!(
            "{}{}--part\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n{}\r\n--part--\r\n",
            field("csrf", &pair.csrf),
            field("collection", collection),
            text("06PARIS778"),
        );
        Ask::with("POST", "/import").header("content-type", "multipart/form-data; boundary=part").body(body)
    };
    all.extend(["", "main", "vault", "nowhere"].map(file));
    all.push(Ask::with("POST", "/import").body("no form"));
    all
}

/// What is asked when all has come in.
pub(crate) fn after(pair: &Pair, names: &Names) -> Vec<Ask> {
    let mut all: Vec<Ask> =
        ["/", "/import", "/api/v1/import", "/api/v1/stats", "/api/v1/collections"].map(Ask::get).into();
    for job in 1..20 {
        all.push(Ask::get(format!("/import/{job}")));
        all.push(Ask::get(format!("/api/v1/import/{job}")).header("authorization", &pair.token));
    }
    for query in ["*", "lanterns", "harbor", "collection:vault", "collection:nowhere", "collection:main"] {
        all.push(Ask::get(format!("/search?q={}", encoded(query))));
        all.push(Ask::get(format!("/api/v1/search?q={}&sort=date&limit=1000", encoded(query))));
        all.push(Ask::get(format!("/api/v1/export?q={}&to=jsonl", encoded(query))));
    }
    for name in [&names.seen, &names.partly, &names.hidden].into_iter().flatten() {
        all.extend(of_a_telegram(name));
    }
    all.extend(of_a_telegram("06PARIS777"));
    all.extend(of_kept());
    all
}

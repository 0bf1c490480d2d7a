//! What rude clients do to a room that is really open, and that it goes on answering everybody else. No test waits longer than its
//! room's limits make it; the room's are shortened for it.

mod rude;

use chancery_room::Limits;
use rude::{HANGS, Open, ended, is_calm, statuses};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_a_head_letter_by_letter_is_not_waited_for() {
    let room = Open::new();
    let mut slow = room.begun(b"G").await;
    // Until the room has enough of it.
    let mut sent = 0;
    for letter in
        b"ET /search?q=lights HTTP/1.1\r\nHost: localhost\r\nX-Long: ".iter().chain([b'a'].iter().cycle())
    {
        sent += 1;
        assert!(sent < 600, "the room still listens");
        if slow.write_all(&[*letter]).await.is_err() || slow.try_read(&mut [0; 1024]).is_ok() {
            break;
        }
        if sent == 3 {
            room.answers_others().await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_bodies_and_open_ends_disturb_nobody() {
    let room = Open::new();
    let mut held = Vec::new();
    for begun in [
        "",
        "\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n",
        "POST /folders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\ntit",
        "POST /folders HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntit",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
        "POST /api/v1/import HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\nP 12",
        "POST /folders HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n",
    ] {
        // More of each than questions are worked on at once.
        for _ in 0..20 {
            held.push(room.begun(begun.as_bytes()).await);
        }
    }
    room.answers_others().await;
    // Half of them say that nothing more will come, the others are cut off.
    for (at, mut stream) in held.into_iter().enumerate() {
        if at % 2 == 0 {
            let _ = stream.shutdown().await;
            ended(stream).await;
        } else {
            drop(stream);
        }
    }
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_nothing_of_an_answer_holds_nobody_up() {
    let room = Open::new();
    let mut held = Vec::new();
    for _ in 0..40 {
        let asked = "GET /api/v1/registry/posts HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20);
        held.push(room.begun(asked.as_bytes()).await);
    }
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_say_nothing_make_room_for_others() {
    let room = Open::with(Limits { connections: 50, ..Limits::default() });
    let mut idle = Vec::new();
    for at in 0..400 {
        let begun: &[u8] =
            [&b""[..], b"GET / HTTP/1.1\r\n", b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"][at % 3];
        let mut stream = room.connect().await;
        // The room may have sent it away already.
        let _ = stream.write_all(begun).await;
        idle.push(stream);
        if at % 100 == 99 {
            room.answers_others().await;
        }
    }
    // The first ones had to go long ago.
    for stream in idle.drain(..300) {
        ended(stream).await;
    }
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_all_places_are_taken_one_is_told_by_a_closed_door() {
    let room = Open::with(Limits { connections: 3, ..Limits::default() });
    let begun =
        b"POST /folders HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n";
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut stream = room.begun(begun).await;
        // It is being answered: the room wants the rest of it.
        let said = tokio::time::timeout(HANGS, stream.read(&mut [0; 100])).await.expect("the room goes on");
        assert!(said.unwrap() > 0);
        held.push(stream);
    }
    let ask = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(room.told(ask).await, "");
    held.clear();
    while room.told(ask).await.is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn floods_of_headers_are_refused() {
    let room = Open::new();
    let head = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    for flood in [
        format!("{head}{}\r\n", "X-A: b\r\n".repeat(10_000)),
        format!("{head}X-A: {}\r\n\r\n", "a".repeat(1 << 20)),
        format!("{head}{}: b\r\n\r\n", "a".repeat(1 << 20)),
        format!("{head}Cookie: {}\r\n\r\n", "a=b; ".repeat(100_000)),
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(1 << 20)),
        format!("GET / HTTP/1.1\r\n{}\r\n", "Host: localhost\r\n".repeat(200)),
        "\r\n".repeat(1 << 20),
        "a".repeat(1 << 20),
    ] {
        let answer = room.told(flood.as_bytes()).await;
        assert!(is_calm(&answer), "{:?}: {answer}", flood.get(..60));
    }
    room.answers_others().await;
}

/// Who never ends is cut off: what the room takes of it is little.
async fn takes_at_most(room: &Open, begun: &str, more: &[u8], most: usize) {
    let mut stream = room.begun(begun.as_bytes()).await;
    let mut taken = 0;
    while taken <= most {
        match tokio::time::timeout(HANGS, stream.write(more)).await.expect("the room hangs up") {
            Ok(count) => taken += count,
            Err(_) => return,
        }
    }
    panic!("the room took {taken} bytes of {begun}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_ends_is_cut_off() {
    let room = Open::new();
    // What the network holds on the way counts too.
    const MOST: usize = 32 << 20;
    let piece = [b'a'; 8192];
    let chunk = [&b"2000\r\n"[..], &piece, b"\r\n"].concat();
    let post = "HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    takes_at_most(&room, "GET /", &piece, MOST).await;
    takes_at_most(&room, "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ", &piece, MOST).await;
    for path in [
        "/folders",
        "/folders/add",
        "/folders/1/entries",
        "/login",
        "/logout",
        "/mcp",
        "/nowhere",
        "/search",
        "/import",
    ] {
        takes_at_most(&room, &format!("POST {path} {post}Transfer-Encoding: chunked\r\n\r\n"), &chunk, MOST)
            .await;
        takes_at_most(&room, &format!("POST {path} {post}Content-Length: 1000000000\r\n\r\n"), &piece, MOST)
            .await;
    }
    let chunked = "POST /folders HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    takes_at_most(&room, &format!("{chunked}1;"), &piece, MOST).await;
    takes_at_most(&room, &format!("{chunked}0\r\nX-Trailer: "), &piece, MOST).await;
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_too_large_are_refused() {
    let room = Open::new();
    for path in ["/folders", "/login", "/mcp"] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Accept: application/json, text/event-stream\r\nContent-Length: {}\r\n\r\n",
            (1 << 20) + 1
        );
        // That it is so long is said first, and the room need not see it.
        let answer = room.told(head.as_bytes()).await;
        assert_eq!(statuses(&answer), [413], "{path}: {answer}");
        let answer = room.told(&[head.into_bytes(), vec![b'a'; (1 << 20) + 1]].concat()).await;
        assert!(is_calm(&answer), "{path}: {answer}");
    }
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn huge_queries_are_answered_calmly() {
    let room = Open::new();
    let long = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    for query in [
        long("a", 4096),
        long("a", 60_000),
        long("%22", 60_000),
        long("(", 4096),
        long("((a)", 4000),
        long("-", 4096),
        long("a+OR+", 4090) + "a",
        long("(a+OR+b)+", 4000),
        long("a*+", 4000),
        long("lights~2+", 4000),
        format!("near:%22{}%22~99", long("a+", 4000)),
        format!("%22{}%22", long("a+", 4000)),
        format!("tag:({}", long("PREL+OR+", 4000)),
        long("date:1970..2020+", 4000),
        "%00%ff%c0%af".to_owned(),
        format!("{}%80", long("%C3%A9", 3000)),
        "*&sort=date&page=18446744073709551616".to_owned(),
        "*&page=-1&page=1&q=a&q=b".to_owned(),
    ] {
        for path in ["/search?q=", "/api/v1/search?q=", "/api/v1/suggest?q=", "/api/v1/facets?q="] {
            let ask = format!("GET {path}{query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let answer = room.told(ask.as_bytes()).await;
            let status = statuses(&answer);
            assert!(matches!(status[..], [200 | 400..=499]), "{path}{:?}: {status:?}", query.get(..40));
        }
    }
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_lead_nowhere_but_into_the_room() {
    let room = Open::new();
    for path in [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/telegram/..%2f..%2f..%2fetc%2fpasswd",
        "/telegram/%2e%2e/%2e%2e/etc/passwd",
        "/telegram/..%5c..%5cetc%5cpasswd",
        "/telegram/%252e%252e%252fetc%252fpasswd",
        "/telegram/%c0%ae%c0%ae%c0%afetc",
        "/telegram/%00",
        "/telegram/07PORTALDER417%00.html",
        "/telegram/07PORTALDER417%0d%0aSet-Cookie:%20a=b",
        "/telegram/%ff%fe",
        "/telegram/%",
        "/telegram/%zz",
        "/telegram/",
        "/telegram//07PORTALDER417",
        "//telegram/07PORTALDER417",
        "///",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "/./healthz",
        "/healthz/",
        "/healthz%20",
        "/HEALTHZ",
        "/assets/../room.css",
        "/assets/%2e%2e%2f%2e%2e%2fCargo.toml/room.css",
        "/assets/000000000000/..%2froom.css",
        "/folders/-1",
        "/folders/99999999999999999999",
        "/folders/1/take?to=..%2fcitations",
        "/import/-1",
        "/api/v1/registry/..%2fposts",
        "/api/v1/telegrams/..%2fsearch",
        "/api/v1/%2e%2e/%2e%2e/metrics",
        "/post/%00%ff",
        "/tags/..%2f..%2f",
        "/mcp/",
        "/mcp/..",
        "http://elsewhere.example/",
        "http://elsewhere.example@localhost/nowhere",
        "file:///etc/passwd",
        "*",
        "",
        "localhost:80",
    ] {
        for method in ["GET", "POST", "OPTIONS", "CONNECT"] {
            let ask = format!(
                "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            );
            let answer = room.told(ask.as_bytes()).await;
            let status = statuses(&answer);
            assert!(matches!(status[..], [400..=499]), "{method} {path}: {answer}");
            let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
            assert!(!answer.contains("root:") && !head.contains("set-cookie"), "{path}: {answer}");
        }
    }
    // What leads back into the room leads nowhere else.
    for back in [
        "%2f%2felsewhere.example",
        "https:elsewhere.example",
        "%2f%5celsewhere.example",
        "%09%2felsewhere.example",
    ] {
        let ask = format!("GET /login?back={back} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let answer = room.told(ask.as_bytes()).await;
        assert!(!answer.contains("ocation: http") && !answer.contains("ocation: //"), "{answer}");
    }
    for asked in [
        "GET http://localhost/healthz HTTP/1.1\r\nHost: localhost",
        "GET http://127.0.0.1:80/healthz HTTP/1.1\r\nHost: elsewhere.example",
    ] {
        let answer = room.told(format!("{asked}\r\nConnection: close\r\n\r\n").as_bytes()).await;
        assert_eq!(statuses(&answer), [200], "{asked}: {answer}");
    }
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_one_request_to_everybody() {
    let room = Open::new();
    // What a proxy and the room could divide in two ways is refused, and the connection ends: nothing behind it is answered.
    let hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for head in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 0\r\n\r\naaaaa",
        "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
        "Content-Length: 0, 5\r\n\r\n",
        "Content-Length: +5\r\n\r\naaaaa",
        "Content-Length: -5\r\n\r\n",
        "Content-Length: 0x5\r\n\r\naaaaa",
        "Content-Length: 5 5\r\n\r\naaaaa",
        "Content-Length: 18446744073709551617\r\n\r\n",
        "Content-Length : 5\r\n\r\naaaaa",
        "Transfer-Encoding: identity\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0x5\r\naaaaa\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\raaaaa\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3\r\naaaaa\r\n0\r\n\r\n",
        "X-A: b\r\n c: d\r\n\r\n",
        "X-A: b\0\r\n\r\n",
        "X A: b\r\n\r\n",
        ": b\r\n\r\n",
        "X-A\r\n\r\n",
    ] {
        let ask = format!("POST /healthz HTTP/1.1\r\nHost: localhost\r\n{head}{hidden}");
        let answer = room.told(ask.as_bytes()).await;
        assert!(is_calm(&answer), "{head:?}: {answer}");
    }
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_languages_and_versions_are_met_calmly() {
    let room = Open::new();
    let hello =
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".iter().copied().chain(0..=255).cycle().take(600);
    for rubbish in [
        hello.collect::<Vec<u8>>(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec(),
        b"GET /\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\n\r\n".to_vec(),
        b"GET / HTTP/1.0\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nHost:\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nHost: localhost, elsewhere.example\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\nHost: localhost\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere.example\r\n\r\n".to_vec(),
        b"EHLO localhost\r\n".to_vec(),
        b"SSH-2.0-OpenSSH_9.6\r\n".to_vec(),
        b"\0\0\0\0\0\0\0\0\r\n\r\n".to_vec(),
        vec![0xff; 5000],
        "GET / HTTP/1.1\r\nHost: localhost\r\nÜ: é\r\n\r\n".as_bytes().to_vec(),
    ] {
        let answer = room.told(&rubbish).await;
        assert!(is_calm(&answer), "{}: {answer}", rubbish.escape_ascii());
    }
    let answer = room.told(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
    // Nobody is taken along to another protocol.
    let upgrade = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n";
    assert_eq!(statuses(&room.told(upgrade.as_bytes()).await), [200]);
    room.answers_others().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_one_behind_the_other_are_answered_in_their_order() {
    let room = Open::new();
    let ask = |number: u32| format!("GET /telegram/07PORTALDER{number} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let asked: String = (400..450).map(ask).collect();
    let last = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answer = room.told(format!("{asked}{last}").as_bytes()).await;
    let expected: Vec<u16> =
        (400..450).map(|number| if number == 417 { 200 } else { 404 }).chain([200]).collect();
    assert_eq!(statuses(&answer), expected);
    // Who asks without end and reads nothing is not read from any more.
    let mut stream = room.begun(asked.as_bytes()).await;
    let stopped = async {
        let asked = asked.repeat(20);
        loop {
            match tokio::time::timeout(Duration::from_secs(2), stream.write_all(asked.as_bytes())).await {
                Err(_) => break,
                Ok(sent) => sent.unwrap(),
            }
        }
    };
    tokio::time::timeout(HANGS, stopped).await.expect("the room stops reading");
    room.answers_others().await;
}

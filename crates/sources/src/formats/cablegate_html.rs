//! Pages that show one telegram: mirrors of the 2010 publication, and PlusD pages (formats 9 and 10).
//!
//! The telegram is in one or two `<pre>` (header and body), with line ends as `&#x000A;`; a table says number, dates, level
//! and origin. The text is what a browser would show of the `<pre>`s, entities undone; the table's cells are attributes. A
//! PlusD page begins with a key block in a `<pre>` of its own, which is furniture.

use super::{Format, Sniff, text_of};
use crate::error::ItemErrorKind;
use crate::limits::MAX_ITEM;
use crate::run::{Emit, Flow};
use crate::window::Window;
use bytes::Bytes;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use memchr::memmem;
use std::cell::RefCell;

/// A page that shows one telegram.
pub static FORMAT: Format =
    Format { id: "cablegate-html", title: "a web page that shows one telegram", sniff, cut };

/// Names under which the tables have the record's number.
const NUMBERS: [&str; 3] = ["Reference ID", "Canonical ID", "Document Number"];

/// What a PlusD page begins with.
const KEY_BLOCK: &str = "-----BEGIN PGP";

fn sniff(head: &[u8]) -> Sniff {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = head.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    if head.get(start) != Some(&b'<') {
        return Sniff::No;
    }
    let head = head[start..].to_ascii_lowercase();
    let has = |word: &[u8]| memmem::find(&head, word).is_some();
    match has(b"<html") || has(b"<!doctype html") || has(b"class='cable'") || has(b"class=\"cable\"") {
        true => Sniff::Yes,
        false => Sniff::No,
    }
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    let whole = window.fill_all(MAX_ITEM);
    if window.broken() {
        return Flow::Continue(());
    }
    if !whole {
        let what = "the page was passed over";
        return emit.fail(None, ItemErrorKind::TooLong { limit: MAX_ITEM, what });
    }
    let start = window.start();
    let page = window.take(usize::MAX);
    let content = Content::of(&text_of(&page));
    let attributes = content.attributes();
    let Some(text) = content.text() else { return emit.fail(None, ItemErrorKind::NoTelegramText) };
    let mut item = emit.rendered(start, page, Bytes::from(text));
    item.id =
        attributes.iter().find(|(key, _)| NUMBERS.contains(&key.as_str())).map(|(_, value)| value.clone());
    item.attributes = attributes;
    emit.send(item)
}

#[derive(Default)]
struct Cell {
    heading: bool,
    text: String,
}

/// What a page holds.
#[derive(Default)]
struct Content {
    title: String,
    blocks: Vec<String>,
    rows: Vec<Vec<Cell>>,
    /// Where text goes to: a `<pre>`, the title, a table's cell, nowhere.
    in_pre: bool,
    in_title: bool,
    in_cell: bool,
}

impl Content {
    fn of(page: &str) -> Content {
        let tokenizer = Tokenizer::new(Reader(RefCell::default()), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(page));
        // A script's end gives the floor back to the caller; there is nobody to run it.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.end();
        tokenizer.sink.0.into_inner()
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let start = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "pre" => {
                self.in_pre = start;
                if start {
                    self.blocks.push(String::new());
                }
            }
            "br" if self.in_pre => self.write("\n"),
            "h3" => self.in_title = start,
            "tr" => {
                self.in_cell = false;
                if start {
                    self.rows.push(Vec::new());
                }
            }
            "td" | "th" => {
                self.in_cell = start;
                if start {
                    let cell = Cell { heading: &*tag.name == "th", text: String::new() };
                    match self.rows.last_mut() {
                        Some(row) => row.push(cell),
                        None => self.rows.push(vec![cell]),
                    }
                }
            }
            "table" => self.in_cell = false,
            "script" if start => return TokenSinkResult::RawData(RawKind::ScriptData),
            "style" if start => return TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" if start => return TokenSinkResult::RawData(RawKind::Rcdata),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn write(&mut self, text: &str) {
        if self.in_pre {
            if let Some(block) = self.blocks.last_mut() {
                block.push_str(text);
            }
        } else if self.in_title {
            self.title.push_str(text);
        } else if self.in_cell
            && let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut())
        {
            cell.text.push_str(text);
        }
    }

    /// The `<pre>`s, one after the other, each from a line of its own on.
    fn text(&self) -> Option<String> {
        let mut text = String::new();
        for block in &self.blocks {
            // HTML has no line end behind `<pre>`, though the source may.
            let block = block.strip_prefix('\n').unwrap_or(block);
            if block.trim().is_empty() || block.trim_start().starts_with(KEY_BLOCK) {
                continue;
            }
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(block);
        }
        (!text.is_empty()).then_some(text)
    }

    /// The title, and the table: a row of headings above a row of values, or a name and a value in each row.
    fn attributes(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut add = |key: &str, value: &str| {
            let (key, value) = (one_line(key), one_line(value));
            let key = key.trim_end_matches(':').trim_end().to_owned();
            if !key.is_empty() && !value.is_empty() {
                found.push((key, value));
            }
        };
        add("title", &self.title);
        let mut rows = self.rows.iter().peekable();
        while let Some(row) = rows.next() {
            if row.len() >= 2 && row.iter().all(|cell| cell.heading) {
                if let Some(values) = rows.next_if(|next| next.len() == row.len()) {
                    for (key, value) in row.iter().zip(values) {
                        add(&key.text, &value.text);
                    }
                }
            } else if let [key, value] = &row[..] {
                add(&key.text, &value.text);
            }
        }
        found
    }
}

fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

struct Reader(RefCell<Content>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => return self.0.borrow_mut().tag(&tag),
            Token::CharacterTokens(text) => self.0.borrow_mut().write(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

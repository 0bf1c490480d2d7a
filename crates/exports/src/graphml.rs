//! GraphML (graphml.graphdrawing.org): telegrams as nodes, references as edges; if asked for, posts as nodes too.
//!
//! Nodes and edges come as the telegrams do. What is referred to and is not itself in the export comes at the end, as a node
//! with `known` false. Until then those numbers are held, under 100 bytes each.

use crate::ExportError;
use crate::export::{Begin, Context, Entry, Export, Sink, Stream};
use crate::xml::escape;
use chancery_telegram::record::{Addressee, Record, SentAt};
use std::collections::BTreeSet;
use std::io::Write;

/// The form.
pub static EXPORT: Export = Export {
    id: "graphml",
    title: "GraphML, telegrams and what they refer to",
    extension: "graphml",
    media_type: "application/graphml+xml",
    tables: &[],
    begin: Begin::Stream(|context, out| Ok(Box::new(Graph::begin(context, out)?))),
};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<key id="kind" for="node" attr.name="kind" attr.type="string"/>
<key id="known" for="node" attr.name="known" attr.type="boolean"/>
<key id="number" for="node" attr.name="number" attr.type="string"/>
<key id="date" for="node" attr.name="date" attr.type="string"/>
<key id="from" for="node" attr.name="from" attr.type="string"/>
<key id="subject" for="node" attr.name="subject" attr.type="string"/>
<key id="level" for="node" attr.name="level" attr.type="string"/>
<key id="relation" for="edge" attr.name="relation" attr.type="string"/>
<key id="letter" for="edge" attr.name="letter" attr.type="string"/>
<graph id="telegrams" edgedefault="directed">
"#;

const TAIL: &str = "</graph>\n</graphml>\n";

struct Graph<'w> {
    out: Stream<'w>,
    posts: Option<BTreeSet<String>>,
    /// Numbers referred to that no node has yet.
    unknown: BTreeSet<String>,
    xml: String,
}

impl<'w> Graph<'w> {
    fn begin(context: &Context, mut out: Stream<'w>) -> Result<Graph<'w>, ExportError> {
        out.write_all(HEAD.as_bytes())?;
        Ok(Graph {
            out,
            posts: context.posts.then(BTreeSet::new),
            unknown: BTreeSet::new(),
            xml: String::new(),
        })
    }

    /// An edge from the node that is written last.
    fn edge(&mut self, from: &str, to: &str, relation: &str, letter: Option<&str>) {
        self.xml.push_str("<edge source=\"");
        escape(from, &mut self.xml);
        self.xml.push_str("\" target=\"");
        escape(to, &mut self.xml);
        self.xml.push_str("\">");
        self.data("relation", Some(relation));
        self.data("letter", letter);
        self.xml.push_str("</edge>\n");
    }

    fn open_node(&mut self, id: &str, kind: &str, known: bool) {
        self.xml.push_str("<node id=\"");
        escape(id, &mut self.xml);
        self.xml.push_str("\">");
        self.data("kind", Some(kind));
        self.data("known", Some(if known { "true" } else { "false" }));
    }

    fn data(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.xml.push_str("<data key=\"");
            self.xml.push_str(key);
            self.xml.push_str("\">");
            escape(value, &mut self.xml);
            self.xml.push_str("</data>");
        }
    }

    fn telegram(&mut self, id: &str, record: &Record<'_>) {
        self.open_node(id, "telegram", true);
        self.data("number", crate::words::number(record));
        let day = record.sent.as_ref().and_then(|sent| sent.at).map(|at| SentAt::Day(at.date()).to_string());
        self.data("date", day.as_deref());
        self.data("from", record.from.as_ref().map(crate::words::post));
        self.data("subject", record.subject.as_deref());
        let level = record.classification.as_ref().and_then(|c| c.level);
        self.data("level", level.map(|level| level.as_str()));
        self.xml.push_str("</node>\n");
    }

    /// One edge for each telegram that is referred to, with all the letters under which it is.
    fn references(&mut self, entry: &Entry<'_>) {
        let (id, record) = (entry.key.as_str(), entry.item.record);
        let mut targets: Vec<(&str, usize, Option<&str>)> = record
            .references
            .iter()
            .enumerate()
            .filter_map(|(place, reference)| {
                let mrn = reference.mrn.as_deref().filter(|mrn| !mrn.is_empty())?;
                Some((mrn, place, reference.enumerator.as_deref()))
            })
            .collect();
        targets.sort_unstable();
        let mut edges: Vec<(usize, &str, String)> = Vec::new();
        for (mrn, place, letter) in targets {
            match edges.last_mut().filter(|(_, last, _)| *last == mrn) {
                Some((_, _, letters)) => {
                    if let Some(letter) = letter {
                        letters.push_str(if letters.is_empty() { "" } else { ", " });
                        letters.push_str(letter);
                    }
                }
                None => edges.push((place, mrn, letter.unwrap_or_default().to_owned())),
            }
        }
        edges.sort_unstable();
        for (_, mrn, letters) in edges {
            self.edge(id, mrn, "reference", Some(&letters));
            if !entry.keys.has(mrn) {
                self.unknown.insert(mrn.to_owned());
            }
        }
    }

    /// An edge for each post; the posts themselves come at the end.
    fn traffic(&mut self, id: &str, record: &Record<'_>) {
        let Some(mut posts) = self.posts.take() else { return };
        let mut edge = |graph: &mut Self, relation: &str, addressee: &Addressee<'_>| {
            let Some(post) = addressee.post.as_deref().filter(|post| !post.is_empty()) else { return };
            let node = format!("post:{post}");
            match relation {
                "from" => graph.edge(&node, id, relation, None),
                _ => graph.edge(id, &node, relation, None),
            }
            if !posts.contains(post) {
                posts.insert(post.to_owned());
            }
        };
        for (relation, list) in [("from", record.from.as_slice()), ("to", &record.to), ("info", &record.info)]
        {
            let mut seen = BTreeSet::new();
            for addressee in list.iter().filter(|addressee| seen.insert(addressee.post.as_deref())) {
                edge(self, relation, addressee);
            }
        }
        self.posts = Some(posts);
    }

    fn write(&mut self) -> Result<(), ExportError> {
        self.out.write_all(self.xml.as_bytes())?;
        self.xml.clear();
        Ok(())
    }
}

impl Sink for Graph<'_> {
    fn record(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError> {
        let record = entry.item.record;
        self.unknown.remove(&entry.key);
        self.telegram(&entry.key, record);
        self.references(entry);
        self.traffic(&entry.key, record);
        self.write()?;
        Ok(1)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        for number in std::mem::take(&mut self.unknown) {
            self.open_node(&number, "telegram", false);
            self.data("number", Some(&number));
            self.xml.push_str("</node>\n");
            self.write()?;
        }
        for post in self.posts.take().unwrap_or_default() {
            self.open_node(&format!("post:{post}"), "post", true);
            self.xml.push_str("</node>\n");
            self.write()?;
        }
        self.xml.push_str(TAIL);
        self.write()?;
        Ok(self.out.flush()?)
    }
}

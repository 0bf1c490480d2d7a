//! Where each value of a record stands in the source: collected only when asked for.

use crate::record::Record;
use crate::span::Span;
use std::collections::BTreeMap;

/// Places by JSON Pointer.
#[derive(Debug, Default)]
pub(crate) struct Places {
    found: Option<BTreeMap<String, Span>>,
}

impl Places {
    pub(crate) fn new(wanted: bool) -> Places {
        Places { found: wanted.then(BTreeMap::new) }
    }

    /// Notes the place of a value.
    pub(crate) fn add(&mut self, pointer: &str, span: Span) {
        if let Some(found) = &mut self.found {
            found.entry(pointer.to_owned()).or_insert(span);
        }
    }

    /// Notes the place of a value in a list.
    pub(crate) fn indexed(&mut self, list: &str, index: usize, span: Span) {
        if let Some(found) = &mut self.found {
            found.entry(format!("{list}/{index}")).or_insert(span);
        }
    }

    /// Adds the places that the values carry themselves, and gives all.
    pub(crate) fn finish(mut self, record: &Record<'_>) -> Option<BTreeMap<String, Span>> {
        self.found.as_ref()?;
        let single = [
            ("/mrn", record.mrn.as_ref().map(|v| v.span)),
            ("/sent", record.sent.as_ref().map(|v| v.span)),
            ("/from", record.from.as_ref().map(|v| v.span)),
            ("/distribution", record.distribution.as_ref().map(|v| v.span)),
            ("/classification", record.classification.as_ref().map(|v| v.span)),
            ("/executive_order", record.executive_order.as_ref().map(|v| v.span)),
        ];
        for (pointer, span) in single {
            // A value that was taken from the source's own words beside the text has no place in the text.
            if let Some(span) = span.filter(|s| !s.is_empty()) {
                self.add(pointer, span);
            }
        }
        let lists: [(&str, Vec<Span>); 6] = [
            ("/to", record.to.iter().map(|v| v.span).collect()),
            ("/info", record.info.iter().map(|v| v.span).collect()),
            ("/pass_to", record.pass_to.iter().map(|v| v.span).collect()),
            ("/classified_by", record.classified_by.iter().map(|v| v.span).collect()),
            ("/tags", record.tags.iter().map(|v| v.span).collect()),
            ("/references", record.references.iter().map(|v| v.span).collect()),
        ];
        for (list, spans) in lists {
            for (index, span) in spans.into_iter().enumerate().filter(|(_, s)| !s.is_empty()) {
                self.indexed(list, index, span);
            }
        }
        for (index, block) in record.body.iter().enumerate() {
            self.indexed("/body", index, block.span);
            for (i, item) in block.items.iter().enumerate() {
                self.add(&format!("/body/{index}/items/{i}"), item.span);
            }
        }
        self.found
    }
}

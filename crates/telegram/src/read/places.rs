//! Where each value of a record stands in the source: collected only when asked for.

use crate::record::{Record, Text, Transmission};
use crate::span::Span;
use crate::text::SourceText;
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

    /// Whether places are asked for.
    pub(crate) fn are_wanted(&self) -> bool {
        self.found.is_some()
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

    /// Notes the place of a value that is known better than before.
    fn put(&mut self, pointer: String, span: Option<Span>) {
        if let (Some(found), Some(span)) = (&mut self.found, span) {
            found.insert(pointer, span);
        }
    }

    /// Adds the places that the values carry themselves and those of values that lie in the source, and gives all.
    pub(crate) fn finish(
        mut self,
        record: &Record<'_>,
        source: &SourceText<'_>,
    ) -> Option<BTreeMap<String, Span>> {
        self.found.as_ref()?;
        if let Some(transmission) = &record.transmission {
            self.transmission(transmission, source);
        }
        let names: [(&str, &[Text<'_>]); 4] = [
            ("/drafted_by", &record.drafted_by),
            ("/approved_by", &record.approved_by),
            ("/cleared_by", &record.cleared_by),
            ("/signature", &record.signature),
        ];
        for (list, names) in names {
            for (index, name) in names.iter().enumerate() {
                self.put(format!("{list}/{index}"), source.place(name));
            }
        }
        for (key, value) in &record.attributes.0 {
            // JSON Pointer writes these two signs so (RFC 6901).
            let key = key.replace('~', "~0").replace('/', "~1");
            self.put(format!("/attributes/{key}"), source.place(value));
        }
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

    /// The parts of format lines 1 to 4, 10, 15 and 16.
    fn transmission(&mut self, of: &Transmission<'_>, source: &SourceText<'_>) {
        let pointer = |key: &str| format!("/transmission/{key}");
        let texts = [
            ("channel", &of.channel),
            ("routing_precedence", &of.routing_precedence),
            ("station", &of.station),
            ("time", &of.time),
            ("group_count", &of.group_count),
            ("validation", &of.validation),
            ("end", &of.end),
        ];
        for (key, text) in texts {
            self.put(pointer(key), text.as_deref().and_then(|text| source.place(text)));
        }
        for (key, list) in [("routed_to", &of.routed_to), ("signals", &of.signals)] {
            let places: Vec<Option<Span>> = list.iter().map(|text| source.place(text)).collect();
            if let (Some(Some(first)), Some(Some(last))) = (places.first(), places.last()) {
                self.put(pointer(key), Some(first.to(*last)));
            }
            for (index, place) in places.into_iter().enumerate() {
                self.put(format!("/transmission/{key}/{index}"), place);
            }
        }
        let bytes = source.bytes();
        if let Some(signal) = of.security.as_ref().and_then(|security| source.place(&security.signal)) {
            let behind = &bytes[signal.end as usize..];
            let blank = behind.iter().take_while(|b| **b == b' ').count();
            let letters = behind[blank..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            let end = signal.end as usize + if letters > 0 { blank + letters } else { 0 };
            self.put(pointer("security"), Some(Span::new(signal.start as usize, end)));
        }
        // The figures of format line 3, behind its station.
        let Some(station) = of.station.as_deref().and_then(|station| source.place(station)) else { return };
        let from = station.end as usize;
        let line = memchr::memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |end| from + end);
        let figures = figures(&bytes[..line], from);
        let is = |at: &Span, value: Option<u32>| value.is_some() && number(&bytes[at.range()]) == value;
        let serial = figures.iter().position(|at| is(at, of.station_serial));
        self.put(pointer("station_serial"), serial.map(|at| figures[at]));
        let section = serial.and_then(|at| figures.get(at + 1));
        self.put(pointer("section"), section.filter(|at| is(at, of.section.map(u32::from))).copied());
        // `3601145`: the time's figures go on behind those of the day, or behind a stroke.
        let time = of.time.as_deref().and_then(|time| source.place(time)).map(|time| time.start as usize);
        let day = time.and_then(|time| {
            [3, 4].into_iter().find_map(|back| {
                let start = time.checked_sub(back)?;
                let day = Span::new(start, start + 3);
                is(&day, of.day_of_year.map(u32::from)).then_some(day)
            })
        });
        self.put(pointer("day_of_year"), day);
    }
}

/// The runs of figures from a place on.
fn figures(bytes: &[u8], from: usize) -> Vec<Span> {
    let mut runs = Vec::new();
    let mut at = from;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if length > 0 {
            runs.push(Span::new(at, at + length));
        }
        at += length.max(1);
    }
    runs
}

fn number(figures: &[u8]) -> Option<u32> {
    std::str::from_utf8(figures).ok()?.parse().ok()
}

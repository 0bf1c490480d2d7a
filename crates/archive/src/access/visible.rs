//! What of a text is visible to a reader.

use super::id::PortionId;
use super::portion::Portion;
use super::reader::Reader;
use chancery_telegram::Span;

/// Which portions a reader sees, by index; none where that is nothing. The handle is seen as soon as anything else is.
pub(super) fn shown(portions: &[Portion], reader: &Reader) -> Option<Vec<bool>> {
    let mut shown: Vec<bool> =
        portions.iter().map(|p| p.id != PortionId::Handle && reader.sees(&p.label)).collect();
    if !portions.iter().zip(&shown).any(|(p, shown)| *shown && p.id.has_label()) {
        return None;
    }
    for (portion, shown) in portions.iter().zip(&mut shown) {
        *shown |= portion.id == PortionId::Handle;
    }
    Some(shown)
}

/// The visible stretches of a text, in order.
#[derive(Debug)]
pub(super) struct Visible {
    /// Each with how many visible bytes stand before it.
    tiles: Vec<(Span, u32)>,
}

impl Visible {
    pub(super) fn new(portions: &[Portion], shown: &[bool]) -> Visible {
        let mut spans: Vec<Span> = portions
            .iter()
            .zip(shown)
            .filter(|(_, s)| **s)
            .flat_map(|(p, _)| p.tiles.iter().copied())
            .collect();
        spans.sort_unstable();
        let mut before = 0;
        let tiles = spans.into_iter().map(|span| {
            let tile = (span, before);
            before += span.end - span.start;
            tile
        });
        Visible { tiles: tiles.collect() }
    }

    /// The visible bytes.
    pub(super) fn text(&self, source: &[u8]) -> Vec<u8> {
        let length = self.tiles.last().map_or(0, |(span, before)| *before as usize + span.len());
        let mut text = Vec::with_capacity(length);
        for (span, _) in &self.tiles {
            text.extend_from_slice(source.get(span.range()).unwrap_or_default());
        }
        text
    }

    /// A place in the visible text: how many visible bytes stand before it.
    fn place(&self, at: u32) -> u32 {
        match self.tiles.partition_point(|(span, _)| span.start <= at).checked_sub(1) {
            Some(index) => {
                let (span, before) = self.tiles[index];
                before + (at.min(span.end) - span.start)
            }
            None => 0,
        }
    }

    /// A stretch in the visible text.
    pub(super) fn span(&self, span: Span) -> Span {
        Span { start: self.place(span.start), end: self.place(span.end) }
    }
}

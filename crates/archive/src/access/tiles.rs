//! Which bytes of the text belong to which portion.

use super::id::PortionId;
use super::portion::{Judged, places};
use chancery_registry::Registry;
use chancery_telegram::Span;
use chancery_telegram::record::Record;
use chancery_telegram::syntax::{self, Kind, Line};
use rustc_hash::FxHashMap;

/// The places of the heading's values, each with its portion, in no order.
pub(super) fn fields(record: &Record<'_>) -> Vec<(PortionId, Span)> {
    use PortionId::*;
    let mut found: Vec<(PortionId, Span)> = Vec::with_capacity(48);
    found.extend(record.mrn.iter().map(|v| (Handle, v.span)));
    found.extend(record.sent.iter().map(|v| (Handle, v.span)));
    found.extend(record.from.iter().map(|v| (Handle, v.span)));
    found.extend(record.to.iter().map(|v| (To, v.span)));
    found.extend(record.info.iter().map(|v| (Info, v.span)));
    found.extend(record.distribution.iter().map(|v| (Distribution, v.span)));
    found.extend(record.pass_to.iter().map(|v| (PassTo, v.span)));
    found.extend(record.classification.iter().map(|v| (Classification, v.span)));
    found.extend(record.executive_order.iter().map(|v| (ExecutiveOrder, v.span)));
    found.extend(record.classified_by.iter().map(|v| (ClassifiedBy, v.span)));
    found.extend(record.tags.iter().map(|v| (Tags, v.span)));
    found.extend(record.references.iter().map(|v| (References, v.span)));
    for (pointer, span) in record.spans.iter().flatten() {
        let id = match pointer.split('/').nth(1).unwrap_or_default() {
            "precedence" | "info_precedence" => Precedence,
            "transmission" => Transmission,
            "captions" => Captions,
            "drafted_by" | "approved_by" | "cleared_by" => Drafting,
            "subject" | "subject_mark" => Subject,
            "signature" => Signature,
            _ => continue,
        };
        found.push((id, *span));
    }
    // What was taken from the source's own words beside the text has no place in it.
    found.retain(|(_, span)| !span.is_empty());
    found
}

/// Cuts the text into tiles, and gives those of each of `judged`, by its index.
///
/// A line of the body belongs to its block or item. Page lines and section ends between belong with the block before them,
/// or to a portion of their own where the block is marked lower than its telegram. The head of a further section belongs to
/// the heading, a field of the heading has its lines, from the first of its values on.
pub(super) fn cut(
    record: &Record<'_>,
    source: &[u8],
    registry: &Registry,
    judged: &[Judged],
) -> Vec<Vec<Span>> {
    let index: Index = judged.iter().enumerate().map(|(i, j)| (j.id, i)).collect();
    let heading = index.get(&PortionId::Heading).copied().unwrap_or(0);
    let mut fields = fields(record);
    // Of two that begin at one place the handle, which more readers see, gives way.
    fields.sort_by_key(|(id, span)| (span.start, *id != PortionId::Handle));
    let mut walk = Walk {
        tiles: vec![Vec::new(); judged.len()],
        at: 0,
        owner: heading,
        bodies: bodies(record, &index),
        body: None,
        next_body: 0,
        fields,
        next_field: 0,
        field: None,
        behind: heading,
        in_head: true,
        heading,
        index,
    };
    for line in syntax::parse(source, registry).lines() {
        walk.line(line);
    }
    walk.close(u32::try_from(source.len()).unwrap_or(u32::MAX));
    walk.tiles
}

type Index = FxHashMap<PortionId, usize>;

/// A stretch of the body and the portions that its lines belong to.
struct Body {
    span: Span,
    owner: usize,
    /// The portion of what is no text in it and behind it.
    page_lines: usize,
}

/// The blocks and the items in them, by where they begin.
fn bodies(record: &Record<'_>, index: &Index) -> Vec<Body> {
    let mut bodies = Vec::with_capacity(record.body.len());
    for (place, block) in places(&record.body).zip(&record.body).filter(|(_, b)| !b.span.is_empty()) {
        let Some(&owner) = index.get(&PortionId::Block(place)) else { continue };
        let page_lines = index.get(&PortionId::PageLines(place)).copied().unwrap_or(owner);
        let mut span = block.span;
        let mut owner = owner;
        for (number, item) in (1..).zip(&block.items) {
            let Some(&item_owner) = index.get(&PortionId::Item(place, number)) else { continue };
            let start = item.span.start.clamp(span.start, block.span.end);
            bodies.push(Body { span: Span { start: span.start, end: start }, owner, page_lines });
            (span.start, owner) = (start, item_owner);
        }
        bodies.push(Body { span, owner, page_lines });
    }
    bodies.sort_by_key(|body| body.span.start);
    bodies
}

/// How many bytes a bullet takes at most, the blanks behind it included: what stands so near a line's beginning has the line.
const BULLET: u32 = 6;

/// Goes through the lines, and gives each byte to a portion.
struct Walk {
    tiles: Vec<Vec<Span>>,
    /// Where the tile that is open began, and whose it is.
    at: u32,
    owner: usize,
    bodies: Vec<Body>,
    /// The last body that began.
    body: Option<usize>,
    next_body: usize,
    fields: Vec<(PortionId, Span)>,
    next_field: usize,
    /// The last field that began, and where it ends.
    field: Option<(usize, u32)>,
    /// To whom lines belong that are no text and no field.
    behind: usize,
    /// In the heading of a section.
    in_head: bool,
    heading: usize,
    index: Index,
}

impl Walk {
    fn own(&mut self, from: u32, owner: usize) {
        if owner != self.owner {
            self.close(from);
            self.owner = owner;
        }
    }

    /// Ends the open tile.
    fn close(&mut self, end: u32) {
        if self.at < end {
            self.tiles[self.owner].push(Span { start: self.at, end });
            self.at = end;
        }
    }

    fn line(&mut self, line: &Line) {
        let mut text_end = line.start;
        match line.kind {
            Kind::Blank => return self.fields_of(line, None),
            Kind::Text => {
                let text = line.text();
                let mut first = true;
                while let Some(body) = self.bodies.get(self.next_body).filter(|b| b.span.start < line.end) {
                    let near = first && body.span.start <= text.start + BULLET;
                    let (from, owner, behind) =
                        (if near { line.start } else { body.span.start }, body.owner, body.page_lines);
                    // A block whose words begin with an item has no line of its own.
                    first &= body.span.is_empty() || body.span.end <= text.start + BULLET;
                    (self.body, self.behind, self.in_head) = (Some(self.next_body), behind, false);
                    self.next_body += 1;
                    self.own(from.max(self.at), owner);
                    text_end = line.end;
                }
                if let Some((span, owner)) =
                    self.body.map(|index| (self.bodies[index].span, self.bodies[index].owner))
                {
                    if span.start <= text.start && text.start < span.end {
                        self.in_head = false;
                        self.own(line.start, owner);
                    }
                    // A signature may stand behind the last words of the text.
                    if text.start < span.end {
                        text_end = span.end.min(line.end);
                    }
                }
                if text_end == line.start {
                    let owner = if self.in_head { self.heading } else { self.behind };
                    self.own(line.start, owner);
                }
                return self.fields_of(line, Some(text_end));
            }
            Kind::Preamble | Kind::Trailer => {
                let owner = self.index.get(&PortionId::Beyond).copied().unwrap_or(self.behind);
                self.own(line.start, owner);
            }
            Kind::Attribute | Kind::AttributesMark => {
                let owner = self.index.get(&PortionId::Attributes).copied().unwrap_or(self.behind);
                self.own(line.start, owner);
            }
            kind => {
                self.in_head |= line.opens && begins_section(kind);
                let owner = match self.in_head {
                    true => {
                        field_of(kind).and_then(|id| self.index.get(&id)).copied().unwrap_or(self.heading)
                    }
                    false => self.behind,
                };
                self.own(line.start, owner);
            }
        }
        self.fields_of(line, Some(line.start));
    }

    /// Gives the line, from `from` on, to the fields that stand in it; none of it where `from` is none.
    fn fields_of(&mut self, line: &Line, from: Option<u32>) {
        if let (Some(from), Some((owner, end))) = (from, self.field)
            && from == line.start
            && line.start < end
        {
            self.own(line.start, owner);
        }
        let mut first = true;
        while let Some(&(id, span)) = self.fields.get(self.next_field).filter(|(_, s)| s.start < line.end) {
            self.next_field += 1;
            let Some(&owner) = self.index.get(&id) else { continue };
            let Some(from) = from.filter(|from| span.start >= *from) else { continue };
            let whole = first && from == line.start;
            self.own(if whole { line.start } else { span.start.max(self.at) }, owner);
            first = false;
            self.field = Some((owner, span.end));
            if id == PortionId::Signature {
                (self.behind, self.in_head) = (owner, false);
            }
        }
    }
}

/// The lines with which the head of a further section begins behind a text, as far as they say something.
fn begins_section(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Channel | Kind::Routing | Kind::Station | Kind::DateTime | Kind::From | Kind::Classification
    )
}

/// The portion of a heading's line of which no value was taken, as where a further section repeats it.
fn field_of(kind: Kind) -> Option<PortionId> {
    Some(match kind {
        Kind::Distribution => PortionId::Distribution,
        Kind::Drafting => PortionId::Drafting,
        Kind::Channel | Kind::Routing | Kind::Station | Kind::Security | Kind::Accounting => {
            PortionId::Transmission
        }
        Kind::To => PortionId::To,
        Kind::Info | Kind::Exempt => PortionId::Info,
        Kind::Classification | Kind::Banner => PortionId::Classification,
        Kind::Caption => PortionId::Captions,
        Kind::Pass => PortionId::PassTo,
        Kind::ExecutiveOrder => PortionId::ExecutiveOrder,
        Kind::Tags => PortionId::Tags,
        Kind::Subject => PortionId::Subject,
        Kind::Reference => PortionId::References,
        Kind::ClassifiedBy => PortionId::ClassifiedBy,
        _ => return None,
    })
}

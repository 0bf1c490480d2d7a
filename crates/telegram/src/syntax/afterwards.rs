//! What only the whole text tells of its lines: where the text begins in a copy that lost its heading, and where it ends.

use super::fields;
use super::gates::{self, Class};
use super::kind::Kind;
use super::lines::Line;
use super::scan::{Scan, Zone, capitals};

impl Scan<'_> {
    /// A fragment's last page: a level and nothing behind it, letter-spaced, closes the text before it and heads none.
    pub(super) fn closing_level(&mut self) {
        let ends = |kind| matches!(kind, Kind::End | Kind::Footer | Kind::Validation | Kind::Separator);
        let last = self.lines.iter().rposition(|line| !line.kind.is_furniture() && !ends(line.kind));
        let Some(last) = last else { return };
        let text = &self.src[self.lines[last].text().range()];
        let closes = self.lines[last].kind == Kind::Classification
            && gates::class_line(text) == Some(Class::SpacedAlone);
        if closes && last > 0 && !self.lines[..last].iter().any(Line::is_heading) {
            self.lines[last].kind = Kind::Banner;
        }
    }

    /// A list of the names in a text, which annotators put before it (source-formats 5), has ended.
    pub(super) fn behind_list_of_names(&mut self) -> Kind {
        for line in &mut self.lines {
            if line.kind == Kind::Text {
                line.kind = Kind::Preamble;
            }
        }
        self.zone = Zone::Start;
        self.names = self.lines.len() + 1;
        Kind::Preamble
    }

    /// A copy that begins inside the text, the heading of a later section or a lone field behind it: what was taken for a preamble is
    /// the text from its first paragraph on, where that is printed as telegrams are.
    pub(super) fn text_before_heading(&mut self) {
        let Some(heading) = self.lines.iter().position(Line::is_heading) else { return };
        let before = self.names.min(heading)..heading;
        if self.lines[before.clone()].iter().any(|line| line.kind == Kind::Text) {
            return;
        }
        let text = |line: &Line| &self.src[line.text().range()];
        let preamble = |line: &&Line| line.kind == Kind::Preamble;
        let begins = |line: &Line| {
            line.kind == Kind::Preamble
                && (fields::numbered(text(line)) == Some(1) || fields::opens_text(text(line)))
                && capitals(text(line))
        };
        let Some(first) = self.lines[before.clone()].iter().position(begins) else { return };
        let first = before.start + first;
        let all = self.lines[first..heading].iter().filter(preamble).count();
        let printed =
            self.lines[first..heading].iter().filter(preamble).filter(|line| capitals(text(line))).count();
        let long = self.lines[first..heading].iter().filter(preamble).any(|line| line.text().len() > 40);
        if long && printed * 10 >= all * 9 {
            self.next_heading |= self.lines[heading..].iter().any(|l| l.opens && l.kind.begins_section());
            for line in self.lines[first..heading].iter_mut().filter(|line| line.kind == Kind::Preamble) {
                line.kind = Kind::Text;
            }
            self.kinds.add(Kind::Text);
        }
    }

    /// Nothing told where the text begins: what was taken for a preamble is the text, or, where a heading was found, what
    /// of it stands behind the heading.
    pub(super) fn as_text(&mut self) {
        let heading = self
            .lines
            .iter()
            .rposition(|l| l.is_heading() && !matches!(l.kind, Kind::Attribute | Kind::AttributesMark));
        let from = heading.map_or(0, |index| index + 1).max(self.names).min(self.lines.len());
        for line in &mut self.lines[from..] {
            if line.kind == Kind::Preamble || line.kind == Kind::Trailer && heading.is_none() {
                line.kind = Kind::Text;
            }
        }
    }
}

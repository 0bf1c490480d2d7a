//! Documents that were found already.

use tantivy::{DocId, DocSet, TERMINATED};

/// Documents that were found, in order.
pub(super) struct Listed {
    found: Vec<DocId>,
    at: usize,
}

impl Listed {
    pub(super) fn of(found: Vec<DocId>) -> Listed {
        Listed { found, at: 0 }
    }
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += self.found.get(self.at..).unwrap_or_default().partition_point(|doc| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.found.len() as u32
    }
}

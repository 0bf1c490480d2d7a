//! What several rules and repairs ask for, found out once for a telegram.

use crate::finding::Stretches;
use crate::heading::Heading;
use crate::order::OrderLine;
use crate::portion::Portion;
use crate::repair::Proposal;
use crate::repair::confusion::Confusion;
use crate::repair::doubled::LineAgain;
use crate::repair::spaced::SpacedOut;
use crate::rules::{CaptionAgain, Cited, ClassifierParagraph, PartMark, Printed, SectionPart, Swapped};
use crate::traces::Traces;
use chancery_telegram::fields::classification::ClassLine;
use chancery_telegram::{FieldLines, Span};
use std::cell::OnceCell;

/// Each is empty until it is asked for the first time.
#[derive(Debug, Default)]
pub(crate) struct Cells<'t, 's> {
    pub(crate) candidates: OnceCell<Vec<Proposal>>,
    pub(crate) proposals: OnceCell<Vec<Proposal>>,
    pub(crate) traces: OnceCell<Traces>,
    pub(crate) whole_heading: OnceCell<bool>,
    pub(crate) fields: OnceCell<Vec<(usize, FieldLines)>>,
    pub(crate) order: OnceCell<Option<OrderLine<'s>>>,
    pub(crate) headings: OnceCell<Vec<Heading<'s>>>,
    pub(crate) closed: OnceCell<Stretches>,
    pub(crate) marks: OnceCell<Vec<PartMark>>,
    pub(crate) pages: OnceCell<Vec<Span>>,
    pub(crate) swapped: OnceCell<Vec<Swapped>>,
    pub(crate) captions_again: OnceCell<Vec<CaptionAgain>>,
    pub(crate) classifiers: OnceCell<Vec<ClassifierParagraph<'s>>>,
    pub(crate) class_lines: OnceCell<Vec<(Span, Option<ClassLine<'s>>)>>,
    pub(crate) cited: OnceCell<Vec<Cited>>,
    pub(crate) parts: OnceCell<Vec<SectionPart>>,
    pub(crate) subject_words: OnceCell<Option<String>>,
    pub(crate) captions: OnceCell<Vec<Printed<'s>>>,
    pub(crate) portions: OnceCell<Vec<Portion<'t>>>,
    pub(crate) confusions: OnceCell<Vec<Confusion>>,
    pub(crate) lines_again: OnceCell<Vec<LineAgain>>,
    pub(crate) spaced_out: OnceCell<Vec<SpacedOut>>,
}

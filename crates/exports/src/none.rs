//! No output: the record is made and dropped, to check an input or to measure.

use crate::{Form, Frame};

/// The form.
pub static FORM: Form = Form {
    id: "none",
    title: "nothing; the records are made all the same",
    frame: Frame::NONE,
    write: |_, _, _| Ok(()),
};

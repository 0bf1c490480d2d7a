//! Transmissions that were broken off: the operator sent the sign of an error, `E E E E E E E E`, and nothing more (TF 2.2, 5).

use crate::record::{Damage, DamageKind};
use crate::syntax::gates::error_sign;
use crate::syntax::{Kind, Line};
use std::borrow::Cow;

/// The sign of an error behind the last of the text, where no end of the telegram follows.
pub(super) fn find<'s>(bytes: &[u8], lines: &[Line]) -> Option<Damage<'s>> {
    let ends = |kind| matches!(kind, Kind::Text | Kind::Separator | Kind::End);
    let sign = lines
        .iter()
        .rev()
        .take_while(|line| !ends(line.kind))
        .find(|line| line.kind == Kind::Validation && error_sign(&bytes[line.text().range()]))?;
    let note = Some(Cow::Borrowed("the transmission breaks off with the sign of an error"));
    Some(Damage { kind: DamageKind::Cut, span: Some(sign.text()), note })
}

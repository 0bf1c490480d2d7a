//! A telegram as it was: from its tree back to its bytes.

use chancery_telegram::Telegram;

/// The bytes of a telegram, put together from the leaves of its tree. They are those that it was read from, whatever they were.
///
/// ```
/// use chancery_telegram::{Options, Telegram, record::Attributes};
///
/// let text = b"UNCLAS PORT ALDER 000417\r\n\x00\xffSIPDIS";
/// let telegram = Telegram::read(text, Attributes::default(), &Options::default());
/// assert_eq!(chancery_write::same(&telegram), text);
/// ```
pub fn same(telegram: &Telegram<'_>) -> Vec<u8> {
    let tree = telegram.syntax.tree();
    let mut out = Vec::with_capacity(telegram.source().len());
    for leaf in tree.leaves() {
        out.extend_from_slice(tree.text(leaf));
    }
    out
}

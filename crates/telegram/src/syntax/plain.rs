//! Lines of the text that can be nothing else, as most are: told by their first two bytes and the last one.

/// The pairs that a line begins with which may be more than text; see [`is_plain`]. A blank behind the letter begins a
/// letter-spaced level.
const FIRST_TWO: [[u8; 2]; 36] = [
    *b"Pa", *b"CL", // what a printer puts on each page
    *b"PA", *b"NN", *b"RE", *b"BT", *b"VZ", *b"ZC", *b"Me", *b"UN", *b"CO", *b"SE", *b"TO", *b"LI", *b"OF",
    *b"U ", *b"C ", *b"S ", *b"T ", *b"L ", *b"O ", *b"R ", *b"--", // what stands anywhere
    *b"QU", *b"QT", *b"BE", *b"EN", // a repeated text
    *b"AC", *b"OR", *b"DE", *b"P ", *b"Z ", // the next section
    *b"<<", *b"**", // footers
    *b"E ", *b"EE", // the sign of an error
];

/// For each first byte the second ones, by their last six bits: some are asked for without need, none is left out.
const SECOND: [u64; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < FIRST_TWO.len() {
        let [first, second] = FIRST_TWO[index];
        table[first as usize] |= 1 << (second & 63);
        index += 1;
    }
    table[b'#' as usize] = u64::MAX;
    table
};

/// How far into its line the colon of a label stands at most.
const LONGEST_LABEL: usize = 24;

/// The labels behind a text begin with one of these letters and a small one; see [`super::labels::opens_tail`].
fn may_be_label(text: &[u8], second: u8) -> bool {
    let label = &text[..text.len().min(LONGEST_LABEL)];
    matches!(text[0], b'S' | b'D' | b'C' | b'A' | b'R')
        && second.is_ascii_lowercase()
        && label.iter().any(|b| matches!(b, b':' | b';'))
}

/// The longest caption of [`super::gates::joint_caption`].
const LONGEST_CAPTION: usize = 9;

/// True when a line inside the text begins like none that the pass over the lines looks at there. No empty line is to be
/// asked for.
#[inline]
pub(super) fn is_plain(text: &[u8]) -> bool {
    let second = text.get(1).copied().unwrap_or(0);
    // Section page lines end with a figure.
    let last = text[text.len() - 1];
    if text.len() <= LONGEST_CAPTION && super::gates::joint_caption(text) {
        return false;
    }
    (SECOND[text[0] as usize] >> (second & 63)) & 1 == 0
        && !last.is_ascii_digit()
        && !may_be_label(text, second)
}

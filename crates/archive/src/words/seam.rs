//! Where page lines were taken out of a paragraph.

/// How many bytes of a paragraph's first line may be its number, its mark and blanks.
const LONGEST_LEAD: usize = 96;

/// The places in a paragraph's running text where something was taken out between two lines of its source: page lines,
/// banners, stamps. Each is the offset of the first byte behind.
///
/// `text` is the text of a block, an item or a subject, `source` the bytes of its span in the source. The record does not
/// say what was taken out; but every line that was kept stands in the text, in order. So this goes through the lines: one
/// that the text goes on with was kept, any other was not. Takes time in proportion to both.
///
/// ```
/// use chancery_archive::words::seams;
///
/// let source = b"2. THE NEGO\nPAGE 02        PORT A 00417  121430Z\n\nTIATIONS BEGAN.";
/// assert_eq!(seams("THE NEGO TIATIONS BEGAN.", source), [9]);
/// ```
pub fn seams(text: &str, source: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let text = text.as_bytes();
    let mut at = 0;
    let mut begun = false;
    let mut taken_out = false;
    for line in source.split(|&b| b == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()) {
        let blanks = text[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        let from = at + blanks;
        let end = if begun {
            matched(&text[from..], line)
        } else {
            (0..line.len().min(LONGEST_LEAD)).find_map(|lead| matched(&text[from..], &line[lead..]))
        };
        match end {
            Some(length) => {
                if taken_out && begun {
                    found.push(from);
                }
                at = from + length;
                begun = true;
                taken_out = false;
            }
            None => taken_out = true,
        }
        if at == text.len() {
            break;
        }
    }
    found
}

/// How much of a text a line of its source takes; none where the text does not begin with it. Blanks of any number are one,
/// and characters beyond ASCII are not compared: the source may be in another encoding.
fn matched(text: &[u8], line: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut from = 0;
    while from < line.len() {
        let (&here, &there) = (line.get(from)?, text.get(at)?);
        if here.is_ascii_whitespace() {
            if !there.is_ascii_whitespace() {
                return None;
            }
            from += line[from..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            at += text[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        } else if here.is_ascii() {
            if here != there {
                return None;
            }
            from += 1;
            at += 1;
        } else {
            if there.is_ascii() {
                return None;
            }
            from += line[from..].iter().take_while(|b| !b.is_ascii()).count();
            at += text[at..].iter().take_while(|b| !b.is_ascii()).count();
        }
    }
    Some(at)
}

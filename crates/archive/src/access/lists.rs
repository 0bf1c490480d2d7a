//! A block's words, with and without some of its list's items.

use chancery_telegram::record::Block;

/// Where each item of a list stands in its block's text: the items are the last lines of it. The first may stand behind
/// other words in its line. None where the text is not so made, and the items cannot be told apart from it.
pub(super) fn places(block: &Block<'_>) -> Option<Vec<std::ops::Range<usize>>> {
    let text = block.text.as_ref();
    let mut end = text.len();
    let mut places = Vec::with_capacity(block.items.len());
    for (index, item) in block.items.iter().enumerate().rev() {
        let line = text[..end].rfind('\n');
        let start = line.map_or(0, |at| at + 1);
        if !text[start..end].ends_with(item.text.as_ref()) {
            return None;
        }
        let words = end - item.text.len();
        let own_line = text[start..words].trim_start_matches(|c: char| !c.is_alphabetic()).len() <= 2;
        match line {
            // The line's end before it and the bullet belong to the item.
            Some(at) if own_line => {
                places.push(at..end);
                end = at;
            }
            None if own_line => {
                places.push(0..end);
                end = 0;
            }
            // Behind other words: only the first item can be.
            _ if index == 0 => {
                let lead = text[..words].trim_end_matches('-').trim_end().len();
                places.push(lead..end);
                end = lead;
            }
            _ => return None,
        }
    }
    places.reverse();
    Some(places)
}

/// The block's text without the items for which `keeps` is false; none where they cannot be told apart.
pub(super) fn without(block: &Block<'_>, keeps: impl Fn(usize) -> bool) -> Option<String> {
    let mut text = String::with_capacity(block.text.len());
    let mut at = 0;
    for (index, place) in places(block)?.into_iter().enumerate() {
        text.push_str(block.text.get(at..place.start)?);
        if keeps(index) {
            text.push_str(block.text.get(place.clone())?);
        }
        at = place.end;
    }
    text.push_str(block.text.get(at..)?);
    Some(text.trim_start_matches('\n').to_owned())
}

/// The text of the items for which `keeps` is true, without the words around them; none where they cannot be told apart.
pub(super) fn only(block: &Block<'_>, keeps: impl Fn(usize) -> bool) -> Option<String> {
    let mut text = String::new();
    for (_, place) in places(block)?.into_iter().enumerate().filter(|(index, _)| keeps(*index)) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(block.text.get(place)?.trim_start());
    }
    Some(text)
}

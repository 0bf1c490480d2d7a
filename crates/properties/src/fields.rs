//! The readers of single fields, on texts that are no such field.

use chancery_registry::Registry;
use chancery_telegram::Span;
use chancery_telegram::field::Field;
use chancery_telegram::fields::{
    Context, addressee, attributes, caption, classification, classified_by, date, date_time_group,
    distribution, drafting, executive_order, labels, mark, mrn, page_line, pass_line, references, subject,
    tags, transmission,
};
use chancery_telegram::record::Transmission;

/// Where the text is said to begin, so that a place taken for an offset is found out.
const BASE: usize = 1000;

/// Every reader of a field takes any text; the places that it gives lie in the field.
pub fn fields(src: &[u8]) {
    let text = String::from_utf8_lossy(src);
    let whole = Field::contiguous(&text, BASE);
    let mut lines = Field::new();
    let mut at = BASE;
    for line in text.split_inclusive('\n') {
        lines.push(line, at);
        at += line.len();
    }
    for registry in [Registry::builtin()] {
        for (year, post, number) in [(None, None, None), (Some(2007), Some("PORT ALDER"), Some(417))] {
            let cx = Context { registry, year, day_of_year: year.map(|_| 71), post, number };
            every(&whole, &cx);
            every(&lines, &cx);
        }
    }
    for line in src.split(|&b| b == b'\n') {
        questions(line);
    }
}

fn every(field: &Field<'_>, cx: &Context<'_>) {
    let text = field.as_str();
    let all = Span::new(BASE, BASE + text.len());
    let check = |span: Span, what: &str| assert!(all.holds(span), "{what}: {span:?} is not inside {all:?}");
    for one in references::read(field, cx) {
        check(one.span, "reference");
    }
    for one in tags::read(field, cx).tags {
        check(one.span, "tag");
    }
    let (classifiers, end) = classified_by::read_to_end(field, cx);
    for one in classifiers {
        check(one.span, "classifier");
    }
    assert!(end <= text.len());
    for one in addressee::read_line(field, cx).into_iter().chain(addressee::read_labelled(field, cx)) {
        check(one.span, "addressee");
    }
    for one in pass_line::read(field, cx) {
        check(one.span, "pass line");
    }
    for (_, range) in caption::read(text, cx).into_iter().flatten() {
        assert!(text.get(range.clone()).is_some(), "caption at {range:?}");
    }
    if let Some(order) = executive_order::read(field, cx) {
        check(order.span, "executive order");
    }
    if let Some(one) = executive_order::classifier(field, cx) {
        check(one.span, "classifier in the order's line");
    }
    if let Some(one) = mrn::parse_printed(field, cx).or_else(|| mrn::parse_smart(field, cx.registry)) {
        check(one.span, "number");
    }
    let _ = mrn::parse_canonical(text, all);
    let _ = mrn::parse_nara(text, all, cx.registry);
    if let Some(one) = distribution::read(field) {
        check(one.span, "distribution");
        let _ = distribution::sum(&one);
    }
    let labelled = date_time_group::read_labelled(field);
    for sent in labelled.into_iter().chain(date_time_group::read_group(field, cx.year)) {
        check(sent.span, "date-time group");
    }
    let _ = date_time_group::read(field, cx);
    let _ = classification::read(field, cx);
    let _ = subject::read(field, cx);
    let _ = drafting::read(field);
    let _ = drafting::read_names(field);
    let _ = attributes::read(field);
    let _ = mark::entire_text(text);
    let _ = (mark::read(text, true), mark::read(text, false));
    for years in [date::TwoDigitYear::NotBefore(2007), date::TwoDigitYear::Past] {
        let _ = date::read(text, years);
        if let Some((at, _)) = date::find(text, years) {
            assert!(text.is_char_boundary(at));
        }
    }
    let mut transmission = Transmission::default();
    transmission::read_fl1(field, &mut transmission);
    transmission::read_fl2(field, &mut transmission);
    transmission::read_indicators(field, &mut transmission);
    transmission::read_fl3(field, &mut transmission);
    transmission::read_fl4(field, &mut transmission);
    transmission::read_signals(field, &mut transmission);
    transmission::read_fl10(field, &mut transmission);
    transmission::read_fl15(field, &mut transmission);
    transmission::read_fl16(field, &mut transmission);
    transmission::read_janap(field, &mut transmission);
}

/// What is asked of single lines, of any bytes.
fn questions(line: &[u8]) {
    let _ = labels::label(line);
    let _ = page_line::page_line(line);
    let _ = page_line::section_page_line(line);
    let _ = page_line::dash_line(line);
    let _ = page_line::is_release_stamp(line);
    let _ = attributes::is_heading(line);
    let _ = addressee::keyword(line);
    let _ = transmission::channel_start(line);
    if let Ok(text) = std::str::from_utf8(line) {
        let registry = Registry::builtin();
        let _ = addressee::is_address(text, registry) || addressee::is_continuation(text, registry);
        let _ = addressee::post_of(text, registry);
        let _ = references::is_reference_text(text, registry);
        let cx = Context { registry, year: None, day_of_year: None, post: None, number: None };
        let _ = pass_line::looks_like(text, &cx);
        let _ = classified_by::looks_like(text);
        let _ = attributes::key(text);
        let _ = mrn::station_code(text, registry);
    }
}

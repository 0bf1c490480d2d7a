//! The fields of a document: a telegram as some readers see it.

use super::tokens::TOKENIZER;
use std::sync::LazyLock;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

/// The fields, and the schema that holds them.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The schema of every stratum.
    pub schema: Schema,
    /// The telegram's number in the catalogue.
    pub telegram: Field,
    /// What breaks ties between telegrams of one score and moment: the first eight bytes of the hash of the key, and of
    /// the collections where it has no number.
    pub tie: Field,
    /// All that can be searched by words: subject, headings and texts of paragraphs, signature, the lines that say who
    /// classified it.
    pub text: Field,
    /// The words of the subject.
    pub subject: Field,
    /// The words of the signature.
    pub signed: Field,
    /// The words of the lines that say who classified it.
    pub classified_by: Field,
    /// The canonical number, and the key by which the reader knows the telegram.
    pub mrn: Field,
    /// The sender: a post's code, else the name.
    pub from: Field,
    /// Action addressees.
    pub to: Field,
    /// Information addressees.
    pub info: Field,
    /// TAGS.
    pub tag: Field,
    /// The level.
    pub level: Field,
    /// The marks of the paragraphs.
    pub mark: Field,
    /// Captions.
    pub caption: Field,
    /// Precedences.
    pub precedence: Field,
    /// Canonical numbers of what it refers to.
    pub reference: Field,
    /// Traits: `redaction`, `damage`, kinds of damage, `summary`, `variants`.
    pub has: Field,
    /// The collections.
    pub collection: Field,
    /// The source formats.
    pub format: Field,
    /// When it was sent, in minutes since 1970.
    pub sent: Field,
    /// The year in which it was sent.
    pub year: Field,
    /// When it is to be declassified, in days since 1970.
    pub declassify: Field,
    /// How many originals stand behind it, as far as the reader sees something of them.
    pub originals: Field,
    /// How many texts of it there are.
    pub variants: Field,
    /// The sketch of its text, by which near-identical ones are found.
    pub like: Field,
}

/// The one schema.
pub static FIELDS: LazyLock<Fields> = LazyLock::new(Fields::new);

impl Fields {
    fn new() -> Fields {
        let mut builder = Schema::builder();
        let words = |record| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(record),
            )
        };
        let bare = words(IndexRecordOption::WithFreqsAndPositions);
        let code = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        );
        let facet = code.clone().set_fast("raw");
        let number = NumericOptions::default() | FAST;
        let keyed = number.clone() | INDEXED;
        let telegram = builder.add_u64_field("telegram", keyed);
        let tie = builder.add_u64_field("tie", number.clone());
        let text = builder.add_text_field("text", bare.clone());
        let subject = builder.add_text_field("subject", bare.clone());
        let signed = builder.add_text_field("signed", bare.clone());
        let classified_by = builder.add_text_field("classified-by", bare);
        let mrn = builder.add_text_field("mrn", code.clone());
        let from = builder.add_text_field("from", facet.clone());
        let to = builder.add_text_field("to", code.clone());
        let info = builder.add_text_field("info", code.clone());
        let tag = builder.add_text_field("tag", facet.clone());
        let level = builder.add_text_field("level", facet.clone());
        let mark = builder.add_text_field("mark", code.clone());
        let caption = builder.add_text_field("caption", facet.clone());
        let precedence = builder.add_text_field("precedence", code.clone());
        let reference = builder.add_text_field("reference", code.clone());
        let has = builder.add_text_field("has", code.clone());
        let collection = builder.add_text_field("collection", facet.clone());
        let format = builder.add_text_field("format", facet);
        let sent = builder.add_i64_field("sent", number.clone());
        let year = builder.add_u64_field("year", number.clone());
        let declassify = builder.add_i64_field("declassify", number.clone());
        let originals = builder.add_u64_field("originals", number.clone());
        let variants = builder.add_u64_field("variants", number);
        let like = builder.add_u64_field("like", NumericOptions::default() | INDEXED);
        Fields {
            schema: builder.build(),
            telegram,
            tie,
            text,
            subject,
            signed,
            classified_by,
            mrn,
            from,
            to,
            info,
            tag,
            level,
            mark,
            caption,
            precedence,
            reference,
            has,
            collection,
            format,
            sent,
            year,
            declassify,
            originals,
            variants,
            like,
        }
    }
}

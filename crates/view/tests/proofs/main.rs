//! The two proofs of an archive: that a search finds exactly what a plain scan of the records finds, and that what is hidden
//! from a reader has no part in any answer that he gets.

mod changes;
mod channels;
mod channels_of_names;
mod interference;
mod plain;
mod queries;
mod ranks;
mod requests;
mod scan;
mod seams;
mod support;
mod texts;
mod worlds;

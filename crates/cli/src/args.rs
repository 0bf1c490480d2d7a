//! The command line's own shape: the verbs and what is said about all of them.

use crate::{check, completions, keep, man, people, read, registry, room, schema, write};
use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Style};
use clap::{Parser, Subcommand};

const STYLES: Styles = Styles::styled()
    .header(Style::new().bold())
    .usage(Style::new().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(Style::new());

const AFTER: &str = "\
Exit codes: 0 done; 1 done, but some of the input failed, or what was named is not there; 2 wrong use; 3 the archive cannot be used.
Results go to standard output, progress and messages to standard error.";

/// Reads diplomatic telegrams ("cables") of any era and from any container, to the last byte.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, styles = STYLES, after_help = AFTER, disable_help_subcommand = true)]
pub(crate) struct Line {
    #[command(subcommand)]
    pub(crate) command: Command,

    // Every verb takes these two; those to which they mean something have them themselves.
    /// No progress and no summary.
    #[arg(long, global = true, hide = true)]
    quiet: bool,

    /// How many threads.
    #[arg(short = 'j', long = "jobs", value_name = "N", global = true, hide = true, value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read telegrams from files, folders, archives or standard input, and write what they say.
    Read(read::Args),
    /// Check telegrams against the rules of their time.
    Check(check::Args),
    /// Explain a rule, or list them all.
    Rule(check::rule::Args),
    /// Propose repairs to damaged copies, show them, carry them out.
    Repair(check::repair::Args),
    /// Write a telegram of a draft or a record, so that it keeps the rules of its time.
    Write(write::Args),
    /// Import telegrams into an archive.
    Import(keep::import::Args),
    /// Import what lies at a path into an archive beside it, say what was found, and open its reading room.
    Open(keep::open::Args),
    /// Open the reading room of an archive: web pages and an API.
    Serve(room::serve::Args),
    /// Give an archive to an assistant as tools: the Model Context Protocol on standard input and output.
    Mcp(room::mcp::Args),
    /// Search an archive.
    Find(keep::find::Args),
    /// Show a telegram of an archive.
    Show(keep::show::Args),
    /// Export what a query finds: tables, pages, citations, a bag for archivists.
    Export(keep::export::Args),
    /// Say what an archive holds.
    Stats(keep::stats::Args),
    /// List telegrams whose classification has lapsed by a day.
    Due(keep::due::Args),
    /// List collections, make them, say who may read them.
    Collection(keep::collection::Args),
    /// Explain what a reader sees of a telegram, portion by portion.
    Explain(keep::explain::Args),
    /// Say who may read a portion of a telegram, as a reviewer.
    Decide(keep::decide::Args),
    /// Say whether dates of declassification count.
    Policy(keep::policy::Args),
    /// Show the journal of an archive: every change, a line each.
    Log(keep::log::Args),
    /// Check an archive: originals, catalogue, index, journal; `--repair` makes anew what can be made anew.
    Verify(keep::verify::Args),
    /// Make catalogue and index anew from the originals.
    Rebuild(keep::rebuild::Args),
    /// Copy an archive, as it is at one moment, while others write.
    Backup(keep::backup::Args),
    /// Say who may read an archive over the network: users, their passwords and clearances.
    User(people::user::Args),
    /// Make, list and revoke tokens, which programs show in place of a password.
    Token(people::token::Args),
    /// Show who read what over the network, newest first.
    Audit(people::audit::Args),
    /// Look up posts, TAGS, captions, levels, orders, reasons, routing indicators, addressees, offices and
    /// abbreviations.
    Registry(registry::Args),
    /// Print the JSON Schema of a record, or of a finding, a proposal or a rule, as programs get them.
    Schema(schema::Args),
    /// Print a shell's completions.
    Completions(completions::Args),
    /// Print the manual page, or write the pages of all verbs into a folder.
    Man(man::Args),
}

//! `chancery mcp`: an archive as tools for assistants, over standard input and output.

use crate::exit::{Done, Outcome};
use crate::keep::{Reading, refused};
use chancery_room::{Room, Settings, mcp};
use chancery_view::Door;

const AFTER: &str = "\
Speaks the Model Context Protocol: an assistant's program starts this command and asks it on standard input; it ends when standard input
ends. The assistant sees what the reader sees. `chancery serve` has the same tools at `/mcp`.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let door = Door::open(args.reading.folder()).map_err(refused)?;
    let room = Room::new(door, None, None, Settings { reader: args.reading.reader(), ..Settings::default() });
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(mcp::stdio(room));
    // Somebody may still be reading standard input; nobody waits for what comes.
    runtime.shutdown_background();
    served?;
    Ok(Done::All)
}

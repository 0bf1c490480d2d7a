//! How the command ends: 0 done; 1 done, but some of the input failed, or what was named is not there; 2 wrong use; 3 the archive cannot be
//! used.

use crate::message::Message;
use std::io;
use std::process::ExitCode;

/// What a verb gives: how it ended, or why it could not begin or go on.
pub(crate) type Outcome = Result<Done, Failure>;

/// A verb that came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// All of it.
    All,
    /// Some of it could not be read, or something is wrong. It was said already.
    Part,
}

/// Why a verb ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line asks for something that there is not.
    Usage(Message),
    /// What was named is not there, or the work cannot go on.
    Stopped(Message),
    /// The archive cannot be used.
    Archive(Message),
    /// Writing failed. A closed pipe is no failure: the reader has seen enough.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

/// Says what there is to say, and gives the exit code.
pub(crate) fn code(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(Done::All) => ExitCode::SUCCESS,
        Ok(Done::Part) => ExitCode::from(1),
        Err(Failure::Usage(message)) => {
            message.print();
            ExitCode::from(2)
        }
        Err(Failure::Stopped(message)) => {
            message.print();
            ExitCode::from(1)
        }
        Err(Failure::Archive(message)) => {
            message.print();
            ExitCode::from(3)
        }
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => {
            Message::new("cannot write the output")
                .line("cause", error.to_string())
                .line("help", "check that the disk has room and that you may write there")
                .print();
            ExitCode::from(1)
        }
    }
}

//! A password comes from standard input or from the keyboard, never from the command line, which others can see.

use crate::exit::Failure;
use crate::message::Message;
use std::io::{self, BufRead, IsTerminal};

/// So much of the first line is read. It is far more than a password may have.
const MOST: u64 = 1 << 16;

/// Where a password comes from.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Source {
    /// Read the password from standard input: its first line. Without it, it is asked for twice, on a terminal.
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

impl Source {
    /// The password.
    pub(crate) fn password(self) -> Result<String, Failure> {
        if self.password_stdin {
            return first_line(io::stdin().lock());
        }
        if !io::stdin().is_terminal() {
            let message = Message::new("no password is given").line(
                "help",
                "give `--password-stdin` and write it to standard input, or run this on a terminal to be asked",
            );
            return Err(Failure::Usage(message));
        }
        let first = ask("password: ")?;
        if ask("once more: ")? != first {
            return Err(Failure::Usage(Message::new("the two passwords differ; nothing was done")));
        }
        Ok(first)
    }
}

fn ask(prompt: &str) -> Result<String, Failure> {
    rpassword::prompt_password(prompt)
        .map_err(|error| unreadable(format!("cannot read the password from the terminal: {error}")))
}

/// The first line without its end.
fn first_line(input: impl BufRead) -> Result<String, Failure> {
    let mut line = Vec::new();
    input
        .take(MOST)
        .read_until(b'\n', &mut line)
        .map_err(|error| unreadable(format!("cannot read the password from standard input: {error}")))?;
    let line = line.strip_suffix(b"\n").unwrap_or(&line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    String::from_utf8(line.to_vec()).map_err(|_| unreadable("the password is no text in UTF-8".into()))
}

fn unreadable(what: String) -> Failure {
    Failure::Usage(Message::new(what))
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn a_password_is_the_first_line_without_its_end() {
        for (input, password) in [
            ("nine lights", "nine lights"),
            ("nine lights\n", "nine lights"),
            ("nine lights\r\nmore\n", "nine lights"),
            (" nine  lights \n\n", " nine  lights "),
            ("\n", ""),
            ("", ""),
        ] {
            assert_eq!(first_line(input.as_bytes()).unwrap(), password, "{input:?}");
        }
        assert!(first_line(&b"\xff\xfe\n"[..]).is_err());
    }
}

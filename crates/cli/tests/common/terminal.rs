//! A program at a terminal, and a person who waits for its questions.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long a question may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a key may take before it is taken for lost.
const AGAIN: Duration = Duration::from_secs(1);

/// A program whose standard input, output and error are a terminal.
pub(crate) struct Terminal {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    /// What was shown, and how much of it was waited for.
    shown: String,
    seen: usize,
}

impl Terminal {
    /// Starts a program.
    pub(crate) fn of(mut command: Command) -> Terminal {
        let controller = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&controller).unwrap();
        unlockpt(&controller).unwrap();
        let name = ptsname(&controller, Vec::new()).unwrap();
        let end = OpenOptions::new().read(true).write(true).open(OsStr::from_bytes(name.as_bytes())).unwrap();
        // Ctrl-C would throw away what was written and not read yet.
        let mut modes = tcgetattr(&end).unwrap();
        modes.local_modes.insert(LocalModes::NOFLSH);
        tcsetattr(&end, OptionalActions::Now, &modes).unwrap();
        command.stdin(end.try_clone().unwrap()).stdout(end.try_clone().unwrap()).stderr(end);
        let child = command.env("TERM", "xterm").spawn().unwrap();
        // The command holds the terminal's other end: without it the program's end is the screen's end.
        drop(command);
        let keyboard = File::from(controller);
        let mut output = keyboard.try_clone().unwrap();
        let (to, screen) = channel();
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(length) = output.read(&mut piece) {
                if length == 0 || to.send(piece[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Terminal { child, keyboard, screen, shown: String::new(), seen: 0 }
    }

    /// Waits until these words are shown, behind all that was waited for before.
    pub(crate) fn wait_for(&mut self, words: &str) -> &mut Terminal {
        let begun = Instant::now();
        loop {
            if let Some(at) = self.shown[self.seen..].find(words) {
                self.seen += at + words.len();
                return self;
            }
            match self.screen.recv_timeout(PATIENCE.saturating_sub(begun.elapsed())) {
                Ok(piece) => self.shown.push_str(&String::from_utf8_lossy(&piece)),
                Err(error) => panic!("`{words}` was not shown ({error}) in:\n{}", self.shown),
            }
        }
    }

    /// Types.
    pub(crate) fn type_in(&mut self, keys: &str) -> &mut Terminal {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Types keys, again and again, until words are shown: a key that comes while the terminal changes its mode may be lost.
    pub(crate) fn type_until(&mut self, keys: &str, words: &str) -> &mut Terminal {
        let begun = Instant::now();
        loop {
            // The program may have ended by now, and the terminal with it.
            let _ = self.keyboard.write_all(keys.as_bytes());
            let typed = Instant::now();
            while let Ok(piece) = self.screen.recv_timeout(AGAIN.saturating_sub(typed.elapsed())) {
                self.shown.push_str(&String::from_utf8_lossy(&piece));
                if self.shown[self.seen..].contains(words) {
                    return self.wait_for(words);
                }
            }
            assert!(begun.elapsed() < PATIENCE, "`{words}` was not shown in:\n{}", self.shown);
        }
    }

    /// Waits for a question, and answers it.
    pub(crate) fn answer(&mut self, question: &str, answer: &str) -> &mut Terminal {
        self.wait_for(question).wait_for(":").type_in(answer).type_in("\r")
    }

    /// Waits for the program's end; gives how it ended, and all that was shown.
    pub(crate) fn end(&mut self) -> (ExitStatus, String) {
        let status = self.child.wait().unwrap();
        while let Ok(piece) = self.screen.recv_timeout(PATIENCE) {
            self.shown.push_str(&String::from_utf8_lossy(&piece));
        }
        (status, std::mem::take(&mut self.shown))
    }
}

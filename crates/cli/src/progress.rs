//! How far the reading is: on a terminal only, and only where nothing else is written to it.

use crate::numbers::{bytes, counted};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// A line that says what was read so far.
pub(crate) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: Instant,
}

impl Progress {
    /// `wanted` is false where progress would get into the way.
    pub(crate) fn new(wanted: bool) -> Progress {
        let visible = wanted && io::stderr().is_terminal();
        let bar = if visible {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10))
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        let now = Instant::now();
        Progress { bar, begun: now, shown: now }
    }

    /// Shows what was read so far.
    pub(crate) fn show(&mut self, telegrams: u64, read: u64) {
        if self.is_due() {
            self.say_read(telegrams, read);
        }
    }

    /// Shows a bar, where it is known how much there is to read.
    pub(crate) fn show_of(&mut self, telegrams: u64, read: u64, done: u64, total: Option<u64>) {
        if self.is_due() {
            if let Some(total) = total.filter(|total| *total > 0) {
                self.set(done, total);
            }
            self.say_read(telegrams, read);
        }
    }

    /// Shows a bar of bytes that are gone through.
    pub(crate) fn show_part(&mut self, done: u64, total: u64) {
        if total > 0 && self.is_due() {
            self.set(done, total);
            self.say(format!("{} of {}", bytes(done), bytes(total)), done);
        }
    }

    /// Whether somebody looks, and the line is some time old.
    fn is_due(&mut self) -> bool {
        let due = !self.bar.is_hidden() && self.shown.elapsed() >= Duration::from_millis(100);
        if due {
            self.shown = Instant::now();
        }
        due
    }

    fn set(&self, done: u64, total: u64) {
        if self.bar.length().is_none()
            && let Ok(style) = ProgressStyle::with_template("{bar:24} {percent:>3} %  {msg}  {eta} left")
        {
            self.bar.set_style(style);
        }
        self.bar.set_length(total);
        self.bar.set_position(done.min(total));
    }

    fn say_read(&self, telegrams: u64, read: u64) {
        self.say(format!("{}  {}", counted(telegrams, "telegram", "telegrams"), bytes(read)), read);
    }

    fn say(&self, what: String, read: u64) {
        let rate = read as f64 / self.begun.elapsed().as_secs_f64();
        self.bar.set_message(format!("{what}  {}/s", bytes(rate as u64)));
        self.bar.tick();
    }

    /// Takes the line off the terminal while `work` writes to it.
    pub(crate) fn aside<R>(&self, work: impl FnOnce() -> R) -> R {
        self.bar.suspend(work)
    }

    /// Takes the line off the terminal.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

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
        if self.bar.is_hidden() || self.shown.elapsed() < Duration::from_millis(100) {
            return;
        }
        self.shown = Instant::now();
        let rate = read as f64 / self.begun.elapsed().as_secs_f64();
        let telegrams = counted(telegrams, "telegram", "telegrams");
        self.bar.set_message(format!("{telegrams}  {}  {}/s", bytes(read), bytes(rate as u64)));
        self.bar.tick();
    }

    /// Shows a bar, where it is known how much there is to read.
    pub(crate) fn show_of(&mut self, telegrams: u64, read: u64, done: u64, total: Option<u64>) {
        let Some(total) = total.filter(|total| *total > 0) else { return self.show(telegrams, read) };
        if self.bar.is_hidden() || self.shown.elapsed() < Duration::from_millis(100) {
            return;
        }
        if self.bar.length().is_none() {
            self.bar.set_length(total);
            if let Ok(style) = ProgressStyle::with_template("{bar:24} {percent:>3} %  {msg}  {eta} left") {
                self.bar.set_style(style);
            }
        }
        self.bar.set_position(done.min(total));
        self.show(telegrams, read);
    }

    /// Shows a bar of bytes that are gone through.
    pub(crate) fn show_part(&mut self, done: u64, total: u64) {
        if self.bar.is_hidden() || total == 0 || self.shown.elapsed() < Duration::from_millis(100) {
            return;
        }
        self.shown = Instant::now();
        if self.bar.length().is_none()
            && let Ok(style) = ProgressStyle::with_template("{bar:24} {percent:>3} %  {msg}  {eta} left")
        {
            self.bar.set_style(style);
        }
        self.bar.set_length(total);
        self.bar.set_position(done.min(total));
        let rate = done as f64 / self.begun.elapsed().as_secs_f64();
        self.bar.set_message(format!("{} of {}  {}/s", bytes(done), bytes(total), bytes(rate as u64)));
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

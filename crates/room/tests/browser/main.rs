//! The reading room in a browser: what a reader sees and does, with the mouse, with keys alone, without scripts, on a narrow screen.
//!
//! One Chromium serves all tests. Where there is none, they fail and say how to install one; `CHANCERY_NO_BROWSER=1` leaves them out.
//! `CHANCERY_AXE` names the file `axe.min.js`, which checks the pages against WCAG; without it that check is left out.

mod axe;
mod desk;
mod hall;
mod keys;
mod levels;
mod looks;
mod plain;
mod tab;
mod visits;

use hall::Hall;
use libtest_mimic::{Arguments, Trial};
use std::error::Error;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

/// What a test comes to.
type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

type Test = for<'h> fn(&'h Hall) -> Pin<Box<dyn Future<Output = Outcome> + Send + 'h>>;

/// The tests of a module by their names.
macro_rules! tests {
    ($($module:ident: $($name:ident),+;)+) => {
        &[$($((concat!(stringify!($module), "::", stringify!($name)), |hall| Box::pin($module::$name(hall)))),+),+]
    };
}

const TESTS: &[(&str, Test)] = tests! {
    visits: a_newcomer_finds_and_reads_a_telegram, a_search_is_narrowed_by_a_facet_and_over_time,
        references_are_followed_both_ways, suggestions_are_offered_and_taken, parts_are_lit_on_both_sides, picked_hits_are_counted_and_kept;
    desk: a_draft_is_looked_at_as_one_types, a_reference_above_the_level_is_warned_of_where_it_is_seen, a_draft_is_written_without_scripts,
        a_rule_is_looked_up;
    keys: all_is_reached_by_keys, a_range_of_time_is_chosen_by_keys, keys_do_not_disturb_typing;
    plain: all_works_without_scripts;
    looks: no_page_scrolls_sideways, no_page_complains, every_field_is_there;
    levels: the_lower_reader_never_gets_what_is_hidden, hidden_words_are_like_words_that_are_not_there;
};

/// Where all tests take place.
struct Stage {
    runtime: tokio::runtime::Runtime,
    hall: OnceLock<Result<Hall, String>>,
}

impl Stage {
    fn play(&self, test: Test) -> Result<(), libtest_mimic::Failed> {
        let hall =
            self.hall.get_or_init(|| self.runtime.block_on(Hall::open()).map_err(|error| error.to_string()));
        let hall = hall.as_ref()?;
        Ok(self.runtime.block_on(test(hall))?)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let chromium = hall::chromium();
    let left_out = std::env::var_os("CHANCERY_NO_BROWSER").is_some();
    if chromium.is_none() && left_out {
        eprintln!("NOT RUN: the tests in a browser, for there is no Chromium and CHANCERY_NO_BROWSER is set");
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let stage = Arc::new(Stage { runtime, hall: OnceLock::new() });
    let axe = axe::file();
    if axe.is_none() {
        eprintln!("NOT RUN: the check of the pages with axe-core, for CHANCERY_AXE names no file");
    }
    let trials = TESTS.iter().map(|(name, test)| (*name, *test, true));
    let checked: [(&str, Test, bool); 3] = [
        ("axe::pages_are_for_everyone_by_day", |hall| Box::pin(axe::by_day(hall)), axe.is_some()),
        ("axe::pages_are_for_everyone_by_night", |hall| Box::pin(axe::by_night(hall)), axe.is_some()),
        ("axe::pages_are_for_everyone_on_a_phone", |hall| Box::pin(axe::on_a_phone(hall)), axe.is_some()),
    ];
    let trials = trials.chain(checked).map(|(name, test, runs)| {
        let stage = stage.clone();
        let runs = runs && (chromium.is_some() || !left_out);
        Trial::test(name, move || stage.play(test)).with_ignored_flag(!runs)
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    if let Some(Ok(hall)) = stage.hall.get()
        && let Err(error) = stage.runtime.block_on(hall.close())
    {
        eprintln!("the browser does not end: {error}");
    }
    conclusion.exit_code()
}

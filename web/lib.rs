//! The verifier as WebAssembly. `src/engine.ts` calls it; nothing else knows these functions.
//!
//! JavaScript and this module share one buffer. JavaScript resizes it and writes what a function takes into it; the
//! answer takes its place. Only JavaScript reads or writes by address, and only between calls.
//!
//! One instance of the module judges one file: nothing of a file can be left over in the answer on the next, and the
//! memory of WebAssembly, which never shrinks, goes when the instance does. A panic ends the instance, and JavaScript
//! answers that the file could not be checked.
//!
//! Builds for other targets are empty: the workspace need not link a library that nobody loads.

#![cfg(target_family = "wasm")]
// Exported and imported functions are unsafe for the compiler, because the other side could be anything. There is no
// other unsafe code.
#![allow(unsafe_code)]

use std::cell::RefCell;
use std::panic;

use proofroom_provenance::answer::{Answer, Unclaimed};
use proofroom_provenance::circuits::hand_over_parameters;
use proofroom_provenance::editing::preview::View;
use proofroom_provenance::format::picture;
use proofroom_provenance::rules::{Judgement, Rules};
use proofroom_provenance::verify::account::Account;
use proofroom_provenance::verify::credentials::Credentials;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::verify::{Pending, Reason, Report, Verifier};
use proofroom_provenance::words::Language;
use serde::{Deserialize, Serialize};

/// What is asked of the file.
#[derive(Deserialize)]
struct Question {
    /// The JSON of a trust list; without one nobody is trusted.
    trust: Option<String>,
    /// The text that the proof must be bound to, if any.
    expect: Option<String>,
    /// The JSON of house rules, if the picture is to be judged by some.
    rules: Option<String>,
    /// The language of the account.
    language: Language,
    /// Seconds since 1970 by the clock of the machine.
    now: u64,
}

/// A report that is wanted in words.
#[derive(Deserialize)]
struct Reported {
    report: Report,
    /// That of the same file.
    credentials: Credentials,
    /// What rules said of it.
    rules: Option<Judgement>,
    language: Language,
}

/// House rules that are wanted in words.
#[derive(Deserialize)]
struct WantedRules {
    text: String,
    language: Language,
}

/// House rules in words.
#[derive(Serialize)]
struct ToldRules<'a> {
    name: &'a str,
    told: Vec<String>,
}

#[derive(Default)]
struct State {
    buffer: Vec<u8>,
    file: &'static [u8],
    sidecar: Option<&'static [u8]>,
    language: Language,
    rules: Option<Rules>,
    pending: Option<Pending<'static>>,
    /// The last report.
    report: Option<Report>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Lets JavaScript know why the instance ends, should it panic. To be called first.
#[unsafe(no_mangle)]
pub extern "C" fn start() {
    panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        // SAFETY: JavaScript only reads the bytes of the message.
        unsafe { panicked(message.as_ptr(), message.len()) };
    }));
}

/// Gives the buffer this many bytes; returns its address, which holds until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn resize_buffer(length: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.buffer.resize(length, 0);
        state.buffer.as_mut_ptr()
    })
}

/// The bytes in the buffer.
#[unsafe(no_mangle)]
pub extern "C" fn buffer_length() -> usize {
    STATE.with_borrow_mut(|state| state.buffer.len())
}

/// Takes the buffer for the file that is to be judged.
#[unsafe(no_mangle)]
pub extern "C" fn take_picture() {
    STATE.with_borrow_mut(|state| state.file = std::mem::take(&mut state.buffer).leak());
}

/// Takes the buffer for the proof of that file, if it is a separate one.
#[unsafe(no_mangle)]
pub extern "C" fn take_sidecar() {
    STATE.with_borrow_mut(|state| state.sidecar = Some(std::mem::take(&mut state.buffer).leak()));
}

/// Takes the buffer for the parameters of the proofs, which `finish` needs. Returns whether they are those.
#[unsafe(no_mangle)]
pub extern "C" fn take_parameters() -> bool {
    STATE.with_borrow_mut(|state| hand_over_parameters(std::mem::take(&mut state.buffer)).is_ok())
}

/// Checks everything but pixels and proofs: a [`Question`] in the buffer, an [`Answer`] out. If its reason is
/// `unfinished`, `finish` has to follow.
///
/// This function and those below return whether there is an answer; if not, the buffer says why.
#[unsafe(no_mangle)]
pub extern "C" fn begin() -> bool {
    respond(|state| {
        let question: Question = serde_json::from_slice(&state.buffer).map_err(told)?;
        state.language = question.language;
        state.rules =
            question.rules.map(|json| Rules::from_json(&json)).transpose().map_err(told)?;
        let trust =
            question.trust.map_or_else(|| Ok(Trust::empty()), |json| Trust::from_json(&json));
        let report = match trust {
            Ok(trust) => state.begin(trust, question.expect, question.now),
            Err(error) => Report::not_checked(Reason::TrustFile, error.to_string()),
        };
        json(&state.answer(report))
    })
}

/// Checks the rest: nothing in, an [`Answer`] out.
#[unsafe(no_mangle)]
pub extern "C" fn finish() -> bool {
    respond(|state| {
        let pending = state.pending.take().ok_or("there is nothing left to check")?;
        json(&state.answer(pending.finish()))
    })
}

/// The picture of the file, made smaller to fit: nothing in, the bytes of a [`View`] out.
#[unsafe(no_mangle)]
pub extern "C" fn picture(max_width: u32, max_height: u32) -> bool {
    respond(|state| {
        let picture = picture::shown(state.file).map_err(told)?;
        let channels = state.report.as_ref().map(Report::channels).unwrap_or_default();
        Ok(View::of_picture(&picture, channels, max_width, max_height).to_bytes())
    })
}

/// A report in another language: a [`Reported`] in, an [`Account`] out.
#[unsafe(no_mangle)]
pub extern "C" fn in_words() -> bool {
    respond(|state| {
        let Reported { report, credentials, rules, language } =
            serde_json::from_slice(&state.buffer).map_err(told)?;
        let account = Account::of(&report, language).with_credentials(&credentials, language);
        json(&account.with_rules(rules.as_ref(), &report, language))
    })
}

/// A trust list, checked: its JSON in and out.
#[unsafe(no_mangle)]
pub extern "C" fn read_trust() -> bool {
    respond(|state| {
        let text = std::str::from_utf8(&state.buffer).map_err(told)?;
        json(&Trust::from_json(text).map_err(told)?)
    })
}

/// House rules, checked: a [`WantedRules`] in, [`ToldRules`] out.
#[unsafe(no_mangle)]
pub extern "C" fn read_rules() -> bool {
    respond(|state| {
        let WantedRules { text, language } = serde_json::from_slice(&state.buffer).map_err(told)?;
        let rules = Rules::from_json(&text).map_err(told)?;
        json(&ToldRules { name: rules.name(), told: rules.told(language) })
    })
}

impl State {
    fn begin(&mut self, trust: Trust, expect: Option<String>, now: u64) -> Report {
        let mut verifier = Verifier::new(trust).at(now);
        if let Some(text) = expect {
            verifier = verifier.expecting(text);
        }
        match Box::leak(Box::new(verifier)).begin(self.file, self.sidecar) {
            Ok(pending) => self.pending.insert(pending).so_far().clone(),
            Err(report) => *report,
        }
    }

    /// What the reader is told of a report. JavaScript has the clock, and fills in the seconds.
    fn answer(&mut self, report: Report) -> Answer {
        let has_sidecar = self.sidecar.is_some();
        let unclaimed = Unclaimed::announced(self.file, &report, has_sidecar, self.language);
        self.report = Some(report.clone());
        let inside = || picture::find_proof(self.file).map(|proof| proof.len());
        let credentials = Credentials::unchecked(self.file);
        let is_over = report.reason != Some(Reason::Unfinished);
        let rules = self.rules.as_ref().filter(|_| is_over);
        let rules = rules.map(|rules| rules.judge_report(&report));
        Answer {
            account: Account::of(&report, self.language)
                .with_credentials(&credentials, self.language)
                .with_rules(rules.as_ref(), &report, self.language),
            report,
            credentials,
            rules,
            proof_bytes: self.sidecar.map(<[u8]>::len).or_else(inside),
            unclaimed,
            seconds: 0.0,
        }
    }
}

fn respond(answer: impl FnOnce(&mut State) -> Result<Vec<u8>, String>) -> bool {
    STATE.with_borrow_mut(|state| {
        let answer = answer(state);
        let answered = answer.is_ok();
        state.buffer = answer.unwrap_or_else(String::into_bytes);
        answered
    })
}

fn json(answer: &impl Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec(answer).map_err(told)
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Fills memory with random bytes that nobody can predict.
    fn fill_with_random_bytes(address: *mut u8, length: usize);
    /// Takes the message of a panic, which ends the instance.
    fn panicked(address: *const u8, length: usize);
}

/// Where `getrandom` gets its bytes from: the factors by which sums are scaled before they are added up must not be known
/// to whoever made a file.
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(
    address: *mut u8,
    length: usize,
) -> Result<(), getrandom::Error> {
    // SAFETY: getrandom passes the address of a buffer of this length; JavaScript writes all of it, and throws where it
    // has no random numbers, which ends the instance.
    unsafe { fill_with_random_bytes(address, length) };
    Ok(())
}

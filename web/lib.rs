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

use proofroom_provenance::circuits::{Channels, Image, hand_over_parameters};
use proofroom_provenance::editing::preview::View;
use proofroom_provenance::format::png::{self, PROOF_CHUNK, Png};
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::verify::{Pending, Report, Verifier};
use serde::{Deserialize, Serialize};

/// What is asked of a file.
#[derive(Deserialize)]
struct Question {
    /// The JSON of the trust list; without one nobody is trusted.
    trust: Option<String>,
    /// The text that the proof must be bound to, if any.
    expect: Option<String>,
    /// Seconds since 1970 by the clock of the machine.
    now: u64,
}

#[derive(Default)]
struct State {
    buffer: Vec<u8>,
    file: &'static [u8],
    sidecar: Option<&'static [u8]>,
    pending: Option<Pending<'static>>,
    report: Option<Report>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
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

/// Takes the buffer for the proof of that file.
#[unsafe(no_mangle)]
pub extern "C" fn take_sidecar() {
    STATE.with_borrow_mut(|state| state.sidecar = Some(std::mem::take(&mut state.buffer).leak()));
}

/// Takes the buffer for the parameters of the proofs, which `finish` needs. Returns whether they are those.
#[unsafe(no_mangle)]
pub extern "C" fn take_parameters() -> bool {
    STATE.with_borrow_mut(|state| hand_over_parameters(std::mem::take(&mut state.buffer)).is_ok())
}

#[unsafe(no_mangle)]
pub extern "C" fn begin() -> bool {
    respond(|state| {
        let question: Question = serde_json::from_slice(&state.buffer).map_err(told)?;
        let trust = question
            .trust
            .map_or_else(|| Ok(Trust::empty()), |json| Trust::from_json(&json))
            .map_err(told)?;
        let mut verifier = Verifier::new(trust).at(question.now);
        if let Some(text) = question.expect {
            verifier = verifier.expecting(text);
        }
        let verifier: &'static Verifier = Box::leak(Box::new(verifier));
        let report = match verifier.begin(state.file, state.sidecar) {
            Ok(pending) => {
                let report = pending.so_far().clone();
                state.pending = Some(pending);
                report
            }
            Err(report) => *report,
        };
        json(&report)
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn finish() -> bool {
    respond(|state| {
        let pending = state.pending.take().ok_or("there is nothing left to check")?;
        json(&pending.finish())
    })
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

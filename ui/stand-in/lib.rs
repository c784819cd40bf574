//! The program's edits as WebAssembly, for the stand-in with which the window runs in a browser.
//!
//! JavaScript and this module share one buffer. JavaScript resizes it and writes a question into it; the answer
//! takes the question's place. Only JavaScript reads or writes by address, and only between calls.
//!
//! Builds for other targets are empty: the workspace need not link a library that nobody loads.

#![cfg(target_family = "wasm")]
// An exported name could clash with another symbol of the program that it is linked into. This library is linked
// into none. There is no other unsafe code.
#![allow(unsafe_code)]

use std::cell::RefCell;

use proofroom_provenance::circuits::edits::Convolve;
use proofroom_provenance::circuits::{Edit, HiddenPlace, Image, PlacedRecipe, Recipe, Size};
use proofroom_provenance::editing::check::check;
use proofroom_provenance::editing::preview::{Preview, PreviewRequest, tone_curve};
use proofroom_provenance::rules::{Judgement, Rules};
use proofroom_provenance::verify::Report;
use proofroom_provenance::verify::account::Account;
use proofroom_provenance::words::Language;
use serde::{Deserialize, Serialize};

/// What is asked of the open photo, by the names of the program's commands.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    Preview(PreviewRequest),
    CheckRecipe { edits: Placed },
    NeutralGains { edits: Placed, x: u32, y: u32 },
    ToneCurve { edit: Edit },
    KernelPreset { name: String },
    InWords { report: Box<Report>, language: Language, rules: Option<String> },
    ReadRules { rules: String, language: Language },
    JudgeEdits { rules: String, edits: Recipe, language: Language },
}

/// Edits as the window has them, as in `src-tauri/src/placed.rs`.
#[derive(Deserialize)]
struct Placed {
    recipe: Recipe,
    places: Vec<HiddenPlace>,
}

/// What a reader is told of a report, and what house rules say of the picture.
#[derive(Serialize)]
struct InWords {
    account: Account,
    judgement: Option<Judgement>,
}

/// House rules in words.
#[derive(Serialize)]
struct ReadRules {
    name: String,
    told: Vec<String>,
}

#[derive(Default)]
struct State {
    buffer: Vec<u8>,
    photo: Option<Image>,
    preview: Preview,
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

/// Takes the buffer for the pixels of a photo, three bytes each, of which everything is asked from now on.
///
/// # Panics
/// If the size is not allowed, or the buffer does not hold so many pixels.
#[unsafe(no_mangle)]
pub extern "C" fn open_photo(width: u32, height: u32) {
    STATE.with_borrow_mut(|state| {
        let size = Size::new(width, height).expect("a size within the limits");
        state.photo = Some(Image::new(size, std::mem::take(&mut state.buffer)));
        state.preview = Preview::default();
    });
}

/// Answers the question in the buffer: a preview in the bytes that cross to the window, anything else as JSON.
/// Returns whether there is an answer; if not, the buffer says why.
#[unsafe(no_mangle)]
pub extern "C" fn ask() -> bool {
    STATE.with_borrow_mut(|state| {
        let answer = answer(state);
        let answered = answer.is_ok();
        state.buffer = answer.unwrap_or_else(String::into_bytes);
        answered
    })
}

fn answer(state: &State) -> Result<Vec<u8>, String> {
    let photo = state.photo.as_ref().ok_or("no photo is open")?;
    match serde_json::from_slice(&state.buffer).map_err(told)? {
        Question::Preview(request) => {
            state.preview.view(photo, &request, &|| false).map(|view| view.to_bytes()).map_err(told)
        }
        Question::CheckRecipe { edits } => {
            json(&check(edits.recipe.edits(), &edits.places, photo.size()))
        }
        Question::NeutralGains { edits, x, y } => {
            let Placed { recipe, places } = &edits;
            let edits = PlacedRecipe { recipe, places };
            json(&state.preview.neutral_gains(photo, edits, x, y).map_err(told)?)
        }
        Question::ToneCurve { edit } => json(&tone_curve(&edit).map_err(told)?),
        Question::KernelPreset { name } => json(
            &Convolve::named(&name).ok_or_else(|| format!("there is no kernel called {name:?}"))?,
        ),
        Question::InWords { report, language, rules } => {
            let rules = rules.map(|rules| Rules::from_json(&rules)).transpose().map_err(told)?;
            let judgement = rules.map(|rules| rules.judge_report(&report));
            let account = Account::of(&report, language);
            let account = account.with_rules(judgement.as_ref(), &report, language);
            json(&InWords { account, judgement })
        }
        Question::ReadRules { rules, language } => {
            let rules = Rules::from_json(&rules).map_err(told)?;
            json(&ReadRules { name: rules.name().to_owned(), told: rules.told(language) })
        }
        Question::JudgeEdits { rules, edits, language } => {
            let rules = Rules::from_json(&rules).map_err(told)?;
            let breaches = rules.judge(&edits, photo.size());
            json(&rules.judged(&edits, &breaches, language))
        }
    }
}

fn json(answer: &impl Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec(answer).map_err(told)
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

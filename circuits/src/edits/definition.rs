//! What an edit defines besides its semantics: its flag on a command line, the ranges of its parameters, how it
//! is made smaller for a preview, and the values with which it is tested and measured.

use super::frame::Reduction;
use super::place::HiddenPlace;
use super::semantics::{Parameter, Semantics};

/// What sort of change an edit is, in the terms that Content Credentials (C2PA) have for edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Parts at the edges are cut off.
    Cropped,
    /// The picture has other dimensions, and shows the same.
    Resized,
    /// Tones or colours are others.
    ColoursAdjusted,
    /// A filter changes how the picture looks.
    Filtered,
    /// The picture is turned or mirrored.
    Oriented,
    /// Something is drawn over the picture.
    Drawn,
    /// The pixels are written in another way.
    Converted,
}

/// What every edit defines of itself.
pub(crate) trait Definition: Semantics + Sized {
    /// Its flag on a command line.
    const FLAG: Flag;

    /// What sort of change it is, as Content Credentials say it.
    const ACTION: Action;

    /// Its parameters that are numbers within a range, as the controls of a window offer them.
    const PARAMETERS: &'static [Parameter] = &[];

    /// Reads the value of the flag, which is empty if the flag takes none. Ranges are checked afterwards.
    ///
    /// # Errors
    /// What is wrong, and what to write instead.
    fn parse(text: &str) -> Result<Drafted<Self>, String>;

    /// The edit for a smaller input, if its parameters count pixels; none if the same edit serves.
    fn reduced(&self, _: Reduction) -> Option<Self> {
        None
    }

    /// Example values, each for images of at least 40 x 29 pixels: tests and fuzzers take all of them. The
    /// golden file of the edit is made with the first one, which therefore never changes.
    fn examples() -> Vec<Self>;

    /// Example values for a photo of 1280 x 720 pixels, which are measured. Where all images of a size cost the
    /// same, the first example will do.
    fn photo_examples() -> Vec<Self> {
        Self::examples().into_iter().take(1).collect()
    }
}

/// The flag of an edit, for any command line.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// The edit's word with dashes.
    pub name: &'static str,
    /// What follows it, if anything does.
    pub value: Option<&'static str>,
    /// Whether the value may begin with a minus without being a number.
    pub minus_first: bool,
    /// Whether the value holds a secret, so that no message repeats it.
    pub secret: bool,
    /// What the edit does, and how the value is written.
    pub help: &'static str,
}

impl Flag {
    /// A flag that stands alone.
    pub(crate) const fn alone(name: &'static str, help: &'static str) -> Self {
        Flag { name, value: None, minus_first: false, secret: false, help }
    }

    /// A flag with a value.
    pub(crate) const fn with(name: &'static str, value: &'static str, help: &'static str) -> Self {
        Flag { name, value: Some(value), minus_first: false, secret: false, help }
    }
}

/// An edit as a person asks for it, before it is known to which photo it will be applied: "1600 pixels wide" does
/// not say how high.
#[derive(Clone, PartialEq, Eq)]
pub enum Drafted<E> {
    /// An edit that says everything.
    Exact(E),
    /// A hidden crop, and its place, which no recipe holds.
    Hidden(E, HiddenPlace),
    /// A resize to this width, by which the ratio of the sides stays.
    ToWidth(u32),
    /// A resize to this height, by which the ratio of the sides stays.
    ToHeight(u32),
}

impl<E> Drafted<E> {
    /// The same of another type.
    pub(crate) fn map<F>(self, exact: impl FnOnce(E) -> F) -> Drafted<F> {
        match self {
            Drafted::Exact(edit) => Drafted::Exact(exact(edit)),
            Drafted::Hidden(edit, place) => Drafted::Hidden(exact(edit), place),
            Drafted::ToWidth(width) => Drafted::ToWidth(width),
            Drafted::ToHeight(height) => Drafted::ToHeight(height),
        }
    }
}

/// As derived, but a hidden place is not printed.
impl<E: std::fmt::Debug> std::fmt::Debug for Drafted<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Drafted::Exact(edit) => f.debug_tuple("Exact").field(edit).finish(),
            Drafted::Hidden(edit, _) => f.debug_tuple("Hidden").field(edit).finish_non_exhaustive(),
            Drafted::ToWidth(width) => f.debug_tuple("ToWidth").field(width).finish(),
            Drafted::ToHeight(height) => f.debug_tuple("ToHeight").field(height).finish(),
        }
    }
}

//! The planes of a step: the images before and after it, and auxiliary numbers.

/// The planes of a step. All but the input have the output's layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plane {
    /// The image before the step.
    Input,
    /// The image after it.
    Output,
    /// A limb of the remainders, or the quotients.
    Auxiliary(usize),
}

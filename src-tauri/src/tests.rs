//! Tests of what is decided on this side of the seam: what crosses, what the webview may do, and that
//! app and command line agree.

mod agreement;
mod permissions;
mod shown;
mod types;

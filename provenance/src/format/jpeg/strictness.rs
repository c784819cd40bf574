//! In what the readers of photos and of published JPEGs differ below the headers: how the data of scans is read.
//! `published.rs` says what else it demands.

use std::ops::RangeInclusive;

/// What kind of file is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Strictness {
    /// A photo of any camera or program. Whatever libjpeg reads without a complaint is read, if all decoders agree about
    /// it.
    #[default]
    Photo,
    /// A published JPEG. What no decoder needs in order to show it is not there.
    Published,
}

impl Strictness {
    /// What coefficients may be, after every scan. A single difference can reach 2047, and some cameras exceed by a
    /// little what 8 bits a sample need: -1024 to 1023.
    pub(super) fn coefficients(self) -> RangeInclusive<i32> {
        match self {
            Strictness::Photo => -2047..=2047,
            Strictness::Published => -1024..=1023,
        }
    }

    /// Whether any number of bytes 0xff may come before a restart marker.
    pub(super) fn allows_fill_bytes(self) -> bool {
        self == Strictness::Photo
    }

    /// Whether the last, full interval of a scan may end with a restart marker that nothing follows.
    pub(super) fn allows_a_last_restart_marker(self) -> bool {
        self == Strictness::Photo
    }

    /// Whether the bits that fill up the last byte may be other than ones.
    pub(super) fn allows_other_padding(self) -> bool {
        self == Strictness::Photo
    }
}

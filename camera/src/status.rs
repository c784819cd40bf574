//! What can go wrong, as numbers with a sentence each.

use std::ffi::CStr;

/// Whether a function did what it was asked to do. On everything but PROOFROOM_CAMERA_STATUS_OK it did nothing, unless its own
/// comment says what.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofroomCameraStatus {
    /// It did.
    Ok = 0,
    /// A pointer is null that must not be.
    Null = 1,
    /// Width or height is 0 or above 16384, or there are more than 120,000,000 pixels.
    Size = 2,
    /// All bytes of the seed are the same: the generator of random numbers does not work.
    Seed = 3,
    /// The number of threads is 0 or above 256.
    Threads = 4,
    /// The bytes are not whole rows, or more than the photo has.
    Rows = 5,
    /// Rows of the photo are missing.
    Missing = 6,
    /// The function was called before another that must come first, or for a photo that was stopped.
    Order = 7,
    /// A buffer is too small for the result. What is written to its length is the length that it must have.
    Buffer = 8,
    /// A key is not one under which signatures can be checked.
    Key = 9,
    /// A name is empty, longer than 64 bytes, not UTF-8, or has characters that are not allowed.
    Name = 10,
    /// The bytes are not the certificate of a device, or its maker did not sign it.
    Certificate = 11,
    /// The time is after the year 9999.
    Time = 12,
    /// The signature is not that of this key over this message.
    Signature = 13,
    /// These are not the pixels that the hash was made of.
    Pixels = 14,
    /// The progress function stopped it.
    Stopped = 15,
    /// The write function reported an error.
    Write = 16,
    /// A defect of this library, or no memory or thread was to be had.
    Internal = 17,
}

impl ProofroomCameraStatus {
    /// The status with this number.
    pub fn numbered(number: i32) -> Option<Self> {
        let all = [
            Self::Ok,
            Self::Null,
            Self::Size,
            Self::Seed,
            Self::Threads,
            Self::Rows,
            Self::Missing,
            Self::Order,
            Self::Buffer,
            Self::Key,
            Self::Name,
            Self::Certificate,
            Self::Time,
            Self::Signature,
            Self::Pixels,
            Self::Stopped,
            Self::Write,
            Self::Internal,
        ];
        all.into_iter().find(|status| *status as i32 == number)
    }

    /// One line for logs, in English.
    pub fn text(self) -> &'static CStr {
        match self {
            Self::Ok => c"done",
            Self::Null => c"a pointer is null",
            Self::Size => c"each side of a photo is 1 to 16384 pixels, and the whole at most 120,000,000",
            Self::Seed => c"all bytes of the seed are the same, so it is not random",
            Self::Threads => c"the number of threads is 1 to 256",
            Self::Rows => c"the bytes are not whole rows of the photo, or more than are missing",
            Self::Missing => c"rows of the photo are missing",
            Self::Order => c"another function must be called first, or the photo was stopped",
            Self::Buffer => c"the buffer is too small for the result",
            Self::Key => c"this is not a key under which signatures can be checked",
            Self::Name => {
                c"a name is 1 to 64 bytes of visible text in UTF-8, without quotation marks and control characters"
            }
            Self::Certificate => c"this is not the certificate of a device, signed by its maker",
            Self::Time => c"the time is after the year 9999",
            Self::Signature => c"the signature is not that of this key over this message",
            Self::Pixels => c"these are not the pixels that the hash was made of",
            Self::Stopped => c"stopped by the progress function",
            Self::Write => c"the write function reported an error",
            Self::Internal => c"the library has a defect, or no memory or thread was to be had",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_status_has_a_number_and_a_text_of_its_own() {
        let numbered: Vec<_> = (0..).map_while(ProofroomCameraStatus::numbered).collect();
        assert_eq!(numbered.last(), Some(&ProofroomCameraStatus::Internal));
        let texts: HashSet<_> = numbered.iter().map(|status| status.text()).collect();
        assert_eq!(texts.len(), numbered.len());
    }
}

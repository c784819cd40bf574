//! The capture record: what a camera says about a photo besides its pixels. It has no place and no file name.
//!
//! Version 1 gives a time by the camera's own clock. Version 2 also says whose clock the time is from,
//! and from which colour space the pixels were converted before they were signed. Version 3 is a notary's: it also
//! has the evidence that the notary examined.

use borsh::{BorshDeserialize, BorshSerialize};
use proofroom_circuits::Size;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::format::envelope;
use crate::format::evidence::Evidence;
use crate::system::text;

/// Whose clock a capture time is from.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    BorshSerialize,
    BorshDeserialize,
    Serialize,
    Deserialize,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The camera's own.
    Camera,
    /// That of the device that wrote the photo's EXIF data, which name its time zone.
    Exif,
    /// That of the device that wrote the photo's EXIF data, which name no time zone: its local time is
    /// given as if it were UTC.
    ExifLocal,
    /// That of the machine on which a program signed the photo: the time of signing.
    Program,
}

/// How far a capture time may lie ahead of this machine's clock before a warning: a day, because local times in
/// unknown zones differ by less.
pub(crate) const MAX_SECONDS_AHEAD: u64 = 24 * 60 * 60;

/// Seconds since 1970 by this machine's clock.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub fn now() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |time| time.as_secs().min(CaptureRecord::MAX_TIME))
}

/// When a photo was taken, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970-01-01 00:00 UTC.
    pub time: u64,
    /// Who says so.
    pub clock: Clock,
}

/// The name of a device or a notary: 1 to 64 bytes of UTF-8, no control characters and none that reorder text. A new
/// one can also be seen, and holds no quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, Serialize)]
#[serde(transparent)]
pub struct DeviceName(String);

/// This cannot be the name of a device or a notary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the name of a camera or notary is 1 to {} bytes of text that can be seen, without quotation marks, control characters, or \
     white space at its ends",
    DeviceName::MAX_BYTES
)]
pub struct BadName;

impl DeviceName {
    /// The most bytes of a name.
    pub const MAX_BYTES: usize = 64;

    /// A new name.
    ///
    /// # Errors
    /// If it is empty, too long, invisible, or would disturb the text around it.
    pub fn new(name: impl Into<String>) -> Result<Self, BadName> {
        let name = name.into();
        if name.len() <= Self::MAX_BYTES && text::is_name(&name) {
            Ok(DeviceName(name))
        } else {
            Err(BadName)
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl BorshDeserialize for DeviceName {
    fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Self> {
        envelope::plain_text(reader, Self::MAX_BYTES).map(DeviceName)
    }
}

/// The name of a colour space: 1 to 64 bytes of UTF-8, no control characters and none that reorder text.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, Serialize)]
#[serde(transparent)]
pub struct ColourSpaceName(String);

impl ColourSpaceName {
    /// The most bytes of a name.
    pub const MAX_BYTES: usize = 64;

    /// A name, if the text is one.
    pub fn new(name: impl Into<String>) -> Option<Self> {
        let name = name.into();
        (name.len() <= Self::MAX_BYTES && text::is_plain(&name)).then_some(ColourSpaceName(name))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ColourSpaceName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&text::line(&self.0))
    }
}

impl BorshDeserialize for ColourSpaceName {
    fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Self> {
        envelope::plain_text(reader, Self::MAX_BYTES).map(ColourSpaceName)
    }
}

/// What a camera says about a photo, besides its pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptureRecord {
    /// Version of this record, 1 to 3. Version 1 has no `clock` and `converted_from`, which are then
    /// [`Clock::Camera`] and none. Version 3 has `evidence`, and the others have none.
    pub version: u16,
    /// The photo's width and height.
    pub size: Size,
    /// When it was taken, in seconds since 1970-01-01 00:00 UTC.
    pub time: u64,
    /// The device's name, as in its certificate.
    pub device_name: DeviceName,
    /// Whether the device is a program that simulates a camera, as in its certificate.
    pub simulated: bool,
    /// Whose clock the time is from.
    pub clock: Clock,
    /// The colour space of the photo before its pixels were converted to sRGB; none if they are as the
    /// camera or the photo's file had them.
    pub converted_from: Option<ColourSpaceName>,
    /// What a notary found when it examined the photo's file; none if a camera says all this of its own photo.
    pub evidence: Option<Evidence>,
}

impl CaptureRecord {
    /// The newest version that this program writes and reads.
    pub const VERSION: u16 = 3;
    /// The last second of the year 9999.
    pub const MAX_TIME: u64 = 253_402_300_799;
    /// The most bytes of its encoding, which has two names of 64 bytes besides those of the evidence.
    pub(crate) const MAX_BYTES: usize =
        2 + 8 + 8 + (4 + 64) + 1 + 1 + (1 + 4 + 64) + Evidence::MAX_BYTES;

    /// A record in the lowest version that can say this, so that programs which do not know a later one can check
    /// as many photos as possible. A time after [`CaptureRecord::MAX_TIME`] is replaced by it.
    pub(crate) fn new(
        size: Size,
        moment: Moment,
        device_name: DeviceName,
        simulated: bool,
        converted_from: Option<ColourSpaceName>,
        evidence: Option<Evidence>,
    ) -> Self {
        let Moment { time, clock } = moment;
        let said_by_version_1 = clock == Clock::Camera && converted_from.is_none();
        CaptureRecord {
            version: match &evidence {
                Some(_) => 3,
                None if said_by_version_1 => 1,
                None => 2,
            },
            size,
            time: time.min(Self::MAX_TIME),
            device_name,
            simulated,
            clock,
            converted_from,
            evidence,
        }
    }

    /// The latest of the times that it gives.
    pub(crate) fn latest_time(&self) -> u64 {
        self.evidence.as_ref().map_or(0, Evidence::latest_time).max(self.time)
    }

    /// The time as people write it, `2025-09-05T12:30:00Z`; without the Z if the time zone is not known.
    pub fn captured(&self) -> String {
        let time = as_written(self.time);
        match self.clock {
            Clock::ExifLocal => time.trim_end_matches('Z').into(),
            Clock::Camera | Clock::Exif | Clock::Program => time,
        }
    }
}

/// Seconds since 1970 as people write the time, `2025-09-05T12:30:00Z`.
pub fn as_written(seconds: u64) -> String {
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map_or_else(|| "unknown".into(), |time| time.to_string())
}

impl BorshSerialize for CaptureRecord {
    fn serialize<W: std::io::Write>(&self, writer: &mut W) -> std::io::Result<()> {
        let CaptureRecord {
            version,
            size,
            time,
            device_name,
            simulated,
            clock,
            converted_from,
            evidence,
        } = self;
        BorshSerialize::serialize(&(version, size, time, device_name, simulated), writer)?;
        if *version > 1 {
            BorshSerialize::serialize(&(clock, converted_from), writer)?;
        }
        // The version says whether it is there, so that there is no byte that says it once more.
        if let Some(evidence) = evidence {
            BorshSerialize::serialize(evidence, writer)?;
        }
        Ok(())
    }
}

impl BorshDeserialize for CaptureRecord {
    fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Self> {
        let (version, size, time, device_name, simulated) =
            BorshDeserialize::deserialize_reader(reader)?;
        let (clock, converted_from) = match version {
            1 => (Clock::Camera, None),
            2 | 3 => BorshDeserialize::deserialize_reader(reader)?,
            _ => return Err(std::io::ErrorKind::InvalidData.into()),
        };
        let evidence = match version {
            3 => Some(Evidence::deserialize_reader(reader)?),
            _ => None,
        };
        Ok(CaptureRecord {
            version,
            size,
            time,
            device_name,
            simulated,
            clock,
            converted_from,
            evidence,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::evidence::tests::{encoded, evidence};

    fn record(clock: Clock, converted_from: Option<&str>) -> CaptureRecord {
        let size = Size::new(2, 1).expect("a size");
        let moment = Moment { time: 1_700_000_000, clock };
        let name = DeviceName::new("Test").expect("a name");
        let space = converted_from.map(|name| ColourSpaceName::new(name).expect("a name"));
        CaptureRecord::new(size, moment, name, true, space, None)
    }

    /// What `docs/format.md` says, written once more.
    const VERSION_1: &[u8] =
        b"\x01\0\x02\0\0\0\x01\0\0\0\x00\xf1\x53\x65\0\0\0\0\x04\0\0\0Test\x01";

    #[test]
    fn records_go_there_and_back() {
        let plain = record(Clock::Camera, None);
        assert_eq!(**envelope::encode(&plain), *VERSION_1);
        let converted = record(Clock::ExifLocal, Some("Display P3"));
        let mut bytes = VERSION_1.to_vec();
        bytes[0] = 2;
        bytes.extend_from_slice(b"\x02\x01\x0a\0\0\0Display P3");
        assert_eq!(**envelope::encode(&converted), *bytes);
        let size = Size::new(2, 1).expect("a size");
        let moment = Moment { time: 1_700_000_000, clock: Clock::ExifLocal };
        let name = DeviceName::new("Test").expect("a name");
        let space = ColourSpaceName::new("Display P3");
        let attested = CaptureRecord::new(size, moment, name, true, space, Some(evidence()));
        bytes[0] = 3;
        bytes.extend(encoded());
        assert_eq!(**envelope::encode(&attested), *bytes);
        for record in [plain, converted, attested, record(Clock::Program, None)] {
            let bytes = envelope::encode(&record);
            assert!(bytes.len() <= CaptureRecord::MAX_BYTES);
            assert_eq!(CaptureRecord::try_from_slice(&bytes).expect("reads"), record);
        }
        let x = "x".repeat(64);
        let mut longest = record(Clock::Program, Some(&x));
        longest.device_name = DeviceName::new(x).expect("a name");
        assert_eq!(
            envelope::encode(&longest).len(),
            CaptureRecord::MAX_BYTES - Evidence::MAX_BYTES
        );
    }

    #[test]
    fn what_is_no_record_is_refused() {
        let good = envelope::encode(&record(Clock::Exif, Some("P3")));
        let changed = |place: usize, byte: u8| {
            let mut bytes = good.to_vec();
            bytes[place] = byte;
            CaptureRecord::try_from_slice(&bytes)
        };
        let end = good.len() - 2;
        assert!(changed(0, 2).is_ok());
        // A version with evidence, which is missing, an unknown version, an unknown clock, an invalid option byte, an empty name, a name with a line feed.
        for (place, byte) in
            [(0, 3), (0, 4), (0, 0), (end - 6, 4), (end - 5, 2), (end - 4, 0), (end, 10)]
        {
            assert!(changed(place, byte).is_err(), "{place}");
        }
        for name in ["", "a\nb", &"x".repeat(65)] {
            assert_eq!(ColourSpaceName::new(name), None);
        }
    }

    #[test]
    fn times_without_a_zone_do_not_claim_to_be_utc() {
        assert_eq!(record(Clock::Exif, None).captured(), "2023-11-14T22:13:20Z");
        assert_eq!(record(Clock::ExifLocal, None).captured(), "2023-11-14T22:13:20");
    }

    #[test]
    fn names_are_held_to_their_rules() {
        for (name, good) in [
            ("Leica", true),
            ("", false),
            ("a\nb", false),
            (&"x".repeat(64), true),
            (&"x".repeat(65), false),
            (" ", false),
            ("M 11” of the trusted maker “Leica", false),
        ] {
            assert_eq!(DeviceName::new(name).is_ok(), good, "{name:?}");
        }
        for (name, readable) in [(" ", true), ("a”b", true), ("", false), ("a\u{202e}b", false)] {
            let bytes = envelope::encode(&name);
            let read = DeviceName::try_from_slice(&bytes);
            assert_eq!(read.is_ok(), readable, "{name:?}");
        }
    }
}

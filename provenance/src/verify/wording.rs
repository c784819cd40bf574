//! A verdict in words for readers: one sentence that says what was found, and one or two that say what
//! it means. They say what was checked and no more: which key signed, which edits were proved. Whether
//! a photo shows what happened, no signature knows.

use crate::format::attestation::PublicKey;
use crate::format::capture_record::Clock;
use crate::system::text::{self, counted, quoted};
use crate::verify::report::{CameraReport, ImageReport, Reason, Report, Verdict};
use crate::verify::trust::Standing;
use crate::words::{Language, words};

/// What a verdict is called if everything holds, and the maker of the camera is not in the trust list.
pub const MAKER_UNKNOWN: &str = "camera maker unknown";

/// What `show` and `verify` say where the channels are not red, green and blue.
pub const YCBCR_NOTE: &str = "The picture is in YCbCr: its red, green and blue channels hold Y, Cb and Cr, so ordinary viewers \
     show other colours than the scene had.";

/// The verdict in a few words, with which every account of it begins.
pub fn title(report: &Report) -> &'static str {
    match report.verdict {
        Verdict::Verified => "Verified",
        Verdict::UnknownCamera if report.edits.is_some() => "Proof valid, camera maker unknown",
        Verdict::UnknownCamera => "Signature valid, camera maker unknown",
        Verdict::Rejected => "Rejected",
        Verdict::NotChecked => "Not checked",
    }
}

/// What was found, in one sentence. It stands below the [`title`] and does not repeat it.
pub fn sentence(report: &Report) -> String {
    match report.verdict {
        Verdict::Verified | Verdict::UnknownCamera => {
            let mut parts = vec![signed(report)];
            match (&report.published, &report.edits, &report.original) {
                (Some(_), Some(edits), Some(original)) if edits.edits().is_empty() => {
                    parts.push(format!(
                        "proved to be the whole original, {}, unedited",
                        size(original)
                    ));
                }
                (Some(_), Some(edits), Some(original)) => {
                    parts.push(format!("{} proved", counted(edits.edits().len(), "edit")));
                    parts.push(format!("original {}, hidden", size(original)));
                }
                (_, _, Some(original)) => {
                    parts.push(format!("this is the unedited original, {}", size(original)));
                }
                _ => {}
            }
            format!("{}.", parts.join("; "))
        }
        Verdict::Rejected => {
            let step = report.step.and_then(|step| {
                let edit = report.edits.as_ref()?.edits().get(step.checked_sub(1)?)?;
                Some(format!("at edit {step} ({}): ", words(Language::English).edit(edit)))
            });
            text::sentence(&format!("{}{}", step.unwrap_or_default(), report.message))
        }
        Verdict::NotChecked => text::sentence(&not_checked(report)),
    }
}

/// Who signed, and when.
fn signed(report: &Report) -> String {
    let Some(camera) = &report.camera else {
        return "Signed".into();
    };
    let time = match (&report.captured, report.clock) {
        (Some(captured), Some(clock)) => {
            format!(", on {} {}", day_and_minute(captured), by_clock(clock))
        }
        _ => String::new(),
    };
    let colours = match &report.converted_from {
        // Whoever signed chose the name.
        Some(space) => format!("; colours converted from {} before signing", quoted(space)),
        None => String::new(),
    };
    format!("Signed by camera key {} ({}){time}{colours}", short(&camera.key), who(camera))
}

/// Whose clock a time is from, as a part of a sentence about a camera.
fn by_clock(clock: Clock) -> &'static str {
    match clock {
        Clock::Camera => "by its clock",
        Clock::Exif => "by the photo's own EXIF",
        Clock::ExifLocal => "by the photo's own EXIF, zone unknown",
        Clock::Program => "by the clock of the program that signed it",
    }
}

/// A time of capture with whose clock it is from: "2025-09-05T12:30:00Z by the camera's clock".
pub fn captured(captured: &str, clock: Clock) -> String {
    let clock = match clock {
        Clock::Camera => "by the camera's clock",
        clock => by_clock(clock),
    };
    format!("{captured} {clock}")
}

/// The camera's name, its maker, and what the trust list says.
fn who(camera: &CameraReport) -> String {
    let simulated = if camera.simulated { "simulated " } else { "" };
    let maker = match (&camera.maker_name, camera.standing) {
        (Some(name), Standing::Trusted) => format!("of the trusted maker {}", quoted(name)),
        (Some(name), Standing::Unknown | Standing::Revoked) => {
            format!("of the maker {}", quoted(name))
        }
        (None, _) => {
            format!("of a maker that is not in your trust list, key {}", short(&camera.maker))
        }
    };
    let revoked = match camera.standing {
        Standing::Revoked => ", revoked",
        Standing::Trusted | Standing::Unknown => "",
    };
    format!("{simulated}camera {} {maker}{revoked}", quoted(&camera.name))
}

/// The beginning of a key, to recognise it. To compare keys, all of it is needed.
fn short(key: &PublicKey) -> String {
    key.fingerprint().chars().take(9).chain(['…']).collect()
}

/// `2025-09-05T12:30:00Z` without what nobody reads. A time without a Z is in no known zone.
pub(crate) fn day_and_minute(captured: &str) -> String {
    match captured.split_once('T') {
        Some((day, time)) => {
            let zone = if time.ends_with('Z') { " UTC" } else { "" };
            format!("{day} at {}{zone}", time.get(..5).unwrap_or(time))
        }
        None => captured.to_owned(),
    }
}

fn size(image: &ImageReport) -> String {
    format!("{} × {} pixels", image.width, image.height)
}

/// What stopped the check, for people at a window. Where the report's message says more than they can
/// see themselves, it is part of it.
fn not_checked(report: &Report) -> String {
    let known = match report.reason {
        Some(Reason::NotAPng) => "the file is not a PNG",
        Some(Reason::NoProof) => "the picture carries no proof",
        Some(Reason::Cancelled) => "the check was stopped",
        _ => return report.message.clone(),
    };
    known.to_owned()
}

/// What the verdict means for a reader, in plain words.
pub fn meaning(report: &Report) -> &'static str {
    let Some(reason) = report.reason else {
        return if report.published.is_some() {
            "The camera's key signed the original, and the picture is exactly the result of applying the listed \
             edits to it. No proof can say what was in front of the camera, or whether it was staged."
        } else {
            "The camera's key signed exactly these pixels. This file is private: anyone who has it has the whole \
             photo. Publish an edited picture with its proof instead."
        };
    };
    match reason {
        Reason::UnknownMaker => {
            "The signature and the proofs are valid, but anyone can make a key and call it a camera. Rely on this \
             picture only as far as you rely on the maker of the camera. If the maker gave you its key, add it to \
             your trust list."
        }
        Reason::Malformed => {
            "The file or its proof is damaged, or someone changed it. Ask whoever published the file to send it again."
        }
        Reason::Appearance => {
            "The file contains something that can make a viewer show pixels other than the proved ones, such as a \
             colour profile or an orientation, or something that this program does not know. What you see may not be \
             what was proved."
        }
        Reason::Binding => {
            "You expected the proof to be bound to a certain text, and it is not. It may have been made for someone \
             else, or copied from somewhere else."
        }
        Reason::Signature => {
            "The picture claims that a camera signed its original, but the signature is invalid: the camera, the \
             time or the photo is not what was signed."
        }
        Reason::Revoked => {
            "The camera's key is on your list of revoked keys: someone else may be using it. The capture time proves \
             nothing, because anyone who has the key can backdate a picture."
        }
        Reason::Step => {
            "The list contains an edit that cannot be applied to this original. A picture made by this program never \
             contains one."
        }
        Reason::LinkedCommitment => {
            "The proof refers to an image in a way that no honest program produces. The edits are not proved."
        }
        Reason::Proof => {
            "The proof of this edit is invalid: the picture is not the result of the listed edits of the signed \
             original, or the list of edits, the bound text or the proof was changed."
        }
        Reason::PublishedPixels => {
            "The proof is about pixels other than those in the file. The picture was changed after it was published, \
             perhaps only by saving it again with fewer colours or at another size."
        }
        Reason::Unreadable => "The file could not be read, so nothing is known about it.",
        Reason::NotAPng => {
            "Published pictures are PNG files. Other programs and many websites convert pictures and remove the \
             proof; ask for the file as it was published."
        }
        Reason::NoProof => {
            "This says nothing for or against the picture. Other programs and many websites remove proofs; ask for \
             the file as it was published, or choose its proof if that is a separate file."
        }
        Reason::Version => {
            "The proof was made by a newer version of this program. Update the program, and check again."
        }
        Reason::Limits => {
            "The file is larger than this program can read, so nothing is known about it."
        }
        Reason::TrustFile => {
            "Your trust list cannot be read. Until it is repaired, no camera can be recognised."
        }
        Reason::Usage => "The program did not understand what it should check.",
        Reason::Memory => {
            "There is not enough free memory to check the file. Close other programs, and try again."
        }
        Reason::Machine => "This computer's processor cannot run the check. Use another computer.",
        Reason::Cancelled => "Nothing is known about the file.",
        Reason::Unfinished => "The check has not ended.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proofroom_circuits::{ImageHash, Recipe};

    fn verified() -> Report {
        let camera = CameraReport {
            key: PublicKey([0x3f; 32]),
            maker: PublicKey([0x91; 32]),
            maker_name: Some("Maker".into()),
            name: "M 11".into(),
            standing: Standing::Trusted,
            simulated: false,
        };
        let image = |width, height| ImageReport { width, height, hash: ImageHash([0; 32]) };
        let edits = Recipe::from_json(r#"[{"contrast":{"permille":1300}},{"grayscale":{}}]"#);
        Report {
            camera: Some(camera),
            captured: Some("2025-09-05T12:30:59Z".into()),
            clock: Some(Clock::Camera),
            original: Some(image(1280, 720)),
            published: Some(image(640, 480)),
            edits: Some(edits.expect("a recipe")),
            ..Report::not_checked(Reason::Cancelled, "")
        }
    }

    /// The report with this reason, or of a verified file.
    fn with(reason: Option<Reason>, message: &str) -> Report {
        Report {
            verdict: reason.map_or(Verdict::Verified, Reason::verdict),
            reason,
            message: message.into(),
            ..verified()
        }
    }

    #[test]
    fn who_signed_what_when() {
        assert_eq!(
            sentence(&with(None, "")),
            "Signed by camera key 3f3f 3f3f… (camera “M 11” of the trusted maker “Maker”), on 2025-09-05 at 12:30 UTC \
             by its clock; 2 edits proved; original 1280 × 720 pixels, hidden."
        );
        let mut whole = with(None, "");
        whole.edits = Some(Recipe::new(Vec::new()));
        assert_eq!(
            sentence(&whole),
            "Signed by camera key 3f3f 3f3f… (camera “M 11” of the trusted maker “Maker”), on 2025-09-05 at 12:30 UTC \
             by its clock; proved to be the whole original, 1280 × 720 pixels, unedited."
        );
        let mut unknown = with(Some(Reason::UnknownMaker), "");
        let camera = unknown.camera.as_mut().expect("a camera");
        (camera.maker_name, camera.standing, camera.simulated) = (None, Standing::Unknown, true);
        unknown.published = None;
        assert_eq!(
            sentence(&unknown),
            "Signed by camera key 3f3f 3f3f… (simulated camera “M 11” of a maker that is not in your trust list, key \
             9191 9191…), on 2025-09-05 at 12:30 UTC by its clock; this is the unedited original, 1280 × 720 pixels."
        );
        whole.converted_from = Some("P3”; proved by “X".into());
        let said = sentence(&whole);
        assert_eq!(
            said.split_once("by its clock").map(|(_, colours)| colours),
            Some(
                "; colours converted from “P3\\u{201d}; proved by \\u{201c}X” before signing; proved to be the whole \
             original, 1280 × 720 pixels, unedited."
            )
        );
    }

    #[test]
    fn each_verdict_has_a_title() {
        let unknown = with(Some(Reason::UnknownMaker), "");
        let mut original = with(Some(Reason::UnknownMaker), "");
        original.edits = None;
        for (report, words) in [
            (with(None, ""), "Verified"),
            (unknown, "Proof valid, camera maker unknown"),
            (original, "Signature valid, camera maker unknown"),
            (with(Some(Reason::Proof), ""), "Rejected"),
            (with(Some(Reason::NoProof), ""), "Not checked"),
        ] {
            assert_eq!(title(&report), words);
        }
    }

    #[test]
    fn what_failed_and_where() {
        let mut proof = with(Some(Reason::Proof), "a proof does not hold");
        assert_eq!(sentence(&proof), "A proof does not hold.");
        for (step, words) in [
            (Some(1), "At edit 1 (contrast × 1.3): a proof does not hold."),
            (Some(2), "At edit 2 (grayscale): a proof does not hold."),
            (Some(3), "A proof does not hold."),
            (Some(0), "A proof does not hold."),
        ] {
            proof.step = step;
            assert_eq!(sentence(&proof), words);
        }
        let none = with(Some(Reason::NoProof), "name its proof with --proof");
        assert_eq!(sentence(&none), "The picture carries no proof.");
        let limits = with(Some(Reason::Limits), "it is too large");
        assert_eq!(sentence(&limits), "It is too large.");
    }

    const REASONS: [Reason; 20] = [
        Reason::UnknownMaker,
        Reason::Malformed,
        Reason::Appearance,
        Reason::Binding,
        Reason::Signature,
        Reason::Revoked,
        Reason::Step,
        Reason::LinkedCommitment,
        Reason::Proof,
        Reason::PublishedPixels,
        Reason::Unreadable,
        Reason::NotAPng,
        Reason::NoProof,
        Reason::Version,
        Reason::Limits,
        Reason::TrustFile,
        Reason::Usage,
        Reason::Memory,
        Reason::Machine,
        Reason::Cancelled,
    ];

    #[test]
    fn nothing_is_called_what_no_proof_can_say() {
        let original = Report { published: None, ..with(None, "") };
        let reports = REASONS.map(|reason| with(Some(reason), "it failed"));
        for report in reports.iter().chain([&with(None, ""), &original]) {
            let said = format!("{} {}", sentence(report), meaning(report)).to_lowercase();
            let words: Vec<&str> = said.split(|c: char| !c.is_alphabetic()).collect();
            for word in ["authentic", "true", "truth", "real", "genuine", "fake", "trustworthy"] {
                assert!(!words.contains(&word), "{said:?} says {word:?}");
            }
            assert!(!said.contains("--"), "{said:?} speaks of the command line");
            assert!(!sentence(report).starts_with(title(report)), "says its title twice");
            let holds = said.starts_with("signed by");
            assert_eq!(holds, report.holds(), "{said:?}");
        }
    }

    #[test]
    fn every_reason_means_something_else() {
        let meanings: std::collections::HashSet<_> =
            REASONS.iter().map(|reason| meaning(&with(Some(*reason), ""))).collect();
        assert_eq!(meanings.len(), REASONS.len());
    }
}

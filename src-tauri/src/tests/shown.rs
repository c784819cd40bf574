//! What a file says, or is called, cannot disguise what the window says; and which file is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use proofroom_c2pa::{Roots, examine};
use proofroom_provenance::answer::Unclaimed;
use proofroom_provenance::capture::camera::MakerKey;
use proofroom_provenance::capture::camera::photo_file::Signed;
use proofroom_provenance::capture::notary::Notary;
use proofroom_provenance::capture::outline;
use proofroom_provenance::circuits::{Image, Recipe, Seed, Size, Unwatched};
use proofroom_provenance::editing::check::check;
use proofroom_provenance::format::capture_record::DeviceName;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::png::Png;
use proofroom_provenance::system::folders::NoFolder;
use proofroom_provenance::verify::files::judge_path;
use proofroom_provenance::verify::trust::{Maker, Revocation, Standing, Trust, TrustError};
use proofroom_provenance::words::Language;

use tauri::{PhysicalPosition, PhysicalRect, PhysicalSize};

use crate::camera::make_or_rename;
use crate::dialogs::{in_every_case, with_extension};
use crate::editor::preview_bytes;
use crate::files::{Access, Files, PHOTOS, not_shown};
use crate::notary::Examined;
use crate::open::Signer;
use crate::photos::{FileKind, kind_of};
use crate::start::Named;
use crate::trust::{TrustList, TrustNews};
use crate::verify::{answer, is_remembered, judge};
use crate::window::{fitted, title};
use crate::work::Bytes;

const REVERSED: &str = "a\u{202e}gnp";
const ESCAPED: &str = "a\\u{202e}gnp";

/// A time at which the certificates of the samples are valid: 27 November 2026.
const NOW: u64 = 1_795_737_600;

/// A sample of a photo with Content Credentials.
fn credentials(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../c2pa/tests/samples").join(name)
}

fn maker() -> MakerKey {
    MakerKey::dangerously_from_bytes([1; 32])
}

fn original() -> Original {
    let camera = maker().dangerous_camera(DeviceName::new("Test").expect("a name"), [2; 32]);
    let size = Size::new(40, 24).expect("a size");
    let image = Image::new(size, vec![7; size.bytes()]);
    camera.sign(image, 1_700_000_000, Seed::dangerously_from_bytes([3; 32]))
}

fn trusted() -> Trust {
    Trust::of_makers(vec![Maker { name: "Maker".into(), key: maker().public() }])
}

fn revoking(trust: Trust, reason: &str) -> Trust {
    trust.revoking(Revocation {
        key: original().attestation.certificate.device,
        since: "2025-09-05".parse().expect("a date"),
        reason: reason.into(),
    })
}

#[test]
fn names_and_texts_of_others_are_shown_with_escapes() {
    let path = Path::new("/photos\u{2066}").join(REVERSED);
    let file = Files::default().choose(path, Access::Read);
    assert_eq!((file.name.as_str(), file.folder.as_str()), (ESCAPED, "/photos\\u{2066}"));
    assert!(not_shown(Path::new(REVERSED)).ends_with(ESCAPED));
    let mut judged = judge_path(Path::new(REVERSED), None, &Ok(trusted()), None);
    judged.report.bound = Some(REVERSED.into());
    let account = answer(&judged, None, 0.0, Language::English).0.account;
    assert_eq!(account.bound.as_deref(), Some("“a\\u{202e}gnp”"));
    let detail = account.detail.expect("a technical message");
    assert!(detail.contains(ESCAPED), "{detail}");
    let list = TrustList::from(&revoking(trusted(), REVERSED));
    assert_eq!(list.revoked[0].reason, ESCAPED);
}

#[test]
fn the_signer_of_an_original_follows_the_list() {
    let original = original();
    for (trust, standing, name, words) in [
        (trusted(), Standing::Trusted, Some("Maker"), None),
        (Trust::empty(), Standing::Unknown, None, Some("not in your trust list")),
        (revoking(trusted(), "stolen"), Standing::Revoked, Some("Maker"), Some("was revoked")),
    ] {
        let signer = Signer::of(&original, &trust);
        assert_eq!(signer.camera.standing, standing);
        assert_eq!(signer.camera.maker_name.as_deref(), name);
        let warning = signer.camera_warning.unwrap_or_default();
        assert_eq!(warning.is_empty(), words.is_none(), "{warning}");
        assert!(warning.contains(words.unwrap_or_default()), "{warning}");
    }
}

#[test]
fn the_notary_of_an_original_follows_the_list_and_attests() {
    let name = DeviceName::new("Desk").expect("a name");
    let notary = Notary::dangerously_from_bytes(name, [4; 32]);
    let photo = std::fs::read(credentials("test-signed-edited.jpg")).expect("reads");
    let evidence = examine(&photo, &Roots::shipped(), NOW).expect("evidence");
    let entry = notary.entry();
    let signed = notary.sign_file(photo.into(), false, evidence, Arc::new(Unwatched));
    let Ok(Signed { original, .. }) = signed else { panic!("not signed") };
    for (trust, standing, words) in [
        (Trust::of_notaries(vec![entry.clone()]), Standing::Trusted, None),
        (Trust::of_makers(vec![entry]), Standing::Unknown, Some("The notary who signed this")),
    ] {
        let signer = Signer::of(&original, &trust);
        assert!(signer.camera.notary);
        assert_eq!(signer.camera.standing, standing);
        assert_eq!(signer.camera_warning.is_some(), words.is_some());
        assert!(signer.camera_warning.unwrap_or_default().contains(words.unwrap_or_default()));
        assert!(signer.attested[0].contains("“Desk”"), "{:?}", signer.attested);
        assert!(signer.attested.iter().any(|said| said.contains("was edited before")));
    }
}

#[test]
fn what_the_content_credentials_of_a_photo_say_is_told_in_each_language() {
    let own = std::fs::read_to_string(credentials("test-roots.pem")).expect("reads");
    let own = Roots::shipped().with_own(&own).expect("roots");
    let told = |name: &str, roots: &Roots, language| {
        let photo = std::fs::read(credentials(name)).expect("reads");
        Examined::of(examine(&photo, roots, NOW), roots, language)
    };
    for language in Language::ALL {
        for (roots, root) in [(&own, Some("“Root CA”")), (&Roots::shipped(), None)] {
            let told = told("test-signed.jpg", roots, language);
            let Examined::Valid { found, vouched } = told else { panic!("{told:?}") };
            assert_eq!(vouched, root.is_some());
            assert_eq!(found.len(), 4, "{found:?}");
            assert!(found[0].contains("C2PA Signer") && found[0].contains("Intermediate CA"));
            assert_eq!(found[1].contains("Root CA"), vouched, "{}", found[1]);
        }
    }
    for (name, expected) in [
        ("no-manifest.jpg", "missing"),
        ("test-broken-signature.jpg", "signature"),
        ("test-roots.pem", "format"),
    ] {
        let told = told(name, &own, Language::English);
        let Examined::Refused { reason, message } = told else { panic!("{told:?}") };
        assert_eq!(reason, expected);
        assert!(!message.is_empty());
    }
}

#[test]
fn an_extension_is_added_and_replaces_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    for (chosen, written) in [
        ("new", "new.png"),
        ("new.png", "new.png"),
        ("new.PNG", "new.PNG"),
        ("14.05.2026 protest", "14.05.2026 protest.png"),
        ("signed.v2", "signed.v2.png"),
        ("photo.jpg", "photo.jpg.png"),
    ] {
        assert_eq!(with_extension(path(chosen), "png"), Ok(path(written)));
    }
    std::fs::write(path("precious.png"), "precious").expect("writes");
    // The dialog has asked about this one.
    assert_eq!(with_extension(path("precious.png"), "png"), Ok(path("precious.png")));
    let refused = with_extension(path("precious"), "png").expect_err("it is there");
    assert_eq!(
        refused,
        "precious.png exists already. Choose that file to replace it, or choose another name."
    );
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(path("nowhere"), path("link.png")).expect("links");
        assert!(with_extension(path("link"), "png").is_err());
    }
}

#[test]
fn what_was_verified_is_remembered() {
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../samples");
    for (name, expected) in [
        ("market.original.png", true),
        ("tampered/pixel.png", true),
        ("tampered/stripped-proof.png", false),
        ("dandelions.jpg", false),
    ] {
        let judged = judge_path(&samples.join(name), None, &Ok(trusted()), None);
        assert_eq!(is_remembered(&judged.report), expected, "{name}");
    }
}

#[test]
fn a_trust_list_that_cannot_be_found_says_what_to_do() {
    let trust = Err(TrustError::from(NoFolder("PROOFROOM_CONFIG_DIR")));
    let judged = judge(Path::new("picture.png"), None, &trust, None);
    assert_eq!(
        judged.report.message,
        "the trust list cannot be found: this user has no home folder; set PROOFROOM_CONFIG_DIR to a folder of your \
         choice before you start Proofroom"
    );
}

#[test]
fn dialogs_show_photos_however_their_extension_is_written() {
    let shown = in_every_case(PHOTOS);
    for extension in ["jpg", "JPG", "Jpg", "jpeg", "JPEG", "png", "PNG"] {
        assert!(shown.iter().any(|shown| shown == extension), "{extension}");
    }
}

#[test]
fn a_folder_stands_for_the_photos_in_it() {
    let card = tempfile::tempdir().expect("a folder");
    let (folder, empty) = (card.path().join("100NIKON"), card.path().join("MISC"));
    for made in [&folder, &empty, &folder.join("deeper.png")] {
        std::fs::create_dir(made).expect("a folder");
    }
    for name in ["DSC_0002.JPG", "a.Png", "DSC_0001.JPG", "DSC_0001.NEF", ".hidden.jpg", "a.proof"]
    {
        std::fs::write(folder.join(name), []).expect("a file");
    }
    let named = [empty, card.path().join("gone.jpg"), folder].map(PathBuf::into_os_string);
    let named = Named::new(named.into_iter());
    let names: Vec<_> = named.choose(&Files::default()).into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["MISC", "gone.jpg", "DSC_0001.JPG", "DSC_0002.JPG", "a.Png"]);
}

#[test]
fn the_title_names_what_is_open() {
    assert_eq!(title(Some("market.original.png")), "market.original.png – Proofroom");
    assert_eq!(title(None), "Proofroom");
}

#[test]
fn a_window_is_never_larger_than_the_screen() {
    let rect = |x, y, width, height| PhysicalRect {
        position: PhysicalPosition { x, y },
        size: PhysicalSize { width, height },
    };
    // The panel of a desktop takes the upper 32 pixels; a second screen lies on the left.
    let screen = rect(0, 32, 1920, 1048);
    let left = rect(-1280, 0, 1280, 720);
    for (window, area, expected) in [
        (rect(100, 100, 1320, 860), screen, rect(100, 100, 1320, 860)),
        (rect(0, 0, 3840, 2160), screen, rect(0, 32, 1920, 1048)),
        (rect(900, 500, 1320, 860), screen, rect(600, 220, 1320, 860)),
        (rect(-200, -50, 1320, 860), screen, rect(0, 32, 1320, 860)),
        (rect(-1000, 10, 1320, 860), left, rect(-1280, 0, 1280, 720)),
        (rect(i32::MAX, i32::MIN, 10, 10), screen, rect(1910, 32, 10, 10)),
    ] {
        let found = fitted(window, area);
        assert_eq!((found.position, found.size), (expected.position, expected.size), "{window:?}");
    }
}

#[test]
fn what_carries_no_claim_is_told_by_its_kind() {
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../samples");
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("writes");
        path
    };
    let kind = |path: &Path| {
        answer(&judge_path(path, None, &Ok(trusted()), None), None, 0.0, Language::English)
            .0
            .unclaimed
    };
    for photo in ["dandelions.jpg", "tampered/stripped-proof.png"] {
        assert_eq!(kind(&samples.join(photo)), Some(Unclaimed::Photo), "{photo}");
    }
    for claims in ["market.original.png", "tampered/pixel.png"] {
        assert_eq!(kind(&samples.join(claims)), None, "{claims}");
    }
    let photo = std::fs::read(samples.join("tampered/stripped-proof.png")).expect("reads");
    let photo = Png::parse(&photo).expect("a PNG").with_chunk(*b"iCCP", b"profile");
    let Some(Unclaimed::Profile { message }) = kind(&write("photo.png", &photo)) else {
        panic!("not a photo with a broken profile");
    };
    assert!(message.contains("colour profile"), "{message}");
    for (path, words) in [
        (write("letter.txt", b"Dear all"), "neither a PNG nor a JPEG"),
        (write("a.proof", b"PRpublic"), "proof of a picture"),
        (write("trust.json", trusted().to_json().as_bytes()), "list of trusted makers"),
    ] {
        let Some(Unclaimed::Other { message }) = kind(&path) else {
            panic!("{} is something else", path.display());
        };
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn an_import_shows_what_it_would_add() {
    let other = Maker { name: "Other".into(), key: original().attestation.certificate.device };
    let mut list =
        revoking(Trust::of_makers(vec![trusted().makers()[0].clone(), other.clone()]), REVERSED);
    list.add_notary(other.clone()).expect("a notary");
    let news = TrustNews::of(&trusted(), &list).expect("news");
    assert_eq!((&news.makers[..], &news.notaries[..]), (&[other.clone()][..], &[other][..]));
    assert_eq!(news.known, trusted().makers());
    assert_eq!(news.revoked.len(), 1);
    assert_eq!(news.revoked[0].reason, ESCAPED);
    assert!(TrustNews::of(&trusted(), &Trust::empty()).is_err());
}

#[test]
fn a_camera_is_made_with_its_first_name_and_renamed_with_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("camera");
    let name = |name: &str| DeviceName::new(name).expect("a name");
    let first = make_or_rename(&path, name("First")).expect("makes");
    let second = make_or_rename(&path, name("Second")).expect("renames");
    assert_eq!(first.certificate().maker, second.certificate().maker);
    assert_eq!(second.certificate().device_name, name("Second"));
}

#[test]
fn files_of_a_list_are_told_apart() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    for (name, kind) in [
        ("market.original.png", FileKind::Original),
        ("dandelions.jpg", FileKind::Photo),
        ("tampered/stripped-proof.png", FileKind::Photo),
        ("tampered/pixel.png", FileKind::Published),
        ("trust.json", FileKind::Other),
        ("no such file", FileKind::Other),
        ("../c2pa/tests/samples/test-signed.jpg", FileKind::Credentials),
        ("../c2pa/tests/samples/test-broken-signature.jpg", FileKind::Credentials),
        ("../c2pa/tests/samples/no-manifest.jpg", FileKind::Photo),
    ] {
        let outline = outline::read(&samples.join(name)).unwrap_or_default();
        assert_eq!(kind_of(&outline), kind, "{name}");
    }
}

#[test]
fn a_preview_says_what_the_edits_come_to_before_its_pixels() {
    let crop = r#"[{"crop":{"x":0,"y":0,"width":50,"height":1}}]"#;
    let edits = Recipe::from_json(crop).expect("a recipe");
    let found = check(edits.edits(), &[], Size::new(40, 24).expect("a size"));
    for pixels in [&[][..], &[1, 2, 3]] {
        let Bytes(bytes) = preview_bytes(&found, pixels);
        let (length, rest) = bytes.split_first_chunk().expect("a length");
        let (json, frame) = rest.split_at(u32::from_le_bytes(*length) as usize);
        let json: serde_json::Value = serde_json::from_slice(json).expect("JSON");
        assert_eq!(json["error"]["index"], 0);
        assert_eq!(frame, pixels);
    }
}

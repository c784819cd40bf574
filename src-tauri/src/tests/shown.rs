//! What a file says, or is called, cannot disguise what the window says; and which file is written.

use std::path::{Path, PathBuf};

use proofroom::camera::{DeviceName, MakerKey};
use proofroom::circuits::{Image, Seed, Size};
use proofroom::original::Original;
use proofroom::trust::{Maker, Revocation, Standing, Trust};
use proofroom::verdict::judge_path;

use crate::files::{Access, Files, Signer, with_extension};
use crate::trust::TrustList;
use crate::verify::{is_remembered, verification};

const REVERSED: &str = "a\u{202e}gnp";
const ESCAPED: &str = "a\\u{202e}gnp";

fn maker() -> MakerKey {
    MakerKey::dangerously_from_bytes([1; 32])
}

fn original() -> Original {
    let camera = maker().dangerous_camera(DeviceName::new("Test").expect("a name"), [2; 32]);
    let size = Size {
        width: 40,
        height: 24,
    };
    let image = Image::new(size, vec![7; size.bytes()]);
    camera.sign(image, 1_700_000_000, Seed::dangerously_from_bytes([3; 32]))
}

fn trusted() -> Trust {
    Trust::of_makers(vec![Maker {
        name: "Maker".into(),
        key: maker().public(),
    }])
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
    assert_eq!(
        (file.name.as_str(), file.folder.as_str()),
        (ESCAPED, "/photos\\u{2066}")
    );
    let mut judged = judge_path(Path::new(REVERSED), None, &Ok(trusted()), None);
    judged.report.bound = Some(REVERSED.into());
    let told = verification(file, &judged, 0.0);
    assert_eq!(told.bound_quoted.as_deref(), Some("“a\\u{202e}gnp”"));
    assert!(told.sentence.contains(ESCAPED), "{}", told.sentence);
    let list = TrustList::from(&revoking(trusted(), REVERSED));
    assert_eq!(list.revoked[0].reason, ESCAPED);
}

#[test]
fn the_signer_of_an_original_follows_the_list() {
    let original = original();
    for (trust, standing, name, words) in [
        (trusted(), Standing::Trusted, Some("Maker"), None),
        (
            Trust::empty(),
            Standing::Unknown,
            None,
            Some("not in your trust list"),
        ),
        (
            revoking(trusted(), "stolen"),
            Standing::Revoked,
            Some("Maker"),
            Some("was revoked"),
        ),
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
        assert_eq!(with_extension(path(chosen)), Ok(path(written)));
    }
    std::fs::write(path("precious.png"), "precious").expect("writes");
    // The dialog has asked about this one.
    assert_eq!(
        with_extension(path("precious.png")),
        Ok(path("precious.png"))
    );
    let refused = with_extension(path("precious")).expect_err("it is there");
    assert_eq!(
        refused,
        "precious.png is there already. Choose it itself to replace it, or take another name."
    );
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(path("nowhere"), path("link.png")).expect("links");
        assert!(with_extension(path("link")).is_err());
    }
}

#[test]
fn what_was_verified_is_remembered() {
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../samples");
    for (name, expected) in [
        ("market.original.png", true),
        ("tampered/pixel.png", true),
        ("market.png", false),
    ] {
        let judged = judge_path(&samples.join(name), None, &Ok(trusted()), None);
        assert_eq!(is_remembered(&judged.report), expected, "{name}");
    }
}

//! Published files as a verifier meets them: whole, malformed in each way, and altered in each part.

#[path = "../common/mod.rs"]
mod common;

mod appearance;
#[path = "../../fuzz/readers/exif.rs"]
mod exif;
mod picture;
mod private;
mod proof;

use common::{RECIPE, SIZE, camera, image_of, publish, published, published_file, signed, trust};
use proofroom_provenance::circuits::Recipe;
use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::format::png::Png;
use proofroom_provenance::verify::trust::{Revocation, Standing, Trust};
use proofroom_provenance::verify::{Reason, Report, Verdict, Warning, verify_file};

fn verdict(file: &[u8]) -> Report {
    verify_file(file, None, &trust(1), None)
}

/// The file must get this reason, and the verdict that goes with it.
#[track_caller]
fn check(file: &[u8], reason: Reason) -> Report {
    let report = verdict(file);
    assert_eq!(
        (report.reason, report.verdict),
        (Some(reason), reason.verdict()),
        "{}",
        report.message
    );
    assert!(!report.message.is_empty());
    report
}

/// As [`check`], and the message holds `words`.
#[track_caller]
fn check_words(file: &[u8], reason: Reason, words: &str) -> Report {
    let report = check(file, reason);
    assert!(report.message.contains(words), "{:?} does not say {words:?}", report.message);
    report
}

#[test]
fn an_honest_file_is_verified() {
    let report = verdict(&published_file());
    assert_eq!((report.verdict, report.reason), (Verdict::Verified, None), "{}", report.message);
    let camera = report.camera.expect("a camera");
    assert_eq!((camera.standing, camera.simulated), (Standing::Trusted, true));
    assert_eq!(
        (camera.name.as_str(), camera.maker_name.as_deref()),
        ("Test camera 1", Some("Test maker 1"))
    );
    assert_eq!(report.captured.as_deref(), Some("2023-11-14T22:13:20Z"));
    let original = report.original.expect("an original");
    assert_eq!((original.width, original.height), (16, 12));
    assert_eq!(original.hash, signed(1, SIZE).hidden.hash());
    let image = report.published.expect("a picture");
    assert_eq!((image.width, image.height), (12, 10));
    assert_eq!(report.edits, Some(Recipe::from_json(RECIPE).expect("a recipe")));
    assert_eq!((report.bound, report.step, report.warnings.len()), (None, None, 0));
}

#[test]
fn what_is_published_is_what_the_edits_give() {
    let recipe = Recipe::from_json(RECIPE).expect("a recipe");
    let expected = recipe
        .edits()
        .iter()
        .fold(common::picture(SIZE), |image, edit| edit.apply(&image).expect("fits"));
    assert_eq!(*image_of(published()), expected);
    assert_eq!(Png::parse(&published_file()).expect("a PNG").decode(), Ok(expected));
}

#[test]
fn the_json_has_every_documented_member() {
    let members = [
        "verdict",
        "reason",
        "message",
        "step",
        "camera",
        "evidence",
        "captured",
        "clock",
        "converted_from",
        "original",
        "edits",
        "bound",
        "published",
        "format",
        "compression",
        "captions",
        "warnings",
    ];
    for report in [verdict(&published_file()), verdict(b"")] {
        let json: serde_json::Value = serde_json::from_str(&report.to_json()).expect("JSON");
        let found: Vec<&str> =
            json.as_object().expect("an object").keys().map(String::as_str).collect();
        let (mut found, mut members) = (found, members.to_vec());
        found.sort_unstable();
        members.sort_unstable();
        assert_eq!(found, members);
        assert!(!report.to_json().contains('\n'));
    }
    let json: serde_json::Value =
        serde_json::from_str(&verdict(&published_file()).to_json()).expect("JSON");
    assert_eq!(json["verdict"], "verified");
    assert_eq!(json["reason"], serde_json::Value::Null);
    assert_eq!(json["camera"]["standing"], "trusted");
    assert_eq!(json["edits"], serde_json::from_str::<serde_json::Value>(RECIPE).expect("JSON"));
    assert_eq!(json["original"]["hash"].as_str().map(str::len), Some(64));
    assert_eq!(json["camera"]["key"], camera(1).certificate().device.to_string());
}

#[test]
fn the_camera_decides_between_verified_and_unknown() {
    let file = published_file();
    let certificate = camera(1).certificate().clone();
    let revoked = |key: PublicKey| Revocation {
        key,
        since: jiff::civil::date(2025, 9, 5),
        reason: "stolen".into(),
    };
    let cases = [
        (trust(1), Verdict::Verified, Standing::Trusted),
        (Trust::empty(), Verdict::UnknownCamera, Standing::Unknown),
        (trust(2), Verdict::UnknownCamera, Standing::Unknown),
        (trust(1).revoking(revoked(certificate.device)), Verdict::Rejected, Standing::Revoked),
        (trust(1).revoking(revoked(certificate.maker)), Verdict::Rejected, Standing::Revoked),
        (
            Trust::empty().revoking(revoked(certificate.device)),
            Verdict::Rejected,
            Standing::Revoked,
        ),
        (
            trust(1).revoking(revoked(camera(2).certificate().device)),
            Verdict::Verified,
            Standing::Trusted,
        ),
    ];
    for (trust, expected, standing) in cases {
        let report = verify_file(&file, None, &trust, None);
        assert_eq!(report.verdict, expected, "{}", report.message);
        assert_eq!(report.camera.map(|camera| camera.standing), Some(standing));
        if expected == Verdict::Rejected {
            assert_eq!(report.reason, Some(Reason::Revoked));
            assert!(report.message.contains("2025-09-05") && report.message.contains("stolen"));
        }
    }
}

#[test]
fn a_picture_in_ycbcr_says_so() {
    let file = publish(&signed(1, SIZE), r#"[{"rgb_to_ycbcr":{}}]"#, None).to_file();
    let report = verdict(&file);
    assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
    assert_eq!(report.warnings, [Warning::Ycbcr]);
}

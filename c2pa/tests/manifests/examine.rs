//! Photos with Content Credentials: those of other programs, and ones that a cheat made.

use crate::signing::{Keys, Photo, Stamping, now};
use proofroom_c2pa::{Refused, RootError, Roots, examine};
use proofroom_provenance::capture::notary::included::IncludeError;
use proofroom_provenance::format::evidence::{
    CertificateName, Evidence, Field, FieldText, Included, SigningTime, Source, Tier, TimeSource,
};
use rcgen::{BasicConstraints, IsCa};

fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn test_roots() -> Roots {
    let pem = String::from_utf8(sample("test-roots.pem")).expect("text");
    Roots::shipped().with_own(&pem).expect("roots")
}

fn code(refused: &Result<Evidence, Refused>) -> &str {
    match refused {
        Err(Refused::Invalid { code, .. }) => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_sample_is_what_its_page_says() {
    let shipped = Roots::shipped();
    let iphone = examine(&sample("iphone-app-attest.jpg"), &shipped, now()).expect("valid");
    assert_eq!(iphone.signer.as_str(), "ZCAM1 Leaf Certificate");
    let organisation = iphone.organisation.as_ref().map(CertificateName::as_str);
    assert_eq!(organisation, Some("Succinct Certificate"));
    assert_eq!((iphone.root, iphone.signed, iphone.left_out), (None, None, 0));
    assert_eq!(iphone.source, Source::Capture);

    for (name, source) in
        [("test-signed.jpg", Source::Other), ("test-signed-edited.jpg", Source::Edited)]
    {
        let unvouched = examine(&sample(name), &shipped, now()).expect("valid");
        assert_eq!(unvouched.root, None, "{name}");
        let vouched = examine(&sample(name), &test_roots(), now()).expect("valid");
        let root = vouched.root.as_ref().expect("a root");
        assert_eq!((root.tier, root.name.as_str()), (Tier::Own, "Root CA"), "{name}");
        assert_eq!(vouched.source, source, "{name}");
        // Its claim is of version 1, for which nobody checks who stamped the time.
        assert_eq!(vouched.signed.map(|time| time.source), Some(TimeSource::Signer), "{name}");
        assert_eq!(
            (vouched.certificate, vouched.manifest),
            (unvouched.certificate, unvouched.manifest)
        );
    }

    let broken = examine(&sample("test-broken-signature.jpg"), &test_roots(), now());
    assert_eq!(code(&broken), "claimSignature.mismatch");
    assert_eq!(examine(&sample("no-manifest.jpg"), &shipped, now()), Err(Refused::Missing));
    assert_eq!(examine(b"text", &shipped, now()), Err(Refused::Format));
    assert_eq!(Roots::shipped().with_own("text").expect_err("refused"), RootError::Empty);
}

/// Every byte of a signed photo that is not in the manifest is covered.
#[test]
fn altered_bytes_are_refused() {
    let keys = Keys::new("Camera", -1..365);
    let photo = Photo::new().signed(&keys, &[]);
    let roots = Roots::shipped().with_own(&keys.root).expect("a root");
    let good = examine(&photo.bytes, &roots, now()).expect("valid");
    assert_eq!(good.source, Source::Capture);
    assert_eq!(good.root.expect("a root").tier, Tier::Own);
    for place in (0..photo.bytes.len()).step_by(61) {
        let mut altered = photo.bytes.clone();
        altered[place] ^= 1;
        let examined = examine(&altered, &roots, now());
        if !photo.manifest.contains(&place) {
            assert!(examined.is_err(), "byte {place}");
        }
    }
    for length in (0..photo.bytes.len()).step_by(97) {
        assert!(examine(&photo.bytes[..length], &roots, now()).is_err(), "{length} bytes");
    }
}

#[test]
fn a_manifest_of_another_photo_is_refused() {
    let keys = Keys::new("Camera", -1..365);
    let roots = Roots::shipped().with_own(&keys.root).expect("a root");
    let [one, other] = [Photo::new(), Photo::of(40)].map(|photo| photo.signed(&keys, &[]));
    let swapped = other.with_manifest_of(&one);
    assert_eq!(code(&examine(&swapped, &roots, now())), "assertion.dataHash.mismatch");
    // Two manifests, in either order.
    for (first, second) in [(&one, &other), (&other, &one)] {
        let both = first.with_a_second_manifest(second);
        assert_eq!(examine(&both, &roots, now()), Err(Refused::Several));
    }
}

#[test]
fn certificates_are_valid_when_it_counts() {
    let roots = |keys: &Keys| Roots::shipped().with_own(&keys.root).expect("a root");
    let keys = Keys::new("Camera", -10..10);
    let photo = Photo::new().signed(&keys, &[]);
    // No time stamp says when it was signed.
    let day = 24 * 60 * 60;
    for (days, valid) in [(-11, false), (-9, true), (9, true), (11, false)] {
        let examined =
            examine(&photo.bytes, &roots(&keys), now().saturating_add_signed(days * day));
        assert_eq!(examined.is_ok(), valid, "{days} days from now: {examined:?}");
        assert!(valid || examined == Err(Refused::Expired), "{days}");
    }
    let nikon = Keys::new("NIKON Z6_3", -1..365);
    let photo = Photo::new().signed(&nikon, &[]);
    assert!(matches!(
        examine(&photo.bytes, &roots(&nikon), now()),
        Err(Refused::Revoked { organisation: "Nikon", since: "2025-09-21" })
    ));
}

/// The machine's own clock, too, and each of the chain's certificates.
#[test]
fn an_expired_certificate_is_refused() {
    // The crate signs with no certificate that has expired already.
    let soon = std::time::Duration::from_secs(3);
    let keys = Keys::altered(&|leaf| leaf.not_after = time::OffsetDateTime::now_utc() + soon);
    let photo = Photo::new().signed(&keys, &[]);
    let roots = Roots::shipped().with_own(&keys.root).expect("a root");
    assert!(examine(&photo.bytes, &roots, now()).is_ok());
    std::thread::sleep(2 * soon);
    assert_eq!(examine(&photo.bytes, &roots, now()), Err(Refused::Expired));
    assert_eq!(examine(&photo.bytes, &Roots::shipped(), now()), Err(Refused::Expired));
}

/// A time stamp says that a certificate which has expired since was valid when it signed. Only the word of a listed
/// authority counts, and a root of cameras makes nobody an authority for time stamps.
#[test]
fn a_listed_time_stamp_outlives_the_certificate() {
    let photo = sample("expired-stamped.jpg");
    let pem = |name| String::from_utf8(sample(name)).expect("text");
    let (camera, stamping) = (pem("expired-root.pem"), pem("stamping-root.pem"));
    let shipped = Roots::shipped;
    let listed = shipped().with_own_time_stamping(&stamping).expect("a root");
    let alone = examine(&photo, &listed, now()).expect("valid");
    assert_eq!(alone.root, None);
    let vouched = listed.with_own(&camera).expect("a root");
    let vouched = examine(&photo, &vouched, now()).expect("valid");
    assert_eq!(vouched.root.map(|root| root.tier), Some(Tier::Own));
    // 1 June 2024, 12:10 UTC.
    let stamped = SigningTime { seconds: 1_717_243_800, source: TimeSource::TimeStamp };
    assert_eq!((alone.signed, vouched.signed), (Some(stamped), Some(stamped)));
    for own in [&camera, &stamping, &format!("{camera}{stamping}")] {
        let unlisted = shipped().with_own(own).expect("roots");
        assert_eq!(examine(&photo, &unlisted, now()), Err(Refused::Expired), "{own}");
    }
    assert_eq!(examine(&photo, &shipped(), now()), Err(Refused::Expired));
}

/// What a notary is asked to include is taken from data that the signature covers.
#[test]
fn fields_are_included_by_name() {
    let photo = sample("test-place.jpg");
    let examined = examine(&photo, &Roots::shipped(), now()).expect("valid");
    assert_eq!((examined.included, examined.left_out), (Included::default(), 0));
    let included =
        |photo: &[u8], fields: &[Field]| Included::of_photo(photo, fields, Some("a.jpg"));
    let all = [Field::FileName, Field::Owner, Field::SerialNumber, Field::Place];
    let expected = Included {
        place: FieldText::new("52.51636, 13.37768"),
        serial_number: FieldText::new("1234567"),
        owner: FieldText::new("Kim Example"),
        file_name: FieldText::new("a.jpg"),
    };
    assert_eq!(included(&photo, &all), Ok(expected.clone()));
    for field in all {
        let one = included(&photo, &[field, field]).expect("a field");
        let all = [one.place, one.serial_number, one.owner, one.file_name];
        assert_eq!(all.iter().flatten().count(), 1, "{field}");
    }
    let absent = included(&sample("test-signed.jpg"), &[Field::FileName, Field::Place]);
    assert_eq!(absent, Err(IncludeError::Absent(Field::Place)));
}

/// Whoever has the certificate of a camera cannot issue one in the name of another.
#[test]
fn only_authorities_issue_certificates() {
    let free = IsCa::Ca(BasicConstraints::Unconstrained);
    let most = |below| IsCa::Ca(BasicConstraints::Constrained(below));
    for (authorities, accepted) in [
        (vec![free], true),
        (vec![free, free], true),
        (vec![most(1), most(0)], true),
        (vec![IsCa::ExplicitNoCa], false),
        (vec![IsCa::NoCa], false),
        (vec![free, IsCa::ExplicitNoCa], false),
        (vec![IsCa::ExplicitNoCa, free], false),
        (vec![most(0), free], false),
        (vec![most(1), free, free], false),
    ] {
        let keys = Keys::through(&authorities);
        let photo = Photo::new().signed(&keys, &[]);
        let roots = Roots::shipped().with_own(&keys.root).expect("a root");
        let examined = examine(&photo.bytes, &roots, now());
        if accepted {
            assert!(examined.expect("valid").root.is_some(), "{authorities:?}");
        } else {
            assert_eq!(examined, Err(Refused::Chain), "{authorities:?}");
        }
    }
}

/// Whoever has a certificate of one root cannot name another one: the chain may end in a certificate that anybody made,
/// and whose issuer is the other root by name.
#[test]
fn a_root_is_not_named_by_whoever_it_did_not_certify() {
    let root = |is_ca: IsCa, authorities: usize| {
        let (keys, better) = Keys::under_another_root(is_ca, authorities);
        let photo = Photo::new().signed(&keys, &[]);
        let list = format!("{better}\n{}", keys.root);
        let roots = Roots::shipped().with_own(&list).expect("roots");
        let only_better = Roots::shipped().with_own(&better).expect("a root");
        let unvouched = examine(&photo.bytes, &only_better, now()).expect("valid");
        assert_eq!(unvouched.root, None);
        let examined = examine(&photo.bytes, &roots, now());
        examined.map(|found| found.root.map(|root| root.name.as_str().to_owned()))
    };
    // Another root of the same name.
    let [keys, namesake] = [(); 2].map(|()| Keys::new("Camera", -1..365));
    let photo = Photo::new().signed(&keys, &[]);
    let roots = Roots::shipped().with_own(&namesake.root).expect("a root");
    assert_eq!(examine(&photo.bytes, &roots, now()).expect("valid").root, None);

    let free = IsCa::Ca(BasicConstraints::Unconstrained);
    let last = IsCa::Ca(BasicConstraints::Constrained(0));
    for (is_ca, authorities) in [(free, 0), (free, 1), (last, 0)] {
        assert_eq!(root(is_ca, authorities), Ok(Some("Test Root".into())), "{authorities}");
    }
    assert_eq!(root(last, 1), Err(Refused::Chain), "the root allows no authority below it");
}

/// A time is a listed authority's only if nobody else signed its stamp, and only authorities issued its certificate.
#[test]
fn a_time_is_the_word_of_whoever_stamped_it() {
    let free = IsCa::Ca(BasicConstraints::Unconstrained);
    let (listed, stranger) = (TimeSource::TimeStamp, TimeSource::Signer);
    for (what, stamping, source) in [
        ("an authority", Stamping::through(&[]), listed),
        ("an authority below another", Stamping::through(&[free]), listed),
        ("a camera's certificate", Stamping::through(&[IsCa::ExplicitNoCa]), stranger),
        ("below that", Stamping::through(&[IsCa::ExplicitNoCa, free]), stranger),
        ("a stranger first", Stamping::through(&[]).with_a_stranger(-9, true), stranger),
        ("a stranger last", Stamping::through(&[]).with_a_stranger(-9, false), stranger),
    ] {
        let list = stamping.root.clone();
        let keys = Keys::new("Camera", -30..365).stamped_by(stamping);
        let photo = Photo::new().signed(&keys, &[]);
        let roots = Roots::shipped().with_own(&keys.root).expect("a root");
        let unlisted = examine(&photo.bytes, &roots, now()).expect("valid").signed;
        assert_eq!(unlisted.map(|time| time.source), Some(stranger), "{what}, in no list");
        let roots = roots.with_own_time_stamping(&list).expect("a root");
        let signed = examine(&photo.bytes, &roots, now()).expect("valid").signed;
        let signed = signed.expect("a time");
        assert_eq!(signed.source, source, "{what}");
        let is_recent = signed.seconds.abs_diff(now()) < 600;
        assert!(source == stranger || is_recent, "{what}");
    }
}

/// A signature may bring along what the issuer of its certificate says of it.
#[test]
fn a_revoked_certificate_is_refused() {
    for (revoked, accepted) in [(None, true), (Some(-2), false)] {
        let keys = Keys::with_ocsp(revoked);
        let photo = Photo::new().signed(&keys, &[]);
        let roots = Roots::shipped().with_own(&keys.root).expect("a root");
        let examined = examine(&photo.bytes, &roots, now());
        if accepted {
            assert!(examined.expect("valid").root.is_some());
        } else {
            assert_eq!(code(&examined), "signingCredential.ocsp.revoked");
        }
    }
}

/// Whoever may stamp times cannot vouch for cameras.
#[test]
fn a_root_of_time_stamps_vouches_for_no_camera() {
    let keys = Keys::new("Camera", -1..365);
    let photo = Photo::new().signed(&keys, &[]);
    let stamping = Roots::shipped().with_own_time_stamping(&keys.root).expect("a root");
    assert_eq!(examine(&photo.bytes, &stamping, now()).expect("valid").root, None);
    let both = stamping.with_own(&keys.root).expect("a root");
    let root = examine(&photo.bytes, &both, now()).expect("valid").root.expect("a root");
    assert_eq!((root.tier, root.name.as_str()), (Tier::Own, "Test Root"));
}

/// The hash leaves out more than the manifest: what a cheat could then change.
#[test]
fn what_the_hash_leaves_out_is_looked_at() {
    let keys = Keys::new("Camera", -1..365);
    let roots = Roots::shipped().with_own(&keys.root).expect("a root");
    let photo = Photo::new();
    let left_out = |part: &str| {
        let signed = photo.clone().signed(&keys, &[part]);
        examine(&signed.bytes, &roots, now()).map(|examined| examined.left_out)
    };
    for harmless in ["comment", "xmp"] {
        let length = photo.length_of(harmless) as u64;
        assert_eq!(left_out(harmless), Ok(length), "{harmless}");
    }
    for part in ["exif", "profile", "jfif", "adobe", "tables", "frame", "scan", "end"] {
        assert_eq!(left_out(part), Err(Refused::NotCovered), "{part}");
    }
}

/// What stands in the place of a manifest and is none.
#[test]
fn what_is_no_manifest_is_refused() {
    let roots = Roots::shipped();
    for (manifest, refused) in [
        (&b"\0\0\0\x09jumbx"[..], "unreadable"),
        (b"\0\0\0\x10jumb\0\0\0\x08brob", "unreadable"),
        (b"\0\0\0\x20jumb\0\0\0\x08brob", "several"),
        (b"", "missing"),
    ] {
        let photo = Photo::new().with_manifest(manifest);
        let found = examine(&photo, &roots, now()).expect_err("refused");
        assert_eq!(found.name(), refused, "{manifest:?}: {found}");
    }
}

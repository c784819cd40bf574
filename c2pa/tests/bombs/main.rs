//! Manifests that cost as much as they can: huge, deep, many, compressed, signed or not. Each is refused or read in 2
//! seconds and 200 MB. This is a process of its own, because the most memory that it ever took is what is measured.
#![cfg(target_os = "linux")]

#[allow(dead_code, reason = "the other tests need the rest")]
#[path = "../manifests/signing/mod.rs"]
mod signing;

use std::fs;
use std::time::Duration;

use proofroom_c2pa::credentials;
use proofroom_c2pa::{Refused, Roots, examine};
use proofroom_provenance::circuits::{Image, Size};
use proofroom_provenance::format::png::{self, CREDENTIALS_CHUNK, Png};
use proofroom_provenance::verify::credentials::Credentials;
use rcgen::{BasicConstraints, IsCa};
use serde_json::json;
use signing::{CAPTURED, Keys, Photo, now};

/// Kilobytes of memory that this process took at most since the last time it was asked.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("a status");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    let peak = line.split_whitespace().nth(1).expect("a number").parse().expect("a number");
    fs::write("/proc/self/clear_refs", "5").expect("resets the peak");
    peak
}

/// How long this thread has worked, however busy the machine is.
fn worked() -> Duration {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").expect("a statistic");
    let nanoseconds = stat.split_whitespace().next().expect("a number");
    Duration::from_nanos(nanoseconds.parse().expect("a number"))
}

fn cheap<T>(name: &str, read: impl FnOnce() -> T) -> T {
    peak();
    let before = peak();
    let started = worked();
    let read = read();
    let (took, kilobytes) = (worked() - started, peak().saturating_sub(before));
    println!("{name}: {} ms, {} MB", took.as_millis(), kilobytes / 1000);
    assert!(took < Duration::from_secs(2), "{name} took {took:?}");
    assert!(kilobytes < 200_000, "{name} took {kilobytes} kB");
    read
}

fn boxed(kind: &[u8; 4], content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let length = (8 + content.len() as u32).to_be_bytes();
    [&length[..], kind, &content].concat()
}

/// A box with a label; `kind` are the first letters of what it holds.
fn labelled(kind: &[u8; 4], label: &str, content: &[&[u8]]) -> Vec<u8> {
    let id = [&kind[..], b"\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71"].concat();
    let description = boxed(b"jumd", &[&id, b"\x03", label.as_bytes(), b"\0"]);
    boxed(b"jumb", &[&[&description[..]], content].concat())
}

/// A manifest whose claim is this CBOR.
fn claim(cbor: &[u8]) -> Vec<u8> {
    let claim = labelled(b"c2cl", "c2pa.claim.v2", &[&boxed(b"cbor", &[cbor])]);
    let assertions = labelled(b"c2as", "c2pa.assertions", &[]);
    let signature = labelled(b"c2cs", "c2pa.signature", &[&boxed(b"cbor", &[b"\xa0"])]);
    let label = "urn:c2pa:5c2f4d3e-9a1b-4c6d-8e7f-0a1b2c3d4e5f";
    let manifest = labelled(b"c2ma", label, &[&assertions, &claim, &signature]);
    labelled(b"c2pa", "c2pa", &[&manifest])
}

/// The definition of a captured photo with more assertions.
fn with_assertions(number: usize, data: &serde_json::Value) -> String {
    let mut definition: serde_json::Value = serde_json::from_str(CAPTURED).expect("JSON");
    let assertions = definition["assertions"].as_array_mut().expect("a list");
    assertions.extend((0..number).map(|_| json!({ "label": "org.example.bomb", "data": data })));
    definition.to_string()
}

#[test]
fn bombs_cost_little() {
    let deep: Vec<u8> = (1..=50_000_u32)
        .rev()
        .flat_map(|depth| [(8 * depth).to_be_bytes(), *b"jumb"].concat())
        .collect();
    let many = boxed(b"jumb", &[&boxed(b"cbor", &[]).repeat(900_000)]);
    let lies = [&u32::MAX.to_be_bytes()[..], b"jumb", &[0; 100]].concat();
    let manifests = [
        ("deep boxes", deep),
        ("many boxes", many),
        ("a box with a false length", lies),
        ("a huge box", boxed(b"jumb", &[&vec![0; 9 << 20]])),
        ("an empty box", boxed(b"jumb", &[])),
        ("nothing", Vec::new()),
        (
            "compressed nothing",
            labelled(b"c2pa", "c2pa", &[&boxed(b"brob", &[b"cbor", &[0; 999]])]),
        ),
        ("deep CBOR", claim(&vec![0x81; 500_000])),
        ("deep tags", claim(&vec![0xc1; 500_000])),
        ("a long list", claim(b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff")),
        ("a long map", claim(b"\xbb\0\0\0\0\xff\xff\xff\xff")),
        ("long bytes", claim(b"\x5b\0\0\0\0\x7f\xff\xff\xff")),
        ("many small items", claim(&[&b"\x9a\0\x07\xa1\x20"[..], &vec![0xf6; 500_000]].concat())),
        ("endless items", claim(&[&b"\x9f"[..], &vec![0x80; 500_000]].concat())),
    ];
    let roots = Roots::shipped();
    let photo = Photo::new();
    let size = Size::new(1, 1).expect("a size");
    let pixel = png::encode(&Image::new(size, vec![0; 3]));
    for (name, manifest) in &manifests {
        let jpeg = photo.clone().with_manifest(manifest);
        assert!(cheap(name, || examine(&jpeg, &roots, now())).is_err(), "{name}");
        let picture = Png::parse(&pixel).expect("a PNG").with_chunk(CREDENTIALS_CHUNK, manifest);
        let read =
            cheap(&format!("{name} in a PNG"), || credentials::read(&picture, &roots, now()));
        assert!(matches!(read, Credentials::Invalid { .. }), "{name}: {read:?}");
    }

    // Chains in which each certificate signed the one before it.
    for (length, accepted) in [(200, true), (400, false)] {
        let keys = Keys::through(&vec![IsCa::Ca(BasicConstraints::Unconstrained); length]);
        let signed = photo.clone().signed(&keys, &[]);
        let own = Roots::shipped().with_own(&keys.root).expect("a root");
        let name = format!("{length} authorities");
        let examined = cheap(&name, || examine(&signed.bytes, &own, now()));
        assert_eq!(examined.is_ok(), accepted, "{name}");
    }

    // Valid ones, of somebody who has a certificate.
    let keys = Keys::new("Camera", -1..365);
    let own = roots.with_own(&keys.root).expect("a root");
    let long = json!({ "text": "x".repeat(500_000) });
    let numbers = |number: usize| json!({ "numbers": vec![1; number] });
    for (name, definition, accepted) in [
        ("600 assertions", with_assertions(600, &json!({ "a": 1 })), true),
        ("2000 assertions", with_assertions(2000, &json!({ "a": 1 })), false),
        ("a long text", with_assertions(1, &long), true),
        ("many numbers", with_assertions(1, &numbers(500_000)), true),
        ("more numbers", with_assertions(1, &numbers(1_000_000)), false),
    ] {
        let signed = photo.clone().signed_as(&definition, &keys, &[]);
        let examined = cheap(name, || examine(&signed.bytes, &own, now()));
        match accepted {
            true => assert!(examined.is_ok_and(|found| found.root.is_some()), "{name}"),
            false => assert!(matches!(examined, Err(Refused::Unreadable(_))), "{name}"),
        }
    }
}

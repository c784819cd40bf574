//! Cameras that do not exist, and photos that they sign.

mod ocsp;
mod stamp;

use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use c2pa::assertions::DataHash;
use c2pa::{BoxedSigner, Builder, Context, HashRange, Signer, SigningAlg, create_signer};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519,
    SerialNumber, SignatureAlgorithm,
};
use time::{Duration, OffsetDateTime};

pub use stamp::Stamping;

/// The machine's clock, in seconds since 1970: manifests are validated by it.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs()
}

/// The key of a camera or of a publisher, certified by a root of its own.
pub struct Keys {
    /// The root, in PEM.
    pub root: String,
    /// The certificates, that of the key first, in PEM.
    pub chain: String,
    /// The private key, in PEM.
    pub key: String,
    /// What whoever issued the certificate says of its revocation, in DER.
    pub ocsp: Option<Vec<u8>>,
    /// Who stamps the time of its signatures.
    pub stamping: Option<Arc<Stamping>>,
    algorithm: SigningAlg,
}

/// A certificate with its key, which may issue others.
struct Authority {
    params: CertificateParams,
    key: KeyPair,
    pem: String,
}

/// How a leaf is made other than usual.
pub type Alter<'a> = &'a dyn Fn(&mut CertificateParams);

impl Keys {
    /// A certificate of this name, valid in these days from today on.
    pub fn new(name: &str, days: Range<i64>) -> Self {
        Keys::of(name, days, &[], &PKCS_ECDSA_P256_SHA256, &|_| {}, None)
    }

    /// The same with certificates between the root and that of the key, the root's first.
    pub fn through(authorities: &[IsCa]) -> Self {
        Keys::of("Camera", -1..365, authorities, &PKCS_ECDSA_P256_SHA256, &|_| {}, None)
    }

    /// The same with a certificate that is altered before it is issued.
    pub fn altered(alter: Alter<'_>) -> Self {
        Keys::of("Camera", -1..365, &[], &PKCS_ECDSA_P256_SHA256, alter, None)
    }

    /// The same with a key of another kind.
    pub fn of_kind(kind: &'static SignatureAlgorithm) -> Self {
        Keys::of("Camera", -1..365, &[], kind, &|_| {}, None)
    }

    /// The same whose issuer says that it was revoked on a day from today, or that it was not.
    pub fn with_ocsp(revoked: Option<i64>) -> Self {
        let authority = [IsCa::Ca(BasicConstraints::Unconstrained)];
        Keys::of("Camera", -30..365, &authority, &PKCS_ECDSA_P256_SHA256, &|_| {}, Some(revoked))
    }

    fn of(
        name: &str,
        days: Range<i64>,
        authorities: &[IsCa],
        kind: &'static SignatureAlgorithm,
        alter: Alter<'_>,
        ocsp: Option<Option<i64>>,
    ) -> Self {
        Keys::below(&Authority::root(), name, days, authorities, kind, alter, ocsp)
    }

    fn below(
        root: &Authority,
        name: &str,
        days: Range<i64>,
        authorities: &[IsCa],
        kind: &'static SignatureAlgorithm,
        alter: Alter<'_>,
        ocsp: Option<Option<i64>>,
    ) -> Self {
        let mut chain: Vec<Authority> = Vec::new();
        for (number, is_ca) in authorities.iter().enumerate() {
            let above = chain.last().unwrap_or(root);
            let issued = Authority::issued_by(above, number, *is_ca);
            chain.push(issued);
        }
        let above = chain.last().unwrap_or(root);
        let mut leaf = CertificateParams::default();
        leaf.distinguished_name = named(name);
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
        leaf.use_authority_key_identifier_extension = true;
        leaf.serial_number = Some(SerialNumber::from(vec![0x17, 0x2a]));
        valid(&mut leaf, days);
        alter(&mut leaf);
        let key = KeyPair::generate_for(kind).expect("a key");
        let certificate = leaf.signed_by(&key, &above.issuer()).expect("signs");
        let above_pems = chain.iter().rev().map(|authority| authority.pem.clone());
        let algorithm = if *kind == PKCS_ED25519 {
            SigningAlg::Ed25519
        } else if *kind == PKCS_ECDSA_P384_SHA384 {
            SigningAlg::Es384
        } else {
            SigningAlg::Es256
        };
        Keys {
            ocsp: ocsp.map(|revoked| ocsp::response(above, revoked)),
            root: root.pem.clone(),
            chain: [certificate.pem()].into_iter().chain(above_pems).collect(),
            key: key.serialize_pem(),
            stamping: None,
            algorithm,
        }
    }

    /// The same with times that somebody stamps.
    pub fn stamped_by(self, stamping: Stamping) -> Self {
        Keys { stamping: Some(Arc::new(stamping)), ..self }
    }

    /// A chain through as many authorities, behind it one more certificate: that of its root, with the same name and key,
    /// but issued by a root of another name. Whoever has a certificate can make it. With the other root, in PEM.
    pub fn under_another_root(is_ca: IsCa, authorities: usize) -> (Self, String) {
        let root = Authority::root_named("Test Root", is_ca);
        let other = Authority::root_named("Better Root", IsCa::Ca(BasicConstraints::Unconstrained));
        let pretender =
            Authority::root_named("Better Root", IsCa::Ca(BasicConstraints::Unconstrained));
        let mut copy = root.params.clone();
        copy.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let copy = copy.signed_by(&root.key, &pretender.issuer()).expect("signs").pem();
        let free = vec![IsCa::Ca(BasicConstraints::Unconstrained); authorities];
        let kind = &PKCS_ECDSA_P256_SHA256;
        let mut keys = Keys::below(&root, "Camera", -1..365, &free, kind, &|_| {}, None);
        keys.chain.push_str(&copy);
        (keys, other.pem)
    }

    /// What signs with the key.
    pub fn signer(&self) -> Stapling {
        let (chain, key) = (self.chain.as_bytes(), self.key.as_bytes());
        let signer = create_signer::from_keys(chain, key, self.algorithm, None);
        Stapling {
            signer: signer.expect("a signer"),
            ocsp: self.ocsp.clone(),
            stamping: self.stamping.clone(),
        }
    }
}

fn named(name: &str) -> DistinguishedName {
    let mut named = DistinguishedName::new();
    named.push(DnType::CommonName, name);
    named.push(DnType::OrganizationName, format!("{name} Maker"));
    named
}

fn valid(params: &mut CertificateParams, days: Range<i64>) {
    let today = OffsetDateTime::now_utc();
    params.not_before = today + Duration::days(days.start);
    params.not_after = today + Duration::days(days.end);
}

impl Authority {
    fn root() -> Self {
        Authority::root_named("Test Root", IsCa::Ca(BasicConstraints::Unconstrained))
    }

    fn root_named(name: &str, is_ca: IsCa) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name = named(name);
        params.is_ca = is_ca;
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().expect("a key");
        let pem = params.self_signed(&key).expect("signs").pem();
        Authority { params, key, pem }
    }

    fn issued_by(above: &Authority, number: usize, is_ca: IsCa) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name = named(&format!("Authority {number}"));
        if matches!(is_ca, IsCa::Ca(_)) {
            params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        }
        params.is_ca = is_ca;
        params.use_authority_key_identifier_extension = true;
        valid(&mut params, -365..3650);
        let key = KeyPair::generate().expect("a key");
        let pem = params.signed_by(&key, &above.issuer()).expect("signs").pem();
        Authority { params, key, pem }
    }

    fn der(&self) -> Vec<u8> {
        x509_parser::pem::parse_x509_pem(self.pem.as_bytes()).expect("PEM").1.contents
    }

    fn issuer(&self) -> Issuer<'_, &KeyPair> {
        Issuer::from_params(&self.params, &self.key)
    }
}

/// A signer that puts what its issuer says of revocation, and a time stamp, beside its signature.
pub struct Stapling {
    signer: BoxedSigner,
    ocsp: Option<Vec<u8>>,
    stamping: Option<Arc<Stamping>>,
}

impl Signer for Stapling {
    fn sign(&self, data: &[u8]) -> c2pa::Result<Vec<u8>> {
        self.signer.sign(data)
    }

    fn alg(&self) -> SigningAlg {
        self.signer.alg()
    }

    fn certs(&self) -> c2pa::Result<Vec<Vec<u8>>> {
        self.signer.certs()
    }

    fn reserve_size(&self) -> usize {
        self.signer.reserve_size() + 4096
    }

    fn ocsp_val(&self) -> Option<Vec<u8>> {
        self.ocsp.clone()
    }

    fn send_timestamp_request(&self, message: &[u8]) -> Option<c2pa::Result<Vec<u8>>> {
        self.stamping.as_ref().map(|stamping| Ok(stamping.stamp(message)))
    }
}

/// What a camera says that took a photo.
pub const CAPTURED: &str = r#"{
    "claim_generator_info": [{ "name": "a camera" }],
    "assertions": [{
        "label": "c2pa.actions.v2",
        "created": true,
        "data": { "actions": [{
            "action": "c2pa.created",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
        }] }
    }]
}"#;

/// A JPEG in parts, each with a name.
#[derive(Clone)]
pub struct Photo {
    parts: Vec<(&'static str, Vec<u8>)>,
}

/// A photo with its manifest.
pub struct SignedPhoto {
    /// The file.
    pub bytes: Vec<u8>,
    /// The place of the manifest in it.
    pub manifest: Range<usize>,
}

impl Photo {
    /// A photo with every kind of segment.
    pub fn new() -> Self {
        Photo::of(90)
    }

    /// The same in another quality.
    pub fn of(quality: u8) -> Self {
        let pixels: Vec<u8> = (0..64 * 48 * 3).map(|i| (i * i % 251) as u8).collect();
        let mut jpeg = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut jpeg, quality);
        encoder.encode(&pixels, 64, 48, jpeg_encoder::ColorType::Rgb).expect("encodes");
        let segment = |marker: u8, payload: &[u8]| {
            let length = (payload.len() as u16 + 2).to_be_bytes();
            [&[0xff, marker], &length[..], payload].concat()
        };
        let mut parts = vec![
            ("start", vec![0xff, 0xd8]),
            ("comment", segment(0xfe, b"a comment")),
            ("xmp", segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x/>")),
            ("exif", segment(0xe1, b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")),
            ("profile", segment(0xe2, b"ICC_PROFILE\0\x01\x01")),
            ("adobe", segment(0xee, b"Adobe\0\x64\0\0\0\0\x01")),
        ];
        let mut rest = &jpeg[2..];
        while rest[1] != 0xda {
            let length = 2 + usize::from(u16::from_be_bytes([rest[2], rest[3]]));
            let name = match rest[1] {
                0xe0 => "jfif",
                0xdb => "tables",
                0xc0 => "frame",
                _ => "other",
            };
            parts.push((name, rest[..length].to_vec()));
            rest = &rest[length..];
        }
        let (scan, end) = rest.split_at(rest.len() - 2);
        parts.extend([("scan", scan.to_vec()), ("end", end.to_vec())]);
        Photo { parts }
    }

    fn bytes(&self) -> Vec<u8> {
        self.parts.iter().flat_map(|(_, bytes)| bytes).copied().collect()
    }

    fn place_of(&self, name: &str) -> usize {
        let before = self.parts.iter().take_while(|(part, _)| *part != name);
        before.map(|(_, bytes)| bytes.len()).sum()
    }

    /// The bytes of a part.
    pub fn length_of(&self, name: &str) -> usize {
        self.parts.iter().find(|(part, _)| *part == name).expect("a part").1.len()
    }

    /// The file with this box as its manifest, in as many segments as it takes.
    #[allow(dead_code, reason = "only the tests in bombs/ need it")]
    pub fn with_manifest(mut self, manifest: &[u8]) -> Vec<u8> {
        let head = manifest.get(..8).unwrap_or_default().to_vec();
        let packets = manifest.get(8..).unwrap_or_default().chunks(60_000);
        let segments: Vec<u8> = packets
            .zip(1_u32..)
            .flat_map(|(packet, number)| {
                let payload = [&b"JP\0\x01"[..], &number.to_be_bytes(), &head, packet].concat();
                let length = (payload.len() as u16 + 2).to_be_bytes();
                [&[0xff, 0xeb], &length[..], &payload].concat()
            })
            .collect();
        self.parts.insert(1, ("manifest", segments));
        self.bytes()
    }

    /// The photo signed, with a hash that leaves out the manifest and these parts.
    pub fn signed(self, keys: &Keys, left_out: &[&str]) -> SignedPhoto {
        self.signed_as(CAPTURED, keys, left_out)
    }

    /// The photo signed, with a manifest of this definition.
    pub fn signed_as(mut self, definition: &str, keys: &Keys, left_out: &[&str]) -> SignedPhoto {
        let signer = keys.signer();
        let mut builder = Builder::from_context(Context::new())
            .with_definition(definition)
            .expect("a definition");
        let format = "image/jpeg";
        let placeholder =
            builder.data_hashed_placeholder(signer.reserve_size(), format).expect("a placeholder");
        self.parts.insert(1, ("manifest", placeholder.clone()));
        let range =
            |name: &str| HashRange::new(self.place_of(name) as u64, self.length_of(name) as u64);
        let mut hash = DataHash::new("jumbf manifest", "sha256");
        hash.add_exclusion(range("manifest"));
        left_out.iter().for_each(|name| hash.add_exclusion(range(name)));
        hash.gen_hash_from_stream(&mut Cursor::new(self.bytes())).expect("hashes");
        let manifest = builder.sign_data_hashed_embeddable(&signer, &hash, format).expect("signs");
        assert_eq!(manifest.len(), placeholder.len());
        self.parts[1].1 = manifest;
        let start = self.place_of("manifest");
        SignedPhoto { bytes: self.bytes(), manifest: start..start + placeholder.len() }
    }
}

impl SignedPhoto {
    /// This photo with the manifest of another instead of its own.
    pub fn with_manifest_of(&self, other: &SignedPhoto) -> Vec<u8> {
        let (before, after) =
            (&self.bytes[..self.manifest.start], &self.bytes[self.manifest.end..]);
        [before, &other.bytes[other.manifest.clone()], after].concat()
    }

    /// This photo with its manifest and that of another behind it.
    pub fn with_a_second_manifest(&self, other: &SignedPhoto) -> Vec<u8> {
        let (before, after) = self.bytes.split_at(self.manifest.end);
        [before, &other.bytes[other.manifest.clone()], after].concat()
    }
}

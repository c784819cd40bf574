//! Content Credentials (C2PA) on the command line: who signs those of published pictures, and by whose roots those of
//! a picture are checked. Without the feature `c2pa` there are no such options, and nothing is checked.

#[cfg(feature = "c2pa")]
use std::io;
use std::path::Path;
#[cfg(feature = "c2pa")]
use std::path::PathBuf;
use std::sync::Arc;

#[cfg(feature = "c2pa")]
use proofroom_c2pa::Roots;
#[cfg(feature = "c2pa")]
use proofroom_c2pa::credentials::{self, Issuer, IssuerError};
#[cfg(feature = "c2pa")]
use proofroom_provenance::format::capture_record::now;
use proofroom_provenance::publish::AddCredentials;
#[cfg(feature = "c2pa")]
use proofroom_provenance::system::files::{self, FileError};
#[cfg(feature = "c2pa")]
use proofroom_provenance::system::text;
use proofroom_provenance::verify::credentials::Credentials;
#[cfg(feature = "c2pa")]
use zeroize::Zeroizing;

use crate::outcome::Failure;
#[cfg(feature = "c2pa")]
use crate::output;

/// Who signs the Content Credentials of published pictures.
#[derive(clap::Args, Default)]
pub struct IssuerArgs {
    /// Add Content Credentials (C2PA), signed with this certificate: a PEM file with the certificate, and after it those
    /// that lead to a root.
    #[cfg(feature = "c2pa")]
    #[arg(long, value_name = "CHAIN.pem", requires = "c2pa_key")]
    c2pa_cert: Option<PathBuf>,
    /// The private key of that certificate: a PEM file without a password.
    #[cfg(feature = "c2pa")]
    #[arg(long, value_name = "KEY.pem", requires = "c2pa_cert")]
    c2pa_key: Option<PathBuf>,
}

impl IssuerArgs {
    /// The files that are read.
    pub fn inputs(&self) -> Vec<&Path> {
        #[cfg(feature = "c2pa")]
        let named = [self.c2pa_cert.as_deref(), self.c2pa_key.as_deref()];
        #[cfg(not(feature = "c2pa"))]
        let named: [Option<&Path>; 0] = [];
        named.into_iter().flatten().collect()
    }

    /// Whoever adds Content Credentials, if somebody does. A key that cannot sign is found before any work is done.
    #[cfg(feature = "c2pa")]
    pub fn issuer(&self) -> Result<Option<Arc<dyn AddCredentials>>, Failure> {
        let (Some(chain), Some(key)) = (&self.c2pa_cert, &self.c2pa_key) else {
            return Ok(None);
        };
        let pem = read_pem(chain, Issuer::MAX_CHAIN_BYTES, "x509")?;
        let secret = Zeroizing::new(read_pem(key, Issuer::MAX_KEY_BYTES, "pkey")?);
        let issuer = Issuer::read(&pem, &secret).map_err(|error| {
            let file = if error.is_about_key() { key } else { chain };
            Failure::error(format!(
                "cannot sign Content Credentials with {}: {error}{}",
                text::path(file),
                advice(&error, key)
            ))
        })?;
        if files::readable_by_others(key) {
            output::warn(&format!(
                "other users of this machine can read {0}, and whoever has it can sign Content Credentials as you; run \
                 `chmod 600 {0}`",
                text::argument(key)
            ));
        }
        Ok(Some(Arc::new(issuer)))
    }

    /// Nobody adds any.
    #[cfg(not(feature = "c2pa"))]
    pub fn issuer(&self) -> Result<Option<Arc<dyn AddCredentials>>, Failure> {
        Ok(None)
    }
}

/// Reads a PEM file. What is no text may be the same in DER, which a command of openssl converts.
#[cfg(feature = "c2pa")]
fn read_pem(path: &Path, limit: u64, command: &str) -> Result<String, Failure> {
    files::read_text(path, limit).map_err(|error| match &error {
        FileError::Io { action: "read", error: cause, .. }
            if cause.kind() == io::ErrorKind::InvalidData =>
        {
            let file = text::argument(path);
            Failure::error(format!(
                "{error}; if it is in DER format, make a copy in PEM with `openssl {command} -inform der -in {file} -out \
                 copy.pem`"
            ))
        }
        _ => Failure::error(error),
    })
}

/// What can be done about a key or certificate that cannot sign.
#[cfg(feature = "c2pa")]
fn advice(error: &IssuerError, key: &Path) -> String {
    let converted = || {
        let key = text::argument(key);
        format!(
            "; make a copy with `openssl pkcs8 -topk8 -nocrypt -in {key} -out plain.pem`, readable by you alone"
        )
    };
    match error {
        IssuerError::Encrypted | IssuerError::OlderForm => converted(),
        IssuerError::NoCertificate | IssuerError::NoKey => {
            "; --c2pa-cert names the certificates, and --c2pa-key the private key".into()
        }
        IssuerError::NotOnlyCertificates => {
            "; keep the certificates and the key in two files".into()
        }
        IssuerError::Order(_) => {
            "; put the certificate first that signs, then the one that issued it, and so on".into()
        }
        IssuerError::Key | IssuerError::OtherKey => {
            "; name the two files that belong together".into()
        }
        IssuerError::Expired(_) => "; get a current one from its issuer".into(),
        IssuerError::NotForSigning | IssuerError::Algorithm => {
            "; ask its issuer for one for Content Credentials (C2PA)".into()
        }
        _ => String::new(),
    }
}

/// By whose roots Content Credentials are checked.
#[derive(clap::Args, Default)]
pub struct AnchorsArgs {
    /// Root certificates of your own (PEM) for Content Credentials, besides those of the C2PA.
    #[cfg(feature = "c2pa")]
    #[arg(long, value_name = "PEM")]
    anchors: Option<PathBuf>,
}

/// Checks the Content Credentials of pictures, or only sees whether there are some.
#[derive(Clone)]
pub struct Checker {
    #[cfg(feature = "c2pa")]
    roots: Roots,
}

impl AnchorsArgs {
    /// What checks by these roots.
    pub fn checker(&self) -> Result<Checker, Failure> {
        Ok(Checker {
            #[cfg(feature = "c2pa")]
            roots: self.roots()?,
        })
    }

    /// The lists of the program or those that replace them, and the roots in a file of the user's own.
    #[cfg(feature = "c2pa")]
    pub fn roots(&self) -> Result<Roots, Failure> {
        let roots = Roots::of_user().map_err(Failure::error)?;
        let Some(path) = &self.anchors else {
            return Ok(roots);
        };
        let pem = files::read_text(path, Roots::MAX_BYTES as u64).map_err(Failure::error)?;
        roots
            .with_own(&pem)
            .map_err(|error| Failure::error(format!("cannot use {}: {error}", text::path(path))))
    }
}

impl Checker {
    /// What the Content Credentials of a file are worth.
    #[cfg(feature = "c2pa")]
    pub fn check(&self, file: &[u8]) -> Credentials {
        credentials::read(file, &self.roots, now())
    }

    /// Whether a file is a photo with Content Credentials, which a notary can attest if they hold.
    #[cfg(feature = "c2pa")]
    pub fn is_for_notary(&self, file: &[u8]) -> bool {
        proofroom_c2pa::carries(file)
    }

    /// There is no notary.
    #[cfg(not(feature = "c2pa"))]
    pub fn is_for_notary(&self, _: &[u8]) -> bool {
        false
    }

    /// Whether a file carries Content Credentials.
    #[cfg(not(feature = "c2pa"))]
    pub fn check(&self, file: &[u8]) -> Credentials {
        Credentials::unchecked(file)
    }
}

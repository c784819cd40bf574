//! Content Credentials (C2PA): by whose roots they are examined, and who signs those of published pictures.

use std::path::Path;
use std::sync::Arc;

use proofroom_c2pa::Roots;
use proofroom_c2pa::credentials::{self, Issuer};
use proofroom_provenance::format::capture_record::now;
use proofroom_provenance::publish::AddCredentials;
use proofroom_provenance::system::settings::Settings;
use proofroom_provenance::system::{files, text};
use proofroom_provenance::verify::credentials::Credentials;
use serde::Serialize;
use tauri::AppHandle;
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::dialogs::choose_path;
use crate::remembered::{as_text, change, current};
use crate::work::{Answer, told, work};

/// The lists of roots by which photos and pictures are examined, with the user's own if there is one.
pub fn roots() -> Answer<Roots> {
    let own = current()?.own_roots;
    own.map_or_else(|| Roots::of_user().map_err(told), |path| with_own(Path::new(&path)))
}

/// The lists of the program, or those that replace them, and the one in a file.
pub fn with_own(path: &Path) -> Answer<Roots> {
    let pem = files::read_text(path, Roots::MAX_BYTES as u64).map_err(told)?;
    let unusable = |error| {
        told(format!("your own root certificates in {} cannot be used: {error}", text::path(path)))
    };
    Roots::of_user().map_err(told)?.with_own(&pem).map_err(unusable)
}

/// What the Content Credentials of a published picture are worth. Roots of one's own that cannot be used vouch for
/// nobody.
pub fn of_picture(file: &[u8]) -> Credentials {
    let roots = roots().unwrap_or_else(|_| Roots::shipped());
    credentials::read(file, &roots, now())
}

/// Who signs the Content Credentials of published pictures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct IssuerInfo {
    /// The name on the certificate.
    pub name: String,
    /// What the owner of the key should know of its file.
    pub warning: Option<String>,
}

/// Who would sign with the files that the settings name; none if they do not name both.
pub async fn issuer() -> Answer<Option<IssuerInfo>> {
    work(|| {
        let Some((chain, key)) = files_of_settings()? else { return Ok(None) };
        let issuer = read(&chain, &key)?;
        let warning = files::readable_by_others(Path::new(&key)).then(|| {
            "Other users of this machine can read the file of the key, and whoever has it can sign as you; change its permissions so that you alone can.".into()
        });
        Ok(Some(IssuerInfo { name: text::line(issuer.name()), warning }))
    })
    .await
}

/// Asks for the file with the certificates, and remembers its path.
pub async fn choose_certificates(handle: AppHandle) -> Answer<Settings> {
    choose(
        handle,
        "Choose the certificate and those that lead to a root (PEM)",
        |settings, path| {
            settings.certificates = Some(path);
        },
    )
    .await
}

/// Asks for the file with the private key, and remembers its path; what is in it is read when it is needed.
pub async fn choose_certificate_key(handle: AppHandle) -> Answer<Settings> {
    choose(handle, "Choose the private key of the certificate (PEM)", |settings, path| {
        settings.certificate_key = Some(path);
    })
    .await
}

async fn choose(
    handle: AppHandle,
    title: &'static str,
    remember: impl FnOnce(&mut Settings, String) + Send + 'static,
) -> Answer<Settings> {
    work(move || {
        let kind = ("Certificates and keys", &["pem", "crt", "cer", "key"][..]);
        let Some(file) = choose_path(&handle, title, kind)? else { return current() };
        let file = as_text(file)?;
        Ok(change(|remembered| remember(&mut remembered.settings, file))?.settings)
    })
    .await
}

/// Who adds Content Credentials to what is published. A key that cannot sign is found before any work is done.
pub fn issuer_now() -> Answer<Arc<dyn AddCredentials>> {
    let files = files_of_settings()?;
    let (chain, key) =
        files.ok_or("choose a certificate and its key, or export without Content Credentials")?;
    Ok(Arc::new(read(&chain, &key)?))
}

/// The files of the certificates and of the key.
fn files_of_settings() -> Answer<Option<(String, String)>> {
    let settings = current()?;
    Ok(settings.certificates.zip(settings.certificate_key))
}

fn read(chain: &str, key: &str) -> Answer<Issuer> {
    let (chain, key) = (Path::new(chain), Path::new(key));
    let pem = files::read_text(chain, Issuer::MAX_CHAIN_BYTES).map_err(told)?;
    let secret = files::read_text(key, Issuer::MAX_KEY_BYTES).map(Zeroizing::new).map_err(told)?;
    Issuer::read(&pem, &secret).map_err(|error| {
        let file = if error.is_about_key() { key } else { chain };
        told(format!("Content Credentials cannot be signed with {}: {error}", text::path(file)))
    })
}

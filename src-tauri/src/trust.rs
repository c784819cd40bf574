//! The user's trust list.

use proofroom::camera::PublicKey;
use proofroom::text;
use proofroom::trust::{Maker, Revocation, Trust, TrustError};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use crate::app::{Answer, App, told, work};
use crate::files::Access;

/// Whom the user trusts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrustList {
    /// The makers whose cameras are trusted.
    pub makers: Vec<Maker>,
    /// The keys that are trusted no more, each with its reason as it can be shown.
    pub revoked: Vec<Revocation>,
}

impl From<&Trust> for TrustList {
    fn from(trust: &Trust) -> Self {
        let shown = |revocation: &Revocation| Revocation {
            reason: text::line(&revocation.reason),
            ..revocation.clone()
        };
        TrustList {
            makers: trust.makers().to_vec(),
            revoked: trust.revoked().iter().map(shown).collect(),
        }
    }
}

/// The list.
#[tauri::command(rename_all = "snake_case")]
pub async fn trust() -> Answer<TrustList> {
    Ok(TrustList::from(&Trust::of_user().map_err(told)?))
}

/// Trusts a maker.
#[tauri::command(rename_all = "snake_case")]
pub async fn add_maker(name: String, key: String) -> Answer<()> {
    let key = read(&key)?;
    let name = name.trim().to_owned();
    change(move |trust| trust.add_maker(Maker { name, key })).await
}

/// Gives a maker another name.
#[tauri::command(rename_all = "snake_case")]
pub async fn rename_maker(key: String, name: String) -> Answer<()> {
    let key = read(&key)?;
    change(move |trust| trust.rename_maker(&key, name.trim())).await
}

/// Trusts a maker no more.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_maker(key: String) -> Answer<()> {
    let key = read(&key)?;
    change(move |trust| trust.remove_maker(&key)).await
}

/// Adds the revoked keys of another list; gives how many were new.
#[tauri::command(rename_all = "snake_case")]
pub async fn import_revocations(app: State<'_, App>, id: u32) -> Answer<usize> {
    let path = app.path(id, Access::Read)?;
    let from = Trust::read(&path).map_err(|error| {
        told(format!(
            "nothing was imported from {}: {error}",
            path.display()
        ))
    })?;
    change(move |trust| trust.add_revocations(&from)).await
}

fn read(key: &str) -> Answer<PublicKey> {
    key.parse().map_err(told)
}

/// Changes the list on a thread that may wait for another window to end its change.
async fn change<T: Send + 'static>(
    change: impl FnOnce(&mut Trust) -> Result<T, TrustError> + Send + 'static,
) -> Answer<T> {
    work(move || Trust::change_of_user(change).map_err(told)).await
}

//! The user's trust list.

use std::sync::Mutex;

use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::system::files;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::trust::{Accepted, Maker, Revocation, Trust, TrustError};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use crate::advice::advice;
use crate::camera;
use crate::files::{Access, Files};
use crate::notary;
use crate::work::{Answer, lock, told, work};

/// Whom the user trusts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrustList {
    /// The makers whose cameras are trusted.
    pub makers: Vec<Maker>,
    /// The notaries whose attestations are trusted.
    pub notaries: Vec<Maker>,
    /// The keys that are no longer trusted, each with its reason as it can be shown.
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
            notaries: trust.notaries().to_vec(),
            revoked: trust.revoked().iter().map(shown).collect(),
        }
    }
}

/// The list.
pub async fn trust() -> Answer<TrustList> {
    Ok(TrustList::from(&Trust::of_user().map_err(told)?))
}

/// What somebody is trusted as. A key that is trusted as one of them says nothing as the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A maker of cameras.
    Maker,
    /// A notary.
    Notary,
}

/// Trusts a maker or a notary.
pub async fn add_trusted(role: Role, name: String, key: String) -> Answer<()> {
    let entry = Maker { key: read(&key)?, name: name.trim().to_owned() };
    change(move |trust| match role {
        Role::Maker => trust.add_maker(entry),
        Role::Notary => trust.add_notary(entry),
    })
    .await
}

/// Gives a maker or a notary another name.
pub async fn rename_trusted(role: Role, key: String, name: String) -> Answer<()> {
    let key = read(&key)?;
    change(move |trust| match role {
        Role::Maker => trust.rename_maker(&key, name.trim()),
        Role::Notary => trust.rename_notary(&key, name.trim()),
    })
    .await
}

/// Stops trusting a maker or a notary.
pub async fn remove_trusted(role: Role, key: String) -> Answer<()> {
    let key = read(&key)?;
    change(move |trust| match role {
        Role::Maker => trust.remove_maker(&key),
        Role::Notary => trust.remove_notary(&key),
    })
    .await
}

/// What a trust list in a file would add to the user's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrustNews {
    /// Makers that the user's list does not hold.
    pub makers: Vec<Maker>,
    /// Notaries that the user's list does not hold.
    pub notaries: Vec<Maker>,
    /// Keys that the user's list does not revoke.
    pub revoked: Vec<Revocation>,
    /// Makers and notaries that are in both, as the user calls them. They stay as they are.
    pub known: Vec<Maker>,
}

impl TrustNews {
    /// What `from` would add to `own`.
    pub fn of(own: &Trust, from: &Trust) -> Result<Self, TrustError> {
        let TrustList { makers, notaries, revoked } = TrustList::from(&own.news(from)?);
        let makers_of_both =
            own.makers().iter().filter(|maker| from.maker_name(&maker.key).is_some());
        let notaries_of_both =
            own.notaries().iter().filter(|notary| from.notary_name(&notary.key).is_some());
        let known = makers_of_both.chain(notaries_of_both).cloned().collect();
        Ok(TrustNews { makers, notaries, revoked, known })
    }
}

/// The trust list that was read last and is not imported yet.
#[derive(Default)]
pub struct ReadList(Mutex<Option<Trust>>);

/// Reads a trust list, so that the user can look at it and accept it.
pub async fn read_trust_list(handle: AppHandle, id: u32) -> Answer<TrustNews> {
    let path = handle.state::<Files>().path(id, Access::Read)?;
    let refused = |error: TrustError| {
        told(format!("nothing can be imported from {}: {error}{}", path.display(), advice(&error)))
    };
    let list = Trust::read(&path).map_err(refused)?;
    let news = TrustNews::of(&Trust::of_user().map_err(told)?, &list).map_err(refused)?;
    *lock(&handle.state::<ReadList>().0) = Some(list);
    Ok(news)
}

/// Adds what the list that was read last says to the user's list: makers and notaries with these keys, and all revoked
/// keys. The file is not read again, so that nothing is added that the user has not seen.
pub async fn import_trust_list(
    handle: AppHandle,
    makers: Vec<PublicKey>,
    notaries: Vec<PublicKey>,
) -> Answer<TrustList> {
    let list = lock(&handle.state::<ReadList>().0).take();
    let list = list.ok_or("no trust list was read; open it again")?;
    let added = change(move |trust| trust.merge(&list, &Accepted { makers, notaries })).await?;
    Ok(TrustList::from(&added))
}

/// Which trust list is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhichList {
    /// The user's own, whole.
    Own,
    /// One that names the maker of the user's simulated camera, and nothing else.
    Camera,
    /// One that names the user's notary, and nothing else.
    Notary,
}

/// Writes a trust list that the user can give to others.
pub async fn write_trust_list(handle: AppHandle, target: u32, which: WhichList) -> Answer<()> {
    let target = handle.state::<Files>().path(target, Access::Write)?;
    work(move || {
        let list = match which {
            WhichList::Own => Trust::of_user().map_err(told)?,
            WhichList::Camera => Trust::of_makers(vec![camera::own()?.maker()]),
            WhichList::Notary => Trust::of_notaries(vec![notary::own()?.entry()]),
        };
        files::replace(&target, list.to_json().as_bytes(), files::Access::Public).map_err(told)
    })
    .await
}

fn read(key: &str) -> Answer<PublicKey> {
    key.parse().map_err(told)
}

/// Changes the list on a thread of its own, which may have to wait until another window has changed it.
async fn change<T: Send + 'static>(
    change: impl FnOnce(&mut Trust) -> Result<T, TrustError> + Send + 'static,
) -> Answer<T> {
    work(move || Trust::change_of_user(change).map_err(told)).await
}

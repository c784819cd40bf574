//! The user's own simulated camera: its name, its keys, and the trust list that readers need.

use std::path::Path;

use proofroom_provenance::capture::camera::Camera;
use proofroom_provenance::format::capture_record::DeviceName;
use proofroom_provenance::system::files;
use proofroom_provenance::verify::CameraReport;
use proofroom_provenance::verify::trust::{Accepted, Trust};
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use crate::files::{Access, ChosenFile, Files};
use crate::work::{Answer, told, work};

/// The user's own simulated camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OwnCamera {
    /// Its certificate, and what the user's trust list says about its maker.
    pub camera: CameraReport,
    /// The file of its secret key; its maker's key lies beside it.
    pub key_file: ChosenFile,
}

/// The user's own simulated camera, if there is one yet.
pub async fn own_camera(handle: AppHandle) -> Answer<Option<OwnCamera>> {
    work(move || {
        let camera = Camera::of_user_if_made().map_err(told)?;
        camera.map(|camera| shown(&handle, &camera)).transpose()
    })
    .await
}

/// Names the user's own simulated camera, which is made if there is none yet.
pub async fn name_camera(handle: AppHandle, name: String) -> Answer<OwnCamera> {
    work(move || {
        let name = DeviceName::new(name.trim()).map_err(told)?;
        let before = Camera::of_user_if_made().map_err(told)?;
        let camera = make_or_rename(&Camera::users_folder().map_err(told)?, name)?;
        if let Some(before) = before {
            let (old, new) = (before.maker(), camera.maker());
            Trust::change_of_user(|trust| trust.follow_rename(&old, &new)).map_err(told)?;
        }
        shown(&handle, &camera)
    })
    .await
}

/// Names the camera of a folder, which is made if there is none yet.
pub fn make_or_rename(folder: &Path, name: DeviceName) -> Answer<Camera> {
    let made = files::is_there(&folder.join(Camera::DEVICE_FILE)).map_err(told)?;
    let camera = if made { Camera::rename(folder, name) } else { Camera::create(folder, name) };
    camera.map_err(told)
}

/// Adds the maker of the user's own simulated camera to the user's trust list.
pub async fn trust_own_camera(handle: AppHandle) -> Answer<OwnCamera> {
    work(move || {
        let camera = own()?;
        let list = Trust::of_makers(vec![camera.maker()]);
        let key = camera.certificate().maker;
        Trust::change_of_user(|trust| trust.merge(&list, &Accepted::makers(vec![key])))
            .map_err(told)?;
        shown(&handle, &camera)
    })
    .await
}

/// The camera whose keys lie in the config folder.
pub fn own() -> Answer<Camera> {
    let camera = Camera::of_user_if_made().map_err(told)?;
    camera.ok_or_else(|| "there is no simulated camera on this machine yet".into())
}

fn shown(handle: &AppHandle, camera: &Camera) -> Answer<OwnCamera> {
    let trust = Trust::of_user().map_err(told)?;
    let key_file = Camera::users_folder().map_err(told)?.join(Camera::DEVICE_FILE);
    Ok(OwnCamera {
        camera: CameraReport::new(camera.certificate(), &trust),
        key_file: handle.state::<Files>().choose(key_file, Access::Read),
    })
}

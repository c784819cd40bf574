//! The commands of the window: one list, from which the handler of calls is made and, in the tests, their
//! signatures in TypeScript, `ui/src/ipc/generated/Commands.ts`. What a command does is in the file of its feature.
//!
//! A line names a function, its arguments and its result. `handle` and `window` come from Tauri, the other
//! arguments from the page. What the function reports meanwhile (`telling`) goes through a channel, its last
//! argument.

use proofroom_provenance::captions::Captions;
use proofroom_provenance::circuits::edits::{Convolve, WhiteBalance};
use proofroom_provenance::circuits::{Edit, Size};
use proofroom_provenance::editing::check::RecipeCheck;
use proofroom_provenance::editing::history::HistoryItem;
use proofroom_provenance::editing::preview::PreviewRequest;
use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::publish::plan::ExportPlan;
use proofroom_provenance::rules::{JudgedEdits, Judgement};
use proofroom_provenance::system::settings::{ExportFormat, RenditionPreset, Settings};
use proofroom_provenance::verify::Report;
use proofroom_provenance::verify::account::Account;
use proofroom_provenance::verify::credentials::Credentials;
use proofroom_provenance::words::Language;
use tauri::ipc::{Channel, Invoke};
use tauri::{AppHandle, WebviewWindow};

use crate::camera::OwnCamera;
use crate::credentials::IssuerInfo;
use crate::dialogs::Purpose;
use crate::export::Output;
use crate::files::ChosenFile;
use crate::notary::{Examined, OwnNotary};
use crate::open::{Opened, Signer};
use crate::photos::FileState;
use crate::placed::Placed;
use crate::plan::ExportEstimate;
use crate::queue::{ExportOrder, Queued};
use crate::rules::KeptRules;
use crate::sign::{SignedBy, SignedPhoto};
use crate::start::Start;
use crate::trust::{Role, TrustList, TrustNews, WhichList};
use crate::verify::Verification;
use crate::work::{Answer, Bytes};

/// A command as Tauri calls it, by the names that the page uses.
macro_rules! command {
    ($module:ident :: $name:ident(handle $(, $arg:ident: $type:ty)*) -> $gives:ty, $tells:ty) => {
        #[tauri::command(rename_all = "snake_case")]
        async fn $name(
            handle: AppHandle,
            $($arg: $type,)*
            on_progress: Channel<$tells>,
        ) -> Answer<$gives> {
            crate::$module::$name(handle, $($arg,)* on_progress).await
        }
    };
    ($module:ident :: $name:ident(handle $(, $arg:ident: $type:ty)*) -> $gives:ty) => {
        #[tauri::command(rename_all = "snake_case")]
        async fn $name(handle: AppHandle, $($arg: $type),*) -> Answer<$gives> {
            crate::$module::$name(handle, $($arg),*).await
        }
    };
    ($module:ident :: $name:ident(window $(, $arg:ident: $type:ty)*) -> $gives:ty) => {
        #[tauri::command(rename_all = "snake_case")]
        async fn $name(window: WebviewWindow, $($arg: $type),*) -> Answer<$gives> {
            crate::$module::$name(window, $($arg),*).await
        }
    };
    ($module:ident :: $name:ident($($arg:ident: $type:ty),*) -> $gives:ty) => {
        #[tauri::command(rename_all = "snake_case")]
        async fn $name($($arg: $type),*) -> Answer<$gives> {
            crate::$module::$name($($arg),*).await
        }
    };
}

/// What a command takes from the page.
#[cfg(test)]
macro_rules! takes {
    (handle $(, $($takes:tt)*)?) => { takes!($($($takes)*)?); };
    (window $(, $($takes:tt)*)?) => { takes!($($($takes)*)?); };
    ($($arg:ident: $type:ty),*) => {
        #[derive(ts_rs::TS)]
        #[allow(dead_code, reason = "only its type is read, and not even that where a command takes nothing")]
        pub struct Takes { $($arg: $type),* }
    };
}

macro_rules! commands {
    ($($module:ident :: $name:ident($($takes:tt)*) -> $gives:ty $(, telling $tells:ty)?;)*) => {
        $(command!($module::$name($($takes)*) -> $gives $(, $tells)?);)*

        /// Answers the calls of the page.
        pub fn handler() -> impl Fn(Invoke) -> bool {
            tauri::generate_handler![$($name),*]
        }

        /// The signatures of all commands, to be written as TypeScript.
        #[cfg(test)]
        pub mod signatures {
            $(pub mod $name {
                #[allow(unused_imports, reason = "not every signature names a type")]
                use super::super::*;

                takes!($($takes)*);

                #[derive(ts_rs::TS)]
                #[expect(dead_code, reason = "only its type is read")]
                pub struct Command {
                    #[ts(inline)]
                    takes: Takes,
                    gives: $gives,
                    $(tells: $tells,)?
                }
            })*

            /// Each command, by its name.
            #[derive(ts_rs::TS)]
            #[expect(dead_code, reason = "only its type is read")]
            pub struct Commands {
                $(
                    #[doc = concat!(" In `src-tauri/src/", stringify!($module), ".rs`.")]
                    #[ts(inline)]
                    $name: $name::Command,
                )*
            }
        }
    };
}

commands! {
    start::start(window) -> Start;
    start::quit(handle) -> ();
    window::show_title(window, id: Option<u32>) -> ();

    camera::own_camera(handle) -> Option<OwnCamera>;
    camera::name_camera(handle, name: String) -> OwnCamera;
    camera::trust_own_camera(handle) -> OwnCamera;

    notary::own_notary(handle) -> Option<OwnNotary>;
    notary::new_notary_folder() -> String;
    notary::make_notary(handle, name: String) -> OwnNotary;
    notary::choose_notary(handle) -> Option<OwnNotary>;
    notary::trust_own_notary(handle) -> OwnNotary;
    notary::examine_photo(handle, id: u32, language: Language) -> Examined;

    dialogs::choose_photos(handle) -> Vec<ChosenFile>;
    dialogs::choose_sidecar(handle) -> Option<ChosenFile>;
    dialogs::choose_trust_list(handle) -> Option<ChosenFile>;
    dialogs::choose_target(handle, suggested_name: String, purpose: Purpose) -> Option<ChosenFile>;
    files::reveal(handle, id: u32) -> ();
    recent::recent(handle) -> Vec<ChosenFile>;
    recent::clear_recent() -> ();

    open::open_file(handle, id: u32) -> Opened;
    open::original_signer(handle) -> Signer;
    open::close_original(handle) -> ();

    photos::file_states(handle, ids: Vec<u32>) -> Vec<FileState>;
    photos::thumbnail(handle, id: u32, side: u32) -> Bytes;
    photos::keep_edits(handle, id: u32, items: Vec<HistoryItem>) -> ();
    photos::choose_original_folder(handle) -> Option<ChosenFile>;

    sign::default_original(handle, photo: u32) -> ChosenFile;
    sign::sign_photo(handle, photo: u32, target: u32, by: SignedBy, ignore_profile: bool)
        -> Option<ChosenFile>, telling f64;
    sign::sign_photos(handle, photos: Vec<u32>, folder: u32, by: SignedBy) -> Vec<SignedPhoto>,
        telling f64;
    sign::cancel_signing(handle) -> ();

    editor::save_history(handle, items: Vec<HistoryItem>) -> ();
    editor::preview(handle, chain: Placed, request: PreviewRequest) -> Bytes;
    editor::check_recipe(handle, edits: Placed) -> RecipeCheck;
    editor::check_for_size(size: Size, edits: Placed) -> RecipeCheck;
    editor::neutral_gains(handle, edits: Placed, x: u32, y: u32) -> WhiteBalance;
    editor::tone_curve(edit: Edit) -> [Vec<u8>; 3];
    editor::kernel_preset(name: String) -> Convolve;

    plan::plan_export(
        handle, edits: Placed, outputs: Vec<Output>, bound: Option<String>, language: Language
    ) -> Vec<ExportPlan>;
    plan::estimate_export(
        handle, edits: Vec<Edit>, long_edge: Option<u32>, format: ExportFormat
    ) -> ExportEstimate;
    plan::estimate_file(handle, edits: Placed, format: ExportFormat) -> u64;

    queue::default_target(handle, original: u32, format: ExportFormat) -> ChosenFile;
    queue::rendition_targets(
        handle, original: u32, folder: Option<u32>, renditions: Vec<RenditionPreset>
    ) -> Vec<ChosenFile>;
    queue::choose_rendition_folder(handle) -> Option<ChosenFile>;
    queue::watch_queue(handle) -> Vec<Queued>, telling Queued;
    queue::enqueue(handle, order: ExportOrder) -> Queued;
    queue::cancel_queued(handle, id: u32) -> ();
    queue::retry_queued(handle, id: u32) -> ();
    queue::save_queued(handle, id: u32, target: u32) -> ();
    queue::remove_queued(handle, id: u32) -> ();

    captions::fill_captions(handle, original: u32, captions: Captions) -> Captions;
    captions::caption_templates() -> Vec<String>;
    captions::load_captions(name: String) -> Captions;
    captions::save_captions(name: String, captions: Captions) -> ();
    captions::remove_captions(name: String) -> ();
    captions::captions_of_original(handle, original: u32) -> Captions;
    captions::captions_of_photo(handle) -> Option<Captions>;

    credentials::issuer() -> Option<IssuerInfo>;
    credentials::choose_certificates(handle) -> Settings;
    credentials::choose_certificate_key(handle) -> Settings;

    verify::verify(handle, id: u32, sidecar: Option<u32>, expect: Option<String>, language: Language)
        -> Verification;
    verify::in_words(
        report: Report, credentials: Credentials, rules: Option<Judgement>, language: Language
    ) -> Account;
    verify::verified_picture(handle, max_width: u32, max_height: u32) -> Bytes;

    trust::trust() -> TrustList;
    trust::add_trusted(role: Role, name: String, key: String) -> ();
    trust::rename_trusted(role: Role, key: String, name: String) -> ();
    trust::remove_trusted(role: Role, key: String) -> ();
    trust::read_trust_list(handle, id: u32) -> TrustNews;
    trust::import_trust_list(handle, makers: Vec<PublicKey>, notaries: Vec<PublicKey>) -> TrustList;
    trust::write_trust_list(handle, target: u32, which: WhichList) -> ();

    rules::kept_rules(language: Language) -> Option<KeptRules>;
    rules::choose_rules(handle, language: Language) -> Option<KeptRules>;
    rules::read_rules(handle, id: u32, language: Language) -> KeptRules;
    rules::keep_rules(handle, id: u32, language: Language) -> KeptRules;
    rules::forget_rules() -> ();
    rules::judge_edits(handle, edits: Vec<Edit>, language: Language) -> Option<JudgedEdits>;

    settings::save_settings(window, settings: Settings) -> ();
    settings::choose_export_folder(handle) -> Settings;
    settings::choose_own_roots(handle) -> Settings;
}

//! House rules: those that the user keeps in the settings folder, and what they say of edits while they are made.

use proofroom_provenance::circuits::{Edit, Recipe};
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::picture::PictureFormat;
use proofroom_provenance::rules::{JudgedEdits, Rules};
use proofroom_provenance::system::folders;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::words::Language;
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use crate::dialogs::choose_path;
use crate::editor::OpenEditor;
use crate::files::{Access, Files};
use crate::work::{Answer, told, work};

/// Rules in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeptRules {
    /// Whose rules they are, as their file says.
    pub name: String,
    /// What they allow, a sentence or two an item.
    pub told: Vec<String>,
}

impl KeptRules {
    fn of(rules: &Rules, language: Language) -> Self {
        KeptRules { name: rules.name().to_owned(), told: rules.told(language) }
    }
}

/// The rules that are kept.
pub fn kept() -> Answer<Option<Rules>> {
    Rules::of_user().map_err(told)
}

/// The rules that are kept, in words.
pub async fn kept_rules(language: Language) -> Answer<Option<KeptRules>> {
    Ok(kept()?.map(|rules| KeptRules::of(&rules, language)))
}

/// Asks for a rules file, and keeps a copy of it.
pub async fn choose_rules(handle: AppHandle, language: Language) -> Answer<Option<KeptRules>> {
    work(move || {
        let kind = ("House rules", &["json"][..]);
        let Some(file) = choose_path(&handle, "Choose house rules", kind)? else {
            return Ok(None);
        };
        let rules = Rules::keep(&file, &folders::config().map_err(told)?).map_err(told)?;
        Ok(Some(KeptRules::of(&rules, language)))
    })
    .await
}

/// The rules in a file, in words.
pub async fn read_rules(handle: AppHandle, id: u32, language: Language) -> Answer<KeptRules> {
    let path = handle.state::<Files>().path(id, Access::Read)?;
    work(move || Ok(KeptRules::of(&Rules::read(&path).map_err(told)?, language))).await
}

/// Keeps a copy of a rules file.
pub async fn keep_rules(handle: AppHandle, id: u32, language: Language) -> Answer<KeptRules> {
    let path = handle.state::<Files>().path(id, Access::Read)?;
    work(move || {
        let rules = Rules::keep(&path, &folders::config().map_err(told)?).map_err(told)?;
        Ok(KeptRules::of(&rules, language))
    })
    .await
}

/// Keeps no rules any more.
pub async fn forget_rules() -> Answer<()> {
    work(|| Rules::forget(&folders::config().map_err(told)?).map_err(told)).await
}

/// What the rules that are kept say of edits of the original that is open; nothing if none are kept.
pub async fn judge_edits(
    handle: AppHandle,
    edits: Vec<Edit>,
    language: Language,
) -> Answer<Option<JudgedEdits>> {
    let editor = handle.state::<OpenEditor>().get()?;
    work(move || {
        let trust = Trust::of_user().map_err(told)?;
        // The format is chosen at the export, and judged there.
        judged(&editor.original, &edits, None, &trust, language)
    })
    .await
}

/// What the rules that are kept say of edits of an original; nothing if none are kept.
pub fn judged(
    original: &Original,
    edits: &[Edit],
    format: Option<PictureFormat>,
    trust: &Trust,
    language: Language,
) -> Answer<Option<JudgedEdits>> {
    let recipe = Recipe::new(edits.to_vec());
    Ok(kept()?.map(|rules| rules.judge_edits(original, &recipe, format, trust, language)))
}

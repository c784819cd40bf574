//! What an export will make public and cost, before it is ordered.

use proofroom_provenance::circuits::{Edit, Recipe, RecipeError};
use proofroom_provenance::publish::estimate::{Speed, expect};
use proofroom_provenance::publish::order::{Sooner, scaled, sooner};
use proofroom_provenance::publish::plan::{ExportPlan, Wish, plan};
use proofroom_provenance::system::machine;
use proofroom_provenance::system::settings::ExportFormat;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::words::Language;
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use crate::editor::OpenEditor;
use crate::export::{Output, output_of};
use crate::placed::Placed;
use crate::queue::known;
use crate::rules;
use crate::work::{Answer, told, work};

/// What an export of these pictures will make public, and what it will take: a plan for each. Those with a longest side
/// are scaled down to it; their plans have the edits that do so.
pub async fn plan_export(
    handle: AppHandle,
    edits: Placed,
    outputs: Vec<Output>,
    bound: Option<String>,
    language: Language,
) -> Answer<Vec<ExportPlan>> {
    let editor = handle.state::<OpenEditor>().get()?;
    work(move || {
        let original = &editor.original;
        let publications = known(&handle, &original.hidden.hash())?;
        let trust = Trust::of_user().map_err(told)?;
        let (speed, free) = (Speed::of_user(), machine::free_memory());
        let planned = |output: &Output| {
            let format = output_of(output.format)?;
            let wish = Wish {
                recipe: edits.as_recipe(),
                long_edge: output.long_edge,
                format,
                bound: bound.as_deref(),
                pictures: outputs.len() as u32,
                language,
            };
            let mut plan =
                plan(original, wish, &publications, &trust, speed, free).map_err(told)?;
            plan.rules =
                rules::judged(original, &plan.edits, Some(format.into()), &trust, language)?;
            Ok(plan)
        };
        outputs.iter().map(planned).collect()
    })
    .await
}

/// How long an export will take, as the editor shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ExportEstimate {
    /// Pixels in a row of the published picture.
    pub width: u32,
    /// Its rows.
    pub height: u32,
    /// Seconds that proving will take on this machine, as far as can be known.
    pub seconds: f64,
    /// An order of the edits that is proved much sooner.
    pub sooner: Option<Sooner>,
}

/// How long an export of these edits would take, scaled down to `long_edge` if there is one.
pub async fn estimate_export(
    handle: AppHandle,
    edits: Vec<Edit>,
    long_edge: Option<u32>,
    format: ExportFormat,
) -> Answer<ExportEstimate> {
    let format = output_of(format)?;
    let size = handle.state::<OpenEditor>().get()?.original.hidden.size();
    work(move || {
        let speed = Speed::of_user();
        let wanted = Recipe::new(edits);
        let estimate = || {
            let recipe = match long_edge {
                Some(edge) => scaled(&wanted, size, edge)?,
                None => wanted.clone(),
            };
            let published = recipe.sizes(size)?.last().copied().unwrap_or(size);
            Ok::<_, RecipeError>(ExportEstimate {
                width: published.width(),
                height: published.height(),
                seconds: expect(&recipe, size, format, speed)?.time.as_secs_f64(),
                sooner: sooner(&wanted, size, long_edge, format, speed)?,
            })
        };
        estimate().map_err(told)
    })
    .await
}

/// About how many bytes the picture of these edits takes as a file, without its proof. The error is "overtaken" if this
/// was asked again meanwhile.
pub async fn estimate_file(handle: AppHandle, edits: Placed, format: ExportFormat) -> Answer<u64> {
    let editor = handle.state::<OpenEditor>().get()?;
    let format = output_of(format)?;
    work(move || editor.file_size(edits, format).map_err(told)).await
}

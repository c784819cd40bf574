//! What proving a recipe takes, estimated beforehand.

use crate::argument::class::verifying_key;
use crate::chain::Step;
use crate::edits::recipe::{Recipe, RecipeError};
use crate::edits::statement::StepStatement;
use crate::image::Size;
use crate::image::layout::Layout;
use crate::output::OutputFormat;
use crate::step::OutputKind;

/// Derives every key that proving and verifying a recipe needs whose result is published in this format, one after the other.
///
/// # Errors
/// A recipe that does not fit the original.
pub fn derive_keys(
    recipe: &Recipe,
    original: Size,
    format: OutputFormat,
) -> Result<(), RecipeError> {
    for statement in statements(recipe, original, format)? {
        for class in statement.classes() {
            verifying_key(&class);
        }
    }
    Ok(())
}

/// What proving a recipe takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Estimate {
    /// Steps of the chain.
    pub steps: usize,
    /// halo2 proofs.
    pub proofs: usize,
    /// Bytes of the chain's proof, commitments included.
    pub bytes: usize,
    /// Work in units that are the same for every recipe; time is proportional to it.
    pub work: u64,
    /// Field elements in all columns of the widest proof; memory grows with them.
    pub widest: u64,
}

/// Estimates the cost of proving a recipe whose result is published in this format.
///
/// # Errors
/// A recipe that does not fit the original.
pub fn estimate(
    recipe: &Recipe,
    original: Size,
    format: OutputFormat,
) -> Result<Estimate, RecipeError> {
    let statements = statements(recipe, original, format)?;
    let proofs = || statements.iter().flat_map(StepStatement::proofs);
    let commitments: usize =
        statements.iter().map(|statement| statement.tensors.commitments()).sum();
    Ok(Estimate {
        steps: statements.len(),
        proofs: proofs().count(),
        bytes: 32 * commitments
            + proofs().map(|(class, count)| class.proof_bytes(count)).sum::<usize>(),
        work: statements.iter().map(StepStatement::work).sum(),
        widest: proofs().map(|(class, count)| class.elements(count)).max().unwrap_or_default(),
    })
}

fn statements(
    recipe: &Recipe,
    original: Size,
    format: OutputFormat,
) -> Result<Vec<StepStatement>, RecipeError> {
    let sizes = recipe.sizes(original)?;
    let k = Layout::k_for_original(original);
    let compression = format.compression();
    let grouping = recipe.grouping(OutputKind::of(compression));
    let steps = Step::all(recipe, &grouping, &sizes, compression)
        .expect("the grouping of the recipe itself follows the rules");
    Ok(steps.iter().map(|step| step.statement(k)).collect())
}

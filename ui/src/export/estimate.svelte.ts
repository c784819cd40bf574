// How long an export of the edits as they are would take, learnt anew when they change.

import type { Edit } from "../edits/edit";
import { inRecipe } from "../edits/recipe";
import * as ipc from "../ipc";
import type { ExportEstimate, ExportFormat } from "../ipc/generated";

/** While a slider is moved, nothing is asked. */
const ASK_AFTER = 300;

class Estimator {
  /** None while it is not known, or the edits do not fit. */
  current = $state.raw<ExportEstimate | null>(null);

  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The edits, or the size or the format of the export, are others. */
  changed(edits: Edit[], longEdge: number | null, format: ExportFormat): void {
    const asked = this.forget();
    this.#timer = setTimeout(() => void this.#ask(asked, edits, longEdge, format), ASK_AFTER);
  }

  /** There is nothing that could be exported. */
  forget(): number {
    clearTimeout(this.#timer);
    // What was estimated stays on display until it is known better, so that nothing flickers.
    return ++this.#asked;
  }

  async #ask(asked: number, edits: Edit[], longEdge: number | null, format: ExportFormat): Promise<void> {
    let found: ExportEstimate | null;
    try {
      found = await ipc.estimateExport(edits.map(inRecipe), longEdge, format);
    } catch {
      // The history says what does not fit.
      found = null;
    }
    if (asked === this.#asked) this.current = found;
  }
}

export const estimator = new Estimator();

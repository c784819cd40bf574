// After other house rules are kept: what was judged by those before is judged anew.

import { editor } from "../editor/editor.svelte";
import { enabled } from "../editor/timeline";
import { verifier } from "../shell/verifying";
import { houseRules } from "./houseRules.svelte";

/** Judges the edits in hand and the picture that is verified, if the change was made. */
export async function rejudgeAfter(change: Promise<boolean>): Promise<void> {
  if (!(await change)) return;
  if (editor.original) houseRules.judgeSoon(enabled(editor.history.items));
  void verifier.trustChanged();
}

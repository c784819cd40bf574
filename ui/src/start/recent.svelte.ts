// Files that were opened before, the latest first.

import * as ipc from "../ipc";
import type { ChosenFile } from "../ipc/generated";
import { notices } from "../parts/notices.svelte";

class Recent {
  files = $state.raw<ChosenFile[]>([]);

  /** Reads anew which files were opened. */
  async learn(): Promise<void> {
    try {
      this.files = await ipc.recent();
    } catch {
      // The list stays as it was.
    }
  }

  async clear(): Promise<void> {
    try {
      await ipc.clearRecent();
      this.files = [];
    } catch (error) {
      notices.tell(null, error);
    }
  }
}

export const recent = new Recent();

// What went wrong, or cannot be opened, as the user has to be told.

import { asSentence, sentence } from "../format";
import type { ChosenFile } from "../ipc/generated";

/** Why a file could not be opened, or what else failed. */
export interface Notice {
  kind: "error" | "other";
  file: ChosenFile | null;
  title?: string;
  message: string;
}

class Notices {
  /** What is shown until the user has read it. */
  current = $state.raw<Notice | null>(null);

  /** Says what went wrong with a file, or without one. */
  tell(file: ChosenFile | null, error: unknown): void {
    this.current = { kind: "error", file, message: asSentence(sentence(error)) };
  }
}

export const notices = new Notices();

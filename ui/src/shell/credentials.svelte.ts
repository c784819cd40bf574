// What the Content Credentials of the photo that the verifier shows say.

import { asSentence } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile, Examined, Language } from "../ipc/generated";
import { trustList } from "../trust/trustList.svelte";

/** Reasons for which there is nothing to examine. */
const NOTHING = ["missing", "format"];

class Credentials {
  /** What was found; null while they are examined, and if that is not asked. */
  examined = $state.raw<Examined | null>(null);
  examining = $state(false);
  /** Why they could not be examined at all. */
  problem = $state("");
  /** Whether there is anything to say of them, even if only that they are invalid. */
  readonly areThere = $derived(
    this.examining ||
      this.problem !== "" ||
      (this.examined !== null &&
        !(this.examined.kind === "refused" && NOTHING.includes(this.examined.reason))),
  );

  #asked = 0;

  /** Examines those of a photo, which takes a moment. */
  async examine(photo: ChosenFile, language: Language): Promise<void> {
    const asked = ++this.#asked;
    this.#clear();
    this.examining = true;
    try {
      const [examined] = await Promise.all([ipc.examinePhoto(photo.id, language), trustList.learnNotary()]);
      if (asked === this.#asked) this.examined = examined;
    } catch (error) {
      if (asked === this.#asked) this.problem = asSentence(ipc.sentence(error));
    } finally {
      if (asked === this.#asked) this.examining = false;
    }
  }

  /** Forgets them. */
  forget(): void {
    this.#asked++;
    this.#clear();
  }

  #clear(): void {
    this.examined = null;
    this.examining = false;
    this.problem = "";
  }
}

export const credentials = new Credentials();

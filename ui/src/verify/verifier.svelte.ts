// The verifier: the file that is asked about, and beside it what the program found.

import { type Frame, readFrame } from "../editor/frame";
import { asSentence } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile } from "../ipc/generated/ChosenFile";
import type { Verification } from "../ipc/generated/Verification";
import { app } from "../shell/app.svelte";
import { announce } from "../shell/announcer.svelte";
import { VERDICTS } from "./wording";

/** The most device pixels of the picture that are asked for. */
const MOST = 2048;

class Verifier {
  // Wanted
  file = $state.raw<ChosenFile | null>(null);
  sidecar = $state.raw<ChosenFile | null>(null);
  /** The text that should be bound, as it is typed; an empty one expects nothing. */
  expect = $state("");

  // Computed
  checking = $state(false);
  verification = $state.raw<Verification | null>(null);
  picture = $state.raw<Frame | null>(null);
  /** Why there is no verification at all. */
  problem = $state("");

  /** The text for which the verdict was asked. */
  #expected = $state("");
  /** Whether the verdict is not about the text that is wanted now. */
  stale = $derived(this.verification !== null && this.expect !== this.#expected);

  #asked = 0;

  async choose(): Promise<void> {
    try {
      const file = await ipc.choosePhoto();
      if (file) await this.check(file);
    } catch (error) {
      this.problem = ipc.sentence(error);
    }
  }

  async choose_sidecar(): Promise<void> {
    try {
      const sidecar = await ipc.chooseSidecar();
      if (sidecar && this.file) await this.check(this.file, { sidecar, expect: this.expect });
    } catch (error) {
      this.problem = ipc.sentence(error);
    }
  }

  /** Checks again with the text and the proof that are wanted now. */
  async again(sidecar: ChosenFile | null = this.sidecar): Promise<void> {
    if (this.file) await this.check(this.file, { sidecar, expect: this.expect });
  }

  /** Verifies a file. The newest question wins. */
  async check(
    file: ChosenFile,
    { sidecar = null, expect = "" }: { sidecar?: ChosenFile | null; expect?: string } = {},
  ): Promise<void> {
    const asked = ++this.#asked;
    const current = () => asked === this.#asked;
    if (file.id !== this.file?.id) this.picture = null;
    this.file = file;
    this.sidecar = sidecar;
    this.expect = this.#expected = expect;
    this.verification = null;
    this.problem = "";
    this.checking = true;
    announce(`Verifying ${file.name}`);
    try {
      const verification = await ipc.verify(file.id, sidecar?.id ?? null, expect === "" ? null : expect);
      if (!current()) return;
      this.verification = verification;
      this.checking = false;
      announce(`${VERDICTS[verification.report.verdict]}. ${asSentence(verification.sentence)}`);
      void app.learn_recent();
      await this.#show(current);
    } catch (error) {
      if (!current() || ipc.sentence(error) === ipc.OVERTAKEN) return;
      this.problem = ipc.sentence(error);
      this.checking = false;
      announce(this.problem);
    }
  }

  /** The pixels, if there are any that can be decoded. */
  async #show(current: () => boolean): Promise<void> {
    try {
      const bytes = await ipc.verifiedPicture(MOST, MOST);
      if (current()) this.picture = readFrame(bytes);
    } catch {
      if (current()) this.picture = null;
    }
  }
}

export const verifier = new Verifier();

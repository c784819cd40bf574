// The verifier: the file that is asked about, and beside it what the program found.

import { type Frame, readFrame } from "../parts/frame";
import * as ipc from "../ipc";
import type { ChosenFile, Verification } from "../ipc/generated";
import { recent } from "../start/recent.svelte";
import { announce } from "../parts/announcer.svelte";
import { type Pair, paired } from "./pairs";
import { headline, sentenceOf } from "./wording";

/** The most device pixels of the picture that are asked for. */
const MOST = 2048;

/** One of several pictures that are verified one after the other. */
export interface Entry extends Pair {
  /** What was found; null before. */
  verification: Verification | null;
}

class Verifier {
  // Wanted
  file = $state.raw<ChosenFile | null>(null);
  sidecar = $state.raw<ChosenFile | null>(null);
  /** The text that should be bound, as it is typed; an empty one expects nothing. */
  expect = $state("");

  /** Several pictures that were opened together; empty if it was one. */
  list = $state.raw<Entry[]>([]);

  // Computed
  /** Whether the list is being gone through. */
  listing = $state(false);
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
      const { pictures } = paired(await ipc.choosePhotos());
      if (pictures.length > 0) await this.checkAll(pictures);
    } catch (error) {
      this.problem = ipc.sentence(error);
    }
  }

  async chooseSidecar(): Promise<void> {
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

  /** Verifies several pictures, one after the other, until others are to be verified. */
  async checkAll(pairs: Pair[]): Promise<void> {
    const list = pairs.map(({ file, sidecar }) => ({ file, sidecar, verification: null }));
    this.list = list.length > 1 ? list : [];
    this.listing = list.length > 1;
    for (const { file, sidecar } of list) {
      const asked = this.#asked + 1;
      await this.check(file, { sidecar });
      if (this.#asked !== asked) return;
    }
    this.listing = false;
    // The first is shown again; the others are a press away.
    if (list.length > 1) await this.check(list[0]!.file, { sidecar: list[0]!.sidecar });
  }

  /** The trust list has changed, by which the verdicts were given. */
  async trustChanged(): Promise<void> {
    await (this.list.length > 0 ? this.checkAll(this.list) : this.again());
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
    if (!this.list.some((entry) => entry.file.id === file.id)) {
      this.list = [];
      this.listing = false;
    }
    this.checking = true;
    announce(`Verifying ${file.name}`);
    try {
      const verification = await ipc.verify(file.id, sidecar?.id ?? null, expect === "" ? null : expect);
      if (!current()) return;
      this.verification = verification;
      this.checking = false;
      this.list = this.list.map((entry) => (entry.file.id === file.id ? { ...entry, verification } : entry));
      announce(`${headline(verification)}. ${sentenceOf(verification)}`);
      void recent.learn();
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

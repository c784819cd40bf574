// The verifier: the file that is asked about, and beside it what was found.

import { sentence } from "../format";
import type { ChosenFile, Verification } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { type Frame, readFrame } from "../parts/frame";
import { say, words } from "../words.svelte";
import type { BackEnd } from "./backEnd";
import { type Pair, paired } from "./pairs";

/** The most device pixels of the picture that are asked for. */
const MOST = 2048;

/** One of several pictures that are verified one after the other. */
export interface Entry extends Pair {
  /** What was found; null before. */
  verification: Verification | null;
}

export class Verifier {
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
  /** What the file claims, while it is checked. */
  claims = $state.raw<Verification | null>(null);
  verification = $state.raw<Verification | null>(null);
  picture = $state.raw<Frame | null>(null);
  /** Why there is no verification at all. */
  problem = $state("");

  /** The text for which the verdict was asked. */
  #expected = $state("");
  /** Whether the verdict is not about the text that is wanted now. */
  stale = $derived(this.verification !== null && this.expect !== this.#expected);

  readonly #backEnd: BackEnd;
  #asked = 0;

  constructor(backEnd: BackEnd) {
    this.#backEnd = backEnd;
  }

  async choose(): Promise<void> {
    try {
      const { pictures } = paired(await this.#backEnd.choosePictures());
      if (pictures.length > 0) await this.checkAll(pictures);
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  async chooseProof(): Promise<void> {
    try {
      const sidecar = await this.#backEnd.chooseProof();
      if (sidecar && this.file) await this.check(this.file, { sidecar, expect: this.expect });
    } catch (error) {
      this.problem = sentence(error);
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

  /** The trust list has changed, by which the verdicts were given, or the house rules beside them. */
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
    this.verification = this.claims = null;
    this.problem = "";
    if (!this.list.some((entry) => entry.file.id === file.id)) {
      this.list = [];
      this.listing = false;
    }
    this.checking = true;
    announce(say("checking-file", { name: file.name }));
    try {
      const question = { file, sidecar, expect: expect === "" ? null : expect, language: words.language };
      const verification = await this.#backEnd.verify(question, (claims) => {
        if (current() && this.checking) this.claims = claims;
      });
      if (!current() || !verification) return;
      this.checking = false;
      this.claims = null;
      this.verification = verification;
      this.list = this.list.map((entry) => (entry.file.id === file.id ? { ...entry, verification } : entry));
      const { title, sentence } = verification.account;
      announce(`${title}. ${sentence}`);
      await this.#show(current);
    } catch (error) {
      if (!current()) return;
      this.problem = sentence(error);
      this.checking = false;
      announce(this.problem);
    }
  }

  /** Stops the check that runs, and forgets the files. */
  stop(): void {
    this.#asked++;
    this.#backEnd.cancel();
    this.checking = this.listing = false;
    this.file = this.sidecar = this.picture = this.claims = this.verification = null;
    this.list = [];
    this.expect = this.#expected = this.problem = "";
  }

  /** Says what was found in the language that is spoken now. */
  async translate(): Promise<void> {
    const { language } = words;
    const translated = new Map<Verification | null, Verification>();
    for (const found of [this.claims, this.verification, ...this.list.map((entry) => entry.verification)]) {
      if (!found || translated.has(found)) continue;
      const account = await this.#backEnd.inWords(found, language);
      translated.set(found, { ...found, account });
    }
    if (words.language !== language) return;
    const now = (found: Verification | null) => translated.get(found) ?? found;
    this.claims = now(this.claims);
    this.verification = now(this.verification);
    this.list = this.list.map((entry) => ({ ...entry, verification: now(entry.verification) }));
    // What a file is that holds no picture is said by the check alone, and takes it no time.
    const { unclaimed } = this.verification ?? {};
    if (unclaimed && "message" in unclaimed) await this.again();
  }

  /** The pixels, if there are any that can be decoded. */
  async #show(current: () => boolean): Promise<void> {
    try {
      const bytes = await this.#backEnd.picture(MOST, MOST);
      if (current()) this.picture = readFrame(bytes);
    } catch {
      if (current()) this.picture = null;
    }
  }
}

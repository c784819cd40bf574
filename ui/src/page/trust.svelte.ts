// Whose cameras the page trusts: by the list that came with it, or by one that the reader chose in its place.

import { sentence, visible } from "../format";
import type { ChosenFile } from "../ipc/generated";
import { say } from "../words.svelte";
import type { PageBackEnd } from "./backEnd";
import type { Trust } from "./checker";
import * as files from "./files";
import { isPrivate, remember, remembered } from "./memory";

/** A trust list, and the file that it is from. */
interface List extends Trust {
  /** Null if it came with the page. */
  name: string | null;
  text: string;
}

const NONE: Pick<Trust, "makers" | "notaries" | "revoked"> = { makers: [], revoked: [] };

export class PageTrust {
  /** The list by which is judged; none trusts nobody. */
  list = $state.raw<List | null>(null);
  /** A list that waits for the reader's consent. */
  offered = $state.raw<(List & { name: string }) | null>(null);
  isRemembered = $state(false);
  /** Whether the dialog is open. */
  open = $state(false);
  /** Why a list cannot be used. */
  problem = $state("");
  readonly canRemember = isPrivate();
  readonly held = $derived(this.list ?? NONE);
  /** How many are trusted, in words. */
  readonly counted = $derived.by(() => {
    const { makers, notaries = [] } = this.held;
    const parts = [
      makers.length > 0 ? say("trust-makers", { count: makers.length }) : "",
      notaries.length > 0 ? say("trust-notaries", { count: notaries.length }) : "",
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(" · ") : say("trust-nobody");
  });
  readonly count = $derived(this.held.makers.length + (this.held.notaries?.length ?? 0));
  /** Where the list is from, in words: whoever made it decides whom the reader trusts. */
  readonly origin = $derived.by(() => {
    if (!this.list) return say("trust-none");
    const { name } = this.list;
    if (name === null) return say("trust-from-page");
    return say(this.isRemembered ? "trust-remembered" : "trust-from-file", { name });
  });

  readonly #backEnd: PageBackEnd;
  readonly #changed: () => void;
  /** The text of the list that came with the page. */
  readonly #own: string;

  constructor(backEnd: PageBackEnd, own: string, changed: () => void) {
    this.#backEnd = backEnd;
    this.#own = own.trim();
    this.#changed = changed;
  }

  /** Whether the page came with a list. */
  get hasOwn(): boolean {
    return this.#own !== "";
  }

  /** Takes the list that was remembered, or else the page's own. */
  async begin(): Promise<void> {
    const kept = this.canRemember ? remembered("trust") : null;
    if (kept !== null) {
      try {
        const { name, text } = JSON.parse(kept) as { name: string; text: string };
        this.#use(await this.#read(visible(String(name)), String(text)));
        this.isRemembered = true;
        return;
      } catch {
        remember("trust", null);
      }
    }
    await this.#useOwn();
  }

  async choose(): Promise<void> {
    const [file] = await files.ask(".json,application/json");
    if (file) await this.offer(file);
  }

  /** Shows whom a list names, and asks whether they are to be trusted. */
  async offer(file: ChosenFile): Promise<void> {
    this.open = true;
    this.problem = "";
    try {
      const { name } = file;
      this.offered = { ...(await this.#read(name, await files.textOf(file))), name };
    } catch (error) {
      this.offered = null;
      this.problem = sentence(error);
    }
  }

  accept(): void {
    const { offered } = this;
    this.offered = null;
    if (!offered) return;
    this.keep(false);
    this.#use(offered);
    this.#changed();
  }

  /** Uses the page's own list again, or none. */
  async drop(): Promise<void> {
    this.keep(false);
    await this.#useOwn();
    this.#changed();
  }

  /** Remembers the chosen list in this browser, or forgets it. */
  keep(wanted: boolean): void {
    const text = wanted && this.list ? JSON.stringify({ name: this.list.name, text: this.list.text }) : null;
    const done = this.canRemember && remember("trust", text);
    this.isRemembered = done && text !== null;
  }

  async #useOwn(): Promise<void> {
    this.#use(null);
    if (!this.hasOwn) return;
    try {
      this.#use(await this.#read(null, this.#own));
    } catch (error) {
      // By a list that cannot be read nobody is trusted, and each verdict says why.
      this.#backEnd.trust = this.#own;
      this.problem = sentence(error);
    }
  }

  #use(list: List | null): void {
    this.list = list;
    this.#backEnd.trust = list?.text ?? null;
  }

  async #read(name: string | null, text: string): Promise<List> {
    return { name, text, ...(await this.#backEnd.readTrust(text)) };
  }
}

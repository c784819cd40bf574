// By which house rules the page judges: by those that came with it, by some that the reader chose, or by none.

import { sentence } from "../format";
import type { ChosenFile } from "../ipc/generated";
import { words } from "../words.svelte";
import type { PageBackEnd } from "./backEnd";
import type { ToldRules } from "./checker";
import * as files from "./files";

/** House rules. */
interface Rules extends ToldRules {
  /** The file that they are from; null if they came with the page. */
  file: string | null;
  text: string;
}

/** Whether a JSON file looks like house rules and not like a trust list; reading it shows whether it is that. */
export function looksLikeRules(text: string): boolean {
  try {
    return "edits" in JSON.parse(text);
  } catch {
    return false;
  }
}

export class PageRules {
  /** The rules by which is judged. */
  used = $state.raw<Rules | null>(null);
  /** Rules that wait for the reader's consent: whoever sends a picture could send rules that it keeps. */
  offered = $state.raw<(Rules & { file: string }) | null>(null);
  /** Why a file cannot be used. */
  problem = $state("");

  readonly #backEnd: PageBackEnd;
  /** The text of the rules that came with the page; empty if none did. */
  readonly #own: string;
  readonly #changed: () => void;

  constructor(backEnd: PageBackEnd, own: string, changed: () => void) {
    this.#backEnd = backEnd;
    this.#own = own;
    this.#changed = changed;
  }

  /** Takes the rules that came with the page. */
  async begin(): Promise<void> {
    if (this.#own === "") return;
    try {
      const told = await this.#backEnd.readRules(this.#own, words.language);
      this.#use({ ...told, file: null, text: this.#own });
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  async choose(): Promise<void> {
    const [file] = await files.ask(".json,application/json");
    if (file) await this.offer(file);
  }

  /** Shows what rules allow, and asks whether pictures are to be judged by them. */
  async offer(file: ChosenFile): Promise<void> {
    this.problem = "";
    try {
      const text = await files.textOf(file);
      const told = await this.#backEnd.readRules(text, words.language);
      this.offered = { ...told, file: file.name, text };
    } catch (error) {
      this.offered = null;
      this.problem = sentence(error);
    }
  }

  /** Says in the language that is spoken now what the rules allow that are offered. */
  async translate(): Promise<void> {
    const { offered } = this;
    if (!offered) return;
    const told = await this.#backEnd.readRules(offered.text, words.language);
    if (this.offered === offered) this.offered = { ...offered, ...told };
  }

  accept(): void {
    this.#use(this.offered);
  }

  /** Judges by no rules any more. */
  drop(): void {
    this.#use(null);
  }

  /** The reader does not want what is offered, or has read what is wrong with it. */
  close(): void {
    this.offered = null;
    this.problem = "";
  }

  #use(rules: Rules | null): void {
    this.close();
    this.used = rules;
    this.#backEnd.rules = rules?.text ?? null;
    this.#changed();
  }
}

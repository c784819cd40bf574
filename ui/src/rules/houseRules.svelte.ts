// The house rules that the window judges by: those that the user keeps, and what they say of the edits in hand.

import type { Items } from "../editor/timeline";
import { inRecipe } from "../edits/recipe";
import { asSentence, visible } from "../format";
import * as ipc from "../ipc";
import type { BrokenRule, ChosenFile, JudgedEdits, KeptRules } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { say, words } from "../words.svelte";

/** How long edits must rest before they are judged. */
const JUDGE_AFTER = 150;

class HouseRules {
  /** The rules that are kept, if there are some. */
  kept = $state.raw<KeptRules | null>(null);
  problem = $state("");
  /** Rules that were opened, and wait for the user's consent. */
  offered = $state.raw<(KeptRules & { source: ChosenFile }) | null>(null);
  /** What the rules say of the edits in hand; null before they were asked, and if none are kept. */
  judged = $state.raw<JudgedEdits | null>(null);
  /** The items that were judged, in their order. */
  #items: readonly number[] = [];

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** Reads which rules are kept, in the language that is spoken. */
  async load(): Promise<void> {
    await this.#attempt(async () => (this.kept = await ipc.keptRules(words.language)));
  }

  /** Asks for a rules file, and keeps it in the place of the one before. Gives whether the rules are others now. */
  choose(): Promise<boolean> {
    return this.#attempt(async () => {
      const kept = await ipc.chooseRules(words.language);
      if (!kept) return false;
      this.kept = kept;
      announce(say("rules-told-kept", { name: visible(kept.name) }));
      return true;
    });
  }

  /** Shows what the rules in a file allow, and asks whether edits are to be judged by them. */
  async offer(source: ChosenFile): Promise<void> {
    await this.load();
    const rules = await ipc.readRules(source.id, words.language);
    this.offered = { ...rules, source };
  }

  /** Says in the language that is spoken now what the rules allow that are offered. */
  async translate(): Promise<void> {
    const { offered } = this;
    if (!offered) return;
    const rules = await ipc.readRules(offered.source.id, words.language);
    if (this.offered === offered) this.offered = { ...offered, ...rules };
  }

  /** Keeps the rules that are offered. Gives whether the rules are others now. */
  accept(): Promise<boolean> {
    const { offered } = this;
    this.offered = null;
    return this.#attempt(async () => {
      if (!offered) return false;
      this.kept = await ipc.keepRules(offered.source.id, words.language);
      announce(say("rules-told-kept", { name: visible(this.kept.name) }));
      return true;
    });
  }

  /** Judges by no rules any more. */
  forget(): Promise<boolean> {
    return this.#attempt(async () => {
      await ipc.forgetRules();
      this.kept = this.judged = null;
      announce(say("rules-told-forgotten"));
      return true;
    });
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T | false> {
    this.problem = "";
    try {
      return await work();
    } catch (error) {
      this.problem = asSentence(ipc.sentence(error));
      return false;
    }
  }

  /** Judges the items of the history that are switched on, once they rest: a slider that moves makes one call, and this
   * is another. */
  judgeSoon(items: Items): void {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    this.#timer = setTimeout(async () => {
      try {
        const judged = await ipc.judgeEdits(
          items.map(({ edit }) => inRecipe(edit)),
          words.language,
        );
        if (asked !== this.#asked) return;
        this.#items = items.map(({ id }) => id);
        this.judged = judged;
      } catch (error) {
        if (asked === this.#asked) this.problem = asSentence(ipc.sentence(error));
      }
    }, JUDGE_AFTER);
  }

  /** No photo is open any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.judged = null;
  }

  /** The rules that an item broke when the items were judged last. */
  brokenBy(id: number): BrokenRule[] {
    const { judged } = this;
    return judged?.breaches.filter(({ index }) => index !== null && this.#items[index] === id) ?? [];
  }

  /** The rules that no single edit breaks. */
  brokenByAll = $derived(this.judged?.breaches.filter(({ index }) => index === null) ?? []);
}

export const houseRules = new HouseRules();

// The history of the photo that is open: what changes it, undo and redo, and that it is kept with the photo.

import type { Edit } from "../edits/edit";
import { nameOf } from "../edits/edits";
import { inRecipe } from "../edits/recipe";
import { saveHistory } from "../ipc";
import { announce } from "../parts/announcer.svelte";
import { clamp } from "../parts/geometry";
import { settle } from "../parts/typed";
import {
  chain,
  changed,
  type Items,
  movedTo,
  redone,
  removed,
  replaced,
  startingWith,
  type Timeline,
  toggled,
  undone,
} from "./timeline";

/** Changes of one edit within this time are one step of undo. */
const ONE_STEP = 1000;
const SAVE_AFTER = 300;

/** What an editor does when its history changes, or cannot be kept. */
interface Hooks {
  /** `walked` is whether the change was undo or redo. */
  changed: (walked: boolean) => void;
  failed: (error: unknown) => void;
}

export class History {
  #timeline = $state.raw<Timeline>(startingWith([]));
  readonly #hooks: Hooks;
  /** The edit that was adjusted last, and when; 0 once its step of undo has ended. */
  #lastChange = { id: 0, at: 0 };
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  items = $derived(this.#timeline.present);
  chain = $derived(chain(this.items));
  canUndo = $derived(this.#timeline.past.length > 0);
  canRedo = $derived(this.#timeline.future.length > 0);

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
  }

  /** Begins with what was kept. The history before is let go: whoever wants it kept calls flush first. */
  begin(items: Items): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    this.#timeline = startingWith(items);
  }

  /** Changes the items, as one step of undo; `added` is the one that is new. */
  change(items: Items, added?: number): void {
    if (added !== undefined) this.#lastChange = { id: added, at: Date.now() };
    this.#change(items);
  }

  /** New parameters for an edit. Changes that follow each other closely are one step of undo, and so are all of
   * them while a control is held. */
  adjust(id: number, edit: Edit, held: boolean): void {
    this.adjustAll(id, replaced(this.items, id, edit), held);
  }

  /** The same for items of which one, by its id, is what the user adjusts, and others follow it. */
  adjustAll(id: number, items: Items, held: boolean): void {
    const last = this.#lastChange;
    const now = Date.now();
    const merge = last.id === id && (held ? last.at > 0 : now - last.at < ONE_STEP);
    this.#lastChange = { id, at: now };
    this.#change(items, merge);
  }

  /** What is adjusted next is another step of undo. */
  endStep(): void {
    this.#lastChange.at = 0;
  }

  undo(): void {
    if (this.canUndo) this.#walk(undone(this.#timeline), "Undone");
  }

  redo(): void {
    if (this.canRedo) this.#walk(redone(this.#timeline), "Redone");
  }

  #walk(timeline: Timeline, words: string): void {
    this.#timeline = timeline;
    this.endStep();
    this.#changed(true);
    announce(words);
  }

  toggle(id: number): void {
    this.#change(toggled(this.items, id));
    const item = this.items.find((item) => item.id === id);
    if (item) announce(`${nameOf(item.edit)} ${item.enabled ? "switched on" : "switched off"}`);
  }

  remove(id: number): void {
    const item = this.items.find((item) => item.id === id);
    if (!item) return;
    this.#change(removed(this.items, id));
    announce(`${nameOf(item.edit)} deleted`);
  }

  /** Moves an item to a place, from 0. */
  move(id: number, place: number): void {
    const from = this.items.findIndex((item) => item.id === id);
    const to = clamp(place, 0, this.items.length - 1);
    if (from < 0 || to === from) return;
    this.#change(movedTo(this.items, id, to));
    announce(`${nameOf(this.items[to]!.edit)} moved to place ${to + 1} of ${this.items.length}`);
  }

  #change(items: Items, merge = false): void {
    this.#timeline = changed(this.#timeline, items, merge);
    this.#changed(false);
  }

  #changed(walked: boolean): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.#save(), SAVE_AFTER);
    this.#hooks.changed(walked);
  }

  /** Keeps the history with the photo now, with what was typed, if that is still to be done. The program
   * keeps it with the photo that it has open: wait for this before it opens another. */
  async flush(): Promise<void> {
    settle();
    await this.#save();
  }

  async #save(): Promise<void> {
    if (this.#saveTimer === undefined) return;
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    try {
      await saveHistory(this.items.map((item) => ({ ...item, edit: inRecipe(item.edit) })));
    } catch (error) {
      this.#hooks.failed(error);
    }
  }
}

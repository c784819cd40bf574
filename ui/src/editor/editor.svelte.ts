// The editor: the photo that is open, which edit is in hand, and how that edit is adjusted. Its history, the part
// of the photo that is seen and what the program has computed of it are beside this file.

import { type Edit, type EditWord, makeEdit, parametersOf, type PhotoTools, wordOf } from "../edits/edit";
import {
  changesNothing,
  definition,
  missingOf,
  nameOf,
  rectangleOf,
  toolOf,
  withRectangle,
  wordsOf,
} from "../edits/edits";
import { placed } from "../edits/recipe";
import { largestCrop, straightened } from "../edits/straightened";
import { asSentence, count } from "../format";
import { neutralGains, originalSigner, sentence } from "../ipc";
import type { OriginalInfo, Size } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { clamp, type Point, type Ratio } from "../parts/geometry";
import { settle } from "../parts/typed";
import { Clipboard, pasteNote, type Placing } from "./clipboard.svelte";
import { editsBefore, inputSize, type Selection, selectedEdit, selectedWord, sizesOf } from "./display";
import { History } from "./history.svelte";
import { Places } from "./places";
import { Previews } from "./previews.svelte";
import { SeenRectangles } from "./seen.svelte";
import { angleAt, angleOfEdit, straightenedBy, uncropped } from "./straightening";
import { added, chain, enabled, type Items, reordered } from "./timeline";
import { type Pivot, pivotOf, placeAbout } from "./turning";
import { type Place, placeOf } from "./view";
import { Viewport } from "./viewport.svelte";

export class Editor {
  /** The photo that is edited. */
  original = $state.raw<OriginalInfo | null>(null);
  /** Why there is no newer picture, or what else failed. */
  problem = $state("");

  readonly history = new History({
    changed: (walked) => this.#historyChanged(walked),
    failed: (error) => (this.problem = sentence(error)),
  });
  readonly previews = new Previews((problem) => (this.problem = problem));
  readonly viewport = new Viewport(
    () => this.previews.shownSize,
    () => this.#refresh(),
  );
  readonly clipboard = new Clipboard();
  readonly #seen = new SeenRectangles();
  readonly #places = new Places();

  #selection = $state.raw<Selection>(null);
  /** Counts how often an edit was taken up; its control stays when a draft joins the history. */
  #takenUp = $state(0);
  /** The last time that an edit was taken up by a key. */
  #takenUpByKey = $state(0);
  #before = $state(false);
  #picking = $state(false);
  /** Whether a slider or a handle is held. */
  #held = $state(false);
  /** What was there when it was taken hold of: an angle that comes back brings the crop back. */
  #heldFrom: { items: Items; selection: Selection; sizes: Size[] } | null = null;
  /** What stays in its place while the photo is turned by hand. */
  #pivot = $state.raw<Pivot | null>(null);
  #horizon = $state(false);
  /** The ratio to which a rectangle on the photo is held. */
  ratio = $state.raw<Ratio | null>(null);
  /** What the user should know of the edits that were pasted last. */
  pasteNote = $state("");

  selection = $derived(this.#selection);
  selected = $derived(selectedEdit(this.history.items, this.#selection));
  selectedWord = $derived(selectedWord(this.history.items, this.#selection));
  takenUp = $derived(this.#takenUp);
  /** Whether the keyboard belongs on the control of the edit. */
  byKey = $derived(this.#takenUp > 0 && this.#takenUp === this.#takenUpByKey);
  before = $derived(this.#before);
  /** Whether the photo is being turned by hand. */
  turning = $derived(this.#pivot !== null);
  /** Whether a drag on the photo draws the line that it is straightened by. */
  horizon = $derived(this.#horizon);
  picking = $derived(this.#picking);
  /** The items whose rectangle covers other pixels than when it was last seen. */
  displaced = $derived(this.#seen.displaced(this.history.items));
  /** How the selected edit's rectangle is drawn on the photo, if it has one. */
  rectangle = $derived((this.selectedWord && definition(this.selectedWord).rectangle) ?? null);
  /** Whether places on the photo are places in the image that the selected edit receives. */
  onPhoto = $derived(this.rectangle !== null || this.#picking);
  /** The size of the image that the selected edit receives. */
  inputSize = $derived.by(() => {
    if (!this.original) return { width: 1, height: 1 };
    const { check, checkedAngle } = this.previews;
    // What the program will say of another angle need not be waited for.
    if (this.rectangle === "keep" && checkedAngle !== this.angle)
      return straightened(this.#uncropped(), this.angle).frame;
    return inputSize(this.history.items, this.#selection, this.original, check);
  });
  /** The size of the result. */
  size = $derived<Size>(this.previews.check?.sizes.at(-1) ?? this.original ?? { width: 1, height: 1 });
  /** The item at which the chain cannot be applied, and why. */
  error = $derived.by(() => {
    const error = this.previews.check?.error;
    if (!error) return null;
    const item = enabled(this.history.items)[error.index] ?? null;
    return { id: item?.id ?? null, message: (item && missingOf(item.edit)) ?? asSentence(error.message) };
  });

  // The photo

  /** Begins with a photo and its kept history. */
  open(original: OriginalInfo): void {
    this.close();
    this.original = original;
    this.history.begin(this.#places.restored(original));
    this.#see(...original.history.map(({ id }) => id));
    this.#refresh();
  }

  /** Lets go of the photo. Whoever does so keeps its history first. */
  close(): void {
    if (this.original) this.#places.keep(this.original, this.history.items);
    this.previews.stop();
    this.history.begin([]);
    this.viewport.reset();
    this.original = null;
    this.#selection = null;
    this.#seen.forget();
    this.#before = this.#picking = this.#held = this.#horizon = false;
    this.#pivot = this.#heldFrom = null;
    this.ratio = null;
    this.problem = "";
    this.pasteNote = "";
  }

  /** Learns anew what the trust list says of the camera. */
  async learnSigner(): Promise<void> {
    const hash = this.original?.hash;
    if (hash === undefined) return;
    try {
      const signer = await originalSigner();
      if (this.original?.hash === hash) this.original = { ...this.original, ...signer };
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  showBefore(on: boolean): void {
    if (on === this.#before) return;
    this.#before = on;
    this.#refresh();
    announce(on ? "Before" : "After");
  }

  /** Wishes for the picture that is wanted now. */
  #refresh(): void {
    const { original, onPhoto, before, viewport, selection } = this;
    if (!original || !viewport.hasSize) return;
    const { items } = this.history;
    const seen = { view: viewport.view, viewport: viewport.size };
    const angle = this.rectangle === "keep" ? this.angle : null;
    this.previews.want({ original, items, selection, onPhoto, before, angle, ...seen }, this.#held);
  }

  // All edits

  #historyChanged(walked: boolean): void {
    this.pasteNote = "";
    if (walked) this.ratio = null;
    const selection = this.#selection;
    const isThere = this.history.items.some(({ id }) => selection?.kind === "item" && id === selection.id);
    if (selection?.kind === "item" && !isThere) this.select(null);
    this.#refresh();
  }

  /** Puts the edits that are switched on into another order, by their places in the chain. */
  reorder(order: readonly number[]): void {
    this.history.change(reordered(this.history.items, order));
    this.#see(...this.history.items.map(({ id }) => id));
    announce("The edits are in another order. Undo brings back the order before.");
  }

  /** Copies the edits that are switched on. */
  copyEdits(): void {
    const edits = this.history.chain;
    if (edits.length === 0) return;
    this.clipboard.copy(edits, sizesOf(this.original!, this.previews.check));
    announce(`${count(edits.length, "edit")} copied`);
  }

  /** Puts the copied edits in the place of those of this photo. What does not fit it is switched off. */
  async pasteEdits(placing: Placing = "same"): Promise<void> {
    const { original } = this;
    if (!original || this.clipboard.edits.length === 0) return;
    settle();
    const last = this.history.items.reduce((most, { id }) => Math.max(most, id), 0);
    try {
      const items = await this.clipboard.itemsFor(original, last, placing);
      if (this.original !== original) return;
      this.history.change(items);
      this.select(null);
      this.#see(...items.map(({ id }) => id));
      this.pasteNote = pasteNote(items);
      announce(`${count(items.length, "edit")} pasted. ${this.pasteNote}`);
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  // The selected edit

  /** Selects an item of the history, or nothing. */
  select(id: number | null): void {
    this.#selection = id === null ? null : { kind: "item", id };
    if (id !== null) this.#see(id);
    this.#selected();
  }

  #see(...ids: number[]): void {
    this.#seen.see(this.history.items, ...ids);
  }

  #selected(): void {
    this.#takenUp += 1;
    this.#picking = this.#horizon = false;
    this.ratio = null;
    this.history.endStep();
    this.#refresh();
  }

  /** Takes up an edit. One that needs only a press is added, or told that it was pressed again. Of any
   * other, the last in the history is selected; if there is none, a draft that joins the history with its
   * first change. A rectangle that covers is always a new one. */
  begin(word: EditWord): void {
    const { items } = this.history;
    const { atOnce, again, rectangle, initial, name } = definition(word);
    const last = items.findLast((item) => toolOf(wordOf(item.edit)) === word);
    const edit = makeEdit(word, initial(this.size));
    if (atOnce && last && again && last === items.at(-1)) {
      const parameters = again(parametersOf(last.edit));
      if (parameters === null) return this.history.remove(last.id);
      this.select(last.id);
      this.adjust(makeEdit(word, parameters));
    } else if (atOnce) {
      this.#add(edit);
      this.#selected();
    } else if (last && rectangle !== "cover") {
      return this.select(last.id);
    } else {
      this.#selection = { kind: "draft", edit };
      return this.#selected();
    }
    announce(`${name} ${wordsOf(this.selected!)} added`);
  }

  /** The same by a key, which brings the keyboard along. */
  beginByKey(word: EditWord): void {
    this.begin(word);
    this.#takenUpByKey = this.#takenUp;
  }

  #add(edit: Edit): void {
    const { items, id } = added(this.history.items, edit);
    this.#selection = { kind: "item", id };
    this.history.change(items, id);
    this.#see(id);
  }

  /** Another edit of the selected kind, at the end of the chain. */
  addAnother(edit: Edit): void {
    this.#add(edit);
    this.#takenUp += 1;
    announce(`${nameOf(edit)} added`);
  }

  /** New parameters for the selected edit. */
  adjust(edit: Edit): void {
    const angle = angleOfEdit(edit);
    if (angle !== null) return this.straighten(angle);
    const selection = this.#selection;
    if (selection?.kind === "item") {
      this.history.adjust(selection.id, edit, this.#held);
      this.#see(selection.id);
    } else if (selection?.kind === "draft") {
      if (changesNothing(edit, this.inputSize)) this.#selection = { kind: "draft", edit };
      else this.#add(edit);
    }
  }

  // Straightening, which a crop follows

  /** Thousandths of a degree by which the picture is straightened right before it is cropped. */
  angle = $derived(angleAt(this.history.items, this.#selection));

  /** The picture on display, if it is not straightened yet by the angle that it has got: its size before, and the angle. */
  turn = $derived.by(() => {
    const shown = this.previews.detail ?? this.previews.whole;
    const stale = this.rectangle === "keep" && shown && shown.angle !== null && shown.angle !== this.angle;
    return stale ? { size: this.#uncropped(), angle: this.angle } : null;
  });
  /** The size of the picture on display. */
  photoSize = $derived(this.turn ? straightened(this.turn.size, this.angle).frame : this.previews.shownSize);
  /** Where it lies in the view, in device pixels. */
  place = $derived.by((): Place | null => {
    if (this.#pivot) return placeAbout(this.#pivot, this.angle);
    const laidOut = this.photoSize && this.viewport.size.width > 0;
    return laidOut ? placeOf(this.viewport.view, this.photoSize!, this.viewport.size) : null;
  });

  /** The size of the picture before it is straightened and cropped. */
  #uncropped(): Size {
    const sizes = sizesOf(this.original!, this.previews.check);
    return uncropped(this.history.items, this.#selection, sizes);
  }

  /** What stays in its place if the photo is turned: the middle of the crop in hand. */
  #middle(): Pivot | null {
    const { selected, place, rectangle } = this;
    if (!selected || !place || rectangle !== "keep") return null;
    return pivotOf(this.#uncropped(), this.angle, rectangleOf(selected, this.inputSize), place);
  }

  #asItIs() {
    const sizes = sizesOf(this.original!, this.previews.check);
    return { items: this.history.items, selection: this.#selection, sizes };
  }

  /** Straightens by another angle before the crop that is in hand, or before the one behind what is. The crop follows, and is
   * added if there is none. */
  straighten(millidegrees: number): void {
    if (!this.original || millidegrees === this.angle) return;
    const from = this.#heldFrom ?? this.#asItIs();
    const change = straightenedBy(from.items, from.selection, millidegrees, from.sizes, this.ratio);
    if (!change) return;
    const { items, id, selected } = change;
    if (this.#held) this.#pivot ??= this.#middle();
    // Before the history asks for a picture, which is another one while the crop is a draft.
    if (this.#selection?.kind === "draft") this.#selection = { kind: "item", id: selected };
    this.history.adjustAll(id, items, this.#held);
    this.#see(...items.map((item) => item.id));
    this.#refresh();
  }

  /** Makes the crop in hand as large as can be without black corners. */
  cropMost(): void {
    const { original, selected } = this;
    if (!original || !selected) return;
    this.adjust(withRectangle(selected, largestCrop(this.#uncropped(), this.angle, this.ratio)));
  }

  /** The selected edit with the parameters that it began with. */
  reset(): void {
    const edit = this.selected;
    if (!edit) return;
    const word = wordOf(edit);
    this.adjust(makeEdit(word, definition(word).initial(this.inputSize)));
  }

  /** Whether a drag on the photo draws the line that it is straightened by. */
  drawHorizon(on: boolean): void {
    this.#horizon = on;
  }

  /** Ends what is done on the photo: picking or drawing the horizon first, then the selection. */
  done(): void {
    if (this.#picking) this.pick(false);
    else if (this.#horizon) this.#horizon = false;
    else this.select(null);
  }

  /** A slider or a handle is held: only quick previews until it is let go, and one step of undo. */
  hold(): void {
    this.#held = true;
    this.#heldFrom = this.original && this.#asItIs();
    this.history.endStep();
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#pivot = this.#heldFrom = null;
    this.history.endStep();
    this.previews.rest();
  }

  holdRatio(ratio: Ratio | null): void {
    this.ratio = ratio;
  }

  /** Whether a press on the photo picks the neutral point. */
  pick(on: boolean): void {
    this.#picking = on;
    this.#refresh();
  }

  /** Sets the white balance so that this place of the photo becomes neutral. */
  async pickAt(place: Point): Promise<void> {
    const { width, height } = this.inputSize;
    const { items } = this.history;
    const selection = this.#selection;
    const edits = placed(chain(items).slice(0, editsBefore(items, selection)));
    const x = clamp(Math.floor(place.x), 0, width - 1);
    const y = clamp(Math.floor(place.y), 0, height - 1);
    try {
      const gains = await neutralGains(edits, x, y);
      if (this.#selection !== selection) return;
      this.history.endStep();
      this.adjust(makeEdit("whiteBalance", gains));
      this.pick(false);
      announce(`White balance: ${wordsOf(makeEdit("whiteBalance", gains))}`);
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  /** What the controls of edits share with the photo. */
  get photoTools(): PhotoTools {
    return {
      ratio: this.ratio,
      holdRatio: (ratio) => this.holdRatio(ratio),
      picking: this.#picking,
      pick: (on) => this.pick(on),
      angle: this.angle,
      straighten: (millidegrees) => this.straighten(millidegrees),
      horizon: this.#horizon,
      drawHorizon: (on) => this.drawHorizon(on),
      cropMost: () => this.cropMost(),
    };
  }
}

export const editor = new Editor();

// The state of the editor: what the user wants, and beside it what the program has computed of that.

import type { PhotoTools } from "../edits/edit";
import { type EditWord, makeEdit, parametersOf, wordOf } from "../edits/edit";
import { changesNothing, definition, nameOf, wordsOf } from "../edits/edits";
import { asSentence, count } from "../format";
import { checkRecipe, neutralGains, originalSigner, OVERTAKEN, preview, saveHistory, sentence } from "../ipc";
import type { Edit, HistoryItem, OriginalInfo, RecipeCheck, Rect, Size } from "../ipc/generated";
import { settle } from "../parts/typed";
import { announce } from "../parts/announcer.svelte";
import {
  covers,
  display,
  editsBefore,
  frameOf,
  inputSize,
  type Selection,
  selectedEdit,
  selectedWord,
  sizesOf,
} from "./display";
import { type Frame, type Histogram, readFrame } from "../parts/frame";
import { clamp, type Point, type Ratio } from "../parts/geometry";
import { PreviewScheduler } from "./scheduler";
import {
  added,
  chain,
  changed,
  enabled,
  type Items,
  movedTo,
  redone,
  removed,
  reordered,
  replaced,
  startingWith,
  type Timeline,
  toggled,
  undone,
} from "./timeline";
import { nextStop, panned, scaleOf, type View, wish, zoomedTo } from "./view";

/** What was shown last, with the part of the result that it shows. */
export interface Shown {
  frame: Frame;
  /** Null for the whole. */
  region: Rect | null;
}

/** What a preview is made for. */
interface WantedPreview {
  picture: string;
  items: Items;
  selection: Selection;
  onPhoto: boolean;
  before: boolean;
  view: View;
  viewport: Size;
}

/** An edit that was copied. */
interface CopiedEdit {
  edit: Edit;
  /** Whether it scales the picture and keeps its shape: then so it does to a picture of another shape. */
  keepsRatio: boolean;
}

/** Changes of one edit within this time are one step of undo. */
const ONE_STEP = 1000;
const SAVE_AFTER = 300;

/** Whether a picture was scaled and kept its shape, as far as whole pixels allow. */
function isScaled(from: Size, to: Size): boolean {
  return Math.abs(from.width * to.height - to.width * from.height) <= Math.max(from.width, from.height);
}

/** A resize to the same longer side for a picture of another shape. */
function scaledLike(edit: Edit, frame: Size): Edit {
  const { width, height } = parametersOf(edit) as Size;
  const scale = Math.max(width, height) / Math.max(frame.width, frame.height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return makeEdit("resize", { width: side(frame.width), height: side(frame.height) });
}

export class Editor {
  /** The photo that is edited. */
  original = $state.raw<OriginalInfo | null>(null);

  // Wanted
  #timeline = $state.raw<Timeline>(startingWith([]));
  #selection = $state.raw<Selection>(null);
  #view = $state.raw<View>("fit");
  #before = $state(false);
  #picking = $state(false);
  /** Counts how often an edit was taken up; its control stays when a draft joins the history. */
  #takenUp = $state(0);
  /** The frame in which each rectangle that covers something was last put in its place or seen there. */
  #frames = $state.raw<ReadonlyMap<number, string>>(new Map());
  /** The last time that an edit was taken up by a key. */
  #takenUpByKey = $state(0);
  /** The ratio to which a rectangle on the photo is held. */
  ratio = $state.raw<Ratio | null>(null);
  /** Whether a slider or a handle is held. */
  #moving = $state(false);
  #viewport = $state.raw<Size>({ width: 0, height: 0 });

  // Computed
  /** What the program says of the chain; of the chain before, for the moment until it answers. */
  check = $state.raw<RecipeCheck | null>(null);
  /** The whole result, and when zoomed the part that is seen. */
  whole = $state.raw<Shown | null>(null);
  detail = $state.raw<Shown | null>(null);
  /** The size of the picture on display. */
  shownSize = $state.raw<Size | null>(null);
  /** Why there is no newer picture. */
  problem = $state("");
  /** Edits that were copied, to be pasted into this or another photo. */
  copied = $state.raw<readonly CopiedEdit[]>([]);
  /** What the user should know of the edits that were pasted last. */
  pasteNote = $state("");

  #scheduler = new PreviewScheduler<WantedPreview>((wanted, quick, current) =>
    this.#compute(wanted, quick, current),
  );
  /** The chain that was checked last, and the preview that was answered last. */
  #checked = "";
  #answered = { asked: "", quick: true };
  #lastChange = { id: 0, at: 0 };
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  // What is derived from both

  items = $derived(this.#timeline.present);
  canUndo = $derived(this.#timeline.past.length > 0);
  canRedo = $derived(this.#timeline.future.length > 0);
  chain = $derived(chain(this.items));
  /** The items whose rectangle covers other pixels than when it was last seen: the frame moved under it. */
  displaced = $derived(
    this.items.filter((item) => {
      const frame = this.#frames.get(item.id);
      return item.enabled && frame !== undefined && frame !== frameOf(this.items, item.id);
    }),
  );
  selection = $derived(this.#selection);
  view = $derived(this.#view);
  viewport = $derived(this.#viewport);
  before = $derived(this.#before);
  picking = $derived(this.#picking);
  takenUp = $derived(this.#takenUp);
  /** Whether the keyboard belongs on the control of the edit. */
  byKey = $derived(this.#takenUp > 0 && this.#takenUp === this.#takenUpByKey);
  moving = $derived(this.#moving);
  selected = $derived(selectedEdit(this.items, this.#selection));
  selectedWord = $derived(selectedWord(this.items, this.#selection));
  /** The size of the image that the selected edit receives. */
  inputSize = $derived(
    this.original
      ? inputSize(this.items, this.#selection, this.original, this.check)
      : { width: 1, height: 1 },
  );
  /** The size of the result. */
  size = $derived<Size>(this.check?.sizes.at(-1) ?? this.original ?? { width: 1, height: 1 });
  /** How the selected edit's rectangle is drawn on the photo, if it has one. */
  rectangle = $derived((this.selectedWord && definition(this.selectedWord).rectangle) ?? null);
  /** Whether places on the photo are places in the image that the selected edit receives. */
  onPhoto = $derived(this.rectangle !== null || this.#picking);
  /** Device pixels for a pixel of the photo. */
  scale = $derived(this.shownSize ? scaleOf(this.#view, this.shownSize, this.#viewport) : 1);
  histogram = $derived<Histogram | null>((this.detail ?? this.whole)?.frame.histogram ?? null);
  /** The item at which the chain does not fit, and why. */
  error = $derived.by(() => {
    const error = this.check?.error;
    if (!error) return null;
    return { id: enabled(this.items)[error.index]?.id ?? null, message: asSentence(error.message) };
  });

  // Opening and closing

  /** Begins with a photo and its kept history. */
  open(original: OriginalInfo): void {
    this.close();
    this.original = original;
    this.#timeline = startingWith(original.history);
    for (const { id } of original.history) this.#see(id);
    this.#refresh();
  }

  /** Lets go of the photo. Whoever does so keeps its history first, see flush. */
  close(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    this.#scheduler.stop();
    this.original = null;
    this.#timeline = startingWith([]);
    this.#selection = null;
    this.#frames = new Map();
    this.#view = "fit";
    this.#before = this.#picking = this.#moving = false;
    this.ratio = null;
    this.check = null;
    this.whole = this.detail = this.shownSize = null;
    this.problem = "";
    this.pasteNote = "";
    this.#checked = "";
    this.#answered = { asked: "", quick: true };
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

  // The history

  #change(items: Items, merge = false): void {
    this.#timeline = changed(this.#timeline, items, merge);
    this.#changed();
  }

  #changed(): void {
    this.pasteNote = "";
    const selection = this.#selection;
    if (selection?.kind === "item" && !this.items.some((item) => item.id === selection.id)) this.select(null);
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.#save(), SAVE_AFTER);
    this.#refresh();
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
      await saveHistory([...this.items]);
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  undo(): void {
    if (!this.canUndo) return;
    this.#timeline = undone(this.#timeline);
    this.#lastChange.at = 0;
    this.ratio = null;
    this.#changed();
    announce("Undone");
  }

  redo(): void {
    if (!this.canRedo) return;
    this.#timeline = redone(this.#timeline);
    this.#lastChange.at = 0;
    this.ratio = null;
    this.#changed();
    announce("Redone");
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

  /** Puts the edits that are switched on into another order, by their places in the chain. */
  reorder(order: readonly number[]): void {
    this.#change(reordered(this.items, order));
    for (const { id } of this.items) this.#see(id);
    announce("The edits are in another order. Undo brings back the order before.");
  }

  /** Copies the edits that are switched on. */
  copyEdits(): void {
    const edits = this.chain;
    if (edits.length === 0) return;
    const sizes = sizesOf(this.original!, this.check);
    this.copied = edits.map((edit, index) => {
      const [from, to] = [sizes[index], sizes[index + 1]];
      return { edit, keepsRatio: wordOf(edit) === "resize" && !!from && !!to && isScaled(from, to) };
    });
    announce(`${count(edits.length, "edit")} copied`);
  }

  /** Puts the copied edits in the place of those of this photo. What does not fit it is switched off. */
  async pasteEdits(): Promise<void> {
    const { original, copied } = this;
    if (!original || copied.length === 0) return;
    settle();
    const items: HistoryItem[] = [];
    let next = this.items.reduce((most, { id }) => Math.max(most, id), 0);
    let frame: Size = original;
    try {
      for (const { edit, keepsRatio } of copied) {
        const fitted = keepsRatio ? scaledLike(edit, frame) : edit;
        const { sizes, error } = await checkRecipe([...chain(items), fitted]);
        if (!error) frame = sizes.at(-1) ?? frame;
        items.push({ id: ++next, edit: fitted, enabled: !error });
      }
    } catch (error) {
      this.problem = sentence(error);
      return;
    }
    if (this.original !== original) return;
    this.#change(items);
    this.select(null);
    for (const { id } of items) this.#see(id);
    const off = items.filter((item) => !item.enabled).map(({ edit }) => `${nameOf(edit)} ${wordsOf(edit)}`);
    this.pasteNote =
      off.length === 0
        ? ""
        : `${off.join(", ")} ${off.length === 1 ? "does" : "do"} not fit this photo and ${off.length === 1 ? "is" : "are"} switched off.`;
    announce(`${count(items.length, "edit")} pasted. ${this.pasteNote}`);
  }

  // The selected edit

  /** Selects an item of the history, or nothing. */
  select(id: number | null): void {
    this.#selection = id === null ? null : { kind: "item", id };
    if (id !== null) this.#see(id);
    this.#selected();
  }

  /** The rectangle of an item, if it covers something, is where the user wants it. */
  #see(id: number): void {
    const item = this.items.find((item) => item.id === id);
    if (item && covers(item.edit)) this.#frames = new Map(this.#frames).set(id, frameOf(this.items, id));
  }

  #selected(): void {
    this.#takenUp += 1;
    this.#picking = false;
    this.ratio = null;
    this.#lastChange.at = 0;
    this.#refresh();
  }

  /** Takes up an edit. One that needs only a press is added, or told that it was pressed again. Of any
   * other, the last in the history is selected; if there is none, a draft that joins the history with its
   * first change. A rectangle that covers is always a new one. */
  begin(word: EditWord): void {
    const { atOnce, again, rectangle, initial, name } = definition(word);
    const last = this.items.findLast((item) => wordOf(item.edit) === word);
    const edit = makeEdit(word, initial(this.size));
    if (atOnce && last && again && last === this.items.at(-1)) {
      const parameters = again(parametersOf(last.edit));
      if (parameters === null) return this.remove(last.id);
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
    const { items, id } = added(this.items, edit);
    this.#selection = { kind: "item", id };
    this.#lastChange = { id, at: Date.now() };
    this.#change(items);
    this.#see(id);
  }

  /** Another edit of the selected kind, at the end of the chain. */
  addAnother(edit: Edit): void {
    this.#add(edit);
    this.#takenUp += 1;
    announce(`${nameOf(edit)} added`);
  }

  /** New parameters for the selected edit. Those that follow each other closely are one step of undo. */
  adjust(edit: Edit): void {
    const selection = this.#selection;
    if (selection?.kind === "draft") {
      if (changesNothing(edit, this.inputSize)) this.#selection = { kind: "draft", edit };
      else this.#add(edit);
      return;
    }
    if (!selection) return;
    const { id, at } = this.#lastChange;
    const now = Date.now();
    const merge = id === selection.id && (this.#moving ? at > 0 : now - at < ONE_STEP);
    this.#lastChange = { id: selection.id, at: now };
    this.#change(replaced(this.items, selection.id, edit), merge);
    this.#see(selection.id);
  }

  /** The selected edit with the parameters that it began with. */
  reset(): void {
    const edit = this.selected;
    if (!edit) return;
    const word = wordOf(edit);
    this.adjust(makeEdit(word, definition(word).initial(this.inputSize)));
  }

  /** Ends what is done on the photo: picking first, then the selection. */
  done(): void {
    if (this.#picking) this.pick(false);
    else this.select(null);
  }

  /** A slider or a handle is held: only quick previews until it is let go, and one step of undo. */
  hold(): void {
    this.#moving = true;
    this.#lastChange.at = 0;
  }

  release(): void {
    if (!this.#moving) return;
    this.#moving = false;
    this.#lastChange.at = 0;
    this.#scheduler.rest();
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
    const edits = chain(this.items).slice(0, editsBefore(this.items, this.#selection));
    const x = clamp(Math.floor(place.x), 0, width - 1);
    const y = clamp(Math.floor(place.y), 0, height - 1);
    const selection = this.#selection;
    try {
      const gains = await neutralGains(edits, x, y);
      if (this.#selection !== selection) return;
      this.#lastChange.at = 0;
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
    };
  }

  // The view

  showBefore(on: boolean): void {
    if (on === this.#before) return;
    this.#before = on;
    this.#refresh();
    announce(on ? "Before" : "After");
  }

  /** The size of the view in device pixels. */
  setViewport(viewport: Size): void {
    if (viewport.width === this.#viewport.width && viewport.height === this.#viewport.height) return;
    this.#viewport = viewport;
    this.#refresh();
  }

  /** One stop in or out, about the middle of the view. */
  zoomStep(direction: 1 | -1): void {
    this.zoomTo(nextStop(this.scale, direction));
  }

  /** Zooms to a scale; the place under `at`, in device pixels of the view, stays there. */
  zoomTo(scale: number, at: Point = { x: this.#viewport.width / 2, y: this.#viewport.height / 2 }): void {
    if (!this.shownSize) return;
    this.#view = zoomedTo(scale, at, this.#view, this.shownSize, this.#viewport);
    this.#refresh();
  }

  fit(): void {
    this.#view = "fit";
    this.#refresh();
  }

  /** Moves the photo by device pixels. */
  pan(by: Point): void {
    if (!this.shownSize) return;
    this.#view = panned(by, this.#view, this.shownSize, this.#viewport);
    this.#refresh();
  }

  // Computing

  /** Wishes for what is wanted now. */
  #refresh(): void {
    if (!this.original || this.#viewport.width === 0 || this.#viewport.height === 0) return;
    const { items, before, onPhoto } = this;
    const selection = this.#selection;
    const shown = display(items, selection, this.original, this.check, { onPhoto, before });
    this.#scheduler.want(
      {
        picture: JSON.stringify(shown.edits),
        items,
        selection,
        onPhoto,
        before,
        view: this.#view,
        viewport: this.#viewport,
      },
      this.#moving,
    );
  }

  async #compute(wanted: WantedPreview, quick: boolean, current: () => boolean): Promise<void> {
    const original = this.original;
    if (!original) return;
    try {
      const edits = chain(wanted.items);
      const recipe = JSON.stringify(edits);
      let check = this.check;
      if (!check || recipe !== this.#checked) {
        check = await checkRecipe(edits);
        if (!current()) return;
        this.check = check;
        this.#checked = recipe;
      }
      const shown = display(wanted.items, wanted.selection, original, check, wanted);
      const { region, maxWidth, maxHeight } = wish(wanted.view, shown.size, wanted.viewport);
      const request = { edits: shown.edits, maxWidth, maxHeight, region };
      const asked = JSON.stringify(request);
      // While a crop is drawn, the photo under it stays as it is.
      if (asked === this.#answered.asked && (quick || !this.#answered.quick)) return;
      const bytes = await preview({ ...request, quick });
      if (!current()) return;
      this.#answered = { asked, quick };
      const frame = readFrame(bytes);
      if (region === null) {
        this.whole = { frame, region };
        this.detail = null;
      } else {
        this.detail = { frame, region };
      }
      this.shownSize = frame.full;
      this.problem = "";
    } catch (error) {
      if (current() && sentence(error) !== OVERTAKEN) this.problem = sentence(error);
    }
  }
}

export const editor = new Editor();

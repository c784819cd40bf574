// What the photo shows: the whole chain, or while a rectangle is drawn on it, the image that the
// rectangle's edit receives.

import { type Edit, type EditWord, wordOf } from "../edits/edit";
import { definition } from "../edits/edits";
import type { RecipeCheck, Size } from "../ipc/generated";
import { MOVES_PIXELS } from "../ipc/generated/effects";
import { chain, enabled, type Items } from "./timeline";

/** What is selected: an edit of the history, one that is not in it yet, or nothing. */
export type Selection = { kind: "item"; id: number } | { kind: "draft"; edit: Edit } | null;

const moves = (edit: Edit) => MOVES_PIXELS.includes(wordOf(edit));
/** Whether an edit covers what lies under a rectangle. */
export const covers = (edit: Edit) => definition(wordOf(edit)).rectangle === "cover";
const isRectangle = (edit: Edit) => definition(wordOf(edit)).rectangle !== undefined;

/** The edit that is selected. */
export function selectedEdit(items: Items, selection: Selection): Edit | null {
  if (selection?.kind === "draft") return selection.edit;
  return items.find((item) => item.id === selection?.id)?.edit ?? null;
}

/** The word of the edit that is selected. */
export function selectedWord(items: Items, selection: Selection): EditWord | null {
  const edit = selectedEdit(items, selection);
  return edit && wordOf(edit);
}

/** How many edits of the chain come before the selected one; all for a draft, which will be the last. */
export function editsBefore(items: Items, selection: Selection): number {
  if (selection?.kind !== "item") return enabled(items).length;
  const place = items.findIndex((item) => item.id === selection.id);
  return enabled(items.slice(0, place)).length;
}

/** What is said of a rectangle under which the pixels moved. */
export const DISPLACED = "now lies elsewhere: check that it still covers what it should";

/** What moves the pixels on which the rectangle of an item lies: equal for equal places. */
export function frameOf(items: Items, id: number): string {
  const place = items.findIndex((item) => item.id === id);
  return JSON.stringify(chain(items.slice(0, place)).filter(moves));
}

/** The sizes between the edits of the chain as far as it can be applied: one more than edits. */
export function sizesOf(original: Size, check: RecipeCheck | null): Size[] {
  return [original, ...(check?.sizes ?? [])];
}

/** The size of the image that the selected edit receives. */
export function inputSize(
  items: Items,
  selection: Selection,
  original: Size,
  check: RecipeCheck | null,
): Size {
  const sizes = sizesOf(original, check);
  return sizes[Math.min(editsBefore(items, selection), sizes.length - 1)]!;
}

/** What the photo is to show. */
export interface Display {
  edits: Edit[];
  /** The size of the result. */
  size: Size;
}

/** Which edits to apply.
 *
 * While a rectangle is adjusted or a point is picked (`onPhoto`), places on the photo are places in the
 * image that the edit receives: what comes later is applied only if it leaves all pixels in their places.
 * `before` leaves in only what moves pixels, so that before and after lie on each other. */
export function display(
  items: Items,
  selection: Selection,
  original: Size,
  check: RecipeCheck | null,
  { onPhoto, before }: { onPhoto: boolean; before: boolean },
): Display {
  const sizes = sizesOf(original, check);
  // What comes after an edit that does not fit cannot be computed.
  const fitting = enabled(items).slice(0, check?.error ? check.error.index : undefined);
  let shown = fitting.map((item) => item.edit);
  let size = sizes[Math.min(fitting.length, sizes.length - 1)]!;
  if (onPhoto) {
    const place = editsBefore(items, selection);
    shown = fitting
      .filter((item, index) => {
        if (index < place) return true;
        const own = selection?.kind === "item" && item.id === selection.id;
        return own ? !isRectangle(item.edit) : !moves(item.edit) && !isRectangle(item.edit);
      })
      .map((item) => item.edit);
    size = inputSize(items, selection, original, check);
  }
  return { edits: before ? shown.filter(moves) : shown, size };
}

// Edits that were copied, to be pasted into this or another photo.

import { type Edit, makeEdit, parametersOf, wordOf } from "../edits/edit";
import { definition, nameOf, rectangleOf, withRectangle, wordsOf } from "../edits/edits";
import { placed, somewhere } from "../edits/recipe";
import { checkForSize } from "../ipc";
import type { Rect, Size } from "../ipc/generated";
import { clamp } from "../parts/geometry";
import { chain, type Item, type Items } from "./timeline";

/** An edit that was copied. Where a hidden crop was taken is not copied: on another photo it is another place. */
interface CopiedEdit {
  edit: Edit;
  /** Whether it scales the picture and keeps its shape: then so it does to a picture of another shape. */
  keepsRatio: boolean;
  /** The size of the image that it was made for. */
  frame: Size | null;
}

/** Whether an edit is about places of the photo, such as a crop or a black rectangle. */
const dependsOnFrame = (edit: Edit): boolean => definition(wordOf(edit)).rectangle !== undefined;

/** What becomes of edits that are about places of the photo: they are the same in pixels, as within one series; moved
 * and scaled with the photo; or left out. */
export type Placing = "same" | "scaled" | "without";

const placeless = (edit: Edit): Edit =>
  "cropHidden" in edit ? { cropHidden: { size: edit.cropHidden.size, place: null } } : edit;

/** The same part of a picture of another size. */
function scaledTo(edit: Edit, from: Size, to: Size): Edit {
  if ("cropHidden" in edit) {
    const { width, height } = partOf({ x: 0, y: 0, ...edit.cropHidden.size }, from, to);
    return { cropHidden: { size: { width, height }, place: null } };
  }
  return withRectangle(edit, partOf(rectangleOf(edit, from), from, to));
}

function partOf({ x, y, width, height }: Rect, from: Size, to: Size): Rect {
  const across = (length: number) => Math.round((length * to.width) / from.width);
  const down = (length: number) => Math.round((length * to.height) / from.height);
  const [left, top] = [Math.min(across(x), to.width - 1), Math.min(down(y), to.height - 1)];
  return {
    x: left,
    y: top,
    width: clamp(across(width), 1, to.width - left),
    height: clamp(down(height), 1, to.height - top),
  };
}

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

export class Clipboard {
  edits = $state.raw<readonly CopiedEdit[]>([]);

  /** Whether what becomes of some of them on another photo has to be asked. */
  dependsOnFrame = $derived(this.edits.some(({ edit }) => dependsOnFrame(edit)));

  /** Copies edits between these sizes. */
  copy(edits: Edit[], sizes: Size[]): void {
    this.edits = edits.map((edit, index) => {
      const [from, to] = [sizes[index], sizes[index + 1]];
      const keepsRatio = wordOf(edit) === "resize" && !!from && !!to && isScaled(from, to);
      return { edit: placeless(edit), keepsRatio, frame: from ?? null };
    });
  }

  /** The edits as items for a photo of this size, with ids after `last`. Those that do not fit are switched off. */
  async itemsFor(original: Size, last: number, placing: Placing): Promise<Item[]> {
    const items: Item[] = [];
    let now = original;
    for (const { edit, keepsRatio, frame } of this.edits) {
      const isPlaced = dependsOnFrame(edit);
      if (isPlaced && placing === "without") continue;
      let fitted = keepsRatio ? scaledLike(edit, now) : edit;
      if (isPlaced && frame && placing === "scaled") fitted = scaledTo(edit, frame, now);
      const { sizes, error } = await checkForSize(original, placed([...chain(items), fitted].map(somewhere)));
      if (!error) now = sizes.at(-1) ?? now;
      items.push({ id: ++last, edit: fitted, enabled: !error });
    }
    return items;
  }
}

/** What the user should know of items that were pasted. */
export function pasteNote(items: Items): string {
  const off = items.filter((item) => !item.enabled).map(({ edit }) => `${nameOf(edit)} ${wordsOf(edit)}`);
  if (off.length === 0) return "";
  const [fit, are] = off.length === 1 ? ["does", "is"] : ["do", "are"];
  return `${off.join(", ")} ${fit} not fit this photo and ${are} switched off.`;
}

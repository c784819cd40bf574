// Edits that were copied, to be pasted into this or another photo.

import { type Edit, makeEdit, parametersOf, wordOf } from "../edits/edit";
import { nameOf, wordsOf } from "../edits/edits";
import { placed, somewhere } from "../edits/recipe";
import { checkRecipe } from "../ipc";
import type { Size } from "../ipc/generated";
import { chain, type Item, type Items } from "./timeline";

/** An edit that was copied. */
interface CopiedEdit {
  edit: Edit;
  /** Whether it scales the picture and keeps its shape: then so it does to a picture of another shape. */
  keepsRatio: boolean;
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

  /** Copies edits between these sizes. */
  copy(edits: Edit[], sizes: Size[]): void {
    this.edits = edits.map((edit, index) => {
      const [from, to] = [sizes[index], sizes[index + 1]];
      return { edit, keepsRatio: wordOf(edit) === "resize" && !!from && !!to && isScaled(from, to) };
    });
  }

  /** The edits as items for a photo of this size, with ids after `last`. Those that do not fit are switched off. */
  async itemsFor(original: Size, last: number): Promise<Item[]> {
    const items: Item[] = [];
    let frame = original;
    for (const { edit, keepsRatio } of this.edits) {
      const fitted = keepsRatio ? scaledLike(edit, frame) : edit;
      const { sizes, error } = await checkRecipe(placed([...chain(items), fitted].map(somewhere)));
      if (!error) frame = sizes.at(-1) ?? frame;
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

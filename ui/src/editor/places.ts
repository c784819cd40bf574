// Where the hidden crops of photos were taken that are not open any more. The program stores histories without these
// places; here they are kept as long as the window runs, for a photo that is opened again.

import { fromRecipe, inRecipe } from "../edits/recipe";
import type { HistoryItem, OriginalInfo } from "../ipc/generated";
import type { Item, Items } from "./timeline";

type Photo = Pick<OriginalInfo, "hash">;

export class Places {
  /** The last history of each photo, by its hash. */
  #histories = new Map<string, Items>();

  keep({ hash }: Photo, items: Items): void {
    this.#histories.set(hash, items);
  }

  /** A stored history, with the places that are known. */
  restored({ hash, history }: Photo & { history: readonly HistoryItem[] }): Item[] {
    const kept = this.#histories.get(hash) ?? [];
    return history.map((stored) => {
      const item = kept.find(({ id }) => id === stored.id);
      const same = item && JSON.stringify(inRecipe(item.edit)) === JSON.stringify(stored.edit);
      return { ...stored, edit: same ? item.edit : fromRecipe(stored.edit) };
    });
  }
}

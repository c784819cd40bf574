// Where rectangles that cover something were last seen: pixels that move afterwards leave them on others.

import { covers, frameOf } from "./display";
import type { Items } from "./timeline";

export class SeenRectangles {
  /** The frame in which each was last put in its place or seen there, by the item's id. */
  #frames = $state.raw<ReadonlyMap<number, string>>(new Map());

  forget(): void {
    this.#frames = new Map();
  }

  /** The rectangle of each of these items, if it covers something, is where the user wants it. */
  see(items: Items, ...ids: number[]): void {
    const frames = new Map(this.#frames);
    for (const id of ids) {
      const item = items.find((item) => item.id === id);
      if (item && covers(item.edit)) frames.set(id, frameOf(items, id));
    }
    this.#frames = frames;
  }

  /** The items whose rectangle covers other pixels than when it was last seen: the frame moved under it. */
  displaced(items: Items): Items {
    return items.filter((item) => {
      const frame = this.#frames.get(item.id);
      return item.enabled && frame !== undefined && frame !== frameOf(items, item.id);
    });
  }
}

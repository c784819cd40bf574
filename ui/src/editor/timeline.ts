// The history of a photo: the edits in their order, which are the chain to be proved, and the states
// between which undo and redo walk.

import type { Edit } from "../edits/edit";
import type { HistoryItem } from "../ipc/generated";

/** An edit with its number in the list, and whether it is switched on. */
export interface Item extends Omit<HistoryItem, "edit"> {
  edit: Edit;
}

/** The edits in their order; an item that is switched off is kept, and not proved. */
export type Items = readonly Item[];

/** The present state with those before and after it. */
export interface Timeline {
  past: readonly Items[];
  present: Items;
  future: readonly Items[];
}

/** How many steps back are kept. */
const DEPTH = 200;

export const startingWith = (items: Items): Timeline => ({ past: [], present: items, future: [] });

/** A new present. With `merge` it takes the place of the last one, as within one drag of a slider. */
export function changed({ past, present }: Timeline, items: Items, merge = false): Timeline {
  return { past: merge ? past : [...past, present].slice(-DEPTH), present: items, future: [] };
}

export function undone(timeline: Timeline): Timeline {
  const { past, present, future } = timeline;
  const last = past.at(-1);
  return last ? { past: past.slice(0, -1), present: last, future: [present, ...future] } : timeline;
}

export function redone(timeline: Timeline): Timeline {
  const { past, present, future } = timeline;
  const [next, ...rest] = future;
  return next ? { past: [...past, present], present: next, future: rest } : timeline;
}

/** The items with one more at the end, and its id. */
export function added(items: Items, edit: Edit): { items: Items; id: number } {
  const id = items.reduce((most, item) => Math.max(most, item.id), 0) + 1;
  return { items: [...items, { id, edit, enabled: true }], id };
}

export function replaced(items: Items, id: number, edit: Edit): Items {
  return items.map((item) => (item.id === id ? { ...item, edit } : item));
}

export function toggled(items: Items, id: number): Items {
  return items.map((item) => (item.id === id ? { ...item, enabled: !item.enabled } : item));
}

export function removed(items: Items, id: number): Items {
  return items.filter((item) => item.id !== id);
}

/** The items with one of them at another place, which is limited to those that exist. */
export function movedTo(items: Items, id: number, place: number): Items {
  const item = items.find((item) => item.id === id);
  if (!item) return items;
  const rest = removed(items, id);
  const index = Math.min(Math.max(0, place), rest.length);
  return [...rest.slice(0, index), item, ...rest.slice(index)];
}

/** The items with those that are switched on in another order, by their places among them; each that is
 * switched off keeps its place. */
export function reordered(items: Items, order: readonly number[]): Items {
  const on = enabled(items);
  let next = 0;
  return items.map((item) => (item.enabled ? on[order[next++]!]! : item));
}

/** The items that are switched on. */
export const enabled = (items: Items): Items => items.filter((item) => item.enabled);

/** The chain to be proved. */
export const chain = (items: Items): Edit[] => enabled(items).map((item) => item.edit);

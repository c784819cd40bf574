// The two edits of the crop tool in the history: a picture is straightened right before it is cropped.

import { type Edit, makeEdit, wordOf } from "../edits/edit";
import { definition, rectangleOf, withRectangle } from "../edits/edits";
import { recropped, straightened } from "../edits/straightened";
import type { Rect, Size } from "../ipc/generated";
import type { Ratio } from "../parts/geometry";
import { editsBefore, type Selection, selectedEdit } from "./display";
import { enabled, type Item, type Items } from "./timeline";

/** The places in the items of the edit that straightens and of the crop behind it; of those that there are. */
interface Pair {
  turn: Item | null;
  crop: Item | null;
}

const keeps = (item: Item | undefined): item is Item =>
  item !== undefined && definition(wordOf(item.edit)).rectangle === "keep";

/** The angle of an edit that straightens. */
export const angleOfEdit = (edit: Edit): number | null =>
  "straighten" in edit ? edit.straighten.millidegrees : null;

const angleOf = (item: Item | null | undefined) => (item ? angleOfEdit(item.edit) : null);

/** The pair that the selected edit belongs to: itself, and its neighbour among those that are switched on. */
function pairOf(items: Items, selection: Selection): Pair {
  const on = enabled(items);
  if (selection?.kind === "draft") {
    const last = on.at(-1);
    const crops = angleOfEdit(selection.edit) === null;
    return { turn: crops && last && angleOf(last) !== null ? last : null, crop: null };
  }
  const at = on.findIndex(({ id }) => id === selection?.id);
  const item = on[at];
  if (item && angleOf(item) !== null) return { turn: item, crop: keeps(on[at + 1]) ? on[at + 1]! : null };
  if (!keeps(item)) return { turn: null, crop: null };
  const before = on[at - 1];
  return { turn: before && angleOf(before) !== null ? before : null, crop: item };
}

/** By how much the picture is straightened where the selected edit is in hand. */
export const angleAt = (items: Items, selection: Selection): number =>
  angleOf(pairOf(items, selection).turn) ?? 0;

/** The size of the picture before it is straightened and cropped. `sizes` are those between the edits. */
export function uncropped(items: Items, selection: Selection, sizes: Size[]): Size {
  const { turn } = pairOf(items, selection);
  const before = editsBefore(items, turn ? { kind: "item", id: turn.id } : selection);
  return sizes[Math.min(before, sizes.length - 1)]!;
}

/** The items with another angle, and with a crop behind it that shows no black corners. `id` is the item that is adjusted,
 * `selected` the one that is in hand then. */
export function straightenedBy(
  items: Items,
  selection: Selection,
  millidegrees: number,
  sizes: Size[],
  ratio: Ratio | null,
): { items: Items; id: number; selected: number } | null {
  const edit = selectedEdit(items, selection);
  if (!edit) return null;
  const { turn, crop } = pairOf(items, selection);
  const size = uncropped(items, selection, sizes);
  const before = angleOf(turn) ?? 0;
  const { frame } = straightened(size, before);
  const inHand = keeps({ id: 0, edit, enabled: true }) ? edit : null;
  const cropEdit = crop?.edit ?? inHand ?? makeEdit("crop", { x: 0, y: 0, ...frame } as Rect);
  const rect = recropped(rectangleOf(cropEdit, frame), size, before, millidegrees, ratio);

  const next = items.reduce((most, { id }) => Math.max(most, id), 0) + 1;
  const newTurn: Item = {
    id: turn?.id ?? next,
    edit: makeEdit("straighten", { millidegrees }),
    enabled: true,
  };
  const newCrop: Item = {
    id: crop?.id ?? (turn ? next : next + 1),
    edit: withRectangle(cropEdit, rect),
    enabled: true,
  };
  // Without an angle, a crop needs nothing before it.
  const pair = millidegrees === 0 && inHand ? [newCrop] : [newTurn, newCrop];
  const rest = items.filter(({ id }) => id !== crop?.id && id !== turn?.id);
  const first = turn ?? crop;
  const behind = items.slice(first ? items.indexOf(first) : items.length);
  const place = rest.length - behind.filter((item) => rest.includes(item)).length;
  const id = inHand ? newCrop.id : newTurn.id;
  return { items: [...rest.slice(0, place), ...pair, ...rest.slice(place)], id, selected: id };
}

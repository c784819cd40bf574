// Edits as they cross to the program: as recipes have them, and beside them what no recipe says, where hidden crops are
// taken. That is known only here while a photo is edited. It crosses to show and to prove, and is never stored.

import type { Edit as RecipeEdit, Placed, Rect, Size } from "../ipc/generated";
import { centred } from "../parts/geometry";
import type { Edit, HiddenCrop } from "./edit";

/** The rectangle of a hidden crop on an image of this size. Where the place is not known, it is the middle, which is
 * offered to the user: no picture is computed before the place is set. */
export const rectangleOfHidden = ({ size, place }: HiddenCrop, frame: Size): Rect =>
  place ? { ...place, ...size } : centred(size, frame);

/** As it is proved, published and stored. */
export const inRecipe = (edit: Edit): RecipeEdit =>
  "cropHidden" in edit ? { cropHidden: edit.cropHidden.size } : edit;

/** From a recipe, which does not say where a hidden crop was taken. */
export const fromRecipe = (edit: RecipeEdit): Edit =>
  "cropHidden" in edit ? { cropHidden: { size: edit.cropHidden, place: null } } : edit;

/** With the places of hidden crops, in their order, up to the first that is not known: of that one the program says
 * so. */
export function placed(edits: readonly Edit[]): Placed {
  const places = edits.flatMap((edit) => ("cropHidden" in edit ? [edit.cropHidden.place] : []));
  const unknown = places.indexOf(null);
  return {
    recipe: edits.map(inRecipe),
    places: places.slice(0, unknown < 0 ? undefined : unknown).filter((place) => place !== null),
  };
}

/** The same, with a hidden crop whose place is not known in the corner: enough to learn whether it fits. */
export function somewhere(edit: Edit): Edit {
  if (!("cropHidden" in edit)) return edit;
  const { size, place } = edit.cropHidden;
  return { cropHidden: { size, place: place ?? { x: 0, y: 0 } } };
}

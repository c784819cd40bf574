// Crop at a hidden place: keeps a rectangle, and does not say where it was taken. The crop's control adjusts it and turns
// one into the other.

import { say } from "../words.svelte";
import { definition as crop } from "./crop.svelte";
import type { Definition } from "./edit";
import { rectangleOfHidden } from "./recipe";

export { default } from "./crop.svelte";

export const definition: Definition<"cropHidden"> = {
  word: "cropHidden",
  tool: "crop",
  name: crop.name,
  about: crop.about,
  group: crop.group,
  icon: crop.icon,
  rectangle: "keep",
  rectangleOf: rectangleOfHidden,
  withRectangle: ({ x, y, width, height }) => ({ size: { width, height }, place: { x, y } }),
  initial: ({ width, height }) => ({ size: { width, height }, place: { x: 0, y: 0 } }),
  changesNothing: ({ size }, frame) => size.width === frame.width && size.height === frame.height,
  words: ({ size: { width, height }, place }) =>
    place
      ? `${width} × ${height} at ${place.x}, ${place.y}, place hidden`
      : `${width} × ${height}, place hidden`,
  missing: ({ place }) => (place ? null : say("crop-place-unset")),
};

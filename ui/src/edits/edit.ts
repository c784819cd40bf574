// What every edit of the window defines, and the types of edits and their parameters.

import type { Component } from "svelte";

import type { Edit as RecipeEdit, Rect, Size } from "../ipc/generated";
import type { Point, Ratio } from "../parts/geometry";

/** A crop that will not say where it was taken. */
export interface HiddenCrop {
  size: Size;
  /** Where it is taken; null where that is not known any more, because it is never stored. */
  place: Point | null;
}

/** An edit while it is made: as in recipes, but a hidden crop has its place. `recipe.ts` leads from one to the other;
 * the two have different forms, so that the compiler finds whoever forgets it. */
export type Edit = Exclude<RecipeEdit, { cropHidden: unknown }> | { cropHidden: HiddenCrop };

type KeysOfEach<Union> = Union extends unknown ? keyof Union : never;

/** The word of an edit, as in recipes. */
export type EditWord = KeysOfEach<Edit>;

/** The parameters of an edit. */
export type Parameters<W extends EditWord> = W extends unknown ? Extract<Edit, Record<W, unknown>>[W] : never;

/** How the tools are grouped, in this order. */
export const GROUPS = ["frame", "tone", "more"] as const;

/** What the window knows about an edit. Its file also holds its control, the component. */
export interface Definition<W extends EditWord> {
  word: W;
  /** As people call it. */
  name: string;
  /** What it does, for the tooltip. */
  about: string;
  group: (typeof GROUPS)[number];
  /** Its icon, as a path in a square of 16, drawn with a stroke. */
  icon: string;
  /** The key that begins it. */
  key?: string;
  /** For an edit that is a rectangle on the photo: whether it keeps or covers what is inside. */
  rectangle?: "keep" | "cover";
  /** Where that rectangle lies in an image of this size, if the parameters are not the rectangle itself. */
  rectangleOf?(parameters: Parameters<W>, frame: Size): Rect;
  /** The parameters for another rectangle, in that case. */
  withRectangle?(rect: Rect, before: Parameters<W>): Parameters<W>;
  /** Of a rectangle that covers: whether what is inside can still be seen, changed. */
  showsThrough?: boolean;
  /** The edit whose tool takes this one up, if it has none of its own. */
  tool?: EditWord;
  /** Whether it has nothing to adjust before it makes sense, so that it is added by one press. */
  atOnce?: boolean;
  /** Of such an edit: what a further press makes of it while it is the last; null takes it away. */
  again?(parameters: Parameters<W>): Parameters<W> | null;
  /** The parameters that it begins with, for an image of this size. */
  initial(frame: Size): Parameters<W>;
  /** Whether it leaves an image of this size as it is. */
  changesNothing(parameters: Parameters<W>, frame: Size): boolean;
  /** The parameters in a few words, for the history. */
  words(parameters: Parameters<W>): string;
  /** What has to be said before it can be applied, if anything. */
  missing?(parameters: Parameters<W>): string | null;
}

/** What the control of an edit gets. */
export interface ControlProps<W extends EditWord> {
  parameters: Parameters<W>;
  /** The size of the image that the edit receives. */
  frame: Size;
  change: (parameters: Parameters<W>) => void;
  /** Puts another edit in its place. */
  become: (edit: Edit) => void;
  photo: PhotoTools;
}

/** What a control shares with the photo. */
export interface PhotoTools {
  /** The ratio to which a rectangle on the photo is held. */
  ratio: Ratio | null;
  holdRatio: (ratio: Ratio | null) => void;
  /** Whether a press on the photo picks the neutral point. */
  picking: boolean;
  pick: (on: boolean) => void;
  /** Thousandths of a degree by which the picture is straightened before it is cropped. */
  angle: number;
  /** Straightens by another angle; the crop after it follows. */
  straighten: (millidegrees: number) => void;
  /** Whether a drag on the photo draws the line that it is straightened by. */
  horizon: boolean;
  drawHorizon: (on: boolean) => void;
  /** Crops to as much as shows no black corners. */
  cropMost: () => void;
}

/** An edit's file, as the list imports it. */
export interface EditModule<W extends EditWord> {
  /** The control; one without anything to adjust takes nothing. */
  default: Component<ControlProps<W>> | Component<Record<string, never>>;
  definition: Definition<W>;
}

/** The word of an edit. */
export function wordOf(edit: Edit): EditWord {
  return Object.keys(edit)[0] as EditWord;
}

/** An edit from its word and parameters. */
export function makeEdit<W extends EditWord>(word: W, parameters: Parameters<W>): Edit {
  return { [word]: parameters } as unknown as Edit;
}

/** The parameters of an edit whose word is not known to the compiler. */
export function parametersOf(edit: Edit): Parameters<EditWord> {
  return Object.values(edit)[0] as Parameters<EditWord>;
}

// The edits of the list, looked up by their word.

import type { Component } from "svelte";

import type { Rect, Size } from "../ipc/generated";
import {
  type ControlProps,
  type Definition,
  type Edit,
  type EditModule,
  type EditWord,
  GROUPS,
  makeEdit,
  parametersOf,
  wordOf,
} from "./edit";
import * as list from "./list";

/** Fails to compile when an edit of the engine has no file here. */
const modules = list satisfies { [W in EditWord]: EditModule<W> };

type AnyDefinition = Definition<EditWord>;

/** What the window knows about an edit. */
export function definition(word: EditWord): AnyDefinition {
  return modules[word].definition as AnyDefinition;
}

/** The component that adjusts an edit. */
export function control(word: EditWord): Component<ControlProps<EditWord>> {
  return modules[word].default as Component<ControlProps<EditWord>>;
}

const byName = (one: AnyDefinition, other: AnyDefinition) =>
  one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1;

/** All tools in groups, alphabetical within one. */
export function grouped(): AnyDefinition[][] {
  const all = Object.values(modules)
    .map((module) => module.definition as AnyDefinition)
    .filter(({ tool }) => tool === undefined);
  return GROUPS.map((group) => all.filter((edit) => edit.group === group).sort(byName));
}

/** The edit whose tool takes an edit up. */
export const toolOf = (word: EditWord): EditWord => definition(word).tool ?? word;

/** The rectangle of an edit that has one, on an image of this size. */
export function rectangleOf(edit: Edit, frame: Size): Rect {
  const { rectangleOf } = definition(wordOf(edit));
  return rectangleOf?.(parametersOf(edit), frame) ?? (parametersOf(edit) as Rect);
}

/** The same edit with another rectangle. */
export function withRectangle(edit: Edit, rect: Rect): Edit {
  const word = wordOf(edit);
  return makeEdit(word, definition(word).withRectangle?.(rect, parametersOf(edit)) ?? rect);
}

/** What has to be said before an edit can be applied, if anything. */
export const missingOf = (edit: Edit): string | null =>
  definition(wordOf(edit)).missing?.(parametersOf(edit)) ?? null;

export const nameOf = (edit: Edit): string => definition(wordOf(edit)).name;
export const wordsOf = (edit: Edit): string => definition(wordOf(edit)).words(parametersOf(edit));
export const changesNothing = (edit: Edit, frame: Size): boolean =>
  definition(wordOf(edit)).changesNothing(parametersOf(edit), frame);

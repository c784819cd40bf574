// The edits of the list, looked up by their word.

import type { Component } from "svelte";

import type { Edit, Size } from "../ipc/generated";
import {
  type ControlProps,
  type Definition,
  type EditModule,
  type EditWord,
  GROUPS,
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

/** All edits in groups, alphabetical within one. */
export function grouped(): AnyDefinition[][] {
  const all = Object.values(modules).map((module) => module.definition as AnyDefinition);
  return GROUPS.map((group) => all.filter((edit) => edit.group === group).sort(byName));
}

export const nameOf = (edit: Edit): string => definition(wordOf(edit)).name;
export const wordsOf = (edit: Edit): string => definition(wordOf(edit)).words(parametersOf(edit));
export const changesNothing = (edit: Edit, frame: Size): boolean =>
  definition(wordOf(edit)).changesNothing(parametersOf(edit), frame);

// The labels of the verifier, in the language of the reader.

import type { FluentBundle, FluentVariable } from "@fluent/bundle";

import { bundleOf, label, languageOf } from "./catalog";
import type { Language } from "./ipc/generated";

class Words {
  /** The language that is spoken; at first the system's. */
  language = $state<Language>(languageOf(navigator.languages));
  /** Words in place of those of the language, for tests. */
  substitute = $state.raw<FluentBundle | null>(null);
  readonly bundle = $derived(this.substitute ?? bundleOf(this.language));
}

export const words = new Words();

/** A label in the language that is spoken; where it is shown, it changes with the language. */
export const say = (id: string, args?: Record<string, FluentVariable>): string =>
  label(words.bundle, id, args);

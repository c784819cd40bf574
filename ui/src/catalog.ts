// The labels of window, page and element in each language. They stand in `words/*/screen.ftl`, beside what Rust says of a
// verdict.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import type { Language } from "./ipc/generated";

/** What each language calls itself. */
export const NAMES: Record<Language, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
};

/** The languages that there are words in. */
export const LANGUAGES = Object.keys(NAMES) as Language[];

const files = import.meta.glob<string>("../../words/*/screen.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The words of a language. `transform` changes each text of them, for tests. */
export function bundleOf(language: Language, transform?: (text: string) => string): FluentBundle {
  const bundle = new FluentBundle(language, { useIsolating: false, transform });
  const errors = bundle.addResource(new FluentResource(files[`../../words/${language}/screen.ftl`]!));
  if (errors.length > 0) throw errors[0]!;
  return bundle;
}

/** The first of the wanted languages, as tags such as "de-AT", that there are words in. */
export function languageOf(tags: readonly string[]): Language {
  for (const tag of tags) {
    const found = LANGUAGES.find((language) => language === tag.toLowerCase().split("-")[0]);
    if (found) return found;
  }
  return "en";
}

/** A label of a bundle. */
export function label(bundle: FluentBundle, id: string, args: Record<string, FluentVariable> = {}): string {
  const pattern = bundle.getMessage(id)?.value;
  if (!pattern) throw new Error(`there are no words for “${id}”`);
  return bundle.formatPattern(pattern, args);
}

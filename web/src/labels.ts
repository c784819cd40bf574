// The labels of the element, from the files in which those of the page and of the window stand.

import {
  FluentBundle,
  FluentResource,
  type FluentVariable,
} from "@fluent/bundle";

import type { Language } from "./engine";

const files = import.meta.glob<string>("../../words/*/screen.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

const source = (language: string) =>
  files[`../../words/${language}/screen.ftl`];

/** The language of a tag such as "de-AT", or English. */
export function languageOf(tag: string): Language {
  const language = tag.toLowerCase().split("-")[0]!;
  return (source(language) === undefined ? "en" : language) as Language;
}

/** The labels of a language, by their names. */
export function labels(
  language: Language,
): (name: string, values?: Record<string, FluentVariable>) => string {
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(source(language)!));
  return (name, values = {}) => {
    const pattern = bundle.getMessage(name)?.value;
    if (!pattern) throw new Error(`there is no label ${name}`);
    return bundle.formatPattern(pattern, values);
  };
}

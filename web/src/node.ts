// The package for Node: content systems check pictures with it.

import { readFile } from "node:fs/promises";

import { type Answer, Engine, type Language, type Trust } from "./engine";

export type * from "./engine";

/** What a picture is checked by. */
export interface Options {
  /** The bytes of the proof, if it is a separate file. */
  sidecar?: Uint8Array;
  /** The trust list: the text of a `trust.json`, or what it holds. Without one, nobody is trusted. */
  trust?: string | Trust;
  /** The text that the proof must be bound to. */
  expect?: string;
  /** The text of house rules (`rules.json`), by which the edits are judged beside the verdict. */
  rules?: string;
  /** The language of the account; English if none is named. */
  language?: Language;
}

const beside = (name: string) => readFile(new URL(name, import.meta.url));

let code: Promise<WebAssembly.Module> | undefined;
let parameters: Promise<Uint8Array> | undefined;

/** Checks a picture, whose bytes these are. The answer holds the report of `proofroom verify --json`, and what a reader is
 * told of it. Whatever is wrong with the file is in the answer; what is thrown says that the check itself failed. */
export async function verify(
  picture: Uint8Array,
  options: Options = {},
): Promise<Answer> {
  const { sidecar, trust, expect, rules, language = "en" } = options;
  code ??= beside("verifier.wasm").then((bytes) => WebAssembly.compile(bytes));
  const engine = await Engine.load(
    await code,
    () => (parameters ??= beside("parameters.bin")),
  );
  const first = engine.begin({
    picture,
    sidecar,
    trust: typeof trust === "object" ? JSON.stringify(trust) : trust,
    expect,
    rules,
    language,
  });
  return first.report.reason === "unfinished" ? engine.finish() : first;
}

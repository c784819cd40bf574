// An engine of the page for tests: it answers as told.

import type { Answer, Checker } from "../src/page/checker";
import { snake } from "../src/ipc/names";
import { MAKER, verification } from "./program";

const { file: _, ...found } = verification;
export const answer = snake(found) as Answer;

/** What an engine answers that was told nothing else. */
export function checker(answers: Partial<Checker> = {}): Checker {
  return {
    begin: async () => answer,
    finish: async () => answer,
    picture: () => Promise.reject(new Error("no pixels")),
    inWords: async () => answer.account,
    readTrust: async () => ({ version: 1, makers: [{ name: "Ω", key: MAKER }], revoked: [] }),
    readRules: async () => ({ name: "Gazette", told: ["No edit is allowed."] }),
    end: () => {},
    ...answers,
  };
}

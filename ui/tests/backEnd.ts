// A back end of the verifier screen for tests: it answers as told.

import type { Account, Report, Verification } from "../src/ipc/generated";
import type { BackEnd } from "../src/verify/backEnd";
import { account, report, verification } from "./program";

/** Of a file with this report, whose account differs so. */
export function found(some: Partial<Report>, told: Partial<Account> = {}, rest: Partial<Verification> = {}) {
  return { ...verification, report: { ...report, ...some }, account: { ...account, ...told }, ...rest };
}

/** A back end that finds what it is told. */
export function backEnd(answers: Partial<BackEnd> = {}): BackEnd {
  return {
    choosePictures: async () => [],
    chooseProof: async () => null,
    verify: async ({ file }) => ({ ...verification, file }),
    cancel: () => {},
    picture: () => Promise.reject(new Error("no pixels")),
    inWords: async (_, language) => ({ ...account, title: `${account.title} (${language})` }),
    ...answers,
  };
}

// A back end of the verifier screen for tests: it answers as told.

import type { Account, BackEnd, Verification } from "../src/verify/backEnd";
import { camera, file, HASH, KEY } from "./program";
import type { Report } from "../src/ipc/generated";

export const report: Report = {
  verdict: "verified",
  reason: null,
  message: "3 edits hold",
  step: null,
  camera,
  captured: "2025-11-05T14:02:33Z",
  clock: "camera",
  convertedFrom: null,
  original: { width: 1200, height: 800, hash: HASH },
  edits: [
    { crop: { x: 10, y: 20, width: 300, height: 200 } },
    { contrast: { permille: 1300 } },
    { grayscale: {} },
  ],
  bound: null,
  published: { width: 300, height: 200, hash: KEY },
  warnings: [],
};

export const account: Account = {
  title: "Verified",
  sentence: "A camera of Acme signed the original, and the picture is what three edits make of it.",
  checked: ["The signature is the camera's.", "The pixels are what the edits make."],
  unchecked: ["No check knows what happened in front of the camera."],
  next: ["Ask who published it if you want to know more."],
  warnings: [],
  edits: ["crop to 300 × 200 pixels at 10, 20", "contrast × 1.300", "grayscale"],
  signer: "Desk camera of Acme",
  taken: "5 November 2025 at 14:02 UTC, by the camera's clock",
  failed: null,
  bound: null,
  crop: { x: 10, y: 20, width: 300, height: 200 },
  detail: "3 edits hold",
};

export const verification: Verification = {
  file: file(2, "published.png"),
  report,
  account,
  proofBytes: 84_512,
  unclaimed: null,
  seconds: 1.84,
};

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

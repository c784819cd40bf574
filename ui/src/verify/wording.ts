// What the window says besides a verdict. The verdict's title and sentence come from the program.

import type { Reason, Report, Verification } from "../ipc/generated";

/** What failed, in a few words. */
export const REASONS: Record<Reason, string> = {
  unknown_maker: "the camera maker is not in your trust list",
  malformed: "the file or its proof is damaged",
  appearance: "viewers may show something other than the proved pixels",
  binding: "the bound text",
  signature: "the camera's signature",
  revoked: "the camera's key was revoked",
  step: "an edit does not fit its image",
  linked_commitment: "a commitment to the pixels",
  proof: "the proof of the edits",
  published_pixels: "the published pixels",
  unreadable: "the file cannot be read",
  not_a_png: "the file is not a PNG",
  no_proof: "there is no proof",
  version: "a newer format",
  limits: "larger than the limits",
  trust_file: "the trust list cannot be used",
  usage: "the request",
  memory: "not enough memory",
  machine: "this machine",
  cancelled: "stopped",
};

/** Which check failed, and at which edit. */
export function failedCheck({ verdict, reason, step }: Report): string | null {
  if (verdict !== "rejected" || reason === null) return null;
  return `Failed check: ${REASONS[reason]}${step === null ? "" : `, at edit ${step}`}`;
}

/** What stands beside the sign of a verdict. Of a file that claims nothing no verdict is given. */
export function headline({ title, unclaimed }: Verification): string {
  return unclaimed ? "Nothing to check here" : title;
}

/** What is said below the headline. */
export function sentenceOf({ sentence, unclaimed }: Verification): string {
  if (!unclaimed) return sentence;
  return unclaimed.kind !== "other" ? "This picture carries no proof." : "This file carries no proof.";
}

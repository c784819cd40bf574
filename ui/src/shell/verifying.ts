// The verifier of the window, behind which the program checks.

import * as ipc from "../ipc";
import { recent } from "../start/recent.svelte";
import type { Verification as Found } from "../ipc/generated";
import type { BackEnd, Verification } from "../verify/backEnd";
import { Verifier } from "../verify/verifier.svelte";

/** What the program says of a verdict, as the screen takes it. */
export function told(found: Found): Verification {
  const { title, sentence, meaning, editsInWords, boundQuoted, crop, ...rest } = found;
  const { camera, message } = found.report;
  return {
    ...rest,
    account: {
      title,
      sentence,
      checked: [],
      unchecked: [],
      next: meaning ? [meaning] : [],
      warnings: found.report.warnings,
      edits: editsInWords,
      signer: camera && camera.name,
      taken: found.report.captured,
      failed: null,
      bound: boundQuoted,
      crop,
      detail: message,
    },
  };
}

const program: BackEnd = {
  choosePictures: () => ipc.choosePhotos(),
  chooseProof: () => ipc.chooseSidecar(),
  async verify({ file, sidecar, expect }) {
    try {
      const verification = await ipc.verify(file.id, sidecar?.id ?? null, expect);
      void recent.learn();
      return told(verification);
    } catch (error) {
      if (ipc.sentence(error) === ipc.OVERTAKEN) return null;
      throw error;
    }
  },
  // A check takes a second; its answer is passed over.
  cancel: () => {},
  picture: (maxWidth, maxHeight) => ipc.verifiedPicture(maxWidth, maxHeight),
  inWords: () => Promise.reject(new Error("not yet")),
};

export const verifier = new Verifier(program);

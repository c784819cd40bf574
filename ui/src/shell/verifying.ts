// The verifier of the window, behind which the program checks.

import * as ipc from "../ipc";
import { recent } from "../start/recent.svelte";
import type { BackEnd } from "../verify/backEnd";
import { Verifier } from "../verify/verifier.svelte";

const program: BackEnd = {
  choosePictures: () => ipc.choosePhotos(),
  chooseProof: () => ipc.chooseSidecar(),
  async verify({ file, sidecar, expect, language }) {
    try {
      const verification = await ipc.verify(file.id, sidecar?.id ?? null, expect, language);
      void recent.learn();
      return verification;
    } catch (error) {
      if (ipc.sentence(error) === ipc.OVERTAKEN) return null;
      throw error;
    }
  },
  // A check takes a second; its answer is passed over.
  cancel: () => {},
  picture: (maxWidth, maxHeight) => ipc.verifiedPicture(maxWidth, maxHeight),
  inWords: ({ report, credentials, rules }, language) => ipc.inWords(report, credentials, rules, language),
};

export const verifier = new Verifier(program);

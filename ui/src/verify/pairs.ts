// Which of several files belong together: pictures, and proofs that are separate files.

import type { ChosenFile } from "../ipc/generated";

/** A picture, and its proof if that is a separate file. */
export interface Pair {
  file: ChosenFile;
  sidecar: ChosenFile | null;
}

const isProof = ({ name }: ChosenFile): boolean => /\.proof$/i.test(name);
/** A trust list, or house rules. */
export const isJson = ({ name }: ChosenFile): boolean => /\.json$/i.test(name);

/** The names that the proof of a picture has: `a.png.proof` and `a.proof` of `a.png`. */
function proofNames({ name }: ChosenFile): string[] {
  return [`${name}.proof`, `${name.replace(/\.[^.]*$/, "")}.proof`].map((name) => name.toLowerCase());
}

/** Pictures with their proofs, and the proofs that no picture claims. One picture and one proof belong together
 * whatever their names are: somebody chose exactly the two. */
export function paired(files: ChosenFile[]): { pictures: Pair[]; proofs: ChosenFile[] } {
  const pictures = files.filter((file) => !isProof(file));
  const proofs = files.filter(isProof);
  if (pictures.length === 1 && proofs.length === 1 && !isJson(pictures[0]!)) {
    return { pictures: [{ file: pictures[0]!, sidecar: proofs[0]! }], proofs: [] };
  }
  const left = new Set(proofs);
  const pairs = pictures.map((file) => {
    const names = proofNames(file);
    const found = [...left].find(
      (proof) => proof.folder === file.folder && names.includes(proof.name.toLowerCase()),
    );
    if (found) left.delete(found);
    return { file, sidecar: found ?? null };
  });
  return { pictures: pairs, proofs: [...left] };
}

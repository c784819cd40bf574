// What the verifier screen asks of whatever checks the pictures: of the program behind the window, or of the
// engine inside the page. The screen knows nothing else of either.

import type { Account, ChosenFile, Language, Verification } from "../ipc/generated";

/** What is to be checked: a picture, with a proof in a separate file and a text to which it must be bound. */
export interface Question {
  file: ChosenFile;
  sidecar: ChosenFile | null;
  expect: string | null;
  language: Language;
}

export interface BackEnd {
  /** Asks the user for pictures, and proofs beside them; none if nothing was chosen. */
  choosePictures(): Promise<ChosenFile[]>;
  /** Asks the user for a proof that is a separate file. */
  chooseProof(): Promise<ChosenFile | null>;
  /** Checks a picture. `first` is told who signed and what the file claims, if that is known before the end;
   * nothing of it is proved yet. Null if a newer question has overtaken this one. */
  verify(question: Question, first: (claims: Verification) => void): Promise<Verification | null>;
  /** Stops the check that runs, as far as that can be done. */
  cancel(): void;
  /** The pixels of the picture that was checked last, as `readFrame` takes them, made smaller to fit. */
  picture(maxWidth: number, maxHeight: number): Promise<ArrayBuffer>;
  /** What a reader is told of what was found, in another language. */
  inWords(
    found: Pick<Verification, "report" | "credentials" | "rules">,
    language: Language,
  ): Promise<Account>;
}

// Several photos that were opened together: what each of them is, and which one is open.

import * as ipc from "../ipc";
import type { ChosenFile, FileKind, SignedPhoto } from "../ipc/generated";

export interface ListedPhoto {
  file: ChosenFile;
  /** Null if that could not be found out. */
  kind: FileKind | null;
  /** Why it was not signed. */
  problem: string;
}

class Photos {
  list = $state.raw<readonly ListedPhoto[]>([]);
  /** The place of the one that was opened last. */
  place = $state(0);

  unsigned = $derived(this.list.filter(({ kind }) => kind === "photo"));
  withCredentials = $derived(this.list.filter(({ kind }) => kind === "credentials"));
  current = $derived<ListedPhoto | null>(this.list[this.place] ?? null);

  /** One photo alone needs no list. */
  isShown = $derived(this.list.length > 1);

  /** What each of these files is, told without checking it. */
  async kindsOf(files: ChosenFile[]): Promise<(FileKind | null)[]> {
    try {
      return await ipc.fileKinds(files.map(({ id }) => id));
    } catch {
      // Each says what it is when it is opened.
      return files.map(() => null);
    }
  }

  /** Takes the place of the list before. */
  replace(files: ChosenFile[], kinds: (FileKind | null)[]): void {
    this.list = files.map((file, place) => ({ file, kind: kinds[place]!, problem: "" }));
  }

  /** Puts originals in the place of the photos that were signed. */
  signed(done: SignedPhoto[]): void {
    const signed = new Map(done.map((photo) => [photo.photo, photo]));
    this.list = this.list.map((photo) => {
      const { original, problem } = signed.get(photo.file.id) ?? {};
      if (original) return { file: original, kind: "original", problem: "" };
      return { ...photo, problem: problem ?? photo.problem };
    });
  }

  clear(): void {
    this.list = [];
    this.place = 0;
  }
}

export const photos = new Photos();
